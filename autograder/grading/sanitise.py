"""A submission made whole: what the instructor fixed comes from the instructor.

Of a submission only the text of its answer cells and its own extra cells count. Locked cells,
types, points, tags and order come from the assignment; whatever differed is said in notes. Figures
and demonstrations are the student's own like extra cells; `long` still keeps them from being run.
"""

from __future__ import annotations

import copy
import re

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

from autograder.cells import grade_id
from autograder.grading import plain
from autograder.grading.reading import Notes, in_short

ABOUT = "About this submission"
_OURS = r"about\s+this\s+submission|\brubric\b|\bmark\s+scheme"
"""What cells say that the grader adds."""


def restored(
    submitted: NotebookNode | None, official: list[NotebookNode], metadata: dict, notes: Notes
) -> NotebookNode:
    """The notebook to grade.

    Parameters
    ----------
    submitted : NotebookNode or None
        None where there is nothing to read: everything is as it was handed out.
    official : list of cells
        The assignment's cells with a grade id, in order, hidden tests included, solutions not.
    metadata : dict
        The notebook's metadata, the kernel for one.
    """
    segments, head = _segments(submitted.cells if submitted else [], official, notes)
    missing = [c for c in official if grade_id(c) not in segments]
    if submitted is not None and missing:
        names = ", ".join(map(grade_id, missing))
        answers = any(c.metadata.nbgrader.solution for c in missing)
        more = (
            " What you wrote in cells of your own runs after them, and counts." if answers else ""
        )
        notes.both(f"Cells that were missing have been put back as they were: {names}.{more}")
    cells: list[NotebookNode] = []
    others = list(head)
    for cell in official:
        if grade_id(cell) in segments:
            mine, *more_cells = segments[grade_id(cell)]
            cells += [*others, _made_official(cell, mine, notes)]
            others = more_cells
        elif cell.metadata.nbgrader.locked:
            cells += [*others, copy.deepcopy(cell)]
            others = []
        else:  # an answer may stand in a cell of the student's own: that one has the last word
            cells.append(copy.deepcopy(cell))
    result = new_notebook(cells=[*cells, *others], metadata=nbformat.from_dict(metadata))
    seen: set[str] = set()
    for number, cell in enumerate(result.cells):
        name = grade_id(cell)
        cell.id = cell.get("id", "") if name and cell.get("id") not in seen else f"cell-{number}"
        seen.add(cell.id)
    return result


def _segments(
    cells: list[NotebookNode], official: list[NotebookNode], notes: Notes
) -> tuple[dict[str, list[NotebookNode]], list[NotebookNode]]:
    """Each official cell as submitted, with the extra cells after it; and those before all."""
    known = {grade_id(c): c for c in official}
    head: list[NotebookNode] = []
    segments: dict[str, list[NotebookNode]] = {}
    current = head
    for cell in cells:
        name = grade_id(cell)
        if name in known and name not in segments:
            current = segments[name] = [cell]
            continue
        if name in segments:
            locked = known[name].metadata.nbgrader.locked
            notes.both(_more_than_once(known[name]))
            if locked:
                continue
        elif name and cell.metadata.nbgrader.get("grade"):
            shown = plain.name(name)
            notes.both(f"The cell {shown} is not part of the assignment and has no points.")
        cell.metadata.pop("nbgrader", None)
        current.append(_own(cell))
    if list(segments) != [name for name in known if name in segments]:
        notes.both("Cells had been moved; they are back in the order of the assignment.")
    return segments, head


def _more_than_once(official: NotebookNode) -> str:
    said = f"The cell {grade_id(official)} was there more than once"
    if official.metadata.nbgrader.locked:
        return f"{said}; the assignment's own counts."
    how = "all of them were run, in order" if official.cell_type == "code" else "all are kept"
    return f"{said}, as after splitting it; {how}."


def _own(cell: NotebookNode) -> NotebookNode:
    """A cell of the student's own; one that poses as the grader's says whose it is."""
    cell.metadata.pop("was", None)
    if cell.cell_type == "markdown" and re.search(_OURS, cell.source, re.I):
        cell.source = f"*The student's own text:*\n\n{cell.source}"
    return cell


def _made_official(
    official: NotebookNode, submitted: NotebookNode | None, notes: Notes
) -> NotebookNode:
    """The assignment's cell; with the student's text if it is the student's to write."""
    made, name = copy.deepcopy(official), grade_id(official)
    if submitted is None:
        return made
    if submitted.metadata.was != official.cell_type:
        notes.both(f"The cell {name} had another type; it is {official.cell_type} again.")
    theirs, ours = submitted.metadata.get("nbgrader", {}), official.metadata.nbgrader
    keys = ("grade", "locked", "solution", "points", "schema_version")
    changed = [k for k in keys if k in theirs and theirs[k] != ours.get(k)]
    if changed:
        notes.instructor.append(f"cell {name}: its {', '.join(changed)} had been changed")
    if not official.metadata.nbgrader.locked:
        made.source = submitted.source
        if made.cell_type == "markdown" and "attachments" in submitted:
            made.attachments = {**made.get("attachments", {}), **submitted.attachments}
    return made


def told(notes: Notes) -> NotebookNode | None:
    """A cell for the top of the notebook that tells the student what was found."""
    if not notes.student:
        return None
    lines = "\n".join(f"- {text}" for text in in_short(map(plain.line, notes.student)))
    cell = new_markdown_cell(f"**{ABOUT}**\n\n{lines}")
    cell.id = "about-this-submission"
    return cell
