"""Do the pictures of notebook 09 count and see what its references compute?"""

import numpy as np
import pytest

from convnet.architectures import ALEXNET_INPUT, LENET, LENET_INPUT, alexnet
from convnet.plots import architecture
from convnet.widgets.architecture import alexnet_sizes, receptive_fields
from tests.cells import solved
from tests.pictures import evaluate

KEYS = ("units", "weights", "connections")


@pytest.fixture(scope="module")
def course():
    return solved("09_architecture")


def test_the_picture_counts_alexnet_as_the_reference_does(course):
    given = [{"side": side, "grouped": grouped} for side in (227, 224) for grouped in (True, False)]
    found = evaluate("parts/architectures", "given.map(p.rows)", given=given)
    for case, rows in zip(given, found, strict=True):
        layers, in_shape = list(alexnet(case["grouped"]).values()), (3, case["side"], case["side"])
        counts = course["count_network"](layers, in_shape)
        assert [row["name"] for row in rows] == list(alexnet())
        assert [[row[key] for key in KEYS] for row in rows] == [
            [row[key] for key in KEYS] for row in counts
        ]
        shapes = [(row["maps"], row["side"], row["side"]) for row in rows]
        assert shapes == course["trace_shapes"](layers, in_shape)


@pytest.mark.parametrize("grouped", [True, False])
def test_a_bar_that_is_taken_away_changes_the_total_by_the_net_number(course, grouped):
    count = "p.rows({ grouped, without }).reduce((sum, row) => sum + row.weights, 0)"
    removed = [(), (7,), (6, 7), (3, 4), (3, 4, 6, 7)]
    whole, *left = evaluate(
        "parts/architectures",
        f"removed.map((without) => {count})",
        grouped=grouped,
        removed=removed,
    )
    nets = [course["ablation_change"](each, grouped)[1] for each in removed[1:]]
    assert [whole - each for each in left] == nets


def test_the_sentence_of_the_sizes_has_alexnets_totals():
    assert "60,954,656 weights and 725,508,992 connections" in alexnet_sizes().description


@pytest.fixture(scope="module")
def networks():
    """Of each network its layers, their geometry, and what unit 2 of each of them sees."""
    one = (
        "({ n, layers }) => ({ layers, rows: p.geometry(layers, n), "
        "seen: layers.map((_, i) => p.seen(layers, i + 1, 2)) })"
    )
    layers = evaluate("receptive_fields", "p.NETWORKS")
    found = evaluate("parts/architectures", f"all.map({one})", all=list(layers.values()))
    return dict(zip(layers, found, strict=True))


def test_a_unit_sees_as_many_pixels_as_its_receptive_field(course, networks):
    assert list(networks) == ["LeNet", "AlexNet", "three of 3 × 3"]
    for network in networks.values():
        spec = [("conv", 1, each["k"], each["s"], each["p"]) for each in network["layers"]]
        rows = network["rows"][1:]
        fields = course["receptive_field"](spec)
        assert [row["field"] for row in rows] == fields
        for row, field, (pixels, *_) in zip(rows, fields, network["seen"], strict=True):
            assert pixels[1] - pixels[0] + 1 == field
            # The middle of what a unit sees is where its square is drawn.
            assert np.mean(pixels) + 0.5 == row["first"] + 2 * row["apart"]


def test_the_networks_of_the_receptive_fields_are_the_courses(course, networks):
    for name, spec, in_shape in [
        ("LeNet", [*list(LENET.values())[:4], ("conv", 120, 5, 1, 0)], LENET_INPUT),
        ("AlexNet", list(alexnet().values())[:8], ALEXNET_INPUT),
    ]:
        sides = [side for _, _, side in course["trace_shapes"](spec, in_shape)]
        assert [row["count"] for row in networks[name]["rows"]] == [in_shape[1], *sides]
    assert receptive_fields().description.endswith("sees 5 pixels of the image.")


# --- plots of numbers ---------------------------------------------------------------------------


def test_the_errors_are_those_of_the_text():
    told = architecture.errors_by_year().description
    assert "16.4 % in 2012 (AlexNet, 8 layers)" in told
    assert "3.57 % in 2015 (ResNet, 152 layers)" in told


def test_an_ablation_tells_means_and_parameters():
    told = architecture.ablated({"": (61706, [0.02, 0.03]), "F6": (51902, [0.01, 0.05])})
    assert "dots for 2 seeds" in told.description
    assert "whole 2.5 % with 61,706 parameters" in told.description
    assert told.description.endswith("without F6 3.0 % with 51,902 parameters.")


def test_searches_tell_how_many_values_of_the_first_number_they_tried():
    tried = {"grid": [(0.1, 0.2), (0.1, 0.7), (0.6, 0.2)], "random": [(0.3, 0.4)]}
    told = architecture.searches(lambda x: x[0] - 0.05, tried).description
    assert "grid: 3 points, 2 different first numbers, smallest value 0.05" in told


def test_a_real_search_names_the_best_of_each():
    told = architecture.searched_errors(
        {"grid": [(-2, -5, 0.5), (-3, -4, 0.25)], "random": [(-1.5, -3, 0.125)]}
    )
    assert "grid, best 25.0% at η = 0.001, λ = 0.0001" in told.description
    assert "random, best 12.5% at η = 0.032" in told.description
