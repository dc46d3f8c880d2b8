"""Whether a notebook's kernel was active since the file was saved, where that can be known."""

from __future__ import annotations

import http.client
import json
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

SECONDS = 3.0
"""That a server of the person's own gets to answer."""
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""Asks without a proxy, whatever the environment says: the token is for nobody else."""


def unsaved(path: Path) -> str:
    """Why the file may not hold what its notebook shows, or "".

    Every Jupyter server of this person is asked for the kernel of this notebook. What doesn't
    answer, or lets nobody ask, tells nothing.
    """
    saved = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    for kernel in _kernels(path):
        if kernel.get("execution_state") == "busy":
            return "its kernel is still running"
        active = datetime.fromisoformat(kernel["last_activity"].replace("Z", "+00:00")).astimezone()
        if (active - saved).total_seconds() > 1:
            return (
                f"it was saved at {saved:%H:%M:%S}, and its kernel was last active (started or "
                f"ran) at {active:%H:%M:%S}"
            )
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
        with _DIRECT.open(request, timeout=SECONDS) as answer:
            found = json.load(answer)
    except (OSError, http.client.HTTPException, ValueError):
        return []
    return found if isinstance(found, list) else []
