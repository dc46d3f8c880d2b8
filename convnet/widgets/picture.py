"""What a browser shows of a figure: a picture and its sentence."""

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
