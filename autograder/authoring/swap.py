"""Files and folders replaced in one step: a kill in between leaves no half of one."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }


def publish(made: Path, target: Path) -> bool:
    """Put a copy of a folder at `target` in one step; False if the same was there already."""
    if target.is_dir() and contents(target) == contents(made):
        return False
    target.parent.mkdir(exist_ok=True)
    recover(target)
    sibling = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        new = sibling / "new"
        shutil.copytree(made, new, copy_function=shutil.copyfile)
        replace_folder(new, target)
    finally:
        shutil.rmtree(sibling, ignore_errors=True)
    return True


def recover(target: Path, older_than: float = 3600) -> None:
    """Clear up what a killed build left beside a folder, once it is surely not at work any more.

    Parameters
    ----------
    target : Path
        The folder. If it is missing, what was there is put back.
    older_than : float
        Age in seconds of what is cleared up.
    """
    for path in target.parent.glob(f".{target.name}-*"):
        if time.time() - path.stat().st_mtime >= older_than:
            if not target.exists() and (path / "old").is_dir():
                os.rename(path / "old", target)
            shutil.rmtree(path, ignore_errors=True)


def replace_folder(new: Path, target: Path) -> None:
    """Let `new` take the place of `target`; whoever looks sees the old or the new, never half.

    What was at `target` is afterwards beside `new`, or at its place.
    """
    if not target.exists():
        os.rename(new, target)
    elif not _exchange(new, target):
        os.rename(target, new.parent / "old")
        os.rename(new, target)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one system call; False where the system cannot."""
    at_cwd, swap = -100, 2
    if sys.platform == "linux":
        call, arguments = "renameat2", (at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), swap)
    elif sys.platform == "darwin":
        call, arguments = "renamex_np", (os.fsencode(one), os.fsencode(other), swap)
    else:
        return False
    function = getattr(ctypes.CDLL(None, use_errno=True), call, None)
    if function is None:
        return False
    if function(*arguments) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):  # an old kernel or file system
        return False
    raise OSError(code, os.strerror(code), str(other))


def write_file(path: Path, text: str) -> None:
    """Write a file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
