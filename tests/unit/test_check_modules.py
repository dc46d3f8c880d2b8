"""`check.module`: which pairs of forward and backward pass, and what the others are told."""

import numpy as np
import pytest

from autograder import check
from tests.exercise import fails, passes

RNG = np.random.default_rng(5)


def forward(X, W, b):
    return X @ W.T + b, (X, W)


def backward(dZ, cache):
    X, W = cache
    return dZ @ W, dZ.T @ X, dZ.sum(0)


def oracle(X, W, b):
    return np.einsum("nd,md->nm", X, W) + b


CASES = [
    {"X": RNG.normal(size=(n, d)), "W": RNG.normal(size=(m, d)), "b": RNG.normal(size=m)}
    for n, d, m in [(4, 3, 2), (5, 2, 3)]
]


def judge(forward=forward, backward=backward, **options):
    options = {"oracle": oracle, "sizes": lambda X, W, b: {"N": len(X)}, **options}
    check.module(forward, backward, CASES, ("X", "W", "b"), **options)


@pytest.mark.parametrize("options", [{}, {"oracle": None}, {"only": ("W",)}], ids=str)
def test_module_accepts_a_right_pair(options):
    passes(lambda: judge(**options))


def test_module_takes_any_cache():
    def closing(X, W, b):
        return X @ W.T + b, lambda dZ: backward(dZ, (X, W))

    passes(lambda: judge(closing, lambda dZ, cache: list(cache(dZ))))


TOTAL = {"W": 0.0}


def piling(dZ, cache):
    TOTAL["W"] = TOTAL["W"] * (np.shape(TOTAL["W"]) == cache[1].shape) + dZ.T @ cache[0]
    return dZ @ cache[1], TOTAL["W"].copy(), dZ.sum(0)


def in_place(dZ, cache):
    dX, dW, db = backward(dZ, cache)
    dZ *= 2
    return dX, dW, db


SUM = {case["W"].shape: np.zeros_like(case["W"]) for case in CASES}


def piling_in_place(dZ, cache):
    """The second call changes what the first has returned."""
    total = SUM[cache[1].shape]
    total += dZ.T @ cache[0]
    return dZ @ cache[1], total, dZ.sum(0)


LAST = {}


def remembering(X, W, b):
    LAST["cache"] = X, W
    return X @ W.T + b, None


WRONG_PAIRS = {
    "X^T dZ": (forward, lambda d, c: (d @ c[1], c[0].T @ d, d.sum(0)), "transposed"),
    "mean": (forward, lambda d, c: (d @ c[1], d.T @ c[0] / len(d), d.sum(0)), "1/N too small"),
    "no sum": (forward, lambda d, c: (d @ c[1], d.T @ c[0], d), "not summed"),
    "wrong axis": (forward, lambda d, c: (d @ c[1], d.T @ c[0], d.sum(1)), "wrong axis"),
    "adds up": (forward, piling, "gradients of earlier calls are still in the sum"),
    "adds up in place": (forward, piling_in_place, "gradients of earlier calls are still in"),
    "in place": (forward, in_place, "modified in place"),
    "global": (remembering, lambda d, c: backward(d, LAST["cache"]), "depends on a global"),
    "two only": (forward, lambda d, c: (d @ c[1], d.T @ c[0]), "must return 3 gradients"),
    "no pair": (lambda X, W, b: X @ W.T + b, backward, "pair (out, cache)"),
    "zeros": (
        lambda X, W, b: (np.zeros((len(X), len(b))), (X, W)),
        lambda d, c: (0 * c[0], 0 * c[1], 0 * d.sum(0)),
        "every entry is 0",
    ),
}


@pytest.mark.parametrize("name", WRONG_PAIRS)
def test_module_names_the_mistake(name):
    wrong_forward, wrong_backward, words = WRONG_PAIRS[name]
    assert words in fails(lambda: judge(wrong_forward, wrong_backward))


def test_without_an_oracle_the_students_own_forward_is_the_measure():
    message = fails(
        lambda: judge(backward=lambda d, c: (d @ c[1], 2 * d.T @ c[0], d.sum(0)), oracle=None)
    )
    assert "dW doesn't fit your own forward function" in message


def test_a_wrong_gradient_costs_only_its_own_cell():
    def wrong(d, c):
        return d @ c[1], d.T @ c[0], 2 * d.sum(0)

    passes(lambda: judge(backward=wrong, only=("X",)))
    fails(lambda: judge(backward=wrong, only=("b",)))


def test_where_the_cache_is_fixed_the_forward_function_is_not_called():
    passes(lambda: judge(forward=None, cache=lambda X, W, b: (X, W)))


def relu(X):
    return np.maximum(X, 0), X


@pytest.mark.parametrize("oracle", [None, lambda X: np.maximum(X, 0)], ids=["own", "oracle"])
def test_the_upstream_gradient_is_not_drawn_like_the_data(oracle):
    """Or a backward function that takes the one for the other is right."""

    def judge(backward):
        case = {"X": check.rng().normal(size=(4, 3))}
        check.module(relu, backward, [case], ("X",), oracle=oracle)

    passes(lambda: judge(lambda dZ, X: dZ * (X > 0)))
    assert "dX" in fails(lambda: judge(lambda dZ, X: dZ * (dZ > 0)))
    seen = []
    for _ in range(2):
        passes(lambda: judge(lambda dZ, X: seen.append(dZ.copy()) or dZ * (X > 0)))
    assert np.array_equal(seen[0], seen[-1]), "the same seed gives the same gradient"


def bent(X):
    """Steps so narrow that no difference shows a slope."""
    return X * 0 + np.floor(1e9 * X) % 2, None


def ramp(X):
    return np.maximum(X, 0), X > 0


@pytest.mark.parametrize(
    ("forward", "backward"),
    [
        (bent, lambda dZ, _: np.ones_like(dZ)),
        (ramp, lambda dZ, cache: dZ * ~cache),
    ],
    ids=["kinks everywhere", "a kink at one entry, and a wrong slope at the others"],
)
def test_a_kink_in_the_students_own_forward_hides_nothing(forward, backward):
    case = {"X": np.array([[0.0, 1.5, -2.0], [3.0, -0.5, 0.25]])}
    message = fails(lambda: check.module(forward, backward, [case], ("X",)))
    assert "your own forward function" in message


def test_a_kink_at_one_entry_of_a_right_pair_is_no_mistake():
    case = {"X": np.array([[0.0, 1.5, -2.0], [3.0, -0.5, 0.25]])}
    passes(lambda: check.module(ramp, lambda dZ, cache: dZ * cache, [case], ("X",)))
