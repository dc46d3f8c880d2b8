"""The student edition of a notebook, made by nbgrader from the reference."""

from __future__ import annotations

import contextlib
import logging
import re
import shutil
import tempfile
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
from autograder.errors import CourseError
from autograder.kernel import environment

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
        lines = [line.strip() for text in said for line in text.splitlines() if line.strip()]
        errors = [line for line in lines if re.match(r"[\w.]+Error: ", line)]
        reason = "\n".join(errors or lines)
        raise CourseError(
            f"nbgrader could not make the student edition of {assignment.id}:\n{reason}"
        ) from None
    made = Path(courses.format_path(courses.release_directory, ".", assignment.id)).resolve()
    for path in made.rglob("*.ipynb"):  # nbgrader writes the line ends of the machine
        text = path.read_text(encoding="utf-8").rstrip("\n") + "\n"
        path.write_text(text, encoding="utf-8", newline="\n")
    return made
