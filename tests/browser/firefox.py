"""Debian's Firefox, driven by the standard protocol (W3C, WebDriver BiDi) over a web socket.

Playwright drives only a Firefox of its own, which no package brings.
"""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import websocket

ARROWS = {"ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015"}
PATIENCE = 90  # seconds


class Firefox:
    """One page of a Firefox that listens on a port.

    Attributes
    ----------
    errors : list of str
        What the page has put on the console as errors.
    """

    def __init__(self, port: int):
        address = f"ws://127.0.0.1:{port}/session"
        self._socket = websocket.create_connection(address, timeout=PATIENCE, suppress_origin=True)
        self._sent = 0
        self.errors: list[str] = []
        self._do("session.new", capabilities={})
        self._do("session.subscribe", events=["log.entryAdded"])
        self._context = self._do("browsingContext.getTree")["contexts"][0]["context"]

    def _do(self, method: str, **params) -> dict:
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": params}))
        while (said := json.loads(self._socket.recv())).get("id") != self._sent:
            if said.get("params", {}).get("level") == "error":
                self.errors.append(said["params"]["text"])
        assert said["type"] == "success", said
        return said["result"]

    def open(self, url: str) -> None:
        self._do("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def evaluate(self, expression: str):
        """The value of an expression, a text, a number or a truth."""
        target = {"context": self._context}
        found = self._do("script.evaluate", expression=expression, target=target, awaitPromise=True)
        assert found["type"] == "success", found
        return found["result"].get("value")

    def press(self, *keys: str) -> None:
        """Keys of `ARROWS`, one after the other."""
        kinds = ("keyDown", "keyUp")
        self._act("key", [{"type": kind, "value": ARROWS[k]} for k in keys for kind in kinds])

    def click(self, x: float, y: float) -> None:
        move = {"type": "pointerMove", "x": round(x), "y": round(y)}
        ends = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self._act("pointer", [move, *ends])

    def _act(self, kind: str, actions: list[dict]) -> None:
        acts = [{"type": kind, "id": kind, "actions": actions}]
        self._do("input.performActions", context=self._context, actions=acts)


@contextmanager
def firefox(program: str, profile: Path) -> Iterator[Firefox]:
    """A Firefox without a window, with a new profile."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    switches = ["--headless", "--no-remote", "--profile", str(profile)]
    process = subprocess.Popen(
        [program, *switches, f"--remote-debugging-port={port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _connected(port)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _connected(port: int) -> Firefox:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return Firefox(port)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
