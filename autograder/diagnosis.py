"""Which mistake do two arrays look like?

A diagnosis is a small named function from `Evidence` to a `Verdict` or None. It says a cause only
when the arrays prove it: the claimed array must equal, entry by entry, what that mistake makes of
the expected one. `diagnose` asks them in order, the most specific first. They speak where no
mistake that an exercise declares fits (`solutions/NN_name.mistakes.py`); a new one is a function
here and a name in `GENERAL`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations

import numpy as np

from autograder.evidence import Evidence, Verdict
from autograder.tolerances import agreement, alike

Diagnosis = Callable[[Evidence], Verdict | None]


def diagnose(evidence: Evidence, special: Iterable[Diagnosis] = ()) -> Verdict | None:
    """The first diagnosis that the arrays prove, or None; the special ones are asked first."""
    for diagnosis in (*special, *GENERAL, *WHERE):
        verdict = diagnosis(evidence)
        if verdict is not None:
            return verdict
    return None


def suspect(words: str, wrong: Callable[[], object] | object, look_at: str = "") -> Diagnosis:
    """Make a diagnosis from the value that one mistake gives.

    Parameters
    ----------
    words : str
        The mistake, as the student will read it.
    wrong : array_like, bool, or a function that returns one
        The array that the mistake makes, or whether the mistake was seen. A function is called
        only after a check has failed, so it may call the student's code again.
    """

    def diagnosis(evidence: Evidence) -> Verdict | None:
        try:
            found = wrong() if callable(wrong) else wrong
            if not isinstance(found, bool | np.bool_):
                found = alike(evidence.claimed, found) and not alike(evidence.expected, found)
        except Exception:  # a second call of faulty code may fail in any way: nothing is proven
            return None
        return Verdict(words, look_at) if found else None

    return diagnosis


# The general diagnoses ------------------------------------------------------------------------


def not_finite(e: Evidence) -> Verdict | None:
    if e.claimed.shape != e.expected.shape or np.isfinite(e.claimed).all():
        return None
    what = "nan" if np.isnan(e.claimed).any() else "inf"
    return Verdict(
        f"not finite: it holds {what}", "divisions by zero, exp of large numbers, log(0)"
    )


def never_filled(e: Evidence) -> Verdict | None:
    if e.expected.size < 2 or not e.claimed.size or e.claimed.any() or not e.expected.any():
        return None
    if e.integers and not _whole(e.expected):
        return None  # something may have been added, and cut off: `truncated` speaks
    return Verdict("every entry is 0: nothing was added to it", "the line that fills the array")


def truncated(e: Evidence) -> Verdict | None:
    if e.claimed.shape != e.expected.shape or not _whole(e.claimed):
        return None
    if _whole(e.expected):
        return None  # there was nothing to truncate
    look_at = "the dtype of the array that you fill: zeros_like(integers) holds integers"
    # A few zeros for numbers below 1 prove nothing.
    if np.array_equal(e.claimed, np.trunc(e.expected)) and np.unique(e.claimed).size > 1:
        return Verdict("values truncated to integers: the result array is not float", look_at)
    if not e.integers:
        return None
    # A sum that truncates at each step drifts further: then the type alone speaks.
    return Verdict("whole numbers of an integer type, where fractions are asked for", look_at)


def transposed(e: Evidence) -> Verdict | None:
    if e.claimed.ndim != 2 or not _alike(e, e.claimed.T, e.expected):
        return None
    return Verdict(
        "transposed: rows and columns are exchanged", "the order of the product's factors"
    )


def sign_flipped(e: Evidence) -> Verdict | None:
    if not (_telling(e.expected) and _alike(e, -e.claimed, e.expected)):
        return None
    return Verdict(
        "sign flipped: every entry has the opposite sign", "what is subtracted from what"
    )


def scaled(e: Evidence) -> Verdict | None:
    """Right up to a factor: 2, a size, or their inverses."""
    if e.claimed.shape != e.expected.shape or not _telling(e.expected):
        return None
    total = float(np.vdot(e.expected, e.expected))
    factor = float(np.vdot(e.expected, e.claimed)) / total if total else 0.0
    if (
        not np.isfinite(factor)
        or abs(factor) < 1e-12
        or not _alike(e, e.claimed / factor, e.expected)
    ):
        return None
    for name, size in (*e.sizes.items(), ("2", 2)):
        if size > 1 and np.isclose(factor, size, rtol=1e-5):
            return Verdict(f"{name} times too large", _about(name, "missing"))
        if size > 1 and np.isclose(factor, 1 / size, rtol=1e-5):
            return Verdict(
                f"1/{name} too small: divided by {name} once too often", _about(name, "extra")
            )
    if e.expected.size < 2 or np.isclose(factor, 1.0):
        return None
    digits = 3 if abs(factor - 1) > 0.01 else 6
    times = "so many" if e.hidden else f"{factor:.{digits}g}"
    return Verdict(f"right up to a factor: every entry is {times} times what it should be")


def not_summed(e: Evidence) -> Verdict | None:
    """One gradient per example where their sum is asked for."""
    if e.claimed.ndim != e.expected.ndim + 1:
        return None
    for axis in (axis for axis, n in enumerate(e.claimed.shape) if n > 1):
        total = e.claimed.sum(axis=axis)
        for divisor in (1, *e.sizes.values()):
            if _alike(e, total / divisor, e.expected):
                return Verdict(f"not summed: axis {axis} is still there", f"a sum over axis {axis}")
    return None


def summed_over_wrong_axis(e: Evidence) -> Verdict | None:
    """A bias gradient: the upstream gradient summed over some of its axes."""
    if e.upstream is None or not _is_a_sum_of(e.upstream, e.expected):
        return None
    for count in range(e.upstream.ndim):
        for over in combinations(range(e.upstream.ndim), count):
            if alike(e.claimed, e.upstream.sum(axis=over)):
                missing = "summed over the wrong axis" if over else "not summed over the batch"
                return Verdict(missing, "one value per unit or filter: sum over all other axes")
    return None


def flipped(e: Evidence) -> Verdict | None:
    if e.claimed.shape != e.expected.shape:
        return None
    for count in (1, 2):
        axes = tuple(range(-count, 0))
        if e.expected.ndim >= count and _telling(e.expected):
            mirrored = np.flip(e.expected, axes)
            if _alike(e, e.claimed, mirrored) and not _alike(e, mirrored, e.expected):
                return Verdict(
                    "flipped: the right numbers in reverse order", "the sign of the index"
                )
    return None


def shifted(e: Evidence) -> Verdict | None:
    """Moved by one place along one axis or several; the ends are not compared."""
    if e.claimed.shape != e.expected.shape or e.expected.ndim == 0:
        return None
    for axis in range(e.expected.ndim):
        n = e.expected.shape[axis]
        for step in (1, 2):
            if n < step + 2:
                continue
            early, late = np.arange(n - step), np.arange(step, n)
            for here, there, where in ((late, early, "late"), (early, late, "early")):
                moved, right = e.claimed.take(here, axis), e.expected.take(there, axis)
                still = e.expected.take(here, axis)
                if _telling(right) and _alike(e, moved, right) and not _alike(e, right, still):
                    return Verdict(
                        f"shifted by {step}: entries stand {step} too {where} along axis {axis}",
                        "where the index starts",
                    )
    return None


def reshaped(e: Evidence) -> Verdict | None:
    if e.claimed.shape == e.expected.shape or not _telling(e.expected):
        return None
    if not _alike(e, e.claimed.ravel(), e.expected.ravel()):
        return None
    return Verdict(
        "the right numbers in another shape",
        "what decides the shape: keepdims=, reshape, an index with None",
    )


def rearranged(e: Evidence) -> Verdict | None:
    if e.claimed.size != e.expected.size or e.expected.size < 3 or not _telling(e.expected):
        return None
    if not _alike(e, np.sort(e.claimed, axis=None), np.sort(e.expected, axis=None)):
        return None
    return Verdict(
        "the right numbers in the wrong places",
        "the order of the axes; reshape does not move axes, transpose does",
    )


def all_the_same(e: Evidence) -> Verdict | None:
    if e.claimed.shape != e.expected.shape or e.claimed.size < 3 or not _telling(e.expected):
        return None
    if not np.allclose(e.claimed, e.claimed.flat[0], rtol=1e-9) or np.ptp(e.expected) < 1e-6:
        return None
    return Verdict("every entry is the same number", "whether each entry is computed by itself")


def only_a_slice_wrong(e: Evidence) -> Verdict | None:
    """Everything is right but the first or the last slice along one axis."""
    if e.claimed.shape != e.expected.shape or e.expected.ndim == 0:
        return None
    wrong = agreement(e.claimed, e.expected, e.kind).wrong
    for axis, n in enumerate(e.expected.shape):
        for at, name in ((0, "first"), (n - 1, "last")):
            if n > 2 and wrong.any() and not np.delete(wrong, at, axis).any():
                return Verdict(
                    f"right but for the {name} entries along axis {axis}",
                    f"where the loop over axis {axis} {'starts' if at == 0 else 'ends'}",
                )
    return None


GENERAL: tuple[Diagnosis, ...] = (
    not_finite,
    never_filled,
    transposed,
    sign_flipped,
    scaled,
    not_summed,
    summed_over_wrong_axis,
    flipped,
    truncated,
    shifted,
)
WHERE: tuple[Diagnosis, ...] = (all_the_same, reshaped, rearranged, only_a_slice_wrong)
"""What can be said of the pattern when the cause is not known."""


def _alike(e: Evidence, a, b) -> bool:
    return alike(a, b, e.kind)


def _telling(expected: np.ndarray) -> bool:
    """Whether equality with this array can prove anything: not with 0, 1 and the like alone."""
    sizes = np.abs(expected[np.isfinite(expected)])
    sizes = sizes[sizes > 0]
    return sizes.size > 0 and (np.unique(sizes).size > 1 or not float(sizes[0]).is_integer())


def _whole(numbers: np.ndarray) -> bool:
    return np.array_equal(numbers, np.rint(numbers))


def _about(name: str, what: str) -> str:
    if name == "2":
        return "the factor 1/2, or a sum that counts everything twice"
    if what == "missing":
        return f"a mean over {name}: it divides by {name}"
    return f"who divides by {name}: the cost does it once, in its own gradient"


def _is_a_sum_of(upstream: np.ndarray, expected: np.ndarray) -> bool:
    """Whether expected is the upstream gradient summed over all axes but one: a bias gradient."""
    axes = range(upstream.ndim)
    return any(
        alike(upstream.sum(axis=tuple(a for a in axes if a != keep)), expected) for keep in axes
    )
