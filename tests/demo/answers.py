"""What a student of the synthetic class writes into the cells of a notebook."""

from __future__ import annotations

import ast
import re

from autograder.cells import grade_id, role
from autograder.mistakes import declared
from autograder.mistakes.declared import Mistake
from autograder.mistakes.notebook import Known

_MARK_SCHEME = re.compile(r"\n*\*Mark scheme.*", re.DOTALL)


def without_markers(source: str) -> str:
    """A reference's cell as a student writes it."""
    return re.sub(r"^ *### (BEGIN|END) SOLUTION\n", "", source, flags=re.MULTILINE)


def solution(known: Known, exercise: str) -> str:
    """The reference's solution cell of an exercise."""
    return without_markers(known.replays.solutions[solution_cell(exercise)])


def solution_cell(exercise: str) -> str:
    """The grade id of the cell that an exercise is answered in."""
    return f"{exercise[:2]}-{int(exercise[3:]):02}-solution"


def varied(known: Known, variant: Mistake) -> str:
    """The solution cell of an exercise, with a mistake or an alternative in its place there.

    What the cell does not define stands below it.
    """
    cell = solution(known, variant.exercise)
    functions = {n: without_markers(f) for n, f in known.replays.functions.items()}
    patch = declared.applied(variant.patch, known.replays.functions)
    below = []
    for node in ast.parse(patch).body:
        text = without_markers(ast.get_source_segment(patch, node) or "")
        old = functions.get(node.name, "") if isinstance(node, ast.FunctionDef) else ""
        if old and cell.count(old) == 1:
            cell = cell.replace(old, text)
        else:
            below.append(text)
    return "\n\n\n".join([cell.rstrip("\n"), *below]) + "\n"


def in_words(cells) -> dict[str, str]:
    """Answers to the questions that people mark, by grade id: the reference's, without rubric."""
    found = {grade_id(c): c.source for c in cells if role(grade_id(c)) == "manual"}
    return {name: _MARK_SCHEME.sub("", text) for name, text in found.items()}
