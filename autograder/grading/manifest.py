"""The manifest that `convnet-course submit` packs, compared with what has come.

It is the student's like all the rest: what differs is said, and no grade depends on it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from autograder.bounded import Exhausted, bounded
from autograder.grading import files, plain
from autograder.grading.reading import MAX_FILE, Notes

NAME = "manifest.json"
LARGEST, MOST = 100_000, 200
"""Bytes of the file, and files that it may list."""


def compared(notebook: Path, assignment: str, release: str, notes: Notes) -> None:
    """Note what a manifest beside a notebook says otherwise than it is.

    Parameters
    ----------
    notebook : Path
        The file that counts.
    assignment, release : str
        What it is graded as.
    notes : Notes
    """
    folder = notebook.parent
    if not (folder / NAME).exists():
        return
    try:
        said = bounded(_read, str(folder / NAME), seconds=5.0)
    except Exhausted:
        said = None
    if said is None:
        notes.both(f"{NAME} cannot be read, so nothing was compared with it.")
        return
    if said["notebook"] != assignment:
        shown = plain.name(said["notebook"])
        notes.both(f"This was packed as notebook {shown}, and handed in as {assignment}.")
    if release and said["release"] != release:
        shown = plain.name(said["release"])
        notes.both(f"The notebook is of release {shown} of the course, and graded as {release}.")
    if other := _other(notebook, said["sha256"]):
        shown = ", ".join(map(plain.name, other[:5]))
        more = f" and {len(other) - 5} more" if len(other) > 5 else ""
        notes.both(f"Not as `convnet-course submit` packed it: {shown}{more}.")


def _read(path: str) -> dict | None:
    """In a process of its own: what is compared; None if the file is no manifest."""
    try:
        said = json.loads(files.ordinary(Path(path), LARGEST) or b"")
        digests = said["sha256"]
        found = {key: said[key] for key in ("notebook", "release")}
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    texts = [*found.values(), *digests, *digests.values()] if isinstance(digests, dict) else [None]
    if len(texts) > 2 * MOST or not all(isinstance(each, str) for each in texts):
        return None
    return {**found, "sha256": digests}


def _other(notebook: Path, digests: Mapping[str, str]) -> list[str]:
    """Files that are not there, or not as they were; links are not followed."""
    folder = notebook.parent
    there = {path.relative_to(folder).as_posix(): path for path in files.found(folder, [], [])}
    lists_it = notebook.name in digests

    @cache  # a manifest may name one file many times
    def digest_of(path: Path) -> str | None:
        content = files.ordinary(path, MAX_FILE)
        return None if content is None else hashlib.sha256(content).hexdigest()

    def is_other(name: str) -> bool:
        is_renamed = not lists_it and name.endswith(".ipynb")
        path = notebook if is_renamed else there.get(name)
        return path is None or digest_of(path) != digests[name]

    return sorted(filter(is_other, digests))
