"""The boxes of a module, for notebook 04."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from convnet.plots.picture import (
    BLACK,
    BLUE,
    FONT,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE_GREEN,
    PALE_ORANGE,
    RED,
    WHITE,
    WIDTH,
)
from convnet.plots.squares import board, label

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
