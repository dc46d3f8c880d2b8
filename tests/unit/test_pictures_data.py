"""Do the scripts beside the pictures make the numbers that are committed?"""

import runpy

import numpy as np
import pytest

from tests.pictures import FIGURES, evaluate


@pytest.fixture(scope="module")
def script():
    return runpy.run_path(str(FIGURES / "train_backprop.py"))


def test_the_first_layer_is_the_one_that_the_script_trains(script):
    W, b, digits = script["trained"]()
    data = evaluate("data/first_layer", "({ W: p.W, b: p.b, digits: p.digits })")
    assert np.allclose(data["W"], W, atol=0.0051)  # two digits
    assert np.allclose(data["b"], b, atol=0.0051)
    assert np.array_equal(data["digits"], digits)


def test_the_fits_are_those_that_the_script_finds(script):
    fits = evaluate("data/function_fit", "p.FITS")
    assert list(fits) == list(script["FUNCTIONS"])
    for name, thetas in fits.items():
        t = script["FUNCTIONS"][name](script["GRID"])
        assert len(thetas) == script["UNITS"]
        for units, theta in enumerate(thetas, start=1):
            # The units' order and signs are arbitrary, what they miss is not.
            missed = script["residual"](np.array(theta), t)[0][: len(t)]
            error = script["fitted"](name, units)[1]
            assert np.sqrt(np.mean(missed**2)) == pytest.approx(error, rel=1e-3), (name, units)


@pytest.mark.parametrize("name", ["first_layer", "function_fit"])
def test_a_file_of_numbers_names_its_script_and_is_written_as_it_writes(script, name):
    committed = (FIGURES / "data" / f"{name}.js").read_text("utf-8")
    written = script[name]()
    without_numbers = str.maketrans("", "", "-.0123456789e")
    assert committed.translate(without_numbers) == written.translate(without_numbers)
