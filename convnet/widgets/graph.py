"""The computation graph of notebook 02, stepped through by a slider."""

from __future__ import annotations

import ipywidgets

from convnet.plots.graph import FORWARD, NUMBERS, SIZE, STEPS, describe_graph, draw_graph
from convnet.widgets.interactive import Interactive


def graph_stepper() -> Interactive:
    """Values forwards and bars backwards; it begins with all values known and no bar."""
    controls = {
        "numbers": ipywidgets.Dropdown(options=list(NUMBERS), description="numbers"),
        "step": ipywidgets.IntSlider(value=len(FORWARD), min=0, max=STEPS, description="step"),
    }
    return Interactive(draw_graph, controls, describe_graph, size=SIZE)
