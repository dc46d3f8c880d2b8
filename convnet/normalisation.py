"""Layers that normalise, and dropout: what they do depends on whether the network learns.

While a network learns, `BatchNorm` uses the statistics of the batch and `Dropout` is random; after
`net.train(False)` neither depends on the batch or on chance. `fit`, `evaluate` and `logits` see to
that by themselves.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convnet.layers import Layer, ReLU
from convnet.network import BATCH, Sequential


class BatchNorm(Layer):
    """γ (X − μ) / √(σ² + ε) + β, each feature with the mean and variance of the batch.

    Of images, (N, C, H, W), a map is a feature: its statistics are those of all its pixels. At
    test time, running averages of mean and variance take the place of the batch's.

    Parameters
    ----------
    gamma, beta : ndarray, (D,) or (C,)
    momentum : float
        Share of its old value that a running average keeps at each forward pass.
    eps : float

    Attributes
    ----------
    state : dict of str to ndarray
        The running averages "mean" and "var". A replica uses them and does not change them, so
        what they become does not depend on how many threads work.

    S. Ioffe and C. Szegedy, "Batch normalization", 2015.
    """

    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        super().__init__(gamma=gamma, beta=beta)
        self.state = {"mean": np.zeros_like(beta), "var": np.ones_like(gamma)}
        self.momentum, self.eps, self._keeps = momentum, eps, True

    @classmethod
    def plain(cls, D, dtype=np.float32):
        """A layer for D features that at first only normalises: γ = 1, β = 0."""
        return cls(np.ones(D, dtype), np.zeros(D, dtype))

    def replica(self):
        twin = super().replica()
        twin._keeps = False
        return twin

    def forward(self, X):
        rows = _rows(X)  # (N, D) or (N·H·W, C)
        mean, var = self.state["mean"], self.state["var"]
        self._learned = self.training
        if self.training:
            batch = rows.mean(axis=0), rows.var(axis=0)
            if self._keeps:
                for kept, new in zip((mean, var), batch, strict=True):
                    kept += (1 - self.momentum) * (new - kept)
            mean, var = batch
        self._std = np.sqrt(var + self.eps)
        self._normal = (rows - mean) / self._std
        return _like(self.params["gamma"] * self._normal + self.params["beta"], X)

    def backward(self, dout, input_gradient=True):
        g, normal = _rows(dout), self._normal
        self.grads["beta"][...] = g.sum(axis=0)
        self.grads["gamma"][...] = (g * normal).sum(axis=0)
        if not input_gradient:
            return None
        if self._learned:
            # What moves the mean of the batch or its deviation has no effect on the output.
            g = g - g.mean(axis=0) - normal * (g * normal).mean(axis=0)
        return _like(self.params["gamma"] / self._std * g, dout)


def settle(net, X):
    """A final pass over X: mean and variance of each `BatchNorm` of a network over all of it.

    From the first to the last, since what a layer sees depends on those before it.

    Parameters
    ----------
    net : Sequential
        Its running averages are replaced.
    X : ndarray, (N, …)
        The data that it has learned from.
    """
    starts = range(0, len(X), BATCH)
    for k, layer in enumerate(net.layers):
        if isinstance(layer, BatchNorm):
            before = Sequential(net.layers[:k])
            with net.used():
                parts = (_rows(before.forward(X[i : i + BATCH])) for i in starts)
                layer.state["mean"][...], layer.state["var"][...] = _statistics(parts)


def with_batch_norm(net):
    """The same layers, not copies, with a `BatchNorm` before each ReLU, the size of its maps."""
    layers: list[Layer] = []
    for layer in net.layers:
        if isinstance(layer, ReLU):
            b = next(before.params["b"] for before in reversed(layers) if "b" in before.params)
            layers.append(BatchNorm.plain(b.size, b.dtype))
        layers.append(layer)
    return Sequential(layers)


class Dropout(Layer):
    """Each entry is 0 with probability p, and divided by 1 − p otherwise; at test time, as it is.

    Parameters
    ----------
    p : float
        The probability of dropping, 0 ≤ p < 1.
    rng : numpy.random.Generator
        Makes the masks.

    G. Hinton and others, "Improving neural networks by preventing co-adaptation of feature
    detectors", 2012. There the weights are scaled at test time instead.
    """

    def __init__(self, p, rng):
        super().__init__()
        self.p, self._rng = p, rng

    def replica(self):
        twin = super().replica()
        (twin._rng,) = self._rng.spawn(1)
        return twin

    def forward(self, X):
        self._scale = None
        if not self.training:
            return X
        self._scale = ((self._rng.random(X.shape) >= self.p) / (1 - self.p)).astype(X.dtype)
        return X * self._scale

    def backward(self, dout, input_gradient=True):
        return dout if self._scale is None else dout * self._scale

    def __repr__(self):
        return f"Dropout({self.p})"


class LocalContrastNorm(Layer):
    """Images with local mean 0 and local deviation 1: V = X − m(X), then V / √(m(V²) + ε).

    m is a weighted mean: `window` in space, then the mean over all maps, with zeros outside.

    Parameters
    ----------
    window : ndarray, (k, k)
        Odd size, sum 1.
    eps : float

    K. Jarrett and others, "What is the best multi-stage architecture for object recognition?",
    2009; there each deviation is replaced by the image's mean deviation where that is larger.
    """

    def __init__(self, window, eps=1e-8):
        super().__init__()
        self.window, self.eps = window, eps

    def forward(self, X):
        self._V = X - self._mean(X)
        self._square = self._mean(self._V**2) + self.eps  # (N, 1, H, W)
        return self._V / np.sqrt(self._square)

    def backward(self, dout, input_gradient=True):
        V, C = self._V, self._V.shape[1]
        dsquare = -(dout * V).sum(axis=1, keepdims=True) / (2 * self._square**1.5)
        dV = dout / np.sqrt(self._square) + 2 * V * self._back(dsquare) / C
        return dV - self._back(dV.sum(axis=1, keepdims=True)) / C

    def _mean(self, X):
        return _filtered(X.mean(axis=1, keepdims=True), self.window)

    def _back(self, dmean):
        """The filter's backward pass: the window turned, with zeros outside again."""
        return _filtered(dmean, self.window[::-1, ::-1])


def _filtered(X, window):
    """window ⋆ X of (N, C, H, W), of the same size."""
    r = len(window) // 2
    P = np.pad(X, ((0, 0), (0, 0), (r, r), (r, r)))
    places = sliding_window_view(P, window.shape, axis=(2, 3))  # (N, C, H, W, k, k)
    return np.einsum("nchwuv,uv->nchw", places, window.astype(X.dtype))


def _rows(X):
    """A column for each feature: (N, D) as it is, (N, C, H, W) as (N·H·W, C)."""
    return X if X.ndim == 2 else X.transpose(0, 2, 3, 1).reshape(-1, X.shape[1])


def _like(rows, X):
    """The opposite of `_rows`, in the shape of X."""
    if X.ndim == 2:
        return rows
    N, C, H, W = X.shape
    return rows.reshape(N, H, W, C).transpose(0, 3, 1, 2)


def _statistics(parts):
    """Mean and variance over the rows of all parts, in float64."""
    sizes, means, variances = [], [], []
    for rows in parts:
        sizes.append(len(rows))
        means.append(rows.mean(axis=0, dtype=np.float64))
        variances.append(rows.var(axis=0, dtype=np.float64))
    share = np.array(sizes) / sum(sizes)
    mean = share @ np.array(means)
    # Within the parts, and between them.
    return mean, share @ (np.array(variances) + (np.array(means) - mean) ** 2)
