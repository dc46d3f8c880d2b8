"""Which outputs see which inputs, for notebook 04."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from convnet.plots.picture import (
    BLACK,
    BLUE,
    FONT,
    GREY,
    INK,
    PALE_BLUE,
    PALE_GREY,
    PALE_RED,
    RED,
    WHITE,
    WIDTH,
)
from convnet.plots.squares import board, frame, label, squares, sub

OUTPUT, INPUT = "output", "input"

# One dimension ----------------------------------------------------------------------------------

N, M = 7, 3
SIGNAL_SIZE = (WIDTH, 3.7)
_LEFT, _APART, _OUTPUTS, _INPUTS = 2.45, 0.9, 0.6, 2.35  # room for two zeros on either side
_RADIUS = 0.24


@dataclass(frozen=True)
class Unit:
    """What is pointed at: an output or an input, and its place."""

    kind: str
    place: int


def unit_at(x: float, y: float) -> Unit:
    """The unit nearest to a place given as shares of the picture."""
    width, height = SIGNAL_SIZE
    place = int(np.clip(round((x * width - _LEFT) / _APART), 0, N - 1))
    return Unit(OUTPUT if y * height < (_OUTPUTS + _INPUTS) / 2 else INPUT, place)


def partners(unit: Unit, c: int) -> list[tuple[int, int]]:
    """Pairs (place on the other side, index of the weight); places outside included for outputs."""
    if unit.kind == OUTPUT:
        return [(unit.place + m - c, m) for m in range(M)]
    pairs = [(unit.place - m + c, m) for m in reversed(range(M))]
    return [(n, m) for n, m in pairs if 0 <= n < N]


def draw_signal(figure: Figure, unit: Unit, c: int) -> None:
    """Outputs above, inputs below, and what leads to or from the unit pointed at."""
    axes = board(figure)
    ends = [((n, n + m - c)) for n in range(N) for m in range(M) if 0 <= n + m - c < N]
    lines = [[(_x(n), _OUTPUTS + _RADIUS), (_x(k), _INPUTS - _RADIUS)] for n, k in ends]
    axes.add_collection(LineCollection(lines, color="#D5D5D5", linewidth=1.2, zorder=0))
    forward = unit.kind == OUTPUT
    color = BLUE if forward else RED
    found = partners(unit, c)
    for other, m in found:
        output, source = (unit.place, other) if forward else (other, unit.place)
        top, bottom = (_x(output), _OUTPUTS + _RADIUS), (_x(source), _INPUTS - _RADIUS)
        start, end = (bottom, top) if forward else (top, bottom)
        style = {"arrowstyle": "-|>", "color": color, "lw": 2, "shrinkA": 0, "shrinkB": 0}
        if not 0 <= source < N:
            style |= {"alpha": 0.4}
        axes.annotate("", end, start, arrowprops=style)
        share = 0.6 if forward else 0.4  # nearer to the units that differ
        x, y = (t + share * (b - t) for t, b in zip(top, bottom, strict=True))
        box = {"boxstyle": "round,pad=0.12", "facecolor": WHITE, "edgecolor": "none"}
        axes.text(x, y, sub("w", m), ha="center", va="center", color=INK[color], bbox=box)
    others = {other for other, _ in found}
    for row, name, kind in ((_OUTPUTS, "y", OUTPUT), (_INPUTS, "x", INPUT)):
        tint, pale = (BLUE, PALE_BLUE) if forward else (RED, PALE_RED)
        faces = [
            tint if unit == Unit(kind, i) else pale if kind != unit.kind and i in others else WHITE
            for i in range(N)
        ]
        axes.scatter(
            [_x(i) for i in range(N)], [row] * N, s=(144 * _RADIUS) ** 2, facecolor=faces,
            edgecolor=GREY, linewidth=1,
        )  # fmt: skip
        for i in range(N):
            ink = WHITE if unit == Unit(kind, i) else BLACK
            label(axes, _x(i), row, sub(name, i), FONT, ink)
    for k in sorted(k for k in others if not 0 <= k < N):
        label(axes, _x(k), _INPUTS, "0", FONT, GREY)
    label(axes, 0.15, _OUTPUTS, "out", FONT, GREY, "left")
    label(axes, 0.15, _INPUTS, "in", FONT, GREY, "left")
    label(axes, SIGNAL_SIZE[0] / 2, 3.3, _formula(unit, c), FONT + 3, color)


def _x(place: int) -> float:
    return _LEFT + _APART * place


def _formula(unit: Unit, c: int) -> str:
    pairs = partners(unit, c)
    if unit.kind == OUTPUT:
        terms = [f"{sub('w', m)} {sub('x', k) if 0 <= k < N else '· 0'}" for k, m in pairs]
        return f"{sub('y', unit.place)} = b + " + " + ".join(terms)
    terms = [f"{sub('g', n)} {sub('w', m)}" for n, m in pairs]
    return f"{sub('x̄', unit.place)} = " + (" + ".join(terms) or "0")


def describe_signal(unit: Unit, c: int) -> str:
    """What `draw_signal` shows, in words."""
    pairs = partners(unit, c)
    if unit.kind == OUTPUT:
        parts = [
            f"{sub('x', k) if 0 <= k < N else 'a 0 outside'} ({sub('w', m)})" for k, m in pairs
        ]
        return f"Centre {c}. The output {sub('y', unit.place)} is made of {', '.join(parts)}."
    parts = [f"{sub('y', n)} (through {sub('w', m)})" for n, m in pairs]
    return f"Centre {c}. The input {sub('x', unit.place)} gets gradient from {', '.join(parts)}."


# Two dimensions ---------------------------------------------------------------------------------

SIDE, KERNEL = 5, 3
IMAGE_SIZE = (WIDTH, 5.0)
_SQUARE, _TOP = 0.48, 0.5
_X_MIDDLE, _Y_MIDDLE = 2.5, 7.8


@dataclass(frozen=True)
class Pixel:
    """What is pointed at: an output or an input, its row and its column (padding: negative)."""

    kind: str
    row: int
    column: int


def outputs(stride: int, pad: int) -> int:
    """Outputs along one axis."""
    return (SIDE + 2 * pad - KERNEL) // stride + 1


def _corner(kind: str, stride: int, pad: int) -> tuple[float, float, int]:
    """Left, top and number of squares of the input's or the output's table."""
    count = SIDE + 2 * pad if kind == INPUT else outputs(stride, pad)
    middle = _X_MIDDLE if kind == INPUT else _Y_MIDDLE
    height = (IMAGE_SIZE[1] - _TOP - 0.1) / 2
    return middle - count * _SQUARE / 2, _TOP + height - count * _SQUARE / 2, count


def pixel_at(x: float, y: float, stride: int, pad: int) -> Pixel | None:
    """The pixel at a place given as shares of the picture, or None."""
    at = (x * IMAGE_SIZE[0], y * IMAGE_SIZE[1])
    for kind in (INPUT, OUTPUT):
        left, top, count = _corner(kind, stride, pad)
        column, row = int((at[0] - left) // _SQUARE), int((at[1] - top) // _SQUARE)
        if 0 <= row < count and 0 <= column < count:
            shift = pad if kind == INPUT else 0
            return Pixel(kind, row - shift, column - shift)
    return None


def kept(pixel: Pixel, stride: int, pad: int) -> Pixel:
    """The pixel, or the nearest one that is there for this stride and padding."""
    low, high = (-pad, SIDE - 1 + pad) if pixel.kind == INPUT else (0, outputs(stride, pad) - 1)
    row, column = (int(np.clip(v, low, high)) for v in (pixel.row, pixel.column))
    return Pixel(pixel.kind, row, column)


def reached(pixel: Pixel, stride: int, pad: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Pixels on the other side, each with the weight (u, v) between the two."""
    found = {}
    count = outputs(stride, pad)
    for u, v in np.ndindex(KERNEL, KERNEL):
        if pixel.kind == OUTPUT:
            found[pixel.row * stride + u - pad, pixel.column * stride + v - pad] = (u, v)
            continue
        (i, r), (j, s) = (
            divmod(p + pad - k, stride) for p, k in ((pixel.row, u), (pixel.column, v))
        )
        if r == s == 0 and 0 <= i < count and 0 <= j < count:
            found[i, j] = (u, v)
    return found


def draw_image(figure: Figure, pixel: Pixel, stride: int, pad: int) -> None:
    """Input with its padding on the left, output on the right, and what connects them."""
    axes, pixel = board(figure), kept(pixel, stride, pad)
    found = reached(pixel, stride, pad)
    forward = pixel.kind == OUTPUT
    color, pale = (BLUE, PALE_BLUE) if forward else (RED, PALE_RED)
    for kind, name in ((INPUT, "X"), (OUTPUT, "Y")):
        left, top, count = _corner(kind, stride, pad)
        shift = pad if kind == INPUT else 0
        places = [[(i - shift, j - shift) for j in range(count)] for i in range(count)]
        inside = SIDE if kind == INPUT else count

        def padding(at, inside=inside):
            return not (0 <= at[0] < inside and 0 <= at[1] < inside)

        other = kind != pixel.kind
        texts = [
            [
                sub("W", *found[at]) if other and at in found else "0" if padding(at) else ""
                for at in row
            ]
            for row in places
        ]
        faces = [
            [pale if other and at in found else PALE_GREY if padding(at) else WHITE for at in row]
            for row in places
        ]
        inks = [
            [GREY if padding(at) and at not in found else BLACK for at in row] for row in places
        ]
        squares(axes, left, top, _SQUARE, texts, faces, FONT, inks)
        if kind == INPUT and pad:
            edge = pad * _SQUARE
            frame(axes, left + edge, top + edge, SIDE * _SQUARE, SIDE * _SQUARE, BLACK, 1.6)
        if not other:
            at = (left + (pixel.column + shift) * _SQUARE, top + (pixel.row + shift) * _SQUARE)
            frame(axes, *at, _SQUARE, _SQUARE, color, 3.2)
            text = sub(name, pixel.row, pixel.column)
            if not padding((pixel.row, pixel.column)):
                label(axes, at[0] + _SQUARE / 2, at[1] + _SQUARE / 2, text, FONT, color)
    words = "input, with padding" if pad else "input"
    label(axes, _X_MIDDLE, 0.2, words, FONT + 1, GREY)
    label(axes, _Y_MIDDLE, 0.2, "output", FONT + 1, GREY)
    arrow = {"arrowstyle": "-|>", "color": color, "lw": 2.2}
    start, end = (4.85, 5.65) if forward else (5.65, 4.85)
    axes.annotate("", (end, 2.7), (start, 2.7), arrowprops=arrow)
    label(axes, 5.25, 2.4, "forward" if forward else "gradient", FONT, color)


def describe_image(pixel: Pixel, stride: int, pad: int) -> str:
    """What `draw_image` shows, in words."""
    pixel = kept(pixel, stride, pad)
    found = reached(pixel, stride, pad)
    where = f"Stride {stride}, padding {pad}."
    if pixel.kind == OUTPUT:
        outside = sum(not (0 <= i < SIDE and 0 <= j < SIDE) for i, j in found)
        extra = f", {outside} of them zeros of the padding" if outside else ""
        return f"{where} The output {sub('Y', pixel.row, pixel.column)} sees 9 places{extra}."
    if not (0 <= pixel.row < SIDE and 0 <= pixel.column < SIDE):
        return f"{where} This is a zero of the padding: its gradient is cut off."
    name = sub("X", pixel.row, pixel.column)
    if not found:
        return f"{where} The input {name} lies in no window: it gets no gradient."
    parts = [f"{sub('Y', *at)} through {sub('W', *weight)}" for at, weight in sorted(found.items())]
    return f"{where} The input {name} gets gradient from {', '.join(parts)}."
