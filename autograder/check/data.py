"""Data that are the same everywhere, and have no pattern."""

from __future__ import annotations

import numpy as np


def irregular(k: int, *shape: int) -> np.ndarray:
    """Numbers from -1 to 1 without a pattern, for visible checks: for each k from 1 on others.

    No two mistakes should give the same numbers by chance, and no order, sign or transpose should
    make no difference. They rest on no generator's stream.

    Examples
    --------
    >>> irregular(1, 2, 2).round(3)
    array([[ 0.841,  0.515],
           [-0.966, -0.265]])
    """
    places = np.arange(np.prod(shape, dtype=int))
    return np.sin(k * (1 + 1.6180339887 * places * np.sqrt(places))).reshape(shape)
