"""What known mistakes give in visible checks, for the student's kernel: values, no code."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from autograder.check.failure import Failure
from autograder.check.known import FOLDER
from autograder.mistakes.notebook import Known
from autograder.mistakes.replay import fails

Records = dict[str, list[dict[str, Any]]]


def records(notebook: Known) -> Records:
    """Where each named mistake fails in the visible part of each graded cell of its exercise."""
    found: Records = defaultdict(list)
    for mistake in notebook.replays.mistakes:
        if not mistake.words:
            continue
        names = notebook.replays.names(mistake.patch)
        for cell in notebook.graded:
            if cell.exercise != mistake.exercise:
                continue
            if failure := fails(cell.text, names, visible=True):
                entry = {"words": mistake.words, "look_at": mistake.look_at}
                found[cell.id].append({**entry, "failure": failure.as_json()})
    return {cell.id: found[cell.id] for cell in notebook.graded if cell.id in found}


def path(notebook: str) -> Path:
    """The data file of a notebook: autograder/check/known/04_modules.json."""
    return FOLDER / f"{notebook}.json"


def same(a: Records, b: Records) -> bool:
    """Whether two records say the same; numbers may differ as they do between machines."""
    return a.keys() == b.keys() and all(_same_cell(a[cell], b[cell]) for cell in a)


def _same_cell(a: list[dict[str, Any]], b: list[dict[str, Any]]) -> bool:
    return len(a) == len(b) and all(
        (x["words"], x["look_at"]) == (y["words"], y["look_at"])
        and Failure.from_json(x["failure"]) == Failure.from_json(y["failure"])
        for x, y in zip(a, b, strict=True)
    )


def load(notebook: str) -> Records:
    """What is recorded now; nothing where there is no file."""
    file = path(notebook)
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def dumps(content: Records) -> str:
    """The text of the data file: a line for each entry."""
    cells = []
    for cell, entries in content.items():
        lines = ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
        cells.append(f" {json.dumps(cell)}: [\n{lines}\n ]")
    return "{\n" + ",\n".join(cells) + "\n}\n"


def indistinct(content: Records) -> Iterator[str]:
    """Mistakes with different words that the visible data can't tell apart: sentences."""
    for cell, entries in content.items():
        for one, other in combinations(entries, 2):
            if one["words"] != other["words"] and (
                Failure.from_json(one["failure"]) == Failure.from_json(other["failure"])
            ):
                yield f"{cell}: its data do not tell {one['words']!r} from {other['words']!r}"
