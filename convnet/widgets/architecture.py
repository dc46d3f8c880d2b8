"""Interactive pictures of whole networks, for notebook 09."""

from __future__ import annotations

from convnet.pictures import Picture, show


def alexnet_sizes() -> Picture:
    """AlexNet's weights and connections, layer by layer, for other sizes, groups and ablations."""
    return show("alexnet_sizes")


def receptive_fields() -> Picture:
    """What a unit of any layer sees, layer by layer down to the image."""
    return show("receptive_fields")
