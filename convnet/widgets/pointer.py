"""A picture that follows the mouse, a finger or the arrow keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import anywidget
import traitlets
from matplotlib.figure import Figure

from convnet.plots.picture import render
from convnet.widgets.shown import Shown


class _PointerImage(anywidget.AnyWidget):
    """The image in the browser; `pointer` is (x, y, pressed), x and y as shares of its size.

    A busy kernel hears only the last of several moves, and with it how many presses there have
    been, where the last one was, and where the one before it ended.
    """

    _esm = Path(__file__).with_name("pointer.js")
    png = traitlets.Bytes().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)
    width = traitlets.Int().tag(sync=True)
    step = traitlets.Float(0.05).tag(sync=True)
    pointer = traitlets.List([0.5, 0.5, False]).tag(sync=True)
    presses = traitlets.Int(0).tag(sync=True)
    pressed_at = traitlets.List([0.5, 0.5]).tag(sync=True)
    released_at = traitlets.List([0.5, 0.5]).tag(sync=True)


class Pointed(Shown):
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
        self.widget = self.box = _PointerImage(width=round(72 * size[0]), step=step)
        self._presses, self._pressed = 0, False
        self.refresh()
        self.first_png, self.description = self.widget.png, self.widget.sentence
        self.widget.observe(self._follow, names="pointer")
        self.widget.observe(self._catch_up, names="presses")

    def refresh(self) -> None:
        """Draw the state of the moment."""
        self.widget.png = render(self._draw, self.size)
        self.widget.sentence = self._describe()

    def _follow(self, _change) -> None:
        changed = self._missed()
        x, y, pressed = self.widget.pointer
        if self._tell([x, y], bool(pressed)) or changed:
            self.refresh()

    def _catch_up(self, _change) -> None:
        # A click that ends where the pointer has been doesn't change `pointer`.
        if self.widget.presses != self._presses:
            self._follow(None)

    def _missed(self) -> bool:
        """Point at what happened between the last message and this one; whether it mattered."""
        if self.widget.presses == self._presses:
            return False
        self._presses = self.widget.presses
        changed = self._pressed and self._tell(self.widget.released_at, False)
        return self._tell(self.widget.pressed_at, True) or changed

    def _tell(self, place: Sequence[float], pressed: bool) -> bool:
        self._pressed = pressed
        return self._point(float(place[0]), float(place[1]), pressed) is not False
