"""A child in a sandbox, as tests of the sandbox talk with it."""

import os
import socket

import pytest

from autograder.sandbox.backend import SandboxError
from autograder.sandbox.channel import Channel
from autograder.sandbox.limits import MB, Limits
from autograder.sandbox.remote import Remote

LIMITS = Limits(call_cpu=1.0, call_wall=4.0, memory=256 * MB, processes=20, disk=10 * MB)


class Session:
    """A child, its control channel and one snapshot."""

    def __init__(self, backend, source=""):
        pairs = [socket.socketpair() for _ in range(2)]
        self.control, channel = (Channel(ours) for ours, _ in pairs)
        try:
            backend.start([theirs for _, theirs in pairs])
        except SandboxError as error:
            tell = pytest.fail if os.environ.get("CONVNET_TOOLS") == "all" else pytest.skip
            tell(f"this machine has no mode {backend.mode}: {error}")
        for _, theirs in pairs:
            theirs.close()
        self.ran = self.run(source)
        self.control.ask({"q": "snapshot", "socket": 1})
        self.remote = Remote(channel, backend, LIMITS, {"1": source})
        self.remote.session = self  # lives as long as its functions do

    def run(self, source):
        return self.control.ask({"q": "run", "cell": "1", "source": source})

    def names(self, *names):
        found = self.remote.names(list(names))
        return [found[n] for n in names] if len(names) > 1 else found[names[0]]


def text(ran):
    return "".join(o.get("text", "") or o.get("evalue", "") for o in ran["outputs"])
