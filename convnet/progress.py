"""A progress bar in text: one line that is rewritten, in a terminal and in a notebook."""

from __future__ import annotations

import sys
import time

WIDTH = 24
DELAY = 0.5
"""Seconds of work before the bar is shown."""
EVERY = 0.1
"""Seconds between two drawings …"""
SELDOM = 20.0
"""… and where a line can't be rewritten, as in a log file."""


class Progress:
    """A bar with a title and a note; shown only once the work has taken half a second.

    Parameters
    ----------
    title : str
        What is going on.
    total : int
        How many units there are; 0 if nobody knows.
    shown : bool
        False for a bar that stays silent.

    Notes
    -----
    `total`, `update`, `reset` and `close` are what pooch asks of a progress bar.
    """

    def __init__(self, title: str, total: int = 0, shown: bool = True):
        self.title, self.total, self.shown = title, total, shown
        self.note = ""
        in_notebook = type(sys.stdout).__module__.startswith("ipykernel")
        self._screen = sys.stdout if in_notebook else sys.stderr  # notebooks paint stderr red
        self._rewrites = in_notebook or self._screen.isatty()
        self._started = time.monotonic()
        self.reset()

    def reset(self) -> None:
        """Start counting anew."""
        self.done, self._drawn, self._length = 0, self._started, 0

    def update(self, units: int = 1) -> None:
        """Count units of work done, and redraw where it is time."""
        self.done += units
        now = time.monotonic()
        if (
            self.shown
            and now - self._started > DELAY
            and now - self._drawn > (EVERY if self._rewrites else SELDOM)
        ):
            self._drawn = now
            self._write(self.line())

    def close(self) -> None:
        """Draw the last state and end the line."""
        if self.shown and self._length:
            self._write(self.line() + "\n")
        self._length = 0

    def line(self) -> str:
        """The bar as it would be drawn now."""
        seconds = time.monotonic() - self._started
        share = min(1.0, self.done / self.total) if self.total else 0.0
        bar = "#" * round(WIDTH * share)
        parts = [f"{self.title} [{bar:<{WIDTH}}] {share:4.0%}", f"{seconds:.0f} s", self.note]
        return "  ".join(part for part in parts if part)

    def _write(self, text: str) -> None:
        # Spaces wipe out what is left of a longer line.
        line = text.rstrip("\n")
        start, end = ("\r", text[len(line) :]) if self._rewrites else ("", "\n")
        self._screen.write(start + line.ljust(self._length if self._rewrites else 0) + end)
        self._screen.flush()
        self._length = len(line)
