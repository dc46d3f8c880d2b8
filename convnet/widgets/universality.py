"""Interactive figures of notebook 02: a box from ReLUs, functions fitted by tanh units."""

from __future__ import annotations

import ipywidgets

from convnet.plots.universality import (
    FUNCTIONS,
    SIZE,
    describe_box,
    describe_fit,
    draw_box,
    draw_fit,
)
from convnet.widgets.interactive import Interactive


def box_from_relus() -> Interactive:
    """Up to four ReLUs, added up to a box."""
    controls = {
        "units": ipywidgets.IntSlider(value=1, min=1, max=4, description="number of ReLUs"),
        "s": ipywidgets.FloatSlider(
            value=2, min=1, max=50, step=1, description="slope s", readout_format=".0f"
        ),
    }
    return Interactive(draw_box, controls, describe_box, size=SIZE)


def function_fit() -> Interactive:
    """A function of one number, fitted by a few tanh units."""
    controls = {
        "function": ipywidgets.Dropdown(options=list(FUNCTIONS), description="function"),
        "units": ipywidgets.IntSlider(value=1, min=1, max=8, description="hidden units"),
    }
    return Interactive(draw_fit, controls, describe_fit, size=SIZE)
