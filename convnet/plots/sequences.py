"""Gradients through time, digits read row by row, auto-encoders; for notebook 10."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from convnet.plots.picture import BLUE, FONT, GREY, INK, PALETTE, WIDTH, Picture
from convnet.plots.words import minus, short

RADII = (0.8, 1.0, 1.25)
UNITS, NORMS, MATRICES = 20, 101, 50
"""Gaussian matrices that `measured_norms` draws: their size, steps, and how many."""


def gaussian(rng: np.random.Generator, M: int, radius: float) -> np.ndarray:
    """A matrix of independent normal numbers, scaled to a spectral radius."""
    W = rng.normal(size=(M, M))
    return W * (radius / np.abs(np.linalg.eigvals(W)).max())


def measured_norms(gradient_norms: Callable) -> Picture:
    """How gradients grow and fade on their way back, for random matrices of three spectral radii.

    Parameters
    ----------
    gradient_norms : callable
        Exercise 10.4: `gradient_norms(Wh, T, rng)` gives (T,) norms.
    """
    rng = np.random.default_rng(0)
    found = {
        radius: np.array(
            [gradient_norms(gaussian(rng, UNITS, radius), NORMS, rng) for _ in range(MATRICES)]
        )
        for radius in RADII
    }

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        steps = np.arange(NORMS)
        for (radius, norms), color in zip(found.items(), PALETTE, strict=False):
            axes.semilogy(steps, norms.T, color=color, linewidth=0.6, alpha=0.35)
            axes.semilogy(steps, np.median(norms, axis=0), color=color)
            axes.semilogy(steps, radius ** steps.astype(float), "--", color=color, linewidth=1)
            axes.text(
                NORMS + 1, np.median(norms[:, -1]), f"ρ = {radius:g}", color=INK[color],
                va="center",
            )  # fmt: skip
        axes.set(xlabel="steps back", ylabel="norm of the gradient", xlim=(0, NORMS + 14))

    ends = {radius: float(np.median(norms[:, -1])) for radius, norms in found.items()}
    words = ", ".join(f"{short(end, 1)} for ρ = {radius:g}" for radius, end in ends.items())
    return Picture(
        draw,
        f"Norm of the gradient against steps back, {MATRICES} Gaussian matrices for each spectral "
        f"radius ρ, medians thick, ρ to the power of the steps dashed. Medians after "
        f"{NORMS - 1} steps: {words}.",
    )


def accuracy_by_row(right: np.ndarray) -> Picture:
    """The share of digits named rightly after each row.

    Parameters
    ----------
    right : ndarray of bool, (B, T)
        Whether the answer after row t was right.
    """
    shares = 100 * np.mean(right, axis=0)

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        rows = np.arange(1, len(shares) + 1)
        axes.bar(rows, shares, color=BLUE, width=0.7)
        for row, share in zip(rows, shares, strict=True):
            axes.text(float(row), share + 1, f"{share:.0f} %", ha="center", color=INK[BLUE])
        axes.axhline(10, color=GREY, linestyle="--", linewidth=1)
        axes.set(xlabel="rows read", ylabel="digits named rightly, %", ylim=(0, 108))
        axes.set_xticks(rows)

    each = ", ".join(f"{share:.0f}" for share in shares)
    return Picture(
        draw,
        f"Per cent of {len(right)} new digits that are named rightly after 1 to {len(shares)} "
        f"rows: {each}. By chance it would be 10.",
        (WIDTH, 3.6),
    )


def principal_axes(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Mean and first k principal axes of data.

    Parameters
    ----------
    X : ndarray, (N, D)
    k : int

    Returns
    -------
    mean : ndarray, (D,)
    axes : ndarray, (D, k)
        Orthonormal columns, the direction of the largest variance first.
    """
    mean = X.mean(axis=0)
    values, vectors = np.linalg.eigh((X - mean).T @ (X - mean) / len(X))
    return mean, vectors[:, np.argsort(-values)[:k]]


def reconstructions(X, Y, linear, labels, count: int = 10) -> Picture:
    """Digits, what an auto-encoder makes of them, and what a linear code of the same size does.

    Parameters
    ----------
    X, Y, linear : ndarray, (N, 64)
        Digits, outputs of the auto-encoder and of the linear code.
    labels : ndarray of int, (N,)
        The first digit of each kind is shown.
    count : int
        How many.
    """
    shown = [int(np.flatnonzero(labels == kind)[0]) for kind in range(count)]
    lines = {"digit": X, "auto-encoder": Y, "linear code": linear}
    errors = {name: np.mean(np.sum((Z - X) ** 2, axis=1)) for name, Z in lines.items()}

    def draw(figure: Figure) -> None:
        places = figure.subplots(3, count)
        for row, (name, Z) in zip(places, lines.items(), strict=True):
            for axes, i in zip(row, shown, strict=True):
                _show(axes, Z[i], "gray_r", 0, 1)
            row[0].set_ylabel(name, fontsize=FONT, rotation=0, ha="right", va="center")

    return Picture(
        draw,
        f"{count} new digits, and below them what comes out of the auto-encoder and of the best "
        f"linear code. The mean squared error per digit is {errors['auto-encoder']:.2f} for the "
        f"auto-encoder and {errors['linear code']:.2f} for the linear code.",
        (WIDTH, 3.4),
    )


def decoder_images(W_dec: np.ndarray, axes_of: np.ndarray, distance: float) -> Picture:
    """The columns of a linear decoder beside the principal axes, as images.

    Parameters
    ----------
    W_dec, axes_of : ndarray, (64, k)
    distance : float
        Of the subspaces that they span.
    """
    lines = {"decoder": W_dec, "principal axes": axes_of}
    k = W_dec.shape[1]

    def draw(figure: Figure) -> None:
        places = figure.subplots(2, k, squeeze=False)
        for row, (name, W) in zip(places, lines.items(), strict=True):
            for axes, column in zip(row, np.transpose(W), strict=True):
                largest = np.abs(column).max()
                _show(axes, column, "PuOr", -largest, largest)
            row[0].set_ylabel(name, fontsize=FONT, rotation=0, ha="right", va="center")

    return Picture(
        draw,
        f"The {k} columns of the linear decoder, and the first {k} principal axes, as images; "
        "violet and orange are the two signs. The vectors differ; the subspaces that they span "
        f"are at a distance of {minus(f'{distance:.4f}')}.",
        (WIDTH, 3.6),
    )


def _show(axes: Axes, pixels: np.ndarray, colors: str, low: float, high: float) -> None:
    """64 numbers as an image in a frame."""
    axes.imshow(pixels.reshape(8, 8), cmap=colors, vmin=low, vmax=high)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(True)
