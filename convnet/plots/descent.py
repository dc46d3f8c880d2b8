"""A cost with two minima and its quadratic model; notebook 01."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from convnet.plots.layout import panels
from convnet.plots.picture import BLACK, BLUE, CLEAR, GREY, INK, ORANGE, RED, WIDTH
from convnet.plots.words import minus

_C = 0.5
PLACES = {
    "left minimum": np.array([-1.0, -_C]),
    "saddle": np.array([0.0, 0.0]),
    "right minimum": np.array([1.0, _C]),
    "slope": np.array([1.4, 1.4]),
}
"""Where the quadratic model can be made."""


def _two_minima(u, v):
    """A cost with minima at u = ±1 and a saddle at 0, on the line v = u/2."""
    return 0.25 * (u**2 - 1) ** 2 + 0.5 * (2.2 + u) * (v - _C * u) ** 2


def _taylor(place) -> tuple[np.ndarray, np.ndarray]:
    """Gradient and Hessian of the cost at a place."""
    u, v = place
    k, r = 2.2 + u, v - _C * u
    gradient = np.array([u**3 - u + 0.5 * r**2 - k * _C * r, k * r])
    mixed = r - k * _C
    return gradient, np.array([[3 * u**2 - 1 - 2 * _C * r + k * _C**2, mixed], [mixed, k]])


QUADRATIC_SIZE = (WIDTH, 5.4)


def draw_quadratic(figure: Figure, place: str) -> None:
    """Isolines of the cost, those of its quadratic model at a place, and the model's axes."""
    (axes,) = panels(figure)
    here = PLACES[place]
    gradient, H = _taylor(here)
    u, v = np.meshgrid(np.linspace(-2.0, 2.0, 110), np.linspace(-1.5, 1.8, 90))
    levels = [0.03, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 1.8, 2.6]
    axes.contour(u, v, _two_minima(u, v), levels=levels, colors=GREY, linewidths=0.9)
    d = np.stack([u - here[0], v - here[1]])
    model = np.einsum("i,iuv->uv", gradient, d) + 0.5 * np.einsum("iuv,ij,juv->uv", d, H, d)
    centre = here - np.linalg.solve(H, gradient)
    if np.all(np.linalg.eigvalsh(H) > 0):
        around = 0.5 * gradient @ (centre - here) + np.array([0.06, 0.25, 0.6, 1.2])
    else:
        around = np.array([-0.35, -0.1, 0.1, 0.35])
    axes.contour(u, v, model, levels=around, colors=ORANGE, linewidths=1.8, linestyles="--")
    for eigenvalue, axis in zip(*np.linalg.eigh(H), strict=True):
        if eigenvalue > 0:
            reach = np.sqrt(0.4 / eigenvalue) * axis
            axes.plot(*np.array([centre - reach, centre + reach]).T, color=BLUE, linewidth=2)
    if np.linalg.norm(gradient) > 1e-9:
        axes.plot(*centre, "*", color=ORANGE, markersize=15, markeredgecolor=BLACK, zorder=3)
        tip = here - 0.45 * gradient / np.linalg.norm(gradient)
        axes.annotate(
            "", tuple(tip), tuple(here), arrowprops={"arrowstyle": "-|>", "color": RED, "lw": 2.2}
        )
        axes.text(tip[0] + 0.06, tip[1], "−g", color=INK[RED], va="top", bbox=CLEAR)
    axes.plot(*here, "o", color=BLACK, markersize=8, zorder=4)
    axes.text(here[0] + 0.1, here[1] + 0.12, r"$\hat w$", fontsize=16, bbox=CLEAR)
    axes.set(xlabel="$w_0$", ylabel="$w_1$", xlim=(-2, 2), ylim=(-1.5, 1.8))
    axes.set_aspect("equal")


def describe_quadratic(place: str) -> str:
    """Gradient and eigenvalues at the place, and what they make of the model."""
    gradient, H = _taylor(PLACES[place])
    low, high = np.linalg.eigvalsh(H)
    size = np.linalg.norm(gradient)
    kind = "ellipses" if low > 0 else "hyperbolas"
    slope = "g = 0" if size < 1e-9 else f"the length of g is {size:.2g}"
    return minus(
        f"At the {place} {slope} and H has the eigenvalues {low:.2f} and {high:.2f}: the isolines "
        f"of the quadratic model are {kind}."
    )
