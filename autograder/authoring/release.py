"""The student edition of a notebook, made by nbgrader, and its way into course/ in one step."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Config, PyFileConfigLoader

from autograder.authoring.assignment import SOLUTIONS, Assignment
from autograder.authoring.execute import environment
from autograder.errors import CourseError

CONFIG = "nbgrader_config.py"


class ForStudents(NbGraderPreprocessor):
    """Takes out of a release what only the build needs: the hash of the sources."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        nb.metadata.get("convnet_course", {}).pop("sources", None)
        return nb, resources


def configuration(root: Path) -> Config:
    """The settings in nbgrader_config.py."""
    if not (root / CONFIG).is_file():
        raise CourseError(f"There is no {CONFIG} in {root}.")
    return PyFileConfigLoader(CONFIG, path=str(root)).load_config()


@contextlib.contextmanager
def generated(assignment: Assignment, text: str) -> Iterator[Path]:
    """A temporary folder with the student edition, as nbgrader makes it.

    Parameters
    ----------
    assignment : Assignment
    text : str
        The reference notebook's file. Other files are taken from its folder.

    Raises
    ------
    CourseError
        If nbgrader refuses, with what it said.
    """
    with tempfile.TemporaryDirectory() as folder:
        # nbgrader compares paths as text, and on macOS the temporary folder is behind a link.
        place = Path(folder).resolve()
        folder_of_sources = place / SOLUTIONS / assignment.id
        if assignment.reference.parent.is_dir():
            shutil.copytree(assignment.reference.parent, folder_of_sources)
        folder_of_sources.mkdir(parents=True, exist_ok=True)
        (folder_of_sources / assignment.reference.name).write_text(text, encoding="utf-8")
        config = configuration(assignment.root)
        config.CourseDirectory.root = str(place)
        config.CourseDirectory.assignment_id = assignment.id
        config.SaveCells.enabled = False
        config.FilesWriter.build_directory = str(place)
        yield _generate(assignment, config)


def _generate(assignment: Assignment, config: Config) -> Path:
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("convnet-course.release")
    logger.propagate, logger.handlers = False, [handler]
    courses = CourseDirectory(config=config, log=logger)
    converter = GenerateAssignment(coursedir=courses, config=config, no_database=True, log=logger)
    try:
        with environment():
            converter.start()
    except NbGraderException:
        reason = "\n".join(line.strip().splitlines()[-1] for line in said if line.strip())
        raise CourseError(
            f"nbgrader could not make the student edition of {assignment.id}:\n{reason}"
        ) from None
    made = Path(courses.format_path(courses.release_directory, ".", assignment.id)).resolve()
    for path in made.rglob("*.ipynb"):  # nbgrader writes the line ends of the machine
        text = path.read_text(encoding="utf-8").rstrip("\n") + "\n"
        path.write_text(text, encoding="utf-8", newline="\n")
    return made


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }


def publish(made: Path, assignment: Assignment) -> bool:
    """Put a release into course/ in one step; False if the same was there already."""
    target = assignment.release.parent
    if target.is_dir() and contents(target) == contents(made):
        return False
    target.parent.mkdir(exist_ok=True)
    _sweep(target)
    sibling = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        new = sibling / "new"
        shutil.copytree(made, new, copy_function=shutil.copyfile)
        replace_folder(new, target)
    finally:
        shutil.rmtree(sibling, ignore_errors=True)
    return True


def _sweep(target: Path) -> None:
    """Remove what a killed build of this notebook left beside it, an hour or more ago."""
    for path in target.parent.glob(f".{target.name}-*"):
        if path.is_dir() and time.time() - path.stat().st_mtime > 3600:
            if not target.exists() and (path / "old").is_dir():
                os.rename(path / "old", target)
            shutil.rmtree(path, ignore_errors=True)


def replace_folder(new: Path, target: Path) -> None:
    """Let `new` take the place of `target`; whoever looks sees the old or the new, never half.

    What was at `target` is afterwards beside `new`, or at its place.
    """
    if not target.exists():
        os.rename(new, target)
    elif not _exchange(new, target):
        os.rename(target, new.parent / "old")
        os.rename(new, target)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one system call; False where the system cannot."""
    at_cwd, swap = -100, 2
    if sys.platform == "linux":
        call, arguments = "renameat2", (at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), swap)
    elif sys.platform == "darwin":
        call, arguments = "renamex_np", (os.fsencode(one), os.fsencode(other), swap)
    else:
        return False
    function = getattr(ctypes.CDLL(None, use_errno=True), call, None)
    if function is None:
        return False
    if function(*arguments) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):  # an old kernel or file system
        return False
    raise OSError(code, os.strerror(code), str(other))


def write_file(path: Path, text: str) -> None:
    """Write a file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
