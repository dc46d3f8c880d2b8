"""Grading one notebook: the student's cells in a child, the graded ones here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from autograder.cells import bound_names
from autograder.grading.judgement import failed
from autograder.grading.run import Cell, Ending, Pace, Result, Run, Standing
from autograder.sandbox.backend import Backend
from autograder.sandbox.limits import Limits


def grade(
    cells: list[Cell],
    backend: Backend,
    limits: Limits,
    seed: Callable[[str], int],
) -> Result:
    """Run a notebook's cells in order and judge the graded ones.

    All cells of the student's run, and a snapshot of the process is forked where each graded cell
    stands, before the first graded cell is looked at: nothing that a hidden check hands over can
    reach an output. A cell that ends its process is left out and the rest run again without it;
    which one it was is found by a second, careful run, since an end may come a moment late.

    Raises
    ------
    CourseError
        If a given cell ends the process without any of the student's.
    """
    standing = Standing(cells)
    result = standing.result
    result.notes += _rebound(cells)
    backend.begin()
    for _ in range(limits.restarts + len(cells) + 1):
        try:
            ending = Run(standing, backend, limits, seed).play(standing.pending())
        finally:
            backend.kill()
        if ending is Ending.UNTRACED:
            standing.pace = Pace.CAREFUL
        if ending is Ending.RAN and not standing.pending():
            break
        if len(standing.left_out) > limits.restarts or backend.over():
            break
    why, note = "the process that ran your notebook kept ending", "the process kept ending"
    if backend.over():
        why = note = f"the whole notebook may run for {limits.total_wall:g} s, and that was over"
    unchecked = standing.pending()
    for cell in unchecked:
        text = f"This could not be checked: {why}."
        result.judgements[cell.number] = failed(text, f"{cell.name}: {note}")
    if unchecked:
        result.notes.append(note)
    return result


def _rebound(cells: list[Cell]) -> Iterator[str]:
    """Names of given cells that the student has bound anew: no harm, but worth knowing."""
    given = {name for c in cells if c.given for part in bound_names(c.source) for name in part}
    for cell in cells:
        if not cell.given and not cell.graded:
            names, imported = bound_names(cell.source)
            if again := given & (names - imported):
                yield f"cell {cell.name} binds given names anew: {', '.join(sorted(again))}"
