"""Figures that every notebook of a class shows alike: made once, by who made the reference.

A cell such as `from convnet.widgets.activations import gain` and `gain()` depends on nothing of the
student's. Where its text is the instructor's, its outputs are those of the reference, and of the
cell only the imports are run, in case that something else uses them.
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
        if cell.cell_type != "code" or grade_id(cell) or not cell.outputs:
            continue
        imports = _imports(cell.source)
        if imports is not None:
            made[cell.source] = Demonstration(
                imports, list(untrusted.outputs(cell.outputs, Limits()))
            )
    return made if untrusted.cleaned(each.outputs for each in made.values()) else {}


def _imports(source: str) -> str | None:
    """The imports of a cell that has nothing but those, from the course's library, and calls."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None
    imports = [node for node in body if isinstance(node, ast.ImportFrom)]
    calls = [node for node in body if isinstance(node, ast.Expr)]
    ours = all((node.module or "").partition(".")[0] == "convnet" for node in imports)
    if len(imports) + len(calls) < len(body) or not ours or free_names(source):
        return None
    return "\n".join(map(ast.unparse, imports))
