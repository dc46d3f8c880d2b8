"""What a class did: points by student and exercise, out of nbgrader's gradebook."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from autograder.cells import exercise
from autograder.grading import opening


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


def opened(course: Path, database: str | None = None) -> AbstractContextManager[Gradebook]:
    """The course's gradebook, to read in.

    Raises
    ------
    CourseError
        If there is none, or it cannot be read.
    """
    return opening.opened(database or f"sqlite:///{course / 'gradebook.db'}", "")


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
