"""What a class did: points by student and exercise, and the mistakes by name.

Reads what `nbgrader autograde` leaves: the gradebook, and the messages in the autograded notebooks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry

from autograder.cells import exercise, grade_id
from autograder.check.session import LOOKS_LIKE


@dataclass(frozen=True)
class Score:
    """What one graded cell gave one student.

    Attributes
    ----------
    student, exercise : str
        "ada", "00.3".
    points, of : float
        Points given, and the points that there are. A manual answer not yet marked has 0.
    message : str
        What the check said; "" for a pass.
    """

    student: str
    exercise: str
    points: float
    of: float
    message: str

    @property
    def mistake(self) -> str:
        """The named mistake, or "" if nothing is wrong or nothing is named."""
        found = re.search(rf"^\s*{LOOKS_LIKE}\s+(.*)$", self.message, flags=re.MULTILINE)
        return found[1] if found else ""


def read(course: Path, assignment: str, database: str | None = None) -> list[Score]:
    """The results of all autograded submissions of an assignment.

    Parameters
    ----------
    course : Path
        The course folder: with `autograded/`, and the gradebook unless `database` says otherwise.
    assignment : str
        "00_warmup".
    database : str, optional
        URL of nbgrader's gradebook; by default `gradebook.db` in the course folder.
    """
    results = []
    with Gradebook(database or f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        for folder in sorted((course / "autograded").glob(f"*/{assignment}")):
            student = folder.parent.name
            try:
                submission = gradebook.find_submission(assignment, student)
            except MissingEntry:
                continue
            for notebook in submission.notebooks:
                messages = _messages(folder / f"{notebook.name}.ipynb")
                for grade in notebook.grades:
                    results.append(
                        Score(
                            student,
                            exercise(grade.name),
                            float(grade.score or 0.0),
                            float(grade.max_score),
                            messages.get(grade.name, ""),
                        )
                    )
    return results


def table(results: Iterable[Score]) -> str:
    """Students by exercise, points in each field, totals at the right and means below."""
    points: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    full: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for r in results:
        points[r.student][r.exercise] += r.points
        full[r.student][r.exercise] += r.of
    if not points:
        return "no submissions"
    most = max(full.values(), key=len)
    exercises = sorted(most, key=lambda e: int(e.split(".")[1]))
    width = max(map(len, (*points, "student")))

    def line(name: str, fields: Iterable[str], total: str) -> str:
        return " ".join([name.ljust(width), *(f.rjust(5) for f in fields), total.rjust(7)])

    lines = [line("student", exercises, "total")]
    for student, own in sorted(points.items()):
        fields = [f"{own.get(e, 0.0):g}" for e in exercises]
        lines.append(line(student, fields, f"{sum(own.values()):g}"))
    count = len(points)
    means = [sum(own.get(e, 0.0) for own in points.values()) / count for e in exercises]
    lines.append(line("mean", [f"{m:.1f}" for m in means], f"{sum(means):.1f}"))
    lines.append(line("of", [f"{most[e]:g}" for e in exercises], f"{sum(most.values()):g}"))
    return "\n".join(lines)


def mistakes(results: Iterable[Score]) -> str:
    """The named mistakes of each exercise, most frequent first, and who made them."""
    who: dict[tuple[str, str], set[str]] = defaultdict(set)
    for r in results:
        if r.mistake:
            who[r.exercise, r.mistake].add(r.student)
    rows = sorted(who.items(), key=lambda item: (_order(item[0][0]), -len(item[1]), item[0][1]))
    return "\n".join(
        f"{exercise:>6}  {len(names)}×  {words}\n{'':12}{', '.join(sorted(names))}"
        for (exercise, words), names in rows
    )


def _order(exercise: str) -> tuple[int, int]:
    notebook, number = exercise.split(".")
    return int(notebook), int(number)


def _messages(path: Path) -> dict[str, str]:
    """What each graded cell's error said, by grade id."""
    messages = {}
    for cell in nbformat.read(path, as_version=4).cells:
        errors = [o for o in cell.get("outputs", []) if o.output_type == "error"]
        if grade_id(cell) and errors:
            messages[grade_id(cell)] = errors[-1].evalue
    return messages
