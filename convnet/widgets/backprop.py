"""Pictures of training for notebook 02: two valleys, two moons, the units of a first layer."""

from __future__ import annotations

from convnet.pictures import Picture, show


def two_valleys() -> Picture:
    """Where gradient descent ends, by its start and its step size."""
    return show("two_valleys")


def two_moons() -> Picture:
    """The boundary and the cost of a network while it learns two moons, in the browser."""
    return show("two_moons")


def first_layer() -> Picture:
    """The weights of 16 units as images, and one of them at work on a digit."""
    return show("first_layer")
