"""Does the picture of notebook 00 compute what NumPy does, and show what its text says?"""

import numpy as np
import pytest

from tests.pictures import evaluate

STEPS = 10.0 ** np.arange(-12, 0)
RIGHT = {
    "sin x at x = 1": (np.sin, np.cos(1)),
    "exp x at x = 1": (np.exp, np.e),
    "tanh 5x at x = 0.2": (lambda x: np.tanh(5 * x), 5 / np.cosh(1) ** 2),
}


@pytest.mark.parametrize("function", RIGHT)
def test_both_errors_are_numpys_up_to_rounding(function):
    found = evaluate(
        "step_size", "hs.map((h) => p.errors(function_, h))",
        hs=STEPS.tolist(), function_=function,
    )  # fmt: skip
    f, slope = RIGHT[function]
    x = float(function.rsplit("= ")[1])
    forward = np.abs((f(x + STEPS) - f(x)) / STEPS - slope)
    central = np.abs((f(x + STEPS) - f(x - STEPS)) / (2 * STEPS) - slope)
    for ours, numpys in zip(np.array(found).T, (forward, central), strict=True):
        assert np.all(np.abs(ours - numpys) <= 1e-9 * numpys + 6e-15 / STEPS)


def test_slopes_and_the_best_steps_are_those_of_the_text():
    hs = np.logspace(-12, -1, 23)
    errors = np.array(
        evaluate("step_size", "hs.map((h) => p.errors('sin x at x = 1', h))", hs=list(hs))
    )
    assert np.isclose(np.log10(errors[-1, 0] / errors[-7, 0]) / 3, 1, atol=0.05)
    assert np.isclose(np.log10(errors[-1, 1] / errors[-7, 1]) / 3, 2, atol=0.05)
    best = hs[errors.argmin(axis=0)]
    assert 1e-9 < best[0] < 1e-7 and 1e-6 < best[1] < 1e-4


def test_errors_appear_only_where_the_step_has_been():
    first, settled = evaluate(
        "step_size",
        "[p.default.initial, p.default.settle({ ...p.default.initial, exponent: -6 })]",
    )
    assert first["from"] == first["exponent"] and settled == {"from": -6, "to": -0.5}


def test_powers_of_ten_are_written_as_such():
    said = evaluate("step_size", "[1e-4, 4.21e-3, 0, 2.5].map(p.scientific)")
    assert said == ["10⁻⁴", "4.2·10⁻³", "0", "2.5"]
