"""The one command of the course: `convnet-course`."""

from __future__ import annotations

import argparse
import io
import shlex
import sys
from pathlib import Path

from autograder import __version__
from autograder.classroom import commands as classroom
from autograder.classroom.commands import positive
from autograder.errors import CourseError
from autograder.extras import installed
from autograder.student import commands as student

EXAMPLES = f"""\
for students
  convnet-course start my-folder          copy the notebooks into a folder of yours
  convnet-course lab my-folder            the same, and open JupyterLab there
{student.EXAMPLES}\
  convnet-course data                     fetch MNIST ahead of class, and verify all data
  convnet-course train lenet              train LeNet on MNIST and print its accuracy

for whoever writes or changes notebooks, in a clone (needs convnet-course[grading])
  convnet-course build 00_warmup          reference and student edition from solutions/00_warmup.py
  convnet-course verify                   prove what must hold for every notebook
  convnet-course solutions 04_modules     an executed copy to hand out after the deadline
  convnet-course prove 04_modules         try every known wrong and right answer on its checks

for whoever teaches, in a clone (needs convnet-course[grading])
{classroom.EXAMPLES}"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="convnet-course",
        description="From one perceptron to a LeNet trained on MNIST, in NumPy.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"convnet-course {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    start = commands.add_parser("start", help="copy the notebooks into a folder")
    start.add_argument("folder", type=Path, help="made if it is not there; no file is overwritten")
    start.set_defaults(run=_start)

    lab = commands.add_parser("lab", help="copy the notebooks and open JupyterLab there")
    lab.add_argument("folder", type=Path, nargs="?", default=Path("work"), help="default: work")
    lab.epilog = (
        "What follows the folder goes to JupyterLab: "
        "convnet-course lab work --no-browser --port 9999"
    )
    lab.set_defaults(run=_lab)

    student.add(commands)

    data = commands.add_parser("data", help="fetch and verify the data, ahead of class")
    data.add_argument("--to", type=Path, metavar="DIR", help="where to; default: the user's cache")
    data.set_defaults(run=_data)

    train = commands.add_parser("train", help="train a network and print its accuracy")
    _add_training(train)
    train.set_defaults(run=_train)

    build = commands.add_parser("build", help="make the reference and the student edition")
    _add_names(build)
    build.add_argument(
        "--from-notebook",
        action="store_true",
        help="write the source back from an edited solutions/NN_name/name.ipynb first",
    )
    build.add_argument("--long", action="store_true", help="run the cells tagged long, too")
    build.set_defaults(run=_build)

    verify = commands.add_parser("verify", help="prove what must hold for each notebook")
    _add_names(verify)
    verify.set_defaults(run=_verify)

    solutions = commands.add_parser("solutions", help="references to hand out after the deadline")
    _add_names(solutions)
    solutions.add_argument("--to", type=Path, default=Path("dist", "solutions"), metavar="DIR")
    solutions.set_defaults(run=_solutions)

    prove = commands.add_parser("prove", help="try every known wrong and right answer")
    _add_names(prove)
    prove.add_argument("--exercise", default="", metavar="NN.M", help="this exercise alone")
    prove.add_argument("--quick", action="store_true", help="without the sandbox")
    prove.add_argument("--workers", type=positive, help="processes; default: one a processor")
    prove.set_defaults(run=_prove)

    classroom.add(commands)

    doctor = commands.add_parser("doctor", help="which sandbox grading uses here, what is missing")
    doctor.set_defaults(run=_doctor)
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status.

    It is 0, 1 (found a problem), 2 (cannot run) or 130 (stopped with Ctrl + C).
    """
    # nbformat imports jsonschema, which would take two seconds for a grammar of web addresses; no
    # notebook's schema has any use for it.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    for stream in (sys.stdout, sys.stderr):  # a console that lacks a letter shows another one
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    ours, jupyterlabs = _parted(sys.argv[1:] if arguments is None else arguments)
    options = parser().parse_args(ours)
    options.jupyterlabs = jupyterlabs
    try:
        return int(options.run(options) or 0)
    except CourseError as error:
        print(f"convnet-course: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(f"convnet-course: {place}{error.strerror or error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def _parted(arguments: list[str]) -> tuple[list[str], list[str]]:
    """What is ours to read, and what `lab` hands on: all but its first argument, the folder.

    Which words are values of JupyterLab's options, and no folder, is not known here.
    """
    if arguments[:1] != ["lab"] or {"-h", "--help"} & set(arguments):
        return arguments, []
    end = 1 if arguments[1:2] and arguments[1].startswith("-") else 2
    return arguments[:end], [each for each in arguments[end:] if each != "--"]


def seed(text: str) -> int:
    """A number that NumPy takes for a seed, for argparse."""
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"must be at least 0, not {number}")
    return number


def _add_names(command: argparse.ArgumentParser) -> None:
    command.add_argument("names", nargs="*", metavar="NN_name", help="default: all notebooks")
    command.add_argument(
        "--root", type=Path, default=Path(), help="the clone; default: the current folder"
    )


def _add_training(command: argparse.ArgumentParser) -> None:
    command.add_argument("network", choices=["lenet"])
    command.add_argument(
        "--data",
        choices=["mnist", "digits"],
        help="default: MNIST, or if it cannot be had the digits that come with the course",
    )
    command.add_argument("--seeds", type=positive, default=1, metavar="N", help="train N times")
    command.add_argument("--first-seed", type=seed, default=0, metavar="SEED", help="default: 0")
    command.add_argument(
        "--shifts",
        type=int,
        default=0,
        choices=range(5),
        metavar="PIXELS",
        help="move training images by up to so much, 0 to 4",
    )
    command.add_argument("--epochs", type=positive, help="default: as chosen by validation")
    command.add_argument("--workers", type=positive, help="threads; default: one a processor")
    command.add_argument(
        "--validation",
        action="store_true",
        help="set a part of the training digits aside and judge on it, not on the test digits",
    )
    command.add_argument("--save", type=Path, metavar="FILE.npz", help="keep the first network")


def _start(options) -> None:
    from autograder.start import start

    start(options.folder)
    print(f"Open it with: convnet-course lab {shlex.quote(str(options.folder))}")


def _lab(options) -> None:
    from autograder.start import lab

    lab(options.folder, options.jupyterlabs)


def _data(options) -> None:
    from convnet.data import download
    from convnet.errors import DataError

    try:
        download(options.to)
    except DataError as error:
        raise CourseError(str(error)) from None


def _train(options) -> None:
    from convnet.errors import DataError
    from convnet.recipes import report

    try:
        report(
            data=options.data,
            seeds=range(options.first_seed, options.first_seed + options.seeds),
            shifts=options.shifts,
            epochs=options.epochs,
            workers=options.workers,
            validation=options.validation,
            save=options.save,
        )
    except DataError as error:
        raise CourseError(str(error)) from None


def _build(options) -> None:
    with installed():
        from autograder.authoring.build import build
    build(
        options.names,
        options.root.resolve(),
        from_notebook=options.from_notebook,
        execute_long=options.long,
    )


def _verify(options) -> int:
    with installed():
        from autograder.authoring.verify import verify
    problems = verify(options.names, options.root.resolve())
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def _solutions(options) -> None:
    with installed():
        from autograder.authoring.readable import solutions
    solutions(options.names, options.root.resolve(), options.to)


def _prove(options) -> int:
    with installed():
        from autograder.mistakes.prove import prove
    return prove(
        options.root.resolve(),
        options.names,
        exercise=options.exercise,
        quick=options.quick,
        workers=options.workers,
    )


def _doctor(_options) -> int:
    with installed():
        from autograder.grading.doctor import report
    text, status = report()
    print(text)
    return status


if __name__ == "__main__":
    sys.exit(main())
