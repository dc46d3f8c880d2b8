"""What cells and kernels are tuned to, and what they respond to most; for notebook 07."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from convnet.plots.features import hide
from convnet.plots.inside import INK, WEIGHTS, mosaic
from convnet.plots.picture import BLUE, FONT, GREY, RED, WIDTH, Picture
from convnet.plots.squares import board, label

RHO = np.arange(0.05, 0.51, 0.01)
"""Frequencies at which a kernel's response to drifting stripes is looked for, cycles per pixel."""


def tuning_curve(K, angles) -> np.ndarray:
    """The strongest response of a kernel to drifting stripes of each direction.

    Parameters
    ----------
    K : array_like, (kh, kw)
        Its mean is taken out, so that it does not answer to even grey.
    angles : array_like, (A,)
        Directions of the wave, in radians.

    Returns
    -------
    curve : ndarray, (A,)
        The amplitude of its spectrum in each direction, the largest over all frequencies.
    """
    K = np.asarray(K, dtype=float)
    K = K - K.mean()
    y, x = np.mgrid[: K.shape[0], : K.shape[1]]
    along = np.multiply.outer(np.cos(angles), x) + np.multiply.outer(np.sin(angles), y)
    turns = np.exp(-2j * np.pi * np.multiply.outer(RHO, along))  # (frequencies, A, kh, kw)
    return np.abs((turns * K).sum(axis=(2, 3))).max(axis=0)


def tuning(kernels, angles: Sequence[float] | None = None) -> Picture:
    """Kernels, and below each its tuning curve as a polar plot.

    Parameters
    ----------
    kernels : array_like, (n, kh, kw)
    angles : sequence of float, optional
        The orientation of each, drawn as a line.
    """
    kernels = np.asarray(kernels)
    n, turn = len(kernels), np.radians(np.arange(361))
    curves = [tuning_curve(K, turn) for K in kernels]

    def draw(figure: Figure) -> None:
        figure.set_layout_engine("none")
        for k, (K, curve) in enumerate(zip(kernels, curves, strict=True)):
            left, width = (k + 0.1) / n, 0.8 / n
            image = figure.add_axes((left + 0.02, 0.62, width - 0.04, 0.32))
            image.imshow(K, cmap=WEIGHTS, vmin=-np.abs(kernels).max(), vmax=np.abs(kernels).max())
            hide(image)
            polar: Any = figure.add_axes((left, 0.06, width, 0.5), projection="polar")
            polar.set_theta_direction(-1)  # y runs downwards, as in the image
            polar.plot(turn, curve / curve.max(), color=BLUE)
            if angles is not None:
                for end in (angles[k], angles[k] + np.pi):
                    polar.plot([end, end], [0, 1.15], color=RED)
            polar.set(xticks=np.radians([0, 90, 180, 270]), yticks=[0.5, 1], ylim=(0, 1.15))
            polar.set(xticklabels=[], yticklabels=[])
            text = f"kernel {k}" if angles is None else f"{np.degrees(angles[k]):.0f}°"
            figure.text((k + 0.5) / n, 0.03, text, ha="center", fontsize=FONT)

    said = "" if angles is None else ": " + ", ".join(f"{np.degrees(a):.0f}°" for a in angles)
    words = (
        f"{n} kernels and, below each, its response to drifting stripes by the direction of their "
        f"wave, the largest drawn as 1; 0° points to the right, 90° down. Orientations{said}."
    )
    return Picture(draw, words.replace("Orientations.", "").strip(), (WIDTH, 3.3))


# Litters of cells -------------------------------------------------------------------------------


def litters(
    worlds: Mapping[str, np.ndarray],
    cells: Mapping[str, np.ndarray],
    counts: Mapping[str, np.ndarray],
    shown: int = 16,
) -> Picture:
    """For each world some patches of it, the cells raised in it, and their orientations.

    Parameters
    ----------
    worlds, cells, counts : mappings of a name to an array
        Patches (N, n, n), templates (m, n, n) and a histogram (bins,), the centre of bin k at
        k·180°/bins. A world may lack its cells.
    """

    def draw(figure: Figure) -> None:
        grid = figure.subplots(len(worlds), 3, width_ratios=(1, 1.9, 1.6), squeeze=False)
        for row, (name, patches) in zip(grid, worlds.items(), strict=True):
            tiles(row[0], patches[:shown], 4)
            row[0].set_ylabel(name, fontsize=FONT)
            if name in cells:
                tiles(row[1], np.asarray(cells[name]), 8)
                bars(row[2], np.asarray(counts[name]))
            else:
                row[1].axis("off")
                row[2].axis("off")
        grid[0, 0].set_title("its world", fontsize=FONT)
        grid[0, 1].set_title("its cells", fontsize=FONT)
        grid[0, 2].set_title("cells by orientation", fontsize=FONT)

    said = [f"{name}: {', '.join(map(str, np.ravel(each)))}" for name, each in counts.items()]
    words = f"Litters of cells; {len(worlds)} worlds." if not said else (
        "Litters of cells: what they saw, what they became, and how many have which orientation, "
        f"from 0° in equal steps. {'; '.join(said)}."
    )  # fmt: skip
    return Picture(draw, words, (WIDTH, 1.9 * len(worlds) + 0.3))


def tiles(axes, patches: np.ndarray, columns: int) -> None:
    """Patches side by side, each with its own scale of grey."""
    low = patches.min(axis=(1, 2), keepdims=True)
    span = np.maximum(np.ptp(patches, axis=(1, 2), keepdims=True), 1e-9)
    axes.imshow(mosaic((patches - low) / span, columns), cmap=INK.reversed().with_extremes(bad="w"))
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)


def bars(axes, counts: np.ndarray) -> None:
    """A histogram of orientations; zeros are written, too."""
    centres = np.arange(len(counts)) * 180 / len(counts)
    drawn = axes.bar(centres, counts, width=0.8 * 180 / len(counts), color=BLUE)
    axes.bar_label(drawn, fontsize=FONT - 1)
    axes.set(xticks=[0, 45, 90, 135], xticklabels=["0°", "45°", "90°", "135°"], yticks=[])
    axes.margins(y=0.22)
    axes.spines["left"].set_visible(False)


# By hand against learned -----------------------------------------------------------------------


def banks(rows: Mapping[str, tuple[np.ndarray, Sequence[float]]], image: np.ndarray) -> Picture:
    """Banks of kernels, what they make of a digit, and the test errors that they lead to.

    Parameters
    ----------
    rows : mapping of a name to (kernels, errors)
        Kernels (n, k, k); the errors of several seeds, as shares.
    image : ndarray, (H, W)
    """
    image = np.asarray(image, dtype=float)

    def draw(figure: Figure) -> None:
        axes = board(figure)
        label(axes, 0.05, 0.2, "kernels, what they make of one digit, test error", ha="left")
        for i, (name, (kernels, errors)) in enumerate(rows.items()):
            top = 0.5 + 2.15 * i
            label(axes, 0.05, top + 0.35, name, ha="left")
            label(axes, 0.05, top + 0.8, percent(np.mean(errors)), FONT + 4, ha="left")
            each = ", ".join(f"{100 * error:.1f}" for error in errors)
            label(axes, 0.05, top + 1.2, each, FONT - 1, GREY, ha="left")
            for j, K in enumerate(kernels):
                left = 2.0 + 1.33 * j
                above = axes.inset_axes((left + 0.3, top, 0.6, 0.6), transform=axes.transData)
                above.imshow(K, cmap=WEIGHTS, vmin=-np.abs(K).max(), vmax=np.abs(K).max())
                below = axes.inset_axes((left, top + 0.7, 1.25, 1.25), transform=axes.transData)
                below.imshow(response(image, K), cmap=INK)
                hide(above)
                hide(below)

    said = [f"{name} {', '.join(map(percent, errors))}" for name, (_, errors) in rows.items()]
    words = f"Banks of kernels, what they make of a digit, and test errors: {'; '.join(said)}."
    return Picture(draw, words, (WIDTH, 0.5 + 2.15 * len(rows)))


def response(image: np.ndarray, K: np.ndarray) -> np.ndarray:
    """The image ⋆ K through a ReLU, where K lies wholly inside."""
    seen = np.lib.stride_tricks.sliding_window_view(image, K.shape)
    return np.maximum(np.einsum("ijuv,uv->ij", seen, K), 0)


def percent(share) -> str:
    return f"{100 * share:.1f} %"


# The strongest patches --------------------------------------------------------------------------


def top_nine(found: Mapping[str, Sequence[np.ndarray]]) -> Picture:
    """For some units of each layer the nine patches to which they respond most.

    Parameters
    ----------
    found : mapping of a layer's name to a sequence of (9, size, size)
    """

    def draw(figure: Figure) -> None:
        axes = board(figure)
        for i, (name, units) in enumerate(found.items()):
            top = 0.35 + 1.75 * i
            label(axes, 0.1, top + 0.7, name, ha="left")
            for j, patches in enumerate(units):
                place = (0.75 + 1.55 * j, top, 1.42, 1.42)
                inset = axes.inset_axes(place, transform=axes.transData)
                inset.imshow(mosaic(np.asarray(patches), 3), cmap=INK, vmin=0, vmax=1)
                inset.axis("off")
                if i == 0:
                    label(axes, 1.46 + 1.55 * j, 0.15, f"unit {j}")

    words = (
        f"The nine patches of digits to which units 0 to 5 of {', '.join(found)} respond most, "
        "the strongest first, row by row."
    )
    return Picture(draw, words, (WIDTH, 0.35 + 1.75 * len(found)))
