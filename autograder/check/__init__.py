"""What a graded cell calls: a small vocabulary, the same in every notebook.

A graded cell is one `with check.exercise("00.2"):`. Inside it stands the visible check, which
students run as they work, and after `check.hidden("00.2")` the hidden one. Every function here
returns None when all is well (but `call`, `array`, `parts`, `rng` and `irregular`, which return
what they made) and raises `Rejected` with a message for a student when it is not.

Needs NumPy alone.
"""

from autograder.check.calls import call, cpu_limit, raises, without
from autograder.check.data import irregular
from autograder.check.derivatives import gradient
from autograder.check.modules import module
from autograder.check.outcome import NotDone, Rejected
from autograder.check.session import exercise, hidden, rng
from autograder.check.values import array, parts, that, value

__all__ = [
    "NotDone",
    "Rejected",
    "array",
    "call",
    "cpu_limit",
    "exercise",
    "gradient",
    "hidden",
    "irregular",
    "module",
    "parts",
    "raises",
    "rng",
    "that",
    "value",
    "without",
]
