"""nbgrader's `autograde` with the verdict reached outside the student's process.

`nbgrader_config.py` names these classes; everything before and after them is nbgrader's own.
"""

from __future__ import annotations

import atexit
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution
from traitlets import Dict, Unicode

from autograder.grading import sanitise, secret
from autograder.grading.notebook import grade
from autograder.grading.official import official_cells, source_path
from autograder.grading.run import Cell, Result
from autograder.mistakes import live
from autograder.sandbox.backend import Local, best
from autograder.sandbox.limits import Limits

MAX_FILE = 50 << 20
_backends: dict[tuple[Limits, str], Local] = {}


class Submissions(NotebookExporter):
    """Reads submissions, also damaged ones; keeps what is no ordinary file out of the course."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        converter = self.parent
        if converter is not None and hasattr(converter, "init_assignment"):
            converter.init_assignment = _guarded(converter)

    def from_filename(self, filename, resources=None, **kwargs):
        """Sanitise a submission and convert it; a file of our own is converted as it is."""
        if not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources=resources, **kwargs)
        notes = sanitise.Notes()
        notebook = sanitise.read(Path(filename), notes) or nbformat.v4.new_notebook()
        if not notebook.cells and notes.student:
            notebook.metadata["unreadable"] = True
        resources["submission_notes"] = notes
        path = Path(filename)
        resources.setdefault("metadata", {}).update(name=path.stem, path=str(path.parent))
        return self.from_notebook_node(notebook, resources=resources, **kwargs)


def _guarded(converter: Any) -> Callable[[str, str], None]:
    """nbgrader's `init_assignment`, which copies files, without links, devices and huge files."""
    original = converter.init_assignment

    def init_assignment(assignment_id: str, student_id: str) -> None:
        folder = Path(converter._format_source(assignment_id, student_id))
        ignore, bad = converter.coursedir.ignore, []
        for path in folder.rglob("*"):
            status = path.lstat()
            ordinary = stat.S_ISREG(status.st_mode) and status.st_size <= MAX_FILE
            if not ordinary and not stat.S_ISDIR(status.st_mode):
                bad.append(path)
        for path in bad:
            converter.log.warning("%s is a link, too large or no file: left out", path)
        try:
            converter.coursedir.ignore = [*ignore, *(_literal(p.name) for p in bad)]
            original(assignment_id, student_id)
        finally:
            converter.coursedir.ignore = ignore

    return init_assignment


def _literal(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


class Sanitise(NbGraderPreprocessor):
    """Everything that the instructor fixed is restored from the gradebook."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        names = resources["nbgrader"]
        notes = resources.pop("submission_notes", None) or sanitise.Notes()
        unreadable = nb.metadata.pop("unreadable", False)
        official, metadata = official_cells(
            names["db_url"], names["assignment"], names["notebook"], self.parent
        )
        whole = sanitise.restored(None if unreadable else nb, official, metadata, notes)
        if about := sanitise.told(notes):
            whole.cells.insert(0, about)
        for text in notes.instructor:
            self.log.warning("%s/%s: %s", names["student"], names["assignment"], text)
        return whole, resources


class Judge(NbGraderPreprocessor):
    """Runs the student's cells in a sandbox and judges the graded ones here."""

    mode = Unicode("", help="warm, cold or plain; empty: the best that works").tag(config=True)
    limits = Dict(
        {}, help="Limits that differ from `autograder.sandbox.limits.Limits`, by name"
    ).tag(config=True)
    skip = Unicode(
        sanitise.LONG, help="Cells with this tag are not run, unless they are graded"
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        names = resources["nbgrader"]
        limits = Limits(**self.limits)
        key = secret.read()
        if key == secret.DEMO:
            self.log.info("No course secret is set: hidden data are those of the demonstration.")
        backend = self._backend(limits)
        cells = code_cells(nb, self.skip)
        seed = secret.seeds(key, names["student"], f"{names['assignment']}/{names['notebook']}")
        path = source_path(names["assignment"], names["notebook"], self.parent)
        graded = {cell.name: cell.source for cell in cells if cell.graded}
        with live.naming(path, graded, seed):
            result = grade(cells, backend, limits, seed)
        fill(nb, result)
        for note in result.notes:
            self.log.warning("%s/%s: %s", names["student"], names["assignment"], note)
        return nb, resources

    def _backend(self, limits: Limits) -> Local:
        key = limits, self.mode
        if key not in _backends:
            say = self.log.warning
            backend, _ = best(limits, self.mode, lambda text: say("%s", text))
            _backends[key] = backend
            atexit.register(backend.close)
        return _backends[key]


def code_cells(nb: NotebookNode, skip: str = sanitise.LONG) -> list[Cell]:
    """The code cells of a sanitised notebook, as the grader wants them."""
    cells = []
    for number, cell in enumerate(nb.cells):
        if cell.cell_type != "code":
            continue
        nbgrader = cell.metadata.get("nbgrader", {})
        given = bool(nbgrader.get("locked")) and not nbgrader.get("grade")
        graded = is_grade(cell) and not is_solution(cell)
        if not graded and skip in cell.metadata.get("tags", []):
            continue
        name = nbgrader.get("grade_id") or f"number {number + 1}"
        cells.append(Cell(str(number), name, cell.source, graded, given))
    return cells


def fill(nb: NotebookNode, result: Result) -> None:
    """Write outputs and judgements into the notebook, as if a kernel had run it."""
    count = 0
    for number, cell in enumerate(nb.cells):
        judgement, shown = result.judgements.get(str(number)), result.outputs.get(str(number))
        if cell.cell_type != "code":
            continue
        outputs = judgement.outputs if judgement else shown
        if judgement and judgement.failure:  # what a class has in common is told by it
            cell.metadata["convnet_course"] = {"failure": judgement.failure.as_json()}
        if is_grade(cell) and not is_solution(cell) and judgement is None:
            raise RuntimeError(f"the cell {number} was not judged")
        cell.outputs = [nbformat.from_dict(output) for output in outputs or []]
        cell.execution_count = None
        if outputs is not None:
            count += 1
            cell.execution_count = count
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = count
