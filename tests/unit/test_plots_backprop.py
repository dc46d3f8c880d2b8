"""Do the figures of notebook 02 show what its text says?"""

import numpy as np
import pytest
from matplotlib.figure import Figure

from convnet.plots import backprop


def test_the_cost_figure_says_nothing_measured_in_words():
    first, second = backprop.measured_cost(), backprop.measured_cost()
    assert first.description == second.description and first.png[:4] == second.png[:4] == b"\x89PNG"


def test_the_features_are_the_rows_of_the_weights(monkeypatch):
    drawn = []
    monkeypatch.setattr(backprop, "Picture", lambda draw, *_, **__: drawn.append(draw))
    W = np.random.default_rng(0).normal(size=(10, 12))
    backprop.first_layer_images(W, (3, 4))
    figure = Figure()
    drawn[0](figure)
    [sheet] = [image.get_array() for axes in figure.axes for image in axes.images]
    labels = {text.get_text(): text.get_position() for text in figure.axes[0].texts}
    for k, weights in enumerate(W):
        x, y = (int(np.ceil(place)) for place in labels[f"unit {k}"])
        image = sheet[y + 1 : y + 4, x - 2 : x + 2]
        assert np.array_equal(image, weights.reshape(3, 4))
    assert np.ma.count(sheet) == W.size, "all else is left white"


@pytest.mark.parametrize(
    "make", [backprop.network_diagram, backprop.module_diagram, backprop.example_network]
)
def test_each_diagram_has_a_sentence(make):
    assert repr(make()).endswith(".") and len(repr(make())) > 80
