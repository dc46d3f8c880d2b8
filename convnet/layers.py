"""The layers of a network, one class each: `forward`, `backward`, `params`, `grads`.

`forward(X)` computes and remembers what `backward` needs; `backward(dout)` takes the gradient of
the cost with respect to the output, leaves those of the parameters in `grads` and returns that of
the input. Batch first, images NCHW, kernels (F, C, kh, kw). Arrays keep the type they come in.

These layers are for reading and for use alone. In a `Sequential`, faster blocks that compute the
same take their place where they fit (`convnet.fused`).
"""

from __future__ import annotations

import contextlib
import copy

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convnet.memory import Memory


class Layer(Memory):
    """What all layers share.

    Attributes
    ----------
    params, grads : dict of str to ndarray
        Parameters and, after `backward`, their gradients, by the same names. Both are changed in
        place, never replaced. Whole numbers become floating-point ones.
    state : dict of str to ndarray
        What is kept with the parameters but not learned (`convnet.normalisation`).
    training : bool
        Whether the network is learning; only layers of `convnet.normalisation` care.
    """

    training = True

    def __init__(self, **params):
        self.params = {name: _floating(value) for name, value in params.items()}
        self.state = {}
        self.grads = {name: np.zeros_like(value) for name, value in self.params.items()}

    def forward(self, X):
        """The layer's output."""
        raise NotImplementedError

    def backward(self, dout, input_gradient=True):
        """The gradient of the input, or None if it isn't asked for; fills `grads`."""
        raise NotImplementedError

    def train(self, training=True):
        """Say whether the network is learning, or being used."""
        self.training = training

    @contextlib.contextmanager
    def used(self):
        """Inside, the network is being used; afterwards it is as it was."""
        before = self.training
        self.train(False)
        try:
            yield
        finally:
            self.train(before)

    def replica(self):
        """A layer with the same parameters, not copies, and a memory of its own."""
        twin = copy.copy(self)
        twin.grads = {name: np.zeros_like(value) for name, value in self.grads.items()}
        return twin

    def __repr__(self):
        shapes = ", ".join(f"{name} {value.shape}" for name, value in self.params.items())
        return f"{type(self).__name__}({shapes})"


def _floating(value):
    """The array itself, unless its type could not hold a gradient."""
    return value if np.issubdtype(value.dtype, np.floating) else value.astype(np.float64)


def he(rng, shape, dtype=np.float32):
    """Random weights with variance 2 / fan-in, fan-in the product of all axes but the first.

    K. He, X. Zhang, S. Ren, J. Sun, "Delving deep into rectifiers", 2015, equation 10.
    """
    scale = np.sqrt(2 / np.prod(shape[1:]))
    return (scale * rng.standard_normal(shape)).astype(dtype)


class Linear(Layer):
    """Z = X Wᵀ + b.

    Parameters
    ----------
    W : ndarray, (M, D)
    b : ndarray, (M,), optional
        Zero by default.
    """

    def __init__(self, W, b=None):
        super().__init__(W=W, b=np.zeros(len(W), W.dtype) if b is None else b)

    @classmethod
    def random(cls, rng, D, M, dtype=np.float32):
        """A layer from D to M units with He initialisation."""
        return cls(he(rng, (M, D), dtype))

    def check(self, shape):
        """Raise a ValueError if inputs of this shape, (N, D), don't fit the weights."""
        D = self.params["W"].shape[1]
        if len(shape) != 2 or shape[1] != D:
            raise ValueError(
                f"inputs must be (N, {D}) for weights {self.params['W'].shape}; "
                f"these are {tuple(shape)}"
            )

    def forward(self, X):
        self.check(X.shape)
        self._X = X
        return X @ self.params["W"].T + self.params["b"]  # (N, D) @ (D, M) -> (N, M)

    def backward(self, dout, input_gradient=True):
        self.grads["W"][...] = dout.T @ self._X  # (M, N) @ (N, D) -> (M, D)
        self.grads["b"][...] = dout.sum(axis=0)
        return dout @ self.params["W"] if input_gradient else None  # (N, M) @ (M, D) -> (N, D)


class Conv2d(Layer):
    """Cross-correlation of images with F kernels, plus a bias: out = W ⋆ X + b.

    Parameters
    ----------
    W : ndarray, (F, C, kh, kw)
    b : ndarray, (F,), optional
        Zero by default.
    stride : int
    pad : int
        Zeros on each side.
    """

    def __init__(self, W, b=None, stride=1, pad=0):
        super().__init__(W=W, b=np.zeros(len(W), W.dtype) if b is None else b)
        self.stride, self.pad = stride, pad

    @classmethod
    def random(cls, rng, C, F, k, stride=1, pad=0, dtype=np.float32):
        """A layer from C to F maps with square kernels and He initialisation."""
        return cls(he(rng, (F, C, k, k), dtype), None, stride, pad)

    def check(self, shape):
        """Raise a ValueError if images of this shape, (N, C, H, W), can't be convolved."""
        F, C, kh, kw = self.params["W"].shape
        if len(shape) != 4 or shape[1] != C or min(shape[2] - kh, shape[3] - kw) < -2 * self.pad:
            raise ValueError(
                f"images must be (N, {C}, H, W) with at least {kh}×{kw} pixels, padding counted, "
                f"for kernels {(F, C, kh, kw)}; these are {tuple(shape)}"
            )

    def forward(self, X):
        self.check(X.shape)
        W, s, p = self.params["W"], self.stride, self.pad
        X = np.pad(X, ((0, 0), (0, 0), (p, p), (p, p)))
        # (N, C, OH, OW, kh, kw), a view: every place of the kernel
        self._windows = sliding_window_view(X, W.shape[2:], axis=(2, 3))[:, :, ::s, ::s]
        self._padded = X.shape
        # (N, C, OH, OW, kh, kw) · (F, C, kh, kw) -> (N, OH, OW, F)
        out = np.tensordot(self._windows, W, axes=((1, 4, 5), (1, 2, 3))) + self.params["b"]
        return out.transpose(0, 3, 1, 2)

    def backward(self, dout, input_gradient=True):
        W, s, p = self.params["W"], self.stride, self.pad
        # (N, F, OH, OW) · (N, C, OH, OW, kh, kw) -> (F, C, kh, kw)
        self.grads["W"][...] = np.tensordot(dout, self._windows, axes=((0, 2, 3), (0, 2, 3)))
        self.grads["b"][...] = dout.sum(axis=(0, 2, 3))
        if not input_gradient:
            return None
        OH, OW = dout.shape[2:]
        dX = np.zeros(self._padded, dout.dtype)
        for u, v in np.ndindex(*W.shape[2:]):
            # Each kernel entry sends its share back to where it looked.
            # (N, F, OH, OW) · (F, C) -> (N, OH, OW, C)
            share = np.tensordot(dout, W[:, :, u, v], axes=((1,), (0,)))
            dX[:, :, u : u + s * OH : s, v : v + s * OW : s] += share.transpose(0, 3, 1, 2)
        return dX[:, :, p : dX.shape[2] - p, p : dX.shape[3] - p]


class _Pool2d(Layer):
    """k×k windows at a stride, k by default; leftover rows and columns are dropped."""

    def __init__(self, k, stride=None):
        super().__init__()
        self.k, self.stride = k, stride or k

    def check(self, shape):
        """Raise a ValueError if no window fits into images of this shape, (N, C, H, W)."""
        k = self.k
        if len(shape) != 4 or min(shape[2:]) < k:
            raise ValueError(
                f"images must be (N, C, H, W) with at least {k}×{k} pixels, a window's size; "
                f"these are {tuple(shape)}"
            )

    def _places(self, X):
        """For each offset in the window, in row-major order, that pixel of all windows: a view."""
        k, s = self.k, self.stride
        OH, OW = (X.shape[2] - k) // s + 1, (X.shape[3] - k) // s + 1
        for u, v in np.ndindex(k, k):
            yield X[:, :, u : u + s * OH : s, v : v + s * OW : s]  # (N, C, OH, OW)

    def __repr__(self):
        return f"{type(self).__name__}({self.k}, stride={self.stride})"


class MaxPool2d(_Pool2d):
    """The largest of each window. The first of equal ones gets the gradient."""

    def forward(self, X):
        self.check(X.shape)
        self._shape = X.shape
        places = list(self._places(X))
        out = places[0].copy()
        self._winner = np.zeros(out.shape, np.int16)
        for i, place in enumerate(places[1:], start=1):
            self._winner[place > out] = i
            np.maximum(out, place, out=out)
        return out

    def backward(self, dout, input_gradient=True):
        dX = np.zeros(self._shape, dout.dtype)
        for i, place in enumerate(self._places(dX)):
            place += dout * (self._winner == i)
        return dX


class AvgPool2d(_Pool2d):
    """The mean of each window."""

    def forward(self, X):
        self.check(X.shape)
        self._shape = X.shape
        return sum(self._places(X)) / self.k**2

    def backward(self, dout, input_gradient=True):
        dX = np.zeros(self._shape, dout.dtype)
        for place in self._places(dX):
            place += dout / self.k**2
        return dX


class ReLU(Layer):
    """max(0, z); its derivative at 0 is 0."""

    def forward(self, X):
        self._positive = X > 0
        return np.maximum(X, 0)

    def backward(self, dout, input_gradient=True):
        return dout * self._positive


class Tanh(Layer):
    """tanh z."""

    def forward(self, X):
        self._out = np.tanh(X)
        return self._out

    def backward(self, dout, input_gradient=True):
        return dout * (1 - self._out**2)


class Sigmoid(Layer):
    """σ(z) = 1 / (1 + exp(−z)), written with tanh, which doesn't overflow."""

    def forward(self, X):
        self._out = (1 + np.tanh(X / 2)) / 2
        return self._out

    def backward(self, dout, input_gradient=True):
        return dout * self._out * (1 - self._out)


class Flatten(Layer):
    """(N, C, H, W) to (N, C·H·W), in the order channel, row, column."""

    def forward(self, X):
        self._shape = X.shape
        return X.reshape(len(X), -1)

    def backward(self, dout, input_gradient=True):
        return dout.reshape(self._shape)
