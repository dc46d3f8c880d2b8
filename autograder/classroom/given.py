"""What is the same for the whole class: made once, handed to each worker once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import LimitOutput
from nbgrader.utils import find_all_files
from traitlets.config import Config

from autograder.errors import CourseError
from autograder.grading import secret
from autograder.grading.nbgrader import Judge
from autograder.grading.official import Official, official
from autograder.grading.opening import opened
from autograder.mistakes import declared
from autograder.sandbox.limits import Limits
from convnet.download import datasets

_ASIDE = "authoring", "classroom", "student", "cli.py", "start.py"
"""Parts of autograder/ that judge nothing, but for the worker."""
_WORKER = "classroom/worker.py"
_READ = ".py", ".npz", ".gz", ".toml"
"""The library's source, checkpoints and data. MNIST is in the registry, with its hashes."""


@dataclass(frozen=True)
class Given:
    """An assignment, the course's secret, and how submissions are judged.

    Attributes
    ----------
    beside : dict of str to bytes
        The instructor's files, by name: they take the place of a student's.
    kept : tuple of str
        Names of files that stay the student's.
    ignore : tuple of str
        Names of files that nobody wants.
    lines, traceback : int
        So many lines of a cell's output, and of an error, are kept.
    """

    assignment: str
    notebooks: tuple[Official, ...]
    beside: dict[str, bytes]
    kept: tuple[str, ...]
    ignore: tuple[str, ...]
    secret: bytes
    mode: str
    limits: Limits
    skip: str
    lines: int
    traceback: int

    @cached_property
    def mark(self) -> str:
        """Changes with whatever changes a grade: tests, data, limits, versions, the secret."""
        sha = hashlib.sha256(_program().encode())
        for each in self.notebooks:
            sha.update(json.dumps([each.cells, each.metadata], sort_keys=True).encode())
            for path in (each.reference, _mistakes(each.reference)):
                sha.update(path.read_bytes() if path.is_file() else b"none")
        for name, content in sorted(self.beside.items()):
            sha.update(f"{name}\0{len(content)}\0".encode() + content)
        settings = [asdict(self.limits), self.skip, self.lines, self.traceback]
        sha.update(json.dumps([settings, self.kept, self.ignore]).encode())
        return hashlib.sha256(self.secret + b"\0" + sha.digest()).hexdigest()


def given(course: CourseDirectory, config: Config, assignment: str, database: str) -> Given:
    """All that submissions of an assignment are judged with.

    Parameters
    ----------
    course : CourseDirectory
    config : Config
    assignment : str
        "00_warmup" or "00".
    database : str
        URL of nbgrader's gradebook.

    Raises
    ------
    CourseError
        If the gradebook doesn't have the assignment.
    """
    with opened(database, course.course_id) as gradebook:
        released = [each.name for each in gradebook.assignments if each.notebooks]
        assignment = _full(assignment, released)
        names = [n.name for n in gradebook.find_assignment(assignment).notebooks]
    notebooks = tuple(official(database, assignment, name, course) for name in names)
    source = notebooks[0].reference.parent
    beside = {
        str(Path(path).relative_to(source)): Path(path).read_bytes()
        for path in find_all_files(str(source), [*course.ignore, "*.ipynb"])
    }
    judge, limit = Judge(config=config), LimitOutput(config=config)
    kept = Autograde(coursedir=course, config=config).exclude_overwriting.get(assignment, [])
    return Given(
        assignment, notebooks, beside, tuple(kept), tuple(course.ignore), secret.read(),
        judge.mode, judge.bounds(), judge.skip, limit.max_lines, limit.max_traceback,
    )  # fmt: skip


def _full(wanted: str, there: list[str]) -> str:
    """An assignment's name; a person may have given the number alone."""
    if wanted in there:
        return wanted
    fitting = [name for name in there if name.partition("_")[0] == wanted]
    if len(fitting) == 1:
        return fitting[0]
    raise CourseError(
        f"The gradebook has {'several assignments' if fitting else 'no assignment'} {wanted}; it "
        f"has: {', '.join(sorted(there)) or 'none'}. Name one of these, or run `nbgrader "
        "generate_assignment NN_name` first, in the course's folder."
    )


def _mistakes(reference: Path) -> Path:
    return reference.parent.with_name(reference.parent.name + declared.SUFFIX)


def _program() -> str:
    """The version of what judges: its source and data, and NumPy's version."""
    sha = hashlib.sha256(np.__version__.encode())
    for name, path in sources():
        sha.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return sha.hexdigest()


def sources() -> Iterator[tuple[str, Path]]:
    """Files that a grade depends on, by name: the grader's, and the library's that cells import."""
    grader = Path(__file__).resolve().parents[1]
    for path in sorted(grader.rglob("*.py")):
        name = path.relative_to(grader).as_posix()
        if name == _WORKER or name.partition("/")[0] not in _ASIDE:
            yield f"autograder/{name}", path
    for folder in (grader.with_name("convnet"), datasets()):
        for path in sorted(folder.rglob("*")):
            if path.suffix in _READ:
                yield f"{folder.name}/{path.relative_to(folder).as_posix()}", path
