"""Interactive pictures of notebook 07."""

from __future__ import annotations

from convnet.pictures import Picture, show


def gabor_spectrum() -> Picture:
    """A Gabor function and the amplitude of its spectrum."""
    return show("gabor_spectrum")


def simple_and_complex() -> Picture:
    """Stripes that drift past an even and an odd simple cell and a complex cell."""
    return show("simple_and_complex")


def raised_cells() -> Picture:
    """Cells raised in a world of stripes, and their orientations."""
    return show("raised_cells")
