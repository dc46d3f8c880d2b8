"""One unit: its diagram, a line among points, the perceptron's updates, losses; notebook 01."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from convnet.plots.layout import panels
from convnet.plots.picture import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    RED,
    SKY,
    WIDTH,
    Picture,
)
from convnet.plots.words import minus, number

# The unit --------------------------------------------------------------------------------------


def unit_diagram() -> Picture:
    """A unit: inputs, weights, sum with bias, activation function, output."""
    return Picture(
        _draw_unit,
        "Diagram of a unit: three inputs, each times its weight, and the bias b are summed to z; "
        "the activation function φ turns z into the output y. In a neuron these are the synapses, "
        "the cell body, the spike threshold and the axon.",
        size=(WIDTH, 4.0),
    )


def _draw_unit(figure: Figure) -> None:
    axes = figure.subplots()
    axes.set(xlim=(0, 14), ylim=(-0.3, 5.5), aspect="equal")
    axes.axis("off")

    def arrow(start, end):
        axes.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": BLACK, "lw": 1.4})

    for k, (y, label) in enumerate([(4.4, 4.2), (2.7, 2.9), (1.0, 2.0)]):
        axes.add_patch(Circle((1.6, y), 0.5, facecolor=SKY, edgecolor=BLACK))
        axes.text(1.6, y, f"$x_{k}$", ha="center", va="center", fontsize=16)
        arrow((2.1, y), (5.25, 2.7 + 0.25 * (y - 2.7)))
        axes.text(3.4, label, f"$w_{k}$", fontsize=16, color=INK[BLUE])
    axes.add_patch(Circle((5.9, 2.7), 0.75, facecolor="white", edgecolor=BLACK, linewidth=1.5))
    axes.text(5.9, 2.7, "Σ", ha="center", va="center", fontsize=20)
    arrow((5.9, 4.55), (5.9, 3.5))
    axes.text(5.9, 4.75, "b", ha="center", fontsize=16, color=INK[BLUE], style="italic")
    arrow((6.7, 2.7), (8.6, 2.7))
    axes.text(7.6, 2.95, "$z$", ha="center", fontsize=16)
    box = FancyBboxPatch(
        (8.7, 1.95), 1.5, 1.5, boxstyle="round,pad=0.05", facecolor=ORANGE, edgecolor=BLACK
    )
    axes.add_patch(box)
    axes.text(9.45, 2.7, "φ", ha="center", va="center", fontsize=20)
    arrow((10.3, 2.7), (12.2, 2.7))
    axes.text(12.4, 2.7, "$y$", va="center", fontsize=16)
    axes.text(9.45, 4.3, r"$y = \varphi(w \cdot x + b)$", ha="center", fontsize=16)
    for x, words in [(3.6, "synapses"), (5.9, "cell body"), (9.45, "threshold"), (11.5, "axon")]:
        axes.text(x, 0.0, words, ha="center", color=INK[GREY], fontsize=14)


# Points and a line -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Points:
    """Points in the plane with targets ±1; `separator` is a unit (w, b) with a large margin."""

    X: np.ndarray
    t: np.ndarray
    separator: tuple[float, float, float] | None = None


def _clouds(centres: Iterable, targets: Iterable[int], spread: float, seed: int) -> Points:
    rng = np.random.default_rng(seed)
    X = np.concatenate([c + spread * rng.uniform(-1, 1, size=(8, 2)) for c in np.array(centres)])
    return Points(X, np.repeat(list(targets), 8))


CLOUDS = {
    "separable": _clouds(
        [(-1.9, 0.6), (-0.6, 1.0), (0.5, -1.0), (1.9, -0.1)], (1, 1, -1, -1), 0.75, 3
    ),
    "overlapping": _clouds(
        [(-1.6, 0.5), (0.0, 0.9), (0.3, -0.5), (1.6, -0.4)], (1, 1, -1, -1), 1.0, 5
    ),
    "XOR": _clouds([(-1.6, 1.1), (1.6, -1.1), (-1.6, -1.1), (1.6, 1.1)], (1, 1, -1, -1), 0.55, 7),
}
"""Sets of points to put a line through."""


def draw_points(axes: Axes, points: Points) -> None:
    """Class +1 as blue circles, class −1 as orange squares."""
    for target, color, marker in ((1, BLUE, "o"), (-1, ORANGE, "s")):
        X = points.X[points.t == target]
        axes.plot(*X.T, marker, color=color, markersize=8, markeredgecolor="white", zorder=3)


def draw_side(axes: Axes, w, b: float) -> None:
    """The boundary w·x + b = 0 and, shaded, the side where the unit fires."""
    w = np.asarray(w, dtype=float)
    length = np.hypot(*w)
    if length == 0:
        if b > 0:
            axes.axhspan(-99, 99, color=SKY, alpha=0.25, linewidth=0)
        return
    normal, foot = w / length, -b * w / length**2
    along = np.array([-normal[1], normal[0]])
    near = np.array([foot - 99 * along, foot + 99 * along])
    axes.fill(*np.concatenate([near, near[::-1] + 99 * normal]).T, color=SKY, alpha=0.25, lw=0)
    axes.plot(*near.T, color=BLACK, linewidth=1.6)


def draw_mistakes(axes: Axes, points: Points, wrong: np.ndarray) -> None:
    """A red ring around every point on the wrong side."""
    axes.plot(
        *points.X[wrong].T, "o", markersize=15, markerfacecolor="none", markeredgecolor=RED, mew=2
    )


def mistakes(points: Points, w, b: float) -> np.ndarray:
    """Which points a threshold unit gets wrong."""
    fires = points.X @ np.asarray(w, dtype=float) + b > 0
    return fires != (points.t > 0)


# The perceptron's updates ----------------------------------------------------------------------

_SQUARE = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
_SMALL = np.column_stack(
    [
        [0.3, 0.2, -0.4, -0.5, 0.1, -0.7, -0.5, 0.5, -1.2, 0.6, -0.2, -0.5, 0.9, -1.1],
        [0.5, -0.7, -0.7, -0.4, -1.0, 0.9, 0.4, 1.2, 0.9, 0.9, -0.1, 1.3, -0.3, 0.1],
    ]
)
STEPPED = {
    "OR": Points(_SQUARE, np.array([-1, 1, 1, 1]), (2 / 3, 2 / 3, -1 / 3)),
    "AND": Points(_SQUARE, np.array([-1, -1, -1, 1]), tuple(np.array([2, 2, -3]) / 17**0.5)),
    "XOR": Points(_SQUARE, np.array([-1, 1, 1, -1])),
    "a cloud of 14 points": Points(
        _SMALL,
        np.array([1, -1, -1, -1, -1, -1, -1, 1, -1, 1, -1, 1, 1, -1]),
        (0.72585587, 0.63494461, -0.26453469),
    ),
}
"""Data for the stepper, in the order in which the rule visits them."""


@dataclass(frozen=True)
class Run:
    """The perceptron's run: `states` (w, b) before the first and after each update, and the index
    of the mistake that follows each state (None once a whole epoch was clean)."""

    states: np.ndarray
    following: tuple[int | None, ...]


def perceptron_run(points: Points, updates: int) -> Run:
    """The first updates, from zero, with the bias as the weight of an input 1."""
    extended = np.column_stack([points.X, np.ones(len(points.t))])
    states, following = [np.zeros(3)], []
    clean = n = 0
    while clean < len(points.t):
        if points.t[n] * (extended[n] @ states[-1]) > 0:
            clean += 1
        elif len(states) > updates:
            break
        else:
            following.append(n)
            states.append(states[-1] + points.t[n] * extended[n])
            clean = 0
        n = (n + 1) % len(points.t)
    last = None if clean == len(points.t) else n
    return Run(np.array(states), (*following, last))


def bound(points: Points) -> tuple[float, float] | None:
    """R and γ of the mistake bound (R/γ)², or None if no separator is known."""
    if points.separator is None:
        return None
    extended = np.column_stack([points.X, np.ones(len(points.t))])
    return (
        float(np.sqrt(np.max(np.sum(extended**2, axis=1)))),
        float(np.min(points.t * (extended @ np.array(points.separator)))),
    )


STEPPER_SIZE = (WIDTH, 4.9)


def draw_stepper(figure: Figure, data: str, updates: int) -> None:
    """Left the line after some updates, right the length of (w, b) between its two bounds."""
    points = STEPPED[data]
    run = perceptron_run(points, updates)
    state, nearest = run.states[-1], run.following[-1]
    left, right = panels(figure, (1, 1))
    low, high = points.X.min(axis=0) - 0.5, points.X.max(axis=0) + 0.5
    left.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), xlabel="$x_0$", ylabel="$x_1$")
    left.set_aspect("equal")
    if points.X is _SQUARE:
        left.set(xticks=(0, 1), yticks=(0, 1))
    draw_side(left, state[:2], state[2])
    draw_points(left, points)
    draw_mistakes(left, points, mistakes(points, state[:2], state[2]))
    if nearest is not None:
        x = points.X[nearest]
        left.annotate("next", x, (10, 12), textcoords="offset points", color=BLACK, zorder=4)
    _draw_lengths(right, points, run)
    left.set_title(f"after {_count(len(run.states) - 1, 'update')}")


def _draw_lengths(axes: Axes, points: Points, run: Run) -> None:
    """Length of (w, b) after each update, between kγ and √k R."""
    k = np.arange(len(run.states))
    limits = bound(points)
    if limits:
        R, gamma = limits
        ks = np.linspace(0, 20, 100)
        axes.plot(ks, np.sqrt(ks) * R, color=GREY, linestyle="--", linewidth=1.5)
        axes.plot(ks, ks * gamma, color=GREY, linestyle=":", linewidth=1.5)
        ink = INK[GREY]
        axes.text(12, np.sqrt(12) * R + 0.2, r"$\sqrt{k}\,R$", ha="right", va="bottom", color=ink)
        # Below its line, which is never steeper than the diagonal of the axes.
        axes.text(18.2, 17.5 * gamma - 0.2, r"$k\,\gamma$", va="top", color=ink)
        overlap = run.states @ np.array(points.separator)
        axes.plot(k, overlap, "s-", color=GREEN, markersize=5, lw=1.5, label=r"$u\cdot(w, b)$")
    lengths = np.linalg.norm(run.states, axis=1)
    axes.plot(k, lengths, "o-", color=BLUE, markersize=5, lw=1.5, label=r"$\Vert(w, b)\Vert$")
    axes.set(xlim=(-0.5, 20), xlabel="updates k", xticks=range(0, 21, 5))
    axes.set_ylim(-0.15, 8 if limits else 3)
    axes.legend(loc="upper left", handlelength=1.5)


def describe_stepper(data: str, updates: int) -> str:
    """The state, the next mistake and the bound in words."""
    points = STEPPED[data]
    run = perceptron_run(points, updates)
    w, b, nearest = run.states[-1][:2], run.states[-1][2], run.following[-1]
    limits = bound(points)
    most = f"The bound allows {int((limits[0] / limits[1]) ** 2 + 1e-9)} updates." if limits else ""
    after = _count(len(run.states) - 1, "update")
    words = f"{data} after {after}: w = {_pair(w)}, b = {minus(f'{b:.3g}')}. "
    if nearest is None:
        return f"{words}No mistake is left, the rule has converged. {most}"
    x, t = points.X[nearest], int(points.t[nearest])
    margin = t * (w @ x + b) + 0.0  # + 0.0: never "-0"
    more = most or "There is no bound: the data are not separable."
    mistake = f"x = {_pair(x)}, t = {minus(f'{t:+d}')}, with the margin {minus(f'{margin:.3g}')}"
    return f"{words}The next mistake is {mistake}. {more}"


# Losses ----------------------------------------------------------------------------------------

LOSSES = {
    "zero-one": (lambda m: np.where(m <= 0, 1.0, 0.0), BLACK),
    "hinge": (lambda m: np.maximum(0, 1 - m), ORANGE),
    "logistic": (lambda m: np.logaddexp(0, -m), BLUE),
    "squared": (lambda m: (1 - m) ** 2, GREEN),
    "exponential": (lambda m: np.exp(-m), PURPLE),
}
"""Losses as functions of the margin, and their colours."""


LOSSES_SIZE = (WIDTH, 4.8)


def draw_losses(figure: Figure, margin: float) -> None:
    """Five losses against the margin, their values at one margin marked."""
    axes, beside = panels(figure, (3.2, 1))
    m = np.linspace(-3, 3, 601)
    for (name, (loss, color)), style in zip(
        LOSSES.items(), ("-", "--", "-", "-.", ":"), strict=True
    ):
        axes.plot(m, loss(m), color=color, linestyle=style, label=f"{name}: {loss(margin):.3g}")
        inside = loss(margin) <= 9.2
        axes.plot(margin, min(loss(margin), 9.1), "o" if inside else "^", color=color, markersize=8)
    axes.axvline(margin, color=GREY, linewidth=1)
    axes.set(xlim=(-3.1, 3.1), ylim=(-0.2, 9.3), xlabel="margin m", ylabel="loss")
    # Beside the axes, where no margin's line strikes through it.
    beside.axis("off")
    lines = axes.get_legend_handles_labels()
    title = f"at m = {number(margin)}"
    beside.legend(*lines, loc="upper left", title=title, bbox_to_anchor=(-0.35, 1))


def describe_losses(margin: float) -> str:
    """The five losses at one margin in words."""
    values = ", ".join(f"{name} {loss(margin):.3g}" for name, (loss, _) in LOSSES.items())
    return f"At the margin {number(margin)} the losses are: {values}."


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"


def _pair(v) -> str:
    return minus(f"({v[0] + 0.0:.3g}, {v[1] + 0.0:.3g})")
