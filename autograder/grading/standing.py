"""What a notebook consists of for a run, and what has come of it so far."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Any

from autograder.grading.judgement import Judgement


@dataclass(frozen=True)
class Cell:
    """A code cell: its place in the notebook, its name for messages, its text, what it is."""

    number: str
    name: str
    source: str
    graded: bool = False
    given: bool = False


@dataclass
class Result:
    """Outputs of the cells that ran in the child, judgements of the graded ones, by number.

    `notes` are for the instructor's attention, `remarks` for who wants to know.
    """

    outputs: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    judgements: dict[str, Judgement] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


class Pace(enum.Enum):
    """How a run goes from cell to cell."""

    QUICK = "the next cell is sent as soon as one is done"
    CAREFUL = "after each cell of the student's it is seen that the process still lives"


class Ending(enum.Enum):
    """How a run ended."""

    RAN = "every cell that is not left out has run"
    LEFT_OUT = "the process was ended in a cell, which is left out from now on"
    UNTRACED = "the process ended in some cell: a careful run will tell in which"


@dataclass
class Standing:
    """What has come of a notebook so far, from run to run.

    `unheard` are graded cells whose snapshot had ended when it was asked: once may be another
    cell's fault. `shown` is how much the cells have shown.
    """

    cells: list[Cell]
    result: Result = field(default_factory=Result)
    left_out: set[str] = field(default_factory=set)
    shown: int = 0
    unheard: set[str] = field(default_factory=set)
    pace: Pace = Pace.QUICK

    def pending(self) -> list[Cell]:
        """Graded cells without a judgement."""
        return [c for c in self.cells if c.graded and c.number not in self.result.judgements]
