"""Correct answers to notebook 02, written differently."""
# ruff: noqa

# %% A036 02.1 | sigmoid that overflows on the way
def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-np.asarray(z, dtype=float)))


def dsigmoid(z):
    z = np.abs(np.asarray(z, dtype=float))
    return np.exp(-z) / (1.0 + np.exp(-z)) ** 2


# %% A038 02.2 | logic instead of arithmetic
def xor_net(X):
    a, b = np.asarray(X).astype(bool).T
    H = np.column_stack([a | b, a & b])
    return H, H[:, 0] & ~H[:, 1]


# %% A039 02.4 | other valid weights
def boolean_net(table):
    import itertools
    table = np.asarray(table)
    D = len(table).bit_length() - 1
    corners = np.array(list(itertools.product([-1, 1], repeat=D)))
    return 10 * corners, np.full(len(table), 5 - 10 * D), table


# %% A041 02.8 | recursion with memo: each bar pulled from the children
from functools import lru_cache


def backprop_graph(nodes, values):
    children = {}
    for name, parents, partials in nodes:
        for p, d in zip(parents, partials):
            children.setdefault(p, []).append((name, d, parents))
    last = nodes[-1][0]

    @lru_cache(maxsize=None)
    def bar(name):
        own = 1.0 if name == last else 0.0
        return own + sum(bar(c) * d(*(values[p] for p in ps)) for c, d, ps in children.get(name, []))
    return {name: bar(name) for name, _, _ in nodes}


# %% A042 02.9 | broadcasting instead of outer
def dJ_dW2(delta2, h):
    return delta2[:, None] * h[None, :]


def dJ_dh(W2, delta2):
    return delta2 @ W2


def delta_hidden(W2, delta2, dphi):
    return np.einsum("k,kj,j->j", delta2, W2, dphi)


def dJ_dW1(delta1, x):
    return np.multiply.outer(delta1, x)


# %% A044 02.10 | dictionary cache, einsum, contiguous copies
def linear_forward(X, W, b):
    return np.einsum("ij,kj->ik", X, W) + b, {"in": np.asfortranarray(X), "weights": W.copy(order="F")}


def linear_backward(dZ, cache):
    dX = np.einsum("ik,kj->ij", dZ, cache["weights"])
    dW = np.einsum("ik,ij->kj", dZ, cache["in"])
    return [dX, dW, np.ones(len(dZ)) @ dZ]


# %% A046 02.12 | vdot and a 0-d array
def euclidean_cost(Y, T):
    E = np.subtract(Y, T)
    return np.asarray(np.vdot(E, E)) / (2 * E.shape[0]), E / E.shape[0]


def binary_cross_entropy(Z, T):
    J = (np.logaddexp(0, Z) - T * Z).sum() / np.size(Z)
    return J, (np.exp(-np.logaddexp(0, -Z)) - T) / np.size(Z)


# %% A047 02.13 | recursive network
def mlp_forward(X, params, phi="tanh"):
    (W, b), rest = params[0], params[1:]
    Z = X @ W.T + b
    if not rest:
        return Z, (X, W, None, None)
    if phi == "tanh":
        A = np.tanh(Z)
        slope = 1 - A * A
    else:
        A = 0.5 * (1 + np.tanh(Z / 2))
        slope = A - A * A
    out, inner = mlp_forward(A, rest, phi)
    return out, (X, W, slope, inner)


def mlp_backward(dZ, cache):
    X, W, slope, inner = cache
    grads = []
    if inner is not None:
        dA, grads = mlp_backward(dZ, inner)
        dZ = dA * slope
    return dZ @ W, [(dZ.T @ X, dZ.sum(axis=0))] + grads


# %% B0201 02.1 | library functions, integers and booleans, warnings and prints
def relu(z):
    print("relu of", z)
    return (np.abs(z) + z) / 2


def drelu(z):
    return z > 0


def softplus(z):
    return np.logaddexp(0, z)


def dsoftplus(z):
    return 0.5 + 0.5 * np.tanh(0.5 * z)


def dtanh(z):
    return 1 / np.cosh(np.clip(z, -300, 300)) ** 2


def prelu(z, a):
    return np.maximum(z, 0) + a * np.minimum(z, 0)


def dprelu(z, a):
    return [(z > 0) + a * (z <= 0), np.minimum(z, 0)]


# %% B0202 02.2 | a loop over the rows, lists of Python numbers
def xor_net(X):
    H, y = [], []
    for a, b in X:
        H.append([int(a + b > 0.5), int(a + b > 1.5)])
        y.append(H[-1][0] - H[-1][1])
    return [H, y]


# %% B0203 02.3 | the closed interval, and a box cut out with clip
def box_hard(x):
    return ((x >= 1) & (x <= 2)).astype(int)


def box_relu(x, s):
    return np.clip(s * (x - 1), 0, 1) - np.clip(s * (x - 2), 0, 1)


# %% B0204 02.4 | units in another order, bias of any size between, integers
def boolean_net(table):
    D = int(np.log2(len(table)))
    W = np.array([[1 if c == "1" else -1 for c in format(r, f"0{D}b")] for r in range(2**D)])
    return W[::-1], [0.5 - D] * 2**D, list(table)[::-1]


# %% B0205 02.5 | images of zero and of the unit vectors
def collapse_linear(Ws, bs):
    def run(x):
        for W, b in zip(Ws, bs):
            x = W @ x + b
        return x

    zero = run(np.zeros(Ws[0].shape[1]))
    return np.array([run(e) - zero for e in np.eye(Ws[0].shape[1])]).T, zero


# %% B0205b 02.5 | from the last layer to the first
def collapse_linear(Ws, bs):
    b, M = 0, np.eye(len(bs[-1]))
    for W, own in zip(reversed(Ws), reversed(bs)):
        b = b + M @ own
        M = M @ W
    return M, b


# %% B0206 02.6 | in one formula, as 0-d arrays
def chain_example(t):
    e = np.exp(t**2 * np.cos(t))
    return np.array(t**2 + e), np.array(2 * t + e * (2 * t * np.cos(t) - t**2 * np.sin(t)))


# %% B0207 02.7 | more entries than asked for, the other form of σ
def regularised_backward(w, b, x, t, lam):
    y = 0.5 * (1 + np.tanh(0.5 * (w * x + b)))
    bars = dict(dJ=1, dR=lam, dl=1, dy=y - t, dt=t - y)
    bars["db"] = bars["dz"] = bars["dy"] * (y - y * y)
    bars["dw"] = lam * w + bars["dz"] * x
    return bars


# %% B0208 02.8 | each node pulls from its children
def backprop_graph(nodes, values):
    bars = {}
    for name, _, _ in nodes[::-1]:
        total = 0.0
        for child, parents, partials in nodes:
            for p, d in zip(parents, partials):
                if p == name:
                    total = total + bars[child] * d(*map(values.get, parents))
        bars[name] = total if name != nodes[-1][0] else np.float64(1)
    return bars


# %% B0210 02.10 | loops over the batch
def linear_forward(X, W, b):
    return [W @ x + b for x in X], lambda: (X, W)


def linear_backward(dZ, cache):
    X, W = cache()
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(len(W))
    for n in range(len(X)):
        dX[n] = W.T @ dZ[n]
        dW += np.outer(dZ[n], X[n])
        db += dZ[n]
    return dX, dW, db


# %% B0211 02.11 | the slope at backward time, einsum
def pointwise_forward(X, b, phi, dphi):
    return phi(np.add(X, b)), [X, b, dphi]


def pointwise_backward(dout, cache):
    X, b, dphi = cache
    dX = np.multiply(dphi(b + X), dout)
    return [dX, np.einsum("bm->m", dX)]


# %% B0212 02.12 | row by row
def softmax_cross_entropy(Z, T):
    J, dZ = 0.0, []
    for z, t in zip(Z, T):
        top = max(z)
        total = sum(np.exp(v - top) for v in z)
        J -= sum(t * (z - top - np.log(total)))
        dZ.append((np.exp(z - top) / total - t) / len(Z))
    return J / len(Z), dZ


# %% B0213 02.13 | dictionaries in the cache, lists of lists as gradients
def mlp_forward(X, params, phi="tanh"):
    steps, A = [], X
    for k, (W, b) in enumerate(params):
        Z = np.einsum("bd,md->bm", A, W) + b
        steps.append({"in": A, "W": W, "z": Z})
        A = {"tanh": np.tanh, "sigmoid": lambda z: np.exp(-np.logaddexp(0, -z))}[phi](Z)
    return Z, {"steps": steps, "phi": phi}


def mlp_backward(dZ, cache):
    grads = []
    for step in cache["steps"][::-1]:
        if grads:
            s = np.tanh(step["z"]) if cache["phi"] == "tanh" else 1 / (1 + np.exp(-step["z"]))
            dZ = dZ * (1 - s * s if cache["phi"] == "tanh" else s * (1 - s))
        grads.append([dZ.T @ step["in"], np.ones(len(dZ)) @ dZ])
        dZ = dZ @ step["W"]
    return dZ, grads[::-1]


# %% B0214 02.14 | no vectors at all
def mit_forward(x, t, params):
    (a, b), (c, d) = params["W1"]
    h = [np.tanh(a * x[0] + b * x[1] + params["b"][0]), np.tanh(c * x[0] + d * x[1] + params["b"][1])]
    e = params["W2"][0] * h[0] + params["W2"][1] * h[1] - t
    return e * e / 2, {"x": x, "h": h, "e": e, "v": params["W2"]}


def mit_backward(cache):
    h, e, v = cache["h"], cache["e"], cache["v"]
    dz = [e * v[j] * (1 - h[j] ** 2) for j in (0, 1)]
    return {"b": dz, "W2": [e * h[0], e * h[1]], "W1": [[dz[j] * cache["x"][i] for i in (0, 1)] for j in (0, 1)]}


# %% B0215 02.15 | other starts, written in place on arrays of its own, losses as an array
def train_mlp(X, T, n_hidden, eta, steps, rng):
    D = X.shape[1]
    W, b = rng.uniform(-1, 1, size=(n_hidden, D)), np.zeros(n_hidden)
    V, c = rng.uniform(-1, 1, size=(1, n_hidden)) / np.sqrt(n_hidden), np.zeros(1)
    losses = np.empty(steps)
    for k in range(steps):
        H = np.tanh(X @ W.T + b)
        z = (H @ V.T + c)[:, 0]
        losses[k] = np.mean(np.logaddexp(0, z) - T * z)
        d = ((np.exp(-np.logaddexp(0, -z)) - T) / len(T))[:, None]
        dH = d @ V * (1 - H * H)
        V -= eta * d.T @ H
        c -= eta * d.sum(axis=0)
        W -= eta * dH.T @ X
        b -= eta * dH.sum(axis=0)
    return ((W, b), (V, c)), losses


# %% B0215b 02.15 | standard normal start, losses as a list
def train_mlp(X, T, n_hidden, eta, steps, rng):
    params = [(rng.standard_normal((n_hidden, X.shape[1])), np.zeros(n_hidden)), (rng.standard_normal((1, n_hidden)), np.zeros(1))]
    losses = []
    for _ in range(steps):
        Z, cache = mlp_forward(X, params, "tanh")
        J, dZ = binary_cross_entropy(Z.ravel(), T)
        losses += [float(J)]
        grads = mlp_backward(dZ.reshape(-1, 1), cache)[1]
        params = [[p - eta * g for p, g in zip(layer, grad)] for layer, grad in zip(params, grads)]
    return params, losses
