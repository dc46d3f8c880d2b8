"""What the points of a class say of its exercises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from autograder.grading.reports import Score


@dataclass(frozen=True)
class Exercise:
    """How a class fared in one exercise.

    Attributes
    ----------
    number : str
        "04.7".
    of : float
        Its points.
    mean : float
        Mean share of the points, between 0 and 1: the easier, the larger.
    discrimination : float or None
        Correlation of the points here with those in all other exercises; None where it does not
        exist, since everybody has the same points. Below some 0.2 an exercise hardly tells strong
        students from weak ones.
    nothing, everything : int
        How many have no point, and all of them.
    """

    number: str
    of: float
    mean: float
    discrimination: float | None
    nothing: int
    everything: int


def points(scores: Iterable[Score]) -> tuple[list[str], list[str], np.ndarray, np.ndarray]:
    """Students, exercises, points (students, exercises), and the points that there are."""
    given: dict[tuple[str, str], float] = defaultdict(float)
    full: dict[tuple[str, str], float] = defaultdict(float)
    for score in scores:
        given[score.student, score.exercise] += score.points
        full[score.student, score.exercise] += score.of
    students = sorted({student for student, _ in full})
    exercises = sorted({e for _, e in full}, key=lambda e: [int(part) for part in e.split(".")])
    table = np.array([[given[s, e] for e in exercises] for s in students], dtype=float)
    most = np.array([max(full[s, e] for s in students) for e in exercises], dtype=float)
    return students, exercises, table, most


def exercises(names: list[str], table: np.ndarray, most: np.ndarray) -> list[Exercise]:
    """Difficulty and discrimination of each exercise.

    Parameters
    ----------
    names : list of str
    table : ndarray (students, exercises)
    most : ndarray (exercises,)
    """
    return [
        Exercise(
            name,
            float(most[k]),
            float(np.mean(table[:, k]) / most[k]) if most[k] else 0.0,
            _correlation(table[:, k], table.sum(axis=1) - table[:, k]),
            int(np.sum(table[:, k] == 0)),
            int(np.sum(table[:, k] == most[k])),
        )
        for k, name in enumerate(names)
    ]


def _correlation(a: np.ndarray, b: np.ndarray) -> float | None:
    if len(a) < 3 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return None
    return float(np.corrcoef(a, b)[0, 1])
