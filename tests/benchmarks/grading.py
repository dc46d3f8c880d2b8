"""A class graded by stock `nbgrader autograde` and by this course's ways, taking turns.

`python -m tests.benchmarks.grading [--rounds 3] [--students 60] [--notebook 02_backprop]
[--ways stock grade ...]`
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import nbformat

from autograder.cells import grade_id
from tests import twelve
from tests.attacks.lab import run
from tests.cells import ROOT

PROJECT = 'exec(compile(open({path!r}).read(), {path!r}, "exec"))\n'
NBGRADER = (sys.executable, "-m", "nbgrader", "autograde")
GRADE = (sys.executable, "-m", "autograder", "grade")
HALVES = ("student*[02468]", "student*[13579]")
WAYS = {
    "stock": [NBGRADER],
    "stock, two processes": [(*NBGRADER, "--student", half) for half in HALVES],
    "autograde": [NBGRADER],
    "grade, 1 worker": [(*GRADE, "--workers", "1")],
    "grade, 2 workers": [(*GRADE, "--workers", "2")],
}
"""Commands that run at the same time; `autograde` is nbgrader's with the course's sandbox."""


def course(
    folder: Path,
    notebook: str,
    students: int,
    stock: bool,
    kinds: Iterator[dict[str, str]] | None = None,
) -> None:
    """A course with as many submissions as asked for: the class of twelve, over and over."""
    folder.mkdir(parents=True)
    config = PROJECT.format(path=str(ROOT / "nbgrader_config.py"))
    config += 'c.pop("Autograde")\n' if stock else ""
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    shutil.copytree(ROOT / "solutions" / notebook, folder / "solutions" / notebook)
    if not stock:
        mistakes = f"{notebook}.mistakes.py"
        shutil.copy(ROOT / "solutions" / mistakes, folder / "solutions" / mistakes)
    done = run(folder, "generate_assignment", notebook)
    assert done.returncode == 0, done.stdout
    name = notebook.split("_", 1)[1]
    release = nbformat.read(ROOT / "course" / notebook / f"{name}.ipynb", as_version=4)
    kinds = kinds or cycle(twelve.answers(notebook).values())
    for number, filled in zip(range(students), kinds, strict=False):
        copy = nbformat.from_dict(release)
        for cell in copy.cells:
            cell.source = filled.get(grade_id(cell), cell.source)
        place = folder / "submitted" / f"student{number:02d}" / notebook
        place.mkdir(parents=True)
        nbformat.write(copy, place / f"{name}.ipynb")


def environment() -> dict[str, str]:
    """As in a shell, with the repository's packages."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    variables["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return variables


def seconds(folder: Path, notebook: str, way: str = "stock") -> float:
    """The time that a way of grading takes."""
    variables = environment()
    start = time.monotonic()
    running = []
    for number, command in enumerate(WAYS[way]):
        with open(folder / f"log{number}", "w", encoding="utf-8") as log:
            whole = [*command, notebook]
            running.append(
                subprocess.Popen(whole, cwd=folder, env=variables, stdout=log, stderr=log)
            )
    for number, process in enumerate(running):
        status = process.wait()
        assert status == 0, (folder / f"log{number}").read_text(encoding="utf-8")[-3000:]
    return time.monotonic() - start


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.grading", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--notebook", default="02_backprop")
    parser.add_argument("--ways", nargs="+", default=list(WAYS), choices=list(WAYS))
    options = parser.parse_args()
    times: dict[str, list[float]] = {way: [] for way in options.ways}
    print(
        f"{options.students} submissions of {options.notebook}, taking turns, on {os.cpu_count()} "
        "cores; seconds of wall time",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as scratch:
        for turn in range(options.rounds):
            for way, taken in times.items():
                folder = Path(scratch) / f"{way}{turn}"
                course(folder, options.notebook, options.students, way.startswith("stock"))
                taken.append(seconds(folder, options.notebook, way))
                shutil.rmtree(folder)
                print(f"  round {turn + 1}  {way:<22} {taken[-1]:7.1f} s", flush=True)
    first = statistics.median(next(iter(times.values())))
    for way, taken in times.items():
        middle = statistics.median(taken)
        print(
            f"  median   {way:<22} {middle:7.1f} s  {first / middle:5.2f} times {options.ways[0]}"
        )


if __name__ == "__main__":
    main()
