"""Where a graded cell failed and on what: all that is needed to tell one mistake from another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

_PROJECTIONS = 2
_TOLERANCE = 2e-6
"""Share of an array's norm by which two that differ by rounding may differ."""


@dataclass(frozen=True)
class Failure:
    """The first thing in a graded cell that was not as it should be.

    An array is kept as a sketch, its norm and its projections on a few fixed directions: a handful
    of numbers that no two different arrays share but by an unlikely chance.

    Attributes
    ----------
    at : int
        How many comparisons had begun, this one included.
    kind : str
        "value" and "shape" for arrays, "statement", "raises" for another exception than that asked
        for and "accepts" for none, else the name of the exception that the student's code raised.
    shape : tuple of int or None
        Of the array that came; of the numbers that a statement was made about.
    sketch : tuple of float
        How many entries are nan, inf and -inf; the norm of the others, and their projections.
    text : str
        The message of an exception.
    """

    at: int
    kind: str
    shape: tuple[int, ...] | None = None
    sketch: tuple[float, ...] = ()
    text: str = ""

    @classmethod
    def of(cls, at: int, kind: str, array: np.ndarray | None = None, text: str = "") -> Failure:
        """A failure on an array."""
        if array is None:
            return cls(at, kind, text=text)
        return cls(at, kind, array.shape, _sketch(array), text)

    def __eq__(self, other: object) -> bool:
        """Whether both failed at the same comparison in the same way, and on the same numbers.

        The message of an exception counts where both are known; a hidden check doesn't say it.
        """
        if not isinstance(other, Failure):
            return NotImplemented
        if (self.at, self.kind, self.shape) != (other.at, other.kind, other.shape):
            return False
        if self.text and other.text and self.text != other.text:
            return False
        if not self.sketch or not other.sketch:
            return self.sketch == other.sketch
        (*counts, norm), (*other_counts, other_norm) = self.sketch[:4], other.sketch[:4]
        allowed = _TOLERANCE * max(norm, other_norm)
        return counts == other_counts and bool(
            np.allclose(self.sketch[3:], other.sketch[3:], rtol=0, atol=allowed)
        )

    # Equal up to rounding, so no hash could agree with it.
    __hash__ = None  # type: ignore[assignment]

    @property
    def raised(self) -> bool:
        """Whether student code stopped with an exception, whose own words say more than a slip's.

        Many slips end in the same exception, so that one which does is no evidence.
        """
        return self.kind[:1].isupper()

    def as_json(self) -> list[Any]:
        """Plain values for a file."""
        shape = None if self.shape is None else list(self.shape)
        sketch = [float(f"{number:.8g}") for number in self.sketch]
        return [self.at, self.kind, shape, sketch, *([self.text] if self.text else [])]

    @classmethod
    def from_json(cls, content: list[Any]) -> Failure:
        """What `as_json` has written."""
        at, kind, shape, sketch, *text = content
        return cls(at, kind, None if shape is None else tuple(shape), tuple(sketch), *text)


def _sketch(array: np.ndarray) -> tuple[float, ...]:
    numbers = np.asarray(array, dtype=float).ravel()
    counts = [float(s.sum()) for s in (np.isnan(numbers), numbers == np.inf, numbers == -np.inf)]
    # No larger than what can be squared, or the norm would be infinite.
    numbers = np.clip(np.where(np.isfinite(numbers), numbers, 0.0), -1e150, 1e150)
    place = np.arange(numbers.size)
    projections = []
    for k in range(1, _PROJECTIONS + 1):
        direction = np.cos((0.7 + k) * place + k * k)
        length = float(np.linalg.norm(direction)) or 1.0
        projections.append(float(direction @ numbers) / length)
    return (*counts, float(np.linalg.norm(numbers)), *projections)
