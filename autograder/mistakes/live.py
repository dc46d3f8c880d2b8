"""Naming in the grader: the mistakes are replayed on the data of this student.

Replays run in a process of their own, forked from the grader and ended when the time is up. So they
can delay a verdict, and never change it.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from autograder.cells import grade_id, role
from autograder.check.failure import Failure
from autograder.check.host import hosted
from autograder.check.known import either
from autograder.check.session import exercise
from autograder.diagnosis import Verdict
from autograder.mistakes import declared
from autograder.mistakes.replay import Replays

SECONDS, ALL_SECONDS = 5.0, 20.0
"""For all that is named in one graded cell, and in one submission."""


class Live:
    """Names a failure by replay: give it to `hosted(name=…)`.

    Parameters
    ----------
    replays : Replays
    cells : mapping of str to str
        The notebook's graded cells, hidden parts included, by grade id.
    seed : callable
        From an exercise to the seed of this student's data.
    seconds : float
        The time for each graded cell; what is not named by then goes without a name.
    """

    def __init__(
        self,
        replays: Replays,
        cells: Mapping[str, str],
        seed: Callable[[str], int],
        seconds: float = SECONDS,
    ):
        self._replays, self._cells, self._seed = replays, cells, seed
        self._left: dict[str, float] = defaultdict(lambda: seconds)
        self._left_in_all = max(seconds, ALL_SECONDS)

    def __call__(self, current: exercise, failure: Failure) -> Verdict | None:
        source = self._cells.get(current.cell)
        if source is None:
            return None
        started = time.monotonic()
        left = min(self._left[current.cell], self._left_in_all)
        try:
            return self._asked(source, current.number, failure, started + left)
        finally:
            took = time.monotonic() - started
            self._left[current.cell] -= took
            self._left_in_all -= took

    def _asked(self, source: str, number: str, failure: Failure, end: float) -> Verdict | None:
        ours, theirs = os.pipe()
        with warnings.catch_warnings():  # threads of the grader's don't matter to the child
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if not pid:
            os.close(ours)
            self._answer(source, number, failure, theirs)
        os.close(theirs)
        try:
            said = _read(ours, end)
        finally:
            os.close(ours)
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        try:
            return Verdict(*json.loads(said)) if said else None
        except ValueError:  # the time was up in the middle of the answer
            return None

    def _answer(self, source: str, number: str, failure: Failure, to: int) -> None:
        """In the child: write words and place of the mistake, and end."""
        try:
            asked = source, number, failure, self._seed
            found = either(self._replays.fitting(*asked))
            found = found or either(self._replays.fitting_slips(*asked))
            if found:
                os.write(to, json.dumps([found.words, found.look_at]).encode())
        finally:
            os._exit(0)


@contextlib.contextmanager
def naming(
    reference: Path | None, cells: Mapping[str, str], seed: Callable[[str], int]
) -> Iterator[None]:
    """A context in which graded cells name mistakes by replay on a student's data.

    Parameters
    ----------
    reference : Path, optional
        The instructor's notebook; its mistakes are declared beside its folder. Where there is
        none, visible checks are named as in a notebook, hidden ones by what their arrays show.
    cells : mapping of str to str
        Text of the graded cells by grade id.
    seed : callable
    """
    if reference is None or not reference.is_file():
        yield
        return
    replays = _replays(reference, reference.stat().st_mtime_ns)
    with hosted(name=Live(replays, cells, seed)):
        yield


@lru_cache(maxsize=4)
def _replays(reference: Path, _changed: int) -> Replays:
    """What the notebook's mistakes change, once for the class."""
    cells = json.loads(reference.read_text(encoding="utf-8"))["cells"]
    code = [(grade_id(c), "".join(c["source"])) for c in cells if c["cell_type"] == "code"]
    solutions = {name: text for name, text in code if role(name) == "solution"}
    given = [text for name, text in code if name.endswith("-setup")]
    file = reference.parent.with_name(reference.parent.name + declared.SUFFIX)
    return Replays(given, solutions, declared.read(file))


def _read(pipe: int, end: float) -> bytes:
    """What comes out of a pipe until it is closed, or until the time is up."""
    said = b""
    while (left := end - time.monotonic()) > 0:
        if not select.select([pipe], [], [], left)[0]:
            break
        part = os.read(pipe, 1 << 16)
        if not part:
            return said
        said += part
    return b""
