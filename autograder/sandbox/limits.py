"""What a submission may use."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

MB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Limits of one submission; seconds and bytes.

    A call has `call_cpu` seconds of computing and `call_wall` in all, a cell of the notebook
    `cell_cpu` and `cell_wall`, the whole submission `total_wall`. `memory` is on top of what the
    libraries take, for each process and for all together. `output` bounds what is kept of a cell's
    output, `total_output` what is kept of all; `disk` and `files` bound all files together.
    """

    call_cpu: float = 10.0
    call_wall: float = 120.0
    cell_cpu: float = 120.0
    cell_wall: float = 300.0
    total_wall: float = 1200.0
    memory: int = 2048 * MB
    disk: int = 64 * MB
    files: int = 4096
    processes: int = 64
    open_files: int = 256
    output: int = 200_000
    total_output: int = 10_000_000
    calls: int = 100_000
    restarts: int = 10


def apply(limits: Limits) -> None:
    """Set the limits of this process and all that it starts; what a system lacks is left out."""
    import resource

    def limit(name: str, value: int) -> None:
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is None:
            return
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))

    limit("AS", _address_space() + limits.memory)
    limit("FSIZE", limits.disk)
    limit("NOFILE", limits.open_files)
    limit("CORE", 0)
    limit("MEMLOCK", 0)
    limit("MSGQUEUE", 0)
    limit("NPROC", limits.processes + RESERVE)
    change_process_limit(-RESERVE)


RESERVE = 192
"""Processes beyond the limit that are kept for snapshots, one for each graded cell."""


def change_process_limit(change: int) -> None:
    """Raise or lower the soft limit on processes."""
    import resource

    with contextlib.suppress(AttributeError, ValueError, OSError):
        soft, hard = resource.getrlimit(resource.RLIMIT_NPROC)
        if soft != resource.RLIM_INFINITY:
            resource.setrlimit(resource.RLIMIT_NPROC, (min(soft + change, hard), hard))


def _address_space() -> int:
    """Bytes of address space that this process has now."""
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return 1 << 30
