"""Numbers that others have published come out of notebook 09's references."""

import numpy as np
import pytest

from convnet.architectures import ALEXNET_INPUT, LENET, LENET_INPUT, alexnet
from tests.cells import solved


@pytest.fixture(scope="module")
def course():
    return solved("09_architecture")


# --- the lectures' own numbers: AlexNet line by line ----------------------------------------------

UNITS = [290400, 69984, 186624, 43264, 64896, 64896, 43264, 9216, 4096, 4096, 1000]
WEIGHTS = {
    True: [34848, 0, 307200, 0, 884736, 663552, 442368, 0, 37748736, 16777216, 4096000],
    False: [34848, 0, 614400, 0, 884736, 1327104, 884736, 0, 37748736, 16777216, 4096000],
}
CONNECTIONS = {True: 725508992, False: 1136358272}


@pytest.mark.parametrize("grouped", [True, False])
def test_alexnet_line_by_line(course, grouped):
    rows = course["count_network"](list(alexnet(grouped).values()), ALEXNET_INPUT)
    assert [row["units"] for row in rows] == UNITS
    assert [row["weights"] for row in rows] == WEIGHTS[grouped]
    assert sum(row["connections"] for row in rows) == CONNECTIONS[grouped]
    assert sum(row["biases"] for row in rows) == 10568


@pytest.mark.parametrize(
    ("grouped", "parameters", "connections"),
    [(True, 60965224, 724406816), (False, 62378344, 1135256096)],
)
def test_sixty_million_parameters(course, grouped, parameters, connections):
    # Caffe's bvlc_alexnet, with `group: 2` in the same layers and images of 227, has as many.
    found = course["totals"](list(alexnet(grouped).values()), ALEXNET_INPUT)
    assert found == {"units": 659272, "parameters": parameters, "connections": connections}


def test_lenet_as_notebook_05_counts_it(course):
    found = course["totals"](list(LENET.values()), LENET_INPUT)
    assert found == {"units": 6518, "parameters": 61706, "connections": 416520}


@pytest.mark.parametrize(
    ("removed", "grouped", "ungrouped"),
    [
        ((7,), (16777216, 16777216), (16777216, 16777216)),
        ((6, 7), (54525952, 49405952), (54525952, 49405952)),
        ((3, 4), (1548288, 1695744), (2211840, 2506752)),
        ((3, 4, 6, 7), (56074240, 51101696), (56737792, 51912704)),
    ],
)
def test_the_lectures_ablations(course, removed, grouped, ungrouped):
    assert course["ablation_change"](removed, True) == grouped
    assert course["ablation_change"](removed, False) == ungrouped


# --- other networks, as published -----------------------------------------------------------------


def test_alexnet_of_torchvision(course):
    """num_params of AlexNet_Weights.IMAGENET1K_V1 in torchvision's documentation: 61,100,840.

    The layers are those of A. Krizhevsky, "One weird trick for parallelizing convolutional neural
    networks", 2014, one tower.
    """
    spec = [
        *[("conv", 64, 11, 4, 2), ("pool", 3, 2), ("conv", 192, 5, 1, 2), ("pool", 3, 2)],
        *[("conv", 384, 3, 1, 1), ("conv", 256, 3, 1, 1), ("conv", 256, 3, 1, 1), ("pool", 3, 2)],
        *[("fc", 4096), ("fc", 4096), ("fc", 1000)],
    ]
    assert course["totals"](spec, (3, 224, 224))["parameters"] == 61100840


def vgg16():
    spec = []
    for F, depth in [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]:
        spec += [("conv", F, 3, 1, 1)] * depth + [("pool", 2, 2)]
    return spec


def test_vgg16(course):
    """138,357,544 parameters (torchvision's VGG16_Weights), 138 million in the paper's table 2."""
    spec = [*vgg16(), ("fc", 4096), ("fc", 4096), ("fc", 1000)]
    assert course["totals"](spec, (3, 224, 224))["parameters"] == 138357544


def mobilenet():
    """Depthwise separable: a group for each map, then 1×1; strides of table 1 of the paper."""
    spec, C = [("conv", 32, 3, 2, 1)], 32
    for F, stride in [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2)]:
        spec += [("conv", C, 3, stride, 1, C), ("conv", F, 1, 1, 0)]
        C = F
    for F, stride in [(512, 1)] * 5 + [(1024, 2), (1024, 1)]:
        spec += [("conv", C, 3, stride, 1, C), ("conv", F, 1, 1, 0)]
        C = F
    return spec


def test_grouped_convolutions_of_mobilenet(course):
    """569 million multiply-adds and 4.2 million parameters.

    A. Howard et al., "MobileNets", 2017, table 8 (1.0 MobileNet-224); pooling left out.
    """
    found = course["totals"]([*mobilenet(), ("pool", 7, 7), ("fc", 1000)], (3, 224, 224))
    assert round(found["connections"] / 1e6) == 569
    assert round(found["parameters"] / 1e6, 1) == 4.2


def test_grouped_convolutions_cost_what_resnext_says(course):
    """A block of ResNeXt 32×4d and one of ResNet: about 70,000 parameters both.

    S. Xie et al., "Aggregated residual transformations", 2017, section 3.3: C·(256·d + 3·3·d·d +
    d·256) for C = 32 paths of width d = 4, against 256·64 + 3·3·64·64 + 64·256.
    """
    block = [("conv", 128, 1, 1, 0), ("conv", 128, 3, 1, 1, 32), ("conv", 256, 1, 1, 0)]
    weights = course["totals"](block, (256, 56, 56), bias=False)["parameters"]
    assert weights == 32 * (256 * 4 + 3 * 3 * 4 * 4 + 4 * 256) == 70144
    plain = [("conv", 64, 1, 1, 0), ("conv", 64, 3, 1, 1), ("conv", 256, 1, 1, 0)]
    weights = course["totals"](plain, (256, 56, 56), bias=False)["parameters"]
    assert weights == 256 * 64 + 3 * 3 * 64 * 64 + 64 * 256 == 69632


# --- receptive fields --------------------------------------------------------------------------


def resnet(units):
    """The longest path through ResNet v1 of TF-Slim: each block's stride is in its last unit."""
    spec = [("conv", 64, 7, 2, 3), ("pool", 3, 2)]
    for count, last in zip(units, (2, 2, 2, 1), strict=True):
        for i in range(count):
            stride = last if i == count - 1 else 1
            spec += [("conv", 64, 1, 1, 0), ("conv", 64, 3, stride, 1), ("conv", 256, 1, 1, 0)]
    return spec


@pytest.mark.parametrize(
    ("spec", "field", "stride"),
    [
        (list(alexnet().values())[:8], 195, 32),
        (vgg16(), 212, 32),
        (resnet((3, 4, 6, 3)), 483, 32),
        (resnet((3, 4, 23, 3)), 1027, 32),
        (resnet((3, 8, 36, 3)), 1507, 32),
        (mobilenet(), 315, 32),
    ],
    ids=["alexnet_v2", "vgg_16", "resnet_v1_50", "resnet_v1_101", "resnet_v1_152", "mobilenet_v1"],
)
def test_receptive_fields_of_known_networks(course, spec, field, stride):
    """The table of github.com/google-research/receptive_field.

    A. Araujo, W. Norris, J. Sim, "Computing receptive fields of convolutional neural networks",
    Distill 2019.
    """
    assert course["receptive_field"](spec)[-1] == field
    assert np.prod([layer[3] if layer[0] == "conv" else layer[2] for layer in spec]) == stride


def test_receptive_fields_of_alexnet_layer_by_layer(course):
    """RECEPTIVE_FIELD_TABLE.md there: conv1 11, pool1 19, conv2 51, conv3 99, … pool5 195."""
    fields = course["receptive_field"](list(alexnet().values())[:8])
    assert fields == [11, 19, 51, 67, 99, 131, 163, 195]


def test_receptive_fields_of_lenet(course):
    spec = [*list(LENET.values())[:4], ("conv", 120, 5, 1, 0)]
    assert course["receptive_field"](spec) == [5, 6, 14, 16, 32]


# --- searches ----------------------------------------------------------------------------------


def test_sixty_random_points_reach_the_best_twentieth_in_95_of_100_searches(course):
    """J. Bergstra and Y. Bengio, 2012, and the notebook's own number: 1 − 0.95⁵⁹ > 0.95."""
    assert 1 - 0.95**59 > 0.95 > 1 - 0.95**58
    hits = 0
    for seed in range(400):
        rng = np.random.default_rng(seed)
        _, value, _ = course["random_search"](max, [(0, 1)] * 3, 59, rng)
        hits += value**3 < 0.05  # the share of the cube where all three are smaller
    # 380 are expected, with a standard deviation of 4.3.
    assert hits >= 358
