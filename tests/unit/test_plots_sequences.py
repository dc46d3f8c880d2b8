"""Do the plots of notebook 10 say what they show?"""

import numpy as np
import pytest

from convnet.plots import sequences


@pytest.mark.parametrize("radius", [0.5, 1.3])
def test_gaussian_matrices_have_the_radius_that_is_asked_for(radius):
    W = sequences.gaussian(np.random.default_rng(0), 7, radius)
    assert W.shape == (7, 7) and np.isclose(np.abs(np.linalg.eigvals(W)).max(), radius)


def test_measured_norms_are_those_of_the_function():
    def steady(Wh, T, rng):
        return np.full(T, 7.0)

    picture = sequences.measured_norms(steady)
    assert "7 for ρ = 0.8, 7 for ρ = 1, 7 for ρ = 1.25" in picture.description


def test_accuracy_by_row_counts_each_row():
    right = np.array([[True, False, True], [True, False, False], [True, True, False]])
    assert "100, 33, 33" in sequences.accuracy_by_row(right).description


def test_principal_axes_are_orthonormal_and_the_first_has_the_largest_variance():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(50, 4)) * [1, 5, 2, 0.1] + 3
    mean, axes = sequences.principal_axes(X, 2)
    assert np.allclose(mean, X.mean(axis=0)) and np.allclose(axes.T @ axes, np.eye(2))
    assert abs(axes[1, 0]) > 0.95 and abs(axes[2, 1]) > 0.95


def test_reconstructions_say_both_errors():
    X = np.tile(np.arange(10)[:, None] / 10, (1, 64))
    Y, linear = X.copy(), X.copy()
    Y[:, 0] += 2
    linear[:, :2] += 1
    words = sequences.reconstructions(X, Y, linear, np.arange(10)).description
    assert "4.00 for the auto-encoder and 2.00 for the linear code" in words


def test_decoder_images_say_the_distance():
    W = np.random.default_rng(0).normal(size=(64, 3))
    assert "distance of 0.0123" in sequences.decoder_images(W, W, 0.0123).description
