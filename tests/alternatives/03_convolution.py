"""Correct answers to notebook 03, written differently."""
# ruff: noqa

# %% Y0301 03.1 | arrays and floats, and a bare number
def paper_full():
    return np.array([2.0, 1.0, 4.0, -1.0, 2.0])


def paper_valid():
    return 4


def paper_xcorr():
    return (4, 0, 3, 0, 1)


# %% Y0301b 03.1 | tuples of NumPy integers, a column
def paper_full():
    return tuple(np.array([2, 1, 4, -1, 2], dtype=np.int8))


def paper_valid():
    return np.array([[4]])


def paper_xcorr():
    return np.array([4, 0, 3, 0, 1], dtype=np.float32)


# %% Y0301c 03.1 | worked out by loops, with a print
def paper_full():
    a, b, y = [2, -1, 1], [1, 1, 2], [0] * 5
    for i in range(3):
        for j in range(3):
            y[i + j] += a[i] * b[j]
    print(y)
    return y


def paper_valid():
    return paper_full()[2:3]


def paper_xcorr():
    return [sum(p * q for p, q in zip([0, 0, 2, -1, 1, 0, 0][i:], [1, 1, 2])) for i in range(5)]


# %% A049 03.2 | polynomial product with exact fractions
from fractions import Fraction


def conv1d_full(a, b):
    out = [Fraction(0)] * (len(a) + len(b) - 1)
    for i, p in enumerate(a):
        for j, q in enumerate(b):
            out[i + j] += Fraction(float(p)) * Fraction(float(q))
    return [float(v) for v in out]


# %% Y0302a 03.2 | output by output, prints and a warning
import warnings


def conv1d_full(a, b):
    print("computing", len(a), len(b))
    warnings.warn("slow")
    N, M = len(a), len(b)
    return tuple(sum(a[k] * b[n - k] for k in range(max(0, n - M + 1), min(N, n + 1))) for n in range(N + M - 1))


# %% Y0302b 03.2 | outer product and sums along its antidiagonals
def conv1d_full(a, b):
    outer = np.outer(a, b)[:, ::-1]
    return np.array([np.trace(outer, offset=len(b) - 1 - n) for n in range(len(a) + len(b) - 1)])


# %% Y0302c 03.2 | a polynomial object's coefficients by hand
def conv1d_full(a, b):
    y = np.zeros(len(a) + len(b) - 1, dtype=np.longdouble)
    np.add.at(y, np.add.outer(np.arange(len(a)), np.arange(len(b))), np.multiply.outer(a, b))
    return y


# %% A051 03.3 | sliding_window_view over the padded signal
def conv1d_flip(a, b):
    M = len(b)
    p = np.pad(np.asarray(a, dtype=float), (M - 1, M - 1))
    return np.lib.stride_tricks.sliding_window_view(p, M) @ np.flip(b)


# %% Y0303 03.3 | the signal is flipped instead, then the result
def conv1d_flip(a, b):
    N, M = len(a), len(b)
    padded = [0] * (M - 1) + list(a)[::-1] + [0] * (M - 1)
    return [sum(b[m] * padded[n + m] for m in range(M)) for n in range(N + M - 1)][::-1]


# %% Y0303b 03.3 | one window after the other, no padding, Kahan's summation
def conv1d_flip(a, b):
    reversed_b, y = list(b)[::-1], []
    for n in range(len(a) + len(b) - 1):
        total, lost = 0.0, 0.0
        for m in range(len(b)):
            k = n - (len(b) - 1) + m
            if 0 <= k < len(a):
                term = float(a[k]) * float(reversed_b[m]) - lost
                lost = (total + term) - total - term
                total += term
        y.append(total)
    return np.array(y)


# %% A052 03.4 | index arithmetic on a zero-framed kernel
def toeplitz_matrix(b, n):
    m = len(b)
    framed = np.concatenate([np.zeros(n - 1), b, np.zeros(n - 1)])
    i, j = np.ogrid[:n + m - 1, :n]
    return framed[i - j + n - 1]


# %% Y0304 03.4 | a list of rows
def toeplitz_matrix(b, n):
    m = len(b)
    return [[b[i - j] if 0 <= i - j < m else 0 for j in range(n)] for i in range(n + m - 1)]


# %% Y0304b 03.4 | sum of shifted identities, Fortran order
def toeplitz_matrix(b, n):
    rows = n + len(b) - 1
    return np.asfortranarray(sum(value * np.eye(rows, n, -k) for k, value in enumerate(b)))


# %% A054 03.5 | one matrix product per sequence
def xcorr1d(f, g):
    N, M = len(f), len(g)
    T = np.zeros((N + M - 1, N))
    for k in range(N):
        T[k:k + M, k] = np.asarray(g)[::-1]
    return T @ f


def conv_from_xcorr(a, b):
    return xcorr1d(a, tuple(b)[::-1])


# %% Y0305 03.5 | arrays of floats for the pair, lags one by one
def xcorr1d(f, g):
    N, M = len(f), len(g)
    return [sum(f[l + m] * g[m] for m in range(M) if 0 <= l + m < N) for l in range(1 - M, N)]


def conv_from_xcorr(a, b):
    return list(xcorr1d(b, np.flip(a)))


def noncommuting_pair():
    return [np.array([0.0, 1e-3]), np.array([1.0])]


# %% Y0305b 03.5 | windows by einsum, the convolution from g ⋆ f read backwards
def xcorr1d(f, g):
    M = len(g)
    p = np.concatenate([np.zeros(M - 1), f, np.zeros(M - 1)])
    return np.einsum("im,m->i", np.lib.stride_tricks.sliding_window_view(p, M), g)


def conv_from_xcorr(a, b):
    return xcorr1d(np.asarray(b)[::-1], a)[::-1]


def noncommuting_pair():
    return (1,), (2, 3)


# %% A055 03.6 | sum of shifted images
def conv2d_full(A, B):
    (h, w), (p, q) = A.shape, B.shape
    return sum(B[u, v] * np.pad(A, ((u, p - 1 - u), (v, q - 1 - v))) for u in range(p) for v in range(q))


# %% Y0306 03.6 | rows by rows through one-dimensional sums
def conv2d_full(A, B):
    (H, W), (kh, kw) = A.shape, B.shape
    Y = [[0.0] * (W + kw - 1) for _ in range(H + kh - 1)]
    for s in range(H):
        for u in range(kh):
            for t in range(W):
                for v in range(kw):
                    Y[s + u][t + v] += A[s, t] * B[u, v]
    return Y


# %% Y0306b 03.6 | flip and filter with a windows view
def conv2d_full(A, B):
    kh, kw = B.shape
    P = np.pad(A, ((kh - 1, kh - 1), (kw - 1, kw - 1)))
    windows = np.lib.stride_tricks.sliding_window_view(P, (kh, kw))
    return np.einsum("ijuv,uv->ij", windows, B[::-1, ::-1])


# %% Y0307 03.7 | windows view with a step, a view as result
def xcorr2d(A, K, stride=1, pad=0):
    P = np.pad(A, pad)
    windows = np.lib.stride_tricks.sliding_window_view(P, K.shape)
    return np.tensordot(windows, K, axes=2)[::stride, ::stride]


# %% Y0307b 03.7 | no padded array: skips what lies outside
def xcorr2d(A, K, stride=1, pad=0):
    H, W = A.shape
    kh, kw = K.shape
    out = []
    for top in range(-pad, H + pad - kh + 1, stride):
        row = []
        for left in range(-pad, W + pad - kw + 1, stride):
            row.append(sum(A[top + u][left + v] * K[u][v] for u in range(kh) for v in range(kw)
                           if 0 <= top + u < H and 0 <= left + v < W))
        out.append(row)
    return out


# %% Y0307c 03.7 | im2col and a matrix product
def xcorr2d(A, K, stride=1, pad=0):
    P = np.pad(A, ((pad, pad), (pad, pad)), mode="constant")
    kh, kw = K.shape
    rows = np.arange(0, P.shape[0] - kh + 1, stride)
    cols = np.arange(0, P.shape[1] - kw + 1, stride)
    patches = np.stack([P[i:i + kh, j:j + kw].ravel() for i in rows for j in cols])
    return (patches @ K.ravel()).reshape(len(rows), len(cols))


# %% A058 03.8 | recursion
def out_size(n, k, s=1, p=0):
    if p:
        return out_size(n + 2 * p, k, s)
    if k > n:
        raise ValueError("kernel too large")
    return 1 if n - k < s else 1 + out_size(n - s, k, s)


def same_pad(k):
    if not k % 2:
        raise ValueError("even kernel")
    return k >> 1


# %% Y0308 03.8 | a NumPy integer, and a count of starts
def out_size(n, k, s=1, p=0):
    starts = range(0, n + 2 * p - k + 1, s)
    if not starts:
        raise ValueError
    return np.int64(len(starts))


def same_pad(k):
    p, rest = divmod(k - 1, 2)
    if rest:
        raise ValueError("even")
    return p


# %% Y0308b 03.8 | rounded by math, warnings, errors of one's own kind
import math
import warnings


class DoesNotFit(ValueError):
    pass


def out_size(n, k, s=1, p=0):
    warnings.warn("sizes")
    size = math.floor((n + 2 * p - k) / s) + 1
    if size < 1:
        raise DoesNotFit(n, k)
    return size


def same_pad(k):
    if out_size(k, k) and k & 1:
        return np.intp(k // 2)
    raise DoesNotFit


# %% Y0309 03.9 | rounded half to even, integers, a dictionary turned round
def filter_table(A):
    K = np.full((3, 3), 0.1)
    K[1, 1] = 0.2
    windows = np.lib.stride_tricks.sliding_window_view(A, (3, 3))
    return np.rint((windows * K).sum(axis=(2, 3))).astype(int)


def dc_gain(K):
    return sum(sum(row) for row in K)


def ramp_response(K):
    kh, kw = K.shape
    return [K.sum(axis=0) @ np.arange(kw), np.arange(kh) @ K.sum(axis=1)]


def what_filter(name):
    return ["blur", "sharpen", "laplacian", "derivative"]["abcd".index(name)]


# %% Y0309b 03.9 | rounded half up, as lists
def filter_table(A):
    return [[int(np.floor(0.1 * (A[i:i + 3, j:j + 3].sum() + A[i + 1, j + 1]) + 0.5 + 1e-12)) for j in range(6)] for i in range(6)]


# %% Y0309c 03.9 | shifted copies of the whole image, in single precision
def filter_table(A):
    A = np.asarray(A, dtype=np.float32)
    total = A[1:7, 1:7].copy()
    for u in range(3):
        for v in range(3):
            total += A[u:u + 6, v:v + 6]
    return total / 10


def dc_gain(K):
    return np.einsum("uv->", K)


def ramp_response(K):
    K = np.asarray(K)
    gx = gy = 0.0
    for u in range(K.shape[0]):
        for v in range(K.shape[1]):
            gx, gy = gx + v * K[u, v], gy + u * K[u, v]
    return np.array([gx, gy])


def what_filter(name):
    match name:
        case "a":
            return "blur"
        case "b":
            return "sharpen"
        case "c":
            return "laplacian"
    return "derivative"


# %% A059 03.10 | roll and a sum of rolled copies
def circular_xcorr1d(x, w):
    return sum(wm * np.roll(x, -m) for m, wm in enumerate(w))


def shift(x, d):
    d %= len(x)
    return np.concatenate((x[len(x) - d:], x[:len(x) - d]))


# %% Y0310 03.10 | modular indexing all at once
def circular_xcorr1d(x, w):
    n = np.arange(len(x))[:, None]
    return x[(n + np.arange(len(w))) % len(x)] @ w


def shift(x, d):
    return np.roll(x, d)


# %% Y0310b 03.10 | an extended signal and a slice
def circular_xcorr1d(x, w):
    N, M = len(x), len(w)
    twice = np.concatenate([x, x])
    return [float(np.dot(w, twice[n:n + M])) for n in range(N)]


def shift(x, d):
    return list(np.tile(x, 3)[len(x) - d % len(x):2 * len(x) - d % len(x)])


# %% A060 03.11 | products of tuples
from math import prod


def fc_params(n_in, n_out, bias=False):
    return prod((n_in + bool(bias), n_out))


def local_params(n_out, kh, kw, c_in=1, bias=False):
    return n_out * (kh * kw * c_in + int(bias))


def conv_params(n_filters, kh, kw, c_in=1, bias=False):
    return int(np.prod([n_filters, kh * kw * c_in + bias]))


# %% Y0311 03.11 | arrays of ones are counted
def fc_params(n_in, n_out, bias=False):
    count = n_in * n_out
    return count + n_out if bias is True else count


def local_params(n_out, kh, kw, c_in=1, bias=False):
    return np.float64(n_out) * kh * kw * c_in + (n_out if bias else 0)


def conv_params(n_filters, kh, kw, c_in=1, bias=False):
    return np.ones((n_filters, c_in, kh, kw)).size + bias * np.ones(n_filters).size


# %% Y0311b 03.11 | one function for all three
def local_params(n_out, kh, kw, c_in=1, bias=False):
    return fc_params(c_in * kw * kh, n_out, bias)


def conv_params(n_filters, kh, kw, c_in=1, bias=False):
    print("as many as", n_filters, "outputs with weights of their own")
    return local_params(n_filters, kh, kw, c_in, bias=bias)


# %% Y0312 03.12 | every diagonal by itself
def is_shift_equivariant(W):
    N = len(W)
    spread = [np.ptp(np.diagonal(W, k)) for k in range(1 - N, N)]
    return np.max(spread) <= 1e-9 * np.abs(W).max()


# %% Y0312b 03.12 | each entry against the first of its diagonal, scaled
def is_shift_equivariant(W):
    size = abs(W).max()
    if size == 0:
        return True
    V = W / size
    for i in range(len(V)):
        for j in range(len(V)):
            if abs(V[i, j] - V[max(i - j, 0), max(j - i, 0)]) > 1e-9:
                return False
    return True


# %% Y0312c 03.12 | the matrix that its first row and column make
def is_shift_equivariant(W):
    W = np.asarray(W, dtype=float)
    g = np.concatenate([W[0, :0:-1], W[:, 0]])
    i, j = np.indices(W.shape)
    made = g[i - j + len(W) - 1]
    return np.max(np.abs(W - made)) <= 1e-9 * np.max(np.abs(W))
