"""A submitted notebook's file, read within bounds: what of it counts, and nothing else.

All of it happens in `bounded`. Of a notebook come through: its cells, of a cell its type, text,
grade id, the tag `long` and pictures pasted into text. Outputs are made anew by the grader.
"""

from __future__ import annotations

import json
import os
import stat
import time
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from IPython.lib.lexers import IPython3Lexer
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from pygments import lex

from autograder.bounded import Exhausted, Slow, bounded, in_time
from autograder.grading import clean, plain

MAX_FILE = 200 << 20
"""Bytes of the file; most of a large one are outputs, and they are dropped."""
MAX_CELLS = 2000
MAX_SOURCE = 100_000
"""Characters of one cell."""
MAX_TEXT = 4_000_000
MAX_PICTURES = 16 << 20
"""Characters of all cells, and of all pasted pictures."""
SECONDS, CELL_SECONDS, SHOW_SECONDS = 40.0, 2.0, 15.0
"""For a file; for a look at how one cell, and all cells, will be shown."""
LONG = "long"
"""Tag of cells that train for a minute: shown in the notebook, not run by the grader."""
_KNOWN = ("grade", "grade_id", "locked", "points", "schema_version", "solution", "task")
"""What counts of nbgrader's metadata."""


@dataclass
class Notes:
    """What was found in a submission: for the student, and (also) for the instructor."""

    student: list[str] = field(default_factory=list)
    instructor: list[str] = field(default_factory=list)

    def both(self, text: str) -> None:
        self.student.append(text)
        self.instructor.append(text)

    def unusable(self, what: str, why: str, path: Path) -> None:
        """Nothing can be made of a file."""
        self.student.append(
            f"The file {what} could not be read: {why}. Nothing in it was graded. Please open it "
            "in JupyterLab, save it, and hand it in again."
        )
        self.instructor.append(f"{path}: unreadable, {why}; graded as not handed in")


def read(
    path: Path, notes: Notes, kinds: Mapping[str, str] | None = None, ours: Collection[str] = ()
) -> NotebookNode | None:
    """A submitted notebook, or None where nothing can be made of the file; notes say why.

    Parameters
    ----------
    path : Path
    notes : Notes
    kinds : mapping of str to str, optional
        Types of the assignment's cells by grade id: "code" or "markdown".
    ours : collection of str
        Markdown texts of the assignment: these are as they should be.
    """
    problem = _unreadable(path)
    content: dict[str, Any] = {}
    if problem is None:
        try:
            content = bounded(_content, str(path), kinds or {}, frozenset(ours), seconds=SECONDS)
            problem = content["problem"]
        except Exhausted:
            problem = "reading it takes too much time or memory"
    if problem is not None:
        notes.unusable(plain.name(path.name), problem, path)
        return None
    for text in content["notes"]:
        notes.both(text)
    made = new_notebook()
    made.cells = [_made(cell) for cell in content["cells"]]
    return made


def _made(cell: dict[str, Any]) -> NotebookNode:
    """A cell of what has been read; nbformat's own functions validate each, which takes longer."""
    made = nbformat.from_dict(
        {"cell_type": cell["type"], "metadata": cell["metadata"], "source": cell["source"]}
    )
    made.id = uuid.uuid4().hex[:8]
    if cell["type"] == "code":
        made.update(execution_count=None, outputs=[])
    if cell["pictures"]:
        made.attachments = nbformat.from_dict(cell["pictures"])
    return made


def _unreadable(path: Path) -> str | None:
    try:
        status = path.lstat()
    except OSError as error:
        return error.strerror or "it cannot be opened"
    if not stat.S_ISREG(status.st_mode):
        return "it is a link or no ordinary file"
    if status.st_size > MAX_FILE:
        return f"it has {status.st_size / 1e6:.0f} MB, more than {MAX_FILE / 1e6:.0f}"
    if not os.access(path, os.R_OK):
        return "the grader may not read it: it lacks the permission"
    return "the file is empty" if status.st_size == 0 else None


def _content(path: str, kinds: Mapping[str, str], ours: frozenset[str]) -> dict[str, Any]:
    """In the bounded process: the cells as they count, or why there are none."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
        data = file.read(MAX_FILE + 1)
    encoding = json.detect_encoding(data)
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    del data
    problem, given = _parsed(text)
    if problem is not None:
        more = "" if encoding.startswith("utf-8") else f", read as {encoding.upper()}"
        return {"problem": problem + more}
    reader = _Reader(kinds, ours)
    read = (reader.cell(number, each) for number, each in enumerate(given["cells"][:MAX_CELLS], 1))
    cells = [cell for cell in read if cell is not None]
    if len(given["cells"]) > MAX_CELLS:
        reader.notes.append(f"Of {len(given['cells'])} cells, the first {MAX_CELLS} were read.")
    if not encoding.startswith("utf-8"):
        reader.notes.append(f"The file is in {encoding.upper()}, not UTF-8; it was read all the "
                            "same.")  # fmt: skip
    return {"problem": None, "cells": cells, "notes": list(in_short(reader.notes))}


def in_short(notes: Iterable[str], most: int = 20) -> Iterator[str]:
    """Notes, each of them once, and not too many."""
    once = list(dict.fromkeys(notes))
    yield from once[:most]
    if len(once) > most:
        yield f"The same, or the like, was found in {len(once) - most} more places."


def _parsed(text: str) -> tuple[str | None, dict]:
    """Why the text is no notebook, or None; and its content."""
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        for number, line in enumerate(text.splitlines(), 1):
            if line.startswith(("<<<<<<<", ">>>>>>>")):
                return f"unresolved merge conflict at line {number}", {}
        return f"the JSON breaks at line {error.lineno}, column {error.colno} ({error.msg})", {}
    except (ValueError, RecursionError):
        return "the JSON is nested too deeply or holds impossible numbers", {}
    if isinstance(content, dict) and isinstance(content.get("worksheets"), list):
        try:
            content = nbformat.convert(nbformat.from_dict(content), 4)
        except Exception:
            return "it is a notebook of an old format", {}
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        return "it is no notebook", {}
    return None, content


class _Reader:
    """Takes from each cell what counts; says what was left out, and why."""

    def __init__(self, kinds: Mapping[str, str], ours: frozenset[str]):
        self.kinds, self.ours = kinds, ours
        self.notes: list[str] = []
        self.text, self.pictures, self.seconds = MAX_TEXT, MAX_PICTURES, SHOW_SECONDS

    def cell(self, number: int, given: object) -> dict[str, Any] | None:
        """What counts of a cell, None where it is none."""
        if not isinstance(given, dict) or given.get("cell_type") not in ("code", "markdown", "raw"):
            self._out(number, "", "it is no cell of a notebook")
            return None
        metadata = given.get("metadata")
        kept = _known(metadata.get("nbgrader") if isinstance(metadata, dict) else None)
        name, was = str(kept.get("grade_id", "")), given["cell_type"]
        kind = self.kinds.get(name, "code" if was == "code" else "markdown")
        source = given.get("source", "")
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if not isinstance(source, str):
            self._out(number, name, "its text is no text")
            return None
        if len(source) > MAX_SOURCE:
            why = f"its text has {len(source):,} characters, more than {MAX_SOURCE:,}"
            self._out(number, name, why)
            return None
        self.text -= len(source)
        if self.text < 0:
            self._out(number, name, f"all cells have more than {MAX_TEXT:,} characters")
            return None
        made: dict[str, Any] = {"type": kind, "source": plain.source(source), "pictures": {}}
        made["metadata"] = {"was": was} | ({"nbgrader": kept} if name else {})
        marks = metadata.get("tags") if isinstance(metadata, dict) else None
        if isinstance(marks, list) and LONG in marks:
            made["metadata"]["tags"] = [LONG]
        if kind == "code":
            if not self._can_be_shown(made["source"]):
                self._out(number, name, "it takes too long to show its text")
                return None
        elif was == "raw":
            made["source"] = clean.as_text(made["source"])
        elif made["source"] not in self.ours:
            made["pictures"] = self._pasted(number, name, given.get("attachments"))
            made["source"] = self._markdown(number, name, made["source"], made["pictures"])
        return made

    def _out(self, number: int, name: str, why: str) -> None:
        self.notes.append(f"{_place(number, name)} was left out: {why}.")

    def _can_be_shown(self, source: str) -> bool:
        """Whether code is coloured in good time, as pages do it."""
        if len(source) < 2000:
            return True
        return self._timed(lambda: sum(1 for _ in lex(source, IPython3Lexer()))) is not None

    def _markdown(self, number: int, name: str, source: str, pictures: dict) -> str:
        """Markdown as it may be shown."""
        try:
            made = self._timed(lambda: clean.markdown(source, pictures))
        except (clean.TooLarge, MemoryError, RecursionError, ValueError):
            made = None
        if made is None:
            self.notes.append(f"{_place(number, name)} is shown as plain text: it cannot be laid "
                              "out in good time.")  # fmt: skip
            return clean.as_text(source)
        shown, lacking = made
        if shown != source:
            self.notes.append(f"{_place(number, name)} held HTML, links or pictures that a page "
                              "must not show; they were taken out.")  # fmt: skip
        if lacking:
            pictures |= {each: {"image/png": _EMPTY} for each in lacking[:50]}
            names = ", ".join(map(plain.name, lacking[:5]))
            self.notes.append(f"{_place(number, name)} shows pictures that it does not hold: "
                              f"{names}.")  # fmt: skip
            if len(lacking) > 50 or any(plain.text(each) != each for each in lacking):
                pictures.clear()
                return clean.as_text(source)
        return shown

    def _timed(self, function: Any) -> Any:
        """What a function returns; None where it takes too long, or there is no time left."""
        if self.seconds <= 0:
            return None
        started = time.monotonic()
        try:
            return in_time(function, min(CELL_SECONDS, self.seconds))
        except Slow:
            return None
        finally:
            self.seconds -= time.monotonic() - started

    def _pasted(self, number: int, name: str, given: object) -> dict[str, dict[str, str]]:
        """Pictures pasted into a cell of text, as many as there is room for."""
        made: dict[str, dict[str, str]] = {}
        for key, bundle in given.items() if isinstance(given, dict) else ():
            found = {}
            for kind, content in bundle.items() if isinstance(bundle, dict) else ():
                if isinstance(content, str) and (kept := clean.picture(kind, content)):
                    found = {kind: kept}
            size = sum(map(len, found.values()))
            if found and size <= self.pictures and len(made) < 50 and len(key) <= 200:
                self.pictures -= size
                made[plain.text(key)] = found
            else:
                self.notes.append(f"{_place(number, name)}: its picture {plain.name(key)} was left "
                                  "out: it is none, or there are too many.")  # fmt: skip
        return made


_EMPTY = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
"""A picture of one clear pixel, where a picture is missing."""


def _place(number: int, name: str) -> str:
    return f"The cell {plain.name(name)}, number {number}," if name else f"Cell {number}"


def _known(given: object) -> dict[str, Any]:
    """Of nbgrader's metadata what is known, and a plain value."""
    if not isinstance(given, dict):
        return {}
    kept = {k: given[k] for k in _KNOWN if isinstance(given.get(k), bool | int | float | str)}
    kept = {k: plain.line(v, 100) if isinstance(v, str) else v for k, v in kept.items()}
    if not isinstance(kept.get("grade_id"), str) or not kept["grade_id"]:
        kept.pop("grade_id", None)
    return kept
