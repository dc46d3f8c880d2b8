"""Grading one notebook: the student's cells in a child, the graded ones here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from autograder.bounded import Exhausted, bounded
from autograder.cells import bound_names
from autograder.grading import untrusted
from autograder.grading.judgement import failed
from autograder.grading.run import Run
from autograder.grading.standing import Cell, Ending, Pace, Result, Standing
from autograder.sandbox.backend import Backend
from autograder.sandbox.limits import Limits

LITTLE = 10_000
"""Characters of a cell that take no parser longer than a fork takes."""


def grade(
    cells: list[Cell],
    backend: Backend,
    limits: Limits,
    seed: Callable[[str], int],
    files: Mapping[str, bytes] | None = None,
    shown: Mapping[str, list[dict[str, Any]]] | None = None,
) -> Result:
    """Run a notebook's cells in order and judge the graded ones.

    All cells of the student's run, and a snapshot of the process is forked where each graded cell
    stands, before the first graded cell is looked at: nothing that a hidden check hands over can
    reach an output. A cell that ends its process is left out and the rest run again without it;
    which one it was is found by a second, careful run, since an end may come a moment late.

    Parameters
    ----------
    cells : list of Cell
    backend : Backend
    limits : Limits
    seed : callable
        From an exercise to the seed of its hidden data.
    files : mapping of str to bytes, optional
        What lies beside the notebook, by name.
    shown : mapping of str to outputs, optional
        Of cells whose outputs are known: what these show is dropped.

    Raises
    ------
    CourseError
        If a given cell ends the process without any of the student's.
    """
    standing = Standing(cells)
    result = standing.result
    result.outputs.update(shown or {})
    result.remarks += _rebound(cells)
    backend.begin()
    for _ in range(limits.restarts + len(cells) + 1):
        try:
            ending = Run(standing, backend, limits, seed, files or {}).play(standing.pending())
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
    if not untrusted.cleaned(v for k, v in result.outputs.items() if k not in (shown or {})):
        result.notes.append("outputs take too long to clean: only their text is kept")
    return result


def _rebound(cells: list[Cell]) -> list[str]:
    """Names of given cells that the student has bound anew: no harm, but worth knowing."""
    given = {name for c in cells if c.given for part in bound_names(c.source) for name in part}
    own = [cell for cell in cells if not cell.given and not cell.graded]
    sources = [cell.source for cell in own]
    little = max(map(len, sources), default=0) < LITTLE and sum(map(len, sources)) < 20 * LITTLE
    try:
        bound = _bound(sources) if little else bounded(_bound, sources, seconds=5.0)
    except Exhausted:
        return ["cells take too long to parse: which given names they bind anew is not known"]
    again = [(cell, sorted(given & set(names))) for cell, names in zip(own, bound, strict=True)]
    return [f"cell {c.name} binds given names anew: {', '.join(n)}" for c, n in again if n]


def _bound(sources: list[str]) -> list[list[str]]:
    """Names that each cell binds, and does not import."""
    parts = (bound_names(source) for source in sources)
    return [sorted(names - imported) for names, imported in parts]
