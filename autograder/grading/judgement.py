"""One graded cell, run here, in the grader, with the student's functions as proxies."""

from __future__ import annotations

import contextlib
import contextvars
import io
import re
import sys
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from greenlet import greenlet

from autograder.cells import free_names, run
from autograder.check import session
from autograder.check.card import html
from autograder.check.failure import Failure
from autograder.check.host import hosted
from autograder.check.outcome import NotDone, Paused, Rejected
from autograder.grading import plain
from autograder.sandbox.remote import Gone, Remote


@dataclass
class Judgement:
    """What came of a graded cell.

    `outputs` are nbformat's: a line for a pass, otherwise a card with the message, and an error
    whose text is the message.
    `note` is for the instructor: a process that was ended, a check that is broken. `failure` says
    where a comparison failed, and on what.
    """

    passed: bool
    message: str = ""
    outputs: list[dict[str, Any]] = field(default_factory=list)
    note: str = ""
    failure: Failure | None = None


@dataclass(frozen=True)
class _Execution:
    """A graded cell that was run: what it printed, what it raised, whether its exercise passed."""

    printed: str
    error: BaseException | None
    passed: bool


class GradedCell:
    """A graded cell and its snapshot: judged up to the hidden part, then, later, all of it.

    Between the two it waits in a coroutine of its own where its hidden part begins.

    Parameters
    ----------
    source, cell : str
        The cell and its number.
    remote : Remote
    seed : callable
    """

    def __init__(self, source: str, cell: str, remote: Remote, seed: Callable[[str], int]):
        self.source, self.cell, self.remote = source, cell, remote
        self._seed = seed
        self._coroutine = greenlet(self._run)
        self._coroutine.gr_context = contextvars.copy_context()

    def begin(self) -> Judgement | None:
        """Run the visible part; a judgement where that is final.

        Raises
        ------
        autograder.sandbox.remote.Gone
            If the student's process is gone.
        """
        return self._go_on()

    def finish(self) -> Judgement:
        """Run the hidden part, where there is one. The cell passes if it ran to its end here.

        Raises
        ------
        autograder.sandbox.remote.Gone
            If the student's process is gone.
        """
        try:
            self.remote.go_on()
        except Gone:
            self.drop()
            raise
        judgement = self._go_on()
        assert judgement is not None
        return judgement

    def drop(self) -> None:
        """Give up a cell that waits."""
        if self._coroutine:
            self._coroutine.throw(Paused)

    def _go_on(self) -> Judgement | None:
        executed = self._coroutine.switch()
        return None if executed is None else _judged(executed, self.remote)

    def _run(self) -> _Execution:
        self._outside = sys.stdout, sys.stderr, warnings.filters
        free = sorted(free_names(self.source))
        names: dict[str, Any] = {"__name__": "__graded__", **self.remote.names(free)}
        printed = io.StringIO()
        error: BaseException | None = None
        passed: list[session.exercise] = []
        host = hosted(
            seed=self._seed, clock=self.remote.clock, forbid=self.remote.forbid,
            pause=self._wait, passed=passed.append, pictures=True,
        )  # fmt: skip
        with host, contextlib.redirect_stdout(printed):
            try:
                run(self.source, names, f"<graded {self.cell}>")
            except (Exception, Paused) as raised:
                error = raised
        return _Execution(printed.getvalue(), error, bool(passed))

    def _wait(self) -> None:
        """Let others go on; what a cell has changed in this process is its own."""
        own = sys.stdout, sys.stderr, warnings.filters
        sys.stdout, sys.stderr, warnings.filters = self._outside
        try:
            self._coroutine.parent.switch(None)
        finally:
            sys.stdout, sys.stderr, warnings.filters = own


def whole_cell(source: str, cell: str, remote: Remote, seed: Callable[[str], int]) -> Judgement:
    """The judgement of a graded cell, both parts at once."""
    graded = GradedCell(source, cell, remote, seed)
    return graded.begin() or graded.finish()


def _judged(executed: _Execution, remote: Remote) -> Judgement:
    error, note = executed.error, remote.stopped
    if error is None and not executed.passed:
        error = Rejected("Nothing was compared in this cell, so nothing is proven.")
        return _failed(error, executed.printed, "the cell has no check.exercise that compares")
    if error is None and not remote.stopped:
        return Judgement(True, "", _stream(executed.printed))
    error = error or Rejected(remote.stopped)
    if not isinstance(error, Rejected | NotDone):
        note = f"the check itself stopped: {type(error).__name__}: {error}"
        error = Rejected("This check could not be run; your instructor has been told.")
    return _failed(error, executed.printed, note)


def explain(judgement: Judgement, sources: Mapping[str, str], shown: Mapping[str, list]) -> None:
    """Where a name is missing, say how the cell that defines it has ended.

    Parameters
    ----------
    judgement : Judgement
    sources, shown : mapping
        Text and outputs of the notebook's cells by number.
    """
    missing = re.match(r".*`(\w{1,100})` is not defined\.$", judgement.message, re.MULTILINE)
    if judgement.passed or not missing:
        return
    defines = re.compile(rf"^(?:def|class) {missing[1]}\b|^{missing[1]} *=", re.MULTILINE)
    for number, source in sources.items():
        errors = [o for o in shown.get(number, []) if o["output_type"] == "error"]
        if errors and defines.search(source):
            said = plain.line(f"{errors[-1]['ename']}: {errors[-1]['evalue']}", 200)
            judgement.message += f"\n  {'that cell':<12} stopped with {said}"
            judgement.outputs[-2:] = _shown(judgement.outputs[-1]["ename"], judgement.message)
            return


def failed(message: str, note: str = "") -> Judgement:
    """The judgement of a cell that was not run."""
    return _failed(Rejected(message), "", note)


def _failed(error: BaseException, printed: str, note: str) -> Judgement:
    text = plain.message(str(error))
    failure, picture = None, ""
    if isinstance(error, Rejected):
        failure, picture = error.failure, error.picture
    outputs = [*_stream(printed), *_shown(type(error).__name__, text, picture)]
    return Judgement(False, text, outputs, note, failure)


def _shown(kind: str, text: str, picture: str = "") -> list[dict[str, Any]]:
    """A failure as a notebook shows it, a card with its picture; and the error that it ends with.

    The card is made here: of the student's it holds text, escaped, and numbers as colours.
    """
    card = html("not yet" if kind == NotDone.__name__ else "wrong", text, picture)
    data = {"text/plain": text, "text/html": card}
    error = {"ename": kind, "evalue": text, "traceback": text.splitlines()}
    return [
        {"output_type": "display_data", "data": data, "metadata": {}},
        {"output_type": "error", **error},
    ]


def _stream(text: str) -> list[dict[str, Any]]:
    text = plain.output(text)
    return [{"output_type": "stream", "name": "stdout", "text": text}] if text else []
