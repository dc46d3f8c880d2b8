"""Costs: `forward(Z, T)` gives the mean over the batch, `backward()` its gradient in Z."""

from __future__ import annotations

import numpy as np

from convnet.memory import Memory


class SoftmaxCrossEntropy(Memory):
    """J = −(1/N) Σₙ log softmax(zₙ)[tₙ], from logits."""

    def forward(self, Z, T):
        """The mean cost.

        Parameters
        ----------
        Z : ndarray, (N, K)
            Logits.
        T : ndarray
            Classes, (N,) integers, or targets that sum to 1, (N, K), such as one-hot ones.
        """
        if np.shape(T) not in (Z.shape, Z.shape[:1]):
            asked = f"a row for each example, {Z.shape}, or a class for each, {Z.shape[:1]}"
            raise ValueError(f"T has the shape {np.shape(T)}; {asked} is asked for")
        self._T = one_hot(T, Z.shape[1], Z.dtype) if np.ndim(T) == 1 else np.asarray(T, Z.dtype)
        shifted = Z - Z.max(axis=1, keepdims=True)  # exp can't overflow
        log_sum = np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self._log_y = shifted - log_sum
        return -float(np.vdot(self._T, self._log_y)) / len(Z)

    def backward(self):
        """(y − t) / N, (N, K)."""
        return (np.exp(self._log_y) - self._T) / self._T.dtype.type(len(self._T))


class Euclidean(Memory):
    """J = ½ (1/N) Σₙ ‖yₙ − tₙ‖²."""

    def forward(self, Y, T):
        """The mean cost of outputs Y and targets T, both (N, K)."""
        if np.shape(T) != Y.shape:
            raise ValueError(f"T has the shape {np.shape(T)}; that of the outputs is {Y.shape}")
        self._error = Y - np.asarray(T, Y.dtype)
        return float(np.vdot(self._error, self._error)) / 2 / len(Y)

    def backward(self):
        """(y − t) / N, (N, K)."""
        return self._error / self._error.dtype.type(len(self._error))


def one_hot(labels, K, dtype=np.float64):
    """(N,) integers 0 … K − 1 to (N, K) with a single 1 in each row."""
    labels = np.asarray(labels)
    if labels.size and (labels.min() < 0 or labels.max() >= K):
        raise ValueError(f"labels must be 0 to {K - 1}; got {labels.min()} to {labels.max()}")
    return (labels[:, None] == np.arange(K)).astype(dtype)
