"""A widget as a notebook shows it, with a picture for everybody who has no widgets."""

from __future__ import annotations

import ipywidgets

from convnet.plots.picture import mimebundle


class Shown:
    """The widget where widgets run; elsewhere (GitHub, a PDF) its first picture and a sentence.

    Subclasses set these attributes.

    Attributes
    ----------
    first_png : bytes
        The picture of the first state.
    description : str
        A sentence that says what the picture shows.
    size : (float, float)
        Width and height in inches.
    box : ipywidgets.Widget
        What is shown where widgets run.
    """

    first_png: bytes
    description: str
    size: tuple[float, float]
    box: ipywidgets.Widget

    def __repr__(self) -> str:
        return self.description

    def _repr_mimebundle_(self, include=None, exclude=None):
        data, metadata = mimebundle(self.first_png, self.description, self.size)
        return {**data, **_view(self.box)}, metadata


def _view(widget: ipywidgets.Widget) -> dict[str, object]:
    """The part of a mimebundle that shows a widget."""
    bundle = widget._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle  # anywidget adds metadata
    return {
        mime: view
        for mime, view in data.items()
        if mime.startswith("application/vnd.jupyter.widget-view")
    }
