"""Stochastic gradient descent, and how its step size changes in the course of training."""

from __future__ import annotations

import math

import numpy as np


class SGD:
    """θ ← θ − η v with v ← μ v + (θ̄ + λ θ).

    Parameters
    ----------
    params : dict of str to ndarray
        What to learn; changed in place.
    eta : float
        Step size η.
    momentum : float
        μ; 0 for plain gradient descent.
    weight_decay : float
        λ, for weights and biases alike.
    schedule : callable
        `schedule(progress)`, progress from 0 to 1, gives the share of `eta` to use.
    """

    def __init__(self, params, eta=0.1, momentum=0.9, weight_decay=0.0, schedule=None):
        self.params, self.eta = params, eta
        self.momentum, self.weight_decay = momentum, weight_decay
        self.schedule = schedule or constant
        self._velocity = {name: np.zeros_like(value) for name, value in params.items()}
        self._scratch = {name: np.zeros_like(value) for name, value in params.items()}

    def eta_at(self, progress):
        """The step size when this share of the training is done."""
        return self.eta * self.schedule(progress)

    def step(self, grads, progress=0.0):
        """One update with gradients of the names of `params`."""
        eta = self.eta_at(progress)
        for name, theta in self.params.items():
            v, scratch = self._velocity[name], self._scratch[name]
            v *= self.momentum
            v += grads[name]
            if self.weight_decay:
                v += np.multiply(theta, self.weight_decay, out=scratch)
            theta -= np.multiply(v, eta, out=scratch)


def constant(progress):
    """The same step size all the time."""
    return 1.0


def warmup_cosine(warmup=0.15):
    """A schedule: up in a straight line for this share of the training, then down a half cosine.

    I. Loshchilov and F. Hutter, "SGDR", 2017, without restarts.
    """

    def schedule(progress):
        if progress < warmup:
            return progress / warmup
        return 0.5 * (1 + math.cos(math.pi * (progress - warmup) / (1 - warmup)))

    return schedule
