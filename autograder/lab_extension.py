"""What `convnet-course lab` adds to JupyterLab's server: its stylesheet, and points so far.

JupyterLab looks for `custom.css` in the person's own configuration and takes no other place for it
as an option; the list of places is the server's, and an extension may add to it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autograder.page import STYLESHEET


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    server.web_app.settings["static_custom_path"].insert(0, str(STYLESHEET.parent))
    server.contents_manager.register_post_save_hook(_saved)


def _saved(model: dict[str, Any], contents_manager: Any, **_) -> None:
    """Put the points so far on the start page when a notebook has been saved."""
    if model["type"] != "notebook":
        return
    from autograder.student.progress import refresh

    try:
        refresh(Path(contents_manager.root_dir))
    except Exception as error:  # the notebook is saved, and that is what counts
        contents_manager.log.warning("The start page does not show the points: %s", error)
