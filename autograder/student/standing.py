"""How far a notebook is: what the outputs of its graded cells say, exercise by exercise."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.cells import checked, exercise, grade_id

PASSED = "visible checks pass; hidden checks remain."


class State(enum.Enum):
    """How a graded cell stands."""

    PASSES = "passes"
    FAILS = "fails"
    UNTOUCHED = "not done yet"
    NOT_RUN = "not run"
    ANSWERED = "answered; a person gives the points"
    UNANSWERED = "no answer yet; a person gives the points"


@dataclass(frozen=True)
class Part:
    """A graded cell: what it is called, "04.7 dX", its points, its state, and what it said."""

    name: str
    exercise: str
    points: float
    state: State
    said: str = ""

    @property
    def by_hand(self) -> bool:
        return self.state in (State.ANSWERED, State.UNANSWERED)


def parts(notebook: NotebookNode, official: Mapping[str, NotebookNode]) -> list[Part]:
    """All graded cells of a release, as they stand in a notebook that has run.

    Parameters
    ----------
    notebook : NotebookNode
        Its outputs are read; nothing is run.
    official : mapping of str to cell
        The release's cells by grade id.
    """
    own = {grade_id(cell): cell for cell in reversed(notebook.cells)}
    return [
        _part(name, cell, own.get(name))
        for name, cell in official.items()
        if cell.metadata.nbgrader.grade
    ]


def reached(of: list[Part]) -> tuple[float, float]:
    """Points that visible checks have passed, and all that they can give."""
    automatic = [part for part in of if not part.by_hand]
    passed = [part.points for part in automatic if part.state is State.PASSES]
    return sum(passed), sum(part.points for part in automatic)


def _part(name: str, official: NotebookNode, own: NotebookNode | None) -> Part:
    points = official.metadata.nbgrader.get("points", 0)
    if official.metadata.nbgrader.solution:  # an answer in words
        same = own is None or own.source.strip() == official.source.strip()
        state = State.UNANSWERED if same else State.ANSWERED
        return Part(exercise(name), exercise(name), points, state)
    state, said = _outcome(own)
    return Part(checked(name), exercise(name), points, state, said)


def _outcome(cell: NotebookNode | None) -> tuple[State, str]:
    """What the outputs of a graded cell say."""
    outputs = cell.get("outputs", []) if cell is not None else []
    for output in outputs:
        if output.output_type == "error":
            untouched = output.ename == "NotDone"
            return (State.UNTOUCHED, "") if untouched else (State.FAILS, output.evalue)
    shown = [output.get("data", {}).get("text/plain", "") for output in outputs]
    if any(text.endswith(PASSED) for text in shown):
        return State.PASSES, ""
    return State.NOT_RUN, ""
