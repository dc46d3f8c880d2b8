"""Filters by hand, by lot and by learning; what the early visual system passes on; notebook 07."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from convnet.checkpoint import load_lenet
from convnet.data import load_digits_28
from convnet.network import lenet
from convnet.plots.inside import WEIGHTS, mosaic
from convnet.plots.picture import (
    BLACK,
    BLUE,
    FONT,
    GREY,
    PALE_BLUE,
    PALE_GREY,
    PALE_ORANGE,
    WIDTH,
    Picture,
)
from convnet.plots.squares import board, label

STAND_INS = 96
"""As many as AlexNet's first layer has kernels."""


def _waves(size: int, sigma: float, u: float, v: float) -> np.ndarray:
    """(size, size) complex: a Gaussian times a wave with u and v cycles per pixel."""
    r = np.arange(size) - size // 2
    turn = np.exp(2j * np.pi * (u * r + v * r[:, None]))
    return np.exp(-(r**2 + r[:, None] ** 2) / (2 * sigma**2)) * turn


def hide(axes: Axes) -> None:
    """No ticks, but a thin frame."""
    axes.set(xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set(visible=True, color=GREY, linewidth=0.8)


# Four rows of filters ---------------------------------------------------------------------------


def principal(images: np.ndarray, k: int, side: int = 5) -> np.ndarray:
    """(k, side, side) directions in which patches of images vary most, even grey taken out."""
    cut = np.lib.stride_tricks.sliding_window_view(images / 255, (side, side), axis=(1, 2))
    patches = cut[:, ::3, ::3].reshape(-1, side * side)
    patches = patches - patches.mean(axis=1, keepdims=True)
    _, vectors = np.linalg.eigh(patches.T @ patches)
    found = vectors.T[::-1][:k]
    # An eigenvector's sign is free: the largest entry is made positive.
    largest = np.abs(found).argmax(axis=1)
    return (found * np.sign(found[np.arange(k), largest])[:, None]).reshape(k, side, side)


def four_rows() -> Picture:
    """Four rows of six kernels of 5×5, of which one was learned by LeNet."""
    by_hand = [
        _waves(5, 1.5, 0.2 * np.cos(t), 0.2 * np.sin(t)).imag for t in np.pi * np.arange(6) / 6
    ]
    rows = (
        np.array(by_hand),
        lenet(seed=3).params["0.W"][:, 0],
        principal(load_digits_28().train_images, 6),
        load_lenet().params["0.W"][:, 0],
    )

    def draw(figure: Figure) -> None:
        axes = board(figure)
        side, gap = 0.9, 0.2
        for i, kernels in enumerate(rows):
            top = 0.1 + i * (side + gap)
            label(axes, 1.5, top + side / 2, str(i + 1), 1.4 * FONT)
            for j, K in enumerate(kernels):
                left = 2.0 + j * (side + gap)
                inset = axes.inset_axes((left, top, side, side), transform=axes.transData)
                inset.imshow(K, cmap=WEIGHTS, vmin=-np.abs(K).max(), vmax=np.abs(K).max())
                hide(inset)

    words = (
        "Four rows of six kernels of 5×5 pixels: orange is positive, purple negative, "
        "each on a scale of its own."
    )
    return Picture(draw, words, (WIDTH, 4.5))


def stand_ins() -> Picture:
    """96 Gabor functions of 11×11, half of them coloured, in the place of AlexNet's kernels."""
    rng = np.random.default_rng(7)
    tiles = np.empty((STAND_INS, 11, 11, 3))
    for k in range(STAND_INS):
        theta, phase = rng.uniform(0, np.pi), rng.uniform(0, 2 * np.pi)
        coloured = k >= STAND_INS // 2
        u0 = rng.uniform(0.02, 0.08) if coloured else rng.uniform(0.1, 0.3)
        sigma = rng.uniform(2.5, 4) if coloured else rng.uniform(1.5, 3)
        wave = _waves(11, sigma, u0 * np.cos(theta), u0 * np.sin(theta)) * np.exp(1j * phase)
        colour = rng.normal(size=3) if coloured else np.ones(3)
        tile = wave.real[..., None] * (colour / np.abs(colour).max())
        tiles[k] = 0.5 + 0.5 * tile / np.abs(tile).max()

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        channels = [mosaic(tiles[..., c], 16) for c in range(3)]
        axes.imshow(np.nan_to_num(np.stack(channels, axis=-1), nan=1.0))
        axes.axis("off")

    words = (
        "Stand-ins for AlexNet's 96 kernels of 11×11: Gabor functions with angle, frequency, width "
        "and phase drawn by lot, the last 48 of them wide and coloured."
    )
    return Picture(draw, words, (WIDTH, 4.1))


# The early visual system ------------------------------------------------------------------------


def early_stages(size: int = 41) -> dict[str, np.ndarray]:
    """What four stages make of a point of light, (size, size) each."""
    blur, wide = _waves(size, 1.1, 0, 0).real, _waves(size, 2.6, 0, 0).real
    point = np.zeros((size, size))
    point[size // 2, size // 2] = 1
    cell = blur / blur.sum() - wide / wide.sum()
    return {
        "world": point,
        "retinal image": blur,
        "ganglion cell": cell,
        "cortical cell": _waves(size, 2.6, 0.16, 0).real,
    }


def early_vision() -> Picture:
    """A point of light at four stages, and the amplitude of its spectrum at each."""
    stages = early_stages()

    def draw(figure: Figure) -> None:
        grid = figure.subplots(2, len(stages))
        for column, (name, image) in zip(grid.T, stages.items(), strict=True):
            middle = image[11:-11, 11:-11]
            largest = np.abs(middle).max()
            column[0].imshow(middle, cmap=WEIGHTS, vmin=-largest, vmax=largest)
            column[0].set_title(name, fontsize=FONT)
            amplitude = np.abs(np.fft.fftshift(np.fft.fft2(image, s=(128, 128))))
            column[1].imshow(
                amplitude,
                cmap="gray_r",
                vmin=0,
                vmax=amplitude.max(),
                extent=(-0.5, 0.5, 0.5, -0.5),
            )
            hide(column[0])
            hide(column[1])
            column[1].set(xticks=[-0.5, 0, 0.5], yticks=[-0.5, 0, 0.5] if name == "world" else [])
        grid[0, 0].set_ylabel("in space")
        grid[1, 0].set_ylabel("spectrum")

    words = (
        "A point of light from the world to the cortex; above in space (orange positive, purple "
        "negative), below the amplitude of the spectrum (black is large) against cycles per pixel: "
        "even, a disc, a ring, and two spots."
    )
    return Picture(draw, words, (WIDTH, 4.9))


# Two ways to build a recogniser ----------------------------------------------------------------

PIPELINES = (
    ("by hand", ("pixels", "edges,\ncorners", "parts,\nhistograms", "classifier", "class"), (3,)),
    ("learned", ("pixels", "layer 1", "layer 2, …", "classifier", "class"), (1, 2, 3)),
)
"""Name, stages, and which of the stages learn."""


def pipelines() -> Picture:
    """A recogniser whose features are made by hand above one that learns all its stages."""

    def draw(figure: Figure) -> None:
        axes = board(figure)
        for row, (name, stages, learns) in enumerate(PIPELINES):
            y = 0.75 + 1.35 * row
            label(axes, 0.15, y, name, FONT + 1, ha="left")
            for k, stage in enumerate(stages):
                x = 2.0 + 1.78 * k
                inner = 0 < k < len(stages) - 1
                face = PALE_ORANGE if k in learns else PALE_BLUE if inner else PALE_GREY
                edge = BLACK if k in learns else GREY
                style = "round,pad=0.06"
                box = FancyBboxPatch((x - 0.6, y - 0.38), 1.2, 0.76, style, fc=face, ec=edge)
                axes.add_patch(box)
                axes.text(x, y, stage, ha="center", va="center", fontsize=FONT)
                if inner:
                    words = "learned" if k in learns else "fixed"
                    label(axes, x, y + 0.58, words, FONT - 1, GREY if words == "fixed" else BLACK)
                if k:
                    ends = (x - 1.12, y), (x - 0.66, y)
                    axes.add_patch(
                        FancyArrowPatch(*ends, arrowstyle="-|>", mutation_scale=14, color=BLUE)
                    )

    words = (
        "Two ways from pixels to a class. By hand: edges and corners, then parts and histograms, "
        "are fixed, and only the classifier learns. Learned: all stages learn together."
    )
    return Picture(draw, words, (WIDTH, 2.9))
