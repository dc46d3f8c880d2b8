"""Reproduce a grade: `python -m autograder.grading NN_name STUDENT` in the course's folder.

Grades the sanitised notebook in autograded/ once more, with the same hidden data, and prints what
each graded cell says. Nothing is written.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import nbformat

from autograder.grading import secret
from autograder.grading.nbgrader import code_cells
from autograder.grading.notebook import grade
from autograder.sandbox.backend import best
from autograder.sandbox.limits import Limits


def main() -> int:
    """Run the command line; 1 if there is nothing to grade."""
    parser = argparse.ArgumentParser(prog="python -m autograder.grading", description=__doc__)
    parser.add_argument("assignment", metavar="NN_name")
    parser.add_argument("student")
    parser.add_argument("--course", type=Path, default=Path(), help="the course's folder")
    parser.add_argument("--mode", default="", help="warm, cold or plain")
    options = parser.parse_args()
    folder = options.course / "autograded" / options.student / options.assignment
    paths = sorted(folder.glob("*.ipynb"))
    if not paths:
        print(f"There is no notebook in {folder}: run `nbgrader autograde` first.", file=sys.stderr)
        return 1
    limits = Limits()
    backend, _ = best(limits, options.mode, lambda text: print(text, file=sys.stderr))
    try:
        for path in paths:
            name = f"{options.assignment}/{path.stem}"
            cells = code_cells(nbformat.read(path, as_version=4))
            seed = secret.seeds(secret.read(), options.student, name)
            result = grade(cells, backend, limits, seed)
            names = {cell.number: cell.name for cell in cells}
            for number, verdict in result.verdicts.items():
                print(f"{names[number]}: {'pass' if verdict.passed else verdict.message}")
            for note in result.notes:
                print(note)
    finally:
        backend.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
