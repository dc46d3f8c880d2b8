"""Interactive pictures of pooling, for notebook 04."""

from __future__ import annotations

from convnet.pictures import Picture, show


def switches() -> Picture:
    """From which input each output was taken, and where the gradients go."""
    return show("switches")


def ties() -> Picture:
    """A stroke on a blank ground and three rules for ties."""
    return show("ties")


def shift() -> Picture:
    """A signal that is shifted, and its pooled signal."""
    return show("shift")
