"""A Dask cluster as somebody starts it in a shell: a scheduler and workers, each a process."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

from tests.classroom import room


class Cluster:
    """A scheduler on loopback and its workers, which put what they need into a folder.

    The workers have no nanny: one that is killed stays away.
    """

    def __init__(self, folder: Path, workers: int = 2, port: int = 0):
        self.folder, self.port = folder, port or free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        where = ["--host", "127.0.0.1", "--port", str(self.port)]
        self.scheduler = self._started("scheduler", *where)
        self.workers = [self.worker() for _ in range(workers)]

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        for process in (self.scheduler, *self.workers):
            process.kill()
            process.wait()

    def worker(self) -> subprocess.Popen:
        """One more worker."""
        options = ["--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder)]
        return self._started("worker", self.address, *options)

    def _started(self, what: str, *options: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "dask", what, *options, "--dashboard-address", ":0"]
        with (self.folder / "dask.log").open("a") as log:
            return subprocess.Popen(command, env=room.environment(), stdout=log, stderr=log)


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()[1]
