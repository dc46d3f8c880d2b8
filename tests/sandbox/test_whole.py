"""Limits of a submission as a whole: time, memory, output, files of all its processes together."""

import json
import socket

import numpy as np
import pytest

from autograder import check
from autograder.grading.notebook import grade
from autograder.grading.standing import Cell
from autograder.sandbox import cgroup
from autograder.sandbox.backend import Local
from autograder.sandbox.channel import Channel, Closed
from autograder.sandbox.ledger import Ledger, Usage
from autograder.sandbox.limits import MB, Limits
from tests.sandbox.session import Session
from tests.tools import need

ELSEWHERE = """
import os, signal, time
def f():
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in range(6):
        reading, writing = os.pipe()
        if os.fork() == 0:
            end = time.process_time() + 0.5
            while time.process_time() < end:
                pass
            os._exit(0)
        os.close(writing)
        os.read(reading, 1)
        os.close(reading)
"""
FORKS = """
import os, time
import numpy as np
def f():
    reading, writing = os.pipe()
    for _ in range(10):
        if os.fork() == 0:
            part = np.ones(6_000_000)
            os.write(writing, b"1")
            time.sleep(30)
    held = b""
    while len(held) < 10:
        held += os.read(reading, 10)
    time.sleep(5)
"""
SOCKETS = """
import os, socket, time
def f():
    for _ in range(6):
        if os.fork() == 0:
            kept = [socket.socketpair() for _ in range(110)]
            time.sleep(30)
    time.sleep(5)
"""


class Told:
    """What a ledger is shown, one list of processes after another, a second apart."""

    def __init__(self, *seconds):
        self.seconds, self.now = list(seconds), 0.0

    def look(self):
        self.now += 1
        shown = self.seconds.pop(0)
        return [Usage(pid, 1, 0.0, s, 50 * MB) for pid, s in shown.items()]

    def ledger(self):
        return Ledger(self.look, lambda: self.now)


def test_a_child_that_is_waited_for_counts_once():
    told = Told({1: 0.0}, {1: 0.2, 2: 0.7}, {1: 0.9})
    ledger = told.ledger()
    assert [ledger.seconds() for _ in range(3)] == pytest.approx([0.0, 0.9, 0.9])


def test_a_child_that_vanishes_leaves_its_time_and_that_of_the_wait():
    told = Told({1: 0.0}, {1: 0.2, 2: 0.7}, {1: 0.2}, {1: 0.2})
    ledger = told.ledger()
    came = [ledger.seconds() for _ in range(4)]
    assert came[2] == pytest.approx(0.2 + 0.7 + 1.0)  # a second passed between the two looks
    assert came[3] == came[2]


@pytest.mark.parametrize("lent", [True, False], ids=["group", "ledger"])
def test_computing_where_nobody_waits_is_not_free(lent, monkeypatch):
    need("bwrap")
    groups = []

    def made(make=cgroup.made):
        groups.append(make() if lent else None)
        return groups[-1]

    monkeypatch.setattr(cgroup, "made", made)
    sandbox = Local("warm", Limits())
    child = Session(sandbox, ELSEWHERE)
    child.remote.limits = Limits(call_cpu=1.0, call_wall=60.0)
    with pytest.raises(check.Rejected, match="within 1 s of computing"):
        child.names("f")()
    sandbox.close()
    if lent and None in groups:
        pytest.skip("this machine lends no control group")
    assert not any(group.folder.exists() for group in groups if group)


@pytest.mark.parametrize("source", [FORKS, SOCKETS], ids=["forks", "sockets"])
def test_memory_is_that_of_all_processes(backend, source):
    if backend.mode == "plain" and source is SOCKETS:
        pytest.skip("plain has the machine's network")
    child = Session(backend, source)
    child.remote.limits = Limits(call_wall=60.0)
    with pytest.raises(check.Rejected, match="used more than 256 MB of memory"):
        child.names("f")()
    backend.kill()


def test_honest_memory_is_left_alone(backend):
    source = (
        "import numpy as np, time\ndef f():\n    a = np.ones(20_000_000)\n    time.sleep(2.5)\n"
    )
    assert Session(backend, source + "    return a[0]\n").names("f")() == 1
    backend.kill()


@pytest.mark.parametrize("where", [".", "/dev/shm"])
def test_files_are_counted(backend, where):
    if backend.mode == "plain":
        pytest.skip("plain does not bound the number of files")
    child = Session(backend)
    ended = False
    try:
        make = "import pathlib, time\nfor i in range(5000): pathlib.Path(WHERE, f'f{i}').touch()\n"
        ran = child.run(f"WHERE = {where!r}\n{make}time.sleep(3)")
    except Closed:
        ended = "4096 files" in backend.why()
    assert ended or "No space left" in json.dumps(ran)
    backend.kill()


def test_a_forged_generator_is_the_students_affair(backend):
    source = (
        "def f(rng):\n    rng.bit_generator.state = {'bit_generator': 'PCG64', 'has_uint32': 0,\n"
        "        'uinteger': 0, 'state': {'state': 0, 'inc': 0}}\n"
    )
    rng = np.random.default_rng(1)
    with pytest.raises(check.Rejected, match="no result"):
        Session(backend, source).names("f")(rng)
    assert rng.integers(3, size=9).any()


GRADED = "from autograder import check\nwith check.exercise('1'):\n    check.value(f(), 1)\n"


def graded(limits, *sources):
    """A notebook's result: cells of the student's, then two graded ones."""
    need("bwrap")
    cells = [Cell(str(i), f"cell{i}", s) for i, s in enumerate(sources)]
    cells += [Cell(f"g{i}", f"graded{i}", GRADED, graded=True) for i in range(2)]
    sandbox = Local("warm", limits)
    try:
        return grade(cells, sandbox, limits, lambda _: 1)
    finally:
        sandbox.close()


def test_the_whole_notebook_has_a_time():
    limits = Limits(total_wall=3.0)
    sleeping = "import time\ntime.sleep(2)"
    result = graded(limits, "def f():\n    return 1", sleeping, sleeping, sleeping)
    assert not any(j.passed for j in result.judgements.values())
    assert any("may run for 3 s" in note for note in result.notes)
    assert all("may run for 3 s" in j.message for j in result.judgements.values())


def test_the_next_notebook_has_its_own_time():
    need("bwrap")
    limits = Limits(total_wall=6.0)
    sandbox = Local("warm", limits)
    grade([], sandbox, limits, lambda _: 1)  # starts the sandbox, which takes a while
    cells = [Cell("0", "a", "import time\ntime.sleep(3.5)\ndef f(): return 1")]
    cells += [Cell("g", "graded", GRADED, graded=True)]
    results = [grade(cells, sandbox, limits, lambda _: 1) for _ in range(2)]
    sandbox.close()
    assert [r.judgements["g"].passed for r in results] == [True, True]


def test_all_output_together_is_bounded():
    show = "print('x' * 60_000)"
    result = graded(Limits(total_output=150_000), show, show, show, "def f():\n    return 1")
    shown = [json.dumps(result.outputs[str(i)]) for i in range(3)]
    assert [len(s) > 60_000 for s in shown] == [True, True, False]
    assert "all cells together" in shown[2] and any("cell2" in note for note in result.notes)
    assert all(j.passed for j in result.judgements.values())


def test_an_answer_that_nobody_asked_for_ends_the_process():
    ours, theirs = (Channel(each) for each in socket.socketpair())
    theirs.send({"n": 1, "ok": True}, [])
    theirs.send({"n": 1, "ok": True}, [])
    assert ours.ask({"q": "run"})["ok"]
    with pytest.raises(Exception, match="another question"):
        ours.ask({"q": "run"})
