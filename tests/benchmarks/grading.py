"""A class of 20 through `nbgrader autograde`: stock and with the sandbox, taking turns.

`python -m tests.benchmarks.grading [--rounds 5] [--students 20] [--notebook 00_warmup]`
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from itertools import cycle
from pathlib import Path

import nbformat

from autograder.cells import grade_id
from tests import demo
from tests.attacks.lab import run
from tests.cells import ROOT

PROJECT = 'exec(compile(open({path!r}).read(), {path!r}, "exec"))\n'


def course(folder: Path, notebook: str, students: int, stock: bool) -> None:
    """A course with as many submissions as asked for: the demo's class, over and over."""
    folder.mkdir()
    config = PROJECT.format(path=str(ROOT / "nbgrader_config.py"))
    config += 'c.pop("Autograde")\n' if stock else ""
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    shutil.copytree(ROOT / "solutions" / notebook, folder / "solutions" / notebook)
    done = run(folder, "generate_assignment", notebook)
    assert done.returncode == 0, done.stdout
    name = notebook.split("_", 1)[1]
    release = nbformat.read(ROOT / "course" / notebook / f"{name}.ipynb", as_version=4)
    kinds = cycle(demo.answers(notebook).values())
    for number, filled in zip(range(students), kinds, strict=False):
        copy = nbformat.from_dict(release)
        for cell in copy.cells:
            cell.source = filled.get(grade_id(cell), cell.source)
        place = folder / "submitted" / f"student{number:02d}" / notebook
        place.mkdir(parents=True)
        nbformat.write(copy, place / f"{name}.ipynb")


def seconds(folder: Path, notebook: str) -> float:
    """The time that `nbgrader autograde` takes."""
    start = time.monotonic()
    done: subprocess.CompletedProcess = run(folder, "autograde", notebook)
    assert done.returncode == 0, done.stdout[-3000:]
    return time.monotonic() - start


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.grading", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--notebook", default="00_warmup")
    options = parser.parse_args()
    times: dict[str, list[float]] = {"stock": [], "sandbox": []}
    print(
        f"`nbgrader autograde {options.notebook}` for a class of {options.students}, taking turns, "
        f"on {os.cpu_count()} cores; seconds of wall time",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as scratch:
        for turn in range(options.rounds):
            for kind, taken in times.items():
                folder = Path(scratch) / f"{kind}{turn}"
                course(folder, options.notebook, options.students, kind == "stock")
                taken.append(seconds(folder, options.notebook))
                print(f"  round {turn + 1}  {kind:<8} {taken[-1]:7.1f} s", flush=True)
    stock, ours = (statistics.median(times[kind]) for kind in ("stock", "sandbox"))
    print(f"  median   stock    {stock:7.1f} s\n           sandbox  {ours:7.1f} s")
    print(f"With the sandbox grading takes {ours / stock:.2f} of stock nbgrader's time.")


if __name__ == "__main__":
    main()
