"""Interactive figures of notebook 02: activation functions, and the gain of a logistic unit."""

from __future__ import annotations

import ipywidgets

from convnet.plots.activations import (
    NAMES,
    SIZE,
    describe_activation,
    describe_gain,
    draw_activation,
    draw_gain,
)
from convnet.widgets.interactive import Interactive


def activations() -> Interactive:
    """An activation function with its tangent, and its slope."""
    controls = {
        "function": ipywidgets.Dropdown(options=list(NAMES), description="function"),
        "z": ipywidgets.FloatSlider(
            value=1.0, min=-5, max=5, step=0.25, description="z", readout_format=".2f"
        ),
    }
    return Interactive(draw_activation, controls, describe_activation, size=SIZE)


def gain() -> Interactive:
    """A logistic unit that becomes a threshold as its gain k grows."""
    slider = ipywidgets.FloatSlider(
        value=1.0, min=0.5, max=20, step=0.5, description="gain k", readout_format=".1f"
    )
    return Interactive(draw_gain, {"k": slider}, describe_gain, size=SIZE)
