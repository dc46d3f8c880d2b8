"""States of NumPy's bit generators from an untrusted hand.

NumPy takes a state as it is given. Some never leave zero, so that a draw of integers goes on for
ever; others hold a position behind the end of their buffer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

KINDS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")


def made(name: object, state: object) -> np.random.Generator:
    """A generator in a state, which is checked before NumPy sees it.

    Parameters
    ----------
    name : object
        One of `KINDS`, else it is refused.
    state : object
        What the attribute `state` of a bit generator gives.

    Raises
    ------
    ValueError
        If a generator in this state stands still, or if it is no state at all.
    """
    if not isinstance(name, str) or name not in KINDS:
        raise ValueError("an unknown bit generator")
    if not isinstance(state, dict) or state.get("bit_generator") != name:
        raise ValueError(f"a state that is none of {name}'s")
    clean = _CHECKS[name](state) | {"bit_generator": name}
    bits = getattr(np.random, name)(0)
    bits.state = clean
    return np.random.Generator(bits)


def _pcg(state: Mapping) -> dict:
    inner = _inner(state)
    step = _number(inner.get("inc"), 1 << 128)
    if step % 2 == 0:
        raise ValueError("an even increment, with which a generator may stand still")
    return {"state": {"state": _number(inner.get("state"), 1 << 128), "inc": step}, **_half(state)}


def _mersenne(state: Mapping) -> dict:
    inner = _inner(state)
    key = _words(inner.get("key"), 624, "u4")
    # Of the first word only the highest bit is part of the state.
    if not key[1:].any() and key[0] < 1 << 31:
        raise ValueError("a state of zeros, which a generator never leaves")
    return {"state": {"key": key, "pos": _number(inner.get("pos"), 625)}}


def _philox(state: Mapping) -> dict:
    inner = _inner(state)
    return {
        "state": {
            "counter": _words(inner.get("counter"), 4, "u8"),
            "key": _words(inner.get("key"), 2, "u8"),
        },
        "buffer": _words(state.get("buffer"), 4, "u8"),
        "buffer_pos": _number(state.get("buffer_pos"), 5),
        **_half(state),
    }


def _small(state: Mapping) -> dict:
    return {"state": {"state": _words(_inner(state).get("state"), 4, "u8")}, **_half(state)}


_CHECKS: dict[str, Callable[[Mapping], dict]] = {
    "PCG64": _pcg,
    "PCG64DXSM": _pcg,
    "MT19937": _mersenne,
    "Philox": _philox,
    "SFC64": _small,
}


def _inner(state: Mapping) -> Mapping:
    inner = state.get("state")
    if not isinstance(inner, dict):
        raise ValueError("a state without its numbers")
    return inner


def _half(state: Mapping) -> dict:
    """The half of a draw that is kept for the next one."""
    return {
        "has_uint32": _number(state.get("has_uint32"), 2),
        "uinteger": _number(state.get("uinteger"), 1 << 32),
    }


def _number(given: object, end: int) -> int:
    if isinstance(given, bool) or not isinstance(given, int | np.integer) or not 0 <= given < end:
        raise ValueError("a number out of its range in a generator's state")
    return int(given)


def _words(given: object, size: int, dtype: str) -> np.ndarray:
    if not isinstance(given, np.ndarray) or given.shape != (size,) or given.dtype != dtype:
        raise ValueError("other words than a generator's state has")
    return given
