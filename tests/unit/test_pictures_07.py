"""Do the pictures of notebook 07 compute what its references do?"""

import numpy as np
import pytest

from convnet.stripes import orientations
from tests.cells import solved
from tests.pictures import evaluate


@pytest.fixture(scope="module")
def course():
    return solved("07_features")


STATES = [
    {"sigma": 4, "u0": 0.15, "angle": 30, "kind": "even"},
    {"sigma": 2.5, "u0": 0.22, "angle": 115, "kind": "odd"},
    {"sigma": 1.5, "u0": 0.03, "angle": 0, "kind": "even"},
]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state["kind"] + str(state["angle"]))
def test_the_filter_and_its_spectrum_are_those_of_the_references(course, state):
    image, spectrum, measured, cut = evaluate(
        "gabor_spectrum",
        "[p.filter(state), p.amplitudes(state, fs, hs), p.measured(state),"
        " p.cut(state, [0.1, 0.4])]",
        state=state,
        fs=[-0.3, 0, 0.15, 0.4],
        hs=[-0.2, 0.1, 0.3],
    )
    pair = course["gabor"](41, state["sigma"], state["u0"], np.radians(state["angle"]))
    g = pair[state["kind"] == "odd"]
    assert np.allclose(image, g, atol=1e-12)
    r = np.arange(41)

    def wave(f):
        return np.exp(-2j * np.pi * f * r)

    right = [[abs(wave(h) @ g @ wave(f)) for f in (-0.3, 0, 0.15, 0.4)] for h in (-0.2, 0.1, 0.3)]
    assert np.allclose(spectrum, right, atol=1e-10)
    c, s = np.cos(np.radians(state["angle"])), np.sin(np.radians(state["angle"]))
    assert np.allclose(cut, [abs(wave(rho * s) @ g @ wave(rho * c)) for rho in (0.1, 0.4)])
    if state["u0"] > 0.1:
        assert measured["peak"] == pytest.approx(state["u0"], abs=0.002)
        width = (measured["high"] - measured["low"]) / 2
        assert width == pytest.approx(course["half_width"](g), abs=0.0015)


def test_the_three_cells_answer_as_the_references_do(course):
    even, odd, *rows = evaluate(
        "simple_and_complex",
        "[p.EVEN, p.ODD, ...[[0, 0], [0, 90], [0, 200], [35, 60], [90, 130]]"
        ".map(([angle, phase]) => [p.stripes(angle, phase), p.answers(angle, phase)])]",
    )
    even, odd = np.array(even), np.array(odd)
    largest = max(course["simple_cell"](np.array(rows[0][0]), even),
                  course["simple_cell"](np.array(rows[1][0]), odd))  # fmt: skip
    for stripes, answers in rows:
        image = np.array(stripes)
        assert answers["even"] == pytest.approx(course["simple_cell"](image, even) / largest)
        assert answers["odd"] == pytest.approx(course["simple_cell"](image, odd) / largest)
        right = course["complex_cell"](image, even, odd) / largest
        assert answers["complex"] == pytest.approx(right)


class Picks:
    """A generator whose draws are those that the picture made."""

    def __init__(self, draws):
        self.draws = iter(draws)

    def choice(self, given):
        return given[int(next(self.draws) * len(given))]


@pytest.mark.parametrize(("count", "threshold"), [(32, 0.7), (8, 0.3), (16, 0.9)])
def test_litters_are_raised_by_the_rule_of_07_5(course, count, threshold):
    state = {"world": "upright", "others": 12, "seed": 3}
    patches, cells, angles, counts, draws = evaluate(
        "raised_cells",
        "(() => { const seen = p.seen(state); const draws = [];"
        " const draw = p.generator(9);"
        " const drawn = () => { draws.push(draw()); return draws.at(-1); };"
        " const cells = p.raised(seen, count, threshold, drawn);"
        " const angles = cells.map(p.orientation);"
        " return [seen, cells, angles, p.histogram(angles), draws]; })()",
        state=state,
        count=count,
        threshold=threshold,
    )
    patches = np.reshape(patches, (-1, 11, 11))
    raised = course["raise_cells"](patches, count, threshold, Picks(draws))
    assert np.allclose(np.reshape(cells, raised.shape), raised)
    assert np.allclose(angles, np.degrees(orientations(raised)))
    assert counts == course["orientation_histogram"](raised).tolist()


def test_the_picture_says_what_the_notebook_says_of_one_level_patch():
    kept = evaluate(
        "raised_cells",
        "Array.from({ length: 20 }, (_, k) => k + 1).map((seed) => p.histogram(p.raised("
        "p.seen({ world: 'upright', others: 1, seed }), 32, 0.7, p.generator(seed + 1000))"
        ".map(p.orientation))[4])",
    )
    assert sum(n > 0 for n in kept) == 17
