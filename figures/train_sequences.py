"""The two small networks in the pictures of notebook 10: python figures/train_sequences.py

Trains them with the reference solutions and writes figures/data/rnn_rows.js and code_plane.js:
weights as 16-bit integers, and the digits that the pictures show. Takes a minute.
"""

from __future__ import annotations

import base64
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from convnet.data import load_digits  # noqa: E402
from tests.cells import solved  # noqa: E402

UNITS, DECODER = 24, (40, 2, 32)
IMAGES, LABELS = load_digits()
NEW = np.arange(len(IMAGES)) % 4 == 3
# In an order that does not tell what they are.
KINDS = (4, 7, 2, 0, 9, 5, 1, 8, 6, 3)
SHOWN = [int(np.flatnonzero(NEW & (kind == LABELS))[2]) for kind in KINDS]


def adam(params, gradients, epochs, eta):
    """Kingma and Ba, "Adam", 2015; batches of 32, the step size falls to 0."""
    rng = np.random.default_rng(1)
    first, second = ([np.zeros(p.shape) for p in params] for _ in range(2))
    batches = 42
    for step in range(epochs * batches):
        if step % batches == 0:
            order = np.array_split(rng.permutation(np.flatnonzero(~NEW)), batches)
        for p, g, m, v in zip(
            params, gradients(params, order[step % batches]), first, second, strict=True
        ):
            m += 0.1 * (g - m)
            v += 0.001 * (g * g - v)
            rate = eta * (1 - step / (epochs * batches)) / (1 - 0.9 ** (step + 1))
            p -= rate * m / (np.sqrt(v / (1 - 0.999 ** (step + 1))) + 1e-8)


def recurrent(names):
    """Wx, Wh, b, V, c of a network that names a digit after each of its rows."""
    X, T, rng = IMAGES / 16, np.eye(10)[LABELS], np.random.default_rng(0)
    Wh = np.linalg.qr(rng.normal(size=(UNITS, UNITS)))[0]
    params = [rng.normal(size=(UNITS, 8)) / 8**0.5, Wh, np.zeros(UNITS)]
    params += [rng.normal(size=(10, UNITS)) / UNITS**0.5, np.zeros(10)]

    def gradients(params, batch):
        *own, V, c = params
        H, _ = names["rnn_forward"](X[batch], np.zeros((len(batch), UNITS)), *own)
        P = np.exp(H @ V.T + c)
        dZ = (P / P.sum(axis=2, keepdims=True) - T[batch][:, None]) / len(batch)
        cache = (X[batch], np.zeros((len(batch), UNITS)), *own, H)
        *_, dWx, dWh, db = names["rnn_backward"](dZ @ V, cache)
        return dWx, dWh, db, np.einsum("btk,btm->km", dZ, H), dZ.sum(axis=(0, 1))

    adam(params, gradients, epochs=200, eta=0.01)
    return params


def right_after_each_row(names, Wx, Wh, b, V, c):
    """The share of new digits that the network names, row by row."""
    H, _ = names["rnn_forward"](IMAGES[NEW] / 16, np.zeros((NEW.sum(), UNITS)), Wx, Wh, b)
    return np.mean(np.argmax(H @ V.T + c, axis=2) == LABELS[NEW][:, None], axis=0)


def autoencoder(names):
    """Pairs (W, b) of an auto-encoder with two code units."""
    X, rng = IMAGES.reshape(-1, 64) / 16, np.random.default_rng(0)
    sizes = [64, *DECODER, 64]
    flat = []
    for n, m in zip(sizes[1:], sizes[:-1], strict=True):
        flat += [rng.normal(size=(n, m)) / m**0.5, np.zeros(n)]
    pairs = lambda params: list(zip(params[::2], params[1::2], strict=True))  # noqa: E731

    def gradients(params, batch):
        Y, cache = names["autoencoder_forward"](X[batch], pairs(params))
        _, grads = names["autoencoder_backward"]((Y - X[batch]) / len(batch), cache)
        return [part for pair in grads for part in pair]

    adam(flat, gradients, epochs=300, eta=0.005)
    return pairs(flat)


def encoded(encoder):
    """The codes of the new digits."""
    A = IMAGES[NEW].reshape(-1, 64) / 16
    for W, b in encoder:
        A = np.tanh(A @ W.T + b)
    return A


def error_of_new_digits(codes, decoder):
    """The squared error, summed over a digit's pixels, on average."""
    (W, b), (V, c) = decoder
    Y = np.tanh(codes @ W.T + b) @ V.T + c
    return np.mean(np.sum((Y - IMAGES[NEW].reshape(-1, 64) / 16) ** 2, axis=1))


def text(values, kind) -> str:
    """An array as base64 in lines of 76 characters."""
    found = base64.b64encode(np.ascontiguousarray(values, dtype=kind).tobytes()).decode()
    return "\n".join(found[i : i + 76] for i in range(0, len(found), 76))


def weights(arrays) -> str:
    """Arrays one after the other as 16-bit integers, in units of 1/2048."""
    flat = np.concatenate([np.ravel(each) for each in arrays])
    assert np.abs(flat).max() < 15.9, np.abs(flat).max()
    return text(np.round(2048 * flat), "<i2")


def write(name: str, **values) -> None:
    lines = ["// Written by train_sequences.py."]
    for key, value in values.items():
        lines.append(f"export const {key} = `{value}`;" if isinstance(value, str) else
                     f"export const {key} = {value};")  # fmt: skip
    (ROOT / "figures" / "data" / f"{name}.js").write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    names = solved("10_sequences")
    recurrent_params = recurrent(names)
    print("right after each row:", right_after_each_row(names, *recurrent_params).round(3))
    write("rnn_rows", weights=weights(recurrent_params), digits=text(IMAGES[SHOWN], "u1"))
    pairs = autoencoder(names)
    codes = encoded(pairs[:2])
    print("squared error of a new digit:", error_of_new_digits(codes, pairs[2:]).round(3))
    write(
        "code_plane",
        decoder=weights([part for pair in pairs[2:] for part in pair]),
        codes=text(np.round(127 * codes), "i1"),
        labels="".join(str(label) for label in LABELS[NEW]),
    )


if __name__ == "__main__":
    main()
