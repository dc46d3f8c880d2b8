"""Interactive figures of notebook 02: XOR folded, a box from ReLUs, functions fitted."""

from __future__ import annotations

import ipywidgets

from convnet.pictures import Picture, show
from convnet.plots.universality import FUNCTIONS, SIZE, describe_fit, draw_fit
from convnet.widgets.interactive import Interactive


def xor_folds() -> Picture:
    """Two hidden units fold the plane, so that one line separates XOR."""
    return show("xor_folds")


def box_from_relus() -> Picture:
    """Up to four ReLUs, added up to a box."""
    return show("box_from_relus")


def function_fit() -> Interactive:
    """A function of one number, fitted by a few tanh units."""
    controls = {
        "function": ipywidgets.Dropdown(options=list(FUNCTIONS), description="function"),
        "units": ipywidgets.IntSlider(value=1, min=1, max=8, description="hidden units"),
    }
    return Interactive(draw_fit, controls, describe_fit, size=SIZE)
