"""A student's error, made anew in the grader: an ordinary error, quoted from the hand-in."""

from __future__ import annotations

import builtins
import traceback
from collections.abc import Mapping

from autograder.check import session

ALLOWED = (
    "ArithmeticError", "AttributeError", "BufferError", "EOFError", "FloatingPointError",
    "ImportError", "IndexError", "KeyError", "LookupError", "MemoryError",
    "ModuleNotFoundError", "NameError", "NotImplementedError", "OSError", "OverflowError",
    "RecursionError", "RuntimeError", "TypeError", "UnboundLocalError", "UnicodeError",
    "ValueError", "ZeroDivisionError",
)  # fmt: skip
"""What a student's function may raise here; anything else becomes a RuntimeError."""


UNSENDABLE = {
    "loop": "a list that contains itself",
    "deep": "lists nested too deeply",
    "big": "far too much data",
    "many": "far too many numbers",
    "number": "a number with too many digits",
    "dtype": "an array of something else than numbers",
}
"""Why a value did not cross, in words."""


def students_error(given: Mapping, label: str, sources: Mapping[str, str]) -> Exception:
    """The error that the child describes.

    Its class is one of `ALLOWED` or, in a visible check, a new class under it with the student's
    name. In a hidden check nothing of it is the student's to choose but which of them it is.

    Parameters
    ----------
    given : mapping
        What came from the child; anything may be in it.
    label : str
        The function that was called.
    sources : mapping of str to str
        The notebook's cells by number.
    """
    types = given.get("types")
    names = [n for n in types if isinstance(n, str)] if isinstance(types, list) else []
    base = next((n for n in names if n in ALLOWED), "RuntimeError")
    kind: type[Exception] = getattr(builtins, base)
    if names and names[0] != base and names[0].isidentifier() and not session.is_hidden():
        kind = type(names[0][:60], (kind,), {})
    text = given.get("text")
    error = kind(text[:1000] if isinstance(text, str) and not session.is_hidden() else "")
    described = None if session.is_hidden() else given.get("frames")
    # `check.session` reads them: this error has no traceback of the student's own.
    error.student_frames = _frames(described, label, sources)  # type: ignore[attr-defined]
    return error


def called(ours: BaseException, theirs: BaseException) -> BaseException:
    """The error of a function of the check, with the student's lines that had called it.

    Parameters
    ----------
    ours : BaseException
        As it was raised here.
    theirs : BaseException
        As the child describes it.
    """
    # An attribute of no class: `session` looks for it on whatever error arrives.
    ours.student_frames = theirs.student_frames  # type: ignore[attr-defined]
    return ours


def _frames(given: object, label: str, sources: Mapping[str, str]) -> list[traceback.FrameSummary]:
    """The student's frames; at least one, named after the function that was called."""
    frames = []
    for frame in given[-20:] if isinstance(given, list) else []:
        cell, line, name = frame if isinstance(frame, list) and len(frame) == 3 else (0, 0, 0)
        source = sources.get(cell) if isinstance(cell, str) else None
        if source is None or type(line) is not int or not 0 < line <= len(source.splitlines()):
            continue
        known = isinstance(name, str) and name.isidentifier() and f"def {name}" in source
        text = source.splitlines()[line - 1].strip()
        shown = str(name) if known else label
        frames.append(traceback.FrameSummary(f"<cell {cell}>", line, shown, line=text))
    return frames or [traceback.FrameSummary("", 0, label, line="")]
