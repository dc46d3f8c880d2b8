"""Do the pictures of notebook 05 count and compute what the network itself does?"""

import numpy as np
import pytest

from convnet import pictures
from convnet.checkpoint import load_lenet
from convnet.data import load_digits_28
from convnet.network import lenet
from convnet.plots import inside
from convnet.plots.lenet import lenet_structure
from convnet.training import as_input
from convnet.widgets import digit_pad
from convnet.widgets.lenet_sizes import lenet_sizes
from tests.pictures import as_in_the_browser, evaluate

# --- the structure and its sizes ----------------------------------------------------------------


def layers(**sizes):
    return evaluate("parts/lenet", "p.rows(sizes)", sizes=sizes)


def counts(**sizes):
    return [(row["units"], row["connections"], row["weights"]) for row in layers(**sizes)]


def test_lenets_numbers_are_the_published_ones_and_those_of_the_network_itself():
    assert counts() == [
        (4704, 117600, 150),
        (1176, 4704, 0),
        (1600, 240000, 2400),
        (400, 1600, 0),
        (120, 48000, 48000),
        (84, 10080, 10080),
        (10, 840, 840),
    ]
    assert np.sum(counts(), axis=0).tolist() == [8094, 422824, 61470]
    net = lenet()
    found = {s.name: s.output for s in inside.stages(net, np.zeros((1, 1, 32, 32), np.float32))}
    rows = {row["name"]: row for row in layers()}
    assert list(found) == list(rows)
    for name, output in found.items():
        row = rows[name]
        side = [row["side"], row["side"]] if output.ndim == 4 else []
        assert list(output.shape[1:]) == [row["maps"], *side]
        assert output.size == row["units"]
    weights = [W.size for key, W in net.params.items() if key.endswith("W")]
    assert weights == [row["weights"] for row in rows.values() if row["weights"]]


@pytest.mark.parametrize(
    ("sizes", "first", "dense"),
    [
        ({"side": 28}, (3456, 86400, 150), 30720),  # unpadded, as the inventory's E25 says
        ({"k": 3}, (5400, 48600, 54), 16 * 6 * 6 * 120),  # 32 → 30 → 15 → 13 → 6: one row is lost
        ({"maps1": 3, "maps2": 7}, (2352, 58800, 75), 7 * 5 * 5 * 120),
    ],
)
def test_counts_of_other_networks(sizes, first, dense):
    found = counts(**sizes)
    assert found[0] == first
    assert found[4][2] == dense


def test_shares_sum_to_one_and_the_sentence_has_the_rules_of_thumb():
    shares = evaluate("lenet_shares", "['units', 'connections', 'weights'].map(p.shares)")
    assert np.allclose(np.sum(shares, axis=1), 1)
    told = lenet_structure().description
    for text in ("C3 16@10×10", "77.9 % of the units", "84.6 % of the conn", "95.9 % of the wei"):
        assert text in told
    bare = lenet_structure(shares=False).description  # asked for before the shares are shown
    assert bare.startswith("LeNet: input 1@32×32 → C1 6@28×28") and "%" not in bare


def test_the_windows_that_a_unit_sees_are_those_that_change_it():
    """A gradient from one unit reaches as many pixels as the picture draws."""
    drawn = evaluate("lenet_structure", "[1, 2, 3, 4, 5, 6, 7].map(p.seen)")
    # 16 × 16 pixels for S4 is the answer to a question: the picture must not open with it.
    assert [windows[0] and windows[0]["size"] for windows in drawn] == [5, 6, 14, 16, *[None] * 3]
    assert "16 × 16" not in lenet_structure(shares=False).description
    net = lenet(fast=False)
    rng = np.random.default_rng(0)
    for stage, depth, windows in zip((1, 2, 3, 4), (2, 3, 5, 6), drawn, strict=False):
        for block in net.params.values():  # positive throughout: no ReLU cuts a unit off
            block[...] = np.abs(block) + 0.01
        i = windows[stage]["start"]
        touched = np.zeros((32, 32), bool)
        for _ in range(40):  # max pooling hears one input of four at a time
            X = rng.random((1, 1, 32, 32)).astype(np.float32)
            out = net.trace(X)[depth - 1]
            dout = np.zeros_like(out)
            dout[0, :, i, i] = 1
            for layer in reversed(net.layers[:depth]):
                dout = layer.backward(dout)
            touched |= dout[0, 0] != 0
        rows = np.flatnonzero(touched.any(axis=1))
        start, size = windows[0]["start"], windows[0]["size"]
        assert (rows[0], rows[-1]) == (start, start + size - 1)


def test_the_answer_to_smaller_kernels_is_told():
    assert lenet_sizes().description.startswith("LeNet has 8,094 units, 422,824 connections")
    said = evaluate(
        "lenet_sizes",
        "[p.default.sentence({ ...p.default.initial, k: 3 }),"
        " p.default.sentence({ ...p.default.initial, maps2: 64, maps1: 32, k: 7 })]",
    )
    assert "This network has" in said[0] and "80,958 weights" in said[0]
    assert said[1].startswith("This network has")


# --- the pad ------------------------------------------------------------------------------------

SEVEN = [[[0.3, 0.2], [0.7, 0.2], [0.45, 0.8]]]
FOUR = [[[0.4, 0.15], [0.25, 0.55], [0.75, 0.55]], [[0.65, 0.3], [0.62, 0.88]]]
DOT = [[[0.98, 0.99]]]


@pytest.mark.parametrize("strokes", [SEVEN, FOUR, DOT, []], ids=["seven", "four", "dot", "none"])
def test_a_drawing_becomes_the_same_image_in_the_browser_and_in_python(strokes):
    found = evaluate(
        "parts/ink", "[p.rasterise(strokes), p.asMnist(p.rasterise(strokes))]", strokes=strokes
    )
    ink = digit_pad.rasterise(strokes)
    assert np.allclose(found[0], ink)
    assert np.allclose(found[1], digit_pad.as_mnist(ink))


def test_boxes_of_every_size_are_scaled_alike():
    found = evaluate(
        "parts/ink",
        """Array.from({ length: 13 }, (_, n) => p.asMnist(Array.from({ length: 112 }, (_, i) =>
          Array.from({ length: 112 }, (_, j) =>
            i < 8 * n + 9 && j < 4 * n + 9 ? ((7 * i + 13 * j) % 11 + i + 1) / 123 : 0))))""",
    )
    i, j = np.indices((112, 112))
    for n, image in enumerate(found):
        box = (i < 8 * n + 9) & (j < 4 * n + 9)
        ink = np.where(box, ((7 * i + 13 * j) % 11 + i + 1) / 123, 0)
        assert np.allclose(image, digit_pad.as_mnist(ink)), n


@pytest.fixture(scope="module")
def packed():
    """The shipped network as the browser has it."""
    net = load_lenet()
    for name, block in as_in_the_browser(net.params).items():
        net.params[name][...] = block
    return net


def test_all_layers_and_logits_are_those_of_numpy(packed):
    split = load_digits_28()
    labels, found = evaluate(
        "data/lenet",
        """await import("./parts/forward.js").then(({ parameters, images, forward }) => {
          const net = parameters(p.weights);
          return [p.labels, images(p.digits).map((image) => Object.fromEntries(
            Object.entries(forward(net, image)).map(([name, all]) => [name, [...all]])))];
        })""",
    )
    assert labels == split.test_labels[: len(labels)].tolist()
    stages = inside.stages(packed, as_input(split.test_images[: len(labels)]))
    assert {s.name for s in stages} | {"input"} == set(found[0])
    for stage in stages:
        values = np.array([each[stage.name] for each in found])
        assert np.allclose(values, stage.output.reshape(len(labels), -1), atol=2e-5)


def test_fewer_bits_change_no_answer(packed):
    X = as_input(load_digits_28().test_images)
    Z, whole = packed.logits(X), load_lenet().logits(X)
    assert np.array_equal(Z.argmax(axis=1), whole.argmax(axis=1))
    p, q = (np.array([inside.softmax(z) for z in logits]) for logits in (Z, whole))
    assert np.abs(p - q).max() < 0.01


@pytest.mark.parametrize(("strokes", "digit"), [(SEVEN, 7), (FOUR, 4)])
def test_the_pad_reads_what_is_drawn_and_says_so(strokes, digit):
    said = evaluate(
        "digit_pad",
        "p.default.sentence({ ...p.default.initial, shown: -1, strokes })",
        strokes=strokes,
    )
    assert said.startswith(f"Your drawing is taken for a {digit} (probability ")


def test_what_is_drawn_darkest_is_exceeded_by_one_activation_in_a_thousand():
    largest = evaluate("parts/forward", "p.LARGEST")
    stages = inside.stages(load_lenet(), as_input(load_digits_28().test_images[:100]))
    for stage in stages[:-1]:
        assert np.isclose(largest[stage.name], np.quantile(stage.output, 0.999), atol=1e-3)


def test_a_stroke_takes_the_place_of_the_test_digit_and_the_next_digit_that_of_the_drawing():
    states = evaluate(
        "digit_pad",
        """(() => {
          const all = [p.default.initial];
          const put = (patch) => all.push({ ...all.at(-1), ...patch });
          const at = (x, y, kind) => put(p.default.point(all.at(-1), { x, y, kind }));
          at(50, 60, "down"); at(90, 60, "drag"); at(90, 60, "drag"); at(900, 60, "drag");
          at(900, 60, "up"); at(60, 90, "move"); at(50, 160, "down"); at(50, 160, "up");
          put(p.default.controls[0].acts["Next test digit"](all.at(-1)));
          return all;
        })()""",
    )
    assert states[1]["shown"] == -1 and len(states[1]["strokes"]) == 1
    assert [len(state["strokes"][0]) for state in states[1:5]] == [1, 2, 2, 3]
    assert states[4]["strokes"][0][-1][0] == 1, "the pen left the pad"
    assert states[6] == states[5], "the pen wrote though it was up"
    assert len(states[8]["strokes"]) == 2
    assert states[9]["shown"] == 1 and states[9]["strokes"] == []


def test_a_drawing_by_keyboard():
    keys = [*["ArrowLeft"] * 5, " ", *["ArrowRight"] * 10, *["End"] * 5, *["ArrowDown"] * 10, " "]
    said = evaluate(
        "digit_pad",
        """p.default.sentence(keys.reduce(
          (state, key) => ({ ...state, ...p.default.key(state, key) }),
          { ...p.default.initial, shown: -1 }))""",
        keys=keys,
    )
    assert said.startswith("Your drawing is taken for a 7")


def test_only_what_runs_all_of_lenet_carries_its_weights():
    carrying = [name for name in pictures.listed() if "data_lenet=" in pictures.show(name).html()]
    assert carrying == ["digit_pad", "small_step"]


# --- one unit -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("layer", "stage"), [("C1", 0), ("C3", 2)])
def test_a_units_sum_is_that_of_the_layer(packed, layer, stage):
    digit, map_, i, j = 3, 2, 4, 7
    found = evaluate(
        "lenet_unit",
        "p.unit(state)",
        state={"digit": digit, "layer": layer, "map": map_, "i": i, "j": j},
    )
    X = as_input(load_digits_28().test_images[digit : digit + 1])
    conv = [each for each in packed.layers if type(each).__name__ == "Conv2d"][stage // 2]
    below = inside.stages(packed, X)[stage - 1].output if stage else X
    windows = below[0, :, i : i + 5, j : j + 5]
    W, b = conv.params["W"][map_], conv.params["b"][map_]
    for term, window, kernel in zip(found["terms"], windows, W, strict=True):
        assert np.allclose(term["window"], window, atol=1e-5)
        assert np.allclose(term["kernel"], kernel)
        assert np.allclose(term["products"], window * kernel, atol=1e-5)
    assert np.isclose(found["z"], (windows * W).sum() + b, atol=1e-5)
    y = inside.stages(packed, X)[stage].output[0, map_, i, j]
    assert np.isclose(found["y"], y, atol=1e-5)


def test_clicking_a_small_map_chooses_it_and_the_place_in_it():
    patches = evaluate(
        "lenet_unit",
        "['C1', 'C3'].map((layer) => p.default.point({ ...p.default.initial, layer },"
        " { x: 266 + 60 + 20, y: 30 + 60 + 11, kind: 'down' }))",
    )
    assert patches == [{"map": 4, "i": 5, "j": 10}, {"map": 5, "i": 6, "j": 9}]


def test_a_smaller_layer_has_no_place_outside():
    state = {"digit": 0, "layer": "C3", "map": 15, "i": 27, "j": 27}
    assert evaluate("lenet_unit", "p.default.settle(state, 'digit')", state=state) == {
        "map": 15,
        "i": 9,
        "j": 9,
    }
