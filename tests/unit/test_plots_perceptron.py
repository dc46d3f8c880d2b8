"""Do the figures of notebook 01 show what its text says?"""

from convnet.plots import perceptron


def test_pictures_say_what_they_show():
    assert "activation function" in repr(perceptron.unit_diagram())
