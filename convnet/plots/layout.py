"""Axes at fixed places, for figures that must follow a slider quickly."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Inches around the axes: room for tick labels, a label and a title.
LEFT, RIGHT, BOTTOM, TOP, BETWEEN = 0.72, 0.2, 0.6, 0.38, 0.85


def panels(figure: Figure, widths: Sequence[float] = (1,)) -> list[Axes]:
    """Axes beside each other, without the constrained layout, which costs half of the drawing.

    Parameters
    ----------
    figure : Figure
    widths : sequence of float
        Relative widths, one for each axes.
    """
    figure.set_layout_engine("none")
    width, height = figure.get_size_inches()
    inside = width - LEFT - RIGHT - BETWEEN * (len(widths) - 1)
    axes, x = [], LEFT
    for share in widths:
        w = inside * share / sum(widths)
        place = (x / width, BOTTOM / height, w / width, 1 - (BOTTOM + TOP) / height)
        axes.append(figure.add_axes(place))
        x += w + BETWEEN
    return axes
