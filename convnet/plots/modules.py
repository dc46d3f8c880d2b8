"""The boxes of a module, and the matrix of a layer at its boundaries, for notebook 04."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Polygon

from convnet.plots.picture import (
    BLACK,
    BLUE,
    FONT,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE_BLUE,
    PALE_GREEN,
    PALE_ORANGE,
    PALE_RED,
    RED,
    WHITE,
    WIDTH,
)
from convnet.plots.squares import board, key, label, listed, numbers, squares, sub

EMPTY, WRONG, WORKS, NONE = "empty", "not right yet", "works", "none"
"""States of a box: no function yet, wrong numbers, right numbers, or no such box."""

BOXES = ("forward", "back to the input", "back to the weights")

# What a box says once it works; until then it is the exercise.
FORMULAS = {
    "convolution, one dimension": (
        r"$y_n = b + \sum_m w_m\, x_{n+m-c}$",
        r"$\bar x_j = \sum_n g_n\, w_{j-n+c}$",
        r"$\bar w_m = \sum_n g_n\, x_{n+m-c},\ \ \bar b = \sum_n g_n$",
    ),
    "convolution, images": (
        r"$Y = b + W \star P$, every $s$-th place",
        r"$\bar X$: each $G_{nfij}$ sends $G_{nfij} W_f$ to its window",
        r"$\bar W_f$: each $G_{nfij}$ adds $G_{nfij}\cdot$ window, $\bar b_f = \sum G_{nfij}$",
    ),
    "max pooling, one dimension": (
        r"$y_n = x_{a(n)}$, the largest of window $n$",
        r"$\bar x_j = \sum_{n:\, a(n) = j} g_n$",
        "",
    ),
    "max pooling, images": (
        r"$Y_{nqij}$: the largest of its window",
        r"$\bar X$: each $G_{nqij}$ to the place of its maximum",
        "",
    ),
    "average pooling, images": (
        r"$Y_{nqij}$: the mean of its window",
        r"$\bar X$: each $G_{nqij} / k_h k_w$ to its whole window",
        "",
    ),
}
MODULES = tuple(FORMULAS)
_FACES = {EMPTY: WHITE, WRONG: PALE_ORANGE, WORKS: PALE_GREEN, NONE: "#F2F2F2"}
_EDGES = {EMPTY: GREY, WRONG: ORANGE, WORKS: GREEN, NONE: "#CCCCCC"}


BOXES_SIZE = (WIDTH, 3.75)


def draw_boxes(figure: Figure, module: str, states: Sequence[str]) -> None:
    """The three boxes of a module between its input and its output.

    Parameters
    ----------
    module : str
        One of `MODULES`.
    states : three of EMPTY, WRONG, WORKS, NONE
    """
    axes = board(figure)
    small = "one dimension" in module
    x, y, g = ("$x$", "$y$", "$g$") if small else ("$X$", "$Y$", "$G$")
    back, weights = (
        (r"$\bar x$", r"$\bar w,\ \bar b$") if small else (r"$\bar X$", r"$\bar W,\ \bar b$")
    )
    inward = (x, g, g)
    outward = (y, back, weights if states[2] != NONE else "")
    for row, (title, state) in enumerate(zip(BOXES, states, strict=True)):
        top = 0.15 + 1.12 * row
        _box(axes, top, title, state, FORMULAS[module][row])
        if state == NONE:
            continue
        _flow(axes, top + 0.45, inward[row], outward[row], forward=row == 0, known=state == WORKS)
    label(axes, 0.2, 3.55, "the layer below", FONT, GREY, "left")
    label(axes, WIDTH - 0.2, 3.55, "the layer above", FONT, GREY, "right")


def _box(axes: Axes, top: float, title: str, state: str, formula: str) -> None:
    line = "--" if state in (EMPTY, NONE) else "-"
    axes.add_patch(
        FancyBboxPatch(
            (1.85, top), WIDTH - 3.7, 0.9, boxstyle="round,pad=0,rounding_size=0.1",
            facecolor=_FACES[state], edgecolor=_EDGES[state], linewidth=1.8, linestyle=line,
        )
    )  # fmt: skip
    words = {EMPTY: "not yet", WRONG: "not right yet", WORKS: formula, NONE: "has no weights"}
    color = GREY if state in (EMPTY, NONE) else BLACK
    middle = WIDTH / 2
    label(axes, middle, top + 0.27, title, FONT + 1)
    label(axes, middle, top + 0.63, words[state], FONT + 1, color)


def _flow(axes: Axes, y: float, inward: str, outward: str, forward: bool, known: bool) -> None:
    """Arrows into and out of a box: forward from left to right, backward the other way."""
    left, right = (0.75, 1.8), (WIDTH - 1.8, WIDTH - 0.75)
    ends = (left, right) if forward else (right[::-1], left[::-1])
    color = BLUE if forward else RED
    for (start, end), text, there in zip(ends, (inward, outward), (True, known), strict=True):
        style = {"arrowstyle": "-|>", "color": color, "lw": 1.8, "alpha": 1 if there else 0.35}
        axes.annotate("", (end, y), (start, y), arrowprops=style)
        place = min(start, end) + 0.47
        ink = INK[color]
        axes.text(place, y - 0.1, text, ha="center", va="bottom", fontsize=FONT + 3, color=ink)


def describe_boxes(module: str, states: Sequence[str]) -> str:
    """What `draw_boxes` shows, in words."""
    parts = [f"{name}: {state}" for name, state in zip(BOXES, states, strict=True) if state != NONE]
    if states[2] == NONE:
        parts.append("no weights, so no third box")
    done = sum(state == WORKS for state in states)
    of = sum(state != NONE for state in states)
    return f"The module of {module}: {done} of {of} boxes filled. " + "; ".join(parts) + "."


# Boundaries -------------------------------------------------------------------------------------

BOUNDARIES = ("zero", "valid", "reflect", "edge", "wrap")
X, W, G = np.array([1, 2, 0, -1, 3]), np.array([2, -1, 1]), np.array([1, 0, 2, -1, 1])


def placed(boundary: str, k: int, N: int) -> int | None:
    """The input that stands at position k of a signal of length N, or None."""
    if 0 <= k < N:
        return k
    if boundary == "wrap":
        return k % N
    if boundary == "reflect":
        return -k if k < 0 else 2 * (N - 1) - k
    if boundary == "edge":
        return 0 if k < 0 else N - 1
    return None


def layer_matrix(boundary: str, c: int) -> tuple[list[int], list[list[list[int]]]]:
    """Rows that exist, and for each entry of the layer's matrix the indices of its weights.

    A weight's index is given as m, or as ~m if it came to its place from outside.
    """
    N, M = len(X), len(W)
    rows = [n for n in range(N) if boundary != "valid" or (n >= c and n + M - 1 - c < N)]
    entries: list[list[list[int]]] = [[[] for _ in range(N)] for _ in rows]
    for row, n in enumerate(rows):
        for m in range(M):
            k = n + m - c
            j = placed(boundary, k, N)
            if j is not None:
                entries[row][j].append(m if j == k else ~m)
    return rows, entries


def _numbers(boundary: str, c: int) -> tuple[list[int], np.ndarray, np.ndarray, np.ndarray]:
    """Rows, the matrix in numbers, y and the input's gradient."""
    rows, entries = layer_matrix(boundary, c)
    A = np.array([[sum(W[m if m >= 0 else ~m] for m in cell) for cell in row] for row in entries])
    return rows, A, A @ X, A.T @ G[rows]


BOUNDARY_SIZE = (WIDTH, 5.95)


def draw_boundary(figure: Figure, boundary: str, c: int) -> None:
    """The layer's matrix with its numbers around it: x above, y and g beside it, x̄ below."""
    axes = board(figure)
    rows, entries = layer_matrix(boundary, c)
    _, _, y, dx = _numbers(boundary, c)
    N, u, left, top = len(X), 0.68, 1.45, 1.25
    squares(axes, left, top - 1.3 * u, u, numbers(X), PALE_BLUE)
    for row, n in enumerate(rows):
        weights = [[m if m >= 0 else ~m for m in cell] for cell in entries[row]]
        texts = [_sum([sub("w", m) for m in cell]) for cell in weights]
        outside = [any(m < 0 for m in cell) for cell in entries[row]]
        faces = [
            PALE_ORANGE if late else PALE_GREEN if cell else WHITE
            for cell, late in zip(weights, outside, strict=True)
        ]
        colors = [BLACK if cell else GREY for cell in weights]
        squares(axes, left, top + n * u, u, [texts], [faces], FONT, [colors])
        for j in np.flatnonzero(outside):
            _corner(axes, left + j * u, top + n * u, 0.2 * u)
        squares(axes, left + 5.4 * u, top + n * u, u, numbers([y[row]]), PALE_BLUE)
        squares(axes, left + 7 * u, top + n * u, u, numbers([G[n]]), PALE_RED)
    squares(axes, left, top + 5.5 * u, u, numbers(dx), PALE_RED)
    for n in range(N):
        text = sub("y", n) if n in rows else f"no {sub('y', n)}"
        label(axes, left - 0.1, top + (n + 0.5) * u, text, FONT, GREY, "right")
    label(axes, left - 0.1, top - 0.8 * u, "x", FONT + 2, BLUE, "right")
    label(axes, left - 0.1, top + 6 * u, "x̄ = Aᵀg", FONT + 2, RED, "right")
    label(axes, left + 5.9 * u, top - 0.25, "y = Ax", FONT + 2, BLUE)
    label(axes, left + 7.5 * u, top - 0.25, "g", FONT + 2, RED)
    right = left + 8.45 * u
    key(axes, right, 1.6, [(PALE_GREEN, "a weight in its place"), (PALE_ORANGE, "from outside")])
    _corner(axes, right, 1.96, 0.12)
    label(axes, right, 2.6, "w = (2, −1, 1)", ha="left")
    label(axes, right, 2.9, "b = 0", ha="left")


def _sum(terms: list[str]) -> str:
    """Terms with plus signs, two in a line, as a square has room for."""
    lines = ["+".join(terms[i : i + 2]) for i in range(0, len(terms), 2)]
    return "\n+".join(lines) or "0"


def _corner(axes: Axes, left: float, top: float, size: float) -> None:
    """A filled corner of a square: a sign for whoever cannot tell its face from others."""
    corners = [(left, top), (left + size, top), (left, top + size)]
    axes.add_patch(Polygon(corners, facecolor=INK[ORANGE], edgecolor="none", zorder=3))


def describe_boundary(boundary: str, c: int) -> str:
    """What `draw_boundary` shows, in words."""
    _, A, y, dx = _numbers(boundary, c)
    sums = listed(A.sum(axis=0))
    return (
        f"Boundary {boundary}, centre {c}: y = {listed(y)}, the input's gradient is {listed(dx)}, "
        f"and the columns of the matrix sum to {sums}."
    )
