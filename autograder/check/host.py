"""What runs a graded cell: a notebook, the grader, or a replay of a known mistake.

One immutable value says how the host wants things done. It stands in a context variable, so that
what one cell is run with can't reach another, also where threads work beside each other.
"""

from __future__ import annotations

import contextlib
import time
import zlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from autograder.check.known import named_in_notebook

if TYPE_CHECKING:
    from autograder.check.failure import Failure
    from autograder.check.session import exercise
    from autograder.evidence import Verdict


def fixed_seed(number: str) -> int:
    """In a notebook every student has the same data."""
    return zlib.crc32(number.encode())


@dataclass(frozen=True)
class Host:
    """How a graded cell is run.

    Attributes
    ----------
    visible : bool
        Whether no more than the visible part of a graded cell is wanted.
    pause : callable, optional
        Called where the hidden part begins.
    seed : callable
        From the number of an exercise to the seed of its random data.
    clock : callable
        Seconds of computing; the grader counts those of the student's process.
    forbid : callable, optional
        How functions are forbidden in the student's process; by default in this one.
    limit : float
        Seconds of computing that one call may take.
    name : callable, optional
        From what failed to the mistake that it proves, or None. Without it nothing is named, and
        a comparison that fails says so in the shortest way.
    begun : callable, optional
        Told the number of each comparison before it is made; may end the cell by raising.
    passed : callable, optional
        Told of each exercise that has run to its end.
    pictures : bool
        Whether heat maps are wanted although no notebook shows them now.
    """

    visible: bool = False
    pause: Callable[[], object] | None = None
    seed: Callable[[str], int] = fixed_seed
    clock: Callable[[], float] = time.process_time
    forbid: Callable[[tuple[str, ...], str], contextlib.AbstractContextManager[None]] | None = None
    limit: float = 10.0
    name: Callable[[exercise, Failure], Verdict | None] | None = named_in_notebook
    begun: Callable[[int], None] | None = None
    passed: Callable[[exercise], None] | None = None
    pictures: bool = False


_NOTEBOOK = Host()
_HOST: ContextVar[Host] = ContextVar("host", default=_NOTEBOOK)


def host() -> Host:
    """The host of the cell that runs now."""
    return _HOST.get()


@contextlib.contextmanager
def hosted(**changes) -> Iterator[Host]:
    """A context in which the host differs in the attributes given."""
    token = _HOST.set(replace(_HOST.get(), **changes))
    try:
        yield _HOST.get()
    finally:
        _HOST.reset(token)
