"""Work in a process of its own, with bounds on time, memory and the size of what comes back.

What is a student's is parsed so: a parser that takes minutes, or gigabytes, for a few kilobytes of
text does not hold up the grader. Mistakes are replayed so, too. None of it runs a student's code.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import time
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

MB = 1 << 20
T = TypeVar("T")


class Exhausted(Exception):
    """Time, memory or size ran out, or the process ended by itself."""


def bounded(
    function: Callable[..., Any],
    *arguments: object,
    seconds: float = 20.0,
    cpu: float | None = None,
    memory: int = 2048 * MB,
    size: int = 256 * MB,
) -> Any:
    """What a function returns, computed in a fork of this process; it crosses as JSON.

    `seconds` are the clock's, `cpu` those of the processor (by default as many).

    Raises
    ------
    Exhausted
        If there is no result within the bounds.
    """
    ours, theirs = os.pipe()
    with warnings.catch_warnings():  # threads of the grader's don't matter to the child
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if not pid:
        os.close(ours)
        _answer(function, arguments, theirs, seconds if cpu is None else cpu, memory)
    os.close(theirs)
    try:
        said = _read(ours, time.monotonic() + seconds, size)
    finally:
        os.close(ours)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    if not said.endswith(b"\n"):
        raise Exhausted
    return json.loads(said)


def _answer(function: Callable, arguments: tuple, to: int, cpu: float, memory: int) -> None:
    """In the child: compute, write, end."""
    try:
        _limit(cpu, memory)
        said = json.dumps(function(*arguments)).encode() + b"\n"
        with os.fdopen(to, "wb") as pipe:
            pipe.write(said)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _limit(cpu: float, memory: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            used = int(file.read().split()[0]) * resource.getpagesize()
        for kind, value in ((resource.RLIMIT_AS, used + memory), (resource.RLIMIT_CORE, 0)):
            hard = resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (value if hard < 0 else min(value, hard), hard))
        resource.setrlimit(resource.RLIMIT_CPU, (int(cpu) + 1, int(cpu) + 2))


def _read(pipe: int, end: float, size: int) -> bytes:
    """What comes out of a pipe until it is closed; less if time or size runs out."""
    said = bytearray()
    while (left := end - time.monotonic()) > 0 and len(said) <= size:
        if not select.select([pipe], [], [], left)[0]:
            break
        part = os.read(pipe, 1 << 20)
        if not part:
            return bytes(said)
        said += part
    return b""


class Slow(Exception):
    """A piece of work was given up for its time."""


def in_time(function: Callable[[], T], seconds: float) -> T:
    """What a function returns; only in the child of `bounded`, whose signals are its own.

    Raises
    ------
    Slow
        If it takes longer. Regular expressions are interrupted, too.
    """

    def stop(*_):
        raise Slow

    old = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
    try:
        return function()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)
