"""Cells of the instructor's that grading need not run, as long as their text is unchanged.

A cell such as `from convnet.widgets.activations import gain` and `gain()` depends on nothing of the
student's: it shows what it shows in the reference. A cell that the course has tagged `SKIPPED`
takes long and makes nothing that a check needs: it says so. Of both only the imports are run, in
case that something else uses them.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat

from autograder.cells import free_names, grade_id
from autograder.grading import untrusted
from autograder.sandbox.limits import Limits

SKIPPED = "skip-when-graded"
"""The tag; `autograder.authoring.rules.skipped` sees that nothing needs what such cells make."""
_SAID = {
    "output_type": "stream",
    "name": "stdout",
    "text": "Not run when it was graded: no check needs it.\n",
}


@dataclass(frozen=True)
class Demonstration:
    """What is run of a cell, and what it shows."""

    imports: str
    outputs: list[dict[str, Any]]


def demonstrations(reference: Path) -> dict[str, Demonstration]:
    """The instructor's demonstrations by their text; none where there is no reference."""
    try:
        return _read(reference, reference.stat().st_mtime_ns)
    except OSError:
        return {}


@lru_cache(maxsize=8)
def _read(reference: Path, _changed: int) -> dict[str, Demonstration]:
    try:
        cells = nbformat.read(reference, as_version=4).cells
    except ValueError:
        return {}
    made = {}
    for cell in cells:
        if cell.cell_type != "code" or grade_id(cell):
            continue
        skipped = SKIPPED in cell.metadata.get("tags", [])
        if skipped or (cell.outputs and _shows_the_same(cell.source)):
            outputs = [dict(_SAID)] if skipped else untrusted.outputs(cell.outputs, Limits())
            made[cell.source] = Demonstration(_imports(cell.source), list(outputs))
    return made if untrusted.cleaned(each.outputs for each in made.values()) else {}


def _shows_the_same(source: str) -> bool:
    """Whether a cell has nothing but imports from the course's library, and calls."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    imports = [node for node in body if isinstance(node, ast.ImportFrom)]
    calls = [node for node in body if isinstance(node, ast.Expr)]
    ours = all((node.module or "").partition(".")[0] == "convnet" for node in imports)
    return len(imports) + len(calls) == len(body) and ours and not free_names(source)


def _imports(source: str) -> str:
    imports = (n for n in ast.parse(source).body if isinstance(n, ast.Import | ast.ImportFrom))
    return "\n".join(map(ast.unparse, imports))
