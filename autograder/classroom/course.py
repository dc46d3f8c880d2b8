"""One assignment of a course: its submissions, where its results lie, and how it is graded."""

from __future__ import annotations

import glob
import hashlib
import hmac
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import is_grade, is_solution
from traitlets.config import Config

from autograder.classroom.executors import Lost, Place, graded, local
from autograder.classroom.given import Given, given
from autograder.classroom.gradebook import Writer
from autograder.classroom.progress import Progress, Report
from autograder.classroom.results import FOLDER, Results
from autograder.classroom.task import Outcome, Task
from autograder.errors import CourseError
from autograder.grading import files, opening
from autograder.grading.__main__ import configuration


@dataclass(frozen=True)
class Options:
    """What the command line says."""

    name: str
    course: Path
    students: str = "*"
    exercise: str = ""
    workers: int = 0
    scheduler: str = ""
    force: bool = False
    yes: bool = False
    database: str = ""
    json: Path | None = None


class Class:
    """One assignment of a course, its submissions and their results."""

    def __init__(self, options: Options):
        if not (options.course / "nbgrader_config.py").is_file():
            raise CourseError(
                f"{options.course} has no nbgrader_config.py: run this in the course's folder, or "
                "name it, --course."
            )
        # nbgrader calls `alembic` by name when it makes the gradebook.
        bin_ = os.path.dirname(sys.executable)
        os.environ["PATH"] = bin_ + os.pathsep + os.environ.get("PATH", "")
        self.config: Config = configuration(options.course)
        self.course = CourseDirectory(config=self.config)
        if not self.config.CourseDirectory.get("root"):
            self.course.root = str(options.course.resolve())
        self.database = options.database or self.course.db_url
        self.given: Given = given(self.course, self.config, options.name, self.database)
        self.options = replace(options, name=self.given.assignment)
        self.results = Results(
            Path(self.course.root) / FOLDER / self.options.name,
            self._autograded,
            0o664 if self.course.groupshared else 0o444,
        )

    def _autograded(self, student: str) -> Path:
        return Path(
            self.course.format_path(self.course.autograded_directory, student, self.options.name)
        )

    @property
    def of(self) -> float:
        """All automatic points of the assignment."""
        cells = [cell for each in self.given.notebooks for cell in each.cells]
        return sum(c.metadata.nbgrader.points for c in cells if is_grade(c) and not is_solution(c))

    def submissions(self) -> Iterator[tuple[str, Path]]:
        """Students who have handed something in, and where it is."""
        course, name = self.course, self.options.name
        place = course.submitted_directory
        pattern = course.format_path(place, "(?P<student_id>.*)", name, escape=True)
        left_out = course.student_id_exclude.split(",")
        before, _, after = course.format_path(place, "\0", name).partition("\0")
        places = glob.escape(before) + self.options.students + glob.escape(after)
        for folder in sorted(glob.glob(places)):
            match = re.fullmatch(pattern, folder)
            if match and os.path.isdir(folder) and match["student_id"] not in left_out:
                yield match["student_id"], Path(folder)

    def task(self, student: str, folder: Path) -> Task:
        """A submission to grade; its key changes when it does, or what it is judged with."""
        submission = files.fingerprint(folder, self.given.ignore)
        content = f"{student}\0{submission}\0{self.given.mark}"
        key = hmac.new(self.given.secret, content.encode(), hashlib.sha256).hexdigest()
        return Task(student, folder, key, submission, self.options.exercise)

    def writer(self, waiting: Callable[[str], object] = opening.tell) -> Writer:
        """The one who writes to the gradebook."""
        name, course = self.options.name, self.course
        return Writer(self.database, course.course_id, name, self.config, waiting)

    def place(self) -> Place:
        """Where submissions are graded."""
        if not self.options.scheduler:
            return local(self.given, self.options.workers or os.cpu_count() or 1)
        from autograder.classroom.dask import cluster

        return cluster(self.given, self.options.scheduler)


def came(class_: Class, tasks: list[Task], report: Report) -> Iterator[Outcome]:
    """Outcomes as they come, with progress shown; what got lost goes to the report."""
    progress = Progress(len(tasks))
    try:
        for outcome in graded(tasks, class_.place()):
            if isinstance(outcome, Lost):
                why = "the process that graded it ended each time"
                report.left[outcome.task.student] = why
            else:
                for text in outcome.warnings:
                    progress.say(f"{outcome.student}: {text}")
                yield outcome
            progress.one(left=isinstance(outcome, Lost))
    finally:
        progress.close()
