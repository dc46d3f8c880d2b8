"""An instructor's day in one command: `make demo`.

Makes a class of sixty with right answers, known mistakes, late, untouched and missing work, then
grades it and writes its marks and a report of each notebook with the course's own commands. Run as
`make demo ARGS="--students 12 00_warmup 03_convolution"` for less. It can be stopped at any time:
run again, it goes on where it was.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import time
from pathlib import Path

from autograder.errors import CourseError
from tests.cells import ROOT, notebooks
from tests.demo import compare, course
from tests.demo.plan import STUDENTS, work


def main() -> None:
    options = _options()
    folder = (options.folder or ROOT / "dist" / f"demo-{options.students}").resolve()
    began = time.monotonic()
    try:
        again = course.begun(folder, options.students, options.seed)
        print(f"The class of {options.students} works in {folder}{' (going on)' * again}")
        chosen = [_full_name(name) for name in options.notebooks] or notebooks()
        wrong = [
            line
            for number, notebook in enumerate(chosen, 1)
            for line in _day(folder, notebook, f"{number} of {len(chosen)}", options)
        ]
    except CourseError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("\nStopped. What is done is kept: run the command again, and it goes on.")
    print(f"\nReports    {folder / 'reports'}\nMarks      {folder / 'marks'}")
    print(f"Gradebook  {folder / 'gradebook.db'}; the graded notebooks are in autograded/")
    print(f"Done in {time.monotonic() - began:.0f} s.")
    if wrong:
        sys.exit("Not named as planted:\n" + "\n".join(wrong))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", metavar="NN_name", help="default: all")
    parser.add_argument("--students", type=int, default=len(STUDENTS), help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=2026, help="default: %(default)s")
    parser.add_argument("--folder", type=Path, help="default: dist/demo-STUDENTS")
    options = parser.parse_args()
    if not 4 <= options.students <= len(STUDENTS):
        parser.error(f"--students: from 4 to {len(STUDENTS)}")
    return options


def _full_name(name: str) -> str:
    found = [notebook for notebook in notebooks() if notebook.startswith(name)]
    if len(found) != 1:
        raise CourseError(f"There is no notebook {name}; there are {', '.join(notebooks())}.")
    return found[0]


def _day(folder: Path, notebook: str, place: str, options: argparse.Namespace) -> list[str]:
    """One notebook handed out, handed in, graded and reported; what is not named as planted."""
    print(f"\n{notebook} ({place})", flush=True)
    class_ = work(notebook, options.students, options.seed)
    course.release(folder, notebook, options.students)
    course.hand_in(folder, notebook, class_)
    for made in ("marks", "reports"):
        (folder / made).mkdir(exist_ok=True)
    root = ["--root", str(ROOT)]
    _run(folder, "grade", notebook)
    _run(folder, "marks", notebook, "--moodle", "--to", f"marks/{notebook}.csv", *root)
    _run(folder, "report", notebook, "--to", f"reports/{notebook}.html", *root)
    planted = compare.planted(class_)
    differing = compare.differences(planted, compare.named(folder, notebook))
    count = sum(len(who) for (_, words), who in planted.items() if words)
    print(f"Planted mistakes with a name: {count}; otherwise named than planted: {len(differing)}")
    return [f"{notebook}: {line}" for line in differing]


def _run(folder: Path, *arguments: str) -> None:
    """Run one of the course's commands in the folder, and show it."""
    shown = [a for a in arguments if a not in ("--root", str(ROOT))]
    print(f"$ convnet-course {shlex.join(shown)}", flush=True)
    status = subprocess.run([sys.executable, "-m", "autograder", *arguments], cwd=folder).returncode
    if status == 130:
        raise KeyboardInterrupt
    if status:
        raise CourseError(f"convnet-course {arguments[0]} failed; what is done is kept.")


if __name__ == "__main__":
    main()
