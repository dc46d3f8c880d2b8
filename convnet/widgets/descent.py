"""Interactive figures of notebook 01: step size, batch size, and the quadratic model of a cost."""

from __future__ import annotations

from convnet.pictures import Picture, show


def descent_on_contours() -> Picture:
    """Gradient descent in a long valley, with its step size and its start to choose."""
    return show("descent_on_contours")


def sgd_noise() -> Picture:
    """Gradient descent beside SGD, and the scatter of its direction, by batch size."""
    return show("sgd_noise")


def quadratic_model() -> Picture:
    """A cost with two minima and its quadratic model at a place to choose."""
    return show("quadratic_model")
