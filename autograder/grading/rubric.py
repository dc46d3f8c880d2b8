"""The instructor's answer and mark scheme, beside the student's answer, for whoever marks it.

Formgrader shows the graded notebook, in which an answer in words stands in the place of the
instructor's. Feedback leaves these cells out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.utils import is_grade, is_solution

from autograder.cells import grade_id

TITLE = "Rubric"
_FOLDED = "<details><summary>A full answer</summary>"
_SCHEME = re.compile(r"\n*^\*{1,2}Mark scheme\.?\*{1,2}\s*(.*)", re.DOTALL | re.MULTILINE)


def rubrics(cells: Iterable[NotebookNode]) -> dict[str, str]:
    """What the instructor's notebook has where students answer in words, by grade id."""
    return {
        grade_id(cell): cell.source
        for cell in cells
        if cell.cell_type == "markdown" and is_grade(cell) and is_solution(cell)
    }


def beside_answers(
    cells: Iterable[NotebookNode], found: Mapping[str, str]
) -> Iterator[NotebookNode]:
    """The cells, and below each answer in words its rubric."""
    for cell in cells:
        yield cell
        if (name := grade_id(cell)) in found:
            yield _cell(name, found[name])


def is_rubric(cell: NotebookNode) -> bool:
    """Whether a cell is one of these; of a submission no metadata come through that say so."""
    return bool(cell.metadata.get("convnet_course", {}).get("rubric"))


def _cell(name: str, text: str) -> NotebookNode:
    answer, scheme = _SCHEME.sub("", text), _SCHEME.search(text)
    parts = [f"**{TITLE}, for whoever marks this; students do not see it.**"]
    parts += [scheme[1]] if scheme else []
    parts += [_FOLDED, answer, "</details>"]
    cell = new_markdown_cell("\n\n".join(parts), metadata={"convnet_course": {"rubric": True}})
    cell.id = f"rubric-{name}"
    return cell
