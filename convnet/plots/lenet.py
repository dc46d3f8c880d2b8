"""LeNet in pictures: its layers, and how much of it each of them is; for notebook 05."""

from __future__ import annotations

from convnet.pictures import Picture, show


def lenet_structure(shares: bool = True) -> Picture:
    """LeNet from the image to the ten classes.

    Parameters
    ----------
    shares : bool
        Whether to show below each layer its share in units, connections and weights, or else what
        one of its units sees of the layers before.
    """
    return show("lenet_shares" if shares else "lenet_structure")
