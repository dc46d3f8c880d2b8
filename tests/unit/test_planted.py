"""Is each planted mistake noticed by the instrument that notebook 05 says, and by no other?"""

import numpy as np
import pytest

from convnet import planted
from convnet.data import load_digits_28
from convnet.losses import SoftmaxCrossEntropy, one_hot
from convnet.network import lenet
from convnet.training import as_input

NAMES = [f"{p}{k}" for k in range(1, 6) for p in "Wb"]


def start(seed=0, biases=0.0):
    net = lenet(seed, dtype=np.float64, fast=False)
    params = {name: value.copy() for name, value in zip(NAMES, net.params.values(), strict=True)}
    rng = np.random.default_rng(seed)
    for k in range(1, 6):
        params[f"b{k}"] += biases * rng.standard_normal(params[f"b{k}"].shape)
    return params


def digits(n):
    split = load_digits_28()
    return as_input(split.train_images[:n]).astype(float), one_hot(split.train_labels[:n], 10)


def slopes_differ_by(model, h=1e-7):
    """Relative difference of the claimed and the measured slope along a random direction."""
    params, (X, T), rng = start(biases=0.1), digits(6), np.random.default_rng(1)
    v = {key: rng.standard_normal(value.shape) for key, value in params.items()}
    _, grads = model(params, X, T)
    claimed = sum(np.sum(grads[key] * v[key]) for key in params)
    up, down = (
        model({key: params[key] + step * v[key] for key in params}, X, T)[0] for step in (h, -h)
    )
    measured = (up - down) / (2 * h)
    return abs(claimed - measured) / (abs(claimed) + abs(measured))


def cost_after(model, steps, shuffled=True):
    params, (X, T), rng = start(), digits(16), np.random.default_rng(2)
    for _ in range(steps):
        order = rng.permutation(len(X)) if shuffled else slice(None)
        J, grads = model(params, X[order], T[order])
        params = {key: value - 0.05 * grads[key] for key, value in params.items()}
    return J


def test_without_a_mistake_it_is_lenet():
    (X, T), params, net, loss = (
        digits(3),
        start(),
        lenet(0, dtype=np.float64),
        SoftmaxCrossEntropy(),
    )
    J, grads = planted._loss_and_grads(params, X, T)
    assert np.isclose(J, loss.forward(net.forward(X), T))
    net.backward(loss.backward(), input_gradient=False)
    for name, right in zip(NAMES, net.grads.values(), strict=True):
        assert np.allclose(grads[name], right)


@pytest.mark.parametrize(
    ("model", "wrong_slope"),
    [(planted.model_a, True), (planted.model_b, False), (planted.model_c, False)],
)
def test_the_slopes_notice_a_alone(model, wrong_slope):
    difference = slopes_differ_by(model)
    assert difference > 0.05 if wrong_slope else difference < 1e-5


def test_overfitting_notices_b_and_c_alone():
    assert cost_after(planted.model_a, 60) < 0.3
    assert cost_after(planted.model_b, 20) > 1.5
    assert cost_after(planted.model_c, 60) > 1.5
    assert cost_after(planted.model_c, 60, shuffled=False) < 0.3  # it learns the mixture by heart
