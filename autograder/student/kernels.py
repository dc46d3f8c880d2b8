"""Whether a notebook's kernel has run since the file was saved, where that can be known."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

SECONDS = 3.0
"""That a server of the person's own gets to answer."""


def unsaved(path: Path) -> str:
    """Why the file may not hold what its notebook shows, or "".

    Every Jupyter server of this person is asked for the kernel of this notebook. What doesn't
    answer, or lets nobody ask, tells nothing.
    """
    saved = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    for kernel in _kernels(path):
        if kernel.get("execution_state") == "busy":
            return "its kernel is still running"
        ran = datetime.fromisoformat(kernel["last_activity"].replace("Z", "+00:00")).astimezone()
        if (ran - saved).total_seconds() > 1:
            return f"it was saved at {saved:%H:%M:%S}, and its kernel last ran at {ran:%H:%M:%S}"
    return ""


def _kernels(path: Path) -> Iterator[dict[str, Any]]:
    """Kernels that servers of this person run for a notebook."""
    from jupyter_server.serverapp import list_running_servers

    for server in list_running_servers():
        for session in _sessions(server):
            place = Path(server.get("root_dir", "")) / session.get("path", "")
            if place.resolve() == path.resolve():
                yield session["kernel"]


def _sessions(server: dict[str, Any]) -> list[dict[str, Any]]:
    headers = {"Authorization": f"token {server['token']}"} if server.get("token") else {}
    request = urllib.request.Request(f"{server['url']}api/sessions", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return json.load(answer)
    except (urllib.error.URLError, OSError, ValueError):
        return []
