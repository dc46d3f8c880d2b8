"""A Dask cluster as a place to grade: the extra `dask`."""

from __future__ import annotations

import logging
import sys
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future

from distributed import Client, KilledWorker
from distributed.client import ClosedClientError
from distributed.comm import CommClosedError

from autograder.classroom import helper
from autograder.classroom.executors import Place
from autograder.classroom.given import Given
from autograder.errors import CourseError

SECONDS = 20
"""To reach the scheduler."""


class Cluster(Executor):
    """A scheduler's workers; what the class shares goes to each of them once."""

    def __init__(self, given: Given, address: str):
        for name in ("distributed", "distributed.client"):  # what it logs is said here, in words
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self._client = Client(address, timeout=SECONDS)
            if not self.workers():
                print(
                    f"The Dask scheduler at {address} has no workers: waiting for one.",
                    file=sys.stderr, flush=True,
                )  # fmt: skip
                self._client.wait_for_workers(1)
            self._given = self._client.scatter(given, broadcast=True, hash=False)
        except (OSError, ValueError) as error:
            raise CourseError(
                f"The Dask scheduler at {address} does not answer ({error}). What has been graded "
                "is kept: start a scheduler and its workers, and run this command again."
            ) from None
        self._executor = self._client.get_executor(pure=False)

    def workers(self) -> int:
        """How many there are now."""
        return len(self._client.scheduler_info(n_workers=-1)["workers"])

    def submit(self, function, /, *arguments, **keywords) -> Future:
        return self._executor.submit(function, self._given, *arguments, **keywords)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        if self._client.status == "closed":
            return
        if wait and not cancel_futures:
            self._executor.shutdown()
        self._client.close(timeout=SECONDS)  # the scheduler forgets what was asked for here


def cluster(given: Given, address: str) -> Place:
    """The workers of a scheduler, those that join it later, too."""
    lost = BrokenExecutor, KilledWorker, CommClosedError, CancelledError, ClosedClientError
    return Place(lambda: Cluster(given, address), helper.grade, Cluster.workers, lost)
