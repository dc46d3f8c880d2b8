"""Graded cells share snapshots of the student's process, and nothing else."""

import pytest

from autograder.grading.notebook import grade
from autograder.grading.run import Run
from autograder.grading.standing import Cell
from autograder.sandbox.limits import Limits
from tests.grading.judged import GOOD, LIMITS, checked, fixed


@pytest.fixture
def snapshots(monkeypatch):
    """The cells that each snapshot is for, in the order in which they are made."""
    made, fork = [], Run._fork

    def counted(self, control, groups):
        made.append([cell.number for cell in groups[-1]])
        return fork(self, control, groups)

    monkeypatch.setattr(Run, "_fork", counted)
    return made


def plan_of(*steps):
    """Cells by their text; of a graded one (number, function, what it gives for 1.0)."""
    made = []
    for step in steps:
        if isinstance(step, str):
            made.append(Cell(f"cell {len(made)}", f"cell {len(made)}", step))
            continue
        number, function, value = step
        graded = checked("pass", visible=f"check.value({function}(1.0), {value})")
        made.append(Cell(number, number, graded, True))
    return made


def test_graded_cells_share_a_snapshot_where_only_definitions_stand_between_them(
    backend, snapshots
):
    g, h = "def g(x):\n    return f(x) + 1\n", "def h(x):\n    return g(x) + 1\n"
    plan = plan_of(GOOD, ("a", "f", 2.0), g, "", ("b", "g", 3.0), "f(1)", h, ("c", "h", 4.0))
    result = grade(plan, backend, LIMITS, fixed)
    assert [result.judgements[n].passed for n in "abc"] == [True, True, True]
    assert snapshots == [["a", "b"], ["c"]]
    assert result.outputs["cell 2"] == result.outputs["cell 3"] == []
    assert result.outputs["cell 5"][0]["output_type"] == "execute_result"


@pytest.mark.parametrize(
    ("earlier", "later", "passes"),
    [
        # What stands below a graded cell does not help it, and does not harm it.
        ("def f(x):\n    return helper(x)\n", "def helper(x):\n    return 2 * x\n", False),
        ("def f(x):\n    return factor * x\n", "factor = 2\n", False),
        (GOOD, "def f(x):\n    return 3 * x\n", True),
        ("def other(x):\n    return x\n", GOOD, False),
        ("kept = [2]\ndef f(x):\n    return kept[0] * x\n", "kept[0] = 3\n", True),
    ],
    ids=["helper", "constant", "redefined", "defined late", "changed"],
)
def test_a_graded_cell_sees_what_stands_above_it(earlier, later, passes, backend, snapshots):
    plan = plan_of(earlier, ("a", "f", 2.0), later, "def g(x):\n    return x\n", ("b", "g", 1.0))
    result = grade(plan, backend, LIMITS, fixed)
    assert (result.judgements["a"].passed, result.judgements["b"].passed) == (passes, True)
    assert snapshots == [["a"], ["b"]]


def test_functions_that_end_their_snapshot_take_none_with_them(backend, snapshots):
    ends = "import os\ndef {}(x):\n    os._exit(1)\n"
    steps = [("a", "f", 2.0), ("b", "g", 2.0), ("c", "h", 2.0), ("d", "good", 2.0)]
    good = "def good(x):\n    return 2 * x\n"
    plan = plan_of("".join(map(ends.format, "fgh")) + good, *steps)
    result = grade(plan, backend, LIMITS, fixed)
    assert [result.judgements[n].passed for n in "abcd"] == [False, False, False, True]
    assert snapshots[0] == ["a", "b", "c", "d"] and snapshots[-1] == ["d"]


def test_a_cell_that_ends_the_process_is_found_where_snapshots_are_shared(backend):
    g = "def g(x):\n    return 2 * x\n"
    plan = plan_of(GOOD, ("a", "f", 2.0), g, ("b", "g", 2.0), "import os\nos._exit(3)")
    result = grade([*plan, *plan_of(("c", "g", 2.0))], backend, LIMITS, fixed)
    assert [result.judgements[n].passed for n in "abc"] == [True, True, True]
    assert result.notes == ["cell cell 4 ended the process that ran your notebook; it was left out"]


def test_what_a_hidden_check_hands_over_reaches_no_other_cell(backend):
    """One snapshot writes hidden data down; the others print them, raise them, return them."""
    source = (
        "import mmap, pathlib\nnote, shared = pathlib.Path('note'), mmap.mmap(-1, 64)\n"
        "def f(x):\n"
        "    if x > 100:\n        note.write_text(str(x))\n        shared[:6] = str(x).encode()\n"
        "    return 2 * x\n"
        "def told():\n    return (note.read_text() if note.exists() else '') + str(shared[:6])\n"
        "def g(x):\n    print(told())\n    if '777' in told():\n        raise ValueError(told())\n"
        "    return 2 * x\n"
        "def h(x):\n    return 777.25 if '777' in told() else 2 * x\n"
    )
    plan = [Cell("0", "answer", source)]
    for name in "fgh":
        graded = checked(f"check.value({name}(777.25), 1554.5)")
        plan.append(Cell(name, name, graded.replace("f(1.0)", f"{name}(1.0)"), True))
    result = grade(plan, backend, LIMITS, fixed)
    assert result.judgements["f"].passed
    shown = str([(j.message, j.outputs, j.note) for j in result.judgements.values()])
    assert "seen" not in shown and "777" not in shown
    assert result.judgements["g"].outputs[0]["text"].startswith("Your code printed:")


def test_many_graded_cells_leave_the_student_room_for_processes(backend):
    plan = [Cell("0", "answer", "def f(x):\n    return 2 * x\n")]
    plan += [
        Cell(f"{i}", f"test {i}", checked("check.value(f(3.0), 6.0)"), True) for i in range(1, 81)
    ]
    shell = "import subprocess\nsubprocess.run(['true'], check=True)\ndef g(x):\n    return 2 * x\n"
    plan.append(Cell("a", "last answer", shell))
    plan.append(
        Cell("b", "last", checked("check.value(g(3.0), 6.0)", visible="check.value(g(1), 2)"), True)
    )
    limits = Limits(processes=20)
    result = grade(plan, backend, limits, fixed)
    assert all(judgement.passed for judgement in result.judgements.values())
