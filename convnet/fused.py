"""Fast blocks that compute what several layers compute, for one shape of input each.

The batch is the last axis here: images are (H, C, W, N), activations of dense layers (M, N). So

- one vector instruction works on many images at once, and copies and comparisons run along
  contiguous memory;
- the rows under a kernel lie in memory as a matrix already, those of the next output row overlap
  them, and only the places beside each other are copied ("unrolled") to make convolution a product
  of matrices;
- a column of that product holds kh × (kw + 1) pixels, enough for two output pixels side by side:
  1.2 times the arithmetic for 5×5 kernels, but half the columns to unroll, a taller and therefore
  faster product, and a pooling of whole contiguous blocks;
- all arrays are made once and used again: fresh memory costs more than the arithmetic done in it.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import as_strided

from convnet.layers import MaxPool2d


class ConvPool:
    """Convolution at stride 1, 2×2 max pooling and ReLU of images (H, C, W, N).

    Parameters
    ----------
    conv : Conv2d
        Whose parameters are used and whose gradients are filled.
    shape : (int, int, int, int)
        H, C, W, N.
    relu : bool
        Whether there is a ReLU, before or after the pooling, which is the same.

    Notes
    -----
    Below, I = 2 I' rows and J = 2 J' columns of the convolution's output are pooled to I' × J'. A
    patch is U × V = kh × (kw + 1) pixels. The index q tells the two output pixels of a patch apart.
    """

    def __init__(self, conv, shape, relu):
        self.conv, self.relu = conv, relu
        W = conv.params["W"]
        (H, C, width, N), (F, _, kh, kw), p = shape, W.shape, conv.pad
        rows, cols = H + 2 * p - kh + 1, width + 2 * p - kw + 1
        MaxPool2d(2).check((N, F, rows, cols))
        half_I, half_J = rows // 2, cols // 2
        I, U, V, columns = 2 * half_I, kh, kw + 1, half_J * N
        self.shape = (half_I, F, half_J, N)

        def new(*sizes, dtype=W.dtype):
            return np.zeros(sizes, dtype)

        self.padded = new(H + 2 * p, C, width + 2 * p, N)
        self.unrolled = new(I + U - 1, C, V, half_J, N)
        self.windows = _overlapping(self.unrolled.reshape(I + U - 1, C * V, columns), U)
        self.kernels = new(2, F, U, C, V)
        self.Z = new(I, 2, F, columns)
        self.row_max = new(I, F, columns)
        self.out = new(half_I, F, columns)
        self.zeros = new(columns)
        self.left_wins = new(I, F, columns, dtype=bool)
        self.top_wins, self.alive = (new(half_I, F, columns, dtype=bool) for _ in range(2))
        # Backward needs only `windows` and who won; the other arrays then take the gradients.
        self.dZ, self.drow_max, self.dout = self.Z, self.row_max, self.out
        self.dkernels = new(I, U * C * V, 2 * F)
        self.transposed = new(C, V, U, 2, F)
        self.dunrolled = new(*self.unrolled.shape)
        self.dpadded = new(*self.padded.shape)

    def forward(self, X):
        """(H, C, W, N) -> (I', F, J', N)."""
        W, b = self.conv.params["W"], self.conv.params["b"]
        for q in (0, 1):  # the second output pixel sees the patch one column further right
            self.kernels[q, ..., q : q + W.shape[3]] = W.transpose(0, 2, 1, 3)
        self._unroll(X)
        I, columns = len(self.Z), self.Z.shape[-1]
        # (2F, U·C·V) @ (I, U·C·V, J'·N) -> (I, 2F, J'·N)
        kernels = self.kernels.reshape(2 * len(W), -1)
        np.matmul(kernels, self.windows, out=self.Z.reshape(I, -1, columns))
        self._pool()
        self.out += b[:, None]
        if self.relu:
            np.maximum(self.out, self.zeros, out=self.out)
            np.greater(self.out, self.zeros, out=self.alive)
        return self.out.reshape(self.shape)

    def backward(self, dout, input_gradient):
        """(I', F, J', N) -> (H, C, W, N) or None; fills the gradients of the convolution."""
        W, grads = self.conv.params["W"], self.conv.grads
        self._unpool(dout.reshape(self.out.shape))
        np.einsum("ifn->f", self.dout, out=grads["b"])
        dZ = self.dZ.reshape(len(self.dZ), -1, self.dZ.shape[-1])
        # (I, U·C·V, J'·N) @ (I, J'·N, 2F) -> (I, U·C·V, 2F); the transpose of it is slower
        np.matmul(self.windows, dZ.transpose(0, 2, 1), out=self.dkernels)
        dkernels = self.dkernels.sum(axis=0).T.reshape(self.kernels.shape)
        dW = sum(dkernels[q, ..., q : q + W.shape[3]] for q in (0, 1))
        grads["W"][...] = dW.transpose(0, 2, 1, 3)
        return self._input_gradient(dZ) if input_gradient else None

    def _unroll(self, X):
        """unrolled[h, c, v, j] = X[h, c, 2j + v], of the padded images."""
        p = self.conv.pad
        if p:
            self.padded[p:-p, :, p:-p] = X
            X = self.padded
        h, c, w, n = X.strides
        np.copyto(self.unrolled, as_strided(X, self.unrolled.shape, (h, c, w, 2 * w, n)))

    def _pool(self):
        """The largest of four, and who won: the first of equal ones, in row-major order."""
        left, right = self.Z[:, 0], self.Z[:, 1]
        np.greater_equal(left, right, out=self.left_wins)
        np.maximum(left, right, out=self.row_max)
        top, bottom = self.row_max[0::2], self.row_max[1::2]
        np.greater_equal(top, bottom, out=self.top_wins)
        np.maximum(top, bottom, out=self.out)

    def _unpool(self, dout):
        """Send each gradient to the pixel that won, if the ReLU let it through."""
        # Booleans multiply fast; np.where takes ten times as long.
        np.multiply(dout, self.alive if self.relu else 1, out=self.dout)
        top, bottom = self.drow_max[0::2], self.drow_max[1::2]
        np.multiply(self.dout, self.top_wins, out=top)
        np.subtract(self.dout, top, out=bottom)
        left, right = self.dZ[:, 0], self.dZ[:, 1]
        np.multiply(self.drow_max, self.left_wins, out=left)
        np.subtract(self.drow_max, left, out=right)

    def _input_gradient(self, dZ):
        """Each input row gathers from the U output rows that saw it, then v by v."""
        U, (I, F2, columns) = self.kernels.shape[2], dZ.shape
        np.copyto(self.transposed, self.kernels.transpose(3, 4, 2, 0, 1)[:, :, ::-1])
        kernels = self.transposed.reshape(-1, U * F2)  # (C·V, U·2F), the last row of W first
        rows = dZ.reshape(I * F2, columns)
        for h, dX_h in enumerate(self.dunrolled.reshape(I + U - 1, -1, columns)):
            first, last = max(0, h - U + 1), min(I, h + 1)
            part = slice((first - h + U - 1) * F2, (last - h + U - 1) * F2)
            # (C·V, U·2F) @ (U·2F, J'·N) -> (C·V, J'·N), with fewer than U rows at the borders
            np.matmul(kernels[:, part], rows[first * F2 : last * F2], out=dX_h)
        self.dpadded[...] = 0
        for v in range(self.unrolled.shape[2]):
            shifted = self.dpadded[: len(self.dunrolled), :, v : v + 2 * self.shape[2] : 2]
            shifted += self.dunrolled[:, :, v]
        H, width, p = self.dpadded.shape[0], self.dpadded.shape[2], self.conv.pad
        return self.dpadded[p : H - p, :, p : width - p]


def _overlapping(rows, U):
    """(I + U − 1, K, n) as (I, U·K, n): U rows at a time, each time one further; a view."""
    count, K, n = rows.shape
    shape = (count - U + 1, U * K, n)
    return as_strided(rows, shape, rows.strides, writeable=False)


class Dense:
    """A linear layer, with or without ReLU, of activations (D, N)."""

    def __init__(self, linear, N, relu):
        self.linear, self.relu = linear, relu
        W = linear.params["W"]
        M, D = W.shape
        self.Z, self.dZ = np.zeros((M, N), W.dtype), np.zeros((M, N), W.dtype)
        self.alive, self.dX = np.zeros((M, N), bool), np.zeros((D, N), W.dtype)
        self.zeros = np.zeros(N, W.dtype)

    def forward(self, X):
        """(D, N) -> (M, N)."""
        self.X = X
        np.matmul(self.linear.params["W"], X, out=self.Z)  # (M, D) @ (D, N) -> (M, N)
        self.Z += self.linear.params["b"][:, None]
        if self.relu:
            np.maximum(self.Z, self.zeros, out=self.Z)
        return self.Z

    def backward(self, dout, input_gradient):
        """(M, N) -> (D, N) or None; fills the gradients of the layer."""
        if self.relu:
            np.greater(self.Z, self.zeros, out=self.alive)
            dout = np.multiply(dout, self.alive, out=self.dZ)
        np.matmul(dout, self.X.T, out=self.linear.grads["W"])  # (M, N) @ (N, D) -> (M, D)
        np.sum(dout, axis=1, out=self.linear.grads["b"])
        if not input_gradient:
            return None
        return np.matmul(self.linear.params["W"].T, dout, out=self.dX)  # (D, M) @ (M, N) -> (D, N)
