"""Do the figures of notebook 02 show what its text says?"""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.figure import Figure

from autograder.gradients import central_differences
from convnet.plots import activations, backprop, graph, universality
from convnet.widgets import activations as activation_widgets
from convnet.widgets import backprop as backprop_widgets
from convnet.widgets import graph as graph_widgets
from convnet.widgets import universality as universality_widgets

# --- activation functions ----------------------------------------------------------------------


def test_the_logistic_function_is_never_steeper_than_a_quarter_and_tanh_than_1():
    places = np.arange(-5, 5.1, 0.25)
    for name, steepest in (("logistic", 0.25), ("tanh", 1.0)):
        slopes = [activations.value_and_slope(name, z)[1] for z in places]
        assert np.isclose(max(slopes), steepest) and places[np.argmax(slopes)] == 0
        assert max(slopes[0], slopes[-1]) < 0.01


def test_at_a_kink_the_sentence_says_that_there_is_no_derivative():
    for name in ("ReLU", "PReLU, a = 0.25", "hard threshold"):
        assert "no derivative" in activations.describe_activation(name, 0.0)
        assert "no derivative" not in activations.describe_activation(name, 0.25)
    assert activations.value_and_slope("ReLU", 0.0) == (0.0, 0.0)


@pytest.mark.parametrize("k", [1.0, 5.0, 20.0])
def test_slope_and_area_of_the_gain_figure_are_those_of_the_curve(k):
    x = np.linspace(-40, 40, 800001)
    curve = 0.5 * (1 + np.tanh(k * x / 2))
    area = np.trapezoid(np.abs(curve - (x > 0)), x)
    slope = float(np.gradient(curve, x).max())
    text = activations.describe_gain(k)
    assert f"the slope at 0 is {slope:.3f}" in text and f"threshold {area:.3f}" in text


# --- universality ------------------------------------------------------------------------------


@pytest.mark.parametrize("s", [2.0, 10.0, 50.0])
def test_four_relus_make_the_box_and_fewer_do_what_the_sentence_says(s):
    x = np.linspace(0, 4, 400001)
    sums = np.cumsum(universality._terms(x, s), axis=0)
    area = np.trapezoid(np.abs(sums[3] - ((x > 1) & (x <= 2))), x)
    assert np.isclose(area, 1 / s, rtol=1e-3)
    assert f"is {area:.2g}" in universality.describe_box(4, s)
    assert sums[0, -1] > 1 and np.isclose(sums[1, -1], 1) and sums[2, -1] < -1
    assert np.allclose(sums[3, x >= 2 + 1 / s], 0)


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


# --- the computation graph ---------------------------------------------------------------------

FIRST, SECOND = graph.NUMBERS


def test_values_and_bars_are_the_hand_worked_ones():
    run = graph.both_passes(FIRST)
    assert np.allclose([run.values[n] for n in "zyℓRJ"], [0, 0.5, 0.125, 0.125, 0.1375])
    assert np.allclose(
        [run.bars[n] for n in graph.BACKWARD], [1, 0.1, 1, -0.5, -0.125, -0.2, -0.125]
    )
    run = graph.both_passes(SECOND)
    assert np.allclose([run.values[n] for n in "zyℓRJ"], [1, 0.731059, 0.267223, 0.32, 0.363223])
    assert np.allclose(
        [run.bars[n] for n in graph.BACKWARD], [1, 0.3, 1, 0.731059, 0.143735, 0.455602, 0.143735]
    )


def test_every_node_is_computed_after_what_it_is_computed_from():
    done = set(graph.INPUTS)
    for node in graph.FORWARD:
        assert {edge[0] for edge in graph.EDGES if edge[1] == node} <= done
        done.add(node)
    barred = set()
    for node in graph.BACKWARD:
        assert {edge[1] for edge in graph.EDGES if edge[0] == node} <= barred
        barred.add(node)


def test_the_step_of_w_shows_both_paths():
    text = graph.describe_graph(FIRST, 11)
    assert "bar of z" in text and "bar of R" in text and text.endswith("= −0.2.")
    assert graph.describe_graph(FIRST, graph.STEPS).startswith("Backward: the bar of b")


def test_bars_appear_one_by_one():
    counts = []
    for step in range(graph.STEPS + 1):
        figure = Figure()
        graph.draw_graph(figure, SECOND, step)
        counts.append(sum("\\bar" in text.get_text() for text in figure.axes[0].texts))
    assert counts == [0] * 6 + [1, 2, 3, 4, 5, 6, 7]


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
    activation_widgets.activations: {"z": -2.0, "function": "ReLU"},
    activation_widgets.gain: {"k": 5.0},
    universality_widgets.box_from_relus: {"units": 4, "s": 10.0},
    universality_widgets.function_fit: {"units": 2, "function": "a step"},
    graph_widgets.graph_stepper: {"step": 11, "numbers": SECOND},
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
