"""Programs that some tests need, with how to get one that is missing; processes that run."""

import os
import shutil

import psutil
import pytest

HOW = {
    "chromium": "Debian, Ubuntu: apt-get install chromium",
    "bwrap": "Debian, Ubuntu: apt-get install bubblewrap",
}


def need(program: str) -> str:
    """The path of a program; skips the test without it, or fails it under CONVNET_TOOLS=all."""
    path = shutil.which(program)
    if path is None:
        message = f"{program} is missing. {HOW[program]}"
        if os.environ.get("CONVNET_TOOLS") == "all":
            pytest.fail(message)
        pytest.skip(message)
    return path


def running(word: str) -> list[int]:
    """Processes with this word in their command."""
    return [p.pid for p in psutil.process_iter(["cmdline"]) if word in (p.info["cmdline"] or [])]
