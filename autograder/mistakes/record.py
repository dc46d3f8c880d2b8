"""What known mistakes give in visible checks, for the student's kernel: values, no code."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from autograder.authoring.assignment import Assignment
from autograder.check.failure import Failure
from autograder.check.known import FOLDER
from autograder.errors import CourseError
from autograder.evidence import Verdict
from autograder.mistakes.notebook import Graded, Known
from autograder.mistakes.replay import SECONDS, SLIP_SECONDS, Replays, fails, verdict_of

Records = dict[str, dict[str, Any]]
"""For each graded cell its mistakes and its slips (words, where to look, and failures), and what
they were recorded `of`."""
ROUNDING = 0.05
"""Share of them that may fail otherwise on another processor, where rounding breaks a tie or grows
over many steps: 4 of 3,600 without AVX and FMA, 2 of them among the 84 of notebook 08."""


def records(notebook: Known) -> Records:
    """Where mistakes and slips fail in the visible part of each graded cell of their exercise."""
    return {cell.id: _cell(notebook, cell) for cell in notebook.graded}


def _cell(notebook: Known, cell: Graded) -> dict[str, Any]:
    replays = notebook.replays
    mistakes = []
    for mistake in replays.of(cell.exercise):
        try:
            failure = _fails(replays, cell, mistake.patch) if mistake.words else None
        except CourseError as error:
            raise CourseError(f"mistake {mistake.id}: {error}") from None
        if failure:
            mistakes.append((mistake.verdict, failure))
    slips = []
    for slip in replays.slips(cell.exercise):
        failure = _fails(replays, cell, slip.source, SLIP_SECONDS)
        if failure and not failure.raised and all(failure != known for _, known in mistakes):
            slips.append((verdict_of(slip), failure))
    of = replays.fingerprint(cell.exercise, cell.text)
    return {"of": of, "mistakes": _entries(mistakes), "slips": _entries(slips)}


def _fails(replays: Replays, cell: Graded, patch: str, seconds: float = SECONDS) -> Failure | None:
    failure = fails(cell.text, replays.names(patch), visible=True, seconds=seconds)
    return failure if failure and failure.at >= 0 else None


def _entries(found: list[tuple[Verdict, Failure]]) -> list[dict[str, Any]]:
    """An entry for each verdict, with its failures, none of them twice."""
    entries: dict[Verdict, list[Failure]] = defaultdict(list)
    for verdict, failure in found:
        if failure not in entries[verdict]:
            entries[verdict].append(failure)
    return [
        {
            "words": verdict.words,
            "look_at": verdict.look_at,
            "failures": [failure.as_json() for failure in failures],
        }
        for verdict, failures in entries.items()
    ]


def path(assignment: Assignment) -> Path:
    """The data file of a notebook: autograder/check/known/04_modules.json in its clone."""
    return assignment.root / "autograder" / "check" / FOLDER.name / f"{assignment.id}.json"


def same(a: Records, b: Records) -> bool:
    """Whether two records are of the same texts and say the same, as far as machines agree."""
    if {cell: kinds.get("of") for cell, kinds in a.items()} != {
        cell: kinds.get("of") for cell, kinds in b.items()
    }:
        return False
    one, other = _failures(a), _failures(b)
    different = sum(one.get(key) != other.get(key) for key in one | other)
    return different <= ROUNDING * len(one | other)


def _failures(content: Records) -> dict[tuple, list[Failure]]:
    """Where each mistake and slip fails, by cell and words."""
    return {
        (cell, kind, entry["words"], entry["look_at"]): [*map(Failure.from_json, entry["failures"])]
        for cell, kinds in content.items()
        for kind in ("mistakes", "slips")
        for entry in kinds[kind]
    }


def load(assignment: Assignment) -> Records:
    """What is recorded now; nothing where there is no file."""
    file = path(assignment)
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def dumps(content: Records) -> str:
    """The text of the data file: a line for each entry."""
    return (
        json.dumps(content, ensure_ascii=False, indent=None, separators=(",", ":")).replace(
            '{"words"', '\n{"words"'
        )
        + "\n"
    )


def indistinct(content: Records) -> Iterator[str]:
    """Mistakes with different words that the visible data can't tell apart: sentences."""
    for cell, kinds in content.items():
        for one, other in combinations(kinds["mistakes"], 2):
            if one["words"] != other["words"] and any(
                Failure.from_json(a) == Failure.from_json(b)
                for a in one["failures"]
                for b in other["failures"]
            ):
                yield f"{cell}: its data do not tell {one['words']!r} from {other['words']!r}"
