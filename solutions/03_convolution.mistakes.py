"""Wrong answers to notebook 03: how each changes the reference, and the words that name it."""
# ruff: noqa

# %% X0301a 03.1 | only the last copy in each place: the copies are added
edit("paper_full", "1, 4, -1", "-1, 1, 1")


# %% X0301b 03.1 | not turned round: this is the cross-correlation
edit("paper_valid", "[4]", "[3]")


# %% X0301c 03.1 | turned round: this is the convolution
def paper_xcorr():
    return [2, 1, 4, -1, 2]


# %% X0301d 03.1 | it is the second that slides
def paper_xcorr():
    return [1, 0, 3, 0, 4]


# %% X0301e 03.1 | a slip of the pencil: one number is off
edit("paper_full", "-1, 2", "1, 2")


# %% M142 03.2 | only the last copy's contribution kept (= for +=): overlapping copies add up
def conv1d_full(a, b):
    N, M = len(a), len(b)
    y = np.zeros(N + M - 1)
    for i in range(N):
        for j in range(M):
            y[i + j] = a[i] * b[j]
    return y


# %% M143 03.2 | kernel flipped the wrong way: this is the cross-correlation
def conv1d_full(a, b):
    N, M = len(a), len(b)
    y = np.zeros(N + M - 1)
    for i in range(N):
        for j in range(M):
            y[i + M - 1 - j] += a[i] * b[j]
    return y


# %% M145 03.2 | values truncated to integers
def conv1d_full(a, b):
    N, M = len(a), len(b)
    y = np.zeros(N + M - 1, dtype=int)
    for i in range(N):
        for j in range(M):
            y[i + j] += a[i] * b[j]
    return y


# %% X0302a 03.2 | numpy.convolve is not to be used here: this exercise is about writing it yourself
def conv1d_full(a, b):
    return np.convolve(a, b)


# %% X0302b 03.2 | numpy.fft.rfft is not to be used here: this exercise is about writing it yourself
def conv1d_full(a, b):
    n = len(a) + len(b) - 1
    return np.fft.irfft(np.fft.rfft(a, n) * np.fft.rfft(b, n), n)


# %% X0302c 03.2 | numpy.polymul is not to be used here: this exercise is about writing it yourself
def conv1d_full(a, b):
    return np.polymul(a, b)


# %% X0302d 03.2 | the valid part only: outputs where the kernel sticks out count too
def conv1d_full(a, b):
    M = len(b)
    return np.array([np.dot(a[n:n + M], b[::-1]) for n in range(len(a) - M + 1)])


# %% X0302e 03.2 | shifted by 1
def conv1d_full(a, b):
    y = np.zeros(len(a) + len(b) - 1)
    for n in range(len(y)):
        for k in range(len(a)):
            if 0 <= n - k - 1 < len(b):
                y[n] += a[k] * b[n - k - 1]
    return y


# %% M146 03.3 | kernel not flipped: this is the cross-correlation
def conv1d_flip(a, b):
    N, M = len(a), len(b)
    k = np.asarray(b)
    p = np.concatenate([np.zeros(M - 1), a, np.zeros(M - 1)])
    return np.array([np.dot(k, p[n:n + M]) for n in range(N + M - 1)])


# %% M149 03.3 | signal flipped too: only one of the two is turned round
def conv1d_flip(a, b):
    N, M = len(a), len(b)
    k = np.asarray(b)[::-1]
    p = np.concatenate([np.zeros(M - 1), np.asarray(a)[::-1], np.zeros(M - 1)])
    return np.array([np.dot(k, p[n:n + M]) for n in range(N + M - 1)])


# %% X0303a 03.3 | numpy.correlate is not to be used here: this exercise is about writing it yourself
def conv1d_flip(a, b):
    return np.correlate(a, b[::-1], "full")


# %% X0303b 03.3 | in reverse order
def conv1d_flip(a, b):
    M = len(b)
    p = np.pad(a[::-1], M - 1)
    return np.array([np.dot(b, p[n:n + M]) for n in range(len(a) + M - 1)])


# %% M150 03.4 | upper instead of lower band: T[i, j] is b[i - j]
def toeplitz_matrix(b, n):
    m = len(b)
    T = np.zeros((n + m - 1, n))
    for i in range(n + m - 1):
        for j in range(n):
            if 0 <= j - i < m:
                T[i, j] = b[j - i]
    return T


# %% M152 03.4 | wrong shape: (n + m - 1, n), the full convolution is longer than the signal
def toeplitz_matrix(b, n):
    m = len(b)
    T = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            if 0 <= i - j < m:
                T[i, j] = b[i - j]
    return T


# %% M153 03.4 | kernel reversed: the product is the cross-correlation
def toeplitz_matrix(b, n):
    m = len(b)
    T = np.zeros((n + m - 1, n))
    for i in range(n + m - 1):
        for j in range(n):
            if 0 <= i - j < m:
                T[i, j] = b[m - 1 - (i - j)]
    return T


# %% M154 03.4 | each row holds b: the columns should hold shifted copies of b
def toeplitz_matrix(b, n):
    m = len(b)
    T = np.zeros((n + m - 1, n))
    for i in range(n + m - 1):
        for k in range(m):
            if i + k < n:
                T[i, i + k] = b[k]
    return T


# %% X0304a 03.4 | transposed: rows and columns are exchanged
def toeplitz_matrix(b, n):
    T = np.zeros((n, n + len(b) - 1))
    for i in range(n):
        T[i, i:i + len(b)] = b
    return T


# %% X0304b 03.4 | a negative index wraps round: b[i - j] is 0 where i - j is negative
def toeplitz_matrix(b, n):
    m = len(b)
    T = np.zeros((n + m - 1, n))
    for i in range(n + m - 1):
        for j in range(n):
            if -m <= i - j < m:
                T[i, j] = b[i - j]
    return T


# %% M155 03.5 | kernel flipped: this is the convolution
def xcorr1d(f, g):
    N, M = len(f), len(g)
    y = np.zeros(N + M - 1)
    for n in range(N + M - 1):
        for m in range(M):
            k = n - (M - 1) + m
            if 0 <= k < N:
                y[n] += f[k] * g[M - 1 - m]
    return y


# %% M157 03.5 | shifted by M - 1: the full result starts at lag -(M - 1)
def xcorr1d(f, g):
    N, M = len(f), len(g)
    y = np.zeros(N + M - 1)
    for n in range(N + M - 1):
        for m in range(M):
            k = n + m
            if 0 <= k < N:
                y[n] += f[k] * g[m]
    return y


# %% M158 03.5 | the signal's end enters at the beginning: a negative index wraps round
def xcorr1d(f, g):
    N, M = len(f), len(g)
    y = np.zeros(N + M - 1)
    for n in range(N + M - 1):
        for m in range(M):
            k = n - (M - 1) + m
            if -N <= k < N:
                y[n] += f[k] * g[m]
    return y


# %% M160 03.5 | kernel not flipped: cross-correlation returned as convolution
def xcorr1d(f, g):
    N, M = len(f), len(g)
    y = np.zeros(N + M - 1)
    for n in range(N + M - 1):
        for m in range(M):
            k = n - (M - 1) + m
            if 0 <= k < N:
                y[n] += f[k] * g[m]
    return y


def conv_from_xcorr(a, b):
    return xcorr1d(a, b)


# %% X0305a 03.5 | in reverse order: the lags rise, and f is the signal, g the kernel
def xcorr1d(f, g):
    f, g = g, f
    p = np.pad(f, len(g) - 1)
    return np.array([np.dot(p[i:i + len(g)], g) for i in range(len(f) + len(g) - 1)])


# %% X0305b 03.5 | these two commute: exchanging f and g leaves f ⋆ g as it is
def noncommuting_pair():
    return [1, 2, 1], [3, 5, 3]


# %% X0305c 03.5 | these two commute: exchanging f and g leaves f ⋆ g as it is
def noncommuting_pair():
    return [2, -1, 1], [2, -1, 1]


# %% X0305d 03.5 | in reverse order: it is b that is turned round, not a
def conv_from_xcorr(a, b):
    return xcorr1d(np.asarray(a)[::-1], b)


# %% X0305e 03.5 | the valid part only: all lags at which the two overlap are asked for
def xcorr1d(f, g):
    M = len(g)
    return np.array([np.dot(f[i:i + M], g) for i in range(len(f) - M + 1)])


# %% M161 03.6 | kernel flipped once too often: this is the cross-correlation
def conv2d_full(A, B):
    h, w = A.shape
    kh, kw = B.shape
    Y = np.zeros((h + kh - 1, w + kw - 1))
    for i in range(h):
        for j in range(w):
            Y[i:i + kh, j:j + kw] += A[i, j] * B[::-1, ::-1]
    return Y


# %% M162 03.6 | flipped vertically only: both axes are flipped
def conv2d_full(A, B):
    h, w = A.shape
    kh, kw = B.shape
    P = np.pad(A, ((kh - 1, kh - 1), (kw - 1, kw - 1)))
    K = B[::-1]
    Y = np.zeros((h + kh - 1, w + kw - 1))
    for i in range(h + kh - 1):
        for j in range(w + kw - 1):
            Y[i, j] = np.sum(P[i:i + kh, j:j + kw] * K)
    return Y


# %% X0306a 03.6 | only the last copy's contribution kept (= for +=): overlapping copies add up
def conv2d_full(A, B):
    Y = np.zeros((A.shape[0] + B.shape[0] - 1, A.shape[1] + B.shape[1] - 1))
    for s in range(A.shape[0]):
        for t in range(A.shape[1]):
            Y[s:s + B.shape[0], t:t + B.shape[1]] = A[s, t] * B
    return Y


# %% X0306b 03.6 | flipped horizontally only: both axes are flipped
def conv2d_full(A, B):
    (h, w), (kh, kw) = A.shape, B.shape
    P, K = np.pad(A, ((kh - 1, kh - 1), (kw - 1, kw - 1))), B[:, ::-1]
    Y = np.zeros((h + kh - 1, w + kw - 1))
    for i in range(h + kh - 1):
        for j in range(w + kw - 1):
            Y[i, j] = np.sum(P[i:i + kh, j:j + kw] * K)
    return Y


# %% X0306c 03.6 | numpy.fft.rfft2 is not to be used here: this exercise is about writing it yourself
def conv2d_full(A, B):
    s = (A.shape[0] + B.shape[0] - 1, A.shape[1] + B.shape[1] - 1)
    return np.fft.irfft2(np.fft.rfft2(A, s) * np.fft.rfft2(B, s), s)


# %% X0306d 03.6 | values truncated to integers
def conv2d_full(A, B):
    Y = np.zeros((A.shape[0] + B.shape[0] - 1, A.shape[1] + B.shape[1] - 1), dtype=int)
    for s in range(A.shape[0]):
        for t in range(A.shape[1]):
            for u in range(B.shape[0]):
                for v in range(B.shape[1]):
                    Y[s + u, t + v] += A[s, t] * B[u, v]
    return Y


# %% X0306e 03.6 | the width is taken for the height: right for square images only
def conv2d_full(A, B):
    Y = np.zeros((A.shape[0] + B.shape[0] - 1, A.shape[0] + B.shape[0] - 1))
    for s in range(A.shape[0]):
        for t in range(A.shape[1]):
            Y[s:s + B.shape[0], t:t + B.shape[1]] += A[s, t] * B
    return Y


# %% M164 03.7 | kernel flipped: this is the convolution, layers compute the cross-correlation
def xcorr2d(A, K, stride=1, pad=0):
    P = np.pad(A, pad)
    kh, kw = K.shape
    oh = (P.shape[0] - kh) // stride + 1
    ow = (P.shape[1] - kw) // stride + 1
    Y = np.zeros((oh, ow))
    for i in range(oh):
        for j in range(ow):
            Y[i, j] = np.sum(P[i * stride:i * stride + kh, j * stride:j * stride + kw] * K[::-1, ::-1])
    return Y


# %% M165 03.7 | stride ignored: windows move by one
def xcorr2d(A, K, stride=1, pad=0):
    P = np.pad(A, pad)
    kh, kw = K.shape
    oh = (P.shape[0] - kh) // stride + 1
    ow = (P.shape[1] - kw) // stride + 1
    Y = np.zeros((oh, ow))
    for i in range(oh):
        for j in range(ow):
            Y[i, j] = np.sum(P[i:i + kh, j:j + kw] * K)
    return Y


# %% M167 03.7 | transposed: rows and columns of the kernel exchanged
def xcorr2d(A, K, stride=1, pad=0):
    P = np.pad(A, pad)
    kh, kw = K.shape
    oh = (P.shape[0] - kh) // stride + 1
    ow = (P.shape[1] - kw) // stride + 1
    Y = np.zeros((oh, ow))
    for i in range(oh):
        for j in range(ow):
            Y[i, j] = np.sum(P[i * stride:i * stride + kh, j * stride:j * stride + kw] * K.T)
    return Y


# %% M169 03.7 | wrong only at the border: padding is with zeros
def xcorr2d(A, K, stride=1, pad=0):
    P = np.pad(A, pad, mode="edge")
    kh, kw = K.shape
    oh = (P.shape[0] - kh) // stride + 1
    ow = (P.shape[1] - kw) // stride + 1
    Y = np.zeros((oh, ow))
    for i in range(oh):
        for j in range(ow):
            Y[i, j] = np.sum(P[i * stride:i * stride + kh, j * stride:j * stride + kw] * K)
    return Y


# %% X0307a 03.7 | padding on one side only: zeros are put on each side
def xcorr2d(A, K, stride=1, pad=0):
    P = np.pad(A, ((pad, 0), (pad, 0)))
    kh, kw = K.shape
    oh, ow = (P.shape[0] - kh) // stride + 1, (P.shape[1] - kw) // stride + 1
    Y = np.zeros((oh, ow))
    for i in range(oh):
        for j in range(ow):
            Y[i, j] = np.sum(P[i * stride:i * stride + kh, j * stride:j * stride + kw] * K)
    return Y


# %% X0307b 03.7 | pad ignored: zeros are put on each side
def xcorr2d(A, K, stride=1, pad=0):
    P = A
    kh, kw = K.shape
    oh, ow = (P.shape[0] - kh) // stride + 1, (P.shape[1] - kw) // stride + 1
    Y = np.zeros((oh, ow))
    for i in range(oh):
        for j in range(ow):
            Y[i, j] = np.sum(P[i * stride:i * stride + kh, j * stride:j * stride + kw] * K)
    return Y


# %% X0307c 03.7 | stride ignored: windows move by one
def xcorr2d(A, K, stride=1, pad=0):
    P = np.pad(A, pad)
    kh, kw = K.shape
    Y = np.zeros((P.shape[0] - kh + 1, P.shape[1] - kw + 1))
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = np.sum(P[i:i + kh, j:j + kw] * K)
    return Y


# %% X0307d 03.7 | rounded up: a window that sticks out is left out
def xcorr2d(A, K, stride=1, pad=0):
    P = np.pad(A, pad)
    kh, kw = K.shape
    oh, ow = -(-(P.shape[0] - kh) // stride) + 1, -(-(P.shape[1] - kw) // stride) + 1
    Y = np.zeros((oh, ow))
    P = np.pad(P, ((0, stride), (0, stride)))
    for i in range(oh):
        for j in range(ow):
            Y[i, j] = np.sum(P[i * stride:i * stride + kh, j * stride:j * stride + kw] * K)
    return Y


# %% M171 03.8 | one too large when s does not divide: round down
def out_size(n, k, s=1, p=0):
    if k > n + 2 * p:
        raise ValueError("the kernel does not fit")
    return -(-(n + 2 * p - k) // s) + 1


def same_pad(k):
    if k % 2 == 0:
        raise ValueError("odd kernels only")
    return (k - 1) // 2


# %% M172 03.8 | one too small: there is always the first position
def out_size(n, k, s=1, p=0):
    if k > n + 2 * p:
        raise ValueError("the kernel does not fit")
    return (n + 2 * p - k) // s


def same_pad(k):
    if k % 2 == 0:
        raise ValueError("odd kernels only")
    return (k - 1) // 2


# %% M173 03.8 | p is added on both sides
def out_size(n, k, s=1, p=0):
    if k > n + 2 * p:
        raise ValueError("the kernel does not fit")
    return (n + p - k) // s + 1


def same_pad(k):
    if k % 2 == 0:
        raise ValueError("odd kernels only")
    return (k - 1) // 2


# %% M174 03.8 | a size of 0 or less where an error is due
def out_size(n, k, s=1, p=0):
    return (n + 2 * p - k) // s + 1


def same_pad(k):
    if k % 2 == 0:
        raise ValueError("odd kernels only")
    return (k - 1) // 2


# %% X0308a 03.8 | must be an integer
def out_size(n, k, s=1, p=0):
    if k > n + 2 * p:
        raise ValueError
    return np.floor((n + 2 * p - k) / s) + 1


# %% X0308b 03.8 | an even kernel is accepted: no padding keeps its size
def same_pad(k):
    return k // 2


# %% X0308c 03.8 | twice too large: k − 1 is what both sides get together
def same_pad(k):
    if k % 2 == 0:
        raise ValueError
    return k - 1


# %% X0309a 03.9 | the centre counts 0.2, its neighbours 0.1
edit("filter_table", "np.sum(A[i : i + 3, j : j + 3]) + 0.1 * A[i + 1, j + 1]", "A[i:i + 3, j:j + 3].sum()")


# %% X0309b 03.9 | the centre counts 0.2 in all: it is added on top of its 0.1
edit("filter_table", "np.sum(A[i : i + 3, j : j + 3]) + 0.1", "A[i:i + 3, j:j + 3].sum() + 0.2")


# %% X0309c 03.9 | truncated: rounding goes to the nearest integer
edit("filter_table", "6))", "6), dtype=int)")
edit("filter_table", "np.sum(A[i : i + 3, j : j + 3]", "A[i:i + 3, j:j + 3].sum(")


# %% X0309d 03.9 | has the shape (8, 8), not (6, 6)
def filter_table(A):
    P, Y = np.pad(A, 1), np.zeros((8, 8))
    for i in range(8):
        for j in range(8):
            Y[i, j] = 0.1 * P[i:i + 3, j:j + 3].sum() + 0.1 * P[i + 1, j + 1]
    return Y


# %% X0309e 03.9 | the mean of the weights: their sum is asked for
def dc_gain(K):
    return K.mean()


# %% X0309f 03.9 | the weights without their signs: a gain adds them as they are
def dc_gain(K):
    return np.abs(K).sum()


# %% X0309g 03.9 | gx and gy are exchanged: x runs along the columns
def ramp_response(K):
    u, v = np.indices(K.shape)
    return np.sum(u * K), np.sum(v * K)


# %% X0309h 03.9 | the sign of a convolution: ⋆ does not flip the kernel
def ramp_response(K):
    u, v = np.indices(K.shape)
    return -np.sum(v * K), -np.sum(u * K)


# %% X0309i 03.9 | the kernel is flipped: ⋆ takes it as it is
def ramp_response(K):
    u, v = np.indices(K.shape)
    return np.sum(v * K[::-1, ::-1]), np.sum(u * K[::-1, ::-1])


# %% X0309j 03.9 | b and c are exchanged: what do they make of a flat area?
edit("what_filter", 'sharpen", "c": "laplacian', 'laplacian", "c": "sharpen')


# %% X0309k 03.9 | the answer for d is none of the four words
edit("what_filter", '"derivative"}', '"sobel"}')


# %% X0309l 03.9 | at least one of the four is not right
edit("what_filter", 'laplacian", "d": "derivative', 'derivative", "d": "laplacian')


# %% M176 03.10 | shifted by -d: entry n comes from n - d
def circular_xcorr1d(x, w):
    N, M = len(x), len(w)
    y = np.zeros(N)
    for n in range(N):
        for m in range(M):
            y[n] += w[m] * x[(n + m) % N]
    return y


def shift(x, d):
    N = len(x)
    return np.array([x[(n + d) % N] for n in range(N)])


# %% M178 03.10 | on the circle nothing is lost: what leaves on one side enters on the other
def circular_xcorr1d(x, w):
    N, M = len(x), len(w)
    y = np.zeros(N)
    for n in range(N):
        for m in range(M):
            y[n] += w[m] * x[(n + m) % N]
    return y


def shift(x, d):
    N = len(x)
    return np.array([x[n - d] if 0 <= n - d < N else 0.0 for n in range(N)])


# %% X0310a 03.10 | the ends see zeros: on the circle they see the other end
edit("circular_xcorr1d", "(n + m) % N] for m in range(len(w))", "n + m] for m in range(len(w)) if n + m < N")


# %% X0310b 03.10 | kernel flipped: this is the circular convolution
edit("circular_xcorr1d", "+ m) %", "- m) %")


# %% X0310c 03.10 | d larger than the signal: go round the circle more than once
def shift(x, d):
    return np.concatenate([x[-d:], x[:-d]]) if d else np.array(x)


# %% X0310d 03.10 | shifted by 1
edit("circular_xcorr1d", "m) %", "m - 1) %")


# %% M180 03.11 | weights exclude biases unless asked for
edit("conv_params", "(n_filters if bias else 0)", "n_filters")


# %% X0311a 03.11 | bias=True is not looked at
def fc_params(n_in, n_out, bias=False):
    return n_in * n_out


# %% X0311b 03.11 | one set of weights for all: here every output has its own
edit("local_params", "n_out * kh", "kh")


# %% X0311c 03.11 | the input channels are left out: a filter has c_in · kh · kw weights
edit("conv_params", "* c_in ", "")


# %% X0311d 03.11 | one bias for each channel of each filter: each filter has one
def conv_params(n_filters, kh, kw, c_in=1, bias=False):
    return n_filters * c_in * (kh * kw + (1 if bias else 0))


# %% X0311e 03.11 | weights exclude biases unless asked for
def fc_params(n_in, n_out, bias=False):
    return n_in * n_out + n_out


# %% M181 03.12 | only the main diagonal is looked at: every diagonal must be constant
def is_shift_invariant(W):
    n = W.shape[0]
    return bool(all(np.isclose(W[i, i], W[0, 0]) for i in range(n)))


# %% X0312a 03.12 | compared exactly: rounding errors make a Toeplitz matrix fail
def is_shift_invariant(W):
    return bool(np.all(W[1:, 1:] == W[:-1, :-1]))


# %% X0312b 03.12 | the tolerance is absolute: it is 1e-9 of the largest entry
def is_shift_invariant(W):
    return bool(np.all(np.abs(W[1:, 1:] - W[:-1, :-1]) <= 1e-9))


# %% X0312c 03.12 | constant along the other diagonals, i + j: a convolution needs i − j
def is_shift_invariant(W):
    V = W[:, ::-1]
    both = [np.abs(X[1:, 1:] - X[:-1, :-1]).max(initial=0) <= 1e-9 * np.abs(W).max() for X in (W, V)]
    return any(both)


# %% X0312d 03.12 | the diagonals on one side are not looked at: every diagonal must be constant
def is_shift_invariant(W):
    D = np.triu(W)
    return bool(np.all(np.abs(D[1:, 1:] - D[:-1, :-1]) <= 1e-9 * np.abs(W).max()))


# %% X0312e 03.12 | is refused
def is_shift_invariant(W):
    return bool(np.allclose(W, W.T, rtol=0, atol=1e-9 * np.abs(W).max()))
