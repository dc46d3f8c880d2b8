"""Do 01's pictures of costs compute what NumPy does, and show what its text says?"""

import numpy as np
import pytest

from tests.pictures import evaluate


def value(text):
    return float(text.replace("−", "-"))


# --- going downhill -----------------------------------------------------------------------------


def test_the_path_is_that_of_gradient_descent_in_the_bowl():
    eta, start = 0.07, [1.5, -2.0]
    path, costs = evaluate(
        "descent_on_contours", "[p.path(start, eta), p.path(start, eta).map(p.cost)]",
        eta=eta, start=start,
    )  # fmt: skip
    turn = np.array([[np.cos(0.3), -np.sin(0.3)], [np.sin(0.3), np.cos(0.3)]])
    H = turn @ np.diag([1, 10]) @ turn.T
    right = [np.array(start)]
    for _ in range(20):
        right.append(right[-1] - eta * H @ right[-1])
    assert np.allclose(path, right)
    assert np.allclose(costs, [w @ H @ w / 2 for w in right])


def test_the_best_step_is_near_018_and_02_is_the_limit():
    etas = [0.1, 0.15, 0.18, 0.2, 0.22, 0.19, 0.21]
    ends, said = evaluate(
        "descent_on_contours",
        "[etas.map((eta) => Math.hypot(...p.path(p.default.initial.start, eta).at(-1))),"
        " etas.map((eta) => p.default.sentence({ ...p.default.initial, eta }))]",
        etas=etas,
    )
    assert min(ends[:5]) == ends[2]
    words = ["without crossing", *["zigzags"] * 2, "to and fro", "diverges", "zigzags", "diverges"]
    assert all(word in sentence for word, sentence in zip(words, said, strict=True))


@pytest.fixture(scope="module")
def sgd():
    return evaluate(
        "sgd_noise",
        "({ X: p.X, t: p.t, best: p.best, scatter: p.scatter(), sizes: p.SIZES,"
        " paths: Object.fromEntries(p.SIZES.map((size) => [size, p.path(size)])) })",
    )


def test_the_minimum_and_the_path_of_gradient_descent_are_numpys(sgd):
    X, t = np.array(sgd["X"]), np.array(sgd["t"])
    assert np.allclose(sgd["best"], np.linalg.lstsq(X, t, rcond=None)[0])
    w = np.array([-1.6, 1.6])
    for found in sgd["paths"]["256"]:
        assert np.allclose(found, w)
        w = w - 0.1 * X.T @ (X @ w - t) / 256


def test_an_epoch_of_sgd_sees_every_example_once(sgd):
    """A step of batch 1 is along its example; all of them are different examples."""
    X, path = np.array(sgd["X"]), np.array(sgd["paths"]["1"])
    assert len(path) == 3 * 256 + 1
    steps = np.diff(path[:257], axis=0)
    across = np.abs(steps[:, None, 0] * X[None, :, 1] - steps[:, None, 1] * X[None, :, 0])
    sine = across / (np.linalg.norm(steps, axis=1)[:, None] * np.linalg.norm(X, axis=1))
    assert len(set(sine.argmin(axis=1))) == 256 and sine.min(axis=1).max() < 1e-6


def test_the_scatter_falls_as_one_over_root_b_and_is_zero_for_the_whole_set(sgd):
    X, t = np.array(sgd["X"]), np.array(sgd["t"])
    gradients = (X @ [-1.6, 1.6] - t)[:, None] * X
    single = np.sqrt(np.mean(np.sum((gradients - gradients.mean(axis=0)) ** 2, axis=1)))
    assert np.isclose(sgd["scatter"]["one"], single)
    sizes, measured = np.array(sgd["sizes"]), np.array(sgd["scatter"]["sizes"])
    left = np.sqrt((256 - sizes) / 255)  # drawn without replacement
    assert np.allclose(measured, single / np.sqrt(sizes) * left, rtol=0.15)
    assert measured[-1] == 0


def test_small_batches_come_near_while_gradient_descent_has_hardly_begun(sgd):
    ends = [np.array(sgd["paths"][size][-1]) for size in ("4", "256")]
    near, far = (np.linalg.norm(end - sgd["best"]) for end in ends)
    assert near < 0.3 and far > 2.5


# --- the quadratic model -------------------------------------------------------------------------


def test_taylor_is_the_derivative_of_the_cost_that_is_drawn():
    found = evaluate(
        "quadratic_model",
        "Object.fromEntries(Object.entries(p.PLACES).map(([name, at]) => [name, { at,"
        " ...p.taylor(at), centre: p.centre(at), axes: p.axes(p.taylor(at).H),"
        " near: [[1e-3, 0], [0, 1e-3], [7e-4, -5e-4]].map((d) => {"
        " const w = at.map((value, i) => value + d[i]);"
        " return p.cost(w) - p.cost(at) - p.model(at, w) }) }]))",
    )
    assert set(found) == {"left minimum", "saddle", "right minimum", "a slope"}
    for name, each in found.items():
        g, H = np.array(each["g"]), np.array(each["H"])
        assert np.all(np.abs(each["near"]) < 5e-9), name  # what is left is of the third order
        assert (np.linalg.norm(g) < 1e-12) == (name != "a slope")
        values, vectors = np.linalg.eigh(H)
        assert (values[0] < 0) == (name == "saddle")
        assert np.allclose([axis["value"] for axis in each["axes"]], values)
        for axis, vector in zip(each["axes"], vectors.T, strict=True):
            assert np.isclose(abs(np.dot(axis["vector"], vector)), 1)
        assert np.allclose(H @ (np.array(each["centre"]) - each["at"]), -g)


def test_only_the_saddle_has_hyperbolas():
    said = evaluate(
        "quadratic_model",
        "Object.values(p.PLACES).map((place) => p.default.sentence({ place }))",
    )
    assert ["hyperbolas" in words for words in said] == [False, True, False, False]
    assert "At the saddle g = 0" in said[1] and "At a slope the length of g" in said[3]
