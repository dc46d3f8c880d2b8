"""A socket that carries frames, with a deadline."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

from autograder.sandbox import frames
from autograder.sandbox.wire import WireError


class Closed(Exception):
    """The other side has gone."""


class Channel:
    """Frames in both directions.

    Parameters
    ----------
    sock : socket.socket
        A stream socket, connected.
    """

    TICK = 0.25

    def __init__(self, sock: socket.socket):
        self.sock = sock
        self._asked = 0
        self._came = bytearray()  # of what comes next

    def ask(
        self, question: dict, waiting: Callable[[], None] | None = None, *pieces: bytes
    ) -> dict:
        """Send a question and wait for its answer, which repeats the question's number."""
        self._asked += 1
        self.send({**question, "n": self._asked}, list(pieces))
        answer, _ = self.receive(waiting)
        if not isinstance(answer, dict) or answer.get("n") != self._asked:
            raise WireError("an answer to another question")
        return answer

    def send(self, message: object, pieces: list[bytes]) -> None:
        """Send one frame."""
        data = frames.pack(message, pieces)
        try:
            self.sock.settimeout(60)
            self.sock.sendall(data)
        except OSError as error:
            raise Closed(str(error)) from None

    def receive(self, waiting: Callable[[], None] | None = None) -> tuple[object, list[bytes]]:
        """The next frame. `waiting` is called four times a second; it may raise."""
        text, raw = frames.lengths(self._exactly(frames.HEAD.size, waiting))
        return frames.unpack(self._exactly(text, waiting), self._exactly(raw, waiting))

    def stays_open(self, seconds: float) -> None:
        """Raise `Closed` if the other side goes within that time, `WireError` if it speaks."""
        try:
            self.sock.settimeout(seconds)
            if not self._came and not self.sock.recv(1, socket.MSG_PEEK):
                raise Closed("end of file")
        except (TimeoutError, BlockingIOError):
            return
        except OSError as error:
            raise Closed(str(error)) from None
        raise WireError("an answer that nobody asked for")

    def close(self) -> None:
        """Close the socket."""
        self.sock.close()

    def _exactly(self, size: int, waiting: Callable[[], None] | None) -> bytes:
        asked = time.monotonic()
        if len(self._came) < size:
            self.sock.settimeout(self.TICK if waiting else None)
        while len(self._came) < size:
            try:
                data = self.sock.recv(1 << 16)
            except TimeoutError:
                data = None
            except OSError as error:
                raise Closed(str(error)) from None
            if data == b"":
                raise Closed("end of file")
            self._came += data or b""
            if waiting and time.monotonic() - asked > self.TICK:
                asked = time.monotonic()
                waiting()
        taken = bytes(self._came[:size])
        del self._came[:size]
        return taken
