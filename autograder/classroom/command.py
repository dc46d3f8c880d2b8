"""`convnet-course grade`: all submissions of an assignment, in parallel; run it again at will."""

from __future__ import annotations

import glob
import hashlib
import hmac
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import is_grade, is_solution
from traitlets.config import Config

from autograder.classroom.executors import Lost, Place, graded, local
from autograder.classroom.given import Given, given
from autograder.classroom.gradebook import Writer
from autograder.classroom.progress import Progress, Report
from autograder.classroom.results import FOLDER, Results, write
from autograder.classroom.task import Outcome, Task
from autograder.errors import CourseError
from autograder.grading import files, secret
from autograder.grading.__main__ import configuration
from autograder.sandbox.backend import SandboxError


@dataclass(frozen=True)
class Options:
    """What the command line says."""

    name: str
    course: Path
    students: str = "*"
    workers: int = 0
    scheduler: str = ""
    force: bool = False
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
        self.options = options
        self.config: Config = configuration(options.course)
        self.course = CourseDirectory(config=self.config)
        if not self.config.CourseDirectory.get("root"):
            self.course.root = str(options.course.resolve())
        self.database = options.database or self.course.db_url
        self.given: Given = given(self.course, self.config, options.name, self.database)
        self.results = Results(
            Path(self.course.root) / FOLDER / options.name,
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
        for folder in sorted(glob.glob(course.format_path(place, self.options.students, name))):
            match = re.fullmatch(pattern, folder)
            if match and os.path.isdir(folder) and match["student_id"] not in left_out:
                yield match["student_id"], Path(folder)

    def task(self, student: str, folder: Path) -> Task:
        """A submission to grade; its key changes when it does, or what it is judged with."""
        content = f"{student}\0{files.fingerprint(folder, self.given.ignore)}\0{self.given.mark}"
        key = hmac.new(secret.read(), content.encode(), hashlib.sha256).hexdigest()
        return Task(student, folder, key)

    def writer(self, waiting) -> Writer:
        """The one who writes to the gradebook."""
        name, course = self.options.name, self.course
        return Writer(self.database, course.course_id, name, self.config, waiting)

    def place(self) -> Place:
        """Where submissions are graded."""
        if not self.options.scheduler:
            return local(self.given, self.options.workers or os.cpu_count() or 1)
        from autograder.classroom.dask import cluster

        return cluster(self.given, self.options.scheduler)


def run(options: Options) -> int:
    """Grade a class; the exit status: 0, or 1 if a submission could not be graded.

    Raises
    ------
    CourseError
        If something keeps the whole class from being graded.
    """
    began = time.monotonic()
    try:
        class_ = Class(options)
        report = Report(options.name, class_.of)
        _grade(class_, report)
    except SandboxError as error:
        raise CourseError(f"No sandbox can be started: {error}") from None
    except OSError as error:
        raise CourseError(
            f"{error.filename or 'The machine'}: {error.strerror or error}. What has been graded "
            "is kept: mend this, and run the command again."
        ) from None
    report.seconds = time.monotonic() - began
    print(report.table())
    if options.json:
        text = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
        write(options.json.resolve(), f"{text}\n".encode())
    return 1 if report.left else 0


def _grade(class_: Class, report: Report) -> None:
    if class_.given.secret == secret.DEMO:
        print("No course secret is set: hidden data are those of the demonstration.")
    tasks: list[Task] = []
    writer = class_.writer(lambda text: print(text, file=sys.stderr, flush=True))
    try:
        create = Autograde(coursedir=class_.course, config=class_.config).create_student
        known = None if create else writer.students()
        for student, folder in class_.submissions():
            if known is not None and student not in known:
                report.left[student] = "no such student in the gradebook"
                continue
            try:
                tasks.append(class_.task(student, folder))
            except OSError as error:
                report.left[student] = f"cannot be read: {error.strerror}"
        if not tasks and not report.left:
            raise CourseError(
                f"Nobody has handed in {class_.options.name}: there is no folder "
                f"{class_.course.submitted_directory}/STUDENT/{class_.options.name} in "
                f"{class_.course.root}."
            )
        _go_through(class_, tasks, writer, report)
    finally:
        writer.close()
    for student, why in sorted(report.left.items()):
        print(f"{student}: {why}", file=sys.stderr)


def _go_through(class_: Class, tasks: list[Task], writer: Writer, report: Report) -> None:
    """Grade what has changed; bring into the gradebook what it lacks."""
    changed = []
    for task in tasks:
        old = None if class_.options.force else class_.results.read(task.student)
        if old is None or old.key != task.key:
            changed.append(task)
            continue
        if not writer.has(old):
            _record(class_, writer, old)
        report.unchanged.append(old)
    if not changed:
        return
    progress = Progress(len(changed))
    try:
        for outcome in graded(changed, class_.place()):
            if isinstance(outcome, Lost):
                why = "the process that graded it ended each time"
                report.left[outcome.task.student] = why
                progress.one(left=True)
                continue
            for text in outcome.warnings:
                progress.say(f"{outcome.student}: {text}")
            class_.results.keep(outcome)
            outcome.files.clear()  # a thousand notebooks would fill the memory
            _record(class_, writer, outcome)
            report.graded.append(outcome)
            progress.one()
    finally:
        progress.close()


def _record(class_: Class, writer: Writer, outcome: Outcome) -> None:
    writer.record(outcome)
    class_.results.note(outcome)
