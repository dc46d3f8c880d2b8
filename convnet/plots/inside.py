"""Inside a convolutional network: its weights and its activations as images, for notebook 05."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convnet.plots.picture import BLUE, FONT, GREY, PALE_BLUE, WIDTH, Picture
from convnet.plots.squares import board, frame, label

Place = tuple[float, float, float, float]
"""Left, top, width and height on a board, in inches."""

WEIGHTS = "PuOr_r"
"""Colours of weights: orange positive, white zero, purple negative."""
INK = matplotlib.colormaps["gray_r"].with_extremes(bad=PALE_BLUE)
"""Colours of activations: white zero, black the largest; pale blue between the maps."""


class Stage(NamedTuple):
    """A layer as one speaks of it: a convolution or dense layer with its ReLU, or a pooling."""

    name: str
    output: np.ndarray


def stages(net, X) -> list[Stage]:
    """What the layers C1, S2, …, F6 and the output of a `Sequential` give, after their ReLUs."""
    found: list[Stage] = []
    for layer, output in zip(net.layers, net.trace(X), strict=True):
        kind = type(layer).__name__
        letter = {"Conv2d": "C", "Linear": "F"}.get(kind, "S" if "Pool" in kind else "")
        if letter:
            found.append(Stage(f"{letter}{len(found) + 1}", output))
        elif kind != "Flatten" and found:
            found[-1] = Stage(found[-1].name, output)
    found[-1] = Stage("output", found[-1].output)
    return found


def a_digit(digit) -> str:
    """A digit with its article: "a 3", "an 8"."""
    return f"an {digit}" if digit == 8 else f"a {digit}"


def softmax(logits) -> np.ndarray:
    """(K,) probabilities."""
    powers = np.exp(logits - np.max(logits))
    return powers / powers.sum()


def mosaic(maps, columns: int) -> np.ndarray:
    """(n, H, W) maps as one image, `columns` in a row, with gaps of NaN between them."""
    n, H, W = maps.shape
    rows = -(-n // columns)
    gap = max(1, round(H / 10))
    image = np.full((rows * (H + gap) - gap, columns * (W + gap) - gap), np.nan)
    for i, one in enumerate(maps):
        top, left = (i // columns) * (H + gap), (i % columns) * (W + gap)
        image[top : top + H, left : left + W] = one
    return image


# Weights ----------------------------------------------------------------------------------------


def weight_images(net) -> Picture:
    """The kernels of the first two convolutions of a `Sequential`, C1 and C3, as images.

    Both share one scale of colours, symmetric about zero; the largest 1 % of the weights lie
    beyond its ends.
    """
    C1, C3 = [W for W in net.params.values() if W.ndim == 4][:2]
    largest = float(np.quantile(np.abs(np.concatenate([C1.ravel(), C3.ravel()])), 0.99))

    def draw(figure: Figure) -> None:
        figure.set_layout_engine("none")
        # C3: a row for each of its inputs, a column for each of its maps.
        F, C = C3.shape[:2]
        parts = (
            ((0.03, 0.70, 0.83, 0.22), mosaic(C1[:, 0], len(C1)), f"C1: {len(C1)} kernels"),
            (
                (0.03, 0.02, 0.83, 0.56),
                mosaic(C3.transpose(1, 0, 2, 3).reshape(F * C, *C3.shape[2:]), F),
                f"C3: a column for each of its {F} maps, a row for each of the {C} maps of S2",
            ),
        )
        for place, image, title in parts:
            axes = figure.add_axes(place)
            shown = axes.imshow(image, cmap=WEIGHTS, vmin=-largest, vmax=largest)
            axes.set_title(title, fontsize=FONT)
            axes.axis("off")
        bar = figure.colorbar(shown, cax=figure.add_axes((0.9, 0.14, 0.018, 0.7)), extend="both")
        bar.set_label("weight")

    words = (
        f"Kernels as images. C1: {len(C1)} of {C1.shape[2]}×{C1.shape[3]}, weights from "
        f"{C1.min():.2f} to {C1.max():.2f}; C3: {C3.shape[0]} × {C3.shape[1]} of "
        f"{C3.shape[2]}×{C3.shape[3]}, from {C3.min():.2f} to {C3.max():.2f}."
    )
    return Picture(draw, words.replace("-", "−"), (WIDTH, 5.6))


# Activations ------------------------------------------------------------------------------------


def activations_by_layer(net, image) -> Picture:
    """Every layer of a LeNet for one image, from the input to the ten probabilities.

    Parameters
    ----------
    net : Sequential
    image : ndarray
        A digit of 28×28 bytes, or an input of 32×32 as `convnet.training.as_input` makes them.
    """
    X = as_one_input(image)
    layers = stages(net, X)
    p = softmax(layers[-1].output[0])

    def draw(figure: Figure) -> None:
        draw_activations(figure, X, layers, p)

    alive = [f"{s.name} {np.mean(s.output > 0):.0%}" for s in layers[:-1] if s.name[0] in "CF"]
    words = (
        f"All layers for one digit, which is taken for {a_digit(p.argmax())} with probability "
        f"{p.max():.3f}. Share of units that are not zero: {', '.join(alive)}."
    )
    return Picture(draw, words.replace("%", " %"), (WIDTH, 4.8))


def as_one_input(image) -> np.ndarray:
    """(1, 1, 32, 32), 0 to 1, of an image in one of the forms that notebooks have."""
    image = np.asarray(image)
    square = image.reshape(image.shape[-2:])  # an error if there are several images
    if np.issubdtype(square.dtype, np.integer):
        square = square / 255
    if square.shape == (28, 28):
        square = np.pad(square, 2)
    return square[None, None].astype(np.float32)


def draw_activations(figure: Figure, X: np.ndarray, layers: list[Stage], p: np.ndarray) -> None:
    """Input and maps of the convolutional part above, dense layers and probabilities below."""
    axes = board(figure)
    draw_maps(axes, X, layers)
    dense = [stage for stage in layers if stage.output.ndim == 2][:-1]
    for row, stage in enumerate(dense):
        title = f"{stage.name}: {stage.output.shape[1]} units"
        _show(axes, stage.output[:1], title, (0.2, 3.5 + 0.8 * row, 5.6, 0.3))
    draw_probabilities(axes, p, (6.4, 3.42, 3.4, 0.98))


def draw_maps(
    axes: Axes,
    X: np.ndarray,
    layers: list[Stage],
    largest: Mapping[str, float] = MappingProxyType({}),
) -> None:
    """The input and the maps of the layers in a row across a board, below their titles.

    `largest` holds for layers by name the activation that is drawn black: pictures of several
    inputs can be compared only if it is the same. Of other layers it is the largest one.
    """
    images, titles, black = [X[0, 0]], ["input"], [1.0]
    for name, output in layers:
        if output.ndim == 4:
            images.append(mosaic(output[0], 4 if output.shape[1] > 9 else 2))
            titles.append(f"{name}: {output.shape[1]} @ {output.shape[2]}×{output.shape[3]}")
            black.append(largest.get(name, float(output.max())))
    heights = np.array([0.75] + [1.0] * (len(images) - 1))  # of equal rows; the input is one map
    ratios = heights * [image.shape[1] / image.shape[0] for image in images]
    gap, left = 0.2, 0.2
    row = (axes.get_xlim()[1] - gap * (len(images) + 1)) / ratios.sum()
    for image, title, most, height, width in zip(
        images, titles, black, heights * row, ratios * row, strict=True
    ):
        _show(axes, image, title, (left, 0.38 + (row - height) / 2, width, height), most)
        left += width + gap


def draw_probabilities(axes: Axes, p: np.ndarray, place: Place) -> None:
    """Bars of the probabilities on a board, the largest one blue with its value."""
    left, top, width, height = place
    best, unit = int(np.argmax(p)), width / len(p)
    label(axes, left + width / 2, top - 0.42, "probability of each class")
    axes.plot([left, left + width], [top + height] * 2, color=GREY, linewidth=0.8)
    for k, value in enumerate(p):
        middle = left + (k + 0.5) * unit
        color = BLUE if k == best else GREY
        corner = (middle - 0.35 * unit, top + height)
        axes.add_patch(Rectangle(corner, 0.7 * unit, -height * value, facecolor=color))
        label(axes, middle, top + height + 0.15, str(k))
    middle = left + (best + 0.5) * unit
    label(axes, middle, top + height * (1 - p[best]) - 0.13, f"{p[best]:.2f}")


def _show(
    axes: Axes, image: np.ndarray, title: str, place: Place, largest: float | None = None
) -> None:
    """An image on a board: white for zero, black for `largest`, or its own largest value."""
    left, top, width, height = place
    extent = (left, left + width, top + height, top)
    largest = max(float(np.nanmax(image)) if largest is None else largest, 1e-6)
    axes.imshow(
        image, cmap=INK, vmin=0, vmax=largest, extent=extent, aspect="auto",
        interpolation="nearest",
    )  # fmt: skip
    frame(axes, left, top, width, height, "#BBBBBB", 0.8)
    label(axes, left + width / 2, top - 0.15, title)


# Features ---------------------------------------------------------------------------------------


def good_and_bad_features(A_good, A_bad, names=("good", "bad")) -> Picture:
    """Activations of two layers, samples × units: what one hopes for, and what one fears.

    Parameters
    ----------
    A_good, A_bad : ndarray, (N, units)
        White is zero, black the largest activation of the matrix.
    names : two str
        What is written above them.
    """
    pair = dict(zip(names, (np.asarray(A_good), np.asarray(A_bad)), strict=True))

    def draw(figure: Figure) -> None:
        for axes, (name, A) in zip(figure.subplots(1, 2), pair.items(), strict=True):
            axes.imshow(A, cmap=INK, vmin=0, vmax=max(float(A.max()), 1e-6), aspect="auto",
                        interpolation="nearest")  # fmt: skip
            axes.set(title=name, xlabel="unit", ylabel="sample")
            axes.spines[:].set_visible(True)

    words = "; ".join(f"{name}: {_features(A)}" for name, A in pair.items())
    return Picture(draw, f"Activations of a layer, samples × units. {words}.", (WIDTH, 4.2))


def _features(A: np.ndarray) -> str:
    """What can be seen of a matrix of activations, in words."""
    spread = A.std(axis=0)
    live = A[:, spread > 1e-9]
    constant = A.shape[1] - live.shape[1]
    active = np.mean(0.1 * A.max() < A)
    words = f"{active:.0%} active, {constant} of {A.shape[1]} units constant"
    if live.shape[1] > 1:
        R = np.abs(np.corrcoef(live.T))
        pairs = R[np.triu_indices(len(R), 1)]
        words += f", {np.mean(pairs > 0.5):.0%} of the pairs of others correlated above 0.5"
    return words.replace("%", " %")
