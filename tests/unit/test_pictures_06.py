"""Do the pictures of notebook 06 compute what its references do, and show what its text says?"""

import re

import numpy as np
import pytest

from tests.cells import solved
from tests.pictures import evaluate


@pytest.fixture(scope="module")
def course():
    return solved("06_normalisation")


LIGHT = {"contrast": 0.4, "brightness": 0.25, "shadow": 0.5}


def test_light_is_contrast_shadow_and_brightness():
    scene, image = evaluate("light", "[p.SCENE, p.arrived(state)]", state=LIGHT)
    expected = 0.4 * np.array(scene)
    expected[:, :30] *= 0.5
    assert np.allclose(image, expected + 0.25)


def test_the_normalised_pictures_are_the_notebooks(course):
    image, whole, local = map(np.array, evaluate("light", "p.views(state)", state=LIGHT))
    assert np.allclose(whole, (image - image.mean()) / image.std(), atol=1e-6)
    expected = course["local_contrast_norm"](image[None, None], course["gaussian_window"]())
    assert np.allclose(local, expected[0, 0], rtol=1e-9)


@pytest.mark.parametrize(
    ("state", "whole", "local"),
    [
        ({"contrast": 0.1, "brightness": 0, "shadow": 0}, (0, 0.005), (0, 0.005)),
        ({"contrast": 1, "brightness": 0.5, "shadow": 0}, (0, 0.005), (0, 0.005)),
        ({"contrast": 1, "brightness": 0, "shadow": 0.6}, (0.4, 2), (0.01, 0.25)),
    ],
    ids=["contrast", "brightness", "shadow"],
)
def test_what_the_text_says_of_the_light(state, whole, local):
    changes = evaluate("light", "[p.change(state, 1), p.change(state, 2)]", state=state)
    for change, (low, high) in zip(changes, (whole, local), strict=True):
        assert low <= change <= high


@pytest.mark.parametrize("brightness", [0, 0.5])
def test_there_is_a_white_frame_whatever_the_brightness(brightness):
    state = {"contrast": 1, "brightness": brightness, "shadow": 0}
    local = np.array(evaluate("light", "p.views(state)[2]", state=state))
    assert (local[0] > 1).all() and abs(np.median(local[8:-8, 8:-8])) < 0.1


def test_the_inputs_have_mean_0_and_curvature_1():
    X = np.array(evaluate("isotropy", "p.inputs({ offset: 0, stretch: 1 })"))
    assert np.allclose(X.mean(axis=0), 0) and np.allclose(X.T @ X / len(X), np.eye(2))


@pytest.mark.parametrize(("offset", "stretch"), [(0, 10), (5, 1), (2.5, 4), (0, 1)])
def test_curvatures_are_eigenvalues_and_steps_are_counted(offset, stretch):
    state = {"offset": offset, "stretch": stretch}
    X, bowl, steps = evaluate(
        "isotropy", "[p.inputs(s), p.curvature(p.inputs(s)), p.steps(p.curvature(p.inputs(s)))]",
        s=state,
    )  # fmt: skip
    X = np.array(X)
    H = X.T @ X / len(X)
    assert np.allclose(bowl["H"], H)
    assert np.allclose([bowl["small"], bowl["large"]], np.linalg.eigvalsh(H))
    steep = np.array([np.cos(bowl["angle"]), np.sin(bowl["angle"])])
    assert np.allclose(H @ steep, bowl["large"] * steep)
    error, k, eta = np.array([1.0, 1.0]), 0, 2 / (bowl["small"] + bowl["large"])
    while np.linalg.norm(error) > 1e-6 * np.sqrt(2):
        error, k = error * (1 - eta * np.array([bowl["small"], bowl["large"]])), k + 1
    assert steps == k


def test_the_numbers_of_the_text():
    said = [evaluate("isotropy", "p.default.sentence(s)", s={"offset": o, "stretch": s})
            for o, s in ((0, 10), (0, 1), (5, 1))]  # fmt: skip
    assert "curvatures of the cost are 100 and 1" in said[0] and "needs 691 steps" in said[0]
    assert "needs 1 step until" in said[1]
    assert re.search(r"κ = 51\b", said[2])


def test_the_way_down_follows_the_gradient():
    state = {"offset": 1, "stretch": 3}
    bowl, way = evaluate("isotropy", "[p.curvature(p.inputs(s)), p.path(p.curvature(p.inputs(s)))]",
                         s=state)  # fmt: skip
    H, way = np.array(bowl["H"]), np.array(way)
    eta = 2 / (bowl["small"] + bowl["large"])
    assert np.allclose(way[1:], way[:-1] - eta * way[:-1] @ H)


@pytest.mark.parametrize("x", [-10, 2, 7, 40])
def test_a_batch_is_normalised_as_in_the_notebook(course, x):
    values, shown = evaluate("batch", "[p.batch({ x }), p.normalised(p.batch({ x }))]", x=x)
    out, cache = course["batchnorm_forward"](np.array([values]).T, np.ones(1), np.zeros(1), 0.0)
    assert np.allclose(shown["hats"], out[:, 0])
    assert np.allclose([shown["mean"], shown["deviation"] ** 2], [cache[2][0], cache[3][0]])


def test_one_example_is_never_beyond_the_root_of_three():
    far = evaluate("batch", "p.normalised(p.batch({ x: 40 })).hats")
    assert 1.7 < far[0] < np.sqrt(3)
    assert np.allclose(far[1:], -1 / np.sqrt(3), atol=0.13)
