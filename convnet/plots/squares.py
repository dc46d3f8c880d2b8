"""Labels and frames on axes in inches, where nothing is laid out."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convnet.plots.picture import BLACK, FONT, INK


def board(figure: Figure) -> Axes:
    """Axes on the whole figure in inches, y downwards, without ticks; nothing is laid out."""
    figure.set_layout_engine("none")
    width, height = figure.get_size_inches()
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    return axes


def label(axes: Axes, x: float, y: float, text: str, size: float = FONT, color=BLACK, ha="center"):
    """A text at a place, in the middle of its line; a colour of lines is darkened to be read."""
    color = INK.get(color, color)
    axes.text(x, y, text, ha=ha, va="center_baseline", fontsize=size, color=color)


def frame(axes: Axes, left: float, top: float, width: float, height: float, color, lw=2.4) -> None:
    """A thick frame around squares of a table."""
    axes.add_patch(Rectangle((left, top), width, height, fill=False, edgecolor=color, lw=lw))
