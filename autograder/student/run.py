"""A student's notebook run from top to bottom in a fresh kernel."""

from __future__ import annotations

import copy
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from tqdm import tqdm

from autograder import kernel
from autograder.cells import cell_name
from autograder.errors import CourseError

SECONDS = 300
"""That one cell may take; then it is interrupted, and the next one runs."""
LONG = "long"
"""Tag of cells that train for a minute; the grader leaves them out, too."""


def executed(
    notebook: NotebookNode, files: Iterable[Path] = (), beside: Path | None = None
) -> NotebookNode:
    """A copy of a notebook with the outputs of a fresh run; an error ends its cell only.

    Parameters
    ----------
    notebook : NotebookNode
    files : iterable of Path
        What its cells may find beside it, copied to the folder in which they run.
    beside : Path, optional
        The folder that the files lie in.

    Raises
    ------
    CourseError
        If a cell ends the kernel.
    """
    result = copy.deepcopy(notebook)
    for cell in result.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    at: list[NotebookNode] = []
    # Without a terminal there is no bar; a run of two seconds needs none.
    with (
        tempfile.TemporaryDirectory() as folder,
        tqdm(total=len(result.cells), unit="cell", delay=2, leave=False, disable=None) as bar,
    ):
        for file in files:
            target = Path(folder) / (file.relative_to(beside) if beside else file.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)

        def begin(cell: NotebookNode, cell_index: int) -> None:
            at[:] = [cell]
            bar.update(cell_index - bar.n)

        with kernel.fresh(
            result,
            Path(folder),
            allow_errors=True,
            timeout=SECONDS,
            interrupt_on_timeout=True,
            skip_cells_with_tag=LONG,
            on_cell_start=begin,
        ) as client:
            try:
                client.execute(stderr=subprocess.DEVNULL)
            except DeadKernelError:
                raise CourseError(
                    f"The kernel ended at {named(at[0])}: this cell or one before it asks Python "
                    "to exit, or needs more memory than there is. The rest could not be run."
                ) from None
    return result


def named(cell: NotebookNode) -> str:
    """A cell as messages name it."""
    first = next((line for line in cell.source.splitlines() if line.strip()), "")
    return f"the cell {cell_name(cell)}" if cell_name(cell) else f"the cell {first[:50]!r}"
