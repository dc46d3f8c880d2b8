"""The command line of whoever teaches a class."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.errors import CourseError
from autograder.extras import installed

EXAMPLES = """\
  convnet-course grade 04_modules         grade a class, in parallel; run it again at will
  convnet-course mistakes 04_modules      what a graded class got wrong, by name
  convnet-course report 04_modules        a page on what it did: points, exercises, mistakes
  convnet-course marks 04_modules --moodle   marks as a learning platform imports them
"""


def add(commands: argparse._SubParsersAction) -> None:
    """Add grade, mistakes, report and marks."""
    grade = commands.add_parser("grade", help="grade all submissions of an assignment, in parallel")
    _add_grading(grade)
    grade.set_defaults(run=_grade)

    mistakes = commands.add_parser("mistakes", help="what a graded class got wrong, by name")
    mistakes.add_argument("name", metavar="NN_name")
    mistakes.add_argument(
        "--course", type=Path, default=Path(), help="with autograded/; default: this folder"
    )
    mistakes.add_argument(
        "--add",
        nargs=3,
        metavar=("STUDENT", "NN.M", "WORDS"),
        help="make a student's wrong answer a known mistake with a name",
    )
    mistakes.add_argument(
        "--root", type=Path, default=Path(), help="the clone; default: the current folder"
    )
    mistakes.set_defaults(run=_mistakes)

    report = commands.add_parser("report", help="a page on what a graded class did")
    _add_class(report)
    report.set_defaults(run=_report)

    marks = commands.add_parser("marks", help="marks as Canvas or Moodle import them")
    _add_class(marks)
    platform = marks.add_mutually_exclusive_group(required=True)
    platform.add_argument("--canvas", type=Path, metavar="CSV", help="its export, to be filled in")
    platform.add_argument("--moodle", action="store_true", help="for its grade import")
    platform.add_argument("--worksheet", type=Path, metavar="CSV", help="Moodle's, to be filled in")
    marks.set_defaults(run=_marks)


def positive(text: str) -> int:
    """A number of at least 1, for argparse."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1, not {number}")
    return number


def _add_class(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", metavar="NN_name")
    command.add_argument(
        "--course", type=Path, default=Path(), help="with the gradebook; default: this folder"
    )
    command.add_argument("--db", metavar="URL", help="nbgrader's gradebook; default: gradebook.db")
    command.add_argument("--to", type=Path, metavar="FILE", help="default: NN_name.html or .csv")
    command.add_argument(
        "--root", type=Path, default=Path(), help="the clone; default: the current folder"
    )


def _add_grading(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Grades what is in submitted/ and brings it into nbgrader's gradebook. What has been "
        "graded and has not changed since is not graded again, so the command can be stopped at "
        "any time and run again."
    )
    command.add_argument("name", metavar="NN_name")
    command.add_argument("--students", default="*", metavar="GLOB", help="default: all")
    command.add_argument(
        "--exercise",
        default="",
        metavar="NN.M",
        help="grade this one anew; shows who gains and who loses, and asks before it writes",
    )
    command.add_argument("--yes", action="store_true", help="write without asking")
    command.add_argument("--workers", type=positive, default=0, help="default: one a processor")
    command.add_argument("--scheduler", default="", metavar="ADDRESS", help="of a Dask cluster")
    command.add_argument("--force", action="store_true", help="grade also what has not changed")
    command.add_argument("--db", default="", metavar="URL", help="default: the course's gradebook")
    command.add_argument("--json", type=Path, metavar="FILE", help="write the results there, too")
    command.add_argument(
        "--course", type=Path, default=Path(), help="with nbgrader_config.py; default: this folder"
    )


def _grade(options) -> int:
    with installed():
        from autograder.classroom.command import Options, run
    with installed():
        return run(
            Options(
                options.name,
                options.course.resolve(),
                students=options.students,
                exercise=options.exercise,
                yes=options.yes,
                workers=options.workers,
                scheduler=options.scheduler,
                force=options.force,
                database=options.db,
                json=options.json,
            )
        )


def _mistakes(options) -> None:
    with installed():
        from autograder.authoring.assignment import select
        from autograder.mistakes import answers
    root, course = options.root.resolve(), options.course.resolve()
    if options.add:
        answers.add(root, course, options.name, *options.add)
    else:
        [assignment] = select([options.name], root)
        print(answers.report(answers.answers(course, assignment.id)))


def _report(options) -> None:
    with installed():
        from autograder.authoring.assignment import select
        from autograder.classroom import report
    [assignment] = select([options.name], options.root.resolve())
    target = options.to or Path(f"{assignment.id}.html")
    report.write(options.course.resolve(), assignment, target, options.db)
    print(f"{target}: open it in a browser")


def _marks(options) -> None:
    with installed():
        from autograder.authoring.assignment import select
        from autograder.classroom import marks
    [assignment] = select([options.name], options.root.resolve())
    target = options.to or Path(f"{assignment.id}.csv")
    given = options.canvas or options.worksheet
    if given and target.resolve() == given.resolve():
        raise CourseError(f"{given} would be overwritten: name another file for the marks, --to.")
    found = marks.read(options.course.resolve(), assignment.id, options.db)
    rows, left = marks.table(found, assignment.id, options.canvas, options.worksheet)
    marks.save(rows, target)
    print(f"{target}: {len(found) - len(left)} marks")
    waiting = sorted(mark.student for mark in found if not mark.marked)
    for words, students in (("not in the table", left), ("wait to be marked by hand", waiting)):
        if students:
            print(f"{words}: {', '.join(sorted(students))}")
