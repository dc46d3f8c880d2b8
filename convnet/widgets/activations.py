"""Interactive pictures of notebook 02: activation functions, and the gain of a logistic unit."""

from __future__ import annotations

from convnet.pictures import Picture, show


def activations() -> Picture:
    """An activation function with its tangent, and its slope."""
    return show("activations")


def gain() -> Picture:
    """A logistic unit that becomes a threshold as its gain k grows."""
    return show("gain")
