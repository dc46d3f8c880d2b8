"""A submission made whole: what the instructor fixed comes from the instructor.

Of a submission only the text of its answer cells and its own extra cells count. Locked cells,
types, points, tags and order come from the assignment; whatever differed is said in notes. Figures
and demonstrations are the student's own like extra cells; `long` still keeps them from being run.
"""

from __future__ import annotations

import copy
import json
import stat
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from autograder.cells import grade_id

MAX_BYTES = 20 << 20
MAX_CELLS = 2000
LONG = "long"
"""Tag of cells that train for a minute: shown in the notebook, not run by the grader."""
_MAKE = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


@dataclass
class Notes:
    """What was found in a submission: for the student, and (also) for the instructor."""

    student: list[str] = field(default_factory=list)
    instructor: list[str] = field(default_factory=list)

    def both(self, text: str) -> None:
        self.student.append(text)
        self.instructor.append(text)


def read(path: Path, notes: Notes) -> NotebookNode | None:
    """A submitted notebook, or None where nothing can be made of the file; notes say why."""
    problem = _unreadable(path)
    if problem is None:
        text = path.read_bytes().decode("utf-8", errors="replace").removeprefix("\ufeff")
        problem, content = _parsed(text)
        if problem is None:
            cells = [cell for c in content["cells"][:MAX_CELLS] if (cell := _cell(c)) is not None]
            if len(cells) < len(content["cells"]):
                notes.both(f"{len(content['cells']) - len(cells)} cells could not be read.")
            return new_notebook(cells=cells)
    notes.student.append(
        f"The file {path.name} could not be read: {problem}. Nothing in it was graded. Please open "
        "it in JupyterLab, save it, and hand it in again."
    )
    notes.instructor.append(f"{path}: unreadable, {problem}; graded as not handed in")
    return None


def _unreadable(path: Path) -> str | None:
    try:
        status = path.lstat()
    except OSError as error:
        return error.strerror or "it cannot be opened"
    if not stat.S_ISREG(status.st_mode):
        return "it is a link or no ordinary file"
    if status.st_size > MAX_BYTES:
        return f"it has {status.st_size / 1e6:.0f} MB, more than {MAX_BYTES / 1e6:.0f}"
    return "the file is empty" if status.st_size == 0 else None


def _parsed(text: str) -> tuple[str | None, dict]:
    """Why the text is no notebook, or None; and its content."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(("<<<<<<<", ">>>>>>>")):
            return f"unresolved merge conflict at line {number}", {}
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        return f"the JSON breaks at line {error.lineno}, column {error.colno} ({error.msg})", {}
    except (ValueError, RecursionError):
        return "the JSON is nested too deeply or holds impossible numbers", {}
    if isinstance(content, dict) and isinstance(content.get("worksheets"), list):
        try:
            content = nbformat.convert(nbformat.from_dict(content), 4)
        except Exception:
            return "it is a notebook of an old format", {}
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        return "it is no notebook", {}
    return None, content


def _cell(given: object) -> NotebookNode | None:
    """A cell of a submission: type, text, grade id, the tag `long`; nothing else is kept."""
    if not isinstance(given, dict) or given.get("cell_type") not in _MAKE:
        return None
    source = given.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return None
    cell = _MAKE[given["cell_type"]](source=source)
    metadata = given.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if isinstance(nbgrader, dict) and isinstance(nbgrader.get("grade_id"), str):
        cell.metadata = nbformat.from_dict(
            {"nbgrader": {k: v for k, v in nbgrader.items() if k != "checksum"}}
        )
    marks = metadata.get("tags") if isinstance(metadata, dict) else None
    if isinstance(marks, list) and LONG in marks:
        cell.metadata["tags"] = [LONG]
    return cell


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
    missing = [c.metadata.nbgrader.grade_id for c in official if grade_id(c) not in segments]
    if submitted is not None and missing:
        notes.both("Cells that were missing have been put back: " + ", ".join(missing) + ".")
    cells = list(head)
    for cell in official:
        mine, *others = segments.get(grade_id(cell), [None])
        cells += [_made_official(cell, mine, notes), *others]
    result = new_notebook(cells=cells, metadata=nbformat.from_dict(metadata))
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
    known = [grade_id(c) for c in official]
    head: list[NotebookNode] = []
    segments: dict[str, list[NotebookNode]] = {}
    current = head
    for cell in cells:
        name = grade_id(cell)
        if name and name in known and name not in segments:
            current = segments[name] = [cell]
            continue
        if name in segments:
            notes.both(f"The cell {name} was there more than once; the first one counts.")
        elif name and cell.metadata.nbgrader.get("grade"):
            notes.both(f"The cell {name} is not part of the assignment and has no points.")
        if (
            name in segments
            and next(c for c in official if grade_id(c) == name).metadata.nbgrader.locked
        ):
            continue
        cell.metadata.pop("nbgrader", None)
        current.append(cell)
    order = list(segments)
    if order != [name for name in known if name in segments]:
        notes.both("Cells had been moved; they are back in the order of the assignment.")
    return segments, head


def _made_official(
    official: NotebookNode, submitted: NotebookNode | None, notes: Notes
) -> NotebookNode:
    """The assignment's cell; with the student's text if it is the student's to write."""
    made, name = copy.deepcopy(official), grade_id(official)
    if submitted is None:
        return made
    if submitted.cell_type != official.cell_type:
        notes.both(f"The cell {name} had another type; it is {official.cell_type} again.")
    theirs, ours = submitted.metadata.nbgrader, official.metadata.nbgrader
    keys = ("grade", "locked", "solution", "points", "schema_version")
    changed = [k for k in keys if k in theirs and theirs[k] != ours.get(k)]
    if changed:
        notes.instructor.append(f"cell {name}: its {', '.join(changed)} had been changed")
    if not official.metadata.nbgrader.locked:
        made.source = submitted.source
    return made


def told(notes: Notes) -> NotebookNode | None:
    """A cell for the top of the notebook that tells the student what was found."""
    if not notes.student:
        return None
    lines = "\n".join(f"- {text}" for text in dict.fromkeys(notes.student))
    cell = new_markdown_cell(f"**About this submission**\n\n{lines}")
    cell.id = "about-this-submission"
    return cell
