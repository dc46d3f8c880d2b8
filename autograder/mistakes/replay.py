"""A known mistake in a student's place: the same graded cell, the same data, where does it fail?"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from autograder.cells import compiled
from autograder.check.failure import Failure
from autograder.check.host import fixed_seed, hosted
from autograder.check.outcome import NotDone, Paused, Rejected
from autograder.diagnosis import Verdict
from autograder.mistakes import declared
from autograder.mistakes.declared import Mistake


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
    """

    def __init__(
        self, given: Iterable[str], solutions: Mapping[str, str], mistakes: Iterable[Mistake]
    ):
        self.given, self.solutions, self.mistakes = list(given), dict(solutions), tuple(mistakes)

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
            if (
                mistake.words
                and fails(cell, self.names(mistake.patch), seed, failure.at) == failure
            ):
                yield mistake.verdict


def fails(
    cell: str,
    names: Mapping[str, object],
    seed: Callable[[str], int] = fixed_seed,
    at: int | None = None,
    visible: bool = False,
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
    """

    def begun(number: int) -> None:
        if at is not None and number > at:
            raise Past

    told = hosted(seed=seed, name=None, begun=begun, phase="visible" if visible else "")
    with told, contextlib.redirect_stdout(io.StringIO()):
        try:
            exec(compiled(cell, "<graded cell>"), dict(names))
        except Rejected as error:
            return error.failure or Failure(-1, "other", text=str(error))
        except NotDone as error:
            return Failure(-1, "not done", text=str(error))
        except Paused:
            return None
    return None
