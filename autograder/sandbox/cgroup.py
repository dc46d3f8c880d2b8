"""A control group of the sandbox's own, where the machine lends one: it counts every second.

Version 2 counts in every group, also where no controller is handed on, so a folder that may be
made under our own group is enough: for root, and where systemd delegates a user's groups.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import time
from pathlib import Path


class Group:
    """One group; what is started in it stays in it, with all that it starts."""

    def __init__(self, folder: Path):
        self.folder = folder

    def command(self, command: list[str]) -> list[str]:
        """A command that runs another one in the group."""
        enter = 'echo 0 > "$0" && exec "$@"'
        return ["/bin/sh", "-c", enter, str(self.folder / "cgroup.procs"), *command]

    def seconds(self) -> float:
        """What all processes have computed that were ever in the group."""
        for line in (self.folder / "cpu.stat").read_text().splitlines():
            name, _, value = line.partition(" ")
            if name == "usage_usec":
                return int(value) / 1e6
        return 0.0

    def remove(self) -> None:
        """Remove the group, once its last process has gone; one that has one after all stays."""
        for _ in range(50):
            with contextlib.suppress(OSError):
                self.folder.rmdir()
            if not self.folder.exists():
                break
            time.sleep(0.01)


def made() -> Group | None:
    """A new group under that of this process; None where that is not possible."""
    try:
        # No name twice: a process that was killed has left its group, and another has its number.
        group = Group(Path(tempfile.mkdtemp(prefix="convnet-", dir=_own())))
    except (OSError, LookupError, ValueError):
        return None
    return group if _counts(group) else None


def _own() -> Path:
    """The folder of this process's group, version 2."""
    [path] = [
        line[3:] for line in Path("/proc/self/cgroup").read_text().splitlines() if line[:3] == "0::"
    ]
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        place, _, kind = line.partition(" - ")
        if kind.startswith("cgroup2 "):
            root, folder = place.split()[3:5]
            return Path(folder) / os.path.relpath(path, root)
    raise LookupError("no control groups of version 2")


def _counts(group: Group) -> bool:
    """Whether a process may enter and its time is counted: tried."""
    with contextlib.suppress(OSError, ValueError):
        done = subprocess.run(group.command(["/bin/sh", "-c", ":"]), stderr=subprocess.DEVNULL)
        if done.returncode == 0 and group.seconds() > 0:
            return True
    group.remove()
    return False
