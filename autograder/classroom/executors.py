"""Where submissions are graded: processes of this machine, or a Dask cluster.

Each executor has the interface of `concurrent.futures`. What it runs only supervises: students'
code has children of its own. A child that dies is part of an outcome; a supervisor that is lost is
tried again.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.util
import os
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from concurrent.futures.process import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.sharedctypes import Synchronized
from typing import Any

from autograder.classroom.given import Given
from autograder.classroom.task import Outcome, Task
from autograder.classroom.worker import Worker
from autograder.sandbox import namespaces

TRIES = 3
"""So often a submission is handed to a supervisor that gets lost."""

_worker: list[Worker] = []
"""The one of this process."""


@dataclass(frozen=True)
class Lost:
    """A submission whose supervisor got lost each time."""

    task: Task


@dataclass(frozen=True)
class Place:
    """Where to grade: makes an executor, says what to run in it, and how many workers it has."""

    executor: Callable[[], Executor]
    grade: Callable[..., Outcome]
    workers: Callable[[Any], int]
    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)


def local(given: Given, workers: int) -> Place:
    """Processes of this machine, one for each core at most."""
    count = min(workers, os.cpu_count() or 1)

    def executor() -> Executor:
        # Forked before there is any thread, so that nothing has to be loaded again.
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        return ProcessPoolExecutor(count, context, _begin, (given, os.getpid(), context.Value("i")))

    return Place(executor, _grade, lambda _: count)


def _begin(given: Given, parent: int, begun: Synchronized[int]) -> None:
    namespaces.prctl(namespaces.SET_PDEATHSIG, namespaces.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    with begun.get_lock():
        _keep_to_core(begun.value)
        begun.value += 1
    _worker[:] = [Worker(given)]
    multiprocessing.util.Finalize(None, _worker[0].close, exitpriority=10)


def _keep_to_core(number: int) -> None:
    """Have this process and its children on one core, where the system can.

    A supervisor and its sandbox take turns at a few hundred questions a submission: on two cores
    each time one of them would wait for the other to wake up.
    """
    if sys.platform == "linux":
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[number % len(cores)]})


def _grade(task: Task) -> Outcome:
    return _worker[0].grade(task)


def graded(tasks: Iterable[Task], place: Place) -> Iterator[Outcome | Lost]:
    """Outcomes as they come; no more of them wait than there are workers, twice.

    Where a supervisor got lost, those that it may have been grading are tried again one by one, so
    that one of them can't be the end of another.

    Raises
    ------
    CourseError
        What a supervisor has raised: a fault of the assignment, or of the machine.
    """
    waiting, tries = deque(tasks), Counter[str]()
    while waiting:
        running: dict[Future, Task] = {}
        with place.executor() as executor:
            try:
                while waiting or running:
                    most = 2 * max(1, place.workers(executor))
                    # One that was lost before is tried alone.
                    while waiting and len(running) < (1 if tries[waiting[0].student] else most):
                        running[executor.submit(place.grade, waiting[0])] = waiting[0]
                        if tries[waiting.popleft().student]:
                            break
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        outcome = future.result()
                        del running[future]
                        yield outcome
            except place.lost:
                executor.shutdown(wait=False, cancel_futures=True)
                for task in running.values():
                    tries[task.student] += 1
                    if tries[task.student] < TRIES:
                        waiting.append(task)
                    else:
                        yield Lost(task)
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                raise
