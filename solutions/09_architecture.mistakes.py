"""Wrong answers to notebook 09: how each changes the reference, and the words that name it."""
# ruff: noqa

# %% X0101 09.1 | padding counted on one side only
# look at: n + 2p in the formula
edit(
    "trace_shapes",
    "(H + 2 * pad - k) // stride + 1, (W + 2 * pad - k) // stride + 1",
    "(H + pad - k) // stride + 1, (W + pad - k) // stride + 1",
)

# %% X0102 09.1 | rounded up: a window that does not fit is no window
# look at: the brackets of the formula round down
edit(
    "trace_shapes",
    "H, W = (H - k) // stride + 1, (W - k) // stride + 1",
    "H, W = -((k - H) // stride) + 1, -((k - W) // stride) + 1",
)

# %% X0103 09.1 | pooling windows taken as if they did not overlap: the stride is not used
# look at: k and stride of ("pool", k, stride)
edit("trace_shapes", "H, W = (H - k) // stride + 1, (W - k) // stride + 1", "H, W = H // k, W // k")

# %% X0104 09.1 | the number of maps does not change: a convolution makes one for each filter
# look at: C after a convolution
edit("trace_shapes", "C, k, stride, pad = sizes[:4]", "_, k, stride, pad = sizes[:4]")

# %% X0105 09.1 | the number of maps is divided by the groups: groups change no shape
# look at: C after a grouped convolution
edit(
    "trace_shapes",
    "C, k, stride, pad = sizes[:4]",
    "C, k, stride, pad = sizes[:4]\n            C //= (sizes + [1])[4]",
)

# %% X0106 09.1 | made for square images: the width is computed from the height
# look at: H and W each by themselves
edit("trace_shapes", "(W + 2 * pad - k) // stride + 1", "(H + 2 * pad - k) // stride + 1")

# %% X0107 09.1 | the shape of the image is in the list, too
# look at: where the list begins
edit("trace_shapes", "shapes = []", "shapes = [in_shape]")

# %% X0108 09.1 | -
# look at: the type of what comes out
edit("trace_shapes", "shapes.append((C, H, W))", "shapes.append((C, H, float(W)))")

# %% X0109 09.1 | a dense layer keeps the places: its shape is (n, 1, 1)
# look at: H and W behind ("fc", n)
edit("trace_shapes", "C, H, W = sizes[0], 1, 1", "C = sizes[0]")

# %% X0110 09.1 | the + 1 is missing
# look at: a window that fits exactly once
edit(
    "trace_shapes",
    "(H + 2 * pad - k) // stride + 1, (W + 2 * pad - k) // stride + 1",
    "(H + 2 * pad - k) // stride, (W + 2 * pad - k) // stride",
)

# %% X0111 09.1 | only the last shape
# look at: one shape for each layer
edit("trace_shapes", "return shapes", "return shapes[-1:]")

# %% X0112 09.1 | width before height
# look at: the order (C, H, W)
edit("trace_shapes", "shapes.append((C, H, W))", "shapes.append((C, W, H))")

# %% X0113 09.1 | a convolution may have a fifth number, its groups: take the first four
# look at: `sizes[:4]`
edit("trace_shapes", "C, k, stride, pad = sizes[:4]", "C, k, stride, pad = sizes")

# %% X0114 09.1 | channels last: a shape is (C, H, W)
edit("trace_shapes", "shapes.append((C, H, W))", "shapes.append((H, W, C))")

# %% X0115 09.1 | a dense layer's inputs are counted: its shape is that of its n outputs
# look at: n of ("fc", n)
edit("trace_shapes", "C, H, W = sizes[0], 1, 1", "C, H, W = C * H * W, 1, 1")

# %% X0201 09.2 | groups are not used: each filter sees all maps
# look at: C / groups in the fan-in
edit("count_network", "C // groups * k * k", "C * k * k")

# %% X0202 09.2 | the biases are in the weights
# look at: weights are counted without biases
edit("count_network", '"weights": filters * fan_in', '"weights": filters * (fan_in + 1)')

# %% X0203 09.2 | connections without the filters' places: these are the weights
# look at: each unit has fan_in connections
edit("count_network", '"connections": units * fan_in', '"connections": F * fan_in')

# %% X0204 09.2 | a weight for each connection: in a convolution all places of a map share theirs
# look at: the weights of a convolution do not depend on H and W
edit("count_network", '"weights": filters * fan_in', '"weights": units * fan_in * (filters > 0)')

# %% X0205 09.2 | pooling has weights and biases
# look at: what a pooling layer has to learn
edit("count_network", '0 if kind == "pool" else F', "F")

# %% X0206 09.2 | pooling's connections are missing
# look at: a pooling window's inputs count as connections
edit(
    "count_network",
    '"connections": units * fan_in',
    '"connections": units * fan_in * (filters > 0)',
)

# %% X0207 09.2 | a pooling window's connections counted over all maps
# look at: each map is pooled by itself
edit("count_network", "F, fan_in = C, k * k", "F, fan_in = C, C * k * k")

# %% X0208 09.2 | the first dense layer sees the maps as single numbers: it sees C·H·W
# look at: the fan-in of ("fc", n) behind maps
edit("count_network", "F, fan_in = sizes[0], C * H * W", "F, fan_in = sizes[0], C")

# %% X0209 09.2 | the maps of the layer before are forgotten: C is always that of the image
# look at: C for the next layer
edit("count_network", "        C = F\n", "")

# %% X0210 09.2 | a bias for each unit: all units of a map share one
# look at: the shape (F,) of a convolution's bias
edit("count_network", '"biases": filters', '"biases": units * (filters > 0)')

# %% X0211 09.2 | units of the input, not of the output
# look at: units are the numbers that come out
edit("count_network", "    C, H, W = in_shape", "    C, H, W = in_shape\n    before = C * H * W")
edit("count_network", '                "units": units,', '                "units": before,')
edit("count_network", "        C = F\n", "        C, before = F, units\n")

# %% X0212 09.2 | the groups divide the filters, too
# look at: F filters altogether, each C / groups deep
edit(
    "count_network",
    '0 if kind == "pool" else F',
    '0 if kind == "pool" else F // groups if kind == "conv" else F',
)

# %% X0213 09.2 | multiplied by the groups instead of divided
# look at: a filter sees fewer maps
edit("count_network", "C // groups * k * k", "C * groups * k * k")

# %% X0214 09.2 | k in place of k·k
# look at: a window has k·k places
edit("count_network", "C // groups * k * k", "C // groups * k")

# %% X0215 09.2 | padding left out of the shapes
# look at: n + 2p in the formula
edit(
    "count_network",
    "(H + 2 * pad - k) // stride + 1, (W + 2 * pad - k) // stride + 1",
    "(H - k) // stride + 1, (W - k) // stride + 1",
)

# %% X0216 09.2 | a dense layer keeps the places of the maps before it
# look at: H and W behind ("fc", n)
edit("count_network", "            H, W = 1, 1\n", "")

# %% X0301 09.3 | poolings are counted among the units and the connections
# look at: pooling layers are left out
edit(
    "totals",
    "            continue\n",
    "            units, connections = units + C * H * W, connections + C * H * W * k * k\n            continue\n",
)

# %% X0302 09.3 | a pooling is skipped before it has changed the maps
# look at: H and W behind a pooling
edit(
    "totals",
    "            H, W = (H - k) // stride + 1, (W - k) // stride + 1\n            continue",
    "            continue",
)

# %% X0303 09.3 | always with biases
# look at: the argument bias
edit("totals", "(F if bias else 0)", "F")

# %% X0304 09.3 | never with biases
# look at: parameters include biases unless bias is False
edit("totals", "(F if bias else 0)", "0")

# %% X0305 09.3 | one bias a layer: there is one for each filter or unit
# look at: the shape of a bias
edit("totals", "(F if bias else 0)", "(1 if bias else 0)")

# %% X0306 09.3 | groups are not used
# look at: C / groups in the fan-in
edit("totals", "k * k * C // (sizes[4] if len(sizes) == 5 else 1)", "k * k * C")

# %% X0307 09.3 | a bias for each unit of a map
# look at: all units of a map share one bias
edit("totals", "(F if bias else 0)", "(F * H * W if bias else 0)")

# %% X0308 09.3 | biases are counted as connections
# look at: connections are units times fan-in
edit("totals", "connections += F * H * W * fan_in", "connections += F * H * W * (fan_in + bias)")

# %% X0309 09.3 | only convolutions are counted
# look at: dense layers have units, too
edit("totals", "        C = F\n", '        C = F\n        if kind == "fc":\n            continue\n')

# %% X0310 09.3 | the number of places is forgotten in the units
# look at: a map has H·W units
edit("totals", "units += F * H * W", "units += F")

# %% X0311 09.3 | parameters are counted anew at each place: all places of a map share them
# look at: the weights of a convolution
edit("totals", "parameters += F * fan_in", "parameters += F * H * W * fan_in")

# %% X0401 09.4 | net is gross: the next layer is not counted anew
# look at: how many maps the layer behind sees now
edit("ablation_change", "return gross, net", "return gross, gross")

# %% X0402 09.4 | -
# look at: the order of the pair
edit("ablation_change", "return gross, net", "return net, gross")

# %% X0403 09.4 | the argument grouped is not used: always two groups
# look at: grouped=False
edit("ablation_change", "if grouped else [1] * 9", "if True else [1] * 9")

# %% X0404 09.4 | the argument grouped is not used: never groups
# look at: grouped=True
edit("ablation_change", "if grouped else [1] * 9", "if False else [1] * 9")

# %% X0405 09.4 | net is what is left, not what is lost
# look at: by how much the network's weights become fewer
edit("ablation_change", "net = whole - sum(", "net = sum(")

# %% X0406 09.4 | sign flipped: a loss is positive
# look at: the sign of net
edit("ablation_change", "return gross, net", "return gross, -net")

# %% X0407 09.4 | the first dense layer sees one number a map: it sees 36
# look at: POOL3 leaves 6 × 6 places
edit("ablation_change", "side = 6 if below < 6 <= layer else 1", "side = 1")

# %% X0408 09.4 | FC6 alone has places: whichever dense layer stands behind POOL3 has them
# look at: the first dense layer that stays
edit("ablation_change", "side = 6 if below < 6 <= layer else 1", "side = 6 if layer == 6 else 1")

# %% X0409 09.4 | biases are counted, too: these are weights alone
# look at: weights without biases
edit("ablation_change", "groups[layer] * side**2", "groups[layer] * side**2 + maps[layer]")

# %% X0410 09.4 | layer numbers shifted by one: CONV2 is number 2
# look at: which layer is called 2
edit(
    "ablation_change",
    "    left = [layer",
    "    removed = tuple(layer - 1 for layer in removed)\n    left = [layer",
)

# %% X0411 09.4 | of two removed neighbours only one layer's maps are bridged: look for the next layer below that stays
# look at: (4, 5), where CONV3 feeds FC6
edit(
    "ablation_change",
    "pairwise(left)",
    "((layer - 1 if layer - 1 not in removed else layer - 2, layer) for layer in left[1:])",
)

# %% X0501 09.5 | the layer's own stride is multiplied before its window is counted
# look at: how far apart the units are that the window sees
edit(
    "receptive_field",
    "        field += (k - 1) * apart\n        apart *= stride\n",
    "        apart *= stride\n        field += (k - 1) * apart\n",
)

# %% X0502 09.5 | k in place of k − 1: windows overlap
# look at: how many units are added to the first
edit("receptive_field", "(k - 1) * apart", "k * apart")

# %% X0503 09.5 | strides are added, not multiplied
# look at: two layers of stride 2
edit("receptive_field", "apart *= stride", "apart += stride - 1")

# %% X0504 09.5 | strides are not used
# look at: how far apart a layer's neighbours are in the image
edit("receptive_field", "        apart *= stride\n", "")

# %% X0505 09.5 | window sizes are multiplied: fields overlap, and it is strides that multiply
# look at: 5 pixels and one more
edit("receptive_field", "field += (k - 1) * apart", "field *= k")

# %% X0506 09.5 | poolings are left out
# look at: a list with a number for each layer
edit(
    "receptive_field",
    "        fields.append(field)",
    '        if layer[0] == "conv":\n            fields.append(field)',
)

# %% X0507 09.5 | begins with 0: a pixel sees itself
# look at: the field of the image
edit("receptive_field", "field, apart = 1, 1", "field, apart = 0, 1")

# %% X0508 09.5 | poolings counted as if their stride were their window
# look at: ("pool", k, stride)
edit("receptive_field", "layer[1:]", "(layer[1], layer[1])")

# %% X0509 09.5 | only the last field
# look at: a list with a number for each layer
edit("receptive_field", "return fields", "return fields[-1:]")

# %% X0510 09.5 | the padding is taken off
# look at: padding moves a window; it does not shrink it
edit(
    "receptive_field",
    "        apart *= stride\n",
    '        field -= 2 * layer[4] * apart if layer[0] == "conv" else 0\n        apart *= stride\n',
)

# %% X0511 09.5 | the stride of the first layer only
# look at: apart of the layers behind
edit("receptive_field", "apart *= stride", "apart = stride if not fields else apart")

# %% X0512 09.5 | the distance of the layer before only: strides multiply
# look at: two layers of stride 2
edit("receptive_field", "apart *= stride", "apart = stride")

# %% X0513 09.5 | the layer's own stride is taken for the distance of what its window sees
# look at: how far apart the units below are
edit("receptive_field", "(k - 1) * apart", "(k - 1) * stride")

# %% X0601 09.6 | the largest value is taken: smaller is better
# look at: argmin
edit("grid_search", "np.argmin", "np.argmax")

# %% X0602 09.6 | axes go through together, without all combinations
# look at: product, or a loop in a loop
edit("grid_search", "product(*axes)", "zip(*axes)")

# %% X0603 09.6 | n is the number of axes
# look at: how many points f was called with
edit("grid_search", "values[best], len(points)", "values[best], len(axes)")

# %% X0604 09.6 | the best point's place in the list, not the point
# look at: best_x
edit("grid_search", "return points[best]", "return best")

# %% X0605 09.6 | f is called again for the best point
# look at: once for each point
edit("grid_search", "values[best], len(points)", "f(points[best]), len(points)")

# %% X0606 09.6 | value first, then the point
# look at: the order (best_x, best_value, n)
edit(
    "grid_search",
    "return points[best], values[best], len(points)",
    "return values[best], points[best], len(points)",
)

# %% X0607 09.6 | the best so far begins at 0: no larger value is ever taken
# look at: float("inf") to begin with
edit(
    "grid_search",
    "    best = int(np.argmin(values))\n    return points[best], values[best], len(points)",
    "    best_x, best_value = points[0], 0.0\n    for x, value in zip(points, values):\n        if value < best_value:\n            best_x, best_value = x, value\n    return best_x, best_value, len(points)",
)

# %% X0608 09.6 | one axis at a time, the others at their first value
# look at: all combinations
edit(
    "grid_search",
    "list(product(*axes))",
    "[tuple(v if i == j else a[0] for j, a in enumerate(axes)) for i, axis in enumerate(axes) for v in axis]",
)

# %% X0609 09.6 | the best point's place in the list, not its value
# look at: best_value
edit("grid_search", "values[best], len", "best, len")

# %% X0620 09.6 | the same random number for every coordinate
# look at: a number for each coordinate
edit("random_search", "rng.random((n, len(bounds)))", "rng.random((n, 1))")

# %% X0621 09.6 | between 0 and 1, not between the bounds
# look at: low + (high - low) · u
edit(
    "random_search",
    "low + (high - low) * rng.random((n, len(bounds)))",
    "rng.random((n, len(bounds)))",
)

# %% X0622 09.6 | low + high · u: the width is high − low
# look at: the largest value that a coordinate can have
edit("random_search", "low + (high - low) * rng", "low + high * rng")

# %% X0623 09.6 | a generator of its own: the argument rng is not used
# look at: rng.random or rng.uniform
edit("random_search", "rng.random((n", "np.random.default_rng(0).random((n")

# %% X0624 09.6 | NumPy's global numbers: the same seed does not give the same points
# look at: rng.random or rng.uniform
edit("random_search", "rng.random((n", "np.random.random((n")

# %% X0625 09.6 | normally distributed: even between the bounds is asked for
# look at: rng.uniform
edit(
    "random_search",
    "rng.random((n, len(bounds)))",
    "np.clip(0.5 + 0.2 * rng.standard_normal((n, len(bounds))), 0, 1)",
)

# %% X0626 09.6 | whole numbers only
# look at: rng.uniform, not rng.integers
edit("random_search", "rng.random((n, len(bounds)))", "rng.integers(0, 2, (n, len(bounds)))")

# %% X0631 09.6 | a fixed set of values in random order: every number between the bounds can be drawn
# look at: rng.uniform, or low + (high - low) * rng.random
edit(
    "random_search",
    "rng.random((n, len(bounds)))",
    "np.array([rng.permutation(np.linspace(0, 1, n)) for _ in bounds]).T",
)

# %% X0632 09.6 | a fixed set of values to draw from: every number between the bounds can be drawn
# look at: rng.uniform, or low + (high - low) * rng.random
edit(
    "random_search", "rng.random((n, len(bounds)))", "rng.integers(0, 101, (n, len(bounds))) / 100"
)

# %% X0633 09.6 | the tenths only: every number between the bounds can be drawn
# look at: rng.uniform, or low + (high - low) * rng.random
edit("random_search", "rng.random((n, len(bounds)))", "rng.integers(0, 11, (n, len(bounds))) / 10")

# %% X0627 09.6 | the largest value is taken: smaller is better
# look at: argmin
edit("random_search", "np.argmin", "np.argmax")

# %% X0628 09.6 | one point too few
# look at: range(n)
edit("random_search", "rng.random((n, len(bounds)))", "rng.random((n - 1, len(bounds)))")

# %% X0629 09.6 | the last point, not the best
# look at: which point had the smallest value
edit("random_search", "return points[best], values[best], n", "return points[-1], values[-1], n")

# %% X0630 09.6 | the best so far begins at 0
# look at: float("inf") to begin with
edit(
    "random_search",
    "    best = int(np.argmin(values))\n    return points[best], values[best], n",
    "    best_x, best_value = points[0], 0.0\n    for x, value in zip(points, values):\n        if value < best_value:\n            best_x, best_value = x, value\n    return best_x, best_value, n",
)
