"""`convnet-course doctor`: which sandbox this machine allows, what it isolates, what is missing."""

from __future__ import annotations

import os
import platform
import sys

from autograder.grading import secret
from autograder.sandbox import syscalls
from autograder.sandbox.backend import SandboxError, best
from autograder.sandbox.limits import MB, Limits
from autograder.sandbox.modes import ISOLATES, MODES

HOW = {
    "bubblewrap is missing": "Debian, Ubuntu: apt-get install bubblewrap",
    "Operation not permitted": "the system refuses namespaces to ordinary programs (on Ubuntu: "
    "sysctl kernel.apparmor_restrict_unprivileged_userns; in a container: its own policy)",
    "No permissions to create new namespace": "the system refuses namespaces to ordinary users "
    "(sysctl kernel.unprivileged_userns_clone or user.max_user_namespaces)",
}


def report() -> tuple[str, int]:
    """The text, and the exit status: 0 where submissions are isolated, 1 where they are not."""
    limits = Limits()
    who = "root" if hasattr(os, "getuid") and os.getuid() == 0 else "an ordinary user"
    lines = [f"Python {sys.version.split()[0]} on {sys.platform}, as {who}", ""]
    try:
        backend, refused = best(limits)
    except SandboxError as error:
        return "\n".join([*lines, f"No sandbox can be started: {error}"]), 1
    backend.close()
    for mode in MODES:
        state = (
            "used" if mode == backend.mode else "not possible" if mode in refused else "not needed"
        )
        lines.append(f"{mode:<6} {state}: {ISOLATES[mode]}")
        if mode in refused:
            lines.append(f"       because: {refused[mode]}")
            lines += [f"       {how}" for text, how in HOW.items() if text in refused[mode]]
    lines += [
        "",
        f"Limits of a submission: {limits.call_cpu:g} s of computing for a call, "
        f"{limits.cell_wall:g} s for a cell, {limits.total_wall:g} s in all, "
        f"{limits.memory // MB} MB of memory, {limits.disk // MB} MB of files, "
        f"{limits.processes} processes",
        _system_calls(),
    ]
    if secret.read() == secret.DEMO:
        lines.append(
            "Course secret: none, so hidden data can be worked out. Make one: write a long random "
            f"text to {secret.path()}, or set {secret.VARIABLE}."
        )
    else:
        lines.append("Course secret: set")
    return "\n".join(lines), int(backend.mode == "plain")


def _system_calls() -> str:
    if syscalls.known():
        return "System calls for keyrings, shared memory and the like: refused"
    return (
        f"System calls for keyrings, shared memory and the like: NOT refused, since their numbers "
        f"on {platform.machine()} are not known here"
    )
