"""The figures of notebook 06 that are drawn from the reader's own numbers."""

import numpy as np

from convnet.plots.normalisation import maps_before_and_after, with_and_without


def test_a_second_row_of_maps_waits_for_the_exercise():
    image, maps = np.zeros((1, 1, 6, 6)), np.ones((1, 3, 4, 6))
    done, open_ = maps_before_and_after(image, maps, 2 * maps), maps_before_and_after(image, maps)
    assert "3 maps of it, before and after" in done.description
    assert "when the exercise is done" in open_.description
    assert done.png and open_.png and done.png != open_.png


def test_curves_name_their_ranges():
    def history(*accuracy):
        return {"train_loss": [1.0, 0.5], "val_accuracy": list(accuracy)}

    curves = {"without": [history(0.5, 0.9), history(0.6, 0.8)], "with": [history(0.9, 0.95)]}
    said = with_and_without(curves).description
    assert "without, 40.0 to 50.0 % after the first epoch and 10.0 to 20.0 % after the last" in said
    assert "with, 10.0 to 10.0 % after the first" in said


def test_curves_of_interrupted_trainings_are_drawn():
    whole = {"train_loss": [1.0, 0.5], "val_accuracy": [0.5, 0.75]}
    short, none = (
        {"train_loss": [1.0], "val_accuracy": [0.25]},
        {"train_loss": [], "val_accuracy": []},
    )
    picture = with_and_without({"without": [whole, short], "with": [none]})
    assert "25.0 to 75.0 % after the last; with, no whole epoch" in picture.description
    assert picture.png
