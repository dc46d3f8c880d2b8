"""Correct answers to notebook 05, written differently."""
# ruff: noqa

# %% A082 05.1 | int.from_bytes in a loop, bytes to integers by list
def read_idx(raw):
    raw = bytes(raw)
    if raw[:3] != bytes([0, 0, 8]) or len(raw) < 4:
        raise ValueError("wrong magic number: " + repr(raw[:4]))
    sizes, rest = [], raw[4:]
    for _ in range(raw[3]):
        head, rest = rest[:4], rest[4:]
        if len(head) < 4:
            raise ValueError("file ends in the header")
        sizes.append(int.from_bytes(head, byteorder="big"))
    values = np.array(list(rest), dtype=np.int64)
    if values.size != int(np.prod(sizes)):
        raise ValueError("wrong number of bytes")
    return values.reshape(sizes)


# %% X0101 05.1 | struct and a view of the bytes
def read_idx(raw):
    import struct

    try:
        zero, kind, d = struct.unpack_from(">HBB", raw)
        shape = struct.unpack_from(f">{d}I", raw, 4)
    except struct.error as error:
        raise ValueError("cut short") from error
    if (zero, kind) != (0, 8):
        raise ValueError("wrong type")
    return np.frombuffer(memoryview(raw)[4 + 4 * d :], dtype="u1").reshape(shape)


# %% X0102 05.1 | sizes by NumPy, nested lists
def read_idx(raw):
    head = np.frombuffer(raw[:4], np.uint8)
    if head.size < 4 or head[:3].tolist() != [0, 0, 8]:
        raise ValueError
    d = int(head[3])
    if len(raw[4 : 4 + 4 * d]) != 4 * d:
        raise ValueError
    shape = np.frombuffer(raw[4 : 4 + 4 * d], ">u4").astype(int)
    return np.array(bytearray(raw[4 + 4 * d :])).reshape(shape).tolist()


# %% A083 05.2 | float32 images, boolean targets by comparison
def preprocess(images, labels):
    X = np.pad(np.asarray(images, dtype=np.float32) / np.float32(255), ((0, 0), (2, 2), (2, 2)))[:, None]
    T = (np.asarray(labels)[:, None] == np.arange(10)).astype(np.float32)
    return X, T


# %% X0201 05.2 | loops over images, lists of lists for the targets
def preprocess(images, labels):
    X = np.zeros((len(images), 1, 32, 32), np.float32)
    for n, image in enumerate(images):
        X[n, 0, 2:-2, 2:-2] = image * np.float32(1 / 255)
    return [X, [[int(k == t) for k in range(10)] for t in labels]]


# %% X0202 05.2 | the package's own input function
def preprocess(images, labels):
    from convnet.losses import one_hot
    from convnet.training import as_input

    return as_input(np.array(images)), one_hot(labels, 10)


# %% A084 05.3 | counted through the geometry, NumPy integers
def layer_counts(layer, in_shape):
    C, H, W = (np.int64(v) for v in in_shape)
    kind, *rest = layer
    if kind == "fc":
        geometry = (rest[0], 1, 1)
        fan_in, shared, n_kernels = C * H * W, 1, rest[0]
    else:
        k, s = rest[-3:-1] if kind == "conv" else rest
        p = rest[-1] if kind == "conv" else 0
        maps = rest[0] if kind == "conv" else C
        geometry = (maps, len(range(0, H + 2 * p - k + 1, s)), len(range(0, W + 2 * p - k + 1, s)))
        fan_in = k * k * (C if kind == "conv" else 1)
        n_kernels = maps if kind == "conv" else 0
    units = geometry[0] * geometry[1] * geometry[2]
    return dict(out_shape=list(geometry), units=units, weights=fan_in * n_kernels, connections=units * fan_in)


# %% X0301 05.3 | the table typed in as lists
def lenet_table():
    return [[4704, 117600, 150], [1176, 4704, 0], [1600, 240000, 2400], [400, 1600, 0],
            [120, 48000, 48000], [84, 10080, 10080], [10, 840, 840]]


# %% X0302 05.3 | the table as an array of floats
def lenet_table():
    units = np.array([4704, 1176, 1600, 400, 120, 84, 10.0])
    fan_in = np.array([25, 4, 150, 4, 400, 120, 84])
    copies = np.array([784, np.inf, 100, np.inf, 1, 1, 1])
    return np.stack([units, units * fan_in, units * fan_in / copies], axis=1)


# %% X0303 05.3 | Python sums, one measure at a time
def rules_of_thumb(table):
    total = [float(sum(row[j] for row in table)) for j in range(3)]
    c1, _, c3, _, *dense = table
    return dict(
        units_conv=np.float64((c1[0] + c3[0]) / total[0]),
        connections_conv=(c1[1] + c3[1]) / total[1],
        weights_dense=sum(row[2] for row in dense) / total[2],
        more="keys do no harm",
    )


# %% X0304 05.3 | strings of an array shape
def layer_counts(layer, in_shape):
    kind, *numbers = layer
    H, W = (float(v) for v in in_shape[1:])
    if kind == "fc":
        inputs = int(np.prod(in_shape))
        return {"out_shape": np.array([numbers[0], 1, 1]), "units": float(numbers[0]),
                "weights": inputs * numbers[0], "connections": inputs * numbers[0]}
    maps, k, stride, pad = numbers if kind == "conv" else (in_shape[0], *numbers, 0)
    oh, ow = (np.floor((n + 2 * pad - k) / stride) + 1 for n in (H, W))
    seen = k**2 * (in_shape[0] if kind == "conv" else 1)
    return {"out_shape": (maps, oh, ow), "units": maps * oh * ow,
            "weights": maps * seen if kind == "conv" else 0, "connections": maps * oh * ow * seen}


# %% A086 05.4 | uniform on plus and minus one over the root of the fan-in
def init_params(rng):
    shapes = dict(W1=(6, 1, 5, 5), W2=(16, 6, 5, 5), W3=(120, 400), W4=(84, 120), W5=(10, 84))
    params = {}
    for name, shape in shapes.items():
        fan_in = int(np.prod(shape)) // shape[0]
        params[name] = (2 * rng.random(shape) - 1) / np.sqrt(fan_in)
        params[name.replace("W", "b")] = np.zeros(shape[0])
    return params


# %% X0401 05.4 | g = 1, single precision, biases as lists
def init_params(rng):
    params = {}
    for k, (n, fan, more) in enumerate([(6, 25, (1, 5, 5)), (16, 150, (6, 5, 5)), (120, 400, (400,)),
                                        (84, 120, (120,)), (10, 84, (84,))], 1):
        params[f"b{k}"] = [0] * n
        params[f"W{k}"] = rng.normal(0, fan**-0.5, size=(n, *more)).astype(np.float32)
    return params


# %% X0402 05.4 | random signs
def init_params(rng):
    shapes = {"W1": (6, 1, 5, 5), "W2": (16, 6, 5, 5), "W3": (120, 400), "W4": (84, 120), "W5": (10, 84)}
    params = {k: rng.choice([-1.0, 1.0], size=s) * np.sqrt(2 * s[0] / np.prod(s)) for k, s in shapes.items()}
    return params | {"b" + k[1]: np.zeros(s[0]) for k, s in shapes.items()}


# %% X0403 05.4 | the package's network
def init_params(rng):
    from convnet.network import lenet

    net = lenet(int(rng.integers(2**31)))
    return {f"{p}{k}": net.params[f"{i}.{p}"] for k, i in enumerate((0, 3, 7, 9, 11), 1) for p in "Wb"}


# %% A087 05.5 | plain loops and other names, sliding windows
def lenet_forward(X, params):
    def conv(A, W, b):
        win = np.lib.stride_tricks.sliding_window_view(A, W.shape[2:], axis=(2, 3))
        return np.einsum("ncijuv,fcuv->nfij", win, W, optimize=True) + b[:, None, None]

    def pool(A):
        n, c, h, w = A.shape
        return A.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5))
    trace = [X]
    for k in "12":
        trace.append(pool(np.maximum(conv(trace[-1], params["W" + k], params["b" + k]), 0)))
    v = trace[-1].reshape(X.shape[0], -1)
    for k in "345":
        v = v @ params["W" + k].T + params["b" + k]
        trace.append(v)
        v = np.where(v > 0, v, 0)
    return trace[-1], {"trace": trace}


# %% A088 05.5 | pools before the ReLU
def lenet_forward(X, params):
    def block(A, W, b):
        f, c, k, _ = W.shape
        o = A.shape[2] - k + 1
        Y = np.zeros((len(A), f, o, o))
        for u in range(k):
            for v in range(k):
                Y += np.einsum("ncij,fc->nfij", A[:, :, u:u + o, v:v + o], W[:, :, u, v], optimize=True)
        Y += b.reshape(1, f, 1, 1)
        return np.maximum(np.maximum(Y[:, :, ::2], Y[:, :, 1::2])[..., ::2], np.maximum(Y[:, :, ::2], Y[:, :, 1::2])[..., 1::2]).clip(min=0)
    h = block(block(X, params["W1"], params["b1"]), params["W2"], params["b2"]).reshape(len(X), 400)
    h = (h @ params["W3"].T + params["b3"]).clip(0)
    h = (h @ params["W4"].T + params["b4"]).clip(0)
    return np.add(h @ params["W5"].T, params["b5"]), None


# %% X0501 05.5 | loops over output places, a list returned
def lenet_forward(X, params):
    print("forward", X.shape)

    def conv(A, W, b):
        n = A.shape[2] - 4
        out = np.zeros((len(A), len(W), n, n))
        for i in range(n):
            for j in range(n):
                window = A[:, :, i : i + 5, j : j + 5].reshape(len(A), -1)
                out[:, :, i, j] = window @ W.reshape(len(W), -1).T + b
        return out * (out > 0)

    A1 = conv(X, params["W1"], params["b1"])
    P1 = np.array([[[[A1[n, f, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].max() for j in range(14)]
                     for i in range(14)] for f in range(6)] for n in range(len(X))])
    A2 = conv(P1, params["W2"], params["b2"])
    P2 = np.maximum.reduce([A2[:, :, i::2, j::2] for i in (0, 1) for j in (0, 1)])
    A3 = np.maximum(P2.reshape(len(X), -1) @ params["W3"].T + params["b3"], 0)
    A4 = np.maximum(np.einsum("nd,md->nm", A3, params["W4"]) + params["b4"], 0)
    logits = A4 @ params["W5"].T + params["b5"]
    return [logits, dict(X=X, params=params, A1=A1, P1=P1, A2=A2, P2=P2, A3=A3, A4=A4)]


# %% X0502 05.5 | the package's whole network
def lenet_forward(X, params):
    from convnet.network import lenet

    net = lenet(dtype=X.dtype, fast=False)
    for k, i in enumerate((0, 3, 7, 9, 11), 1):
        for p in "Wb":
            net.params[f"{i}.{p}"][...] = params[f"{p}{k}"]
    outputs = net.trace(X)
    names = dict(A1=1, P1=2, A2=4, P2=5, A3=8, A4=10)
    cache = dict(X=X, params=params, **{name: outputs[i] for name, i in names.items()})
    return outputs[-1], cache


# %% X0601 05.6 | by hand: sliding windows, masks from equality, more keys
def lenet_backward(dlogits, cache):
    windows = np.lib.stride_tricks.sliding_window_view
    X, p = cache["X"], cache["params"]
    A1, P1, A2, P2, A3, A4 = (cache[k] for k in ("A1", "P1", "A2", "P2", "A3", "A4"))
    g = {"W5": np.einsum("nk,nm->km", dlogits, A4), "b5": np.ones(len(X)) @ dlogits}
    d = np.where(A4 > 0, dlogits @ p["W5"], 0)
    g |= {"W4": d.T @ A3, "b4": d.sum(0)}
    d = np.where(A3 > 0, d @ p["W4"], 0)
    g |= {"W3": d.T @ P2.reshape(len(X), -1), "b3": d.sum(0)}
    d = (d @ p["W3"]).reshape(P2.shape)

    def up(d, A, P):
        big = np.kron(d, np.ones((2, 2)))
        return big * (A == np.kron(P, np.ones((2, 2)))) * (A > 0)

    d = up(d, A2, P2)
    g |= {"W2": np.einsum("nfij,ncijuv->fcuv", d, windows(P1, (5, 5), (2, 3)), optimize=True)}
    g["b2"] = d.sum((0, 2, 3))
    wide = windows(np.pad(d, ((0, 0), (0, 0), (4, 4), (4, 4))), (5, 5), (2, 3))
    d = up(np.einsum("nfijuv,fcuv->ncij", wide, p["W2"][:, :, ::-1, ::-1], optimize=True), A1, P1)
    g |= {"b1": d.sum((0, 2, 3)), "X": None}
    g["W1"] = np.einsum("nfij,ncijuv->fcuv", d, windows(X, (5, 5), (2, 3)), optimize=True)
    return g


# %% X0602 05.6 | loops over places, as in notebook 04
def lenet_backward(dlogits, cache):
    p, g = cache["params"], {}

    def dense(k, seen, d):
        g[f"W{k}"] = sum(np.outer(d[n], seen[n]) for n in range(len(d)))
        g[f"b{k}"] = list(d.sum(axis=0))
        return d @ p[f"W{k}"]

    def conv(k, seen, d):
        W, dX, dW = p[f"W{k}"], np.zeros(seen.shape), np.zeros(p[f"W{k}"].shape)
        for i, j in np.ndindex(d.shape[2:]):
            dX[:, :, i : i + 5, j : j + 5] += np.tensordot(d[:, :, i, j], W, 1)
            dW += np.tensordot(d[:, :, i, j].T, seen[:, :, i : i + 5, j : j + 5], 1)
        g[f"W{k}"], g[f"b{k}"] = dW, d.sum(axis=(0, 2, 3))
        return dX

    def unpool(A, d):
        dA = np.zeros(A.shape)
        for n, f, i, j in np.ndindex(d.shape):
            window = A[n, f, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
            u, v = np.unravel_index(np.argmax(window), (2, 2))
            dA[n, f, 2 * i + u, 2 * j + v] = d[n, f, i, j] * (window[u, v] > 0)
        return dA

    d = dense(5, cache["A4"], dlogits) * np.sign(cache["A4"])
    d = dense(4, cache["A3"], d) * np.sign(cache["A3"])
    d = dense(3, cache["P2"].reshape(len(d), 400), d).reshape(cache["P2"].shape)
    d = conv(2, cache["P1"], unpool(cache["A2"], d))
    conv(1, cache["X"], unpool(cache["A1"], d))
    return g


# %% X0603 05.6 | the package's whole network, forward and backward once more
def lenet_backward(dlogits, cache):
    from convnet.network import lenet

    net = lenet(dtype=np.float64, fast=False)
    places = {f"{p}{k}": f"{i}.{p}" for k, i in enumerate((0, 3, 7, 9, 11), 1) for p in "Wb"}
    for key, place in places.items():
        net.params[place][...] = cache["params"][key]
    net.forward(cache["X"])
    net.backward(np.array(dlogits), input_gradient=False)
    return {key: net.grads[place] for key, place in places.items()}


# %% A090 05.7 | the epoch as a generator of batches
def batches(n, size, rng):
    order = rng.permuted(np.arange(n))
    while order.size:
        head, order = order[:size], order[size:]
        yield head


def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    theta = dict(params)
    losses, weights = [], []
    for i in batches(X.shape[0], batch_size, rng):
        J, grads = loss_and_grads(theta, X[i], T[i])
        losses.append(J)
        weights.append(len(i))
        theta = {k: v * (1 - eta * weight_decay * (k[0] == "W")) - eta * grads[k] for k, v in theta.items()}
    return theta, np.average(losses, weights=weights)


# %% X0701 05.7 | shuffled copies, batches by array_split of places
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    order = np.arange(len(X))
    rng.shuffle(order)
    X, T = np.asarray(X)[order], np.asarray(T)[order]
    theta, losses = {k: np.array(v, dtype=float) for k, v in params.items()}, []
    for batch in np.split(np.arange(len(X)), range(batch_size, len(X), batch_size)):
        J, grads = loss_and_grads(theta, X[batch], T[batch])
        losses += [J] * len(batch)
        for k, g in grads.items():
            theta[k] -= eta * g
            if k[0] == "W":
                theta[k] -= eta * weight_decay * (theta[k] + eta * g)
    return [theta, float(np.mean(losses))]


# %% X0702 05.7 | random keys sorted, samples popped from a list
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    waiting = np.argsort(rng.random(len(X))).tolist()
    seen = total = 0
    while waiting:
        batch, waiting = waiting[:batch_size], waiting[batch_size:]
        J, grads = loss_and_grads(params, X[batch], T[batch])
        seen, total = seen + len(batch), total + len(batch) * J
        lam = {k: weight_decay if k[0] == "W" else 0 for k in params}
        params = {k: params[k] * (1 - eta * lam[k]) - eta * grads[k] for k in params}
    return params, np.array(total / seen)


# %% X0801 05.8 | updates in place on copies, losses as an array
def overfit(params, X, T, eta, steps):
    params, losses = {k: v.copy() for k, v in params.items()}, np.zeros(steps)
    for s in range(steps):
        losses[s], grads = loss_and_grads(params, X, T)
        for k in params:
            params[k] -= eta * grads[k]
    return [params, losses]


# %% X0802 05.8 | train_epoch with one batch, single precision
def overfit(params, X, T, eta, steps):
    params = {k: v.astype(np.float32) for k, v in params.items()}
    X, losses = X.astype(np.float32), []
    for _ in range(steps):
        params, J = train_epoch(params, X, T, loss_and_grads, len(X), eta, 0.0, np.random.default_rng(0))
        losses.append(J)
    return params, losses


# %% X0803 05.8 | costs after each step
def overfit(params, X, T, eta, steps):
    losses = []
    for _ in range(steps):
        _, grads = loss_and_grads(params, X, T)
        params = {k: v - eta * grads[k] for k, v in params.items()}
        losses.append(loss_and_grads(params, X, T)[0])
    return params, tuple(losses)


# %% X0901 05.9 | double precision, larger batches, a step that falls, last epoch kept
def train_lenet(X, T, X_val, T_val, rng):
    params, history = init_params(rng), {"train_loss": [], "val_accuracy": [], "eta": []}
    for epoch in range(10):
        eta = 0.1 * (1 - epoch / 10)
        params, J = train_epoch(params, X, T, loss_and_grads, 32, eta, 1e-3, rng)
        history["train_loss"].append(float(J))
        history["val_accuracy"].append(accuracy(params, X_val, np.argmax(T_val, axis=1)))
        history["eta"].append(eta)
    return params, history


# %% X0902 05.9 | the package's layers and its training
def train_lenet(X, T, X_val, T_val, rng):
    from convnet.network import lenet
    from convnet.optimiser import SGD
    from convnet.training import fit

    X, T, X_val, T_val = (A.astype(np.float32) for A in (X, T, X_val, T_val))
    seed = int(rng.integers(2**31))
    net = lenet(seed)
    history = fit(net, X, T.argmax(1), epochs=20, batch_size=32, validation=(X_val, T_val.argmax(1)),
                  optimiser=SGD(net.params, eta=0.02), seed=seed, workers=1, progress=False)
    names = {f"{p}{k}": f"{i}.{p}" for k, i in enumerate((0, 3, 7, 9, 11), 1) for p in "Wb"}
    return {k: net.params[name] for k, name in names.items()}, history


# %% X0903 05.9 | accuracy one batch at a time
def accuracy(params, X, labels):
    right = 0
    for s in range(0, len(X), 50):
        Z, _ = lenet_forward(X[s : s + 50], params)
        right += sum(int(np.argmax(z)) == int(t) for z, t in zip(Z, labels[s : s + 50]))
    return right / len(X)


# %% A091 05.10 | bincount of combined labels
def confusion_matrix(t, y, K):
    return np.bincount(np.asarray(t) * K + np.asarray(y), minlength=K * K).reshape(K, K)


# %% X1001 05.10 | a list of lists
def confusion_matrix(t, y, K):
    pairs = list(zip(np.asarray(t).tolist(), np.asarray(y).tolist()))
    return [[float(pairs.count((i, j))) for j in range(K)] for i in range(K)]


# %% X1002 05.10 | standardised columns
def feature_report(A):
    A = np.array(A, dtype=float)
    sd = A.std(axis=0)
    live = sd > 1e-12
    Z = (A[:, live] - A[:, live].mean(axis=0)) / sd[live]
    R, m = np.abs(Z.T @ Z) / len(A), int(live.sum())
    return {"dead": np.float64(np.mean(~live)), "correlation": (R.sum() - m) / (m * (m - 1)) if m > 1 else 0}


# %% X1003 05.10 | corrcoef of everything, with warnings
def feature_report(A):
    R = np.abs(np.corrcoef(A, rowvar=False))
    dead = np.mean(A == A[0], axis=0) == 1
    pairs = [R[i, j] for i in range(len(dead)) for j in range(i) if not (dead[i] or dead[j])]
    return {"dead": dead.sum() / dead.size, "correlation": np.mean(pairs) if pairs else 0.0}


# %% X1004 05.10 | a loop
def best_epoch(val_accuracy):
    best = 0
    for i, a in enumerate(val_accuracy):
        if a > val_accuracy[best]:
            best = i
    return np.int64(best)
