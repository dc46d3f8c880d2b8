"""The one command of the course: `convnet-course`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from autograder import __version__
from autograder.errors import CourseError

EXAMPLES = """\
for students
  convnet-course start my-folder          copy the notebooks into a folder of yours
  convnet-course lab my-folder            the same, and open JupyterLab there

for whoever writes or changes notebooks, in a clone (needs convnet-course[grading])
  convnet-course build 00_warmup          reference and student edition from solutions/00_warmup.py
  convnet-course verify                   prove what must hold for every notebook
"""


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
    lab.epilog = "Other options go to JupyterLab: convnet-course lab work --no-browser --port 9999"
    lab.set_defaults(run=_lab)

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
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status: 0, 1 (found a problem) or 2 (cannot run)."""
    options, rest = parser().parse_known_args(arguments)
    if rest and options.command != "lab":
        parser().error(f"unrecognized arguments: {' '.join(rest)}")
    options.rest = rest
    try:
        return int(options.run(options) or 0)
    except CourseError as error:
        print(f"convnet-course: {error}", file=sys.stderr)
        return 2


def _add_names(command: argparse.ArgumentParser) -> None:
    command.add_argument("names", nargs="*", metavar="NN_name", help="default: all notebooks")
    command.add_argument(
        "--root", type=Path, default=Path(), help="the clone; default: the current folder"
    )


def _start(options) -> None:
    from autograder.start import start

    start(options.folder)
    print(f"Open it with: convnet-course lab {options.folder}")


def _lab(options) -> int:
    from autograder.start import lab

    return lab(options.folder, [argument for argument in options.rest if argument != "--"])


def _build(options) -> None:
    with _extra("grading"):
        from autograder.authoring.build import build
    build(
        options.names,
        options.root.resolve(),
        from_notebook=options.from_notebook,
        execute_long=options.long,
    )


def _verify(options) -> int:
    with _extra("grading"):
        from autograder.authoring.verify import verify
    problems = verify(options.names, options.root.resolve())
    for problem in problems:
        print(problem)
    return 1 if problems else 0


class _extra:
    """Turns a missing package of an extra into the line that installs it."""

    def __init__(self, name: str):
        self.name = name

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind, error, trace) -> None:
        ours = ("autograder", "convnet")
        if isinstance(error, ImportError) and not str(error.name).startswith(ours):
            raise CourseError(
                f"this command needs the package {error.name}, which comes with the extra "
                f'`{self.name}`: pip install "convnet-course[{self.name}]"'
            ) from None


if __name__ == "__main__":
    sys.exit(main())
