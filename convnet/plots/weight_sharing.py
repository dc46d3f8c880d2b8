"""Dense, locally connected and convolutional layers side by side, for notebook 03."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from convnet.plots.picture import BLACK, BLUE, FONT, GREEN, GREY, ORANGE, PALETTE, WIDTH

SIZE = (WIDTH, 5.2)

KINDS = ("dense", "locally connected", "convolutional")
SHOWN = ("all", "one output", "one input")


def _weights(n: int, k: int, filters: int, dimensions: int = 1) -> tuple[int, int, int]:
    """Weights of the three layers on a signal of n (or an image of n × n), valid part."""
    inputs, window = n**dimensions, k**dimensions
    outputs = filters * (n - k + 1) ** dimensions
    return inputs * outputs, window * outputs, window * filters


def draw_connectivity(figure: Figure, n: int, k: int, filters: int, side: int, show: str) -> None:
    """Three graphs of a layer on a signal, and bars for the same layers on an image."""
    figure.set_layout_engine("none")
    for column, (kind, count) in enumerate(zip(KINDS, _weights(n, k, filters), strict=True)):
        axes = figure.add_axes((0.01 + 0.335 * column, 0.44, 0.31, 0.47))
        _draw_layer(axes, kind, n, k, filters, show)
        axes.set_title(f"{kind}: {count:,} weights", fontsize=FONT)
    _draw_bars(figure.add_axes((0.17, 0.05, 0.8, 0.25)), side, k, filters)


def _draw_layer(axes: Axes, kind: str, n: int, k: int, filters: int, show: str) -> None:
    places = n - k + 1
    outputs = [(f, i) for f in range(filters) for i in range(places)]
    x_in = np.arange(n)
    # Each output stands above the middle of its window, the second filter's beside the first's.
    x_out = [i + (k - 1) / 2 + 0.44 * (f - (filters - 1) / 2) for f, i in outputs]
    lines, colors, widths, styles = [], [], [], []
    for top, (f, i) in enumerate(outputs):
        for j in range(n):
            m = j - i
            if kind != "dense" and not 0 <= m < k:
                continue
            seen = {"all": True, "one output": top == places // 2, "one input": j == n // 2}[show]
            shared = kind == "convolutional"
            lines.append([(x_in[j], 0), (x_out[top], 1)])
            colors.append((PALETTE[m] if shared else GREY) if seen else "#E4E4E4")
            widths.append((1.8 if shared else 1.0) if seen else 0.7)
            styles.append("dashed" if shared and f else "solid")
    order = np.argsort([color != "#E4E4E4" for color in colors], kind="stable")
    axes.add_collection(
        LineCollection(
            [lines[i] for i in order],
            colors=[colors[i] for i in order],
            linewidths=[widths[i] for i in order],
            linestyles=[styles[i] for i in order],
        )
    )
    axes.scatter(x_in, np.zeros(n), s=46, color=BLUE, zorder=3)
    axes.scatter(x_out, np.ones(len(outputs)), s=46, color=GREEN, zorder=3)
    if show == "one output":
        axes.scatter(x_out[places // 2], 1, s=110, color=GREEN, edgecolor=BLACK, zorder=4)
    if show == "one input":
        axes.scatter(x_in[n // 2], 0, s=110, color=BLUE, edgecolor=BLACK, zorder=4)
    axes.set(xlim=(-0.6, n - 0.4), ylim=(-0.14, 1.14))
    axes.axis("off")


def _draw_bars(axes: Axes, side: int, k: int, filters: int) -> None:
    counts = _weights(side, k, filters, dimensions=2)
    lengths = 0.3 + np.log10(counts)  # a linear axis is drawn in half the time of a log one
    axes.barh(KINDS, lengths, color=(GREY, ORANGE, GREEN))
    for row, (count, length) in enumerate(zip(counts, lengths, strict=True)):
        axes.text(length + 0.1, row, f"{count:,}", va="center")
    axes.set(xlim=(0, 13), xticks=[])
    axes.spines["bottom"].set_visible(False)
    axes.set_title(
        f"the same on an image of {side} × {side}, windows of {k} × {k} (logarithmic bars)",
        fontsize=FONT,
        loc="left",
    )
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)


def describe_connectivity(n: int, k: int, filters: int, side: int, show: str) -> str:
    """The counts of the three layers, on the signal and on the image."""
    dense, local, shared = _weights(n, k, filters)
    wide = _weights(side, k, filters, dimensions=2)
    one = "1 filter" if filters == 1 else f"{filters} filters"
    looked_at = "" if show == "all" else f" The lines of {show} are marked."
    return (
        f"{n} inputs, windows of {k}, {one}: {dense} dense, {local} local and {shared} "
        f"convolutional weights; on an image of {side} × {side}: {wide[0]:,}, {wide[1]:,} and "
        f"{wide[2]:,}.{looked_at}"
    )
