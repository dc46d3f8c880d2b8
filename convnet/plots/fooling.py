"""Images that fool a network, what it says of them, and how often it is right; for notebook 08."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from convnet.plots.digits import as_maps, grid, show_digit
from convnet.plots.inside import WEIGHTS, softmax
from convnet.plots.picture import BLACK, BLUE, FONT, INK, ORANGE, PALETTE, WIDTH, Picture

COLUMNS = 6
MARKS = "os^Dv"


def answers(net, images, titles: Sequence[str] = (), columns: int = COLUMNS) -> Picture:
    """Images, and below each the network's answer with its probability.

    Parameters
    ----------
    net : Sequential
        Takes (N, 1, H, W), gives logits.
    images : array_like, (N, 1, H, W)
    titles : sequence of str, optional
        What is written above each.
    columns : int
        Images in a row.
    """
    images = np.asarray(images, dtype=float)
    P = [softmax(z) for z in net.logits(images)]
    said = [(int(p.argmax()), percent(p.max())) for p in P]
    above = list(titles) or [""] * len(images)
    if len(above) != len(images):
        raise ValueError(f"{len(images)} images but {len(above)} titles")
    rows = -(-len(images) // columns)

    def draw(figure: Figure) -> None:
        figure.set_layout_engine("constrained", h_pad=0.1)
        places = grid(figure, rows, columns)
        for axes, image, title, (y, p) in zip(places, as_maps(images), above, said, strict=False):
            show_digit(axes, image, title)
            axes.set_xlabel(f"{y}, {p}", fontsize=FONT, fontweight="bold", color=INK[BLUE])

    each = [
        f"{title.replace(chr(10), ' ')} is taken for {y} ({p})" if title else f"{y} ({p})"
        for title, (y, p) in zip(above, said, strict=True)
    ]
    words = f"The network's answers to {len(images)} images, with its certainty: {'; '.join(each)}."
    return Picture(draw, words, (WIDTH, 2.25 * rows))


def input_gradients(X, dX) -> Picture:
    """Images above, the gradient of each pixel below; the darker, the larger, in each image.

    Parameters
    ----------
    X, dX : array_like, (N, 1, H, W)
    """
    images, gradients = as_maps(X), as_maps(dX)
    if images.shape != gradients.shape:
        raise ValueError(f"images of {images.shape}, gradients of {gradients.shape}")
    columns = len(images)

    def draw(figure: Figure) -> None:
        places = grid(figure, 2, columns)
        for axes, image in zip(places, images, strict=False):
            show_digit(axes, image, "")
        for axes, gradient in zip(places[columns:], gradients, strict=True):
            axes.axis("on")
            axes.set(xticks=[], yticks=[])
            axes.spines[:].set_visible(True)
            axes.spines[:].set_color("#CCCCCC")
            largest = max(float(np.quantile(np.abs(gradient), 0.995)), 1e-12)
            axes.imshow(gradient, cmap=WEIGHTS, vmin=-largest, vmax=largest)
        places[0].set_ylabel("image", fontsize=FONT)
        places[columns].set_ylabel("gradient", fontsize=FONT)

    words = (
        f"{columns} images and the gradient of the cost in each pixel: orange where more ink "
        "raises the cost, purple where it lowers it, white where it does nothing."
    )
    return Picture(draw, words, (WIDTH, 2 * WIDTH / columns + 0.1))


def right_by_step(eps, shares: Mapping[str, Sequence[float]], title: str = "") -> Picture:
    """Share of images read rightly against the size of the step, a line for each kind of step.

    Parameters
    ----------
    eps : sequence of float
    shares : mapping of str to sequence of float
        For each kind of step the share at each size, 0 to 1.
    title : str, optional
    """

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        for (name, share), color, mark in zip(shares.items(), colors, MARKS, strict=False):
            axes.plot(eps, 100 * np.asarray(share), f"{mark}-", color=color, label=name)
        axes.axhline(10, color=BLACK, linewidth=1, linestyle=":")
        axes.text(eps[-1], 11, "guessing", ha="right", va="bottom")
        axes.set(xlabel="ε, the step of each pixel", ylabel="read rightly, %", ylim=(0, 102))
        axes.legend(loc="center right")
        if title:
            axes.set_title(title)

    colors = [ORANGE, BLUE, *(color for color in PALETTE if color not in (ORANGE, BLUE))]
    ends = [
        f"{name} from {percent(share[0])} to {percent(share[-1])}" for name, share in shares.items()
    ]
    words = f"Images read rightly as ε grows from {eps[0]:g} to {eps[-1]:g}: {'; '.join(ends)}."
    return Picture(draw, words)


def percent(p: float) -> str:
    """A share with a digit after the point; nearly all is never said to be all."""
    if 0.9995 <= p < 1:
        return "> 99.9 %"
    return f"{100 * p:.1f} %"
