"""Interactive figures: controls, a picture that follows them, and a picture for everybody else."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from html import escape

import ipywidgets
from matplotlib.figure import Figure

from convnet.plots.picture import render
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
        size: tuple[float, float] = (7.0, 3.6),
    ):
        self._draw, self._describe, self.size = draw, description, size
        self.controls = dict(controls)
        self._picture = ipywidgets.HTML()
        self._update()
        self.first_png, self.description = self._png, self._sentence
        for control in self.controls.values():
            control.style.description_width = "initial"
            control.layout.width = "32em"
            control.observe(self._update, names="value")
        self.widget = self.box = ipywidgets.VBox([*self.controls.values(), self._picture])

    @property
    def values(self) -> dict[str, object]:
        """The controls' values by name."""
        return {name: control.value for name, control in self.controls.items()}

    def _update(self, _change=None) -> None:
        values = self.values

        def draw(figure: Figure) -> None:
            self._draw(figure, **values)

        self._png = render(draw, self.size)
        self._sentence = self._describe(**values) if callable(self._describe) else self._describe
        self._picture.value = image_html(self._png, self._sentence, self.size)


def image_html(png: bytes, sentence: str, size: tuple[float, float]) -> str:
    """An image with alternative text, and the sentence below it, announced by screen readers."""
    width = round(72 * size[0])
    source = base64.b64encode(png).decode()
    return (
        f'<img alt="{escape(sentence)}" width="{width}" style="max-width: 100%; height: auto"'
        f' src="data:image/png;base64,{source}">'
        f'<p aria-live="polite" style="margin: 0; line-height: 1.4">{escape(sentence)}</p>'
    )
