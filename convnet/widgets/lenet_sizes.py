"""Sliders for the sizes of a network like LeNet, for notebook 05."""

from __future__ import annotations

from convnet.pictures import Picture, show


def lenet_sizes() -> Picture:
    """What the numbers of maps and the kernel do to units, connections and weights."""
    return show("lenet_sizes")
