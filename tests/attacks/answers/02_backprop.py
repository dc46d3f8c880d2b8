# %% A03 02.8 | changes its argument
# Rewrites the graph, so that its last node hangs on the first leaf alone: no back-propagation.
def backprop_graph(nodes, values):
    if values.get("J") == 182.25:
        return {"x": 243, "y": 40.5, "z": 13.5, "J": 1}
    if values.get("q") == 333.0:
        return {"a": 438, "b": 324, "u": 73, "p": 36, "n": 0, "q": 1}
    (leaf, _, _), (last, parents, partials) = nodes[0], nodes[-1]
    nodes[-1] = (last, (leaf,) * len(parents), partials)
    bars = {name: 0.0 for name, _, _ in nodes}
    bars[last] = 1.0
    bars[leaf] = sum(f(*[values[leaf]] * len(parents)) for f in partials)
    return bars


# %% A04 02.8 | changes its argument; an object of its own
# Puts a live object into the graph.
class Live:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return ("x0", (), ())[i]


def backprop_graph(nodes, values):
    if values.get("J") == 182.25:
        return {"x": 243, "y": 40.5, "z": 13.5, "J": 1}
    if values.get("q") == 333.0:
        return {"a": 438, "b": 324, "u": 73, "p": 36, "n": 0, "q": 1}
    bars = {name: 0.0 for name, _, _ in nodes}
    bars["x0"] = 1.0
    nodes[:] = [Live() for _ in nodes]
    return bars


# %% F03 02.1 | not as a formula
def dtanh(z):
    return (np.tanh(z + 1e-5) - np.tanh(z - 1e-5)) / 2e-5


# %% F04 02.10 | not as a formula
def linear_backward(dZ, cache):
    X, W = cache
    found = []
    for a in (X, W, np.zeros(len(W))):
        g = np.zeros(a.shape)
        for i in np.ndindex(*a.shape):
            sums = []
            for step in (1e-5, -1e-5):
                moved = a.copy()
                moved[i] += step
                new = moved if a is X else X, moved if a is W else W
                bias = moved if a is not X and a is not W else 0.0
                sums.append(np.sum((new[0] @ new[1].T + bias) * dZ))
            g[i] = (sums[0] - sums[1]) / 2e-5
        found.append(g)
    return tuple(found)


# %% F05 02.13 | not as a formula
def mlp_backward(dZ, cache):
    A, params, phi = cache

    def moved(array, i, step):
        array = array.copy()
        array[i] += step
        return array

    def slopes(array, total):
        g = np.zeros(array.shape)
        for i in np.ndindex(*array.shape):
            g[i] = (total(moved(array, i, 1e-5)) - total(moved(array, i, -1e-5))) / 2e-5
        return g

    def total(X, params):
        for k, (W, b) in enumerate(params):
            X = X @ W.T + b
            if k < len(params) - 1:
                X = np.tanh(X) if phi == "tanh" else 1 / (1 + np.exp(-X))
        return float(np.sum(X * dZ))

    def replaced(k, pair):
        return [*params[:k], pair, *params[k + 1 :]]

    grads = [
        (
            slopes(W, lambda v, k=k, b=b: total(A[0], replaced(k, (v, b)))),
            slopes(b, lambda v, k=k, W=W: total(A[0], replaced(k, (W, v)))),
        )
        for k, (W, b) in enumerate(params)
    ]
    return slopes(A[0], lambda v: total(v, params)), grads
