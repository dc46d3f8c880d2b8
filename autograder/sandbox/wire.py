"""Values between grader and student: JSON and raw bytes, never pickle.

In a message a student's or a grader's value is written as JSON itself where JSON has it (None,
bool, int, float, str, list) and else as an object with one key, the tag. Bytes go as pieces of
their own (`autograder.sandbox.frames`).

    t  tuple                    a  array: [dtype, shape, piece]
    d  dict: [[key, value]…]    s  NumPy scalar: [dtype, piece]
    y  bytes: piece             g  Generator: [bit generator, state]
    c  complex: [re, im]        h  handle: [id, kind, name, parameters]
    o  own handle that comes home: id

What is received was written by somebody hostile: anything unexpected raises `WireError`, and what
a value takes here is bounded by what it may hold, not only by the length of its frame.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

import numpy as np

from autograder.sandbox import generators

MAX_RAW = 64 << 20
MAX_DEPTH = 60
MAX_ELEMENTS = 1_000_000
MAX_BITS = 4096
MAX_DIMENSIONS = 32
MAX_ALIKE = 16
"""Keys of one dict that may have one hash: more are made on purpose, to be slow."""
CODES = ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
DTYPES = {np.dtype(code).str for code in CODES}
COSTS = {"d": 3, "t": 3, "a": 5, "h": 100, "g": 500}
"""Elements that a tag counts for, after the memory that it takes; a list counts as a dict does."""


class WireError(Exception):
    """What came is not a frame, or not a value, of this protocol."""


class Unsendable(Exception):
    """A value that does not cross: `code` says why, `detail` (a number or a name) more exactly."""

    def __init__(self, code: str, detail: object = ""):
        super().__init__(code, detail)
        self.code, self.detail = code, detail


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
            self._count(_span(v.shape) * v.dtype.itemsize)
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


def _portable(dtype: np.dtype) -> np.dtype:
    """The little-endian dtype of the standard sizes that is nearest."""
    if dtype.kind == "b":
        return np.dtype("?")
    size = min(dtype.itemsize, 16 if dtype.kind == "c" else 8)
    return np.dtype(f"<{dtype.kind}{size}") if size > 1 else np.dtype(f"{dtype.kind}1")


@dataclass
class Decoder:
    """Reads values of one frame; `handle` and `own` turn handles into objects."""

    pieces: list[bytes]
    handle: Callable[[int, str, str, list[str]], object]
    own: Callable[[int], object]
    mutable: list[object] = field(default_factory=list)
    _elements: int = 0
    _taken: set[int] = field(default_factory=set)

    def value(self, form: object) -> object:
        """The value that a form in a message stands for.

        Raises
        ------
        WireError
            Whatever is wrong with it, also what nobody has thought of.
        """
        try:
            return self._value(form, 0)
        except WireError:
            raise
        except Exception as error:
            raise WireError(f"a value that cannot be made ({type(error).__name__})") from error

    def _value(self, form: object, depth: int) -> object:
        self._spend(1)
        if depth > MAX_DEPTH + 3:
            _bad("a value that is too deep")
        if isinstance(form, int) and form.bit_length() > MAX_BITS:
            _bad("a number with too many digits")
        if form is None or isinstance(form, bool | int | float | str):
            return form
        if isinstance(form, list):
            self._spend(COSTS["d"])
            made: list[object] = []
            self.mutable.append(made)
            made.extend(self._value(x, depth + 1) for x in form)
            return made
        if not isinstance(form, dict) or len(form) != 1:
            _bad("a form without its tag")
        [(tag, content)] = form.items()
        read = getattr(self, f"_read_{tag}", None) if tag in tuple("tdycasgho") else None
        if read is None:
            _bad("an unknown tag")
        self._spend(COSTS.get(tag, 1))
        return read(content, depth + 1)

    def _read_t(self, content, depth) -> tuple:
        return tuple(self._value(x, depth) for x in _list(content))

    def _read_d(self, content, depth) -> dict:
        made: dict[object, object] = {}
        self.mutable.append(made)
        pairs = [[self._value(part, depth) for part in _list(pair, 2)] for pair in _list(content)]
        if not all(_hashable(key) for key, _ in pairs):
            _bad("a key that is no number, text or tuple of them")
        if max(Counter(hash(key) for key, _ in pairs).values(), default=0) > MAX_ALIKE:
            _bad("keys that are alike on purpose")
        made.update((key, x) for key, x in pairs)
        return made

    def _read_y(self, content, _depth) -> bytes:
        return self._take(content)

    def _read_c(self, content, _depth) -> complex:
        re, im = _list(content, 2)
        if not isinstance(re, int | float) or not isinstance(im, int | float):
            _bad("a complex number of something else")
        return complex(re, im)

    def _read_a(self, content, _depth) -> np.ndarray:
        code, shape, piece = _list(content, 3)
        dtype, data = _dtype(code), self._take(piece)
        if len(_list(shape)) > MAX_DIMENSIONS or not all(_count(n) for n in shape):
            _bad("an impossible shape")
        if math.prod(shape) * dtype.itemsize != len(data):
            _bad("an array whose bytes do not fill its shape")
        if _span(shape) * dtype.itemsize > MAX_RAW:
            _bad("an empty array of a monstrous shape")
        array = np.frombuffer(data, dtype=dtype).reshape(shape).copy()
        if dtype.kind == "b":
            array = np.array(array.view(np.uint8) != 0)
        self.mutable.append(array)
        return array

    def _read_s(self, content, _depth) -> np.generic:
        code, piece = _list(content, 2)
        dtype, data = _dtype(code), self._take(piece)
        if dtype.itemsize != len(data):
            _bad("a number of another size")
        scalar = np.frombuffer(data, dtype=dtype)[0]
        return np.bool_(data != b"\0") if dtype.kind == "b" else scalar

    def _read_g(self, content, depth) -> np.random.Generator:
        name, form = _list(content, 2)
        before = len(self.mutable)
        state = self._value(form, depth)
        del self.mutable[before:]
        try:
            generator = generators.made(name, state)
        except ValueError as error:
            raise WireError(str(error)) from None
        self.mutable.append(generator)
        return generator

    def _read_h(self, content, _depth) -> object:
        number, kind, name, parameters = _list(content, 4)
        if not _count(number) or kind not in ("function", "object"):
            _bad("an impossible handle")
        names = [name, *_list(parameters)]
        if len(names) > 100 or not all(isinstance(n, str) and len(n) <= 100 for n in names):
            _bad("a handle with impossible names")
        return self.handle(number, kind, name if name.isidentifier() else "", names[1:])

    def _read_o(self, content, _depth) -> object:
        if not _count(content):
            _bad("an impossible handle")
        return self.own(content)

    def _take(self, index) -> bytes:
        if not _count(index) or index >= len(self.pieces):
            _bad("a piece that is not there")
        if index in self._taken:
            _bad("a piece that is used twice")
        self._taken.add(index)
        return self.pieces[index]

    def _spend(self, cost: int) -> None:
        self._elements += cost
        if self._elements > 2 * MAX_ELEMENTS:
            _bad("a value that is too large")


def _bad(what: str) -> NoReturn:
    raise WireError(what)


def _span(shape) -> int:
    """Elements that an array of this shape holds as soon as something is put along its empty axes.

    An empty array takes nothing, but sums over it, and what it is broadcast with, do.
    """
    return math.prod(max(n, 1) for n in shape)


def _list(content: object, length: int | None = None) -> list:
    if not isinstance(content, list) or (length is not None and len(content) != length):
        _bad("a list was expected")
    return content


def _count(n: object) -> bool:
    return isinstance(n, int) and not isinstance(n, bool) and 0 <= n < 1 << 62


def _hashable(key: object) -> bool:
    if isinstance(key, tuple):
        return all(_hashable(k) for k in key)
    return key is None or isinstance(key, bool | int | float | str | bytes | np.generic)


def _dtype(code: object) -> np.dtype:
    if not isinstance(code, str) or code not in DTYPES:
        _bad("an unknown dtype")
    return np.dtype(code)
