"""Gives JupyterLab the course's stylesheet; `convnet-course lab` alone enables this extension.

JupyterLab looks for `custom.css` in the person's own configuration and takes no other place for it
as an option; the list of places is the server's, and an extension may add to it.
"""

from __future__ import annotations

from typing import Any

from autograder.page import STYLESHEET


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    server.web_app.settings["static_custom_path"].insert(0, str(STYLESHEET.parent))
