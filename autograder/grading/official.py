"""An assignment as the instructor released it: from nbgrader's gradebook, in the source's order."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, GradedMixin, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.nbgraderformat import MetadataValidator

from autograder.cells import grade_id
from autograder.errors import CourseError
from autograder.grading import rubric
from autograder.grading.opening import opened


@dataclass(frozen=True)
class Official:
    """A notebook of an assignment as the instructor released it: made once for a class.

    Attributes
    ----------
    cells : list of cells
        Those with a grade id, hidden tests included, solutions not, in order.
    metadata : dict
        The notebook's, the kernel for one.
    texts : frozenset of str
        The instructor's markdown: what of it is handed in again is not looked at.
    reference : Path
        The instructor's notebook, where it should be.
    rubrics : dict of str to str
        Answers in words with their mark schemes, by grade id.
    release : str
        Which one of the course, "" if the notebook doesn't say.
    """

    assignment: str
    name: str
    cells: list[NotebookNode]
    metadata: dict
    texts: frozenset[str]
    reference: Path
    rubrics: dict[str, str] = field(default_factory=dict)
    release: str = ""

    @property
    def kinds(self) -> dict[str, str]:
        """Types of the cells by grade id: "code" or "markdown"."""
        return {grade_id(cell): cell.cell_type for cell in self.cells}


def official(database: str, assignment: str, notebook: str, course: CourseDirectory) -> Official:
    """A notebook from nbgrader's gradebook, its metadata validated.

    Text, type, points and checksum are the gradebook's; order and tags are those of the notebook
    in the source directory, where there is one.
    """
    with opened(database, course.course_id) as gradebook:
        stored = gradebook.find_notebook(notebook, assignment)
        cells = {c.name: _made(gradebook, c, assignment, notebook) for c in stored.source_cells}
        kernel = json.loads(stored.kernelspec) if stored.kernelspec else None
    path = source_path(assignment, notebook, course)
    source = _source(path)
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
    made = [cells[name] for name in order]
    MetadataValidator().validate_nb(nbformat.v4.new_notebook(cells=made))
    metadata = {"kernelspec": kernel} if kernel else {}
    texts = frozenset(cell.source for cell in source.cells if cell.cell_type == "markdown")
    found = rubric.rubrics(source.cells)
    release = str(source.metadata.get("convnet_course", {}).get("version", ""))
    return Official(assignment, notebook, made, metadata, texts, path, found, release)


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


def source_path(assignment: str, notebook: str, course: CourseDirectory) -> Path:
    """Where the instructor's notebook is."""
    directory = Path(course.format_path(course.source_directory, ".", assignment))
    return directory / f"{notebook}.ipynb"


def _source(path: Path) -> NotebookNode:
    """The instructor's notebook; an empty one where there is none."""
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        return nbformat.v4.new_notebook()
    except (OSError, ValueError) as error:
        raise CourseError(f"the instructor's notebook {path} cannot be read: {error}") from error
