"""Numerical gradients that know how far they can be trusted.

Central differences in float64 with two step sizes. The difference between the two shows the
truncation error, the spacing of floating-point numbers the rounding error; where the one-sided
slopes disagree the function has a kink (ReLU at 0, a tie in a max) and no derivative to compare.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

KINK = 1e-3
"""One-sided slopes that differ by more than this share of the larger one are a kink."""


@dataclass(frozen=True)
class Estimate:
    """A numerical gradient and what is known about it; all arrays have the shape of x.

    Attributes
    ----------
    gradient : ndarray
        Central differences.
    error : ndarray
        Bound on |gradient - derivative| from the two step sizes and from rounding.
    kinks : ndarray of bool
        True where the function has no derivative within a step of x.
    """

    gradient: np.ndarray
    error: np.ndarray
    kinks: np.ndarray


def central_differences(f: Callable, x) -> Estimate:
    """Differentiate a scalar function of an array, entry by entry.

    Parameters
    ----------
    f : callable
        Takes an array of x's shape, returns a number. It gets a fresh copy each time, so it may
        change its argument. It is called 4·x.size + 2 times.
    x : array_like
        Where to differentiate; any number of dimensions, 0 included. Not modified.

    Returns
    -------
    Estimate

    Raises
    ------
    ValueError
        If f doesn't return one finite number, or two calls with the same x differ.

    Notes
    -----
    D(h) = [f(x + h eᵢ) - f(x - h eᵢ)] / 2h has the error h² f‴/6, so D(2h) - D(h) is about three
    times the error of D(h). The step is the cube root of the spacing of f's floating-point type,
    where truncation and rounding are about equal.
    """
    x = np.array(x, dtype=float)
    f0, eps = _value(f, x), _spacing(f, x)
    if f0 != _value(f, x):
        raise ValueError("the function gives two results for one x: it is random or keeps state")
    gradient, error = np.zeros(x.shape), np.zeros(x.shape)
    kinks = np.zeros(x.shape, dtype=bool)
    for i in np.ndindex(*x.shape):
        h = eps ** (1 / 3) * max(1.0, abs(x[i]))
        up, down, up2, down2 = (_moved(f, x, i, s) for s in (h, -h, 2 * h, -2 * h))
        d1, d2 = (up - down) / (2 * h), (up2 - down2) / (4 * h)
        bend1, bend2 = (up - 2 * f0 + down) / h, (up2 - 2 * f0 + down2) / (2 * h)
        rounding = 8 * eps * max(abs(up2), abs(down2), abs(f0), 1e-300) / h
        # For a smooth f the bend is proportional to h; a kink at x leaves it as it is, and a kink
        # beside x, where that may cancel, moves the slope itself.
        irregular = max(abs(2 * bend1 - bend2), 4 * abs(d2 - d1))
        slope = max(abs(up - f0), abs(f0 - down), abs(up2 - up), abs(down - down2)) / h
        gradient[i], error[i] = d1, abs(d2 - d1) + rounding
        kinks[i] = irregular > KINK * slope and irregular > 100 * rounding
    # Terms that cancel in f leave rounding that f's own size doesn't show, and by chance both step
    # sizes may agree in one entry: no entry is taken to be better than the typical one.
    return Estimate(gradient, error + np.median(error), kinks)


def directional_derivative(f: Callable, x, direction) -> tuple[float, float]:
    """Derivative of f at x along a direction, and a bound on its error.

    Costs six calls whatever the size of x. The error is infinite where there is a kink.
    """
    x, direction = np.array(x, dtype=float), np.asarray(direction, dtype=float)
    along = central_differences(lambda s: f(x + s * direction), 0.0)
    return float(along.gradient), float(np.inf if along.kinks else along.error)


_STENCIL = 5 / 6, -5 / 21, 5 / 84, -5 / 504, 1 / 1260
"""Weights of f(x + kh) - f(x - kh), k = 1 … 5, in h times a slope whose error is of order 10."""
_LARGEST, _HALVINGS = 0.128, 9


def sharp_slope(f: Callable, x, direction, enough: float) -> tuple[float, float]:
    """Derivative of f at x along a direction, nearly as exact as f itself, and its error.

    Ten values of f at each step, and steps halved until three of them agree. Where f has a kink
    within reach of all steps, or is noisy, the error says so.

    Parameters
    ----------
    f : callable
    x, direction : array_like of one shape
    enough : float
        The error at which to stop; where rounding alone is twice that, smaller steps are not tried.
    """
    x, direction = np.array(x, dtype=float), np.asarray(direction, dtype=float)
    slopes, best = [], (0.0, np.inf)
    for halving in range(_HALVINGS):
        h = _LARGEST / 2**halving
        slope, size = _sharp_difference(f, x, h * direction)
        slopes.append(slope / h)
        rounding = float(np.finfo(float).eps) * size / h
        if halving >= 2:
            error = max(abs(slopes[-1] - slopes[-2]), abs(slopes[-2] - slopes[-3])) + rounding
            if error < best[1]:
                best = slopes[-1], error
            if error < enough:
                break
        if rounding > 2 * enough:  # and it doubles with each step from here
            break
    return best


def _sharp_difference(f: Callable, x: np.ndarray, step: np.ndarray) -> tuple[float, float]:
    """The difference of order 10, and the largest |f| in it; nan where f has no value."""
    total, size = 0.0, 0.0
    try:
        with np.errstate(all="ignore"):
            for k, weight in enumerate(_STENCIL, start=1):
                up, down = _number(f(x + k * step)), _number(f(x - k * step))
                total, size = total + weight * (up - down), max(size, abs(up), abs(down))
    except (ValueError, ArithmeticError):  # the step leaves the domain
        return np.nan, np.nan
    return total, size


def _spacing(f: Callable, x: np.ndarray) -> float:
    """Spacing of the floating-point numbers in which f computes."""
    dtype = np.asarray(f(x.copy())).dtype
    return float(np.finfo(dtype).eps) if dtype.kind == "f" else float(np.finfo(float).eps)


def _value(f: Callable, x: np.ndarray) -> float:
    return _number(f(x.copy()))


def _number(result: object) -> float:
    """What a function has returned, as one finite number."""
    if not isinstance(result, float):
        array = np.asarray(result)
        if array.size != 1:
            raise ValueError(f"the function must return one number, not an array of {array.shape}")
        result = array.reshape(())
    number = float(result)
    if not math.isfinite(number):
        raise ValueError(f"the function returns {number}: no derivative there")
    return number


def _moved(f: Callable, x: np.ndarray, index: tuple, step: float) -> float:
    moved = x.copy()
    moved[index] += step
    return _number(f(moved))
