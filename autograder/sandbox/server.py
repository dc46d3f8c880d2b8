"""The warm process: libraries loaded, nothing else known; forks a child for each submission.

`python -m autograder.sandbox.server FD` answers, one by one, the lines of JSON that come through
the socket FD: `start` (with the child's sockets), `cpu`, `why`, `kill`. Between them it ends a
child that goes over a limit of the whole submission. It never runs a student's code, never reads
a submission, and ends when the grader does.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import json
import os
import select
import signal
import socket
import sys
import time
from pathlib import Path

import psutil

from autograder.sandbox import namespaces, shell, syscalls
from autograder.sandbox.limits import Limits, apply
from autograder.sandbox.supervise import Supervisor

_ENDING = 2.0
"""Seconds after which processes that were killed and are still there are only counted."""
_started: list[int] = []
"""The go-between of the child that runs: the leader of its group."""
_supervised: list[Supervisor] = []
"""Looks after the child that runs, or was ended last."""


def main(descriptor: int) -> None:
    """Serve the grader until it closes the socket."""
    namespaces.prctl(namespaces.SET_PDEATHSIG, namespaces.SIGKILL)
    namespaces.prctl(namespaces.SET_CHILD_SUBREAPER, 1)
    namespaces.prctl(namespaces.SET_DUMPABLE, 0)
    _load()
    control = socket.socket(fileno=descriptor)
    _send(control, {"ready": os.getpid()})
    while True:
        _look_after(control)
        data, descriptors, _, _ = socket.recv_fds(control, 1 << 16, 250)
        if not data:
            break
        request = json.loads(data)
        if request["do"] == "start":
            _send(control, _start(control, request, descriptors))
        elif request["do"] == "cpu":
            _send(control, {"cpu": _supervised[0].ledger.seconds() if _supervised else 0.0})
        elif request["do"] == "why":
            _send(control, {"why": _why()})
        else:
            _send(control, {"left": kill_all()})
    kill_all()


def _look_after(control: socket.socket) -> None:
    """Until there is a request, see that the child keeps to its limits, and end it if not."""
    while _started:
        supervisor = _supervised[0]
        if select.select([control], [], [], supervisor.pause())[0]:
            return
        if supervisor.look():
            kill_all()


def _why() -> str:
    """What the child that runs, or was ended last, has done against its limits."""
    if not _supervised:
        return ""
    if _started and _supervised[0].look(exact=True):
        kill_all()
    return _supervised[0].why


_LIBRARIES = (
    "numpy.random",  # NumPy loads it when it is first used: in each snapshot anew
    "autograder.check",
    "autograder.sandbox.child",
    "convnet.data",
    "convnet.plots",
    "convnet.widgets",
    "ipywidgets",
    "anywidget",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
)
"""What nearly every notebook needs; not the layers that notebooks 00 to 04 have students write."""


def _load() -> None:
    """Load the libraries once for the whole class; Matplotlib also looks for its fonts here."""
    import numpy as np

    np.linalg.norm(np.ones((2, 2)) @ np.ones((2, 2)))
    for name in _LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    _draw()
    shell.prepared()
    gc.collect()
    gc.freeze()  # no child's collector touches, and so copies, what all of them share


def _draw() -> None:
    """Draw a figure once: fonts, glyphs and tables that Matplotlib makes with the first one."""
    with contextlib.suppress(ImportError):
        import matplotlib.pyplot as plt

        figure, axes = plt.subplots()
        axes.plot([0, 1], label="$W_1$")
        axes.legend()
        figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")
        plt.close(figure)


def _send(control: socket.socket, answer: dict) -> None:
    control.sendall(json.dumps(answer).encode())


def _start(control: socket.socket, request: dict, descriptors: list[int]) -> dict:
    """Fork a child behind a go-between; returns when it is ready, or why it is not."""
    kill_all()
    _supervised.clear()
    ready, report = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ready)
        control.close()
        _go_between(request, descriptors, report)
    _started[:] = [pid]
    limits = Limits(**request["limits"])
    _supervised[:] = [Supervisor(limits, pid, request["seconds"], request["apart"])]
    os.close(report)
    for each in descriptors:
        os.close(each)
    with os.fdopen(ready, "rb") as pipe:
        error = pipe.read().decode()
    return {"error": error} if error else {"started": pid}


def _go_between(request: dict, descriptors: list[int], report: int) -> None:
    """The child's parent: makes its namespaces and waits for it, so that no harm reaches us."""
    try:
        namespaces.prctl(namespaces.SET_PDEATHSIG, namespaces.SIGKILL)
        os.setsid()
        syscalls.own_keyring()
        limits = Limits(**request["limits"])
        if request["nested"]:
            namespaces.unshare()
        first = os.fork()
        if first:
            os.close(report)
            for each in descriptors:
                os.close(each)
            os.waitpid(first, 0)
            os._exit(0)
        namespaces.prctl(namespaces.SET_PDEATHSIG, namespaces.SIGKILL)
        if request["nested"]:
            namespaces.furnish(limits.disk, limits.files)
        _init(request, limits, descriptors, report)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.write(report, f"{type(error).__name__}: {error}"[:500].encode())
    os._exit(1)


def _init(request: dict, limits: Limits, descriptors: list[int], report: int) -> None:
    """The first process of the namespaces: starts the student's, collects what it leaves."""
    student = os.fork()
    if student:
        os.close(report)
        for each in descriptors:
            os.close(each)
        while True:
            try:
                ended, _ = os.wait()
            except ChildProcessError:
                break
            if ended == student:
                break
        os._exit(0)
    namespaces.prctl(namespaces.SET_PDEATHSIG, namespaces.SIGKILL)
    folder = Path(request["folder"])
    os.chdir(folder)
    (folder / "tmp").mkdir(exist_ok=True)
    os.environ |= {"HOME": str(folder), "TMPDIR": str(folder / "tmp")}
    if request["nested"]:
        namespaces.drop_privileges()
    else:
        namespaces.prctl(namespaces.NO_NEW_PRIVS, 1)
    syscalls.restrict()
    apply(limits)
    # Only now may the student's own code read this process, as it is its own.
    namespaces.prctl(namespaces.SET_DUMPABLE, 1)
    from autograder.sandbox import child

    child.main(
        [socket.socket(fileno=each) for each in descriptors], limits, lambda: os.close(report)
    )
    os._exit(0)


def kill_all() -> int:
    """End whatever comes from this process; returns how many are left."""
    if _started:  # its group too: where we are no subreaper, orphans do not come to us
        with contextlib.suppress(OSError):
            os.killpg(_started.pop(), signal.SIGKILL)
    end = time.monotonic() + _ENDING
    while True:
        left = psutil.Process().children(recursive=True)
        for process in left:
            with contextlib.suppress(psutil.Error):
                process.kill()
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if not left or time.monotonic() > end:
            return len(left)
        # Looking again and again would slow down their end.
        psutil.wait_procs(left, timeout=0.05)


if __name__ == "__main__":
    main(int(sys.argv[1]))
