"""Forward and backward of a layer, judged together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from autograder.check.calls import call
from autograder.check.derivatives import judge_gradient
from autograder.check.session import counted, known, reject, rng
from autograder.check.values import judge, numbers, reject_shape
from autograder.evidence import Evidence, Verdict
from autograder.gradients import central_differences, directional_derivative
from autograder.tolerances import ERROR_FACTOR, alike


def module(
    forward: Callable,
    backward: Callable,
    cases: Sequence[Mapping],
    wrt: Sequence[str],
    *,
    oracle: Callable | None = None,
    cache: Callable | None = None,
    only: Sequence[str] | None = None,
    sizes: Callable | None = None,
) -> None:
    """Check a forward function and its backward function on several configurations.

    Each case costs the student's code one forward and one backward call; the first one two more,
    to see that nothing is random or kept in a global.

    Parameters
    ----------
    forward : callable
        The student's `x_forward(**case) -> (out, cache)`. Not called if `cache` is given.
    backward : callable
        The student's `x_backward(dout, cache) -> gradients`, in the order of `wrt`.
    cases : sequence of mappings
        Arguments of forward by name. Take them asymmetric: N ≥ 2, H ≠ W, kh ≠ kw, C ≠ F, stride 2.
    wrt : sequence of str
        Names of the arguments that have a gradient, in the order in which backward returns them.
    oracle : callable, optional
        `oracle(**case) -> out`, trusted. The student's `out` is compared with it by value, the
        gradients with its central differences. Without one (in visible checks) the student's
        backward is compared with the student's own forward along one random direction.
    cache : callable, optional
        `cache(**case) -> cache` where the exercise fixes the cache (then `forward` may be None).
    only : sequence of str, optional
        What this graded cell judges, of "out" and the names in `wrt`; all by default.
    sizes : callable, optional
        `sizes(**case) -> {"N": 4}`.
    """
    task = _Task(forward, backward, wrt, oracle, cache, only or ("out", *wrt), sizes)
    for i, case in enumerate(cases):
        out = task.run_forward(case)
        dout = task.random.normal(size=np.shape(task.reference(case, out.value)))
        gradients = task.run_backward(dout, case, out)
        if i == 0:
            _repeatable(task, case, dout, gradients)
        task.judge_all(case, dout, out, gradients)


class _Out:
    def __init__(self, value, cache):
        self.value, self.cache = value, cache


class _Task:
    """What is to be checked; one method a step."""

    def __init__(self, forward, backward, wrt, oracle, cache, only, sizes):
        self.forward, self.backward, self.wrt = forward, backward, tuple(wrt)
        self.oracle, self.cache = oracle, cache
        self.judges_out = "out" in only and oracle is not None and cache is None
        self.only = tuple(name for name in only if name != "out")
        self.sizes = sizes
        # A stream of its own: the cell has drawn its cases from the beginning of rng()'s.
        self.random = rng().spawn(1)[0]

    def run_forward(self, case: Mapping) -> _Out:
        if self.cache is not None:
            return _Out(None, self.cache(**_copied(case)))
        result = call(self.forward, **case)
        if not isinstance(result, tuple | list) or len(result) != 2:
            counted()
            reject("the forward function must return the pair (out, cache)")
        return _Out(*result)

    def reference(self, case: Mapping, own) -> np.ndarray:
        """The output that decides shapes: the oracle's, or the student's own."""
        return np.asarray(self.oracle(**_copied(case)) if self.oracle else own, dtype=float)

    def run_backward(self, dout: np.ndarray, case: Mapping, out: _Out) -> dict[str, object]:
        result = call(self.backward, dout, out.cache)
        if len(self.wrt) == 1:
            return {self.wrt[0]: result}
        if not isinstance(result, tuple | list) or len(result) != len(self.wrt):
            counted()
            names = ", ".join(f"d{name}" for name in self.wrt)
            reject(f"the backward function must return {len(self.wrt)} gradients ({names})")
        return dict(zip(self.wrt, result, strict=True))

    def judge_all(self, case, dout, out, gradients) -> None:
        sizes = self.sizes(**case) if self.sizes else {}
        if self.judges_out:
            counted()
            claimed, integers = numbers(out.value, "out")
            evidence = Evidence(claimed, self.reference(case, None), sizes, None, "value", integers)
            judge(evidence, "out")
        for name in self.only:
            counted()
            if self.oracle is None:
                claimed, _ = numbers(gradients[name], f"d{name}")
                self._agrees_with_itself(case, dout, name, claimed)
                continue
            total = self._total(case, dout, name)
            judge_gradient(total, case[name], gradients[name], f"d{name}", sizes, upstream=dout)

    def _total(self, case: Mapping, dout: np.ndarray, name: str) -> Callable:
        """What is differentiated: sum(out * dout) as a function of one argument."""
        assert self.oracle is not None
        oracle, fixed = self.oracle, _copied(case)
        return lambda v: float((np.asarray(oracle(**{**fixed, name: v}), dtype=float) * dout).sum())

    def _agrees_with_itself(self, case, dout, name: str, claimed: np.ndarray) -> None:
        """The student's gradient against the student's own forward, along one random direction."""
        x = np.asarray(case[name], dtype=float)
        if claimed.shape != x.shape:
            reject_shape(claimed, x.shape, f"d{name}")
        direction = self.random.normal(size=x.shape)

        def total(v):
            out = self.forward(**{**_copied(case), name: v})[0]
            return float(np.sum(np.asarray(out, dtype=float) * dout))

        slope, error = directional_derivative(total, x, direction)
        if not np.isfinite(error):  # a kink: at single entries, as of a ReLU at 0, or everywhere
            direction = np.where(central_differences(total, x).kinks, 0.0, direction)
            slope, error = directional_derivative(total, x, direction)
            if not direction.any() or not np.isfinite(error):
                reject(
                    f"your own forward function has no slope: out bends or jumps wherever {name} "
                    "changes",
                    verdict=Verdict("", "rounding, steps and absolute values in forward"),
                )
        inner = float(np.sum(claimed * direction))
        scale = float(np.linalg.norm(claimed) * np.linalg.norm(direction))
        if not abs(inner - slope) <= ERROR_FACTOR * error + 1e-6 * max(abs(slope), 1e-3 * scale):
            failure, verdict = known("value", claimed)
            look = f"how out depends on {name}, one entry at a time"
            reject(
                f"d{name} doesn't fit your own forward function",
                facts=[
                    (
                        "compared",
                        f"the slope of sum(out * dout) along a random direction of {name}",
                    ),
                    ("your d" + name, f"gives {inner:.6g}"),
                    ("your forward", f"gives {slope:.6g}"),
                ],
                verdict=Verdict(verdict.words, verdict.look_at or look),
                failure=failure,
            )


def _repeatable(task: _Task, case, dout, gradients) -> None:
    """The same call gives the same result, and another forward call in between does no harm."""
    # Copies, as an array that the student keeps may be the one that comes back again.
    before = {name: numbers(gradients[name], f"d{name}")[0].copy() for name in task.only}
    out = task.run_forward(case)
    if task.cache is None:
        task.run_forward({k: _scrambled(v) for k, v in case.items()})
    again = task.run_backward(dout, case, out)
    for name, first in before.items():
        second, _ = numbers(again[name], f"d{name}")
        if first.shape == second.shape and not np.allclose(
            first, second, rtol=1e-9, atol=0, equal_nan=True
        ):
            counted()
            piled = alike(second, 2 * first)
            words = (
                "gradients of earlier calls are still in the sum: the second call gives twice them"
                if piled
                else "it depends on a global variable: another call in between changes the result"
            )
            look = "keep what backward needs in the cache, make gradient arrays anew"
            reject(f"d{name}: not the same each time", verdict=Verdict(words, look))


def _copied(case: Mapping) -> dict:
    return {k: v.copy() if isinstance(v, np.ndarray) else v for k, v in case.items()}


def _scrambled(value):
    """Another array of the same shape; anything else as it is."""
    return -np.flip(value) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value
