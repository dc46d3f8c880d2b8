"""Wrong answers to notebook 10: how each changes the reference, and the words that name it."""
# ruff: noqa

# %% M332 10.1 | h0 is not used: the first step starts from zero
edit("rnn_forward", "h = h0", "h = np.zeros(h0.shape)")


# %% M334 10.1 | Wh is not transposed: z = Wx x + Wh h + b for each example
edit("rnn_forward", "h @ Wh.T", "h @ Wh")


# %% M335 10.1 | batch first: X has the shape (B, T, D)
edit("rnn_forward", "B, T, _ = X.shape", "X = X.transpose(1, 0, 2)\n    B, T, _ = X.shape")


# %% S001 10.1 | the state is not passed on: every step starts from h0
edit(
    "rnn_forward",
    "        h = np.tanh(X[:, t] @ Wx.T + h @ Wh.T + b)\n        H[:, t] = h",
    "        H[:, t] = np.tanh(X[:, t] @ Wx.T + h @ Wh.T + b)",
)


# %% S002 10.1 | no tanh: the step stays linear
edit("rnn_forward", "np.tanh(X[:, t] @ Wx.T + h @ Wh.T + b)", "X[:, t] @ Wx.T + h @ Wh.T + b")


# %% S003 10.1 | the pre-activation is passed on: tanh belongs to the state that the next step gets, too
edit(
    "rnn_forward", "h = np.tanh(X[:, t] @ Wx.T + h @ Wh.T + b)", "h = X[:, t] @ Wx.T + h @ Wh.T + b"
)
edit("rnn_forward", "H[:, t] = h", "H[:, t] = np.tanh(h)")


# %% S004 10.1 | shifted by one step: H[:, t] is the state after step t
edit(
    "rnn_forward",
    "        h = np.tanh(X[:, t] @ Wx.T + h @ Wh.T + b)\n        H[:, t] = h",
    "        H[:, t] = h\n        h = np.tanh(X[:, t] @ Wx.T + h @ Wh.T + b)",
)


# %% S005 10.1 | the bias is missing
edit("rnn_forward", " + b)", ")")


# %% S006 10.1 | the bias stands outside of the tanh
edit("rnn_forward", " + b)", ") + b")


# %% S007 10.1 | the sequence is read from its end
edit("rnn_forward", "for t in range(T)", "for t in reversed(range(T))")


# %% S008 10.1 | the last step is left out
edit("rnn_forward", "range(T)", "range(T - 1)")


# %% S009 10.1 | only the last state is returned: H holds all of them, (B, T, M)
edit("rnn_forward", "return H, (", "return h, (")


# %% S010 10.1 | time first: H has the shape (B, T, M)
edit("rnn_forward", "return H, (", "return H.transpose(1, 0, 2), (")


# %% S011 10.1 | h0 is in H, too: H begins with the state after the first step
edit("rnn_forward", "return H, (", "H = np.concatenate([h0[:, None], H], axis=1)\n    return H, (")


# %% S012 10.1 | H is made smaller by one: the states after all T steps are returned
edit("rnn_forward", "return H, (", "return H[:, 1:], (")


# %% S013 10.1 | every step reads the first input
edit("rnn_forward", "X[:, t] @", "X[:, 0] @")


# %% S014 10.1 | ReLU in the place of tanh
edit("rnn_forward", "np.tanh(", "np.maximum(0, ")


# %% M336 10.2 | each step counts alone: the gradient of later steps is missing
edit("rnn_backward", "dZ = (dH[:, t] + carry)", "dZ = dH[:, t]")


# %% M338 10.2 | only the last visited step kept (= for +=): the weights are shared over time
edit("rnn_backward", "dWx += dZ", "dWx = dZ")
edit("rnn_backward", "dWh += dZ", "dWh = dZ")
edit("rnn_backward", "db += dZ", "db = dZ")


# %% M339 10.2 | index −1 at t = 0 reads the last state instead of h0
# look at: the state before the first step
edit("rnn_backward", "H[:, t - 1] if t > 0 else h0", "H[:, t - 1]")


# %% M341 10.2 | one factor φ′ missing in each step: the tanh has a slope
edit("rnn_backward", " * (1 - H[:, t] ** 2)", "")


# %% M342 10.2 | tanh is applied twice: its slope is 1 - h², with h from the cache
edit("rnn_backward", "(1 - H[:, t] ** 2)", "(1 - np.tanh(H[:, t]) ** 2)")


# %% S101 10.2 | the slope is taken of the future's gradient only: what arrives from outside goes through the tanh, too
edit(
    "rnn_backward",
    "dZ = (dH[:, t] + carry) * (1 - H[:, t] ** 2)",
    "dZ = dH[:, t] + carry * (1 - H[:, t] ** 2)",
)


# %% S102 10.2 | the slope is taken of what arrives from outside only: the future's gradient goes through the tanh, too
edit(
    "rnn_backward",
    "dZ = (dH[:, t] + carry) * (1 - H[:, t] ** 2)",
    "dZ = dH[:, t] * (1 - H[:, t] ** 2) + carry",
)


# %% S103 10.2 | only the last state's upstream gradient is used: one arrives at every state
edit("rnn_backward", "(dH[:, t] + carry)", "(carry if t < X.shape[1] - 1 else dH[:, t])")


# %% S104 10.2 | Wh is transposed on the way back: for rows it is dZ @ Wh
edit("rnn_backward", "carry = dZ @ Wh", "carry = dZ @ Wh.T")


# %% S105 10.2 | the state after the step is used for dWh: Wh was multiplied with the state before it
edit("rnn_backward", "dWh += dZ.T @ before", "dWh += dZ.T @ H[:, t]")


# %% S106 10.2 | dWh is transposed
edit("rnn_backward", "dWh += dZ.T @ before", "dWh += before.T @ dZ")


# %% S107 10.2 | h0 is left out: in the first step Wh was multiplied with it
edit("rnn_backward", "dWh += dZ.T @ before", "dWh += dZ.T @ before if t > 0 else 0")


# %% S108 10.2 | dh0 is one step short: what comes back to h0 goes through Wh, too
edit("rnn_backward", "carry = dZ @ Wh", "carry = dZ @ Wh if t > 0 else dZ")


# %% S109 10.2 | dh0 is zero: h0 has an influence on all states
edit("rnn_backward", "return dX, carry,", "return dX, np.zeros(h0.shape),")


# %% S110 10.2 | the gradient runs forward in time: begin with the last step
edit("rnn_backward", "reversed(range(X.shape[1]))", "range(X.shape[1])")


# %% S111 10.2 | divided by the number of steps: gradients of a shared weight are added
edit(
    "rnn_backward",
    "return dX, carry, dWx, dWh, db",
    "T = X.shape[1]\n    return dX, carry, dWx / T, dWh / T, db / T",
)


# %% S112 10.2 | divided by the batch size: that is done in the cost
edit(
    "rnn_backward",
    "return dX, carry, dWx, dWh, db",
    "B = len(X)\n    return dX, carry, dWx / B, dWh / B, db / B",
)


# %% S114 10.2 | sign flipped
edit("rnn_backward", "return dX, carry, dWx, dWh, db", "return -dX, -carry, -dWx, -dWh, -db")


# %% S115 10.2 | the gradient of the future grows with every step: it is replaced, not added up
edit("rnn_backward", "carry = dZ @ Wh", "carry = carry + dZ @ Wh")


# %% S116 10.2 | the future's gradient comes from two steps on
edit("rnn_backward", "    carry = np.zeros(h0.shape)\n", "    carry = later = np.zeros(h0.shape)\n")
edit("rnn_backward", "carry = dZ @ Wh", "carry, later = later, dZ @ Wh")


# %% S117 10.2 | the slope of the state before is taken: it is the one after the step that the tanh made
edit("rnn_backward", "        before = H[:, t - 1] if t > 0 else h0\n", "")
edit(
    "rnn_backward",
    "        dZ = (dH[:, t] + carry) * (1 - H[:, t] ** 2)\n",
    "        before = H[:, t - 1] if t > 0 else h0\n        dZ = (dH[:, t] + carry) * (1 - before ** 2)\n",
)


# %% S118 10.2 | dX divided by the batch size, here 2: that is done in the cost
edit("rnn_backward", "return dX, carry, dWx, dWh, db", "return dX / len(X), carry, dWx, dWh, db")


# %% S119 10.2 | dX divided by the number of steps: each step has an input of its own
edit("rnn_backward", "return dX, carry, dWx, dWh, db", "return dX / X.shape[1], carry, dWx, dWh, db")


# %% S120 10.2 | the slope of a logistic function: that of tanh is 1 − h²
edit("rnn_backward", "(1 - H[:, t] ** 2)", "H[:, t] * (1 - H[:, t])")


# %% S121 10.2 | (1 − h)² for the slope of tanh: it is 1 − h²
edit("rnn_backward", "(1 - H[:, t] ** 2)", "(1 - H[:, t]) ** 2")


# %% S122 10.2 | the results are in another order: (dX, dh0, dWx, dWh, db) is asked for
edit("rnn_backward", "return dX, carry, dWx, dWh, db", "return dX, dWx, dWh, db, carry")


# %% S123 10.2 | dX without the slope of tanh: x goes through it, too
edit("rnn_backward", "dX[:, t] = dZ @ Wx", "dX[:, t] = (dH[:, t] + carry) @ Wx")


# %% S124 10.2 | the input of the step before is used for dWx: each step read its own
edit("rnn_backward", "dZ.T @ X[:, t]", "dZ.T @ X[:, t - 1]")


# %% S201 10.3 | only one step's contribution: the gradient of a shared weight is the sum over the steps
edit("linear_rnn_grad", "dw += delta", "dw = delta")


# %% S202 10.3 | one factor w too many
edit("linear_rnn_grad", "dw += delta * h[t]", "dw += delta * h[t + 1]")


# %% S203 10.3 | h0 is not used
edit("linear_rnn_grad", "h = [h0]", "h = [1.0]")


# %% S204 10.3 | the value of h_T, not its derivative
edit("linear_rnn_grad", "return dw", "return h[-1]")


# %% S205 10.3 | one step too few
edit("linear_rnn_grad", "reversed(range(T))", "reversed(range(T - 1))")


# %% S206 10.3 | the gradient is not carried back: δ is multiplied by w in each step
edit("linear_rnn_grad", "delta *= w", "delta *= 1")


# %% S207 10.3 | the derivative by h0, not by w
edit("linear_rnn_grad", "return dw", "return delta")


# %% S208 10.3 | the formula h_T T / w fails for w = 0
def linear_rnn_grad(w, h0, T):
    return T * w**T * h0 / w


# %% S209 10.3 | the sign of w is lost
edit("linear_rnn_grad", "delta *= w", "delta *= abs(w)")


# %% S210 10.3 | a difference quotient: a formula is more exact
def linear_rnn_grad(w, h0, T):
    return ((w + 1e-5) ** T - (w - 1e-5) ** T) * h0 / 2e-5


# %% S211 10.3 | the formula T w^(T − 1) h_0 fails for w = 0 and no step
def linear_rnn_grad(w, h0, T):
    return T * w ** (T - 1) * h0


# %% S301 10.4 | Wh is not transposed: the way back multiplies by Wh.T
edit("gradient_norms", "Wh.T @ g", "Wh @ g")


# %% S302 10.4 | r does not have the norm 1
edit("gradient_norms", "    g = g / np.linalg.norm(g)\n", "")


# %% S303 10.4 | squared norms
edit("gradient_norms", "norms.append(np.linalg.norm(g))", "norms.append(g @ g)")


# %% S304 10.4 | begins one step too late: norms[0] belongs to the last state, where the gradient is r
edit(
    "gradient_norms",
    "        norms.append(np.linalg.norm(g))\n        g = Wh.T @ g",
    "        g = Wh.T @ g\n        norms.append(np.linalg.norm(g))",
)


# %% S305 10.4 | in the order of time: norms[0] belongs to the last state
edit("gradient_norms", "np.array(norms)", "np.array(norms[::-1])")


# %% S306 10.4 | a new direction in each step: r is drawn once
edit(
    "gradient_norms",
    "g = Wh.T @ g",
    "g = Wh.T @ g\n        r = rng.normal(size=len(Wh))\n        g = np.linalg.norm(g) * r / np.linalg.norm(r)",
)


# %% S307 10.4 | one norm too many
edit("gradient_norms", "range(T)", "range(T + 1)")


# %% S308 10.4 | powers of the spectral radius: the norm depends on the direction
def gradient_norms(Wh, T, rng):
    return np.max(np.abs(np.linalg.eigvals(Wh))) ** np.arange(T)


# %% S309 10.4 | the matrix's norm: it is asked for one random direction
def gradient_norms(Wh, T, rng):
    return np.array([np.linalg.norm(np.linalg.matrix_power(Wh.T, k), 2) for k in range(T)])


# %% S310 10.4 | r is not random
edit("gradient_norms", "rng.normal(size=len(Wh))", "np.ones(len(Wh))")


# %% S311 10.4 | the random numbers are not those of rng
edit("gradient_norms", "rng.normal(size=len(Wh))", "np.random.default_rng(0).normal(size=len(Wh))")


# %% S312 10.4 | r lies along an axis: a random direction has many parts
edit("gradient_norms", "rng.normal(size=len(Wh))", "np.eye(len(Wh))[rng.integers(len(Wh))]")


# %% S313 10.4 | the norm is the largest entry, not the length
edit("gradient_norms", "norms.append(np.linalg.norm(g))", "norms.append(np.max(np.abs(g)))")


# %% S314 10.4 | the gradient is brought to the norm 1 in each step
edit("gradient_norms", "g = Wh.T @ g", "g = Wh.T @ g\n        g = g / np.linalg.norm(g)")


# %% S315 10.4 | entries are raised to the power, not the matrix
edit(
    "gradient_norms",
    "norms.append(np.linalg.norm(g))\n        g = Wh.T @ g",
    "norms.append(np.linalg.norm((Wh.T ** len(norms)) @ g if norms else g))",
)


# %% S401 10.5 | tanh after the last layer, too: the output is linear
edit(
    "autoencoder_forward",
    "return inputs[-1] @ W.T + b, (",
    "return np.tanh(inputs[-1] @ W.T + b), (",
)


# %% S402 10.5 | no tanh between the layers
edit("autoencoder_forward", "np.tanh(inputs[-1] @ W.T + b)", "inputs[-1] @ W.T + b")


# %% S403 10.5 | biases are missing
edit("autoencoder_forward", "return inputs[-1] @ W.T + b, (", "return inputs[-1] @ W.T, (")


# %% S404 10.5 | a logistic function instead of the tanh
edit(
    "autoencoder_forward",
    "np.tanh(inputs[-1] @ W.T + b)",
    "1 / (1 + np.exp(-(inputs[-1] @ W.T + b)))",
)


# %% S405 10.5 | the code is returned, not the output
edit(
    "autoencoder_forward",
    "return inputs[-1] @ W.T + b, (",
    "return inputs[1 if len(inputs) > 1 else 0], (",
)


# %% S406 10.5 | one factor φ′ missing: each tanh has a slope
edit("autoencoder_backward", "dZ = dA * (1 - inputs[k] ** 2)", "dZ = dA")


# %% S407 10.5 | the slope of a tanh at the output: the last layer is linear
edit(
    "autoencoder_forward",
    "return inputs[-1] @ W.T + b, (inputs, params)",
    "Y = inputs[-1] @ W.T + b\n    return Y, (inputs, params, Y)",
)
edit(
    "autoencoder_backward",
    "inputs, params = cache\n    dZ, grads = dY, []",
    "inputs, params, Y = cache\n    dZ, grads = dY * (1 - Y ** 2), []",
)


# %% S408 10.5 | the slope of a tanh at the input: X came out of none
edit("autoencoder_backward", "return dA, grads", "return dZ, grads")


# %% S409 10.5 | gradients in reverse order: first layer first
edit("autoencoder_backward", "return dA, grads", "return dA, grads[::-1]")


# %% S410 10.5 | the bias is not summed over the batch: one example's gradient is kept
edit("autoencoder_backward", "dZ.sum(axis=0)", "dZ[0]")


# %% S411 10.5 | divided by the batch size: that is done in the cost
edit(
    "autoencoder_backward",
    "(dZ.T @ inputs[k], dZ.sum(axis=0))",
    "(dZ.T @ inputs[k] / len(dZ), dZ.sum(axis=0) / len(dZ))",
)


# %% S412 10.5 | weights transposed: dW has the shape of W
edit(
    "autoencoder_backward",
    "(dZ.T @ inputs[k], dZ.sum(axis=0))",
    "(inputs[k].T @ dZ, dZ.sum(axis=0))",
)


# %% S413 10.5 | the target's share is in dX: it is the gradient through the network alone
edit("autoencoder_backward", "return dA, grads", "return dA - dY, grads")


# %% S414 10.5 | sign flipped
edit("autoencoder_backward", "dZ, grads = dY, []", "dZ, grads = -dY, []")


# %% S415 10.5 | depends on a global: the cache of another call is used
edit(
    "autoencoder_forward",
    "return inputs[-1] @ W.T + b, (inputs, params)",
    "global _kept\n    _kept = (inputs, params)\n    return inputs[-1] @ W.T + b, None",
)
edit("autoencoder_backward", "inputs, params = cache", "inputs, params = _kept")


# %% S416 10.5 | biases stand outside of the tanh
edit("autoencoder_forward", "np.tanh(inputs[-1] @ W.T + b)", "np.tanh(inputs[-1] @ W.T) + b")


# %% S417 10.5 | ReLU in the place of tanh
edit("autoencoder_forward", "np.tanh(inputs[-1] @ W.T + b)", "np.maximum(inputs[-1] @ W.T + b, 0)")


# %% S418 10.5 | one list of all gradients: a pair (dW, db) for each layer is asked for
edit("autoencoder_backward", "return dA, grads", "return dA, [g for pair in grads for g in pair]")


# %% S419 10.5 | each pair is turned round: (dW, db) is asked for
edit("autoencoder_backward", "return dA, grads", "return dA, [(b, W) for W, b in grads]")


# %% S420 10.5 | tanh is applied twice: its slope is 1 − a², with a from the cache
edit("autoencoder_backward", "1 - inputs[k] ** 2", "1 - np.tanh(inputs[k]) ** 2")


# %% S421 10.5 | divided by the batch size: that is done in the cost
edit("autoencoder_backward", "dZ, grads = dY, []", "dZ, grads = dY / len(dY), []")


# %% S501 10.6 | only the decoder learns
edit(
    "train_linear_autoencoder",
    "W_enc, W_dec = W_enc - eta * dW_enc, W_dec - eta * dW_dec",
    "W_dec = W_dec - eta * dW_dec",
)


# %% S502 10.6 | only the encoder learns
edit(
    "train_linear_autoencoder",
    "W_enc, W_dec = W_enc - eta * dW_enc, W_dec - eta * dW_dec",
    "W_enc = W_enc - eta * dW_enc",
)


# %% S503 10.6 | not divided by N: the cost is a mean over the samples
edit("train_linear_autoencoder", "(C @ W_dec.T - X) / N", "C @ W_dec.T - X")


# %% S504 10.6 | divided by N D: the cost is a mean over the samples, a sum over the inputs
edit("train_linear_autoencoder", "(C @ W_dec.T - X) / N", "(C @ W_dec.T - X) / (N * D)")


# %% S505 10.6 | twice the gradient: the cost has a factor ½
edit("train_linear_autoencoder", "(C @ W_dec.T - X) / N", "2 * (C @ W_dec.T - X) / N")


# %% S506 10.6 | the sign of the step is flipped: it goes uphill
edit(
    "train_linear_autoencoder",
    "W_enc - eta * dW_enc, W_dec - eta * dW_dec",
    "W_enc + eta * dW_enc, W_dec + eta * dW_dec",
)


# %% S507 10.6 | the decoder has moved before the encoder's gradient is taken
edit(
    "train_linear_autoencoder",
    "        dW_enc = (dY @ W_dec).T @ X\n        W_enc, W_dec = W_enc - eta * dW_enc, W_dec - eta * dW_dec",
    "        W_dec = W_dec - eta * dW_dec\n        W_enc = W_enc - eta * (dY @ W_dec).T @ X",
)


# %% S508 10.6 | one sample for each step: every step uses all of X
edit(
    "train_linear_autoencoder",
    "C = X @ W_enc.T",
    "x = X[rng.integers(N)][None]\n        C = x @ W_enc.T",
)
edit("train_linear_autoencoder", "(C @ W_dec.T - X) / N", "C @ W_dec.T - x")
edit("train_linear_autoencoder", ".T @ X\n", ".T @ x\n")


# %% S509 10.6 | the start is zero: there both gradients are zero, too
edit(
    "train_linear_autoencoder",
    "0.1 * rng.normal(size=(k, D)), 0.1 * rng.normal(size=(D, k))",
    "np.zeros((k, D)), np.zeros((D, k))",
)


# %% S510 10.6 | the random numbers are not those of rng
edit(
    "train_linear_autoencoder",
    "    N, D = X.shape\n",
    "    N, D = X.shape\n    rng = np.random.default_rng(0)\n",
)


# %% S511 10.6 | encoder and decoder are exchanged
edit("train_linear_autoencoder", "return W_enc, W_dec", "return W_dec, W_enc")


# %% S512 10.6 | one matrix for both: encoder and decoder learn by themselves
edit(
    "train_linear_autoencoder",
    "W_enc, W_dec = W_enc - eta * dW_enc, W_dec - eta * dW_dec",
    "W_enc, W_dec = W_enc - eta * dW_enc, (W_enc - eta * dW_enc).T",
)


# %% S513 10.6 | eta is not used
edit(
    "train_linear_autoencoder",
    "W_enc - eta * dW_enc, W_dec - eta * dW_dec",
    "W_enc - 0.05 * dW_enc, W_dec - 0.05 * dW_dec",
)


# %% S514 10.6 | the decoder starts as the encoder's transpose: independent numbers are asked for
edit(
    "train_linear_autoencoder",
    "    for _ in range(steps):",
    "    W_dec = W_enc.T\n    for _ in range(steps):",
)


# %% S515 10.6 | the start has no negative numbers: normal ones have both signs
edit(
    "train_linear_autoencoder",
    "0.1 * rng.normal(size=(k, D)), 0.1 * rng.normal(size=(D, k))",
    "0.3 * rng.random(size=(k, D)), 0.3 * rng.random(size=(D, k))",
)


# %% S516 10.6 | the decoder's start is not drawn from rng
edit(
    "train_linear_autoencoder",
    "0.1 * rng.normal(size=(D, k))",
    "0.1 * np.random.default_rng(0).normal(size=(D, k))",
)


# %% S517 10.6 | the start is far too small: standard deviation 0.1
edit(
    "train_linear_autoencoder",
    "0.1 * rng.normal(size=(k, D)), 0.1 * rng.normal(size=(D, k))",
    "0.001 * rng.normal(size=(k, D)), 0.001 * rng.normal(size=(D, k))",
)


# %% S520 10.6 | columns are taken as orthonormal: P = A Aᵀ holds only for those
edit(
    "subspace_distance",
    "Q, _ = np.linalg.qr(A)\n    R, _ = np.linalg.qr(B)",
    "Q, R = np.array(A), np.array(B)",
)


# %% S521 10.6 | columns are only brought to length 1: they must be at right angles, too
edit(
    "subspace_distance",
    "Q, _ = np.linalg.qr(A)\n    R, _ = np.linalg.qr(B)",
    "Q, R = A / np.linalg.norm(A, axis=0), B / np.linalg.norm(B, axis=0)",
)


# %% S522 10.6 | the Frobenius norm: the spectral one is the largest singular value
edit("subspace_distance", "Q @ Q.T - R @ R.T, 2", "Q @ Q.T - R @ R.T")


# %% S523 10.6 | the bases are compared, not the projections
edit("subspace_distance", "Q @ Q.T - R @ R.T, 2", "Q - R, 2")


# %% S524 10.6 | the cosine of the largest angle, not its sine
edit(
    "subspace_distance",
    "return float(np.linalg.norm(Q @ Q.T - R @ R.T, 2))",
    "return float(np.linalg.svd(Q.T @ R, compute_uv=False).min())",
)


# %% S525 10.6 | the smallest angle: the distance is the sine of the largest
edit(
    "subspace_distance",
    "return float(np.linalg.norm(Q @ Q.T - R @ R.T, 2))",
    "return float(np.sqrt(max(0, 1 - np.linalg.svd(Q.T @ R, compute_uv=False).max() ** 2)))",
)


# %% S526 10.6 | the largest entry of the difference, not its spectral norm
edit(
    "subspace_distance", "np.linalg.norm(Q @ Q.T - R @ R.T, 2)", "np.max(np.abs(Q @ Q.T - R @ R.T))"
)


# %% S527 10.6 | squared: the distance is the sine, not its square
edit(
    "subspace_distance",
    "return float(np.linalg.norm(Q @ Q.T - R @ R.T, 2))",
    "return float(np.linalg.norm(Q @ Q.T - R @ R.T, 2)) ** 2",
)
