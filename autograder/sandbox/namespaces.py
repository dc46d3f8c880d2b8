"""Namespaces of a child's own, by system calls: Python 3.11 has none of them (Linux only)."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import socket
import struct
import sys
from pathlib import Path

NEWNS, NEWUSER, NEWPID, NEWNET, NEWIPC = 0x20000, 0x10000000, 0x20000000, 0x40000000, 0x08000000
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 8, 0x1000, 0x4000, 1 << 18
SET_PDEATHSIG, SET_DUMPABLE, CAPBSET_DROP, SET_CHILD_SUBREAPER, NO_NEW_PRIVS = 1, 4, 24, 36, 38
SIGKILL = 9
HOME = "/student"
TELLING = ("/proc/keys", "/proc/key-users")
"""Files that name keys of the same user, whoever reads them."""
UP = 0x1
"""Numbers of <sched.h>, <sys/mount.h>, <sys/prctl.h>, <net/if.h>; where a child lives."""

try:
    _libc = ctypes.CDLL(None, use_errno=True)
    _libc.prctl.argtypes = [ctypes.c_int, *(4 * (ctypes.c_ulong,))]  # type: ignore[list-item]
    _libc.syscall.argtypes = 3 * [ctypes.c_long]
    _libc.syscall.restype = ctypes.c_long
    _libc.mount.argtypes = 3 * [ctypes.c_char_p] + [ctypes.c_ulong, ctypes.c_char_p]
except (OSError, AttributeError, TypeError):  # no Linux
    _libc = None  # type: ignore[assignment]


def prctl(option: int, value: int = 0) -> None:
    """Set an attribute of this process; nothing happens where there is no such call."""
    if _libc is not None:
        _libc.prctl(option, value, 0, 0, 0)


def prctl_or_fail(option: int, value: int, pointer: int) -> None:
    """Set an attribute of this process, or raise OSError."""
    _check(_libc.prctl(option, value, pointer, 0, 0), f"prctl {option}")


def call(number: int, *arguments: int) -> None:
    """Make a system call by its number, or raise OSError."""
    _check(int(_libc.syscall(number, *arguments) < 0), f"system call {number}")


def on_linux() -> bool:
    """Whether there is a C library with Linux' calls."""
    return _libc is not None and sys.platform == "linux"


def unshare() -> None:
    """Enter new user, mount, pid (for children), network and ipc namespaces."""
    uid, gid = os.getuid(), os.getgid()
    prctl(SET_DUMPABLE, 1)
    _check(_libc.unshare(NEWUSER | NEWNS | NEWPID | NEWNET | NEWIPC), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"1000 {uid} 1")
    Path("/proc/self/gid_map").write_text(f"1000 {gid} 1")


def furnish(disk: int, files: int) -> None:
    """As the first process of the new namespaces: its own /proc, folder, /dev/shm and loopback."""
    _mount("none", "/", None, MS_REC | MS_PRIVATE)
    _mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
    for path in TELLING:
        with contextlib.suppress(OSError):
            _mount("/dev/null", path, None, MS_BIND)
    for folder in (HOME, "/dev/shm"):
        options = f"size={disk},nr_inodes={files},mode=755"
        _mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, options)
    Path("/proc/sys/user/max_user_namespaces").write_text("0")
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        fcntl.ioctl(s, 0x8914, struct.pack("16sh22x", b"lo", UP))  # SIOCSIFFLAGS


def drop_privileges() -> None:
    """Give up every capability, and the ways to get one back."""
    for capability in range(64):
        prctl(CAPBSET_DROP, capability)
    prctl(NO_NEW_PRIVS, 1)
    header = struct.pack("Ii", 0x20080522, 0)
    _check(_libc.capset(header, bytes(24)), "capset")


def _mount(source: str, target: str, kind: str | None, flags: int, data: str = "") -> None:
    _check(
        _libc.mount(source.encode(), target.encode(), kind and kind.encode(), flags, data.encode()),
        f"mount {target}",
    )


def _check(result: int, what: str) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
