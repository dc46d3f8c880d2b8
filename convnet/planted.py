"""Three models with a mistake planted in each, to be found with checks; for notebook 05.

Each is used as `loss_and_grads(params, X, T)` of exercise 05.8. Reading on spoils the search.
"""

from __future__ import annotations

import numpy as np

from convnet.layers import Conv2d, Linear, MaxPool2d
from convnet.losses import SoftmaxCrossEntropy


def model_a(params, X, T):
    """Mean cost of a batch and its gradients, not all of them right."""
    return _loss_and_grads(params, X, T, masked=False)


def model_b(params, X, T):
    """Mean cost of a batch and its gradients, from images that are not scaled."""
    return _loss_and_grads(params, 255 * X, T)


def model_c(params, X, T):
    """Mean cost of a batch and its gradients, from features of several images mixed."""
    return _loss_and_grads(params, X, T, mixed=True)


def _loss_and_grads(params, X, T, masked=True, mixed=False):
    """LeNet's, but for what the arguments spoil.

    Without `masked`, the gradient passes the ReLU of C3 as if it were not there. With `mixed`, the
    numbers of S4 are laid out in rows of 400 such that each row has some of every image.
    """
    layers = [
        kind(params[f"W{k}"], params[f"b{k}"])
        for k, kind in enumerate((Conv2d, Conv2d, Linear, Linear, Linear), start=1)
    ]
    pools, outputs = [MaxPool2d(2), MaxPool2d(2)], []
    H = X
    for k, layer in enumerate(layers):
        if k == 2:
            shape = H.shape
            H = H.reshape(400, len(X)).T if mixed else H.reshape(len(X), 400)
        H = layer.forward(H)
        if k < 4:
            H = np.maximum(H, 0)
        outputs.append(H)
        if k < 2:
            H = pools[k].forward(H)
    loss = SoftmaxCrossEntropy()
    J, d, grads = loss.forward(H, T), loss.backward(), {}
    for k in reversed(range(5)):
        if k < 2:
            d = pools[k].backward(d)
        if k < 4 and (masked or k != 1):
            d = d * (outputs[k] > 0)
        d = layers[k].backward(d)
        grads[f"W{k + 1}"], grads[f"b{k + 1}"] = layers[k].grads["W"], layers[k].grads["b"]
        if k == 2:
            d = (d.T if mixed else d).reshape(shape)
    return J, grads
