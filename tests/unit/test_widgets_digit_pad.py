"""The pad: does a drawing become what MNIST's digits are, and does the kernel's pad follow it?"""

from io import BytesIO

import numpy as np
import pytest
from matplotlib.image import imread

from convnet.checkpoint import load_lenet
from convnet.data import load_digits_28
from convnet.layers import Linear
from convnet.network import Sequential, lenet
from convnet.pictures import Picture
from convnet.training import as_input
from convnet.widgets import digit_pad

SEVEN = [[[0.3, 0.2], [0.7, 0.2], [0.45, 0.8]]]
FOUR = [[[0.4, 0.15], [0.25, 0.55], [0.75, 0.55]], [[0.65, 0.3], [0.62, 0.88]]]


def moved(strokes, dx, dy, scale=1.0):
    return [[[dx + scale * x, dy + scale * y] for x, y in stroke] for stroke in strokes]


def test_where_a_digit_is_drawn_makes_no_difference():
    first = digit_pad.as_mnist(digit_pad.rasterise(SEVEN))
    for dx, dy in ((3, -5), (-9, 11)):
        other = digit_pad.as_mnist(digit_pad.rasterise(moved(SEVEN, dx / 112, dy / 112)))
        assert np.allclose(first, other)


@pytest.mark.parametrize("scale", [0.3, 1.0])
def test_the_longer_side_is_20_pixels_and_the_mass_is_in_the_middle(scale):
    image = digit_pad.as_mnist(digit_pad.rasterise(moved(FOUR, 0.1, 0.05, scale)))
    rows, columns = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
    assert np.ptp(rows) + 1 == 20
    assert np.ptp(columns) + 1 < 20
    i, j = np.indices(image.shape)
    centre = np.array([(i * image).sum(), (j * image).sum()]) / image.sum()
    assert (np.abs(centre - 14) <= 0.5 + 1e-9).all()
    assert image.min() == 0
    assert 0.9 < image.max() <= 1


def test_ink_keeps_its_mass_when_it_is_made_smaller():
    ink = np.zeros((112, 112))
    ink[10:90, 20:60] = 1  # 80 × 40 becomes 20 × 10
    assert np.isclose(digit_pad.as_mnist(ink).sum(), 200)
    assert not digit_pad.as_mnist(np.zeros((112, 112))).any()


def test_rows_and_columns_of_the_drawing():
    across = digit_pad.rasterise([[[0.1, 0.25], [0.9, 0.25]]])
    assert across[28, 56] == 1
    assert across[56, 28] == 0
    dot = digit_pad.rasterise([[[0.5, 0.5]]])
    assert np.isclose(dot.sum(), np.pi * (digit_pad.PEN * 112) ** 2, rtol=0.05)


@pytest.fixture(scope="module")
def net():
    """A network of the student's own, though it reads as well as the shipped one."""
    own = load_lenet()
    own.params["0.W"][0, 0, 0, 0] += 1e-3
    return own


def test_the_shipped_network_runs_in_the_browser_and_any_other_in_the_kernel(net):
    assert isinstance(digit_pad.digit_pad(load_lenet()), Picture)
    for own in (net, lenet(), Sequential([Linear.random(np.random.default_rng(0), 1024, 10)])):
        assert not digit_pad._is_shipped(own)
    assert isinstance(digit_pad.digit_pad(net), digit_pad.DigitPad)
    split = load_digits_28()
    chosen = digit_pad.digit_pad(load_lenet(), split.train_images[:5], split.train_labels[:5])
    assert isinstance(chosen, digit_pad.DigitPad)


def test_the_pad_begins_with_a_digit_and_follows_strokes_and_buttons(net):
    split = load_digits_28()
    pad = digit_pad.digit_pad(net)
    assert f"labelled {split.test_labels[0]}, is taken for" in pad.description
    assert pad.widget.digit == split.test_images[0].tobytes()
    pad.widget.shown = -1  # Clear
    assert "The pad is empty" in pad.picture.sentence
    assert pad.widget.digit == b""
    before = pad.picture.png
    for strokes, digit in ((SEVEN, 7), (FOUR, 4)):
        pad.widget.strokes = strokes
        assert f"Your drawing is taken for a {digit}" in pad.picture.sentence
        pad.widget.strokes = moved(strokes, 0.3, 0.1, 0.5)
        assert f"Your drawing is taken for a {digit}" in pad.picture.sentence
    assert pad.picture.png != before
    pad.widget.strokes = []
    pad.widget.shown = 3  # Next test digit
    assert f"Test digit 3, labelled {split.test_labels[3]}, is taken" in pad.picture.sentence


def test_empty_paper_leaves_the_maps_lighter_than_a_digit(net):
    def ink(pad):
        return np.mean(imread(BytesIO(pad.picture.png))[..., 0] < 0.5)

    pad = digit_pad.digit_pad(net)
    with_a_digit = ink(pad)
    pad.widget.shown = -1
    assert ink(pad) < with_a_digit


def test_a_message_that_changes_strokes_and_test_digit_draws_once(net, monkeypatch):
    pad = digit_pad.digit_pad(net)
    drawn = []
    monkeypatch.setattr(pad, "_update", lambda: drawn.append(pad.widget.strokes))
    pad.widget.set_state({"strokes": SEVEN, "shown": -1})
    assert drawn == [SEVEN]


def test_the_pads_network_sees_test_digits_of_mnists_form_unchanged(net):
    # A digit that already is 20 pixels high, with its mass in the middle.
    image = (255 * digit_pad.as_mnist(digit_pad.rasterise(FOUR))).astype(np.uint8)
    pad = digit_pad.digit_pad(net, image[None], [4])
    assert np.allclose(pad.input, as_input(image[None]))


def test_the_pad_has_a_picture_a_sentence_and_a_widget(net):
    data, _ = digit_pad.digit_pad(net)._repr_mimebundle_()
    assert {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"} <= set(data)
    assert data["text/plain"].endswith(".")
