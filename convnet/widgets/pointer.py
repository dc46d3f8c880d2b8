"""A picture that follows the mouse, a finger or the arrow keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import ipywidgets
import numpy as np
from matplotlib.figure import Figure

from convnet.plots.picture import WIDTH, render
from convnet.widgets.picture import PointedView, figure_box
from convnet.widgets.shown import Shown


class Pointed(Shown):
    """A picture drawn anew for each place that is pointed at or dragged to.

    Subclasses say in `arrow` what the arrow keys do.

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
    controls : iterable of ipywidgets widgets
        What stands above the picture.
    """

    def __init__(
        self,
        draw: Callable[[Figure], None],
        point: Callable[[float, float, bool], object],
        describe: Callable[[], str],
        size: tuple[float, float] = (WIDTH, 4.2),
        step: float = 0.05,
        controls: Iterable[ipywidgets.Widget] = (),
    ):
        self._draw, self._point, self._describe, self.size = draw, point, describe, size
        self._step = step
        self.widget = PointedView()
        self.box = figure_box(controls, self.widget)
        self._presses, self._pressed = 0, False
        self._arrows = self.widget.arrows
        self.refresh()
        self.first_png, self.description = self.widget.png, self.widget.sentence
        self.widget.observe(self._follow, names="pointer")
        self.widget.observe(self._catch_up, names="presses")
        self.widget.observe(self._follow_arrows, names="arrows")

    def refresh(self) -> None:
        """Draw the state of the moment."""
        self.widget.show(render(self._draw, self.size), self._describe())

    def arrow(self, dx: float, dy: float) -> bool:
        """What an arrow key does, a step in shares of the picture; whether anything changed."""
        return False

    def _follow(self, _change) -> None:
        changed = self._missed()
        x, y, pressed = self.widget.pointer
        if self._tell([x, y], bool(pressed)) or changed:
            self.refresh()

    def _catch_up(self, _change) -> None:
        # A click that ends where the pointer has been doesn't change `pointer`.
        if self.widget.presses != self._presses:
            self._follow(None)

    def _follow_arrows(self, _change) -> None:
        # One message may hold several presses; each is a step of its own.
        right, down = np.subtract(self.widget.arrows, self._arrows)
        self._arrows = self.widget.arrows
        steps = [(np.sign(right) * self._step, 0.0)] * abs(right)
        steps += [(0.0, np.sign(down) * self._step)] * abs(down)
        changed = [self.arrow(*step) for step in steps]
        if any(changed):
            self.refresh()

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
