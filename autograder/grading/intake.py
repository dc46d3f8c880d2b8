"""nbgrader's converter with a class of whatever submissions: each comes to a result.

nbgrader copies what was handed in, reads times, and looks for notebooks by name before anything of
ours is asked; a submission that trips it there is left ungraded, and the exit status is 1. What it
does is done here on what `files` has let through, and what still goes wrong is a result, too.
"""

from __future__ import annotations

import fnmatch
import glob
import os
import tempfile
import traceback
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from sqlalchemy.exc import SQLAlchemyError

from autograder.errors import CourseError
from autograder.grading import files, plain
from autograder.grading.reading import Notes
from autograder.sandbox.backend import SandboxError


@dataclass
class HandedIn:
    """The file that counts as a notebook, None where there is none, and what is said of it."""

    path: Path | None
    notes: Notes = field(default_factory=Notes)


def sorted_out(
    folder: Path, wanted: Iterable[str], names: Collection[str], notes: Notes
) -> dict[str, HandedIn]:
    """What counts as each of the wanted notebooks, of all that the assignment has.

    Parameters
    ----------
    folder : Path
    wanted, names : collections of str
    notes : Notes
        What was found before: it is said of each notebook.
    """
    found = {}
    for name in wanted:
        handed_in = HandedIn(None, Notes(list(notes.student), list(notes.instructor)))
        handed_in.path = files.notebook(folder, name, names, handed_in.notes)
        found[name] = handed_in
    return found


def give_up(handed_in: HandedIn, error: Exception, name: str) -> None:
    """Take a notebook at which the grader has stopped for one that was not handed in."""
    path = handed_in.path or Path(f"{name}.ipynb")
    handed_in.path = None
    why = f"the grader stopped at it ({type(error).__name__})"
    handed_in.notes.unusable(plain.name(path.name), why, path)


class Intake:
    """Stands between nbgrader's converter and the submissions.

    Parameters
    ----------
    converter : nbgrader.converters.Autograde
        Its methods are replaced, those of this one object.
    """

    def __init__(self, converter: Any):
        self.converter, self.log = converter, converter.log
        self._files: dict[str, HandedIn] = {}
        self._graded: list[str] = []
        self._warned: dict[str, None] = {}
        self._init, self._convert = converter.init_assignment, converter.convert_single_notebook
        self._convert_all = converter.convert_notebooks
        converter.init_assignment = self.init_assignment
        converter.convert_single_notebook = self.convert_single_notebook
        converter.convert_notebooks = self.convert_notebooks
        converter.coursedir.get_existing_timestamp = lambda path: files.timestamp(Path(path))

    def handed_in(self, filename: str) -> HandedIn:
        """What counts as the notebook of this name."""
        return self._files.get(filename) or HandedIn(Path(filename))

    def warn(self, names: dict[str, str], text: str) -> None:
        """Tell the instructor of something in a submission."""
        self._warned[names["student"]] = None
        self.log.warning("%s/%s: %s", names["student"], names["assignment"], plain.line(text))

    def convert_notebooks(self) -> None:
        """Grade the class; the last line says how many need attention."""
        course = self.converter.coursedir
        every = self.converter._format_source(course.assignment_id, course.student_id)
        for folder in glob.glob(every):
            if os.path.isdir(folder):
                self.converter.assignments.setdefault(folder, [])
        try:
            self._convert_all()
        finally:
            count, named = len(self._graded), ", ".join(sorted(self._warned))
            said = f"need attention, see the warnings above: {named}" if named else "need attention"
            self.log.log(
                30 if named else 20, "%d submissions graded; %d %s", count, len(self._warned), said
            )

    def init_assignment(self, assignment: str, student: str) -> None:
        """nbgrader's own, on the files that may be used and the notebooks that there must be."""
        converter, course = self.converter, self.converter.coursedir
        folder = Path(converter._format_source(assignment, student))
        with Gradebook(course.db_url, course.course_id) as gradebook:
            names = [n.name for n in gradebook.find_assignment(assignment).notebooks]
        wanted = [n for n in names if fnmatch.fnmatch(n, course.notebook_id)]
        notes = Notes()
        with tempfile.TemporaryDirectory(prefix="convnet-submission-") as staging:
            files.stage(folder, Path(staging), course.ignore, notes)
            converter.notebooks = [str(folder / f"{name}.ipynb") for name in wanted]
            converter._format_source = lambda *_args, **_kwargs: staging
            try:
                self._init(assignment, student)
            finally:
                del converter._format_source
        for name, handed_in in sorted_out(folder, wanted, names, notes).items():
            self._files[str(folder / f"{name}.ipynb")] = handed_in
        self._graded.append(student)

    def convert_single_notebook(self, filename: str) -> None:
        """nbgrader's own; a submission at which it stops is graded as if nothing was handed in.

        Faults of the course and of the machine, and a gradebook that cannot be written, still stop
        it: those are no submission's.
        """
        try:
            self._convert(filename)
        except (CourseError, SandboxError, SQLAlchemyError, OSError):
            raise
        except Exception as error:
            self.log.warning("%s", plain.message(traceback.format_exc()))
            give_up(self.handed_in(filename), error, Path(filename).stem)
            self._convert(filename)
