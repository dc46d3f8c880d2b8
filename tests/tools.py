"""Programs that some tests need, with how to get one that is missing; processes that run."""

import os
import shutil
from typing import NoReturn

import psutil
import pytest

HOW = {
    "chromium": "Debian, Ubuntu: apt-get install chromium",
    "bwrap": "Debian, Ubuntu: apt-get install bubblewrap",
    "initdb": "Debian, Ubuntu: apt-get install postgresql, and its bin folder on PATH",
    "postgres": "Debian, Ubuntu: apt-get install postgresql, and its bin folder on PATH",
    "node": "Debian, Ubuntu: apt-get install nodejs npm, then make pictures-tools",
}


def need(program: str) -> str:
    """The path of a program; skips the test without it, or fails it under CONVNET_TOOLS=all."""
    path = shutil.which(program)
    return path or lacking(program, HOW[program])


def lacking(what: str, how: str) -> NoReturn:
    """Skip the test for want of something, or fail it under CONVNET_TOOLS=all."""
    message = f"{what} is missing. {how}"
    if os.environ.get("CONVNET_TOOLS") == "all":
        pytest.fail(message)
    pytest.skip(message)


def running(word: str) -> list[int]:
    """Processes with this word in their command."""
    return [p.pid for p in psutil.process_iter(["cmdline"]) if word in (p.info["cmdline"] or [])]
