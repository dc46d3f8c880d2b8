"""Interactive pictures of notebook 03."""

from __future__ import annotations

from convnet.pictures import Picture, show


def two_ways() -> Picture:
    """One convolution as a sum of copies and as a sliding window."""
    return show("two_ways")


def sliding_signal() -> Picture:
    """A kernel that slides over a signal, with a toggle that flips it."""
    return show("sliding_signal")


def sliding_image() -> Picture:
    """A kernel that slides over an image, with a toggle that flips it."""
    return show("sliding_image")


def kernel_editor() -> Picture:
    """Nine weights to edit, and what they make of an image."""
    return show("kernel_editor")


def four_filters() -> Picture:
    """The same editor with the four filters of exercise 03.9."""
    return show("four_filters")


def size_calculator() -> Picture:
    """Image, padding, kernel and stride, and the windows that fit."""
    return show("size_calculator")


def connectivity() -> Picture:
    """Three ways to connect a layer, with their counts of weights."""
    return show("connectivity")


def toeplitz() -> Picture:
    """The matrix of a kernel: its diagonals in colour, its product with a signal row by row."""
    return show("toeplitz")


def equivariance() -> Picture:
    """A digit to drag, and whether its feature map follows, at stride 1 and 2."""
    return show("equivariance")
