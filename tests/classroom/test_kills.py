"""Killed at any moment and run again: every grade is there, once, as if nothing had been."""

import contextlib
import multiprocessing
import os
import random
import subprocess
import time

import psutil
import pytest

from tests.classroom import room
from tests.tools import running

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not hasattr(os, "fork"), reason="no fork, as on Windows: nothing to grade with"
    ),
]
KILLS, IN_A_ROW = 20, 4
STUDENTS = "ada", "broken", "dies", "late"
"""Enough for two workers to have more to do when one of them, or the command, is killed."""


@pytest.fixture(scope="module")
def few(fresh, tmp_path_factory):
    """The class, most of whom have handed in nothing."""
    folder = room.copied(fresh, tmp_path_factory.mktemp("kills") / "few")
    for place in (folder / "submitted").iterdir():
        if place.name not in STUDENTS:
            place.rename(folder / f"away-{place.name}")
    return folder


@pytest.fixture(scope="module")
def warm():
    """The command, forked from a process that has imported what it needs, as often as wanted."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["autograder.classroom.command", room.__name__])

    def start(folder):
        process = context.Process(target=room.here, args=(folder,))
        process.start()
        return process

    return start


@pytest.fixture(scope="module")
def whole(few, warm):
    """What a run of the few comes to, and its seconds."""
    folder = room.copied(few, few.with_name("whole"))
    for turn in range(2):  # the first one starts the process that the others are forked from
        began = time.monotonic()
        process = warm(folder if turn else room.copied(few, few.with_name("first")))
        process.join()
        assert process.exitcode == 0
    return room.made(folder), time.monotonic() - began


@pytest.mark.parametrize("first", range(KILLS // IN_A_ROW))
def test_killed_again_and_again_nothing_is_lost(few, warm, whole, first, tmp_path):
    """Moments of all rows together are spread over a whole run, one in each part of it."""
    made, seconds = whole
    folder = room.copied(few, tmp_path / "course")
    for part in range(first, KILLS, KILLS // IN_A_ROW):
        process = warm(folder)
        time.sleep((part + random.random()) / KILLS * seconds)
        process.kill()
        process.join()
    again = warm(folder)
    again.join()
    assert again.exitcode == 0
    assert room.made(folder) == made
    assert not list((folder / "autograded").glob("*/.lab*"))


def test_supervisors_killed_at_random_moments_are_replaced(few, warm, whole, tmp_path):
    made, seconds = whole
    folder = room.copied(few, tmp_path / "course")
    process = warm(folder)
    killed = 0
    while process.is_alive() and killed < 2:  # three could be the end of one submission
        time.sleep(random.random() * seconds / 4)
        with contextlib.suppress(psutil.NoSuchProcess):
            workers = psutil.Process(process.pid).children()
            if workers:
                random.choice(workers).kill()
                killed += 1
    process.join()
    assert process.exitcode == 0 and killed
    assert room.made(folder) == made


def test_no_process_outlives_a_killed_command(few, tmp_path):
    folder = room.copied(few, tmp_path / "course")
    process = subprocess.Popen(room.command(folder, "--workers", "2"), env=room.environment())
    while not psutil.Process(process.pid).children(recursive=True):
        time.sleep(0.1)
    left = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(left, timeout=10)
    assert not alive and not running(str(folder))
