"""An instructor's day in one command: `make demo`.

Makes a class of twelve for each notebook, grades it with nbgrader, writes feedback, exports the
marks, and prints who did what: points by student and exercise, and the mistakes by name. Run as
`python -m tests.demo [--notebook NN_name …] [--folder DIR]`.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from autograder.cells import grade_id
from autograder.grading import reports
from autograder.mistakes import answers as mistakes
from autograder.mistakes import declared
from tests.cells import ROOT, Variant, code_cells, variants

NOTEBOOKS = ("00_warmup", "01_perceptron", "02_backprop")
WITH_MISTAKES = ("felix", "grace", "hedy", "ivan", "joan", "kurt", "lise")
NOISE = """
import warnings as _warnings

def _noisy(function):
    def noisy(*args, **kwargs):
        print("calling", function.__name__)
        _warnings.warn("I only warn")
        return function(*args, **kwargs)
    return noisy

{name} = _noisy({name})
"""


def answers(notebook: str) -> dict[str, dict[str, str]]:
    """For each student the text of the solution cells that they filled in, by grade id."""
    reference = {c.grade_id: c for c in code_cells(notebook) if c.is_solution}
    full = {grade_id: _without_markers(cell.source) for grade_id, cell in reference.items()}
    half = len(full) // 2
    class_: dict[str, dict[str, str]] = {
        "ada": full,
        "blaise": {},
        "carl": dict(list(full.items())[:half]),
        "dorothy": {g: text + _noise(text) for g, text in full.items()},
        "emmy": _patched(full, reference, _first_of_each(variants("alternatives", notebook))),
    }
    for i, student in enumerate(WITH_MISTAKES):
        own = [m for j, m in enumerate(variants("mistakes", notebook)) if j % 7 in (i, (i + 2) % 7)]
        class_[student] = _patched(full, reference, _first_of_each(own)[i % 2 :: 2])
    return class_


def submit(course: Path, notebook: str) -> int:
    """Write a submission of each student into `course`/submitted; return how many."""
    name = notebook.split("_", 1)[1]
    release = nbformat.read(ROOT / "course" / notebook / f"{name}.ipynb", as_version=4)
    made = answers(notebook)
    for student, filled in made.items():
        copy = nbformat.from_dict(release)
        for cell in copy.cells:
            if grade_id(cell) in filled:
                cell.source = filled[grade_id(cell)]
        folder = course / "submitted" / student / notebook
        folder.mkdir(parents=True)
        nbformat.write(copy, folder / f"{name}.ipynb")
    return len(made)


def nbgrader(course: Path, *arguments: str, expect: str = "", of: int = 0) -> None:
    """Run an nbgrader command in the course folder; show progress by counting `expect` lines."""
    command = [sys.executable, "-m", "nbgrader", *arguments]
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    log, seen = [], 0
    with subprocess.Popen(
        command,
        cwd=course,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            log.append(line)
            if expect and expect in line:
                seen += 1
                print(f"\r  {arguments[0]} {arguments[1]}: {seen} of {of}", end="", flush=True)
    if expect:
        print()
    if process.returncode:
        sys.exit(f"nbgrader {' '.join(arguments)} failed:\n{''.join(log[-20:])}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__.splitlines()[0])
    parser.add_argument("--notebook", nargs="+", default=[n for n in NOTEBOOKS if _is_there(n)])
    parser.add_argument(
        "--folder", type=Path, help="an empty folder; a new temporary one if not given"
    )
    options = parser.parse_args()
    start = time.monotonic()
    course = options.folder or Path(tempfile.mkdtemp(prefix="convnet-demo-"))
    course.mkdir(parents=True, exist_ok=True)
    if any(course.iterdir()):
        sys.exit(f"{course} is not empty: name a folder that is, or none")
    print(f"The class works in {course}")
    shutil.copy(ROOT / "nbgrader_config.py", course)
    for notebook in options.notebook:
        shutil.copytree(ROOT / "solutions" / notebook, course / "solutions" / notebook)
        shutil.copy(ROOT / "solutions" / f"{notebook}{declared.SUFFIX}", course / "solutions")
        nbgrader(course, "generate_assignment", notebook)
        count = submit(course, notebook)
        nbgrader(course, "autograde", notebook, expect="Autograding", of=count)
        nbgrader(course, "generate_feedback", notebook, expect="Writing", of=count)
    nbgrader(course, "export", "--to=marks.csv")
    for notebook in options.notebook:
        results = reports.read(course, notebook)
        print(f"\n{notebook}\n\n{reports.table(results)}")
        print(f"\nMistakes\n\n{mistakes.report(mistakes.answers(course, notebook))}")
    print(f"\nMarks   {course / 'marks.csv'}\nFeedback {course / 'feedback'}")
    print(f"Done in {time.monotonic() - start:.0f} s.")


def _is_there(notebook: str) -> bool:
    return (ROOT / "course" / notebook).is_dir()


def _without_markers(source: str) -> str:
    return re.sub(r"^ *### (BEGIN|END) SOLUTION\n", "", source, flags=re.MULTILINE)


def _noise(source: str) -> str:
    first = re.search(r"^def (\w+)", source, flags=re.MULTILINE)
    return NOISE.format(name=first[1]) if first else ""


def _first_of_each(found) -> list[Variant]:
    """The first variant of each exercise."""
    return list({v.exercise: v for v in reversed(found)}.values())[::-1]


def _patched(full: dict[str, str], reference, patches: list[Variant]) -> dict[str, str]:
    patch = {p.exercise: p.source for p in patches}
    return {
        grade_id: text
        + (
            "\n\n" + patch[reference[grade_id].exercise]
            if reference[grade_id].exercise in patch
            else ""
        )
        for grade_id, text in full.items()
    }


if __name__ == "__main__":
    main()
