"""Other places to grade and to write to: a Dask cluster, PostgreSQL."""

import os
import signal
import subprocess
import time

import psutil
import pytest

from tests.classroom import room
from tests.tools import need

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    return room.course(tmp_path_factory.mktemp("places") / "fresh")


@pytest.fixture(scope="module")
def here(fresh):
    """What processes of this machine make of the class."""
    folder = room.copied(fresh, fresh.with_name("here"))
    room.grade(folder, "--workers", "2")
    return room.entered(folder)


@pytest.fixture
def cluster():
    distributed = pytest.importorskip("distributed", reason='pip install "convnet-course[dask]"')
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None,
        host="127.0.0.1",
    ) as made:  # fmt: skip
        yield made


def test_a_cluster_gives_the_same_grades(fresh, here, cluster, tmp_path):
    folder = room.copied(fresh, tmp_path / "course")
    said = room.grade(folder, "--scheduler", cluster.scheduler_address)
    assert "graded            8" in said
    assert room.entered(folder) == here


def test_a_worker_of_the_cluster_that_is_killed_takes_nothing_with_it(
    fresh, here, cluster, tmp_path
):
    folder = room.copied(fresh, tmp_path / "course")
    process = subprocess.Popen(
        room.command(folder, "--scheduler", cluster.scheduler_address), env=room.environment()
    )
    results = folder / "results" / "lab"
    while not list(results.glob("*.json")):
        time.sleep(0.2)
    psutil.Process(next(iter(cluster.workers.values())).pid).kill()
    assert process.wait(300) == 0
    assert room.entered(folder) == here


def test_a_scheduler_that_is_not_there_is_named(fresh, tmp_path):
    folder = room.copied(fresh, tmp_path / "course")
    said = room.grade(folder, "--scheduler", "tcp://127.0.0.1:1", status=2)
    assert "no Dask scheduler at tcp://127.0.0.1:1" in said


@pytest.fixture
def server(tmp_path):
    """A PostgreSQL server of its own on loopback; its address."""
    pytest.importorskip("psycopg", reason='pip install "convnet-course[postgres]"')
    initdb, postgres = need("initdb"), need("postgres")
    data = tmp_path / "postgres"
    data.mkdir()
    as_user = []
    if os.getuid() == 0:  # it refuses to run as root
        as_user = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"]
        for folder in (tmp_path, *tmp_path.parents):
            if folder.stat().st_uid == 0 and folder.is_relative_to("/tmp"):
                folder.chmod(folder.stat().st_mode | 0o011)
        subprocess.run(["chown", "postgres", str(data)], check=True)
    made = [initdb, "-D", str(data), "-A", "trust", "-U", "marks", "--no-sync", "-E", "UTF8"]
    subprocess.run([*as_user, *made], check=True, stdout=subprocess.DEVNULL, cwd="/")
    port = free_port()
    options = ["-p", str(port), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
    process = subprocess.Popen(
        [*as_user, postgres, "-D", str(data), "-k", str(data), *options],
        stderr=subprocess.DEVNULL, cwd="/",
    )  # fmt: skip
    yield f"postgresql+psycopg://marks:quiet@127.0.0.1:{port}/postgres"
    process.send_signal(signal.SIGINT)  # whoever is connected
    process.wait(30)


def free_port():
    import socket

    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()[1]


def test_postgresql_takes_the_grades_while_formgrader_reads(fresh, here, server, tmp_path):
    from nbgrader.api import Gradebook
    from sqlalchemy import create_engine

    folder = room.copied(fresh, tmp_path / "course")
    for _ in range(100):
        try:
            create_engine(server).connect().close()
            break
        except Exception:
            time.sleep(0.2)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(f"c.CourseDirectory.db_url = {server!r}\n")
        config.write("c.CourseDirectory.course_id = 'maths'\n")  # without one PostgreSQL refuses
    from tests.attacks import lab

    done = lab.run(folder, "generate_assignment", "lab", "--force")
    assert done.returncode == 0, done.stdout
    done = lab.run(folder, "db", "assignment", "add", "lab", "--duedate=2026-01-01 00:00:00 UTC")
    assert done.returncode == 0, done.stdout
    process = subprocess.Popen(
        room.command(folder, "--workers", "2", "--db", server), env=room.environment(),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    seen = set()
    while process.poll() is None:
        with Gradebook(server, "maths") as book:
            seen.add(len(book.submission_dicts("lab")))
        time.sleep(0.1)
    assert process.returncode == 0, process.stdout.read()
    assert len(seen) > 2
    with Gradebook(server, "maths") as book:
        entered = sorted(
            (s.student.id, g.name, g.auto_score)
            for s in book.assignment_submissions("lab")
            for n in s.notebooks
            for g in n.grades
        )
    assert entered == [row[:3] for row in here[0]]
    texts = [p.read_text() for p in (folder / "results").rglob("*.json")]
    assert not any("quiet" in text for text in texts)
