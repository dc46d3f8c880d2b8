"""A wrong answer is declared once, replayed, and told from every other failure."""

import json
import re

import numpy as np
import pytest

from autograder.check.failure import Failure
from autograder.errors import CourseError
from autograder.mistakes import declared
from autograder.mistakes.declared import applied
from autograder.mistakes.replay import fails
from tests.mistakes.slope import (
    GRADED,
    HIDDEN,
    SOLUTION,
    UNSIGNED,
    UPSIDE_DOWN,
    failure_of,
    replays,
)


def test_an_edit_changes_the_reference_in_one_place():
    text = applied(UNSIGNED.patch, declared.texts([SOLUTION]))
    assert "return abs(rise) / (x[1] - x[0])" in text and "rise = y[1] - y[0]" in text


def test_edits_of_one_function_add_up():
    patch = 'edit("slope", "rise =", "fall =")\nedit("slope", "return rise", "return -fall")'
    assert "fall = y[1] - y[0]\n    return -fall" in applied(patch, declared.texts([SOLUTION]))


def test_a_patch_keeps_its_decorators():
    patch = "@twice\n@of(1)\ndef slope(x, y):\n    return 2"
    assert applied(patch, {}) == patch + "\n"
    assert declared.texts([patch])["slope"] == patch


@pytest.mark.parametrize(
    ("patch", "words"),
    [
        ('edit("slop", "a", "b")', "defines no slop"),
        ('edit("slope", "[1]", "[2]")', "2 times"),
        ('edit("slope", "sink", "b")', "0 times"),
        ('edit("slope", "rise")', "three texts"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused(patch, words):
    with pytest.raises(CourseError, match=words):
        applied(patch, declared.texts([SOLUTION]))


def test_a_file_of_mistakes_is_read(tmp_path):
    path = tmp_path / "90_toy.mistakes.py"
    path.write_text("# %% A 90.1 | said of it\n# look at: here\nx = 1\n\n# %% B 90.12 | -\ny = 2\n")
    a, b = declared.read(path)
    assert (a.id, a.exercise, a.words, a.look_at) == ("A", "90.1", "said of it", "here")
    assert (b.exercise, b.words) == ("90.12", "") and "x = 1" in a.patch
    path.write_text(path.read_text() + "# %% A 90.2 | again\nz = 3\n")
    with pytest.raises(CourseError, match="called A"):
        declared.read(path)


@pytest.mark.parametrize("head", ["# %% B 4.4 | b", "#%% B 90.1 | b", "# %% B 90.1 b", "# %%"])
def test_a_cell_that_does_not_begin_as_it_should_is_refused(head, tmp_path):
    path = tmp_path / "90_toy.mistakes.py"
    path.write_text(f"# %% A 90.1 | a\nx = 1\n\n{head}\ny = 2\n")
    with pytest.raises(CourseError, match=f"line 4: '{re.escape(head)}'"):
        declared.read(path)


def test_a_replay_stops_at_the_first_thing_that_is_wrong():
    assert failure_of(UPSIDE_DOWN) == Failure.of(1, "value", np.array(1 / 3))
    assert failure_of(UNSIGNED) == Failure.of(2, "value", np.array(2.0))
    assert fails(GRADED, replays().names()) is None


def test_a_replay_looks_no_further_than_the_student_came():
    assert failure_of(UNSIGNED, at=1) is None
    assert failure_of(UNSIGNED, at=2) is not None


def test_a_replay_of_the_visible_part_ends_before_the_hidden_one():
    assert failure_of(HIDDEN, visible=True) is None
    assert failure_of(HIDDEN).at == 3


A = np.array([[1.0, 2.0, -0.5], [0.0, 3.0, 7.0]])
FAILURES = [
    Failure.of(1, "value", A),
    Failure.of(2, "value", A),
    Failure.of(1, "shape", A),
    Failure.of(1, "value", A.T),
    Failure.of(1, "value", A[::-1]),
    Failure.of(1, "value", A * (1 + 1e-4)),
    Failure.of(1, "value", np.where(A == 0, np.nan, A)),
    Failure.of(1, "value", np.where(A == 0, np.inf, A)),
    Failure.of(1, "value", np.zeros((0, 3))),
    Failure.of(1, "value", np.array(2.0)),
    Failure.of(1, "value", np.array(2.5)),
    Failure.of(1, "value", np.array([1e200, 2e200])),
    Failure.of(1, "value", np.array([5.0, 1e300])),
    Failure.of(1, "statement"),
    Failure.of(1, "ValueError", text="no"),
    Failure.of(1, "ValueError", text="another"),
]


def test_a_failure_is_told_from_every_other_also_out_of_a_file():
    for one in FAILURES:
        again = Failure.from_json(json.loads(json.dumps(one.as_json())))
        assert [again == other for other in FAILURES] == [one is other for other in FAILURES]
        assert np.isfinite(one.sketch).all(), "JSON has no infinity"


def test_rounding_makes_no_other_failure():
    sums = A + 1e-9 * np.sin(np.arange(6)).reshape(2, 3)
    assert Failure.of(1, "value", sums) == FAILURES[0]


def test_an_exception_whose_message_is_not_known_is_told_by_its_kind():
    assert (
        Failure.of(1, "ValueError") == FAILURES[-1] == Failure.of(1, "ValueError", text="another")
    )
