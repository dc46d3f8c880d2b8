"""The figures of notebook 06 that are drawn from the reader's own numbers."""

import numpy as np

from convnet.plots.normalisation import maps_before_and_after, with_and_without


def test_maps_say_how_the_halves_compare():
    maps = np.ones((1, 3, 4, 6))
    maps[..., :3] = 0.25
    picture = maps_before_and_after(np.zeros((1, 1, 6, 6)), maps, np.ones((1, 3, 4, 6)))
    assert "25% before, 100% after" in picture.description
    assert picture.png


def test_maps_are_shown_before_the_exercise_is_done():
    picture = maps_before_and_after(np.zeros((1, 1, 6, 6)), np.ones((1, 2, 4, 4)))
    assert "when the exercise is done" in picture.description and picture.png


def test_curves_name_their_ranges():
    def history(*accuracy):
        return {"train_loss": [1.0, 0.5], "val_accuracy": list(accuracy)}

    curves = {"without": [history(0.5, 0.9), history(0.6, 0.8)], "with": [history(0.9, 0.95)]}
    said = with_and_without(curves).description
    assert "without, 40.0 to 50.0 % after the first epoch and 10.0 to 20.0 % after the last" in said
    assert "with, 10.0 to 10.0 % after the first" in said
