"""What `convnet-course lab` adds to JupyterLab's server: its stylesheet, and points so far.

JupyterLab looks for `custom.css` in the person's own configuration and takes no other place for it
as an option; the list of places is the server's, and an extension may add to it.
"""

from __future__ import annotations

import asyncio
from logging import Logger
from pathlib import Path
from typing import Any

from autograder.page import STYLESHEET

_CONTENTS = "https://events.jupyter.org/jupyter_server/contents_service/v1"
"""Events of files read and saved."""


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    server.web_app.settings["static_custom_path"].insert(0, str(STYLESHEET.parent))
    # Jupytext, where it is installed, puts another contents manager in place of the server's, and
    # with it go hooks; events stay.
    folder = Path(server.root_dir)

    async def saved(logger: Any, schema_id: str, data: dict[str, Any]) -> None:
        if data["action"] == "save" and data["path"].endswith(".ipynb"):
            await asyncio.to_thread(_show_points, folder, server.log)

    server.event_logger.add_listener(schema_id=_CONTENTS, listener=saved)


def _show_points(folder: Path, log: Logger) -> None:
    """Put the points so far on the start page; whatever goes wrong, the notebook is saved."""
    from autograder.student.progress import refresh

    try:
        refresh(folder)
    except Exception as error:
        log.warning("The start page does not show the points: %s", error)
