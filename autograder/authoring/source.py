"""The percent source of a notebook: read into cells with nbgrader's metadata, and written back.

On a cell line stands only what a person decides, a grade id, points, tags. All else that nbgrader
wants to know follows from the grade id:

- `NN-MM-solution`: the student's code; `NN-MM-manual`: an answer in words, marked by a person;
- `NN-MM-test`, `NN-MM-test-dX`: a graded cell, locked, run on even if it raises;
- `NN-MM-shared`: code that `### SHARED` stands for in the graded cells of an exercise; it is put
  into each of them (`autograder.authoring.shared`) and is no cell of the notebook;
- `NN-setup`: given, and locked;
- any other, `NN-figure-line`: a figure or a demonstration. It is the reader's to play with, so
  nbgrader is not told of it: in the notebook the name is the cell's id, and nothing else.
"""

from __future__ import annotations

import ast
import hashlib
import re
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from autograder.authoring.assignment import Assignment
from autograder.authoring.shared import collapsed, expanded
from autograder.cells import cell_name, role
from autograder.errors import CourseError

LONG = "long"
"""Tag of cells that need MNIST or more than 5 s: run on demand only."""

HEADER = """\
# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

"""

# What Jupyter itself would write but for the version, which differs between machines.
LANGUAGE = {
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "pygments_lexer": "ipython3",
}
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}

# Tags that follow from others: of graded cells, so that Run All goes on; of long cells, so that
# nbval lets them be.
_GRADED_TAG, _LONG_TAG = "raises-exception", "nbval-skip"


def where(cell: NotebookNode) -> str:
    """A cell as messages name it."""
    first = next((line for line in cell.source.splitlines() if line.strip()), "")
    return f"cell {cell_name(cell)}" if cell_name(cell) else f"the cell that begins {first[:50]!r}"


def tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))


def nbgrader_metadata(short: dict, cell_type: str) -> dict:
    """All that nbgrader wants to know of a cell, from its grade id and points."""
    kind = role(short["grade_id"])
    full = {
        "schema_version": 3,
        "grade_id": short["grade_id"],
        "grade": kind in ("test", "manual"),
        "solution": kind in ("solution", "manual"),
        "locked": kind in ("test", "given"),
        "task": False,
        "cell_type": cell_type,
    }
    return full | ({"points": short["points"]} if "points" in short else {})


def read(assignment: Assignment) -> NotebookNode:
    """The notebook of a percent source, without outputs.

    Raises
    ------
    CourseError
        If there is no source, or a cell line holds what it should not.
    """
    path = assignment.source
    if not path.is_file():
        raise CourseError(
            f"There is no {assignment.shown(path)}, the source of {assignment.id}. "
            "Write it, or take the notebook out of solutions/curriculum.toml."
        )
    parsed = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent")
    notebook = nbformat.v4.new_notebook(metadata=_metadata(assignment))
    seen: dict[str, int] = {}
    for cell in parsed.cells:
        cell.metadata.pop("lines_to_next_cell", None)
        cell.metadata = _full_metadata(cell, assignment.shown(path))
        cell.id = _cell_id(cell, seen)
        if role(cell_name(cell)) == "open":
            cell.metadata.pop("nbgrader", None)
        if cell.cell_type == "code":
            cell.execution_count, cell.outputs = None, []
        notebook.cells.append(cell)
    notebook.cells = expanded(notebook.cells)
    notebook.metadata.convnet_course.sources = fingerprint(notebook)
    return notebook


def _metadata(assignment: Assignment) -> dict:
    course = {"notebook": assignment.id, "version": assignment.version}
    return {"kernelspec": _KERNEL, "language_info": LANGUAGE, "convnet_course": course}


def _full_metadata(cell: NotebookNode, path: str) -> dict:
    unknown = set(cell.metadata) - {"nbgrader", "tags"}
    if "incorrectly_encoded_metadata" in cell.metadata:
        raise CourseError(
            f"{path}: what stands on the line of {where(cell)} is not valid: "
            f"{cell.metadata['incorrectly_encoded_metadata']}"
        )
    if cell.cell_type not in ("code", "markdown"):
        raise CourseError(f"{path}: {where(cell)} is neither code nor [markdown].")
    if unknown:
        raise CourseError(
            f"{path}: the line of {where(cell)} holds {', '.join(sorted(unknown))}. "
            "A cell line may hold [markdown], nbgrader={...} and tags=[...]."
        )
    marks, metadata = tags(cell), {}
    if "nbgrader" in cell.metadata:
        short = cell.metadata["nbgrader"]
        if not isinstance(short, dict) or not {"grade_id"} <= set(short) <= {"grade_id", "points"}:
            raise CourseError(
                f"{path}: the nbgrader={{...}} of {where(cell)} may hold a grade_id and points; "
                "everything else follows from the grade_id."
            )
        metadata["nbgrader"] = nbgrader_metadata(short, cell.cell_type)
        if role(short["grade_id"]) == "test" and _GRADED_TAG not in marks:
            marks.append(_GRADED_TAG)
    if LONG in marks and _LONG_TAG not in marks:
        marks.append(_LONG_TAG)
    return metadata | ({"tags": marks} if marks else {})


def _cell_id(cell: NotebookNode, seen: dict[str, int]) -> str:
    """The name, else a hash of the text and of how often that text came before."""
    if name := cell.metadata.get("nbgrader", {}).get("grade_id", ""):
        return re.sub(r"[^A-Za-z0-9_-]", "-", name)[:64]
    digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()
    seen[digest] = seen.get(digest, 0) + 1
    return f"{digest[:12]}-{seen[digest]}" if seen[digest] > 1 else digest[:12]


def write(notebook: NotebookNode) -> str:
    """The percent source of a notebook, in the one form that `read` and `write` agree on.

    Raises
    ------
    CourseError
        If a cell holds what a percent source cannot carry.
    """
    plain = nbformat.v4.new_notebook(metadata={"jupytext": {"notebook_metadata_filter": "-all"}})
    for shared, text, cell in collapsed(notebook.cells):
        if cell.get("attachments"):
            raise CourseError(
                f"{where(cell)} has an attached file, which a .py source cannot hold. "
                "Draw the picture by code, and delete the attachment."
            )
        if shared:
            short = {"nbgrader": {"grade_id": shared}}
            plain.cells.append(nbformat.v4.new_code_cell(text, metadata=short))
        make = (
            nbformat.v4.new_code_cell if cell.cell_type == "code" else nbformat.v4.new_markdown_cell
        )
        plain.cells.append(make(cell.source, metadata=_short_metadata(cell)))
    for cell, following in zip(plain.cells, [*plain.cells[1:], None], strict=True):
        cell.metadata["lines_to_next_cell"] = _blank_lines(cell, following)
    return HEADER + jupytext.writes(plain, fmt="py:percent").strip("\n") + "\n"


def _short_metadata(cell: NotebookNode) -> dict:
    metadata = {}
    if name := cell_name(cell):
        short: dict = {"grade_id": name}
        derived = nbgrader_metadata(short, cell.cell_type)
        full = cell.metadata.get("nbgrader", derived)
        if full.get("grade"):
            points = full.get("points", 0)
            short["points"] = int(points) if float(points).is_integer() else points
        # A lock alone on what is the reader's own, as earlier builds had it, is no harm.
        keys = ("grade", "solution", "task", *(["locked"] if role(name) != "open" else []))
        wrong = [k for k in keys if full.get(k) != derived[k]]
        if wrong:
            raise CourseError(
                f"{where(cell)}: nbgrader's type of this cell does not go with its id (look at "
                f"{', '.join(wrong)}). An id NN-MM-solution is an autograded answer, NN-MM-test "
                "autograder tests, NN-MM-manual a manually graded answer, NN-setup read-only, any "
                "other none of nbgrader's."
            )
        metadata["nbgrader"] = short
    graded = role(cell_name(cell)) == "test"
    drop = {_GRADED_TAG} if graded else set()
    drop |= {_LONG_TAG} if LONG in tags(cell) else set()
    kept = [tag for tag in tags(cell) if tag not in drop]
    return metadata | ({"tags": kept} if kept else {})


def _blank_lines(cell: NotebookNode, following: NotebookNode | None) -> int:
    """Two around a function or class, as formatters want it, else one."""
    if following is None:
        return 0

    def statements(c):
        try:
            return ast.parse(c.source).body if c.cell_type == "code" else []
        except SyntaxError:  # a magic
            return []

    definition = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    before, after = statements(cell), statements(following)
    starts = after and isinstance(after[0], definition) and not following.source.startswith("#")
    return 2 if (before and isinstance(before[-1], definition)) or starts else 1


def fingerprint(notebook: NotebookNode) -> str:
    """A hash of all that the source of a notebook says; outputs do not count."""
    return hashlib.sha256(write(notebook).encode()).hexdigest()


def built_from(notebook: NotebookNode) -> str:
    """The fingerprint of the sources that a reference was built from, "" if it does not say."""
    return notebook.metadata.get("convnet_course", {}).get("sources", "")


def load(path: Path) -> NotebookNode:
    """A notebook from its file.

    Raises
    ------
    CourseError
        If it is not a notebook.
    """
    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat raises many kinds
        raise CourseError(f"{path} is not a notebook that can be read: {error}") from None


def dumps(notebook: NotebookNode) -> str:
    """A notebook as its file holds it: the same bytes for the same content."""
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"
