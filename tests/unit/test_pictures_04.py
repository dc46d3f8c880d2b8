"""Do the pictures of notebook 04 compute what its reference solutions compute?"""

import numpy as np
import pytest

from tests.cells import solved
from tests.pictures import evaluate

LARGE, SMALL = "5 × 5 places", "the numbers of 04.7"


@pytest.fixture(scope="module")
def course():
    return solved("04_modules")


@pytest.mark.parametrize("c", range(3))
def test_the_layer_in_one_dimension_is_that_of_the_reference(course, c):
    found = evaluate(
        "connections_1d",
        "{ x: p.X, w: p.W, g: p.G, y: p.forward(p.X, p.W, c), dx: p.backward(p.G, p.W, c) }",
        c=c,
    )
    x, w, g = (np.array(found[name], dtype=float) for name in "xwg")
    assert np.allclose(found["y"], course["conv1d_forward"](x, w, 0.0, c))
    assert np.allclose(found["dx"], course["conv1d_backward_input"](g, w, c))


@pytest.mark.parametrize("c", range(3))
def test_each_sum_in_one_dimension_gives_the_number_that_is_shown(c):
    sums, y, dx = evaluate(
        "connections_1d",
        """[['output', 'input'].map((side) => p.X.map((_, place) =>
             p.terms({ side, place, centre: c }).reduce((sum, term) => sum + term.value, 0))),
           p.forward(p.X, p.W, c), p.backward(p.G, p.W, c)]""",
        c=c,
    )
    assert sums == [y, dx]


def test_the_worked_example_of_04_3():
    said = evaluate("connections_1d", "p.default.sentence({ side: 'input', place: 1, centre: 1 })")
    assert said.endswith("1·1 + 0·(−1) + 2·2 = 5.")


CASES = [
    *((LARGE, stride, pad) for stride in (1, 2, 3) for pad in (0, 1, 2)),
    *((SMALL, stride, pad) for stride in (1, 2, 3) for pad in (0, 1)),
]


@pytest.mark.parametrize(("example", "stride", "pad"), CASES)
def test_the_layer_in_two_dimensions_is_that_of_the_reference(course, example, stride, pad):
    found = evaluate(
        "connections_2d",
        "({ ...p.EXAMPLES[example], Y: p.values({ example, stride, pad }, 'output'),"
        " dX: p.values({ example, stride, pad }, 'input') })",
        example=example,
        stride=stride,
        pad=pad,
    )
    X, W = (np.array(found[name], dtype=float)[None, None] for name in "XW")
    Y, cache = course["conv2d_forward"](X, W, np.zeros(1), stride, pad)
    assert np.allclose(found["Y"], Y[0, 0])
    size = Y.shape[2]
    G = np.array([row[:size] for row in found["G"][:size]], dtype=float)[None, None]
    assert G.shape == Y.shape, "not a gradient for every output"
    dX, _, _ = course["conv2d_backward"](G, cache)
    assert np.allclose(found["dX"], dX[0, 0])


def test_the_worked_example_of_04_7():
    state = {"example": SMALL, "side": "input", "row": 1, "column": 1, "stride": 1, "pad": 0}
    terms = evaluate("connections_2d", "p.terms(state)", state=state)
    assert [term["letters"] for term in terms] == [
        "G_00 W_11", "G_01 W_10", "G_10 W_01", "G_11 W_00"
    ]  # fmt: skip
    assert [term["value"] for term in terms] == [-1, 0, 4, 3]


def test_the_text_on_stride_two():
    counts = evaluate(
        "connections_2d",
        "[[2, 2], [1, 1], [1, 2]].map(([row, column]) => p.reached("
        "{ example, side: 'input', row, column, stride: 2, pad: 1 }).length)",
        example=LARGE,
    )
    assert counts == [1, 4, 2]


def test_a_place_that_a_larger_stride_removes_is_replaced_by_the_nearest():
    state = {"example": LARGE, "side": "output", "row": 4, "column": 4, "stride": 3, "pad": 1}
    settled = evaluate("connections_2d", "p.default.settle(state, 'stride')", state=state)
    assert (settled["row"], settled["column"]) == (1, 1)


def test_pointing_beside_the_tables_changes_nothing():
    assert (
        evaluate("connections_2d", "p.default.point(p.default.initial, { x: 420, y: 420 })") is None
    )


def test_the_ends_of_k01_at_each_boundary_and_the_transposed_matrix():
    ends = {}
    for boundary in ("zero", "reflect", "edge", "wrap"):
        x, g, found = evaluate(
            "boundaries", "[p.X, p.G, p.numbers({ boundary, centre: 1 })]", boundary=boundary
        )
        assert found["y"][1:4] == [0, 3, 4]
        ends[boundary] = (found["y"][0], found["y"][4])
        assert np.dot(g, found["y"]) == np.dot(found["dx"], x), "not the transposed matrix"
    assert ends == {"zero": (1, -5), "reflect": (5, -6), "edge": (3, -2), "wrap": (7, -4)}


@pytest.mark.parametrize("centre", range(3))
def test_valid_keeps_whole_windows_only_and_wrap_uses_every_weight_in_each_column(centre):
    rows, sums = evaluate(
        "boundaries",
        "[p.entries({ boundary: 'valid', centre }), p.numbers({ boundary: 'wrap', centre }).sums]",
        centre=centre,
    )
    assert [sum(len(cell) for cell in row["row"]) for row in rows] == [3, 3, 3]
    assert sums == [2] * 5


@pytest.mark.parametrize("centre", range(3))
def test_zeros_outside_are_the_layer_of_the_reference(course, centre):
    found = evaluate("boundaries", "p.numbers({ boundary: 'zero', centre })", centre=centre)
    x, w, g = np.array([1.0, 2, 0, -1, 3]), np.array([2.0, -1, 1]), np.array([1.0, 0, 2, -1, 1])
    assert np.allclose(found["y"], course["conv1d_forward"](x, w, 0.0, centre))
    assert np.allclose(found["dx"], course["conv1d_backward_input"](g, w, centre))


def test_the_switch_map_agrees_with_the_reference(course):
    for k in (2, 3, 4):
        for stride in (1, 2, 3):
            map_, found = evaluate(
                "switches", "[p.MAP, p.switches({ k, stride })]", k=k, stride=stride
            )
            X = np.array(map_, dtype=float)
            out, _ = course["maxpool2d_forward"](X[None, None], k, k, stride)
            assert [X[at["row"], at["column"]] for at in found] == out[0, 0].ravel().tolist()


def test_one_input_is_the_maximum_of_nine_windows():
    said = evaluate(
        "switches",
        "[{ side: 'all' }, { side: 'map', row: 2, column: 3 }].map((place) =>"
        " p.default.sentence({ ...p.default.initial, k: 3, stride: 1, way: 'back', ...place }))",
    )
    assert "their gradients sum to 20, the largest is 9" in said[0]
    assert "9 outputs are switched to input (2, 3)" in said[1]


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
    found = evaluate("ties", "p.pooledGradient(p.stroke(noise), rule)", rule=rule, noise=noise)
    assert np.isclose(np.sum(found), total)


def test_the_first_maximum_is_that_of_the_reference(course):
    image, gradient = evaluate(
        "ties", "[p.stroke(false), p.pooledGradient(p.stroke(false), 'first maximum')]"
    )
    _, cache = course["maxpool2d_forward"](np.array(image)[None, None], 2, 2, 2)
    expected = course["maxpool2d_backward"](np.ones((1, 1, 6, 6)), cache)
    assert np.array_equal(gradient, expected[0, 0])


def test_a_lone_nine_may_move_within_its_window():
    pooled = evaluate("shift", "[-1, 0, 1].map((d) => p.pooled(p.shifted(d)))")
    assert pooled == [[0, 9, 0, 0], [0, 9, 0, 0], [0, 0, 9, 0]]


@pytest.mark.parametrize("stride", [1, 2, 3])
def test_channels_and_filters_are_the_layer_of_the_reference(course, stride):
    found = evaluate(
        "channels", "({ X: p.X, W: p.W, b: p.b, Y: p.forward(stride) })", stride=stride
    )
    X, W, b = (np.array(found[name], dtype=float) for name in "XWb")
    Y, _ = course["conv2d_forward"](X[None], W, b, stride, 0)
    assert np.allclose(found["Y"], Y[0])


def test_an_output_adds_eighteen_products_and_the_bias():
    place = {"f": 1, "i": 2, "j": 0, "stride": 1}
    terms, b, Y = evaluate("channels", "[p.terms(place), p.b, p.forward(1)]", place=place)
    assert len(terms) == 18
    assert sum(term["x"] * term["w"] for term in terms) + b[1] == Y[1][2][0]


@pytest.mark.parametrize("stride", [1, 2])
def test_im2col_and_its_product_are_those_of_the_reference(course, stride):
    everything = "({ X: p.X, W: p.W, rows: p.matrix(stride), Y: p.product(stride) })"
    found = evaluate("im2col", everything, stride=stride)
    X, W = np.array(found["X"], dtype=float)[None], np.array(found["W"], dtype=float)
    assert np.array_equal(found["rows"], course["im2col"](X, 2, 2, stride, 0))
    Y, _ = course["conv2d_forward"](X, W.reshape(2, 2, 2, 2), np.zeros(2), stride, 0)
    assert np.array_equal(found["Y"], Y[0].reshape(2, -1).T)


def test_a_pixel_in_the_middle_is_copied_to_four_rows():
    said = evaluate(
        "im2col",
        "[[1, 1], [0, 0], [0, 1]].map(([i, j]) =>"
        " p.default.sentence({ ...p.default.initial, side: 'pixel', i, j }))",
    )
    assert "X₀₁₁ stands in 4 entries" in said[0]
    assert "one entry" in said[1] and "2 entries" in said[2]
