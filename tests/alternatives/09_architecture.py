"""Correct answers to notebook 09, written differently."""
# ruff: noqa

# %% X0101 09.1 | windows counted one by one, lists of lists
def trace_shapes(spec, in_shape):
    def count(n, k, stride, pad=0):
        return len([i for i in range(-pad, n + pad - k + 1, stride)])

    shape, shapes = list(in_shape), []
    for layer in spec:
        if layer[0] == "conv":
            shape = [layer[1]] + [count(n, *layer[2:5]) for n in shape[1:]]
        elif layer[0] == "pool":
            shape = shape[:1] + [count(n, *layer[1:]) for n in shape[1:]]
        else:
            shape = [layer[1], 1, 1]
        shapes.append(shape)
    return shapes


# %% X0102 09.1 | an array of integers, sides computed together
def trace_shapes(spec, in_shape):
    C, sides = in_shape[0], np.array(in_shape[1:])
    rows = []
    for layer in spec:
        match layer:
            case ("conv", C, k, stride, pad, *_):
                sides = np.floor((sides + 2 * pad - k) / stride).astype(int) + 1
            case ("pool", k, stride):
                sides = (sides - k + stride) // stride
            case ("fc", C):
                sides = np.ones(2, int)
        rows.append([C, *sides])
    return np.array(rows)


# %% X0103 09.1 | recursion
def trace_shapes(spec, in_shape):
    if not spec:
        return []
    (kind, *sizes), (C, H, W) = spec[0], in_shape
    if kind == "fc":
        shape = (sizes[0], 1, 1)
    else:
        F, k, s, p = sizes[:4] if kind == "conv" else (C, *sizes, 0)
        shape = (F, *(int((n + 2 * p - k) / s) + 1 for n in (H, W)))
    return [shape] + trace_shapes(spec[1:], shape)


# %% X0201 09.2 | built on trace_shapes
def count_network(spec, in_shape):
    rows, before = [], in_shape
    for layer, shape in zip(spec, trace_shapes(spec, in_shape)):
        units = shape[0] * shape[1] * shape[2]
        row = dict(units=units, weights=0, biases=0, connections=0)
        if layer[0] == "pool":
            row["connections"] = units * layer[1] ** 2
        else:
            if layer[0] == "conv":
                seen = before[0] * layer[2] ** 2 / (layer[5] if len(layer) > 5 else 1)
            else:
                seen = before[0] * before[1] * before[2]
            row.update(weights=layer[1] * seen, biases=layer[1], connections=units * seen)
        rows.append(row)
        before = shape
    return rows


# %% X0202 09.2 | arrays of the weights' shapes, NumPy numbers
def count_network(spec, in_shape):
    C, H, W = map(np.int64, in_shape)
    rows = []
    for kind, *sizes in spec:
        if kind == "fc":
            kernel, places = (sizes[0], C, H, W), 1
            C, H, W = sizes[0], 1, 1
        elif kind == "conv":
            F, k, s, p, G = (sizes + [1])[:5]
            H, W = ((n + 2 * p - k) // s + 1 for n in (H, W))
            kernel, places = (F, C // G, k, k), H * W
            C = F
        else:
            k, s = sizes
            H, W = ((n - k) // s + 1 for n in (H, W))
            rows.append({"connections": C * H * W * k * k, "units": C * H * W, "weights": 0, "biases": 0})
            continue
        weights = np.prod(kernel)
        rows.append(
            {"units": kernel[0] * places, "weights": weights, "biases": kernel[0], "connections": weights * places}
        )
    return rows


# %% X0203 09.2 | columns first, floats, more keys than asked for
def count_network(spec, in_shape):
    columns, (C, H, W) = [], in_shape
    for layer in spec:
        k, s, p, G, F = 1, 1, 0, 1, C
        if layer[0] == "conv":
            F, k, s, p = layer[1:5]
            G = layer[5] if len(layer) == 6 else 1
        elif layer[0] == "pool":
            k, s, G = layer[1], layer[2], C
        else:
            F, k, C, H, W = layer[1], 1, C * H * W, 1, 1
        seen = C / G * k * k
        H, W = (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1
        learns = layer[0] != "pool"
        columns.append((F * H * W, learns * F * seen, learns * F, F * H * W * seen, seen))
        C = F
    return [dict(zip(["units", "weights", "biases", "connections", "seen"], c)) for c in columns]


# %% X0301 09.3 | sums of the rows of count_network
def totals(spec, in_shape, bias=True):
    rows = [r for layer, r in zip(spec, count_network(spec, in_shape)) if layer[0] != "pool"]
    add = lambda key: sum(r[key] for r in rows)
    return {
        "units": add("units"),
        "connections": add("connections"),
        "parameters": add("weights") + bias * add("biases"),
    }


# %% X0302 09.3 | a matrix of counts, floats
def totals(spec, in_shape, bias=True):
    shapes = [in_shape, *trace_shapes(spec, in_shape)]
    found = np.zeros(3)
    for layer, (C, H, W), after in zip(spec, shapes, shapes[1:]):
        if layer[0] == "pool":
            continue
        G = layer[5] if len(layer) == 6 else 1
        seen = C * layer[2] ** 2 / G if layer[0] == "conv" else C * H * W
        units = np.prod(after)
        found += units, after[0] * (seen + bool(bias)), units * seen
    return dict(zip(("units", "parameters", "connections"), found))


# %% X0303 09.3 | recursion over the layers
def totals(spec, in_shape, bias=True):
    if len(spec) == 0:
        return {"units": 0, "parameters": 0, "connections": 0}
    (kind, *sizes), (C, H, W) = spec[0], in_shape
    k, s, p = (sizes + [0])[:3] if kind == "pool" else sizes[1:4] if kind == "conv" else (1, 1, 0)
    if kind == "fc":
        C, H, W = C * H * W, 1, 1
    seen = C * k * k // (sizes[4] if len(sizes) == 5 else 1)
    F = C if kind == "pool" else sizes[0]
    shape = F, (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1
    rest = totals(spec[1:], shape, bias)
    if kind != "pool":
        units = shape[0] * shape[1] * shape[2]
        rest["units"] += units
        rest["connections"] += units * seen
        rest["parameters"] += F * seen
        if bias:
            rest["parameters"] += F
    return rest


# %% X0401 09.4 | the network with and without, by totals
def ablation_change(removed, grouped):
    network = alexnet(grouped)
    count = lambda spec: totals(spec, ALEXNET_INPUT, bias=False)["parameters"]
    gone = {f"{kind}{i}" for i in removed for kind in ("CONV", "FC")}
    gross = sum(
        row["weights"]
        for name, row in zip(network, count_network(list(network.values()), ALEXNET_INPUT))
        if name in gone
    )
    left = [layer for name, layer in network.items() if name not in gone]
    return gross, count(list(network.values())) - count(left)


# %% X0402 09.4 | layer by layer, what each loses
def ablation_change(removed, grouped):
    G = {2: 2, 4: 2, 5: 2} if grouped else {}
    F = {1: 96, 2: 256, 3: 384, 4: 384, 5: 256, 6: 4096, 7: 4096, 8: 1000}
    gross = net = 0
    now = 96
    for layer in range(2, 9):
        was = F[layer - 1] * (36 if layer == 6 else 1)
        kernel = {2: 25, 3: 9, 4: 9, 5: 9}.get(layer, 1)
        own = F[layer] * was * kernel // G.get(layer, 1)
        if layer == 6:
            now *= 36
        if layer in removed:
            gross += own
            net += own
        else:
            net += own - F[layer] * now * kernel // G.get(layer, 1)
            now = F[layer]
    return [gross, net]


# %% X0403 09.4 | an array, products of shapes
def ablation_change(removed, grouped):
    half = 2 if grouped else 1
    kernels = {
        1: (96, 3, 11, 11), 2: (256, 96 / half, 5, 5), 3: (384, 256, 3, 3), 4: (384, 384 / half, 3, 3),
        5: (256, 384 / half, 3, 3), 6: (4096, 256, 6, 6), 7: (4096, 4096), 8: (1000, 4096),
    }
    gross = sum(np.prod(kernels[i]) for i in removed)
    before, after, maps = sum(map(np.prod, kernels.values())), 0, 3
    dense = False
    for i in sorted(set(kernels) - set(removed)):
        if i < 6:
            k = kernels[i][2]
            after += kernels[i][0] * maps * k * k / (half if i in (2, 4, 5) else 1)
        else:
            after += kernels[i][0] * maps * (1 if dense else 36)
            dense = True
        maps = kernels[i][0]
    return np.array([gross, before - after])


# %% X0501 09.5 | from each layer back to the image
def receptive_field(spec):
    fields = []
    for depth in range(len(spec)):
        size = 1
        for layer in spec[depth::-1]:
            k, s = (layer[2], layer[3]) if layer[0] == "conv" else (layer[1], layer[2])
            size = (size - 1) * s + k
        fields.append(size)
    return fields


# %% X0502 09.5 | sums and products of arrays
def receptive_field(spec):
    pairs = np.array([layer[2:4] if layer[0] == "conv" else layer[1:3] for layer in spec])
    apart = np.concatenate([[1], np.cumprod(pairs[:, 1])[:-1]])
    return 1 + np.cumsum((pairs[:, 0] - 1) * apart)


# %% X0503 09.5 | the pixels themselves, as sets
def receptive_field(spec):
    def windows(layer):
        return layer[2:4] if layer[0] == "conv" else layer[1:]

    fields = []
    for depth in range(1, len(spec) + 1):
        units = {0}
        for layer in reversed(spec[:depth]):
            k, s = windows(layer)
            units = {u * s + i for u in units for i in range(k)}
        fields.append(float(max(units) - min(units) + 1))
    return tuple(fields)


# %% X0601 09.6 | the best so far, recursion over the axes, a list
def grid_search(f, axes):
    best, n = [None, float("inf")], 0

    def go(x, rest):
        nonlocal best, n
        if not rest:
            value, n = f(x), n + 1
            if value < best[1]:
                best = [x, value]
            return
        for v in rest[0]:
            go(x + [v], rest[1:])

    go([], list(axes))
    return [best[0], best[1], n]


# %% X0602 09.6 | meshgrid, arrays
def grid_search(f, axes):
    points = np.stack([g.ravel() for g in np.meshgrid(*[np.asarray(a, float) for a in axes])], axis=1)
    values = np.array([f(x) for x in points])
    i = np.argmin(values)
    return points[i], values[i], np.int64(len(values))


# %% X0603 09.6 | the last axis first, ties to the last
def grid_search(f, axes):
    points = [()]
    for axis in axes[::-1]:
        points = [(v, *p) for p in points for v in axis]
    tried = [(float(f(p)), i) for i, p in enumerate(points)]
    value, i = sorted(tried)[0]
    return points[i], value, len(points)


# %% X0610 09.6 | rng.uniform with vectors, a point at a time
def random_search(f, bounds, n, rng):
    low, high = zip(*bounds)
    best_x, best = None, np.inf
    for _ in range(n):
        x = rng.uniform(low, high)
        value = f(x)
        if value <= best:
            best_x, best = x, value
    return best_x, best, n


# %% X0611 09.6 | coordinate by coordinate, tuples
def random_search(f, bounds, n, rng):
    columns = [a + (b - a) * rng.random(n) for a, b in bounds]
    tried = sorted(((f(x), x) for x in zip(*columns)), key=lambda pair: pair[0])
    return tried[0][1], tried[0][0], len(tried)


# %% X0612 09.6 | a shuffled stratum for each coordinate: even, and independent
def random_search(f, bounds, n, rng):
    X = np.empty((n, len(bounds)))
    for j, (a, b) in enumerate(bounds):
        X[:, j] = b - (b - a) * (rng.permutation(n) + rng.random(n)) / n
    values = [f(list(x)) for x in X]
    return X[np.argmin(values)].tolist(), min(values), n
