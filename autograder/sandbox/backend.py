"""Where a child runs. Another place for it, such as a container, is another `Backend`."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Protocol

import psutil

from autograder.sandbox import cgroup
from autograder.sandbox.cgroup import Group
from autograder.sandbox.limits import Limits
from autograder.sandbox.modes import ISOLATES, MODES, Launch, launch


class SandboxError(Exception):
    """A sandbox could not be started or has ended by itself."""


class Backend(Protocol):
    """A place for one child at a time."""

    mode: str

    def start(self, sockets: list[socket.socket]) -> None:
        """Start a child that serves these sockets (`autograder.sandbox.child.main`)."""

    def begin(self) -> None:
        """The next children are those of a new submission, whose time begins now."""

    def over(self) -> bool:
        """Whether the submission's time is over."""

    def cpu(self) -> float | None:
        """Seconds that the child has computed so far; None if that cannot be seen."""

    def why(self) -> str:
        """What a limit of the whole submission has ended the child for, in words, or ""."""

    def kill(self) -> None:
        """End the child and everything that it started."""

    def close(self) -> None:
        """End everything."""


class Local:
    """A server on this machine, in one of the `MODES`."""

    def __init__(self, mode: str, limits: Limits):
        self.mode, self.limits = mode, limits
        self._process: subprocess.Popen | None = None
        self._launch: Launch | None = None
        self._group: Group | None = None
        self._before = 0.0
        self.begin()

    def begin(self) -> None:
        self._end = time.monotonic() + self.limits.total_wall

    def over(self) -> bool:
        return time.monotonic() >= self._end

    def start(self, sockets: list[socket.socket]) -> None:
        if self.mode == "cold":
            self._stop()
        running = self._process is not None and self._process.poll() is None
        if running:
            with contextlib.suppress(SandboxError):
                return self._start(sockets)
        self._begin()
        return self._start(sockets)

    def _start(self, sockets: list[socket.socket]) -> None:
        assert self._launch is not None
        request = {
            "do": "start",
            "nested": self.mode == "warm",
            "limits": asdict(self._for_this_user()),
            "folder": self._launch.folder,
            "apart": self._launch.folder if self.mode != "plain" else "",
            "seconds": max(0.0, self._end - time.monotonic()),
        }
        self._before = self._group.seconds() if self._group else 0.0
        answer = self._ask(request, [s.fileno() for s in sockets])
        if "error" in answer:
            raise SandboxError(answer["error"])

    def cpu(self) -> float | None:
        if self._group:
            return self._group.seconds() - self._before
        return self._ask({"do": "cpu"})["cpu"]

    def why(self) -> str:
        try:
            return self._ask({"do": "why"})["why"]
        except SandboxError:
            return ""

    def kill(self) -> None:
        if self.mode == "cold":
            self._stop()
        elif self._process is not None:
            try:
                self.left = self._ask({"do": "kill"})["left"]
            except SandboxError:
                self._stop()

    def close(self) -> None:
        self._stop()

    def _begin(self) -> None:
        self._stop()
        ours, theirs = socket.socketpair()
        self._control = ours
        self._launch = launch(self.mode, theirs.fileno(), self.limits)
        # In the plain mode a process may leave its group as it came.
        self._group = cgroup.made() if self.mode != "plain" else None
        command = self._launch.command
        try:
            self._process = subprocess.Popen(
                self._group.command(command) if self._group else command,
                env=self._launch.environment,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
                cwd=self._launch.temporary or "/",
            )
        except OSError as error:
            raise SandboxError(str(error)) from None
        finally:
            theirs.close()
        self._answer(60)

    def _stop(self) -> None:
        if self._process is None:
            return
        with contextlib.suppress(SandboxError):
            if self.mode == "plain":
                self._ask({"do": "kill"})
        self._control.close()
        try:
            self._process.wait(0.2 if self.mode != "plain" else 5)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        assert self._process.stderr is not None
        self._process.stderr.close()
        self._process = None
        if self._group:
            self._group.remove()
            self._group = None
        if self._launch and self._launch.temporary:
            shutil.rmtree(self._launch.temporary, ignore_errors=True)

    def _ask(self, request: dict, descriptors: list[int] | None = None) -> dict:
        if self._process is None:
            raise SandboxError("there is no sandbox")
        try:
            socket.send_fds(self._control, [json.dumps(request).encode()], descriptors or [])
        except OSError as error:
            raise SandboxError(f"the sandbox has ended: {error}") from None
        return self._answer(30)

    def _answer(self, seconds: float) -> dict:
        self._control.settimeout(seconds)
        try:
            data = self._control.recv(1 << 16)
        except OSError as error:
            self._control.close()  # an answer that came late would be taken for the next one's
            raise SandboxError(f"the sandbox does not answer: {error}") from None
        if not data:
            assert self._process is not None and self._process.stderr is not None
            self._process.wait(5)
            text = self._process.stderr.read(2000).decode(errors="replace").strip()
            raise SandboxError(f"the sandbox has ended: {text or self._process.returncode}")
        return json.loads(data)

    def _for_this_user(self) -> Limits:
        """Without a user id of its own, the limit on processes counts all that this user has."""
        if self.mode != "plain":
            return self.limits
        processes = psutil.process_iter(["uids", "num_threads"])
        mine = sum(
            each.info["num_threads"] or 0
            for each in processes
            if each.info["uids"] and each.info["uids"].real == os.getuid()
        )
        return Limits(**{**asdict(self.limits), "processes": self.limits.processes + mine})


def best(
    limits: Limits, wanted: str = "", log: Callable[[str], object] = lambda _: None
) -> tuple[Local, dict[str, str]]:
    """The best mode that this machine allows, started once; why each better one is not possible.

    Raises
    ------
    SandboxError
        If none can be started.
    ValueError
        If there is no mode of the wanted name.
    """
    if wanted and wanted not in MODES:
        raise ValueError(f"there is no sandbox mode {wanted!r}; there are {', '.join(MODES)}")
    refused: dict[str, str] = {}
    for mode in [wanted] if wanted else MODES:
        backend = Local(mode, limits)
        if mode != "plain" and not sys.platform.startswith("linux"):
            refused[mode] = "bubblewrap needs Linux"
            continue
        if mode != "plain" and shutil.which("bwrap") is None:
            refused[mode] = "bubblewrap is missing (Debian, Ubuntu: apt-get install bubblewrap)"
            continue
        ours, theirs = socket.socketpair()
        try:
            backend.start([theirs])
            backend.kill()
        except SandboxError as error:
            backend.close()
            refused[mode] = str(error)
            continue
        finally:
            ours.close()
            theirs.close()
        for better, why in refused.items():
            log(f"Sandbox mode {better} is not possible: {why}")
        log(f"Student code runs in sandbox mode {mode}: {ISOLATES[mode]}.")
        return backend, refused
    raise SandboxError(f"no sandbox could be started: {refused}")
