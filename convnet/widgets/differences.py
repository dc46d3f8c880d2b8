"""The step-size figure of notebook 00."""

from __future__ import annotations

import ipywidgets

from convnet.plots.differences import FUNCTIONS, SIZE, describe_step_size, draw_step_size
from convnet.widgets.interactive import Interactive


def step_size() -> Interactive:
    """Errors of forward and central differences against the step, with a slider for the step."""
    controls = {
        "exponent": ipywidgets.FloatSlider(
            value=-2, min=-13, max=-0.5, step=0.5, description="step h = 10^", readout_format=".1f"
        ),
        "function": ipywidgets.Dropdown(options=list(FUNCTIONS), description="function"),
    }
    return Interactive(draw_step_size, controls, describe_step_size, size=SIZE)
