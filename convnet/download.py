"""Finding the course's data files, and fetching those that are not shipped.

A file counts only if its SHA-256 is the registry's; it is looked for in `$CONVNET_DATA`, beside
the package, in the user's cache, and then fetched from its mirrors.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import time
import tomllib
import warnings
from dataclasses import dataclass
from pathlib import Path

from convnet.errors import DataError
from convnet.progress import Progress

_HERE = Path(__file__).resolve().parent

ROUNDS = 2
"""How often the whole list of mirrors is tried."""
PAUSE = 1.0
"""Seconds between two rounds."""
TIMEOUT = 20.0
"""Seconds without a byte after which a mirror is given up."""
SLOWEST = 2_000
"""Bytes per second, averaged since the beginning, below which a mirror is given up …"""
PATIENCE = 60.0
"""… once this many seconds have passed."""


@dataclass(frozen=True)
class DataFile:
    """One entry of `datasets/registry.toml`."""

    name: str
    sha256: str
    bytes: int
    shipped: bool
    mirrors: tuple[str, ...]


def datasets() -> Path:
    """The folder of the shipped data: in a clone `datasets/`, in an installed package its copy."""
    for folder in (_HERE / "_datasets", _HERE.parent / "datasets"):
        if (folder / "registry.toml").is_file():
            return folder
    raise DataError(f"the course's data files are missing beside {_HERE}: install it again")


def registry() -> dict[str, DataFile]:
    """Every data file of the course by name."""
    text = (datasets() / "registry.toml").read_text(encoding="utf-8")
    files = (
        DataFile(**{**entry, "mirrors": tuple(entry["mirrors"])})
        for entry in tomllib.loads(text)["file"]
    )
    return {file.name: file for file in files}


def cache() -> Path:
    """The user's folder for downloaded data."""
    import pooch

    return Path(pooch.os_cache("convnet-course"))


def locate(name: str, *first: Path) -> Path | None:
    """Where an unharmed copy of a file lies on this machine, or None.

    A file of that name with other contents, or one that can't be read, is not used, and a warning
    says so. `first` are folders that go before the others.
    """
    file = registry()[name]
    given = os.environ.get("CONVNET_DATA")
    for folder in (*first, *([Path(given)] if given else []), datasets(), cache()):
        path = folder / name
        try:
            if not path.is_file():
                continue
            if _sha256(path) == file.sha256:
                return path
            fault = "is not the file it should be (wrong SHA-256)"
        except OSError as error:
            fault = f"can't be read ({error.strerror})"
        warnings.warn(f"{path} {fault}: not used", stacklevel=2)
    return None


def fetch(name: str, folder: str | Path | None = None, progress: bool = True) -> Path:
    """The path of a data file, downloaded if it is not on this machine yet.

    Parameters
    ----------
    name : str
        A name of the registry.
    folder : path, optional
        Where the file is to lie in the end, unless it is shipped. By default it may lie anywhere,
        and a download goes to the user's cache.
    progress : bool
        Whether to show a bar.

    Raises
    ------
    DataError
        If no mirror gave the file, or it can't be written. Nothing is kept of a broken download.
    """
    file, target = registry()[name], Path(folder) if folder else cache()
    found = locate(name, *([target] if folder else []))
    if found and (not folder or file.shipped or found.parent == target):
        return found
    _make_writable(target, name)
    return _copied(found, target) if found else _fetched(file, target, progress)


def _make_writable(target: Path, name: str) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "you may not write there")
    except OSError as error:
        raise DataError(
            f"{name} is to be put into {target}, and that can't be written: {error.strerror}.\n"
            "A folder that the environment variable CONVNET_DATA names is looked into first: put\n"
            "the file there. Everything graded works without it."
        ) from error


def _copied(found: Path, target: Path) -> Path:
    unfinished = target / f".{found.name}.{os.getpid()}"
    try:
        shutil.copyfile(found, unfinished)
        return unfinished.replace(target / found.name)
    finally:
        unfinished.unlink(missing_ok=True)


def _fetched(file: DataFile, target: Path, progress: bool) -> Path:
    failures: dict[str, str] = {}
    for attempt in range(ROUNDS):
        if attempt:
            time.sleep(PAUSE)
        for mirror in file.mirrors:
            try:
                return _download(file, mirror, target, progress)
            except Exception as error:  # whatever one mirror does, the next one may work
                failures[mirror] = _reason(error)
    raise DataError(_advice(file, target, failures))


def _download(file: DataFile, mirror: str, target: Path, progress: bool) -> Path:
    import pooch

    pooch.get_logger().setLevel("WARNING")
    bar = _Watch(f"Downloading {file.name}", file.bytes, progress)
    http = pooch.HTTPDownloader(progressbar=bar, chunk_size=1 << 14, timeout=TIMEOUT)
    try:
        # pooch writes to a temporary file and moves it to its name once the hash has matched.
        return Path(
            pooch.retrieve(mirror, f"sha256:{file.sha256}", file.name, target, downloader=http)
        )
    finally:
        bar.close()


class _Watch(Progress):
    """A progress bar, also a silent one, that gives up on a mirror which trickles."""

    def __init__(self, title: str, total: int, shown: bool):
        super().__init__(title, total, shown, unit="B", unit_scale=True)
        self._began, self._received = time.monotonic(), 0.0

    def update(self, n: float = 1) -> None:
        super().update(n)
        self._received += n
        seconds = time.monotonic() - self._began
        if seconds > PATIENCE and self._received < SLOWEST * seconds:
            raise TimeoutError(f"slower than {SLOWEST} bytes a second")


def _reason(error: Exception) -> str:
    """One short phrase for what went wrong with a mirror."""
    response = getattr(error, "response", None)
    if response is not None:
        return f"answered {response.status_code} {response.reason}".strip()
    names = {kind.__name__ for kind in type(error).__mro__}
    if "SHA256 hash" in str(error) or "hash of downloaded" in str(error):
        return "sent another file (wrong SHA-256)"
    if names & {"Timeout", "TimeoutError"} or "timed out" in str(error):
        return "was too slow"
    if names & {"ChunkedEncodingError", "IncompleteRead"}:
        return "dropped the connection midway"
    if "ConnectionError" in names:
        return "could not be reached"
    return f"{type(error).__name__}: {error}"


def _advice(file: DataFile, target: Path, failures: dict[str, str]) -> str:
    tried = "\n".join(f"  {mirror} {reason}" for mirror, reason in failures.items())
    return (
        f"{file.name} ({file.bytes / 1e6:.1f} MB) is not on this machine and can't be fetched:\n"
        f"{tried}\n"
        f"To go on without a network: get the file elsewhere, with any browser from any mirror\n"
        f"above, and put it into {target}, or into a folder that the environment variable\n"
        "CONVNET_DATA names. Everything graded works without it: convnet.data.load_digits()\n"
        "gives 1,797 handwritten digits that came with the course."
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
