"""The same graded cell in the grader and in a notebook: the same verdict and the same words."""

import re
import socket
import zlib

import pytest

from autograder.grading.judge import judge
from autograder.grading.notebook import Cell, grade
from autograder.sandbox.backend import best
from autograder.sandbox.channel import Channel
from autograder.sandbox.limits import Limits
from autograder.sandbox.remote import Remote
from tests import cells

LIMITS = Limits()


@pytest.fixture(scope="module")
def backend():
    made, _ = best(LIMITS)
    yield made
    made.close()


def fixed(exercise):
    return zlib.crc32(exercise.encode())


def through_the_sandbox(backend, notebook, patch=None):
    """What each graded cell says in the grader, "" for a pass."""
    plan = []
    for number, cell in enumerate(cells.code_cells(notebook)):
        if cell.is_solution or cell.is_graded or cell.grade_id.endswith("-setup"):
            source = cell.source
            if patch and cell.is_solution and cell.exercise == patch.exercise:
                source += "\n\n" + patch.source
            plan.append(Cell(str(number), cell.grade_id, source, cell.is_graded))
    result = grade(plan, backend, LIMITS, fixed)
    return {c.name: result.verdicts[c.number].message for c in plan if c.graded}


def in_a_notebook(notebook, patch=None):
    return cells.verdicts(notebook, cells.solved(notebook, patch.source if patch else ""))


def told(said):
    """Messages without line numbers' quotations, which name other files in a notebook."""
    return {name: re.sub(r"\n  in your line \d+.*", "", text) for name, text in said.items()}


def compared(backend, notebook, patches):
    differing = []
    for patch in patches:
        here, there = in_a_notebook(notebook, patch), through_the_sandbox(backend, notebook, patch)
        if told(here) != told(there):
            pairs = [(here[k], there[k]) for k in here if told(here)[k] != told(there)[k]]
            differing.append((patch and patch.id, pairs))
    return differing


def test_the_reference_and_some_mutants_are_told_the_same(backend):
    patches = [None, *cells.variants("mutants", "00_warmup")[::6]]
    assert compared(backend, "00_warmup", patches) == []


@pytest.mark.slow
@pytest.mark.parametrize("notebook", cells.notebooks())
@pytest.mark.parametrize("folder", ["mutants", "alternatives"])
def test_every_variant_gets_the_same_verdict(backend, notebook, folder):
    """Cell by cell; the words may differ where the grader cannot quote what a notebook quotes."""
    differing = {}
    for patch in [None, *cells.variants(folder, notebook)]:
        here, there = in_a_notebook(notebook, patch), through_the_sandbox(backend, notebook, patch)
        if {k: bool(v) for k, v in here.items()} != {k: bool(v) for k, v in there.items()}:
            differing[patch and patch.id] = (here, there)
    assert differing == {}


def one(backend, student, graded, seed=fixed):
    """The verdict on one graded cell."""
    pairs = [socket.socketpair() for _ in range(2)]
    backend.start([theirs for _, theirs in pairs])
    for _, theirs in pairs:
        theirs.close()
    control = Channel(pairs[0][0])
    control.send({"q": "run", "cell": "0", "source": student}, [])
    control.receive()
    control.send({"q": "snapshot", "socket": 1}, [])
    control.receive()
    remote = Remote(Channel(pairs[1][0]), backend, LIMITS, {"0": student})
    try:
        return judge(graded, "1", remote, seed)
    finally:
        control.close()
        backend.kill()


def checked(body, *, visible="check.value(f(1.0), 2.0)", hidden=True):
    lines = ["from autograder import check", "", 'with check.exercise("9"):', f"    {visible}"]
    lines += ['    check.hidden("9")'] if hidden else []
    return "\n".join([*lines, *(f"    {line}" for line in body.splitlines())]) + "\n"


GOOD = "def f(x):\n    return 2 * x\n"


def test_a_cell_passes_only_if_it_compared_something(backend):
    assert one(backend, GOOD, checked("check.value(f(3.0), 6.0)")).passed
    for source in ("f(1.0)\n", "pass\n", 'with check.exercise("9"):\n    f(1.0)\n'):
        verdict = one(backend, GOOD, "from autograder import check\n" + source)
        assert not verdict.passed and verdict.outputs[-1]["output_type"] == "error"


def test_what_student_code_says_in_a_hidden_check_is_dropped(backend):
    source = (
        "class X(ValueError): pass\n"
        "def f(x):\n    print('LEAK', x)\n"
        "    if x == 1.0:\n        return 2.0\n"
        "    raise type('LEAK_' + str(int(x)), (ValueError,), {})(f'LEAK {x}')\n"
    )
    verdict = one(backend, source, checked("check.value(f(77.0), 6.0)"))
    assert not verdict.passed and "ValueError" in verdict.message
    assert "77" not in str(verdict.outputs)
    assert "raise type('LEAK_'" in verdict.message


def test_a_broken_check_is_the_instructors_problem(backend):
    verdict = one(backend, GOOD, "from autograder import check\nnot_there_at_all + 1\n")
    assert not verdict.passed and "NameError" in verdict.note
    assert "your instructor has been told" in verdict.message


def test_hidden_data_follow_from_the_seed(backend):
    body = "check.value(f(float(check.rng().normal())), 0.0)"
    first, same, other = (
        one(backend, "def f(x):\n    return 2.0 if x == 1.0 else x\n",
            checked(body, hidden=False), lambda _, n=n: n).message
        for n in (1, 1, 2)
    )  # fmt: skip
    assert first == same != other


def test_a_limit_counts_computing_and_not_waiting(backend):
    source = "import time\ndef f(x):\n    time.sleep(x)\n    return 1.0\n"
    body = "with check.cpu_limit(0.5):\n    check.value(check.call(f, 1.5), 1.0)"
    assert one(backend, source, checked(body, visible="pass")).passed
    busy = (
        "import time\ndef f(x):\n    end = time.process_time() + x\n"
        "    while time.process_time() < end:\n        pass\n    return 1.0\n"
    )
    verdict = one(backend, busy, checked(body, visible="pass"))
    assert not verdict.passed and "s of computing" in verdict.message


def test_the_finished_layers_are_withheld_in_the_students_process(backend):
    source = "def f(x):\n    import convnet.layers\n    return 2 * x\n"
    graded = checked("check.value(f(3.0), 6.0)")
    assert one(backend, source, graded).passed
    assert not one(backend, source, graded.replace('"9"', '"04.7"')).passed
