"""Sliders for the sizes of a network like LeNet, for notebook 05."""

from __future__ import annotations

import ipywidgets

from convnet.plots import lenet as plots
from convnet.widgets.interactive import Interactive


def lenet_sizes() -> Interactive:
    """What the numbers of maps and the kernel do to units, connections and weights."""
    controls = {
        "maps1": ipywidgets.IntSlider(value=6, min=1, max=32, description="maps of C1"),
        "maps2": ipywidgets.IntSlider(value=16, min=1, max=64, description="maps of C3"),
        "k": ipywidgets.IntSlider(value=5, min=3, max=7, step=2, description="kernel k × k"),
        "side": ipywidgets.ToggleButtons(
            options={"28×28": 28, "padded to 32×32": 32}, value=32, description="input"
        ),
    }
    return Interactive(plots.draw_sizes, controls, plots.describe_sizes, size=plots.COUNTS_SIZE)
