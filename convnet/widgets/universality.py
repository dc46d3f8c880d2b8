"""Interactive figures of notebook 02: XOR folded, a box from ReLUs, functions fitted."""

from __future__ import annotations

from convnet.pictures import Picture, show


def xor_folds() -> Picture:
    """Two hidden units fold the plane, so that one line separates XOR."""
    return show("xor_folds")


def box_from_relus() -> Picture:
    """Up to four ReLUs, added up to a box."""
    return show("box_from_relus")


def function_fit() -> Picture:
    """A function of one number, fitted by a few tanh units."""
    return show("function_fit")
