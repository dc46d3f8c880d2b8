"""Architectures as lists of layers, for notebook 09: what is counted, not what computes.

A layer is ("conv", F, k, stride, pad) with or without a number of groups at its end,
("pool", k, stride) or ("fc", n).
"""

from __future__ import annotations

LENET_INPUT, ALEXNET_INPUT = (1, 32, 32), (3, 227, 227)

LENET = {
    "C1": ("conv", 6, 5, 1, 0),
    "S2": ("pool", 2, 2),
    "C3": ("conv", 16, 5, 1, 0),
    "S4": ("pool", 2, 2),
    "F5": ("fc", 120),
    "F6": ("fc", 84),
    "output": ("fc", 10),
}
"""LeNet as the course builds it, by the names of its layers."""


def alexnet(grouped=True):
    """AlexNet's layers in their order, by name; normalisation, which has no weights, is left out.

    A. Krizhevsky, I. Sutskever, G. Hinton, "ImageNet classification with deep convolutional neural
    networks", 2012, for images of 227×227.

    Parameters
    ----------
    grouped : bool
        Whether CONV2, CONV4 and CONV5 see half of the maps each, in two groups, as published.

    Returns
    -------
    dict of str to tuple
    """
    two = (2,) if grouped else ()
    return {
        "CONV1": ("conv", 96, 11, 4, 0),
        "POOL1": ("pool", 3, 2),
        "CONV2": ("conv", 256, 5, 1, 2, *two),
        "POOL2": ("pool", 3, 2),
        "CONV3": ("conv", 384, 3, 1, 1),
        "CONV4": ("conv", 384, 3, 1, 1, *two),
        "CONV5": ("conv", 256, 3, 1, 1, *two),
        "POOL3": ("pool", 3, 2),
        "FC6": ("fc", 4096),
        "FC7": ("fc", 4096),
        "FC8": ("fc", 1000),
    }
