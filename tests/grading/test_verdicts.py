"""The same graded cell in the grader and in a notebook: the same verdict and the same words."""

import re
import socket

import nbformat
import pytest

from autograder import check
from autograder.grading.judgement import whole_cell
from autograder.grading.notebook import grade
from autograder.grading.standing import Cell
from autograder.mistakes.live import naming
from autograder.sandbox.channel import Channel
from autograder.sandbox.remote import Remote
from tests import cells
from tests.grading.judged import GOOD, LIMITS, checked, fixed


def through_the_sandbox(backend, notebook, patch=None):
    """What each graded cell says in the grader, "" for a pass; of a patch, its own exercise's."""
    plan = []
    for number, cell in enumerate(cells.code_cells(notebook)):
        graded = cell.is_graded and (not patch or cell.exercise == patch.exercise)
        if cell.is_solution or graded or cell.grade_id.endswith("-setup"):
            plan.append(Cell(str(number), cell.grade_id, cell.source, cell.is_graded))
        if patch and cell.is_solution and cell.exercise == patch.exercise:
            plan.append(Cell("patch", "patch", patch.source))
    result = grade(plan, backend, LIMITS, fixed)
    return {c.name: result.judgements[c.number].message for c in plan if c.graded}


def in_a_notebook(notebook, patch=None):
    names = cells.solved(notebook, patch.source if patch else "")
    return cells.verdicts(notebook, names, {patch.exercise} if patch else None)


OTHER_WORDS = {"M122", "X0103"}
"""M122 remembers earlier calls, in a notebook those of other graded cells, too; X0103 raises
struct.error, and a hidden check in the grader passes on the names of Python's own errors only."""


def timeless(said):
    """Messages without what a clock has shown."""
    return {
        k: v if isinstance(v, bool) else re.sub(r"took \d+\.\d s", "took … s", v)
        for k, v in said.items()
    }


def differing(backend, notebook, patches):
    """Variants of which the grader says something else than a notebook, and what."""
    found = {}
    for patch in patches:
        here, there = in_a_notebook(notebook, patch), through_the_sandbox(backend, notebook, patch)
        if patch and patch.id in OTHER_WORDS:
            here, there = ({k: bool(v) for k, v in said.items()} for said in (here, there))
        if timeless(here) != timeless(there):
            found[patch and patch.id] = [
                (here[k], there.get(k)) for k in here if here[k] != there[k]
            ]
    return found


def test_the_reference_and_some_mistakes_are_told_the_same(backend):
    patches = [None, *cells.variants("mistakes", "00_warmup")[::6]]
    assert differing(backend, "00_warmup", patches) == {}


def one(backend, student, graded, seed=fixed):
    """The judgement of one graded cell."""
    pairs = [socket.socketpair() for _ in range(2)]
    backend.start([theirs for _, theirs in pairs])
    for _, theirs in pairs:
        theirs.close()
    control = Channel(pairs[0][0])
    control.ask({"q": "run", "cell": "0", "source": student})
    control.ask({"q": "snapshot", "socket": 1})
    remote = Remote(Channel(pairs[1][0]), backend, LIMITS, {"0": student})
    try:
        return whole_cell(graded, "1", remote, seed)
    finally:
        control.close()
        backend.kill()


def test_a_cell_passes_only_if_it_compared_something(backend):
    assert one(backend, GOOD, checked("check.value(f(3.0), 6.0)")).passed
    for source in ("f(1.0)\n", "pass\n", 'with check.exercise("9"):\n    f(1.0)\n'):
        judgement = one(backend, GOOD, "from autograder import check\n" + source)
        assert not judgement.passed and judgement.outputs[-1]["output_type"] == "error"


def test_what_student_code_says_in_a_hidden_check_is_dropped(backend):
    source = (
        "class X(ValueError): pass\n"
        "def f(x):\n    print('LEAK', x)\n"
        "    if x == 1.0:\n        return 2.0\n"
        "    raise type('LEAK_' + str(int(x)), (ValueError,), {})(f'LEAK {x}')\n"
    )
    judgement = one(backend, source, checked("check.value(f(77.0), 6.0)"))
    assert not judgement.passed and "ValueError" in judgement.message
    assert "77" not in str(judgement.outputs)
    assert "raise type('LEAK_'" not in judgement.message


WRONG = "import numpy as np\ndef f(x):\n    return np.array([x, 7.0])\n"


def test_a_visible_failure_has_its_picture_and_a_hidden_one_has_none(backend):
    """What is told of hidden data is a sentence; no colour may tell more."""
    visible = one(backend, WRONG, checked("pass", visible="check.value(f(1.0), [1.0, 2.0])"))
    card, error = visible.outputs
    assert "convnet-heat" in card["data"]["text/html"] and error["output_type"] == "error"
    assert card["data"]["text/plain"] == error["evalue"] == visible.message
    hidden = one(backend, WRONG, checked("check.value(f(77.0), [77.0, 2.0])", visible=(
        "check.value(f(1.0), [1.0, 7.0])")))  # fmt: skip
    assert not hidden.passed and "hidden check" in hidden.message
    assert "convnet-heat" not in str(hidden.outputs) and "77" not in str(hidden.outputs)


def test_the_card_holds_no_markup_of_the_students(backend):
    source = "def f(x):\n    raise ValueError('<img src=x onerror=alert(1)>')\n"
    judgement = one(backend, source, checked("pass"))
    assert "onerror" in judgement.message
    assert "<img" not in judgement.outputs[-2]["data"]["text/html"]


def test_a_broken_check_is_the_instructors_problem(backend):
    judgement = one(backend, GOOD, "from autograder import check\nnot_there_at_all + 1\n")
    assert not judgement.passed and "NameError" in judgement.note
    assert "your instructor has been told" in judgement.message


def test_a_check_that_rejects_the_reference_draws_attention(backend, tmp_path):
    reference = tmp_path / "lab" / "lab.ipynb"
    reference.parent.mkdir()
    solution = nbformat.v4.new_code_cell(GOOD)
    solution.metadata["nbgrader"] = {"grade_id": "90-01-solution"}
    nbformat.write(nbformat.v4.new_notebook(cells=[solution]), reference)
    (tmp_path / "lab.mistakes.py").write_text('"""None."""\n')
    body = "check.value(f(float(check.rng().normal())), 0.5)"
    graded = checked(body).replace('"9"', '"90.1"')
    with naming(reference, {"90-01-test": graded}, fixed):
        judgement = one(backend, GOOD, graded)
    assert not judgement.passed and "rejects the reference" in judgement.note
    assert "your instructor has been told" in judgement.message


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
    judgement = one(backend, busy, checked(body, visible="pass"))
    assert not judgement.passed and "s of computing" in judgement.message


@pytest.mark.parametrize(
    ("student", "setting"),
    [
        ("def f(x):\n    import convnet.layers\n    return 2 * x\n", "check.value(f(3.0), 6.0)"),
        (
            "import numpy as np\ndef f(x):\n    return float(np.convolve([x], [2.0])[0])\n",
            'with check.without("numpy.convolve", reason="write it"):\n'
            "    check.value(f(3.0), 6.0)",
        ),
        (
            "def f(x, *, y=1):\n    x *= 2\n    return x\n",
            "check.call(f, check.rng().normal(size=2))",
        ),
        (
            "class C:\n    def go(self, v):\n        v[0] = 7\n        return 1\n"
            "def f():\n    return C()\n",
            "import numpy as np\ncheck.call(f().go, np.ones(2))",
        ),
        ("def f(x):\n    return g(x)\n", "check.value(f(3.0), 6.0)"),
        ("def f(x):\n    return np.zeros(3)\n", "check.value(f(3.0), 6.0)"),
        ("def f(x):\n    print('seen', x)\n    return [1, 2][9]\n", "check.value(f(3.0), 6.0)"),
        ("", "check.value(f(3.0), 6.0)"),
        ("def f(g):\n    return g('a')\n", "check.value(f(lambda v: v / 2), 6.0)"),
        ("def f(x):\n    return [x]\n", "a, b = check.call(f, 3.0)"),
    ],
)
@pytest.mark.parametrize("hidden", [False, True])
def test_the_words_are_those_of_a_notebook(backend, student, setting, hidden):
    graded = checked(setting, visible="pass", hidden=hidden).replace('"9"', '"04.7"')
    names = {"__name__": "__main__"}
    cells.run(student, names, "<student>")
    with pytest.raises((check.Rejected, check.NotDone)) as here:
        cells.run(graded, names, "<graded>")
    assert one(backend, student, graded).message == str(here.value)


def test_what_visible_checks_make_student_code_print_is_shown(backend):
    source = "def f(x):\n    print('seen', x)\n    return 2 * x\n"
    judgement = one(backend, source, checked("check.value(f(77.0), 154.0)"))
    assert judgement.passed
    assert judgement.outputs[0]["text"] == "Your code printed:\nseen 1.0\n9: all checks pass.\n"


def test_layers_are_there_for_exercises_that_build_on_them(backend):
    source = "def f(x):\n    import convnet.layers\n    return 2 * x\n"
    assert one(backend, source, checked("check.value(f(3.0), 6.0)")).passed


def test_an_end_that_comes_late_costs_the_cell_that_brought_it(backend):
    """Also where the process ends while a later cell runs."""
    late = "import os, threading\nthreading.Timer(0.05, os._exit, [1]).start()\n"
    plan = [Cell("0", "setup", "import time", given=True)]
    for i in range(3):
        answer = f"def f{i}(x):\n    return {i} * x\n"
        answer = late + answer if i == 0 else "time.sleep(0.2)\n" + answer
        plan.append(Cell(f"{i}a", f"answer {i}", answer))
        plan.append(
            Cell(
                f"{i}b",
                f"test {i}",
                checked("pass", visible=f"check.value(f{i}(2), {2 * i})"),
                True,
            )
        )
    result = grade(plan, backend, LIMITS, fixed)
    assert [result.judgements[f"{i}b"].passed for i in range(3)] == [False, True, True]
    assert result.notes == [
        "cell answer 0 ended the process that ran your notebook; it was left out"
    ]
