"""A student's copy of a notebook, and the release that it was made from."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder import whole
from autograder.cells import exercise, grade_id
from autograder.errors import CourseError
from autograder.start import course_folder

RELOAD = "If the notebook is open in JupyterLab, close its tab without saving, and open it again."
BACKUPS, SUBMISSIONS = "backups", "submissions"
"""Folders of the work folder that these commands write to."""


@dataclass(frozen=True)
class Work:
    """One notebook of the course, in a student's folder.

    Attributes
    ----------
    id : str
        "00_warmup".
    folder : Path
        The student's folder, with all notebooks.
    """

    id: str
    folder: Path

    @property
    def number(self) -> str:
        return self.id.partition("_")[0]

    @property
    def path(self) -> Path:
        """The student's file."""
        return self.folder / self.id / f"{self.id.partition('_')[2]}.ipynb"

    @cached_property
    def release(self) -> NotebookNode:
        """The notebook as it was handed out."""
        return read(course_folder() / self.id / self.path.name)

    @cached_property
    def official(self) -> dict[str, NotebookNode]:
        """The release's cells that have a grade id, by it, in order."""
        return {grade_id(cell): cell for cell in self.release.cells if grade_id(cell)}

    @property
    def title(self) -> str:
        """The notebook's heading: "00 NumPy warm-up and numerical gradients"."""
        return self.release.cells[0].source.splitlines()[0].lstrip("# ")

    def newer(self, own: NotebookNode) -> str:
        """A sentence if the course has another release than the student's copy, else ""."""
        ours, theirs = version(self.release), version(own)
        if ours == theirs:
            return ""
        return (
            f"The course has release {ours} of this notebook, and yours is {theirs or 'unknown'}. "
            "Yours is kept as it is. To get the other one, rename yours and run "
            f"`convnet-course start {self.folder}`."
        )


def version(notebook: NotebookNode) -> str:
    """Which release of the course a notebook comes from, "" if it doesn't say."""
    return str(notebook.metadata.get("convnet_course", {}).get("version", ""))


def every(folder: Path | None) -> list[Work]:
    """All notebooks of the course, as they lie in a student's folder; some may not be there."""
    names = sorted(path.parent.name for path in course_folder().glob("[0-9][0-9]_*/*.ipynb"))
    place = _work_folder(folder, names)
    return [Work(name, place) for name in names]


def find(name: str, folder: Path | None) -> Work:
    """The notebook that a person named, "04" or "04_modules", in their folder.

    Raises
    ------
    CourseError
        If there is no such notebook, or no copy of it.
    """
    known = every(folder)
    wanted = name.rstrip("/\\").zfill(2)  # of a folder that the shell has completed
    fitting = [work for work in known if wanted in (work.number, work.id)]
    if not fitting:
        names = ", ".join(work.id for work in known)
        raise CourseError(f"There is no notebook {name!r}. The course has: {names}.")
    [work] = fitting
    if not work.path.is_file():
        raise CourseError(
            f"There is no {work.path}. `convnet-course start {work.folder}` puts it there; if "
            "yours is elsewhere, name its folder with --folder."
        )
    return work


def of_exercise(work: Work, number: str) -> dict[str, NotebookNode]:
    """The release's cells of one exercise, "04.7", by grade id.

    Raises
    ------
    CourseError
        If there is no such exercise.
    """
    cells = {name: cell for name, cell in work.official.items() if exercise(name) == number}
    if not cells:
        numbers = dict.fromkeys(each for name in work.official if (each := exercise(name)))
        raise CourseError(f"There is no exercise {number!r}. There are: {', '.join(numbers)}.")
    return cells


def _work_folder(folder: Path | None, names: list[str]) -> Path:
    """The folder that was named, or the first that has notebooks: here, above, or work/ here."""
    if folder is not None:
        return folder
    here = Path()
    for place in (here, here / "work", here / ".."):
        own = place.resolve() != course_folder().resolve()
        if own and any((place / name).is_dir() for name in names):
            return place
    return here / "work"


def read(path: Path) -> NotebookNode:
    """A notebook's file.

    Raises
    ------
    CourseError
        If it is none, with what to do.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of cells without ids: they get some
        try:
            return _complete(nbformat.read(path, as_version=4))
        except OSError as error:
            raise CourseError(f"{path} cannot be read: {error.strerror}.") from None
        except Exception:  # whatever a validator makes of a file that is no notebook
            raise CourseError(
                f"{path} is no notebook that can be read. If JupyterLab opens it, save it there; "
                "else take an earlier copy, or `convnet-course reset`."
            ) from None


def _complete(notebook: NotebookNode) -> NotebookNode:
    """A notebook with what older formats and other programs leave out: ids, outputs."""
    notebook = nbformat.v4.upgrade(notebook, 4, notebook.nbformat_minor)
    for each in [notebook, *notebook.cells]:
        for name in [name for name, value in each.metadata.items() if value is None]:
            del each.metadata[name]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.setdefault("outputs", [])
            cell.setdefault("execution_count", None)
    return notebook


def write(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook in one step: the file is the old one or the new one, whole."""
    whole.write(path, f"{nbformat.writes(notebook)}\n".encode())


def backup(work: Work) -> Path:
    """Copy the student's file to backups/, its name dated; returns the copy."""
    to = work.folder / BACKUPS / work.id / f"{work.path.stem}-{stamp()}.ipynb"
    to.parent.mkdir(parents=True, exist_ok=True)
    while to.exists():  # two within a second
        to = to.with_name(f"{to.stem}b.ipynb")
    shutil.copy2(work.path, to)
    return to


def stamp() -> str:
    """The time for a file's name."""
    return datetime.now().strftime("%Y-%m-%d-%H%M%S")


def beside(work: Work) -> Iterator[Path]:
    """Files of the student's that lie beside the notebook: no other notebook, nothing hidden."""
    folder = work.path.parent
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith((".", "__")) for part in parts)
        if path.is_file() and not path.is_symlink() and not hidden and path.suffix != ".ipynb":
            yield path
