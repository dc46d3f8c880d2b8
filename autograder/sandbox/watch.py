"""The time that a call of student code takes, watched from outside."""

from __future__ import annotations

import time
from typing import NoReturn, Protocol

from autograder.check.host import Host, host
from autograder.sandbox.backend import Backend, SandboxError
from autograder.sandbox.channel import Channel
from autograder.sandbox.limits import Limits

_IDLE = (
    ": it was waiting, not computing. Threads and pools that were made in a cell do not run on "
    "when its functions are checked; make them inside the function"
)


class Watched(Protocol):
    """What a watch looks at, and stops."""

    backend: Backend
    limits: Limits

    def stop(self, why: str) -> NoReturn:
        """End the process and reject the answer."""


class Watch:
    """The time that one call takes; ends the process when a limit runs out."""

    def __init__(self, remote: Watched, label: str):
        self.remote, self.label, self.own = remote, label, 0.0
        self.began = self.looked = time.monotonic()
        own = host().limit
        tight = own != Host.limit
        self.cpu = max(remote.limits.call_cpu, own if tight else 0)
        # Asking costs as much as a call: only where the check has a limit of its own. Else what
        # came before the first question counts as computed, half a second at most.
        self.before = self._cpu() if tight else None
        self.short = own if self.before is not None else 2 * Channel.TICK

    def waited(self) -> float:
        return time.monotonic() - self.began - self.own

    def computed(self) -> float:
        """Seconds of computing; for a short call, and where it cannot be seen, all that passed."""
        waited = self.waited()
        used = self._cpu() if waited > self.short else None
        if used is None:
            return waited
        if self.before is None:
            self.before = max(0.0, used - waited)
        return used - self.before

    def _cpu(self) -> float | None:
        try:
            return self.remote.backend.cpu()
        except SandboxError:
            return None

    def look_now_and_then(self) -> None:
        if time.monotonic() - self.looked > Channel.TICK:
            self.look()

    def look(self) -> None:
        self.looked = time.monotonic()
        limits, name = self.remote.limits, quoted(self.label)
        if self.computed() > self.cpu + 1:
            self.remote.stop(f"{name} did not finish within {self.cpu:g} s of computing")
        if self.waited() > limits.call_wall:
            idle = _IDLE if self.computed() < 0.1 * self.waited() else ""
            self.remote.stop(f"{name} did not finish within {limits.call_wall:g} s{idle}")


def quoted(label: str) -> str:
    """A function's name in a message."""
    return f"`{label}`" if label else "your code"
