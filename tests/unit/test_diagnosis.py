"""A diagnosis names its mistake, and stays silent where another mistake was made."""

import numpy as np
import pytest

from autograder.diagnosis import diagnose, suspect
from autograder.evidence import Evidence

RNG = np.random.default_rng(11)
G = RNG.normal(size=(3, 5))
DOUT = RNG.normal(size=(4, 3))


def shift(a, step, axis):
    moved = np.zeros_like(a)
    index = np.arange(a.shape[axis])
    keep = (index - step >= 0) & (index - step < a.shape[axis])
    np.moveaxis(moved, axis, 0)[keep] = np.moveaxis(a, axis, 0)[index[keep] - step]
    return moved


MISTAKES = {
    "sign flipped": -G,
    "4 times": 4 * G,
    "N times too large": 7 * G,
    "1/N too small": G / 7,
    "2 times too large": 2 * G,
    "transposed": G.T,
    "not finite": np.where(G > 1, np.nan, G),
    "every entry is 0": 0 * G,
    "flipped": G[::-1, ::-1],
    "shifted by 1": shift(G, 1, 1),
    "shifted by 2": shift(G, 2, 1),
    "every entry is the same": np.full(G.shape, 0.7),
    "the right numbers in the wrong places": G.T.reshape(G.shape),
    "right but for the last entries along axis 1": np.where(np.arange(5) == 4, 0, G),
    "right but for the first entries along axis 0": np.where(np.arange(3)[:, None] == 0, 9, G),
    "values truncated to integers": np.trunc(4 * G) / 1,
}


@pytest.mark.parametrize("words", MISTAKES)
def test_general_diagnosis(words):
    expected = 4 * G if words.startswith("values") else G
    verdict = diagnose(Evidence(MISTAKES[words], expected, sizes={"N": 7}))
    assert verdict is not None and words in verdict.words


@pytest.mark.parametrize(
    "noise",
    [RNG.normal(size=G.shape), G + 0.1 * RNG.normal(size=G.shape), G * RNG.normal(size=G.shape)],
    ids=["other numbers", "noise on top", "other weights"],
)
def test_what_nothing_proves_is_not_named(noise):
    assert diagnose(Evidence(noise, G, sizes={"N": 7})) is None


@pytest.mark.parametrize("expected", [[0.0, 1.0, 1.0], [1.0], [0.0, 0.0]])
def test_zeros_and_ones_prove_no_sign_and_no_factor(expected):
    """-1 for 1 may be a sign, or sign() in place of a threshold: the arrays don't tell."""
    expected = np.array(expected)
    for wrong in (-expected, 2 * expected):
        verdict = diagnose(Evidence(wrong, expected))
        assert verdict is None or ("sign" not in verdict.words and "2 times" not in verdict.words)


@pytest.mark.parametrize(
    ("claimed", "words"),
    [
        (DOUT.sum(1), "summed over the wrong axis"),
        (DOUT, "not summed"),
        (DOUT.sum(0, keepdims=True), "the right numbers in another shape"),
        (DOUT[-1], None),
    ],
)
def test_bias_gradients(claimed, words):
    verdict = diagnose(Evidence(claimed, DOUT.sum(0), upstream=DOUT))
    assert verdict is None if words is None else words in verdict.words


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        (G.ravel(), G),
        (G[0], G[:1].T),
        (G[:1].T, G[0]),
        (G[:1, :1], G[0, 0]),
        (G.reshape(5, 3), G),
    ],
    ids=["flat", "no column", "a column", "an array of one number", "other sizes"],
)
def test_right_numbers_in_another_shape_are_neither_unsummed_nor_misplaced(claimed, expected):
    verdict = diagnose(Evidence(claimed, expected))
    assert verdict.words == "the right numbers in another shape"


@pytest.mark.parametrize("claimed", [np.zeros(3), np.array([0.0, 1.0, 7.0])])
def test_of_an_integer_type_no_more_is_said_than_that(claimed):
    words = diagnose(Evidence(claimed, np.array([0.2, 0.3, 0.5]), integers=True)).words
    assert words == "whole numbers of an integer type, where fractions are asked for"


def test_zeros_are_nothing_added_where_nothing_was_cut_off_and_nothing_is_nothing():
    zeros = Evidence(np.zeros(3), np.array([2.0, 3.0, 5.0]), integers=True)
    assert "nothing was added" in diagnose(zeros).words
    assert diagnose(Evidence(np.zeros(0), G)) is None


def test_a_factor_near_one_is_not_said_to_be_one():
    assert "is 1.00128 times" in diagnose(Evidence(1.00128 * G, G)).words


def test_what_is_not_summed_is_said_to_be_so_of_its_axis():
    verdict = diagnose(Evidence(G, G.sum(1)))
    assert (verdict.words, verdict.look_at) == (
        "not summed: axis 1 is still there",
        "a sum over axis 1",
    )


def test_a_suspect_must_differ_from_the_right_answer():
    """A wrong way that happens to be right on these data proves nothing."""
    harmless = suspect("kernel not flipped", G)
    assert diagnose(Evidence(G + RNG.normal(size=G.shape), G), [harmless]) is None


def test_a_suspect_that_fails_to_compute_is_not_named():
    broken = suspect("never", lambda: 1 / 0)
    named = suspect("halved", lambda: G / 2)
    assert diagnose(Evidence(G / 2, G), [broken, named]).words == "halved"


def test_special_diagnoses_come_first():
    own = suspect("half of it", G / 2)
    assert diagnose(Evidence(G / 2, G), [own]).words == "half of it"
