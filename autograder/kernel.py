"""A fresh kernel for a notebook: nothing of the person's own start-up files, one folder."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbclient import NotebookClient
from nbformat import NotebookNode


@contextmanager
def environment(**variables: str) -> Iterator[None]:
    """The environment's commands first on PATH (nbgrader calls `alembic`), and more variables."""
    bin_directory = str(Path(sys.executable).parent)
    changes = {"PATH": bin_directory + os.pathsep + os.environ.get("PATH", "")} | variables
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def fresh(notebook: NotebookNode, folder: Path, **settings) -> Iterator[NotebookClient]:
    """What runs a notebook's cells in place, in a folder; the kernel starts when it is used.

    Parameters
    ----------
    notebook : NotebookNode
    folder : Path
        Where its cells find files.
    **settings
        More of nbclient's.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl + C has stopped it.
    """
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        **settings,
    )
    # An own profile, so that a person's start-up files do not enter the outputs.
    with (
        tempfile.TemporaryDirectory() as profile,
        environment(IPYTHONDIR=profile, MPLBACKEND="module://matplotlib_inline.backend_inline"),
    ):
        try:
            yield client
        finally:
            # nbclient takes Ctrl + C for itself: it ends the kernel, and then stumbles over that.
            if hasattr(client, "_async_cleanup_kernel_future"):
                raise KeyboardInterrupt from None
