"""Limits of a child, and what it can reach: nothing of the machine, and no other child."""

import contextlib
import json
import os
import socket

import pytest

from autograder.sandbox import wire
from autograder.sandbox.channel import Closed
from tests.sandbox.session import LIMITS, Session, text
from tests.tools import running


def test_limits_hold(backend):
    child = Session(backend, "import numpy as np, os, subprocess, pathlib")
    assert "MemoryError" in json.dumps(child.run("np.ones(50_000_000)"))
    if backend.mode != "plain" or os.getuid():
        ran = child.run("p = [subprocess.Popen(['sleep', '20']) for _ in range(40)]")
        assert "BlockingIOError" in json.dumps(ran)
    if backend.mode != "plain":
        ran = child.run("for i in range(40): pathlib.Path(str(i)).write_bytes(bytes(1_000_000))")
        assert "No space left" in text(ran)
        assert "Read-only" in text(child.run("open('/dev/shm/../x', 'w')"))
    ran = child.run("open('big', 'wb').write(bytes(11 << 20))")
    assert not ran["ok"]


def test_a_cell_s_output_is_bounded(backend):
    child = Session(backend, "print('x' * 3_000_000)\nfor i in range(9): print(i)")
    assert len(text(child.ran)) < 2 * LIMITS.output
    assert "more characters of output are not kept" in text(child.ran)


def test_nothing_of_the_machine_is_in_reach(backend, tmp_path):
    if backend.mode == "plain":
        pytest.skip("plain isolates nothing, and says so")
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    secret = tmp_path / "gradebook.db"
    secret.write_text("marks")
    child = Session(
        backend,
        f"import os, socket, pathlib\nprint(pathlib.Path({str(secret)!r}).exists())\n"
        f"print(sorted(os.listdir({str(wire.__file__.rsplit('/', 3)[0])!r})))\n"
        f"print([k for k in os.environ if 'SECRET' in k])\n"
        f"try:\n    socket.create_connection(('127.0.0.1', {listener.getsockname()[1]}), 1)\n"
        "except OSError as error:\n    print(type(error).__name__)\n"
        "print(pathlib.Path('/etc/passwd').exists(), os.getuid() != 0)\n",
    )
    listener.close()
    lines = text(child.ran).splitlines()
    assert lines[0] == "False"
    assert "solutions" not in lines[1] and "tests" not in lines[1]
    assert lines[2:] == ["[]", "ConnectionRefusedError", "False True"]
    for path in ("/usr/x", os.path.dirname(wire.__file__) + "/x"):
        assert not child.run(f"open({path!r}, 'w')")["ok"]
    ran = child.run(
        "import subprocess\nprint(subprocess.run(['unshare', '-U', 'true']).returncode)"
    )
    assert text(ran).strip() != "0"


def test_nothing_is_left_of_a_child(backend):
    mark = f"mark{os.getpid()}"
    child = Session(
        backend,
        "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', "
        f"'import time; time.sleep(60)', {mark!r}], start_new_session=True)",
    )
    assert child.ran["ok"] and running(mark)
    backend.kill()
    assert not running(mark)


def test_killing_the_parent_harms_nobody_else(backend):
    child = Session(backend)
    with contextlib.suppress(Closed):
        child.run("import os, signal\nos.kill(os.getppid(), signal.SIGKILL)")
    assert "5" in text(Session(backend, "print(2 + 3)").ran)


def test_another_submission_is_not_in_a_new_child(backend):
    Session(
        backend,
        "import builtins, numpy\nbuiltins.left = numpy.left = 'kestrel'\nopen('../left', 'w')",
    )
    child = Session(backend, "import os, builtins, numpy\nprint(os.path.exists('../left'))")
    assert text(child.ran).strip() == ("True" if backend.mode == "plain" else "False")
    assert not child.run("left")["ok"] and not child.run("numpy.left")["ok"]
