"""Point at an output or an input and see what it is connected with, for notebook 04."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ipywidgets
import numpy as np

from convnet.pictures import Picture, show
from convnet.widgets.pointer import Pointed

PROBES = 60
"""Places tried along each axis of a picture, to find where something is."""


class Hovered(Pointed):
    """A picture that follows the mouse, with controls above it.

    Parameters
    ----------
    draw, describe : callable
        As for `Interactive`: `draw(figure, state, **values)`, `describe(state, **values)`.
    at : callable
        `at(x, y, **values)` gives the state for a place, as shares of the picture, or None.
    state : object
        What is pointed at in the beginning.
    controls : mapping of str to ipywidgets widget
        The controls by the name of the argument that they set.
    """

    def __init__(
        self,
        draw: Callable,
        at: Callable,
        describe: Callable,
        state: object,
        controls: Mapping[str, ipywidgets.Widget],
        size: tuple[float, float],
        step: float,
    ):
        self._at, self.state, self.controls = at, state, dict(controls)
        super().__init__(
            lambda figure: draw(figure, self.state, **self.values),
            self._move,
            lambda: describe(self.state, **self.values),
            size,
            step,
            self.controls.values(),
        )
        for control in self.controls.values():
            control.observe(self._changed, names="value")

    @property
    def values(self) -> dict[str, object]:
        """The controls' values by name."""
        return {name: control.value for name, control in self.controls.items()}

    def arrow(self, dx: float, dy: float) -> bool:
        """Go from what is shown to what comes next in that direction."""
        x, y = self._middle()
        while 0 <= x <= 1 and 0 <= y <= 1:
            x, y = x + dx, y + dy
            if self._move(x, y, False):
                return True
        return False

    def _middle(self) -> tuple[float, float]:
        """Where in the picture the state of the moment is pointed at."""
        shares, values = np.linspace(0, 1, PROBES), self.values
        found = [(x, y) for x in shares for y in shares if self._at(x, y, **values) == self.state]
        x, y = np.mean(found, axis=0) if found else (0.5, 0.5)
        return float(x), float(y)

    def _move(self, x: float, y: float, _pressed: bool) -> bool:
        found = self._at(x, y, **self.values)
        if found is None or found == self.state:
            return False
        self.state = found
        return True

    def _changed(self, _change) -> None:
        self.refresh()


def connections_1d() -> Picture:
    """Inputs and outputs of a one-dimensional layer: who is made of whom, who hears from whom."""
    return show("connections_1d")


def connections_2d() -> Picture:
    """The same for an image, with stride and padding, and the sum of either term by term."""
    return show("connections_2d")
