"""Do the figures of notebook 02 show what its text says?"""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.figure import Figure

from autograder.gradients import central_differences
from convnet.plots import backprop, universality
from convnet.widgets import backprop as backprop_widgets
from convnet.widgets import universality as universality_widgets

# --- universality ------------------------------------------------------------------------------


@pytest.mark.parametrize("function", universality.FUNCTIONS)
def test_more_tanh_units_are_never_worse(function):
    errors = [universality.fitted(function, units)[1] for units in range(1, 6)]
    assert all(later <= earlier for earlier, later in pairwise(errors))


def test_the_fits_are_as_the_text_says():
    assert universality.fitted("x²", 1)[1] > 0.1 and universality.fitted("x²", 2)[1] < 0.005
    assert universality.fitted("sin(3πx/2)", 3)[1] < 0.02 < universality.fitted("sin(3πx/2)", 2)[1]
    theta, error = universality.fitted("a step", 1)
    assert abs(theta[0]) > 20 and error > 0.01


def test_the_hidden_outputs_and_the_bias_add_up_to_the_network():
    theta, error = universality.fitted("|x|", 3)
    x = np.linspace(-1, 1, 101)
    network = universality.hidden_outputs(theta, x).sum(axis=1) + theta[-1]
    assert np.isclose(np.sqrt(np.mean((network - np.abs(x)) ** 2)), error)


def test_the_fit_descends_along_the_right_derivatives():
    theta, t = np.array([0.7, -1.2, 0.3, 0.5, 1.1, -0.4, 0.2]), universality._GRID**2
    slopes = universality._residual(theta, t)[1]
    for row in (0, 40, 102):
        numerical = central_differences(
            lambda v, row=row: float(universality._residual(v, t)[0][row]), theta
        )
        assert np.allclose(slopes[row], numerical.gradient, atol=1e-7)


# --- cost, valleys, features -------------------------------------------------------------------


def test_descent_follows_the_slope_of_the_cost():
    for w in (-1.7, 0.4, 1.3):
        step = backprop.descent(w, 0.01)[1] - w
        slope = central_differences(lambda v: float(backprop.cost(v)), w).gradient
        assert np.isclose(step, -0.01 * slope)


def test_the_hilltop_divides_the_starts():
    for start in (-2.0, -1.0, -0.1):
        assert "deep valley" in backprop.describe_valleys(start, 0.05)
    for start in (0.1, 1.0, 2.0):
        assert "shallow valley" in backprop.describe_valleys(start, 0.05)
    assert "stays on the hilltop" in backprop.describe_valleys(0.0, 0.05)
    assert backprop.cost(-1.2) < backprop.cost(1.0) < backprop.cost(0.0)
    ends = [backprop.describe_valleys(start, 0.5) for start in (1.8, 1.9, 2.0)]
    assert any("deep" in end for end in ends), "a large step should jump across the hill somewhere"


def test_the_cost_figure_says_nothing_measured_in_words():
    first, second = backprop.measured_cost(), backprop.measured_cost()
    assert first.description == second.description and first.png[:4] == second.png[:4] == b"\x89PNG"


def test_the_features_are_the_rows_of_the_weights(monkeypatch):
    drawn = []
    monkeypatch.setattr(backprop, "Picture", lambda draw, *_, **__: drawn.append(draw))
    W = np.random.default_rng(0).normal(size=(10, 12))
    backprop.first_layer_images(W, (3, 4))
    figure = Figure()
    drawn[0](figure)
    images = [axes.images[0].get_array() for axes in figure.axes if axes.images]
    assert np.array_equal(np.array(images).reshape(10, 12), W)


# --- every figure ------------------------------------------------------------------------------

MOVES = {
    universality_widgets.function_fit: {"units": 2, "function": "a step"},
    backprop_widgets.two_valleys: {"start": -1.0, "eta": 0.5},
}


@pytest.mark.parametrize("make", MOVES, ids=lambda make: make.__name__)
def test_each_control_changes_picture_and_sentence(make):
    figure = make()
    for name, value in MOVES[make].items():
        assert figure.controls[name].description
        picture, sentence = figure.picture.png, figure.picture.sentence
        figure.controls[name].value = value
        assert figure.picture.png != picture and figure.picture.sentence != sentence


@pytest.mark.parametrize(
    "make", [backprop.network_diagram, backprop.module_diagram, backprop.example_network]
)
def test_each_diagram_has_a_sentence(make):
    assert repr(make()).endswith(".") and len(repr(make())) > 80
