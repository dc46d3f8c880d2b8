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
from autograder.check.session import counted, known, reject
from autograder.diagnosis import Verdict


def call(function: Callable, *args, **kwargs):
    """Call a student's function; it must leave its arguments as they were and return something.

    Returns what the function returns.
    """
    before = copy.deepcopy((args, kwargs))
    clock, limit = host().clock, host().limit
    start = clock()
    result = function(*args, **kwargs)
    seconds = clock() - start
    if seconds > limit:
        counted()
        reject(
            f"{_name(function)} took {seconds:.1f} s of computing, more than {limit:g} s",
            verdict=Verdict("", "a loop that does far more work than the result needs"),
        )
    _untouched(function, before, args, kwargs)
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
        failure, verdict = known("raises", text=type(other).__name__)
        reject(
            f"{_name(function)} raises {type(other).__name__}",
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


def _untouched(function: Callable, before, args, kwargs) -> None:
    old_args, old_kwargs = before
    named = [
        (f"argument {i + 1}", a, b) for i, (a, b) in enumerate(zip(old_args, args, strict=True))
    ]
    named += [(key, old_kwargs[key], new) for key, new in kwargs.items()]
    names = getattr(getattr(function, "__code__", None), "co_varnames", ())
    names = names[1:] if inspect.ismethod(function) else names  # without self
    for i, (label, old, new) in enumerate(named):
        if not _same(old, new):
            label = names[i] if i < len(args) and i < len(names) else label
            counted()
            reject(
                f"{_name(function)} changes its argument {label}",
                verdict=Verdict(
                    f"input modified in place: {label} of the caller has changed",
                    "work on a copy, np.array(x, dtype=float), or w = w + … instead of w += …",
                ),
            )


def _same(old, new) -> bool:
    """Whether numbers, arrays and containers of them are what they were, bit for bit."""
    if isinstance(old, np.ndarray):
        return old.shape == new.shape and old.dtype == new.dtype and old.tobytes() == new.tobytes()
    if isinstance(old, list | tuple):
        return len(old) == len(new) and all(map(_same, old, new))
    if isinstance(old, dict):
        return old.keys() == new.keys() and all(_same(old[key], new[key]) for key in old)
    return True


def _name(function: Callable) -> str:
    return f"`{getattr(function, '__name__', 'the function')}`"
