"""Networks, modules, what back-propagation costs, two valleys, learned features; notebook 02."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from convnet.plots.picture import BLACK, BLUE, FONT, GREY, INK, ORANGE, RED, SKY, WIDTH, Picture

# Diagrams --------------------------------------------------------------------------------------


def network_diagram() -> Picture:
    """A dense network with two hidden layers."""
    return Picture(
        _draw_network,
        "Diagram of a feed-forward network: three inputs, a hidden layer of four units, a hidden "
        "layer of three, two outputs. Every unit is joined to all units of the layer before. "
        "Between them stand three layers of weights, so its depth is 3.",
        size=(WIDTH, 4.6),
    )


def _draw_network(figure: Figure) -> None:
    axes = figure.subplots()
    sizes, columns = (3, 4, 3, 2), (0.0, 3.2, 6.4, 9.6)
    names = ("input\n$x = h^{(0)}$", "hidden\n$h^{(1)}$", "hidden\n$h^{(2)}$", "output\n$y$")
    places = [
        [(x, 1.15 * (k - (n - 1) / 2)) for k in range(n)]
        for n, x in zip(sizes, columns, strict=True)
    ]
    for layer, (left, right) in enumerate(pairwise(places)):
        for start in left:
            for end in right:
                axes.plot(*zip(start, end, strict=True), color=GREY, linewidth=0.8, zorder=1)
        x = (left[0][0] + right[0][0]) / 2
        label = f"$W^{{({layer + 1})}}, b^{{({layer + 1})}}$"
        axes.text(x, 2.1, label, ha="center", color=INK[BLUE], fontsize=15)
    for column, name in zip(places, names, strict=True):
        is_input = column is places[0]
        for place in column:
            color = SKY if is_input else "white"
            axes.add_patch(Circle(place, 0.36, facecolor=color, edgecolor=BLACK, zorder=2))
        axes.text(column[0][0], -2.9, name, ha="center", va="center", fontsize=14)
    axes.set(xlim=(-1, 10.6), ylim=(-3.4, 2.6), aspect="equal")
    axes.axis("off")


def module_diagram() -> Picture:
    """A module: what goes in and out, forwards and backwards."""
    return Picture(
        _draw_module,
        "Diagram of a module: x_in enters from the left and x_out leaves to the right; backwards, "
        "the gradient of x_out enters from the right, and the gradient of x_in leaves to the left, "
        "that of the parameters w downwards.",
        size=(WIDTH, 3.9),
    )


def _draw_module(figure: Figure) -> None:
    axes = figure.subplots()
    box = FancyBboxPatch((4.6, 1.4), 4.8, 2.6, boxstyle="round,pad=0.1", facecolor=SKY, alpha=0.45)
    axes.add_patch(box)
    formula = "$x_{out} = F(x_{in}, w)$"
    axes.text(7, 3.3, formula, ha="center", va="center", color=INK[BLUE], fontsize=16)
    axes.text(7, 2.05, "cache", ha="center", va="center", color=BLACK, fontsize=14)
    for start, end, y, color, word in [
        (1.0, 4.4, 3.3, BLUE, "$x_{in}$"),
        (9.6, 13.0, 3.3, BLUE, "$x_{out}$"),
        (13.0, 9.6, 2.0, RED, r"$\bar{x}_{out}$"),
        (4.4, 1.0, 2.0, RED, r"$\bar{x}_{in}$"),
    ]:
        _arrow(axes, (start, y), (end, y), color)
        axes.text((start + end) / 2, y + 0.18, word, ha="center", color=INK[color], fontsize=16)
    _arrow(axes, (6.4, 0.1), (6.4, 1.25), BLUE)
    _arrow(axes, (7.6, 1.25), (7.6, 0.1), RED)
    axes.text(6.1, 0.4, "$w$", ha="right", color=INK[BLUE], fontsize=16)
    axes.text(7.9, 0.4, r"$\bar{w}$", ha="left", color=INK[RED], fontsize=16)
    axes.text(1.0, 4.35, "forward", color=INK[BLUE], fontsize=14)
    axes.text(1.0, 1.2, "backward", color=INK[RED], fontsize=14)
    axes.set(xlim=(0.4, 13.6), ylim=(-0.2, 4.8), aspect="equal")
    axes.axis("off")


def example_network() -> Picture:
    """M's example with our weights."""
    return Picture(
        _draw_example,
        "Diagram of the example: nodes 1 and 2 are the inputs 1.0 and 0.1, nodes 3 and 4 tanh "
        "units with the biases 0.1 and 0.3, node 5 the output, with the target 0.5. The weights "
        "into node 3 are 0.5 and 1, into node 4 −1 and 2, into node 5 −0.5 and 0.8.",
        size=(WIDTH, 4.0),
    )


def _draw_example(figure: Figure) -> None:
    axes = figure.subplots()
    places = {1: (1.5, 3.4), 2: (1.5, 0.8), 3: (6.5, 3.4), 4: (6.5, 0.8), 5: (11.0, 2.1)}
    weights = {(1, 3): "0.5", (2, 3): "1", (1, 4): "−1", (2, 4): "2", (3, 5): "−0.5", (4, 5): "0.8"}
    white = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    for (start, end), weight in weights.items():
        a, b = np.array(places[start]), np.array(places[end])
        along = (b - a) / np.linalg.norm(b - a)
        _arrow(axes, a + 0.5 * along, b - 0.55 * along, GREY)
        x, y = 0.68 * a + 0.32 * b
        axes.text(x, y, weight, color=INK[BLUE], fontsize=14, ha="center", va="center", bbox=white)
    for node, place in places.items():
        color = SKY if node < 3 else "white"
        axes.add_patch(Circle(place, 0.45, facecolor=color, edgecolor=BLACK))
        axes.text(*place, str(node), ha="center", va="center", fontsize=15)
    for x, y, word in [(0.7, 3.4, "1.0"), (0.7, 0.8, "0.1")]:
        axes.text(x, y, word, ha="right", va="center", fontsize=14)
    for y, word in [(4.05, "tanh, bias 0.1"), (0.0, "tanh, bias 0.3")]:
        axes.text(6.5, y, word, ha="center", va="center", fontsize=14)
    axes.text(11.7, 2.1, "y, linear\ntarget 0.5", va="center", fontsize=14)
    axes.set(xlim=(-0.4, 14.2), ylim=(-0.4, 4.5), aspect="equal")
    axes.axis("off")


def _arrow(axes: Axes, start, end, color: str) -> None:
    axes.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": color, "lw": 1.6})


# What back-propagation costs -------------------------------------------------------------------

# So small that BLAS uses one thread: several threads on a busy computer make the times jump.
_DEPTHS, _UNITS, _BATCH, _REPEATS = (1, 2, 3, 4, 6, 8, 10), 64, 64, 150


def measured_cost() -> Picture:
    """Time of the backward pass as a multiple of the forward pass, against depth, measured here.

    The products of the linear modules alone, each pass timed several times, the quickest taken.
    """
    ratios = [_ratio(depth) for depth in _DEPTHS]
    return Picture(
        lambda figure: _draw_cost(figure, ratios),
        "Backward divided by forward, against the number of layers: the counted ratio rises from 1 "
        "for one layer to 1.9 for ten, below the line at 2; the times measured on this computer "
        "are marked beside it.",
    )


def _ratio(depth: int) -> float:
    rng = np.random.default_rng(0)
    X, dZ = rng.normal(size=(2, _BATCH, _UNITS))
    weights = [rng.normal(size=(_UNITS, _UNITS)) / _UNITS**0.5 for _ in range(depth)]

    # In memory as the product reads them: at this size another order costs more than arithmetic.
    transposed = [np.ascontiguousarray(W.T) for W in weights]

    def forward() -> None:
        for Wt in transposed:
            X @ Wt

    def backward() -> None:
        for k, W in enumerate(weights):
            dZ.T @ X
            if k:  # nobody needs the gradient of the network's input
                dZ @ W

    # In turn, so that a busy moment of the computer hits both.
    times = [(_seconds(forward), _seconds(backward)) for _ in range(_REPEATS)]
    return min(b for _, b in times) / min(f for f, _ in times)


def _seconds(function: Callable[[], None]) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def _draw_cost(figure: Figure, ratios: Sequence[float]) -> None:
    axes = figure.subplots()
    depths = np.arange(1, 11)
    axes.axhline(2, color=GREY, linestyle="--", linewidth=1.2)
    axes.text(0.8, 2.06, "two forward passes", color=INK[GREY])
    axes.plot(depths, 2 - 1 / depths, color=BLUE, label="counted: (2L − 1)/L")
    label = "measured on this computer"
    axes.plot(_DEPTHS, ratios, "o", color=ORANGE, markeredgecolor=BLACK, markersize=9, label=label)
    axes.set(xlabel="number of layers L", ylabel="backward / forward", xlim=(0.5, 10.5))
    axes.set_ylim(0, max(2.6, 1.1 * max(ratios)))
    axes.legend(loc="lower right")


# Learned features ------------------------------------------------------------------------------

_ACROSS, _ABOVE, _BETWEEN = 8, 2, 1
"""Units in a row, and the room around each in pixels of its image."""


def first_layer_images(W: np.ndarray, shape: tuple[int, int]) -> Picture:
    """The rows of a first layer's weights as images.

    Parameters
    ----------
    W : ndarray (M, height · width)
        One row a unit.
    shape : (int, int)
        Height and width of the input images.
    """
    W = np.asarray(W, dtype=float)
    rows = int(np.ceil(len(W) / _ACROSS))
    tall, wide = shape[0] + _ABOVE, shape[1] + _BETWEEN

    def draw(figure: Figure) -> None:
        # One image of all units: Matplotlib takes most of a second for axes of their own.
        sheet = np.full((rows * tall, _ACROSS * wide - _BETWEEN), np.nan)
        axes = figure.subplots()
        axes.axis("off")
        for k, weights in enumerate(W):
            x, y = k % _ACROSS * wide, k // _ACROSS * tall + _ABOVE
            sheet[y : y + shape[0], x : x + shape[1]] = weights.reshape(shape)
            middle = x + (shape[1] - 1) / 2
            axes.text(middle, y - 1.6, f"unit {k}", ha="center", va="center", fontsize=FONT)
        largest = np.abs(W).max()
        axes.imshow(sheet, cmap="PuOr", vmin=-largest, vmax=largest, interpolation="nearest")

    return Picture(
        draw,
        f"The weights of {len(W)} hidden units as images of {shape[0]} by {shape[1]} pixels: "
        "violet where ink excites the unit, orange where it inhibits it, white where it does not "
        "matter.",
        size=(WIDTH, 1.45 * rows + 0.2),
    )
