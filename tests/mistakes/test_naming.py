"""A wrong answer is named where it fails as a declared one, or a slip, does."""

import json
from types import SimpleNamespace

import pytest

from autograder import check
from autograder.check import known
from autograder.check.host import hosted
from autograder.errors import CourseError
from autograder.evidence import Verdict
from autograder.mistakes import declared, record
from autograder.mistakes.declared import Mistake
from autograder.mistakes.live import Live
from autograder.mistakes.notebook import Graded
from autograder.mistakes.replay import fails
from autograder.mistakes.slips import slips
from tests.exercise import fails as told
from tests.mistakes.slope import (
    GRADED,
    HIDDEN,
    NO_RUN,
    SOLUTION,
    UNSIGNED,
    UPSIDE_DOWN,
    failure_of,
    replays,
)


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


KINKED = """\
from autograder import check

with check.exercise("90.1", "slope"):
    check.value(check.call(slope, [1.0, 3.0], [2.0, 8.0]), 3.0, name="slope")
    check.hidden("90.1")
    w = 0.0 if check.rng().random() < 2 else 1.0
    check.gradient(abs, w, check.call(slope, [1.0, 3.0], [2.0, 8.0]))
"""


@pytest.mark.parametrize("graded", [KINKED, GRADED.replace("- y[0]) /", "- y[0] + 1) /")])
def test_a_check_that_rejects_the_reference_is_the_course_s_fault(graded):
    live = Live(replays(UNSIGNED), {"90-01-test-slope": graded}, lambda _: 7)
    with hosted(name=live, seed=lambda _: 7), pytest.raises(CourseError, match="the reference"):
        exec(graded, replays().names())


def test_a_mistake_that_raises_is_replayed_as_the_student_s_own_function():
    failure = fails(GRADED, replays().names("def slope(x, y):\n    return rise\n"))
    assert (failure.at, failure.kind) == (0, "NameError")


def test_an_unknown_mistake_gets_no_name():
    message = name("def slope(x, y):\n    return 17.25\n", UNSIGNED, UPSIDE_DOWN, NO_RUN)
    assert "looks like" not in message


def test_a_slip_that_nobody_declared_is_named_by_its_kind():
    student = "def slope(x, y):\n    run = x[1] + x[0]\n    return (y[1] - y[0]) / run\n"
    message = name(student, UNSIGNED, NO_RUN)
    assert "looks like    a plus sign for a minus sign, or the reverse" in message
    assert "look at       `slope`" in message


def test_naming_for_a_class_finds_what_replaying_everything_finds():
    known_ones = replays(UPSIDE_DOWN, UNSIGNED, NO_RUN, HIDDEN)
    everything = [
        *known_ones.candidates("mistakes", "90.1"), *known_ones.candidates("slips", "90.1")
    ]  # fmt: skip
    assert len(everything) > 20
    seen = set()
    for seed in (3, 4, 5):
        live = Live(known_ones, {"90-01-test-slope": GRADED}, lambda _, s=seed: s)
        current = check.session.exercise("90.1", "slope")
        for answer in everything:
            names = known_ones.names(answer.patch)
            failure = fails(GRADED, names, live._seed)
            if failure is None or failure.at < 0:
                continue
            for kind in ["mistakes"] if failure.raised else ["mistakes", "slips"]:
                candidates = known_ones.candidates(kind, "90.1")
                fit = [c.verdict for c in candidates
                       if known_ones.fits(c, GRADED, failure, live._seed)]  # fmt: skip
                if expected := known.either(fit):
                    break
            current.drew = failure.at > 2
            assert live(current, failure) == expected
            seen.add(failure.at)
    assert seen == {0, 1, 2, 3}


def test_an_exception_is_no_evidence_of_a_slip_but_of_a_declared_mistake():
    student = "def slope(x, y):\n    return (y[1] - y[2]) / (x[1] - x[0])\n"
    message = name(student)
    assert "stopped with IndexError" in message and "looks like" not in message
    assert "the third point" in name(student, Mistake("G", "90.1", "the third point", "", student))


def test_a_declared_mistake_goes_before_a_slip():
    assert UPSIDE_DOWN.words in name(UPSIDE_DOWN.patch, UPSIDE_DOWN)
    assert "a fraction upside down" in name(UPSIDE_DOWN.patch, UNSIGNED)


def test_slips_give_other_code_and_leave_the_docstring_alone():
    found = list(slips(declared.texts([SOLUTION])["slope"]))
    assert len({slip.source for slip in found}) == len(found) > 10
    assert all("Slope of the line through two points." in slip.source for slip in found)
    assert all(compile(slip.source, "", "exec") for slip in found)


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


def test_a_name_is_found_once_for_a_class_unless_it_rests_on_a_students_own_data(monkeypatch):
    asked, ask = [], Live._asked
    monkeypatch.setattr(Live, "_asked", lambda self, *a: asked.append(1) or ask(self, *a))
    known_ones = replays(UPSIDE_DOWN, HIDDEN)
    for patch, times in ((UPSIDE_DOWN.patch, 1), (HIDDEN.patch, 2)):
        asked.clear()
        for seed in (3, 4):
            live = Live(known_ones, {"90-01-test-slope": GRADED}, lambda _, s=seed: s)
            with (
                hosted(name=live, seed=lambda _, s=seed: s),
                pytest.raises(check.Rejected, match="looks like"),
            ):
                exec(GRADED, replays().names(patch))
        assert len(asked) == times


@pytest.mark.parametrize("changed", ["nothing", "cell", "mistake", "reference"])
def test_what_comes_with_the_course_is_not_replayed_unless_something_has_changed(
    changed, tmp_path, monkeypatch
):
    before = replays(UPSIDE_DOWN, UNSIGNED)
    graded = GRADED + "    pass\n" * (changed == "cell")
    now = {"mistake": replays(UPSIDE_DOWN), "reference": replays(UPSIDE_DOWN, UNSIGNED)}
    now["reference"].solutions["90-01-solution"] += "\n"
    cell = Graded("90-01-test-slope", "90.1", GRADED)
    recorded = {cell.id: record._cell(SimpleNamespace(replays=before), cell)}
    (tmp_path / "90_toy.json").write_text(record.dumps(recorded), encoding="utf-8")
    monkeypatch.setattr(known, "FOLDER", tmp_path)
    known._of_notebook.cache_clear()
    asked, ask = [], Live._asked
    monkeypatch.setattr(Live, "_asked", lambda self, *a: asked.append(1) or ask(self, *a))
    live = Live(now.get(changed, before), {cell.id: graded}, lambda _: 7)
    with hosted(name=live, seed=lambda _: 7):
        for patch, in_hidden in ((UPSIDE_DOWN.patch, False), (HIDDEN.patch, True)):
            with pytest.raises(check.Rejected) as caught:
                exec(graded, before.names(patch))
            assert (UPSIDE_DOWN.words in str(caught.value)) is not in_hidden
            assert len(asked) == in_hidden + (changed != "nothing")
    known._of_notebook.cache_clear()


def test_a_notebook_knows_values_only(tmp_path, monkeypatch):
    """What the build records is enough to name a mistake in a visible check, and only there."""
    entry = {"words": NO_RUN.words, "look_at": "", "failures": [failure_of(NO_RUN).as_json()]}
    recorded = {"90-01-test-slope": {"mistakes": [entry], "slips": []}}
    (tmp_path / "90_toy.json").write_text(json.dumps(recorded))
    monkeypatch.setattr(known, "FOLDER", tmp_path)
    known._of_notebook.cache_clear()

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
