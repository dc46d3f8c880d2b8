"""The student's functions as the grader sees them: called by value, believed in nothing."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn

import numpy as np

from autograder.check import calls, session, withheld
from autograder.check.outcome import Rejected
from autograder.sandbox import wire
from autograder.sandbox.backend import Backend
from autograder.sandbox.channel import Channel, Closed
from autograder.sandbox.decoder import Decoder
from autograder.sandbox.encoder import Encoder
from autograder.sandbox.errors import UNSENDABLE, called, students_error
from autograder.sandbox.limits import Limits
from autograder.sandbox.proxies import RemoteFunction, RemoteObject, named, objects_in
from autograder.sandbox.watch import Watch, quoted


class Gone(Exception):
    """The student's process was gone before anything was asked of it."""


class Remote:
    """One snapshot of the student's process, for the graded cells that stand together.

    Parameters
    ----------
    channel : Channel
    backend : Backend
        Ends the process when a limit runs out.
    limits : Limits
    sources : mapping of str to str
        The notebook's cells by number, to quote a line of an error.

    Attributes
    ----------
    stopped : str
        Why the process was ended, or "".
    killed : bool
        Whether the whole process was ended, other snapshots included.
    """

    def __init__(
        self, channel: Channel, backend: Backend, limits: Limits, sources: Mapping[str, str]
    ):
        self.channel, self.backend, self.limits, self.sources = channel, backend, limits, sources
        self.stopped, self.killed = "", False
        self._functions: list[Callable] = []
        self._calls = 0
        self._active: dict[int, list[object]] = {}
        self._forbidden: list[tuple[str, str]] = []
        self._errors: list[BaseException] = []
        self._computed = 0.0
        self._asked = self._nested = 0
        self._shown = 0

    def names(self, wanted: list[str]) -> dict[str, object]:
        """Those of the names that exist in the student's namespace, and what they stand for."""
        self._begin()
        try:
            self._asked += 1
            self._send({"q": "names", "names": wanted, "c": self._asked}, [])
            result = self._replied(self._reply("", self._asked), "")
        except (Rejected, Closed) as error:
            raise Gone(str(error)) from None
        if not isinstance(result, list) or len(result) != len(wanted) + 1:
            raise Gone("the names were not listed")
        there = result[-1]
        if not isinstance(there, list) or len(there) != len(wanted):
            raise Gone("the names were not listed")
        made = zip(wanted, result, there, strict=False)
        return {name: named(value, name) for name, value, is_there in made if is_there is True}

    def go_on(self) -> None:
        """Go on with a cell that has waited; raises `Gone` if the process has gone meanwhile."""
        self._begin()
        try:
            self.channel.stays_open(0)
        except (Closed, wire.WireError) as error:
            raise Gone(str(error)) from None

    def _begin(self) -> None:
        """What counts for one cell counts anew."""
        self._calls = self._shown = 0
        self._errors.clear()

    def request(self, what: str, number: int, args: tuple, kwargs: dict, label: str) -> Any:
        """Ask for something of a student's object, and wait."""
        if self.stopped:
            session.reject(self.stopped)
        self._asked += 1
        asked = self._asked
        encoder = Encoder(self._handle)
        form = [encoder.value(args), encoder.value(kwargs)]
        self._active[asked] = encoder.mutable
        message = {
            "q": what,
            "f": number,
            "a": form,
            "c": asked,
            "without": [name for name, _ in self._forbidden],
            "hidden": session.is_hidden(),
            "exercise": running.number if (running := session.current()) else "",
        }
        try:
            self._send(message, encoder.pieces)
            return self._replied(self._reply(label, asked), label)
        except Closed:
            why = self.backend.why()
            self.stop(
                f"{quoted(label)} {why or 'ended the process that it ran in'}", kill=bool(why)
            )
        finally:
            self._active.pop(asked, None)

    def clock(self) -> float:
        """Seconds that the student's process has computed in calls, as seen from outside."""
        return self._computed

    @contextlib.contextmanager
    def forbid(self, names: tuple[str, ...], reason: str) -> Iterator[None]:
        """Make functions raise in the student's process."""
        old = self._forbidden
        self._forbidden = [*old, *((name, reason) for name in names)]
        try:
            yield
        finally:
            self._forbidden = old

    def _send(self, message: dict, pieces: list[bytes]) -> None:
        self.channel.send(message, pieces)

    def _reply(self, label: str, asked: int) -> tuple[dict, Decoder]:
        """Wait for the reply to a question, and answer calls that come in meanwhile.

        Every frame says to which question it belongs: one too many ends the process, where it
        would else be taken for the answer to the next question.
        """
        watch = Watch(self, label)
        self._nested += 1
        try:
            while True:
                message, pieces = self.channel.receive(watch.look)
                decoder = self._decoder(pieces)
                if not isinstance(message, dict):
                    raise wire.WireError("no message")
                if message.get("n") != asked:
                    raise wire.WireError("an answer to another question")
                self._synchronise(message, decoder)
                if "q" not in message:
                    break
                start = time.monotonic()
                self._call_back(message, decoder)
                watch.own += time.monotonic() - start
                watch.look_now_and_then()
        except wire.WireError as error:
            self.stop(f"{quoted(label)} sent something that is no result ({error})")
        finally:
            self._nested -= 1
        if not self._nested:
            self._computed += watch.computed()
        return message, decoder

    def _call_back(self, message: dict, decoder: Decoder) -> None:
        """Call a function of the check for the student's code."""
        self._calls += 1
        if self._calls > self.limits.calls:
            self.stop(f"the check's functions were called more than {self.limits.calls} times")
        number, forms = message.get("f"), message.get("a")
        if (
            not isinstance(number, int)
            or not 0 <= number < len(self._functions)
            or not isinstance(forms, list)
            or len(forms) != 2
        ):
            raise wire.WireError("a call of nothing")
        args, kwargs = (decoder.value(form) for form in forms)
        if not isinstance(args, tuple) or not isinstance(kwargs, dict):
            raise wire.WireError("a call without arguments")
        encoder = Encoder(self._handle)
        try:
            if not all(isinstance(key, str) for key in kwargs):
                raise TypeError("keywords must be strings")
            if objects_in([args, kwargs]):
                raise TypeError("an object of the student's, where a value was expected")
            reply = {"r": encoder.value(self._functions[number](*args, **kwargs))}
        except wire.Unsendable:
            encoder, reply = Encoder(self._handle), {"e": "ValueError"}
        except Exception as error:
            self._errors.append(error)
            encoder, reply = Encoder(self._handle), {"e": type(error).__name__}
        self._send(reply, encoder.pieces)

    def _replied(self, reply: tuple[dict, Decoder], label: str) -> Any:
        message, decoder = reply
        try:
            out = message.get("out")
            if isinstance(out, str) and not session.is_hidden():
                shown = out[: max(0, min(5000, self.limits.output - self._shown))]
                self._shown += len(shown)
                print(shown, end="")
            if "r" in message:
                return decoder.value(message["r"])
        except wire.WireError as error:
            self.stop(f"{quoted(label)} sent something that is no result ({error})")
        if "x" in message:
            self._unsendable(message["x"], decoder, label)
        self._raise(message.get("e"), label)

    def _unsendable(self, content: object, decoder: Decoder, label: str) -> NoReturn:
        code, detail = content if isinstance(content, list) and len(content) == 2 else ("", 0)
        what = UNSENDABLE.get(code if isinstance(code, str) else "", "something that is no result")
        known = type(detail) is int and 0 <= detail < 1 << 62
        if code == "big" and known and not session.is_hidden():
            what = f"{detail / 1e6:.0f} MB of data"
        session.counted()
        session.reject(f"{quoted(label)} returned {what}, not the result that is asked for")

    def _raise(self, content: object, label: str) -> NoReturn:
        """Raise what a student's function has raised."""
        given = content if isinstance(content, dict) else {}
        what = given.get("forbidden")
        if isinstance(what, int) and 0 <= what < len(self._forbidden):
            calls.refuse(*self._forbidden[what])
        if isinstance(what, str) and what in withheld.WITHHELD:
            session.refuse_layer(what)
        error: BaseException = students_error(given, label, self.sources)
        if given.get("callback") is True and self._errors:
            error = called(self._errors[-1], error)
        raise error

    def _synchronise(self, message: dict, decoder: Decoder) -> None:
        """Change our arguments as the student's code has changed its copies."""
        for change in _list(message.get("ch"))[:10_000]:
            if not isinstance(change, list) or len(change) != 3:
                raise wire.WireError("no change")
            asked, index, form = change
            mutable = self._active.get(asked, []) if isinstance(asked, int) else []
            new = decoder.value(form)
            if not isinstance(index, int) or not 0 <= index < len(mutable):
                raise wire.WireError("a change of nothing")
            old: Any = mutable[index]
            if isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
                if (
                    old.shape == new.shape
                    and old.flags.writeable
                    and old.dtype.kind == new.dtype.kind
                ):
                    np.copyto(old, new)
            elif isinstance(old, list | dict) and not objects_in(new) <= objects_in(old):
                raise wire.WireError("an argument into which an object of its own was put")
            elif isinstance(old, list) and isinstance(new, list):
                old[:] = new
            elif isinstance(old, dict) and isinstance(new, dict):
                old.clear()
                old.update(new)
            elif isinstance(old, np.random.Generator) and isinstance(new, np.random.Generator):
                pass  # the check draws from its own, never from what a student has set
            else:
                raise wire.WireError("a change of another kind")

    def stop(self, why: str, kill: bool = True) -> NoReturn:
        """Give the snapshot up, end its process, and reject the answer."""
        self.stopped, self.killed = why, kill
        if kill:
            self.backend.kill()
        self.channel.close()
        session.counted()
        session.reject(why)

    def _handle(self, value: Any) -> object:
        if isinstance(value, RemoteObject):
            return {"o": object.__getattribute__(value, "_number")}
        if not callable(value):
            raise TypeError(f"a check cannot hand out a {type(value).__name__}")
        self._functions.append(value)
        return {"h": [len(self._functions) - 1, "function", getattr(value, "__name__", ""), []]}

    def _decoder(self, pieces: list[bytes]) -> Decoder:
        return Decoder(pieces, self._proxy, self._own)

    def _proxy(self, number: int, kind: str, name: str, parameters: list[str]) -> RemoteObject:
        made = RemoteFunction if kind == "function" else RemoteObject
        if session.is_hidden():  # made by code that has seen hidden data: its names may tell them
            return made(self, number, "", [])
        return made(self, number, name, [p for p in parameters if p.isidentifier()])

    def _own(self, number: int) -> object:
        if number >= len(self._functions):
            raise wire.WireError("a handle that nobody gave out")
        return self._functions[number]


def _list(content: object) -> list:
    return content if isinstance(content, list) else []
