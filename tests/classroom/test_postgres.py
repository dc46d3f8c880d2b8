"""Grades go into PostgreSQL."""

import os
import signal
import subprocess
import time

import pytest

from tests.attacks import lab
from tests.classroom import room
from tests.classroom.cluster import free_port
from tests.tools import need

pytestmark = pytest.mark.slow


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


def test_postgresql_takes_the_grades_while_formgrader_reads(fresh, undisturbed, server, tmp_path):
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
    done = lab.run(folder, "generate_assignment", "lab", "--force")
    assert done.returncode == 0, done.stdout
    room.due(server, "maths")
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
    assert entered == [row[:3] for row in undisturbed.made.entered[0]]
    texts = [p.read_text() for p in (folder / "results").rglob("*.json")]
    assert not any("quiet" in text for text in texts)
