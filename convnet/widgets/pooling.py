"""Interactive figures of pooling, for notebook 04."""

from __future__ import annotations

import ipywidgets

from convnet.plots import pooling as plots
from convnet.widgets.connections import Hovered
from convnet.widgets.interactive import Interactive


def switches() -> Hovered:
    """From which input each output was taken, and where the gradients go."""
    controls = {
        "k": ipywidgets.IntSlider(value=2, min=2, max=4, description="window k × k"),
        "stride": ipywidgets.IntSlider(value=2, min=1, max=3, description="stride"),
        "way": ipywidgets.ToggleButtons(options=(plots.FORWARD, plots.BACK), description="way"),
    }
    return Hovered(
        plots.draw_switches,
        plots.spot_at,
        plots.describe_switches,
        plots.Spot(),
        controls,
        plots.SWITCH_SIZE,
        step=0.051,
    )


def ties() -> Interactive:
    """A stroke on a blank ground and three rules for ties."""
    controls = {
        "rule": ipywidgets.ToggleButtons(options=plots.RULES, description="rule"),
        "noise": ipywidgets.Checkbox(description="noise on the ground", indent=False),
    }
    return Interactive(plots.draw_ties, controls, plots.describe_ties, size=plots.TIES_SIZE)


def shift() -> Interactive:
    """A signal that is shifted, and its pooled signal."""
    slider = ipywidgets.IntSlider(
        value=0, min=-plots.START, max=plots.LENGTH - 1 - plots.START, description="shift"
    )
    return Interactive(plots.draw_shift, {"d": slider}, plots.describe_shift, size=plots.SHIFT_SIZE)
