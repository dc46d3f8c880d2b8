"""`convnet-course marks`: a table of marks that a learning platform imports.

Canvas imports its own export with a column filled in ("How do I import grades in the Gradebook?",
Canvas Instructor Guide): five columns that tell the student, a row of points possible, a column an
assignment. Moodle imports any table with a column that tells the student ("Grade import",
docs.moodle.org), and the worksheet of an assignment with its column Grade filled in.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import MissingEntry

from autograder.authoring.swap import write_file
from autograder.errors import CourseError
from autograder.grading.reports import opened

CANVAS = "Student", "ID", "SIS User ID", "SIS Login ID", "Section"
"""The columns of Canvas's export that come before assignments; all but two may be missing."""
WORKSHEET = "Identifier", "Full name", "Email address", "Grade"
"""Columns of Moodle's worksheet of an assignment that are needed here."""
POSSIBLE = "Points Possible"


@dataclass(frozen=True)
class Mark:
    """What one student has, late penalty taken off; `marked` is false while answers wait."""

    student: str
    points: float
    of: float
    marked: bool


def read(course: Path, assignment: str, database: str | None = None) -> list[Mark]:
    """The marks of all graded submissions, by student.

    Raises
    ------
    CourseError
        If nothing has been graded.
    """
    with opened(course, database) as gradebook:
        try:
            submissions = gradebook.find_assignment(assignment).submissions
        except MissingEntry:
            submissions = []
        found = [
            Mark(
                submission.student.id,
                max(0.0, submission.score - submission.late_submission_penalty),
                submission.max_score,
                not submission.needs_manual_grade,
            )
            for submission in submissions
        ]
    if not found:
        raise CourseError(
            f"There are no marks of {assignment} in the gradebook of {course}: grade it first, "
            "or name the course's folder, --course."
        )
    return sorted(found, key=lambda mark: mark.student)


def table(
    marks: list[Mark], assignment: str, export: Path | None, sheet: Path | None
) -> tuple[list[list[str]], set[str]]:
    """The table to import, and the students that are not in it.

    Parameters
    ----------
    marks : list of Mark
    assignment : str
    export, sheet : Path, optional
        Canvas's export or Moodle's worksheet, to be filled in; neither for Moodle's grade import.
    """
    if export:
        return canvas(marks, load(export), assignment)
    if sheet:
        return worksheet(marks, load(sheet))
    return moodle(marks, assignment), set()


def moodle(marks: Iterable[Mark], assignment: str) -> list[list[str]]:
    """Rows for Moodle's grade import, with usernames."""
    return [["Username", assignment], *([m.student, f"{m.points:g}"] for m in marks)]


def worksheet(marks: Iterable[Mark], rows: list[list[str]]) -> tuple[list[list[str]], set[str]]:
    """Moodle's worksheet with its column Grade filled in, and the students that are not in it.

    A student is told by the e-mail address or what stands before its @, or by the identifier.
    """
    head = _head(rows, WORKSHEET, "Moodle's grading worksheet")
    keys = head.index("Identifier"), head.index("Email address")

    def names(row: list[str]) -> set[str]:
        identifier, address = (row[k] for k in keys)
        return {identifier, identifier.removeprefix("Participant "), address, address.split("@")[0]}

    return _filled(rows, marks, names, head.index("Grade"))


def canvas(
    marks: Iterable[Mark], rows: list[list[str]], assignment: str
) -> tuple[list[list[str]], set[str]]:
    """Canvas's export with the assignment's column, and the students that are not in it.

    A student is told by the login, the SIS id or Canvas's own. The column is the one that Canvas
    has made, "03_convolution (8312)", or a new one, from which Canvas makes an assignment.
    """
    marks = list(marks)
    head = _head(rows, CANVAS[:2], "the export of Canvas's gradebook")
    column = next((k for k, name in enumerate(head) if _plain(name) == assignment), len(head))
    if column == len(head):
        rows = [[*row, assignment if i == 0 else ""] for i, row in enumerate(rows)]
        for row in rows[1:]:
            if row[0].strip() == POSSIBLE:
                row[-1] = f"{marks[0].of:g}"
    keys = [head.index(name) for name in CANVAS[1:4] if name in head]
    return _filled(rows, marks, lambda row: {row[k] for k in keys}, column)


def _plain(name: str) -> str:
    """A column's name without the number that Canvas puts behind it."""
    return name.rpartition(" (")[0] if name.endswith(")") else name


def _head(rows: list[list[str]], needed: Iterable[str], what: str) -> list[str]:
    missing = [name for name in needed if not rows or name not in rows[0]]
    if missing:
        raise CourseError(
            f"The roster is not {what}: it has no column {', '.join(missing)}. "
            "Export it there once more, as CSV, and hand it in unchanged."
        )
    return rows[0]


def _filled(rows, marks, names, column: int) -> tuple[list[list[str]], set[str]]:
    points = {mark.student: f"{mark.points:g}" for mark in marks}
    filled, left = [list(rows[0])], set(points)
    for row in rows[1:]:
        row = [*row, *[""] * (len(rows[0]) - len(row))]
        known = names(row) & set(points)
        if len(known) > 1:
            raise CourseError(f"One line of the roster fits several students: {sorted(known)}.")
        for student in known:
            row[column] = points[student]
        left -= known
        filled.append(row)
    return filled, left


def load(roster: Path) -> list[list[str]]:
    """The rows of a CSV file as the platforms write it, with commas or semicolons."""
    try:
        with roster.open(newline="", encoding="utf-8-sig") as file:
            head = file.readline()
            file.seek(0)
            return list(csv.reader(file, delimiter=max(",;", key=head.count)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CourseError(f"{roster} cannot be read as CSV in UTF-8: {error}") from None


def save(rows: list[list[str]], target: Path) -> None:
    """Write the table whole, or not at all."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    write_file(target, text.getvalue())
