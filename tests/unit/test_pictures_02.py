"""Do the pictures of notebook 02 compute what NumPy does, and show what its text says?"""

import numpy as np
import pytest

from tests.cells import solved
from tests.pictures import evaluate

# --- activation functions ----------------------------------------------------------------------

PLACES = np.arange(-5, 5.1, 0.25)
RIGHT = {
    "logistic": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "ReLU": lambda z: np.maximum(z, 0),
    "softplus": lambda z: np.logaddexp(0, z),
    "PReLU, a = 0.25": lambda z: np.where(z > 0, z, 0.25 * z),
    "hard threshold": lambda z: np.where(z > 0, 1, 0),
    "identity": lambda z: z,
}


def test_activation_functions_are_numpys_and_their_slopes_are_their_derivatives():
    found = evaluate(
        "activations",
        "Object.fromEntries(Object.entries(p.FUNCTIONS).map(([name, { f, slope, kink }]) =>"
        " [name, { f: z.map(f), slope: z.map(slope), kink }]))",
        z=PLACES.tolist(),
    )
    assert set(found) == set(RIGHT)
    smooth, h = PLACES != 0, 1e-6
    for name, f in RIGHT.items():
        assert np.allclose(found[name]["f"], f(PLACES)), name
        differences = (f(PLACES + h) - f(PLACES - h)) / (2 * h)
        assert np.allclose(np.array(found[name]["slope"])[smooth], differences[smooth]), name
        kinked = abs((f(h) - f(0.0)) / h - (f(0.0) - f(-h)) / h) > 0.1
        assert kinked == ("kink" in found[name]), name


def test_the_logistic_function_is_never_steeper_than_a_quarter_and_tanh_than_1():
    slopes = evaluate(
        "activations", "['logistic', 'tanh'].map((name) => z.map(p.FUNCTIONS[name].slope))",
        z=PLACES.tolist(),
    )  # fmt: skip
    for found, steepest in zip(np.array(slopes), (0.25, 1.0), strict=True):
        assert np.isclose(found.max(), steepest) and PLACES[found.argmax()] == 0
        assert max(found[0], found[-1]) < 0.01


def test_at_a_kink_the_sentence_says_that_there_is_no_derivative():
    names = ("ReLU", "PReLU, a = 0.25", "hard threshold", "tanh")
    said = evaluate(
        "activations",
        "names.map((name) => [0, 0.25].map((z) => p.default.sentence({ function: name, z })))",
        names=names,
    )
    for name, (at, beside) in zip(names, said, strict=True):
        assert ("no derivative" in at) == (name != "tanh") and "no derivative" not in beside


def test_the_slope_appears_only_where_z_has_been_and_anew_for_another_function():
    settled = evaluate(
        "activations",
        "['z', 'function'].map((name) => p.default.settle({ z: -2, from: 0, to: 3 }, name))",
    )
    assert settled == [{"from": -2, "to": 3}, {"from": -2, "to": -2}]


@pytest.mark.parametrize("k", [1.0, 5.0, 20.0])
def test_slope_and_area_of_the_gain_picture_are_those_of_the_curve(k):
    x = np.linspace(-40, 40, 800001)
    curve = 0.5 * (1 + np.tanh(k * x / 2))
    area, slope = evaluate("gain", "[p.area(k), [-0.5, 0, 1].map((x) => p.slope(k, x))]", k=k)
    assert np.isclose(area, np.trapezoid(np.abs(curve - (x > 0)), x), rtol=1e-4)
    slopes = np.gradient(curve, x)[np.searchsorted(x, [-0.5, 0, 1])]
    assert np.allclose(slope, slopes, atol=2e-3) and np.isclose(slope[1], k / 4)


# --- universality ------------------------------------------------------------------------------


@pytest.mark.parametrize("s", [2, 10, 50])
def test_four_relus_make_the_box_and_fewer_do_what_the_sentence_says(s):
    x = np.linspace(0, 4, 4001)
    sums, said = evaluate(
        "box_from_relus",
        "[[1, 2, 3, 4].map((units) => x.map((x) => p.total(x, units, s))),"
        " p.default.sentence({ units: 4, s })]",
        x=x.tolist(),
        s=s,
    )
    sums = np.array(sums)
    up, down = s * (x - 1), s * (x - 2)
    box = sum(
        sign * np.maximum(0, z) for sign, z in [(1, up), (-1, up - 1), (-1, down), (1, down - 1)]
    )
    assert np.allclose(sums[3], box)
    area = np.trapezoid(np.abs(sums[3] - ((x > 1) & (x <= 2))), x)
    assert np.isclose(area, 1 / s, rtol=0.05) and f"the box is {1 / s:g}." in said
    assert sums[0, -1] > 1 and np.isclose(sums[1, -1], 1) and sums[2, -1] < -1


# --- the computation graph ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("which", "values", "bars"),
    [
        (0, [0, 0.5, 0.125, 0.125, 0.1375], [1, 0.1, 1, -0.5, -0.125, -0.2, -0.125]),
        (
            1,
            [1, 0.731059, 0.267223, 0.32, 0.363223],
            [1, 0.3, 1, 0.731059, 0.143735, 0.455602, 0.143735],
        ),
    ],
)
def test_values_and_bars_are_the_hand_worked_ones(which, values, bars):
    run = evaluate("graph_stepper", "p.passes(Object.values(p.NUMBERS)[which])", which=which)
    assert np.allclose([run["values"][n] for n in "zyℓRJ"], values)
    assert np.allclose([run["bars"][n] for n in "JRℓyzwb"], bars)


def test_local_derivatives_are_those_of_differences():
    def child(name, v):
        return {
            "z": lambda: v["w"] * v["x"] + v["b"],
            "y": lambda: 1 / (1 + np.exp(-v["z"])),
            "ℓ": lambda: 0.5 * (v["y"] - v["t"]) ** 2,
            "R": lambda: 0.5 * v["w"] ** 2,
            "J": lambda: v["ℓ"] + v["λ"] * v["R"],
        }[name]()

    for run in evaluate("graph_stepper", "Object.values(p.NUMBERS).map(p.passes)"):
        values, h = run["values"], 1e-6
        assert len(run["local"]) == 10
        for edge, local in run["local"].items():
            parent, name = edge
            ends = [child(name, {**values, parent: values[parent] + s}) for s in (h, -h)]
            assert np.isclose((ends[0] - ends[1]) / (2 * h), local, atol=1e-8), edge
            assert np.isclose(values[name], child(name, values)), name


def test_every_step_names_its_node_and_the_step_of_w_shows_both_paths():
    said = evaluate(
        "graph_stepper",
        "steps.map((step) => p.default.sentence({ ...p.default.initial, step }))",
        steps=list(range(13)),
    )
    assert [words.split(": ")[1][0] for words in said[1:6]] == list("zyℓRJ")
    nodes = [words.split("bar of ")[1][0] for words in said[6:]]
    assert nodes == list("JRℓyzwb")
    assert "bar of z" in said[11] and "bar of R" in said[11] and said[11].endswith("= −0.2.")


# --- XOR ----------------------------------------------------------------------------------------


def test_hidden_units_are_logistic_and_become_those_of_the_reference():
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1], [0.3, 0.9]])
    soft, hard, fires = evaluate(
        "xor_folds",
        "[X.map((x) => p.hidden(x, 6)), X.map((x) => p.hidden(x, 400)),"
        " X.map((x) => p.output(p.hidden(x, 6)) > 0)]",
        X=X.tolist(),
    )
    s = X.sum(axis=1)
    right = [1 / (1 + np.exp(-6 * (s - 0.5))), 1 / (1 + np.exp(-6 * (s - 1.5)))]
    assert np.allclose(soft, np.stack(right, axis=1))
    H, y = solved("02_backprop")["xor_net"](X)
    assert np.allclose(hard, H)
    assert np.array_equal(fires, y > 0)


def test_the_plane_begins_flat_and_ends_in_hidden_space():
    flat, half, folded, h = evaluate(
        "xor_folds",
        "[...[0, 0.5, 1].map((way) => p.moved(x, { k: 6, way })), p.hidden(x, 6)]",
        x=[0.2, 0.9],
    )
    assert flat == [0.2, 0.9] and np.allclose(folded, h)
    assert np.allclose(half, (np.array(flat) + folded) / 2)


@pytest.mark.parametrize("k", [2, 6, 20])
def test_the_sentence_says_whether_the_line_separates_xor(k):
    outputs, said = evaluate(
        "xor_folds",
        "[p.CORNERS.map((x) => p.output(p.hidden(x, k))),"
        " p.default.sentence({ ...p.default.initial, k, way: 1 })]",
        k=k,
    )
    separated = [value > 0 for value in outputs] == [False, True, True, False]
    assert separated == ("one line separates" in said) == (k > 2)
