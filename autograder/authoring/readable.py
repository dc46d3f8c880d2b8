"""`convnet-course solutions`: a reference to hand out after the deadline, without hidden tests."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from nbformat import NotebookNode

from autograder.authoring import source, swap
from autograder.authoring.assignment import Assignment, select
from autograder.cells import cell_name, grade_id, role
from autograder.errors import CourseError

_MARKER = re.compile(r"^ *### (BEGIN|END) SOLUTION\n?", re.MULTILINE)
_MARK_SCHEME = re.compile(r"\n*\*{1,2}Mark scheme.*", re.DOTALL)


def solutions(
    names: list[str], root: Path, to: Path, *, log: Callable[[str], object] = print
) -> None:
    """Write the readable reference of each notebook to a folder, as NN_name-solutions.ipynb."""
    for assignment in select(names, root):
        path = to / f"{assignment.id}-solutions.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        swap.write_file(path, source.dumps(readable(assignment)))
        log(f"{path}: the reference with its outputs, no hidden test in it")


def readable(assignment: Assignment) -> NotebookNode:
    """The executed reference as a student may read it: answers, and the checks that they know.

    Raises
    ------
    CourseError
        If the reference has not been built from the source as it is now.
    """
    for path in (assignment.reference, assignment.release):
        if not path.is_file():
            raise CourseError(f"There is no {assignment.shown(path)}. {_build(assignment)}")
    reference, release = source.load(assignment.reference), source.load(assignment.release)
    if source.built_from(reference) != source.fingerprint(source.read(assignment)):
        raise CourseError(
            f"{assignment.shown(assignment.reference)} is older than its source. "
            f"{_build(assignment)}"
        )
    known = {grade_id(cell): cell.source for cell in release.cells if grade_id(cell)}
    for cell in reference.cells:
        kind = role(cell_name(cell))
        if kind == "test":
            cell.source = known[grade_id(cell)]
        elif kind == "solution":
            cell.source = _MARKER.sub("", cell.source)
        elif kind == "manual":
            cell.source = _MARK_SCHEME.sub("", cell.source)
        # A copy to read is nothing to hand in: nbgrader would take its answers for a student's.
        tags = cell.metadata.get("tags", [])
        cell.metadata = NotebookNode({"tags": tags} if tags else {})
    reference.metadata.convnet_course.pop("sources")
    return reference


def _build(assignment: Assignment) -> str:
    return f"`convnet-course build {assignment.id}` makes it anew."
