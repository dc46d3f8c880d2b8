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


def xor_signs(X):
    a, b = np.asarray(X).T > 0
    return np.column_stack([a | b, a & b]), np.where(a ^ b, 1, -1)


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


def xor_signs(X):
    H = [[int(max(row) > 0), int(min(row) > 0)] for row in X]
    return H, [2 * (h - g) - 1 for h, g in H]


# %% B0203 02.3 | the closed interval, and a box cut out with clip
def box_hard(x, start=1, end=2):
    return ((x >= start) & (x <= end)).astype(int)


def box_relu(x, s, start=1, end=2):
    return np.clip(s * (x - start), 0, 1) - np.clip(s * (x - end), 0, 1)


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


# %% C0201 02.1 | masks, written in place on a copy; the derivatives from the functions
def relu(z):
    h = np.array(z, dtype=float)
    h[h < 0] = 0
    return h


def drelu(z):
    return (np.sign(z) + 1) // 2 * (np.asarray(z) != 0)


def softplus(z):
    z = np.asarray(z, dtype=float)
    with np.errstate(over="ignore"):
        return np.where(z > 30, z + np.exp(-np.abs(z)), np.log1p(np.exp(np.minimum(z, 30))))


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    y = np.empty_like(z)
    y[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    y[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return y


def tanh(z):
    return 2 * sigmoid(2 * np.asarray(z)) - 1


def dtanh(z):
    h = tanh(z)
    return (1 - h) * (1 + h)


def prelu(z, a):
    return z * dprelu(z, a)[0]


# %% C0202 02.2 | matrix products and the step function of NumPy
def xor_net(X):
    H = np.heaviside(X @ np.ones((2, 2)) - [0.5, 1.5], 0)
    return H, np.heaviside(H @ [1, -1] - 0.5, 0)


def xor_signs(X):
    H, y = xor_net((np.asarray(X) + 1) / 2)
    return H, 2 * y - 1


# %% C0203a 02.3 | number by number, nested lists
def box_hard(x, start=1.0, end=2.0):
    return np.vectorize(lambda v: 1 if start < v and not v > end else 0)(x).tolist()


def box_relu(x, s, start=1.0, end=2.0):
    def one(v):
        if v <= start or v >= end + 1 / s:
            return 0.0
        return min(1.0, s * (v - start)) if v <= end else 1 - s * (v - end)

    flat = [one(float(v)) for v in np.ravel(x)]
    return np.reshape(flat, np.shape(x))


# %% C0203b 02.3 | four ReLUs as one layer of a network, and four other ones
def box_hard(x, start=1, end=2):
    return np.heaviside(np.subtract.outer(x, [start, end]), 0) @ [1, -1]


def box_relu(x, s, start=1, end=2):
    corners = np.array([start, start + 1 / s, end, end + 1 / s])
    return s * (np.maximum(0, x[..., None] - corners) * [1, -1, -1, 1]).sum(axis=-1)


# %% C0204 02.4 | units shuffled and scaled one by one, single precision
def boolean_net(table):
    D = round(np.log2(len(table)))
    W = np.stack(np.meshgrid(*[[-1.0, 1.0]] * D, indexing="ij"), axis=-1).reshape(-1, D)
    order = np.argsort(np.sin(np.arange(len(W))))
    scale = 1.0 + np.arange(len(W))[:, None]
    W, v = W[order] * scale, np.asarray(table)[order]
    return W.astype(np.float32), ((0.25 - D) * scale[:, 0]).astype(np.float32), v.astype(np.float32)


# %% C0205 02.5 | homogeneous coordinates: one matrix for each layer
def collapse_linear(Ws, bs):
    from functools import reduce

    layers = [np.block([[W, b[:, None]], [np.zeros((1, W.shape[1])), np.ones((1, 1))]]) for W, b in zip(Ws, bs)]
    M = reduce(lambda A, B: B @ A, layers)
    return [M[:-1, :-1].tolist(), M[:-1, -1]]


# %% C0206a 02.6 | steps with math instead of NumPy, a list
import math


def df_dx(x, y):
    return y / math.exp(-x * y)


def df_dy(x, y):
    return math.fsum([1, x * math.exp(x * y)])


def dx_dt(t):
    return math.cos(t + math.pi / 2)


def dy_dt(t):
    return t + t


def chain_example(t):
    x, y = math.cos(t), math.pow(t, 2)
    return [y + math.exp(x * y), sum([df_dy(x, y) * dy_dt(t), df_dx(x, y) * dx_dt(t)])]


# %% C0206b 02.6 | the gradient as a vector, times the velocity; it prints
def chain_example(t):
    v = np.array([np.cos(t), t * t])
    gradient = np.array([v[1], v[0]]) * np.exp(v.prod()) + [0, 1]
    print("gradient", gradient)
    return v[1] + np.exp(v.prod()), gradient @ [-np.sin(t), 2 * t]


# %% C0207a 02.7 | from the end to the beginning on a table of local derivatives
def regularised_backward(w, b, x, t, lam):
    z = w * x + b
    y = 1 / (1 + np.exp(-z))
    edges = [("J", "R", lam), ("J", "l", 1), ("l", "y", y - t), ("y", "z", y - y * y), ("z", "w", x), ("z", "b", 1), ("R", "w", w)]
    bars = dict.fromkeys("JRlyzwb", 0.0)
    bars["J"] = 1.0
    for child, parent, d in edges:
        bars[parent] += bars[child] * d
    return {"d" + name: bar for name, bar in bars.items()}


# %% C0207b 02.7 | arrays of one number, an ordered dictionary
from collections import OrderedDict


def regularised_backward(w, b, x, t, lam):
    w, b, x = np.array(w), np.array(b), np.array(x)
    y = np.exp(-np.logaddexp(0, -(w * x + b)))
    dz = (y - t) * y * (1 - y)
    return OrderedDict(dJ=np.ones(()), dR=np.array(lam), dl=np.float32(1), dy=y - t, dz=dz, dw=lam * w + x * dz, db=+dz)


# %% C0208 02.8 | a vector of bars and the matrix of local derivatives, solved
def backprop_graph(nodes, values):
    index = {name: i for i, (name, _, _) in enumerate(nodes)}
    local = np.zeros((len(nodes), len(nodes)))
    for name, parents, partials in nodes:
        for p, d in zip(parents, partials):
            local[index[name], index[p]] += d(*[values[q] for q in parents])
    last = np.zeros(len(nodes))
    last[-1] = 1
    bars = np.linalg.solve(np.eye(len(nodes)) - local.T, last)
    return {name: bars[i] for name, i in index.items()}


# %% C0209a 02.9 | loops and lists
def dJ_dy(y, t):
    return [a - b for a, b in zip(y, t)]


def delta_output(y, t, dphi):
    return [(a - b) * d for a, b, d in zip(y, t, dphi)]


def dJ_dW2(delta2, h):
    return [[d * v for v in h] for d in delta2]


def dJ_dh(W2, delta2):
    dh = np.zeros(W2.shape[1])
    for k in range(len(delta2)):
        dh += delta2[k] * W2[k]
    return dh


def delta_hidden(W2, delta2, dphi):
    return [sum(W2[k, m] * delta2[k] for k in range(len(delta2))) * dphi[m] for m in range(len(dphi))]


def dJ_dW1(delta1, x):
    dW = np.zeros((len(delta1), len(x)))
    for m, d in enumerate(delta1):
        dW[m] = x * d
    return dW


# %% C0209b 02.9 | matrices of one column, diagonal matrices
def dJ_dy(y, t):
    return -np.subtract(t, y)


def delta_output(y, t, dphi):
    return np.diag(dphi) @ dJ_dy(y, t)


def dJ_dW2(delta2, h):
    return delta2.reshape(-1, 1) @ h.reshape(1, -1)


def dJ_dh(W2, delta2):
    return (delta2[None] @ W2)[0]


def delta_hidden(W2, delta2, dphi):
    return np.diag(dphi) @ dJ_dh(W2, delta2)


def dJ_dW1(delta1, x):
    return np.kron(delta1, x).reshape(len(delta1), len(x))


# %% C0210 02.10 | the bias as one more column, tensordot
def linear_forward(X, W, b):
    X1 = np.hstack([X, np.ones((len(X), 1))])
    Wb = np.hstack([W, b[:, None]])
    return X1 @ Wb.T, (X1, Wb)


def linear_backward(dZ, cache):
    X1, Wb = cache
    dWb = np.tensordot(dZ, X1, axes=(0, 0))
    return np.dot(dZ, Wb[:, :-1]), dWb[:, :-1], dWb[:, -1]


# %% C0211a 02.11 | row by row
def pointwise_forward(X, b, phi, dphi):
    rows = [phi(x + b) for x in X]
    return rows, [(x + b, dphi) for x in X]


def pointwise_backward(dout, cache):
    dX = [d * dphi(z) for d, (z, dphi) in zip(dout, cache)]
    return dX, sum(dX)


# %% C0211b 02.11 | backward as a closure in the cache
def pointwise_forward(X, b, phi, dphi):
    Z = X + np.ones((len(X), 1)) @ b[None]

    def backward(dout):
        dZ = dphi(Z) * dout
        return dZ, np.ones(len(Z)) @ dZ

    return phi(Z), backward


def pointwise_backward(dout, cache):
    return cache(dout)


# %% C0212 02.12 | loops over the examples, the softmax of two classes for σ
def euclidean_cost(Y, T):
    J, dY = 0, np.zeros(np.shape(Y))
    for n in range(len(Y)):
        for k in range(len(Y[n])):
            e = Y[n, k] - T[n, k]
            J += e**2 / (2 * len(Y))
            dY[n, k] = e / len(Y)
    return J, dY


def binary_cross_entropy(Z, T):
    two = np.stack([np.zeros_like(Z), Z], axis=1)
    J, d = softmax_cross_entropy(two, np.stack([1 - T, T], axis=1))
    return J, d[:, 1]


def softmax_cross_entropy(Z, T):
    log_Y = Z - np.logaddexp.reduce(Z, axis=1)[:, None]
    return np.mean(-log_Y[T > 0]), np.divide(np.exp(log_Y) - T, len(Z))


# %% C0213 02.13 | the modules of 02.10 and 02.11, one after the other
def mlp_forward(X, params, phi="tanh"):
    f, df = {
        "tanh": (np.tanh, lambda z: 1 / np.cosh(z) ** 2),
        "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2),
    }[phi]
    caches, A = [], X
    for k, (W, b) in enumerate(params):
        A, linear = linear_forward(A, W, 0 * b)
        last = k == len(params) - 1
        A, pointwise = pointwise_forward(A, b, (lambda z: z) if last else f, np.ones_like if last else df)
        caches.append((linear, pointwise))
    return A, caches


def mlp_backward(dZ, cache):
    grads = []
    for linear, pointwise in reversed(cache):
        dZ, db = pointwise_backward(dZ, pointwise)
        dZ, dW, _ = linear_backward(dZ, linear)
        grads = [(dW, db), *grads]
    return dZ, tuple(grads)


# %% C0214a 02.14 | the modules of this notebook, a batch of one
def n_boxes():
    return 4.0


def mit_forward(x, t, params):
    z, first = linear_forward(x[None], params["W1"], np.zeros(2))
    h, middle = pointwise_forward(z, params["b"], np.tanh, lambda z: 1 - np.tanh(z) ** 2)
    y, second = linear_forward(h, params["W2"][None], np.zeros(1))
    cost, dy = euclidean_cost(y, np.array([[t]]))
    return np.array(cost), (first, middle, second, dy)


def mit_backward(cache):
    first, middle, second, dy = cache
    dh, dW2, _ = linear_backward(dy, second)
    dz, db = pointwise_backward(dh, middle)
    return {"W2": dW2[0], "W1": linear_backward(dz, first)[1], "b": db, "x": dz @ np.ones(2)}


def mit_update(params, grads, eta):
    new = {key: value.copy() for key, value in params.items()}
    for key in new:
        new[key] -= eta * grads[key]
    return new


# %% C0214b 02.14 | einsum, lists in the new dictionary
def n_boxes():
    return np.int64(4)


def mit_forward(x, t, params):
    h = np.tanh(np.einsum("md,d->m", params["W1"], x) + params["b"])
    e = np.einsum("m,m->", params["W2"], h) - t
    return e * e * 0.5, lambda: (x, h, e, params["W2"].copy())


def mit_backward(cache):
    x, h, e, v = cache()
    dz = e * (v - v * h * h)
    return {"W1": np.einsum("m,d->md", dz, x).tolist(), "b": dz, "W2": e * h}


def mit_update(params, grads, eta):
    return {key: (params[key] - np.multiply(grads[key], eta)).tolist() for key in ("W2", "b", "W1")}


# %% C0215 02.15 | small starts, new lists in every step, Python numbers as losses; it prints
def train_mlp(X, T, n_hidden, eta, steps, rng):
    print("training")
    sizes = [X.shape[1], n_hidden, 1]
    params = [[rng.normal(0, n**-0.5, size=(m, n)), np.zeros(m)] for n, m in zip(sizes[:-1], sizes[1:])]
    losses = []
    for _ in range(steps):
        Z, cache = mlp_forward(X, params)
        J, dz = binary_cross_entropy(Z.reshape(-1), T)
        losses.append(float(J))
        grads = mlp_backward(dz[:, np.newaxis], cache)[1]
        for layer, grad in zip(params, grads):
            layer[:] = [value - eta * slope for value, slope in zip(layer, grad)]
    return params, losses
