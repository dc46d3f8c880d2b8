"""What in a student's notebook would get in the way of grading, and its repair from the release.

The course's own grader puts locked cells back by itself; plain nbgrader does not, and in both a
message before the deadline is better than one after it.
"""

from __future__ import annotations

import ast
import copy
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from nbformat import NotebookNode

from autograder.cells import grade_id
from autograder.student.run import named

_ABSOLUTE = re.compile(
    r"(/(home|Users|mnt|media|tmp|root|content|data|var|opt|srv)/|~/|[A-Za-z]:[\\/]|\\\\\w).*"
)
"""A path that begins at the root of somebody's machine."""

_CALLS = {
    "input": "waits for somebody to type, and in grading nobody does",
    "quit": "ends the kernel, and with it all that comes after",
    "exit": "ends the kernel, and with it all that comes after",
}

Official = Mapping[str, NotebookNode]


def damage(own: NotebookNode, official: Official) -> list[str]:
    """What `repaired` would put right, one sentence each."""
    found = Counter(name for cell in own.cells if (name := grade_id(cell)))
    missing = [name for name in official if not found[name]]
    said = [f"{name} is missing" for name in missing]
    said += [f"{name} is there {found[name]} times" for name in official if found[name] > 1]
    for name, cell in _first(own, official).items():
        said += [f"{name} {what}" for what in _changed(cell, official[name])]
    order = list(_first(own, official))
    if order != [name for name in official if name in found]:
        said.append("cells have been moved: they are not in the order of the course")
    return said


def _first(own: NotebookNode, official: Official) -> dict[str, NotebookNode]:
    """The first cell of each grade id of the release, in the notebook's order."""
    first: dict[str, NotebookNode] = {}
    for cell in own.cells:
        if grade_id(cell) in official:
            first.setdefault(grade_id(cell), cell)
    return first


def _changed(cell: NotebookNode, ours: NotebookNode) -> Iterator[str]:
    """What differs in a cell and is not the student's to change."""
    if cell.cell_type != ours.cell_type:
        yield f"is a {cell.cell_type} cell and must be a {ours.cell_type} cell"
    elif ours.metadata.nbgrader.locked and cell.source.strip() != ours.source.strip():
        yield "has been edited, and is not yours to edit"
    elif cell.metadata.nbgrader != ours.metadata.nbgrader:
        yield "has other points or marks for the grader than it was handed out with"
    elif set(ours.metadata.get("tags", [])) - set(cell.metadata.get("tags", [])):
        yield "has lost a tag, without which Run All stops at it"


def repaired(own: NotebookNode, official: Official) -> NotebookNode:
    """A copy with every cell of the release in its place and as it must be.

    Answers stay as they are, and cells of the student's own stay behind the cell that they were
    behind. A second cell with the same grade id becomes one of those, unless it is a locked one.
    """
    result = copy.deepcopy(own)
    head: list[NotebookNode] = []
    behind: dict[str, list[NotebookNode]] = {}
    here = head
    for cell in result.cells:
        name = grade_id(cell)
        if name in official and name not in behind:
            here = behind[name] = [_restored(cell, official[name])]
            continue
        if name in official and official[name].metadata.nbgrader.locked:
            continue
        if name in official:
            cell.metadata.pop("nbgrader")
        here.append(cell)
    cells = head
    for name, ours in official.items():
        cells += behind.get(name) or [copy.deepcopy(ours)]
    result.cells = _ids_once(cells)
    return result


def _restored(cell: NotebookNode, ours: NotebookNode) -> NotebookNode:
    """The release's cell with the student's answer and outputs."""
    made = copy.deepcopy(ours)
    if not ours.metadata.nbgrader.locked:
        made.source = cell.source
    if "attachments" in cell and made.cell_type == "markdown":
        made.attachments = cell.attachments
    if cell.cell_type == made.cell_type == "code" and cell.source == made.source:
        made.outputs, made.execution_count = cell.outputs, cell.execution_count
    return made


def _ids_once(cells: list[NotebookNode]) -> list[NotebookNode]:
    """The same cells, no two with one id."""
    seen: set[str] = set()
    for number, cell in enumerate(cells):
        if cell.id in seen:
            cell.id = f"own-{number}"
        seen.add(cell.id)
    return cells


def remarks(own: NotebookNode, release: NotebookNode) -> list[str]:
    """What only the student can put right: calls that nothing answers, paths of one machine."""
    given = {cell.source for cell in release.cells}
    return [
        f"{named(cell)}, line {line}: {what}"
        for cell in own.cells
        if cell.cell_type == "code" and cell.source not in given
        for line, what in _in_code(cell.source)
    ]


def _in_code(source: str) -> Iterator[tuple[int, str]]:
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        tree = ast.parse(TransformerManager().transform_cell(source))
    except (SyntaxError, ValueError):
        return  # the run tells of it
    for node in ast.walk(tree):
        if not isinstance(node, ast.expr):
            continue
        called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if called in _CALLS:
            yield node.lineno, f"`{called}()` {_CALLS[called]}"
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and _ABSOLUTE.fullmatch(text):
            place = "a path on your machine; put the file beside the notebook and name it alone"
            yield node.lineno, f"{text[:60]!r} is {place}"
