"""A known mistake in a student's place: the same graded cell, the same data, where does it fail?"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import CodeType

import numpy as np

from autograder.cells import apart, compiled, run
from autograder.check.failure import Failure
from autograder.check.host import fixed_seed, hosted
from autograder.check.outcome import NotDone, Paused, Rejected
from autograder.evidence import Verdict
from autograder.mistakes import declared
from autograder.mistakes.declared import Mistake
from autograder.mistakes.slips import Slip, slips

SECONDS, SLIP_SECONDS = 60.0, 1.0
"""How long a declared mistake, and a slip made automatically, may compute."""
TRAINING = {"02.15", "05.8", "05.9", "08.2", "08.3"}
"""Exercises in which a network is trained, or asked many times: too slow for slips."""


class Past(Paused):
    """The replay has passed the comparison at which the student failed."""


@dataclass(frozen=True)
class Candidate:
    """What may name a failure: a verdict, the patch that makes it, the time that it may take."""

    verdict: Verdict
    patch: str
    seconds: float = SECONDS


NEVER = 1 << 30
"""The comparison that a candidate stops at which passes a graded cell."""
Met = tuple[Failure | None, int]
"""Where a candidate fails in a graded cell before any data of a student's own are drawn, or None;
and the last comparison that it has begun there: any from that one on may depend on the data."""


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
    met : dict of (str, str) to list of Met
        What `meets` said of a kind of candidates in a graded cell; kept by who asks.
    """

    def __init__(
        self, given: Iterable[str], solutions: Mapping[str, str], mistakes: Iterable[Mistake]
    ):
        self.given, self.solutions, self.mistakes = list(given), dict(solutions), tuple(mistakes)
        self.named: dict[str, Verdict | None] = {}
        self.met: dict[tuple[str, str], list[Met]] = {}
        self._candidates: dict[tuple[str, str], list[Candidate]] = {}
        self._patches: dict[str, CodeType] = {}
        cells = {f"given {i}": text for i, text in enumerate(self.given)} | self.solutions
        self._code = [compiled(text, f"<reference {name}>") for name, text in cells.items()]

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
            exec(self.patched(patch), names)
        return names

    def patched(self, patch: str) -> CodeType:
        """The code of a patch; kept, so that who forks can make it before."""
        if patch not in self._patches:
            self._patches[patch] = compiled(declared.applied(patch, self.functions), "<patch>")
        return self._patches[patch]

    def fingerprint(self, exercise: str, cell: str) -> str:
        """A digest of the texts that decide where an exercise's mistakes fail in a graded cell."""
        mistakes = [(m.words, m.look_at, m.patch) for m in self.of(exercise)]
        content = [self.given, list(self.solutions.values()), mistakes, cell]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]

    def of(self, exercise: str) -> Iterator[Mistake]:
        """The mistakes of one exercise."""
        return (mistake for mistake in self.mistakes if mistake.exercise == exercise)

    def candidates(self, kind: str, exercise: str) -> list[Candidate]:
        """What may name a failure in an exercise: its named "mistakes", or its "slips"."""
        if (kind, exercise) not in self._candidates:
            if kind == "mistakes":
                found = [Candidate(m.verdict, m.patch) for m in self.of(exercise) if m.words]
            else:
                slips = self.slips(exercise)
                found = [Candidate(verdict_of(s), s.source, SLIP_SECONDS) for s in slips]
            self._candidates[kind, exercise] = found
        return self._candidates[kind, exercise]

    def meets(self, candidate: Candidate, cell: str) -> Met:
        """How far a candidate comes in a graded cell without a student's own data."""
        begun, passed = [0], list[object]()

        def draw(_: str) -> int:
            raise Past

        with hosted(passed=passed.append):
            names = self.names(candidate.patch)
            failure = fails(cell, names, draw, begun=begun.append, seconds=SLIP_SECONDS)
        return failure, NEVER if passed else begun[-1]

    def open(
        self, kind: str, exercise: str, failure: Failure, met: list[Met]
    ) -> list[tuple[Candidate, bool]]:
        """Candidates that may fit a failure, and whether only a replay on its data can tell.

        One that has failed otherwise, or drawn only after the failure's comparison, does not fit.
        """
        left = []
        for candidate, (failed, reached) in zip(self.candidates(kind, exercise), met, strict=True):
            untold = failed is None and reached <= failure.at
            if untold or failed == failure:
                left.append((candidate, untold))
        return left

    def fits(
        self, candidate: Candidate, cell: str, failure: Failure, seed: Callable[[str], int]
    ) -> bool:
        """Whether a candidate fails in a graded cell as a student's answer has failed."""
        names, at = self.names(candidate.patch), failure.at
        return fails(cell, names, seed, at, seconds=candidate.seconds) == failure

    def slips(self, exercise: str) -> list[Slip]:
        """Every single slip in the functions of an exercise's solution."""
        if exercise in TRAINING:
            return []
        cell = f"{exercise[:2]}-{int(exercise[3:]):02}-solution"
        texts = declared.texts([self.solutions[cell]]) if cell in self.solutions else {}
        return [slip for text in texts.values() if text.startswith("def ") for slip in slips(text)]


def verdict_of(slip: Slip) -> Verdict:
    """What is said of a slip: its kind, and the function it is in."""
    return Verdict(slip.kind, f"`{slip.function}`")


def fails(
    cell: str,
    names: dict[str, object],
    seed: Callable[[str], int] = fixed_seed,
    at: int | None = None,
    visible: bool = False,
    seconds: float = SECONDS,
    begun: Callable[[int], object] = lambda _: None,
) -> Failure | None:
    """Where functions first fail in a graded cell, or None if they pass.

    Parameters
    ----------
    cell : str
        The text of the graded cell.
    names : dict
        The functions that it tests, by name.
    seed : callable
        From the exercise to the seed of its data.
    at : int, optional
        Not to look further than this comparison.
    visible : bool
        Whether to stop where the hidden part begins.
    seconds : float
        What takes longer has not failed.
    begun : callable
        Told the number of each comparison that is made.
    """

    def begins(number: int) -> None:
        if at is not None and number > at:
            raise Past
        begun(number)

    told = hosted(seed=seed, name=None, begun=begins, visible=visible, pause=None, pictures=False)
    with told, contextlib.redirect_stdout(io.StringIO()):
        try:
            with limited(seconds), np.errstate(all="ignore"), apart(names):
                run(cell, names, "<graded cell>")
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
