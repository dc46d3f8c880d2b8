"""The project's own gradient checker, against known derivatives, SciPy and (if there) PyTorch."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime

from autograder.gradients import central_differences, directional_derivative


def network(x):
    """A smooth function with a known gradient, on arrays of any shape."""
    return float(np.sum(np.tanh(1.5 * x)) + 0.5 * np.sum(x) ** 2)


def network_gradient(x):
    return 1.5 / np.cosh(1.5 * x) ** 2 + np.sum(x)


@pytest.mark.parametrize("shape", [(), (1,), (4,), (2, 3), (2, 1, 3, 2)])
def test_gradient_of_a_smooth_function_lies_within_its_own_error(shape):
    x = np.random.default_rng(1).normal(size=shape)
    estimate = central_differences(network, x)
    off = np.abs(estimate.gradient - network_gradient(x))
    assert estimate.gradient.shape == shape
    assert np.all(off <= estimate.error) and np.all(estimate.error < 1e-7)
    assert not estimate.kinks.any()


def test_agrees_with_scipy():
    x = np.random.default_rng(2).normal(size=6)
    assert np.allclose(
        central_differences(network, x).gradient, approx_fprime(x, network, 1e-7), rtol=1e-5
    )


def test_agrees_with_pytorch_where_it_is_installed():
    torch = pytest.importorskip("torch")
    x = np.random.default_rng(3).normal(size=(3, 4))
    leaf = torch.tensor(x, requires_grad=True)
    torch.sum(torch.sigmoid(leaf @ leaf.T)).backward()

    def f(v):
        return float(np.sum(1 / (1 + np.exp(-v @ v.T))))

    assert np.allclose(central_differences(f, x).gradient, leaf.grad.numpy(), rtol=1e-7)


@pytest.mark.parametrize("where", [0.0, 3e-6, -4e-6, 7e-6])
def test_a_kink_within_a_step_is_found(where):
    """At the point itself, and beside it where some single measure would vanish."""
    x = np.array([1.0, where, -1.0])
    estimate = central_differences(lambda v: float(np.sum(np.maximum(v, 0) * [1, 2, 3])), x)
    assert estimate.kinks.tolist() == [False, True, False]
    assert np.allclose(estimate.gradient[[0, 2]], [1, 0])


@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e8])
def test_a_smooth_function_has_no_kinks_whatever_its_scale(scale):
    x = np.random.default_rng(4).normal(size=50)
    estimate = central_differences(lambda v: scale * float(np.sum(np.sin(5 * v) + v**3)), x)
    assert not estimate.kinks.any()


def test_a_function_that_computes_in_single_precision_gets_a_larger_error():
    x = np.random.default_rng(5).normal(size=3)
    estimate = central_differences(lambda v: np.sum(np.sin(v.astype(np.float32))), x)
    off = np.abs(estimate.gradient - np.cos(x))
    assert np.all(off <= 10 * estimate.error) and np.all(estimate.error > 1e-6)


def test_a_function_that_changes_its_argument_does_no_harm():
    def f(v):
        v *= 2
        return float(np.sum(v**2))

    x = np.array([1.0, 2.0])
    assert np.allclose(central_differences(f, x).gradient, [8, 16])
    assert x.tolist() == [1, 2]


def test_a_random_function_is_refused():
    rng = np.random.default_rng(6)
    with pytest.raises(ValueError, match="two results"):
        central_differences(lambda v: float(np.sum(v) + rng.normal()), np.ones(2))


@pytest.mark.parametrize(
    ("f", "said"),
    [(lambda v: v, "one number"), (lambda v: np.inf, "inf"), (lambda v: np.nan, "nan")],
)
def test_what_has_no_derivative_is_refused(f, said):
    with pytest.raises(ValueError, match=said):
        central_differences(f, np.ones(2))


def test_directional_derivative_is_the_gradient_times_the_direction():
    rng = np.random.default_rng(7)
    x, v = rng.normal(size=(2, 5)), rng.normal(size=(2, 5))
    slope, error = directional_derivative(network, x, v)
    assert abs(slope - np.sum(network_gradient(x) * v)) <= error < 1e-6


def test_directional_derivative_across_a_kink_is_not_to_be_trusted():
    _, error = directional_derivative(lambda v: float(np.sum(np.abs(v))), np.zeros(3), np.ones(3))
    assert error == np.inf


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6), st.sampled_from([(3,), (2, 4), (2, 3, 2)]), st.floats(-6, 6))
def test_smooth_functions_of_any_scale(seed, shape, exponent):
    """Polynomials and sines scaled from 1e-6 to 1e6: the error estimate holds."""
    rng = np.random.default_rng(seed)
    x, a, b = (rng.normal(size=shape) for _ in range(3))
    scale = 10**exponent
    estimate = central_differences(lambda v: scale * float(np.sum(a * v**3 + np.sin(b * v))), x)
    off = np.abs(estimate.gradient - scale * (3 * a * x**2 + b * np.cos(b * x)))
    assert np.all(off <= 10 * estimate.error)
