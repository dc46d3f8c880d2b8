"""What all processes of a submission use together, seen from outside, several times a second.

A process that ends adds its time to its parent's only if that one waits for it. One that has asked
not to be told (SIGCHLD ignored) gets nothing, so what its children compute would be free: where
the sum falls, what had been seen of it is added again, and the time since the last look with it.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psutil

TICK = 1 / os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0.01


@dataclass(frozen=True)
class Usage:
    """Of one process: seconds, with those of children it has waited for; resident bytes."""

    pid: int
    parent: int
    born: float
    seconds: float
    resident: int


class Ledger:
    """Sums up time and memory of all that comes from this process.

    Parameters
    ----------
    look : callable, optional
        Gives the `Usage` of each process; for tests.
    clock : callable, optional
        Seconds that pass; for tests.
    """

    def __init__(
        self,
        look: Callable[[], list[Usage]] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ):
        self.look, self.clock = look or (lambda: list(descendants())), clock
        self.living: list[Usage] = []
        self._lost = self._summed = 0.0
        self._at = clock()
        self._shares: dict[Usage, int] = {}

    def seconds(self) -> float:
        """Look at all processes; what they and those that are gone have computed."""
        now = self.clock()
        self.living = self.look()
        summed = sum(p.seconds for p in self.living)
        if (fallen := self._summed - summed) > 0:
            # One tick may be rounding.
            self._lost += fallen + (now - self._at if fallen > 1.5 * TICK else 0.0)
        self._summed, self._at = summed, now
        return summed + self._lost

    def grown(self, common: int) -> int:
        """Bytes that the processes hold beyond what each was forked with: quick, and rough."""
        return sum(max(0, p.resident - common) for p in self.living)

    def memory(self, counted: list[Usage]) -> int:
        """Bytes that some of the processes hold, each with its part of what it shares.

        That takes a while to find out, so a process that has done nothing since is not asked again.
        """
        known, self._shares = self._shares, {}
        for each in counted:
            self._shares[each] = known[each] if each in known else _share(each)
        return sum(self._shares.values())


def descendants() -> Iterator[Usage]:
    """What comes from this process, at any distance."""
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error), process.oneshot():
            times, resident = process.cpu_times(), process.memory_info().rss
            waited = getattr(times, "children_user", 0.0) + getattr(times, "children_system", 0.0)
            seconds = times.user + times.system + waited
            yield Usage(process.pid, process.ppid(), process.create_time(), seconds, resident)


def _share(usage: Usage) -> int:
    """Bytes of a process and its part of what it shares; all of them where it hides that."""
    try:
        return psutil.Process(usage.pid).memory_full_info().pss
    except psutil.NoSuchProcess:
        return 0
    except (psutil.Error, AttributeError):  # no Linux: what is shared counts for each
        return usage.resident
