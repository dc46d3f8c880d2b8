"""nbgrader's gradebook, opened: one that is there, and waited for while it is locked."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from nbgrader.api import Gradebook
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from autograder.errors import CourseError

T = TypeVar("T")
PATIENCE = 60.0
"""Seconds to wait for a gradebook that somebody else writes to."""


def tell(text: str) -> None:
    """Say that a gradebook is waited for."""
    print(text, file=sys.stderr, flush=True)


def shown(url: str) -> str:
    """A gradebook's URL as it may be shown and stored: without a password."""
    return _parsed(url).render_as_string(hide_password=True)


@contextmanager
def opened(url: str, course_id: str) -> Iterator[Gradebook]:
    """A gradebook to read in, closed at the end.

    Raises
    ------
    CourseError
        If there is none, it stays locked, or it fails.
    """
    book = connected(url, course_id)
    try:
        yield book
    except SQLAlchemyError as error:
        raise _failed(shown(url), error) from None
    finally:
        book.close()


def connected(
    url: str,
    course_id: str,
    waiting: Callable[[str], object] = tell,
    patience: float = PATIENCE,
) -> Gradebook:
    """A gradebook that is there: nbgrader alone would make one where there is none.

    Raises
    ------
    CourseError
        If there is none, it stays locked, or it fails.
    """
    _see_to(_parsed(url))
    return in_time(lambda: Gradebook(url, course_id), shown(url), waiting, patience)


def in_time(
    work: Callable[[], T], name: str, waiting: Callable[[str], object], patience: float
) -> T:
    """What comes of work in a gradebook, tried again while that is locked.

    Parameters
    ----------
    work : callable
    name : str
        The gradebook's, for messages.
    waiting : callable
        Told once that it is locked.
    patience : float
        Seconds to wait for it.

    Raises
    ------
    CourseError
        If the gradebook stays locked, or fails.
    """
    end, told = time.monotonic() + patience, False
    while True:
        try:
            return work()
        except SQLAlchemyError as error:
            if "locked" not in _said(error).lower():
                raise _failed(name, error) from None
        if time.monotonic() > end:
            raise CourseError(
                f"The gradebook {name} has been locked for {patience:g} s: close what writes to "
                "it and run this command again."
            )
        if not told:
            waiting(f"The gradebook {name} is locked: waiting for it.")
            told = True
        time.sleep(0.1)


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError:  # the text is not shown: there may be a password in it
        raise CourseError(
            "The gradebook's address, --db or db_url in nbgrader_config.py, is none: write "
            "sqlite:///FILE or postgresql+psycopg://USER@HOST/DATABASE."
        ) from None


def _see_to(url: URL) -> None:
    """SQLite makes a file where there is none: refuse that."""
    file = url.database or ""
    if url.get_backend_name() != "sqlite" or file.startswith("file:") or Path(file).is_file():
        return
    raise CourseError(
        f"There is no gradebook {file}, so nothing has been graded there. Name the course's "
        "folder, --course, or the gradebook, --db; a new course gets one from "
        "`nbgrader generate_assignment NN_name`."
    )


def _said(error: SQLAlchemyError) -> str:
    """The database's own words, where they are."""
    return str(getattr(error, "orig", None) or error)


def _failed(name: str, error: SQLAlchemyError) -> CourseError:
    said = _said(error).rstrip(".")
    return CourseError(f"The gradebook {name} fails: {said}. See to it, or name another, --db.")
