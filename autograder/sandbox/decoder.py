"""Values read that somebody hostile wrote: see `autograder.sandbox.wire`."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

import numpy as np

from autograder.sandbox import generators
from autograder.sandbox.wire import (
    COSTS,
    DTYPES,
    MAX_ALIKE,
    MAX_BITS,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_ELEMENTS,
    MAX_RAW,
    WireError,
    span,
)


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
        read = getattr(self, f"_read_{tag}", None) if tag in tuple("tdycasngho") else None
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
        if span(shape) * dtype.itemsize > MAX_RAW:
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

    def _read_n(self, content, _depth) -> list:
        code, piece = _list(content, 2)
        dtype, data = _dtype(code), self._take(piece)
        if dtype.kind == "b" or len(data) % dtype.itemsize:
            _bad("a list of other numbers")
        self._spend(len(data) // dtype.itemsize)
        made = list(np.frombuffer(data, dtype=dtype))
        self.mutable.append(made)
        return made

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
