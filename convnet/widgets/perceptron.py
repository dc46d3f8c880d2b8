"""Interactive pictures of notebook 01: a line, the perceptron's updates, losses, logits."""

from __future__ import annotations

from convnet.pictures import Picture, show


def separating_line() -> Picture:
    """A line to drag among points, with its mistakes marked."""
    return show("separating_line")


def perceptron_stepper() -> Picture:
    """The perceptron rule, one update a step, with the two bounds of the proof."""
    return show("perceptron_stepper")


def losses() -> Picture:
    """Five losses against the margin, and how hard each pulls."""
    return show("losses")


def logits() -> Picture:
    """Logits to drag, the probabilities that softmax makes of them, and the gradient."""
    return show("logits")
