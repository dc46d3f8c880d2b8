"""The synthetic class's course folder: what is released, and what is handed in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from autograder.authoring.assignment import select
from autograder.cells import grade_id
from autograder.errors import CourseError
from autograder.mistakes import declared
from autograder.mistakes.notebook import Known, known
from tests.cells import ROOT
from tests.demo import answers
from tests.demo.plan import STUDENTS, Work, due

ABOUT = "demo.json"


def begun(folder: Path, students: int, seed: int) -> bool:
    """Take a folder, or take up one that an interrupted run has left; whether it is the latter.

    Raises
    ------
    CourseError
        If something else is in it.
    """
    about = folder / ABOUT
    ours = {"students": students, "seed": seed}
    if about.is_file():
        if json.loads(about.read_text(encoding="utf-8")) != ours:
            raise CourseError(f"{folder} holds another class: name a new folder, --folder.")
        return True
    if folder.is_dir() and any(folder.iterdir()):
        raise CourseError(f"{folder} is not empty: name a new folder, --folder.")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    about.write_text(json.dumps(ours), encoding="utf-8")
    return False


def release(folder: Path, notebook: str, students: int) -> None:
    """Hand a notebook out, as nbgrader does it: with its roster and its deadline."""
    if not (folder / "release" / notebook).is_dir():
        sources = folder / "solutions"
        shutil.copytree(ROOT / "solutions" / notebook, sources / notebook, dirs_exist_ok=True)
        shutil.copy(ROOT / "solutions" / f"{notebook}{declared.SUFFIX}", sources)
        _generate(folder, notebook)
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_assignment(notebook, duedate=due(notebook).replace(tzinfo=None))
        for student in STUDENTS[:students]:
            gradebook.update_or_create_student(student)


def _generate(folder: Path, notebook: str) -> None:
    paths = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", notebook, "--force"]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": paths}, text=True, capture_output=True
    )
    if done.returncode:
        raise CourseError(f"{notebook} cannot be released:\n{done.stdout}{done.stderr}")


def hand_in(folder: Path, notebook: str, class_: Iterable[Work]) -> None:
    """Write what the class hands in; the same bytes each time, so that nothing is graded twice."""
    [assignment] = select([notebook], ROOT)
    content = known(assignment)
    released = nbformat.read(folder / "release" / notebook / f"{assignment.name}.ipynb", 4)
    reference = nbformat.read(folder / "solutions" / notebook / f"{assignment.name}.ipynb", 4)
    words = answers.in_words(reference.cells)
    for each in class_:
        if each.kind == "missing":
            continue
        filled = _written(each, content) | (words if each.in_words else {})
        copy = nbformat.reads(nbformat.writes(released), 4)
        for cell in copy.cells:
            cell.source = filled.get(grade_id(cell), cell.source)
        place = folder / "submitted" / each.student / notebook
        place.mkdir(parents=True, exist_ok=True)
        nbformat.write(copy, place / f"{assignment.name}.ipynb")
        (place / "timestamp.txt").write_text(f"{each.at:%Y-%m-%d %H:%M:%S} UTC")


def _written(work: Work, content: Known) -> dict[str, str]:
    """The solution cells that a student has filled in, by grade id."""
    texts = {
        exercise: answers.varied(content, variant) if variant else None
        for exercise, variant in {**work.right, **work.wrong}.items()
    }
    return {
        answers.solution_cell(exercise): text or answers.solution(content, exercise)
        for exercise, text in texts.items()
    }
