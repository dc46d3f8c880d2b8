"""What a class did: points by student and exercise, out of nbgrader's gradebook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from autograder.cells import exercise
from autograder.errors import CourseError


@dataclass(frozen=True)
class Score:
    """What one graded cell gave one student.

    Attributes
    ----------
    student, exercise : str
        "ada", "00.3".
    points, of : float
        Points given, and the points that there are. A manual answer not yet marked has 0.
    """

    student: str
    exercise: str
    points: float
    of: float


def opened(course: Path, database: str | None = None) -> Gradebook:
    """The course's gradebook; nbgrader would make one where there is none.

    Raises
    ------
    CourseError
        If there is none.
    """
    file = course / "gradebook.db"
    if not (database or file.is_file()):
        raise CourseError(
            f"There is no gradebook.db in {course}, so nothing has been graded there: grade a "
            "class first, or name the course's folder, --course."
        )
    return Gradebook(database or f"sqlite:///{file}")


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
    with opened(course, database) as gradebook:
        for folder in sorted((course / "autograded").glob(f"*/{assignment}")):
            student = folder.parent.name
            try:
                submission = gradebook.find_submission(assignment, student)
            except MissingEntry:
                continue
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    results.append(
                        Score(
                            student,
                            exercise(grade.name),
                            float(grade.score or 0.0),
                            float(grade.max_score),
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
