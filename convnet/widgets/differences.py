"""The step-size picture of notebook 00."""

from __future__ import annotations

from convnet.pictures import Picture, show


def step_size() -> Picture:
    """Errors of forward and central differences against the step."""
    return show("step_size")
