"""nbgrader's `autograde` with the verdict reached outside the student's process.

`nbgrader_config.py` names these classes; everything before and after them is nbgrader's own.
"""

from __future__ import annotations

import atexit
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution
from traitlets import Dict, Unicode

from autograder.check.failure import Failure
from autograder.grading import files, plain, reading, sanitise, secret
from autograder.grading.intake import Intake
from autograder.grading.notebook import grade
from autograder.grading.official import official_cells, source_path, texts
from autograder.grading.standing import Cell, Result
from autograder.mistakes import live
from autograder.sandbox.backend import Local, best
from autograder.sandbox.limits import Limits

_backends: dict[tuple[Limits, str], Local] = {}


class Submissions(NotebookExporter):
    """Reads submissions, also damaged ones; whatever one is, it comes to a result."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        grading = self.parent is not None and hasattr(self.parent, "init_assignment")
        self.intake = Intake(self.parent) if grading else None

    def from_filename(self, filename, resources=None, **kwargs):
        """Sanitise a submission and convert it; a file of our own is converted as it is."""
        if self.intake is None or not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources=resources, **kwargs)
        names = resources["nbgrader"]
        official, metadata = official_cells(
            names["db_url"], names["assignment"], names["notebook"], self
        )
        handed_in = self.intake.handed_in(filename)
        notes, submitted = handed_in.notes, None
        if handed_in.path is not None:
            kinds = {cell.metadata.nbgrader.grade_id: cell.cell_type for cell in official}
            ours = texts(names["assignment"], names["notebook"], self)
            submitted = reading.read(handed_in.path, notes, kinds, ours)
        whole = sanitise.restored(submitted, official, metadata, notes)
        if about := sanitise.told(notes):
            whole.cells.insert(0, about)
        for text in reading.in_short(notes.instructor):
            self.intake.warn(names, text)
        path = Path(filename)
        resources.setdefault("metadata", {}).update(name=path.stem, path=str(path.parent))
        return self.from_notebook_node(whole, resources=resources, **kwargs)


class Judge(NbGraderPreprocessor):
    """Runs the student's cells in a sandbox and judges the graded ones here."""

    mode = Unicode("", help="warm, cold or plain; empty: the best that works").tag(config=True)
    limits = Dict(
        {}, help="Limits that differ from `autograder.sandbox.limits.Limits`, by name"
    ).tag(config=True)
    skip = Unicode(
        reading.LONG, help="Cells with this tag are not run, unless they are graded"
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
            result = grade(cells, backend, limits, seed, files.beside(self._folder(names)))
        fill(nb, result)
        for note in result.notes:
            self.parent.intake.warn(names, note)
        for note in result.remarks:
            self.log.info("%s/%s: %s", names["student"], names["assignment"], plain.line(note))
        return nb, resources

    def _folder(self, names: dict[str, str]) -> Path:
        """Where the sanitised notebook lies, and the files beside it."""
        course = self.parent.parent.coursedir
        place = (course.autograded_directory, names["student"], names["assignment"])
        return Path(course.format_path(*place))

    def _backend(self, limits: Limits) -> Local:
        key = limits, self.mode
        if key not in _backends:
            say = self.log.warning
            backend, _ = best(limits, self.mode, lambda text: say("%s", text))
            _backends[key] = backend
            atexit.register(backend.close)
        return _backends[key]


def code_cells(nb: NotebookNode, skip: str = reading.LONG) -> list[Cell]:
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


def _storable(failure: Failure) -> list:
    return [plain.message(x) if isinstance(x, str) else x for x in failure.as_json()]


def fill(nb: NotebookNode, result: Result) -> None:
    """Write outputs and judgements into the notebook, as if a kernel had run it."""
    count = 0
    for number, cell in enumerate(nb.cells):
        judgement, shown = result.judgements.get(str(number)), result.outputs.get(str(number))
        if cell.cell_type != "code":
            continue
        outputs = judgement.outputs if judgement else shown
        if judgement and judgement.failure:  # what a class has in common is told by it
            cell.metadata["convnet_course"] = {"failure": _storable(judgement.failure)}
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
