"""Wrong answers to notebook 02: how each changes the reference, and the words that name it."""
# ruff: noqa

# %% M087 02.1 | value at the kink: this course takes ReLU'(0) = 0
edit("relu", "0.0", "0")


def drelu(z):
    return (z >= 0).astype(float)


edit("softplus", "0.0", "0")


def dsigmoid(z):
    y = sigmoid(z)
    return y * (1 - y)


# %% M089 02.1 | not finite at z = 1000: take max(z, 0) out of the logarithm
edit("relu", "0.0", "0")


def drelu(z):
    return (z > 0).astype(float)


def softplus(z):
    return np.log(1 + np.exp(z))


def dsigmoid(z):
    y = sigmoid(z)
    return y * (1 - y)


# %% M090 02.1 | z(1 - z): the derivative is taken at z as if z were sigma(z)
edit("relu", "0.0", "0")


def drelu(z):
    return (z > 0).astype(float)


edit("softplus", "0.0", "0")


def dsigmoid(z):
    return z * (1 - z)


# %% M091 02.1 | 1 - z^2: the derivative is 1 - tanh(z)^2
edit("relu", "0.0", "0")


def drelu(z):
    return (z > 0).astype(float)


edit("softplus", "0.0", "0")


def dsigmoid(z):
    y = sigmoid(z)
    return y * (1 - y)


edit("dtanh", "np.tanh(z)", "z")


# %% M093 02.3 | the ramp goes on rising: subtract a second ReLU that starts 1/s later
def hard_threshold(z):
    return np.where(z > 0, 1.0, 0.0)


edit("relu", "0.0", "0")


def box_hard(x):
    return hard_threshold(x - 1) - hard_threshold(x - 2)


def box_relu(x, s):
    up = relu(s * (x - 1))
    down = relu(s * (x - 2)) - relu(s * (x - 2) - 1)
    return up - down


# %% M094 02.4 | no or wrong hidden units fire: an input +1 where the pattern has -1 must inhibit
def boolean_net(table):
    table = np.asarray(table, dtype=float)
    D = int(round(np.log2(len(table))))
    rows = np.array([[int(ch) for ch in format(r, "b").zfill(D)] for r in range(2 ** D)])
    W = 1.0 * rows
    b = np.full(2 ** D, -(D - 1.0))
    v = table
    return W, b, v


# %% M095 02.4 | no hidden unit fires: at its own pattern the sum is D, and the threshold is 0 at 0
def boolean_net(table):
    table = np.asarray(table, dtype=float)
    D = int(round(np.log2(len(table))))
    rows = np.array([[int(ch) for ch in format(r, "b").zfill(D)] for r in range(2 ** D)])
    W = 2.0 * rows - 1
    b = np.full(2 ** D, -float(D))
    v = table
    return W, b, v


# %% M096 02.4 | several hidden units fire: this bias belongs to inputs 0 and 1, here they are -1 and +1
def boolean_net(table):
    table = np.asarray(table, dtype=float)
    D = int(round(np.log2(len(table))))
    rows = np.array([[int(ch) for ch in format(r, "b").zfill(D)] for r in range(2 ** D)])
    W = 2.0 * rows - 1
    b = 0.5 - rows.sum(axis=1)
    v = table
    return W, b, v


# %% M098 02.5 | earlier biases must pass through the later matrices
def collapse_linear(Ws, bs):
    W = Ws[0]
    b = bs[0]
    for Wk, bk in zip(Ws[1:], bs[1:]):
        W = Wk @ W
        b = b + bk
    return W, b


# %% M099 02.5 | earlier biases are lost: they pass through the later matrices
def collapse_linear(Ws, bs):
    W = Ws[0]
    b = bs[0]
    for Wk, bk in zip(Ws[1:], bs[1:]):
        W = Wk @ W
        b = bk
    return W, b


# %% M101 02.6 | only the path through y: the path through x is missing from the sum
def chain_example(t):
    x, y = np.cos(t), t ** 2
    f = y + np.exp(x * y)
    df = (1 + x * np.exp(x * y)) * 2 * t
    return f, df


# %% M104 02.7 | dR is lambda, not 1
edit("regularised_backward", "dJ * lam", "dJ")
edit("regularised_backward", "w  # two paths", "w")


# %% M105 02.7 | R = w^2/2 is added; its derivative is w
edit("regularised_backward", "dJ * lam", "lam * dJ")
edit("regularised_backward", "w  # two paths", "0.5 * w ** 2")


# %% M106 02.8 | only the last child's contribution kept (= for +=)
def backprop_graph(nodes, values):
    bars = {name: 0.0 for name, parents, partials in nodes}
    bars[nodes[-1][0]] = 1.0
    for name, parents, partials in reversed(nodes):
        args = [values[p] for p in parents]
        for p, dfun in zip(parents, partials):
            bars[p] = bars[name] * dfun(*args)
    return bars


# %% M107 02.8 | all bars but the last are 0: a node's bar is needed before its parents', so go through the list backwards
def backprop_graph(nodes, values):
    bars = {name: 0.0 for name, parents, partials in nodes}
    bars[nodes[-1][0]] = 1.0
    for name, parents, partials in list(nodes):
        args = [values[p] for p in parents]
        for p, dfun in zip(parents, partials):
            bars[p] += bars[name] * dfun(*args)
    return bars


# %% M109 02.8 | local derivatives are taken at the parents' values
def backprop_graph(nodes, values):
    bars = {name: 0.0 for name, parents, partials in nodes}
    bars[nodes[-1][0]] = 1.0
    for name, parents, partials in reversed(nodes):
        args = [values[name] for p in parents]
        for p, dfun in zip(parents, partials):
            bars[p] += bars[name] * dfun(*args)
    return bars


# %% M110 02.8 | shared nodes are counted more than once: a bar may be passed on only when all children have contributed
def backprop_graph(nodes, values):
    table = {name: (parents, partials) for name, parents, partials in nodes}
    bars = {name: 0.0 for name in table}

    def visit(name):
        parents, partials = table[name]
        args = [values[p] for p in parents]
        for p, dfun in zip(parents, partials):
            bars[p] += bars[name] * dfun(*args)
            visit(p)

    last = nodes[-1][0]
    bars[last] = 1.0
    visit(last)
    return bars


# %% M111 02.9 | sign flipped: in this course delta is +dJ/dz, Duda's is its negative
edit("dJ_dy", "y - t", "t - y")
edit("delta_output", "y - t", "t - y")


# %% M113 02.9 | one factor phi' missing
def delta_hidden(W2, delta2, dphi):
    return W2.T @ delta2


# %% M115 02.10 | transposed: dW has the shape of W, (out, in)
def linear_forward(X, W, b):
    Z = X @ W.T + b
    cache = (X, W)
    return Z, cache


def linear_backward(dZ, cache):
    X, W = cache
    dX = dZ @ W
    dW = X.T @ dZ
    db = dZ.sum(axis=0)
    return dX, dW, db


# %% M116 02.10 | bias summed over the wrong axis: one value per example instead of per unit
def linear_forward(X, W, b):
    Z = X @ W.T + b
    cache = (X, W)
    return Z, cache


def linear_backward(dZ, cache):
    X, W = cache
    dX = dZ @ W
    dW = dZ.T @ X
    db = dZ.sum(axis=1)
    return dX, dW, db


# %% M117 02.10 | bias not summed over the batch
def linear_forward(X, W, b):
    Z = X @ W.T + b
    cache = (X, W)
    return Z, cache


def linear_backward(dZ, cache):
    X, W = cache
    dX = dZ @ W
    dW = dZ.T @ X
    db = dZ
    return dX, dW, db


# %% M118 02.10 | 1/N too small: the cost has divided by the batch size already
def linear_forward(X, W, b):
    Z = X @ W.T + b
    cache = (X, W)
    return Z, cache


def linear_backward(dZ, cache):
    X, W = cache
    dX = dZ @ W
    dW = dZ.T @ X / len(X)
    db = dZ.mean(axis=0)
    return dX, dW, db


# %% M119 02.10 | W must not be transposed here: Z = X W^T, so dX = dZ W
def linear_forward(X, W, b):
    Z = X @ W.T + b
    cache = (X, W)
    return Z, cache


def linear_backward(dZ, cache):
    X, W = cache
    dX = dZ @ W.T
    dW = dZ.T @ X
    db = dZ.sum(axis=0)
    return dX, dW, db


# %% M122 02.10 | the second call is larger: gradients of earlier calls are still in the sum
dW_total = {}


def linear_backward(dZ, cache):
    X, W = cache
    dW_total["dW"] = dW_total.get("dW", 0) + dZ.T @ X
    return dZ @ W, dW_total["dW"], dZ.sum(axis=0)


# %% M123 02.11 | one factor phi' missing
def pointwise_forward(X, b, phi, dphi):
    Z = X + b
    out = phi(Z)
    return out, (Z, dphi)


def pointwise_backward(dout, cache):
    Z, dphi = cache
    dX = dout * 1.0
    db = dX.sum(axis=0)
    return dX, db


# %% M125 02.11 | right for tanh only: use the dphi that was given
def pointwise_forward(X, b, phi, dphi):
    Z = X + b
    out = phi(Z)
    return out, (Z, dphi)


def pointwise_backward(dout, cache):
    Z, dphi = cache
    dX = dout * (1 - np.tanh(Z) ** 2)
    db = dX.sum(axis=0)
    return dX, db


# %% M126 02.11 | one factor phi' missing in db: the bias sits inside phi
def pointwise_forward(X, b, phi, dphi):
    Z = X + b
    out = phi(Z)
    return out, (Z, dphi)


def pointwise_backward(dout, cache):
    Z, dphi = cache
    dX = dout * dphi(Z)
    db = dout.sum(axis=0)
    return dX, db


# %% M127 02.11 | 1/N too small: sum over the batch
def pointwise_forward(X, b, phi, dphi):
    Z = X + b
    out = phi(Z)
    return out, (Z, dphi)


def pointwise_backward(dout, cache):
    Z, dphi = cache
    dX = dout * dphi(Z)
    db = dX.mean(axis=0)
    return dX, db


# %% M129 02.11 | input modified in place: dout of the caller has changed
def pointwise_forward(X, b, phi, dphi):
    Z = X + b
    out = phi(Z)
    return out, (Z, dphi)


def pointwise_backward(dout, cache):
    Z, dphi = cache
    dout *= dphi(Z)
    dX = dout
    db = dX.sum(axis=0)
    return dX, db


# %% M130 02.12 | B times too large: the cost is a mean over the batch
def euclidean_cost(Y, T):
    B = Y.shape[0]
    J = 0.5 * np.sum((Y - T) ** 2) / B
    dY = Y - T
    return J, dY


def binary_cross_entropy(Z, T):
    B = Z.shape[0]
    e = np.exp(-np.abs(Z))
    J = np.sum(np.maximum(Z, 0) - Z * T + np.log1p(e)) / B
    Y = np.where(Z >= 0, 1 / (1 + e), e / (1 + e))
    dZ = (Y - T) / B
    return J, dZ


# %% M132 02.12 | J is twice too large and does not fit its gradient
def euclidean_cost(Y, T):
    B = Y.shape[0]
    J = np.sum((Y - T) ** 2) / B
    dY = (Y - T) / B
    return J, dY


def binary_cross_entropy(Z, T):
    B = Z.shape[0]
    e = np.exp(-np.abs(Z))
    J = np.sum(np.maximum(Z, 0) - Z * T + np.log1p(e)) / B
    Y = np.where(Z >= 0, 1 / (1 + e), e / (1 + e))
    dZ = (Y - T) / B
    return J, dZ


# %% M133 02.12 | one factor sigma' too many: with respect to z it has cancelled
def euclidean_cost(Y, T):
    B = Y.shape[0]
    J = 0.5 * np.sum((Y - T) ** 2) / B
    dY = (Y - T) / B
    return J, dY


def binary_cross_entropy(Z, T):
    B = Z.shape[0]
    e = np.exp(-np.abs(Z))
    J = np.sum(np.maximum(Z, 0) - Z * T + np.log1p(e)) / B
    Y = np.where(Z >= 0, 1 / (1 + e), e / (1 + e))
    dZ = (Y - T) * Y * (1 - Y) / B
    return J, dZ


# %% M134 02.13 | one factor phi' missing in every hidden layer
def mlp_forward(X, params, phi="tanh"):
    A = [X]
    L = len(params)
    for k in range(L):
        W, b = params[k]
        Z = A[k] @ W.T + b
        if k == L - 1:
            A.append(Z)
        elif phi == "tanh":
            A.append(np.tanh(Z))
        else:
            A.append(1 / (1 + np.exp(-Z)))
    return A[L], (A, params, phi)


def mlp_backward(dZ, cache):
    A, params, phi = cache
    L = len(params)
    grads = [None] * L
    delta = dZ
    for k in range(L - 1, -1, -1):
        W, b = params[k]
        grads[k] = (delta.T @ A[k], delta.sum(axis=0))
        delta = delta @ W
        if False:
            delta = delta * (1 - A[k] ** 2)
        elif False:
            delta = delta * A[k] * (1 - A[k])
    return delta, grads


# %% M135 02.13 | right for tanh only: phi = sigmoid has another derivative
def mlp_forward(X, params, phi="tanh"):
    A = [X]
    L = len(params)
    for k in range(L):
        W, b = params[k]
        Z = A[k] @ W.T + b
        if k == L - 1:
            A.append(Z)
        elif phi == "tanh":
            A.append(np.tanh(Z))
        else:
            A.append(1 / (1 + np.exp(-Z)))
    return A[L], (A, params, phi)


def mlp_backward(dZ, cache):
    A, params, phi = cache
    L = len(params)
    grads = [None] * L
    delta = dZ
    for k in range(L - 1, -1, -1):
        W, b = params[k]
        grads[k] = (delta.T @ A[k], delta.sum(axis=0))
        delta = delta @ W
        if k > 0:
            delta = delta * (1 - A[k] ** 2)
        elif k > 0:
            delta = delta * A[k] * (1 - A[k])
    return delta, grads


# %% M136 02.13 | outputs squashed: the last layer is linear
def mlp_forward(X, params, phi="tanh"):
    A = [X]
    L = len(params)
    for k in range(L):
        W, b = params[k]
        Z = A[k] @ W.T + b
        if phi == "tanh":
            A.append(np.tanh(Z))
        else:
            A.append(1 / (1 + np.exp(-Z)))
    return A[L], (A, params, phi)


def mlp_backward(dZ, cache):
    A, params, phi = cache
    L = len(params)
    grads = [None] * L
    delta = dZ
    for k in range(L - 1, -1, -1):
        W, b = params[k]
        grads[k] = (delta.T @ A[k], delta.sum(axis=0))
        delta = delta @ W
        if k > 0 and phi == "tanh":
            delta = delta * (1 - A[k] ** 2)
        elif k > 0:
            delta = delta * A[k] * (1 - A[k])
    return delta, grads


# %% M137 02.13 | order reversed: grads[0] belongs to the first layer
def mlp_forward(X, params, phi="tanh"):
    A = [X]
    L = len(params)
    for k in range(L):
        W, b = params[k]
        Z = A[k] @ W.T + b
        if k == L - 1:
            A.append(Z)
        elif phi == "tanh":
            A.append(np.tanh(Z))
        else:
            A.append(1 / (1 + np.exp(-Z)))
    return A[L], (A, params, phi)


def mlp_backward(dZ, cache):
    A, params, phi = cache
    L = len(params)
    grads = [None] * L
    delta = dZ
    for k in range(L - 1, -1, -1):
        W, b = params[k]
        grads[k] = (delta.T @ A[k], delta.sum(axis=0))
        delta = delta @ W
        if k > 0 and phi == "tanh":
            delta = delta * (1 - A[k] ** 2)
        elif k > 0:
            delta = delta * A[k] * (1 - A[k])
    return delta, grads[::-1]


# %% M141 02.13 | the weights are missing on the way back: delta must pass through W
def mlp_forward(X, params, phi="tanh"):
    A = [X]
    L = len(params)
    for k in range(L):
        W, b = params[k]
        Z = A[k] @ W.T + b
        if k == L - 1:
            A.append(Z)
        elif phi == "tanh":
            A.append(np.tanh(Z))
        else:
            A.append(1 / (1 + np.exp(-Z)))
    return A[L], (A, params, phi)


def mlp_backward(dZ, cache):
    A, params, phi = cache
    L = len(params)
    grads = [None] * L
    delta = dZ
    for k in range(L - 1, -1, -1):
        W, b = params[k]
        grads[k] = (delta.T @ A[k], delta.sum(axis=0))
        delta = np.repeat(delta.sum(axis=1, keepdims=True), W.shape[1], axis=1)
        if k > 0 and phi == "tanh":
            delta = delta * (1 - A[k] ** 2)
        elif k > 0:
            delta = delta * A[k] * (1 - A[k])
    return delta, grads


# %% X0201a 02.1 | the slope is 0 where z < 0, not −1
def drelu(z):
    return np.sign(z)


# %% X0201b 02.1 | not finite at z = 1000: infinity divided by infinity
def tanh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


# %% X0201c 02.1 | one derivative too many: this is the second derivative of softplus
edit("dsoftplus", "d(z)", "d(z) * (1 - sigmoid(z))")


# %% X0201d 02.1 | the sign in the exponent: σ rises from 0 to 1
def sigmoid(z):
    return 1 / (1 + np.exp(z))


# %% X0201e 02.1 | input modified in place: z of the caller has changed
def relu(z):
    z[z < 0] = 0
    return z


# %% X0201f 02.1 | not finite for large |z|: e^1000 divided by e^1000
def dsigmoid(z):
    return np.exp(z) / (1 + np.exp(z)) ** 2


# %% X0201g 02.1 | tanh must be squared
edit("dtanh", " ** 2", "")


# %% X0201h 02.1 | entry by entry: da is not summed here
def dprelu(z, a):
    return np.where(z > 0, 1.0, a), np.sum(np.where(z > 0, 0.0, z))


# %% X0202a 02.2 | exchanged: OR is the first hidden unit, AND the second
def xor_net(X):
    s = X.sum(axis=1)
    H = np.stack([s > 1.5, s > 0.5], axis=1) * 1.0
    return H, (H[:, 1] - H[:, 0] > 0.5) * 1.0


# %% X0202b 02.2 | the second unit is NAND, not AND: it fires for 11 alone
def xor_net(X):
    s = X.sum(axis=1)
    H = np.stack([s > 0.5, s < 1.5], axis=1) * 1.0
    return H, (H.sum(axis=1) > 1.5) * 1.0


# %% X0202c 02.2 | this is h1 + h2, the number of ones: AND must count against
def xor_net(X):
    s = X.sum(axis=1)
    H = np.stack([s > 0.5, s > 1.5], axis=1) * 1.0
    return H, H[:, 0] + H[:, 1]


# %% X0202d 02.2 | the output does not depend on X: this is the table for 00, 01, 10, 11
def xor_net(X):
    s = X.sum(axis=1)
    H = np.stack([s > 0.5, s > 1.5], axis=1) * 1.0
    return H, np.array([0, 1, 1, 0])


# %% X0202e 02.2 | a column instead of a row: y has the shape (B,)
def xor_net(X):
    s = X.sum(axis=1)
    H = np.stack([s > 0.5, s > 1.5], axis=1) * 1.0
    return H, (H @ np.array([[1.0], [-1.0]]) > 0.5) * 1.0


# %% X0202f 02.2 | this is OR: 11 must give 0
def xor_net(X):
    s = X.sum(axis=1)
    H = np.stack([s > 0.5, s > 1.5], axis=1) * 1.0
    return H, (H[:, 0] - 0.5 * H[:, 1] > 0.25) * 1.0


# %% X0203a 02.3 | at x = 2 the box is still 1: φ(0) = 0
def box_hard(x):
    return (x - 1 >= 0) * 1.0 - (x - 2 >= 0) * 1.0


# %% X0203b 02.3 | the second unit is added: it must take the first away
edit("box_hard", "- (", "+ (")


# %% X0203c 02.3 | the height is s: the second ReLU starts 1/s later, not 1 later
def box_relu(x, s):
    r = lambda z: np.maximum(z, 0)
    return r(s * (x - 1)) - r(s * (x - 2)) - r(s * (x - 2)) + r(s * (x - 3))


# %% X0203d 02.3 | the slope s is not used
def box_relu(x, s):
    r = lambda z: np.maximum(z, 0)
    return r(x - 1) - r(x - 2) - r(x - 2) + r(x - 3)


# %% X0203e 02.3 | the ramp goes on falling: add a fourth ReLU that starts 1/s after the third
def box_relu(x, s):
    r = lambda z: np.maximum(z, 0)
    return r(s * (x - 1)) - r(s * (x - 1) - 1) - r(s * (x - 2))


# %% X0203f 02.3 | the signs of the biases: the units switch at 1 and 2, not at −1 and −2
def box_hard(x):
    return (x + 1 > 0) * 1.0 - (x + 2 > 0) * -1.0 * -1.0


# %% X0204a 02.4 | the bits are read backwards: the first input is the most significant
def boolean_net(table):
    D = len(table).bit_length() - 1
    W = 2.0 * (np.arange(2**D)[:, None] >> np.arange(D) & 1) - 1
    return W, np.full(2**D, 1.0 - D), np.array(table, dtype=float)


# %% X0204b 02.4 | v holds 0 where −1 is expected: targets are −1 and +1
def boolean_net(table):
    D = len(table).bit_length() - 1
    W = 2.0 * (np.arange(2**D)[:, None] >> np.arange(D - 1, -1, -1) & 1) - 1
    return W, np.full(2**D, 1.0 - D), (np.array(table) > 0) * 1.0


# %% X0204c 02.4 | the bias is missing: at other patterns the sum may be positive too
def boolean_net(table):
    D = len(table).bit_length() - 1
    W = 2.0 * (np.arange(2**D)[:, None] >> np.arange(D - 1, -1, -1) & 1) - 1
    return W, np.zeros(2**D), np.array(table, dtype=float)


# %% X0205a 02.5 | the order of the product: the first layer's matrix stands on the right
def collapse_linear(Ws, bs):
    W, b = Ws[0], bs[0]
    for A, a in zip(Ws[1:], bs[1:]):
        W, b = W @ A, A @ b + a
    return W, b


# %% X0205b 02.5 | the last layer's own bias is missing
def collapse_linear(Ws, bs):
    W, b = Ws[0], bs[0]
    for A, a in zip(Ws[1:], bs[1:]):
        W, b = A @ W, A @ b
    return W, b


# %% X0205c 02.5 | input modified in place: bs of the caller has changed
def collapse_linear(Ws, bs):
    W, b = Ws[0], bs[0]
    for A, a in zip(Ws[1:], bs[1:]):
        W = A @ W
        a += A @ b
        b = a
    return W, b


# %% X0206a 02.6 | the inner derivative is missing: that of xy with respect to x is y
edit("df_dx", "y * np.exp", "np.exp")


# %% X0206b 02.6 | y stands in two places: the derivative of the first is 1
edit("df_dy", "1 + x", "x")


# %% X0206c 02.6 | sign flipped: the cosine falls where the sine is positive
edit("dx_dt", "-np.sin", "np.sin")


# %% X0206d 02.6 | only the path through x: the path through y is missing from the sum
def chain_example(t):
    x, y = np.cos(t), t ** 2
    return y + np.exp(x * y), -np.sin(t) * y * np.exp(x * y)


# %% X0206e 02.6 | sign of dx/dt: the derivative of the cosine is −sin
def chain_example(t):
    x, y = np.cos(t), t ** 2
    e = np.exp(x * y)
    return y + e, np.sin(t) * y * e + (1 + x * e) * 2 * t


# %% X0207a 02.7 | one path only: w is used in R too, so a second term is missing
def regularised_backward(w, b, x, t, lam):
    y = 1 / (1 + np.exp(-(w * x + b)))
    dy = y - t
    dz = dy * y * (1 - y)
    return {"dJ": 1.0, "dR": lam, "dl": 1.0, "dy": dy, "dz": dz, "dw": dz * x, "db": dz}


# %% X0207b 02.7 | one factor σ′ is missing: y depends on z through σ
def regularised_backward(w, b, x, t, lam):
    y = 1 / (1 + np.exp(-(w * x + b)))
    dz = y - t
    return {"dJ": 1.0, "dR": lam, "dl": 1.0, "dy": dz, "dz": dz, "dw": dz * x + lam * w, "db": dz}


# %% X0207c 02.7 | sign flipped: the loss grows when y moves away from t
def regularised_backward(w, b, x, t, lam):
    y = 1 / (1 + np.exp(-(w * x + b)))
    dy = t - y
    dz = dy * y * (1 - y)
    return {"dJ": 1.0, "dR": lam, "dl": 1.0, "dy": dy, "dz": dz, "dw": dz * x + lam * w, "db": dz}


# %% X0207d 02.7 | db equals dw: the local derivative of z with respect to b is 1, not x
def regularised_backward(w, b, x, t, lam):
    y = 1 / (1 + np.exp(-(w * x + b)))
    dy = y - t
    dz = dy * y * (1 - y)
    return {"dJ": 1.0, "dR": lam, "dl": 1.0, "dy": dy, "dz": dz, "dw": dz * x + lam * w, "db": dz * x}


# %% X0207e 02.7 | the dictionary has no entry 'dw'
def regularised_backward(w, b, x, t, lam):
    y = 1 / (1 + np.exp(-(w * x + b)))
    dz = (y - t) * y * (1 - y)
    return {"dJ": 1.0, "dR": lam, "dl": 1.0, "dy": y - t, "dz": dz}


# %% X0208a 02.8 | each bar is one local derivative: it must be multiplied by the child's bar
def backprop_graph(nodes, values):
    bars = {name: 0.0 for name, _, _ in nodes}
    bars[nodes[-1][0]] = 1.0
    for name, parents, partials in reversed(nodes):
        for p, d in zip(parents, partials):
            bars[p] += d(*[values[q] for q in parents])
    return bars


# %% X0208b 02.8 | the same parent twice: both occurrences contribute
def backprop_graph(nodes, values):
    bars = {name: 0.0 for name, _, _ in nodes}
    bars[nodes[-1][0]] = 1.0
    for name, parents, partials in reversed(nodes):
        for p, d in dict(zip(parents, partials)).items():
            bars[p] += bars[name] * d(*[values[q] for q in parents])
    return bars


# %% X0208c 02.8 | the last node's bar is 1, not its value
def backprop_graph(nodes, values):
    bars = {name: 0.0 for name, _, _ in nodes}
    bars[nodes[-1][0]] = values[nodes[-1][0]]
    for name, parents, partials in reversed(nodes):
        for p, d in zip(parents, partials):
            bars[p] += bars[name] * d(*[values[q] for q in parents])
    return bars


# %% X0208d 02.8 | a node has no bar: every name of the list needs one
def backprop_graph(nodes, values):
    bars = {nodes[-1][0]: 1.0}
    for name, parents, partials in reversed(nodes):
        for p, d in zip(parents, partials):
            bars[p] = bars.get(p, 0.0) + bars.get(name, 0.0) * d(*[values[q] for q in parents])
    return {name: bars[name] for name in bars if name != "x" and name != "a"}


# %% X0209a 02.9 | transposed: the gradient has the shape of W², (K, M)
edit("dJ_dW2", "r(delta2, h", "r(h, delta2")


# %% X0209b 02.9 | W2 is used the wrong way round: sum over its rows, the outputs
edit("dJ_dh", "W2.T", "W2")


# %% X0209c 02.9 | sign flipped: with positive δ there is no minus here
edit("dJ_dh", "W2.T", "-W2.T")


# %% X0209d 02.9 | one factor phi' missing
def delta_output(y, t, dphi):
    return y - t


# %% X0209e 02.9 | transposed: the gradient has the shape of W¹, (M, D)
edit("dJ_dW1", "r(delta1, x", "r(x, delta1")


# %% X0210a 02.10 | the bias is missing
edit("linear_forward", "W.T + b", "W.T")


# %% X0210b 02.10 | W is not transposed: one row of W is one output
edit("linear_forward", "W.T", "W")


# %% X0210c 02.10 | three gradients are asked for: (dX, dW, db)
edit("linear_backward", "X, dZ.sum(axis=0)", "X")


# %% X0211a 02.11 | the bias belongs inside phi
def pointwise_forward(X, b, phi, dphi):
    return phi(X) + b, dphi(X + b)


# %% X0211b 02.11 | φ′ is taken at x, not at z = x + b
def pointwise_forward(X, b, phi, dphi):
    return phi(X + b), dphi(X)


# %% X0211c 02.11 | bias summed over the wrong axis: one value per example instead of per unit
def pointwise_backward(dout, cache):
    dX = dout * cache
    return dX, dX.sum(axis=1)


# %% X0212a 02.12 | not finite for large logits: take max(z, 0) out of the logarithm
def binary_cross_entropy(Z, T):
    Y = 1 / (1 + np.exp(-Z))
    return np.mean(-T * np.log(Y) - (1 - T) * np.log(1 - Y)), (Y - T) / len(Z)


# %% X0212b 02.12 | K times too small: np.mean divides by B times K
def euclidean_cost(Y, T):
    return 0.5 * np.mean((Y - T) ** 2), (Y - T) / len(Y)


# %% X0212c 02.12 | off by the softmax Jacobian: it has cancelled already in y - t
def softmax_cross_entropy(Z, T):
    S = Z - Z.max(axis=1, keepdims=True)
    Y = np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)
    J = np.sum(T * (np.log(np.exp(S).sum(axis=1, keepdims=True)) - S)) / len(Z)
    return J, (Y - T) * Y * (1 - Y) / len(Z)


# %% X0212d 02.12 | B times too large: the cost is a mean over the batch
def softmax_cross_entropy(Z, T):
    S = Z - Z.max(axis=1, keepdims=True)
    Y = np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)
    return np.sum(T * (np.log(np.exp(S).sum(axis=1, keepdims=True)) - S)), Y - T


# %% X0212e 02.12 | sign flipped: dZ is (y - t)/B
def binary_cross_entropy(Z, T):
    Y = np.exp(-np.logaddexp(0, -Z))
    return np.mean(np.logaddexp(0, Z) - T * Z), (T - Y) / len(Z)


# %% X0212f 02.12 | Z is used as a probability: it holds logits, before σ
def binary_cross_entropy(Z, T):
    return np.mean(-T * np.log(Z) - (1 - T) * np.log(1 - Z)), (np.exp(-np.logaddexp(0, -Z)) - T) / len(Z)


# %% X0212g 02.12 | the ½ cancels the 2 of the square
def euclidean_cost(Y, T):
    return 0.5 * np.sum((Y - T) ** 2) / len(Y), 0.5 * (Y - T) / len(Y)


# %% X0213a 02.13 | 1/N too small: the cost has divided by the batch size already
edit("mlp_backward", "= []", "= [None] * len(params)")
edit("mlp_backward", "grads.insert(0, (dZ.T @ A[k], dZ.sum(axis=0)", "grads[k] = (dZ.T @ A[k], dZ.mean(axis=0")


# %% X0213b 02.13 | no activation between the layers
def mlp_forward(X, params, phi="tanh"):
    A = [X]
    for W, b in params:
        A.append(A[-1] @ W.T + b)
    return A[-1], (A[:-1], params, phi)


# %% X0213c 02.13 | grads is not a list of pairs (dW, db), one pair for each layer
edit("mlp_backward", "grads.insert(0, (dZ.T @ A[k], dZ.sum(axis=0)))", "grads = [dZ.T @ A[k], dZ.sum(axis=0)] + grads")


# %% X0213d 02.13 | always tanh: phi = sigmoid asks for σ
def mlp_forward(X, params, phi="tanh"):
    A = [X]
    for W, b in params:
        Z = A[-1] @ W.T + b
        A.append(np.tanh(Z))
    return Z, (A[:-1], params, "tanh")


# %% X0214a 02.14 | the cost is a box too
edit("n_boxes", "n 4", "n 3")


# %% X0214b 02.14 | the step goes uphill: θ ← θ − η θ̄ with a positive η
edit("mit_update", "- e", "+ e")


# %% X0214c 02.14 | one factor phi' missing: 1 − h² on the way through tanh
edit("mit_backward", " * (1 - h**2)", "")


# %% X0214d 02.14 | the bias belongs inside tanh
edit("mit_forward", 'x + params["b"])', 'x) + params["b"]')


# %% X0214e 02.14 | changes its argument params
def mit_update(params, grads, eta):
    for key in params:
        params[key] -= eta * grads[key]
    return params


# %% X0214f 02.14 | transposed: dW1 has the shape and the order of W1
edit("mit_backward", "dz, x", "x, dz")


# %% X0214g 02.14 | z instead of h: the second layer's input is h, after tanh
edit("mit_backward", "* h}", "* np.arctanh(h)}")


# %% X0214h 02.14 | these are the nodes: a box is a layer's computation, not a unit
edit("n_boxes", "n 4", "n 5")


# %% X0215a 02.15 | all hidden units are the same: their weights must start at different values
def train_mlp(X, T, n_hidden, eta, steps, rng):
    params = [(np.full((n_hidden, X.shape[1]), 0.1), np.zeros(n_hidden)), (np.full((1, n_hidden), 0.1), np.zeros(1))]
    losses = []
    for _ in range(steps):
        Z, cache = mlp_forward(X, params)
        J, dZ = binary_cross_entropy(Z[:, 0], T)
        grads = mlp_backward(dZ[:, None], cache)[1]
        params = [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads)]
        losses.append(J)
    return params, losses


# %% X0215b 02.15 | the cost rises: the step goes uphill, or is too large
def train_mlp(X, T, n_hidden, eta, steps, rng):
    params = [(rng.normal(size=(n_hidden, X.shape[1])), np.zeros(n_hidden)), (rng.normal(size=(1, n_hidden)), np.zeros(1))]
    losses = []
    for _ in range(steps):
        Z, cache = mlp_forward(X, params)
        J, dZ = binary_cross_entropy(Z[:, 0], T)
        grads = mlp_backward(dZ[:, None], cache)[1]
        params = [(W + eta * dW, b + eta * db) for (W, b), (dW, db) in zip(params, grads)]
        losses.append(J)
    return params, losses


# %% X0215c 02.15 | not reproducible: random numbers may come from the argument rng only
def train_mlp(X, T, n_hidden, eta, steps, rng):
    params = [(np.random.default_rng().normal(size=(n_hidden, X.shape[1])), np.zeros(n_hidden)), (rng.normal(size=(1, n_hidden)), np.zeros(1))]
    losses = []
    for _ in range(steps):
        Z, cache = mlp_forward(X, params)
        J, dZ = binary_cross_entropy(Z[:, 0], T)
        grads = mlp_backward(dZ[:, None], cache)[1]
        params = [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads)]
        losses.append(J)
    return params, losses


# %% X0215d 02.15 | the parameters do not fit the losses: they are not those after the last step
def train_mlp(X, T, n_hidden, eta, steps, rng):
    start = [(rng.normal(size=(n_hidden, X.shape[1])), np.zeros(n_hidden)), (rng.normal(size=(1, n_hidden)), np.zeros(1))]
    params, losses = start, []
    for _ in range(steps):
        Z, cache = mlp_forward(X, params)
        J, dZ = binary_cross_entropy(Z[:, 0], T)
        grads = mlp_backward(dZ[:, None], cache)[1]
        params = [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads)]
        losses.append(J)
    return start, losses


# %% X0215e 02.15 | the first layer does not learn: nothing moves
def train_mlp(X, T, n_hidden, eta, steps, rng):
    params = [(rng.normal(size=(n_hidden, X.shape[1])), np.zeros(n_hidden)), (rng.normal(size=(1, n_hidden)), np.zeros(1))]
    losses = []
    for _ in range(steps):
        Z, cache = mlp_forward(X, params)
        J, dZ = binary_cross_entropy(Z[:, 0], T)
        grads = mlp_backward(dZ[:, None], cache)[1]
        (V, c), (dV, dc) = params[1], grads[1]
        params = [params[0], (V - eta * dV, c - eta * dc)]
        losses.append(J)
    return params, losses


# %% X0215f 02.15 | losses holds one number for each step
def train_mlp(X, T, n_hidden, eta, steps, rng):
    params = [(rng.normal(size=(n_hidden, X.shape[1])), np.zeros(n_hidden)), (rng.normal(size=(1, n_hidden)), np.zeros(1))]
    for _ in range(steps):
        Z, cache = mlp_forward(X, params)
        J, dZ = binary_cross_entropy(Z[:, 0], T)
        grads = mlp_backward(dZ[:, None], cache)[1]
        params = [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads)]
    return params, J


# %% X0215g 02.15 | rng is not used: every seed starts alike
def train_mlp(X, T, n_hidden, eta, steps, rng):
    rng = np.random.default_rng(0)
    params = [(rng.normal(size=(n_hidden, X.shape[1])), np.zeros(n_hidden)), (rng.normal(size=(1, n_hidden)), np.zeros(1))]
    losses = []
    for _ in range(steps):
        Z, cache = mlp_forward(X, params)
        J, dZ = binary_cross_entropy(Z[:, 0], T)
        grads = mlp_backward(dZ[:, None], cache)[1]
        params = [(W - eta * dW, b - eta * db) for (W, b), (dW, db) in zip(params, grads)]
        losses.append(J)
    return params, losses
