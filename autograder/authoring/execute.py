"""Running notebooks: in an empty folder, cell by cell, long cells on demand only."""

from __future__ import annotations

import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from autograder import kernel
from autograder.authoring.source import LONG, tags, where
from autograder.errors import CourseError

TIMEOUT = 300
"""Seconds that one cell may take; cells tagged `long` are not limited."""

SLOW = 5.0
"""Seconds beyond which a cell belongs to the `long` ones."""


def run(
    notebook: NotebookNode,
    *,
    long: bool = False,
    what: str = "",
    log: Callable[[str], object] = print,
) -> None:
    """Run the cells of a notebook in place, in an empty folder, until the end or an error.

    Cells tagged `raises-exception` may raise. Cells tagged `long` keep the outputs that they have
    unless `long` is true.

    Parameters
    ----------
    notebook : NotebookNode
        Gets the outputs and execution counts.
    long : bool
        Also run the cells tagged `long`.
    what : str
        The notebook's name in messages.
    log : callable
        Told of progress.

    Raises
    ------
    CourseError
        If a cell raises that may not, takes too long, or kills the kernel.
    """
    total, started, told = len(notebook.cells), time.monotonic(), [time.monotonic()]
    current: list[NotebookNode] = []

    def begin(cell: NotebookNode, cell_index: int) -> None:
        current[:] = [cell]
        if time.monotonic() - told[0] > 2:
            told[0] = time.monotonic()
            log(f"{what}: {cell_index + 1} of {total} cells, {told[0] - started:.0f} s")

    with (
        tempfile.TemporaryDirectory() as folder,
        kernel.fresh(
            notebook,
            Path(folder),
            timeout=None if long else TIMEOUT,
            skip_cells_with_tag="" if long else LONG,
            on_cell_start=begin,
        ) as client,
    ):
        try:
            client.execute(stderr=subprocess.DEVNULL)
        except CellTimeoutError:
            raise CourseError(
                f"{what}: {where(current[0])} took more than {TIMEOUT} s. Make it quicker, or "
                f'tag it: # %% tags=["{LONG}"].'
            ) from None
        except CellExecutionError as error:
            message = re.sub(r"\x1b\[[0-9;]*m", "", str(error.evalue)).strip()
            raise CourseError(
                f"{what}: {where(current[0])} raises {error.ename}: {message}"
            ) from None
        except DeadKernelError:
            raise CourseError(f"{what}: the kernel died in {where(current[0])}.") from None


def carry_over(new: NotebookNode, old: NotebookNode, *, only_long: bool) -> list[NotebookNode]:
    """Give cells the outputs of the same cells of an earlier reference.

    Parameters
    ----------
    new, old : NotebookNode
    only_long : bool
        Only cells tagged `long`; else every cell.

    Returns
    -------
    list of cells that should have got outputs, but whose source is new.
    """
    earlier = {cell.id: cell for cell in old.cells if cell.cell_type == "code"}
    missing = []
    for cell in new.cells:
        if cell.cell_type != "code" or (only_long and LONG not in tags(cell)):
            continue
        before = earlier.get(cell.id)
        if before is None or before.source != cell.source or before.execution_count is None:
            missing.append(cell)
        else:
            cell.outputs, cell.execution_count = before.outputs, before.execution_count
    return missing
