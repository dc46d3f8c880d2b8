"""Correct answers to notebook 04, written differently."""
# ruff: noqa

# %% A062 04.1 | traces of shifted diagonals
def tied_grad(dW_dense, M):
    half = M // 2
    return [np.trace(dW_dense, offset=k) for k in range(-half, half + 1)]


# %% X0101 04.1 | einsum with shifted unit matrices, a print and a warning
def tied_grad(dW_dense, M):
    import warnings

    N, c = len(dW_dense), (M - 1) // 2
    print("the copies of each weight:", [N - abs(m - c) for m in range(M)])
    warnings.warn("diagonals may be empty")
    places = np.stack([np.eye(N, k=m - c) for m in range(M)])
    return np.einsum("mij,ij->m", places, dW_dense)


# %% X0102 04.1 | each entry is sent to its weight, from the last to the first
def tied_grad(dW_dense, M):
    N, c = len(dW_dense), M // 2
    n, k = np.nonzero(np.abs(np.subtract.outer(np.arange(N), np.arange(N))) <= c)
    dw = np.zeros(M)
    np.add.at(dw, (k - n + c)[::-1], np.asarray(dW_dense)[n, k][::-1])
    return dw


# %% A063 04.2 | Toeplitz matrix cut to N rows
def conv1d_forward(x, w, b, c):
    N = len(x)
    T = sum(np.eye(N, k=m - c) * w[m] for m in range(len(w)))
    return T @ x + b


# %% X0201 04.2 | numpy.correlate on the padded signal
def conv1d_forward(x, w, b, c):
    padded = np.concatenate([np.zeros(c), x, np.zeros(len(w) - 1 - c)])
    return b + np.correlate(padded, w, "valid")


# %% X0202 04.2 | a list of Python numbers
def conv1d_forward(x, w, b, c):
    x, w = [float(v) for v in x], [float(v) for v in w]
    return [
        b + sum(w[m] * x[n + m - c] for m in range(len(w)) if 0 <= n + m - c < len(x))
        for n in range(len(x))
    ]


# %% X0301 04.3 | the derivation itself, all outputs for each input
def dy_dx(n, j, w, c):
    return np.array(w[j - n + c]) if -1 < j - n + c < len(w) else 0


def conv1d_backward_input(g, w, c):
    return [sum(g[n] * dy_dx(n, j, w, c) for n in range(len(g))) for j in range(len(g))]


# %% X0302 04.3 | one true convolution, cut to size, with a print
def conv1d_backward_input(g, w, c):
    print("full convolution")
    return np.convolve(g, w)[c : c + len(g)]


# %% X0303 04.3 | product with the transposed matrix
def conv1d_backward_input(g, w, c):
    N = len(g)
    C = sum(w[m] * np.eye(N, k=m - c) for m in range(len(w)))
    return C.T @ g


# %% X0304 04.3 | Fourier transform
def conv1d_backward_input(g, w, c):
    n = len(g) + len(w)
    return np.fft.irfft(np.fft.rfft(g, n) * np.fft.rfft(w, n), n)[c : c + len(g)]


# %% A065 04.4 | padded signal, one dot product per weight
def conv1d_backward_weights(g, x, M, c):
    N = len(x)
    p = np.concatenate([np.zeros(c), x, np.zeros(M)])
    return [float(np.dot(g, p[m:m + N])) for m in range(M)], g.sum()


# %% X0401 04.4 | sums along the diagonals of the outer product
def dy_dw(n, m, x, c):
    return float(x[n + m - c]) if n + m - c in range(len(x)) else 0


def dy_db(n):
    return np.float64(1)


def conv1d_backward_weights(g, x, M, c):
    outer = np.outer(g, x)
    return [outer.trace(m - c) for m in range(M)], np.array(g.sum())


# %% X0402 04.4 | the derivation itself, all outputs for each weight
def conv1d_backward_weights(g, x, M, c):
    N = len(g)
    dw = [sum(g[n] * dy_dw(n, m, x, c) for n in range(N)) for m in range(M)]
    return [np.array(dw), sum(g[n] * dy_db(n) for n in range(N))]


# %% A066 04.6 | convolution by FFT
def conv2d_forward(X, W, b, stride=1, pad=0):
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    H, Wd = P.shape[2:]
    kh, kw = W.shape[2:]
    FX = np.fft.rfft2(P, (H, Wd))
    FK = np.conj(np.fft.rfft2(W, (H, Wd)))
    full = np.fft.irfft2(np.einsum("nchw,fchw->nfhw", FX, FK), (H, Wd))
    out = full[:, :, :H - kh + 1:stride, :Wd - kw + 1:stride] + b[:, None, None]
    return out, None


# %% X0601 04.6 | seven loops over single numbers
def conv2d_forward(X, W, b, stride=1, pad=0):
    N, C, H, width = X.shape
    F, _, kh, kw = W.shape
    OH = (H + 2 * pad - kh) // stride + 1
    OW = (width + 2 * pad - kw) // stride + 1
    out = []
    for n in range(N):
        maps = []
        for f in range(F):
            rows = []
            for i in range(OH):
                row = []
                for j in range(OW):
                    total = b[f]
                    for c in range(C):
                        for u in range(kh):
                            for v in range(kw):
                                y, x = i * stride + u - pad, j * stride + v - pad
                                if 0 <= y < H and 0 <= x < width:
                                    total = total + W[f, c, u, v] * X[n, c, y, x]
                    row.append(float(total))
                rows.append(row)
            maps.append(rows)
        out.append(maps)
    return out, {"X": X, "W": W}


# %% X0602 04.6 | sliding windows and einsum
def conv2d_forward(X, W, b, stride=1, pad=0):
    P = np.pad(X, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    view = np.lib.stride_tricks.sliding_window_view(P, W.shape[2:], axis=(2, 3))
    view = view[:, :, ::stride, ::stride]
    return np.einsum("ncijuv,fcuv->nfij", view, W) + b.reshape(1, -1, 1, 1), (X, W, b, stride, pad)


# %% A068 04.7 | input gradient as a full convolution of the dilated upstream gradient
def conv2d_backward(dout, cache):
    X, W, b, s, p = cache
    F, C, kh, kw = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (p, p), (p, p)))
    G = np.zeros(dout.shape[:2] + (P.shape[2] - kh + 1, P.shape[3] - kw + 1))
    G[:, :, :(dout.shape[2] - 1) * s + 1:s, :(dout.shape[3] - 1) * s + 1:s] = dout      # dilated
    dW = np.zeros(W.shape)
    for u in range(kh):
        for v in range(kw):
            dW[:, :, u, v] = np.tensordot(G, P[:, :, u:u + G.shape[2], v:v + G.shape[3]], axes=([0, 2, 3], [0, 2, 3]))
    Q = np.pad(G, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    K = W[:, :, ::-1, ::-1]
    dP = np.zeros(P.shape)
    for i in range(P.shape[2]):
        for j in range(P.shape[3]):
            dP[:, :, i, j] = np.tensordot(Q[:, :, i:i + kh, j:j + kw], K, axes=([1, 2, 3], [0, 2, 3]))
    return [dP[:, :, p:p + X.shape[2], p:p + X.shape[3]], dW, [float(g.sum()) for g in dout.swapaxes(0, 1)]]


# %% A069 04.7 | unrolled input and np.add.at
def conv2d_backward(dout, cache):
    X, W, b, stride, pad = cache
    N, C, H, Wd = X.shape
    F, _, kh, kw = W.shape
    oh, ow = dout.shape[2:]
    r = (stride * np.arange(oh)[:, None, None, None] + np.arange(kh)[:, None]) + np.zeros((1, ow, 1, kw), int)
    s = (stride * np.arange(ow)[:, None, None] + np.arange(kw)) + np.zeros((oh, 1, kh, 1), int)
    P = np.zeros((N, C, H + 2 * pad, Wd + 2 * pad))
    P[:, :, pad:pad + H, pad:pad + Wd] = X
    cols = P[:, :, r, s]
    D = np.tensordot(dout, W, axes=(1, 0)).transpose(0, 3, 1, 2, 4, 5)
    dP = np.zeros_like(P)
    np.add.at(dP, (slice(None), slice(None), r, s), D)
    return dP[:, :, pad:pad + H, pad:pad + Wd], np.tensordot(dout, cols, axes=([0, 2, 3], [0, 2, 3])), dout.sum((0, 2, 3))


# %% X0701 04.7 | seven loops over single numbers
def conv2d_backward(dout, cache):
    X, W, b, stride, pad = cache
    N, C, H, width = X.shape
    F, _, kh, kw = W.shape
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    db[f] += dout[n, f, i, j]
                    for c in range(C):
                        for u in range(kh):
                            for v in range(kw):
                                y, x = i * stride + u - pad, j * stride + v - pad
                                if 0 <= y < H and 0 <= x < width:
                                    dX[n, c, y, x] += dout[n, f, i, j] * W[f, c, u, v]
                                    dW[f, c, u, v] += dout[n, f, i, j] * X[n, c, y, x]
    return dX, dW, db


# %% X0702 04.7 | its own forward on the spread gradient, kernels flipped
def conv2d_backward(dout, cache):
    X, W, b, s, p = cache
    N, F, OH, OW = dout.shape
    C, H, width = X.shape[1:]
    kh, kw = W.shape[2:]
    spread = np.zeros((N, F, H + 2 * p - kh + 1, width + 2 * p - kw + 1))
    spread[:, :, : (OH - 1) * s + 1 : s, : (OW - 1) * s + 1 : s] = dout
    ready = np.pad(spread, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    kernels = W[:, :, ::-1, ::-1].transpose(1, 0, 2, 3)
    dP, _ = conv2d_forward(ready, kernels, np.zeros(C))
    P = np.pad(X, ((0, 0), (0, 0), (p, p), (p, p)))
    dW, _ = conv2d_forward(P.transpose(1, 0, 2, 3), spread.transpose(1, 0, 2, 3), np.zeros(F))
    return dP[:, :, p : p + H, p : p + width], dW.transpose(1, 0, 2, 3), dout.sum(axis=(0, 2, 3))


# %% X0703 04.7 | loops over the places of the kernel, a list of lists for db
def conv2d_backward(dout, cache):
    X, W, b, s, p = cache
    OH, OW = dout.shape[2:]
    kh, kw = W.shape[2:]
    P = np.pad(X, ((0, 0), (0, 0), (p, p), (p, p)))
    dP, dW = np.zeros_like(P), np.empty_like(W)
    for u in range(kh):
        for v in range(kw):
            at = np.s_[:, :, u : u + s * OH : s, v : v + s * OW : s]
            dP[at] += np.einsum("nfij,fc->ncij", dout, W[:, :, u, v])
            dW[:, :, u, v] = np.einsum("nfij,ncij->fc", dout, P[at])
    return [dP[:, :, p : P.shape[2] - p, p : P.shape[3] - p], dW, np.einsum("nfij->f", dout).tolist()]


# %% A071 04.8 | sliding windows, selection matrix as cache
def maxpool1d_forward(x, k, stride):
    x = np.asarray(x, dtype=float)
    win = np.lib.stride_tricks.sliding_window_view(x, k)[::stride]
    pick = np.zeros((len(win), len(x)))
    pick[np.arange(len(win)), win.argmax(axis=1) + stride * np.arange(len(win))] = 1
    return pick @ x, pick


def maxpool1d_backward(dout, cache):
    return dout @ cache


# %% X0801 04.8 | the derivation itself, the input as cache
def maxpool1d_forward(x, k, stride):
    out = [max(x[i : i + k]) for i in range(0, len(x) - k + 1, stride)]
    return out, [x, k, stride]


def maxpool1d_backward(dout, cache):
    x, k, stride = cache
    return [
        sum(dout[n] * dy_dx_pool(n, j, x, k, stride) for n in range(len(dout)))
        for j in range(len(x))
    ]


# %% X0802 04.8 | a closure as cache, a boolean derivative
def dy_dx_pool(n, j, x, k, stride):
    window = list(x[n * stride : n * stride + k])
    return j - n * stride == window.index(max(window))


def maxpool1d_forward(x, k, stride):
    starts = np.arange(0, len(x) - k + 1, stride)
    at = starts + np.array([np.argmax(x[s : s + k]) for s in starts])

    def back(dout):
        return np.bincount(at, weights=dout, minlength=len(x))

    return x[at], back


def maxpool1d_backward(dout, cache):
    return cache(dout)


# %% A072 04.9 | last of equal maxima
def maxpool2d_forward(X, kh, kw, stride):
    win = np.lib.stride_tricks.sliding_window_view(X, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    flat = win.reshape(win.shape[:4] + (-1,))
    k = kh * kw - 1 - flat[..., ::-1].argmax(axis=-1)
    return flat.max(axis=-1), (k, X.shape, kw, stride)


def maxpool2d_backward(dout, cache):
    k, shape, kw, stride = cache
    n, c, i, j = np.indices(k.shape)
    dX = np.zeros(shape)
    np.add.at(dX, (n, c, i * stride + k // kw, j * stride + k % kw), dout)
    return dX


# %% A073 04.9 | ties share the gradient equally
def maxpool2d_forward(X, kh, kw, stride):
    oh, ow = (X.shape[2] - kh) // stride + 1, (X.shape[3] - kw) // stride + 1
    out = np.full(X.shape[:2] + (oh, ow), -np.inf)
    for u in range(kh):
        for v in range(kw):
            np.maximum(out, X[:, :, u:u + stride * oh:stride, v:v + stride * ow:stride][:, :, :oh, :ow], out=out)
    return out, (X, out, kh, kw, stride)


def maxpool2d_backward(dout, cache):
    X, out, kh, kw, stride = cache
    oh, ow = out.shape[2:]
    at = [(u, v) for u in range(kh) for v in range(kw)]
    part = [X[:, :, u:u + stride * oh:stride, v:v + stride * ow:stride][:, :, :oh, :ow] == out for u, v in at]
    count = sum(p.astype(int) for p in part)
    dX = np.zeros(X.shape)
    for (u, v), p in zip(at, part):
        dX[:, :, u:u + stride * oh:stride, v:v + stride * ow:stride][:, :, :oh, :ow] += p * dout / count
    return dX


# %% A074 04.9 | input copied into a list of windows, loops
def maxpool2d_forward(X, kh, kw, stride):
    switches = {}
    N, C, H, W = X.shape
    out = []
    for n in range(N):
        for c in range(C):
            rows = []
            for i in range(0, H - kh + 1, stride):
                row = []
                for j in range(0, W - kw + 1, stride):
                    best = max(((X[n, c, r, s], -r, -s) for r in range(i, i + kh) for s in range(j, j + kw)))
                    switches.setdefault((n, c, -best[1], -best[2]), []).append((n, c, i // stride, j // stride))
                    row.append(float(best[0]))
                rows.append(row)
            out.append(rows)
    return np.reshape(out, (N, C) + np.shape(out)[1:]), (switches, X.shape)


def maxpool2d_backward(dout, cache):
    switches, shape = cache
    dX = np.zeros(shape)
    for place, sources in switches.items():
        dX[place] = sum(dout[s] for s in sources)
    return dX


# %% A076 04.10 | average as a product with a pooling matrix
def pool_matrix(n, k, s):
    m = (n - k) // s + 1
    M = np.zeros((m, n))
    for i in range(m):
        M[i, i * s:i * s + k] = 1 / k
    return M


def avgpool2d_forward(X, kh, kw, stride):
    R, C = pool_matrix(X.shape[2], kh, stride), pool_matrix(X.shape[3], kw, stride)
    return R @ X @ C.T, (R, C)


def avgpool2d_backward(dout, cache):
    R, C = cache
    return R.T @ dout @ C


# %% A078 04.10 | dense Jacobian kept in the cache
def avgpool2d_forward(X, kh, kw, stride):
    N, C, H, W = X.shape
    oh, ow = 1 + (H - kh) // stride, 1 + (W - kw) // stride
    J = np.zeros((oh * ow, H * W))
    for o in range(oh * ow):
        i, j = divmod(o, ow)
        window = np.zeros((H, W))
        window[i * stride:i * stride + kh, j * stride:j * stride + kw] = 1.0 / (kh * kw)
        J[o] = window.ravel()
    return (X.reshape(N, C, -1) @ J.T).reshape(N, C, oh, ow), (J, X.shape)


def avgpool2d_backward(dout, cache):
    J, shape = cache
    return (dout.reshape(*shape[:2], -1) @ J).reshape(shape)


# %% A079 04.10 | positions from a generator
def places(shape, kh, kw, stride):
    for i, r in enumerate(range(0, shape[2] - kh + 1, stride)):
        for j, s in enumerate(range(0, shape[3] - kw + 1, stride)):
            yield i, j, np.s_[:, :, r:r + kh, s:s + kw]


def avgpool2d_forward(X, kh, kw, stride):
    means = {(i, j): np.average(X[at], axis=(2, 3)) for i, j, at in places(X.shape, kh, kw, stride)}
    oh, ow = max(means)[0] + 1, max(means)[1] + 1
    out = np.array([[means[i, j] for j in range(ow)] for i in range(oh)])
    return out.transpose(2, 3, 0, 1), (np.shape(X), kh, kw, stride)


def avgpool2d_backward(dout, cache):
    shape, kh, kw, stride = cache
    dX = np.zeros(shape)
    for i, j, at in places(shape, kh, kw, stride):
        dX[at] += np.expand_dims(dout[:, :, i, j] / (kh * kw), (2, 3))
    return dX


# %% X1001 04.10 | nothing but Python loops
def avgpool2d_forward(X, kh, kw, stride):
    N, C, H, W = X.shape
    out = [
        [
            [
                [
                    sum(X[n, c, i + u, j + v] for u in range(kh) for v in range(kw)) / kh / kw
                    for j in range(0, W - kw + 1, stride)
                ]
                for i in range(0, H - kh + 1, stride)
            ]
            for c in range(C)
        ]
        for n in range(N)
    ]
    return out, (X.shape, kh, kw, stride)


def avgpool2d_backward(dout, cache):
    shape, kh, kw, stride = cache
    dX = np.zeros(shape)
    for n, c, i, j in np.ndindex(*np.shape(dout)):
        for u in range(kh):
            for v in range(kw):
                dX[n, c, i * stride + u, j * stride + v] += dout[n, c, i, j] / (kh * kw)
    return dX


# %% A080 04.11 | indices gathered at once
def im2col(X, kh, kw, stride=1, pad=0):
    N, C, H, W = X.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    oh, ow = (H + 2 * pad - kh) // stride + 1, (W + 2 * pad - kw) // stride + 1
    r = stride * np.arange(oh)[:, None, None, None, None] + np.arange(kh)[:, None]
    s = stride * np.arange(ow)[:, None, None, None] + np.arange(kw)
    n = np.arange(N)[:, None, None, None, None, None]
    c = np.arange(C)[:, None, None]
    return P[n, c, r, s].reshape(N * oh * ow, -1)


# %% X1101 04.11 | sliding windows; the product in another order
def im2col(X, kh, kw, stride=1, pad=0):
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    view = np.lib.stride_tricks.sliding_window_view(P, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    return view.transpose(0, 2, 3, 1, 4, 5).reshape(-1, X.shape[1] * kh * kw)


def conv2d_im2col(X, W, b, stride=1, pad=0):
    N, F = len(X), len(W)
    OH = (X.shape[2] + 2 * pad - W.shape[2]) // stride + 1
    columns = im2col(X, *W.shape[2:], stride, pad)
    rows = W.reshape(F, -1) @ columns.T + b[:, None]
    return rows.reshape(F, N, OH, -1).swapaxes(0, 1)


# %% X1102 04.11 | lists made in nested loops; each filter by itself
def im2col(X, kh, kw, stride=1, pad=0):
    N, C, H, W = X.shape
    rows = []
    for n in range(N):
        for i in range(-pad, H + pad - kh + 1, stride):
            for j in range(-pad, W + pad - kw + 1, stride):
                row = []
                for c in range(C):
                    for y in range(i, i + kh):
                        for x in range(j, j + kw):
                            row.append(float(X[n, c, y, x]) if 0 <= y < H and 0 <= x < W else 0)
                rows.append(row)
    return rows


def conv2d_im2col(X, W, b, stride=1, pad=0):
    kh, kw = W.shape[2:]
    OH = (X.shape[2] + 2 * pad - kh) // stride + 1
    columns = np.array(im2col(X, kh, kw, stride, pad))
    maps = [(columns @ kernel.ravel() + bias).reshape(len(X), OH, -1) for kernel, bias in zip(W, b)]
    return np.stack(maps, axis=1)
