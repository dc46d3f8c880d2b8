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
