"""What processes share in Linux: none of it leads out of a child, or from one to the next."""

import contextlib
import ctypes
import os
import platform
import socket
import struct
import sys
from pathlib import Path

import pytest

from autograder.sandbox import syscalls
from tests.sandbox.session import Session, text

pytestmark = pytest.mark.skipif(not syscalls.known(), reason="the numbers of its calls are unknown")

NUMBERS = syscalls.TABLES.get(platform.machine(), (0, {}))[1]
CALL = """
import ctypes, errno, os, socket
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
def call(number, *arguments):
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(number), *(ctypes.c_long(a) if isinstance(a, int) else a
                                                   for a in arguments))
    print("open" if result >= 0 else errno.errorcode[ctypes.get_errno()])
    return result
"""
BUFFER = "ctypes.create_string_buffer(512)"
SHARED = {
    "add_key": "b'user', b'note', b'kestrel', 7, -3",
    "request_key": "b'user', b'note', 0, 0",
    "keyctl": "0, -3, 0",
    "shmget": "4711, 4096, 0o1666",
    "semget": "4711, 1, 0o1666",
    "msgget": "4711, 0o1666",
    "mq_open": "b'note', 0o102, 0o666, 0",
    "perf_event_open": f"{BUFFER}, 0, -1, -1, 0",
    "io_uring_setup": f"4, {BUFFER}",
    "memfd_create": "b'hoard', 0",
    "userfaultfd": "1",
    "bpf": f"0, {BUFFER}, 72",
    "ptrace": "0, 0, 0, 0",
    "process_vm_readv": "os.getppid(), 0, 0, 0, 0, 0",
    "unshare": "0x10000000",
    "clone3": f"{BUFFER}, 64",
    "clock_settime": f"0, {BUFFER}",
    "settimeofday": "0, 0",
    "sethostname": "b'x', 1",
    "syslog": "10, 0, 0",
    "chroot": "b'/'",
    "mount": "b'none', b'/student', b'tmpfs', 0, 0",
    "name_to_handle_at": f"-100, b'/', {BUFFER}, {BUFFER}, 0",
}
"""System calls and the arguments with which they work, or tell more than that they are refused."""


def said(child, source):
    return text(child.run(source)).split()


@pytest.fixture(scope="module")
def probe(backend):
    """A child that makes system calls."""
    yield Session(backend, CALL)
    backend.kill()


@pytest.mark.parametrize("name", SHARED)
def test_a_call_that_reaches_beyond_a_process_is_refused(probe, name):
    came = said(probe, f"r = call({NUMBERS[name]}, {SHARED[name]})")
    assert came == ["ENOSYS" if name in syscalls.ABSENT else "EPERM"]


def test_a_user_namespace_is_refused_by_clone_too(probe):
    assert said(probe, f"r = call({NUMBERS['clone']}, 0x10000000 | 17, 0, 0, 0, 0)") == ["EPERM"]


def test_the_calls_of_another_architecture_are_refused(probe):
    if platform.machine() == "x86_64":
        assert said(probe, f"r = call({0x40000000 | 39})") == ["ENOSYS"]


def test_honest_programs_run_under_the_filter(probe):
    source = (
        "import numpy as np, subprocess, threading, multiprocessing as mp, ctypes\n"
        "def double(x): return 2 * x\n"
        "t = threading.Thread(target=print, args=(np.linalg.norm(np.ones((9, 9))),))\n"
        "t.start(); t.join()\n"
        "print(subprocess.run(['echo', 'hello'], capture_output=True, text=True).stdout)\n"
        "with mp.get_context('fork').Pool(2) as pool: print(pool.map(double, [21])[0])\n"
        "back = ctypes.CFUNCTYPE(ctypes.c_int)(lambda: 5)\nprint(back())\n"
    )
    assert said(probe, source) == ["9.0", "hello", "42", "5"]


@pytest.fixture
def isolated(backend):
    if backend.mode == "plain":
        pytest.skip("plain isolates nothing, and says so")
    return backend


@contextlib.contextmanager
def key(name):
    """A key in the keyring of this session, as a login puts them there."""
    libc = ctypes.CDLL(None, use_errno=True)

    def keys(call, *arguments):
        numbers = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
        return libc.syscall(ctypes.c_long(NUMBERS[call]), *numbers)

    libc.syscall.restype = ctypes.c_long
    keys("keyctl", 1, 0)
    made = keys("add_key", b"user", name.encode(), b"secret", 6, -3)
    if made < 0:
        pytest.skip(f"this kernel takes no keys: {os.strerror(ctypes.get_errno())}")
    try:
        yield
    finally:
        keys("keyctl", 9, made, -3)


def test_a_key_of_the_instructor_is_not_seen(isolated):
    isolated.close()
    with key("kestrel-key"):
        child = Session(isolated, "print(open('/proc/keys').read())")
        assert "kestrel-key" in Path("/proc/keys").read_text()
    isolated.close()
    assert child.ran["ok"] and "kestrel" not in text(child.ran)


def test_an_abstract_socket_of_the_machine_is_out_of_reach(isolated):
    name = f"\0convnet-{os.getpid()}"
    connect = f"import socket\ns = socket.socket(socket.AF_UNIX)\ns.connect({name!r})"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(name)
        listener.listen()
        child = Session(isolated, connect)
    assert "ConnectionRefusedError" in str(child.ran)


def test_shared_memory_files_are_the_childs_own(isolated):
    look = "import os\nprint(os.listdir('/dev/shm'))\nopen('/dev/shm/left', 'w')"
    path = Path(f"/dev/shm/convnet-{os.getpid()}")
    path.touch()
    came = [text(Session(isolated, look).ran).strip() for _ in range(2)]
    path.unlink()
    assert came == ["[]", "[]"]


SETTINGS = ("kernel/hostname", "kernel/core_pattern", "kernel/shmall", "user/max_user_namespaces",
            "vm/overcommit_memory", "kernel/ns_last_pid", "net/ipv4/ip_forward")  # fmt: skip
ITS_OWN = {"kernel/shmall"}
"""Each ipc namespace has its own, and some kernels let the user who made it set that."""


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_kernels_settings_cannot_be_written(isolated, setting):
    machines = Path("/proc/sys", setting)
    before = machines.read_bytes()
    child = Session(
        isolated, f"import os\nf = os.open('/proc/sys/{setting}', os.O_WRONLY)\nos.write(f, b'1')"
    )
    assert setting in ITS_OWN or not child.ran["ok"]
    assert setting == "kernel/ns_last_pid" or machines.read_bytes() == before


def test_the_filter_is_the_same_program_for_every_machine():
    for machine in syscalls.TABLES:
        lines = list(struct.iter_unpack("HBBI", syscalls.program(machine)))
        assert len(lines) < 4096 and lines[-1][0] == 6
        for at, (_, yes, no, _) in enumerate(lines):
            assert at + 1 + max(yes, no) < len(lines) or (yes, no) == (0, 0)


def test_nothing_is_filtered_where_the_numbers_are_unknown(monkeypatch):
    monkeypatch.setattr(platform, "machine", lambda: "sparc64")
    assert not syscalls.known()
    monkeypatch.setattr(sys, "platform", "darwin")
    syscalls.restrict()  # of this very process: nothing happens
    os.close(os.memfd_create("still allowed"))
