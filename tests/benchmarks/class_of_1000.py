"""A large class through `convnet-course grade`: time, memory and gradebook while it grows.

`python -m tests.benchmarks.class_of_1000 [--students 1000] [--notebook 00_warmup] [--workers 2]
[--folder DIR]`

Every student's answers are drawn cell by cell from those of the class of twelve. Memory is what the
processes hold alone and their part of what they share (PSS). The last line is a second run, which
finds everything graded.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests import twelve
from tests.benchmarks import grading

EVERY = 1.0
"""Seconds between two looks."""
PARTS = 10
"""Lines of the table."""


@dataclass
class Look:
    """A running command: seconds, submissions graded, megabytes of it, its workers, all below."""

    seconds: float
    done: int
    command: float
    workers: float
    children: float


def mixed(notebook: str) -> Iterator[dict[str, str]]:
    """Answers of one student after another: each cell is that of somebody of the twelve."""
    kinds = list(twelve.answers(notebook).values())
    rng = random.Random(0)
    while True:
        drawn = ((cell, rng.choice(kinds)) for cell in kinds[0])
        yield {cell: kind[cell] for cell, kind in drawn if cell in kind}


def looks(process: subprocess.Popen, results: Path) -> Iterator[Look]:
    """A command from its start to its end."""
    began = time.monotonic()
    while process.poll() is None:
        done = sum(1 for _ in results.glob("*.json"))
        with_children = _memory(process.pid)
        yield Look(time.monotonic() - began, done, *with_children)
        time.sleep(EVERY)
    assert process.returncode == 0, f"the command ended with {process.returncode}"


def _memory(pid: int) -> tuple[float, float, float]:
    """Megabytes of a process, of its children, and of theirs."""
    try:
        command = psutil.Process(pid)
        workers = command.children()
        below = [p for p in command.children(recursive=True) if p not in workers]
    except psutil.NoSuchProcess:
        return 0.0, 0.0, 0.0
    return _held([command]), _held(workers), _held(below)


def _held(processes: list[psutil.Process]) -> float:
    total = 0
    for process in processes:
        try:
            total += process.memory_full_info().pss
        except psutil.Error:  # it has ended
            continue
    return total / 2**20


def grade(folder: Path, notebook: str, workers: int) -> list[Look]:
    """Grade a course; its progress goes to the terminal."""
    command = [*grading.GRADE, "--workers", str(workers), notebook]
    process = subprocess.Popen(command, cwd=folder, env=grading.environment())
    return list(looks(process, folder / "results" / notebook))


def table(seen: list[Look], students: int) -> Iterator[str]:
    """A line for each tenth of the class, so that what grows is seen to grow."""
    yield f"{'submissions':>12}{'s each':>9}{'command':>10}{'workers':>10}{'below':>10}  MB at most"
    rest = seen
    for part in range(PARTS):
        upto = students * (part + 1) // PARTS
        mine = [look for look in rest if look.done <= upto]
        rest = rest[len(mine) :]
        if mine and mine[-1].done > mine[0].done:
            each = (mine[-1].seconds - mine[0].seconds) / (mine[-1].done - mine[0].done)
            most = [max(getattr(m, k) for m in mine) for k in ("command", "workers", "children")]
            yield f"{upto:>12}{each:>9.2f}" + "".join(f"{value:>10.0f}" for value in most)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.class_of_1000", description=__doc__
    )
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--notebook", default="00_warmup")
    parser.add_argument("--workers", type=int, nargs="+", default=[os.cpu_count() or 1])
    parser.add_argument("--folder", type=Path, help="keep the courses there; it must be empty")
    options = parser.parse_args()
    scratch = options.folder or Path(tempfile.mkdtemp(prefix="convnet-class-"))
    try:
        for workers in options.workers:
            folder = scratch / f"workers{workers}"
            answers = mixed(options.notebook)
            grading.course(folder, options.notebook, options.students, stock=False, kinds=answers)
            book = folder / "gradebook.db"
            before = book.stat().st_size
            seen = grade(folder, options.notebook, workers)
            took = seen[-1].seconds
            print(f"\n{options.students} submissions of {options.notebook}, workers: {workers}\n")
            print("\n".join(table(seen, options.students)))
            print(f"\n  time        {took:.0f} s, {options.students / took:.2f} a second")
            grown = (book.stat().st_size - before) / options.students
            print(f"  gradebook   {book.stat().st_size / 2**20:.1f} MB, {grown:.0f} bytes for each")
            again = grade(folder, options.notebook, workers)[-1]
            print(f"  once more   {again.seconds:.1f} s, {again.command:.0f} MB\n", flush=True)
    finally:
        if not options.folder:
            shutil.rmtree(scratch)


if __name__ == "__main__":
    sys.exit(main())
