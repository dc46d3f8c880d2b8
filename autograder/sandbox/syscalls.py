"""System calls that a student's process may not make (seccomp), and its own keyring.

Namespaces leave some doors open: a key ring goes from parent to child, memory of `memfd_create` is
in no file and no limit, io_uring goes past filters, and the kernel's rarer calls are where its
faults are. What computing, plotting and ordinary programs need is allowed.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import platform
import struct

from autograder.sandbox import namespaces

SET_SECCOMP, FILTER = 22, 2
JOIN_SESSION_KEYRING = 1
NAMESPACES = 0x7E020080
"""CLONE_NEW* of clone(2): user, mount, pid, network, ipc, uts, cgroup, time."""

_X86_64 = {
    "shmget": 29, "shmat": 30, "shmctl": 31, "shmdt": 67, "semget": 64, "semop": 65,
    "semctl": 66, "semtimedop": 220, "msgget": 68, "msgsnd": 69, "msgrcv": 70, "msgctl": 71,
    "mq_open": 240, "mq_unlink": 241, "mq_timedsend": 242, "mq_timedreceive": 243,
    "mq_notify": 244, "mq_getsetattr": 245, "add_key": 248, "request_key": 249, "keyctl": 250,
    "perf_event_open": 298, "memfd_create": 319, "bpf": 321, "userfaultfd": 323, "ptrace": 101,
    "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312, "unshare": 272,
    "setns": 308, "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161,
    "clock_settime": 227, "settimeofday": 164, "adjtimex": 159, "clock_adjtime": 305,
    "sethostname": 170, "setdomainname": 171, "kexec_load": 246, "kexec_file_load": 320,
    "init_module": 175, "finit_module": 313, "delete_module": 176, "reboot": 169,
    "swapon": 167, "swapoff": 168, "acct": 163, "quotactl": 179, "syslog": 103,
    "fanotify_init": 300, "name_to_handle_at": 303, "open_by_handle_at": 304,
    "move_pages": 279, "migrate_pages": 256, "iopl": 172, "ioperm": 173, "clone": 56,
}  # fmt: skip
_GENERIC = {
    "shmget": 194, "shmat": 196, "shmctl": 195, "shmdt": 197, "semget": 190, "semop": 193,
    "semctl": 191, "semtimedop": 192, "msgget": 186, "msgsnd": 189, "msgrcv": 188,
    "msgctl": 187, "mq_open": 180, "mq_unlink": 181, "mq_timedsend": 182,
    "mq_timedreceive": 183, "mq_notify": 184, "mq_getsetattr": 185, "add_key": 217,
    "request_key": 218, "keyctl": 219, "perf_event_open": 241, "memfd_create": 279, "bpf": 280,
    "userfaultfd": 282, "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271,
    "kcmp": 272, "unshare": 97, "setns": 268, "mount": 40, "umount2": 39, "pivot_root": 41,
    "chroot": 51, "clock_settime": 112, "settimeofday": 170, "adjtimex": 171,
    "clock_adjtime": 266, "sethostname": 161, "setdomainname": 162, "kexec_load": 104,
    "kexec_file_load": 294, "init_module": 105, "finit_module": 273, "delete_module": 106,
    "reboot": 142, "swapon": 224, "swapoff": 225, "acct": 89, "quotactl": 60, "syslog": 116,
    "fanotify_init": 262, "name_to_handle_at": 264, "open_by_handle_at": 265,
    "move_pages": 239, "migrate_pages": 238, "clone": 220,
}  # fmt: skip
_SAME = {
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "open_tree": 428,
    "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
    "clone3": 435, "pidfd_getfd": 438, "process_madvise": 440, "mount_setattr": 442,
    "memfd_secret": 447,
}  # fmt: skip
"""Numbers that all architectures share."""

TABLES = {
    "x86_64": (0xC000003E, _X86_64 | _SAME),
    "aarch64": (0xC00000B7, _GENERIC | _SAME),
}
"""By machine: the kernel's name for it (AUDIT_ARCH_*), and the numbers of the calls."""
ABSENT = ("clone3", "memfd_create")
"""Said to be missing, so that the C library takes the older call."""

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16
_X32 = 0x40000000
"""Codes of classic BPF, results of <linux/seccomp.h>, offsets in `struct seccomp_data`."""


def known() -> bool:
    """Whether this machine's numbers of system calls are known."""
    return namespaces.on_linux() and struct.calcsize("P") == 8 and platform.machine() in TABLES


def program(machine: str) -> bytes:
    """The filter, in classic BPF: `struct sock_filter` one after another."""
    audit, calls = TABLES[machine]
    refuse, absent = _ERROR | errno.EPERM, _ERROR | errno.ENOSYS
    lines = [(_LOAD, 0, 0, _MACHINE), (_EQUAL, 1, 0, audit), (_RETURN, 0, 0, absent)]
    lines += [(_LOAD, 0, 0, _NUMBER), (_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, absent)]
    for name, number in calls.items():
        if name != "clone":
            result = absent if name in ABSENT else refuse
            lines += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, result)]
    lines += [(_EQUAL, 0, 3, calls["clone"]), (_LOAD, 0, 0, _FIRST_ARGUMENT)]
    lines += [(_ANY_BIT, 0, 1, NAMESPACES), (_RETURN, 0, 0, refuse), (_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def restrict() -> None:
    """Forbid the calls to this process and all that it starts; it can have no new privileges.

    Nothing happens where the numbers are not known: `convnet-course doctor` says so.
    """
    if not known():
        return
    code = program(platform.machine())
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(buffer))
    whole = ctypes.create_string_buffer(header, len(header))
    namespaces.prctl(namespaces.NO_NEW_PRIVS, 1)
    namespaces.prctl_or_fail(SET_SECCOMP, FILTER, ctypes.addressof(whole))


def own_keyring() -> None:
    """Leave the session's keyring, in which a login's keys are, for an empty one."""
    if known():
        _, calls = TABLES[platform.machine()]
        with contextlib.suppress(OSError):  # a kernel without keyrings, or a container's policy
            namespaces.call(calls["keyctl"], JOIN_SESSION_KEYRING, 0)
