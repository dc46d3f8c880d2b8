"""Draw a digit and see it classified, with the maps that led there; for notebook 05."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import anywidget
import numpy as np
import traitlets
from matplotlib.figure import Figure

from convnet import checkpoint
from convnet.data import load_digits_28
from convnet.pictures import Picture, show
from convnet.plots import inside
from convnet.plots.picture import WIDTH, render
from convnet.plots.squares import board
from convnet.training import as_input
from convnet.widgets.picture import PictureView, figure_box
from convnet.widgets.shown import Shown

SIZE = (WIDTH, 4.6)
FINE = 4
"""Points drawn for each pixel of the network's image, along each axis."""
PEN = 0.045
"""Radius of the pen, as a share of the pad: strokes two to three pixels wide, as in MNIST."""
SAMPLE = 100
"""How many test digits say which activation is drawn black."""

Stroke = Sequence[Sequence[float]]


def rasterise(strokes: Sequence[Stroke]) -> np.ndarray:
    """Ink, 0 to 1, (112, 112), of lines through points (x, y) given as shares of the pad."""
    n = 28 * FINE
    ink = np.zeros((n, n))
    radius = PEN * n
    for stroke in strokes:
        points = np.asarray(stroke, dtype=float).reshape(-1, 2) * n
        for start, end in zip(points, points[1:] if len(points) > 1 else points, strict=False):
            low = np.floor(np.minimum(start, end) - radius - 1).astype(int).clip(0, n)
            high = np.ceil(np.maximum(start, end) + radius + 1).astype(int).clip(0, n)
            x = np.arange(low[0], high[0]) + 0.5
            y = np.arange(low[1], high[1])[:, None] + 0.5
            along = end - start
            length2 = max(float(along @ along), 1e-12)
            # The nearest point of the segment, as a share of the way from start to end.
            s = (((x - start[0]) * along[0] + (y - start[1]) * along[1]) / length2).clip(0, 1)
            distance = np.hypot(x - start[0] - s * along[0], y - start[1] - s * along[1])
            part = ink[low[1] : high[1], low[0] : high[0]]
            np.maximum(part, (radius + 0.5 - distance).clip(0, 1), out=part)
    return ink


def as_mnist(ink: np.ndarray) -> np.ndarray:
    """A drawing of any size as MNIST has its digits: (28, 28), 0 to 1.

    The ink is cut out, scaled so that its longer side is 20 pixels, and put where its centre of
    mass comes next to the middle of the 28×28 image. Where it was drawn doesn't matter.

    Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document
    recognition", 1998, section III.A.
    """
    image = np.zeros((28, 28))
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return image
    box = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    h, w = (max(1, round(20 * side / max(box.shape))) for side in box.shape)
    # (h, H) @ (H, W) @ (W, w) -> (h, w)
    small = _averages(box.shape[0], h) @ box @ _averages(box.shape[1], w).T
    mass = small.sum()
    i, j = np.arange(h) @ small.sum(axis=1) / mass, np.arange(w) @ small.sum(axis=0) / mass
    top, left = (
        int(np.clip(round(14 - centre), 0, 28 - side)) for centre, side in ((i, h), (j, w))
    )
    image[top : top + h, left : left + w] = small.clip(0, 1)
    return image


def _rounded(p: float) -> str:
    """A probability with two digits, which is never said to be 0 or 1."""
    return "under 0.01" if p < 0.005 else "over 0.99" if p > 0.995 else f"{p:.2f}"


def _largest(net, images: np.ndarray) -> dict[str, float]:
    """For each layer of maps the activation that only one in a thousand exceeds."""
    layers = inside.stages(net, as_input(images))
    return {s.name: float(np.quantile(s.output, 0.999)) for s in layers if s.output.ndim == 4}


def _averages(n: int, m: int) -> np.ndarray:
    """(m, n) matrix that makes m pixels of n, each the average of what it covers."""
    edges = np.arange(m + 1)[:, None] * n / m
    covered = np.clip(edges[1:] - np.arange(n), 0, 1) - np.clip(edges[:-1] - np.arange(n), 0, 1)
    return covered * m / n


class _Pad(anywidget.AnyWidget):
    """The pad in the browser."""

    _esm = Path(__file__).with_name("digit_pad.js")
    strokes: traitlets.List = traitlets.List().tag(sync=True)
    shown = traitlets.Int(-1).tag(sync=True)  # the test digit on the pad, or -1
    digit = traitlets.Bytes().tag(sync=True)  # its 28×28 bytes
    count = traitlets.Int().tag(sync=True)
    pen = traitlets.Float(PEN).tag(sync=True)


class DigitPad(Shown):
    """A pad to draw on, a network that reads along, and what goes on inside it.

    Parameters
    ----------
    net : Sequential
        A LeNet, inputs (N, 1, 32, 32).
    images, labels : ndarray, (N, 28, 28) and (N,)
        Bytes, and classes: the digits that "next test digit" puts on the pad, the first of them
        in the beginning.
    """

    size = SIZE

    def __init__(self, net, images: np.ndarray, labels: np.ndarray):
        self._net, self._images, self._labels = net, images, labels
        self._largest = _largest(net, images[:SAMPLE])
        self.widget, self.picture = _Pad(shown=0, count=len(images)), PictureView()
        self.box = figure_box([self.widget], self.picture)
        self.box.add_class("convnet-pad")
        self._update()
        self.first_png, self.description = self.picture.png, self.picture.sentence
        self._drawn = self.widget.strokes, self.widget.shown
        self.widget.observe(self._follow, names=["strokes", "shown"])

    @property
    def ink(self) -> np.ndarray:
        """What is on the pad, 0 to 1: a test digit, if one is shown, or else all strokes."""
        if self._shown is None:
            return rasterise(self.widget.strokes)
        digit = self._images[self._shown] / 255
        return digit.repeat(FINE, axis=0).repeat(FINE, axis=1)

    @property
    def _shown(self) -> int | None:
        return self.widget.shown if 0 <= self.widget.shown < len(self._images) else None

    @property
    def input(self) -> np.ndarray:
        """What the network gets: (1, 1, 32, 32), 0 to 1."""
        return inside.as_one_input(as_mnist(self.ink))

    def _follow(self, _change) -> None:
        # A message may change both, and is told of each.
        if (state := (self.widget.strokes, self.widget.shown)) != self._drawn:
            self._drawn = state
            self._update()

    def _update(self) -> None:
        X = self.input
        layers = inside.stages(self._net, X)
        p = inside.softmax(layers[-1].output[0])

        def draw(figure: Figure) -> None:
            axes = board(figure)
            inside.draw_maps(axes, X, layers, self._largest)
            inside.draw_probabilities(axes, p, (2.0, 3.45, 6.0, 0.85))

        shown = self._shown
        self.widget.digit = b"" if shown is None else self._images[shown].tobytes()
        self.picture.show(render(draw, SIZE), self._words(X, p))

    def _words(self, X: np.ndarray, p: np.ndarray) -> str:
        if not X.any():
            return (
                "The pad is empty: these are the network's answers to blank paper. Draw a digit; "
                "it is scaled to 20×20 pixels and centred by its mass, as in MNIST."
            )
        first, second = np.argsort(-p)[:2]
        words = "Your drawing"
        if self._shown is not None:
            words = f"Test digit {self._shown}, labelled {self._labels[self._shown]},"
        return (
            f"{words} is taken for {inside.a_digit(first)} (probability {_rounded(p[first])}; "
            f"next, {second} with {_rounded(p[second])}). The network sees it scaled to 20×20 "
            "pixels and centred by its mass, as in MNIST."
        )


def digit_pad(net, images=None, labels=None) -> Picture | DigitPad:
    """Draw a digit with the mouse, a finger or the keyboard and see it classified.

    The trained network that comes with the course runs in the browser, without a kernel; any other
    one in the kernel.

    Parameters
    ----------
    net : Sequential
        A LeNet, for example `convnet.checkpoint.load_lenet()`.
    images, labels : ndarray, optional
        Test digits to begin with, such as MNIST's, both or none; by default those that come with
        the course.
    """
    if (images is None) != (labels is None):
        raise ValueError("give the images and their labels, or neither")
    if images is None:
        if _is_shipped(net):
            return show("digit_pad")
        split = load_digits_28()
        images, labels = split.test_images, split.test_labels
    return DigitPad(net, np.asarray(images), np.asarray(labels))


def _is_shipped(net) -> bool:
    """Whether a network is the course's own, weight by weight, and not trained on."""
    shipped = checkpoint.load_lenet()
    return repr(net) == repr(shipped) and all(
        np.array_equal(net.params[name], value) for name, value in shipped.params.items()
    )
