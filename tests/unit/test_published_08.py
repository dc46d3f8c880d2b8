"""Published statements about fooling networks, and the numbers that notebook 08 prints."""

import numpy as np
import pytest

from convnet.checkpoint import lenet_params
from convnet.data import load_mnist
from convnet.errors import DataError
from convnet.losses import SoftmaxCrossEntropy
from convnet.network import lenet, lenet_with
from convnet.recipes import data_for
from tests.cells import solved

W = np.array([[1.0, 0, -1], [-1, 2, 0]])
x = np.array([0.5, 0.2, 0.4])


@pytest.fixture(scope="module")
def course():
    return solved("08_fooling")


@pytest.fixture(scope="module")
def validation():
    *_, X, t = data_for("digits", validation=True)
    return X.astype(float), t


def cost_and_gradient(x, k):
    """Of the text's network with three pixels and two classes."""
    loss = SoftmaxCrossEntropy()
    J = loss.forward((W @ x)[None], np.array([k]))
    return J, (loss.backward() @ W)[0]


def test_the_worked_examples():
    J, g = cost_and_gradient(x, 0)
    assert np.allclose([J, *g], [0.598, -0.900, 0.900, 0.450], atol=5e-4)
    assert round(cost_and_gradient(np.array([0.51, 0.2, 0.4]), 0)[0], 3) == 0.589
    after, _ = cost_and_gradient(x + 0.1 * np.sign(g), 0)
    assert round(after, 3) == 0.854 and after > np.log(2)  # class 1 has more than a half
    J, g = cost_and_gradient(x, 1)
    assert np.allclose(g, [1.100, -1.100, -0.550], atol=5e-4) and round(np.exp(-J), 3) == 0.450
    stepped = np.clip(x - g, 0, 1)
    assert np.allclose(stepped, [0, 1, 0.950], atol=5e-4)
    assert round(np.exp(-cost_and_gradient(stepped, 1)[0]), 3) == 0.950


def test_noise_is_classified_with_99_6_percent(course):
    """Nguyen, Yosinski and Clune, "Deep neural networks are easily fooled", CVPR 2015, figure 1."""
    x0 = np.random.default_rng(0).uniform(size=(1, 1, 32, 32))
    for target in (2, 5, 8):
        image, p = course["fool"](lenet_params(), x0, target, 1.0, 1000)
        assert p >= 0.996 and abs(image - x0).mean() < 0.15


def test_the_sign_step_raises_a_linear_cost_most(course):
    """Goodfellow, Shlens and Szegedy, "Explaining and harnessing adversarial examples", 2015:

    under a limit on each pixel the change ε sign(w) brings a linear function ε times the sum of
    |w|, and nothing brings more.
    """
    rng = np.random.default_rng(0)
    w = rng.normal(size=50)
    most = 0.1 * np.abs(w).sum()
    assert np.isclose(w @ (0.1 * np.sign(w)), most)
    assert max(rng.uniform(-0.1, 0.1, size=(2000, 50)) @ w) < most


def test_numbers_of_the_text(course, validation):
    X, t = validation
    T, params = np.eye(10)[t], lenet_params()
    net = lenet_with(params)

    def right(X):
        return round(100 * np.mean(net.logits(X).argmax(axis=1) == t), 1)

    assert [right(X), right(course["sign_step"](params, X, T, 0.1))] == [95.8, 5.6]
    assert right(course["noise_step"](X, 3.2, np.random.default_rng(0))) > 92
    dX = (len(X) * course["input_gradient"](params, X, T)).reshape(len(X), -1)
    sums = np.abs(dX).sum(axis=1)
    assert round(sums.mean(), 1) == 17.6
    assert round(np.mean(sums / np.linalg.norm(dX, axis=1))) == 18


def test_lenet_with_computes_what_the_network_does_and_keeps_a_copy():
    params, X = lenet_params(), np.random.default_rng(1).uniform(size=(2, 1, 32, 32))
    net = lenet_with(params)
    Z = net.forward(X)
    params["W1"] += 1
    assert np.array_equal(net.forward(X), Z) and Z.dtype == np.float64
    own = lenet(seed=3)
    names = lenet_params().keys()
    again = lenet_with(dict(zip(names, own.params.values(), strict=True)))
    assert np.array_equal(again.forward(X.astype(np.float32)), own.forward(X.astype(np.float32)))


@pytest.mark.parametrize(
    "change",
    [{"W1": np.zeros((6, 1, 3, 3))}, {"W6": np.zeros(3)}, {"b5": np.zeros((10, 1))}],
    ids=["a wrong kernel", "a name too many", "a bias as a column"],
)
def test_lenet_with_refuses_what_is_no_lenet(change):
    with pytest.raises(ValueError, match=r"LeNet's parameters|must be of shape"):
        lenet_with(lenet_params() | change)


@pytest.mark.slow
def test_a_shallow_softmax_is_fooled_by_signs():
    """Goodfellow, Shlens and Szegedy, section 4: with ε = 0.25 a shallow softmax classifier has an

    error of 99.9 % on the test images of MNIST.
    """
    try:
        split = load_mnist(progress=False)
    except DataError as missing:
        pytest.skip(str(missing).partition("\n")[0])
    X, t = split.train_images.reshape(-1, 784) / 255, split.train_labels
    X_test, t_test = split.test_images.reshape(-1, 784) / 255, split.test_labels
    W, b, loss, rng = np.zeros((10, 784)), np.zeros(10), SoftmaxCrossEntropy(), np.random
    for batch in np.split(rng.default_rng(0).permutation(60_000), 600):
        loss.forward(X[batch] @ W.T + b, t[batch])
        dZ = loss.backward()
        W, b = W - 0.5 * dZ.T @ X[batch], b - 0.5 * dZ.sum(axis=0)
    assert np.mean((X_test @ W.T + b).argmax(axis=1) != t_test) < 0.12
    loss.forward(X_test @ W.T + b, t_test)
    moved = X_test + 0.25 * np.sign(loss.backward() @ W)
    assert np.mean((moved @ W.T + b).argmax(axis=1) != t_test) > 0.99
