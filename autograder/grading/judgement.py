"""One graded cell, run here, in the grader, with the student's functions as proxies."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from autograder.cells import free_names, run
from autograder.check import session
from autograder.check.failure import Failure
from autograder.check.host import hosted
from autograder.check.outcome import NotDone, Paused, Rejected
from autograder.grading import plain
from autograder.sandbox.remote import Remote


@dataclass
class Judgement:
    """What came of a graded cell.

    `outputs` are nbformat's: a line for a pass, an error whose text is the message otherwise.
    `note` is for the instructor: a process that was ended, a check that is broken. `failure` says
    where a comparison failed, and on what.
    """

    passed: bool
    message: str = ""
    outputs: list[dict[str, Any]] = field(default_factory=list)
    note: str = ""
    failure: Failure | None = None


@dataclass(frozen=True)
class Printed:
    """What the visible part of a graded cell printed, where hidden checks remain."""

    outputs: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class _Execution:
    """A graded cell that was run: what it printed, what it raised, whether its exercise passed."""

    printed: str
    error: BaseException | None
    passed: bool


def visible_part(
    source: str, cell: str, remote: Remote, seed: Callable[[str], int]
) -> Judgement | Printed:
    """Run the visible part of a graded cell; its judgement where that is final."""
    executed = _executed(source, cell, remote, seed, "visible")
    if isinstance(executed.error, Paused):
        return Printed(_stream(executed.printed))
    return _judged(executed, remote)


def whole_cell(
    source: str,
    cell: str,
    remote: Remote,
    seed: Callable[[str], int],
    printed: Printed | None = None,
) -> Judgement:
    """Run a whole graded cell.

    It passes only if it ran to its end here, left its `check.exercise`, and compared something.

    Parameters
    ----------
    source, cell : str
        The cell and its number.
    remote : Remote
    seed : callable
    printed : Printed, optional
        What came of `visible_part`, if that ran before: then nothing is said here that shows
        data, since another snapshot may know hidden ones and tell this one.

    Raises
    ------
    autograder.sandbox.remote.Gone
        If the student's process was gone before the first call.
    """
    executed = _executed(source, cell, remote, seed, "" if printed is None else "silent")
    judgement = _judged(executed, remote)
    judgement.outputs = _joined([*(printed.outputs if printed else []), *judgement.outputs])
    return judgement


def _executed(
    source: str,
    cell: str,
    remote: Remote,
    seed: Callable[[str], int],
    phase: Literal["", "visible", "silent"],
) -> _Execution:
    names: dict[str, Any] = {"__name__": "__graded__", **remote.names(sorted(free_names(source)))}
    printed = io.StringIO()
    error: BaseException | None = None
    passed: list[session.exercise] = []
    host = hosted(
        phase=phase, seed=seed, clock=remote.clock, forbid=remote.forbid, passed=passed.append
    )
    with host, contextlib.redirect_stdout(printed):
        try:
            run(source, names, f"<graded {cell}>")
        except (Exception, Paused) as raised:
            error = raised
    return _Execution(printed.getvalue(), error, bool(passed))


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
            error = judgement.outputs[-1]
            error["evalue"], error["traceback"] = judgement.message, judgement.message.splitlines()
            return


def failed(message: str, note: str = "") -> Judgement:
    """The judgement of a cell that was not run."""
    return _failed(Rejected(message), "", note)


def _failed(error: BaseException, printed: str, note: str) -> Judgement:
    text = plain.message(str(error))
    output = {
        "output_type": "error",
        "ename": type(error).__name__,
        "evalue": text,
        "traceback": text.splitlines(),
    }
    failure = error.failure if isinstance(error, Rejected) else None
    return Judgement(False, text, [*_stream(printed), output], note, failure)


def _joined(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Neighbouring pieces of text as one."""
    text = "".join(o["text"] for o in outputs if o["output_type"] == "stream")
    return [*_stream(text), *(o for o in outputs if o["output_type"] != "stream")]


def _stream(text: str) -> list[dict[str, Any]]:
    text = plain.output(text)
    return [{"output_type": "stream", "name": "stdout", "text": text}] if text else []
