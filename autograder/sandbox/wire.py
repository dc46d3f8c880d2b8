"""Values between grader and student: JSON and raw bytes, never pickle.

In a message a student's or a grader's value is written as JSON itself where JSON has it (None,
bool, int, float, str, list) and else as an object with one key, the tag. Bytes go as pieces of
their own (`autograder.sandbox.frames`).

    t  tuple                    a  array: [dtype, shape, piece]
    d  dict: [[key, value]…]    s  NumPy scalar: [dtype, piece]
    y  bytes: piece             g  Generator: [bit generator, state]
    c  complex: [re, im]        h  handle: [id, kind, name, parameters]
    o  own handle that comes home: id
    n  list of NumPy numbers of one type: [dtype, piece]

`autograder.sandbox.encoder` writes them and `autograder.sandbox.decoder` reads them, within the
bounds that stand here. What is received was written by somebody hostile: anything unexpected raises
`WireError`, and what a value takes here is bounded by what it may hold, not only by the length of
its frame.
"""

from __future__ import annotations

import math

import numpy as np

MAX_RAW = 64 << 20
MAX_DEPTH = 60
MAX_ELEMENTS = 1_000_000
MAX_BITS = 4096
MAX_DIMENSIONS = 32
MAX_ALIKE = 16
"""Keys of one dict that may have one hash: more are made on purpose, to be slow."""
CODES = ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
DTYPES = {np.dtype(code).str for code in CODES}
COSTS = {"d": 3, "t": 3, "n": 3, "a": 5, "h": 100, "g": 500}
"""Elements that a tag counts for, after the memory that it takes; a list counts as a dict does."""


class WireError(Exception):
    """What came is not a frame, or not a value, of this protocol."""


class Unsendable(Exception):
    """A value that does not cross: `code` says why, `detail` (a number or a name) more exactly."""

    def __init__(self, code: str, detail: object = ""):
        super().__init__(code, detail)
        self.code, self.detail = code, detail


def span(shape) -> int:
    """Elements that an array of this shape holds as soon as something is put along its empty axes.

    An empty array takes nothing, but sums over it, and what it is broadcast with, do.
    """
    return math.prod(max(n, 1) for n in shape)
