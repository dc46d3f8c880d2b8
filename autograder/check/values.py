"""Comparisons: a value, a statement, the form of a result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NoReturn

import numpy as np

from autograder.check import heatmap
from autograder.check.card import in_notebook
from autograder.check.failure import Failure
from autograder.check.host import host
from autograder.check.session import counted, is_hidden, known, reject, remember, seen_right
from autograder.diagnosis import Diagnosis, diagnose, suspect
from autograder.evidence import Evidence, Verdict
from autograder.tolerances import agreement


def that(condition, asked: str, look_at: str = "", about=None) -> None:
    """Check a statement; if it doesn't hold, say what is asked for (without data).

    Parameters
    ----------
    condition : bool
    asked : str
        What should hold, in words: "a loss that falls in every step".
    look_at : str
    about : array_like, optional
        The numbers that the statement is about: by them known mistakes are told from one another.
    """
    counted()
    if condition:
        return
    array = None if about is None else np.asarray(about, dtype=float)
    failure, verdict = known("statement", array)
    verdict = Verdict(verdict.words, verdict.look_at or look_at)
    reject("not as asked", asked=asked, verdict=verdict, failure=failure)


def value(
    actual,
    expected,
    name: str = "the result",
    *,
    kind: str = "value",
    integer: bool = False,
    sizes: Mapping[str, int] | None = None,
    suspects: Mapping[str, object] | None = None,
) -> None:
    """Compare what student code returned with what it should have: shape, finiteness, values.

    Parameters
    ----------
    actual : array_like of numbers
        Any kind of number, list or array; the dtype doesn't matter.
    expected : array_like of numbers, or str
    name : str
        What it is called in the exercise.
    kind : {"value", "float32", "gradient"}
        Row of the table of tolerances.
    integer : bool
        Whether the exercise promises an integer (03.8, 09.1).
    sizes : mapping, optional
        Sizes that a mistake may multiply by, {"N": 4}.
    suspects : mapping of str to array_like, bool or callable, optional
        The exercise's own mistakes: words and what they give; see `autograder.diagnosis.suspect`.
    """
    counted()
    own = as_diagnoses(suspects)
    if isinstance(expected, str):
        if not isinstance(actual, str) or actual != expected:
            failure, verdict = known("text", text=actual if isinstance(actual, str) else "")
            facts = [("got", repr(actual)[:80]), ("expected", repr(expected))]
            reject(f"wrong answer: {name}", facts=facts, verdict=verdict, failure=failure)
        return
    expected = np.asarray(expected, dtype=float)
    claimed, integers = numbers(actual, name)
    if integer and not integers:
        reject(
            f"{name}: not an integer",
            facts=[("got", repr(actual)[:80])],
            asked="a whole number of an integer type, int(…) or an array of integers",
        )
    evidence = Evidence(claimed, expected, sizes or {}, None, kind, integers)
    judge(evidence, name, own)


def numbers(actual, name: str) -> tuple[np.ndarray, bool]:
    """The student's result as an array of floats, and whether it held integers."""
    if actual is None:
        reject(
            f"{name} is None",
            verdict=Verdict("", "where it gets its value, and what stands after `return`"),
        )
    try:
        array = np.asarray(actual)
        integers = array.dtype.kind in "iu"
        if not _real(array):
            raise TypeError
        array = array.real if array.dtype.kind == "c" else array
        return np.asarray(array, dtype=float), integers
    except (TypeError, ValueError):
        look = (
            "lists of unequal length, text, complex numbers, or several results where one is asked "
            "for"
        )
        reject(
            f"{name}: not an array of numbers" + getattr(actual, "student_type", ""),
            facts=[("got", f"{type(actual).__name__}: {str(actual)[:80]}")],
            verdict=Verdict("", look),
        )


def _real(array: np.ndarray) -> bool:
    """Whether no entry is what NumPy would make a number of silently: text, a time, complex."""
    each = [np.asarray(entry) for entry in array.flat] if array.dtype.kind == "O" else [array]
    return all(
        part.dtype.kind in "biufO" or (part.dtype.kind == "c" and _rounded(part)) for part in each
    )


def _rounded(array: np.ndarray) -> bool:
    """Whether imaginary parts are those of rounding alone, as an inverse FFT leaves them."""
    return bool(abs(array.imag).max(initial=0) <= 1e-9 * abs(array).max(initial=0))


def array(actual, shape: tuple[int, ...], name: str = "the result") -> np.ndarray:
    """What student code returned as an array of floats; it must have the shape asked for."""
    counted()
    claimed, _ = numbers(actual, name)
    if claimed.shape != tuple(shape):
        reject_shape(claimed, shape, name)
    return claimed


def reject_shape(claimed: np.ndarray, shape: tuple[int, ...], name: str) -> NoReturn:
    """Reject an array by its shape alone, where nobody says what numbers are expected."""
    failure, verdict = known("shape", claimed)
    facts = [("shape", f"{_shape(claimed.shape)}; {_shape(shape)} is asked for")]
    reject(f"wrong shape of {name}", facts=facts, verdict=verdict, failure=failure)


def parts(result, **shapes: tuple[int, ...] | None) -> list:
    """The several results of one function: `x, p = check.parts(result, x=(3, 2), p=None)`.

    Parameters
    ----------
    result : tuple, list or array
        What student code returned; it must have one part for each name.
    **shapes : tuple of int or None
        By the names of the parts: the shape asked for, or None for anything.

    Returns
    -------
    list
        The parts, those with a shape as arrays of floats.
    """
    counted()
    rows = isinstance(result, np.ndarray) and result.ndim > 0
    if not (rows or isinstance(result, tuple | list)) or len(result) != len(shapes):
        came = f"{len(result)} results" if isinstance(result, tuple) else type(result).__name__
        failure, verdict = known("parts", text=came)
        count = {2: "the pair", 3: "the triple"}.get(len(shapes), f"{len(shapes)} results,")
        reject(
            "not as asked",
            facts=[("got", came)],
            asked=f"{count} ({', '.join(shapes)})",
            verdict=verdict,
            failure=failure,
        )
    found = zip(shapes.items(), result, strict=True)
    return [part if shape is None else array(part, shape, name) for (name, shape), part in found]


def judge(
    evidence: Evidence,
    name: str,
    suspects: tuple[Diagnosis, ...] = (),
    *,
    error=0.0,
    skip=False,
    expected_is: str = "expected",
) -> None:
    """Raise `Rejected` with a diagnosis unless the claimed array is the expected one."""
    evidence = replace(evidence, hidden=is_hidden())
    claimed, expected = evidence.claimed, evidence.expected
    if claimed.shape != expected.shape:
        failure, verdict = _named("shape", evidence, suspects)
        facts = [("shape", f"{_shape(claimed.shape)}; {_shape(expected.shape)} is asked for")]
        shown = _pictured(name, claimed, expected)
        reject(
            f"wrong shape of {name}", facts=facts, verdict=verdict, failure=failure, picture=shown
        )
    if not np.isfinite(claimed).all():
        failure, verdict = _named("value", evidence, suspects)
        at = tuple(int(i) for i in np.argwhere(~np.isfinite(claimed))[0])
        facts = [("first", f"{_entry(name, at)} is {claimed[at]}")]
        shown = _pictured(name, claimed, expected, ~np.isfinite(claimed))
        reject(f"not finite: {name}", facts=facts, verdict=verdict, failure=failure, picture=shown)
    result = agreement(claimed, expected, evidence.kind, error, skip)
    if result.ok:
        remember(claimed)
        return
    failure, verdict = _named("value", evidence, suspects)
    at, off = result.worst, int(result.wrong.sum())
    came, should = _numbers(claimed[at], expected[at])
    if expected.ndim:
        facts = [("worst entry", f"{_entry(name, at)} is {came}; {expected_is} {should}")]
    else:
        facts = [("got", f"{came}; {expected_is} {should}")]
    if expected.size > 1:
        counts = bool((expected == np.rint(expected)).all())
        size = "" if counts else _size(result.relative)
        are = "are" if off > 1 else "is"
        which = f"{off} of {expected.size} entries {are} off" if off else "each is a little off"
        facts.append(("in all", which + size))
    if np.any(skip):
        facts.append(
            ("left out", f"{int(np.sum(skip))} entries at a kink, where there is no derivative")
        )
    what = "wrong numbers in" if expected.size > 1 else "wrong number:"
    shown = _pictured(name, claimed, expected, result.wrong)
    reject(f"{what} {name}", facts=facts, verdict=verdict, failure=failure, picture=shown)


def _pictured(
    name: str, claimed: np.ndarray, expected: np.ndarray, wrong: np.ndarray | None = None
) -> str:
    """Heat maps of both arrays where somebody may see them: those of a visible check."""
    if is_hidden() or not (host().pictures or in_notebook()):
        return ""
    return heatmap.picture(name, claimed, expected, wrong)


def _named(
    kind: str, evidence: Evidence, suspects: tuple[Diagnosis, ...]
) -> tuple[Failure, Verdict]:
    """What failed, and what it looks like: a suspect, a known mistake, or what the arrays show."""
    if host().name is None:
        return known(kind, evidence.claimed)
    verdict = next((v for v in (suspect(evidence) for suspect in suspects) if v), None)
    failure, found = known(kind, evidence.claimed)
    if verdict is None and found.words:
        verdict = found
    return failure, verdict or diagnose(evidence, (_visible_answer_again,)) or Verdict("")


def _numbers(came: float, should: float) -> tuple[str, str]:
    """Two numbers with as many digits as tell them apart, whole ones whole."""
    for digits in (6, 9, 12):
        texts = _number(came, digits), _number(should, digits)
        if texts[0] != texts[1]:
            return texts
    return repr(float(came)), repr(float(should))


def _number(number: float, digits: int) -> str:
    whole = float(number).is_integer() and abs(number) < 1e15
    return str(int(number)) if whole else f"{number:.{digits}g}"


def _visible_answer_again(evidence: Evidence) -> Verdict | None:
    """An array that was right in the visible part comes back for the data of a hidden check."""
    if not any(np.array_equal(evidence.claimed, array) for array in seen_right()):
        return None
    return Verdict(
        "right for the visible example only: its answer comes back for other data, too",
        "numbers of the visible example in your code",
    )


def as_diagnoses(suspects: Mapping[str, object] | None) -> tuple[Diagnosis, ...]:
    """The exercise's own suspects as diagnoses."""
    return tuple(suspect(words, wrong) for words, wrong in (suspects or {}).items())


def _shape(shape: tuple[int, ...]) -> str:
    return str(tuple(shape)) if shape else "() of a single number"


def _entry(name: str, index: tuple) -> str:
    """An entry of an array as code names it: "dW[0, 1]"; of one described in words its place."""
    place = f"[{', '.join(map(str, index))}]" if index else ""
    return place if place and " " in name else f"{name}{place}"


def _size(relative: float) -> str:
    """The size of a difference in words, given as a share of what it should be."""
    if not np.isfinite(relative):
        return ""
    share = f"{100 * relative:.3g} % of" if relative < 10 else f"{relative:.3g} times"
    return f"; the difference is {share} its size"
