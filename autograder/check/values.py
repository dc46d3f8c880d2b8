"""Comparisons: a value, a gradient, a statement."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from autograder.check.session import counted, reject, remember, seen_right
from autograder.diagnosis import Diagnosis, Evidence, Verdict, diagnose, suspect
from autograder.gradients import central_differences
from autograder.tolerances import agreement


def that(condition, otherwise: str, look_at: str = "") -> None:
    """Check a statement; if it doesn't hold, say `otherwise` (without data).

    Parameters
    ----------
    condition : bool
    otherwise : str
        The mistake in words: "the loss does not fall".
    """
    counted()
    if not condition:
        reject("not right", verdict=otherwise, look_at=look_at)


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
            reject(
                f"{name} is not right", facts=[("got", repr(actual)), ("expected", repr(expected))]
            )
        return
    expected = np.asarray(expected, dtype=float)
    claimed, integers = numbers(actual, name)
    if integer and not integers:
        reject(f"{name} must be an integer", facts=[("got", repr(actual))])
    evidence = Evidence(claimed, expected, sizes or {}, None, kind, integers)
    judge(evidence, name, own)


def gradient(
    f,
    x,
    claimed,
    name: str = "the gradient",
    *,
    sizes: Mapping[str, int] | None = None,
    suspects: Mapping[str, object] | None = None,
    upstream=None,
) -> None:
    """Compare a gradient with central differences of `f` at `x`.

    Parameters
    ----------
    f : callable
        Takes an array of x's shape, returns a number.
    x : array_like
    claimed : array_like of x's shape
    upstream : ndarray, optional
        The gradient that came from above, which lets more mistakes be told.

    Other parameters are those of `value`.
    """
    counted()
    numerical = central_differences(f, x)
    array, integers = numbers(claimed, name)
    evidence = Evidence(array, numerical.gradient, sizes or {}, upstream, "gradient", integers)
    judge(
        evidence,
        name,
        as_diagnoses(suspects),
        error=numerical.error,
        skip=numerical.kinks,
        expected_is="the numerical value is",
    )


def numbers(actual, name: str) -> tuple[np.ndarray, bool]:
    """The student's result as an array of floats, and whether it held integers."""
    if actual is None:
        reject(f"{name} is None", look_at="a `return` with the result as the function's last line")
    try:
        array = np.asarray(actual)
        integers = array.dtype.kind in "iu"
        return np.asarray(array, dtype=float), integers
    except (TypeError, ValueError):
        reject(
            f"{name} is not an array of numbers" + getattr(actual, "student_type", ""),
            facts=[("got", f"{type(actual).__name__}: {str(actual)[:80]}")],
            look_at="lists of unequal length, text, or several results where one is asked for",
        )
        raise AssertionError from None  # reject has raised


def judge(
    evidence: Evidence,
    name: str,
    suspects: tuple[Diagnosis, ...] = (),
    simpler: tuple[Diagnosis, ...] = (),
    *,
    error=0.0,
    skip=False,
    expected_is: str = "expected",
) -> None:
    """Raise `Rejected` with a diagnosis unless the claimed array is the expected one."""
    claimed, expected = evidence.claimed, evidence.expected
    suspects = (*suspects, _visible_answer_again)
    if claimed.shape != expected.shape:
        verdict = diagnose(evidence, suspects, simpler) or Verdict("")
        reject(
            f"{name} has the shape {_shape(claimed)}, not {_shape(expected)}",
            verdict=verdict.words,
            look_at=verdict.look_at,
        )
    if not np.isfinite(claimed).all():
        verdict = diagnose(evidence, suspects, simpler) or Verdict("not finite")
        at = tuple(int(i) for i in np.argwhere(~np.isfinite(claimed))[0])
        facts = [("first", f"{name}{_index(at)} is {claimed[at]}")]
        reject(f"{name} is not finite", facts=facts, verdict=verdict.words, look_at=verdict.look_at)
    result = agreement(claimed, expected, evidence.kind, error, skip)
    if result.ok:
        remember(claimed)
        return
    verdict = diagnose(evidence, suspects, simpler) or Verdict("")
    at, off = result.worst, int(result.wrong.sum())
    where = "" if expected.ndim == 0 else f"{name}{_index(at)} "
    facts = [
        (
            "worst entry" if where else "got",
            f"{where}{'is ' if where else ''}{claimed[at]:.6g}; {expected_is} {expected[at]:.6g}",
        ),
    ]
    if expected.size > 1:
        share = (
            f"; the difference is {100 * result.relative:.3g} % of its size"
            if np.isfinite(result.relative)
            else ""
        )
        facts.append(("in all", f"{max(off, 1)} of {expected.size} entries are off{share}"))
    if np.any(skip):
        facts.append(
            ("left out", f"{int(np.sum(skip))} entries at a kink, where there is no derivative")
        )
    reject(f"{name} is not right", facts=facts, verdict=verdict.words, look_at=verdict.look_at)


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


def _shape(array: np.ndarray) -> str:
    return str(array.shape) if array.ndim else "() of a single number"


def _index(index: tuple) -> str:
    return f"[{', '.join(map(str, index))}]" if index else ""
