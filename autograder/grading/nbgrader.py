"""nbgrader's `autograde` with the verdict reached outside the student's process.

`nbgrader_config.py` names these classes; everything before and after them is nbgrader's own.
"""

from __future__ import annotations

import atexit
from dataclasses import fields
from pathlib import Path

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Dict, Enum, Unicode

from autograder.errors import CourseError
from autograder.grading import files, plain, reading, secret, submission
from autograder.grading.intake import Intake
from autograder.grading.official import Official, official, source_path
from autograder.grading.submission import Bench
from autograder.sandbox.backend import Local, best
from autograder.sandbox.limits import Limits
from autograder.sandbox.modes import MODES

_backends: dict[tuple[Limits, str], Local] = {}


class Submissions(NotebookExporter):
    """Reads submissions, also damaged ones; whatever one is, it comes to a result."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        grading = self.parent is not None and hasattr(self.parent, "init_assignment")
        self.intake = Intake(self.parent) if grading else None
        self._known: dict[tuple[str, ...], Official] = {}

    def from_filename(self, filename, resources=None, **kwargs):
        """Sanitise a submission and convert it; a file of our own is converted as it is."""
        if self.intake is None or not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources=resources, **kwargs)
        names = resources["nbgrader"]
        handed_in = self.intake.handed_in(filename)
        whole = submission.whole(self._official(names), handed_in)
        for text in reading.in_short(handed_in.notes.instructor):
            self.intake.warn(names, text)
        path = Path(filename)
        resources.setdefault("metadata", {}).update(name=path.stem, path=str(path.parent))
        return self.from_notebook_node(whole, resources=resources, **kwargs)

    def _official(self, names: dict[str, str]) -> Official:
        """The assignment's notebook, read once for the class."""
        which = names["db_url"], names["assignment"], names["notebook"]
        if which not in self._known:
            assert self.parent is not None  # the exporter converts only while it grades
            self._known[which] = official(*which, self.parent.coursedir)
        return self._known[which]


class Judge(NbGraderPreprocessor):
    """Runs the student's cells in a sandbox and judges the graded ones here."""

    mode = Enum(
        ["", *MODES], default_value="", help="warm, cold or plain; empty: the best that works"
    ).tag(config=True)
    limits = Dict(
        {}, help="Limits that differ from `autograder.sandbox.limits.Limits`, by name"
    ).tag(config=True)
    skip = Unicode(
        reading.LONG, help="Cells with this tag are not run, unless they are graded"
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        names = resources["nbgrader"]
        limits = self.bounds()
        key = secret.read()
        if key == secret.DEMO:
            self.log.info("No course secret is set: hidden data are those of the demonstration.")
        bench = Bench(key, self._backend(limits), limits, self.skip)
        course = self.parent.parent.coursedir
        reference = source_path(names["assignment"], names["notebook"], course)
        beside = files.beside(self._folder(names))
        result = submission.judge(nb, reference, names["student"], bench, beside)
        for note in result.notes:
            self.parent.intake.warn(names, note)
        for note in result.remarks:
            self.log.info("%s/%s: %s", names["student"], names["assignment"], plain.line(note))
        return nb, resources

    def bounds(self) -> Limits:
        """The limits, with those that the configuration changes."""
        try:
            return Limits(**self.limits)
        except TypeError as error:
            known = ", ".join(each.name for each in fields(Limits))
            raise CourseError(f"c.Judge.limits: {error}; there are {known}") from error

    def _folder(self, names: dict[str, str]) -> Path:
        """Where the sanitised notebook lies, and the files beside it."""
        course = self.parent.parent.coursedir
        place = (course.autograded_directory, names["student"], names["assignment"])
        return Path(course.format_path(*place))

    def _backend(self, limits: Limits) -> Local:
        key = limits, self.mode
        if key not in _backends:
            say = self.log.warning
            backend, _ = best(limits, self.mode, lambda text: say("%s", text))
            _backends[key] = backend
            atexit.register(backend.close)
        return _backends[key]
