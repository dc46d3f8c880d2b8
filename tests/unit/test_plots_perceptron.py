"""Do the figures of notebook 01 show what its text says?"""

import numpy as np
import pytest

from autograder.gradients import central_differences
from convnet.plots import descent, perceptron
from convnet.widgets import descent as descent_widgets
from convnet.widgets import perceptron as perceptron_widgets

# --- the line ---------------------------------------------------------------------------------


def test_a_unit_is_silent_on_its_boundary():
    points = perceptron.Points(np.array([[1.0, 2.0], [0.0, 3.0], [2.0, 2.0]]), np.array([1, -1, 1]))
    assert perceptron.mistakes(points, (1.0, 1.0), -3.0).tolist() == [True, False, False]


def fewest_mistakes(name):
    """Over many lines: 180 directions, a boundary between any two neighbouring points."""
    points = perceptron.CLOUDS[name]
    counts = []
    for angle in np.arange(0, 360, 2):
        w = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
        along = np.sort(points.X @ w)
        for b in -(along[1:] + along[:-1]) / 2:
            counts.append(perceptron.mistakes(points, w, b).sum())
    return min(counts)


def test_the_three_sets_are_separable_nearly_so_and_xor():
    assert fewest_mistakes("separable") == 0
    assert 1 <= fewest_mistakes("overlapping") <= 8
    assert fewest_mistakes("XOR") == 8


@pytest.fixture
def line():
    return perceptron_widgets.separating_line()


def pointer_at(line, place):
    """Shares of the picture at a place, found from the axes as they are drawn."""
    left, bottom, width, height = line.FRAME
    (x0, x1), (y0, y1) = line.X_LIMITS, line.Y_LIMITS
    x, y = (place[0] - x0) / (x1 - x0), (place[1] - y0) / (y1 - y0)
    return left + width * x, 1 - bottom - height * y


def press(line, place, pressed=True):
    line.widget.pointer = [*pointer_at(line, place), pressed]


def test_the_unit_vanishes_on_both_handles_and_w_has_length_1(line):
    w, b = line.unit
    assert np.allclose([w @ line.handles[name] + b for name in "AB"], 0)
    assert np.isclose(np.linalg.norm(w), 1)


def test_a_press_takes_the_nearest_handle_and_keeps_it_until_released(line):
    a = line.handles["A"].copy()
    before = line.widget.png
    beside_a, beside_b = a + np.array([0.5, 0.0]), line.handles["B"] + np.array([0.05, 0.0])
    press(line, beside_b)
    press(line, [-2.0, -1.0])
    press(line, beside_a)  # nearer to A now, but B is held
    assert np.allclose(line.handles["B"], beside_a)
    assert np.allclose(line.handles["A"], a)
    assert line.widget.png != before
    press(line, [-1.0, -1.5], pressed=False)  # the release is the last move
    assert np.allclose(line.handles["B"], [-1.0, -1.5])
    press(line, a - 0.1)
    assert np.allclose(line.handles["A"], a - 0.1)


def test_hovering_changes_nothing_and_handles_never_meet(line):
    before = line.widget.png
    press(line, [0.0, 0.0], pressed=False)
    assert line.widget.png == before
    press(line, line.handles["A"])
    press(line, line.handles["B"])
    assert np.linalg.norm(line.handles["A"] - line.handles["B"]) > 0.1


# --- the perceptron's run -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "updates", "state"),
    [("OR", 9, (2, 2, -1)), ("AND", 18, (3, 2, -4)), ("a cloud of 14 points", 11, None)],
)
def test_the_run_converges_within_its_bound(name, updates, state):
    points = perceptron.STEPPED[name]
    run = perceptron.perceptron_run(points, 18)
    assert len(run.states) - 1 == updates and run.following[-1] is None
    assert not perceptron.mistakes(points, run.states[-1][:2], run.states[-1][2]).any()
    assert state is None or run.states[-1].tolist() == list(state)
    R, gamma = perceptron.bound(points)
    assert gamma > 0 and updates <= (R / gamma) ** 2
    k, u = np.arange(updates + 1), np.array(points.separator)
    lengths = np.linalg.norm(run.states, axis=1)
    assert np.isclose(np.linalg.norm(u), 1)
    assert np.all(run.states @ u >= k * gamma - 1e-9) and np.all(lengths <= np.sqrt(k) * R + 1e-9)


def test_bounds_of_the_gates_are_those_of_the_text():
    assert "bound allows 27 " in perceptron.describe_stepper("OR", 2)
    assert "bound allows 51 " in perceptron.describe_stepper("AND", 2)


def test_xor_returns_to_zero_every_four_updates():
    run = perceptron.perceptron_run(perceptron.STEPPED["XOR"], 12)
    lengths = np.linalg.norm(run.states, axis=1)
    assert np.allclose(lengths, np.tile([0, 1, 1, np.sqrt(3)], 4)[:13])


def test_each_next_mistake_has_no_positive_margin():
    points = perceptron.STEPPED["AND"]
    run = perceptron.perceptron_run(points, 17)
    for state, n in zip(run.states, run.following, strict=True):
        assert points.t[n] * (points.X[n] @ state[:2] + state[2]) <= 0


def test_losses_at_a_margin():
    said = perceptron.describe_losses(-3)
    assert said.endswith("zero-one 1, hinge 4, logistic 3.05, squared 16, exponential 20.1.")


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
        (perceptron_widgets.perceptron_stepper, {"data": "XOR", "updates": 9}),
        (perceptron_widgets.losses, {"margin": 2}),
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
    assert "points" in repr(perceptron_widgets.separating_line())
