"""Kernels that slide over a signal and over an image, for notebook 03."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convnet.plots.picture import (
    BLACK,
    BLUE,
    FONT,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE_BLUE,
    PALE_GREEN,
    PALE_ORANGE,
    RED,
    WHITE,
    WIDTH,
)
from convnet.plots.words import number

# The worked example of the text. Its lectures' own pair is an exercise and isn't shown.
A, B = np.array([1, 2, 0, -1]), np.array([3, 1, -2])

SIGNAL = np.array([0, 0, 1, 2, 3, 0, 0, 0, 3, 2, 1, 0, 0])
"""Rises once and falls once: a ramp, and its mirror image."""
KERNELS = {"ramp (1, 2, 3)": (1, 2, 3), "step (−1, 0, 1)": (-1, 0, 1), "peak (1, 2, 1)": (1, 2, 1)}
STEPS = len(SIGNAL) + 2
"""Places of a kernel of three on the signal, partly outside ones included."""

IMAGE = np.zeros((6, 7), dtype=int)
IMAGE[1:5, 3] = 5
"""One bright line, and nothing else."""
WINDOWS = {
    "left − right": ((1, 0, -1),) * 3,
    "centre − neighbours": ((0, -1, 0), (-1, 4, -1), (0, -1, 0)),
    "upper − lower": ((1, 1, 1), (0, 0, 0), (-1, -1, -1)),
}
PLACES = (IMAGE.shape[0] - 2) * (IMAGE.shape[1] - 2)


def table(axes: Axes, values, left: float, top: float, face=WHITE, size: float = FONT) -> None:
    """Numbers in unit squares, rows downwards; `nan` leaves a square empty.

    Parameters
    ----------
    values : array_like (rows, columns)
    left, top : float
        The upper left corner, on axes whose y runs downwards.
    face : colour or nested list of colours of the shape of values
    """
    values = np.atleast_2d(np.asarray(values, dtype=float))
    rows, columns = values.shape
    faces = np.broadcast_to(np.asarray(face, dtype=object), values.shape)
    squares = [Rectangle((left + j, top + i), 1, 1) for i, j in np.ndindex(rows, columns)]
    axes.add_collection(
        PatchCollection(squares, facecolor=list(faces.ravel()), edgecolor=GREY, linewidth=0.8)
    )
    for i, j in np.ndindex(rows, columns):
        if np.isfinite(values[i, j]):
            axes.text(
                left + j + 0.5, top + i + 0.5, number(values[i, j]),
                ha="center", va="center_baseline", fontsize=size,
            )  # fmt: skip


def frame(axes: Axes, left: float, top: float, width: float, height: float, color=RED) -> None:
    """A thick frame around squares of a table."""
    axes.add_patch(Rectangle((left, top), width, height, fill=False, edgecolor=color, lw=2.4))


def _board(figure: Figure, width: float, height: float) -> Axes:
    """Axes of unit squares on the whole figure, y downwards, without ticks."""
    figure.set_layout_engine("none")
    axes = figure.add_axes((0.01, 0.01, 0.98, 0.98))
    axes.set(xlim=(-0.1, width), ylim=(height, 0), aspect="equal")
    axes.axis("off")
    return axes


# The two ways -----------------------------------------------------------------------------------


WAYS_SIZE = (WIDTH, 4.1)


def draw_two_ways(figure: Figure, i: int) -> None:
    """Copies with the column i marked, and the flipped kernel on its window."""
    axes = _board(figure, 20.2, 8.2)
    N, M = len(A), len(B)
    axes.text(0, 0.4, "Translate and scale", fontsize=FONT + 1, va="center")
    copies = np.full((N, N + M - 1), np.nan)
    for j in range(N):
        copies[j, j : j + M] = A[j] * B
        axes.text(0, j + 2.5, f"$a_{j}$ = {number(A[j])}", va="center", color=INK[BLUE])
    for j in range(N + M - 1):
        color = INK[RED if j == i else GREY]
        axes.text(j + 2.9, 1.6, f"$y_{j}$", ha="center", va="center", color=color)
    faces = np.where(np.isfinite(copies), PALE_ORANGE, WHITE)
    table(axes, copies, 2.4, 2, faces)
    sums = np.nansum(copies, axis=0)
    axes.text(0, 7, "sum", va="center", color=INK[GREEN])
    table(axes, sums, 2.4, 6.5, [[PALE_GREEN] * (N + M - 1)])
    frame(axes, 2.4 + i, 2, 1, 4)
    frame(axes, 2.4 + i, 6.5, 1, 1)

    right = 11.9
    axes.text(right - 2.3, 0.4, "Flip and filter", fontsize=FONT + 1, va="center")
    padded = np.concatenate([np.zeros(M - 1), A, np.zeros(M - 1)])
    inside = (np.arange(len(padded)) >= M - 1) & (np.arange(len(padded)) < M - 1 + N)
    table(axes, padded, right, 2, [list(np.where(inside, PALE_BLUE, WHITE))])
    window, reverse = padded[i : i + M], B[::-1]
    axes.text(right - 2.3, 2.5, "$a$, padded", va="center", color=INK[BLUE])
    axes.text(right - 2.3, 3.7, "$b$, flipped", va="center", color=INK[ORANGE])
    table(axes, reverse, right + i, 3.2, [[PALE_ORANGE] * M])
    axes.text(right - 2.3, 4.9, "products", va="center")
    table(axes, window * reverse, right + i, 4.4)
    axes.text(right - 2.3, 7, "sum", va="center", color=INK[GREEN])
    table(axes, [sums[i]], right + i + 1, 6.5, [[PALE_GREEN]])
    axes.annotate(
        "", (right + i + 1.5, 6.45), (right + i + 1.5, 5.45),
        arrowprops={"arrowstyle": "-|>", "color": GREEN},
    )  # fmt: skip
    frame(axes, right + i, 2, M, 3.4)


def describe_two_ways(i: int) -> str:
    """Output i as the sum of a column and as the sum over a window."""
    N, M = len(A), len(B)
    column = [number(A[j] * B[i - j]) for j in range(N) if 0 <= i - j < M]
    padded = np.concatenate([np.zeros(M - 1), A, np.zeros(M - 1)])
    window, total = padded[i : i + M], sum(A[j] * B[i - j] for j in range(N) if 0 <= i - j < M)
    products = " + ".join(
        f"{_signed(x)}·{_signed(y)}" for x, y in zip(window, B[::-1], strict=True)
    )
    entries = "entry" if len(column) == 1 else "entries"
    where = "wholly inside the signal" if M - 1 <= i <= N - 1 else "partly outside the signal"
    return (
        f"Output i = {i}: the column of the copies has the {entries} {', '.join(column)}; the "
        f"window, {where}, gives {products} = {number(total)}."
    )


def _signed(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)


# A signal ---------------------------------------------------------------------------------------


def _slid(step: int, kernel: str, flip: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The kernel as it lies on the signal, its window at a step, and all outputs."""
    used = np.array(KERNELS[kernel])[:: -1 if flip else 1]
    padded = np.pad(SIGNAL, len(used) - 1)
    windows = np.lib.stride_tricks.sliding_window_view(padded, len(used))
    return used, windows[step], windows @ used


SIGNAL_SIZE = (WIDTH, 5.8)


def draw_sliding_signal(figure: Figure, step: int, kernel: str, flip: bool) -> None:
    """A signal, the kernel on it, the products, and the output so far."""
    figure.set_layout_engine("none")
    used, window, outputs = _slid(step, kernel, flip)
    N, M = len(SIGNAL), len(used)
    places = np.arange(step - M + 1, step + 1)
    everywhere = np.arange(1 - M, N + M - 1)
    name = "kernel,\nflipped" if flip else "kernel"
    rows = (
        ("signal", everywhere, np.pad(SIGNAL, M - 1), BLUE, (0, 4)),
        (name, places, used, ORANGE, (-2, 4.4)),
        ("products", places, window * used, BLACK, (-6, 12)),
        ("output", np.arange(step + 1), outputs[: step + 1], GREEN, (-7, 17)),
    )
    bottoms, heights = (0.83, 0.61, 0.38, 0.1), (0.15, 0.2, 0.21, 0.26)
    for (label, x, values, color, limits), bottom, height in zip(
        rows, bottoms, heights, strict=True
    ):
        axes = figure.add_axes((0.13, bottom, 0.86, height))
        axes.bar(x, values, width=0.72, color=color)
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.set(xlim=(0.4 - M, N + M - 1.4), ylim=limits, xticks=[], yticks=[])
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.set_ylabel(label, rotation=0, ha="right", va="center")
        apart = 0.04 * np.ptp(limits)
        for place, value in zip(x, values, strict=True):
            outside = label == "signal" and not 0 <= place < N
            at, side = (value + apart, "bottom") if value >= 0 else (value - apart, "top")
            axes.text(
                float(place), at, number(value), ha="center", va=side,
                color=INK[GREY] if outside else BLACK,
            )  # fmt: skip
        if label != "output":
            axes.axvspan(step - M + 0.5, step + 0.5, color=PALE_ORANGE, alpha=0.45, zorder=0)
    axes.patches[step].set_color(RED)
    axes.set_xticks(range(N + M - 1))
    axes.set_xlabel("entry i of the output, drawn below the window's last place", labelpad=2)
    axes.tick_params(length=0, pad=1)


def describe_sliding_signal(step: int, kernel: str, flip: bool) -> str:
    """The products of the moment and their sum."""
    used, window, outputs = _slid(step, kernel, flip)
    products = " + ".join(f"{number(x)}·{_signed(k)}" for x, k in zip(window, used, strict=True))
    way = "flipped (convolution)" if flip else "as it is (cross-correlation)"
    so_far = outputs[: step + 1]
    return (
        f"Kernel {kernel}, {way}. Entry {step} of the output: {products} = "
        f"{number(outputs[step])}; the largest so far is {number(so_far.max())}, at "
        f"{_listed(np.flatnonzero(so_far == so_far.max()))}."
    )


def _listed(places: np.ndarray) -> str:
    words = [number(place) for place in places]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


# An image ---------------------------------------------------------------------------------------


def _slid_image(step: int, kernel: str, flip: bool):
    """The kernel as it lies on the image, place and window at a step, and all outputs."""
    used = np.array(WINDOWS[kernel])
    used = used[::-1, ::-1] if flip else used
    windows = np.lib.stride_tricks.sliding_window_view(IMAGE, used.shape)
    outputs = np.einsum("ijuv,uv->ij", windows, used)
    i, j = divmod(step, outputs.shape[1])
    return used, (i, j), windows[i, j], outputs


IMAGE_SIZE = (WIDTH, 4.1)


def draw_sliding_image(figure: Figure, step: int, kernel: str, flip: bool) -> None:
    """An image with the window on it, the kernel, the products, and the output so far."""
    axes = _board(figure, 21.2, 8.6)
    used, (i, j), window, outputs = _slid_image(step, kernel, flip)
    axes.text(0, 0.55, "image", color=INK[BLUE], va="center")
    table(axes, IMAGE, 0, 1.2, np.where(IMAGE > 0, PALE_BLUE, WHITE))
    frame(axes, j, 1.2 + i, 3, 3)
    axes.text(8.2, 0.55, "kernel, flipped" if flip else "kernel", color=INK[ORANGE], va="center")
    table(axes, used, 8.2, 1.2, PALE_ORANGE)
    axes.text(11.65, 2.7, "×", ha="center", va="center", fontsize=FONT + 2)
    axes.text(12.1, 0.55, "window", color=INK[RED], va="center")
    table(axes, window, 12.1, 1.2, np.where(window > 0, PALE_BLUE, WHITE))
    frame(axes, 12.1, 1.2, 3, 3)
    axes.text(8.2, 5.2, "products", va="center")
    table(axes, window * used, 12.1, 4.7)
    total = number(outputs[i, j])
    axes.text(13.6, 8.2, f"sum = {total}", ha="center", va="center", color=INK[GREEN])
    axes.text(16.0, 0.55, "output", color=INK[GREEN], va="center")
    done = np.arange(outputs.size).reshape(outputs.shape) <= step
    shown = np.where(done, outputs, np.nan)
    table(axes, shown, 16.0, 1.2, np.where(done & (outputs != 0), PALE_GREEN, WHITE))
    frame(axes, 16.0 + j, 1.2 + i, 1, 1)


def describe_sliding_image(step: int, kernel: str, flip: bool) -> str:
    """The place of the window and the sum of its products."""
    used, (i, j), window, outputs = _slid_image(step, kernel, flip)
    way = "flipped (convolution)" if flip else "as it is (cross-correlation)"
    products = [
        f"{number(x)}·{_signed(k)}" for x, k in zip(window.flat, used.flat, strict=True) if x and k
    ]
    terms = " + ".join(products) if products else "only products with 0"
    return (
        f"Kernel {kernel}, {way}, window at row {i}, column {j}: {terms} = {number(outputs[i, j])}."
    )
