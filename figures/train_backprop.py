"""The small networks in the pictures of notebook 02: python figures/train_backprop.py

Writes figures/data/first_layer.js, the network of the notebook's last section, trained by the
reference solution; and function_fit.js, least-squares fits of functions of one number. Takes ten
seconds.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from convnet.data import load_digits  # noqa: E402
from tests.cells import solved  # noqa: E402

# --- the first layer -----------------------------------------------------------------------------


def trained() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """W, b of the first layer after the cell 02-digits, and a new digit of each class."""
    names = solved("02_backprop")
    images, labels = load_digits()
    X, T = images.reshape(-1, 64) / 16, np.eye(10)[labels]
    test = np.arange(len(X)) % 4 == 0
    rng = np.random.default_rng(0)
    params = [
        (rng.normal(size=(16, 64)) / 64, np.zeros(16)),
        (rng.normal(size=(10, 16)) / 4, np.zeros(10)),
    ]
    for _ in range(40):
        for batch in np.array_split(rng.permutation(np.flatnonzero(~test)), 42):
            Z, cache = names["mlp_forward"](X[batch], params)
            _, dZ = names["softmax_cross_entropy"](Z, T[batch])
            _, grads = names["mlp_backward"](dZ, cache)
            params = [
                (W - 0.3 * dW, b - 0.3 * db) for (W, b), (dW, db) in zip(params, grads, strict=True)
            ]
    shown = [int(np.flatnonzero(test & (labels == kind))[1]) for kind in range(10)]
    return *params[0], images[shown].reshape(10, 64)


def first_layer() -> str:
    W, b, digits = trained()
    rows = lambda table: "".join(f"  [{', '.join(map(short, row))}],\n" for row in table)  # noqa: E731
    return (
        "// Written by train_backprop.py: the first layer of the network that 02's last section\n"
        "// trains (seed 0), rounded to two digits, and a digit of each class that it has not\n"
        "// learned from, in 0 … 16.\n"
        f"export const W = [\n{rows(W)}];\n"
        f"export const b = [{', '.join(map(short, b))}];\n"
        f"export const digits = [\n{rows(digits)}];\n"
    )


def short(value: float) -> str:
    return f"{round(float(value), 2) + 0:g}"


# --- functions fitted ----------------------------------------------------------------------------

FUNCTIONS = {
    "x²": lambda x: x**2,
    "sin(3πx/2)": lambda x: np.sin(1.5 * np.pi * x),
    "|x|": np.abs,
    "a step": lambda x: np.where(x > 0, 1.0, 0.0),
}
UNITS = 8
GRID = np.linspace(-1, 1, 101)
STARTS, ITERATIONS, DECAY = 3, 50, 4e-3


@cache
def fitted(function: str, units: int) -> tuple[np.ndarray, float]:
    """Least-squares fit Σ v tanh(w x + b) + c, the best of several starts, and its error.

    One start is the best fit with a unit less, so more units are never worse.
    """
    t = FUNCTIONS[function](GRID)
    rng = np.random.default_rng(units)
    starts = [start(rng, units, t) for _ in range(STARTS)]
    if units > 1:
        fewer = fitted(function, units - 1)[0]
        w, b, v = fewer[:-1].reshape(3, -1)
        more = np.column_stack([[w, b, v], [3.0, rng.uniform(-2, 2), 0.0]])
        starts.append(np.append(more.ravel(), fewer[-1]))
    fits = [levenberg_marquardt(each, t) for each in starts]
    errors = [float(np.sqrt(np.mean(residual(theta, t)[0][: len(t)] ** 2))) for theta in fits]
    best = int(np.argmin(errors))
    return fits[best], errors[best]


def start(rng: np.random.Generator, units: int, t: np.ndarray) -> np.ndarray:
    """Units of random gain with their middles spread over the interval; the best v and c."""
    w = rng.uniform(1.5, 4, size=units)
    b = -w * (np.linspace(-1, 1, units + 2)[1:-1] + rng.uniform(-0.25, 0.25, size=units))
    features = np.column_stack([np.tanh(np.outer(GRID, w) + b), np.ones(len(GRID))])
    return np.concatenate([w, b, np.linalg.lstsq(features, t, rcond=1e-2)[0]])


def levenberg_marquardt(theta: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Press et al., Numerical Recipes, 3rd ed., section 15.5.2."""
    damping, (found, slopes) = 1e-2, residual(theta, t)
    for _ in range(ITERATIONS):
        normal = slopes.T @ slopes
        step = np.linalg.solve(normal + damping * np.diag(np.diag(normal)), slopes.T @ found)
        new_found, new_slopes = residual(theta - step, t)
        if new_found @ new_found < found @ found:
            theta, found, slopes, damping = theta - step, new_found, new_slopes, damping / 4
        else:
            damping *= 6
    return theta


def residual(theta: np.ndarray, t: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """y − t on the grid and below it a little of theta, which keeps it small; the derivatives."""
    w, b, v = theta[:-1].reshape(3, -1)
    h = np.tanh(np.outer(GRID, w) + b)
    slope = v * (1 - h**2)
    slopes = np.column_stack([slope * GRID[:, None], slope, h, np.ones(len(GRID))])
    found = np.concatenate([h @ v + theta[-1] - t, DECAY * theta])
    return found, np.vstack([slopes, DECAY * np.eye(len(theta))])


def function_fit() -> str:
    blocks = []
    for name in FUNCTIONS:
        thetas = [fitted(name, units)[0] for units in range(1, UNITS + 1)]
        rows = "".join(f"    [{', '.join(f'{v:.7g}' for v in theta)}],\n" for theta in thetas)
        blocks.append(f'  "{name}": [\n{rows}  ],\n')
    return (
        "// Written by train_backprop.py: least-squares fits Σ v tanh(w x + b) + c of functions\n"
        "// on [−1, 1] with 1 to 8 units, the best of several starts (Levenberg and Marquardt;\n"
        "// Press et al., Numerical Recipes, 3rd ed., 15.5.2), with a decay of 1.6e-5 |θ|² on the\n"
        "// sum of 101 squares: all w, all b, all v, and c.\n"
        f"export const FITS = {{\n{''.join(blocks)}}};\n"
    )


def main() -> None:
    for write in (first_layer, function_fit):
        (ROOT / "figures" / "data" / f"{write.__name__}.js").write_text(write(), "utf-8")


if __name__ == "__main__":
    main()
