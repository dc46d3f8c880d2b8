"""What is handed in with a notebook: ordinary files, so many and so large; the time; its name."""

from __future__ import annotations

import fnmatch
import hashlib
import os
import re
import stat
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from nbgrader.utils import parse_utc

from autograder.grading import plain
from autograder.grading.allowed import DEEPEST, MAX_ALL, MAX_FILE, MOST, is_plain, runs
from autograder.grading.reading import MAX_FILE as LARGEST
from autograder.grading.reading import Notes

MOST_SEEN = 2000
TIMESTAMP = "timestamp.txt"
_OFFSET = re.compile(r" ([+-]\d\d(:?\d\d)?)$")
"""After a space nbgrader takes an offset such as +0900 for seconds."""


def stage(folder: Path, to: Path, ignore: Collection[str], notes: Notes) -> None:
    """Copy what may be used from a submission to an empty folder; notes say what was left out."""
    count = size = 0
    out: list[str] = []
    for path in found(folder, ignore, out):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".ipynb" or name == TIMESTAMP:
            continue
        content = None if count >= MOST else ordinary(path, min(MAX_FILE, MAX_ALL - size))
        if content is None or runs(path.name) or not is_plain(name):
            out.append(name)
            continue
        count, size = count + 1, size + len(content)
        copy = to / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)
    if out:
        shown = ", ".join(map(plain.name, sorted(out)[:5]))
        more = f" and {len(out) - 5} more" if len(out) > 5 else ""
        notes.both(
            f"Left out of what was handed in: {shown}{more}. Up to {MOST} ordinary files with "
            f"{MAX_ALL >> 20} MB count; links, pages and scripts for a browser do not."
        )
    if time := timestamp(folder, notes):
        (to / TIMESTAMP).write_text(f"{time} UTC")


def beside(folder: Path) -> dict[str, bytes]:
    """The files beside a sanitised notebook, the instructor's own too, by their names."""
    there: dict[str, bytes] = {}
    left = 2 * MAX_ALL
    for path in found(folder, [], []):
        content = None
        if path.suffix != ".ipynb" and path.name != TIMESTAMP:
            content = ordinary(path, min(left, 2 * MAX_FILE))
        if content is not None and len(there) < 2 * MOST:
            left -= len(content)
            there[path.relative_to(folder).as_posix()] = content
    return there


def fingerprint(folder: Path, ignore: Collection[str]) -> str:
    """What changes when a submission does."""
    sha, out = hashlib.sha256(), list[str]()
    for path in sorted(found(folder, ignore, out)):
        status = path.lstat()
        sha.update(
            f"{path.relative_to(folder)}\0{status.st_mode}\0{status.st_size}\0".encode(
                "utf-8", "surrogateescape"
            )
        )
        if (content := ordinary(path, LARGEST)) is not None:
            sha.update(hashlib.sha256(content).digest())
    sha.update(os.fsencode("\0".join(sorted(out))))
    return sha.hexdigest()


def found(folder: Path, ignore: Collection[str], out: list[str]) -> Iterator[Path]:
    """Files below a folder, links not followed.

    What is too deep or too much, and what cannot be read, goes to `out`.
    """
    waiting = [folder]
    seen = 0
    while waiting:
        inside = waiting.pop(0)
        try:
            listed = os.scandir(inside)
        except OSError:
            out.append(f"{inside.relative_to(folder)}/")
            continue
        with listed as entries:
            for entry in entries:
                path = Path(entry.path)
                seen += 1
                if seen > MOST_SEEN:
                    out.append(f"{path.name} and all that follows")
                    return
                if any(fnmatch.fnmatch(entry.name, each) for each in ignore):
                    continue
                if not entry.is_dir(follow_symlinks=False):
                    yield path
                elif len(path.relative_to(folder).parts) < DEEPEST:
                    waiting.append(path)
                else:
                    out.append(f"{path.relative_to(folder)}/")


def readable(name: str) -> str:
    """A file's name; where it is no UTF-8, as old archives leave it, with those bytes escaped."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def ordinary(path: Path, most: int) -> bytes | None:
    """The bytes of an ordinary file of that size at most, else None; a link is not followed."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > most:
                return None
            return file.read(most)
    except OSError:
        return None


def timestamp(folder: Path, notes: Notes | None = None) -> datetime | None:
    """When a submission was handed in, as its timestamp.txt has it; None without a valid one."""
    path = folder / TIMESTAMP
    if not os.path.lexists(path):
        return None
    data = ordinary(path, 200) or b""
    said = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    said = plain.line(said.removeprefix("\ufeff"), 100)
    try:
        time = parse_utc(_OFFSET.sub(r"\1", said))
        str(time)
        return time
    except Exception:  # whatever a parser of dates makes of it
        if notes:
            notes.instructor.append(
                f"{TIMESTAMP} holds no time ({plain.name(said)}): handed in at an unknown time"
            )
        return None


def tolerate_timestamps() -> None:
    """Have Formgrader's lists of submissions take a timestamp.txt that holds no time for none."""
    from nbgrader.apps.api import NbGraderAPI

    def get_submitted_timestamp(api: NbGraderAPI, assignment: str, student: str):
        course = api.coursedir
        return timestamp(
            Path(course.format_path(course.submitted_directory, student, assignment)).absolute()
        )

    NbGraderAPI.get_submitted_timestamp = get_submitted_timestamp


def notebook(folder: Path, name: str, names: Collection[str], notes: Notes) -> Path | None:
    """The file that counts as the notebook NAME: `lab.ipynb`, or a copy such as `lab (1).ipynb`.

    Parameters
    ----------
    folder : Path
    name : str
    names : collection of str
        All notebooks of the assignment: none is a copy of another one. Of an assignment with one
        notebook, any that is alone is it.
    notes : Notes
        Say what counts and what does not.
    """
    there = sorted(
        (
            p
            for p in folder.glob("*.ipynb")
            if not p.name.startswith(".") and p.stem not in set(names) - {name}
        ),
        key=lambda p: [int(x) if x.isdecimal() else x for x in re.split(r"(\d+)", p.stem)],
    )
    exact = folder / f"{name}.ipynb"
    if exact in there:
        return exact
    alike = [p for p in there if _is_copy(p.stem, name)]
    found = alike[-1] if alike else there[0] if len(names) == len(there) == 1 else None
    if found is None:
        handed_in = ", ".join(plain.name(p.name) for p in there[:5]) or "none"
        notes.both(f"No notebook {name}.ipynb was handed in; notebooks that were: {handed_in}.")
    else:
        others = f", and not {', '.join(plain.name(p.name) for p in alike[:-1][:5])}"
        notes.both(
            f"{plain.name(found.name)} was taken as {name}.ipynb{others if alike[1:] else ''}. "
            "Please hand in under the name that the notebook had."
        )
    return found


def _is_copy(stem: str, name: str) -> bool:
    """Whether browsers, JupyterLab or a file manager name a copy so."""
    before = r"(copy of |kopie von |copie de )?"
    after = r"([ _-]*(\(\d{1,3}\)|\d{1,3}(?!\d)|copy|kopie|final|solved|solution))*"
    return re.fullmatch(before + re.escape(name) + after, stem[:200].strip(), re.I) is not None
