"""An ordinary user for the tests, where they run as root: a number, a folder, no capability."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cells import ROOT

NUMBER = 65534 - int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)
"""The user's number, another one for each worker: one would count the other's processes."""
BECOME = [
    *("setpriv", f"--reuid={NUMBER}", f"--regid={NUMBER}", "--clear-groups"),
    *("--inh-caps=-all", "--ambient-caps=-all", "--bounding-set=-all"),
]
NEEDED = """
import subprocess, sys
import autograder, jupytext, nbgrader, pytest, tests
subprocess.run([sys.executable, "-c", ""], check=True)
"""
PAGES = "import bs4; bs4.BeautifulSoup('<p>', 'html.parser').select('p:not([id])')"
NO_PAGES = "CONVNET_TESTS_WITHOUT_PAGES"
"""Set where the system's Python is older than the packages that make pages of feedback need."""


class Impossible(Exception):
    """No ordinary user can run the tests here; the text says why."""


@dataclass
class Ordinary:
    """What runs a Python as the ordinary user, in a folder of its own."""

    folder: Path
    python: str
    variables: dict[str, str]

    def run(self, *arguments: str, timeout: float) -> subprocess.CompletedProcess:
        """Run Python with these arguments; output and errors together, as text."""
        return subprocess.run(
            [*BECOME, self.python, *arguments],
            cwd=ROOT, env=self.variables, text=True, timeout=timeout,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip


@contextmanager
def ordinary_user() -> Iterator[Ordinary]:
    """An ordinary user; root alone can make one.

    Where root's Python lies in a folder that only root may read, the system's Python of the same
    version runs with the same packages.
    """
    if not hasattr(os, "getuid") or os.getuid():
        raise Impossible("the tests run as an ordinary user already")
    if shutil.which("setpriv") is None:
        raise Impossible("setpriv is missing (Debian, Ubuntu: apt-get install util-linux)")
    folder = Path(tempfile.mkdtemp(prefix="convnet-ordinary-"))
    try:
        (folder / "bin").mkdir()
        packages = [p for p in sys.path if Path(p).name in ("site-packages", "dist-packages")]
        kept = ("CONVNET_DATA", "CONVNET_TOOLS", "LANG", "TZ")
        variables = {name: os.environ[name] for name in kept if name in os.environ}
        variables |= {
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "PATH": f"{folder / 'bin'}:/usr/local/bin:/usr/bin:/bin",
            "PYTHONPATH": os.pathsep.join([str(ROOT), *packages]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "JUPYTER_PATH": str(Path(sys.prefix) / "share" / "jupyter"),  # pages' templates
        }
        own = f"python{sys.version_info.major}.{sys.version_info.minor}"
        said = ""
        for python in (sys.executable, shutil.which(own, path="/usr/local/bin:/usr/bin")):
            if python is None:
                continue
            # nbgrader calls this program by name.
            alembic = folder / "bin" / "alembic"
            alembic.write_text(f'#!/bin/sh\nexec "{python}" -m alembic.config "$@"\n')
            alembic.chmod(0o755)
            user = Ordinary(folder, python, variables)
            os.chown(folder, NUMBER, NUMBER)
            try:
                tried = user.run("-c", NEEDED, timeout=60)
            except OSError as error:
                said = str(error)
                continue
            if tried.returncode == 0:
                if user.run("-c", PAGES, timeout=60).returncode:
                    variables[NO_PAGES] = "1"
                yield user
                return
            said = tried.stdout.strip().splitlines()[-1] if tried.stdout.strip() else ""
        raise Impossible(f"an ordinary user cannot run this environment: {said}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
