"""The command line of what students type."""

from __future__ import annotations

import argparse
from pathlib import Path

EXAMPLES = """\
  convnet-course check 04                 run my notebook 04: what passes, what would break grading
  convnet-course check 04 --exercise 04.7 the same of one exercise
  convnet-course submit 04                one file to hand in, tried out before you do
  convnet-course reset 04 --exercise 04.7 one exercise as it was handed out; a copy is kept
  convnet-course progress                 how far I am in the course
"""


def add(commands: argparse._SubParsersAction) -> None:
    """Add check, submit, reset and progress."""
    check = commands.add_parser("check", help="run your notebook: what passes, what doesn't")
    _add_notebook(check)
    check.add_argument("--exercise", default="", metavar="NN.M", help="this exercise alone")
    check.add_argument(
        "--repair",
        action="store_true",
        help="put deleted, doubled or edited cells of the course right; your file is kept",
    )
    check.epilog = (
        "The exit status is 0 if no check fails and nothing would get in the way of grading; what "
        "is not done yet fails nothing."
    )
    check.set_defaults(run=_check)

    submit = commands.add_parser("submit", help="pack your notebook, and try the package out")
    _add_notebook(submit)
    submit.add_argument(
        "--as-saved",
        action="store_true",
        help="also if the notebook's kernel was active since the file was saved",
    )
    submit.epilog = (
        "The exit status is 0 if all that passes in your notebook passes in the package, too."
    )
    submit.set_defaults(run=_submit)

    reset = commands.add_parser("reset", help="a notebook, or one exercise, as it was handed out")
    _add_notebook(reset)
    reset.add_argument("--exercise", default="", metavar="NN.M", help="this exercise alone")
    reset.set_defaults(run=_reset)

    progress = commands.add_parser("progress", help="points so far in every notebook")
    _add_folder(progress)
    progress.set_defaults(run=_progress)


def _add_notebook(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", metavar="NN", help="the notebook: 04 or 04_modules")
    _add_folder(command)


def _add_folder(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--folder", type=Path, help="with your notebooks; default: this one, else work"
    )


def _check(options) -> int:
    from autograder.student.check import check

    return check(options.name, options.folder, only=options.exercise, repair=options.repair)


def _submit(options) -> int:
    from autograder.student.submit import submit

    return submit(options.name, options.folder, as_saved=options.as_saved)


def _reset(options) -> None:
    from autograder.student.reset import reset

    reset(options.name, options.folder, only=options.exercise)


def _progress(options) -> None:
    from autograder.student.progress import progress

    progress(options.folder)
