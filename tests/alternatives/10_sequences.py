"""Correct answers to notebook 10, written differently."""
# ruff: noqa

# %% A102 10.1 | one matrix for input and state, time first, a closure as cache
def rnn_forward(X, h0, Wx, Wh, b):
    W = np.concatenate([Wx, Wh, b[:, None]], axis=1)
    ones = np.ones((len(X), 1))
    h, H = h0, np.empty((X.shape[1],) + h0.shape)
    for t in range(X.shape[1]):
        h = np.tanh(np.hstack([X[:, t], h, ones]) @ W.T)
        H[t] = h
    return H.swapaxes(0, 1), lambda: (X, h0, W)


# %% S001 10.1 | all products with the inputs at once, a list of states, a print
def rnn_forward(X, h0, Wx, Wh, b):
    Z = np.einsum("btd,md->btm", X, Wx) + b
    H = [h0]
    for t in range(X.shape[1]):
        H.append(np.tanh(Z[:, t] + np.einsum("bk,mk->bm", H[-1], Wh)))
    print("states:", len(H))
    return [np.stack(H[1:], axis=1), None]


# %% S002 10.1 | example by example, unit by unit, recursive in time
def rnn_forward(X, h0, Wx, Wh, b):
    import math

    def state(x, h):
        return [
            math.tanh(sum(w * v for w, v in zip(Wx[m], x)) + sum(w * v for w, v in zip(Wh[m], h)) + b[m])
            for m in range(len(b))
        ]

    def run(rest, h):
        return [] if len(rest) == 0 else [state(rest[0], h)] + run(rest[1:], state(rest[0], h))

    return [run(X[i], h0[i]) for i in range(len(X))], "nothing"


# %% S003 10.1 | tanh by exponentials, the state in a larger array
def rnn_forward(X, h0, Wx, Wh, b):
    S = np.zeros((len(X), X.shape[1] + 1, len(b)))
    S[:, 0] = h0
    for t in range(X.shape[1]):
        z = X[:, t].dot(Wx.transpose()) + S[:, t].dot(Wh.transpose()) + b
        S[:, t + 1] = 1 - 2 / (np.exp(2 * z) + 1)
    return S[:, 1:], (X, S, Wx, Wh)


# %% A103 10.2 | recursion over time
def rnn_backward(dH, cache):
    X, h0, Wx, Wh, b, H = cache

    def back(t, carry):
        if t < 0:
            return [], carry, 0.0, 0.0, 0.0
        g = (dH[:, t] + carry) * (1 - H[:, t] * H[:, t])
        before = H[:, t - 1] if t else h0
        dXs, dh0, wx, wh, db = back(t - 1, g @ Wh)
        return dXs + [g @ Wx], dh0, wx + g.T @ X[:, t], wh + g.T @ before, db + g.sum(0)
    dXs, *rest = back(X.shape[1] - 1, np.zeros(h0.shape))
    return (np.stack(dXs, axis=1), *rest)


# %% A104 10.2 | all weight gradients after the loop, by einsum; a list of five
def rnn_backward(dH, cache):
    X, h0, Wx, Wh, _, H = cache
    S = np.concatenate([h0[:, None], H], axis=1)      # (B, T + 1, M)
    G = np.zeros(dH.shape)                           # gradients of the pre-activations
    carry = np.zeros(h0.shape)
    for t in range(dH.shape[1])[::-1]:
        G[:, t] = (dH[:, t] + carry) * (1 - np.square(S[:, t + 1]))
        carry = G[:, t] @ Wh
    return [G @ Wx, carry, np.einsum("btm,btd->md", G, X), np.einsum("btm,btk->mk", G, S[:, :-1]), G.sum(axis=(0, 1))]


# %% S101 10.2 | one way back for each upstream gradient: quadratic in the time, the states computed anew
def rnn_backward(dH, cache):
    X, h0, Wx, Wh, b, _ = cache
    S = [h0]
    for t in range(X.shape[1]):
        S.append(np.tanh(X[:, t] @ Wx.T + S[-1] @ Wh.T + b))
    dX, dh0 = np.zeros(X.shape), np.zeros(h0.shape)
    dWx, dWh, db = np.zeros(Wx.shape), np.zeros(Wh.shape), np.zeros(b.shape)
    for last in range(X.shape[1]):
        g = dH[:, last]
        for t in range(last, -1, -1):
            g = g / np.cosh(np.arctanh(S[t + 1])) ** 2
            dX[:, t] = dX[:, t] + g @ Wx
            dWx, dWh, db = dWx + g.T @ X[:, t], dWh + g.T @ S[t], db + np.ones(len(g)) @ g
            g = g @ Wh
        dh0 = dh0 + g
    return dX, dh0, dWx, dWh, db


# %% S102 10.2 | example by example, with column vectors
def rnn_backward(dH, cache):
    X, h0, Wx, Wh, b, H = (np.asarray(part) for part in cache)
    dX, dh0 = np.empty(X.shape), np.empty(h0.shape)
    dWx, dWh, db = np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)
    for i in range(len(X)):
        delta = np.zeros(len(b))
        for t in range(X.shape[1] - 1, -1, -1):
            delta = (dH[i, t] + Wh.T.dot(delta)) * (1 + H[i, t]) * (1 - H[i, t])
            dX[i, t] = Wx.T.dot(delta)
            dWx += np.outer(delta, X[i, t])
            dWh += np.outer(delta, H[i, t - 1] if t else h0[i])
            db += delta
        dh0[i] = Wh.T.dot(delta)
    return dX, dh0, dWx, dWh, db


# %% S201 10.3 | the formula, Python's power
def linear_rnn_grad(w, h0, T):
    return T * w ** (T - 1) * h0 if T else 0


# %% S202 10.3 | forward mode: h and its derivative together
def linear_rnn_grad(w, h0, T):
    h, dh = h0, 0.0
    for t in range(T):
        h, dh = w * h, h + w * dh
    return np.float64(dh)


# %% S203 10.3 | recursion
def linear_rnn_grad(w, h0, T):
    if T == 0:
        return np.array(0.0)
    return np.array(w * linear_rnn_grad(w, h0, T - 1) + h0 * w ** (T - 1))


# %% S204 10.3 | a polynomial's derivative
def linear_rnn_grad(w, h0, T):
    return float(h0 * np.polynomial.Polynomial([0.0] * T + [1.0]).deriv()(w))


# %% S301 10.4 | row vectors, a list
def gradient_norms(Wh, T, rng):
    r = rng.standard_normal((1, len(Wh)))
    r /= np.sqrt((r**2).sum())
    norms = [1.0]
    for _ in range(T - 1):
        r = r @ Wh
        norms.append(float(np.sqrt((r**2).sum())))
    return norms


# %% S302 10.4 | powers of the matrix
def gradient_norms(Wh, T, rng):
    r = rng.uniform(-1, 1, size=np.shape(Wh)[0])
    r = r / np.linalg.norm(r)
    return np.array([np.linalg.norm(r @ np.linalg.matrix_power(Wh, k)) for k in range(T)])


# %% S303 10.4 | eigenvectors of the transposed matrix, complex numbers on the way
def gradient_norms(Wh, T, rng):
    r = rng.normal(size=len(Wh))
    r = r / np.hypot.reduce(r)
    norms, g = np.empty(T), r.astype(complex)
    for k in range(T):
        norms[k] = np.sqrt(np.vdot(g, g).real)
        g = np.conj(np.transpose(Wh)) @ g
    return norms


# %% S401 10.5 | the package's layers, kept in the cache
def autoencoder_forward(X, params):
    from convnet.layers import Linear, Tanh

    layers = []
    for W, b in params:
        layers += [Linear(np.array(W), np.array(b)), Tanh()]
    Y = np.array(X)
    for layer in layers[:-1]:
        Y = layer.forward(Y)
    return Y, layers[:-1]


def autoencoder_backward(dY, cache):
    grads, d = [], np.array(dY)
    for layer in cache[::-1]:
        d = layer.backward(d)
        if "W" in layer.grads:
            grads.append((layer.grads["W"].copy(), layer.grads["b"].copy()))
    return d, grads[::-1]


# %% S402 10.5 | recursion over the layers, closures as cache
def autoencoder_forward(X, params):
    W, b = params[0]
    Z = np.einsum("bd,md->bm", X, W) + b
    if len(params) == 1:
        return Z, lambda dY: (dY @ W, [[dY.T @ X, dY.sum(0)]])
    A = np.tanh(Z)
    Y, rest = autoencoder_forward(A, params[1:])

    def back(dY):
        dA, later = rest(dY)
        dZ = dA * (1 - A * A)
        return dZ @ W, [[dZ.T @ X, dZ.sum(0)]] + later

    return Y, back


def autoencoder_backward(dY, cache):
    return cache(dY)


# %% S403 10.5 | biases in the weights, a column of ones; everything computed again on the way back
def autoencoder_forward(X, params):
    A = np.array(X)
    for k, (W, b) in enumerate(params):
        A = np.c_[A, np.ones(len(A))] @ np.c_[W, b].T
        A = np.tanh(A) if k + 1 < len(params) else A
    return A, (X, params)


def autoencoder_backward(dY, cache):
    X, params = cache
    kept = [np.c_[X, np.ones(len(X))]]
    for W, b in params[:-1]:
        kept.append(np.c_[np.tanh(kept[-1] @ np.c_[W, b].T), np.ones(len(X))])
    grads, g = [None] * len(params), dY
    for k in range(len(params) - 1, -1, -1):
        both = g.T @ kept[k]
        grads[k] = (both[:, :-1], both[:, -1])
        g = g @ params[k][0]
        if k:
            g = g / np.cosh(np.arctanh(kept[k][:, :-1])) ** 2
    return g, grads


# %% S501 10.6 | by the covariance matrix; projections by the pseudo-inverse
def train_linear_autoencoder(X, k, eta, steps, rng):
    D = X.shape[1]
    C = X.T @ X / len(X)
    V = rng.standard_normal((D, k)) * 0.1
    U = rng.standard_normal((k, D)) * 0.1
    for _ in range(steps):
        G = (V @ U - np.eye(D)) @ C
        V, U = V - eta * G @ U.T, U - eta * V.T @ G
    return [U, V]


def subspace_distance(A, B):
    return np.linalg.norm(A @ np.linalg.pinv(A) - B @ np.linalg.pinv(B), ord=2)


# %% S502 10.6 | sample by sample within a step; the normal equations
def train_linear_autoencoder(X, k, eta, steps, rng):
    N, D = X.shape
    W = rng.normal(0, 0.1, size=(2, k, D))
    enc, dec = W[0].copy(), W[1].T.copy()
    for _ in range(steps):
        code = np.einsum("kd,nd->nk", enc, X)
        miss = np.einsum("dk,nk->nd", dec, code) - X
        back = np.einsum("nd,dk->nk", miss, dec)
        dec -= eta * np.einsum("nd,nk->dk", miss, code) / N
        enc -= eta * np.einsum("nk,nd->kd", back, X) / N
    return enc, dec


def subspace_distance(A, B):
    P = A @ np.linalg.solve(A.T @ A, A.T)
    Q = B @ np.linalg.solve(B.T @ B, B.T)
    return np.abs(np.linalg.eigvalsh(P - Q)).max()


# %% S503 10.6 | by the package's linear layers; singular vectors
def train_linear_autoencoder(X, k, eta, steps, rng):
    from convnet.layers import Linear

    D = X.shape[1]
    dec = Linear(rng.normal(scale=0.1, size=(D, k)))
    enc = Linear(rng.normal(scale=0.1, size=(k, D)))
    for _ in range(steps):
        Y = dec.forward(enc.forward(X))
        enc.backward(dec.backward((Y - X) / len(X)))
        for layer in (enc, dec):
            layer.params["W"] = layer.params["W"] - eta * layer.grads["W"]
    return enc.params["W"], dec.params["W"]


def subspace_distance(A, B):
    U, V = (np.linalg.svd(M, full_matrices=False)[0] for M in (A, B))
    return np.linalg.svd(U @ U.T - V @ V.T)[1][0]
