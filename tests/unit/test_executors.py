"""Where supervisors run on this machine."""

import os
import sys

import pytest

from autograder.classroom import executors


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
