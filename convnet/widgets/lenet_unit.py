"""One unit of the shipped LeNet and the sum behind it, for notebook 05."""

from __future__ import annotations

from convnet.pictures import Picture, show


def lenet_unit() -> Picture:
    """A pixel of a map of C1 or C3: its windows times its kernels, added up, through ReLU."""
    return show("lenet_unit")
