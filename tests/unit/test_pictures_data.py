"""Do the scripts beside the pictures make the numbers that are committed?"""

import base64
import runpy

import numpy as np
import pytest

from tests.cells import solved
from tests.pictures import FIGURES, evaluate

WEIGHTS = 2048  # a weight of 1 in the files of notebook 10


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


# Notebook 10: thousands of steps carry a rounding far, so not the weights are compared, but what
# the trained networks can do.


@pytest.fixture(scope="module")
def sequences():
    return runpy.run_path(str(FIGURES / "train_sequences.py"))


def unpacked(text, kind, *shapes):
    """The arrays that a file has one after another."""
    numbers = np.frombuffer(base64.b64decode(text), kind)
    ends = np.cumsum([np.prod(shape, dtype=int) for shape in shapes])
    assert len(numbers) == ends[-1]
    return [part.reshape(s) for part, s in zip(np.split(numbers, ends[:-1]), shapes, strict=True)]


@pytest.mark.slow
def test_the_recurrent_network_is_as_good_as_the_one_that_the_script_trains(sequences):
    names, n = solved("10_sequences"), sequences["UNITS"]
    shapes = (n, 8), (n, n), (n,), (10, n), (10,)
    text = evaluate("data/rnn_rows", "p.weights")
    committed = [part / WEIGHTS for part in unpacked(text, "<i2", *shapes)]
    right = sequences["right_after_each_row"]
    assert np.allclose(
        right(names, *committed), right(names, *sequences["recurrent"](names)), atol=0.04
    )
    (digits,) = unpacked(evaluate("data/rnn_rows", "p.digits"), "u1", (10, 8, 8))
    assert np.array_equal(digits, sequences["IMAGES"][sequences["SHOWN"]])


@pytest.mark.slow
def test_the_plane_of_codes_is_as_good_as_the_one_that_the_script_finds(sequences):
    _, code, hidden = sequences["DECODER"]
    labels = sequences["LABELS"][sequences["NEW"]]
    data = evaluate("data/code_plane", "({ ...p })")
    assert data["labels"] == "".join(map(str, labels))
    (codes,) = unpacked(data["codes"], "i1", (len(labels), code))
    shapes = (hidden, code), (hidden,), (64, hidden), (64,)
    W, b, V, c = (part / WEIGHTS for part in unpacked(data["decoder"], "<i2", *shapes))
    pairs = sequences["autoencoder"](solved("10_sequences"))
    error = sequences["error_of_new_digits"]
    trained = error(sequences["encoded"](pairs[:2]), pairs[2:])
    assert error(codes / 127, ((W, b), (V, c))) == pytest.approx(trained, rel=0.1)
