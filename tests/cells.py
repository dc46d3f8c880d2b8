"""Notebooks as cells of code that run in this process: fast ground for wrong and right answers."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from autograder import cells, check
from autograder.authoring import source
from autograder.authoring.assignment import assignments, select
from autograder.mistakes import declared
from autograder.mistakes.prove import BUILT_ON_OTHERS

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Cell:
    """A code cell of a percent source: its grade id ("" if none) and its text."""

    grade_id: str
    source: str

    @property
    def exercise(self) -> str:
        return cells.exercise(self.grade_id)

    @property
    def is_solution(self) -> bool:
        return cells.role(self.grade_id) == "solution"

    @property
    def is_graded(self) -> bool:
        return cells.role(self.grade_id) == "test"


@dataclass(frozen=True)
class Variant:
    """A replacement for functions of one exercise, and what is said of it.

    `words` name a mistake ("" if nothing need name it), or say what is different in an alternative.
    """

    id: str
    exercise: str
    words: str
    source: str


@cache
def code_cells(notebook: str) -> tuple[Cell, ...]:
    """The code cells of solutions/<notebook>.py that have a grade id, in order."""
    [assignment] = select([notebook], ROOT)
    return tuple(
        Cell(cells.cell_name(cell), cell.source)
        for cell in source.read(assignment).cells
        if cell.cell_type == "code" and cells.cell_name(cell)
    )


@cache
def variants(kind: Literal["mistakes", "alternatives"], notebook: str) -> tuple[Variant, ...]:
    """The wrong answers that a notebook declares, or its right ones in tests/alternatives/."""
    path = ROOT / "solutions" / f"{notebook}{declared.SUFFIX}"
    if kind == "alternatives":
        path = ROOT / "tests" / "alternatives" / f"{notebook}.py"
    functions = declared.texts(c.source for c in code_cells(notebook) if c.is_solution)
    return tuple(
        Variant(v.id, v.exercise, v.words, declared.applied(v.patch, functions))
        for v in declared.read(path)
    )


def notebooks() -> list[str]:
    """Names of all assignments: 00_warmup, …"""
    return [assignment.id for assignment in assignments(ROOT)]


def independent(notebook: str, exercise: str = "") -> set[str]:
    """All exercises of a notebook that are not built on others, and this one in any case."""
    return {cell.exercise for cell in code_cells(notebook)} - BUILT_ON_OTHERS | {exercise}


def run(source: str, names: dict, filename: str) -> None:
    """Run a cell without showing what it prints."""
    with contextlib.redirect_stdout(io.StringIO()):
        cells.run(source, names, filename)


def solved(notebook: str, patch: str = "") -> dict:
    """A namespace with all reference solutions, and a patch run over them."""
    names: dict = {"__name__": "__main__"}
    for cell in code_cells(notebook):
        if cell.is_solution or cell.grade_id.endswith("-setup"):
            run(cell.source, names, f"<{cell.grade_id}>")
    if patch:
        run(patch, names, "<patch>")
    return names


def verdicts(notebook: str, names: dict, exercises: set[str] | None = None) -> dict[str, str]:
    """What each graded cell says: "" for a pass, else the message, by grade id."""
    said = {}
    for cell in code_cells(notebook):
        if not cell.is_graded or (exercises and cell.exercise not in exercises):
            continue
        before = dict(names)
        try:
            run(cell.source, names, f"<{cell.grade_id}>")
            said[cell.grade_id] = ""
        except (check.Rejected, check.NotDone) as error:
            said[cell.grade_id] = str(error)
        finally:
            names.clear()
            names.update(before)
    return said
