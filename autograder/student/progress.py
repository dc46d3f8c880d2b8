"""`convnet-course progress`: points so far, from the student's own files and what they last showed.

Nothing is run, and nothing is sent anywhere. The same is put on the start page, as a row of
notebooks; `convnet-course lab` keeps it up to date whenever a notebook is saved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from autograder import whole
from autograder.errors import CourseError
from autograder.start import START_PAGE
from autograder.student import work
from autograder.student.standing import parts, reached
from autograder.student.startpage import with_card

Log = Callable[[str], object]
WIDTH = 20
"""Characters of a bar."""


@dataclass(frozen=True)
class Notebook:
    """How far a notebook is: points passed and of how many; a sentence if it is another release."""

    title: str
    number: str
    passed: float
    of: float
    newer: str = ""
    problem: str = ""


def progress(folder: Path | None = None, *, log: Log = print) -> None:
    """Print points so far in every notebook, and put them on the start page.

    Raises
    ------
    CourseError
        If there is no notebook, or no start page that can be read.
    """
    mine = work.every(folder)
    if not any(each.path.is_file() for each in mine):
        raise CourseError(
            f"None of the notebooks is in {mine[0].folder}. Change into your folder, or name it "
            "with --folder."
        )
    notebooks = [_notebook(each) for each in mine]
    widest = max(len(each.title) for each in notebooks)
    for each in notebooks:
        done = round(WIDTH * each.passed / each.of) if each.of else 0
        bar = "#" * done + "." * (WIDTH - done)
        log(f"{each.title:<{widest}}  {bar}  {_points(each)}")
    total, of = sum(each.passed for each in notebooks), sum(each.of for each in notebooks)
    log(f"{total:g} of {of:g} points by visible checks, as each notebook was last saved.")
    for each in notebooks:
        for text in filter(None, (each.problem, each.newer)):
            log(text)
    _put_on_start_page(mine[0].folder, notebooks)


def refresh(folder: Path) -> None:
    """Put the points on the start page of a work folder."""
    _put_on_start_page(folder, [_notebook(each) for each in work.every(folder)])


def card(notebooks: list[Notebook]) -> str:
    """The row of notebooks as a table in Markdown; "" before the first point."""
    if not any(each.passed for each in notebooks):
        return ""
    rows = [
        [f"{each.number}" for each in notebooks],
        [":-:"] * len(notebooks),
        [_points(each) for each in notebooks],
    ]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"**Your points so far**, by visible checks, as you last saved each notebook:\n\n{table}"


def _points(each: Notebook) -> str:
    return f"{each.passed:g} of {each.of:g}"


def _put_on_start_page(folder: Path, notebooks: list[Notebook]) -> None:
    page = folder / START_PAGE
    if page.is_file():
        try:
            before = page.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise CourseError(
                f"{page} is no text in UTF-8, and stays without points: save it as UTF-8, or "
                f"rename it and run `convnet-course start {folder}`."
            ) from None
        after = with_card(before, card(notebooks))
        if after != before:
            whole.write(page, after.encode())


def _notebook(mine: work.Work) -> Notebook:
    try:
        changed = mine.path.stat().st_mtime_ns
    except OSError:
        changed = 0
    return _as_saved(mine, changed)


@lru_cache(maxsize=64)
def _as_saved(mine: work.Work, changed: int) -> Notebook:
    """How far a notebook is; read anew when the file has changed."""
    automatic = [
        cell.metadata.nbgrader.get("points", 0)
        for cell in mine.official.values()
        if cell.metadata.nbgrader.grade and not cell.metadata.nbgrader.solution
    ]
    nothing = Notebook(mine.title, mine.number, 0, sum(automatic))
    if not changed:
        return nothing
    try:
        own = work.read(mine.path)
    except CourseError as error:
        return Notebook(mine.title, mine.number, 0, nothing.of, problem=str(error))
    passed, of = reached(parts(own, mine.official))
    return Notebook(mine.title, mine.number, passed, of, mine.newer(own))
