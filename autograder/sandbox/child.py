"""The student's process: runs cells, forks a snapshot where a graded cell stands, answers calls.

Everything here is in the hands of the student's code; the grader believes nothing that it says.
"""

from __future__ import annotations

import contextlib
import inspect
import os
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable
from importlib.machinery import FileFinder
from pathlib import Path
from typing import Any

import numpy as np

from autograder.check.withheld import layers_withheld
from autograder.sandbox import wire
from autograder.sandbox.channel import Channel, Closed
from autograder.sandbox.decoder import Decoder
from autograder.sandbox.encoder import Encoder
from autograder.sandbox.forbidden import Forbidden, withhold, without
from autograder.sandbox.limits import Limits, change_process_limit
from autograder.sandbox.quiet import only_defines


class CallbackError(RuntimeError):
    """A function of the check raised an error; which one, the grader knows."""


class GradersFunction:
    """A function of the check, to be called and nothing else."""

    def __init__(self, student: Student, number: int, name: str):
        self._student, self._number = student, number
        self.__name__ = name or "function"

    def __call__(self, *args, **kwargs):
        return self._student.call_grader(self._number, args, kwargs)


class Student:
    """Answers the grader's requests about the objects of one namespace."""

    def __init__(self, channel: Channel, shell: Any):
        self.channel, self.shell = channel, shell
        self.objects: dict[int, object] = {}
        self.numbers: dict[int, int] = {}
        self.active: list[tuple[int, list[object], list[object]]] = []

    def serve(self) -> None:
        """Answer requests until the grader has gone."""
        with contextlib.suppress(Closed):
            while True:
                message, pieces = self.channel.receive()
                self._answer(message, pieces)

    def call_grader(self, number: int, args: tuple, kwargs: dict) -> object:
        """Call a function of the check."""
        encoder = Encoder(self._handle)
        form = [encoder.value(args), encoder.value(kwargs)]
        asked = self.active[-1][0] if self.active else 0
        changes = self._changes(encoder)
        message: Any = {"q": "call", "n": asked, "f": number, "a": form, "ch": changes}
        self.channel.send(message, encoder.pieces)
        while True:
            message, pieces = self.channel.receive()
            if "q" in message:
                self._answer(message, pieces)
            elif "e" in message:
                raise CallbackError(f"a function of the check stopped with {message['e']}")
            else:
                return self._decoder(pieces).value(message["r"])

    def _answer(self, message: Any, pieces: list[bytes]) -> None:
        encoder = Encoder(self._handle)
        decoder = self._decoder(pieces)
        depth = len(self.active)
        self.shell.outputs.start()
        reply: dict[str, Any]
        try:
            result = self._do(message, decoder)
            try:
                reply = {"r": encoder.value(result)}
            except wire.Unsendable as error:
                encoder = Encoder(self._handle)
                reply = {"x": [error.code, encoder.value(error.detail)]}
        except BaseException as error:
            reply = {"e": _described(error)}
        try:
            reply["ch"] = self._changes(encoder)
        except wire.Unsendable:
            encoder, reply = Encoder(self._handle), {"x": ["big", 0]}
        del self.active[depth:]
        reply["n"] = message["c"]
        if not message.get("hidden"):
            out = [o["text"] for o in self.shell.outputs.taken() if o.get("name") == "stdout"]
            reply["out"] = "".join(out)[:5000]
        self.channel.send(reply, encoder.pieces)

    def _do(self, message: Any, decoder: Decoder) -> object:
        what = message["q"]
        if what == "names":
            names = self.shell.user_ns
            there = [n in names for n in message["names"]]
            return [self._carried(names.get(n)) for n in message["names"]] + [there]
        target: Any = self.objects[message["f"]]
        args: Any
        kwargs: Any
        args, kwargs = (decoder.value(form) for form in message["a"])
        self.active.append((message["c"], decoder.mutable, [_state(m) for m in decoder.mutable]))
        if what == "call":
            with without(message["without"]), layers_withheld(message["exercise"], withhold):
                return target(*args, **kwargs)
        if what == "attribute":
            return getattr(target, *args)
        if what == "item":
            return target[args[0]]
        if what == "length":
            return len(target)
        limit = args[0]
        return [x for x, _ in zip(target, range(limit), strict=False)]

    def _carried(self, value: object) -> object:
        """A value of the namespace, or nothing in place of one that does not cross."""
        try:
            Encoder(self._handle).value(value)
        except Exception:
            return None
        return value

    def _handle(self, value: Any) -> object:
        if isinstance(value, GradersFunction):
            return {"o": value._number}
        number = self.numbers.setdefault(id(value), len(self.objects) + 1)
        self.objects[number] = value
        kind = "function" if callable(value) else "object"
        name = getattr(value, "__name__", type(value).__name__)
        parameters: list[str] = []
        if kind == "function":
            with contextlib.suppress(Exception):
                found = inspect.signature(value).parameters.values()
                parameters = [str(p.name) for p in found if p.kind <= p.POSITIONAL_OR_KEYWORD][:50]
        return {"h": [number, kind, str(name)[:100], parameters]}

    def _decoder(self, pieces: list[bytes]) -> Decoder:
        return Decoder(
            pieces,
            lambda number, _kind, name, _parameters: GradersFunction(self, number, name),
            lambda number: self.objects[number],
        )

    def _changes(self, encoder: Encoder) -> list[object]:
        """What the student's code has changed in place of the arguments that it was given."""
        changed: list[object] = []
        for number, mutable, states in self.active:
            for i, value in enumerate(mutable):
                state = _state(value)
                if not _equal(state, states[i]):
                    changed.append([number, i, encoder.value(value)])
                    states[i] = state
        return changed


def _state(value: object) -> object:
    """Enough of a value to see later whether it has changed."""
    if isinstance(value, np.ndarray):
        return (value.shape, value.dtype.str, value.tobytes())
    if isinstance(value, np.random.Generator):
        return repr(value.bit_generator.state)
    if isinstance(value, list):
        return list(value)
    return [*value, *value.values()] if isinstance(value, dict) else None


def _equal(a: object, b: object) -> bool:
    """Whether two states are one; entries of containers count as what they are, not by value."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(x is y for x, y in zip(a, b, strict=True))
    return a == b


def _described(error: BaseException) -> dict[str, object]:
    """An error as it crosses: names of its classes, text, the student's frames."""
    frames = []
    with contextlib.suppress(Exception):
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename.startswith("<cell "):
                frames.append([frame.filename[6:-1], frame.lineno or 0, frame.name])
    try:
        text = str(error)[:1000]
    except BaseException:
        text = ""
    return {
        "types": [c.__name__ for c in type(error).__mro__][:20],
        "text": text,
        "frames": frames[-20:],
        "name": str(getattr(error, "name", "") or "")[:100],
        "callback": isinstance(error, CallbackError),
        "forbidden": error.what if isinstance(error, Forbidden) else None,
    }


def main(
    sockets: list[socket.socket], limits: Limits, ready: Callable[[], object] = lambda: None
) -> None:
    """Serve the first socket; the others are for snapshots."""
    from autograder.sandbox import shell as shells

    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    folder = _go_to_work()
    shell = shells.taken_over(limits.output)
    sources: list[str] = []
    ready()
    control = Channel(sockets[0])
    with contextlib.suppress(Closed):
        while True:
            received = control.receive()
            message: Any = received[0]
            if message["q"] == "run":
                source, unless = message["source"], message.get("unless")
                if unless is not None and not only_defines(source, "\n".join(sources), unless):
                    control.send({"n": message["n"], "ok": None}, [])
                    continue
                sources.append(source)
                _look_for_modules_anew(folder)
                ok, outputs = shells.run(shell, message["cell"], source)
                control.send({"n": message["n"], "ok": ok, "outputs": outputs}, [])
            elif message["q"] == "file":
                _put(message["name"], received[1][0])
                control.send({"n": message["n"], "ok": True}, [])
            elif message["q"] == "snapshot":
                sys.stdout.flush()
                change_process_limit(1)  # a snapshot takes none of the student's own
                pid = os.fork()
                if pid == 0:
                    keep = sockets[message["socket"]]
                    for each in sockets:
                        if each is not keep:
                            each.close()
                    Student(Channel(keep), shell).serve()
                    os._exit(0)
                sockets[message["socket"]].close()
                control.send({"n": message["n"], "ok": True}, [])
            else:
                _report_ends(control)


def _go_to_work() -> str:
    """Go to a folder of this child's own, as deep as a student's; modules are found there last."""
    course = Path("course", "notebooks")
    course.mkdir(parents=True, exist_ok=True)
    try:
        work = course / "work"
        work.mkdir()
    except FileExistsError:  # where children share their files
        work = Path(tempfile.mkdtemp(prefix="work-", dir=course))
    os.chdir(work)
    folder = os.getcwd()
    sys.path.append(folder)
    return folder


def _look_for_modules_anew(folder: str) -> None:
    """A cell before may have written a module there, too soon for the folder's time to tell."""
    for path, finder in list(sys.path_importer_cache.items()):
        if isinstance(finder, FileFinder) and path.startswith(folder):
            finder.invalidate_caches()


def _put(name: str, content: bytes) -> None:
    """Write a file that was handed in; a full disk is the student's to find."""
    with contextlib.suppress(OSError):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _report_ends(control: Channel) -> None:
    """Tell of each snapshot how it ended; it may help a person, no verdict depends on it."""
    while True:
        try:
            _, status = os.wait()
        except ChildProcessError:
            break
        control.send({"ended": os.waitstatus_to_exitcode(status)}, [])
    control.receive()
