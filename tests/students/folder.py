"""A student's folder for tests: the release of a notebook, some of it solved."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.cells import grade_id
from autograder.start import start
from autograder.student import work
from tests.cells import code_cells

NOTEBOOK = "00_warmup"
PASSED = "00.2: visible checks pass; hidden checks remain."


def answers(notebook: str) -> dict[str, str]:
    """The reference's solution cells by grade id."""
    return {c.grade_id: c.source for c in code_cells(notebook) if c.is_solution}


def folder_with(folder: Path, name: str, sources: Mapping[str, str]) -> work.Work:
    """A work folder in which a notebook's cells have these sources, by grade id."""
    start(folder, lambda line: None)
    mine = work.find(name, folder)
    rewrite(mine, sources)
    return mine


def rewrite(mine: work.Work, sources: Mapping[str, str]) -> None:
    """Give cells of the student's file other sources."""
    own = work.read(mine.path)
    for name, source in sources.items():
        cell(own, name).source = source
    work.write(own, mine.path)


def cell(notebook: NotebookNode, name: str) -> NotebookNode:
    """The first cell with a grade id."""
    return next(each for each in notebook.cells if grade_id(each) == name)


def show(mine: work.Work, name: str, text: str, error: str = "") -> None:
    """Save an output of a graded cell, and the error that it ended with."""
    own = work.read(mine.path)
    outputs = [new_output("display_data", data={"text/plain": text})]
    if error:
        outputs.append(new_output("error", ename=error, evalue=text, traceback=[]))
    cell(own, name).outputs = outputs
    work.write(own, mine.path)


def line(said: list[str], beginning: str) -> str:
    """The first line of what was said that begins so."""
    return next(text for text in said if text.strip().startswith(beginning))
