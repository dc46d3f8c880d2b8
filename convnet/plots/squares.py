"""Tables of squares on axes in inches: drawn in one go, so that figures follow the mouse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convnet.plots.picture import BLACK, FONT, GREY, INK, WHITE
from convnet.plots.words import number


def board(figure: Figure) -> Axes:
    """Axes on the whole figure in inches, y downwards, without ticks; nothing is laid out."""
    figure.set_layout_engine("none")
    width, height = figure.get_size_inches()
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    return axes


def squares(
    axes: Axes,
    left: float,
    top: float,
    unit: float,
    texts: Sequence[Sequence[str]],
    faces=WHITE,
    size: float = FONT,
    colors=BLACK,
) -> None:
    """A table of texts, one a square; faces and text colours are one for all or one for each.

    Parameters
    ----------
    left, top, unit : float
        Upper left corner and side of a square, in the units of the axes.
    """
    rows, columns = len(texts), len(texts[0])
    faces = np.broadcast_to(np.array(faces, dtype=object), (rows, columns))
    colors = np.broadcast_to(np.array(colors, dtype=object), (rows, columns))
    places = list(np.ndindex(rows, columns))
    boxes = [Rectangle((left + j * unit, top + i * unit), unit, unit) for i, j in places]
    axes.add_collection(
        PatchCollection(boxes, facecolor=list(faces.ravel()), edgecolor=GREY, linewidth=0.8)
    )
    for i, j in places:
        if texts[i][j]:
            x, y = left + (j + 0.5) * unit, top + (i + 0.5) * unit
            label(axes, x, y, texts[i][j], size, colors[i, j])


def label(axes: Axes, x: float, y: float, text: str, size: float = FONT, color=BLACK, ha="center"):
    """A text at a place, in the middle of its line; a colour of lines is darkened to be read."""
    color = INK.get(color, color)
    axes.text(x, y, text, ha=ha, va="center_baseline", fontsize=size, color=color)


def frame(axes: Axes, left: float, top: float, width: float, height: float, color, lw=2.4) -> None:
    """A thick frame around squares of a table."""
    axes.add_patch(Rectangle((left, top), width, height, fill=False, edgecolor=color, lw=lw))


def key(axes: Axes, left: float, top: float, entries: Iterable[tuple[str, str]]) -> None:
    """What the faces of squares mean, one below the other."""
    for i, (face, text) in enumerate(entries):
        squares(axes, left, top + 0.36 * i, 0.22, [[""]], face)
        label(axes, left + 0.32, top + 0.11 + 0.36 * i, text, ha="left")


def numbers(values) -> list[list[str]]:
    """A matrix as texts with a true minus sign."""
    return [[number(round(float(v), 3)) for v in row] for row in np.atleast_2d(values)]


def listed(values) -> str:
    """Numbers in brackets: (1, −2)."""
    return f"({', '.join(number(value) for value in values)})"


def sub(name: str, *indices: int) -> str:
    """A letter with indices as subscripts: w₀, X₁₂."""
    digits = "".join(str(index) for index in indices)
    return name + digits.replace("-", "₋").translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
