"""The one writer: outcomes into nbgrader's gradebook, each submission in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.api import Notebook as Official
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import select
from traitlets.config import Config

from autograder.classroom.task import Notebook, Outcome
from autograder.grading import opening

T = TypeVar("T")
G = TypeVar("G", Grade, Comment)


class Writer:
    """Brings outcomes of one assignment into a gradebook.

    Parameters
    ----------
    url : str
        nbgrader's db_url: SQLite, or PostgreSQL.
    course_id, assignment : str
    config : Config
        The course's: how late work is penalised.
    waiting : callable
        Told once that the gradebook is locked.
    patience : float
        Seconds to wait for it.
    """

    def __init__(
        self,
        url: str,
        course_id: str,
        assignment: str,
        config: Config,
        waiting: Callable[[str], object] = opening.tell,
        patience: float = opening.PATIENCE,
    ):
        self.name = opening.shown(url)
        self._waiting, self._patience = waiting, patience
        self._late = AssignLatePenalties(config=config)
        self._late.init_plugin()
        self._gradebook = opening.connected(url, course_id, waiting, patience)
        self._db = self._gradebook.db
        self._assignment = self._in_time(lambda: self._gradebook.find_assignment(assignment).id)

    def close(self) -> None:
        """Close the gradebook."""
        self._gradebook.close()

    def students(self) -> set[str]:
        """Ids of all students that the gradebook knows."""
        return self._in_time(lambda: set(self._db.scalars(select(Student.id))))

    def record(self, outcome: Outcome) -> None:
        """Enter an outcome, all of it or nothing.

        What people have given, marks and comments, stays. A mark that was given to an earlier
        submission is to be looked at again, as nbgrader has it.

        Raises
        ------
        CourseError
            If the gradebook stays locked, or fails.
        """
        self._in_time(lambda: self._record(outcome))
        if self.name not in outcome.recorded:
            outcome.recorded.append(self.name)

    def has(self, outcome: Outcome) -> bool:
        """Whether an outcome is in the gradebook, as far as its automatic points tell."""
        if self.name not in outcome.recorded:
            return False
        there = self._in_time(lambda: self._points(outcome.student))
        return there == {
            (name, cell): score
            for name, notebook in outcome.notebooks.items()
            for cell, score in notebook.scores.items()
        }

    def _points(self, student: str) -> dict[tuple[str, str], float | None]:
        """Automatic points by notebook and cell."""
        found = (
            select(Official.name, BaseCell.name, Grade.auto_score)
            .select_from(SubmittedAssignment)
            .join(Official, Official.assignment_id == SubmittedAssignment.assignment_id)
            .join(
                SubmittedNotebook,
                (SubmittedNotebook.notebook_id == Official.id)
                & (SubmittedNotebook.assignment_id == SubmittedAssignment.id),
            )
            .join(BaseCell, BaseCell.notebook_id == Official.id)
            .join(
                Grade,
                (Grade.cell_id == BaseCell.id) & (Grade.notebook_id == SubmittedNotebook.id),
            )
            .where(SubmittedAssignment.assignment_id == self._assignment)
            .where(SubmittedAssignment.student_id == student)
        )
        return {(name, cell): score for name, cell, score in self._db.execute(found)}

    def _in_time(self, work: Callable[[], T]) -> T:
        """What comes of a transaction, tried again while the gradebook is locked."""

        def transaction() -> T:
            try:
                result = work()
                self._db.commit()
                return result
            except BaseException:
                self._db.rollback()
                raise

        return opening.in_time(transaction, self.name, self._waiting, self._patience)

    def _one(self, kind: type[T], **columns: str) -> T | None:
        """The row with these values, if there is one."""
        return self._db.scalars(select(kind).filter_by(**columns)).one_or_none()

    def _record(self, outcome: Outcome) -> None:
        self._db.expire_all()
        if self._db.get(Student, outcome.student) is None:
            self._db.add(Student(id=outcome.student))
        which = {"assignment_id": self._assignment, "student_id": outcome.student}
        submission = self._one(SubmittedAssignment, **which)
        if submission is None:
            submission = SubmittedAssignment(**which)
            self._db.add(submission)
        if outcome.timestamp is not None:
            submission.timestamp = outcome.timestamp
        self._db.flush()
        for notebook in submission.assignment.notebooks:
            which = {"notebook_id": notebook.id, "assignment_id": submission.id}
            row = self._one(SubmittedNotebook, **which)
            if row is None:
                row = SubmittedNotebook(**which)
                self._db.add(row)
                self._db.flush()
            self._enter(row, notebook, outcome.notebooks[notebook.name])
            self._db.flush()
            self._penalise(submission, row)

    def _enter(self, row: SubmittedNotebook, official: Any, graded: Notebook) -> None:
        """Automatic points and comments of a notebook's cells; rows that are missing are made."""
        cells = [*official.grade_cells, *official.task_cells]
        for cell, grade in self._of_cells(Grade, row, cells):
            if cell.name in graded.scores:
                grade.auto_score = graded.scores[cell.name]
                grade.needs_manual_grade = grade.manual_score is not None or (
                    grade.auto_score is None
                )
        cells = [*official.solution_cells, *official.task_cells]
        for cell, comment in self._of_cells(Comment, row, cells):
            if cell.name in graded.comments:
                comment.auto_comment = graded.comments[cell.name]

    def _of_cells(
        self, kind: type[G], row: SubmittedNotebook, cells: list[BaseCell]
    ) -> list[tuple[BaseCell, G]]:
        """Cells with their grades or comments, found by an index: `row.grades` reads them all."""
        ours = kind.cell_id.in_([cell.id for cell in cells]), kind.notebook_id == row.id
        there = {each.cell_id: each for each in self._db.scalars(select(kind).where(*ours))}
        for cell in cells:
            if cell.id not in there:
                there[cell.id] = kind(cell_id=cell.id, notebook_id=row.id)
                self._db.add(there[cell.id])
        return [(cell, there[cell.id]) for cell in cells]

    def _penalise(self, submission: SubmittedAssignment, row: SubmittedNotebook) -> None:
        """What nbgrader's plugin takes off for being late."""
        row.late_submission_penalty = None
        late = submission.total_seconds_late
        if late <= 0:
            return
        self._db.expire(row, ["score"])
        penalty = self._late.plugin_inst.late_submission_penalty(
            submission.student_id, row.score, late
        )
        if penalty is not None:
            row.late_submission_penalty = self._late._check_late_penalty(row, penalty)
