"""How far grading is: a bar on a terminal, lines of a log elsewhere; at the end a table."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tqdm import tqdm

from autograder.classroom.task import Outcome


@dataclass
class Report:
    """What a run of the command has come to.

    Attributes
    ----------
    graded, unchanged : list of Outcome
        Graded now; graded before, and nothing has changed since.
    left : dict of str to str
        Students whose submissions could not be graded, and why.
    """

    assignment: str
    of: float = 0.0
    graded: list[Outcome] = field(default_factory=list)
    unchanged: list[Outcome] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def outcomes(self) -> list[Outcome]:
        """All of them, by student."""
        return sorted([*self.graded, *self.unchanged], key=lambda each: each.student)

    def table(self) -> str:
        """The summary."""
        rows = [("graded", f"{len(self.graded)}"), ("unchanged since", f"{len(self.unchanged)}")]
        warned = [each.student for each in self.outcomes if each.warnings]
        rows.append(("need attention", f"{len(warned)}{_named(warned)}"))
        rows.append(("not graded", f"{len(self.left)}{_named(self.left)}"))
        if points := [each.points for each in self.outcomes]:
            low, middle, high = min(points), statistics.median(points), max(points)
            mean = statistics.fmean(points)
            text = f"{low:g} to {high:g} of {self.of:g}, mean {mean:.1f}, median {middle:g}"
            rows.append(("automatic points", text))
        pace = f", {len(self.graded) / self.seconds:.2f} a second" if self.graded else ""
        rows.append(("time", f"{self.seconds:.1f} s{pace}"))
        width = max(len(name) for name, _ in rows)
        lines = [self.assignment, *(f"  {a:<{width}}  {b}" for a, b in rows)]
        return "\n".join([*lines, *self._attention()])

    def _attention(self, most: int = 10) -> list[str]:
        """What was noticed, each once with those whom it concerns, the commonest first.

        A name in it, as in a path, is left out: the students stand behind.
        """
        whom: dict[str, list[str]] = {}
        for each in self.outcomes:
            for text in dict.fromkeys(each.warnings):
                whom.setdefault(text.replace(f"/{each.student}/", "/…/"), []).append(each.student)
        texts = sorted(whom, key=lambda text: -len(whom[text]))
        lines = [f"  {text.rstrip('.')}{_named(whom[text])}" for text in texts[:most]]
        more = f"  and {len(texts) - most} more: --json FILE has them all"
        return ["", *lines, *([more] if len(texts) > most else [])] if lines else []

    def as_json(self) -> dict[str, Any]:
        """The same for programs, and each submission."""
        now = {each.student for each in self.graded}
        return {
            "assignment": self.assignment,
            "automatic_points": self.of,
            "seconds": round(self.seconds, 3),
            "not_graded": self.left,
            "submissions": {
                each.student: {
                    "points": each.points,
                    "graded_now": each.student in now,
                    "seconds": round(each.seconds, 3),
                    "warnings": each.warnings,
                    "notebooks": {name: nb.scores for name, nb in each.notebooks.items()},
                }
                for each in self.outcomes
            },
        }


def _named(students: Iterable[str], most: int = 5) -> str:
    names = sorted(students)
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f": {', '.join(names[:most])}{more}" if names else ""


class Progress:
    """Says what is done: a bar where a person looks on, else a line now and then.

    Parameters
    ----------
    total : int
        Submissions to grade.
    every : float
        Seconds between two lines of the log.
    """

    def __init__(self, total: int, every: float = 10.0):
        self._total, self._every = total, every
        self._told = time.monotonic()
        self._first = 0.0
        self._done = self._left = 0
        tqdm.monitor_interval = 0  # no thread: workers are forked from this process
        alive = sys.stderr.isatty() and total > 0
        self._bar = tqdm(total=total, unit=" submissions", leave=False) if alive else None

    def one(self, left: bool = False) -> None:
        """One more is done, or cannot be graded."""
        self._done += 1
        self._left += left
        if self._bar is not None:
            self._bar.set_postfix(not_graded=self._left, refresh=False)
            self._bar.update()
            return
        now = time.monotonic()
        self._first = self._first or now
        if now - self._told >= self._every or self._done == self._total:
            self._told = now
            said = f"{self._done} of {self._total} done, {self._left} not graded"
            self.say(said + self._pace(now - self._first))

    def _pace(self, seconds: float) -> str:
        """From the first one on: workers take their time to start."""
        if self._done < 2 or not seconds:
            return ""
        rate = (self._done - 1) / seconds
        rest = (self._total - self._done) / rate
        left = f"{rest:.0f} s" if rest < 120 else f"{rest / 60:.0f} min"
        return f", {rate:.2f} a second, {left} left"

    def say(self, text: str) -> None:
        """A line for the log, above the bar where there is one."""
        if self._bar is not None:
            self._bar.write(text, file=sys.stderr)
        else:
            print(text, file=sys.stderr, flush=True)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
