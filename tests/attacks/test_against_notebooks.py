"""The families that matter most, against two notebooks of the course, in one class for each.

The attacks are those of the lab (`entries/`), put into hand-ins made from the reference by
`hand_in`; where one is tied to the lab's own functions, one of the same kind is written here.
"""

from __future__ import annotations

import ast
import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.authoring import rules
from autograder.authoring import source as percent
from autograder.authoring.assignment import assignments
from autograder.cells import exercise, grade_id, role
from tests.attacks import lab
from tests.notebooks.toy import ROOT
from tests.tools import need

ATTACKED = {"01_perceptron": ("01.12", "softmax"), "04_modules": ("04.10", "avgpool2d_forward")}
"""The exercise that is spoilt in each notebook, and a function of it that no other one uses."""

CONFIG = """
import pathlib
exec(compile(pathlib.Path({project!r}).read_text(), {project!r}, "exec"))
"""
LIMITS = """
c.Judge.limits = dict(call_cpu=4.0, call_wall=10.0, cell_wall=30.0, cell_cpu=15.0,
                      memory=256 << 20, processes=20, disk=10 << 20)
"""
FORGED = ("T01", "T03", "T04", "T05", "T08", "T10")
READ = ("T11", "T13", "T14")
SPY = """
import linecache
import sys


def spied(function):
    def inner(*args, **kwargs):
        print("".join(linecache.getlines(sys._getframe(1).f_code.co_filename)))
        return function(*args, **kwargs)

    return inner


for _name, _value in list(globals().items()):
    if callable(_value) and getattr(_value, "__module__", "") == "__main__":
        globals()[_name] = spied(_value)
"""
BROKEN = {
    "loop": "def {name}(*args, **kwargs):\n    while True:\n        pass",
    "memory": "def {name}(*args, **kwargs):\n    return np.ones(50_000_000)",
    "segfault": "import ctypes\n\n\ndef {name}(*args, **kwargs):\n    ctypes.string_at(0)",
    "exit": "import os\nos._exit(0)",
    "input": "def {name}(*args, **kwargs):\n    return input()",
    "deleted": "del {name}",
}
"""What is put behind an exercise's answer: it costs that exercise and no other."""


def answers(assignment) -> dict[str, str]:
    """The reference's solution cells, by grade id."""
    cells = percent.load(assignment.reference).cells
    named = {grade_id(c): c.source for c in cells if c.metadata.get("nbgrader")}
    return {
        name: re.sub(r" *### (BEGIN|END) SOLUTION\n?", "", text)
        for name, text in named.items()
        if role(name) == "solution"
    }


def zeros(text: str) -> str:
    """A solution cell whose functions return zeros."""
    names = [n.name for n in ast.parse(text).body if isinstance(n, ast.FunctionDef)]
    made = [f"def {n}(*args, **kwargs):\n    return np.zeros(2)" for n in names]
    return "\n\n\n".join(["import numpy as np", *made])


def hand_in(
    assignment,
    *,
    right: bool = True,
    first: str = "",
    spoil: tuple[str, str] = ("", ""),
    last: str = "",
    change: Callable[[Any], None] = lambda nb: None,
) -> bytes:
    """A student's file: all answers right or all zeros, and an attack.

    `first` and `last` are cells before and after all others, `spoil` an exercise and what is put
    behind its answer, `change` alters the notebook as JSON.
    """
    nb = json.loads(nbformat.writes(percent.load(assignment.release)))
    solved = answers(assignment)
    for cell in nb["cells"]:
        name = grade_id(cell)
        if name in solved:
            cell["source"] = solved[name] if right else zeros(solved[name])
            if exercise(name) == spoil[0]:
                cell["source"] += "\n\n\n" + spoil[1]
    for place, text in ((1, first), (len(nb["cells"]) + 1, last)):
        new = {"cell_type": "code", "id": f"new-{place}", "metadata": {}, "outputs": [],
               "execution_count": None, "source": text}  # fmt: skip
        if text:
            nb["cells"].insert(place, new)
    change(nb)
    return json.dumps(nb, indent=1).encode()


def forging(name: str) -> str:
    """What an entry of the lab runs in front of its wrong answer."""
    return lab.ENTRIES[name].solutions["cross_entropy"].partition("def cross_entropy(")[0]


def reading(name: str) -> str:
    """How an entry of the lab looks for hidden checks."""
    [text] = lab.ENTRIES[name].at_end
    text = text.replace("lambda: parents, ", "").replace('"kestrel"', '"check.hidden"')
    return text.replace(r"kestrel-\d{4}", r"check\.hidden\(.\d\d\.\d+")


def graded(nb) -> list[dict]:
    return [c for c in nb["cells"] if c["metadata"].get("nbgrader", {}).get("grade")
            and c["cell_type"] == "code"]  # fmt: skip


def double(nb) -> None:
    nb["cells"].append(json.loads(json.dumps(graded(nb)[0])) | {"id": "twin"})


def skip(nb) -> None:
    for cell in graded(nb):
        cell["metadata"]["tags"] = ["skip-execution"]


def emptied(nb) -> None:
    for cell in graded(nb):
        cell["source"], cell["metadata"]["nbgrader"]["points"] = "pass", 1000


def class_of(assignment) -> dict[str, bytes]:
    """Submissions by student; the first word of a name says what is expected."""
    exercise, function = ATTACKED[assignment.id]
    made = {f"{who}-honest": hand_in(assignment) for who in ("all-a", "all-z")}
    made["none-baseline"] = hand_in(assignment, right=False)
    for name in FORGED:
        made[f"none-{name}"] = hand_in(assignment, right=False, first=forging(name))
    for name in READ:
        made[f"all-{name}"] = hand_in(assignment, last=reading(name))
    made["all-frames"] = hand_in(assignment, last=SPY)
    for name, text in BROKEN.items():
        made[f"but-{name}"] = hand_in(assignment, spoil=(exercise, text.format(name=function)))
    # Ends its go-between; whether its own process outlives that is chance.
    made["any-parent"] = hand_in(
        assignment, spoil=(exercise, "import os\nos.kill(os.getppid(), 9)")
    )
    made["all-double"] = hand_in(assignment, change=double)
    made["all-removed"] = hand_in(assignment, change=lambda nb: nb["cells"].remove(graded(nb)[0]))
    made["none-skip"] = hand_in(assignment, right=False, change=skip)
    made["none-emptied"] = hand_in(assignment, right=False, change=emptied)
    made["none-cut"] = hand_in(assignment)[:20_000]
    made["none-merge"] = hand_in(assignment).replace(b'"cells": [', b'<<<<<<< HEAD\n"cells": [', 1)
    return made


def run_class(folder: Path, assignment, class_: dict[str, bytes], extra: str) -> tuple[int, str]:
    """Grade a class and write its feedback; the exit status and the log."""
    home = folder / "solutions" / assignment.id
    home.mkdir(parents=True)
    (home / assignment.reference.name).write_bytes(assignment.reference.read_bytes())
    config = CONFIG.format(project=str(ROOT / "nbgrader_config.py")) + extra
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    first = lab.run(folder, "generate_assignment", assignment.id)
    assert first.returncode == 0, first.stdout
    for student, data in class_.items():
        place = folder / "submitted" / student / assignment.id
        place.mkdir(parents=True)
        (place / assignment.release.name).write_bytes(data)
    done = lab.run(folder, "autograde", assignment.id)
    lab.run(folder, "generate_feedback", assignment.id)
    return done.returncode, done.stdout


def leaks(folder: Path, assignment, student: str, feedback: bool = True) -> list[str]:
    """Lines of hidden checks among a student's outputs and in the feedback."""
    cells = percent.load(assignment.reference).cells
    known = "\n".join(
        [c.source for c in percent.load(assignment.release).cells]
        + list(answers(assignment).values())
    )
    parts = [part for c in cells for part in rules.HIDDEN.findall(c.source)]
    lines = {line.strip() for part in parts for line in part.splitlines()}
    lines = {line for line in lines if len(line) >= 12 and line not in known}
    path = folder / "autograded" / student / assignment.id / assignment.release.name
    text = ""
    for cell in nbformat.read(path, 4).cells:
        for output in cell.get("outputs", []):
            text += output.get("text", "") + output.get("evalue", "")
            text += str(output.get("data", {}).get("text/plain", ""))
    page = folder / "feedback" / student / assignment.id / f"{assignment.name}.html"
    if feedback:
        text += html.unescape(re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8")))
    # The attacks may see text as it stands in the notebook's JSON, or in a list that is shown.
    text = text.replace("\\\\", "\\").replace('\\"', '"').replace("\\'", "'")
    return sorted(line for line in lines if line in text)


def total(folder: Path, student: str) -> float | None:
    scores = list(lab.scores(folder, student).values())
    return None if not scores or None in scores else sum(filter(None, scores))


def attacked(name: str):
    return next(a for a in assignments(ROOT) if a.id == name)


class Attacked:
    """What holds of one notebook of the course; one process grades all its classes."""

    name: str

    def test_nothing_is_gained_read_or_lost(self, tmp_path):
        need("bwrap")
        notebook = attacked(self.name)
        class_ = class_of(notebook)
        status, log = run_class(tmp_path, notebook, class_, LIMITS)
        assert status == 0, log[-3000:]
        full = notebook.automatic
        spoilt = full - notebook.points[ATTACKED[notebook.id][0]]
        allowed = {
            "all": [full],
            "but": [spoilt],
            "any": [spoilt, full],
            "none": [total(tmp_path, "none-baseline"), 0],
        }
        points = {student: total(tmp_path, student) for student in class_}
        wrong = {s: p for s, p in points.items() if p not in allowed[s.partition("-")[0]]}
        assert wrong == {}, log[-3000:]
        assert points["none-baseline"] < full / 10
        assert {s: found for s in class_ if (found := leaks(tmp_path, notebook, s))} == {}
        for name in ("loop", "segfault", "exit"):
            assert f"but-{name}/{notebook.id}" in log

    def test_the_same_attacks_work_in_stock_nbgrader(self, tmp_path):
        notebook = attacked(self.name)
        class_ = {
            "gains": hand_in(notebook, right=False, first=forging("T05")),
            "reads": hand_in(notebook, last=reading("T13")),
        }
        status, log = run_class(tmp_path, notebook, class_, 'c.pop("Autograde")\n')
        assert status == 0, log[-3000:]
        assert total(tmp_path, "gains") == notebook.automatic
        assert leaks(tmp_path, notebook, "reads", feedback=False)


@pytest.mark.slow
class TestModules(Attacked):
    name = "04_modules"


@pytest.mark.slow
class TestPerceptron(Attacked):
    name = "01_perceptron"
