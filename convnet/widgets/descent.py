"""Interactive figures of notebook 01: step size, batch size, and the quadratic model of a cost."""

from __future__ import annotations

import ipywidgets

from convnet.plots.descent import (
    BATCH_SIZES,
    CONTOURS_SIZE,
    NOISE_SIZE,
    PLACES,
    QUADRATIC_SIZE,
    describe_descent,
    describe_noise,
    describe_quadratic,
    draw_descent,
    draw_noise,
    draw_quadratic,
)
from convnet.widgets.interactive import Interactive


def descent_on_contours() -> Interactive:
    """Gradient descent in a long valley, with a slider for the step size."""
    eta = ipywidgets.FloatSlider(
        value=0.05, min=0.01, max=0.22, step=0.01, description="step size η", readout_format=".2f"
    )
    return Interactive(draw_descent, {"eta": eta}, describe_descent, size=CONTOURS_SIZE)


def sgd_noise() -> Interactive:
    """Gradient descent beside SGD, and the scatter of its direction, by batch size."""
    batch_size = ipywidgets.SelectionSlider(
        value=4, options=list(BATCH_SIZES), description="batch size B"
    )
    return Interactive(draw_noise, {"batch_size": batch_size}, describe_noise, size=NOISE_SIZE)


def quadratic_model() -> Interactive:
    """A cost with two minima and its quadratic model at a place to choose."""
    place = ipywidgets.ToggleButtons(options=list(PLACES), description="ŵ at the")
    figure = Interactive(draw_quadratic, {"place": place}, describe_quadratic, size=QUADRATIC_SIZE)
    place.style.button_width = "9em"
    return figure
