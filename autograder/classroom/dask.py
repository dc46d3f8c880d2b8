"""A Dask cluster as a place to grade: the extra `dask`."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future

from distributed import Client, KilledWorker
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
        try:
            self._client = Client(address, timeout=SECONDS)
        except (OSError, TimeoutError, ValueError) as error:
            raise CourseError(
                f"There is no Dask scheduler at {address} ({error}). What has been graded is kept: "
                "start one, and run this command again."
            ) from None
        self._given = self._client.scatter(given, broadcast=True, hash=False)
        self._executor = self._client.get_executor(pure=False)

    def submit(self, function, /, *arguments, **keywords) -> Future:
        return self._executor.submit(function, self._given, *arguments, **keywords)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._executor.shutdown(wait=wait)
        self._client.close(timeout=SECONDS)


def cluster(given: Given, address: str) -> Place:
    """The workers of a scheduler, as many as there are now."""
    with Cluster(given, address) as there:
        count = max(1, len(there._client.scheduler_info(n_workers=-1)["workers"]))
    lost = (BrokenExecutor, KilledWorker, CommClosedError, CancelledError)
    return Place(lambda: Cluster(given, address), helper.grade, count, lost)
