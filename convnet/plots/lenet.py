"""LeNet in pictures: its layers, and how much of it each of them is; for notebook 05."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convnet.plots.picture import (
    BLACK,
    BLUE,
    FONT,
    GREEN,
    GREY,
    ORANGE,
    PALE_BLUE,
    PALE_GREEN,
    PALE_ORANGE,
    WIDTH,
    Picture,
)
from convnet.plots.squares import board, label

MEASURES = ("units", "connections", "weights")


class _Row(NamedTuple):
    """A layer of the network; maps of 1 × 1 where it is dense. Biases aren't counted."""

    name: str
    kind: str
    maps: int
    side: int
    units: int
    connections: int
    weights: int


def _rows(side: int = 32, maps=(6, 16), k: int = 5, dense=(120, 84, 10)) -> list[_Row]:
    """The layers of a network like LeNet, from C1 to the output.

    Connections are multiplies in a forward pass; the four inputs of a pooling window count.
    """
    rows: list[_Row] = []
    below = 1
    for F in maps:
        side = side - k + 1
        units, weights = F * side**2, F * below * k**2
        name = f"C{len(rows) + 1}"
        rows.append(_Row(name, f"{k}×{k} convolution", F, side, units, weights * side**2, weights))
        side //= 2
        units = F * side**2
        rows.append(_Row(f"S{len(rows) + 1}", "2×2 pooling", F, side, units, 4 * units, 0))
        below = F
    below *= side**2
    for n in dense:
        name = "output" if n == dense[-1] else f"F{len(rows) + 1}"
        rows.append(_Row(name, "dense", n, 1, n, below * n, below * n))
        below = n
    return rows


def _shares(rows: list[_Row]) -> np.ndarray:
    """(layers, 3): each layer's share in the units, connections and weights of the network."""
    counts = np.array([row[-3:] for row in rows], dtype=float)
    return counts / counts.sum(axis=0)


def _color(row: _Row) -> str:
    return {"C": BLUE, "S": GREEN}.get(row.name[0], ORANGE)


def _percent(share: float) -> str:
    if 0 < share < 0.001:
        return "< 0.1 %"
    return f"{100 * share:.1f} %" if share else "0"


# The structure ----------------------------------------------------------------------------------

_SIZE = (WIDTH, 5.6)
_BARE = (WIDTH, 2.95)
_CENTRES = (0.75, 2.2, 3.75, 5.0, 6.3, 7.45, 8.35, 9.25)
_MIDDLE, _SCALE, _STEP = 1.55, 0.036, 0.032
"""Where the maps stand, inches a pixel, and how far each map of a stack is moved."""


def lenet_structure(shares: bool = True) -> Picture:
    """LeNet from the image to the ten classes, and below each layer its share in the network."""

    def draw(figure: Figure) -> None:
        draw_structure(figure, shares)

    return Picture(draw, describe_structure(shares), _SIZE if shares else _BARE)


def draw_structure(figure: Figure, shares: bool = True) -> None:
    """Maps as stacked squares, dense layers as columns; below, three rows of bars."""
    axes = board(figure)
    rows = _rows()
    stacks = [(1, 32)] + [(row.maps, row.side) for row in rows]
    names = ["input"] + [row.name for row in rows]
    faces = ["#FFFFFF"] + [_face(row) for row in rows]
    for x, (maps, side), name, face in zip(_CENTRES, stacks, names, faces, strict=True):
        label(axes, x, 0.2, name, FONT + 1)
        label(axes, x, 0.46, f"{maps} @ {side}×{side}" if side > 1 else f"{maps}", FONT, GREY)
        if side > 1:
            _stack(axes, x, maps, side, face)
        else:
            height = 0.35 + 0.012 * maps
            corner = (x - 0.09, _MIDDLE - height / 2)
            axes.add_patch(Rectangle(corner, 0.18, height, facecolor=face, edgecolor=BLACK))
    for i, row in enumerate(rows):
        _step(axes, i, row)
    _windows(axes, stacks)
    if shares:
        _share_bars(axes, rows)


def _face(row: _Row) -> str:
    return {"C": PALE_BLUE, "S": PALE_GREEN}.get(row.name[0], PALE_ORANGE)


def _front(i: int, maps: int, side: int) -> tuple[float, float, float]:
    """Left, top and side of the front map of a stack, in inches."""
    size = side * _SCALE
    shift = _STEP * (maps - 1) / 2
    return _CENTRES[i] - size / 2 + shift, _MIDDLE - size / 2 + shift, size


def _stack(axes: Axes, x: float, maps: int, side: int, face: str) -> None:
    size = side * _SCALE
    offsets = _STEP * (np.arange(maps) - (maps - 1) / 2)
    squares = [Rectangle((x - size / 2 + d, _MIDDLE - size / 2 + d), size, size) for d in offsets]
    axes.add_collection(PatchCollection(squares, facecolor=face, edgecolor=BLACK, linewidth=0.8))


def _step(axes: Axes, i: int, row: _Row) -> None:
    """What leads from a layer to the next, written below the gap between the two."""
    x = (_CENTRES[i] + _CENTRES[i + 1]) / 2
    first, second = row.kind.split() if " " in row.kind else (row.kind, "")
    label(axes, x, 2.58, first, FONT, GREY)
    label(axes, x, 2.76, second, FONT, GREY)
    if row.kind == "dense":
        ends = (_CENTRES[i] + (0.42 if i == 4 else 0.15), _CENTRES[i + 1] - 0.15)
        arrow = {"arrowstyle": "-|>", "color": GREY, "lw": 1.2}
        axes.annotate("", (ends[1], _MIDDLE), (ends[0], _MIDDLE), arrowprops=arrow)


def _windows(axes: Axes, stacks: list[tuple[int, int]]) -> None:
    """A window in the front map of each stack and, in the next one, the unit that it makes."""
    for i, k in enumerate((5, 2, 5, 2)):
        left, top, size = _front(i, *stacks[i])
        at = 0.62 * size
        axes.add_patch(
            Rectangle(
                (left + at, top + at * 0.4), k * _SCALE, k * _SCALE,
                facecolor="#FFFFFF", edgecolor=BLACK, linewidth=1.2, zorder=4,
            )
        )  # fmt: skip
        next_left, next_top, next_size = _front(i + 1, *stacks[i + 1])
        unit = (next_left + 0.25 * next_size, next_top + 0.35 * next_size)
        for corner in (0, k * _SCALE):
            ends = [left + at + k * _SCALE, unit[0]], [top + at * 0.4 + corner, unit[1]]
            axes.plot(*ends, color=BLACK, linewidth=0.8, zorder=5)
        axes.plot(*unit, "s", color=BLACK, markersize=3, zorder=5)


def _share_bars(axes: Axes, rows: list[_Row]) -> None:
    shares = _shares(rows)
    for m, measure in enumerate(MEASURES):
        base, height = 3.72 + 0.76 * m, 0.5
        label(axes, 1.35, base - 0.16, measure, ha="right")
        axes.plot([1.5, 9.75], [base, base], color=GREY, linewidth=0.8)
        for x, row, share in zip(_CENTRES[1:], rows, shares[:, m], strict=True):
            axes.add_patch(
                Rectangle((x - 0.28, base), 0.56, -height * share, facecolor=_color(row))
            )
            label(axes, x, base - height * share - 0.14, _percent(share))


def describe_structure(shares: bool = True) -> str:
    """What `lenet_structure` shows, in words."""
    rows = _rows()
    shapes = " → ".join(
        f"{row.name} {row.maps}@{row.side}×{row.side}" if row.side > 1 else f"{row.name} {row.maps}"
        for row in rows
    )
    words = f"LeNet: input 1@32×32 → {shapes}."
    if not shares:
        return words
    parts = _shares(rows)
    units, connections, _ = parts[[row.name[0] == "C" for row in rows]].sum(axis=0)
    weights = parts[[row.kind == "dense" for row in rows], 2].sum()
    return (
        f"{words} The convolutions hold "
        f"{_percent(units)} of the units and {_percent(connections)} of the connections, the "
        f"dense layers {_percent(weights)} of the weights."
    )


# Other sizes ------------------------------------------------------------------------------------


COUNTS_SIZE = (WIDTH, 3.8)


def draw_sizes(figure: Figure, maps1: int, maps2: int, k: int, side: int) -> None:
    """Shares of the layers in units, connections and weights, as three rows of bars each."""
    figure.set_layout_engine("none")
    rows = _rows(side, (maps1, maps2), k)
    shares = _shares(rows)
    names = [
        f"{row.name}  {row.maps} @ {row.side}×{row.side}" if row.side > 1
        else f"{row.name}  {row.maps}"
        for row in rows
    ]  # fmt: skip
    for m, measure in enumerate(MEASURES):
        axes = figure.add_axes((0.155 + 0.285 * m, 0.02, 0.265, 0.84))
        axes.set(xlim=(0, 128), ylim=(len(rows) - 0.5, -0.5), xticks=[])
        axes.spines[["bottom"]].set_visible(False)
        axes.barh(range(len(rows)), 100 * shares[:, m], color=[_color(row) for row in rows])
        for i, share in enumerate(shares[:, m]):
            axes.text(100 * share + 1.5, i, _percent(share), va="center")
        total = sum(getattr(row, measure) for row in rows)
        axes.set_title(f"{total:,} {measure}", fontsize=FONT + 1)
        axes.set_yticks(range(len(rows)), names if m == 0 else [""] * len(rows))
        axes.tick_params(axis="y", length=0)


def describe_sizes(maps1: int, maps2: int, k: int, side: int) -> str:
    """The totals, and where most of them lie."""
    rows = _rows(side, (maps1, maps2), k)
    units, connections, weights = (
        sum(getattr(row, measure) for row in rows) for measure in MEASURES
    )
    shares = _shares(rows)
    dense = shares[[row.kind == "dense" for row in rows], 2].sum()
    convolutions = shares[[row.name[0] == "C" for row in rows], 1].sum()
    is_lenet = (maps1, maps2, k, side) == (6, 16, 5, 32)
    return (
        f"{'LeNet' if is_lenet else 'This network'} has {units:,} units, {connections:,} "
        f"connections and {weights:,} weights (biases not counted); "
        f"{_percent(convolutions)} of the connections lie in the convolutions, "
        f"{_percent(dense)} of the weights in the dense layers."
    )
