"""Numbers that others have published for recurrent networks and PCA come out of notebook 10."""

import numpy as np
import pytest

from convnet.data import load_digits
from convnet.plots.sequences import principal_axes
from tests.cells import solved


@pytest.fixture(scope="module")
def course():
    return solved("10_sequences")


def spaced(low, high, *shape):
    """Evenly spaced numbers in an array of this shape."""
    return np.linspace(low, high, int(np.prod(shape))).reshape(shape)


# --- CS231n, Stanford, assignment 3, RNN_Captioning.ipynb (the same arrays since 2016). Its weights
# --- are inputs × units, ours units × inputs.


def test_one_step_of_cs231n(course):
    X, h0 = spaced(-0.4, 0.7, 3, 10)[:, None], spaced(-0.2, 0.5, 3, 4)
    Wx, Wh, b = spaced(-0.1, 0.9, 10, 4).T, spaced(-0.3, 0.7, 4, 4).T, spaced(-0.2, 0.4, 4)
    H, _ = course["rnn_forward"](X, h0, Wx, Wh, b)
    expected = [
        [-0.58172089, -0.50182032, -0.41232771, -0.31410098],
        [0.66854692, 0.79562378, 0.87755553, 0.92795967],
        [0.97934501, 0.99144213, 0.99646691, 0.99854353],
    ]
    assert np.allclose(H[:, 0], expected, rtol=0, atol=1e-8)


def test_three_steps_of_cs231n(course):
    X, h0 = spaced(-0.1, 0.3, 2, 3, 4), spaced(-0.3, 0.1, 2, 5)
    Wx, Wh, b = spaced(-0.2, 0.4, 4, 5).T, spaced(-0.4, 0.1, 5, 5).T, spaced(-0.7, 0.1, 5)
    H, _ = course["rnn_forward"](X, h0, Wx, Wh, b)
    expected = [
        [
            [-0.42070749, -0.27279261, -0.11074945, 0.05740409, 0.22236251],
            [-0.39525808, -0.22554661, -0.0409454, 0.14649412, 0.32397316],
            [-0.42305111, -0.24223728, -0.04287027, 0.15997045, 0.35014525],
        ],
        [
            [-0.55857474, -0.39065825, -0.19198182, 0.02378408, 0.23735671],
            [-0.27150199, -0.07088804, 0.13562939, 0.33099728, 0.50158768],
            [-0.51014825, -0.30524429, -0.06755202, 0.17806392, 0.40333043],
        ],
    ]
    assert np.allclose(H, expected, rtol=0, atol=1e-8)


# --- deeplearning.ai, Sequence Models, "Building your Recurrent Neural Network - Step by Step",
# --- expected output of rnn_backward, as printed there. Its axes are units, batch, time.


def test_back_propagation_through_time_of_deeplearning_ai(course):
    draw = np.random.RandomState(1).randn
    x, a0, Wax, Waa = draw(3, 10, 4), draw(5, 10), draw(5, 3), draw(5, 5)
    draw(2, 5)  # the weights of the output, which have no part in it
    ba = draw(5, 1)
    draw(2, 1)
    da = draw(5, 10, 4)
    X, h0, b = x.transpose(1, 2, 0), a0.T, ba[:, 0]
    H, _ = course["rnn_forward"](X, h0, Wax, Waa, b)
    cache = (X, h0, Wax, Waa, b, H)
    dX, dh0, dWx, dWh, db = course["rnn_backward"](da.transpose(1, 2, 0), cache)
    expected = [-2.07101689, -0.59255627, 0.02466855, 0.01483317]
    assert np.allclose(dX[2, :, 1], expected, rtol=0, atol=1e-8)
    found = [dh0[3, 2], dWx[3, 1], dWh[1, 2], db[4]]
    expected = [-0.314942375127, 11.2641044965, 2.30333312658, -0.74747722]
    assert np.allclose(found, expected, rtol=0, atol=1e-8)


# --- The course's own hand-worked numbers (S02 of its inventory) -------------------------------


def test_the_hand_example(course):
    assert course["linear_rnn_grad"](0.5, 1.0, 3) == 0.75
    norms = course["gradient_norms"](np.array([[0.5]]), 4, np.random.default_rng(0))
    assert np.allclose(norms, [1, 0.5, 0.25, 0.125])  # the last is the gradient of h0


# --- scikit-learn's digits, the same 1,797: explained_variance_ratio_ of PCA, as users print it,
# --- e.g. A. Zheng, A. Casari, Feature Engineering for Machine Learning, O'Reilly 2018, ex. 6-1.


def test_the_variance_of_the_principal_axes_of_the_digits():
    X = load_digits()[0].reshape(-1, 64).astype(float)
    mean, axes = principal_axes(X, 5)
    total = np.sum((X - mean) ** 2)
    ratios = np.sum(((X - mean) @ axes) ** 2, axis=0) / total
    expected = [0.14890594, 0.13618771, 0.11794594, 0.08409979, 0.05782415]
    assert np.allclose(ratios, expected, rtol=0, atol=1e-8)
    assert np.isclose(ratios[:3].sum(), 0.40303958587675121)


def test_the_linear_auto_encoder_leaves_what_pca_leaves(course):
    X = load_digits()[0].reshape(-1, 64) / 16
    X = X - X.mean(axis=0)
    W_enc, W_dec = course["train_linear_autoencoder"](X, 3, 0.3, 1500, np.random.default_rng(0))
    left = np.sum((X @ W_enc.T @ W_dec.T - X) ** 2) / np.sum(X**2)
    assert 1 - 0.40303959 - 1e-9 <= left < 1 - 0.40303959 + 1e-3
    _, axes = principal_axes(X, 3)
    assert course["subspace_distance"](W_dec, axes) < 1e-3
