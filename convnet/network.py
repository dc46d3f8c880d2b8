"""Networks: layers in a row, LeNet among them; their weights in files."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import numpy as np

from convnet.fusion import fuse
from convnet.layers import Conv2d, Flatten, Layer, Linear, MaxPool2d, ReLU

BATCH = 250
"""How many images a network judges at a time."""


class Sequential(Layer):
    """Layers in a row, each taking what the one before gives.

    Parameters
    ----------
    layers : iterable of Layer
    fast : bool
        Whether faster blocks compute in the place of layers where they fit; the numbers are the
        same up to rounding.

    Attributes
    ----------
    layers : tuple of Layer
    params, grads, state : dict of str to ndarray
        Of all layers: "0.W" is W of layer 0. Changed in place, never replaced.
    """

    def __init__(self, layers, fast=True):
        self.layers, self.fast = tuple(layers), fast
        self._steps = fuse(self.layers) if fast else self.layers
        self.params = self._gathered("params")
        self.grads = self._gathered("grads")
        self.state = self._gathered("state")

    def _gathered(self, what):
        return {
            f"{i}.{name}": value
            for i, layer in enumerate(self.layers)
            for name, value in getattr(layer, what).items()
        }

    def forward(self, X):
        for step in self._steps:
            X = step.forward(X)
        return X

    def backward(self, dout, input_gradient=True):
        for i, step in reversed(list(enumerate(self._steps))):
            dout = step.backward(dout, input_gradient or i > 0)
        return dout

    def train(self, training=True):
        super().train(training)
        for layer in self.layers:
            layer.train(training)

    def replica(self):
        return Sequential([layer.replica() for layer in self.layers], self.fast)

    def trace(self, X):
        """What each layer gives, one after the other: a list of arrays, X itself not among them."""
        outputs = []
        with self.used():
            for layer in self.layers:
                X = layer.forward(X)
                outputs.append(X)
        return outputs

    def logits(self, X):
        """The network's output for any number of images, computed a batch at a time."""
        starts = range(0, len(X), BATCH)
        with self.used():
            return np.concatenate([self.forward(X[i : i + BATCH]) for i in starts])

    def save(self, path):
        """Write parameters and state to a `.npz` file, whole or not at all."""
        path = Path(path)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with unfinished.open("wb") as file:
                np.savez(file, **self._kept())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)

    def load(self, path):
        """Take parameters and state from a file that `save` wrote.

        Raises
        ------
        ValueError
            If names or shapes aren't this network's, or the file is damaged; then nothing is
            changed.
        """
        try:
            with np.load(path, allow_pickle=False) as file:
                found = {name: file[name] for name in file.files}
        except (ValueError, EOFError, TypeError, zipfile.BadZipFile) as error:
            raise ValueError(f"{path} is no file that `save` wrote, or a part of one") from error
        shapes = {name: value.shape for name, value in found.items()}
        expected = {name: value.shape for name, value in self._kept().items()}
        if shapes != expected:
            raise ValueError(f"{path} doesn't fit this network: it holds {shapes}, not {expected}")
        for name, value in self._kept().items():
            value[...] = found[name]

    def _kept(self):
        return {**self.params, **self.state}

    def __repr__(self):
        return "Sequential(\n" + "".join(f"  {layer},\n" for layer in self.layers) + ")"


def lenet(seed=0, dtype=np.float32, fast=True):
    """LeNet with ReLU and max pooling: 32×32 images, 10 classes, 61,706 parameters.

    Layers C1 S2 C3 S4 F5 F6 and output of LeCun et al. (1998), with C3 fully connected to S2, ReLU
    for tanh, max for mean and logits for distances, as convolutional networks are built today.
    """
    rng = np.random.default_rng(seed)
    return Sequential(
        [
            Conv2d.random(rng, 1, 6, 5, dtype=dtype),  # C1: (N, 1, 32, 32) -> (N, 6, 28, 28)
            ReLU(),
            MaxPool2d(2),  # S2: (N, 6, 14, 14)
            Conv2d.random(rng, 6, 16, 5, dtype=dtype),  # C3: (N, 16, 10, 10)
            ReLU(),
            MaxPool2d(2),  # S4: (N, 16, 5, 5)
            Flatten(),  # (N, 400)
            Linear.random(rng, 400, 120, dtype=dtype),  # F5
            ReLU(),
            Linear.random(rng, 120, 84, dtype=dtype),  # F6
            ReLU(),
            Linear.random(rng, 84, 10, dtype=dtype),
        ],
        fast,
    )


NAMES = tuple(f"{name}{k}" for k in range(1, 6) for name in "Wb")
"""LeNet's parameters as notebook 05 names them: W1, b1, … W5, b5."""


def lenet_with(params):
    """LeNet with given parameters, of their type; later changes of `params` don't reach it.

    Parameters
    ----------
    params : dict of str to array_like
        W1, b1, … W5, b5, as notebook 05 has them: (6, 1, 5, 5), (6,), …, (10, 84), (10,).

    Raises
    ------
    ValueError
        If a name or a shape isn't LeNet's.
    """
    arrays = {name: np.asarray(value) for name, value in params.items()}
    if set(arrays) != set(NAMES):
        raise ValueError(f"LeNet's parameters are {', '.join(NAMES)}; got {', '.join(arrays)}")
    net = lenet(dtype=np.result_type(np.float32, *arrays.values()))
    for name, block in zip(NAMES, net.params.values(), strict=True):
        if arrays[name].shape != block.shape:
            raise ValueError(f"{name} must be of shape {block.shape}, not {arrays[name].shape}")
        block[...] = arrays[name]
    return net
