"""Code that several graded cells of an exercise need: once in the source, in each cell when built.

In the source a cell `NN-MM-shared` holds it, and a line `### SHARED` in a graded cell stands where
it goes. In the notebook it stands there between two marks, so that graded cells are self-contained
and the source can be written back from the notebook.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from nbformat import NotebookNode

from autograder.errors import CourseError

_PLACE = re.compile(r"^( *)### SHARED$", re.MULTILINE)
_BLOCK = re.compile(r"^( *)### BEGIN SHARED\n(.*?)^ *### END SHARED$", re.MULTILINE | re.DOTALL)


def shared_id(grade_id: str) -> str:
    """The grade id of the shared cell that a graded cell takes from: "04-07-shared"."""
    return f"{grade_id[:5]}-shared"


def expanded(cells: list[NotebookNode]) -> list[NotebookNode]:
    """The cells of a notebook: shared ones are put where they are wanted, and left out.

    Raises
    ------
    CourseError
        If a shared cell is missing, or none wants it.
    """
    texts = {_id(cell): cell.source for cell in cells if _id(cell).endswith("-shared")}
    wanted = set()
    kept = []
    for cell in cells:
        name = _id(cell)
        if name in texts:
            continue
        if _PLACE.search(cell.source):
            own = shared_id(name)
            if own not in texts:
                raise CourseError(f"cell {name}: it says ### SHARED, and there is no cell {own}")
            wanted.add(own)
            cell.source = _with_block(cell.source, texts[own])
        kept.append(cell)
    if idle := sorted(set(texts) - wanted):
        raise CourseError(f"cell {idle[0]}: no graded cell of its exercise says ### SHARED")
    return kept


def _with_block(source: str, text: str) -> str:
    block = f"### BEGIN SHARED\n{text.strip()}\n### END SHARED"
    return _PLACE.sub(lambda place: textwrap.indent(block, place[1]), source)


def collapsed(cells: list[NotebookNode]) -> Iterator[tuple[str, str, NotebookNode]]:
    """Cells as the source has them: (id of a shared cell before it or "", its text, the cell)."""
    seen = set()
    for cell in cells:
        name, found = _id(cell), _BLOCK.search(cell.source)
        own = shared_id(name)
        if found and own not in seen:
            seen.add(own)
            yield own, textwrap.dedent(found[2]).strip(), _with_place(cell)
        else:
            yield "", "", _with_place(cell)


def _with_place(cell: NotebookNode) -> NotebookNode:
    copy = NotebookNode(cell)
    copy.source = _BLOCK.sub(r"\1### SHARED", cell.source)
    return copy


def _id(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")
