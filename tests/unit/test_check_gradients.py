"""What a graded cell says of a gradient: right, wrong, at a kink, or no formula."""

import contextlib
import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import check
from autograder.check.outcome import Rejected
from tests.exercise import fails, passes

RNG = np.random.default_rng(5)


def right_passes_and_one_wrong_entry_never_does(seed, exponent):
    """An entry off by a thousandth of the typical size is seen whatever the scale."""
    rng = np.random.default_rng(seed)
    A, x = rng.normal(size=(4, 4)), rng.normal(size=4)
    scale = 10.0**exponent

    def f(v):
        return scale * float(v @ A @ v + np.sum(np.cos(v)))

    gradient = scale * ((A + A.T) @ x - np.sin(x))
    rounding = 1 + 1e-14 * rng.normal(size=4)
    passes(lambda: check.gradient(f, x, gradient * rounding))
    wrong = gradient.copy()
    i = int(rng.integers(4))
    wrong[i] += 1e-3 * max(abs(gradient[i]), np.linalg.norm(gradient) / 2)
    fails(lambda: check.gradient(f, x, wrong))


DRAWS = st.integers(0, 10**6), st.integers(-4, 4)


@settings(deadline=None, max_examples=80)
@given(*DRAWS)
def test_right_gradients_pass_and_one_wrong_entry_never_does(seed, exponent):
    right_passes_and_one_wrong_entry_never_does(seed, exponent)


@pytest.mark.slow
@settings(deadline=None, max_examples=10_000)
@given(*DRAWS)
def test_right_gradients_pass_and_one_wrong_entry_never_does_in_ten_thousand_draws(seed, exponent):
    right_passes_and_one_wrong_entry_never_does(seed, exponent)


def test_differences_are_told_from_a_formula_nearly_always():
    """Chance may make one of them as exact as a formula; an exercise looks several times."""
    found = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        x, steps = rng.normal(size=4), 1e-6 * np.eye(4)

        def f(v):
            return float(np.sum(np.cos(v)) + v @ v)

        differences = [(f(x + step) - f(x - step)) / 2e-6 for step in steps]
        with contextlib.suppress(Rejected), contextlib.redirect_stdout(io.StringIO()):
            with check.exercise("00.2"):
                check.gradient(f, x, differences)
            continue
        found += 1
    assert found >= 36


def test_where_hardly_anything_has_a_derivative_the_check_is_at_fault():
    def f(v):
        return float(np.sum(np.abs(v)))

    for x in (0.0, np.zeros(3), np.array([0.0, 0.0, 1.0])):
        with pytest.raises(ValueError, match="no derivative"):
            check.gradient(f, x, np.ones(np.shape(x)))


def test_a_gradient_in_single_precision_is_no_formula_in_float64():
    x = np.array([0.3, -1.2, 2.0])
    single = np.cos(x.astype(np.float32))
    message = fails(lambda: check.gradient(lambda v: float(np.sum(np.sin(v))), x, single))
    assert "not as a formula" in message and "float64" in message


@pytest.mark.parametrize("kinks", [1, 4])
@pytest.mark.parametrize("flat", [2, 8])
def test_differences_of_what_has_kinks_are_found_too(kinks, flat):
    """Also where most of what is smooth is flat, and a difference of it exact."""
    x = np.concatenate([np.zeros(kinks), -np.ones(flat), [0.4, 0.7, 1.3]])

    def f(v):
        return float(np.sum(np.maximum(v, 0) ** 2 + np.maximum(v, 0)))

    passes(lambda: check.gradient(f, x, np.where(x > 0, 2 * x + 1, 0)))
    steps = 1e-6 * np.eye(x.size)
    differences = [(f(x + step) - f(x - step)) / 2e-6 for step in steps]
    assert "not as a formula" in fails(lambda: check.gradient(f, x, differences))


def test_an_entry_at_a_kink_is_left_out_and_reported():
    x = np.array([0.0, 1.0, -2.0])

    def f(v):
        return float(np.sum(np.maximum(v, 0)))

    for at_kink in (0.0, 1.0, 0.5):
        passes(lambda at_kink=at_kink: check.gradient(f, x, [at_kink, 1.0, 0.0]))
    assert "1 entries at a kink" in fails(lambda: check.gradient(f, x, [0.0, 1.0, 1.0]))
