"""Packages that only some commands need: what to install where one is missing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from autograder.errors import CourseError

_OTHERS = {"dask": "dask", "distributed": "dask", "psycopg": "postgres", "psycopg2": "postgres"}
"""Packages by the extra that brings them; all others come with `grading`."""


@contextlib.contextmanager
def installed() -> Iterator[None]:
    """Turn a missing package of an extra into the line that installs it.

    Raises
    ------
    CourseError
        If an import below fails for want of a package that is not the course's own.
    """
    try:
        yield
    except ImportError as error:
        package = str(error.name).partition(".")[0]
        if package in ("autograder", "convnet"):
            raise
        extra = _OTHERS.get(package, "grading")
        raise CourseError(
            f"this command needs the package {error.name}, which comes with the extra "
            f'`{extra}`: pip install "convnet-course[{extra}]"'
        ) from None
