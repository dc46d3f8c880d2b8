"""A notebook as replays need it: its graded cells, its reference, its mistakes."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from autograder.authoring import source
from autograder.authoring.assignment import SOLUTIONS, Assignment
from autograder.cells import exercise, grade_id, role
from autograder.mistakes import declared
from autograder.mistakes.replay import Replays


@dataclass(frozen=True)
class Graded:
    """A graded cell: its grade id, its exercise, its text with the hidden part."""

    id: str
    exercise: str
    text: str


@dataclass(frozen=True, eq=False)
class Known:
    """One notebook of the course, its wrong answers and the right ones written differently.

    Attributes
    ----------
    assignment : Assignment
    graded : tuple of Graded
    replays : Replays
    alternatives : tuple of Mistake
        Right answers; `words` says what is different in them.
    """

    assignment: Assignment
    graded: tuple[Graded, ...]
    replays: Replays
    alternatives: tuple[declared.Mistake, ...]

    @cached_property
    def cells(self) -> dict[str, tuple[str, str]]:
        """Exercise and text of the graded cells, by grade id."""
        return {cell.id: (cell.exercise, cell.text) for cell in self.graded}

    def touched(self, exercise: str, patch: str) -> list[Graded]:
        """The exercise's graded cells, and all others that use a function which a patch changes."""
        changed = set(declared.texts([declared.applied(patch, self.replays.functions)]))
        functions = {name: _names(ast.parse(text)) for name, text in self.replays.functions.items()}
        while more := {name for name, used in functions.items() if used & changed} - changed:
            changed |= more
        return [
            cell
            for cell in self.graded
            if cell.exercise == exercise or _names(ast.parse(cell.text)) & changed
        ]


def known(assignment: Assignment) -> Known:
    """Read a notebook's source, its mistakes and its alternatives."""
    cells = [cell for cell in source.read(assignment).cells if cell.cell_type == "code"]
    names = [(grade_id(cell), cell.source) for cell in cells]
    graded = tuple(
        Graded(name, exercise(name), text) for name, text in names if role(name) == "test"
    )
    solutions = {name: text for name, text in names if role(name) == "solution"}
    given = [text for name, text in names if name.endswith("-setup")]
    folder = assignment.root / SOLUTIONS
    mistakes = declared.read(folder / f"{assignment.id}{declared.SUFFIX}")
    others = declared.read(assignment.root / "tests" / "alternatives" / f"{assignment.id}.py")
    return Known(assignment, graded, Replays(given, solutions, mistakes), others)


def _names(tree: ast.AST) -> set[str]:
    """All names that a piece of code uses."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def exercises(graded: Iterable[Graded]) -> list[str]:
    """The exercises of graded cells, in order."""
    return list(dict.fromkeys(cell.exercise for cell in graded))
