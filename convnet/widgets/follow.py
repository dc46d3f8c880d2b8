"""Figures that show a student's functions at work are drawn anew when one of them is defined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from IPython import get_ipython

from convnet.widgets.interactive import Interactive

_followers: dict[object, Callable] = {}
"""What is called after each cell, by the cell that shows the figure: one for each figure."""


def follow(figure: Interactive, functions: Mapping[str, object], names: Iterable[str]) -> None:
    """Refresh a figure after a cell that has changed one of these functions.

    Parameters
    ----------
    figure : Interactive
    functions : mapping of str to function
        Where the functions are found: `globals()` of the notebook.
    names : iterable of str
        The functions that the figure calls.
    """
    events = getattr(get_ipython(), "events", None)
    if events is None:
        return
    names = tuple(names)
    seen = [functions.get(name) for name in names]

    def look(*_result) -> None:
        nonlocal seen
        now = [functions.get(name) for name in names]
        if any(new is not old for new, old in zip(now, seen, strict=True)):
            seen = now
            figure.refresh()

    cell = _cell() or names  # not every frontend says which cell it is
    if cell in _followers:
        events.unregister("post_run_cell", _followers[cell])
    _followers[cell] = look
    events.register("post_run_cell", look)


def _cell() -> object:
    """Which cell is running, as JupyterLab tells it."""
    header = getattr(get_ipython(), "parent_header", None) or {}
    return header.get("metadata", {}).get("cellId")
