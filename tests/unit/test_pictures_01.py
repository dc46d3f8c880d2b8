"""Do the pictures of notebook 01 compute what NumPy does, and show what its text says?"""

import re

import numpy as np
import pytest

from tests.cells import solved
from tests.pictures import evaluate


def value(text):
    return float(text.replace("−", "-"))


# --- the line ---------------------------------------------------------------------------------


def test_a_unit_is_silent_on_its_boundary():
    state = {"w": [1, 1], "b": -3}
    points = [[1, 2], [0, 3], [2, 2], [0, 0]]
    assert evaluate("separating_line", "p.mistakes(points, state)", points=points, state=state) == [
        0, 1, 3
    ]  # fmt: skip


@pytest.fixture(scope="module")
def clouds():
    return evaluate("separating_line", "p.CLOUDS")


def fewest_mistakes(X):
    """Over many lines: 180 directions, a boundary between any two neighbouring points."""
    positive = np.arange(len(X)) < len(X) / 2
    counts = []
    for angle in np.arange(0, 360, 2):
        along = X @ [np.cos(np.radians(angle)), np.sin(np.radians(angle))]
        steps = np.sort(along)
        for b in -(steps[1:] + steps[:-1]) / 2:
            counts.append(int(((along + b > 0) != positive).sum()))
    return min(counts)


def test_the_three_sets_are_separable_nearly_so_and_xor(clouds):
    fewest = {name: fewest_mistakes(np.array(X)) for name, X in clouds.items()}
    assert fewest["separable"] == 0
    assert 1 <= fewest["overlapping"] <= 8
    assert fewest["XOR"] == 8


def test_the_unit_vanishes_on_both_handles_has_length_1_and_is_what_the_sentence_says(clouds):
    A, B = [-2.0, -1.5], [1.0, 0.5]
    state = {"data": "overlapping", "A": A, "B": B, "best": 3}
    unit, said = evaluate(
        "separating_line", "[p.unit(state), p.default.sentence(state)]", state=state
    )
    w, b = np.array(unit["w"]), unit["b"]
    assert np.allclose([w @ A + b, w @ B + b], 0) and np.isclose(w @ w, 1)
    assert w @ [-1, 1] > 0  # it fires to the left of the way from A to B
    X = np.array(clouds["overlapping"])
    wrong = ((X @ w + b > 0) != (np.arange(32) < 16)).sum()
    assert f"of 32 points {wrong} are on" in said
    shown = [value(v) for v in re.findall(r"−?\d+\.?\d*", said)[:3]]
    assert np.allclose(shown, [*w, b], atol=0.006)


def test_a_drag_takes_the_nearest_handle_and_keeps_it_until_released():
    states = evaluate(
        "separating_line",
        """(() => {
          const states = [p.default.initial];
          const at = (x, y, kind) => {
            const old = states.at(-1);
            states.push({ ...old, ...p.default.point(old, { x, y, kind }) });
          };
          at(300, 84, 'down'); at(200, 300, 'drag'); at(500, 130, 'drag'); at(500, 130, 'up');
          at(10, 10, 'move'); at(505, 125, 'down');
          return states;
        })()""",
    )
    start, pressed, dragged, beside_a, released, moved, again = states
    assert pressed["handle"] == dragged["handle"] == "B" and pressed["A"] == start["A"]
    assert dragged["B"] == pytest.approx([-1.59, -0.4], abs=0.01)
    # Nearer to A, but B is held; and it never lies on A.
    assert beside_a["handle"] == "B" and beside_a["A"] == start["A"]
    assert beside_a["B"] == dragged["B"]
    assert moved == released and not released["held"]
    assert again["handle"] == "A" and again["B"] == dragged["B"]


def test_the_fewest_mistakes_are_kept_and_begin_anew_with_other_points():
    found = evaluate(
        "separating_line",
        """[p.default.settle({ ...p.default.initial, best: 3 }).best,
            p.default.settle({ ...p.default.initial, best: 3, data: 'XOR' }, 'data').best]""",
    )
    assert found == [3, 12]


# --- the perceptron's run -----------------------------------------------------------------------


def rule(X, t, most=18):
    """All states of the perceptron rule, by loops over epochs; 1 appended to every x."""
    states = [np.zeros(3)]
    clean = False
    while not clean:
        clean = True
        for x, target in zip(X, t, strict=True):
            if target * (states[-1] @ x) <= 1e-12:
                if len(states) > most:
                    return np.array(states)
                states.append(states[-1] + target * x)
                clean = False
    return np.array(states)


@pytest.mark.parametrize(
    ("name", "updates", "end"),
    [("OR", 9, (2, 2, -1)), ("AND", 18, (3, 2, -4)), ("a cloud of 14 points", 11, None)],
)
def test_the_run_is_that_of_the_rule_and_converges_within_its_bound(name, updates, end):
    data, run, limits = evaluate(
        "perceptron_stepper",
        "[p.DATA[data], p.run(p.DATA[data], 18), p.bound(p.DATA[data])]",
        data=name,
    )
    X, t, u = np.column_stack([data["X"], np.ones(len(data["t"]))]), data["t"], np.array(data["u"])
    states = np.array(run["states"])
    assert np.allclose(states, rule(X, t))
    assert len(states) - 1 == updates and run["following"][-1] is None
    for state, n in zip(states[:-1], run["following"], strict=False):
        assert t[n] * (X[n] @ state) <= 1e-9
    assert end is None or states[-1].tolist() == list(end)
    R, gamma = limits["R"], limits["gamma"]
    assert np.isclose(R, np.linalg.norm(X, axis=1).max()) and np.isclose(np.linalg.norm(u), 1)
    assert gamma > 0 and np.isclose(gamma, (t * (X @ u)).min()) and updates <= (R / gamma) ** 2
    k, lengths = np.arange(updates + 1), np.linalg.norm(states, axis=1)
    assert np.all(states @ u >= k * gamma - 1e-9) and np.all(lengths <= np.sqrt(k) * R + 1e-9)


def test_bounds_of_the_gates_are_those_of_the_text():
    said = evaluate(
        "perceptron_stepper",
        "['OR', 'AND', 'XOR'].map((data) => p.default.sentence({ data, updates: 2 }))",
    )
    assert "bound allows 27 " in said[0] and "bound allows 51 " in said[1]
    assert "no bound" in said[2]


def test_xor_returns_to_zero_every_four_updates():
    states = evaluate("perceptron_stepper", "p.run(p.DATA.XOR, 12).states")
    assert np.allclose(np.linalg.norm(states, axis=1), np.tile([0, 1, 1, np.sqrt(3)], 4)[:13])


# --- losses -------------------------------------------------------------------------------------

MARGINS = np.linspace(-3, 3, 25)


def test_losses_are_numpys_and_their_slopes_are_their_derivatives():
    found = evaluate(
        "losses",
        """Object.fromEntries(Object.entries(p.LOSSES).map(([name, { loss, slope }]) => [name,
             margins.map((m) => [loss(m), slope(m), (loss(m + h) - loss(m - h)) / 2 / h])]))""",
        margins=MARGINS.tolist(),
        h=1e-6,
    )
    m = MARGINS
    right = {
        "zero-one": np.where(m <= 0, 1, 0),
        "hinge": np.maximum(0, 1 - m),
        "logistic": np.logaddexp(0, -m),
        "squared": (1 - m) ** 2,
        "exponential": np.exp(-m),
    }
    assert set(found) == set(right)
    for name, rows in found.items():
        values, slopes, differences = np.array(rows).T
        assert np.allclose(values, right[name]), name
        smooth = ~np.isin(m, {"zero-one": [0], "hinge": [1]}.get(name, []))
        assert np.allclose(slopes[smooth], differences[smooth], atol=1e-5), name


def test_losses_at_a_margin_as_the_text_has_them():
    said = evaluate("losses", "p.default.sentence({ margin: -3 })")
    right = "hinge 4 (1), logistic 3.05 (0.953), squared 16 (8), exponential 20.1 (20.1)."
    assert said.endswith(f"zero-one 1 (0), {right}")


def test_curves_appear_only_where_the_margin_has_been():
    settled = evaluate("losses", "p.default.settle({ ...p.default.initial, margin: 2 }, 'margin')")
    assert settled == {"from": -1, "to": 2}


# --- softmax ------------------------------------------------------------------------------------

LOGITS = [[1, 2, 3], [0, np.log(2), np.log(3)], [-4, 4, 0.5], [900, 0, -900]]


def test_probabilities_loss_and_gradient_are_those_of_the_reference():
    course = solved("01_perceptron")
    for z in LOGITS:
        for right in range(3):
            y, loss, gradient = evaluate(
                "logits", "[p.softmax(z), p.loss(z, right), p.gradient(z, right)]", z=z, right=right
            )
            assert np.allclose(y, course["softmax"](np.array([z], dtype=float))[0])
            J, dZ = course["softmax_cross_entropy"](np.array([z], dtype=float), np.eye(3)[[right]])
            assert np.isclose(loss, J) and np.allclose(gradient, dZ[0])


def test_what_is_added_to_all_logits_changes_no_probability():
    said = evaluate(
        "logits",
        "[0, 1.5, -2].map((shift) => p.default.sentence({ ...p.default.initial, shift }))",
    )
    assert len({words.split(": ")[1] for words in said}) == 1 and len(set(said)) == 3


def test_the_worked_example_is_where_the_picture_begins():
    said = evaluate("logits", "p.default.sentence(p.default.initial)")
    assert "0.09, 0.245, 0.665" in said and "= 0.408, its gradient 0.09, 0.245, −0.335." in said


def test_a_logit_is_dragged_until_it_is_released_and_stays_in_its_range():
    held, dragged, released = evaluate(
        "logits",
        """(() => {
          const states = [p.default.initial];
          for (const [x, y, kind] of [[135, 140, 'down'], [700, -50, 'drag'], [700, -50, 'up']])
            states.push({ ...states.at(-1), ...p.default.point(states.at(-1), { x, y, kind }) });
          return states.slice(1);
        })()""",
    )
    assert held["chosen"] == 1 and dragged["z"] == [1, 4, 3] and not released["held"]
