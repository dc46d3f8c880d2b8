"""Errors of difference quotients against the step, for notebook 00."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from convnet.plots.picture import BLUE, CLEAR, GREY, INK, ORANGE, WIDTH
from convnet.plots.words import scientific

SIZE = (WIDTH, 4.8)

FUNCTIONS: dict[str, tuple[Callable, Callable, float]] = {
    "sin x at x = 1": (np.sin, np.cos, 1.0),
    "exp x at x = 1": (np.exp, np.exp, 1.0),
    "tanh 5x at x = 0.2": (lambda x: np.tanh(5 * x), lambda x: 5 / np.cosh(5 * x) ** 2, 0.2),
}
"""Functions to choose from: f, its derivative, and the point."""


def errors_at(name: str, h):
    """Absolute errors of the forward and the central difference of one of `FUNCTIONS`."""
    f, df, x = FUNCTIONS[name]
    ahead, behind, here, slope = f(x + h), f(x - h), f(x), df(x)
    return np.abs((ahead - here) / h - slope), np.abs((ahead - behind) / (2 * h) - slope)


def draw_step_size(figure: Figure, function: str, exponent: float) -> None:
    """Both errors against the step in log-log axes, the step 10^exponent marked."""
    axes = figure.subplots()
    hs = np.logspace(-13, -0.3, 380)
    forward, central = errors_at(function, hs)
    axes.loglog(hs, forward, color=ORANGE, linewidth=1, label="forward difference")
    axes.loglog(hs, central, color=BLUE, linewidth=1, label="central difference")
    right = hs > 1e-4
    axes.loglog(hs[right], 0.5 * hs[right], color=GREY, linestyle=":", linewidth=1.5)
    axes.loglog(hs[right], hs[right] ** 2 / 6, color=GREY, linestyle=":", linewidth=1.5)
    axes.loglog(hs[hs < 1e-6], 1e-16 / hs[hs < 1e-6], color=GREY, linestyle="--", linewidth=1.5)
    label: dict[str, Any] = {"color": INK[GREY], "bbox": CLEAR, "zorder": 3}
    axes.text(8e-4, 1.5e-3, "h/2", ha="right", **label)
    axes.text(3e-3, 4e-8, "h²/6", **label)
    axes.text(3e-11, 5e-4, "10⁻¹⁶/h", **label)
    h = 10.0**exponent
    for error, color, marker in zip(errors_at(function, h), (ORANGE, BLUE), "os", strict=True):
        axes.plot(h, max(error, 1e-14), marker, color=color, markersize=9, markeredgecolor="black")
    axes.axvline(h, color="black", linewidth=0.8)
    axes.set(xlabel="step h", ylabel="absolute error", ylim=(3e-15, 10), xlim=(1e-13, 0.5))
    # Above the axes, where the cursor does not strike through it.
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2)


def describe_step_size(function: str, exponent: float) -> str:
    """The marked step and its two errors in words."""
    forward, central = errors_at(function, 10.0**exponent)
    return (
        f"For {function} and the step h = {scientific(10.0**exponent)} the forward difference is "
        f"off by {scientific(forward)}, the central one by {scientific(central)}."
    )
