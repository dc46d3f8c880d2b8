"""Do 02's pictures of training compute what NumPy does, and show what its text says?"""

from itertools import pairwise

import numpy as np

from tests.cells import solved
from tests.pictures import evaluate

# --- two moons while they are learned ------------------------------------------------------------


def test_the_steps_on_two_moons_are_those_of_exercise_02_15():
    """Gradient descent of the reference's modules, from the picture's start."""
    found = evaluate(
        "two_moons",
        "({ X: p.X, T: p.T, start: p.start(4, 7), J: p.cost(p.start(4, 7)),"
        " after: [0, 1, 2].reduce((net) => p.stepped(net, 0.6), p.start(4, 7)),"
        " path: p.trained({ hidden: '4', eta: '0.6', seed: 7, step: 20 }) })",
    )
    names, X, T = solved("02_backprop"), np.array(found["X"]), np.array(found["T"])
    assert X.shape == (110, 2) and T.sum() == 60

    def pairs(net):
        return [
            (np.array(net["W"]), np.array(net["b"])),
            (np.array(net["v"])[None], np.array([net["c"]])),
        ]

    params, costs = pairs(found["start"]), []
    assert len({tuple(w) for w in found["start"]["W"]}) == 4
    for step in range(21):
        Z, cache = names["mlp_forward"](X, params)
        J, dZ = names["binary_cross_entropy"](Z[:, 0], T)
        costs.append(J)
        if step == 3:
            for ours, theirs in zip(params, pairs(found["after"]), strict=True):
                for part, other in zip(ours, theirs, strict=True):
                    assert np.allclose(part, other, rtol=1e-12, atol=1e-14)
        _, grads = names["mlp_backward"](dZ[:, None], cache)
        params = [
            (W - 0.6 * dW, b - 0.6 * db) for (W, b), (dW, db) in zip(params, grads, strict=True)
        ]
    assert np.isclose(found["J"], costs[0])
    assert np.allclose([each["J"] for each in found["path"]], [costs[0], costs[10], costs[20]])


def test_sixteen_units_learn_the_moons_and_one_cannot():
    ends = evaluate(
        "two_moons",
        "['16', '1'].map((hidden) =>"
        " p.trained({ hidden, eta: '1', seed: 1, step: 2000 }).at(-1).J)",
    )
    assert ends[0] < 0.01 and ends[1] > 0.19


# --- one unit of the first layer -----------------------------------------------------------------


def test_a_unit_of_the_first_layer_is_a_dense_layer_with_tanh():
    data = evaluate("data/first_layer", "({ W: p.W, b: p.b, digits: p.digits })")
    found = evaluate(
        "first_layer", "[[0, 3], [15, 8]].map(([unit, digit]) => p.unit({ unit, digit }))"
    )
    W, b, x = np.array(data["W"]), np.array(data["b"]), np.array(data["digits"]) / 16
    assert W.shape == (16, 64) and x.shape == (10, 64) and 0.9 <= x.max() <= 1
    h = np.tanh(x @ W.T + b)
    for (unit, digit), said in zip([(0, 3), (15, 8)], found, strict=True):
        assert np.isclose(said["h"], h[digit, unit])
        assert np.allclose(said["products"], W[unit] * x[digit])


# --- two valleys ---------------------------------------------------------------------------------


def test_the_descent_follows_the_slope_of_the_cost():
    w = [-1.7, 0.4, 1.3]
    up, down, slope, step = np.array(
        evaluate(
            "two_valleys",
            "[w.map((v) => p.J(v + 1e-6)), w.map((v) => p.J(v - 1e-6)), w.map(p.slope),"
            " w.map((start) => p.descent({ start, eta: 0.01 })[1] - start)]",
            w=w,
        )
    )
    assert np.allclose(slope, (up - down) / 2e-6, atol=1e-8)
    assert np.allclose(step, -0.01 * slope)


def test_the_hilltop_divides_the_starts_and_large_steps_jump_across_it():
    starts = [-2, -1, -0.1, 0.1, 1, 2, 0]
    said = evaluate(
        "two_valleys",
        "[starts.map((start) => [start, 0.05]), [1.8, 1.9, 2].map((start) => [start, 0.5])]"
        ".map((all) => all.map(([start, eta]) => p.default.sentence({ start, eta })))",
        starts=starts,
    )
    ends = ["deep valley"] * 3 + ["shallow valley"] * 3 + ["stays on the hilltop"]
    assert all(end in words for end, words in zip(ends, said[0], strict=True))
    assert any("deep" in words for words in said[1])


# --- functions fitted ----------------------------------------------------------------------------

FITTED = {
    "x²": lambda x: x**2,
    "sin(3πx/2)": lambda x: np.sin(1.5 * np.pi * x),
    "|x|": np.abs,
    "a step": lambda x: np.where(x > 0, 1.0, 0.0),
}
GRID = np.linspace(-1, 1, 101)


def output(theta):
    w, b, v = theta[:-1].reshape(3, -1)
    return np.tanh(np.outer(GRID, w) + b) @ v + theta[-1]


def test_the_fits_are_least_squares_and_more_units_are_never_worse():
    fits = evaluate("data/function_fit", "p.FITS")
    errors = evaluate(
        "function_fit",
        "names.map((name) => [1, 2, 3, 4, 5, 6, 7, 8].map("
        "(units) => p.error({ function: name, units })))",
        names=list(FITTED),
    )
    for (name, f), missed in zip(FITTED.items(), errors, strict=True):
        for units, (theta, error) in enumerate(zip(fits[name], missed, strict=True), start=1):
            theta = np.array(theta)
            assert theta.size == 3 * units + 1
            assert np.isclose(np.sqrt(np.mean((output(theta) - f(GRID)) ** 2)), error)

            def objective(theta, f=f):
                return np.sum((output(theta) - f(GRID)) ** 2) + 1.6e-5 * theta @ theta

            around = [
                objective(theta * (1 + 0.02 * np.random.default_rng(k).normal(size=theta.size)))
                for k in range(6)
            ]
            assert min(around) > objective(theta), (name, units)
        assert all(later <= 1.0001 * earlier for earlier, later in pairwise(missed))


def test_the_fits_are_as_the_text_says():
    square, sine, _, step = evaluate(
        "function_fit",
        "names.map((name) => [1, 2, 3].map((units) => p.error({ function: name, units })))",
        names=list(FITTED),
    )
    assert square[0] > 0.1 and square[1] < 0.005
    assert sine[2] < 0.02 < sine[1] and step[0] > 0.01
    assert abs(evaluate("data/function_fit", "p.FITS['a step'][0][0]")) > 20
