"""One submission to grade, and what came of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from nbformat import NotebookNode

from autograder.cells import exercise, grade_id


@dataclass(frozen=True)
class Task:
    """A submission to grade.

    Attributes
    ----------
    student : str
    folder : Path
    key : str
        Changes with the submission, and with whatever else changes a grade.
    submission : str
        Changes with the submission alone.
    exercise : str
        The only one to grade, "02.5" or a graded cell's grade id; "" for all.
    """

    student: str
    folder: Path
    key: str
    submission: str = ""
    exercise: str = ""

    def wants(self, cell: NotebookNode) -> bool:
        """Whether a graded cell is one to grade."""
        name = grade_id(cell)
        return not self.exercise or self.exercise in (name, exercise(name))


@dataclass
class Notebook:
    """A graded notebook: points by graded cell (None: by hand), comments by answer cell, sha256."""

    scores: dict[str, float | None]
    comments: dict[str, str | None]
    sha256: str = ""

    @property
    def points(self) -> float:
        """Automatic points."""
        return sum(score or 0.0 for score in self.scores.values())


@dataclass
class Outcome:
    """What came of a submission.

    Attributes
    ----------
    notebooks : dict of str to Notebook
    files : dict of str to bytes
        What belongs into autograded/: notebooks, and the files beside them. Not stored in JSON.
    warnings, remarks : list of str
        For the instructor's attention; for who wants to know.
    recorded : list of str
        Gradebooks that have it.
    """

    student: str
    key: str
    submission: str
    timestamp: datetime | None
    notebooks: dict[str, Notebook] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    seconds: float = 0.0
    recorded: list[str] = field(default_factory=list)

    @property
    def points(self) -> float:
        """Automatic points of all notebooks."""
        return sum(notebook.points for notebook in self.notebooks.values())

    def add(self, name: str, text: str, scores: dict, comments: dict) -> None:
        """Add a graded notebook."""
        data = text.encode()
        self.notebooks[name] = Notebook(scores, comments, hashlib.sha256(data).hexdigest())
        self.files[f"{name}.ipynb"] = data
