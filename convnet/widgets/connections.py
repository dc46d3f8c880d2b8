"""What is connected with what in a layer, for notebook 04: point at it and see."""

from __future__ import annotations

from convnet.pictures import Picture, show


def connections_1d() -> Picture:
    """Inputs and outputs of a one-dimensional layer: who is made of whom, who hears from whom."""
    return show("connections_1d")


def connections_2d() -> Picture:
    """The same for an image, with stride and padding, and the sum of either term by term."""
    return show("connections_2d")


def channels() -> Picture:
    """A layer with two channels and two filters: an output's sum over windows of both channels."""
    return show("channels")


def windows_as_rows() -> Picture:
    """Windows of an image as rows of a matrix, and the layer as a product."""
    return show("im2col")
