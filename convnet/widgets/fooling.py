"""A digit and a slider for the size of a step that misleads the network, for notebook 08."""

from __future__ import annotations

from convnet.pictures import Picture, show


def small_step() -> Picture:
    """A small step on each pixel along the sign of the gradient, and noise of the same length."""
    return show("small_step")
