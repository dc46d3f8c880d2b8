"""A picture that follows the mouse, a finger or the arrow keys."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets
from matplotlib.figure import Figure

from convnet.plots.picture import render
from convnet.widgets.interactive import widget_view


class _PointerImage(anywidget.AnyWidget):
    """The image in the browser; `pointer` is (x, y, pressed), x and y as shares of its size."""

    _esm = Path(__file__).with_name("pointer.js")
    png = traitlets.Bytes().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)
    width = traitlets.Int().tag(sync=True)
    step = traitlets.Float(0.05).tag(sync=True)
    pointer = traitlets.List([0.5, 0.5, False]).tag(sync=True)


class Pointed:
    """A picture drawn anew for each place that is pointed at or dragged to.

    Parameters
    ----------
    draw : callable
        `draw(figure)` draws the state of the moment on an empty Matplotlib figure.
    point : callable
        `point(x, y, pressed)` changes the state; x runs from 0 at the left to 1 at the right edge
        of the picture, y from 0 at the top to 1 at the bottom. Returns False if nothing changed.
    describe : callable
        Gives the sentence of the moment.
    size : (float, float)
        Width and height in inches.
    step : float
        How far an arrow key moves, as a share of the picture.
    """

    def __init__(
        self,
        draw: Callable[[Figure], None],
        point: Callable[[float, float, bool], object],
        describe: Callable[[], str],
        size: tuple[float, float] = (7.0, 3.6),
        step: float = 0.05,
    ):
        self._draw, self._point, self._describe, self.size = draw, point, describe, size
        self.widget = _PointerImage(width=round(72 * size[0]), step=step)
        self.refresh()
        self.first_png, self.description = self.widget.png, self.widget.sentence
        self.widget.observe(self._follow, names="pointer")

    def refresh(self) -> None:
        """Draw the state of the moment."""
        self.widget.png = render(self._draw, self.size)
        self.widget.sentence = self._describe()

    def _follow(self, change) -> None:
        x, y, pressed = change["new"]
        if self._point(float(x), float(y), bool(pressed)) is not False:
            self.refresh()

    def __repr__(self) -> str:
        return self.description

    def _repr_mimebundle_(self, include=None, exclude=None):
        width, height = (round(72 * inches) for inches in self.size)
        data = {
            "text/plain": self.description,
            "image/png": base64.b64encode(self.first_png).decode(),
        }
        data.update(widget_view(self.widget))
        return data, {"image/png": {"width": width, "height": height}}
