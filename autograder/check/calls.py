"""Calling student code: once, by value, within a limit, without the shortcuts."""

from __future__ import annotations

import contextlib
import copy
import importlib
import inspect
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import NoReturn

import numpy as np

from autograder.check.host import host, hosted
from autograder.check.session import counted, is_hidden, kind_of, known, reject
from autograder.evidence import Verdict

DRAWN = 4096
"""Bytes that a generator goes on by when it is handed out: an epoch's order takes fewer."""


def call(function: Callable, *args, **kwargs):
    """Call a student's function; it must leave its arguments as they were and return something.

    The function gets copies, so that whatever it does to them the check goes on with what it had.
    A generator is copied, too, and the check's own goes on by itself: what is drawn afterwards is
    nothing that the function could choose, and a second call finds other numbers.

    Returns what the function returns.
    """
    copies: dict[int, object] = {}
    given_args, given_kwargs = copy.deepcopy((args, kwargs), copies)
    for each in (*args, *kwargs.values()):
        if isinstance(each, np.random.Generator):
            each.bytes(DRAWN)
    clock, limit = host().clock, host().limit
    start = clock()
    result = function(*given_args, **given_kwargs)
    seconds = clock() - start
    if seconds > limit:
        counted()
        took = "" if is_hidden() else f" {seconds:.1f} s of computing,"
        reject(
            f"{_name(function)} took{took} more than {limit:g} s{' of computing' * (not took)}",
            verdict=Verdict("", "a loop that does far more work than the result needs"),
        )
    pairs = [(f"{i + 1}", *each) for i, each in enumerate(zip(args, given_args, strict=True))]
    pairs += [(key, old, given_kwargs[key]) for key, old in kwargs.items()]
    _untouched(function, pairs, copies)
    if result is None:
        counted()
        reject(
            f"{_name(function)} returned None",
            verdict=Verdict("", "a `return` as the function's last line"),
        )
    return result


@contextlib.contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Limit the computing time of each `call` inside; judged after the call, not stopped."""
    with hosted(limit=seconds):
        yield


def raises(error: type[BaseException], function: Callable, *args, **kwargs) -> None:
    """The function must raise `error` for these arguments."""
    counted()
    try:
        function(*args, **kwargs)
    except error:
        return
    except NotImplementedError:
        raise
    except Exception as other:
        kind = kind_of(other)
        failure, verdict = known("raises", text=kind)
        reject(
            f"{_name(function)} raises {kind}",
            asked=f"{error.__name__} for these arguments",
            verdict=verdict,
            failure=failure,
        )
    failure, verdict = known("accepts")
    look = f"`raise {error.__name__}(...)` for bad arguments, as the docstring says"
    reject(
        f"{_name(function)} accepts arguments that it must refuse",
        verdict=Verdict(verdict.words, verdict.look_at or look),
        failure=failure,
    )


@contextlib.contextmanager
def without(
    *names: str, reason: str = "this exercise is about writing it yourself"
) -> Iterator[None]:
    """Make named functions raise while student code runs: `check.without("numpy.convolve")`.

    The name of a module, "numpy.fft", stands for all its public functions. It teaches; it is no
    security boundary.
    """
    if forbid := host().forbid:
        with forbid(tuple(_each_function(names)), reason):
            yield
        return
    replaced = []
    try:
        for name in _each_function(names):
            module_name, _, attribute = name.rpartition(".")
            module = importlib.import_module(module_name)
            replaced.append((module, attribute, getattr(module, attribute)))
            setattr(module, attribute, _forbidden(name, reason))
        yield
    finally:
        for module, attribute, original in reversed(replaced):
            setattr(module, attribute, original)


def _each_function(names: tuple[str, ...]) -> Iterator[str]:
    """The names, with the functions of a module in place of the module."""
    for name in names:
        parent, _, attribute = name.rpartition(".")
        found = getattr(importlib.import_module(parent), attribute, None)
        if isinstance(found, ModuleType):
            yield from (
                f"{name}.{each}" for each in found.__all__ if callable(getattr(found, each))
            )
        else:
            yield name


def _forbidden(name: str, reason: str) -> Callable:
    def forbidden(*_args, **_kwargs):
        refuse(name, reason)

    return forbidden


def refuse(name: str, reason: str) -> NoReturn:
    """Reject an answer that has called a forbidden function."""
    counted()
    reject(
        f"{name} is not to be used here: {reason}", verdict=Verdict("", "write the sum yourself")
    )


def _untouched(
    function: Callable, pairs: list[tuple[str, object, object]], copies: dict[int, object]
) -> None:
    """Reject an answer that has changed an argument: of each its place or name, it, its copy."""
    code = getattr(function, "__code__", None)
    names = code.co_varnames[: code.co_argcount] if code else ()  # without those of *args
    names = names[1:] if inspect.ismethod(function) else names  # without self
    for i, (label, old, given) in enumerate(pairs):
        if not _same(old, given, copies):
            if label.isdigit() and i < len(names) and not is_hidden():
                label = names[i]
            which = f"argument {label}" if label.isdigit() else label
            counted()
            reject(
                f"{_name(function)} changes its argument {label}",
                verdict=Verdict(
                    f"input modified in place: {which} of the caller has changed",
                    "work on a copy, np.array(x, dtype=float), or w = w + … instead of w += …",
                ),
            )


def _same(old, given, copies: dict[int, object]) -> bool:
    """Whether a copy is still what it was made from: types, numbers bit for bit, and objects.

    `copies` are those of `copy.deepcopy`, by the id of what they were made from. A generator may
    have been drawn from.
    """
    if type(old) is not type(given):
        return False
    if isinstance(old, np.random.Generator):
        return type(old.bit_generator) is type(given.bit_generator)
    if isinstance(old, np.ndarray | np.generic):
        alike = old.shape == given.shape and old.dtype == given.dtype
        return alike and old.tobytes() == given.tobytes()
    if isinstance(old, list | tuple):
        return len(old) == len(given) and all(
            _same(a, b, copies) for a, b in zip(old, given, strict=True)
        )
    if isinstance(old, dict):
        return len(old) == len(given) and _same([*old.items()], [*given.items()], copies)
    if isinstance(old, float | complex):
        return np.asarray(old).tobytes() == np.asarray(given).tobytes()
    if isinstance(old, bool | int | str | bytes | bytearray | range | set | frozenset | None):
        return old == given
    return copies.get(id(old), old) is given


def _name(function: Callable) -> str:
    name = getattr(function, "__name__", "")
    return f"`{name}`" if name else "the function"
