"""The archive to hand out to students: `make student`. It holds the packages as the wheel does."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path

from autograder.errors import CourseError

CONTENTS = ("course", "datasets", "convnet", "autograder", "environment.yml", "requirements.lock")
FILES = ("pyproject.toml", "LICENSE", "LICENSE-text.md", "LICENSE-font.txt", "CITATION.cff")

README = """\
# ConvNets from scratch, in NumPy

You need Python 3.11 or newer. In this folder:

    make lab

or, without make:

    python -m venv .venv
    .venv/bin/python -m pip install -e .          (Windows: .venv\\Scripts\\python)
    .venv/bin/convnet-course lab work             (Windows: .venv\\Scripts\\convnet-course)

Your own copies of the notebooks are in `work/`. Nothing there is ever overwritten.

In a terminal (JupyterLab has one: File, New, Terminal) you can type

    convnet-course check 00        what passes, what fails and why, what is not begun
    convnet-course submit 00       one file to hand in, tried out before you send it
    convnet-course reset 00        start a notebook again; a dated copy of yours is kept
    convnet-course progress        your points so far

Elsewhere than in that terminal write `.venv/bin/convnet-course` (Windows:
`.venv\\Scripts\\convnet-course`). Nothing is sent anywhere: you hand in the file that `submit`
names.
"""
MAKEFILE = """\
PYTHON ?= python3

.PHONY: lab
lab: .venv/ready
\t.venv/bin/convnet-course lab work $(ARGS)

.venv/ready: pyproject.toml
\ttest -d .venv || $(PYTHON) -m venv .venv
\t.venv/bin/python -m pip install --quiet -e .
\ttouch .venv/ready
"""


def make(root: Path) -> Path:
    """Write dist/convnet-course-student-VERSION.zip from the files that git tracks.

    Raises
    ------
    CourseError
        If `root` is no clone of the course, or git is not there to list its files.
    """
    names = _tracked(root)
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "version"
    ]
    folder = f"convnet-course-{version}"
    target = root / "dist" / f"convnet-course-student-{version}.zip"
    target.parent.mkdir(exist_ok=True)
    unfinished = target.with_suffix(".unfinished")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(names):
            if (root / name).is_file():
                archive.write(root / name, f"{folder}/{name}")
        archive.writestr(f"{folder}/README.md", README)
        archive.writestr(f"{folder}/Makefile", MAKEFILE)
    unfinished.replace(target)
    return target


def _tracked(root: Path) -> list[str]:
    """The files of the archive, as git lists them."""
    if not shutil.which("git"):
        raise CourseError("git lists the files of the archive, and is not installed: install it.")
    listing = subprocess.run(
        ["git", "ls-files", "-z", *CONTENTS, *FILES], cwd=root, capture_output=True, text=True
    )
    names = [name for name in listing.stdout.split("\0") if name]
    if listing.returncode or not names:
        raise CourseError(f"{root} is no clone of the course: git lists no files there")
    return names


if __name__ == "__main__":
    print(make(Path.cwd()))
