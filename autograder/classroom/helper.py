"""A process that grades for a worker of Dask's, which has threads and must not fork.

`python -m autograder.classroom.helper FD` reads from the connection FD what the class shares, then
one task after another, and answers each with its outcome or an error.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import subprocess
import sys
import threading
from concurrent.futures import BrokenExecutor
from multiprocessing.connection import Connection

from autograder.classroom.given import Given
from autograder.classroom.task import Outcome, Task

_lock = threading.Lock()
_helpers: dict[str, Helper] = {}
"""The one of this process, by the mark of what it grades."""


def grade(given: Given, task: Task) -> Outcome:
    """Grade a submission in this process's helper; one that has ended is replaced."""
    with _lock:
        helper = _helpers.get(given.mark)
        if helper is None:
            while _helpers:
                _helpers.popitem()[1].close()
            helper = _helpers[given.mark] = Helper(given)
        try:
            return helper.grade(task)
        except (EOFError, OSError) as error:
            _helpers.pop(given.mark).close()
            raise BrokenExecutor(f"the process that graded {task.student} has ended") from error


class Helper:
    """The process, as seen from the worker."""

    def __init__(self, given: Given):
        self._connection, theirs = multiprocessing.Pipe()
        command = [sys.executable, "-m", "autograder.classroom.helper", str(theirs.fileno())]
        self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()])
        theirs.close()
        self._connection.send(given)

    def grade(self, task: Task) -> Outcome:
        """What comes of a task."""
        self._connection.send(task)
        outcome, error = self._connection.recv()
        if error is not None:
            raise error
        return outcome

    def close(self) -> None:
        """End the process."""
        self._connection.close()
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()


def main(descriptor: int) -> None:
    """Serve the worker until it has gone."""
    from autograder.classroom.worker import Worker

    connection = Connection(descriptor)
    worker = Worker(connection.recv())
    try:
        with contextlib.suppress(EOFError, OSError):
            while True:
                connection.send(_answer(worker, connection.recv()))
    finally:
        worker.close()


def _answer(worker, task: Task) -> tuple[Outcome | None, Exception | None]:
    try:
        return worker.grade(task), None
    except Exception as error:
        return None, error


if __name__ == "__main__":
    main(int(sys.argv[1]))
