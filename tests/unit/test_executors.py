"""Where supervisors run on this machine, and what becomes of those that are lost."""

import os
import sys

import pytest

from autograder.classroom import executors
from autograder.classroom.executors import Lost, Place, graded
from autograder.classroom.task import Task


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process choose its cores")
def test_supervisors_keep_to_cores_of_their_own_as_far_as_there_are_some():
    allowed = sorted(os.sched_getaffinity(0))
    kept = []
    try:
        for number in range(len(allowed) + 1):
            executors._keep_to_core(number)
            kept.append(os.sched_getaffinity(0))
            os.sched_setaffinity(0, allowed)
    finally:
        os.sched_setaffinity(0, allowed)
    assert kept == [{core} for core in [*allowed, allowed[0]]]


class Fake:
    """An executor whose processes end for some tasks."""

    def __init__(self, poison, log):
        self.poison, self.log, self.broken = poison, log, False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def submit(self, grade, task):
        future = executors.Future()
        if task.student in self.poison:
            self.broken = True
        self.log.append(task.student)
        if self.broken:
            future.set_exception(executors.BrokenExecutor())
        else:
            future.set_result(grade(task))
        return future

    def shutdown(self, **_):
        pass


def test_a_submission_that_ends_its_supervisor_takes_no_other_with_it():
    log = []
    place = Place(lambda: Fake({"b"}, log), lambda task: task.student, lambda _: 2)
    tasks = [Task(name, None, "") for name in "abcdefgh"]
    made = list(graded(tasks, place))
    assert sorted(x for x in made if not isinstance(x, Lost)) == list("acdefgh")
    [lost] = [x for x in made if isinstance(x, Lost)]
    assert lost.task.student == "b" and log.count("b") == executors.TRIES


def test_no_more_wait_than_there_are_workers_twice():
    log = []
    place = Place(lambda: Fake(set(), log), lambda task: task.student, lambda _: 2)
    made = graded((Task(str(i), None, "") for i in range(100)), place)
    next(made)
    assert len(log) == 4
