"""Does the picture of notebook 08 compute the network's gradient, steps and answers?"""

import numpy as np
import pytest

from convnet.checkpoint import lenet_params
from convnet.data import load_digits_28
from convnet.losses import SoftmaxCrossEntropy
from convnet.network import lenet_with
from convnet.plots.inside import softmax
from convnet.training import as_input
from convnet.widgets.fooling import small_step
from tests.pictures import as_in_the_browser, evaluate

DIGITS = [4, 7, 20]


@pytest.fixture(scope="module")
def packed():
    """The shipped network as the browser has it."""
    return lenet_with(as_in_the_browser(lenet_params()))


@pytest.fixture(scope="module")
def digits():
    split = load_digits_28()
    X = as_input(split.test_images[DIGITS], dtype=np.float64)
    return X, split.test_labels[DIGITS]


def test_the_gradient_of_the_browser_is_that_of_the_network(packed, digits):
    found = evaluate(
        "parts/backward",
        "await (async () => { const f = await import('./parts/forward.js');"
        " const d = await import('./data/lenet.js'); const net = f.parameters(d.weights);"
        " const all = f.images(d.digits);"
        " return at.map((n) => Array.from(p.inputGradient(net, all[n], d.labels[n]))) })()",
        at=DIGITS,
    )
    X, t = digits
    loss = SoftmaxCrossEntropy()
    loss.forward(packed.forward(X), t)
    dX = len(X) * packed.backward(loss.backward())
    assert np.allclose(np.reshape(found, X.shape), dX, rtol=1e-9, atol=1e-12)


def test_steps_and_answers_are_those_of_the_network(packed, digits):
    X, t = digits
    loss = SoftmaxCrossEntropy()
    loss.forward(packed.forward(X), t)
    S = np.sign(packed.backward(loss.backward()))
    found = evaluate(
        "small_step",
        "at.map((n) => [p.signOf(n), p.signed(n, 10), p.noisy(n, 10, 3), p.noiseOf(3)])",
        at=DIGITS,
    )
    for x, s, (sign, signed, noisy, noise) in zip(X, S, found, strict=True):
        assert np.array_equal(sign, s[0])
        for answer, step in ((signed, s), (noisy, np.array(noise)[None])):
            image = np.clip(x + 0.1 * step, 0, 1)
            assert np.allclose(answer["image"], image[0])
            assert np.allclose(answer["p"], softmax(packed.forward(image[None])[0]))


def test_the_noise_is_as_long_as_a_step_of_one_on_each_pixel_and_normal():
    for seed in (1, 2):
        Z = np.array(evaluate("small_step", "p.noiseOf(seed)", seed=seed))
        assert Z.shape == (32, 32)
        assert np.isclose(np.linalg.norm(Z), 32)
        assert abs(Z.mean()) < 0.2 and abs(np.mean(Z**4) - 3) < 1


def test_the_first_state_gives_no_answer_away():
    assert small_step().description.startswith("With ε = 0 nothing is changed")
