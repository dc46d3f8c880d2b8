"""A computation graph, one step at a time: values forwards, bars backwards; notebook 02."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from convnet.plots.picture import BLACK, BLUE, GREEN, GREY, INK, RED, SKY, WIDTH
from convnet.plots.words import short

PLACES = {
    "b": (0.6, 6.9),
    "x": (0.6, 4.8),
    "w": (0.6, 2.3),
    "z": (3.4, 4.8),
    "y": (6.1, 4.8),
    "t": (6.1, 7.0),
    "ℓ": (8.4, 4.8),
    "R": (5.7, 1.6),
    "λ": (8.1, 0.6),
    "J": (10.5, 3.2),
}
EDGES = ("bz", "xz", "wz", "zy", "yℓ", "tℓ", "wR", "RJ", "ℓJ", "λJ")
INPUTS = ("w", "b", "x", "t", "λ")
FORWARD, BACKWARD = ("z", "y", "ℓ", "R", "J"), ("J", "R", "ℓ", "y", "z", "w", "b")
STEPS = len(FORWARD) + len(BACKWARD)
NUMBERS = {
    "w = 0.5, b = −1, x = 2, t = 1, λ = 0.1": (0.5, -1.0, 2.0, 1.0, 0.1),
    "w = 0.8, b = −0.2, x = 1.5, t = 0, λ = 0.3": (0.8, -0.2, 1.5, 0.0, 0.3),
}
"""Two sets of numbers to choose from."""

_FORMULAS = {"z": "wx + b", "y": "σ(z)", "ℓ": "½(y − t)²", "R": "½w²", "J": "ℓ + λR"}
_RADIUS = 0.5
SIZE = (WIDTH, 6.4)


@dataclass(frozen=True)
class Pass:
    """Values of all nodes, local derivatives of the edges, bars of the nodes of `BACKWARD`."""

    values: dict[str, float]
    local: dict[str, float]
    bars: dict[str, float]


@cache
def both_passes(numbers: str) -> Pass:
    """Forward and backward pass for one of `NUMBERS`; the local derivatives by differences."""
    given = dict(zip(INPUTS, NUMBERS[numbers], strict=True))
    functions = {
        "z": lambda v: v["w"] * v["x"] + v["b"],
        "y": lambda v: 0.5 * (1 + np.tanh(v["z"] / 2)),
        "ℓ": lambda v: 0.5 * (v["y"] - v["t"]) ** 2,
        "R": lambda v: 0.5 * v["w"] ** 2,
        "J": lambda v: v["ℓ"] + v["λ"] * v["R"],
    }
    values: dict[str, float] = dict(given)
    for node in FORWARD:
        values[node] = float(functions[node](values))
    local = {}
    for edge in EDGES:
        parent, child = edge[0], edge[1]
        h, f = 1e-5, functions[child]
        ahead, behind = (f({**values, parent: values[parent] + s}) for s in (h, -h))
        local[edge] = float(ahead - behind) / (2 * h)
    bars = {"J": 1.0}
    for node in BACKWARD[1:]:
        bars[node] = sum(bars[e[1]] * local[e] for e in EDGES if e[0] == node)
    return Pass(values, local, bars)


def draw_graph(figure: Figure, numbers: str, step: int) -> None:
    """The graph after some steps; the node of the last step and the edges it used stand out."""
    axes = figure.subplots()
    run = both_passes(numbers)
    known = [*INPUTS, *FORWARD[:step]]
    barred = BACKWARD[: max(0, step - len(FORWARD))]
    for edge in EDGES:
        backward = bool(barred) and edge[0] == barred[-1]
        forward = not barred and step > 0 and edge[1] == FORWARD[step - 1]
        _draw_edge(axes, edge, BLUE if forward else RED if backward else GREY, backward)
        if backward:
            _label_edge(axes, edge, run.local[edge])
    now = barred[-1] if barred else FORWARD[step - 1] if step else ""
    for node, (x, y) in PLACES.items():
        color = SKY if node in known else "white"
        width = 3.0 if node == now else 1.2
        edge_color = BLACK if node != now else RED if barred else BLUE
        axes.add_patch(Circle((x, y), _RADIUS, facecolor=color, edgecolor=edge_color, lw=width))
        axes.text(x, y, node, ha="center", va="center", fontsize=16, style="italic")
        if node in known:
            place, side = ((x + 0.65, y), "left") if node == "J" else ((x, y - 0.85), "center")
            axes.text(*place, short(run.values[node], 4), color=INK[BLUE], ha=side, va="center")
        if node in barred:
            letter = "\\ell" if node == "ℓ" else node
            text = f"$\\bar{{{letter}}}$ = {short(run.bars[node], 4)}"
            shift = {"w": -0.35, "z": 0.4}.get(node, 0.0)  # clear of an arrow
            place = (x + shift, y + 0.6)
            axes.text(*place, text, color=INK[RED], ha="center", va="bottom", fontsize=14)
    axes.text(0.1, 0.5, "values, forwards", color=INK[BLUE])
    axes.text(0.1, -0.2, "bars, backwards", color=INK[RED])
    axes.text(0.1, -0.9, "local derivatives of the step", color=INK[GREEN])
    axes.set(xlim=(-0.7, 12.8), ylim=(-1.1, 7.6), aspect="equal")
    axes.axis("off")


def _ends(edge: str) -> tuple[np.ndarray, np.ndarray]:
    start, end = np.array(PLACES[edge[0]]), np.array(PLACES[edge[1]])
    along = (end - start) / np.linalg.norm(end - start)
    return start + along * (_RADIUS + 0.05), end - along * (_RADIUS + 0.08)


def _draw_edge(axes: Axes, edge: str, color: str, backwards: bool) -> None:
    start, end = _ends(edge)
    if backwards:
        start, end = end, start
    style = {"arrowstyle": "->", "color": color, "lw": 1.2 if color == GREY else 2.6}
    axes.annotate("", tuple(end), tuple(start), arrowprops=style)


def _label_edge(axes: Axes, edge: str, local: float) -> None:
    start, end = _ends(edge)
    box = {"facecolor": "white", "edgecolor": GREEN, "boxstyle": "round,pad=0.15", "lw": 0.8}
    x, y = (start + end) / 2
    axes.text(x, y, short(local, 4), color=INK[GREEN], ha="center", va="center", bbox=box)


def describe_graph(numbers: str, step: int) -> str:
    """What the last step computed, with its numbers."""
    run = both_passes(numbers)
    if step == 0:
        return "The five inputs have their values; nothing is computed yet."
    if step <= len(FORWARD):
        node = FORWARD[step - 1]
        return f"Forward: {node} = {_FORMULAS[node]} = {short(run.values[node], 4)}."
    node = BACKWARD[step - len(FORWARD) - 1]
    if node == "J":
        return "Backward: the bar of J is ∂J/∂J = 1."
    edges = [e for e in EDGES if e[0] == node]
    formula = " + ".join(f"bar of {e[1]} · ∂{e[1]}/∂{node}" for e in edges)
    products = [f"({short(run.bars[e[1]], 4)}) · ({short(run.local[e], 4)})" for e in edges]
    terms = " + ".join(products)
    return f"Backward: the bar of {node} is {formula} = {terms} = {short(run.bars[node], 4)}."
