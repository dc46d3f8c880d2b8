"""Every wrong answer fails its own exercise, only that, and is named; every right one passes."""

import re

import pytest

from autograder.authoring.assignment import select
from autograder.cells import exercise
from autograder.mistakes import prove, record, rules
from autograder.mistakes.declared import Mistake
from tests.cells import ROOT, notebooks, variants

SHARE_CAUGHT_VISIBLY = 0.95
HIDDEN_BY_NATURE = {"03.1", "03.9"}
"""Answers on paper: a visible check would give the numbers or the names away."""


def problems(notebook, **how):
    [(_, table)] = prove.rows(ROOT, [notebook], **how)
    found = [problem for row in table for problem in row.problems]
    return found + [f"{row.exercise}: {row.unnamed} unnamed" for row in table if row.unnamed], table


@pytest.mark.parametrize("notebook", notebooks())
def test_some_answers_in_this_process(notebook):
    """One in 24; all of them go through the sandbox in `make test-all`."""
    count = iter(range(10**6))
    found, _ = problems(notebook, quick=True, only=lambda _: next(count) % 24 == 0, workers=1)
    assert found == []


@pytest.mark.slow
@pytest.mark.parametrize("notebook", notebooks())
def test_all_answers_through_the_sandbox(notebook):
    found, table = problems(notebook)
    assert found == []
    others = [row for row in table if row.exercise not in HIDDEN_BY_NATURE]
    visibly = sum(row.visibly for row in others)
    assert visibly >= SHARE_CAUGHT_VISIBLY * sum(row.mistakes for row in others)


@pytest.mark.parametrize("notebook", notebooks())
def test_each_exercise_has_enough_of_both(notebook):
    assert list(rules.enough(prove._known(ROOT, notebook))) == []


@pytest.mark.parametrize("notebook", notebooks())
def test_visible_data_tell_the_recorded_mistakes_apart(notebook):
    [assignment] = select([notebook], ROOT)
    assert list(record.indistinct(record.load(assignment))) == []


@pytest.mark.parametrize("notebook", notebooks())
def test_a_changed_argument_has_the_name_that_the_check_gives_it(notebook):
    """A class's report counts by name: a shorter one would be another line."""
    name = re.compile(r"input modified in place: \w+ of the caller has changed")
    words = [v.words for v in variants("mistakes", notebook)]
    assert [w for w in words if "modified in place" in w and not name.fullmatch(w)] == []


# The table itself -------------------------------------------------------------------------------


MISTAKE = Mistake("M1", "04.7", "sign flipped", "", "")


def row(said, wrong=True, variant=MISTAKE):
    made = prove.Row("04.7")
    made.add(variant, said, {"04-07-test-dX", "04-07-test-dW"}, wrong)
    return made


def test_a_survivor_is_a_problem():
    made = row({"04-07-test-dX": "", "04-07-test-dW": ""})
    assert (made.mistakes, made.caught) == (1, 0) and "M1 survives" in made.problems[0]


def test_a_named_mistake_is_counted_and_a_hidden_rejection_is_not_visible():
    made = row({"04-07-test-dX": "04.7 dX, hidden check: wrong.\n looks like sign flipped"})
    assert (made.caught, made.visibly, made.named, made.unnamed) == (1, 0, 1, 0)
    made = row({"04-07-test-dX": "04.7 dX: wrong.\n  looks like    something else"})
    assert (made.caught, made.visibly, made.named, made.unnamed) == (1, 1, 0, 1)


def test_blame_elsewhere_is_a_problem():
    made = row({"04-07-test-dX": "no", "04-11-test": "no"})
    assert made.blamed == 1 and "also fails 04-11-test" in made.problems[0]
    made = row({"04-07-test-dX": "", "02-15-test": "no"}, wrong=False)
    assert made.blamed == 1


@pytest.mark.parametrize(
    ("notebook", "answered", "wrong", "built_on_it", "tried_there"),
    [
        ("02_backprop", "02.13", True, "02.15", False),
        ("02_backprop", "02.13", False, "02.15", True),
        ("05_lenet", "05.5", True, "05.8", False),
        ("05_lenet", "05.5", False, "05.8", False),
        ("05_lenet", "05.8", False, "05.8", True),
    ],
)
def test_which_answers_are_tried_on_exercises_that_are_built_on_them(
    notebook, answered, wrong, built_on_it, tried_there, monkeypatch
):
    tried = []
    monkeypatch.setattr(prove, "in_this_process", lambda *asked: tried.append(asked[-1]) or {})
    known = prove._known(ROOT, notebook)
    variants = known.replays.mistakes if wrong else known.alternatives
    index = next(i for i, variant in enumerate(variants) if variant.exercise == answered)
    prove._one(ROOT, notebook, (wrong, index), quick=True)
    assert (built_on_it in {cell.exercise for cell in tried[0]}) == tried_there


def test_a_right_answer_that_is_rejected_is_a_problem():
    made = row({"04-07-test-dX": "04.7 dX: wrong."}, wrong=False)
    assert (made.alternatives, made.accepted) == (
        1,
        0,
    ) and "is right, and rejected" in made.problems[0]
    assert row({"04-07-test-dX": ""}, wrong=False).accepted == 1


def test_touched_cells_are_those_of_the_exercise_and_of_whoever_uses_the_function():
    known = prove._known(ROOT, "00_warmup")
    cells = known.touched("00.3", "def numerical_gradient(f, x, h=1e-5):\n    return 0\n")
    assert {exercise(cell.id) for cell in cells} == {"00.3"}
