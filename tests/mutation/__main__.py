"""Try every automatic slip on the checks: `make mutate ARGS="03 --sample 100"`.

Prints, exercise by exercise, how many slips were caught, how many of those stopped with an error
and how many got a name, writes each notebook's section of docs/mutation.md, and lists every
survivor that `equivalent.txt` does not explain.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from tqdm import tqdm

from autograder.authoring.assignment import select
from autograder.bounded import Exhausted, bounded
from autograder.check.host import fixed_seed
from autograder.check.session import LOOKS_LIKE
from autograder.mistakes.notebook import Graded, Known, exercises, known
from autograder.mistakes.prove import in_this_process, remembered
from autograder.mistakes.slips import Slip

ROOT = Path(__file__).resolve().parents[2]
EQUIVALENT = Path(__file__).with_name("equivalent.txt")
REPORT = ROOT / "docs" / "mutation.md"
HEAD = """# Slips made automatically

`make mutate` changes one operator, number, axis, slice, sign, argument or statement of a
reference solution at a time and asks the checks of its exercise. Where a slip makes NumPy or Python
raise an error, the student is shown that error, the line and what it means. An error is no evidence
of one slip rather than another, so only declared mistakes give such a failure a name. Survivors
that compute the same as the reference are explained in tests/mutation/equivalent.txt. 02.15, 05.8,
05.9, 08.2 and 08.3, which train networks or ask them many times, are left out. A section's hash is
that of the notebook's source and mistakes when it was made.

After the last run of all, in November 2026, 122 random messages were read with care: no name among
them was false.
"""
STOPPED = "` stopped with "
"""Of a student's function, in a message's first line."""
SECONDS = 20.0
"""Of the processor: a slip that computes for so long is caught by the limit of time."""


def all_slips(notebook: Known) -> Iterator[tuple[str, Slip]]:
    """Every slip in every function that a graded exercise asks for, with the exercise."""
    for exercise in exercises(notebook.graded):
        for slip in notebook.replays.slips(exercise):
            yield exercise, slip


def line(exercise: str, slip: Slip) -> str:
    """What stands for a slip in equivalent.txt."""
    return f"{exercise} {slip.function} {' '.join(slip.what.split())}"


@cache
def _known(name: str) -> Known:
    return known(select([name], ROOT)[0])


def said_of(name: str, exercise: str, slip: Slip) -> str:
    """The message of the first graded cell that rejects a slip; "" for a survivor."""
    notebook = _known(name)
    cells = [c for c in notebook.graded if c.exercise == exercise]
    for cell in cells:
        remembered(notebook, fixed_seed, True).prepare(cell.id)
    try:
        return bounded(_first_message, notebook, slip, cells, seconds=20 * SECONDS, cpu=SECONDS)
    except Exhausted:
        return "it computes for ever"


def _first_message(notebook: Known, slip: Slip, cells: list[Graded]) -> str:
    said = in_this_process(notebook, slip.source, cells, slips=True)
    return next((message for message in said.values() if message), "")


def main() -> int:
    parser = argparse.ArgumentParser(prog="make mutate", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NN", help="notebooks; default: all")
    parser.add_argument("--exercise", default="", metavar="NN.M")
    parser.add_argument("--sample", type=int, metavar="N", help="so many slips of each notebook")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N messages")
    options = parser.parse_args()
    explained = set(EQUIVALENT.read_text(encoding="utf-8").splitlines())
    explained = {line.partition(" # ")[0].strip() for line in explained}
    survivors, shown = [], []
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for assignment in select(options.names, ROOT):
            chosen = [
                (exercise, slip)
                for exercise, slip in all_slips(_known(assignment.id))
                if options.exercise in ("", exercise)
            ]
            there = len(chosen)
            if options.sample and options.sample < there:
                chosen = random.Random(0).sample(chosen, options.sample)
            jobs = [pool.submit(said_of, assignment.id, *each) for each in chosen]
            table: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
            left = len(survivors)
            progress = tqdm(jobs, assignment.id, disable=None, mininterval=2)
            for (exercise, slip), job in zip(chosen, progress, strict=True):
                message, row = job.result(), table[exercise]
                same = not message and line(exercise, slip) in explained
                named, stopped = (
                    f"  {LOOKS_LIKE} " in message,
                    STOPPED in message.partition("\n")[0],
                )
                for i, counts in enumerate((True, message, stopped, named, same)):
                    row[i] += bool(counts)
                if message:
                    shown.append((line(exercise, slip), message))
                elif not same:
                    survivors.append(line(exercise, slip))
            print("\n".join(rows(table)), flush=True)
            if not options.exercise:
                write(section(assignment.id, table, len(survivors) - left, there))
    for slip in survivors:
        print(f"survives: {slip}")
    for slip, message in random.Random(1).sample(shown, min(options.show, len(shown))):
        print(f"\n--- {slip}\n{message}")
    return 1 if survivors else 0


def rows(table: dict[str, list[int]]) -> list[str]:
    """The table's lines, one an exercise."""
    return [f"| {exercise} | {' | '.join(map(str, row))} |" for exercise, row in table.items()]


def section(name: str, table: dict[str, list[int]], survivors: int, there: int) -> str:
    """What the report says of a notebook, of all slips that are there or of a sample."""
    slips, caught, stopped, named, same = (sum(each) for each in zip(*table.values(), strict=True))
    asked = f"{slips} slips" if slips == there else f"A random {slips} of {there} slips"
    return (
        f"## {name}\n\n"
        f"{asked}, {caught} caught, {stopped} of those with an error, {named} named "
        f"({named / max(caught, 1):.0%}), {same} equivalent, {survivors} survive. "
        f"Hash: {fingerprint(name)}.\n\n"
        "| exercise | slips | caught | with an error | named | equivalent |\n"
        "|---|---|---|---|---|---|\n" + "\n".join(rows(table)) + "\n"
    )


def write(new: str) -> None:
    """Put a notebook's section into the report, in the place of its old one."""
    old = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
    sections = {part.partition("\n")[0]: part for part in re.split(r"(?m)^(?=## )", old)[1:]}
    sections[new.partition("\n")[0]] = new
    parts = [part.strip() + "\n" for _, part in sorted(sections.items())]
    REPORT.write_text("\n".join([HEAD, in_all(parts), *parts]), encoding="utf-8")


def in_all(parts: list[str]) -> str:
    """The sums of all notebooks' tables."""
    lines = re.findall(r"(?m)^\| \d\d\.\d+ \| ([\d| ]+) \|$", "\n".join(parts))
    columns = zip(*(map(int, line.split(" | ")) for line in lines), strict=True)
    slips, caught, stopped, named, same = map(sum, columns)
    return (
        f"In all: {slips} slips, {caught} caught, {stopped} of those with an error, {named} named "
        f"({named / caught:.0%}), {same} equivalent.\n"
    )


def fingerprint(name: str) -> str:
    """A hash of what a section was made of: the notebook's source and mistakes."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "solutions").glob(f"{name}*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(main())
