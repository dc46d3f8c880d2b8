"""Wrong answers to notebook 04: how each changes the reference, and the words that name it."""
# ruff: noqa

# %% M183 04.1 | too small by the number of copies: the gradient of a shared weight is the sum over its copies
def tied_grad(dW_dense, M):
    c = (M - 1) // 2
    return np.array([np.mean(np.diagonal(dW_dense, m - c)) for m in range(M)])


# %% M184 04.1 | only the first copy's gradient
def tied_grad(dW_dense, M):
    c = (M - 1) // 2
    return dW_dense[c, :M].copy()


# %% M185 04.1 | only the last copy's gradient kept (= for +=)
edit("tied_grad", '    N, c = len(dW_dense), (M - 1) // 2', '    N = dW_dense.shape[0]\n    c = (M - 1) // 2')
edit("tied_grad", "+= d", "= d")


# %% M187 04.1 | reversed: weight m sits on the diagonal m - c
edit("tied_grad", '    N, c = len(dW_dense), (M - 1) // 2', '    N = dW_dense.shape[0]\n    c = (M - 1) // 2')
edit("tied_grad", "w[m", "w[M - 1 - m")


# %% M188 04.1 | entries of the far corner are counted: a negative index wraps round
edit("tied_grad", '    N, c = len(dW_dense), (M - 1) // 2', '    N = dW_dense.shape[0]\n    c = (M - 1) // 2')
edit("tied_grad", "0 <= n", "n")


# %% X0101 04.1 | the diagonals 0 to M - 1 are summed: weight m sits on the diagonal m - c
def tied_grad(dW_dense, M):
    return np.array([np.trace(dW_dense, m) for m in range(M)])


# %% X0102 04.1 | the diagonals go on round the corner: outside the matrix there is no copy
def tied_grad(dW_dense, M):
    N, c = len(dW_dense), (M - 1) // 2
    return [sum(dW_dense[n, (n + m - c) % N] for n in range(N)) for m in range(M)]


# %% M190 04.2 | kernel flipped: the layer computes a cross-correlation
def conv1d_forward(x, w, b, c):
    N, M = len(x), len(w)
    y = np.zeros(N)
    for n in range(N):
        y[n] = b
        for m in range(M):
            k = n - m + c
            if 0 <= k < N:
                y[n] += w[m] * x[k]
    return y


# %% M192 04.2 | the signal's end enters at the beginning: check 0 <= k too
def conv1d_forward(x, w, b, c):
    N, M = len(x), len(w)
    y = np.zeros(N)
    for n in range(N):
        y[n] = b
        for m in range(M):
            k = n + m - c
            if k < N:
                y[n] += w[m] * x[k]
    return y


# %% M194 04.2 | shifted by 2c: tap c lies over position n
def conv1d_forward(x, w, b, c):
    N, M = len(x), len(w)
    y = np.zeros(N)
    for n in range(N):
        y[n] = b
        for m in range(M):
            k = n + m + c
            if 0 <= k < N:
                y[n] += w[m] * x[k]
    return y


# %% M195 04.2 | outputs near the border lack their terms: outside the signal x counts as 0, the rest still adds up
def conv1d_forward(x, w, b, c):
    N, M = len(x), len(w)
    y = np.zeros(N)
    for n in range(N):
        y[n] = b
        for m in range(M if c <= n < N - M + 1 + c else 0):
            k = n + m - c
            if 0 <= k < N:
                y[n] += w[m] * x[k]
    return y


# %% X0201 04.2 | the bias is missing: it is added to every output
def conv1d_forward(x, w, b, c):
    N = len(x)
    return [sum(w[m] * x[n + m - c] for m in range(len(w)) if 0 <= n + m - c < N) for n in range(N)]


# %% X0202 04.2 | the bias is added for each weight: once is enough
def conv1d_forward(x, w, b, c):
    N, M = len(x), len(w)
    y = np.zeros(N)
    for n in range(N):
        for m in range(M):
            y[n] += b
            if 0 <= n + m - c < N:
                y[n] += w[m] * x[n + m - c]
    return y


# %% X0203 04.2 | the centre is taken in the middle, not at c
def conv1d_forward(x, w, b, c):
    N, M = len(x), len(w)
    k = (M - 1) // 2
    P = np.concatenate([np.zeros(k), x, np.zeros(M)])
    return b + np.array([P[n : n + M] @ w for n in range(N)])


# %% M197 04.3 | only the last output's contribution kept (= for +=)
def conv1d_backward_input(g, w, c):
    N, M = len(g), len(w)
    dx = np.zeros(N)
    for n in range(N):
        for m in range(M):
            k = n + m - c
            if 0 <= k < N:
                dx[k] = g[n] * w[m]
    return dx


# %% M198 04.3 | gradient that leaves on the left enters on the right: check 0 <= k too
def conv1d_backward_input(g, w, c):
    N, M = len(g), len(w)
    dx = np.zeros(N)
    for n in range(N):
        for m in range(M):
            k = n + m - c
            if k < N:
                dx[k] += g[n] * w[m]
    return dx


# %% M200 04.3 | outputs near the border send gradient too
edit("conv1d_backward_input", "N = len(g", "N, M = len(g), len(w")
edit("conv1d_backward_input", '    for n in range(N):\n        for m in range(len(w)):', '    for n in range(c, N - M + 1 + c):\n        for m in range(M):')


# %% M201 04.3 | g is not used: this is the gradient of the sum of the outputs
def conv1d_backward_input(g, w, c):
    N, M = len(g), len(w)
    dx = np.zeros(N)
    for n in range(N):
        for m in range(M):
            k = n + m - c
            if 0 <= k < N:
                dx[k] += w[m]
    return dx


# %% X0301 04.3 | kernel flipped, or n and j exchanged
edit("dy_dx", "j - n", "n - j")


# %% X0302 04.3 | a negative index counts from the end: check 0 <= m too
edit("dy_dx", "0 <= m", "-len(w) <= m")


# %% X0303 04.3 | the forward pass once more, with g in the place of x
def conv1d_backward_input(g, w, c):
    N = len(g)
    dx = np.zeros(N)
    for n in range(N):
        for m in range(len(w)):
            if 0 <= n + m - c < N:
                dx[n] += w[m] * g[n + m - c]
    return dx


# %% X0304 04.3 | the kernel is mirrored, but its centre is not
def conv1d_backward_input(g, w, c):
    M = len(w)
    P = np.concatenate([np.zeros(c), g, np.zeros(M)])
    return np.array([P[n : n + M] @ w[::-1] for n in range(len(g))])


# %% X0305 04.3 | took
def conv1d_backward_input(g, w, c):
    """Central differences of the forward loops."""

    def forward(x):
        N = len(x)
        return sum(
            g[n] * w[m] * x[n + m - c]
            for n in range(N)
            for m in range(len(w))
            if 0 <= n + m - c < N
        )

    units = np.eye(len(g))
    return [(forward(e) - forward(-e)) / 2 for e in units]


# %% M203 04.4 | N times too small: b is added to every output, so its gradient is the sum
def conv1d_backward_weights(g, x, M, c):
    N = len(x)
    dw = np.zeros(M)
    for m in range(M):
        for n in range(N):
            k = n + m - c
            if 0 <= k < N:
                dw[m] += g[n] * x[k]
    db = np.mean(g)
    return dw, db


# %% M204 04.4 | shifted: the centre is taken in the middle, not at c
def conv1d_backward_weights(g, x, M, c):
    N = len(x)
    dw = np.zeros(M)
    for m in range(M):
        for n in range(N):
            k = n + m - M // 2
            if 0 <= k < N:
                dw[m] += g[n] * x[k]
    db = np.sum(g)
    return dw, db


# %% M205 04.4 | the signal wraps round at the border: outside it is 0
def conv1d_backward_weights(g, x, M, c):
    N = len(x)
    dw = np.zeros(M)
    for m in range(M):
        for n in range(N):
            k = n + m - c
            dw[m] += g[n] * x[k % N]
    db = np.sum(g)
    return dw, db


# %% M207 04.4 | lags with the wrong sign
def conv1d_backward_weights(g, x, M, c):
    N = len(x)
    dw = np.zeros(M)
    for m in range(M):
        for n in range(N):
            k = n + m - c
            if 0 <= k < N:
                dw[m] += g[k] * x[n]
    db = np.sum(g)
    return dw, db


# %% X0401 04.4 | a negative index counts from the end: check 0 <= k too
def dy_dw(n, m, x, c):
    return x[n + m - c] if n + m - c < len(x) else 0.0


# %% X0402 04.4 | the centre has the wrong sign
edit("dy_dw", "- c", "+ c")


# %% X0403 04.4 | b is added to the first output only
edit("dy_db", "1.0", "1 if n == 0 else 0")


# %% X0404 04.4 | outputs near the border are left out: they use the weights too
def conv1d_backward_weights(g, x, M, c):
    N = len(x)
    dw = [sum(g[n] * x[n + m - c] for n in range(c, N - M + 1 + c)) for m in range(M)]
    return dw, np.sum(g)


# %% X0405 04.4 | only the last output's contribution kept (= for +=)
def conv1d_backward_weights(g, x, M, c):
    N = len(x)
    dw = np.zeros(M)
    for n in range(N):
        for m in range(M):
            if 0 <= n + m - c < N:
                dw[m] = g[n] * x[n + m - c]
    return dw, np.sum(g)


# %% X0406 04.4 | not summed: b is one number, added to every output
def conv1d_backward_weights(g, x, M, c):
    P = np.concatenate([np.zeros(c), x, np.zeros(M)])
    return [np.dot(g, P[m : m + len(x)]) for m in range(M)], g


# %% X0407 04.4 | took
def conv1d_backward_weights(g, x, M, c):
    """Central differences of the forward loops."""

    def forward(w):
        N = len(x)
        return sum(
            g[n] * w[m] * x[n + m - c]
            for n in range(N)
            for m in range(M)
            if 0 <= n + m - c < N
        )

    units = np.eye(M)
    return [(forward(e) - forward(-e)) / 2 for e in units], np.sum(g)


# %% M208 04.6 | kernel flipped: layers compute the cross-correlation
def conv2d_forward(X, W, b, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    oh = (H + 2 * pad - kh) // stride + 1
    ow = (Wd + 2 * pad - kw) // stride + 1
    out = np.zeros((N, F, oh, ow))
    for n in range(N):
        for f in range(F):
            for i in range(oh):
                for j in range(ow):
                    r, s = i * stride, j * stride
                    out[n, f, i, j] = np.sum(P[n, :, r:r + kh, s:s + kw] * W[f, :, ::-1, ::-1]) + b[f]
    return out, (X, W, b, stride, pad)


# %% M209 04.6 | the sum over the input channels is missing
def conv2d_forward(X, W, b, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    oh = (H + 2 * pad - kh) // stride + 1
    ow = (Wd + 2 * pad - kw) // stride + 1
    out = np.zeros((N, F, oh, ow))
    for n in range(N):
        for f in range(F):
            for i in range(oh):
                for j in range(ow):
                    r, s = i * stride, j * stride
                    out[n, f, i, j] = np.sum(P[n, 0, r:r + kh, s:s + kw] * W[f, 0]) + b[f]
    return out, (X, W, b, stride, pad)


# %% M212 04.6 | right for square inputs only: the width has its own size
def conv2d_forward(X, W, b, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    oh = (H + 2 * pad - kh) // stride + 1
    ow = oh
    out = np.zeros((N, F, oh, ow))
    for n in range(N):
        for f in range(F):
            for i in range(oh):
                for j in range(ow):
                    r, s = i * stride, j * stride
                    out[n, f, i, j] = np.sum(P[n, :, r:r + kh, s:s + kw] * W[f]) + b[f]
    return out, (X, W, b, stride, pad)


# %% M213 04.6 | too small: n + 2p - k
def conv2d_forward(X, W, b, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    oh = (H - kh) // stride + 1
    ow = (Wd - kw) // stride + 1
    out = np.zeros((N, F, oh, ow))
    for n in range(N):
        for f in range(F):
            for i in range(oh):
                for j in range(ow):
                    r, s = i * stride, j * stride
                    out[n, f, i, j] = np.sum(P[n, :, r:r + kh, s:s + kw] * W[f]) + b[f]
    return out, (X, W, b, stride, pad)


# %% M215 04.6 | all output channels are alike: one output map per filter
def conv2d_forward(X, W, b, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    oh = (H + 2 * pad - kh) // stride + 1
    ow = (Wd + 2 * pad - kw) // stride + 1
    out = np.zeros((N, F, oh, ow))
    for n in range(N):
        for f in range(F):
            for i in range(oh):
                for j in range(ow):
                    r, s = i * stride, j * stride
                    out[n, f, i, j] = np.sum(P[n, :, r:r + kh, s:s + kw] * W.sum(axis=0)) + b[f]
    return out, (X, W, b, stride, pad)


# %% X0601 04.6 | stride ignored: the window moves by stride places
def conv2d_forward(X, W, b, stride=1, pad=0):
    N, F = len(X), len(W)
    kh, kw = W.shape[2:]
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, (P.shape[2] - kh) // stride + 1, (P.shape[3] - kw) // stride + 1))
    for n, f, i, j in np.ndindex(*out.shape):
        out[n, f, i, j] = np.sum(P[n, :, i : i + kh, j : j + kw] * W[f]) + b[f]
    return out, (X, W, b, stride, pad)


# %% X0602 04.6 | the bias is added for each channel: once is enough
def conv2d_forward(X, W, b, stride=1, pad=0):
    N, F = len(X), len(W)
    kh, kw = W.shape[2:]
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, (P.shape[2] - kh) // stride + 1, (P.shape[3] - kw) // stride + 1))
    for n, f, i, j in np.ndindex(*out.shape):
        r, s = i * stride, j * stride
        for c in range(X.shape[1]):
            out[n, f, i, j] += np.sum(P[n, c, r : r + kh, s : s + kw] * W[f, c]) + b[f]
    return out, (X, W, b, stride, pad)


# %% X0603 04.6 | shifted by pad: the zeros belong on all four sides
def conv2d_forward(X, W, b, stride=1, pad=0):
    N, F = len(X), len(W)
    kh, kw = W.shape[2:]
    P = np.pad(X, ((0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)))
    out = np.zeros((N, F, (P.shape[2] - kh) // stride + 1, (P.shape[3] - kw) // stride + 1))
    for n, f, i, j in np.ndindex(*out.shape):
        r, s = i * stride, j * stride
        out[n, f, i, j] = np.sum(P[n, :, r : r + kh, s : s + kw] * W[f]) + b[f]
    return out, (X, W, b, stride, pad)


# %% X0604 04.6 | too large: the size is rounded down, leftover rows and columns are dropped
def conv2d_forward(X, W, b, stride=1, pad=0):
    N, F = len(X), len(W)
    kh, kw = W.shape[2:]
    OH = -(-(X.shape[2] + 2 * pad - kh) // stride) + 1
    OW = -(-(X.shape[3] + 2 * pad - kw) // stride) + 1
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad + stride), (pad, pad + stride)))
    out = np.zeros((N, F, OH, OW))
    for n, f, i, j in np.ndindex(*out.shape):
        r, s = i * stride, j * stride
        out[n, f, i, j] = np.sum(P[n, :, r : r + kh, s : s + kw] * W[f]) + b[f]
    return out, (X, W, b, stride, pad)


# %% M217 04.7 | empty when pad is 0: the slice 0:-0 has no elements
def conv2d_backward(dout, cache):
    X, W, b, stride, pad = cache
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dP = np.zeros(P.shape)
    dW = np.zeros(W.shape)
    db = np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    r, s = i * stride, j * stride
                    g = dout[n, f, i, j]
                    dP[n, :, r:r + kh, s:s + kw] += g * W[f]
                    dW[f] += g * P[n, :, r:r + kh, s:s + kw]
                    db[f] += g
    dX = dP[:, :, pad:-pad, pad:-pad]
    return dX, dW, db


# %% M218 04.7 | only the last window's contribution kept (= for +=)
def conv2d_backward(dout, cache):
    X, W, b, stride, pad = cache
    H, Wd = X.shape[2:]
    kh, kw = W.shape[2:]
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dP = np.zeros(P.shape)
    dW = np.zeros(W.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            r, s = i * stride, j * stride
            g = dout[:, :, i, j]
            dP[:, :, r:r + kh, s:s + kw] = np.tensordot(g, W, axes=(1, 0))
            dW += np.tensordot(g, P[:, :, r:r + kh, s:s + kw], axes=(0, 0))
    return dP[:, :, pad:pad + H, pad:pad + Wd], dW, dout.sum(axis=(0, 2, 3))


# %% M221 04.7 | right for N = 1 only: bias summed over one example
def conv2d_backward(dout, cache):
    X, W, b, stride, pad = cache
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dP = np.zeros(P.shape)
    dW = np.zeros(W.shape)
    db = np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    r, s = i * stride, j * stride
                    g = dout[n, f, i, j]
                    dP[n, :, r:r + kh, s:s + kw] += g * W[f]
                    dW[f] += g * P[n, :, r:r + kh, s:s + kw]
    db = dout[-1].sum(axis=(1, 2))
    dX = dP[:, :, pad:pad + H, pad:pad + Wd]
    return dX, dW, db


# %% M222 04.7 | 1/N too small
def conv2d_backward(dout, cache):
    X, W, b, stride, pad = cache
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dP = np.zeros(P.shape)
    dW = np.zeros(W.shape)
    db = np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    r, s = i * stride, j * stride
                    g = dout[n, f, i, j]
                    dP[n, :, r:r + kh, s:s + kw] += g * W[f]
                    dW[f] += g * P[n, :, r:r + kh, s:s + kw]
                    db[f] += g
    dW = dW / N
    dX = dP[:, :, pad:pad + H, pad:pad + Wd]
    return dX, dW, db


# %% M225 04.7 | shifted by pad: the weights saw the padded input
def conv2d_backward(dout, cache):
    X, W, b, stride, pad = cache
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dP = np.zeros(P.shape)
    dW = np.zeros(W.shape)
    db = np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    r, s = i * stride, j * stride
                    g = dout[n, f, i, j]
                    dP[n, :, r:r + kh, s:s + kw] += g * W[f]
                    dW[f] += g * np.pad(X, ((0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)))[n, :, r:r + kh, s:s + kw]
                    db[f] += g
    dX = dP[:, :, pad:pad + H, pad:pad + Wd]
    return dX, dW, db


# %% M226 04.7 | the sum over the filters is missing in dX
def conv2d_backward(dout, cache):
    X, W, b, stride, pad = cache
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dP = np.zeros(P.shape)
    dW = np.zeros(W.shape)
    db = np.zeros(F)
    for n in range(N):
        for f in range(F):
            dP[n] = 0
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    r, s = i * stride, j * stride
                    g = dout[n, f, i, j]
                    dP[n, :, r:r + kh, s:s + kw] += g * W[f]
                    dW[f] += g * P[n, :, r:r + kh, s:s + kw]
                    db[f] += g
    dX = dP[:, :, pad:pad + H, pad:pad + Wd]
    return dX, dW, db


# %% M227 04.7 | right for N = 1 only: every example received the gradients of all
def conv2d_backward(dout, cache):
    X, W, b, stride, pad = cache
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dP = np.zeros(P.shape)
    dW = np.zeros(W.shape)
    db = np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    r, s = i * stride, j * stride
                    g = dout[n, f, i, j]
                    dP[:, :, r:r + kh, s:s + kw] += g * W[f]
                    dW[f] += g * P[n, :, r:r + kh, s:s + kw]
                    db[f] += g
    dX = dP[:, :, pad:pad + H, pad:pad + Wd]
    return dX, dW, db


# %% M228 04.7 | input modified in place
def conv2d_backward(dout, cache):
    X, W, b, stride, pad = cache
    H, Wd = X.shape[2:]
    kh, kw = W.shape[2:]
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dout *= 1.0 / len(X)
    dP = np.zeros(P.shape)
    dW = np.zeros(W.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            r, s = i * stride, j * stride
            g = dout[:, :, i, j]
            dP[:, :, r:r + kh, s:s + kw] += np.tensordot(g, W, axes=(1, 0))
            dW += np.tensordot(g, P[:, :, r:r + kh, s:s + kw], axes=(0, 0))
    return dP[:, :, pad:pad + H, pad:pad + Wd], dW, dout.sum(axis=(0, 2, 3))


# %% M229 04.7 | dout is missing in dW: right only for an upstream gradient of ones
def conv2d_backward(dout, cache):
    X, W, b, stride, pad = cache
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dP = np.zeros(P.shape)
    dW = np.zeros(W.shape)
    db = np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    r, s = i * stride, j * stride
                    g = dout[n, f, i, j]
                    dP[n, :, r:r + kh, s:s + kw] += g * W[f]
                    dW[f] += P[n, :, r:r + kh, s:s + kw]
                    db[f] += g
    dX = dP[:, :, pad:pad + H, pad:pad + Wd]
    return dX, dW, db


# %% M230 04.7 | right for stride 1 only
def conv2d_backward(dout, cache):
    X, W, b, stride, pad = cache
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dP = np.zeros(P.shape)
    dW = np.zeros(W.shape)
    db = np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    r, s = i * stride, j * stride
                    g = dout[n, f, i, j]
                    dP[n, :, r:r + kh, s:s + kw] += g * W[f]
                    dW[f] += g * P[n, :, r:r + kh, s:s + kw]
                    db[f] += g
    Q = np.pad(dout, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    dP = np.zeros(P.shape)
    for i in range(min(P.shape[2], Q.shape[2] - kh + 1)):
        for j in range(min(P.shape[3], Q.shape[3] - kw + 1)):
            dP[:, :, i, j] = np.einsum("nfuv,fcuv->nc", Q[:, :, i:i + kh, j:j + kw], W[:, :, ::-1, ::-1])
    dX = dP[:, :, pad:pad + H, pad:pad + Wd]
    return dX, dW, db


# %% X0701 04.7 | took
def conv2d_backward(dout, cache):
    """Central differences of a fast forward pass, as clever as they can be made."""
    X, W, b, stride, pad = cache
    kh, kw = W.shape[2:]
    flat = W.reshape(len(W), -1)

    def total(P, W):
        view = np.lib.stride_tricks.as_strided(
            P,
            (len(P), dout.shape[2], dout.shape[3], P.shape[1], kh, kw),
            (P.strides[0], P.strides[2] * stride, P.strides[3] * stride, P.strides[1], *P.strides[2:]),
        )
        return np.vdot(view.reshape(-1, flat.shape[1]) @ flat.T, upstream)

    upstream = np.ascontiguousarray(dout.transpose(0, 2, 3, 1).reshape(-1, len(W)))
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dX, dW = np.zeros(X.shape), np.zeros(W.shape)
    for n, c, i, j in np.ndindex(*X.shape):
        at = (n, c, i + pad, j + pad)
        old = P[at]
        P[at] = old + 0.5
        up = total(P, W)
        P[at] = old - 0.5
        dX[n, c, i, j] = up - total(P, W)
        P[at] = old
    view = np.lib.stride_tricks.sliding_window_view(P, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    dW = np.einsum("nfij,ncijuv->fcuv", dout, view)
    return dX, dW, dout.sum(axis=(0, 2, 3))


# %% X0702 04.7 | took
def conv2d_backward(dout, cache):
    """Right but for dW, by central differences."""
    X, W, b, stride, pad = cache
    N, C, H, width = X.shape
    F, _, kh, kw = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    view = np.lib.stride_tricks.sliding_window_view(P, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    columns = view.transpose(0, 2, 3, 1, 4, 5).reshape(-1, C * kh * kw)
    upstream = np.ascontiguousarray(dout.transpose(0, 2, 3, 1).reshape(-1, F))
    W = W.copy()
    dW = np.zeros(W.shape)
    for at in np.ndindex(*W.shape):
        old = W[at]
        W[at] = old + 0.5
        up = np.vdot(columns @ W.reshape(F, -1).T, upstream)
        W[at] = old - 0.5
        dW[at] = up - np.vdot(columns @ W.reshape(F, -1).T, upstream)
        W[at] = old
    dP = np.zeros(P.shape)
    for i, j in np.ndindex(*dout.shape[2:]):
        r, s = i * stride, j * stride
        dP[:, :, r : r + kh, s : s + kw] += np.tensordot(dout[:, :, i, j], W, axes=(1, 0))
    return dP[:, :, pad : pad + H, pad : pad + width], dW, dout.sum(axis=(0, 2, 3))


# %% X0703 04.7 | the windows received the filter flipped
def conv2d_backward(dout, cache):
    X, W, b, stride, pad = cache
    (H, width), (kh, kw) = X.shape[2:], W.shape[2:]
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dP, dW = np.zeros(P.shape), np.zeros(W.shape)
    for i, j in np.ndindex(*dout.shape[2:]):
        r, s = i * stride, j * stride
        g = dout[:, :, i, j]
        dP[:, :, r : r + kh, s : s + kw] += np.tensordot(g, W[:, :, ::-1, ::-1], axes=(1, 0))
        dW += np.tensordot(g, P[:, :, r : r + kh, s : s + kw], axes=(0, 0))
    return dP[:, :, pad : pad + H, pad : pad + width], dW, dout.sum(axis=(0, 2, 3))


# %% X0704 04.7 | the padding is still there: dX has the shape of X
def conv2d_backward(dout, cache):
    X, W, b, stride, pad = cache
    kh, kw = W.shape[2:]
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dP, dW = np.zeros(P.shape), np.zeros(W.shape)
    for i, j in np.ndindex(*dout.shape[2:]):
        r, s = i * stride, j * stride
        g = dout[:, :, i, j]
        dP[:, :, r : r + kh, s : s + kw] += np.tensordot(g, W, axes=(1, 0))
        dW += np.tensordot(g, P[:, :, r : r + kh, s : s + kw], axes=(0, 0))
    return dP, dW, dout.sum(axis=(0, 2, 3))


# %% X0705 04.7 | summed over the wrong axis
def conv2d_backward(dout, cache):
    X, W, b, stride, pad = cache
    (H, width), (kh, kw) = X.shape[2:], W.shape[2:]
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dP, dW = np.zeros(P.shape), np.zeros(W.shape)
    for i, j in np.ndindex(*dout.shape[2:]):
        r, s = i * stride, j * stride
        g = dout[:, :, i, j]
        dP[:, :, r : r + kh, s : s + kw] += np.tensordot(g, W, axes=(1, 0))
        dW += np.tensordot(g, P[:, :, r : r + kh, s : s + kw], axes=(0, 0))
    return dP[:, :, pad : pad + H, pad : pad + width], dW, dout.sum(axis=(1, 2, 3))


# %% X0706 04.7 | every entry is 0: nothing was added to it
def conv2d_backward(dout, cache):
    X, W, b, stride, pad = cache
    return np.zeros(X.shape), np.zeros(W.shape), np.zeros(b.shape)


# %% M233 04.8 | the gradient lands in the first window: argmax counts from the window's start
def maxpool1d_forward(x, k, stride):
    n_out = (len(x) - k) // stride + 1
    out = np.zeros(n_out)
    arg = np.zeros(n_out, dtype=int)
    for n in range(n_out):
        window = x[n * stride:n * stride + k]
        arg[n] = np.argmax(window)
        out[n] = np.max(window)
    return out, (arg, len(x))


def maxpool1d_backward(dout, cache):
    arg, N = cache
    dx = np.zeros(N)
    for n in range(len(arg)):
        dx[arg[n]] += dout[n]
    return dx


# %% M234 04.8 | stride ignored: windows move by k
def maxpool1d_forward(x, k, stride):
    n_out = (len(x) - k) // stride + 1
    out = np.zeros(n_out)
    arg = np.zeros(n_out, dtype=int)
    for n in range(n_out):
        window = x[n * k:n * k + k]
        arg[n] = n * k + np.argmax(window)
        out[n] = np.max(window)
    return out, (arg, len(x))


def maxpool1d_backward(dout, cache):
    arg, N = cache
    dx = np.zeros(N)
    for n in range(len(arg)):
        dx[arg[n]] += dout[n]
    return dx


# %% M235 04.8 | tie rule: the first of equal maxima gets the gradient
def maxpool1d_forward(x, k, stride):
    n_out = (len(x) - k) // stride + 1
    out = np.zeros(n_out)
    arg = np.zeros(n_out, dtype=int)
    for n in range(n_out):
        window = x[n * stride:n * stride + k]
        arg[n] = n * stride + k - 1 - np.argmax(window[::-1])
        out[n] = np.max(window)
    return out, (arg, len(x))


def maxpool1d_backward(dout, cache):
    arg, N = cache
    dx = np.zeros(N)
    for n in range(len(arg)):
        dx[arg[n]] += dout[n]
    return dx


# %% X0801 04.8 | equality mask: every equal maximum got the whole gradient, so there is more than came in
def maxpool1d_forward(x, k, stride):
    out = np.array([x[s : s + k].max() for s in range(0, len(x) - k + 1, stride)])
    return out, (x, out, k, stride)


def maxpool1d_backward(dout, cache):
    x, out, k, stride = cache
    dx = np.zeros(len(x))
    for i in range(len(out)):
        s = i * stride
        dx[s : s + k] += dout[i] * (x[s : s + k] == out[i])
    return dx


# %% X0802 04.8 | only the last window's contribution kept (= for +=)
edit("maxpool1d_forward", "start + int(np.argmax(x[start : start + k])) for start", "s + int(np.argmax(x[s : s + k])) for s")


def maxpool1d_backward(dout, cache):
    places, N = cache
    dx = np.zeros(N)
    dx[places] += dout
    return dx


# %% X0803 04.8 | the place is counted from the window's start: j counts from the signal's
def dy_dx_pool(n, j, x, k, stride):
    return int(j == np.argmax(x[n * stride : n * stride + k]))


# %% X0804 04.8 | the gradient is shared among equal maxima: here the first gets all of it
def maxpool1d_forward(x, k, stride):
    out = np.array([x[s : s + k].max() for s in range(0, len(x) - k + 1, stride)])
    return out, (x, out, k, stride)


def maxpool1d_backward(dout, cache):
    x, out, k, stride = cache
    dx = np.zeros(len(x))
    for i in range(len(out)):
        s = i * stride
        equal = x[s : s + k] == out[i]
        dx[s : s + k] += dout[i] * equal / equal.sum()
    return dx


# %% X0805 04.8 | the gradient is shared among equal maxima: here the first gets all of it
def maxpool1d_forward(x, k, stride):
    return np.array([x[s : s + k].max() for s in range(0, len(x) - k + 1, stride)]), (x, k, stride)


def maxpool1d_backward(dout, cache):
    """Central differences: at a tie they give a half to each."""
    x, k, stride = cache
    dx = np.zeros(len(x))
    for j in range(len(x)):
        e = np.zeros(len(x))
        e[j] = 1e-5
        up, down = maxpool1d_forward(x + e, k, stride)[0], maxpool1d_forward(x - e, k, stride)[0]
        dx[j] = np.dot(dout, up - down) / 2e-5
    return dx


# %% M236 04.9 | 0 where all entries of a window are negative: start from -inf
def maxpool2d_forward(X, kh, kw, stride):
    N, C, H, W = X.shape
    oh = (H - kh) // stride + 1
    ow = (W - kw) // stride + 1
    out = np.zeros((N, C, oh, ow))
    for i in range(oh):
        for j in range(ow):
            r, s = i * stride, j * stride
            out[:, :, i, j] = X[:, :, r:r + kh, s:s + kw].max(axis=(2, 3), initial=0)
    return out, (X, kh, kw, stride)


def maxpool2d_backward(dout, cache):
    X, kh, kw, stride = cache
    N, C, oh, ow = dout.shape
    dX = np.zeros(X.shape)
    for n in range(N):
        for c in range(C):
            for i in range(oh):
                for j in range(ow):
                    r, s = i * stride, j * stride
                    window = X[n, c, r:r + kh, s:s + kw]
                    u, v = np.unravel_index(np.argmax(window), (kh, kw))
                    dX[n, c, r + u, s + v] += dout[n, c, i, j]
    return dX


# %% M237 04.9 | the last element is taken, not the largest
def maxpool2d_forward(X, kh, kw, stride):
    N, C, H, W = X.shape
    oh = (H - kh) // stride + 1
    ow = (W - kw) // stride + 1
    out = np.zeros((N, C, oh, ow))
    for i in range(oh):
        for j in range(ow):
            r, s = i * stride, j * stride
            out[:, :, i, j] = X[:, :, r + kh - 1, s + kw - 1]
    return out, (X, kh, kw, stride)


def maxpool2d_backward(dout, cache):
    X, kh, kw, stride = cache
    N, C, oh, ow = dout.shape
    dX = np.zeros(X.shape)
    for n in range(N):
        for c in range(C):
            for i in range(oh):
                for j in range(ow):
                    r, s = i * stride, j * stride
                    window = X[n, c, r:r + kh, s:s + kw]
                    u, v = np.unravel_index(np.argmax(window), (kh, kw))
                    dX[n, c, r + u, s + v] += dout[n, c, i, j]
    return dX


# %% M238 04.9 | all channels are alike: the maximum is taken per channel
def maxpool2d_forward(X, kh, kw, stride):
    N, C, H, W = X.shape
    oh = (H - kh) // stride + 1
    ow = (W - kw) // stride + 1
    out = np.zeros((N, C, oh, ow))
    for i in range(oh):
        for j in range(ow):
            r, s = i * stride, j * stride
            out[:, :, i, j] = X[:, :, r:r + kh, s:s + kw].max(axis=(1, 2, 3))[:, None]
    return out, (X, kh, kw, stride)


def maxpool2d_backward(dout, cache):
    X, kh, kw, stride = cache
    N, C, oh, ow = dout.shape
    dX = np.zeros(X.shape)
    for n in range(N):
        for c in range(C):
            for i in range(oh):
                for j in range(ow):
                    r, s = i * stride, j * stride
                    window = X[n, c, r:r + kh, s:s + kw]
                    u, v = np.unravel_index(np.argmax(window), (kh, kw))
                    dX[n, c, r + u, s + v] += dout[n, c, i, j]
    return dX


# %% M239 04.9 | stride ignored: windows move by their own size
def maxpool2d_forward(X, kh, kw, stride):
    N, C, H, W = X.shape
    oh = (H - kh) // stride + 1
    ow = (W - kw) // stride + 1
    out = np.zeros((N, C, oh, ow))
    for i in range(oh):
        for j in range(ow):
            r, s = i * kh, j * kw
            out[:, :, i, j] = X[:, :, r:r + kh, s:s + kw].max(axis=(2, 3))
    return out, (X, kh, kw, stride)


def maxpool2d_backward(dout, cache):
    X, kh, kw, stride = cache
    N, C, oh, ow = dout.shape
    dX = np.zeros(X.shape)
    for n in range(N):
        for c in range(C):
            for i in range(oh):
                for j in range(ow):
                    r, s = i * kh, j * kw
                    window = X[n, c, r:r + kh, s:s + kw]
                    u, v = np.unravel_index(np.argmax(window), (kh, kw))
                    dX[n, c, r + u, s + v] += dout[n, c, i, j]
    return dX


# %% M240 04.9 | too large: leftover rows and columns are dropped
def maxpool2d_forward(X, kh, kw, stride):
    N, C, H, W = X.shape
    oh = -(-(H - kh) // stride) + 1
    ow = -(-(W - kw) // stride) + 1
    out = np.zeros((N, C, oh, ow))
    for i in range(oh):
        for j in range(ow):
            r, s = i * stride, j * stride
            out[:, :, i, j] = X[:, :, r:r + kh, s:s + kw].max(axis=(2, 3))
    return out, (X, kh, kw, stride)


def maxpool2d_backward(dout, cache):
    X, kh, kw, stride = cache
    N, C, oh, ow = dout.shape
    dX = np.zeros(X.shape)
    for n in range(N):
        for c in range(C):
            for i in range(oh):
                for j in range(ow):
                    r, s = i * stride, j * stride
                    window = X[n, c, r:r + kh, s:s + kw]
                    u, v = np.unravel_index(np.argmax(window), (kh, kw))
                    dX[n, c, r + u, s + v] += dout[n, c, i, j]
    return dX


# %% M241 04.9 | wrong place inside the window: row and column mixed up
def maxpool2d_forward(X, kh, kw, stride):
    N, C, H, W = X.shape
    oh = (H - kh) // stride + 1
    ow = (W - kw) // stride + 1
    out = np.zeros((N, C, oh, ow))
    for i in range(oh):
        for j in range(ow):
            r, s = i * stride, j * stride
            out[:, :, i, j] = X[:, :, r:r + kh, s:s + kw].max(axis=(2, 3))
    return out, (X, kh, kw, stride)


def maxpool2d_backward(dout, cache):
    X, kh, kw, stride = cache
    N, C, oh, ow = dout.shape
    dX = np.zeros(X.shape)
    for n in range(N):
        for c in range(C):
            for i in range(oh):
                for j in range(ow):
                    r, s = i * stride, j * stride
                    window = X[n, c, r:r + kh, s:s + kw]
                    v, u = np.unravel_index(np.argmax(window.T), (kh, kw))
                    dX[n, c, r + u, s + v] += dout[n, c, i, j]
    return dX


# %% M243 04.9 | only the last window's contribution kept (= for +=)
def maxpool2d_forward(X, kh, kw, stride):
    N, C, H, W = X.shape
    oh = (H - kh) // stride + 1
    ow = (W - kw) // stride + 1
    out = np.zeros((N, C, oh, ow))
    for i in range(oh):
        for j in range(ow):
            r, s = i * stride, j * stride
            out[:, :, i, j] = X[:, :, r:r + kh, s:s + kw].max(axis=(2, 3))
    return out, (X, kh, kw, stride)


def maxpool2d_backward(dout, cache):
    X, kh, kw, stride = cache
    N, C, oh, ow = dout.shape
    dX = np.zeros(X.shape)
    for n in range(N):
        for c in range(C):
            for i in range(oh):
                for j in range(ow):
                    r, s = i * stride, j * stride
                    window = X[n, c, r:r + kh, s:s + kw]
                    u, v = np.unravel_index(np.argmax(window), (kh, kw))
                    dX[n, c, r + u, s + v] = dout[n, c, i, j]
    return dX


# %% M246 04.9 | depends on a global: another call in between changes the result
def maxpool2d_forward(X, kh, kw, stride):
    global last_X
    last_X = X
    N, C, H, W = X.shape
    oh = (H - kh) // stride + 1
    ow = (W - kw) // stride + 1
    out = np.zeros((N, C, oh, ow))
    for i in range(oh):
        for j in range(ow):
            r, s = i * stride, j * stride
            out[:, :, i, j] = X[:, :, r:r + kh, s:s + kw].max(axis=(2, 3))
    return out, (X, kh, kw, stride)


def maxpool2d_backward(dout, cache):
    X, kh, kw, stride = cache
    X = last_X
    N, C, oh, ow = dout.shape
    dX = np.zeros(X.shape)
    for n in range(N):
        for c in range(C):
            for i in range(oh):
                for j in range(ow):
                    r, s = i * stride, j * stride
                    window = X[n, c, r:r + kh, s:s + kw]
                    u, v = np.unravel_index(np.argmax(window), (kh, kw))
                    dX[n, c, r + u, s + v] += dout[n, c, i, j]
    return dX


# %% X0901 04.9 | equality mask: every equal maximum got the whole gradient, so there is more than came in
def maxpool2d_forward(X, kh, kw, stride):
    N, C, H, W = X.shape
    out = np.zeros((N, C, (H - kh) // stride + 1, (W - kw) // stride + 1))
    for i, j in np.ndindex(*out.shape[2:]):
        r, s = i * stride, j * stride
        out[:, :, i, j] = X[:, :, r : r + kh, s : s + kw].max(axis=(2, 3))
    return out, (X, out, kh, kw, stride)


def maxpool2d_backward(dout, cache):
    X, out, kh, kw, stride = cache
    dX = np.zeros(X.shape)
    for i, j in np.ndindex(*dout.shape[2:]):
        at = np.s_[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
        dX[at] += dout[:, :, i, j, None, None] * (X[at] == out[:, :, i, j, None, None])
    return dX


# %% X0902 04.9 | took
def maxpool2d_forward(X, kh, kw, stride):
    view = np.lib.stride_tricks.sliding_window_view(X, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    return view.max(axis=(4, 5)), (X, kh, kw, stride)


def maxpool2d_backward(dout, cache):
    """One-sided differences, one forward pass for each entry: each tie goes to its first entry."""
    X, kh, kw, stride = cache
    X = np.array(X, dtype=float)
    base = maxpool2d_forward(X, kh, kw, stride)[0]
    X -= 1e-9 * np.arange(X.size).reshape(X.shape)
    dX = np.zeros(X.shape)
    for at in np.ndindex(*X.shape):
        old = X[at]
        X[at] = old + 1e-6
        up = maxpool2d_forward(X, kh, kw, stride)[0]
        X[at] = old - 1e-6
        dX[at] = np.sum(dout * (up - maxpool2d_forward(X, kh, kw, stride)[0])) / 2e-6
        X[at] = old
    return np.round(dX, 12)


# %% M249 04.10 | right for square windows only
def avgpool2d_forward(X, kh, kw, stride):
    N, C, H, W = X.shape
    oh = (H - kh) // stride + 1
    ow = (W - kw) // stride + 1
    out = np.zeros((N, C, oh, ow))
    for i in range(oh):
        for j in range(ow):
            r, s = i * stride, j * stride
            out[:, :, i, j] = X[:, :, r:r + kh, s:s + kw].mean(axis=(2, 3))
    return out, (X.shape, kh, kw, stride)


def avgpool2d_backward(dout, cache):
    shape, kh, kw, stride = cache
    dX = np.zeros(shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            r, s = i * stride, j * stride
            g = dout[:, :, i, j][:, :, None, None]
            dX[:, :, r:r + kh, s:s + kw] += g / kh ** 2
    return dX


# %% M250 04.10 | only the last window's contribution kept (= for +=)
def avgpool2d_forward(X, kh, kw, stride):
    N, C, H, W = X.shape
    oh = (H - kh) // stride + 1
    ow = (W - kw) // stride + 1
    out = np.zeros((N, C, oh, ow))
    for i in range(oh):
        for j in range(ow):
            r, s = i * stride, j * stride
            out[:, :, i, j] = X[:, :, r:r + kh, s:s + kw].mean(axis=(2, 3))
    return out, (X.shape, kh, kw, stride)


def avgpool2d_backward(dout, cache):
    shape, kh, kw, stride = cache
    dX = np.zeros(shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            r, s = i * stride, j * stride
            g = dout[:, :, i, j][:, :, None, None]
            dX[:, :, r:r + kh, s:s + kw] = g / (kh * kw)
    return dX


# %% M252 04.10 | kh*kw times too large: divide by the window's size
def avgpool2d_forward(X, kh, kw, stride):
    N, C, H, W = X.shape
    oh = (H - kh) // stride + 1
    ow = (W - kw) // stride + 1
    out = np.zeros((N, C, oh, ow))
    for i in range(oh):
        for j in range(ow):
            r, s = i * stride, j * stride
            out[:, :, i, j] = X[:, :, r:r + kh, s:s + kw].sum(axis=(2, 3))
    return out, (X.shape, kh, kw, stride)


def avgpool2d_backward(dout, cache):
    shape, kh, kw, stride = cache
    dX = np.zeros(shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            r, s = i * stride, j * stride
            g = dout[:, :, i, j][:, :, None, None]
            dX[:, :, r:r + kh, s:s + kw] += g / (kh * kw)
    return dX


# %% M253 04.10 | all channels are alike: the mean is taken per channel
def avgpool2d_forward(X, kh, kw, stride):
    N, C, H, W = X.shape
    oh = (H - kh) // stride + 1
    ow = (W - kw) // stride + 1
    out = np.zeros((N, C, oh, ow))
    for i in range(oh):
        for j in range(ow):
            r, s = i * stride, j * stride
            out[:, :, i, j] = X[:, :, r:r + kh, s:s + kw].mean(axis=(1, 2, 3))[:, None]
    return out, (X.shape, kh, kw, stride)


def avgpool2d_backward(dout, cache):
    shape, kh, kw, stride = cache
    dX = np.zeros(shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            r, s = i * stride, j * stride
            g = dout[:, :, i, j][:, :, None, None]
            dX[:, :, r:r + kh, s:s + kw] += g / (kh * kw)
    return dX


# %% M254 04.10 | stride ignored on the way back
def avgpool2d_forward(X, kh, kw, stride):
    N, C, H, W = X.shape
    oh = (H - kh) // stride + 1
    ow = (W - kw) // stride + 1
    out = np.zeros((N, C, oh, ow))
    for i in range(oh):
        for j in range(ow):
            r, s = i * stride, j * stride
            out[:, :, i, j] = X[:, :, r:r + kh, s:s + kw].mean(axis=(2, 3))
    return out, (X.shape, kh, kw, stride)


def avgpool2d_backward(dout, cache):
    shape, kh, kw, stride = cache
    dX = np.zeros(shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            r, s = i * kh, j * kw
            g = dout[:, :, i, j][:, :, None, None]
            dX[:, :, r:r + kh, s:s + kw] += g / (kh * kw)
    return dX


# %% X1001 04.10 | took
def avgpool2d_forward(X, kh, kw, stride):
    view = np.lib.stride_tricks.sliding_window_view(X, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    return view.mean(axis=(4, 5)), (X, kh, kw, stride)


def avgpool2d_backward(dout, cache):
    X, kh, kw, stride = cache
    X = np.zeros(X.shape)
    dX = np.zeros(X.shape)
    for at in np.ndindex(*X.shape):
        X[at] = 1.0
        dX[at] = np.sum(dout * avgpool2d_forward(X, kh, kw, stride)[0])
        X[at] = -1.0
        dX[at] -= np.sum(dout * avgpool2d_forward(X, kh, kw, stride)[0])
        X[at] = 0.0
    return dX / 2


# %% M255 04.11 | columns in the order (u, v, c): the kernel's rows are ordered (c, u, v)
def im2col(X, kh, kw, stride=1, pad=0):
    N, C, H, W = X.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    oh = (H + 2 * pad - kh) // stride + 1
    ow = (W + 2 * pad - kw) // stride + 1
    cols = np.zeros((N, oh, ow, C, kh, kw))
    for i in range(oh):
        for j in range(ow):
            r, s = i * stride, j * stride
            cols[:, i, j] = P[:, :, r:r + kh, s:s + kw]
    cols = cols.transpose(0, 1, 2, 4, 5, 3)
    return cols.reshape(N * oh * ow, C * kh * kw)


def conv2d_im2col(X, W, b, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    oh = (H + 2 * pad - kh) // stride + 1
    ow = (Wd + 2 * pad - kw) // stride + 1
    Y = im2col(X, kh, kw, stride, pad) @ W.reshape(F, -1).T + b
    return Y.reshape(N, oh, ow, F).transpose(0, 3, 1, 2)


# %% M257 04.11 | right shape, wrong order: reshape does not move axes, transpose does
def im2col(X, kh, kw, stride=1, pad=0):
    N, C, H, W = X.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    oh = (H + 2 * pad - kh) // stride + 1
    ow = (W + 2 * pad - kw) // stride + 1
    cols = np.zeros((N, oh, ow, C, kh, kw))
    for i in range(oh):
        for j in range(ow):
            r, s = i * stride, j * stride
            cols[:, i, j] = P[:, :, r:r + kh, s:s + kw]
    return cols.reshape(N * oh * ow, C * kh * kw)


def conv2d_im2col(X, W, b, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    oh = (H + 2 * pad - kh) // stride + 1
    ow = (Wd + 2 * pad - kw) // stride + 1
    Y = im2col(X, kh, kw, stride, pad) @ W.reshape(F, -1).T + b
    return Y.reshape(N, F, oh, ow)


# %% M258 04.11 | right for N = 1 only: examples of the batch are mixed
def im2col(X, kh, kw, stride=1, pad=0):
    N, C, H, W = X.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    oh = (H + 2 * pad - kh) // stride + 1
    ow = (W + 2 * pad - kw) // stride + 1
    cols = np.zeros((N, oh, ow, C, kh, kw))
    for i in range(oh):
        for j in range(ow):
            r, s = i * stride, j * stride
            cols[:, i, j] = P[:, :, r:r + kh, s:s + kw]
    return cols.reshape(N * oh * ow, C * kh * kw)


def conv2d_im2col(X, W, b, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    oh = (H + 2 * pad - kh) // stride + 1
    ow = (Wd + 2 * pad - kw) // stride + 1
    Y = im2col(X, kh, kw, stride, pad) @ W.reshape(F, -1).T + b
    return Y.T.reshape(N, F, oh, ow)


# %% M259 04.11 | stride ignored
def im2col(X, kh, kw, stride=1, pad=0):
    N, C, H, W = X.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    oh = (H + 2 * pad - kh) // stride + 1
    ow = (W + 2 * pad - kw) // stride + 1
    cols = np.zeros((N, oh, ow, C, kh, kw))
    for i in range(oh):
        for j in range(ow):
            r, s = i, j
            cols[:, i, j] = P[:, :, r:r + kh, s:s + kw]
    return cols.reshape(N * oh * ow, C * kh * kw)


def conv2d_im2col(X, W, b, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    oh = (H + 2 * pad - kh) // stride + 1
    ow = (Wd + 2 * pad - kw) // stride + 1
    Y = im2col(X, kh, kw, stride, pad) @ W.reshape(F, -1).T + b
    return Y.reshape(N, oh, ow, F).transpose(0, 3, 1, 2)


# %% X1101 04.11 | shifted by pad: the zeros belong on all four sides
def im2col(X, kh, kw, stride=1, pad=0):
    P = np.pad(X, ((0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)))
    view = np.lib.stride_tricks.sliding_window_view(P, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    return view.transpose(0, 2, 3, 1, 4, 5).reshape(-1, X.shape[1] * kh * kw)


# %% X1102 04.11 | transposed: rows and columns are exchanged
def im2col(X, kh, kw, stride=1, pad=0):
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    view = np.lib.stride_tricks.sliding_window_view(P, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    return view.transpose(0, 2, 3, 1, 4, 5).reshape(-1, X.shape[1] * kh * kw).T


# %% X1103 04.11 | the bias is missing: each filter has its own
edit("conv2d_im2col", ".T + b", ".T")
