"""Pictures of the course: a Matplotlib figure with a sentence that says what it shows."""

from __future__ import annotations

import base64
import io
import threading
from collections.abc import Callable
from typing import Any

import matplotlib
from cycler import cycler
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

DPI = 144
"""Dots per inch drawn; shown at 72, so that figures stay sharp on high-resolution screens."""

# Okabe and Ito's palette: told apart with every common form of colour blindness.
BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"
PURPLE, SKY, YELLOW, BLACK, GREY = "#CC79A7", "#56B4E9", "#F0E442", "#000000", "#767676"
PALETTE = (BLUE, ORANGE, GREEN, RED, PURPLE, SKY, BLACK)

# An opaque white ground, so that a figure looks the same on JupyterLab's dark theme.
STYLE: dict[str, Any] = {
    "axes.prop_cycle": cycler(color=PALETTE),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 12,
    "axes.labelsize": 11,
    "figure.facecolor": "white",
    "font.size": 11,
    "image.cmap": "gray",
    "legend.frameon": False,
    "lines.linewidth": 2,
}

# Widgets draw on a thread of their own while a cell runs, and `rc_context` is one for the process.
_DRAWING = threading.Lock()


def render(draw: Callable[[Figure], None], size: tuple[float, float] = (7.0, 3.6)) -> bytes:
    """Draw on a new figure and return it as PNG.

    Parameters
    ----------
    draw : callable
        Takes an empty Matplotlib figure and draws on it.
    size : (float, float)
        Width and height in inches.
    """
    with _DRAWING, matplotlib.rc_context(STYLE):  # type: ignore[arg-type]
        figure = Figure(figsize=size, dpi=DPI, layout="constrained")
        FigureCanvasAgg(figure)
        draw(figure)
        png = io.BytesIO()
        # Without metadata the same figure gives the same bytes whatever Matplotlib's version says.
        figure.savefig(png, format="png", metadata={"Software": None})
    return png.getvalue()


class Picture:
    """A figure that a notebook shows: PNG, and a sentence for whoever cannot see it.

    Parameters
    ----------
    draw : callable
        Takes an empty Matplotlib figure and draws on it.
    description : str
        One sentence that says what the picture shows.
    size : (float, float)
        Width and height in inches.
    """

    def __init__(self, draw: Callable, description: str, size: tuple[float, float] = (7.0, 3.6)):
        self.description, self.size = description, size
        self.png = render(draw, size)

    def __repr__(self) -> str:
        return self.description

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"text/plain": self.description, "image/png": base64.b64encode(self.png).decode()}
        width, height = (round(72 * inches) for inches in self.size)
        return data, {"image/png": {"width": width, "height": height}}
