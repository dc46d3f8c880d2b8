"""What may lie beside a notebook: so many files, so large, so deep, none that a browser runs."""

from __future__ import annotations

import mimetypes
import re

from autograder.grading import plain

MOST, MAX_FILE, MAX_ALL = 100, 10 << 20, 20 << 20
"""Files beside a notebook, bytes of one, bytes of all."""
DEEPEST = 4
"""A file in so many folders below the notebook's is not looked for."""
_RUNS = re.compile(r"html|xml|svg|script|rfc822|flash|mbox", re.IGNORECASE)


def runs(name: str) -> bool:
    """Whether a browser would run a file of this name, had it the file from Formgrader."""
    return _RUNS.search(mimetypes.guess_type(name)[0] or "") is not None


def is_plain(name: str) -> bool:
    """Whether a file's path can be shown as it is."""
    return plain.line(name, 200) == name
