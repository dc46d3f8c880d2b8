"""The notebooks of the course: their names, their files, their points."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError

SOLUTIONS, COURSE = "solutions", "course"


@dataclass(frozen=True)
class Assignment:
    """One notebook as solutions/curriculum.toml describes it.

    Attributes
    ----------
    id : str
        "00_warmup"; also the name of nbgrader's assignment.
    root : Path
        The clone.
    version : str
        Version of the course.
    title : str
    automatic, manual : int
        Points given by checks, and by a person.
    points : dict
        Points by exercise: {"00.2": 5}.
    hours : str
        The time that it takes a student: "3–3½".
    """

    id: str
    root: Path
    version: str
    title: str
    automatic: int
    manual: int
    points: dict[str, int]
    hours: str = ""

    @property
    def number(self) -> str:
        """The two digits that every grade id begins with."""
        return self.id.partition("_")[0]

    @property
    def name(self) -> str:
        """What nbgrader calls the notebook: "warmup"."""
        return self.id.partition("_")[2]

    @property
    def source(self) -> Path:
        return self.root / SOLUTIONS / f"{self.id}.py"

    @property
    def reference(self) -> Path:
        return self.root / SOLUTIONS / self.id / f"{self.name}.ipynb"

    @property
    def release(self) -> Path:
        return self.root / COURSE / self.id / f"{self.name}.ipynb"

    def shown(self, path: Path) -> str:
        """A path as messages name it: relative to the clone."""
        return path.relative_to(self.root).as_posix()


def assignments(root: Path) -> list[Assignment]:
    """All notebooks of solutions/curriculum.toml, in order.

    Raises
    ------
    CourseError
        If `root` is no clone of the course, or the file is not as it should be.
    """
    root = Path(root).resolve()
    path = root / SOLUTIONS / "curriculum.toml"
    if not path.is_file():
        raise CourseError(
            f"There is no {SOLUTIONS}/curriculum.toml in {root}. This command works in a clone of "
            "the course with its solutions: change into it, or name it with --root."
        )
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        found = [
            Assignment(
                id=entry["id"],
                root=root,
                version=content["version"],
                title=entry["title"],
                automatic=entry["automatic"],
                manual=entry["manual"],
                points=dict(entry["points"]),
                hours=entry["hours"],
            )
            for entry in content["notebook"]
        ]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        why = f"{type(error).__name__}: {error}"
        raise CourseError(f"{SOLUTIONS}/curriculum.toml cannot be read: {why}.") from None
    for assignment in found:
        if not re.fullmatch(r"\d\d_[a-z][a-z0-9_]*", assignment.id):
            raise CourseError(
                f"{SOLUTIONS}/curriculum.toml: the id {assignment.id!r} is not of the form 00_name."
            )
    return found


def select(names: list[str] | None, root: Path) -> list[Assignment]:
    """The notebooks that a person named: "00_warmup" or "00"; all of them for none.

    Raises
    ------
    CourseError
        If a name fits no notebook.
    """
    known = assignments(root)
    if not names:
        return known
    chosen = []
    for name in names:
        fitting = [a for a in known if name in (a.id, a.number)]
        if not fitting:
            raise CourseError(
                f"There is no notebook {name!r} in {SOLUTIONS}/curriculum.toml. "
                f"It lists: {', '.join(a.id for a in known)}."
            )
        chosen += fitting
    return chosen
