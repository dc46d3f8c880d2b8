"""Which students of a class somebody should look at, and why."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment

from autograder.classroom.results import FOLDER
from autograder.grading import files, reports

NO_RESPONSE = "No response."
"""nbgrader's comment on an answer that is as it was handed out."""
MISSING = "handed in nothing"
NO_GRADE = "handed in, and have no grade"
LATE = "handed in late"
UNTOUCHED = "handed in what had been handed out: no answer is begun"
NO_POINTS = "began, and have no points at all"
WAITING = "have answers that wait to be marked by hand"


def attention(
    course: Path, assignment: str, graded: list[str], database: str | None
) -> list[tuple[str, list[str]]]:
    """Reasons, each with the students that it holds for, or a line for each.

    Parameters
    ----------
    course : Path
    assignment : str
    graded : list of str
        Students with a grade.
    database : str, optional
        URL of nbgrader's gradebook.
    """
    folders = (course / "submitted").glob(f"*/{assignment}")
    handed_in = {files.readable(folder.parent.name) for folder in folders}
    found: dict[str, list[str]] = {MISSING: [], NO_GRADE: sorted(handed_in - set(graded))}
    with reports.opened(course, database) as gradebook:
        roster = {student.id for student in gradebook.students}
        found[MISSING] = sorted(roster - handed_in - set(graded))
        for student in graded:
            for why, text in _reasons(gradebook, assignment, student):
                found.setdefault(why, []).append(text)
    for text, students in sorted(_warned(course, assignment, graded).items()):
        found.setdefault(text, []).extend(students)
    first = [MISSING, NO_GRADE, LATE, UNTOUCHED, NO_POINTS, WAITING]
    order = [*first, *(why for why in found if why not in first)]
    return [(why, found[why]) for why in order if found.get(why)]


def _reasons(gradebook: Gradebook, assignment: str, student: str):
    """What the gradebook knows of a submission that somebody should see."""
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return
    if late := submission.total_seconds_late:
        yield LATE, f"{student} (by {_length(late)})"
    if _is_untouched(submission):
        yield UNTOUCHED, student
    elif submission.score == 0:
        yield NO_POINTS, student
    if submission.needs_manual_grade:
        yield WAITING, student


def _is_untouched(submission: SubmittedAssignment) -> bool:
    comments = [c.auto_comment for notebook in submission.notebooks for c in notebook.comments]
    return bool(comments) and all(text == NO_RESPONSE for text in comments)


def _length(seconds: float) -> str:
    """So long, in the largest unit that fits twice."""
    for unit, word in ((86400, "days"), (3600, "hours")):
        if seconds >= 2 * unit:
            return f"{seconds / unit:.0f} {word}"
    return f"{max(1, timedelta(seconds=seconds) // timedelta(minutes=1))} min"


def _warned(course: Path, assignment: str, graded: list[str]) -> dict[str, list[str]]:
    """What the grader noticed in submissions, and in whose."""
    found: dict[str, list[str]] = defaultdict(list)
    for student in graded:
        path = course / FOLDER / assignment / f"{student}.json"
        if path.is_file():
            for text in json.loads(path.read_text(encoding="utf-8"))["warnings"]:
                found[text].append(student)
    return found
