"""The lab: a class of hostile, broken, awkward and honest submissions, graded by nbgrader."""

from __future__ import annotations

import copy
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import jupytext
import nbformat

from autograder.sandbox import syscalls
from tests.attacks import entries
from tests.attacks.entries import Entry
from tests.attacks.ordinary import NO_PAGES
from tests.tools import running

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ENTRIES = entries.read()
STOCK_ALONE = [name for name, e in ENTRIES.items() if e.stock_alone]
"""Entries whose work in stock nbgrader is seen only in a class without the others."""
HONEST = ("ada", "grace", "zoe")
"""Honest students; one name before, one between, one after those of the attacks."""

ZEROS = {
    "cross_entropy": "def cross_entropy(Z, y):\n    return 0.0",
    "linear_backward": "def linear_backward(dZ, X, W):\n"
    "    return np.zeros_like(X), np.zeros_like(W), np.zeros(len(W))",
    "conv1d": "def conv1d(x, w):\n    return np.zeros(len(x) - len(w) + 1)",
    "numerical_gradient": "def numerical_gradient(f, x):\n    return np.zeros_like(x)",
}
LEAK = re.compile(r"kestrel-\d{4}|LEAK [\[\d-]")
"""What only a hidden check holds, or what an attack prints of its data."""

ACTIVE = re.compile(
    r"""<script[^<]*ACTIVE-\d+|<[^<>]*(?:\bon\w+|\bhref|\bsrc|\baction)=["']?[^"'<>]*ACTIVE-\d+"""
)
"""What a page would run or fetch, of an entry that tries that: never to be stored."""

CONFIG = """
import pathlib
exec(compile(pathlib.Path({project!r}).read_text(), {project!r}, "exec"))
c.Judge.mode = {mode!r}
c.Judge.limits = dict(call_cpu=3.0, call_wall=6.0, cell_wall=20.0, cell_cpu=10.0,
                      memory=256 << 20, processes=20, disk=10 << 20, total_output=500_000)
"""
STOCK = """
c = get_config()
c.CourseDirectory.source_directory = "solutions"
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
"""


def source() -> nbformat.NotebookNode:
    """The assignment as an instructor has it."""
    notebook = jupytext.reads(
        (HERE / "lab_assignment.txt").read_text(encoding="utf-8"), "py:percent"
    )
    for cell in notebook.cells:
        cell.id = cell.metadata.nbgrader.grade_id.replace("_", "-")
    return notebook


def bytes_of(entry: Entry, release: nbformat.NotebookNode, port: int = 0) -> bytes:
    """The file that an entry's student hands in."""
    nb = json.loads(nbformat.writes(release))
    right = {c.metadata.nbgrader.grade_id: c.source for c in source().cells}

    def cell(name):
        return next(c for c in nb["cells"] if c["metadata"]["nbgrader"]["grade_id"] == name)

    for name, zeros in ZEROS.items():
        solved = re.sub(r" *### (BEGIN|END) SOLUTION\n?", "", right[name])
        text = zeros if entry.answers == "zeros" else solved
        cell(name)["source"] = entry.solutions.get(name, text)
    if entry.notebook:
        exec(entry.notebook, {"nb": nb, "cell": cell, "copy": copy})
    for cells, index in ((entry.after_setup[::-1], 2), (entry.at_end, None)):
        for number, text in enumerate(cells):
            new = {"cell_type": "code", "id": f"new-{index}-{number}", "metadata": {},
                   "outputs": [], "execution_count": None, "source": text}  # fmt: skip
            nb["cells"].insert(len(nb["cells"]) if index is None else index, new)
    text = json.dumps(nb, indent=1).replace('int(os.environ[\\"LAB_PORT\\"])', str(port))
    data = text.replace("left-by-LAB_PORT", f"left-by-{port}").encode()
    if entry.file:
        scope = {"data": data}
        exec(entry.file, scope)
        data = scope["data"]
    return data


@dataclass
class Outcome:
    """What came of a class: points by student (None: not graded), the log, the exit status.

    `left` are processes of T26 that outlived the run; they have been ended since.
    """

    folder: Path
    status: int
    log: str
    points: dict[str, float | None] = field(default_factory=dict)
    left: list[int] = field(default_factory=list)

    def leaks(self, student: str, feedback: bool = True) -> list[str]:
        """What of the hidden checks is in a student's outputs, files and feedback.

        Stock nbgrader's feedback shows the hidden checks to everybody: leave it out there.
        """
        found = []
        for path in (self.folder / "autograded" / student).rglob("*"):
            if path.suffix == ".ipynb":
                outputs = [c.get("outputs") for c in nbformat.read(path, 4).cells]
                found += LEAK.findall(json.dumps(outputs))
            elif path.is_file():
                found += LEAK.findall(path.read_text(errors="replace"))
        for path in (self.folder / "feedback" / student).rglob("*.html") if feedback else ():
            found += LEAK.findall(path.read_text(encoding="utf-8"))
        return found

    def active(self, student: str) -> list[str]:
        """What of a student's outputs, text and feedback runs or fetches something in a page."""
        found = []
        for path in (self.folder / "autograded" / student).rglob("*.ipynb"):
            for cell in nbformat.read(path, 4).cells:
                shown = [o.get("data", {}) for o in cell.get("outputs", [])]
                texts = [text for data in shown for text in map(str, data.values())]
                fenced = cell.source.startswith("```")  # shown as it is
                texts += [cell.source] if cell.cell_type == "markdown" and not fenced else []
                found += [text for text in texts if ACTIVE.search(text)]
        for path in (self.folder / "feedback" / student).rglob("*.html"):
            found += ACTIVE.findall(path.read_text(encoding="utf-8"))
        return found

    def size(self, student: str) -> int:
        """Bytes of the graded notebook that is kept."""
        return (self.folder / "autograded" / student / "lab" / "lab.ipynb").stat().st_size

    def said(self, student: str) -> str:
        """All outputs of a student's notebook, and what is said on top of it."""
        path = self.folder / "autograded" / student / "lab" / "lab.ipynb"
        notebook = nbformat.read(path, 4)
        return "\n".join(
            [c.source for c in notebook.cells if c.id == "about-this-submission"]
            + [json.dumps(c.get("outputs")) for c in notebook.cells]
        )


def grade(
    folder: Path,
    ids: list[str],
    mode: str = "",
    port: int = 0,
    stock: bool = False,
    feedback: bool = True,
) -> Outcome:
    """Hand in the entries and the honest students' work, and grade them in one run."""
    syscalls.own_keyring()  # as in a login: one that every process of the session has
    home = folder / "solutions" / "lab"
    home.mkdir(parents=True)
    nbformat.write(source(), home / "lab.ipynb")
    config = STOCK if stock else CONFIG.format(project=str(ROOT / "nbgrader_config.py"), mode=mode)
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    first = run(folder, "generate_assignment", "lab")
    assert first.returncode == 0, first.stdout
    release = nbformat.read(folder / "release" / "lab" / "lab.ipynb", 4)
    class_ = dict.fromkeys(HONEST, Entry("right")) | {f"m-{i}": ENTRIES[i] for i in ids}
    for student, entry in class_.items():
        place = folder / "submitted" / student / "lab"
        place.mkdir(parents=True)
        (place / "lab.ipynb").write_bytes(bytes_of(entry, release, port))
        if entry.folder:
            exec(entry.folder, {"folder": place})
    done = run(folder, "autograde", "lab")
    if feedback and NO_PAGES not in os.environ:
        run(folder, "generate_feedback", "lab")
    outcome = Outcome(folder, done.returncode, done.stdout, left=running(f"left-by-{port}"))
    for process in outcome.left:
        os.kill(process, signal.SIGKILL)
    outcome.points = {s: _points(folder, s) for s in class_}
    return outcome


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """An nbgrader command in a course folder."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    variables["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder, env=variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        timeout=1500,
    )  # fmt: skip


def harm(outcome: Outcome, name: str, stock: bool = False) -> str:
    """What an entry has achieved or suffered that it should not have, "" for nothing.

    Parameters
    ----------
    outcome : Outcome
        Of a class with this entry in it.
    stock : bool
        Whether stock nbgrader graded it, whose feedback shows hidden checks to everybody.
    """
    entry, points = ENTRIES[name], outcome.points[f"m-{name}"]
    if any(outcome.points[honest] is None for honest in HONEST):
        return "leaves the class ungraded"
    if outcome.leaks(f"m-{name}", feedback=not stock):
        return "reads hidden checks"
    if name == "T26" and outcome.left:
        return "leaves a process running"
    if points is None:
        return "is left without a grade"
    if outcome.active(f"m-{name}"):
        return "stores a script"
    pages = outcome.folder / "feedback"
    if pages.is_dir() and not list((pages / f"m-{name}").rglob("*.html")):
        return "is left without feedback"
    if entry.family == "escape-limits" and outcome.size(f"m-{name}") > 1 << 20:
        return "has no limit"
    if points > max(entry.points):
        return "has no limit" if entry.family == "escape-limits" else "gains points"
    return "loses points" if points < min(entry.points) else ""


def scores(folder: Path, student: str) -> dict[str, float | None]:
    """A student's automatic points in a course folder, cell by cell; extra credit counts."""
    database = sqlite3.connect(folder / "gradebook.db", timeout=60)
    rows = database.execute(
        "select c.name, g.auto_score, g.extra_credit from grade g"
        " join base_cell c on g.cell_id = c.id"
        " join submitted_notebook n on g.notebook_id = n.id"
        " join submitted_assignment a on n.assignment_id = a.id"
        " where a.student_id = ? order by c.id",
        [student],
    ).fetchall()
    database.close()
    return {name: None if score is None else score + (extra or 0) for name, score, extra in rows}


def _points(folder: Path, student: str) -> float | None:
    """The sum of a student's automatic points, None if one is missing."""
    made = list(scores(folder, student).values())
    return None if not made or None in made else sum(filter(None, made))
