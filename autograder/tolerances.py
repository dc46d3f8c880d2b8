"""How close is close enough: one table and one comparison for every check."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Tolerance:
    """Shares of the expected size that may be missing.

    Attributes
    ----------
    whole : float
        Allowed norm of the difference, as a share of the norm of the expected array.
    entry : float
        Allowed difference of one entry, as a share of that entry, or of a thousandth of the
        root mean square of all where the entry is smaller than that.
    floor : float
        Absolute difference that is never an error.
    """

    whole: float
    entry: float
    floor: float


TOLERANCES = {
    # Two orders of summation differ by about 1e-15; a published number is exact to all digits.
    "value": Tolerance(whole=1e-8, entry=1e-7, floor=1e-12),
    # Single precision where the exercise allows it: 1e-7 an operation, some hundred operations.
    "float32": Tolerance(whole=1e-4, entry=1e-3, floor=1e-6),
    # Beside the estimated error of the differences, which is added in `agreement`.
    "gradient": Tolerance(whole=1e-6, entry=1e-5, floor=1e-9),
}
ERROR_FACTOR = 10.0
"""How often the estimated error of a numerical gradient may be exceeded.

Measured on 3,000 random functions scaled from 1e-6 to 1e6: exceeded by a factor of 1.8 at most.
"""

FORMULA = 2e-12
"""Share of its size by which a gradient worked out by a formula may be off in float64.

Measured on every reference, mistake and alternative of 01, 02 and 04 (about 7,500 comparisons that
reach this point): formulas are off by 1e-15 to 1.5e-13, the error of the slope that they are
compared with included. Central differences with steps of 1e-5 and 1e-6 are off by 1e-12 to 1e-9,
single precision by 1e-8. It accepts the complex step and differences of high order.
"""


@dataclass(frozen=True)
class Agreement:
    """Outcome of comparing two arrays of one shape.

    Attributes
    ----------
    ok : bool
    wrong : ndarray of bool
        The entries that are off.
    worst : tuple of int
        Index of the entry that is furthest off.
    relative : float
        Norm of the difference as a share of the norm of the expected array.
    """

    ok: bool
    wrong: np.ndarray
    worst: tuple[int, ...]
    relative: float


def agreement(actual, expected, kind: str = "value", error=0.0, skip=False) -> Agreement:
    """Compare two finite arrays of one shape.

    Parameters
    ----------
    actual, expected : ndarray of float
    kind : {"value", "float32", "gradient"}
        Row of `TOLERANCES`.
    error : ndarray or float
        Estimated absolute error of each entry of `expected`.
    skip : ndarray of bool or bool
        Entries that are not compared (kinks).
    """
    tolerance = TOLERANCES[kind]
    keep = ~np.broadcast_to(np.asarray(skip, dtype=bool), expected.shape)
    difference = np.where(keep, np.abs(actual - expected), 0.0)
    size = np.where(keep, np.abs(expected), 0.0)
    error = np.where(keep, ERROR_FACTOR * np.broadcast_to(error, expected.shape), 0.0)
    count = max(keep.sum(), 1)
    typical = _norm(size) / np.sqrt(count)
    allowed = tolerance.entry * np.maximum(size, 1e-3 * typical) + error + tolerance.floor
    wrong = difference > allowed
    whole = tolerance.whole * _norm(size) + _norm(error)
    # The floor is one number for the root mean square, not a sum: it must not grow with the size.
    ok = not wrong.any() and bool(_norm(difference) <= whole + tolerance.floor * np.sqrt(count))
    excess = difference / allowed
    worst = np.unravel_index(int(np.argmax(excess)), expected.shape) if expected.size else ()
    norm = _norm(size)
    relative = _norm(difference) / norm if norm else np.inf
    return Agreement(ok, wrong, tuple(int(i) for i in worst), relative)


def _norm(array: np.ndarray) -> float:
    """The norm of sizes, also where their squares are too large for a number."""
    norm = float(np.linalg.norm(array))
    largest = float(array.max(initial=0.0))
    if np.isfinite(norm) or not np.isfinite(largest):
        return norm
    return largest * float(np.linalg.norm(array / largest))


def alike(a, b, kind: str = "gradient") -> bool:
    """Whether two arrays have one shape, are finite and agree."""
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if a.shape != b.shape or not (np.isfinite(a).all() and np.isfinite(b).all()):
        return False
    return agreement(a, b, kind).ok
