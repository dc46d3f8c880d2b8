"""Naming in the grader: the mistakes are replayed on the data of this student.

Replays run in a process of their own, forked from the grader and ended when the time is up. So they
can delay a verdict, and never change it.
"""

from __future__ import annotations

import json
import os
import select
import signal
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Mapping

from autograder.check.failure import Failure
from autograder.check.known import either
from autograder.check.session import exercise
from autograder.diagnosis import Verdict
from autograder.mistakes.replay import Replays

SECONDS = 5.0
"""For all that is named in one graded cell of one submission."""


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

    def __call__(self, current: exercise, failure: Failure) -> Verdict | None:
        source = self._cells.get(current.cell)
        if source is None or not any(self._replays.of(current.number)):
            return None
        started = time.monotonic()
        try:
            return self._asked(source, current.number, failure, started + self._left[current.cell])
        finally:
            self._left[current.cell] -= time.monotonic() - started

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
            found = either(self._replays.fitting(source, number, failure, self._seed))
            if found:
                os.write(to, json.dumps([found.words, found.look_at]).encode())
        finally:
            os._exit(0)


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
