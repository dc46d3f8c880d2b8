"""Interactive figures of notebook 01: step size, batch size, and the quadratic model of a cost."""

from __future__ import annotations

import ipywidgets

from convnet.pictures import Picture, show
from convnet.plots.descent import PLACES, QUADRATIC_SIZE, describe_quadratic, draw_quadratic
from convnet.widgets.interactive import Interactive


def descent_on_contours() -> Picture:
    """Gradient descent in a long valley, with its step size and its start to choose."""
    return show("descent_on_contours")


def sgd_noise() -> Picture:
    """Gradient descent beside SGD, and the scatter of its direction, by batch size."""
    return show("sgd_noise")


def quadratic_model() -> Interactive:
    """A cost with two minima and its quadratic model at a place to choose."""
    place = ipywidgets.ToggleButtons(options=list(PLACES), description="ŵ at the")
    figure = Interactive(draw_quadratic, {"place": place}, describe_quadratic, size=QUADRATIC_SIZE)
    place.style.button_width = "9em"
    return figure
