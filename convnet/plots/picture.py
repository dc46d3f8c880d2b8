"""Pictures of the course: a Matplotlib figure with a sentence that says what it shows."""

from __future__ import annotations

import base64
import io
import threading
from collections.abc import Callable
from html import escape
from typing import Any

import matplotlib
from cycler import cycler
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

DPI = 144
"""Dots per inch drawn; shown at 72, so that figures stay sharp on high-resolution screens."""
WIDTH = 10.0
"""Inches: a figure fills the column of text, which has a measure of about 75 characters. Shown at
72 pixels an inch, so a font size in points is one in pixels."""
FONT = 13
"""Size of text in figures. In a column of 700 pixels these are scaled by 0.97, still above 12."""

# Okabe and Ito's palette: told apart with every common form of colour blindness.
BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"
PURPLE, SKY, BLACK, GREY = "#CC79A7", "#56B4E9", "#000000", "#767676"
PALETTE = (BLUE, ORANGE, GREEN, RED, PURPLE, SKY, BLACK)

INK = {
    BLUE: "#00609A",
    ORANGE: "#845800",
    GREEN: "#006E50",
    RED: "#A84300",
    PURPLE: "#9A3F75",
    GREY: "#585858",
    BLACK: BLACK,
}
"""The colours of texts about something in the colour of the key: darker, so that the contrast with
white is at least 4.5."""

# Faces of squares below text. They differ in lightness, too: pale hues alone look the same to
# some eyes, blue and green to tritanopes.
PALE_BLUE, PALE_ORANGE, PALE_GREEN = "#CFE5F3", "#FFE79A", "#A6E3C8"
PALE_GREY, WHITE = "#EEEEEE", "#FFFFFF"

# An opaque white ground, so that a figure looks the same on JupyterLab's dark theme.
STYLE: dict[str, Any] = {
    "axes.prop_cycle": cycler(color=PALETTE),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": FONT + 1,
    "axes.labelsize": FONT,
    "figure.facecolor": "white",
    "font.size": FONT,
    "image.cmap": "gray",
    "legend.fontsize": FONT,
    "legend.frameon": False,
    "lines.linewidth": 2,
    "xtick.labelsize": FONT,
    "ytick.labelsize": FONT,
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


def mimebundle(png: bytes, sentence: str, size: tuple[float, float]) -> tuple[dict, dict]:
    """What a notebook stores of a figure: HTML with a caption, PNG and plain text; the metadata.

    An image/png has no alternative text in JupyterLab and nbconvert. Both prefer HTML, and keep
    this one in a notebook that is not trusted, too; LaTeX takes the PNG.

    Parameters
    ----------
    png : bytes
    sentence : str
        Says what the figure shows: the caption, and the alternative text.
    size : (float, float)
        Width and height in inches.
    """
    width, height = (round(72 * inches) for inches in size)
    data = {
        "text/html": figure_html(png, sentence, size),
        "image/png": base64.b64encode(png).decode(),
        "text/plain": sentence,
    }
    return data, {"image/png": {"width": width, "height": height}}


def figure_html(png: bytes, sentence: str, size: tuple[float, float]) -> str:
    """A figure with its sentence as alternative text and as caption, which is read out once."""
    words, width = escape(sentence), round(72 * size[0])
    # In lines of 76 characters: programs that search in the output are slow on a single long one.
    source = base64.encodebytes(png).decode().strip()
    return (
        f'<figure style="margin: 0; max-width: {width}px">'
        f'<img alt="{words}" width="{width}" style="max-width: 100%; height: auto"'
        f' src="data:image/png;base64,{source}">'
        f'<figcaption aria-hidden="true" style="line-height: 1.4">{words}</figcaption></figure>'
    )


class Picture:
    """A figure that a notebook shows, and a sentence for whoever cannot see it.

    Parameters
    ----------
    draw : callable
        Takes an empty Matplotlib figure and draws on it.
    description : str
        One sentence that says what the picture shows: its caption.
    size : (float, float)
        Width and height in inches.
    """

    def __init__(self, draw: Callable, description: str, size: tuple[float, float] = (WIDTH, 4.2)):
        self.draw, self.description, self.size = draw, description, size
        self.png = render(draw, size)

    def __repr__(self) -> str:
        return self.description

    def _repr_mimebundle_(self, include=None, exclude=None):
        return mimebundle(self.png, self.description, self.size)
