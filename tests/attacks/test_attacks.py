"""Hostile, broken and awkward submissions in one class, graded for real by `nbgrader autograde`.

The entries are in `entries.json`, the assignment in `lab_assignment.txt`. Those of the family
forge-verdict that patched asserts patch `autograder.check` here: the lab's graded cells have no
assert. T02, T06 and T07 cannot be shown to work in stock nbgrader with this lab, since
`check.value` asks the student's object for numbers only, nor can T15, since `check.exercise` keeps
what is printed; what they try is to be refused anyway.
T43 to T45, T20, T22 to T24 and T30 do no harm to stock nbgrader with this lab, or have no limit
there that could be compared.
"""

import os
import socket

import pytest

from tests.attacks import lab
from tests.tools import need

QUICK = ["T02", "T08", "T09", "T15", "T28", "T35", "T37", "T39", "T46", "T54"]
NOT_IN_PLAIN = ("read-solutions-or-gradebook",)
"""Families that the plain mode does not hold off, as it says."""
NOT_PLAIN_EITHER = {"T13", "T24", "T25", "T31", "T41"}

WORK_IN_STOCK = {
    "T01": 25, "T03": 25, "T04": 25, "T05": 25, "T08": 20, "T10": 25, "T16": 0, "T18": 40,
    "T39": 25, "T27": None, "T29": None, "T32": None, "T33": None, "T37": None, "T40": None,
    "T42": None, "T38": None, "T54": 20,
}  # fmt: skip
"""Points that a stock run gives where it should not, or takes; None: the submission is lost."""
LEAK_IN_STOCK = ("T11", "T13", "T14", "T17")


def graded(tmp_path_factory, ids, mode, **settings):
    if mode != "plain":
        need("bwrap")
    folder = tmp_path_factory.mktemp(f"class-{mode or 'best'}")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.1)
        outcome = lab.grade(folder, ids, mode, listener.getsockname()[1], **settings)
        with pytest.raises(TimeoutError):
            listener.accept()
    return outcome


def problems(outcome, ids):
    """What is not as it should be, entry by entry."""
    found = [f"{name}: {outcome.points[name]}" for name in lab.HONEST if outcome.points[name] != 25]
    for name in ids:
        entry, points = lab.ENTRIES[name], outcome.points[f"m-{name}"]
        if points not in entry["points"]:
            found.append(f"{name} {entry['name']}: {points}, not {entry['points']}")
        if leaks := outcome.leaks(f"m-{name}"):
            found.append(f"{name} {entry['name']}: leaks {leaks[:3]}")
    if outcome.status:
        found.append(f"exit status {outcome.status}: {outcome.log[-2000:]}")
    return found


def test_some_of_each_family(tmp_path_factory):
    outcome = graded(tmp_path_factory, QUICK, "")
    assert not problems(outcome, QUICK)
    assert "m-T37/lab" in outcome.log and "unresolved merge conflict at line" in outcome.log
    assert "more than once" in outcome.said("m-T35")
    assert "merge conflict" in outcome.said("m-T37")


@pytest.fixture(scope="module", params=["warm", "cold"])
def everybody(request, tmp_path_factory):
    return graded(tmp_path_factory, list(lab.ENTRIES), request.param)


@pytest.mark.slow
def test_every_entry(everybody):
    assert not problems(everybody, list(lab.ENTRIES))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("T20", "did not finish within"),
        ("T21", "did not finish within"),
        ("T27", "ended the process"),
        ("T29", "ended the process"),
        ("T30", "a list that contains itself"),
        ("T30", "400 MB"),
        ("T30", "nested too deeply"),
        ("T34", ""),
        ("T38", "test_conv1d"),
        ("T41", "another type"),
        ("T44", "the forward function is not available"),
        ("T45", "numpy.convolve is not to be used here"),
        ("T53", "not done yet"),
        ("T53", "mean"),
        ("T53", "SyntaxError"),
    ],
)
def test_the_student_is_told(everybody, entry, words):
    assert words in everybody.said(f"m-{entry}")


@pytest.mark.slow
@pytest.mark.parametrize("entry", ["T20", "T27", "T29", "T32", "T34", "T35", "T38", "T39", "T42"])
def test_the_instructor_is_told(everybody, entry):
    assert f"m-{entry}/lab" in everybody.log


@pytest.mark.slow
def test_nothing_large_is_kept(everybody):
    for path in everybody.folder.rglob("m-*/lab/*"):
        assert path.suffix in (".ipynb", ".html") and path.stat().st_size < 1 << 20


@pytest.mark.slow
def test_plain_holds_what_it_promises(tmp_path_factory):
    ids = [
        i
        for i, e in lab.ENTRIES.items()
        if e["family"] not in NOT_IN_PLAIN
        and i not in NOT_PLAIN_EITHER - {"T41"}
        and not (i == "T23" and os.getuid() == 0)
    ]
    outcome = graded(tmp_path_factory, ids, "plain")
    assert not problems(outcome, ids)
    assert "NO ISOLATION" in outcome.log


@pytest.mark.slow
def test_the_attacks_do_work_in_stock_nbgrader(tmp_path):
    ids = [*WORK_IN_STOCK, *LEAK_IN_STOCK]
    ids.remove("T16")
    outcome = lab.grade(tmp_path, ids, stock=True)
    points = {i: outcome.points[f"m-{i}"] for i in ids if i in WORK_IN_STOCK}
    assert points == {i: WORK_IN_STOCK[i] for i in points}
    assert [i for i in LEAK_IN_STOCK if not outcome.leaks(f"m-{i}", feedback=False)] == []


@pytest.mark.slow
def test_a_doubled_cell_stops_the_class_in_stock_nbgrader(tmp_path):
    outcome = lab.grade(tmp_path, ["T35"], stock=True)
    assert outcome.status and outcome.points["zoe"] is None
