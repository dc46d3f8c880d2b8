"""Values written for the other side: see `autograder.sandbox.wire`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from autograder.sandbox.wire import (
    COSTS,
    MAX_ALIKE,
    MAX_BITS,
    MAX_DEPTH,
    MAX_ELEMENTS,
    MAX_RAW,
    Unsendable,
    span,
)


@dataclass
class Encoder:
    """Writes values of one frame.

    `handle` gives the tagged form of what has no other (functions, objects). `mutable` lists, in
    the order of writing, what its receiver may change.
    """

    handle: Callable[[object], object]
    pieces: list[bytes] = field(default_factory=list)
    mutable: list[object] = field(default_factory=list)
    _elements: int = 0
    _bytes: int = 0
    _inside: set[int] = field(default_factory=set)

    def value(self, v: object) -> object:
        """The form of a value in a message."""
        self._spend(1)
        if v is None or isinstance(v, bool):
            return v
        if isinstance(v, np.generic):
            return self._scalar(v)
        if isinstance(v, int):
            if v.bit_length() > MAX_BITS:
                raise Unsendable("number", v.bit_length())
            return int(v)
        if isinstance(v, float):
            return float(v)
        if isinstance(v, complex):
            return {"c": [v.real, v.imag]}
        if isinstance(v, str):
            self._count(len(v))
            return str(v)
        if isinstance(v, bytes | bytearray):
            return {"y": self._piece(bytes(v))}
        if isinstance(v, np.ndarray):
            return self._array(v)
        if isinstance(v, np.random.Generator):
            return self._generator(v)
        if isinstance(v, list | tuple | dict | range):
            return self._container(v)
        self._spend(COSTS["h"])
        return self.handle(v)

    def _container(self, v) -> object:
        if id(v) in self._inside:
            raise Unsendable("loop", type(v).__name__)
        if len(self._inside) >= MAX_DEPTH:
            raise Unsendable("deep", MAX_DEPTH)
        if isinstance(v, list | dict):
            self.mutable.append(v)
        self._spend(COSTS["d"])
        self._inside.add(id(v))
        try:
            if isinstance(v, dict):
                if max(Counter(map(hash, v)).values(), default=0) > MAX_ALIKE:
                    raise Unsendable("many", len(v))
                return {"d": [[self.value(k), self.value(x)] for k, x in v.items()]}
            if isinstance(v, list) and (scalars := _alike(v)) is not None:
                self._spend(len(v))
                return {"n": [scalars.dtype.str, self._piece(scalars.tobytes())]}
            items = [self.value(x) for x in v]
            return items if isinstance(v, list | range) else {"t": items}
        finally:
            self._inside.discard(id(v))

    def _array(self, v: np.ndarray) -> object:
        if v.dtype.kind in "OUS":
            if v.size > MAX_ELEMENTS:
                raise Unsendable("many", MAX_ELEMENTS)
            return self.value(np.ndarray.tolist(v))
        if v.dtype.kind not in "biufc":
            raise Unsendable("dtype", v.dtype.kind)
        if v.size == 0:
            self._count(span(v.shape) * v.dtype.itemsize)
        self._count(v.size * v.dtype.itemsize)
        self._spend(COSTS["a"])
        self.mutable.append(v)
        plain = np.array(v, dtype=_portable(v.dtype), order="C", subok=False)
        return {"a": [plain.dtype.str, list(plain.shape), self._piece(plain.tobytes(), False)]}

    def _scalar(self, v: np.generic) -> object:
        if v.dtype.kind not in "biufc":
            return self.value(v.item()) if v.dtype.kind in "US" else self.handle(v)
        plain = np.array(v, dtype=_portable(v.dtype))
        return {"s": [plain.dtype.str, self._piece(plain.tobytes())]}

    def _generator(self, v: np.random.Generator) -> object:
        self.mutable.append(v)
        self._spend(COSTS["g"])
        state = v.bit_generator.state
        before = len(self.mutable)
        form = {"g": [state["bit_generator"], self.value(state)]}
        del self.mutable[before:]
        return form

    def _piece(self, data: bytes, count: bool = True) -> int:
        if count:
            self._count(len(data))
        self.pieces.append(data)
        return len(self.pieces) - 1

    def _spend(self, cost: int) -> None:
        self._elements += cost
        if self._elements > MAX_ELEMENTS:
            raise Unsendable("many", MAX_ELEMENTS)

    def _count(self, size: int) -> None:
        self._bytes += size
        if self._bytes > MAX_RAW:
            raise Unsendable("big", self._bytes)


def _alike(items: list) -> np.ndarray | None:
    """NumPy numbers of one type, such as the costs of a training, as an array; else None."""
    first = items[0] if items else None
    if not isinstance(first, np.number) or any(type(x) is not type(first) for x in items):
        return None
    return np.array(items, dtype=_portable(first.dtype))


@cache
def _portable(dtype: np.dtype) -> np.dtype:
    """The little-endian dtype of the standard sizes that is nearest."""
    if dtype.kind == "b":
        return np.dtype("?")
    size = min(dtype.itemsize, 16 if dtype.kind == "c" else 8)
    return np.dtype(f"<{dtype.kind}{size}") if size > 1 else np.dtype(f"{dtype.kind}1")
