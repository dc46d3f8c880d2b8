"""Files replaced in one step: a kill in between leaves no half of one."""

from __future__ import annotations

from pathlib import Path

from autograder import whole
from autograder.errors import CourseError


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }


def publish(made: Path, target: Path) -> bool:
    """Let `target` hold the files of `made` and no others; False if it did already.

    Each file is replaced in one step. What a killed run left beside them goes with the next one.
    """
    new, old = contents(made), contents(target)
    for name, data in new.items():
        if old.get(name) != data:
            _replace(target / name, data)
    for name in set(old) - set(new):
        (target / name).unlink()
    return new != old


def write_file(path: Path, text: str) -> None:
    """Write a text file in one step.

    Raises
    ------
    CourseError
        If it cannot be written there.
    """
    try:
        _replace(path, text.encode())
    except OSError as error:
        raise CourseError(
            f"{path} cannot be written: {error.strerror or error}. Mend this, or name another file."
        ) from None


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    whole.write(path, data)
