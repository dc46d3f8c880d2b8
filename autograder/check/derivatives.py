"""Gradients: compared with differences, and exact as a formula is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from autograder.check.session import counted, known, reject, rng
from autograder.check.values import as_diagnoses, judge, numbers
from autograder.diagnosis import Diagnosis
from autograder.evidence import Evidence, Verdict
from autograder.gradients import Estimate, central_differences, sharp_slope
from autograder.tolerances import ERROR_FACTOR, FORMULA

_SINGLE = 3
"""So many entries are looked at one by one where a direction through all of them shows nothing.

Entries of zero are left to the others: a difference of two equal values is exact, too.
"""


def gradient(
    f,
    x,
    claimed,
    name: str = "the gradient",
    *,
    sizes: Mapping[str, int] | None = None,
    suspects: Mapping[str, object] | None = None,
    upstream=None,
) -> None:
    """Compare a gradient with central differences of `f` at `x`; it must come of a formula.

    That is, it must be more exact than differences are, in float64.

    Parameters
    ----------
    f : callable
        Takes an array of x's shape, returns a number.
    x : array_like
    claimed : array_like of x's shape
    upstream : ndarray, optional
        The gradient that came from above, which lets more mistakes be told.

    Other parameters are those of `value`.
    """
    counted()
    judge_gradient(f, x, claimed, name, sizes or {}, as_diagnoses(suspects), upstream)


def judge_gradient(
    f: Callable,
    x,
    claimed,
    name: str,
    sizes: Mapping[str, int],
    suspects: tuple[Diagnosis, ...] = (),
    upstream=None,
) -> None:
    """Raise `Rejected` unless a gradient is that of f at x; its comparison has been counted.

    Raises
    ------
    ValueError
        If f has so many kinks at x that hardly anything can be compared.
    """
    estimate = central_differences(f, x)
    if 2 * np.sum(estimate.kinks) >= max(estimate.kinks.size, 1):
        raise ValueError(f"{name}: at half of the entries or more there is no derivative")
    array, integers = numbers(claimed, name)
    evidence = Evidence(array, estimate.gradient, sizes, upstream, "gradient", integers)
    judge(
        evidence,
        name,
        suspects,
        error=estimate.error,
        skip=estimate.kinks,
        expected_is="the numerical value is",
    )
    if not as_a_formula(f, np.asarray(x, dtype=float), array, estimate):
        failure, verdict = known("inexact", array)
        look = "a formula for each derivative; no quotient of differences, no single precision"
        reject(
            f"{name} is as exact as differences, not as a formula",
            asked="the derivative by a formula, in float64",
            verdict=Verdict(verdict.words, verdict.look_at or look),
            failure=failure,
        )


def as_a_formula(f: Callable, x: np.ndarray, claimed: np.ndarray, estimate: Estimate) -> bool:
    """Whether a right gradient has no error that a formula in float64 can't have.

    Its product with a direction is compared with a slope that is exact to about 13 digits: first
    along a random direction, then, where kinks hide the slope, along single entries. Where no slope
    is exact enough nothing is proven, and the answer is yes.
    """
    smooth = np.flatnonzero(~estimate.kinks)
    size = float(np.sqrt(np.mean(estimate.gradient.flat[smooth] ** 2)))
    random = rng()
    signs = random.choice([-1.0, 1.0], size=x.shape)  # no step is much shorter than another
    everywhere = np.where(estimate.kinks, 0.0, signs * random.uniform(0.5, 1.5, size=x.shape))
    exact = _is_exact(f, x, claimed, everywhere, FORMULA * size)
    if exact is not None or smooth.size < 2:
        return exact is not False
    sloping = smooth[estimate.gradient.flat[smooth] != 0]
    single = (_along(x.shape, i) for i in random.permutation(sloping)[:_SINGLE])
    return all(_is_exact(f, x, claimed, each, FORMULA * size) is not False for each in single)


def _is_exact(f: Callable, x, claimed, direction: np.ndarray, relative: float) -> bool | None:
    """Whether the product with a direction is the slope; None where no slope is exact enough."""
    allowed = relative * float(np.linalg.norm(direction))
    slope, error = sharp_slope(f, x, direction, enough=allowed / (2 * ERROR_FACTOR))
    # A slope that its own error makes useless proves nothing, however far off the product is.
    if ERROR_FACTOR * error >= allowed:
        return None
    off = abs(float(np.sum(claimed * direction)) - slope)
    return off <= allowed + ERROR_FACTOR * error


def _along(shape: tuple[int, ...], index: int) -> np.ndarray:
    direction = np.zeros(shape)
    direction.flat[index] = 1.0
    return direction
