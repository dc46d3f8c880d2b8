"""An assignment as the instructor released it: from nbgrader's gradebook, in the source's order."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, GradedMixin, MissingEntry
from nbgrader.nbgraderformat import MetadataValidator

from autograder.cells import grade_id


def official_cells(
    database: str, assignment: str, notebook: str, converter: Any = None
) -> tuple[list[NotebookNode], dict]:
    """The cells with a grade id, hidden tests included, and the notebook's metadata.

    Text, type, points and checksum are the gradebook's; order and tags are those of the notebook
    in the source directory, where there is one.
    """
    with Gradebook(database) as gradebook:
        stored = gradebook.find_notebook(notebook, assignment)
        cells = {c.name: _made(gradebook, c, assignment, notebook) for c in stored.source_cells}
        kernel = json.loads(stored.kernelspec) if stored.kernelspec else None
    order = list(cells)
    source = _source(assignment, notebook, converter)
    if source is not None:
        here = {grade_id(cell): cell for cell in source.cells if grade_id(cell)}
        order = [name for name in here if name in cells]
        order += [name for name in cells if name not in here]
        for name in order:
            if name in here:
                cells[name].metadata.update(
                    {k: v for k, v in here[name].metadata.items() if k != "nbgrader"}
                )
                cells[name]["id"] = here[name].get("id", name)
                if "attachments" in here[name]:
                    cells[name].attachments = here[name].attachments
    return [cells[name] for name in order], {"kernelspec": kernel} if kernel else {}


def texts(assignment: str, notebook: str, converter: Any) -> frozenset[str]:
    """The markdown of the instructor's notebook: what of it is handed in again is not looked at."""
    path = source_path(assignment, notebook, converter)
    try:
        return _texts(path, path.stat().st_mtime_ns) if path else frozenset()
    except OSError:
        return frozenset()


@lru_cache(maxsize=4)
def _texts(path: Path, _changed: int) -> frozenset[str]:
    try:
        cells = nbformat.read(path, as_version=4).cells
    except ValueError:
        return frozenset()
    return frozenset(cell.source for cell in cells if cell.cell_type == "markdown")


def _made(gradebook: Gradebook, stored: Any, assignment: str, notebook: str) -> NotebookNode:
    """A cell from its row; whether it is graded or a solution is told by the other tables."""
    make = getattr(nbformat.v4, f"new_{stored.cell_type}_cell")
    cell = make(source=stored.source)
    graded, solution, task = False, False, False
    points = None
    try:
        row: GradedMixin = gradebook.find_graded_cell(stored.name, notebook, assignment)
        task = row.type == "TaskCell"
        graded, points = not task, row.max_score
    except MissingEntry:
        pass
    try:
        gradebook.find_solution_cell(stored.name, notebook, assignment)
        solution = True
    except MissingEntry:
        pass
    information = {
        "grade": graded,
        "grade_id": stored.name,
        "locked": bool(stored.locked),
        "schema_version": MetadataValidator().schema_version,
        "solution": solution,
        "task": task,
        "cell_type": stored.cell_type,
        "checksum": stored.checksum,
    }
    if points is not None:
        information["points"] = int(points) if points == int(points) else points
    cell.metadata["nbgrader"] = nbformat.from_dict(information)
    return cell


def source_path(assignment: str, notebook: str, converter: Any) -> Path | None:
    """Where the instructor's notebook is, as nbgrader's converter knows it."""
    directory = getattr(converter, "coursedir", None)
    if directory is None and converter is not None:
        directory = getattr(getattr(converter, "parent", None), "coursedir", None)
    if directory is None:
        return None
    path = Path(directory.format_path(directory.source_directory, ".", assignment))
    return path / f"{notebook}.ipynb"


def _source(assignment: str, notebook: str, converter: Any) -> NotebookNode | None:
    path = source_path(assignment, notebook, converter)
    try:
        return nbformat.read(path, as_version=4) if path else None
    except (OSError, ValueError):
        return None
