"""One graded cell, run here, in the grader, with the student's functions as proxies."""

from __future__ import annotations

import contextlib
import io
import linecache
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from autograder.authoring.graded import free_names
from autograder.check import session
from autograder.check.host import hosted
from autograder.check.outcome import NotDone, Paused, Rejected
from autograder.sandbox.remote import Remote


@dataclass
class Verdict:
    """What came of a graded cell.

    `outputs` are nbformat's: a line for a pass, an error whose text is the message otherwise.
    `note` is for the instructor: a process that was ended, a check that is broken.
    """

    passed: bool
    message: str = ""
    outputs: list[dict[str, Any]] = field(default_factory=list)
    note: str = ""


def visible(
    source: str, cell: str, remote: Remote, seed: Callable[[str], int]
) -> Verdict | list[dict[str, Any]]:
    """Run the visible part of a graded cell.

    Returns its verdict where that is final, else (hidden checks remain) what it printed.
    """
    return _run(source, cell, remote, seed, "visible")


def judge(
    source: str,
    cell: str,
    remote: Remote,
    seed: Callable[[str], int],
    printed: list[dict[str, Any]] | None = None,
) -> Verdict:
    """Run a whole graded cell.

    It passes only if it ran to its end here, left its `check.exercise`, and compared something.

    Parameters
    ----------
    source, cell : str
        The cell and its number.
    remote : Remote
    seed : callable
    printed : list, optional
        What the visible part has printed, if `visible` ran before: then nothing is said here that
        shows data, since another snapshot may know hidden ones and tell this one.

    Raises
    ------
    autograder.sandbox.remote.Gone
        If the student's process was gone before the first call.
    """
    verdict = _run(source, cell, remote, seed, "" if printed is None else "silent")
    assert isinstance(verdict, Verdict)
    verdict.outputs = _joined([*(printed or []), *verdict.outputs])
    return verdict


def _run(
    source: str,
    cell: str,
    remote: Remote,
    seed: Callable[[str], int],
    phase: Literal["", "visible", "silent"],
) -> Verdict | list[dict[str, Any]]:
    names: dict[str, Any] = {"__name__": "__graded__", **remote.names(sorted(free_names(source)))}
    filename = f"<graded {cell}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    printed, error = io.StringIO(), None
    passed: list[session.exercise] = []
    host = hosted(
        phase=phase, seed=seed, clock=remote.clock, forbid=remote.forbid, passed=passed.append
    )
    with host, contextlib.redirect_stdout(printed):
        try:
            exec(compile(source, filename, "exec"), names)
        except Paused:
            return _stream(printed.getvalue())
        except Exception as raised:
            error = raised
    if error is None and not passed:
        error = Rejected("Nothing was compared in this cell, so nothing is proven.")
        return _failed(error, printed.getvalue(), "the cell has no check.exercise that compares")
    if error is None and not remote.stopped:
        return Verdict(True, "", _stream(printed.getvalue()))
    error = error or Rejected(remote.stopped)
    note = remote.stopped
    if not isinstance(error, Rejected | NotDone):
        note = f"the check itself stopped: {type(error).__name__}: {error}"
        error = Rejected("This check could not be run; your instructor has been told.")
    return _failed(error, printed.getvalue(), note)


def failed(message: str, note: str = "") -> Verdict:
    """The verdict on a cell that was not run."""
    return _failed(Rejected(message), "", note)


def _failed(error: Exception, printed: str, note: str) -> Verdict:
    text = re.sub(r"\x1b\[[0-9;]*m", "", str(error))
    output = {
        "output_type": "error",
        "ename": type(error).__name__,
        "evalue": text,
        "traceback": text.splitlines(),
    }
    return Verdict(False, text, [*_stream(printed), output], note)


def _joined(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Neighbouring pieces of text as one."""
    text = "".join(o["text"] for o in outputs if o["output_type"] == "stream")
    return [*_stream(text), *(o for o in outputs if o["output_type"] != "stream")]


def _stream(text: str) -> list[dict[str, Any]]:
    return [{"output_type": "stream", "name": "stdout", "text": text}] if text else []
