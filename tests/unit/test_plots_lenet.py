"""Do the figures of notebook 05 show what its text says, and do they follow their controls?"""

import numpy as np
import pytest
from matplotlib.axes import Axes

from convnet.checkpoint import load_lenet
from convnet.data import load_digits_28
from convnet.network import Sequential, lenet
from convnet.plots import digits, inside
from convnet.plots.training import learning_curves
from convnet.training import as_input

# --- learning curves ----------------------------------------------------------------------------


def test_curves_begin_empty_and_mark_the_first_best_epoch(monkeypatch):
    notes = []
    annotate = Axes.annotate
    monkeypatch.setattr(
        Axes,
        "annotate",
        lambda self, text, *a, **k: (notes.append(text), annotate(self, text, *a, **k)),
    )
    history = {name: [] for name in ("train_loss", "val_loss", "val_accuracy")}
    assert "no epoch has ended yet" in learning_curves(history).description
    assert notes == []
    history = {
        "train_loss": [1.0, 0.5, 0.2, 0.1],
        "val_loss": [0.9, 0.6, 0.5, 0.7],
        "val_accuracy": [0.9, 0.97, 0.97, 0.95],
    }
    learning_curves(history)
    assert notes == ["best: 3.00 % in epoch 2"]


# --- digits and mistakes ------------------------------------------------------------------------


def test_the_gallery_shows_the_most_certain_mistakes_first():
    rng = np.random.default_rng(3)
    images = rng.integers(0, 255, (6, 28, 28))
    t, y = np.array([3, 1, 4, 1, 5, 9]), np.array([3, 7, 4, 2, 8, 9])
    p = np.array([0.99, 0.5, 0.9, 0.8, 0.999, 0.4])
    told = digits.mistakes_gallery(images, t, y, p).description
    assert told.startswith("3 of 6 digits")
    assert told.endswith("5 taken for 8 (> 99 %), 1 taken for 2 (80 %), 1 taken for 7 (50 %).")
    every = rng.uniform(0, 0.3, (6, 10))
    every[np.arange(6), y] = p
    assert digits.mistakes_gallery(images[:, None], t, y, every).description == told


def test_galleries_without_a_mistake_or_with_sides_that_differ():
    images, t = np.zeros((2, 28, 28)), np.array([1, 2])
    assert digits.mistakes_gallery(images, t, t, [0.9, 0.9]).description.startswith("0 of 2")
    with pytest.raises(ValueError, match="2 images, 2 true and 1 predicted"):
        digits.mistakes_gallery(images, t, t[:1], [0.9, 0.9])
    with pytest.raises(ValueError, match="2 images but 3 labels"):
        digits.digit_grid(images, [1, 2, 3])


def test_the_confusion_names_the_frequent_mistakes_by_true_then_predicted():
    C = 50 * np.eye(10, dtype=int)
    C[2, 7], C[7, 2], C[4, 9] = 5, 1, 3
    told = digits.confusion(C).description
    assert "500 of 509 digits" in told
    assert told.endswith("2 taken for 7 (5), 4 taken for 9 (3), 7 taken for 2 (1).")
    assert "Most" not in digits.confusion(np.eye(10, dtype=int)).description
    with pytest.raises(ValueError, match="square"):
        digits.confusion(np.zeros((3, 4)))


def test_the_picture_of_the_confusion_depends_on_single_mistakes():
    C = 900 * np.eye(10, dtype=int)
    one = C.copy()
    one[3, 5] = 1
    assert digits.confusion(C).png != digits.confusion(one).png


# --- inside -------------------------------------------------------------------------------------


def test_stages_are_after_the_relu_whatever_the_order_of_pooling():
    X = np.random.default_rng(0).standard_normal((2, 1, 32, 32)).astype(np.float32)
    net = lenet(seed=1)
    found = inside.stages(net, X)
    assert [s.name for s in found] == ["C1", "S2", "C3", "S4", "F5", "F6", "output"]
    assert all((s.output >= 0).all() for s in found[:-1])
    assert (found[-1].output < 0).any()
    assert np.allclose(found[-1].output, net.logits(X), atol=1e-5)
    layers = list(net.layers)
    layers[1], layers[2] = layers[2], layers[1]
    swapped = inside.stages(Sequential(layers, fast=False), X)
    assert (swapped[0].output < 0).any()
    assert np.allclose(swapped[1].output, found[1].output, atol=1e-5)


def test_maps_stand_row_by_row_in_the_mosaic():
    maps = np.arange(6)[:, None, None] * np.ones((6, 14, 10))
    image = inside.mosaic(maps, 2)
    assert image.shape == (3 * 14 + 2, 2 * 10 + 1)
    assert [image[0, 0], image[0, 11], image[15, 0], image[43, 20]] == [0, 1, 2, 5]
    assert np.isnan(image[14]).all()
    assert np.isnan(image[:, 10]).all()


def test_the_same_digit_in_each_form_gives_the_same_input():
    image = load_digits_28().test_images[5]
    X = as_input(image[None])
    for form in (image, image[None], image / 255, X, X[0], X[0, 0]):
        assert np.allclose(inside.as_one_input(form), X)
    with pytest.raises(ValueError, match="reshape"):
        inside.as_one_input(np.zeros((2, 28, 28)))


def test_activations_name_the_class_that_the_network_answers():
    net, split = load_lenet(), load_digits_28()
    image = split.test_images[7]
    assert net.logits(as_input(image[None])).argmax() == 8
    assert "taken for an 8" in inside.activations_by_layer(net, image).description


def test_weight_images_change_with_the_weights():
    net = lenet()
    before = inside.weight_images(net)
    net.params["3.W"][15, 5, 4, 4] = 2
    after = inside.weight_images(net)
    assert before.png != after.png
    assert "to 2.00." in after.description


def test_bad_features_are_told_from_good_ones():
    rng = np.random.default_rng(1)
    good = np.maximum(rng.standard_normal((60, 20)) - 1, 0)
    bad = np.repeat(rng.uniform(0.2, 1, (60, 2)), 10, axis=1)
    bad[:, :5] = 0.5
    told = inside.good_and_bad_features(good, bad).description
    assert "0 of 20 units constant, 0 % of the pairs" in told
    # 5 alike of the first kind, 10 of the second: 10 + 45 of 105 pairs.
    assert "5 of 20 units constant, 52 % of the pairs" in told
