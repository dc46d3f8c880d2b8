"""One submitted notebook, from its file to the judged notebook: one path for all commands."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from autograder.check.failure import Failure
from autograder.grading import manifest, plain, reading, rubric, sanitise, secret
from autograder.grading.demonstrations import demonstrations
from autograder.grading.intake import HandedIn
from autograder.grading.notebook import grade
from autograder.grading.official import Official
from autograder.grading.standing import Cell, Result
from autograder.mistakes import live
from autograder.sandbox.backend import Backend
from autograder.sandbox.limits import Limits


@dataclass(frozen=True)
class Bench:
    """What submissions are judged with: the course's secret, a sandbox and its limits.

    `skip` is the tag of cells that are not run, unless they are graded.
    """

    key: bytes
    backend: Backend
    limits: Limits
    skip: str = reading.LONG


def whole(official: Official, handed_in: HandedIn) -> NotebookNode:
    """What was handed in, made whole; its notes say what was found."""
    notes, submitted = handed_in.notes, None
    if handed_in.path is not None:
        manifest.compared(handed_in.path, official.assignment, official.release, notes)
        submitted = reading.read(handed_in.path, notes, official.kinds, official.texts)
    made = sanitise.restored(submitted, official.cells, official.metadata, notes)
    made.cells = list(rubric.beside_answers(made.cells, official.rubrics))
    if about := sanitise.told(notes):
        made.cells.insert(0, about)
    return made


def judge(
    nb: NotebookNode, reference: Path, student: str, bench: Bench, files: Mapping[str, bytes]
) -> Result:
    """Run the cells of a notebook that is whole, judge the graded ones, write both into it.

    Parameters
    ----------
    nb : NotebookNode
    reference : Path
        The instructor's notebook, NN_name/name.ipynb: also what the hidden data are seeded with.
    student : str
    bench : Bench
    files : mapping of str to bytes
        What lies beside the notebook, by name.
    """
    cells, shown = _without_demonstrations(code_cells(nb, bench.skip), reference)
    seed = secret.seeds(bench.key, student, f"{reference.parent.name}/{reference.stem}")
    graded = {cell.name: cell.source for cell in cells if cell.graded}
    with live.naming(reference, graded, seed):
        result = grade(cells, bench.backend, bench.limits, seed, files, shown)
    fill(nb, result)
    return result


def _without_demonstrations(
    cells: list[Cell], reference: Path
) -> tuple[list[Cell], dict[str, list[dict[str, Any]]]]:
    """Cells with no more than the imports of what all notebooks show alike; what that shows."""
    known = demonstrations(reference)
    made, shown = [], {}
    for cell in cells:
        found = None if cell.graded or cell.given else known.get(cell.source)
        if found:
            shown[cell.number] = copy.deepcopy(found.outputs)
            cell = replace(cell, source=found.imports)
        made.append(cell)
    return made, shown


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
