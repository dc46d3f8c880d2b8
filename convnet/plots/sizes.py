"""How many windows fit: image, padding, kernel and stride, for notebook 03."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convnet.plots.picture import (
    FONT,
    GREEN,
    GREY,
    ORANGE,
    PALE_BLUE,
    PALE_ORANGE,
    RED,
    WIDTH,
)

SIZE = (WIDTH, 4.9)


def draw_size_calculator(figure: Figure, n: int, k: int, s: int, p: int) -> None:
    """Left the padded image with its windows, right one row of it, window by window."""
    figure.set_layout_engine("none")
    total = n + 2 * p
    starts = range(0, total - k + 1, s)
    grid = figure.add_axes((0.01, 0.02, 0.44, 0.86))
    steps = figure.add_axes((0.5, 0.02, 0.49, 0.86))
    for axes in (grid, steps):
        axes.axis("off")
    _draw_grid(grid, n, k, p, starts)
    _draw_steps(steps, n, k, p, starts)


def _draw_grid(axes: Axes, n: int, k: int, p: int, starts: range) -> None:
    total = n + 2 * p
    shown = max(total, k) + 0.15
    axes.set(xlim=(-0.15, shown), ylim=(shown, -0.15), aspect="equal")
    read = _read(total, k, starts)
    colors = []
    for i, j in np.ndindex(total, total):
        inside = p <= min(i, j) and max(i, j) < n + p
        colors.append(_shade(inside, i in read and j in read))
    squares = [Rectangle((j, i), 1, 1) for i, j in np.ndindex(total, total)]
    axes.add_collection(PatchCollection(squares, facecolor=colors, edgecolor=GREY, linewidth=0.6))
    for i in starts:
        axes.plot([j + k / 2 for j in starts], [i + k / 2] * len(starts), "o", color=GREEN, ms=5)
    for at, color in list(zip(starts, (RED, ORANGE), strict=False))[::-1]:
        axes.add_patch(Rectangle((at, 0), k, k, fill=False, edgecolor=color, linewidth=2.6))
    if not starts:
        axes.add_patch(Rectangle((0, 0), k, k, fill=False, edgecolor=RED, linewidth=2.6))
        axes.set_title("no window: the kernel sticks out", fontsize=FONT)
        return
    axes.set_title(
        f"{len(starts)} × {len(starts)} windows, a dot in the middle of each", fontsize=FONT
    )


def _draw_steps(axes: Axes, n: int, k: int, p: int, starts: range) -> None:
    total = n + 2 * p
    axes.set(xlim=(-0.15, max(total, k) + 0.15), ylim=(max(len(starts) + 1.6, 6), -0.15))
    read = _read(total, k, starts)
    for j in range(total):
        color = _shade(p <= j < n + p, j in read)
        axes.add_patch(Rectangle((j, 0), 1, 1, facecolor=color, edgecolor=GREY, linewidth=0.6))
    for row, at in enumerate(starts or [0]):
        color = RED if row == 0 else ORANGE if row == 1 else PALE_ORANGE
        axes.add_patch(
            Rectangle((at, row + 1.35), k, 0.6, facecolor=color, edgecolor=GREY, linewidth=0.6)
        )
    axes.set_title("one row: the windows, one below the other", fontsize=FONT)


def _read(total: int, k: int, starts: range) -> set[int]:
    """The padded rows that lie in some window: a stride larger than k jumps over others."""
    return {i for i in range(total) if any(start <= i < start + k for start in starts)}


def _shade(inside: bool, read: bool) -> str:
    """White for padding, blue for the image, darker where no window reads."""
    if not read:
        return "#9A9A9A" if inside else "#C9C9C9"
    return PALE_BLUE if inside else "white"


def describe_size_calculator(n: int, k: int, s: int, p: int) -> str:
    """Where windows start, how many there are, and what none of them reads."""
    total = n + 2 * p
    start = f"n = {n}, k = {k}, s = {s}, p = {p}: "
    if k > total:
        return (
            f"{start}a kernel of {k} does not fit into the {total} padded rows. There is no "
            "window, and out_size must raise a ValueError."
        )
    starts = range(0, total - k + 1, s)
    at = ", ".join(map(str, starts))
    count = "1 window" if len(starts) == 1 else f"{len(starts)} windows"
    unread = sorted(set(range(total)) - _read(total, k, starts))
    left = "All padded rows and columns are read."
    if unread:
        rows = "row and column" if len(unread) == 1 else "rows and columns"
        left = f"The padded {rows} {', '.join(map(str, unread))} (dark) are never read."
    return f"{start}{count} along each axis, starting at {at}. {left}"
