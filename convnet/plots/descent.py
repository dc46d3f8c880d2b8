"""Gradient descent on contours, the noise of SGD, a quadratic model of a cost; notebook 01."""

from __future__ import annotations

from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from convnet.plots.layout import panels
from convnet.plots.picture import BLACK, BLUE, CLEAR, GREEN, GREY, INK, ORANGE, RED, WIDTH
from convnet.plots.words import minus, short

# Gradient descent in a bowl --------------------------------------------------------------------

CURVATURES = np.array([1.0, 10.0])
STEPS = 20
_TURN = np.array([[np.cos(0.3), -np.sin(0.3)], [np.sin(0.3), np.cos(0.3)]])
_H = _TURN @ np.diag(CURVATURES) @ _TURN.T
_START = np.array([-3.4, 0.4])


def _bowl(u, v):
    return 0.5 * (_H[0, 0] * u**2 + 2 * _H[0, 1] * u * v + _H[1, 1] * v**2)


def bowl_path(eta: float) -> np.ndarray:
    """The path from the start, (STEPS + 1, 2)."""
    path = [_START]
    for _ in range(STEPS):
        path.append(path[-1] - eta * (_H @ path[-1]))
    return np.array(path)


CONTOURS_SIZE = (WIDTH, 4.3)


def draw_descent(figure: Figure, eta: float) -> None:
    """Left the path on the bowl's isolines, right the error along its two axes."""
    left, right = panels(figure, (1.45, 1))
    u, v = np.meshgrid(np.linspace(-4, 4, 90), np.linspace(-2.9, 2.9, 70))
    left.contour(u, v, _bowl(u, v), levels=[0.2, 1, 3, 7, 25, 45], colors=GREY, linewidths=0.9)
    left.contour(u, v, _bowl(u, v), levels=[_bowl(*_START)], colors=BLACK, linewidths=1.2)
    path = bowl_path(eta)
    left.plot(*path.T, "o-", color=BLUE, markersize=4, linewidth=1.4)
    left.plot(0, 0, "*", color=BLACK, markersize=11)
    _draw_gradient(left)
    left.set(xlim=(-4, 4), ylim=(-2.9, 2.9), xlabel="$w_0$", ylabel="$w_1$")
    left.set_aspect("equal")
    k = np.arange(STEPS + 1)
    for curvature, color, marker in zip(CURVATURES, (GREEN, RED), "os", strict=True):
        error = np.maximum(np.abs(1 - eta * curvature) ** k, 1e-9)
        label = f"λ = {curvature:g}"
        right.semilogy(k, error, marker + "-", color=color, markersize=4, lw=1.4, label=label)
    right.axhline(1, color=GREY, linewidth=0.8)
    right.set(xlabel="step k", ylim=(1e-6, 1e3), xticks=range(0, STEPS + 1, 5))
    right.set_title("error along each axis")
    right.minorticks_off()
    right.legend(loc="upper left")


def _draw_gradient(axes: Axes) -> None:
    """Minus the gradient at the start, the isoline's tangent, and the right angle between them."""
    down = -_H @ _START / np.linalg.norm(_H @ _START)
    along = np.array([-down[1], down[0]])
    axes.plot(*np.array([_START - along, _START + along]).T, color=ORANGE, linewidth=1.3)
    axes.annotate(
        "",
        tuple(_START + 1.3 * down),
        tuple(_START),
        arrowprops={"arrowstyle": "-|>", "color": ORANGE, "lw": 2},
    )
    corner = _START + 0.22 * np.array([along, along + down, down])
    axes.plot(*corner.T, color=ORANGE, linewidth=1)


def describe_descent(eta: float) -> str:
    """What one step does along the two axes, and where twenty of them lead."""
    flat, steep = 1 - eta * CURVATURES
    distance = float(np.linalg.norm(bowl_path(eta)[-1]))
    if abs(steep) > 1 + 1e-9:
        fate = "it diverges"
    elif abs(steep) > 1 - 1e-9:
        fate = "it jumps to and fro for ever"
    elif steep < -1e-9:
        fate = "it zigzags across the valley and converges"
    else:
        fate = "it converges without crossing the valley"
    return minus(
        f"Step size η = {eta:g}: each step multiplies the error by {flat:.2f} along the flat axis "
        f"and by {_zero(steep):.2f} along the steep one, so {fate}. After {STEPS} steps the "
        f"distance to the minimum is {short(distance)} (at the start {np.linalg.norm(_START):.2g})."
    )


def _zero(number: float) -> float:
    return 0.0 if abs(number) < 1e-9 else float(number)


# The noise of SGD ------------------------------------------------------------------------------

N = 256
BATCH_SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)
EPOCHS, ETA = 3, 0.1


@cache
def _regression() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A linear regression with noise: inputs (N, 2), targets, and the least-squares solution."""
    rng = np.random.default_rng(1)
    X = rng.normal(size=(N, 2)) @ np.array([[1.0, 0.55], [0.0, 0.75]])
    t = X @ np.array([1.0, -0.5]) + rng.normal(size=N)
    return X, t, np.linalg.lstsq(X, t, rcond=None)[0]


_FROM = np.array([-1.6, 1.6])


@cache
def sgd_path(batch_size: int) -> np.ndarray:
    """SGD's path over EPOCHS epochs."""
    X, t, _ = _regression()
    rng, path = np.random.default_rng(batch_size), [_FROM]
    for _ in range(EPOCHS):
        for batch in np.array_split(rng.permutation(N), N // batch_size):
            residuals = X[batch] @ path[-1] - t[batch]
            path.append(path[-1] - ETA * residuals @ X[batch] / len(batch))
    return np.array(path)


@cache
def scatter(samples: int = 300) -> tuple[np.ndarray, float]:
    """Root mean square distance of a batch's gradient from the full one, for each batch size.

    Returns the measured scatter and that of a single example.
    """
    X, t, _ = _regression()
    gradients = (X @ _FROM - t)[:, None] * X
    gradients = gradients - gradients.mean(axis=0)
    rng = np.random.default_rng(2)
    orders = np.argsort(rng.random(size=(samples, N)), axis=1)
    sums = np.cumsum(gradients[orders], axis=1)
    means = [sums[:, size - 1] / size for size in BATCH_SIZES]
    measured = np.array([np.sqrt(np.mean(np.sum(m**2, axis=1))) for m in means])
    return measured, float(np.sqrt(np.mean(np.sum(gradients**2, axis=1))))


NOISE_SIZE = (WIDTH, 4.8)


def draw_noise(figure: Figure, batch_size: int) -> None:
    """Left the paths of gradient descent and of SGD, right the scatter against the batch size."""
    left, right = panels(figure, (1, 1))
    X, _, best = _regression()
    a, b = np.meshgrid(np.linspace(-2.1, 2.1, 60), np.linspace(-1.7, 2.2, 60))
    A, c = X.T @ X / N, np.stack([a - best[0], b - best[1]])
    cost = 0.5 * np.einsum("iuv,ij,juv->uv", c, A, c)
    left.contour(
        a, b, cost, levels=[0.02, 0.1, 0.3, 0.7, 1.3, 2.2, 3.5], colors=GREY, linewidths=0.8
    )
    left.plot(*sgd_path(batch_size).T, color=ORANGE, linewidth=1, label=f"SGD, B = {batch_size}")
    left.plot(
        *sgd_path(N).T, "o-", color=BLUE, markersize=5, linewidth=1.5, label="gradient descent"
    )
    left.plot(*best, "*", color=BLACK, markersize=11)
    left.set(xlabel="$w_0$", ylabel="$w_1$", title=f"{EPOCHS} epochs", yticks=(-1, 0, 1, 2))
    left.legend(loc="lower left", frameon=True, framealpha=1, edgecolor="white")
    measured, single = scatter()
    sizes = np.array(BATCH_SIZES)
    right.loglog(
        sizes, single / np.sqrt(sizes), "--", color=GREY, lw=1.5, label=r"$\propto 1/\sqrt{B}$"
    )
    right.loglog(sizes[:-1], measured[:-1], "o", color=BLUE, markersize=6, label="measured")
    at = BATCH_SIZES.index(batch_size)
    right.plot(batch_size, max(measured[at], 0.03), "o", color=ORANGE, markersize=11, mec=BLACK)
    right.set(xlabel="batch size B", title="scatter of the direction", ylim=(0.03, 10))
    right.set_xticks(sizes[::2], [str(size) for size in sizes[::2]])
    right.minorticks_off()
    right.legend(loc="lower left")


def describe_noise(batch_size: int) -> str:
    """Where the two paths end, and the scatter at this batch size."""
    best = _regression()[2]
    sgd, gd = (float(np.linalg.norm(sgd_path(size)[-1] - best)) for size in (batch_size, N))
    measured, _ = scatter()
    spread = measured[BATCH_SIZES.index(batch_size)]
    steps = EPOCHS * N // batch_size
    return (
        f"Batches of {batch_size}: {steps} steps in {EPOCHS} epochs lead to a distance of "
        f"{short(sgd)} from the minimum; gradient descent makes {EPOCHS} steps and is "
        f"{short(gd)} away. "
        f"The direction scatters by {spread if spread > 1e-9 else 0:.2g}."
    )


# The quadratic model ---------------------------------------------------------------------------

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
