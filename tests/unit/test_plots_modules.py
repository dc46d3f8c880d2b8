"""Do the figures of notebook 04 show what its text says, and do they follow their controls?"""

import numpy as np
import pytest

from convnet.plots import connections, modules, pooling
from convnet.widgets import connections as connection_widgets
from convnet.widgets import modules as module_widgets
from convnet.widgets import pooling as pooling_widgets
from tests.cells import solved

# --- the boxes --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def course():
    return solved("04_modules")


def not_done(*_arguments, **_named):
    raise NotImplementedError


@pytest.mark.parametrize("module", modules.MODULES)
def test_boxes_are_empty_without_functions_and_with_stubs_and_filled_by_references(module, course):
    empty = dict.fromkeys(course, not_done)
    boxes = 3 if "convolution" in module else 2
    for functions, state in (({}, modules.EMPTY), (empty, modules.EMPTY), (course, modules.WORKS)):
        assert module_widgets.states(module, functions)[:boxes] == (state,) * boxes


def test_a_wrong_gradient_leaves_only_its_own_box_open(course):
    right = course["conv2d_backward"]

    def flipped(dout, cache):
        dX, dW, db = right(dout, cache)
        return dX[..., ::-1], dW, db

    found = module_widgets.states("convolution, images", {**course, "conv2d_backward": flipped})
    assert found == (modules.WORKS, modules.WRONG, modules.WORKS)


def test_a_function_that_breaks_or_prints_does_no_harm(course, capsys):
    def noisy(x, w, b, c):
        print("here")
        return 1 / 0

    found = module_widgets.states(modules.MODULES[0], {**course, "conv1d_forward": noisy})
    assert found == (modules.WRONG, modules.WORKS, modules.WORKS)
    assert capsys.readouterr().out == ""


def test_the_diagram_fills_in_when_a_function_is_defined_later(course):
    names = {}
    figure = module_widgets.boxes(names)
    assert "0 of 3 boxes filled" in figure.description
    names.update(course)
    figure.controls["module"].value = "convolution, images"
    assert "3 of 3 boxes filled" in figure.picture.sentence


# --- boundaries -------------------------------------------------------------------------------


def test_the_ends_of_k01_at_each_boundary():
    ends = {}
    for boundary in ("zero", "reflect", "edge", "wrap"):
        _, _, y, dx = modules._numbers(boundary, 1)
        assert y[1:4].tolist() == [0, 3, 4]
        ends[boundary] = (y[0], y[4])
        assert modules.G @ y == dx @ modules.X, "not the transposed matrix"
    assert ends == {"zero": (1, -5), "reflect": (5, -6), "edge": (3, -2), "wrap": (7, -4)}


def test_valid_keeps_whole_windows_only_and_wrap_uses_every_weight_in_each_column():
    for c in range(3):
        rows, A, y, _ = modules._numbers("valid", c)
        assert len(rows) == len(y) == 3
        assert np.count_nonzero(A, axis=1).tolist() == [3, 3, 3]
        assert modules._numbers("wrap", c)[1].sum(axis=0).tolist() == [2] * 5


# --- who sees whom ----------------------------------------------------------------------------


@pytest.mark.parametrize("c", range(3))
def test_inputs_and_outputs_agree_on_their_connections(c):
    seen = {
        (n, k, m)
        for n in range(connections.N)
        for k, m in connections.partners(connections.Unit("output", n), c)
        if 0 <= k < connections.N
    }
    heard = {
        (n, k, m)
        for k in range(connections.N)
        for n, m in connections.partners(connections.Unit("input", k), c)
    }
    assert seen == heard
    assert all(k == n + m - c for n, k, m in seen)


@pytest.mark.parametrize(("stride", "pad"), [(1, 0), (2, 1), (3, 2), (2, 0), (1, 2)])
def test_pixels_agree_on_their_connections(stride, pad):
    places = range(-pad, connections.SIDE + pad)
    count = connections.outputs(stride, pad)
    seen, heard = set(), set()
    for i, j in np.ndindex(count, count):
        at = connections.reached(connections.Pixel("output", i, j), stride, pad)
        seen |= {((i, j), place, weight) for place, weight in at.items()}
    for place in ((r, s) for r in places for s in places):
        at = connections.reached(connections.Pixel("input", *place), stride, pad)
        heard |= {(output, place, weight) for output, weight in at.items()}
    assert seen == heard
    assert len(seen) == 9 * count**2


def test_the_text_on_stride_two():
    sees = {at: len(connections.reached(connections.Pixel("input", *at), 2, 1)) for at in
            [(2, 2), (1, 1), (1, 2)]}  # fmt: skip
    assert sees == {(2, 2): 1, (1, 1): 4, (1, 2): 2}


def test_pointing_chooses_and_controls_redraw():
    figure = connection_widgets.connections_1d()
    assert "output y₂ is made of x₁ (w₀), x₂ (w₁), x₃ (w₂)" in figure.description
    before = figure.widget.png
    x = (connections._LEFT + 2 * connections._APART) / connections.SIGNAL_SIZE[0]
    figure.widget.pointer = [x, 0.67, False]
    assert "gets gradient from y₁ (through w₂), y₂ (through w₁), y₃ (through w₀)" in (
        figure.widget.sentence
    )
    assert figure.widget.png != before
    figure.controls["c"].value = 0
    assert "from y₀ (through w₂), y₁ (through w₁), y₂ (through w₀)" in figure.widget.sentence


def test_a_pixel_that_a_larger_stride_removes_is_replaced_by_the_nearest():
    figure = connection_widgets.connections_2d()
    figure.controls["stride"].value = 1
    left, top, _ = connections._corner("output", 1, 1)
    width, height = connections.IMAGE_SIZE
    at = [(left + 4.5 * connections._SQUARE) / width, (top + 4.5 * connections._SQUARE) / height]
    figure.widget.pointer = [*at, False]
    assert "output Y₄₄ sees 9 places, 5 of them zeros" in figure.widget.sentence
    figure.controls["stride"].value = 3
    assert "output Y₁₁" in figure.widget.sentence


def test_pointing_beside_the_tables_changes_nothing():
    figure = connection_widgets.connections_2d()
    before = figure.widget.png
    figure.widget.pointer = [0.53, 0.9, False]
    assert figure.widget.png == before


# --- pooling ----------------------------------------------------------------------------------


def test_the_switch_map_agrees_with_the_reference(course):
    X = pooling.MAP[None, None].astype(float)
    for k in (2, 3, 4):
        for stride in (1, 2, 3):
            found = pooling.switches(k, stride)
            out, _ = course["maxpool2d_forward"](X, k, k, stride)
            assert (pooling.MAP[found[..., 0], found[..., 1]] == out[0, 0]).all()


def test_one_input_is_the_maximum_of_nine_windows():
    told = pooling.describe_switches(pooling.Spot(), 3, 1, pooling.BACK)
    assert "their gradients sum to 20, the largest is 9" in told
    told = pooling.describe_switches(pooling.Spot("map", 2, 3), 3, 1, pooling.BACK)
    assert "9 outputs are switched to input (2, 3)" in told


def test_pointing_at_an_output_shows_its_switch():
    figure = pooling_widgets.switches()
    left, top, _, _ = pooling._corners(2, 2)["output"]
    width, height = pooling.SWITCH_SIZE
    at = [(left + 1.5 * pooling._UNIT) / width, (top + 1.5 * pooling._UNIT) / height]
    figure.widget.pointer = [*at, False]
    assert "output (1, 1) is switched to input (2, 3), whose value is 9" in figure.widget.sentence


@pytest.mark.parametrize(
    ("rule", "noise", "total"),
    [
        ("first maximum", False, 36),
        ("equal shares", False, 36),
        ("equality mask", False, 115),
        ("equality mask", True, 36),
    ],
)
def test_only_the_mask_hands_out_more_than_came_in_and_only_on_ties(rule, noise, total):
    assert np.isclose(pooling.pooled_gradient(pooling.stroke(noise), rule).sum(), total)


def test_what_the_text_says_of_ground_and_stroke():
    blank = pooling.stroke(False) == 0
    sums = {}
    for rule in pooling.RULES:
        gradient = pooling.pooled_gradient(pooling.stroke(False), rule)
        sums[rule] = (round(gradient[blank].sum(), 9), round(gradient[~blank].sum(), 9))
    assert sums == dict(zip(pooling.RULES, [(26, 10), (104, 11), (26, 10)], strict=True))


def test_a_lone_nine_may_move_within_its_window():
    pooled = [pooling.shifted(d).reshape(-1, 2).max(axis=1).tolist() for d in (-1, 0, 1)]
    assert pooled == [[0, 9, 0, 0], [0, 9, 0, 0], [0, 0, 9, 0]]


@pytest.mark.parametrize(
    "make",
    [
        lambda: module_widgets.boxes({}),
        module_widgets.boundaries,
        pooling_widgets.ties,
        pooling_widgets.shift,
    ],
)
def test_each_control_moves_its_figure(make):
    figure = make()
    for control in figure.controls.values():
        before, told = figure.picture.png, figure.picture.sentence
        if hasattr(control, "options"):
            control.value = [o for o in control.options if o != control.value][1]
        elif isinstance(control.value, bool):
            control.value = not control.value
        else:
            control.value = control.value + 1
        assert figure.picture.png != before
        assert figure.picture.sentence != told


def test_each_figure_has_a_picture_a_sentence_and_a_widget():
    for figure in (connection_widgets.connections_2d(), pooling_widgets.switches()):
        data, _ = figure._repr_mimebundle_()
        assert {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"} <= set(data)
        assert data["text/plain"].endswith(".")
