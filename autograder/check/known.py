"""What known mistakes gave in the visible part of each graded cell: values, no code.

`convnet-course build` writes `known/NN_name.json`: for each graded cell the mistakes that
`solutions/NN_name.mistakes.py` declares, and single slips made automatically, in words, with where
each of them failed and a sketch of the array. A check that fails at the same place on an array with
the same sketch has met that mistake. `of` is a digest of what was recorded: the cell, the reference
and its mistakes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.check.failure import Failure
from autograder.evidence import Verdict

if TYPE_CHECKING:
    from autograder.check.session import exercise

FOLDER = Path(__file__).with_name("known")
AT_MOST = 3
"""So many mistakes that give the same array are all named; of more, none is likely."""


def named_in_notebook(current: exercise, failure: Failure) -> Verdict | None:
    """The known mistakes that failed in the same way in the same visible cell, else the slips."""
    if current.past_visible:
        return None
    recorded = _recorded(current.cell)
    return either(_fitting(recorded, "mistakes", failure)) or either(
        _fitting(recorded, "slips", failure)
    )


def recorded_of(cell: str) -> str:
    """The digest of what was recorded for a graded cell, or ""."""
    return _recorded(cell).get("of", "")


def _fitting(recorded: dict, kind: str, failure: Failure) -> Iterator[Verdict]:
    for entry in recorded.get(kind, []):
        if any(Failure.from_json(content) == failure for content in entry["failures"]):
            yield Verdict(entry["words"], entry["look_at"])


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


def _recorded(cell: str) -> dict:
    """What is recorded of a graded cell, by its grade id."""
    return _of_notebook(cell[:2]).get(cell, {})


@cache
def _of_notebook(number: str) -> dict:
    for path in FOLDER.glob(f"{number}_*.json"):
        return json.loads(path.read_text(encoding="utf-8"))
    return {}
