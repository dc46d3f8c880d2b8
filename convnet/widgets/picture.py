"""What a browser shows of a figure: a picture, its sentence, and where it is pointed at."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import anywidget
import ipywidgets
import traitlets

HERE = Path(__file__).parent


class PictureView(anywidget.AnyWidget):
    """A picture and its sentence in the browser; it also looks after the figure that it is in."""

    _esm = HERE / "picture.js"
    _css = HERE / "picture.css"
    png = traitlets.Bytes().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)

    def __init__(self, **values) -> None:
        super().__init__(**values)
        self.on_msg(self._answer)

    def show(self, png: bytes, sentence: str) -> None:
        """Show another picture, in one message."""
        with self.hold_sync():
            self.png, self.sentence = png, sentence

    def _answer(self, _widget, content, _buffers) -> None:
        """Tell the browser, which asks after each action, that this kernel is there."""
        self.send({"answer": "Yes."})


class PointedView(PictureView):
    """A picture that reports pointer and arrow keys.

    A busy kernel hears only the last of several moves, and with it how many presses there have
    been, where the last one was, and where the one before it ended.

    Attributes
    ----------
    pointer : list of [float, float, bool]
        x, y, pressed; x and y as shares of the picture's size.
    arrows : list of [int, int]
        How often the arrow keys were pressed: to the right less to the left, down less up.
    """

    pointer = traitlets.List([0.5, 0.5, False]).tag(sync=True)
    presses = traitlets.Int(0).tag(sync=True)
    pressed_at = traitlets.List([0.5, 0.5]).tag(sync=True)
    released_at = traitlets.List([0.5, 0.5]).tag(sync=True)
    arrows = traitlets.List([0, 0]).tag(sync=True)


def figure_box(
    controls: Iterable[ipywidgets.Widget], picture: ipywidgets.Widget
) -> ipywidgets.VBox:
    """Controls above a picture, their labels and tracks aligned by `picture.css`."""
    controls = list(controls)
    for control in controls:
        if control.has_trait("tooltip"):
            control.tooltip = ""  # otherwise ipywidgets writes "null"
    box = ipywidgets.VBox([*controls, picture])
    box.add_class("convnet-figure")
    return box
