"""Naming in the grader: the mistakes are replayed on the data of this student.

Replays run in a process of their own, forked from the grader and ended when the time is up. So they
can delay a verdict, and never change it.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from autograder.bounded import Exhausted, bounded
from autograder.cells import grade_id, role
from autograder.check.failure import Failure
from autograder.check.host import hosted
from autograder.check.known import either, named_in_notebook, recorded_of
from autograder.check.session import exercise
from autograder.errors import CourseError
from autograder.evidence import Verdict
from autograder.mistakes import declared
from autograder.mistakes.replay import Candidate, Met, Replays, fails

SECONDS, ALL_SECONDS = 5.0, 20.0
"""For all that is named in one graded cell, and in one submission."""


class Live:
    """Names a failure by replay: give it to `hosted(name=…)`.

    Parameters
    ----------
    replays : Replays
    cells : mapping of str to str
        The notebook's graded cells, hidden parts included, by grade id.
    seed : callable
        From an exercise to the seed of this student's data.
    seconds : float
        The time for each graded cell; what is not named by then goes without a name.
    """

    def __init__(
        self,
        replays: Replays,
        cells: Mapping[str, str],
        seed: Callable[[str], int],
        seconds: float = SECONDS,
    ):
        self._replays, self._cells, self._seed = replays, cells, seed
        self._left: dict[str, float] = defaultdict(lambda: seconds)
        self._left_in_all = max(seconds, ALL_SECONDS)

    def __call__(self, current: exercise, failure: Failure) -> Verdict | None:
        """The mistake that fails so; None for none.

        Raises
        ------
        CourseError
            If the reference fails, too, on the data of this student: the check is at fault.
        """
        source = self._cells.get(current.cell)
        if source is None:
            return None
        # What was compared before any data of the student's own were drawn is alike for the class.
        alike = json.dumps([source, failure.as_json()]) if not current.drew else ""
        if alike in self._replays.named:
            return self._replays.named[alike]
        if alike and not current.past_visible and self._is_recorded(current, source):
            return named_in_notebook(current, failure)
        started = time.monotonic()
        left = min(self._left[current.cell], self._left_in_all)
        try:
            if current.drew and bounded(self._reference_fails, source, failure, seconds=left):
                raise CourseError(f"{current.cell} rejects the reference on this student's data")
            left -= time.monotonic() - started
            verdict = self._asked(source, current.number, failure, left)
            if alike:
                self._replays.named[alike] = verdict
            return verdict
        except Exhausted:
            return None
        finally:
            took = time.monotonic() - started
            self._left[current.cell] -= took
            self._left_in_all -= took

    def _is_recorded(self, current: exercise, source: str) -> bool:
        """Whether what the replays would say of a visible part comes with the course."""
        return recorded_of(current.cell) == self._replays.fingerprint(current.number, source)

    def _asked(self, source: str, number: str, failure: Failure, seconds: float) -> Verdict | None:
        end = time.monotonic() + seconds
        for kind in ["mistakes"] if failure.raised else ["mistakes", "slips"]:
            met = self._met(kind, number, source)
            found = self._replays.open(kind, number, failure, met)
            untold = [candidate for candidate, replay in found if replay]
            for candidate in untold:
                self._replays.patched(candidate.patch)  # here, where it is kept
            if untold:
                left = max(end - time.monotonic(), 0.0)
                fit = bounded(self._fit, found, source, failure, seconds=left)
                found = [each for each, fits in zip(found, fit, strict=True) if fits]
            if verdict := either(candidate.verdict for candidate, _ in found):
                return verdict
        return None

    def _reference_fails(self, source: str, failure: Failure) -> bool:
        """In a child: whether the reference gets no further than the student."""
        return fails(source, self._replays.names(), self._seed, failure.at) is not None

    def _fit(
        self, found: list[tuple[Candidate, bool]], source: str, failure: Failure
    ) -> list[bool]:
        """In the child: which of them fit on this student's data."""
        return [
            not replay or self._replays.fits(candidate, source, failure, self._seed)
            for candidate, replay in found
        ]

    def _met(self, kind: str, number: str, source: str) -> list[Met]:
        """What each candidate meets in a graded cell without a student's data: once for a class."""
        known = self._replays.met
        if (kind, source) not in known:
            candidates = self._replays.candidates(kind, number)
            said: list = [[None, 0]] * len(candidates)  # all are to be replayed
            with contextlib.suppress(Exhausted):
                said = bounded(self._meets, candidates, source, seconds=2 * SECONDS)
            known[kind, source] = [(f and Failure.from_json(f), at) for f, at in said]
        return known[kind, source]

    def _meets(self, candidates: list[Candidate], source: str) -> list:
        """In the child: the same, as JSON; of those for which the time is too short nothing."""
        end, made = time.monotonic() + SECONDS, []
        for each in candidates:
            f, at = self._replays.meets(each, source) if time.monotonic() < end else (None, 0)
            made.append([f and [f.at, f.kind, f.shape, f.sketch, f.text], at])
        return made


@contextlib.contextmanager
def naming(
    reference: Path | None, cells: Mapping[str, str], seed: Callable[[str], int]
) -> Iterator[None]:
    """A context in which graded cells name mistakes by replay on a student's data.

    Parameters
    ----------
    reference : Path, optional
        The instructor's notebook; its mistakes are declared beside its folder. Where there is
        none, visible checks are named as in a notebook, hidden ones by what their arrays show.
    cells : mapping of str to str
        Text of the graded cells by grade id.
    seed : callable
    """
    if reference is None or not reference.is_file():
        yield
        return
    replays = _replays(reference, reference.stat().st_mtime_ns)
    with hosted(name=Live(replays, cells, seed)):
        yield


@lru_cache(maxsize=4)
def _replays(reference: Path, _changed: int) -> Replays:
    """What the notebook's mistakes change, once for the class."""
    cells = json.loads(reference.read_text(encoding="utf-8"))["cells"]
    code = [(grade_id(c), "".join(c["source"])) for c in cells if c["cell_type"] == "code"]
    solutions = {name: text for name, text in code if role(name) == "solution"}
    given = [text for name, text in code if name.endswith("-setup")]
    file = reference.parent.with_name(reference.parent.name + declared.SUFFIX)
    return Replays(given, solutions, declared.read(file))
