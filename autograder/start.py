"""A student's own copies of the notebooks: `convnet-course start` and `lab`."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder import whole
from autograder.errors import CourseError
from autograder.student.startpage import with_card

START_PAGE = "START.md"


@dataclass(frozen=True)
class Copied:
    """What `start` did, as paths below the folder.

    Attributes
    ----------
    new : list of str
        Files that were copied.
    newer : list of str
        Files that were there already, while the course has a later version of them.
    """

    new: list[str]
    newer: list[str]


def course_folder() -> Path:
    """The released notebooks: in a clone, or where the wheel keeps them.

    Raises
    ------
    CourseError
        If neither is there.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_course", package.parent / "course"):
        if (folder / START_PAGE).is_file():
            return folder
    raise CourseError(
        f"The notebooks of the course are not beside the package in {package}. Install "
        "convnet-course anew, or run this from a clone of the course."
    )


def start(folder: Path, log: Callable[[str], None] = print) -> Copied:
    """Copy the released notebooks into a folder; never touch a file that is there.

    Parameters
    ----------
    folder : Path
        Made if it isn't there.
    log : callable
        Takes one line of text.

    Raises
    ------
    CourseError
        If the folder is a file or cannot be written to.
    """
    source = course_folder()
    copied = Copied([], [])
    for path in sorted(p for p in source.rglob("*") if p.is_file()):
        relative = path.relative_to(source)
        if any(part.startswith((".", "__")) for part in relative.parts):
            continue
        target = folder / relative
        if target.exists():
            if _version(path) != _version(target):
                copied.newer.append(relative.as_posix())
        else:
            _copy(path, target)
            copied.new.append(relative.as_posix())
    _report(folder, copied, log)
    return copied


def lab(folder: Path, arguments: list[str], log: Callable[[str], None] = print) -> None:
    """Fill a folder as `start` does and open JupyterLab there; returns when it has ended.

    Parameters
    ----------
    folder : Path
    arguments : list of str
        Options for JupyterLab: ["--no-browser", "--port", "9999"].
    """
    start(folder, log)
    from autograder.student.progress import refresh  # which needs Jupyter's packages

    try:
        refresh(folder)
    except Exception as error:  # of a start page that its reader has changed, say
        log(f"The start page does not show the points: {error}")
    os.environ["JUPYTER_CONFIG_PATH"] = _settings()
    # So that a terminal in JupyterLab finds `convnet-course`, too.
    bin_directory = str(Path(sys.executable).parent)
    os.environ["PATH"] = bin_directory + os.pathsep + os.environ.get("PATH", "")
    # In this process, so that whatever ends it, Ctrl + C or a kill, ends server and kernels too.
    from jupyterlab.labapp import LabApp

    log("Starting JupyterLab. Stop it with Ctrl + C.")
    LabApp.launch_instance(
        [
            f"--ServerApp.root_dir={folder.resolve()}",
            # Open tabs are remembered with the folder, apart from the person's other work.
            f"--LabApp.workspaces_dir={folder.resolve() / '.jupyterlab'}",
            f"--LabApp.default_url=/lab/tree/{START_PAGE}",
            "--LabApp.custom_css=True",  # lab_extension.py says which
            # In a container everybody is root, which JupyterLab refuses unless it is told.
            *(["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []),
            *arguments,
        ]
    )


def _settings() -> str:
    """Where JupyterLab finds what is ours: a page to read on, no news, no tools for instructors."""
    own = str(Path(__file__).resolve().parent / "lab_settings")
    others = os.environ.get("JUPYTER_CONFIG_PATH")
    return os.pathsep.join([own, others] if others else [own])


def _copy(path: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        whole.add(target, path.read_bytes())
    except OSError as error:
        raise CourseError(
            f"{target} cannot be written: {error.strerror}. Name another folder, "
            "`convnet-course start FOLDER`, in which you may write."
        ) from None


def _version(path: Path) -> str:
    """What a notebook says of its own version; for other files their content, points left out."""
    if path.suffix == ".ipynb":
        try:
            metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
            return str(metadata["convnet_course"]["version"])
        except (ValueError, KeyError, TypeError, OSError):
            return ""
    content = path.read_bytes()
    if path.name == START_PAGE:
        content = with_card(content.decode("utf-8", "replace"), "").encode()
    return hashlib.sha256(content).hexdigest()


def _report(folder: Path, copied: Copied, log: Callable[[str], None]) -> None:
    notebooks = [name for name in copied.new if name.endswith(".ipynb")]
    if notebooks:
        log(f"New in {folder}: {', '.join(notebooks)}")
    elif not copied.new:
        log(f"{folder} has all notebooks already; your files are as they were.")
    for name in copied.newer:
        log(
            f"The course has another version of {folder / name}. Yours is kept; to get the other, "
            "rename yours and start again."
        )
