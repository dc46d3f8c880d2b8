"""A kernel of nine weights and what it makes of an image, for notebook 03."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from convnet.plots.picture import FONT, WIDTH
from convnet.plots.words import number

Kernel = tuple[tuple[float, ...], ...]

PRESETS: dict[str, Kernel] = {
    "identity": ((0, 0, 0), (0, 1, 0), (0, 0, 0)),
    "shift": ((0, 0, 0), (0, 0, 1), (0, 0, 0)),
    "blur": ((0.11, 0.11, 0.11), (0.11, 0.12, 0.11), (0.11, 0.11, 0.11)),
    "sharpen": ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    "Laplacian": ((-1, -1, -1), (-1, 8, -1), (-1, -1, -1)),
    "Sobel": ((1, 2, 1), (0, 0, 0), (-1, -2, -1)),
}
"""Other weights than the four filters that exercise 03.9 asks about."""

FOUR: dict[str, Kernel] = {
    "a": ((0, 1, 0), (1, 4, 1), (0, 1, 0)),
    "b": ((0, -1, 0), (-1, 8, -1), (0, -1, 0)),
    "c": ((0, -1, 0), (-1, 4, -1), (0, -1, 0)),
    "d": ((1, 0, -1), (2, 0, -2), (1, 0, -1)),
}
"""The filters of the Toronto lecture, for after the exercise."""


def _scene() -> np.ndarray:
    """A disk, a square, stripes, a thin line and a slowly brightening sky."""
    y, x = np.mgrid[0:72, 0:72]
    image = 0.35 + 0.4 * x / 71
    image[(x - 20) ** 2 + (y - 20) ** 2 < 12**2] = 0.95
    image[42:64, 8:30] = 0.1
    stripes = (x > 40) & (y > 38) & ((x + y) // 4 % 2 == 0)
    image[stripes] = 0.85
    image[12:14, 42:68] = 0.0
    image[8:32, 54:55] = 1.0
    return image


def _point() -> np.ndarray:
    image = np.zeros((9, 9))
    image[4, 4] = 1.0
    return image


_noise = np.random.default_rng(3).normal(scale=0.12, size=(72, 72))
IMAGES = {
    "scene": _scene(),
    "scene with noise": np.clip(_scene() + _noise, 0, 1),
    "ramp, brighter downwards": np.tile(np.linspace(0, 1, 72), (72, 1)).T,
    "one bright point": _point(),
}


def filtered(image: str, kernel: Kernel, flip: bool) -> tuple[np.ndarray, np.ndarray]:
    """The weights as they lie on the image, and the valid part of the result."""
    used = np.array(kernel, dtype=float)
    used = used[::-1, ::-1] if flip else used
    windows = np.lib.stride_tricks.sliding_window_view(IMAGES[image], used.shape)
    return used, np.einsum("ijuv,uv->ij", windows, used)


def _grey_scale(kernel: Kernel, result: np.ndarray) -> tuple[float, float]:
    """What is drawn black and what white: 0 is grey for a filter with gain 0."""
    gain, size = float(np.sum(kernel)), float(np.sum(np.abs(kernel)))
    if abs(gain) > 0.02 * size:
        return min(gain, 0.0), max(gain, 0.0)
    largest = float(np.abs(result).max())
    return (-largest, largest) if largest > 1e-9 else (-1.0, 1.0)


SIZE = (WIDTH, 4.0)


def draw_kernel_editor(figure: Figure, kernel: Kernel, image: str, flip: bool) -> None:
    """The image, the nine weights, and the result."""
    figure.set_layout_engine("none")
    used, result = filtered(image, kernel, flip)
    black, white = _grey_scale(kernel, result)
    before = figure.add_axes((0.01, 0.03, 0.36, 0.86))
    before.imshow(IMAGES[image], vmin=0, vmax=1)
    before.set_title(image)
    after = figure.add_axes((0.63, 0.03, 0.36, 0.86))
    after.imshow(result, vmin=black, vmax=white)
    after.set_title("result")
    middle = figure.add_axes((0.4, 0.2, 0.2, 0.5))
    largest = max(float(np.abs(used).max()), 1e-9)
    middle.imshow(used, cmap="PuOr", vmin=-2 * largest, vmax=2 * largest)
    for u, v in np.ndindex(*used.shape):
        weight = number(round(float(used[u, v]), 3))
        middle.text(v, u, weight, ha="center", va="center", fontsize=FONT)
    middle.set_title("weights, flipped" if flip else "weights")
    for axes in (before, middle, after):
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set_visible(True)


def describe_kernel_editor(kernel: Kernel, image: str, flip: bool) -> str:
    """Gain, range of the result, and what is black, grey and white."""
    used, result = filtered(image, kernel, flip)
    rows = ", ".join(f"({' '.join(_rounded(weight) for weight in row)})" for row in used)
    black, white = _grey_scale(kernel, result)
    shown = f"{_rounded(black)} is black, {_rounded(white)} white"
    if black < 0 < white:
        shown += ", 0 grey"
    gain, low, high = (_rounded(v) for v in (np.sum(kernel), result.min(), result.max()))
    way = "convolution (flipped)" if flip else "cross-correlation"
    return (
        f"Weights, row by row: {rows}; sum {gain}. On the image “{image}” the result of the {way} "
        f"runs from {low} to {high}; {shown}."
    )


def _rounded(value: float) -> str:
    return number(round(float(value), 2) + 0.0)
