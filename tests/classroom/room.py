"""A small class for tests of `convnet-course grade`: good, wrong, broken, late, missing work."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook

from autograder import cli
from autograder.classroom.course import Options
from tests.attacks import lab
from tests.cells import ROOT

CONFIG = """
exec(compile(open({project!r}).read(), {project!r}, "exec"))
c.Judge.limits = dict(call_cpu=3.0, call_wall=6.0, cell_wall=20.0, cell_cpu=10.0)
c.LateSubmissionPlugin.penalty_method = "zero"
"""
MANUAL = {"grade": True, "grade_id": "why", "locked": False, "points": 3, "schema_version": 3,
          "solution": True, "task": False}  # fmt: skip


def source() -> nbformat.NotebookNode:
    """The attacks' assignment with a question to be marked by hand."""
    notebook = lab.source()
    notebook.cells.append(new_markdown_cell("Because.", metadata={"nbgrader": MANUAL}, id="why"))
    return notebook


def course(folder: Path) -> Path:
    """A course whose assignment is released and due, and what its students have handed in."""
    home = folder / "solutions" / "lab"
    home.mkdir(parents=True)
    nbformat.write(source(), home / "lab.ipynb")
    (home / "table.csv").write_text("the instructor's")
    config = CONFIG.format(project=str(ROOT / "nbgrader_config.py"))
    (folder / "nbgrader_config.py").write_text(config)
    done = lab.run(folder, "generate_assignment", "lab")
    assert done.returncode == 0, done.stdout
    due(f"sqlite:///{folder / 'gradebook.db'}")
    release = nbformat.read(folder / "release" / "lab" / "lab.ipynb", 4)
    hand_in(folder, "ada", release, right=True, time="2025-12-31 12:00:00 UTC")
    hand_in(folder, "bob", release)
    hand_in(folder, "late", release, right=True, time="2026-01-02 00:00:00 UTC")
    hand_in(folder, "zero", release, cells={"conv1d": "def conv1d(x, w):\n    return 0 * x"})
    hand_in(folder, "dies", release, cells={"conv1d": "import os\nos._exit(3)"})
    hand_in(folder, "copy", release, right=True, name="lab (1).ipynb")
    (folder / "submitted" / "broken" / "lab").mkdir(parents=True)
    (folder / "submitted" / "broken" / "lab" / "lab.ipynb").write_text('{"cells": [')
    (folder / "submitted" / "nothing" / "lab").mkdir(parents=True)
    return folder


def due(database: str, course: str = "") -> None:
    """Set the assignment's date, as `nbgrader db assignment add` does."""
    with Gradebook(database, course) as book:
        book.update_or_create_assignment("lab", duedate=datetime(2026, 1, 1))


def hand_in(folder, student, release, right=False, cells=None, name="lab.ipynb", time=""):
    """Write a submission: the release, the right answers, or some cells of one's own."""
    solved = {c.metadata.nbgrader.grade_id: c.source for c in source().cells}
    notebook = nbformat.from_dict(release)
    notebook = nbformat.reads(nbformat.writes(notebook), 4)
    for cell in notebook.cells:
        grade_id = cell.metadata.nbgrader.grade_id
        if right and cell.metadata.nbgrader.solution:
            cell.source = re.sub(r" *### (BEGIN|END) SOLUTION\n?", "", solved[grade_id]) + " "
        cell.source = (cells or {}).get(grade_id, cell.source)
    notebook.cells.append(new_code_cell("print('mine')", id="mine"))
    place = folder / "submitted" / student / "lab"
    place.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, place / name)
    (place / "table.csv").write_text("a student's")
    (place / "notes.txt").write_text("notes")
    if time:
        (place / "timestamp.txt").write_text(time)


def command(folder: Path, *arguments: str) -> list[str]:
    """`convnet-course grade` for a course."""
    python = [sys.executable, "-m", "autograder", "grade", "lab", "--course", str(folder)]
    return [*python, *arguments]


def here(folder: Path) -> NoReturn:
    """The same in this process, which ends with it."""
    sys.exit(cli.main(["grade", "lab", "--course", str(folder), "--workers", "2"]))


def environment() -> dict[str, str]:
    """As in a shell, with the repository's packages."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def grade(folder: Path, *arguments: str, status: int = 0) -> str:
    """Run it; what it says."""
    done = subprocess.run(
        command(folder, *arguments), env=environment(), text=True, timeout=600,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode == status, done.stdout
    return done.stdout


def copied(folder: Path, to: Path) -> Path:
    """A course like another one, not graded yet."""
    left_out = shutil.ignore_patterns("autograded", "results", "feedback")
    return Path(shutil.copytree(folder, to, ignore=left_out))


GRADES = """
select s.student_id, b.name, g.auto_score, g.manual_score, g.needs_manual_grade,
       n.late_submission_penalty, s.timestamp
from grade g join base_cell b on b.id = g.cell_id
join submitted_notebook n on n.id = g.notebook_id
join submitted_assignment s on s.id = n.assignment_id order by 1, 2"""
COMMENTS = """
select s.student_id, b.name, c.auto_comment, c.manual_comment
from comment c join base_cell b on b.id = c.cell_id
join submitted_notebook n on n.id = c.notebook_id
join submitted_assignment s on s.id = n.assignment_id order by 1, 2"""


def entered(folder: Path) -> tuple[list, list]:
    """All that a course's gradebook holds of its submissions: grades and comments."""
    with sqlite3.connect(folder / "gradebook.db", timeout=60) as database:
        return database.execute(GRADES).fetchall(), database.execute(COMMENTS).fetchall()


def notebooks(folder: Path) -> dict[str, str]:
    """The graded notebooks by student, and what lies beside them."""
    there = sorted((folder / "autograded").glob("*/lab/*"))
    return {f"{path.parts[-3]}/{path.name}": path.read_text() for path in there}


def made(folder: Path) -> SimpleNamespace:
    """All that grading has made of a course: `entered` in its gradebook, and `notebooks`."""
    return SimpleNamespace(entered=entered(folder), notebooks=notebooks(folder))


def options(classroom, **changes) -> Options:
    """What the command is asked for in a course, with one worker."""
    return Options("lab", classroom.folder, **{"workers": 1, **changes})
