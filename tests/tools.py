"""Programs that some tests need: where one is missing the test says how to get it."""

import os
import shutil

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
