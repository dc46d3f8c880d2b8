"""Worlds of stripes for cells to grow up in, and the orientations that they end up with.

An orientation is the angle θ of the wave vector in [0, π): the direction in which the brightness
changes, from the x axis (to the right) towards the y axis (downwards). Upright stripes have θ = 0,
level ones θ = π/2.
"""

from __future__ import annotations

import numpy as np

from convnet.data import load_digits_28

SIZE = 11
"""Pixels along a side of a patch."""
FREQUENCIES = (0.08, 0.16)
"""Cycles per pixel of the stripes, lowest and highest: in a patch there is always an edge."""
SPREAD = np.deg2rad(8)
"""Standard deviation of the angle in a world of one orientation: heads are not held still."""
NOISE = 0.05
"""Standard deviation of what is added to each pixel; the stripes go from −1 to 1."""


def stripes(n, theta, rng):
    """What an animal sees in a world of stripes: patches of it, one at a time.

    Parameters
    ----------
    n : int
        How many patches.
    theta : float or None
        Orientation of the world's stripes; None is a mixed world, with stripes of all orientations.
    rng : np.random.Generator

    Returns
    -------
    patches : ndarray, (n, 11, 11)
        Around 0; frequency and phase are drawn for each patch, and the angle near theta or, in a
        mixed world, in [0, π).
    """
    angles = rng.uniform(0, np.pi, n) if theta is None else rng.normal(theta, SPREAD, n)
    y, x = np.mgrid[:SIZE, :SIZE] - SIZE // 2
    along = np.cos(angles)[:, None, None] * x + np.sin(angles)[:, None, None] * y
    u, phase = rng.uniform(*FREQUENCIES, (n, 1, 1)), rng.uniform(0, 2 * np.pi, (n, 1, 1))
    soft = np.tanh(3 * np.sin(2 * np.pi * u * along + phase))  # stripes with soft edges
    return soft + NOISE * rng.normal(size=soft.shape)


def orientations(kernels):
    """The orientation of each of several kernels, from their slopes.

    The angle is that of the direction along which the squared slope is largest on average, so
    light-dark and dark-light edges count alike.

    Parameters
    ----------
    kernels : array_like, (n, kh, kw)

    Returns
    -------
    angles : ndarray, (n,)
        In [0, π).
    """
    dy, dx = np.gradient(np.asarray(kernels, dtype=float), axis=(1, 2))
    cross, across = (2 * dx * dy).sum(axis=(1, 2)), (dx**2 - dy**2).sum(axis=(1, 2))
    return np.mod(0.5 * np.arctan2(cross, across), np.pi)


def digit_patches(n, rng):
    """What an animal sees that lives among handwritten digits: patches of the course's digits.

    Parameters
    ----------
    n : int
    rng : np.random.Generator

    Returns
    -------
    patches : ndarray, (n, 11, 11)
        0 to 1; each from another place of some digit, with ink in its middle.
    """
    images = load_digits_28().train_images / 255
    half = SIZE // 2
    inner = images[:, half:-half, half:-half]  # middles of patches that lie inside
    places = np.argwhere(inner > 0.5)
    chosen = places[rng.choice(len(places), n, replace=False)]
    return np.array([images[k, i : i + SIZE, j : j + SIZE] for k, i, j in chosen])
