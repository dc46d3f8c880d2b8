"""What a submission may use as a whole, seen from the server: memory, time, files, sockets."""

from __future__ import annotations

import contextlib
import os
import time

import psutil

from autograder.sandbox.ledger import Ledger
from autograder.sandbox.limits import MB, Limits

SHARED = "/dev/shm"
"""In a cold sandbox the child's own; elsewhere the child does not see this one."""
PAUSE = 0.2
SELDOM = 2.0
"""Seconds between two looks, and between two exact ones."""
SHARE = 0.03
"""Part of its time that looking may take."""
BUFFERS = {"TCP": 8 * MB, "TCPv6": 8 * MB}
"""Bytes that the kernel may hold for one socket; for others a quarter of a MB."""


class Supervisor:
    """Looks at all processes of one child.

    Parameters
    ----------
    limits : Limits
    leader : int
        The go-between: it and the first process of the namespaces are ours.
    seconds : float
        What is left of the submission's time.
    apart : str
        The child's folder, where it has a network and files of its own, else "".

    Attributes
    ----------
    why : str
        What the child has done that it was ended for, in words, or "".
    """

    def __init__(self, limits: Limits, leader: int, seconds: float, apart: str):
        self.limits, self.leader, self.apart = limits, leader, apart
        self.ledger = Ledger()
        self.why = ""
        self._common = psutil.Process().memory_info().rss
        self._end = time.monotonic() + seconds
        self._next = time.monotonic() + PAUSE
        self._exact = time.monotonic() + SELDOM

    def pause(self) -> float:
        """Seconds until the next look."""
        return max(0.0, min(self._next, self._end) - time.monotonic())

    def look(self, exact: bool = False) -> str:
        """What the child is to be ended for, in words, or ""."""
        began = time.monotonic()
        self.ledger.seconds()
        limits = self.limits
        if exact:
            self._exact = began
        if self._too_much_memory():
            self.why = f"used more than {limits.memory // MB} MB of memory, all processes together"
        elif self.apart and max(map(_files, (self.apart, SHARED))) > limits.files:
            self.why = f"made more than {limits.files} files"
        elif time.monotonic() > self._end:
            self.why = f"was stopped: the whole notebook may run for {limits.total_wall:g} s"
        now = time.monotonic()
        self._next = now + max(PAUSE, (now - began) / SHARE)
        return self.why

    def _too_much_memory(self) -> bool:
        """Whether all hold too much together; an exact look is dear, and taken now and then."""
        bound = self.limits.memory + self._common
        little = self.ledger.grown(self._common) < self.limits.memory / 2
        if little and time.monotonic() < self._exact:
            return False
        self._exact = time.monotonic() + SELDOM
        theirs = [p for p in self.ledger.living if self.leader not in (p.pid, p.parent)]
        held = self.ledger.memory(theirs)
        if self.apart and theirs:
            held += _buffers(theirs[0].pid)
        return held > bound


def _files(folder: str) -> int:
    """Files in a file system of the child's own."""
    with contextlib.suppress(OSError, AttributeError):
        status = os.statvfs(folder)
        return status.f_files - status.f_ffree
    return 0


def _buffers(pid: int) -> int:
    """Bytes that the kernel may hold for the sockets of a process's network."""
    held = 0
    with contextlib.suppress(OSError, ValueError), open(f"/proc/{pid}/net/protocols") as file:
        for line in file.readlines()[1:]:
            name, _, count = line.split()[:3]
            held += int(count) * BUFFERS.get(name, MB // 4)
    return held
