"""Wrong answers to notebook 03: how each changes the reference, and the words that name it."""
# ruff: noqa


# %% X0301a 03.1 | only the last copy is kept in each place: the copies are added
edit("paper_full", "[2, 1, 4, -1, 2]", "[2, -1, 1, 1, 2]")


# %% S001 03.1 | not turned round: this is the cross-correlation
edit("paper_full", "[2, 1, 4, -1, 2]", "[4, 0, 3, 0, 1]")


# %% S002 03.1 | the sign of the −1 in (2, −1, 1) is lost
edit("paper_full", "[2, 1, 4, -1, 2]", "[2, 3, 6, 3, 2]")


# %% S003 03.1 | in reverse order: both signals are turned round
edit("paper_full", "[2, 1, 4, -1, 2]", "[2, -1, 4, 1, 2]")


# %% S004 03.1 | the valid part only: the first and last copies stick out, and count too
edit("paper_full", "[2, 1, 4, -1, 2]", "[4]")


# %% X0301e 03.1 | a slip of the pencil: one number has the wrong sign
edit("paper_full", "-1, 2", "1, 2")


# %% X0301b 03.1 | not turned round: this is the valid part of the cross-correlation
edit("paper_valid", "[4]", "[3]")


# %% S005 03.1 | the full convolution in place of its valid part
edit("paper_valid", "[4]", "[2, 1, 4, -1, 2]")


# %% S006 03.1 | cut to the length of the signals: the valid part has N - M + 1 entries
edit("paper_valid", "[4]", "[1, 4, -1]")


# %% X0301c 03.1 | turned round: this is the convolution
edit("paper_xcorr", "[4, 0, 3, 0, 1]", "[2, 1, 4, -1, 2]")


# %% X0301d 03.1 | (2, -1, 1) slides over (1, 1, 2): it is the second signal that slides
edit("paper_xcorr", "[4, 0, 3, 0, 1]", "[1, 0, 3, 0, 4]")


# %% S007 03.1 | the valid part only: the places where the two overlap in part count too
edit("paper_xcorr", "[4, 0, 3, 0, 1]", "[3]")


# %% S008 03.1 | the sign of the −1 in (2, −1, 1) is lost
edit("paper_xcorr", "[4, 0, 3, 0, 1]", "[4, 4, 5, 2, 1]")


# %% M142 03.2 | only the last copy's contribution kept (= for +=): overlapping copies add up
# look at: what happens to y where two copies overlap
edit("conv1d_full", "y[k : k + M] += a[k] * np.asarray(b)", "y[k : k + M] = a[k] * np.asarray(b)")


# %% S009 03.2 | the first copy is kept where copies overlap, and the others are not added
def conv1d_full(a, b):
    N, M = len(a), len(b)
    y = np.zeros(N + M - 1)
    for i in range(N):
        for j in range(M):
            if y[i + j] == 0:
                y[i + j] = a[i] * b[j]
    return y


# %% M143 03.2 | kernel flipped the wrong way: this is the cross-correlation
# look at: in which order b lies in a copy
edit("conv1d_full", "np.asarray(b)", "np.asarray(b)[::-1]")


# %% M145 03.2 | values truncated to integers: the result's array holds no fractions
# look at: the dtype of the array that you add to
def conv1d_full(a, b):
    N, M = len(a), len(b)
    y = np.zeros(N + M - 1, dtype=int)
    for i in range(N):
        for j in range(M):
            y[i + j] += a[i] * b[j]
    return y


# %% S087 03.2 | the result's array holds integers only, as a does: no fraction can be added to it
edit("conv1d_full", "np.zeros(N + M - 1)", "np.zeros_like(a, shape=N + M - 1)")


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
    return np.array([np.dot(a[n : n + M], b[::-1]) for n in range(len(a) - M + 1)])


# %% X0302e 03.2 | every copy starts one place too late, and the last number is lost
def conv1d_full(a, b):
    N, M = len(a), len(b)
    y = np.zeros(N + M)
    for k in range(N):
        y[k + 1 : k + 1 + M] += a[k] * b
    return y[:-1]


# %% S010 03.2 | the result is cut to the length of the signal: it has N + M - 1 entries
edit("conv1d_full", "return y", "return y[:N]")


# %% S011 03.2 | one entry too many: the result has N + M - 1 entries
edit("conv1d_full", "np.zeros(N + M - 1)", "np.zeros(N + M)")


# %% S012 03.2 | the last entry of a leaves no copy
edit("conv1d_full", "range(N)", "range(N - 1)")


# %% S013 03.2 | the copies are not scaled: each is a[j] times b
edit("conv1d_full", "a[k] * np.asarray(b)", "np.asarray(b)")


# %% S014 03.2 | the copies are not shifted: that of a[j] starts at the place j
edit("conv1d_full", "y[k : k + M]", "y[:M]")


# %% M146 03.3 | kernel not flipped: this is the cross-correlation
edit("conv1d_flip", "np.asarray(b)[::-1]", "np.asarray(b)")


# %% M149 03.3 | signal flipped too: only one of the two is turned round
edit("conv1d_flip", "np.pad(a, M - 1)", "np.pad(np.asarray(a)[::-1], M - 1)")


# %% X0303a 03.3 | numpy.correlate is not to be used here: this exercise is about writing it yourself
def conv1d_flip(a, b):
    return np.correlate(a, b[::-1], "full")


# %% X0303b 03.3 | in reverse order: the signal is turned round instead of the kernel
edit("conv1d_flip", "np.pad(a, M - 1)", "np.pad(np.asarray(a)[::-1], M - 1)")
edit("conv1d_flip", "np.asarray(b)[::-1]", "np.asarray(b)")


# %% S015 03.3 | the valid part only: outputs where the kernel sticks out count too
edit("conv1d_flip", "np.pad(a, M - 1)", "np.asarray(a)")
edit("conv1d_flip", "len(a) + M - 1", "len(a) - M + 1")


# %% S016 03.3 | the result is cut to the length of the signal: it has N + M - 1 entries
edit("conv1d_flip", "range(len(a) + M - 1)", "range(len(a))")


# %% S017 03.3 | one zero too many on each side: every output comes one place late
edit("conv1d_flip", "np.pad(a, M - 1)", "np.pad(a, M)")


# %% S018 03.3 | a window holds fewer than M numbers
# look at: the zeros on both sides, and how many windows there are
edit("conv1d_flip", "np.pad(a, M - 1)", "np.asarray(a)")


# %% S019 03.3 | zeros on the right only: the kernel sticks out on the left, too
edit("conv1d_flip", "np.pad(a, M - 1)", "np.pad(a, (0, 2 * M - 2))")


# %% S088 03.3 | the products of a window are not added up
edit("conv1d_flip", "np.sum(p[n : n + M] * reversed_b)", "p[n : n + M] * reversed_b")


# %% S020 03.3 | values truncated to integers: the result's array holds no fractions
edit("conv1d_flip", "range(len(a) + M - 1)])", "range(len(a) + M - 1)], dtype=int)")


# %% M150 03.4 | upper instead of lower band: the rows hold shifted copies of b, not the columns
# look at: T[i, j] is b[i - j]
def toeplitz_matrix(b, n):
    m = len(b)
    T = np.zeros((n + m - 1, n))
    for i in range(n + m - 1):
        for j in range(n):
            if 0 <= j - i < m:
                T[i, j] = b[j - i]
    return T


# %% M154 03.4 | upper instead of lower band: the rows hold shifted copies of b, not the columns
# look at: T[i, j] is b[i - j]
def toeplitz_matrix(b, n):
    m = len(b)
    T = np.zeros((n + m - 1, n))
    for i in range(n + m - 1):
        for k in range(m):
            if i + k < n:
                T[i, i + k] = b[k]
    return T


# %% M152 03.4 | only the first n rows: the full convolution is longer than the signal
# look at: the number of rows, n + M - 1
edit("toeplitz_matrix", "return T", "return T[:n]")


# %% M153 03.4 | kernel reversed: the product is the cross-correlation
edit("toeplitz_matrix", "M, j] = b", "M, j] = np.asarray(b)[::-1]")


# %% X0304a 03.4 | transposed: rows and columns are exchanged
edit("toeplitz_matrix", "return T", "return T.T")


# %% X0304b 03.4 | a negative index wraps round: b[i - j] is 0 where i - j is negative
def toeplitz_matrix(b, n):
    m = len(b)
    T = np.zeros((n + m - 1, n))
    for i in range(n + m - 1):
        for j in range(n):
            if -m <= i - j < m:
                T[i, j] = b[i - j]
    return T


# %% S021 03.4 | every column holds b from its first row on: each copy lies one place lower
edit("toeplitz_matrix", "T[j : j + M, j]", "T[:M, j]")


# %% S022 03.4 | values truncated to integers: the array holds no fractions
edit("toeplitz_matrix", "np.zeros((n + M - 1, n))", "np.zeros((n + M - 1, n), dtype=int)")


# %% S023 03.4 | one row too many: the full convolution has n + M - 1 entries
edit("toeplitz_matrix", "np.zeros((n + M - 1, n))", "np.zeros((n + M, n))")


# %% S024 03.4 | the last column is missing: there is one for each entry of the signal
edit("toeplitz_matrix", "range(n)", "range(n - 1)")


# %% M155 03.5 | kernel flipped: this is the convolution
edit("xcorr1d", "* g)", "* np.asarray(g)[::-1])")


# %% M157 03.5 | shifted by M - 1: the full result starts at lag -(M - 1)
# look at: the lag of the first number
edit("xcorr1d", "np.pad(f, M - 1)", "np.pad(f, (0, 2 * (M - 1)))")


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


# %% X0305a 03.5 | f and g are exchanged, and so the result is in reverse order
# look at: which of the two is slid; the lags rise
def xcorr1d(f, g):
    f, g = g, f
    p = np.pad(f, len(g) - 1)
    return np.array([np.dot(p[i : i + len(g)], g) for i in range(len(f) + len(g) - 1)])


# %% X0305e 03.5 | the valid part only: all lags at which the two overlap are asked for
edit("xcorr1d", "np.pad(f, M - 1)", "np.asarray(f)")
edit("xcorr1d", "len(f) + M - 1", "len(f) - M + 1")


# %% S025 03.5 | lags from 0 on only: the negative ones are missing
edit("xcorr1d", "np.pad(f, M - 1)", "np.pad(f, (0, M - 1))")
edit("xcorr1d", "range(len(f) + M - 1)", "range(len(f))")


# %% S083 03.5 | a window holds fewer than M numbers
# look at: the zeros on both sides, and how many windows there are
edit("xcorr1d", "np.pad(f, M - 1)", "np.asarray(f)")


# %% S026 03.5 | cut to the length of the signal: there are N + M - 1 lags
edit("xcorr1d", "range(len(f) + M - 1)", "range(len(f))")


# %% S089 03.5 | the products of a window are not added up
edit("xcorr1d", "np.sum(p[i : i + M] * g)", "p[i : i + M] * g")


# %% S027 03.5 | values truncated to integers: the result's array holds no fractions
edit("xcorr1d", "range(len(f) + M - 1)])", "range(len(f) + M - 1)], dtype=int)")


# %% M160 03.5 | kernel not flipped: the cross-correlation is returned as the convolution
edit("conv_from_xcorr", "np.asarray(b)[::-1]", "b")


# %% X0305d 03.5 | in reverse order: a and b have exchanged their parts
# look at: which of the two is turned round, and which goes first
edit("conv_from_xcorr", "a, np.asarray(b)[::-1]", "np.asarray(a)[::-1], b")


# %% S084 03.5 | in reverse order: a and b have exchanged their parts
# look at: which of the two is turned round, and which goes first
edit("conv_from_xcorr", "a, np.asarray(b)[::-1]", "np.asarray(b)[::-1], a")


# %% S028 03.5 | not flipped, and in reverse order: b alone is turned round, before the call
edit("conv_from_xcorr", "a, np", "np.asarray(a)[::-1], np")


# %% S029 03.5 | not flipped, and in reverse order: b alone is turned round, before the call
edit("conv_from_xcorr", "xcorr1d(a, np.asarray(b)[::-1])", "xcorr1d(a, b)[::-1]")


# %% X0305b 03.5 | these two commute: exchanging f and g leaves f ⋆ g as it is
# look at: f ⋆ g read from right to left; when is a list the same both ways?
edit("noncommuting_pair", "[1, 2], [3, 4]", "[1, 2, 1], [3, 5, 3]")


# %% X0305c 03.5 | these two commute: exchanging f and g leaves f ⋆ g as it is
# look at: f ⋆ g read from right to left; when is a list the same both ways?
edit("noncommuting_pair", "[1, 2], [3, 4]", "[2, -1, 1], [2, -1, 1]")


# %% S030 03.5 | these two commute: exchanging f and g leaves f ⋆ g as it is
# look at: f ⋆ g read from right to left; when is a list the same both ways?
edit("noncommuting_pair", "[1, 2], [3, 4]", "[2], [3]")


# %% M161 03.6 | kernel flipped once too often: this is the cross-correlation
# look at: in which order B lies in a copy
edit("conv2d_full", "* B", "* B[::-1, ::-1]")


# %% M162 03.6 | the kernel is flipped along one axis only, top to bottom
# look at: half a turn flips both axes
edit("conv2d_full", "* B", "* B[:, ::-1]")


# %% X0306b 03.6 | the kernel is flipped along one axis only, left to right
# look at: half a turn flips both axes
edit("conv2d_full", "* B", "* B[::-1]")


# %% X0306a 03.6 | only the last copy's contribution kept (= for +=): overlapping copies add up
# look at: what happens to Y where two copies overlap
edit("conv2d_full", "j0 : j0 + kw] +=", "j0 : j0 + kw] =")


# %% X0306c 03.6 | numpy.fft.rfft2 is not to be used here: this exercise is about writing it yourself
def conv2d_full(A, B):
    s = (A.shape[0] + B.shape[0] - 1, A.shape[1] + B.shape[1] - 1)
    return np.fft.irfft2(np.fft.rfft2(A, s) * np.fft.rfft2(B, s), s)


# %% X0306d 03.6 | values truncated to integers: the result's array holds no fractions
# look at: the dtype of the array that you add to
def conv2d_full(A, B):
    Y = np.zeros((A.shape[0] + B.shape[0] - 1, A.shape[1] + B.shape[1] - 1), dtype=int)
    for s in range(A.shape[0]):
        for t in range(A.shape[1]):
            for u in range(B.shape[0]):
                for v in range(B.shape[1]):
                    Y[s + u, t + v] += A[s, t] * B[u, v]
    return Y


# %% X0306e 03.6 | the height is taken for the width: right for square images only
edit("conv2d_full", "W + kw - 1))", "H + kh - 1))")


# %% S031 03.6 | rows and columns of the kernel are exchanged
edit("conv2d_full", "kh, kw = B.shape", "B = B.T\n    kh, kw = B.shape")


# %% S032 03.6 | the valid part only: outputs where the kernel sticks out count too
edit("conv2d_full", "return Y", "return Y[kh - 1 : H, kw - 1 : W]")


# %% S033 03.6 | the result is cut to the size of the image
edit("conv2d_full", "return Y", "return Y[:H, :W]")


# %% S034 03.6 | the copies are not shifted down, only to the right
edit("conv2d_full", "i0 : i0 + kh", "0:kh")


# %% M164 03.7 | kernel flipped: this is the convolution, layers compute the cross-correlation
edit("xcorr2d", "* K)", "* K[::-1, ::-1])")


# %% S035 03.7 | the kernel is flipped along one axis: layers take it as it is
edit("xcorr2d", "* K)", "* K[::-1])")


# %% S036 03.7 | the kernel is flipped along one axis: layers take it as it is
edit("xcorr2d", "* K)", "* K[:, ::-1])")


# %% M167 03.7 | rows and columns of the kernel are exchanged
edit("xcorr2d", "* K)", "* K.T)")


# %% S037 03.7 | rows and columns of the kernel are exchanged
edit("xcorr2d", "kh, kw = K.shape", "K = K.T\n    kh, kw = K.shape")


# %% M165 03.7 | stride ignored: windows move by one
# look at: where the window of Y[1, 0] begins
edit("xcorr2d", "i * stride, j * stride", "i, j")


# %% X0307c 03.7 | stride ignored: windows move by one
# look at: where the window of Y[1, 0] begins
edit("xcorr2d", "P = np.pad(A, pad)", "P, stride = np.pad(A, pad), 1")


# %% S038 03.7 | the stride is used for the rows only
edit("xcorr2d", "i * stride, j * stride", "i * stride, j")


# %% S039 03.7 | the stride is used for the columns only
edit("xcorr2d", "i * stride, j * stride", "i, j * stride")


# %% X0307d 03.7 | rounded up: a window that sticks out is left out
edit("xcorr2d", "    Y = np.zeros", "    OH, OW = -(-(P.shape[0] - kh) // stride) + 1, -(-(P.shape[1] - kw) // stride) + 1\n    P = np.pad(P, ((0, stride), (0, stride)))\n    Y = np.zeros")


# %% S040 03.7 | one place too few along each axis: the window at 0 counts too
edit("xcorr2d", "(P.shape[0] - kh) // stride + 1", "(P.shape[0] - kh) // stride")
edit("xcorr2d", "(P.shape[1] - kw) // stride + 1", "(P.shape[1] - kw) // stride")


# %% S086 03.7 | a window holds fewer rows than the kernel
# look at: where windows begin and end, and how many there are
edit("xcorr2d", "(P.shape[0] - kh) // stride + 1", "P.shape[0] // stride")


# %% S041 03.7 | padding on one side only: zeros are put on each side
edit("xcorr2d", "(P.shape[0] - kh)", "(P.shape[0] - pad - kh)")
edit("xcorr2d", "(P.shape[1] - kw)", "(P.shape[1] - pad - kw)")


# %% X0307b 03.7 | pad ignored: zeros are put on each side
edit("xcorr2d", "np.pad(A, pad)", "A")


# %% X0307a 03.7 | padding on one side only: zeros are put on each side
edit("xcorr2d", "np.pad(A, pad)", "np.pad(A, ((pad, 0), (pad, 0)))")


# %% S090 03.7 | the places are counted in the image before it is padded
edit("xcorr2d", "(P.shape[0] - kh)", "(A.shape[0] - kh)")
edit("xcorr2d", "(P.shape[1] - kw)", "(A.shape[1] - kw)")


# %% S042 03.7 | padding on one side only: zeros are put on each side
edit("xcorr2d", "np.pad(A, pad)", "np.pad(A, ((0, pad), (0, pad)))")


# %% M169 03.7 | wrong only at the border: padding is with zeros
edit("xcorr2d", "np.pad(A, pad)", 'np.pad(A, pad, mode="edge")')


# %% S043 03.7 | wrong only at the border: padding is with zeros
edit("xcorr2d", "np.pad(A, pad)", 'np.pad(A, pad, mode="reflect")')


# %% S044 03.7 | wrong only at the border: padding is with zeros
edit("xcorr2d", "np.pad(A, pad)", 'np.pad(A, pad, mode="wrap")')


# %% S045 03.7 | values truncated to integers: the result's array holds no fractions
edit("xcorr2d", "np.zeros((OH, OW))", "np.zeros((OH, OW), dtype=int)")


# %% M171 03.8 | one too large when s does not divide: round down
edit("out_size", "(n + 2 * p - k) // s + 1", "-(-(n + 2 * p - k) // s) + 1")


# %% M172 03.8 | one too small: there is always the first position
edit("out_size", "// s + 1", "// s")


# %% M173 03.8 | p is added on one side only: it is the padding on each side
edit("out_size", "(n + 2 * p - k)", "(n + p - k)")


# %% S046 03.8 | the padding is ignored
edit("out_size", "(n + 2 * p - k)", "(n - k)")


# %% S047 03.8 | the stride is ignored
edit("out_size", "(n + 2 * p - k) // s", "(n + 2 * p - k)")


# %% S048 03.8 | a kernel that fits into the padded input is refused
# look at: with what k is compared
edit("out_size", "if k > n + 2 * p", "if k > n")


# %% M174 03.8 | a size of 0 or less is returned where an error is due
edit("out_size", "k > n + 2 * p:", "False:")


# %% S049 03.8 | an `assert` where a ValueError is asked for
edit("out_size", "if k > n + 2 * p:\n", "assert k <= n + 2 * p\n    if False:\n")


# %% X0308a 03.8 | -
edit("out_size", "(n + 2 * p - k) // s + 1", "np.floor((n + 2 * p - k) / s) + 1")


# %% S050 03.8 | a kernel that just fits is refused: there is one place for it
edit("out_size", "k > n + 2 * p:", "k >= n + 2 * p:")


# %% X0308b 03.8 | an even kernel is accepted: no padding keeps its size
edit("same_pad", "k % 2 == 0:", "False:")


# %% X0308c 03.8 | twice too large: k − 1 is what both sides get together
edit("same_pad", "(k - 1) // 2", "k - 1")


# %% S051 03.8 | an `assert` where a ValueError is asked for
edit("same_pad", "if k % 2 == 0:\n", "assert k % 2\n    if False:\n")


# %% S052 03.8 | odd kernels are refused
edit("same_pad", "k % 2 == 0:", "k % 2 == 1:")


# %% S053 03.8 | one too large: (k + 1) / 2 for (k − 1) / 2
edit("same_pad", "(k - 1) // 2", "(k + 1) // 2")


# %% X0309a 03.9 | the centre counts as much as its neighbours: it counts 0.2, they 0.1
edit("filter_table", " + 0.1 * A[i + 1, j + 1]", "")


# %% X0309b 03.9 | the centre counts 0.3: its 0.2 is added on top of its 0.1
edit("filter_table", " + 0.1 * A", " + 0.2 * A")


# %% X0309c 03.9 | truncated: rounding goes to the nearest integer
edit("filter_table", "np.zeros((6, 6))", "np.zeros((6, 6), dtype=int)")


# %% X0309d 03.9 | padded with zeros, so the result is 8 × 8: only the valid part is asked for
def filter_table(A):
    P, Y = np.pad(A, 1), np.zeros((8, 8))
    for i in range(8):
        for j in range(8):
            Y[i, j] = 0.1 * P[i : i + 3, j : j + 3].sum() + 0.1 * P[i + 1, j + 1]
    return Y


# %% S054 03.9 | divided by the number of pixels: the weights sum to 1 already
edit("filter_table", "return Y", "return Y / 9")


# %% S055 03.9 | the centre is taken from the corner of the window: it is A[i + 1, j + 1]
edit("filter_table", "A[i + 1, j + 1]", "A[i, j]")


# %% S056 03.9 | the last row and column are missing: six places along each axis
edit("filter_table", "for i in range(6)", "for i in range(5)")
edit("filter_table", "for j in range(6)", "for j in range(5)")


# %% X0309e 03.9 | the mean of the weights: their sum is asked for
edit("dc_gain", "np.sum(K)", "np.mean(K)")


# %% X0309f 03.9 | the weights without their signs: a gain adds them as they are
edit("dc_gain", "np.sum(K)", "np.sum(np.abs(K))")


# %% S057 03.9 | a sum for each column: the gain is one number
edit("dc_gain", "float(np.sum(K))", "np.sum(K, axis=0)")


# %% X0309g 03.9 | gx and gy are exchanged: x runs along the columns
edit("ramp_response", "float(np.sum(v * K)), float(np.sum(u * K))", "float(np.sum(u * K)), float(np.sum(v * K))")


# %% X0309h 03.9 | the signs are turned: ⋆ does not flip the kernel
edit("ramp_response", "float(np.sum(v * K)), float(np.sum(u * K))", "-float(np.sum(v * K)), -float(np.sum(u * K))")


# %% X0309i 03.9 | the kernel is flipped: ⋆ takes it as it is
edit("ramp_response", "u, v =", "K = K[::-1, ::-1]\n    u, v =")


# %% S058 03.9 | counted from 1: the first row and column have the index 0
edit("ramp_response", "u, v = np.indices(np.shape(K))", "u, v = np.indices(np.shape(K)) + 1")


# %% S059 03.9 | counted from the middle of the kernel: the corner of the ramp is at (0, 0)
edit("ramp_response", "    return", "    u, v = u - (K.shape[0] - 1) / 2, v - (K.shape[1] - 1) / 2\n    return")


# %% S060 03.9 | divided by the number of weights: sums are asked for
edit("ramp_response", "float(np.sum(v * K)), float(np.sum(u * K))", "np.mean(v * K), np.mean(u * K)")


# %% X0309j 03.9 | b and c are exchanged: what do they make of a flat area?
edit("what_filter", 'sharpen", "c": "laplacian', 'laplacian", "c": "sharpen')


# %% S061 03.9 | a and b are exchanged: which one takes an average?
edit("what_filter", 'blur", "b": "sharpen', 'sharpen", "b": "blur')


# %% X0309k 03.9 | -
edit("what_filter", '"derivative"}', '"sobel"}')


# %% X0309l 03.9 | c and d are exchanged: which one answers to edges of every direction?
edit("what_filter", 'laplacian", "d": "derivative', 'derivative", "d": "laplacian')


# %% M176 03.10 | shifted by -d: entry i comes from i - d
edit("shift", "(n - d) % len", "(n + d) % len")


# %% M178 03.10 | what is shifted out is lost: on the circle it enters on the other side
edit("shift", "x[(n - d) % len(x)]", "x[n - d] if 0 <= n - d < len(x) else 0")


# %% X0310c 03.10 | d larger than the signal: go round the circle more than once
def shift(x, d):
    return np.concatenate([x[-d:], x[:-d]]) if d else np.array(x)


# %% S062 03.10 | negative d moves to the right, too
edit("shift", "(n - d) % len", "(n - abs(d)) % len")


# %% S063 03.10 | the signal moves by one place, whatever d is
edit("shift", "(n - d) % len", "(n - (d > 0) + (d < 0)) % len")


# %% X0310a 03.10 | the ends see zeros: on the circle they see the other end
edit("circular_xcorr1d", "x[(n + m) % N] for m in range(len(w))", "x[n + m] for m in range(len(w)) if n + m < N")


# %% X0310b 03.10 | kernel flipped: this is the circular convolution
edit("circular_xcorr1d", "(n + m) %", "(n - m) %")


# %% X0310d 03.10 | shifted by 1: y[i] begins with w[0] x[i]
edit("circular_xcorr1d", "(n + m) %", "(n + m - 1) %")


# %% S064 03.10 | the valid part only: on the circle every place has a full window
edit("circular_xcorr1d", "for n in range(N)", "for n in range(N - len(w) + 1)")


# %% S065 03.10 | the kernel is in reverse order
edit("circular_xcorr1d", "w[m] * x", "w[-1 - m] * x")


# %% S066 03.10 | values truncated to integers: the result's array holds no fractions
edit("circular_xcorr1d", "for n in range(N)]", "for n in range(N)], dtype=int")


# %% M180 03.11 | biases are counted always, also without bias=True
edit("conv_params", "(n_filters if bias else 0)", "n_filters")


# %% S067 03.11 | biases are counted always, also without bias=True
edit("local_params", "(n_out if bias else 0)", "n_out")


# %% X0311e 03.11 | biases are counted always, also without bias=True
edit("fc_params", "(n_out if bias else 0)", "n_out")


# %% X0311a 03.11 | bias=True is not looked at
edit("fc_params", " + (n_out if bias else 0)", "")


# %% S068 03.11 | bias=True is not looked at
edit("local_params", " + (n_out if bias else 0)", "")


# %% S069 03.11 | bias=True is not looked at
edit("conv_params", " + (n_filters if bias else 0)", "")


# %% S070 03.11 | inputs and outputs are added: every pair has a weight
edit("fc_params", "n_in * n_out", "n_in + n_out")


# %% S071 03.11 | one bias for each input: each output has one
edit("fc_params", "(n_out if", "(n_in if")


# %% S072 03.11 | one bias in all: each output has one
edit("fc_params", "(n_out if", "(1 if")


# %% S073 03.11 | one bias for each weight: each output has one
edit("fc_params", "(n_out if", "(n_in * n_out if")


# %% X0311b 03.11 | one set of weights for all: here every output has its own
edit("local_params", "n_out * kh", "kh")


# %% S074 03.11 | the input channels are left out: a window has c_in · kh · kw inputs
edit("local_params", " * c_in", "")


# %% S075 03.11 | one bias in all: each output has one
edit("local_params", "(n_out if", "(1 if")


# %% S076 03.11 | one bias for each channel of each output: each output has one
edit("local_params", "(n_out if", "(n_out * c_in if")


# %% X0311c 03.11 | the input channels are left out: a filter has c_in · kh · kw weights
edit("conv_params", " * c_in", "")


# %% X0311d 03.11 | one bias for each channel of each filter: each filter has one
edit("conv_params", "(n_filters if", "(n_filters * c_in if")


# %% S077 03.11 | one filter only: each of the filters has its own weights
edit("conv_params", "n_filters * kh", "kh")


# %% S078 03.11 | one bias in all: each filter has one
edit("conv_params", "(n_filters if", "(1 if")


# %% M181 03.12 | only the main diagonal is looked at: every diagonal must be constant
def is_shift_equivariant(W):
    n = W.shape[0]
    return bool(all(np.isclose(W[i, i], W[0, 0]) for i in range(n)))


# %% X0312a 03.12 | compared exactly: rounding errors make a matrix fail
edit("is_shift_equivariant", "<= 1e-9 * np.max(np.abs(W))", "== 0")


# %% X0312b 03.12 | the tolerance does not grow with the largest entry: it is 1e-9 times that
edit("is_shift_equivariant", "1e-9 * np.max(np.abs(W))", "1e-9")


# %% X0312c 03.12 | constant along the other diagonals is accepted, i + j: a convolution needs i − j
def is_shift_equivariant(W):
    V = W[:, ::-1]
    both = [np.abs(X[1:, 1:] - X[:-1, :-1]).max(initial=0) <= 1e-9 * np.abs(W).max() for X in (W, V)]
    return any(both)


# %% S085 03.12 | the sign of the differences is kept: a negative one counts as none
edit("is_shift_equivariant", "np.abs(W[1:, 1:] - W[:-1, :-1])", "W[1:, 1:] - W[:-1, :-1]")


# %% S079 03.12 | the other diagonals are looked at, i + j: a convolution needs i − j
edit("is_shift_equivariant", "    differences", "    W = W[:, ::-1]\n    differences")


# %% X0312d 03.12 | the diagonals below the main one are not looked at
edit("is_shift_equivariant", "W[1:, 1:] - W[:-1, :-1]", "np.triu(W)[1:, 1:] - np.triu(W)[:-1, :-1]")


# %% S080 03.12 | the diagonals above the main one are not looked at
edit("is_shift_equivariant", "W[1:, 1:] - W[:-1, :-1]", "np.tril(W)[1:, 1:] - np.tril(W)[:-1, :-1]")


# %% X0312e 03.12 | asks for a symmetric matrix: every diagonal must be constant
def is_shift_equivariant(W):
    return bool(np.allclose(W, W.T, rtol=0, atol=1e-9 * np.abs(W).max()))


# %% S081 03.12 | the tolerance is too wide: it is 1e-9 times the largest entry
edit("is_shift_equivariant", "1e-9 * np", "1e-5 * np")


# %% S082 03.12 | the answer is the wrong way round
edit("is_shift_equivariant", "bool(np.all(differences <= 1e-9 * np.max(np.abs(W))))", "not np.all(differences <= 1e-9 * np.max(np.abs(W)))")
