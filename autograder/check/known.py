"""What known mistakes gave in the visible part of each graded cell: values, no code.

`convnet-course build` writes `known/NN_name.json` from `solutions/NN_name.mistakes.py`: for each
graded cell the mistakes in words, where each of them failed, and on which array. A check that fails
on the same array at the same place has met that mistake.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.check.failure import Failure
from autograder.diagnosis import Verdict

if TYPE_CHECKING:
    from autograder.check.session import exercise

FOLDER = Path(__file__).with_name("known")
AT_MOST = 3
"""So many mistakes that give the same array are all named; of more, none is likely."""


def named_in_notebook(current: exercise, failure: Failure) -> Verdict | None:
    """The known mistakes that failed in the same way in the same visible cell."""
    if current.past_visible:
        return None
    return either(verdict for found, verdict in _recorded(current.cell) if found == failure)


def either(verdicts: Iterable[Verdict]) -> Verdict | None:
    """One verdict for mistakes that the data can't tell apart; None for none, or too many."""
    different = list({verdict.words: verdict for verdict in verdicts}.values())
    if not 0 < len(different) <= AT_MOST:
        return None
    if len(different) == 1:
        return different[0]
    words = "either " + ", or ".join(verdict.words for verdict in different)
    places = list(dict.fromkeys(verdict.look_at for verdict in different if verdict.look_at))
    return Verdict(words, "; ".join(places))


@cache
def _recorded(cell: str) -> list[tuple[Failure, Verdict]]:
    """How known mistakes failed in a graded cell, by its grade id."""
    for path in FOLDER.glob(f"{cell[:2]}_*.json"):
        entries = json.loads(path.read_text(encoding="utf-8")).get(cell, [])
        return [
            (Failure.from_json(entry["failure"]), Verdict(entry["words"], entry.get("look_at", "")))
            for entry in entries
        ]
    return []
