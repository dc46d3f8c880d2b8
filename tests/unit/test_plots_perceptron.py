"""Do the figures of notebook 01 show what its text says?"""

import numpy as np
import pytest

from autograder.gradients import central_differences
from convnet.plots import descent, perceptron
from convnet.widgets import descent as descent_widgets

# --- going downhill -----------------------------------------------------------------------------


def test_the_error_along_each_axis_shrinks_by_its_own_factor():
    path = descent.bowl_path(0.15)
    along = path @ np.linalg.eigh(descent._H)[1]
    assert np.allclose(along[1:] / along[:-1], [1 - 0.15 * 1, 1 - 0.15 * 10])


def test_the_best_step_is_near_018_and_02_is_the_limit():
    end = {eta: np.linalg.norm(descent.bowl_path(eta)[-1]) for eta in (0.1, 0.15, 0.18, 0.2, 0.22)}
    assert end[0.18] == min(end.values())
    assert "diverges" in descent.describe_descent(0.21)
    assert "to and fro" in descent.describe_descent(0.2)
    assert "zigzags" in descent.describe_descent(0.19)
    assert "without crossing" in descent.describe_descent(0.1)


def test_the_scatter_falls_as_one_over_root_b_and_is_zero_for_the_whole_set():
    measured, single = descent.scatter()
    sizes = np.array(descent.BATCH_SIZES)
    left = np.sqrt((descent.N - sizes) / (descent.N - 1))  # drawn without replacement
    assert np.allclose(measured[:-1], (single / np.sqrt(sizes) * left)[:-1], rtol=0.15)
    assert measured[-1] < 1e-12


def test_small_batches_come_near_while_gradient_descent_has_hardly_begun():
    best = descent._regression()[2]
    away = {size: np.linalg.norm(descent.sgd_path(size)[-1] - best) for size in (4, 256)}
    assert away[4] < 0.3 and away[256] > 2.5
    assert len(descent.sgd_path(4)) == 3 * 64 + 1


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
        (descent_widgets.descent_on_contours, {"eta": 0.21}),
        (descent_widgets.sgd_noise, {"batch_size": 64}),
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
