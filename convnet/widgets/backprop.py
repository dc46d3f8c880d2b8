"""Pictures of training for notebook 02: two valleys, two moons, the units of a first layer."""

from __future__ import annotations

import ipywidgets

from convnet.pictures import Picture, show
from convnet.plots.backprop import VALLEYS_SIZE, describe_valleys, draw_valleys
from convnet.widgets.interactive import Interactive


def two_valleys() -> Interactive:
    """Where gradient descent ends, by its start and its step size."""
    controls = {
        "start": ipywidgets.FloatSlider(
            value=1.8, min=-2, max=2, step=0.1, description="start w", readout_format=".1f"
        ),
        "eta": ipywidgets.FloatSlider(
            value=0.05, min=0.05, max=0.9, step=0.05, description="step size η"
        ),
    }
    return Interactive(draw_valleys, controls, describe_valleys, size=VALLEYS_SIZE)


def two_moons() -> Picture:
    """The boundary and the cost of a network while it learns two moons, in the browser."""
    return show("two_moons")


def first_layer() -> Picture:
    """The weights of 16 units as images, and one of them at work on a digit."""
    return show("first_layer")
