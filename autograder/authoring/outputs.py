"""Outputs of a reference: the same from run to run, full marks, nothing of this machine."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.utils import determine_grade

from autograder.authoring.source import LANGUAGE, where
from autograder.cells import cell_name, checked, role

WIDGET = "application/vnd.jupyter.widget"
"""How the kinds of output begin that only a running kernel can show."""


def finish(notebook: NotebookNode, root: Path) -> None:
    """Make outputs the same from run to run where that is possible, and count cells from 1."""
    count = 0
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        cell.metadata.pop("execution", None)
        if cell.execution_count is None:
            continue
        count += 1
        cell.execution_count = count
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = count
            _clean(output, root)
    notebook.metadata.pop("widgets", None)
    notebook.metadata.language_info = NotebookNode(LANGUAGE)  # the kernel adds its version


def _clean(output: NotebookNode, root: Path) -> None:
    data = output.get("data", {})
    for kind in list(data):
        if kind.startswith(WIDGET):
            del data[kind]
        elif kind.startswith("text/"):
            data[kind] = _stable(data[kind], root)
    if "text" in output:
        output.text = _stable(output.text, root)
    if "traceback" in output:
        output.traceback = [_stable(line, root) for line in output.traceback]


def _stable(text: str, root: Path) -> str:
    """Text without addresses of objects and without the folders of this machine."""
    text = re.sub(r"\bat 0x[0-9a-fA-F]+", "at 0x…", text)
    text = re.sub(r"[^\s\"'<]*ipykernel_\d+[\\/]\d+\.py", "<cell>", text)
    for folder, word in (
        (sys.prefix, "<environment>"),
        (str(root), "<course>"),
        (tempfile.gettempdir(), "<temporary>"),
        (str(Path.home()), "<home>"),
    ):
        if len(folder) > 1:
            text = re.sub(re.escape(folder) + r"(?=[\\/:\"'\s]|$)", word, text)
    return text


def texts(cell: NotebookNode) -> str:
    """All text that a cell has put out."""
    parts: list[str] = []
    for output in cell.get("outputs", []):
        parts += [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
        parts += output.get("traceback", [])
    return "\n".join(part for part in parts if part)


def problems(reference: NotebookNode) -> Iterator[str]:
    """Cells that were not run, that do not earn their points, or that show this machine."""
    for cell in reference.cells:
        if cell.cell_type != "code":
            continue
        if cell.execution_count is None:
            yield f"{where(cell)}: the reference has no output of it; build the notebook again"
            continue
        if role(cell_name(cell)) == "test":
            yield from short_of_full_marks(cell)
        kinds = {kind for output in cell.outputs for kind in output.get("data", {})}
        if any(kind.startswith(WIDGET) for kind in kinds):
            yield f"{where(cell)}: its output holds a widget's model; build the notebook again"
        drawn = any(
            "<img alt=" in output.get("data", {}).get("text/html", "") for output in cell.outputs
        )
        if "-figure-" in cell_name(cell) and not drawn:
            yield f"{where(cell)}: its output holds no picture, for readers without widgets"
        path = re.search(r"(/(home|root|tmp|Users|usr)/|\b[A-Z]:\\)[^\s\"']*", texts(cell))
        if path:
            yield f"{where(cell)}: its output shows a path of this machine, {path[0]}"


def short_of_full_marks(cell: NotebookNode) -> Iterator[str]:
    """Why a graded cell of a reference does not earn all its points, if so."""
    score, most = determine_grade(cell)
    said = texts(cell)
    if score != most:
        yield f"{where(cell)}: the reference scores {score:g} of {most:g} points: {said}"
    elif f"{checked(cell_name(cell))}: all checks pass" not in said:
        yield (
            f"{where(cell)}: the reference does not say that all checks pass; "
            "are there hidden ones, and were they run?"
        )
