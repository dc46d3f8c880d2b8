"""Switches, ties and shifts in pooling, for notebook 04."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convnet.plots.picture import (
    BLACK,
    BLUE,
    FONT,
    GREY,
    PALE_BLUE,
    PALE_GREEN,
    PALE_RED,
    RED,
    WHITE,
    WIDTH,
)
from convnet.plots.squares import board, frame, label, listed, numbers, squares

# The switch map ---------------------------------------------------------------------------------

MAP = np.array(
    [
        [1, 3, 2, 0, 6, 1, 4],
        [4, 5, 8, 1, 5, 3, 0],
        [0, 2, 6, 9, 3, 2, 7],
        [1, 0, 7, 3, 1, 8, 2],
        [5, 2, 1, 4, 0, 6, 3],
        [3, 9, 0, 2, 5, 1, 4],
    ]
)
FORWARD, BACK = "forward", "back"


def switches(k: int, stride: int) -> np.ndarray:
    """Row and column of the first maximum of each window of `MAP`, shape (OH, OW, 2)."""
    H, W = MAP.shape
    found = np.zeros(((H - k) // stride + 1, (W - k) // stride + 1, 2), dtype=int)
    for i, j in np.ndindex(*found.shape[:2]):
        r, s = i * stride, j * stride
        u, v = np.unravel_index(np.argmax(MAP[r : r + k, s : s + k]), (k, k))
        found[i, j] = r + u, s + v
    return found


@dataclass(frozen=True)
class Spot:
    """What is pointed at: a place of the map, of the output, or neither ("all")."""

    kind: str = "all"
    row: int = 0
    column: int = 0


SWITCH_SIZE = (WIDTH, 4.3)
_UNIT, _LEFT, _MIDDLE, _OUT = 0.52, 0.3, 2.3, 7.75


def _corners(k: int, stride: int) -> dict[str, tuple[float, float, int, int]]:
    """Left, top, rows and columns of the two tables."""
    tables = {}
    for kind, (rows, columns) in (("map", MAP.shape), ("output", switches(k, stride).shape[:2])):
        left = _LEFT if kind == "map" else _OUT - columns * _UNIT / 2
        tables[kind] = (left, _MIDDLE - rows * _UNIT / 2, rows, columns)
    return tables


def spot_at(x: float, y: float, k: int, stride: int, way: str) -> Spot:
    """The place of the map or of the output at shares of the picture."""
    for kind, (left, top, rows, columns) in _corners(k, stride).items():
        row = int((y * SWITCH_SIZE[1] - top) // _UNIT)
        column = int((x * SWITCH_SIZE[0] - left) // _UNIT)
        if 0 <= row < rows and 0 <= column < columns:
            return Spot(kind, row, column)
    return Spot()


def _chosen(spot: Spot, found: np.ndarray) -> list[tuple[int, int]]:
    """The outputs whose switches are shown."""
    places = list(np.ndindex(*found.shape[:2]))
    if spot.kind == "output":
        return [at for at in places if at == (spot.row, spot.column)]
    if spot.kind == "map":
        return [at for at in places if tuple(found[at]) == (spot.row, spot.column)]
    return places


def draw_switches(figure: Figure, spot: Spot, k: int, stride: int, way: str) -> None:
    """Map and pooled map, with a line from each output shown to the input it was taken from."""
    axes = board(figure)
    found = switches(k, stride)
    count = np.zeros(MAP.shape, dtype=int)
    np.add.at(count, (found[..., 0], found[..., 1]), 1)
    forward = way == FORWARD
    color, pale = (BLUE, PALE_BLUE) if forward else (RED, PALE_RED)
    corners, shown = _corners(k, stride), _chosen(spot, found)
    (left, top, _, _), (right, above, rows, columns) = corners["map"], corners["output"]
    faces = [[pale if n else WHITE for n in row] for row in count]
    inks = [[BLACK if n else GREY for n in row] for row in count]
    squares(axes, left, top, _UNIT, numbers(MAP if forward else count), faces, FONT + 1, inks)
    pooled = MAP[found[..., 0], found[..., 1]] if forward else np.ones((rows, columns))
    squares(axes, right, above, _UNIT, numbers(pooled), pale, FONT + 1)
    lines = [
        [
            (left + (found[i, j, 1] + 0.85) * _UNIT, top + (found[i, j, 0] + 0.5) * _UNIT),
            (right + (j + 0.15) * _UNIT, above + (i + 0.5) * _UNIT),
        ]
        for i, j in shown
    ]
    width, alpha = (1, 0.45) if spot.kind == "all" else (2.2, 1)
    axes.add_collection(LineCollection(lines, color=color, lw=width, alpha=alpha, zorder=2.5))
    if spot.kind == "map":
        at = (left + spot.column * _UNIT, top + spot.row * _UNIT)
        frame(axes, *at, _UNIT, _UNIT, color)
    for i, j in shown if spot.kind != "all" else ():
        if spot.kind == "output":
            at = (left + j * stride * _UNIT, top + i * stride * _UNIT)
            frame(axes, *at, k * _UNIT, k * _UNIT, color)
        frame(axes, right + j * _UNIT, above + i * _UNIT, _UNIT, _UNIT, color)
    titles = ("map X", "output Y") if forward else ("input's gradient", "upstream gradient")
    label(axes, left + MAP.shape[1] * _UNIT / 2, top - 0.22, titles[0], FONT + 1, color)
    label(axes, _OUT, above - 0.22, titles[1], FONT + 1, color)


def describe_switches(spot: Spot, k: int, stride: int, way: str) -> str:
    """What `draw_switches` shows, in words."""
    found = switches(k, stride)
    shown = _chosen(spot, found)
    start = f"Windows of {k} × {k}, stride {stride}: "
    if spot.kind == "output" and shown:
        row, column = found[shown[0]]
        place = f"input ({row}, {column}), whose value is {MAP[row, column]}"
        return f"{start}output {shown[0]} is switched to {place}."
    if spot.kind == "map":
        times = f"{len(shown)} output{'s are' if len(shown) != 1 else ' is'}"
        return f"{start}{times} switched to input ({spot.row}, {spot.column})."
    places, counts = np.unique(found.reshape(-1, 2), axis=0, return_counts=True)
    total = f"{start}{counts.sum()} outputs are switched to {len(places)} inputs"
    if counts.max() == 1:
        return f"{total}, each to another one."
    row, column = places[int(np.argmax(counts))]
    if way == FORWARD:
        most = (
            f"the {MAP[row, column]} at ({row}, {column}) is the maximum of {counts.max()} windows"
        )
        return f"{total}; {most}."
    return f"{total}; their gradients sum to {counts.sum()}, the largest is {counts.max()}."


# Ties -------------------------------------------------------------------------------------------

SIDE = 12
RULES = ("first maximum", "equality mask", "equal shares")


def stroke(noise: bool) -> np.ndarray:
    """A bent stroke on a blank or on a slightly noisy ground."""
    rows, columns = np.mgrid[0:SIDE, 0:SIDE]
    bend = np.abs(columns - 3.2 - 0.45 * rows - 0.9 * np.sin(rows / 2.2))
    image = np.round(np.maximum(0, 1 - bend / 1.7) * 9, 1) * (rows > 1) * (rows < 10)
    return image + (np.random.default_rng(3).uniform(0.05, 0.6, image.shape) if noise else 0)


def pooled_gradient(image: np.ndarray, rule: str) -> np.ndarray:
    """Gradient of the image for windows of 2 × 2, stride 2 and an upstream gradient of ones."""
    gradient = np.zeros(image.shape)
    for i, j in np.ndindex(SIDE // 2, SIDE // 2):
        at = np.s_[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        equal = (image[at] == image[at].max()).astype(float)
        if rule == "first maximum":
            gradient[2 * i + np.argmax(equal) // 2, 2 * j + np.argmax(equal) % 2] = 1
        else:
            gradient[at] = equal / (equal.sum() if rule == "equal shares" else 1)
    return gradient


TIES_SIZE = (WIDTH, 3.9)


def draw_ties(figure: Figure, rule: str, noise: bool) -> None:
    """Image and gradient side by side, and the sums of what came in and what went out."""
    axes = board(figure)
    image = stroke(noise)
    gradient = pooled_gradient(image, rule)
    u, top = 0.27, 0.5
    for left, values, color, title in (
        (0.2, image / image.max(), (0.0, 0.0, 0.0), "image"),
        (3.75, gradient, (213 / 255, 94 / 255, 0.0), "gradient of the image"),
    ):
        faces = np.empty(values.shape, dtype=object)
        for at, value in np.ndenumerate(values):
            faces[at] = tuple(1 - value * (1 - part) for part in color)
        squares(axes, left, top, u, [[""] * SIDE] * SIDE, faces)
        label(axes, left + SIDE * u / 2, 0.26, title, FONT + 1)
    windows = (SIDE // 2) ** 2
    total = gradient.sum()
    for row, (text, value) in enumerate((("came in", windows), ("handed out", total))):
        y = 1.05 + 0.95 * row
        tint = RED if value > windows + 0.5 else BLUE
        label(axes, 7.4, y - 0.24, f"{text}: {value:g}", FONT + 1, tint, "left")
        bar = Rectangle((7.4, y), 2.4 * value / 150, 0.26, facecolor=tint, edgecolor="none")
        axes.add_patch(bar)
    label(axes, 7.4, 3.1, "sums over all places", FONT, GREY, "left")


def describe_ties(rule: str, noise: bool) -> str:
    """What `draw_ties` shows, in words."""
    image = stroke(noise)
    corners = image.reshape(SIDE // 2, 2, SIDE // 2, 2)
    largest = corners.max(axis=(1, 3), keepdims=True)
    tied = int(np.sum((corners == largest).sum(axis=(1, 3)) > 1))
    total = pooled_gradient(image, rule).sum()
    windows = (SIDE // 2) ** 2
    ground = "noisy" if noise else "blank"
    return (
        f"Rule {rule}, {ground} ground: {tied} of {windows} windows have a tie; {windows} came in, "
        f"{total:g} are handed out."
    )


# Shifts -----------------------------------------------------------------------------------------

LENGTH, START = 8, 3


def shifted(d: int) -> np.ndarray:
    """A lone 9, moved by d."""
    x = np.zeros(LENGTH, dtype=int)
    x[START + d] = 9
    return x


SHIFT_SIZE = (WIDTH, 4.2)


def draw_shift(figure: Figure, d: int) -> None:
    """The signal before and after the shift, each with its pooled signal."""
    axes = board(figure)
    u, left = 0.68, 2.4
    for row, (x, name) in enumerate(((shifted(0), "before"), (shifted(d), "after"))):
        top = 0.3 + 1.75 * row
        y = x.reshape(-1, 2).max(axis=1)
        label(axes, 0.2, top + u / 2, name, FONT + 1, GREY, "left")
        label(axes, left - 0.15, top + u / 2, "x", FONT + 2, BLUE, "right")
        squares(axes, left, top, u, numbers(x), [[PALE_BLUE if v else WHITE for v in x]], FONT + 1)
        label(axes, left - 0.15, top + 1.42 * u, "y", FONT + 2, BLUE, "right")
        for i, value in enumerate(y):
            frame(axes, left + 2 * i * u, top, 2 * u, u, GREY, 2)
            face = PALE_GREEN if value else WHITE
            at = (left + (2 * i + 0.5) * u, top + 1.08 * u)
            squares(axes, *at, u * 0.7, [[str(value)]], face, FONT + 1)
    before, after = (v.reshape(-1, 2).max(axis=1) for v in (shifted(0), shifted(d)))
    same = np.array_equal(before, after)
    words = "the pooled signal is the same" if same else "the pooled signal has moved"
    label(axes, left, 3.9, words, FONT + 1, BLUE if same else RED, "left")


def describe_shift(d: int) -> str:
    """What `draw_shift` shows, in words."""
    x = shifted(d)
    y, old = (v.reshape(-1, 2).max(axis=1) for v in (x, shifted(0)))
    where = "not moved" if not d else f"moved by {abs(d)} to the {'left' if d < 0 else 'right'}"
    moved = "unchanged" if np.array_equal(y, old) else "changed"
    return f"The 9 is {where}, at place {START + d}; pooled in twos: {listed(y)}, {moved}."
