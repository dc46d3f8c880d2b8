"""Hostile, broken and awkward submissions in one class, graded for real by `nbgrader autograde`.

The entries are in `entries/`, the assignment in `lab_assignment.txt`. Those of the family
forge-verdict that patched asserts patch `autograder.check` here. Each test class below is one piece
of work for one process (`--dist loadscope`), and what it has graded serves all its tests. Their
order keeps four processes busy: one that has two tests left is handed the next class already.
"""

import os
import socket

import pytest

from tests.attacks import lab
from tests.attacks.ordinary import Impossible, ordinary_user
from tests.tools import need

QUICK = ["T02", "T08", "T09", "T15", "T28", "T35", "T37", "T39", "T46", "T54",
         "I01", "I09", "I10", "I13", "I15", "I16"]  # fmt: skip
NOT_IN_PLAIN = ("read-solutions-or-gradebook",)
"""Families that the plain mode does not hold off, as it says."""
BEFORE_ANY_RUNS = ("malformed-notebook", "tamper-structure")
"""Families that are dealt with when a notebook is read, before there is a sandbox."""
NOT_PLAIN_EITHER = {"T13", "T24", "T25", "T31", "T41"}

STOCK = {name: e.stock_here for name, e in lab.ENTRIES.items() if e.stock_here}
IN_WORDS = {
    "reads hidden checks": "leaks",
    "is left without a grade": "lost",
    "leaves a process running": "leaves a process",
    "leaves the class ungraded": "stops the class",
    "stores a script": "stores a script",
}
AWKWARD = [
    n
    for n, e in lab.ENTRIES.items()
    if e.family == "honest-but-awkward" and n not in lab.STOCK_ALONE
]


def graded(tmp_path_factory, ids, mode):
    if mode != "plain":
        need("bwrap")
    folder = tmp_path_factory.mktemp(f"class-{mode or 'best'}")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.1)
        outcome = lab.grade(folder, ids, mode, listener.getsockname()[1])
        with pytest.raises(TimeoutError):
            listener.accept()
    return outcome


def problems(outcome, ids):
    """What is not as it should be, entry by entry."""
    found = [f"{name}: {outcome.points[name]}" for name in lab.HONEST if outcome.points[name] != 25]
    for name in ids:
        entry, points = lab.ENTRIES[name], outcome.points[f"m-{name}"]
        if points not in entry.points:
            found.append(f"{name} {entry.name}: {points}, not {entry.points}")
        if harm := lab.harm(outcome, name):
            found.append(f"{name} {entry.name} {harm}")
    if outcome.status:
        found.append(f"exit status {outcome.status}: {outcome.log[-2000:]}")
    return found


def test_some_of_each_family(tmp_path_factory):
    outcome = graded(tmp_path_factory, QUICK, "")
    assert not problems(outcome, QUICK)
    assert "m-T37/lab" in outcome.log and "unresolved merge conflict at line" in outcome.log
    assert "more than once" in outcome.said("m-T35")
    assert "merge conflict" in outcome.said("m-T37")


CLASSES: dict[str, lab.Outcome] = {}
"""The class, by mode."""


class Everybody:
    """What holds of the class with the entries of all families but some, in one mode."""

    mode: str
    without: tuple[str, ...] = ()

    @property
    def ids(self):
        return [name for name, e in lab.ENTRIES.items() if e.family not in self.without]

    def only_if_handed_in(self, entry):
        if entry not in self.ids:
            pytest.skip("its family is graded in the warm mode")

    @pytest.fixture
    def everybody(self, request, tmp_path_factory):
        """The class: graded once, and anew for a test that is tried again."""
        tried_again = getattr(request.node, "execution_count", 1) > 1  # says pytest-rerunfailures
        if tried_again or self.mode not in CLASSES:
            CLASSES[self.mode] = graded(tmp_path_factory, self.ids, self.mode)
        return CLASSES[self.mode]

    def test_every_entry(self, everybody):
        assert not problems(everybody, self.ids)

    @pytest.mark.parametrize(
        ("entry", "words"),
        [
            ("T20", "did not finish within"),
            ("T21", "did not finish within"),
            ("T27", "ended the process"),
            ("T29", "ended the process"),
            ("T30", "a list that contains itself"),
            ("T30", "400 MB"),
            ("W01", "did not finish within"),
            ("W03", "memory, all processes together"),
            ("W04", "all cells together"),
            ("T30", "nested too deeply"),
            ("T34", ""),
            ("T38", "test_conv1d"),
            ("T41", "another type"),
            ("T44", "the forward function is not available"),
            ("T45", "numpy.convolve is not to be used here"),
            ("T53", "not done yet"),
            ("T53", "mean"),
            ("T53", "SyntaxError"),
            ("I01", "must not show"),
            ("I03", "450,003 characters"),
            ("I08", "Left out of what was handed in"),
            ("I09", "was taken as lab.ipynb"),
            ("I10", "No notebook lab.ipynb was handed in"),
            ("I11", "UTF-16"),
            ("I13", "counts"),
            ("I14", "all of them were run"),
            ("I15", "gone.png"),
            ("I17", "Threads and pools"),
            ("I18", "kept"),
        ],
    )
    def test_the_student_is_told(self, everybody, entry, words):
        self.only_if_handed_in(entry)
        assert words in everybody.said(f"m-{entry}")

    @pytest.mark.parametrize(
        "entry",
        [
            "T20",
            "T27",
            "T29",
            "T32",
            "T34",
            "T35",
            "T38",
            "T39",
            "T42",
            "I06",
            "I09",
            "W01",
            "W03",
            "W04",
        ],
    )
    def test_the_instructor_is_told(self, everybody, entry):
        self.only_if_handed_in(entry)
        assert f"m-{entry}/lab" in everybody.log

    def test_the_last_line_says_who_needs_attention(self, everybody):
        last = everybody.log.splitlines()[-1]
        count = len(self.ids) + len(lab.HONEST)
        assert f"{count} submissions graded; " in last and "need attention" in last
        assert all(f"m-{name}" in last for name in {"T20", "I10"} & {*self.ids})
        assert "ada" not in last and "m-T55" not in last
        assert not any(line.startswith("[AutogradeApp | WARNING] m-I02/lab: FORGED")
                       for line in everybody.log.splitlines())  # fmt: skip
        assert "\x1b" not in everybody.log

    def test_nothing_large_is_kept(self, everybody):
        for place in ("autograded", "feedback"):
            for path in (everybody.folder / place).glob("m-*/lab/*"):
                assert path.is_dir() or path.stat().st_size < 1 << 20
                beside = lab.ENTRIES[path.parts[-3].removeprefix("m-")].folder
                assert path.suffix in (".ipynb", ".html") or beside


def in_stock(folder, ids, port=0):
    """What the entries do to stock nbgrader, in the words of `entries/`.

    No pages are made: stock takes minutes for those of an entry that shows much.
    """
    outcome = lab.grade(folder, ids, port=port, stock=True, feedback=False)
    done = {}
    for name in ids:
        harm, points = lab.harm(outcome, name, stock=True), outcome.points[f"m-{name}"]
        done[name] = IN_WORDS.get(harm, f"{points} points" if harm else "")
    return {name: what.replace(".0 ", " ") for name, what in done.items()}


def as_an_ordinary_user(test):
    """Where the tests run as root, once more as a user who may do nothing."""
    need("bwrap")
    try:
        with ordinary_user() as user:
            options = ["-q", "-p", "no:cacheprovider", "--basetemp", str(user.folder / "tests")]
            done = user.run("-m", "pytest", *options, test, timeout=1800)
    except Impossible as why:
        pytest.skip(str(why))
    assert done.returncode == 0 and " passed" in done.stdout, done.stdout[-5000:]


@pytest.mark.slow
class TestStock:
    def test_the_attacks_do_work_in_stock_nbgrader(self, tmp_path):
        ids = [name for name in STOCK if name not in lab.STOCK_ALONE]
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            listener.settimeout(0.1)
            done = in_stock(tmp_path, ids, listener.getsockname()[1])
            listener.accept()[0].close()  # T25 has called
        assert done == {name: STOCK[name] for name in ids}


@pytest.mark.slow
class TestPlain:
    def test_plain_holds_what_it_promises(self, tmp_path_factory):
        ids = [
            i
            for i, e in lab.ENTRIES.items()
            if e.family not in NOT_IN_PLAIN
            and i not in NOT_PLAIN_EITHER - {"T41"}
            and not (i == "T23" and os.getuid() == 0)
        ]
        outcome = graded(tmp_path_factory, ids, "plain")
        assert not problems(outcome, ids)
        assert "NO ISOLATION" in outcome.log


@pytest.mark.slow
class TestCold(Everybody):
    mode = "cold"
    without = BEFORE_ANY_RUNS


@pytest.mark.slow
class TestSandboxAsAnOrdinaryUser:
    @pytest.mark.parametrize("which", ["calls", "isolation", "shared", "whole"])
    def test_the_sandbox(self, which):
        as_an_ordinary_user(f"tests/sandbox/test_{which}.py")


@pytest.mark.slow
class TestWarmAsAnOrdinaryUser:
    def test_every_entry(self):
        as_an_ordinary_user("tests/attacks/test_attacks.py::TestWarm::test_every_entry")


@pytest.mark.slow
class TestWarm(Everybody):
    mode = "warm"

    def test_honest_grades_are_those_of_stock_nbgrader_where_it_is_right(self, everybody, tmp_path):
        """Stock is wrong twice: stderr gives 0, and a check's variables replace a student's.

        Here a pool of threads that the notebook has made earns nothing, and the log says why.
        """
        in_stock = lab.grade(tmp_path, AWKWARD, stock=True, feedback=False)
        here, stock = (
            {s: lab.scores(outcome.folder, s) for s in in_stock.points}
            for outcome in (everybody, in_stock)
        )
        differing = {
            s: (here[s][c], stock[s][c]) for s in here for c in here[s] if here[s][c] != stock[s][c]
        }
        # A module that a cell has just written is found by stock's kernel, or not, by the clock.
        differing.pop("m-I16", None)
        assert differing == {"m-T54": (5, 0), "m-H01": (5, 0), "m-I17": (0, 5)}


@pytest.mark.slow
class TestStockAlone:
    @pytest.mark.parametrize("name", lab.STOCK_ALONE)
    def test_some_work_in_stock_nbgrader_by_themselves(self, name, tmp_path):
        assert in_stock(tmp_path, [name], port=os.getpid()) == {name: STOCK[name]}


@pytest.mark.slow
class TestPlainAsAnOrdinaryUser:
    def test_it_holds_what_it_promises(self):
        as_an_ordinary_user("tests/attacks/test_attacks.py::TestPlain")
