"""The course of one graded cell: what runs, what is captured, what the student reads."""

from __future__ import annotations

import contextlib
import io
import linecache
import sys
import traceback
import warnings
from contextvars import ContextVar
from typing import Literal, NoReturn

import numpy as np

from autograder.check.card import FACT, Look, show
from autograder.check.failure import Failure
from autograder.check.host import host
from autograder.check.outcome import NotDone, Paused, Rejected, _ForStudents
from autograder.check.withheld import WITHHELD, layers_withheld
from autograder.check.words import explained
from autograder.errors import CourseError
from autograder.evidence import Verdict

_SHOWN = 2000
"""Characters of a student's own printing that are shown again after a visible check."""

LOOKS_LIKE, LOOK_AT, ASKED_FOR = "looks like", "look at", "asked for"
"""Labels of the lines of a message that name the mistake, where to look, and what is asked for."""

_CURRENT: ContextVar[exercise | None] = ContextVar("exercise", default=None)


class exercise:
    """Context of a graded cell: `with check.exercise("04.7", "dX"):`.

    Captures what the student's code prints and warns of, turns a stub into "not done yet" and any
    error into one message, insists that something was compared, and says what has passed.

    Parameters
    ----------
    number : str
        The exercise as the notebook numbers it, "04.7".
    part : str
        What this cell checks of it, where the exercise has several graded cells: "dX" in the cell
        04-07-test-dX.

    Attributes
    ----------
    cell : str
        The grade id of the cell, "04-07-test-dX".
    comparisons : int
        How many have begun.
    drew : bool
        Whether random data have been drawn, those of one student.
    """

    def __init__(self, number: str, part: str = ""):
        self.number, self.part = number, part
        notebook, _, at = number.partition(".")
        self.cell = f"{notebook}-{at:>02}-test{'-' if part else ''}{part}"
        self.hidden = self.past_visible = self.drew = False
        self.comparisons = 0
        self.right: list[np.ndarray] = []
        self._printed = io.StringIO()

    def __str__(self) -> str:
        return f"{self.number} {self.part}".strip()

    def __enter__(self) -> exercise:
        frame = sys._getframe(1)
        self._file, self._names = frame.f_code.co_filename, frame.f_globals
        self._token = _CURRENT.set(self)
        self._shown = sys.stdout
        self._capture = contextlib.ExitStack()
        self._capture.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        self._capture.enter_context(contextlib.redirect_stdout(self._printed))
        self._capture.enter_context(contextlib.redirect_stderr(io.StringIO()))
        self._capture.enter_context(layers_withheld(self.number, refuse_layer))
        return self

    def __exit__(self, kind, error, trace) -> Literal[False]:
        self._capture.close()
        try:
            return self._ended(error, trace)
        finally:
            _CURRENT.reset(self._token)

    def _ended(self, error: BaseException | None, trace) -> Literal[False]:
        self._show_printed()
        if error is None and self.comparisons:
            which = (
                "all checks pass" if self.hidden else "visible checks pass; hidden checks remain"
            )
            show("right", f"{self}: {which}.")
            if passed := host().passed:
                passed(self)
            return False
        if isinstance(error, KeyboardInterrupt | Paused | CourseError):
            return False
        told = self._told(error, trace)
        look: Look = "not yet" if isinstance(told, NotDone) else "wrong"
        show(look, str(told), getattr(told, "picture", ""))
        if told is error:
            return False
        raise told from None

    def _told(self, error: BaseException | None, trace) -> _ForStudents:
        """What the student is told of whatever ended the cell."""
        if error is None:
            return Rejected(f"{self}: nothing was compared, so nothing is proven.")
        if isinstance(error, _ForStudents):
            return error
        frames = self._student_frames(error, trace)
        if isinstance(error, NotImplementedError):
            name = f"`{frames[0 if self.hidden else -1].name}` is" if frames else "it is"
            return NotDone(
                f"{self}: {name} not done yet. Replace `raise NotImplementedError` by your code."
            )
        return self._student_error(error, frames, self._own_line(trace))

    def hide(self) -> None:
        """From here on say nothing that shows the data; drop what student code prints."""
        self._show_printed()
        if host().visible:
            raise Paused
        if pause := host().pause:
            pause()
        self.hidden = self.past_visible = True

    def _show_printed(self) -> None:
        text = self._printed.getvalue()
        self._printed.seek(0)
        self._printed.truncate()
        if text and not self.hidden:
            more = f"\n… {len(text) - _SHOWN} more characters" if len(text) > _SHOWN else ""
            print(f"Your code printed:\n{text[:_SHOWN].rstrip()}{more}", file=self._shown)

    def _student_error(
        self, error: BaseException, frames: list[traceback.FrameSummary], own: str
    ) -> Rejected:
        kind = kind_of(error)
        if isinstance(error, NameError) and not frames:
            return Rejected(
                f"{self}: `{error.name}` is not defined.\n"
                f"  {LOOK_AT:<12} the cell with your solution: has it run, and without an error?"
            )
        failure = Failure.of(self.comparisons, kind, text=str(error)[:300])
        name = host().name
        verdict = (name(self, failure) if name else None) or Verdict("")
        text = "" if self.hidden else f": {error}"
        if frames:
            where = " on the data of a hidden check" if self.hidden else ""
            lines = [f"{self}: `{frames[0].name}` stopped with {kind}{where}{text}"]
            last = frames[-1]
            if last.line and not self.hidden:  # which line it is may tell of the data
                named = [frame.name for frame in frames if not frame.name.startswith("<")]
                place = f"line {last.lineno} of the cell with `{(named or [last.name])[-1]}`"
                lines.append(_fact("stopped in", f"{place}: {last.line}"))
        else:
            which = "a hidden check" if self.hidden else "the check"
            lines = [f"{self}: {which} could not go on with your result: {kind}{text}"]
            if own and not self.hidden:
                lines.append(_fact("stopped in", f"the check's own line: {own}"))
        if meaning := explained(str(error), self.hidden):
            lines.append(_fact("that is", meaning))
        return Rejected("\n".join([*lines, *_named(verdict)]), verdict.words, failure)

    def _own_line(self, trace) -> str:
        """The last line of the graded cell itself that was reached."""
        lines = [n for frame, n in traceback.walk_tb(trace) if self._of_cell(frame)]
        return linecache.getline(self._file, lines[-1]).strip() if lines else ""

    def _of_cell(self, frame) -> bool:
        return frame.f_code.co_filename == self._file

    def _student_frames(self, error, trace) -> list[traceback.FrameSummary]:
        """Frames of functions of this notebook, the graded cell's own excepted."""
        if hasattr(error, "student_frames"):  # the function ran in the grader's sandbox
            return error.student_frames
        frames = []
        for frame, line in traceback.walk_tb(trace):
            code = frame.f_code
            if frame.f_globals is self._names and not self._of_cell(frame):
                text = linecache.getline(code.co_filename, line).strip()
                frames.append(
                    traceback.FrameSummary(code.co_filename, line, code.co_name, line=text)
                )
        return frames


def current() -> exercise | None:
    """The exercise whose graded cell runs now."""
    return _CURRENT.get()


def hidden(number: str) -> None:
    """Begin the hidden part of a graded cell: messages no longer show data or expected values."""
    running = current()
    if running is None:
        return
    if running.number != number:
        raise ValueError(f"hidden checks of {number} inside the exercise {running.number}")
    running.hide()


def rng() -> np.random.Generator:
    """Random data for checks: in a notebook a fixed seed for each exercise.

    In the grader the seed also depends on the student and on the course's secret. Each call begins
    anew with the same numbers, so a cell draws all its data from one generator.
    """
    running = current()
    if running:
        running.drew = True
    return np.random.default_rng(host().seed(running.number if running else ""))


def counted() -> None:
    """Note that a comparison begins."""
    if running := current():
        running.comparisons += 1
        if begun := host().begun:
            begun(running.comparisons)


def remember(array: np.ndarray) -> None:
    """Note what was right in the visible part, if it cannot come about by chance."""
    running = current()
    if running and not running.past_visible and np.unique(array).size > 1:
        running.right.append(array.copy())


def seen_right() -> list[np.ndarray]:
    """In the hidden part, the arrays that were right in the visible one."""
    running = current()
    return running.right if running and running.past_visible else []


def is_hidden() -> bool:
    """Whether messages must not show data now."""
    running = current()
    return running is not None and running.hidden


def kind_of(error: BaseException) -> str:
    """What kind of error it is; in a hidden check among Python's own, as others can be named."""
    kinds = type(error).__mro__
    return next(k.__name__ for k in kinds if k.__module__ == "builtins" or not is_hidden())


def known(kind: str, array: np.ndarray | None = None, text: str = "") -> tuple[Failure, Verdict]:
    """What has failed here, and the known mistake that fails so; words "" if there is none."""
    running, name = current(), host().name
    failure = Failure.of(running.comparisons if running else 0, kind, array, text)
    verdict = name(running, failure) if running and name else None
    return failure, verdict or Verdict("")


def reject(
    what: str,
    *,
    facts=(),
    asked: str = "",
    verdict: Verdict | None = None,
    failure: Failure | None = None,
    picture: str = "",
) -> NoReturn:
    """Raise `Rejected` with a message in the fixed form.

    Parameters
    ----------
    what : str
        What is not right, without data: "wrong numbers in dW".
    facts : iterable of (str, str)
        Label and text; they may show data and are left out in a hidden check.
    asked : str
        What is asked for, without data.
    verdict : Verdict, optional
        The likely mistake, and the one thing to look at.
    failure : Failure, optional
    picture : str
        HTML of the data, for a notebook; left out in a hidden check.
    """
    running, verdict = current(), verdict or Verdict("")
    prefix = f"{running}: " if running else ""
    if is_hidden():
        prefix, facts, picture = f"{running}, hidden check: ", (), ""
    lines = [f"{prefix}{what}.", *(_fact(label, text) for label, text in facts)]
    if asked:
        lines.append(_fact(ASKED_FOR, asked))
    raise Rejected("\n".join([*lines, *_named(verdict)]), verdict.words, failure, picture)


def refuse_layer(name: str) -> NoReturn:
    """Reject an answer that imports a finished layer."""
    reject(
        f"{name} is not to be used here: notebooks 00 to {WITHHELD[name]} are about writing it",
        verdict=Verdict("", "what you have written yourself in this notebook"),
    )


def _named(verdict: Verdict) -> list[str]:
    lines = [_fact(LOOKS_LIKE, verdict.words)] if verdict.words else []
    return lines + ([_fact(LOOK_AT, verdict.look_at)] if verdict.look_at else [])


def _fact(label: str, text: str) -> str:
    return f"  {label:<{FACT - 3}} {text}"
