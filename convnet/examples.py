"""Small networks that are worked out by hand: data of exercises, once for all that use them."""

from __future__ import annotations

import numpy as np


def small_rnn():
    """A recurrent network of three units whose states are 0 and ±0.6 throughout, and its states.

    All weights are multiples of ln 2, and tanh(ln 2) = 0.6. The second sequence is one step behind
    the first.

    Returns
    -------
    X : array (2, 4, 1)
    h0 : array (2, 3)
    Wx : array (3, 1)
    Wh : array (3, 3)
    b : array (3,)
    H : array (2, 4, 3)
        H[:, t] is the state after step t.
    """
    h = 0.6 * np.array([[0, -1, 0], [0, 1, 0], [1, 0, 1], [1, 1, -1], [-1, -1, -1], [-1, 1, 1]])
    X = np.array([[-2.0, 1, -3, 3], [3, -2, 1, -3]])[:, :, None]
    Wx, b = np.log(2) * np.array([[-1], [1], [-1]]), np.log(2) * np.array([1, 0, 1])
    Wh = np.log(2) / 0.6 * np.array([[-1, -2, 2], [0, 2, 0], [-2, -2, 1]])
    return X, h[[1, 0]], Wx, Wh, b, np.stack([h[2:], h[1:5]])


def small_autoencoder():
    """Data, parameters and an upstream gradient of a network with 4, 2, 3 and 4 units.

    Before each tanh the sums are multiples of ln 2, so that its states are 0 and ±0.6.

    Returns
    -------
    X : array (5, 4)
    params : list of pairs (W, b)
    dY : array (5, 4)
    """
    u = np.log(2)
    X = [[-1, -2, 0, -2], [0, -2, -1, 1], [0, 1, 1, -1], [2, 0, 0, 2], [1, 1, 2, -2]]
    W0 = u * np.array([[-1, 0, 1, 1], [-1, 1, -1, 0]])
    W1 = u / 0.6 * np.array([[-1, 0], [-1, 0], [-1, 1]])
    W2 = np.array([[0.0, 2, 0], [1, 3, 0], [3, -1, -3], [2, 2, 1]])
    params = [(W0, u * np.ones(2)), (W1, u * np.ones(3)), (W2, np.array([1.0, 1, 0, -2]))]
    dY = [[1.0, -2, 0, 3], [2, 1, -1, 0], [0, 3, 1, -2], [-1, 0, 2, 1], [3, -1, 4, 2]]
    return np.array(X, dtype=float), params, np.array(dY)
