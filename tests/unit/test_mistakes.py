"""A wrong answer is declared once, and named where it fails as a student's answer does."""

import json

import numpy as np
import pytest

from autograder import check
from autograder.check import known
from autograder.check.failure import Failure
from autograder.check.host import hosted
from autograder.diagnosis import Verdict
from autograder.errors import CourseError
from autograder.mistakes import declared
from autograder.mistakes.declared import Mistake, applied
from autograder.mistakes.live import Live
from autograder.mistakes.replay import Replays, fails
from tests.exercise import fails as told

SOLUTION = '''\
import numpy as np


def slope(x, y):
    """Slope of the line through two points."""
    ### BEGIN SOLUTION
    rise = y[1] - y[0]
    return rise / (x[1] - x[0])
    ### END SOLUTION
'''
GRADED = """\
import numpy as np
from autograder import check

with check.exercise("90.1", "slope"):
    check.value(check.call(slope, [1.0, 3.0], [2.0, 8.0]), 3.0, name="slope")
    check.value(check.call(slope, [1.0, 2.0], [0.0, -2.0]), -2.0, name="slope")
    ### BEGIN HIDDEN TESTS
    check.hidden("90.1")
    x, y = check.rng().uniform(1, 2, size=(2, 2))
    check.value(check.call(slope, x, y), (y[1] - y[0]) / (x[1] - x[0]), name="slope")
    ### END HIDDEN TESTS
"""
UPSIDE_DOWN = Mistake("A", "90.1", "upside down: run over rise", "the fraction",
                      'edit("slope", "rise / (x[1] - x[0])", "(x[1] - x[0])/rise")\n')  # fmt: skip
UNSIGNED = Mistake("B", "90.1", "unsigned: the slope of a falling line is negative", "",
                   'edit("slope", "rise /", "abs(rise) /")\n')  # fmt: skip
NO_RUN = Mistake(
    "C", "90.1", "the run is missing", "", "def slope(x, y):\n    return y[1] - y[0]\n"
)
HIDDEN = Mistake(
    "D", "90.1", "cut at 1", "", 'edit("slope", "rise /", "(rise if abs(rise) > 1 else 0) /")'
)


def replays(*mistakes):
    return Replays([], {"90-01-solution": SOLUTION}, mistakes)


def failure_of(mistake, **options):
    return fails(GRADED, replays().names(mistake.patch), **options)


def test_an_edit_changes_the_reference_in_one_place():
    text = applied(UNSIGNED.patch, declared.texts([SOLUTION]))
    assert "return abs(rise) / (x[1] - x[0])" in text and "rise = y[1] - y[0]" in text


def test_edits_of_one_function_add_up():
    patch = 'edit("slope", "rise =", "fall =")\nedit("slope", "return rise", "return -fall")'
    assert "fall = y[1] - y[0]\n    return -fall" in applied(patch, declared.texts([SOLUTION]))


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


def test_a_replay_stops_at_the_first_thing_that_is_wrong():
    assert failure_of(UPSIDE_DOWN).at == 1 and failure_of(UPSIDE_DOWN).array == 1 / 3
    assert failure_of(UNSIGNED).at == 2 and failure_of(UNSIGNED).array == 2
    assert fails(GRADED, replays().names()) is None


def test_a_replay_looks_no_further_than_the_student_came():
    assert failure_of(UNSIGNED, at=1) is None
    assert failure_of(UNSIGNED, at=2) is not None


def test_a_replay_of_the_visible_part_ends_before_the_hidden_one():
    assert failure_of(HIDDEN, visible=True) is None
    assert failure_of(HIDDEN).at == 3


def test_a_failure_survives_its_file():
    failures = [
        Failure(1, "value", np.array([[1.0, np.nan], [np.inf, -2 / 3]])),
        Failure(2, "shape", np.zeros((3, 0))),
        Failure(3, "ValueError", None, "no"),
    ]
    for one in failures:
        assert [
            Failure.from_json(json.loads(json.dumps(one.as_json()))) == f for f in failures
        ] == [f is one for f in failures]


def name(student, *mistakes, seed=None):
    """What the grader says of a student's function; a message."""
    live = Live(replays(*mistakes), {"90-01-test-slope": GRADED}, seed or (lambda _: 7))
    names = replays().names(student)
    with hosted(name=live, seed=seed or (lambda _: 7)), pytest.raises(check.Rejected) as caught:
        exec(GRADED, names)
    return str(caught.value)


def test_the_grader_names_the_mistake_that_gives_the_same_numbers():
    student = "def slope(x, y):\n    return (x[1] - x[0]) * (1 / (y[1] - y[0]))\n"
    message = name(student, UNSIGNED, UPSIDE_DOWN, NO_RUN)
    assert f"looks like    {UPSIDE_DOWN.words}" in message
    assert "look at       the fraction" in message
    assert "unsigned" not in message


def test_in_the_hidden_part_it_replays_with_the_students_own_data():
    student = (
        "def slope(x, y):\n    r = y[1] - y[0]\n    return r / (x[1] - x[0]) if r * r > 1 else 0.0"
    )
    for seed in (3, 4):
        message = name(student, HIDDEN, UNSIGNED, seed=lambda _, s=seed: s)
        assert "hidden check" in message and "cut at 1" in message


def test_an_unknown_mistake_gets_no_name():
    message = name("def slope(x, y):\n    return 17.25\n", UNSIGNED, UPSIDE_DOWN, NO_RUN)
    assert "looks like" not in message


def test_two_that_fit_are_both_named():
    same = Mistake("E", "90.1", "turned over", "", UPSIDE_DOWN.patch)
    message = name(UPSIDE_DOWN.patch, UPSIDE_DOWN, same)
    assert f"either {UPSIDE_DOWN.words}, or turned over" in message


def test_four_that_fit_are_not_named():
    assert known.either([Verdict(f"mistake {i}") for i in range(4)]) is None


def test_naming_that_takes_too_long_is_given_up_and_changes_no_verdict():
    endless = Mistake("F", "90.1", "endless", "", "def slope(x, y):\n    while True: pass\n")
    live = Live(replays(endless, UNSIGNED), {"90-01-test-slope": GRADED}, lambda _: 7, 0.3)
    with hosted(name=live), pytest.raises(check.Rejected) as caught:
        exec(GRADED, replays().names(UNSIGNED.patch))
    assert "wrong number: slope" in str(caught.value) and "looks like" not in str(caught.value)


def test_a_notebook_knows_values_only(tmp_path, monkeypatch):
    """What the build records is enough to name a mistake in a visible check, and only there."""
    entry = {"words": NO_RUN.words, "look_at": "", "failure": failure_of(NO_RUN).as_json()}
    (tmp_path / "90_toy.json").write_text(json.dumps({"90-01-test-slope": [entry]}))
    monkeypatch.setattr(known, "FOLDER", tmp_path)
    known._recorded.cache_clear()

    def hidden_part():
        check.hidden("90.1")
        check.value(6.0, 3.0)

    with hosted():
        with pytest.raises(check.Rejected) as visible, check.exercise("90.1", "slope"):
            check.value(6.0, 3.0)
        with pytest.raises(check.Rejected) as other, check.exercise("90.1", "other"):
            check.value(6.0, 3.0)
        with pytest.raises(check.Rejected) as hidden, check.exercise("90.1", "slope"):
            hidden_part()
    assert NO_RUN.words in str(visible.value)
    assert NO_RUN.words not in str(other.value) and NO_RUN.words not in str(hidden.value)


def test_a_suspect_of_the_check_comes_first():
    message = told(lambda: check.value(2.0, 1.0, suspects={"doubled": 2.0}))
    assert "looks like    doubled" in message
