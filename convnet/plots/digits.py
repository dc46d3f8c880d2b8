"""Handwritten digits, and what a network makes of them; for notebook 05."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure

from convnet.plots.picture import BLACK, FONT, GREY, INK, RED, WIDTH, Picture

COLUMNS = 10
GALLERY = 18
"""How many mistakes the gallery shows."""


def digit_grid(images, labels=None) -> Picture:
    """Images side by side, ten in a row, each with its label.

    Parameters
    ----------
    images : ndarray, (N, H, W) or (N, 1, H, W)
    labels : sequence, (N,), optional
        What is written above each.
    """
    images = as_maps(images)
    texts = [""] * len(images) if labels is None else [str(label) for label in labels]
    if len(texts) != len(images):
        raise ValueError(f"{len(images)} images but {len(texts)} labels")
    columns = min(COLUMNS, max(len(images), 1))
    rows = -(-len(images) // columns)

    def draw(figure: Figure) -> None:
        for axes, image, text in zip(grid(figure, rows, columns), images, texts, strict=False):
            show_digit(axes, image, text)

    words = f"{len(images)} handwritten digits"
    if labels is not None:
        words += f", labelled {', '.join(texts)}"
    height = 1.0 if labels is None else 1.25
    return Picture(draw, words + ".", (WIDTH, height * max(rows, 1)))


def mistakes_gallery(images, t, y, p) -> Picture:
    """The mistakes that the network is most certain of, up to 18, the most certain one first.

    Parameters
    ----------
    images : ndarray, (N, H, W) or (N, 1, H, W)
    t, y : ndarray of int, (N,)
        True and predicted classes.
    p : ndarray, (N,) or (N, K)
        Probabilities of the predicted classes, or of all classes.
    """
    images, t, y, p = as_maps(images), np.asarray(t), np.asarray(y), np.asarray(p)
    if not len(images) == len(t) == len(y) == len(p):
        raise ValueError(
            f"{len(images)} images, {len(t)} true and {len(y)} predicted classes, "
            f"{len(p)} probabilities: the numbers differ"
        )
    certain = p[np.arange(len(y)), y] if p.ndim == 2 else p
    wrong = np.flatnonzero(t != y)
    shown = wrong[np.argsort(-certain[wrong], kind="stable")][:GALLERY]
    columns = 6
    rows = max(-(-len(shown) // columns), 1)

    def draw(figure: Figure) -> None:
        figure.set_layout_engine("constrained", h_pad=0.1)
        places = grid(figure, rows, columns)
        for axes, i in zip(places, shown, strict=False):
            show_digit(axes, images[i], f"{t[i]}, taken for {y[i]}", FONT, INK[RED])
            axes.text(
                0.5, -0.04, _percent(certain[i]), transform=axes.transAxes,
                ha="center", va="top", color=INK[GREY],
            )  # fmt: skip

    words = f"{len(wrong)} of {len(t):,} digits are classified wrongly."
    if len(shown):
        each = ", ".join(f"{t[i]} taken for {y[i]} ({_percent(certain[i])})" for i in shown)
        words += f" The most certain mistakes, with the probability of the answer: {each}."
    return Picture(draw, words, (WIDTH, 2.15 * rows))


def confusion(C) -> Picture:
    """A confusion matrix as a table with colours; the diagonal is left white.

    Parameters
    ----------
    C : ndarray of int, (K, K)
        Counts; the row is the true class, the column the predicted one.
    """
    C = np.asarray(C)
    K = len(C)
    if C.shape != (K, K):
        raise ValueError(f"a confusion matrix is square, this one is {C.shape}")
    mistakes = np.where(np.eye(K, dtype=bool), 0, C)

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        largest = max(mistakes.max(), 2)
        shown = np.ma.masked_equal(mistakes, 0)
        image = axes.imshow(shown, cmap="Oranges", norm=LogNorm(0.7, largest))
        for i, j in np.ndindex(K, K):
            red, green, blue, _ = image.cmap(image.norm(C[i, j])) if C[i, j] else (1, 1, 1, 1)
            dark = i != j and 0.3 * red + 0.6 * green + 0.1 * blue < 0.45
            color = "white" if dark else BLACK if C[i, j] else INK[GREY]
            weight = "bold" if i == j else "normal"
            axes.text(
                j, i, f"{C[i, j]}", ha="center", va="center", color=color,
                fontweight=weight,
            )  # fmt: skip
        axes.set(xticks=range(K), yticks=range(K), xlabel="predicted", ylabel="true")
        axes.set_xticks(np.arange(K + 1) - 0.5, minor=True)
        axes.set_yticks(np.arange(K + 1) - 0.5, minor=True)
        axes.grid(which="minor", color="#DDDDDD", linewidth=0.6)
        axes.tick_params(which="both", length=0)
        axes.xaxis.set_label_position("top")
        axes.xaxis.tick_top()
        axes.spines[:].set_visible(True)
        axes.spines[:].set_color("#DDDDDD")
        all_ticks = range(1, 7) if largest < 7 else (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
        ticks = [v for v in all_ticks if v <= largest]
        bar = figure.colorbar(image, ax=axes, shrink=0.75, label="mistakes")
        bar.set_ticks(ticks, labels=[str(v) for v in ticks])
        bar.minorticks_off()

    return Picture(draw, _confusions(C, mistakes), (WIDTH, 6.6))


def _confusions(C: np.ndarray, mistakes: np.ndarray) -> str:
    """The accuracy and the three most frequent mistakes, in words."""
    right, total = int(np.trace(C)), int(C.sum())
    words = f"Confusion matrix: {right:,} of {total:,} digits on the diagonal."
    order = np.argsort(-mistakes, axis=None, kind="stable")[:3]
    pairs = [divmod(int(k), len(C)) for k in order]
    often = [f"{i} taken for {j} ({C[i, j]})" for i, j in pairs if mistakes[i, j]]
    return f"{words} Most frequent mistakes: {', '.join(often)}." if often else words


def _percent(p: float) -> str:
    """A probability as a whole percentage that never claims certainty."""
    return "> 99 %" if p > 0.99 else f"{100 * p:.0f} %"


def as_maps(images) -> np.ndarray:
    """(N, H, W) of what a notebook has at hand."""
    images = np.asarray(images)
    if images.ndim == 4 and images.shape[1] == 1:
        images = images[:, 0]
    if images.ndim != 3:
        raise ValueError(f"images are (N, H, W) or (N, 1, H, W), these are {images.shape}")
    return images


def grid(figure: Figure, rows: int, columns: int) -> list[Axes]:
    """Places for images, row by row."""
    places = list(figure.subplots(rows, columns, squeeze=False).ravel())
    for axes in places:
        axes.axis("off")
    return places


def show_digit(
    axes: Axes, image: np.ndarray, title: str, size: float = FONT, color: str = BLACK
) -> None:
    """Ink black on white, as on paper, with a thin frame."""
    axes.axis("on")
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(True)
    axes.spines[:].set_color("#CCCCCC")
    axes.imshow(image, cmap="gray_r", vmin=0, vmax=max(float(image.max()), 1e-9))
    if title:
        axes.set_title(title, fontsize=size, color=color, pad=3)
