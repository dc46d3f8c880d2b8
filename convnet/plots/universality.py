"""Functions of one number, fitted by a few tanh units; notebook 02."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from matplotlib.figure import Figure

from convnet.plots.picture import BLUE, GREY, PALETTE, RED, WIDTH
from convnet.plots.words import short

SIZE = (WIDTH, 4.4)

FUNCTIONS: dict[str, Callable] = {
    "x²": lambda x: x**2,
    "sin(3πx/2)": lambda x: np.sin(1.5 * np.pi * x),
    "|x|": np.abs,
    "a step": lambda x: np.where(x > 0, 1.0, 0.0),
}
"""Functions to fit on [-1, 1]."""

_GRID = np.linspace(-1, 1, 101)
_STARTS, _ITERATIONS, _DECAY = 3, 50, 4e-3


@cache
def fitted(function: str, units: int) -> tuple[np.ndarray, float]:
    """Least-squares fit Σ v tanh(w x + b) + c, the best of several starts.

    One start is the best fit with a unit less, so more units are never worse.

    Returns
    -------
    theta : ndarray (3·units + 1,)
        All w, all b, all v, and c.
    error : float
        Root of the mean squared error on the grid.
    """
    t = FUNCTIONS[function](_GRID)
    rng = np.random.default_rng(units)
    starts = [_start(rng, units, t) for _ in range(_STARTS)]
    if units > 1:
        w, b, v = fitted(function, units - 1)[0][:-1].reshape(3, -1)
        more = np.column_stack([[w, b, v], [3.0, rng.uniform(-2, 2), 0.0]])
        starts.append(np.append(more.ravel(), fitted(function, units - 1)[0][-1]))
    fits = [_levenberg_marquardt(start, t) for start in starts]
    errors = [float(np.sqrt(np.mean(_residual(theta, t)[0][: len(t)] ** 2))) for theta in fits]
    best = int(np.argmin(errors))
    return fits[best], errors[best]


def _start(rng: np.random.Generator, units: int, t: np.ndarray) -> np.ndarray:
    """Units of random gain with their middles spread over the interval; the best v and c."""
    w = rng.uniform(1.5, 4, size=units)
    b = -w * (np.linspace(-1, 1, units + 2)[1:-1] + rng.uniform(-0.25, 0.25, size=units))
    features = np.column_stack([np.tanh(np.outer(_GRID, w) + b), np.ones(len(_GRID))])
    return np.concatenate([w, b, np.linalg.lstsq(features, t, rcond=1e-2)[0]])


def _levenberg_marquardt(theta: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Press et al., Numerical Recipes, 3rd ed., section 15.5.2."""
    damping, (residual, slopes) = 1e-2, _residual(theta, t)
    for _ in range(_ITERATIONS):
        normal = slopes.T @ slopes
        step = np.linalg.solve(normal + damping * np.diag(np.diag(normal)), slopes.T @ residual)
        new_residual, new_slopes = _residual(theta - step, t)
        if new_residual @ new_residual < residual @ residual:
            theta, residual, slopes, damping = theta - step, new_residual, new_slopes, damping / 4
        else:
            damping *= 6
    return theta


def _residual(theta: np.ndarray, t: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """y − t on the grid and below it a little of theta, which keeps it small; the derivatives."""
    w, b, v = theta[:-1].reshape(3, -1)
    h = np.tanh(np.outer(_GRID, w) + b)
    slope = v * (1 - h**2)
    slopes = np.column_stack([slope * _GRID[:, None], slope, h, np.ones(len(_GRID))])
    residual = np.concatenate([h @ v + theta[-1] - t, _DECAY * theta])
    return residual, np.vstack([slopes, _DECAY * np.eye(len(theta))])


def hidden_outputs(theta: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Each hidden unit times its output weight, (len(x), units)."""
    w, b, v = theta[:-1].reshape(3, -1)
    return v * np.tanh(np.outer(x, w) + b)


def draw_fit(figure: Figure, function: str, units: int) -> None:
    """The function, its fit, and the hidden units times their output weights, dashed.

    Each of these is moved to the mean 0: what it adds to the bias c says nothing.
    """
    axes = figure.subplots()
    theta, _ = fitted(function, units)
    x = np.linspace(-1, 1, 401)
    parts, t = hidden_outputs(theta, x), FUNCTIONS[function](x)
    for k, part in enumerate(parts.T):
        color = PALETTE[(k + 3) % len(PALETTE)]
        axes.plot(x, part - part.mean(), color=color, linestyle="--", linewidth=1.1)
    axes.plot(x, t, color=GREY, linewidth=5, alpha=0.5, label="the function")
    axes.plot(x, parts.sum(axis=1) + theta[-1], color=BLUE, label="the network")
    axes.plot([], [], color=RED, linestyle="--", linewidth=1.1, label="its hidden units, times v")
    axes.set(xlim=(-1, 1), ylim=(-2.2, 2.2), xlabel="x")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))


def describe_fit(function: str, units: int) -> str:
    """How far the network is from the function."""
    error = fitted(function, units)[1]
    words = "1 tanh unit misses" if units == 1 else f"{units} tanh units miss"
    return f"{words} {function} by {short(error, 1)} (root mean square)."
