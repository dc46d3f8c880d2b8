"""Reproduce a grade: `python -m autograder.grading NN_name STUDENT` in the course's folder.

Grades the sanitised notebook in autograded/ once more, with the same hidden data, prints what
each graded cell says, and compares its points with those of the run before. Nothing is written.
The exit status is 0 if all points are the same, 1 if not, 2 if there is nothing to grade.
"""

from __future__ import annotations

import argparse
import copy
import logging
import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import determine_grade
from traitlets.config import Config, PyFileConfigLoader

from autograder.grading import files, secret
from autograder.grading.judgement import Judgement
from autograder.grading.nbgrader import Judge
from autograder.grading.submission import Bench, code_cells, judge
from autograder.sandbox.backend import best
from autograder.sandbox.modes import MODES


def main() -> int:
    """Run the command line."""
    first, _, rest = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        prog="python -m autograder.grading", description=first, epilog=rest
    )
    parser.add_argument("assignment", metavar="NN_name")
    parser.add_argument("student", metavar="STUDENT")
    parser.add_argument("--course", type=Path, default=Path(), help="the course's folder")
    parser.add_argument("--mode", choices=MODES, help="instead of what the course uses")
    options = parser.parse_args()
    folder = options.course / "autograded" / options.student / options.assignment
    paths = sorted(folder.glob("*.ipynb"))
    if not paths:
        print(f"There is no notebook in {folder}: run `nbgrader autograde` first.", file=sys.stderr)
        return 2
    if secret.read() == secret.DEMO:
        print("No course secret is set: hidden data are those of the demonstration.")
    settings = Judge(config=configuration(options.course))
    limits = settings.bounds()
    mode = settings.mode if options.mode is None else options.mode
    backend, _ = best(limits, mode, lambda text: print(text, file=sys.stderr))
    bench = Bench(secret.read(), backend, limits, settings.skip)
    try:
        same = [_again(path, options, settings.config, bench) for path in paths]
    finally:
        backend.close()
    return 0 if all(same) else 1


def configuration(course: Path) -> Config:
    """The course's settings, such as limits of its own; without a file none."""
    if not (course / "nbgrader_config.py").exists():
        return Config()
    return PyFileConfigLoader("nbgrader_config.py", path=str(course.resolve())).load_config()


def _again(path: Path, options: argparse.Namespace, config: Config, bench: Bench) -> bool:
    """Grade one notebook and print what comes of it; whether all points are as before."""
    notebook = nbformat.read(path, as_version=4)
    folder = config.CourseDirectory.get("source_directory", "source")
    reference = options.course / folder / options.assignment / path.name
    result = judge(
        copy.deepcopy(notebook), reference, options.student, bench, files.beside(path.parent)
    )
    names = {cell.number: cell.name for cell in code_cells(notebook, bench.skip)}
    points, before = 0.0, 0.0
    same = True
    for number, judgement in sorted(result.judgements.items(), key=lambda item: int(item[0])):
        cell = notebook.cells[int(number)]
        old, new = _recorded(cell), _points(cell, judgement)
        points, before = points + new, before + old
        differs = "" if old == new else f"  (DIFFERS: {old:g} before)"
        same = same and not differs
        said = "pass" if judgement.passed else judgement.message.replace("\n", "\n    ")
        print(f"{names[number]}: {new:g} points{differs}\n    {said}")
    for note in result.notes:
        print(note)
    ending = "the same as before" if same else f"{before:g} before: NOT the same"
    print(f"{path.name} of {options.student}: {points:g} automatic points, {ending}.")
    return same


def _recorded(cell: NotebookNode) -> float:
    """Points that the outputs in the autograded notebook stand for, as nbgrader reads them."""
    return float(determine_grade(cell, logging.getLogger("nbgrader"))[0] or 0)


def _points(cell: NotebookNode, judgement: Judgement) -> float:
    return float(cell.metadata.nbgrader.points if judgement.passed else 0)


if __name__ == "__main__":
    sys.exit(main())
