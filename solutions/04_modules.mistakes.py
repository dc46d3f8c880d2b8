"""Wrong answers to notebook 04: how each changes the reference, and the words that name it."""
# ruff: noqa

# %% M183 04.1 | averaged over the copies: the gradient of a shared weight is the sum over its copies
edit("tied_grad", "return dw", "return dw / (L - abs(np.arange(M) - c))")


# %% S001 04.1 | divided by L: the gradient of a shared weight is the sum over its copies
edit("tied_grad", "return dw", "return dw / L")


# %% M184 04.1 | only one copy's gradient for each weight: every row of the matrix may hold one
# look at: the loop over n, which runs over all rows
edit("tied_grad", "if 0 <= n + m - c < L", "if n == c")


# %% S002 04.1 | only the first copy's gradient
edit("tied_grad", "range(L)", "reversed(range(L))")
edit("tied_grad", "+= d", "= d")


# %% M185 04.1 | only the last copy's gradient kept (= for +=)
edit("tied_grad", "+= d", "= d")


# %% M187 04.1 | reversed: weight m sits on the diagonal m - c
edit("tied_grad", "dw[m] +=", "dw[M - 1 - m] +=")


# %% M188 04.1 | entries of the far corner are counted: a negative index wraps round
# look at: the condition 0 <= n + m - c < L
edit("tied_grad", "if 0 <= n + m - c < L", "if n + m - c < L")


# %% X0101 04.1 | the diagonals 0 to M - 1 are summed: weight m sits on the diagonal m - c
edit("tied_grad", "(M - 1) // 2", "0")


# %% X0102 04.1 | the diagonals go on round the corner: outside the matrix there is no copy
edit("tied_grad", "if 0 <= n + m - c < L", "if True")
edit("tied_grad", "dW_dense[n, n + m - c]", "dW_dense[n, (n + m - c) % L]")


# %% S003 04.1 | rows near the border are left out: they hold copies, too
edit("tied_grad", "range(L)", "range(c, L - c)")


# %% S004 04.1 | the last row is left out
edit("tied_grad", "range(L)", "range(L - 1)")


# %% S005 04.1 | an index runs past the end
# look at: the condition, which needs both sides, 0 <= n + m - c < L
edit("tied_grad", "if 0 <= n + m - c < L", "if 0 <= n + m - c")


# %% S006 04.1 | the first column is left out: it holds copies, too
# look at: the condition 0 <= n + m - c < L
edit("tied_grad", "if 0 <= n + m - c < L", "if 0 < n + m - c < L")


# %% M190 04.2 | kernel flipped: the layer computes a cross-correlation
edit("conv1d_forward", "k = n + m - c", "k = n - m + c")


# %% S011 04.2 | kernel flipped: the layer computes a cross-correlation
edit("conv1d_forward", "w[m] * x[k]", "w[len(w) - 1 - m] * x[k]")


# %% M192 04.2 | the signal's end enters at the beginning: a negative index wraps round
# look at: the condition 0 <= k < L
edit("conv1d_forward", "if 0 <= k < L", "if k < L")


# %% S012 04.2 | the signal wraps round at both ends: outside it is 0
edit("conv1d_forward", "if 0 <= k < L", "if True")
edit("conv1d_forward", "w[m] * x[k]", "w[m] * x[k % L]")


# %% S013 04.2 | the signal's ends are repeated: outside it is 0
edit("conv1d_forward", "if 0 <= k < L", "if True")
edit("conv1d_forward", "w[m] * x[k]", "w[m] * x[min(max(k, 0), L - 1)]")


# %% S014 04.2 | the signal's first entry is left out: place 0 is inside
# look at: the condition 0 <= k < L
edit("conv1d_forward", "if 0 <= k < L", "if 0 < k < L")


# %% S020 04.2 | an index runs past the end
# look at: the condition, which needs both sides, 0 <= k < L
edit("conv1d_forward", "if 0 <= k < L", "if 0 <= k")


# %% S050 04.2 | the last weight is left out
# look at: the loop over m, which runs from 0 to M - 1
edit("conv1d_forward", "range(len(w))", "range(len(w) - 1)")


# %% S051 04.2 | the first weight is left out
# look at: the loop over m, which runs from 0 to M - 1
edit("conv1d_forward", "range(len(w))", "range(1, len(w))")


# %% S052 04.2 | the signal is mirrored at its ends: outside it is 0
edit("conv1d_forward", "if 0 <= k < L", "if True")
edit("conv1d_forward", "w[m] * x[k]", "w[m] * x[L - 1 - abs(L - 1 - abs(k))]")


# %% S053 04.2 | too short: outputs whose kernel hangs over an end are there, too, L in all
edit("conv1d_forward", "return y", "return y[c : L - len(w) + 1 + c]")


# %% M194 04.2 | the centre has the wrong sign: weight m meets x[n + m - c]
edit("conv1d_forward", "k = n + m - c", "k = n + m + c")


# %% S015 04.2 | the centre is not used: weight m meets x[n + m - c]
edit("conv1d_forward", "k = n + m - c", "k = n + m")


# %% X0203 04.2 | the centre is taken in the middle, not at c
edit("conv1d_forward", "k = n + m - c", "k = n + m - (len(w) - 1) // 2")


# %% S016 04.2 | the centre is taken in the middle, not at c
edit("conv1d_forward", "k = n + m - c", "k = n + m - len(w) // 2")


# %% M195 04.2 | outputs near the border lack their terms: outside the signal x counts as 0, the rest still adds up
edit("conv1d_forward", "if 0 <= k < L", "if c <= n < L - len(w) + 1 + c")


# %% S017 04.2 | outputs near the border lack their terms: outside the signal x counts as 0, the rest still adds up
def conv1d_forward(x, w, b, c):
    L, M = len(x), len(w)
    y = np.zeros(L)
    for n in range(c, L - M + 1 + c):
        y[n] = b + np.dot(w, x[n - c : n - c + M])
    return y


# %% S018 04.2 | only the last weight's term kept (= for +=)
edit("conv1d_forward", "y[n] += w[m] * x[k]", "y[n] = b + w[m] * x[k]")


# %% X0201 04.2 | the bias is missing: it is added to every output
edit("conv1d_forward", "np.full(L, float(b))", "np.zeros(L)")


# %% X0202 04.2 | the bias is added for each weight: once is enough
edit("conv1d_forward", "np.full(L, float(b))", "np.zeros(L)")
edit("conv1d_forward", "            if 0", "            y[n] += b\n            if 0")


# %% S019 04.2 | the bias is added once for each weight that meets the signal: once is enough
edit("conv1d_forward", "np.full(L, float(b))", "np.zeros(L)")
edit("conv1d_forward", "+= w[m] * x[k]", "+= w[m] * x[k] + b")


# %% X0301 04.3 | kernel flipped, or n and j exchanged
edit("dy_dx", "j - n", "n - j")


# %% S021 04.3 | the centre has the wrong sign
edit("dy_dx", "j - n + c", "j - n - c")


# %% S022 04.3 | the centre is not used: weight c lies over the output
edit("dy_dx", "j - n + c", "j - n")


# %% S023 04.3 | the centre is taken in the middle, not at c
edit("dy_dx", "j - n + c", "j - n + (len(w) - 1) // 2")


# %% X0302 04.3 | a negative index counts from the end: check 0 <= m too
edit("dy_dx", "0 <= m", "-len(w) <= m")


# %% S024 04.3 | the first weight is left out: m = 0 is one of the weights
# look at: the condition 0 <= m < M
edit("dy_dx", "0 <= m", "0 < m")


# %% S030 04.3 | an index runs past the end
# look at: the condition, which needs both sides, 0 <= m < M
edit("dy_dx", "0 <= m < len(w)", "0 <= m")


# %% M197 04.3 | only the last output's contribution kept (= for +=)
edit("conv1d_backward_input", "dx[k] += g", "dx[k] = g")


# %% S054 04.3 | an index runs past the end
# look at: the condition, which needs both sides, 0 <= k < L
edit("conv1d_backward_input", "if 0 <= k < L", "if 0 <= k")


# %% M198 04.3 | gradient that leaves on the left enters on the right: a negative index wraps round
# look at: the condition 0 <= k < L
edit("conv1d_backward_input", "if 0 <= k < L", "if k < L")


# %% S025 04.3 | gradient that leaves at one end enters at the other: outside there is no input
edit("conv1d_backward_input", "if 0 <= k < L", "if True")
edit("conv1d_backward_input", "dx[k] +=", "dx[k % L] +=")


# %% M200 04.3 | outputs near the border are left out: they send gradient, too
edit("conv1d_backward_input", "for n in range(L)", "for n in range(c, L - len(w) + 1 + c)")


# %% M201 04.3 | g is not used: this is the gradient of the sum of the outputs
edit("conv1d_backward_input", "g[n] * w[m]", "w[m]")


# %% X0303 04.3 | the forward pass once more, with g in the place of x: the kernel is not flipped
edit("conv1d_backward_input", "dx[k] += g[n] * w[m]", "dx[n] += g[k] * w[m]")


# %% X0304 04.3 | the kernel is mirrored, but its centre is not
edit("conv1d_backward_input", "dx[k] += g[n] * w[m]", "dx[n] += g[k] * w[len(w) - 1 - m]")


# %% S026 04.3 | the centre is taken in the middle, not at c
edit("conv1d_backward_input", "k = n + m - c", "k = n + m - (len(w) - 1) // 2")


# %% S027 04.3 | the centre is not used: weight c lies over the output
edit("conv1d_backward_input", "k = n + m - c", "k = n + m")


# %% S028 04.3 | the centre has the wrong sign
edit("conv1d_backward_input", "k = n + m - c", "k = n + m + c")


# %% S029 04.3 | the gradient stays at the output's place: output n sends to the input n + m - c
edit("conv1d_backward_input", "dx[k] += g[n]", "dx[n] += g[n]")


# %% X0305 04.3 | -
def conv1d_backward_input(g, w, c):
    """Central differences of the forward loops: right, and too slow."""

    def forward(x):
        L = len(x)
        return sum(
            g[n] * w[m] * x[n + m - c]
            for n in range(L)
            for m in range(len(w))
            if 0 <= n + m - c < L
        )

    units = np.eye(len(g))
    return [(forward(e) - forward(-e)) / 2 for e in units]


# %% X0401 04.4 | a negative index counts from the end: check 0 <= k too
edit("dy_dw", "0 <= k < len(x)", "k < len(x)")


# %% S055 04.4 | an index runs past the end
# look at: the condition, which needs both sides, 0 <= k < L
edit("dy_dw", "0 <= k < len(x)", "0 <= k")


# %% X0402 04.4 | the centre has the wrong sign
edit("dy_dw", "k = n + m - c", "k = n + m + c")


# %% S031 04.4 | the centre is not used: weight c lies over the output
edit("dy_dw", "k = n + m - c", "k = n + m")


# %% S032 04.4 | kernel flipped: the place of x grows with m
edit("dy_dw", "k = n + m - c", "k = n - m + c")


# %% S033 04.4 | the signal wraps round at the border: outside it is 0
edit("dy_dw", "x[k] if 0 <= k < len(x) else 0.0", "x[k % len(x)]")


# %% X0403 04.4 | b reaches the first output only: it is added to every one
edit("dy_db", "return 1.0", "return 1.0 if n == 0 else 0.0")


# %% S034 04.4 | n is returned: the factor of b is the same in every output
edit("dy_db", "return 1.0", "return n")


# %% S035 04.4 | 0 is returned, as if y did not depend on b
edit("dy_db", "return 1.0", "return 0.0")


# %% M203 04.4 | averaged over the outputs: b is added to every output, so its gradient is the sum
edit("conv1d_backward_weights", "np.sum(g)", "np.mean(g)")


# %% X0406 04.4 | not summed: b is one number, added to every output
edit("conv1d_backward_weights", "float(np.sum(g))", "g")


# %% S036 04.4 | multiplied by x: b is added to the output as it is
edit("conv1d_backward_weights", "np.sum(g)", "np.dot(g, x)")


# %% S037 04.4 | g is not used in db: this is the gradient of the sum of the outputs
edit("conv1d_backward_weights", "np.sum(g)", "L")


# %% S038 04.4 | dw and db are exchanged: the pair is (dw, db)
edit("conv1d_backward_weights", "return dw, float(np.sum(g))", "return float(np.sum(g)), dw")


# %% S039 04.4 | dw alone is returned, without db
edit("conv1d_backward_weights", "return dw, float(np.sum(g))", "return dw")


# %% M204 04.4 | the centre is taken in the middle, not at c
edit("conv1d_backward_weights", "k = n + m - c", "k = n + m - M // 2")


# %% S040 04.4 | the centre is taken in the middle, not at c
edit("conv1d_backward_weights", "k = n + m - c", "k = n + m - (M - 1) // 2")


# %% S041 04.4 | the centre is not used: weight c lies over the output
edit("conv1d_backward_weights", "k = n + m - c", "k = n + m")


# %% S042 04.4 | the centre has the wrong sign
edit("conv1d_backward_weights", "k = n + m - c", "k = n + m + c")


# %% M205 04.4 | the signal wraps round at the border: outside it is 0
edit("conv1d_backward_weights", "if 0 <= k < L", "if True")
edit("conv1d_backward_weights", "g[n] * x[k]", "g[n] * x[k % L]")


# %% S043 04.4 | the signal's end enters at the beginning: a negative index wraps round
# look at: the condition 0 <= k < L
edit("conv1d_backward_weights", "if 0 <= k < L", "if k < L")


# %% S056 04.4 | an index runs past the end
# look at: the condition, which needs both sides, 0 <= k < L
edit("conv1d_backward_weights", "if 0 <= k < L", "if 0 <= k")


# %% M207 04.4 | lags with the wrong sign: in y[n], weight m meets x[n + m - c]
edit("conv1d_backward_weights", "g[n] * x[k]", "g[k] * x[n]")


# %% S044 04.4 | lags with the wrong sign: in y[n], weight m meets x[n + m - c]
edit("conv1d_backward_weights", "k = n + m - c", "k = n - m + c")


# %% S045 04.4 | g is not used in dw: this is the gradient of the sum of the outputs
edit("conv1d_backward_weights", "g[n] * x[k]", "x[k]")


# %% S046 04.4 | divided by L: the gradient of a weight is the sum over the outputs
edit("conv1d_backward_weights", "return dw,", "return dw / L,")


# %% X0404 04.4 | outputs near the border are left out: they use the weights, too
edit("conv1d_backward_weights", "for n in range(L)", "for n in range(c, L - M + 1 + c)")


# %% X0405 04.4 | only the last output's contribution kept (= for +=)
edit("conv1d_backward_weights", "dw[m] += g", "dw[m] = g")


# %% X0407 04.4 | -
def conv1d_backward_weights(g, x, M, c):
    """Central differences of the forward loops: right, and too slow."""

    def forward(w):
        L = len(x)
        return sum(
            g[n] * w[m] * x[n + m - c] for n in range(L) for m in range(M) if 0 <= n + m - c < L
        )

    units = np.eye(M)
    return [(forward(e) - forward(-e)) / 2 for e in units], np.sum(g)


# %% M208 04.6 | kernel flipped: layers compute the cross-correlation
edit("conv2d_forward", "* W[f])", "* W[f, :, ::-1, ::-1])")


# %% M209 04.6 | the sum over the input channels is missing: only the first one counts
edit(
    "conv2d_forward",
    "P[n, :, r : r + kh, s : s + kw] * W[f]",
    "P[n, 0, r : r + kh, s : s + kw] * W[f, 0]",
)


# %% S061 04.6 | the sum over the input channels is missing: only the last one counts
edit(
    "conv2d_forward",
    "P[n, :, r : r + kh, s : s + kw] * W[f]",
    "P[n, -1, r : r + kh, s : s + kw] * W[f, -1]",
)


# %% M212 04.6 | right for square inputs only: the width has its own size
edit("conv2d_forward", "(width + 2 * pad - kw)", "(H + 2 * pad - kh)")


# %% S062 04.6 | one of the height's sizes is in the number of columns, (W + 2 pad - kw) // stride + 1
edit("conv2d_forward", "(width + 2 * pad - kw)", "(H + 2 * pad - kw)")


# %% S063 04.6 | one of the height's sizes is in the number of columns, (W + 2 pad - kw) // stride + 1
edit("conv2d_forward", "(width + 2 * pad - kw)", "(width + 2 * pad - kh)")


# %% M213 04.6 | too small: the padding is missing in the size, (H + 2 pad - kh) // stride + 1
edit("conv2d_forward", "(H + 2 * pad - kh)", "(H - kh)")
edit("conv2d_forward", "(width + 2 * pad - kw)", "(width - kw)")


# %% S064 04.6 | too small: the padding is counted once, and it stands on both sides
edit("conv2d_forward", "(H + 2 * pad - kh)", "(H + pad - kh)")
edit("conv2d_forward", "(width + 2 * pad - kw)", "(width + pad - kw)")


# %% S065 04.6 | one row and one column are missing: the size is … // stride + 1
edit("conv2d_forward", "(H + 2 * pad - kh) // stride + 1", "(H + 2 * pad - kh) // stride")
edit("conv2d_forward", "(width + 2 * pad - kw) // stride + 1", "(width + 2 * pad - kw) // stride")


# %% X0604 04.6 | too large: the size is rounded down, leftover rows and columns are dropped
edit("conv2d_forward", "(H + 2 * pad - kh) // stride", "-(-(H + 2 * pad - kh) // stride)")
edit("conv2d_forward", "(width + 2 * pad - kw) // stride", "-(-(width + 2 * pad - kw) // stride)")
edit("conv2d_forward", "(pad, pad), (pad, pad)", "(pad, pad + stride), (pad, pad + stride)")


# %% S066 04.6 | a size with / is no whole number: // divides and rounds down
edit("conv2d_forward", "(H + 2 * pad - kh) // stride", "(H + 2 * pad - kh) / stride")
edit("conv2d_forward", "(width + 2 * pad - kw) // stride", "(width + 2 * pad - kw) / stride")


# %% M215 04.6 | all output channels are alike: the filters are summed up, and each has its own map
edit("conv2d_forward", "* W[f])", "* W.sum(axis=0))")


# %% S067 04.6 | all output channels are alike: every one uses the first filter
edit("conv2d_forward", "* W[f])", "* W[0])")


# %% S068 04.6 | all images are alike: every one got the output of the first
edit("conv2d_forward", "P[n, :", "P[0, :")


# %% X0601 04.6 | stride ignored: the window moves by stride places
edit("conv2d_forward", "i * stride, j * stride", "i, j")


# %% S069 04.6 | the stride is used for the rows only
edit("conv2d_forward", "i * stride, j * stride", "i * stride, j")


# %% S070 04.6 | stride ignored: the map has one output for every place
edit("conv2d_forward", "(H + 2 * pad - kh) // stride", "(H + 2 * pad - kh)")
edit("conv2d_forward", "(width + 2 * pad - kw) // stride", "(width + 2 * pad - kw)")
edit("conv2d_forward", "i * stride, j * stride", "i, j")


# %% S071 04.6 | the bias is missing: each filter has its own
edit("conv2d_forward", " + b[f]", "")


# %% S072 04.6 | every filter got the first one's bias
edit("conv2d_forward", "+ b[f]", "+ b[0]")


# %% X0602 04.6 | the bias is added for each channel: once is enough
edit("conv2d_forward", "+ b[f]", "+ len(W[f]) * b[f]")


# %% X0603 04.6 | shifted by pad: the zeros belong on all four sides
edit("conv2d_forward", "(pad, pad), (pad, pad)", "(0, 2 * pad), (0, 2 * pad)")


# %% S073 04.6 | batch and channels are padded, too: zeros are wanted on the two image axes only
# look at: the second argument of np.pad, a pair for each axis
edit("conv2d_forward", "((0, 0), (0, 0), (pad, pad), (pad, pad))", "pad")


# %% S074 04.6 | the padding repeats the border: zeros are asked for
edit("conv2d_forward", "(pad, pad), (pad, pad))", '(pad, pad), (pad, pad)), mode="edge"')


# %% S076 04.6 | X is not padded
edit("conv2d_forward", "P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))", "P = X")


# %% S077 04.6 | the mean is taken, not the sum
edit("conv2d_forward", "np.sum(", "np.mean(")


# %% S078 04.6 | rows and columns are exchanged: i counts rows, j columns
edit("conv2d_forward", "r, s = i * stride, j * stride", "s, r = i * stride, j * stride")


# %% S079 04.6 | the last column of out is never filled
edit("conv2d_forward", "range(OW)", "range(OW - 1)")


# %% S080 04.6 | the last row of out is never filled
edit("conv2d_forward", "range(OH)", "range(OH - 1)")


# %% S075 04.6 | out alone is returned, without the cache
edit("conv2d_forward", "return out, (X, W, b, stride, pad)", "return out")


# %% M217 04.7 | empty when pad is 0: the slice 0:-0 has no elements
edit("conv2d_backward", "pad : pad + H, pad : pad + width", "pad:-pad, pad:-pad")


# %% M218 04.7 | only the last window's contribution kept (= for +=)
edit("conv2d_backward", "+= g * W[f]", "= np.tensordot(dout[n, :, i, j], W, axes=1)")


# %% S081 04.7 | only the last window's contribution kept (= for +=)
edit("conv2d_backward", "+= g * W[f]", "= g * W[f]")


# %% S082 04.7 | only the last window's contribution kept (= for +=)
edit("conv2d_backward", "dW[f] += g", "dW[f] = g")


# %% M221 04.7 | right for N = 1 only: bias summed over the last example alone
edit("conv2d_backward", "dout.sum(axis=(0, 2, 3))", "dout[-1].sum(axis=(1, 2))")


# %% S083 04.7 | right for N = 1 only: bias summed over the first example alone
edit("conv2d_backward", "dout.sum(axis=(0, 2, 3))", "dout[0].sum(axis=(1, 2))")


# %% S084 04.7 | only the last window's contribution kept in db (= for +=)
edit("conv2d_backward", "dout.sum(axis=(0, 2, 3))", "dout[-1, :, -1, -1]")


# %% X0705 04.7 | summed over the wrong axis: one value for each filter
edit("conv2d_backward", "dout.sum(axis=(0, 2, 3))", "dout.sum(axis=(1, 2, 3))")


# %% S085 04.7 | not summed over the batch: one value for each filter
edit("conv2d_backward", "dout.sum(axis=(0, 2, 3))", "dout.sum(axis=(2, 3))")


# %% S105 04.7 | axes of length 1 are still there: db has one axis, the filters
edit("conv2d_backward", "dout.sum(axis=(0, 2, 3))", "dout.sum(axis=(0, 2, 3), keepdims=True)")


# %% S106 04.7 | db is 1/N too small: the cost has divided by the batch size already
edit("conv2d_backward", "dout.sum(axis=(0, 2, 3))", "dout.sum(axis=(0, 2, 3)) / N")


# %% S086 04.7 | summed over the batch only: the places share the bias, too
edit("conv2d_backward", "dout.sum(axis=(0, 2, 3))", "dout.sum(axis=0)")


# %% S087 04.7 | averaged over batch and places: b is added to every output, so its gradient is the sum
edit("conv2d_backward", "dout.sum(axis=(0, 2, 3))", "dout.mean(axis=(0, 2, 3))")


# %% S088 04.7 | averaged over the places: b is added to every output, so its gradient is the sum
edit("conv2d_backward", "dout.sum(axis=(0, 2, 3))", "dout.mean(axis=(2, 3)).sum(axis=0)")


# %% S089 04.7 | summed over the filters, too: each has its own bias
edit("conv2d_backward", "dout.sum(axis=(0, 2, 3))", "np.full(F, dout.sum())")


# %% S090 04.7 | summed over the filters, too: each has its own bias
edit("conv2d_backward", "dout.sum(axis=(0, 2, 3))", "dout.sum()")


# %% S091 04.7 | dout is missing in db: right only for an upstream gradient of ones
edit("conv2d_backward", "dout.sum(axis=(0, 2, 3))", "np.full(F, N * OH * OW)")


# %% M222 04.7 | dW is 1/N too small: the cost has divided by the batch size already
edit("conv2d_backward", "return dX, dW,", "return dX, dW / N,")


# %% S092 04.7 | dX is 1/N too small: the cost has divided by the batch size already
edit("conv2d_backward", "return dX, dW,", "return dX / N, dW,")


# %% M225 04.7 | shifted by pad: the weights saw the padded input
edit(
    "conv2d_backward",
    "g * P[n, :",
    "g * np.pad(X, ((0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)))[n, :",
)


# %% M226 04.7 | the sum over the filters is missing in dX: only the last one counts
edit(
    "conv2d_backward",
    "        for f in range(F):\n",
    "        for f in range(F):\n            dP[n] = 0\n",
)


# %% S093 04.7 | the sum over the filters is missing in dX: only the first one counts
edit("conv2d_backward", "+= g * W[f]", "+= g * W[f] * (f == 0)")


# %% S094 04.7 | every filter sends the weights of the first
edit("conv2d_backward", "+= g * W[f]", "+= g * W[0]")


# %% M227 04.7 | right for N = 1 only: every example received the gradients of all
edit("conv2d_backward", "dP[n, :, r", "dP[:, :, r")


# %% M228 04.7 | input modified in place: dout of the caller has changed
edit("conv2d_backward", "    P = np.pad", "    dout *= 1.0 / N\n    P = np.pad")


# %% S095 04.7 | dout is missing in dX: right only for an upstream gradient of ones
edit("conv2d_backward", "+= g * W[f]", "+= W[f]")


# %% M229 04.7 | dout is missing in dW: right only for an upstream gradient of ones
edit("conv2d_backward", "dW[f] += g * P", "dW[f] += P")


# %% M230 04.7 | right for stride 1 only: the stride is missing on the way back
# look at: where the window of the output (i, j) begins, or the zeros between the entries of dout
edit(
    "conv2d_backward",
    "    dX = dP",
    """\
    spread = np.pad(dout, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    dP[:] = 0
    for i in range(OH + kh - 1):
        for j in range(OW + kw - 1):
            seen = spread[:, :, i : i + kh, j : j + kw]
            dP[:, :, i, j] = np.einsum("nfuv,fcuv->nc", seen, W[:, :, ::-1, ::-1])
    dX = dP""",
)


# %% X0701 04.7 | -
# Right, but dX by central differences of a fast forward pass, as clever as they can be made.
edit(
    "conv2d_backward",
    "    dX = dP",
    """\
    def total(P):
        s0, s1, s2, s3 = P.strides
        shape, strides = (N, OH, OW, P.shape[1], kh, kw), (s0, s2 * stride, s3 * stride, s1, s2, s3)
        view = np.lib.stride_tricks.as_strided(P, shape, strides)
        return np.vdot(view.reshape(-1, W[0].size) @ W.reshape(F, -1).T, upstream)

    upstream = np.ascontiguousarray(dout.transpose(0, 2, 3, 1).reshape(-1, F))
    for at in np.ndindex(*P.shape):
        old = P[at]
        P[at] = old + 0.5
        up = total(P)
        P[at] = old - 0.5
        dP[at] = up - total(P)
        P[at] = old
    dX = dP""",
)


# %% X0702 04.7 | -
# Right, but dW by central differences of the product alone.
edit(
    "conv2d_backward",
    "    dX = dP",
    """\
    view = np.lib.stride_tricks.sliding_window_view(P, (kh, kw), axis=(2, 3))
    columns = view[:, :, ::stride, ::stride].transpose(0, 2, 3, 1, 4, 5).reshape(N * OH * OW, -1)
    upstream = np.ascontiguousarray(dout.transpose(0, 2, 3, 1).reshape(-1, F))
    W = W.copy()
    for at in np.ndindex(*W.shape):
        old = W[at]
        W[at] = old + 0.5
        up = np.vdot(columns @ W.reshape(F, -1).T, upstream)
        W[at] = old - 0.5
        dW[at] = up - np.vdot(columns @ W.reshape(F, -1).T, upstream)
        W[at] = old
    dX = dP""",
)


# %% X0703 04.7 | the windows received the filter flipped
edit("conv2d_backward", "+= g * W[f]", "+= g * W[f, :, ::-1, ::-1]")


# %% X0704 04.7 | the padding is still in dX
edit("conv2d_backward", "return dX,", "return dP,")


# %% S096 04.7 | shifted by pad: the padding is cut off at the end only
edit("conv2d_backward", "pad : pad + H, pad : pad + width", ":H, :width")


# %% S097 04.7 | right for stride 1 only: the stride is missing on the way back
# look at: where the window of the output (i, j) begins, or the zeros between the entries of dout
edit("conv2d_backward", "i * stride, j * stride", "i, j")


# %% S098 04.7 | right for stride 1 only: the stride is missing on the way back
# look at: where the window of the output (i, j) begins, or the zeros between the entries of dout
edit("conv2d_backward", "dP[n, :, r : r + kh, s : s + kw]", "dP[n, :, i : i + kh, j : j + kw]")


# %% S099 04.7 | right for stride 1 only: the stride is missing on the way back
# look at: where the window of the output (i, j) begins, or the zeros between the entries of dout
edit("conv2d_backward", "P[n, :, r : r + kh, s : s + kw]\n", "P[n, :, i : i + kh, j : j + kw]\n")


# %% S107 04.7 | rows and columns are exchanged: i counts rows, j columns
edit("conv2d_backward", "r, s, g = i * stride, j * stride", "s, r, g = i * stride, j * stride")


# %% S108 04.7 | sign flipped: every entry has the opposite sign
edit("conv2d_backward", "+= g * W[f]", "-= g * W[f]")


# %% S109 04.7 | dW is flipped: window and filter lie alike in forward
edit("conv2d_backward", "return dX, dW,", "return dX, dW[:, :, ::-1, ::-1],")


# %% S100 04.7 | every filter received the gradients of all filters
edit("conv2d_backward", "dW[f] += g", "dW += g")


# %% S101 04.7 | right for N = 1 only: only the last example counts in dW
edit("conv2d_backward", "    for n in range(N):\n", "    for n in range(N):\n        dW[:] = 0\n")


# %% S102 04.7 | right for N = 1 only: the weights meet the first example in place of each
edit("conv2d_backward", "g * P[n, :", "g * P[0, :")


# %% X0706 04.7 | every entry is 0: nothing was added to it
def conv2d_backward(dout, cache):
    X, W, b, stride, pad = cache
    return np.zeros(X.shape), np.zeros(W.shape), np.zeros(b.shape)


# %% S103 04.7 | dX and dW are exchanged: the order is (dX, dW, db)
edit("conv2d_backward", "return dX, dW,", "return dW, dX,")


# %% S104 04.7 | two gradients are returned: db is missing
edit("conv2d_backward", "return dX, dW, dout.sum(axis=(0, 2, 3))", "return dX, dW")


# %% X0803 04.8 | the place is counted from the window's start: j counts from the signal's
edit("dy_dx_pool", "j == start + np.argmax", "j == np.argmax")


# %% S111 04.8 | every input of the window gets a 1: only the largest one moves the output
edit("dy_dx_pool", "j == start + np.argmax(x[start : start + k])", "start <= j < start + k")


# %% S112 04.8 | the smallest entry of the window is taken, not the largest
edit("dy_dx_pool", "np.argmax", "np.argmin")


# %% S113 04.8 | stride ignored: windows move by k
edit("dy_dx_pool", "n * stride", "n * k")


# %% S114 04.8 | stride ignored: windows move by one place
edit("dy_dx_pool", "n * stride", "n")


# %% S115 04.8 | the maximum is returned in the place of the derivative, which is 1
edit("dy_dx_pool", "return 1 if", "return x[j] if")


# %% M234 04.8 | stride ignored: windows move by k
edit(
    "maxpool1d_forward",
    "range(0, len(x) - k + 1, stride)",
    "[n * k for n in range((len(x) - k) // stride + 1)]",
)


# %% S116 04.8 | stride ignored: windows move by one place
edit("maxpool1d_forward", "range(0, len(x) - k + 1, stride)", "range((len(x) - k) // stride + 1)")


# %% S117 04.8 | too long: leftover entries at the end are dropped
edit("maxpool1d_forward", "range(0, len(x) - k + 1, stride)", "range(0, len(x), stride)")


# %% S118 04.8 | the last window is missing: it may begin at L - k
edit("maxpool1d_forward", "range(0, len(x) - k + 1, stride)", "range(0, len(x) - k, stride)")


# %% S119 04.8 | 0 where all entries of a window are negative: start from -inf
edit("maxpool1d_forward", "return x[places]", "return np.maximum(x[places], 0)")


# %% S120 04.8 | the last element of the window is taken, not the largest
edit("maxpool1d_forward", "return x[places]", "return x[[start + k - 1 for start in starts]]")


# %% S121 04.8 | the smallest entry of the window is taken, not the largest
edit("maxpool1d_forward", "int(np.argmax", "int(np.argmin")


# %% S122 04.8 | the place of the maximum is returned, not the maximum
edit("maxpool1d_forward", "return x[places]", "return np.array(places)")


# %% S123 04.8 | the place of the maximum in its window is returned, not the maximum
edit(
    "maxpool1d_forward",
    "return x[places]",
    "return np.array([p - s for p, s in zip(places, starts)])",
)


# %% S124 04.8 | out alone is returned, without the cache
edit("maxpool1d_forward", "return x[places], (places, len(x))", "return x[places]")


# %% M233 04.8 | the gradient lands in the first window: argmax counts from the window's start
edit(
    "maxpool1d_forward",
    "return x[places], (places,",
    "return x[places], ([p - s for p, s in zip(places, starts)],",
)


# %% X0802 04.8 | only the last window's contribution kept (= for +=)
# look at: what is added up where one input is the maximum of several windows; dx[places] += dout keeps one of them
edit("maxpool1d_backward", "dx[places[i]] += d", "dx[places[i]] = d")


# %% S125 04.8 | every input of the window gets the gradient: only the largest one moves the output
edit("maxpool1d_forward", "(places, len(x))", "(starts, k, len(x))")
edit("maxpool1d_backward", "places, L = cache", "starts, k, L = cache")
edit("maxpool1d_backward", "for i in range(len(places))", "for i in range(len(starts))")
edit("maxpool1d_backward", "dx[places[i]] +=", "dx[starts[i] : starts[i] + k] +=")


# %% S129 04.8 | it depends on a global variable: another call in between changes the result
edit("maxpool1d_forward", "    starts = ", "    global last\n    starts = ")
edit("maxpool1d_forward", "    return x[places],", "    last = places\n    return x[places],")
edit("maxpool1d_backward", "places, L = cache", "places, L = last, cache[1]")


# %% S126 04.8 | dout is not used: this is the gradient of the sum of the outputs
edit("maxpool1d_backward", "+= dout[i]", "+= 1.0")


# %% S127 04.8 | too short: leftover entries have their place in dx, too
edit("maxpool1d_backward", "np.zeros(L)", "np.zeros(max(places) + 1)")


# %% M235 04.8 | tie rule: the last of equal maxima got the gradient, and the first should
edit(
    "maxpool1d_forward",
    "start + int(np.argmax(x[start : start + k]))",
    "start + k - 1 - int(np.argmax(x[start : start + k][::-1]))",
)


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


# %% S128 04.8 | a whole window is written with =: it wipes out what earlier windows sent
def maxpool1d_forward(x, k, stride):
    out = np.array([x[s : s + k].max() for s in range(0, len(x) - k + 1, stride)])
    return out, (x, k, stride)


def maxpool1d_backward(dout, cache):
    x, k, stride = cache
    dx = np.zeros(len(x))
    for i in range(len(dout)):
        s = i * stride
        dx[s : s + k] = dout[i] * (np.arange(k) == np.argmax(x[s : s + k]))
    return dx


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
edit("maxpool2d_forward", "= window[u, v]", "= max(window[u, v], 0)")


# %% M237 04.9 | the last element is taken, not the largest
edit("maxpool2d_forward", "= window[u, v]", "= window[-1, -1]")


# %% S131 04.9 | the first element is taken, not the largest
edit("maxpool2d_forward", "= window[u, v]", "= window[0, 0]")


# %% S148 04.9 | the smallest element is taken, not the largest
edit("maxpool2d_forward", "np.argmax", "np.argmin")


# %% S149 04.9 | row and column are exchanged on the way back
edit("maxpool2d_backward", "dX[n, c, r, s]", "dX[n, c, s, r]")


# %% S132 04.9 | the average is taken, not the maximum
edit("maxpool2d_forward", "= window[u, v]", "= window.mean()")


# %% M238 04.9 | all channels are alike: the maximum is taken over the channels, too
edit("maxpool2d_forward", "= window[u, v]", "= X[n, :, r : r + kh, s : s + kw].max()")


# %% S133 04.9 | all images are alike: the maximum is taken over the batch, too
edit("maxpool2d_forward", "= window[u, v]", "= X[:, c, r : r + kh, s : s + kw].max()")


# %% M239 04.9 | stride ignored: windows move by their own size
edit("maxpool2d_forward", "i * stride, j * stride", "i * kh, j * kw")
edit("maxpool2d_forward", "np.argmax(window), (kh, kw)", "np.argmax(window), window.shape")


# %% S134 04.9 | stride ignored: windows move by one place
edit("maxpool2d_forward", "i * stride, j * stride", "i, j")


# %% S135 04.9 | the stride is used for the rows only
edit("maxpool2d_forward", "i * stride, j * stride", "i * stride, j")


# %% M240 04.9 | too large: leftover rows and columns are dropped
edit(
    "maxpool2d_forward",
    "(H - kh) // stride + 1, (W - kw) // stride + 1",
    "-(-(H - kh) // stride) + 1, -(-(W - kw) // stride) + 1",
)
edit("maxpool2d_forward", "np.argmax(window), (kh, kw)", "np.argmax(window), window.shape")


# %% S136 04.9 | the size of out is counted with the stride alone: it is (H - kh) // stride + 1
edit(
    "maxpool2d_forward",
    "(H - kh) // stride + 1, (W - kw) // stride + 1",
    "H // stride, W // stride",
)
edit("maxpool2d_forward", "np.argmax(window), (kh, kw)", "np.argmax(window), window.shape")


# %% S137 04.9 | right for square inputs only: the width has its own size
edit("maxpool2d_forward", "(W - kw) // stride + 1", "(H - kh) // stride + 1")
edit("maxpool2d_forward", "np.argmax(window), (kh, kw)", "np.argmax(window), window.shape")


# %% S138 04.9 | height and width of the window exchanged
edit(
    "maxpool2d_forward", "    N, C, H, W = X.shape", "    kh, kw = kw, kh\n    N, C, H, W = X.shape"
)


# %% S139 04.9 | out alone is returned, without the cache
edit("maxpool2d_forward", "return out, (X.shape, switches)", "return out")


# %% M241 04.9 | wrong place inside the window: row and column mixed up
edit("maxpool2d_forward", "= window[u, v]", "= window.max()")
edit(
    "maxpool2d_forward",
    "u, v = np.unravel_index(np.argmax(window), ",
    "v, u = np.unravel_index(np.argmax(window.T), ",
)


# %% S140 04.9 | wrong place inside the window: row and column exchanged
edit(
    "maxpool2d_forward",
    "switches[n, c, i, j] = r + u, s + v",
    "switches[n, c, i, j] = r + v, s + u",
)


# %% S141 04.9 | the gradient lands in the first window: argmax counts from the window's start
edit("maxpool2d_forward", "switches[n, c, i, j] = r + u, s + v", "switches[n, c, i, j] = u, v")


# %% S142 04.9 | stride ignored on the way back: windows begin at i * stride and j * stride
edit(
    "maxpool2d_forward",
    "switches[n, c, i, j] = r + u, s + v",
    "switches[n, c, i, j] = i + u, j + v",
)


# %% S143 04.9 | the last element of the window gets the gradient, not the largest
edit(
    "maxpool2d_forward",
    "switches[n, c, i, j] = r + u, s + v",
    "switches[n, c, i, j] = r + kh - 1, s + kw - 1",
)


# %% M243 04.9 | only the last window's contribution kept (= for +=)
edit("maxpool2d_backward", "dX[n, c, r, s] += d", "dX[n, c, r, s] = d")


# %% S144 04.9 | dout is not used: this is the gradient of the sum of the outputs
edit("maxpool2d_backward", "+= dout[n, c, i, j]", "+= 1.0")


# %% S145 04.9 | all images and channels are alike: each has its own gradient
edit("maxpool2d_backward", "+= dout[n, c, i, j]", "+= dout[0, 0, i, j]")


# %% M246 04.9 | it depends on a global variable: another call in between changes the result
edit("maxpool2d_forward", "    N, C, H, W = X.shape", "    global last\n    N, C, H, W = X.shape")
edit("maxpool2d_forward", "    return out,", "    last = switches\n    return out,")
edit("maxpool2d_backward", "shape, switches = cache", "shape, switches = cache[0], last")


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


# %% S146 04.9 | a whole window is written with =: it wipes out what earlier windows sent
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
        dX[at] = dout[:, :, i, j, None, None] * (X[at] == out[:, :, i, j, None, None])
    return dX


# %% S147 04.9 | every input of the window gets the gradient: only the largest one moves the output
edit(
    "maxpool2d_forward", "return out, (X.shape, switches)", "return out, (X.shape, kh, kw, stride)"
)


def maxpool2d_backward(dout, cache):
    shape, kh, kw, stride = cache
    dX = np.zeros(shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        r, s = i * stride, j * stride
        dX[n, c, r : r + kh, s : s + kw] += dout[n, c, i, j]
    return dX


# %% X0902 04.9 | -
def maxpool2d_forward(X, kh, kw, stride):
    view = np.lib.stride_tricks.sliding_window_view(X, (kh, kw), axis=(2, 3))
    return view[:, :, ::stride, ::stride].max(axis=(4, 5)), (X, kh, kw, stride)


def maxpool2d_backward(dout, cache):
    """Differences, two forward passes for each entry: right, each tie to its first, and too slow."""
    X, kh, kw, stride = cache
    ranks, dX = np.zeros(X.size), np.zeros(X.shape)
    ranks[np.argsort(-X, axis=None, kind="stable")] = -np.arange(X.size)
    ranks = ranks.reshape(X.shape)
    for at in np.ndindex(*X.shape):
        ranks[at] += 0.5
        up = maxpool2d_forward(ranks, kh, kw, stride)[0]
        ranks[at] -= 1.0
        dX[at] = np.sum(dout * (up - maxpool2d_forward(ranks, kh, kw, stride)[0]))
        ranks[at] += 0.5
    return dX


# %% M252 04.10 | kh*kw times too large: divide by the window's size
edit("avgpool2d_forward", ".mean(axis", ".sum(axis")


# %% S151 04.10 | right for square windows only: divide by kh*kw
edit("avgpool2d_forward", ".mean(axis=(2, 3))", ".sum(axis=(2, 3)) / kh**2")


# %% S152 04.10 | right for square windows only: divide by kh*kw
edit("avgpool2d_forward", ".mean(axis=(2, 3))", ".sum(axis=(2, 3)) / kw**2")


# %% M253 04.10 | all channels are alike: the mean is taken over the channels, too
edit("avgpool2d_forward", ".mean(axis=(2, 3))", ".mean(axis=(1, 2, 3))[:, None]")


# %% S153 04.10 | all images are alike: the mean is taken over the batch, too
edit("avgpool2d_forward", ".mean(axis=(2, 3))", ".mean(axis=(0, 2, 3))")


# %% S154 04.10 | the maximum is taken, not the average
edit("avgpool2d_forward", ".mean(axis", ".max(axis")


# %% S155 04.10 | stride ignored: windows move by their own size
edit("avgpool2d_forward", "i * stride, j * stride", "i * kh, j * kw")


# %% S156 04.10 | stride ignored: windows move by one place
edit("avgpool2d_forward", "i * stride, j * stride", "i, j")


# %% S157 04.10 | too large: leftover rows and columns are dropped
edit(
    "avgpool2d_forward",
    "(H - kh) // stride + 1, (W - kw) // stride + 1",
    "-(-(H - kh) // stride) + 1, -(-(W - kw) // stride) + 1",
)


# %% S158 04.10 | out alone is returned, without the cache
edit("avgpool2d_forward", "return out, (X.shape, kh, kw, stride)", "return out")


# %% M249 04.10 | right for square windows only: divide by kh*kw
edit("avgpool2d_backward", "/ (kh * kw)", "/ kh**2")


# %% S159 04.10 | right for square windows only: divide by kh*kw
edit("avgpool2d_backward", "/ (kh * kw)", "/ kw**2")


# %% S160 04.10 | kh*kw times too large: each input of a window gets its share, dout / (kh*kw)
edit("avgpool2d_backward", " / (kh * kw)", "")


# %% M250 04.10 | only the last window's contribution kept (= for +=)
edit("avgpool2d_backward", "+= dout", "= dout")


# %% M254 04.10 | stride ignored on the way back: windows move by their own size
edit("avgpool2d_backward", "i * stride, j * stride", "i * kh, j * kw")


# %% S161 04.10 | stride ignored on the way back: windows move by one place
edit("avgpool2d_backward", "i * stride, j * stride", "i, j")


# %% S166 04.10 | the stride is used for the rows only
edit("avgpool2d_backward", "i * stride, j * stride", "i * stride, j")


# %% S167 04.10 | all images are alike: the gradients of all are summed, and each has its own
edit(
    "avgpool2d_backward", "dout[:, :, i, j, None, None]", "dout[:, :, i, j, None, None].sum(axis=0)"
)


# %% S162 04.10 | dout is not used: this is the gradient of the sum of the outputs
edit("avgpool2d_backward", "dout[:, :, i, j, None, None]", "1")


# %% S163 04.10 | all channels are alike: the gradients of all are summed, and each has its own
edit(
    "avgpool2d_backward",
    "dout[:, :, i, j, None, None]",
    "dout[:, :, i, j, None, None].sum(axis=1, keepdims=True)",
)


# %% S164 04.10 | all channels are alike: the gradients of all are averaged, and each has its own
edit(
    "avgpool2d_backward",
    "dout[:, :, i, j, None, None]",
    "dout[:, :, i, j, None, None].mean(axis=1, keepdims=True)",
)


# %% S165 04.10 | as in max pooling, one input gets the whole gradient: here each gets its share
edit(
    "avgpool2d_backward",
    "r : r + kh, s : s + kw] += dout[:, :, i, j, None, None] / (kh * kw)",
    "r, s] += dout[:, :, i, j]",
)


# %% X1001 04.10 | -
def avgpool2d_forward(X, kh, kw, stride):
    view = np.lib.stride_tricks.sliding_window_view(X, (kh, kw), axis=(2, 3))
    return view[:, :, ::stride, ::stride].mean(axis=(4, 5)), (X, kh, kw, stride)


def avgpool2d_backward(dout, cache):
    """One forward pass for each entry, twice: right, and too slow."""
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


# %% M255 04.11 | columns in the order (u, v, q): the kernel's rows are ordered (q, u, v)
edit("im2col", "return columns.reshape", "return columns.transpose(0, 1, 2, 4, 5, 3).reshape")


# %% S171 04.11 | columns in the order (q, v, u): the kernel's rows are ordered (q, u, v)
edit("im2col", "return columns.reshape", "return columns.transpose(0, 1, 2, 3, 5, 4).reshape")


# %% S172 04.11 | rows in the order (i, j, n): the batch comes first
edit("im2col", "return columns.reshape", "return columns.transpose(1, 2, 0, 3, 4, 5).reshape")


# %% S173 04.11 | rows in the order (n, j, i): the image's rows come first
edit("im2col", "return columns.reshape", "return columns.transpose(0, 2, 1, 3, 4, 5).reshape")


# %% S174 04.11 | right size, wrong order: reshape does not move axes, transpose does
edit("im2col", "return columns.reshape", "return columns.transpose(0, 3, 1, 2, 4, 5).reshape")


# %% M259 04.11 | stride ignored: windows move by one place
edit(
    "im2col", "u : u + stride * OH : stride, v : v + stride * OW : stride", "u : u + OH, v : v + OW"
)


# %% X1101 04.11 | shifted by pad: the zeros belong on all four sides
edit("im2col", "(pad, pad), (pad, pad)", "(0, 2 * pad), (0, 2 * pad)")


# %% S175 04.11 | batch and channels are padded, too: zeros are wanted on the two image axes only
# look at: the second argument of np.pad, a pair for each axis
edit("im2col", "((0, 0), (0, 0), (pad, pad), (pad, pad))", "pad")


# %% S185 04.11 | X is not padded
edit("im2col", "P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))", "P = X")


# %% X1102 04.11 | transposed: rows and columns are exchanged
edit(
    "im2col",
    "return columns.reshape(N * OH * OW, C * kh * kw)",
    "return columns.reshape(N * OH * OW, C * kh * kw).T",
)


# %% S176 04.11 | flipped: a layer computes the cross-correlation
edit("im2col", "columns[..., u, v]", "columns[..., kh - 1 - u, kw - 1 - v]")


# %% S177 04.11 | right for square inputs only: the width has its own size
edit("im2col", "(W + 2 * pad - kw)", "(H + 2 * pad - kh)")


# %% M257 04.11 | right shape, wrong order: reshape does not move axes, transpose does
edit(
    "conv2d_im2col",
    "rows.reshape(N, OH, OW, F).transpose(0, 3, 1, 2)",
    "rows.reshape(N, F, OH, OW)",
)


# %% M258 04.11 | right for N = 1 only: examples of the batch are mixed
edit(
    "conv2d_im2col",
    "rows.reshape(N, OH, OW, F).transpose(0, 3, 1, 2)",
    "rows.T.reshape(N, F, OH, OW)",
)


# %% S178 04.11 | the filters are still last: bring the axes into the order (N, F, OH, OW)
edit("conv2d_im2col", ".transpose(0, 3, 1, 2)", "")


# %% S179 04.11 | rows and columns of the output exchanged
edit("conv2d_im2col", ".transpose(0, 3, 1, 2)", ".transpose(0, 3, 2, 1)")


# %% S180 04.11 | rows and columns of the output exchanged
edit(
    "conv2d_im2col",
    "rows.reshape(N, OH, OW, F).transpose(0, 3, 1, 2)",
    "rows.reshape(N, OW, OH, F).transpose(0, 3, 2, 1)",
)


# %% S181 04.11 | the columns and the filters are not in the same order
edit("conv2d_im2col", "W.reshape(F, -1).T", "W.transpose(0, 2, 3, 1).reshape(F, -1).T")


# %% S182 04.11 | the filters are cut up: a filter is a row of W.reshape(F, -1), and only .T makes it a column
edit("conv2d_im2col", "W.reshape(F, -1).T", "W.reshape(-1, F)")


# %% S183 04.11 | flipped: a layer computes the cross-correlation
edit("conv2d_im2col", "W.reshape(F, -1)", "W[:, :, ::-1, ::-1].reshape(F, -1)")


# %% S184 04.11 | stride and pad are not passed on to im2col
edit("conv2d_im2col", "im2col(X, kh, kw, stride, pad)", "im2col(X, kh, kw)")


# %% X1103 04.11 | the bias is missing: each filter has its own
edit("conv2d_im2col", ".T + b", ".T")
