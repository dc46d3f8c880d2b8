"""Activation functions and their slopes, and the gain of a logistic unit; notebook 02."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from convnet.plots.picture import BLACK, BLUE, GREY, ORANGE, SKY, WIDTH
from convnet.plots.words import minus, short

SIZE = (WIDTH, 4.0)


def _logistic(z):
    return 0.5 * (1 + np.tanh(z / 2))


_FUNCTIONS: dict[str, Callable] = {
    "logistic": _logistic,
    "tanh": np.tanh,
    "ReLU": lambda z: np.maximum(z, 0.0),
    "softplus": lambda z: np.logaddexp(0.0, z),
    "PReLU, a = 0.25": lambda z: np.where(z > 0, z, 0.25 * z),
    "hard threshold": lambda z: np.where(z > 0, 1.0, 0.0),
    "identity": lambda z: z,
}
NAMES = tuple(_FUNCTIONS)
"""The activation functions to choose from."""

_KINKS = {"ReLU": "the course takes 0", "PReLU, a = 0.25": "the course takes a"}
_LEFT = {"ReLU": 0.0, "PReLU, a = 0.25": 0.25, "hard threshold": 0.0}


def value_and_slope(function: str, z: float) -> tuple[float, float]:
    """φ(z) and φ′(z); at a kink the slope on the left."""
    if _at_kink(function, z):
        return float(_FUNCTIONS[function](z)), _LEFT[function]
    h = 1e-5
    ahead, behind = _FUNCTIONS[function](z + h), _FUNCTIONS[function](z - h)
    return float(_FUNCTIONS[function](z)), float((ahead - behind) / (2 * h))


def _at_kink(function: str, z: float) -> bool:
    return z == 0 and function in _LEFT


def draw_activation(figure: Figure, function: str, z: float) -> None:
    """Left the function with its tangent at z, right the slope at every place."""
    left, right = figure.subplots(1, 2)
    grid = np.linspace(-5, 5, 400)  # an even number, so that 0 is not among them
    value, slope = value_and_slope(function, z)
    left.plot(*_with_jumps(grid, _FUNCTIONS[function](grid)), color=BLUE)
    if not _at_kink(function, z):
        near = np.array([z - 1.6, z + 1.6])
        left.plot(near, value + slope * (near - z), color=ORANGE, linewidth=1.6)
    left.plot(z, value, "o", color=ORANGE, markersize=9, markeredgecolor=BLACK)
    slopes = (_FUNCTIONS[function](grid + 1e-5) - _FUNCTIONS[function](grid - 1e-5)) / 2e-5
    right.plot(*_with_jumps(grid, slopes), color=BLUE)
    right.plot(z, slope, "o", color=ORANGE, markersize=9, markeredgecolor=BLACK)
    left.set(xlabel="z", ylim=(-2.2, 3.2), title="φ(z)")
    right.set(xlabel="z", ylim=(-0.2, 1.2), title="its slope φ′(z)")
    for axes in (left, right):
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.axvline(0, color=GREY, linewidth=0.8)
        axes.set_xlim(-5, 5)


def _with_jumps(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The curve with a gap where it jumps."""
    at = np.flatnonzero(np.abs(np.diff(y)) > 0.2) + 1
    return np.insert(x, at, np.nan), np.insert(y, at, np.nan)


def describe_activation(function: str, z: float) -> str:
    """Value and slope in words."""
    value, slope = value_and_slope(function, z)
    if _at_kink(function, z):
        why = _KINKS.get(function, "it jumps")
        return minus(f"{function}: φ(0) = {value:.3f}; at 0 there is no derivative ({why}).")
    return minus(f"{function}: φ({z:g}) = {value:.3f}, and the slope there is {slope:.3f}.")


def draw_gain(figure: Figure, k: float) -> None:
    """Left σ(kx) beside the threshold, the area between them shaded; right its slope."""
    left, right = figure.subplots(1, 2)
    x = np.linspace(-3, 3, 1201)
    y, step = _logistic(k * x), np.where(x > 0, 1.0, 0.0)
    left.fill_between(x, y, step, color=SKY, alpha=0.5, linewidth=0)
    left.plot(x[x <= 0], step[x <= 0], color=GREY, linestyle="--")
    left.plot(x[x > 0], step[x > 0], color=GREY, linestyle="--")
    left.plot(x, y, color=BLUE)
    left.set(xlabel="x", title="σ(kx) and the threshold", ylim=(-0.08, 1.08))
    right.plot(x, np.gradient(y, x), color=BLUE)
    right.set(xlabel="x", title="slope of σ(kx)", ylim=(-0.2, 5.4))
    right.axhline(k / 4, color=GREY, linewidth=1, linestyle=":")


def describe_gain(k: float) -> str:
    """Slope and area in words."""
    y = _logistic(k)
    return (
        f"k = {k:g}: the slope at 0 is {k / 4:.3f}, the area between σ(kx) and the threshold "
        f"{2 * np.log(2) / k:.3f}. At x = 1 the slope is {short(k * y * (1 - y))}."
    )
