"""`convnet-course reset`: a notebook, or one exercise of it, as it was handed out."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

from nbformat import NotebookNode

from autograder import whole
from autograder.cells import exercise, grade_id
from autograder.errors import CourseError
from autograder.start import course_folder
from autograder.student import work

Log = Callable[[str], object]


def reset(name: str, folder: Path | None = None, *, only: str = "", log: Log = print) -> None:
    """Put a notebook, or the cells of one exercise, back as they were handed out.

    The file as it was is kept in backups/, its name dated.

    Parameters
    ----------
    name : str
        "04" or "04_modules".
    folder : Path, optional
        The student's; by default it is looked for.
    only : str
        The number of one exercise, "04.7"; all else stays as it is.
    log : callable
        Takes text.

    Raises
    ------
    CourseError
        If there is no such exercise, or its cells are not in the notebook.
    """
    mine = work.find(name, folder)
    changed = _with_exercise_reset(mine, only) if only else None
    kept = work.backup(mine)
    if changed is None:
        released = course_folder() / mine.id / mine.path.name
        whole.write(mine.path, released.read_bytes())
    else:
        work.write(changed, mine.path)
    log(f"{only or mine.path} is as it was handed out. Your file as it was: {kept}. {work.RELOAD}")


def _with_exercise_reset(mine: work.Work, only: str) -> NotebookNode:
    """The student's notebook with the release's cells of one exercise in the place of theirs."""
    official = work.of_exercise(mine, only)
    own = work.read(mine.path)
    here = {grade_id(cell) for cell in own.cells}
    missing = [name for name in official if name not in here]
    if missing:
        raise CourseError(
            f"{', '.join(missing)} is not in your notebook. "
            f"`convnet-course check {mine.number} --repair` puts it back first."
        )
    own.cells = [
        copy.deepcopy(official[name]) if exercise(name := grade_id(cell)) == only else cell
        for cell in own.cells
    ]
    return own
