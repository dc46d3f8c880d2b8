"""The entries: what hostile, careless, unlucky and honest students hand in, a file a family.

An entry begins with a cell of text, on whose line stand its `id` and what is said of it, see
`Entry`; its title is its name. The cells below it are `solution="conv1d"`, the answer to that
exercise, or a `part`: "after_setup" and "at_end", cells of the student's own; "notebook", code
that changes the notebook `nb`; "file", code that changes the bytes `data` of its file;
"folder", code that changes the `folder` of the submission, the notebook in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import jupytext

FAMILIES = (
    "forge-verdict",
    "read-hidden-tests",
    "read-solutions-or-gradebook",
    "escape-limits",
    "break-the-run",
    "malformed-notebook",
    "tamper-structure",
    "hardcode-or-cheat",
    "honest-but-awkward",
)


@dataclass
class Entry:
    """What one student hands in.

    `answers` says what stands in exercises without a `solution`: "right" answers or "zeros".
    `points` are the totals that it may get here, `stock_here` what it does in stock nbgrader with
    this lab, if that can be shown; `stock_alone` tells that it shows only in a class without the
    others.
    """

    answers: str
    points: list[int] = field(default_factory=list)
    family: str = ""
    name: str = ""
    stock_here: str = ""
    stock_alone: bool = False
    solutions: dict[str, str] = field(default_factory=dict)
    after_setup: list[str] = field(default_factory=list)
    at_end: list[str] = field(default_factory=list)
    notebook: str = ""
    file: str = ""
    folder: str = ""


def read() -> dict[str, Entry]:
    """All entries by id, in the order of the files."""
    entries: dict[str, Entry] = {}
    for family in FAMILIES:
        path = Path(__file__).with_name(f"{family.replace('-', '_')}.py")
        for cell in jupytext.read(path, fmt="py:percent").cells:
            marks = dict(cell.metadata)
            marks.pop("lines_to_next_cell", None)
            if "id" in marks:
                number, title = marks.pop("id"), cell.source.partition("\n")[0]
                entry = Entry(family=family, name=title.removeprefix("# "), **marks)
                entries[number] = entry
            elif "solution" in marks:
                entry.solutions[marks["solution"]] = cell.source
            elif marks["part"] in ("after_setup", "at_end"):
                getattr(entry, marks["part"]).append(cell.source)
            else:
                setattr(entry, marks["part"], cell.source)
    return entries
