"""What grades one submission: the supervisor of a sandbox, with all that the class shares."""

from __future__ import annotations

import gc
import logging
import tempfile
import time
import traceback
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import LimitOutput
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from autograder.classroom.given import Given
from autograder.classroom.task import Outcome, Task
from autograder.errors import CourseError
from autograder.grading import files, intake, plain, reading, submission
from autograder.grading.intake import HandedIn
from autograder.grading.official import Official
from autograder.grading.reading import Notes
from autograder.grading.submission import Bench
from autograder.sandbox.backend import SandboxError, best

_log = logging.getLogger(__name__)


class Worker:
    """Grades submissions, one after the other, in children of one warm process."""

    def __init__(self, given: Given):
        self.given = given
        backend, _ = best(given.limits, given.mode)
        self.bench = Bench(given.secret, backend, given.limits, given.skip)
        self._limit = LimitOutput(max_lines=given.lines, max_traceback=given.traceback)
        gc.collect()
        gc.freeze()  # what is loaded by now stays: no collection goes through it again

    def close(self) -> None:
        """End the sandbox."""
        self.bench.backend.close()

    def grade(self, task: Task) -> Outcome:
        """Grade a submission; whatever it is, it comes to an outcome.

        Raises
        ------
        CourseError, SandboxError, OSError
            For faults of the assignment and of the machine: those are no submission's.
        """
        began = time.monotonic()
        notes = Notes()
        outcome = Outcome(task.student, task.key, task.submission, files.timestamp(task.folder))
        with tempfile.TemporaryDirectory(prefix="convnet-submission-") as staging:
            place = Path(staging)
            files.stage(task.folder, place, self.given.ignore, notes)
            self._ours(place)
            beside = files.beside(place)
            for path in place.rglob("*"):
                if path.is_file():
                    outcome.files[path.relative_to(place).as_posix()] = path.read_bytes()
        names = [each.name for each in self.given.notebooks]
        found = intake.sorted_out(task.folder, names, names, notes)
        for official in self.given.notebooks:
            made = self._graded(official, found[official.name], outcome, beside, task)
            scores = {c.metadata.nbgrader.grade_id: _points(c) for c in made.cells if is_grade(c)}
            answers = [c for c in made.cells if is_solution(c) or is_task(c)]
            comments = {c.metadata.nbgrader.grade_id: _comment(c) for c in answers}
            outcome.add(official.name, nbformat.writes(made) + "\n", scores, comments)
        outcome.seconds = time.monotonic() - began
        return outcome

    def _ours(self, place: Path) -> None:
        """The instructor's files take the place of a student's of the same name."""
        for name, content in self.given.beside.items():
            path = place / name
            if not (name in self.given.kept and path.exists()):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)

    def _graded(
        self,
        official: Official,
        handed_in: HandedIn,
        outcome: Outcome,
        beside: Mapping[str, bytes],
        task: Task,
    ) -> NotebookNode:
        """A judged notebook; one at which the grader stops counts as not handed in."""
        try:
            return self._judged(official, handed_in, outcome, beside, task)
        except (CourseError, SandboxError, OSError):
            raise
        except Exception as error:
            _log.warning("%s", plain.message(traceback.format_exc()))
            intake.give_up(handed_in, error, official.name)
            return self._judged(official, handed_in, outcome, beside, task)

    def _judged(
        self,
        official: Official,
        handed_in: HandedIn,
        outcome: Outcome,
        beside: Mapping[str, bytes],
        task: Task,
    ) -> NotebookNode:
        made = submission.whole(official, handed_in)
        made.cells = [c for c in made.cells if not is_test(c) or task.wants(c)]
        result = submission.judge(made, official.reference, outcome.student, self.bench, beside)
        made, _ = self._limit.preprocess(made, {})
        said = [*reading.in_short(handed_in.notes.instructor), *result.notes]
        outcome.warnings += [plain.line(text) for text in said]
        outcome.remarks += [plain.line(text) for text in result.remarks]
        if task.exercise:
            made.cells = [c for c in made.cells if is_test(c)]
        return made


def is_test(cell: NotebookNode) -> bool:
    """Whether a cell is graded, and no answer."""
    return is_grade(cell) and not is_solution(cell)


def _points(cell: NotebookNode) -> float | None:
    return determine_grade(cell, _log)[0]


def _comment(cell: NotebookNode) -> str | None:
    untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    return "No response." if untouched and not is_task(cell) else None
