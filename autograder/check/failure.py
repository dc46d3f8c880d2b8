"""Where a graded cell failed and on what: all that is needed to tell one mistake from another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.tolerances import alike


@dataclass(frozen=True)
class Failure:
    """The first thing in a graded cell that was not as it should be.

    Attributes
    ----------
    at : int
        How many comparisons had begun, this one included.
    kind : str
        "value" and "shape" for arrays, "statement", "raises", else the name of the exception that
        the student's code raised.
    array : ndarray of float, optional
        What came, where it was an array; for a statement the numbers that it was made about.
    text : str
        The message of an exception.
    """

    at: int
    kind: str
    array: np.ndarray | None = None
    text: str = ""

    def __eq__(self, other: object) -> bool:
        """Whether both failed at the same comparison in the same way, and on the same numbers."""
        if not isinstance(other, Failure):
            return NotImplemented
        if (self.at, self.kind, self.text) != (other.at, other.kind, other.text):
            return False
        if self.array is None or other.array is None:
            return self.array is other.array
        return _same_array(self.array, other.array)

    __hash__ = None  # type: ignore[assignment]

    def as_json(self) -> dict[str, Any]:
        """Plain values for a file, numbers with as many digits as tell one mistake from another."""
        content: dict[str, Any] = {"at": self.at, "kind": self.kind}
        if self.text:
            content["text"] = self.text
        if self.array is not None:
            content["shape"] = list(self.array.shape)
            content["numbers"] = [float(f"{v:.9g}") for v in self.array.ravel()]
        return content

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Failure:
        array = None
        if "numbers" in content:
            array = np.array(content["numbers"], dtype=float).reshape(content["shape"])
        return cls(content["at"], content["kind"], array, content.get("text", ""))


def _same_array(a: np.ndarray, b: np.ndarray) -> bool:
    """The same numbers up to rounding, and nan or infinity at the same places."""
    if a.shape != b.shape:
        return False
    finite = np.isfinite(a)
    if not np.array_equal(finite, np.isfinite(b)):
        return False
    rest = np.array_equal(a[~finite], b[~finite], equal_nan=True)
    return rest and alike(a[finite], b[finite])
