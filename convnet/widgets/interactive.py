"""Interactive figures: controls, a picture that follows them, and a picture for everybody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ipywidgets
from matplotlib.figure import Figure

from convnet.plots.picture import WIDTH, render
from convnet.widgets.picture import PictureView, figure_box
from convnet.widgets.shown import Shown


class Interactive(Shown):
    """A picture with controls; one object that a notebook shows.

    Where widgets run, the reader sees the controls and the picture that follows them; elsewhere
    (GitHub, a PDF, a reader without widgets) a picture of the first state; and always a sentence.

    Parameters
    ----------
    draw : callable
        `draw(figure, **values)` draws on an empty Matplotlib figure for the controls' values.
    controls : mapping of str to ipywidgets widget
        The controls by the name of the argument that they set. Each needs a `description`: it is
        the accessible name.
    description : str or callable
        A sentence that says what the picture shows; a callable gets the values and gives the
        sentence of the moment, which is shown below the picture and read by screen readers.
    size : (float, float)
        Width and height in inches.
    """

    def __init__(
        self,
        draw: Callable[..., None],
        controls: Mapping[str, ipywidgets.Widget],
        description: str | Callable[..., str],
        size: tuple[float, float] = (WIDTH, 4.2),
    ):
        self._draw, self._describe, self.size = draw, description, size
        self.controls = dict(controls)
        self.picture = PictureView()
        self.refresh()
        self.first_png, self.description = self.picture.png, self.picture.sentence
        for control in self.controls.values():
            control.observe(self.refresh, names="value")
        self.widget = self.box = figure_box(self.controls.values(), self.picture)

    @property
    def values(self) -> dict[str, object]:
        """The controls' values by name."""
        return {name: control.value for name, control in self.controls.items()}

    def refresh(self, _change=None) -> None:
        """Draw the controls' values of the moment."""
        values = self.values

        def draw(figure: Figure) -> None:
            self._draw(figure, **values)

        sentence = self._describe(**values) if callable(self._describe) else self._describe
        self.picture.show(render(draw, self.size), sentence)
