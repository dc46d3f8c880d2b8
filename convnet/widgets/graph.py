"""The computation graph of notebook 02, stepped through."""

from __future__ import annotations

from convnet.pictures import Picture, show


def graph_stepper() -> Picture:
    """Values forward and bars backward; it begins with all values known and no bar."""
    return show("graph_stepper")
