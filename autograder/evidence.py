"""What a check knows when two arrays differ, and what it says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Evidence:
    """What a check knows when two arrays differ.

    Attributes
    ----------
    claimed, expected : ndarray of float
        What came and what should have come.
    sizes : mapping of str to int
        The sizes that a mistake may multiply by or forget, by their letters: {"N": 4}.
    upstream : ndarray, optional
        The gradient that the backward function was given.
    kind : str
        Row of `tolerances.TOLERANCES` that the check used.
    integers : bool
        Whether the claimed array held integers.
    hidden : bool
        Whether words must not tell of any number in the arrays: a student may have chosen it.
    """

    claimed: np.ndarray
    expected: np.ndarray
    sizes: Mapping[str, int] = field(default_factory=dict)
    upstream: np.ndarray | None = None
    kind: str = "gradient"
    integers: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Verdict:
    """A mistake in words, and the one thing to look at."""

    words: str
    look_at: str = ""
