"""Do the figures of notebook 01 show what its text says?"""

import numpy as np
import pytest

from autograder.gradients import central_differences
from convnet.plots import descent, perceptron
from convnet.widgets import descent as descent_widgets

# --- the quadratic model ------------------------------------------------------------------------


@pytest.mark.parametrize("place", descent.PLACES)
def test_taylor_is_the_derivative_of_the_cost_that_is_drawn(place):
    here = descent.PLACES[place]
    gradient, H = descent._taylor(here)
    slope = central_differences(lambda p: float(descent._two_minima(*p)), here)
    assert np.allclose(gradient, slope.gradient, atol=1e-7)
    for i in range(2):
        row = central_differences(lambda p, i=i: float(descent._taylor(p)[0][i]), here)
        assert np.allclose(H[i], row.gradient, atol=1e-7)


def test_only_the_saddle_has_hyperbolas_and_only_the_slope_has_a_gradient():
    said = {place: descent.describe_quadratic(place) for place in descent.PLACES}
    assert [place for place in said if "hyperbolas" in said[place]] == ["saddle"]
    assert [place for place in said if "g = 0" not in said[place]] == ["slope"]


# --- controls -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "moves"),
    [
        (descent_widgets.quadratic_model, {"place": "saddle"}),
    ],
)
def test_every_control_moves_its_figure_and_its_sentence(figure, moves):
    shown = figure()
    assert set(moves) == set(shown.controls)
    for name, value in moves.items():
        before = shown.picture.png, shown.picture.sentence
        shown.controls[name].value = value
        assert shown.picture.png != before[0] and shown.picture.sentence != before[1]
        assert shown.controls[name].description


def test_pictures_say_what_they_show():
    assert "activation function" in repr(perceptron.unit_diagram())
