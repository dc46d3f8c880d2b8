"""Gradient descent in a cost with two valleys; notebook 02."""

from __future__ import annotations

import ipywidgets

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
