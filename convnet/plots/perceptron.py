"""The diagram of one unit; notebook 01."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

from convnet.plots.picture import BLACK, BLUE, GREY, INK, ORANGE, SKY, WIDTH, Picture


def unit_diagram() -> Picture:
    """A unit: inputs, weights, sum with bias, activation function, output."""
    return Picture(
        _draw_unit,
        "Diagram of a unit: three inputs, each times its weight, and the bias b are summed to z; "
        "the activation function φ turns z into the output y. In a neuron these are the synapses, "
        "the cell body, the spike threshold and the axon.",
        size=(WIDTH, 4.0),
    )


def _draw_unit(figure: Figure) -> None:
    axes = figure.subplots()
    axes.set(xlim=(0, 14), ylim=(-0.3, 5.5), aspect="equal")
    axes.axis("off")

    def arrow(start, end):
        axes.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": BLACK, "lw": 1.4})

    for k, (y, label) in enumerate([(4.4, 4.2), (2.7, 2.9), (1.0, 2.0)]):
        axes.add_patch(Circle((1.6, y), 0.5, facecolor=SKY, edgecolor=BLACK))
        axes.text(1.6, y, f"$x_{k}$", ha="center", va="center", fontsize=16)
        arrow((2.1, y), (5.25, 2.7 + 0.25 * (y - 2.7)))
        axes.text(3.4, label, f"$w_{k}$", fontsize=16, color=INK[BLUE])
    axes.add_patch(Circle((5.9, 2.7), 0.75, facecolor="white", edgecolor=BLACK, linewidth=1.5))
    axes.text(5.9, 2.7, "Σ", ha="center", va="center", fontsize=20)
    arrow((5.9, 4.55), (5.9, 3.5))
    axes.text(5.9, 4.75, "b", ha="center", fontsize=16, color=INK[BLUE], style="italic")
    arrow((6.7, 2.7), (8.6, 2.7))
    axes.text(7.6, 2.95, "$z$", ha="center", fontsize=16)
    box = FancyBboxPatch(
        (8.7, 1.95), 1.5, 1.5, boxstyle="round,pad=0.05", facecolor=ORANGE, edgecolor=BLACK
    )
    axes.add_patch(box)
    axes.text(9.45, 2.7, "φ", ha="center", va="center", fontsize=20)
    arrow((10.3, 2.7), (12.2, 2.7))
    axes.text(12.4, 2.7, "$y$", va="center", fontsize=16)
    axes.text(9.45, 4.3, r"$y = \varphi(w \cdot x + b)$", ha="center", fontsize=16)
    for x, words in [(3.6, "synapses"), (5.9, "cell body"), (9.45, "threshold"), (11.5, "axon")]:
        axes.text(x, 0.0, words, ha="center", color=INK[GREY], fontsize=14)
