"""Which layers of a network a fast block can replace, and the block that does."""

from __future__ import annotations

from typing import Any

import numpy as np

from convnet.fused import ConvPool, Dense
from convnet.layers import Conv2d, Flatten, Layer, Linear, MaxPool2d, ReLU

SHAPES_KEPT = 4
"""For how many shapes of input a stack keeps its arrays; the one used longest ago goes first."""


def fuse(layers):
    """The same network with a `FastStack` wherever the layers fit one.

    A stack begins with a convolution at stride 1 and 2×2 max pooling, with or without a ReLU
    before or after the pooling; any number of these may follow one another; then may come a
    flattening and any number of linear layers with or without a ReLU.
    """
    steps, rest = [], list(layers)
    while rest:
        stages, length = _stack(rest)
        if stages:
            steps.append(FastStack(stages, rest[:length]))
            rest = rest[length:]
        else:
            steps.append(rest.pop(0))
    return steps


def _stack(layers):
    """The stages that `layers` begin with, and how many layers these are."""
    stages: list[tuple[type, Any, bool]] = []
    at = 0
    while length := _conv_pool(layers[at:]):
        stages.append((ConvPool, layers[at], length == 3))
        at += length
    if not stages or not _kinds(layers[at:], Flatten):
        return stages, at
    stages.append((Flatten, None, False))
    at += 1
    while _kinds(layers[at:], Linear):
        relu = _kinds(layers[at:], Linear, ReLU)
        stages.append((Dense, layers[at], relu))
        at += 2 if relu else 1
    return stages, at


def _conv_pool(layers):
    """How many layers one ConvPool replaces: 3, 2 or none."""
    if not _kinds(layers, Conv2d) or layers[0].stride != 1:
        return 0
    for kinds in ((Conv2d, ReLU, MaxPool2d), (Conv2d, MaxPool2d, ReLU), (Conv2d, MaxPool2d)):
        if _kinds(layers, *kinds):
            pool = layers[kinds.index(MaxPool2d)]
            return len(kinds) if (pool.k, pool.stride) == (2, 2) else 0
    return 0


def _kinds(layers, *kinds):
    return [type(layer) for layer in layers[: len(kinds)]] == list(kinds)


class FastStack(Layer):
    """Several layers as one: NCHW outside, the batch last inside."""

    def __init__(self, stages, layers):
        super().__init__()
        self.stages, self.layers = stages, layers
        self._pipelines = {}

    def forward(self, X):
        self._pipeline = self._pipelines.pop(X.shape, None) or _Pipeline(self.stages, X)
        self._pipelines[X.shape] = self._pipeline
        if len(self._pipelines) > SHAPES_KEPT:
            del self._pipelines[next(iter(self._pipelines))]
        return self._pipeline.forward(X)

    def backward(self, dout, input_gradient=True):
        return self._pipeline.backward(dout, input_gradient)

    def __repr__(self):
        return f"FastStack({', '.join(map(repr, self.layers))})"


class _Pipeline:
    """The blocks of a stack, with their arrays, for one shape of input."""

    def __init__(self, stages, X):
        stages[0][1].check(X.shape)
        N, C, H, W = X.shape
        dtype = stages[0][1].params["W"].dtype
        # Rows a little longer than a power of two: a column would else fall into one cache set.
        self._rows = np.zeros((N, C * H * W + 64 // dtype.itemsize), dtype)[:, : C * H * W]
        self._images = np.zeros((H, C, W, N), dtype)
        self._blocks, shape, size = [], self._images.shape, 0
        for kind, layer, relu in stages:
            block: ConvPool | _Columns | Dense
            if kind is ConvPool:
                layer.check((N, shape[1], shape[0], shape[2]))
                block = ConvPool(layer, shape, relu)
                shape = block.shape
            elif kind is Flatten:
                block, size = _Columns(shape, dtype), int(np.prod(shape[:3]))
            else:
                layer.check((N, size))
                size = len(layer.params["b"])
                block = Dense(layer, N, relu)
            self._blocks.append(block)

    def forward(self, X):
        N, C, H, W = X.shape
        self._rows[...] = X.reshape(self._rows.shape)
        np.copyto(self._images, self._rows.reshape(N, C, H, W).transpose(2, 1, 3, 0))
        out = self._images
        for block in self._blocks:
            out = block.forward(out)
        return out.T.copy() if out.ndim == 2 else out.transpose(3, 1, 0, 2).copy()

    def backward(self, dout, input_gradient):
        dout = dout.T if dout.ndim == 2 else np.ascontiguousarray(dout.transpose(2, 1, 3, 0))
        for i, block in reversed(list(enumerate(self._blocks))):
            dout = block.backward(dout, input_gradient or i > 0)
        return dout.transpose(3, 1, 0, 2).copy() if input_gradient else None


class _Columns:
    """(H, C, W, N) to (C·H·W, N), the order in which `Flatten` counts."""

    def __init__(self, shape, dtype):
        H, C, W, N = shape
        self._out, self._dX = np.zeros((C, H, W, N), dtype), np.zeros(shape, dtype)

    def forward(self, X):
        np.copyto(self._out, X.transpose(1, 0, 2, 3))
        return self._out.reshape(-1, X.shape[-1])

    def backward(self, dout, input_gradient):
        np.copyto(self._dX, dout.reshape(self._out.shape).transpose(1, 0, 2, 3))
        return self._dX
