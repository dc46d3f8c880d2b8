"""Files that are there whole or not at all, whoever else writes them and whatever ends it."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Write a file in one step; it keeps the mode of the one whose place it takes."""
    with _beside(path, content) as made:
        with contextlib.suppress(FileNotFoundError):
            shutil.copymode(path, made)
        os.replace(made, path)


def add(path: Path, content: bytes) -> None:
    """Write a file in one step where none is; one that has appeared meanwhile stays."""
    with _beside(path, content) as made:
        try:
            os.link(made, path)  # which fails where a file is; a rename would replace it
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            os.replace(made, path)


@contextlib.contextmanager
def _beside(path: Path, content: bytes) -> Iterator[Path]:
    """The content in a file of the same folder that nobody else writes; afterwards it is gone."""
    # Not by tempfile, whose files are the person's alone: others may have to read these.
    made = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with made.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield made
    finally:
        made.unlink(missing_ok=True)
