"""A JupyterLab server for a test, which reads and writes nothing of the person's own Jupyter."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
from nbformat import NotebookNode

SETTINGS = {
    # Cells that are off the screen stay in the page, where a test can find them.
    "notebook-extension/tracker": {"windowingMode": "none"},
    # A tidy page for screenshots: no question about news, no file browser over the text.
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
# Seconds that JupyterLab gets to start.
START = 90


class Server:
    """A JupyterLab server of its own: folder, port, token and settings; ends with the context.

    Parameters
    ----------
    folder : Path
        What the file browser shows.
    command : list of str, optional
        What starts it, default `python -m jupyterlab`; `convnet-course lab FOLDER` is another.
    """

    def __init__(self, folder: Path, command: list[str] | None = None):
        self.folder = folder
        self.command = command or [
            *(sys.executable, "-m", "jupyterlab"),
            f"--ServerApp.root_dir={folder.resolve()}",
        ]
        self.port, self.token = _free_port(), secrets.token_hex(16)

    def write(self, name: str, cells: list[NotebookNode]) -> str:
        """Put a notebook of these cells into the folder, for Python's kernel; its name."""
        python = {"name": "python3", "display_name": "Python 3", "language": "python"}
        made = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": python})
        nbformat.write(made, self.folder / name)
        return name

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Server:
        self._own = Path(tempfile.mkdtemp(prefix="convnet-lab-"))
        for name, values in SETTINGS.items():
            file = self._own / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(values), encoding="utf-8")
        self._log = (self._own / "log").open("w", encoding="utf-8")
        arguments = [
            "--no-browser",
            "--port",
            str(self.port),
            "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={self.token}",
            "--LabApp.expose_app_in_browser=True",
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            arguments.append("--allow-root")
        self._process = subprocess.Popen(
            [*self.command, *arguments],
            env={**os.environ, **self.environment()},
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        try:
            self._wait_until_it_answers()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_) -> None:
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
        shutil.rmtree(self._own, ignore_errors=True)

    def log(self) -> str:
        """What the server has printed so far."""
        return Path(self._log.name).read_text(encoding="utf-8")

    def environment(self) -> dict[str, str]:
        """Nothing of the person's own Jupyter is read or written."""
        own = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "IPYTHONDIR": "ipython",
        }
        return {name: str(self._own / folder) for name, folder in own.items()}

    def _wait_until_it_answers(self) -> None:
        end = time.monotonic() + START
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise RuntimeError(f"JupyterLab ended at once:\n{self.log()}")
            try:
                urllib.request.urlopen(f"{self.url}/api?token={self.token}", timeout=5).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise RuntimeError(f"JupyterLab did not answer within {START} s:\n{self.log()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
