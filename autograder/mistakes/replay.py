"""A known mistake in a student's place: the same graded cell, the same data, where does it fail?"""

from __future__ import annotations

import contextlib
import io
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

import numpy as np

from autograder.cells import compiled
from autograder.check.failure import Failure
from autograder.check.host import fixed_seed, hosted
from autograder.check.outcome import NotDone, Paused, Rejected
from autograder.diagnosis import Verdict
from autograder.mistakes import declared
from autograder.mistakes.declared import Mistake
from autograder.mistakes.slips import Slip, slips

SECONDS, SLIP_SECONDS = 60.0, 1.0
"""How long a declared mistake, and a slip made automatically, may compute."""
TRAINING = {"02.15", "05.8", "05.9", "08.2", "08.3"}
"""Exercises in which a network is trained, or asked many times: too slow for slips."""


class Past(Paused):
    """The replay has passed the comparison at which the student failed."""


class Replays:
    """The mistakes of one notebook, and the reference that they change.

    Parameters
    ----------
    given : sequence of str
        Cells that run before all others, such as the one with the imports.
    solutions : mapping of str to str
        The reference's solution cells by grade id, in order.
    mistakes : iterable of Mistake

    Attributes
    ----------
    named : dict of str to Verdict or None
        What was found for failures that are alike for a whole class; kept by who asks.
    """

    def __init__(
        self, given: Iterable[str], solutions: Mapping[str, str], mistakes: Iterable[Mistake]
    ):
        self.given, self.solutions, self.mistakes = list(given), dict(solutions), tuple(mistakes)
        self.named: dict[str, Verdict | None] = {}

    @cached_property
    def _code(self) -> list:
        cells = {f"given {i}": text for i, text in enumerate(self.given)} | self.solutions
        return [compiled(text, f"<reference {name}>") for name, text in cells.items()]

    @cached_property
    def functions(self) -> dict[str, str]:
        """The text of each function of the reference."""
        return declared.texts(self.solutions.values())

    def names(self, patch: str = "") -> dict:
        """A namespace with the reference solutions, and a patch carried out on them."""
        names: dict = {"__name__": "__main__"}
        for code in self._code:
            exec(code, names)
        if patch:
            exec(compiled(declared.applied(patch, self.functions), "<patch>"), names)
        return names

    def of(self, exercise: str) -> Iterator[Mistake]:
        """The mistakes of one exercise."""
        return (mistake for mistake in self.mistakes if mistake.exercise == exercise)

    def fitting(
        self, cell: str, exercise: str, failure: Failure, seed: Callable[[str], int]
    ) -> Iterator[Verdict]:
        """The named mistakes that fail in a graded cell as a student's answer has failed."""
        for mistake in self.of(exercise):
            if mistake.words and self._fits(mistake.patch, cell, failure, seed):
                yield mistake.verdict

    def fitting_slips(
        self, cell: str, exercise: str, failure: Failure, seed: Callable[[str], int]
    ) -> Iterator[Verdict]:
        """The kinds of single slips in an exercise's functions that fail so."""
        for slip in self.slips(exercise):
            if self._fits(slip.source, cell, failure, seed, SLIP_SECONDS):
                yield verdict_of(slip)

    def slips(self, exercise: str) -> list[Slip]:
        """Every single slip in the functions of an exercise's solution."""
        if exercise in TRAINING:
            return []
        cell = f"{exercise[:2]}-{int(exercise[3:]):02}-solution"
        texts = declared.texts([self.solutions[cell]]) if cell in self.solutions else {}
        return [slip for text in texts.values() if text.startswith("def ") for slip in slips(text)]

    def _fits(self, patch, cell, failure, seed, seconds=SECONDS) -> bool:
        return fails(cell, self.names(patch), seed, failure.at, seconds=seconds) == failure


def verdict_of(slip: Slip) -> Verdict:
    """What is said of a slip: its kind, and the function it is in."""
    return Verdict(slip.kind, f"`{slip.function}`")


def fails(
    cell: str,
    names: Mapping[str, object],
    seed: Callable[[str], int] = fixed_seed,
    at: int | None = None,
    visible: bool = False,
    seconds: float = SECONDS,
) -> Failure | None:
    """Where functions first fail in a graded cell, or None if they pass.

    Parameters
    ----------
    cell : str
        The text of the graded cell.
    names : mapping
        The functions that it tests, by name.
    seed : callable
        From the exercise to the seed of its data.
    at : int, optional
        Not to look further than this comparison.
    visible : bool
        Whether to stop where the hidden part begins.
    seconds : float
        What takes longer has not failed.
    """

    def begun(number: int) -> None:
        if at is not None and number > at:
            raise Past

    told = hosted(seed=seed, name=None, begun=begun, visible=visible, pause=None, pictures=False)
    with told, contextlib.redirect_stdout(io.StringIO()):
        try:
            with limited(seconds), np.errstate(all="ignore"):
                exec(compiled(cell, "<graded cell>"), dict(names))
        except Rejected as error:
            return error.failure or Failure(-1, "other", text=str(error))
        except NotDone as error:
            return Failure(-1, "not done", text=str(error))
        except Paused:
            return None
    return None


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """End what runs too long by raising `Past`; only where the system has timers for it."""
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def end(*_):
        raise Past

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
