"""`convnet-course grade`: all submissions of an assignment, in parallel; run it again at will."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from nbgrader.converters import Autograde

from autograder.classroom.course import Class, Options, came
from autograder.classroom.exercise import regrade
from autograder.classroom.gradebook import Writer
from autograder.classroom.progress import Report
from autograder.classroom.task import Outcome, Task
from autograder.errors import CourseError
from autograder.grading import files, secret
from autograder.sandbox.backend import SandboxError
from autograder.whole import write


def run(options: Options) -> int:
    """Grade a class; the exit status: 0, 1 if a submission could not be graded, 130 if stopped.

    Raises
    ------
    CourseError
        If something keeps the whole class from being graded.
    """
    began = time.monotonic()
    if options.json:
        _see_to(options.json.resolve())
    report = Report(options.name)
    try:
        class_ = Class(options)
        report.assignment, report.of = class_.options.name, class_.of
        _grade(class_, report)
        report.seconds = time.monotonic() - began
        if options.json:
            text = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
            write(options.json.resolve(), f"{text}\n".encode())
    except KeyboardInterrupt:
        print(f"\nStopped. {_kept(options, report)}: run the command again.", file=sys.stderr)
        return 130
    except SandboxError as error:
        raise CourseError(f"No sandbox can be started: {error}") from None
    except OSError as error:
        raise CourseError(
            f"{error.filename or 'The machine'}: {error.strerror or error}. "
            f"{_kept(options, report)}: mend this, and run the command again."
        ) from None
    print(report.table())
    return 1 if report.left else 0


def _see_to(file: Path) -> None:
    """Whether a file can be written is better known before a class is graded than after."""
    if file.is_dir() or not os.access(file.parent, os.W_OK):
        raise CourseError(
            f"--json {file} cannot be written: name a file in a folder that is there and yours."
        )


def _kept(options: Options, report: Report) -> str:
    """What a run that ends early leaves: one exercise is kept only as its grades are written."""
    if options.exercise:
        count = len(report.graded)
        return f"Grades of {options.exercise} written: {count}, the others are as before"
    return "What has been graded is kept"


def _grade(class_: Class, report: Report) -> None:
    if class_.given.secret == secret.DEMO:
        print("No course secret is set: hidden data are those of the demonstration.")
    writer = class_.writer()
    try:
        tasks = _tasks(class_, writer, report)
        if class_.options.exercise:
            regrade(class_, tasks, writer, report)
        else:
            _go_through(class_, tasks, writer, report)
    finally:
        writer.close()
    for student, why in sorted(report.left.items()):
        print(f"{student}: {why}", file=sys.stderr)


def _tasks(class_: Class, writer: Writer, report: Report) -> list[Task]:
    """What there is to grade; what cannot be goes to the report."""
    tasks = []
    create = Autograde(coursedir=class_.course, config=class_.config).create_student
    known = None if create else writer.students()
    for student, folder in class_.submissions():
        name = files.readable(student)
        if name != student:
            report.left[name] = "the folder's name is no UTF-8: rename it"
        elif known is not None and student not in known:
            report.left[student] = "no such student in the gradebook"
        else:
            try:
                tasks.append(class_.task(student, folder))
            except OSError as error:
                report.left[student] = f"cannot be read: {error.strerror}"
    if not tasks and not report.left:
        options, course = class_.options, class_.course
        folder = Path(course.submitted_directory, "STUDENT", options.name)
        whom = "" if options.students == "*" else f" with STUDENT like {options.students}"
        raise CourseError(
            f"Nobody has handed in {options.name}: there is no folder {folder}{whom} in "
            f"{course.root}."
        )
    return tasks


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
    for outcome in came(class_, changed, report):
        class_.results.keep(outcome)
        outcome.files.clear()  # a thousand notebooks would fill the memory
        _record(class_, writer, outcome)
        report.graded.append(outcome)


def _record(class_: Class, writer: Writer, outcome: Outcome) -> None:
    writer.record(outcome)
    class_.results.note(outcome)
