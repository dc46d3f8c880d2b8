"""A Dask cluster grades: poison beside good work, workers and the scheduler killed."""

import random
import shutil
import subprocess
import time

import nbformat
import pytest

from autograder.classroom import command
from autograder.classroom.course import Options
from autograder.errors import CourseError
from tests.attacks import lab
from tests.classroom import room

pytest.importorskip("distributed", reason='pip install "convnet-course[dask]"')
from autograder.classroom import dask
from tests.classroom.cluster import Cluster

pytestmark = pytest.mark.slow

WIRE = """
import gc
from autograder.sandbox.child import Student


def conv1d(x, w):
    student = next(o for o in gc.get_objects() if isinstance(o, Student))
    student.channel.sock.sendall(b"garbage" * 1000)
    return 1
"""
POISON = {
    "loops": lab.ENTRIES["T20"].solutions,
    "eats": lab.ENTRIES["T22"].solutions,
    "kills": lab.ENTRIES["T28"].solutions,
    "writes": {"conv1d": WIRE},
}
"""An endless loop, 400 MB, the end of its parent, garbage in place of an answer."""


def same(made, undisturbed):
    """Whether grades, comments and notebooks of the undisturbed class are there, once."""
    class_ = {row[0] for row in undisturbed.entered[0]}
    rows = tuple([row for row in rows if row[0] in class_] for rows in made.entered)
    notebooks = {k: v for k, v in made.notebooks.items() if k.split("/")[0] in class_}
    return (rows, notebooks) == (undisturbed.entered, undisturbed.notebooks)


def graded(folder):
    """How many results there are."""
    return len(list((folder / "results" / "lab").glob("*.json")))


def wait_for(condition, process):
    """Wait for something while a command runs."""
    while not condition():
        assert process.poll() is None, "the command has ended"
        time.sleep(0.05)


def test_poison_takes_no_good_work_and_no_worker_with_it(fresh, undisturbed, tmp_path):
    folder = room.copied(fresh, tmp_path / "course")
    release = nbformat.read(folder / "release" / "lab" / "lab.ipynb", 4)
    for student, cells in POISON.items():
        room.hand_in(folder, student, release, right=True, cells=cells)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write("c.Judge.limits['memory'] = 256 << 20\n")
    with Cluster(tmp_path) as cluster:
        said = room.grade(folder, "--scheduler", cluster.address)
        assert [worker.poll() for worker in cluster.workers] == [None, None]
    assert "graded            12" in said and "not graded        0" in said
    grades, _ = room.entered(folder)
    assert same(room.made(folder), undisturbed.made)
    for student in POISON:
        points = {row[1]: row[2] for row in grades if row[0] == student}
        assert points["test_conv1d"] == 0 and sum(filter(None, points.values())) == 20, student


def begun(folder, cluster):
    """The command at work on a cluster."""
    return subprocess.Popen(
        room.command(folder, "--scheduler", cluster.address), env=room.environment(),
        text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def test_a_killed_worker_and_killed_schedulers_lose_nothing(fresh, undisturbed, tmp_path):
    folder = room.copied(fresh, tmp_path / "course")
    for number in range(6):  # so that there is something left to do at each kill
        shutil.copytree(folder / "submitted" / "bob", folder / "submitted" / f"more{number}")
    with Cluster(tmp_path) as cluster:
        process = begun(folder, cluster)
        wait_for(lambda: graded(folder) >= 1, process)
        time.sleep(random.random() / 4)
        random.choice(cluster.workers).kill()
        before = graded(folder)
        wait_for(lambda: graded(folder) > before, process)
        cluster.scheduler.kill()
        said, _ = process.communicate(timeout=300)
    assert process.returncode == 2, said
    assert "does not answer" in said and "What has been graded is kept" in said
    assert "Traceback" not in said and cluster.address in said
    kept = graded(folder)
    assert before < kept < 14
    with Cluster(tmp_path) as cluster:
        process = begun(folder, cluster)
        wait_for(lambda: graded(folder) > kept, process)
        cluster.scheduler.kill()
        cluster.scheduler.wait()
    with Cluster(tmp_path, workers=0, port=cluster.port) as cluster:  # it comes back in time
        wait_for(lambda: "has no workers: waiting" in process.stdout.readline(), process)
        cluster.workers.append(cluster.worker())
        said, _ = process.communicate(timeout=300)
    assert process.returncode == 0, said
    assert same(room.made(folder), undisturbed.made)


def test_a_scheduler_that_is_not_there_is_named(fresh, tmp_path, monkeypatch):
    monkeypatch.setattr(dask, "SECONDS", 1)
    folder = room.copied(fresh, tmp_path / "course")
    address = "tcp://127.0.0.1:1"
    with pytest.raises(CourseError, match=f"The Dask scheduler at {address} does not answer"):
        command.run(Options("lab", folder, scheduler=address))
