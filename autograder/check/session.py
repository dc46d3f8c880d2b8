"""The course of one graded cell: what runs, what is captured, what the student reads."""

from __future__ import annotations

import contextlib
import io
import linecache
import sys
import traceback
import warnings
import zlib
from collections.abc import Callable
from typing import Literal

import numpy as np

from autograder.check.withheld import layers_withheld

_SHOWN = 2000
"""Characters of a student's own printing that are shown again after a visible check."""


LOOKS_LIKE, LOOK_AT = "looks like", "look at"
"""Labels of the two lines of a message that name the mistake and where to look."""


class _ForStudents(AssertionError):
    """Shown as its message alone, without a traceback of ours."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


class NotDone(_ForStudents):
    """The exercise still has its stub."""


class Rejected(_ForStudents):
    """A check found something wrong.

    Attributes
    ----------
    verdict : str
        The mistake it looks like, in words, or "".
    """

    def __init__(self, message: str, verdict: str = ""):
        super().__init__(message)
        self.verdict = verdict


class Paused(BaseException):
    """The grader has seen the visible part, and goes on with the hidden one later."""


class exercise:
    """Context of a graded cell: `with check.exercise("00.2"):`.

    Captures what the student's code prints and warns of, turns a stub into "not done yet" and any
    error into one message, insists that something was compared, and says what has passed.

    Parameters
    ----------
    number : str
        The exercise as the notebook numbers it, "00.2".
    """

    current: exercise | None = None
    passed: exercise | None = None
    """The last one that ran to its end; the grader looks here."""

    def __init__(self, number: str):
        self.number = number
        self.hidden = phase == "silent"
        self.past_visible = False
        self.comparisons = 0
        self.right: list[np.ndarray] = []
        self._printed = io.StringIO()

    def __enter__(self) -> exercise:
        frame = sys._getframe(1)
        self._cell, self._names = frame.f_code.co_filename, frame.f_globals
        self._outer, exercise.current = exercise.current, self
        self._shown = sys.stdout
        self._capture = contextlib.ExitStack()
        self._capture.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        self._capture.enter_context(contextlib.redirect_stdout(self._printed))
        self._capture.enter_context(contextlib.redirect_stderr(io.StringIO()))
        self._capture.enter_context(layers_withheld(self.number))
        return self

    def __exit__(self, kind, error, trace) -> Literal[False]:
        self._capture.close()
        exercise.current = self._outer
        self._show_printed()
        if error is None:
            if not self.comparisons:
                raise Rejected(f"{self.number}: nothing was compared, so nothing is proven.")
            which = (
                "all checks pass" if self.hidden else "visible checks pass; hidden checks remain"
            )
            print(f"{self.number}: {which}.")
            exercise.passed = self
            return False
        if isinstance(error, NotImplementedError):
            raise NotDone(self._not_done(error, trace)) from None
        if isinstance(error, _ForStudents | KeyboardInterrupt | Paused):
            return False
        raise Rejected(self._student_error(error, trace)) from None

    def hide(self) -> None:
        """From here on say nothing that shows the data; drop what student code prints."""
        self._show_printed()
        if phase == "visible":
            raise Paused
        self.hidden = self.past_visible = True

    def _show_printed(self) -> None:
        text = self._printed.getvalue()
        self._printed.seek(0)
        self._printed.truncate()
        if text and not self.hidden:
            more = f"\n… {len(text) - _SHOWN} more characters" if len(text) > _SHOWN else ""
            print(f"Your code printed:\n{text[:_SHOWN].rstrip()}{more}", file=self._shown)

    def _not_done(self, error: BaseException, trace) -> str:
        frames = self._student_frames(error, trace)
        name = f"`{frames[-1].name}` is" if frames else "it is"
        return (
            f"{self.number}: {name} not done yet. Replace `raise NotImplementedError` by your code."
        )

    def _student_error(self, error: BaseException, trace) -> str:
        kind = type(error).__name__
        if isinstance(error, NameError) and not self._student_frames(error, trace):
            return (
                f"{self.number}: `{error.name}` is not defined.\n"
                f"  {LOOK_AT:<12} the cell with your solution: has it run, and without an error?"
            )
        frames = self._student_frames(error, trace)
        text = "" if self.hidden else f": {error}"
        if not frames:
            what = "in a hidden check " if self.hidden else ""
            return f"{self.number}: {what}your result could not be used ({kind}{text})."
        last = frames[-1]
        where = " on the data of a hidden check" if self.hidden else ""
        lines = [f"{self.number}: `{frames[0].name}` stopped with {kind}{where}{text}"]
        if last.line:
            lines.append(f"  in your line {last.lineno}: {last.line}")
        return "\n".join(lines)

    def _student_frames(self, error, trace) -> list[traceback.FrameSummary]:
        """Frames of functions of this notebook, the graded cell's own excepted."""
        if hasattr(error, "student_frames"):  # the function ran in the grader's sandbox
            return error.student_frames
        frames = []
        for frame, line in traceback.walk_tb(trace):
            code = frame.f_code
            if frame.f_globals is self._names and code.co_filename != self._cell:
                text = linecache.getline(code.co_filename, line).strip()
                frames.append(
                    traceback.FrameSummary(code.co_filename, line, code.co_name, line=text)
                )
        return frames


def hidden(number: str) -> None:
    """Begin the hidden part of a graded cell: messages no longer show data or expected values."""
    if exercise.current is None:
        return
    if exercise.current.number != number:
        raise ValueError(f"hidden checks of {number} inside the exercise {exercise.current.number}")
    exercise.current.hide()


def rng() -> np.random.Generator:
    """Random data for checks: in a notebook a fixed seed for each exercise.

    In the grader the seed also depends on the student and on the course's secret.
    """
    number = exercise.current.number if exercise.current else ""
    return np.random.default_rng(seed(number))


def _fixed_seed(number: str) -> int:
    return zlib.crc32(number.encode())


seed: Callable[[str], int] = _fixed_seed
"""The grader puts its own function here while it runs a graded cell."""


def counted() -> None:
    """Note that a comparison has been made."""
    if exercise.current:
        exercise.current.comparisons += 1


phase: Literal["", "visible", "silent"] = ""
"""What the grader wants of a graded cell: its visible part only, or all of it without any word
that shows data. In a notebook neither."""


def remember(array: np.ndarray) -> None:
    """Note what was right in the visible part, if it cannot come about by chance."""
    current = exercise.current
    if current and not current.past_visible and np.unique(array).size > 1:
        current.right.append(array.copy())


def seen_right() -> list[np.ndarray]:
    """In the hidden part, the arrays that were right in the visible one."""
    current = exercise.current
    return current.right if current and current.past_visible else []


def is_hidden() -> bool:
    return exercise.current is not None and exercise.current.hidden


def reject(what: str, *, facts=(), verdict: str = "", look_at: str = "") -> None:
    """Raise `Rejected` with a message in the fixed form.

    Parameters
    ----------
    what : str
        What is not right, in one sentence without data: "dW is not right".
    facts : iterable of (str, str)
        Label and text; they may show data and are left out in a hidden check.
    verdict, look_at : str
        The likely mistake and the one thing to look at, or "".
    """
    number = exercise.current.number if exercise.current else ""
    prefix = f"{number}: " if number else ""
    if is_hidden():
        prefix, facts = f"{number}, hidden check: ", ()
    lines = [f"{prefix}{what}."]
    lines += [f"  {label:<12} {text}" for label, text in facts]
    if verdict:
        lines.append(f"  {LOOKS_LIKE:<12} {verdict}")
    if look_at:
        lines.append(f"  {LOOK_AT:<12} {look_at}")
    raise Rejected("\n".join(lines), verdict)
