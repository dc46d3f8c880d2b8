"""Wrong answers to notebook 05: how each changes the reference, and the words that name it."""
# ruff: noqa

# %% M261 05.1 | sizes like 50331648 for 3: the header is big-endian
def read_idx(raw):
    if len(raw) < 4 or raw[:3] != b"\x00\x00\x08":
        raise ValueError("not an IDX file of unsigned bytes")
    nd = raw[3]
    if len(raw) < 4 + 4 * nd:
        raise ValueError("header cut short")
    shape = [int.from_bytes(raw[4 + 4 * k:8 + 4 * k], "little") for k in range(nd)]
    data = np.frombuffer(raw, dtype=np.uint8, offset=4 + 4 * nd)
    if data.size != np.prod(shape):
        raise ValueError("data do not fit the header")
    return data.reshape(shape)


# %% M262 05.1 | labels start too late: the header has 4 bytes and 4 for each dimension
def read_idx(raw):
    if len(raw) < 4 or raw[:3] != b"\x00\x00\x08":
        raise ValueError("not an IDX file of unsigned bytes")
    nd = raw[3]
    if len(raw) < 4 + 4 * nd:
        raise ValueError("header cut short")
    shape = [int.from_bytes(raw[4 + 4 * k:8 + 4 * k], "big") for k in range(nd)]
    data = np.frombuffer(raw, dtype=np.uint8, offset=16)
    if data.size != np.prod(shape):
        raise ValueError("data do not fit the header")
    return data.reshape(shape)


# %% M264 05.1 | right for square images only: the header says rows, then columns
def read_idx(raw):
    if len(raw) < 4 or raw[:3] != b"\x00\x00\x08":
        raise ValueError("not an IDX file of unsigned bytes")
    nd = raw[3]
    if len(raw) < 4 + 4 * nd:
        raise ValueError("header cut short")
    shape = [int.from_bytes(raw[4 + 4 * k:8 + 4 * k], "big") for k in range(nd)]
    data = np.frombuffer(raw, dtype=np.uint8, offset=4 + 4 * nd)
    if data.size != np.prod(shape):
        raise ValueError("data do not fit the header")
    return data.reshape(shape[:1] + shape[1:][::-1])


# %% M266 05.1 | negative pixels: values above 127 wrapped to negative
def read_idx(raw):
    if len(raw) < 4 or raw[:3] != b"\x00\x00\x08":
        raise ValueError("not an IDX file of unsigned bytes")
    nd = raw[3]
    if len(raw) < 4 + 4 * nd:
        raise ValueError("header cut short")
    shape = [int.from_bytes(raw[4 + 4 * k:8 + 4 * k], "big") for k in range(nd)]
    data = np.frombuffer(raw, dtype=np.int8, offset=4 + 4 * nd)
    if data.size != np.prod(shape):
        raise ValueError("data do not fit the header")
    return data.reshape(shape)


# %% X0101 05.1 | bytes that are left over are accepted
def read_idx(raw):
    if len(raw) < 4 or raw[:3] != b"\x00\x00\x08":
        raise ValueError("not an IDX file of unsigned bytes")
    header = 4 + 4 * raw[3]
    if len(raw) < header:
        raise ValueError("header cut short")
    shape = [int.from_bytes(raw[i : i + 4], "big") for i in range(4, header, 4)]
    size = int(np.prod(shape))
    if len(raw) - header < size:
        raise ValueError("data cut short")
    return np.frombuffer(raw, np.uint8, count=size, offset=header).reshape(shape)


# %% X0102 05.1 | the first three bytes are not looked at
def read_idx(raw):
    if len(raw) < 4 or raw[:2] != b"\x00\x00":
        raise ValueError("not an IDX file")
    header = 4 + 4 * raw[3]
    if len(raw) < header:
        raise ValueError("header cut short")
    shape = [int.from_bytes(raw[i : i + 4], "big") for i in range(4, header, 4)]
    return np.frombuffer(raw, np.uint8, offset=header).reshape(shape)


# %% X0103 05.1 | raises error where ValueError is asked for
def read_idx(raw):
    import struct

    nothing, kind, dimensions = struct.unpack_from(">HBB", raw)
    if nothing or kind != 8:
        raise ValueError("not an IDX file of unsigned bytes")
    shape = struct.unpack_from(f">{dimensions}I", raw, 4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


# %% X0104 05.1 | the sizes are not used: the data are still in one row
def read_idx(raw):
    if len(raw) < 4 or raw[:3] != b"\x00\x00\x08":
        raise ValueError("not an IDX file of unsigned bytes")
    header = 4 + 4 * raw[3]
    shape = [int.from_bytes(raw[i : i + 4], "big") for i in range(4, header, 4)]
    if len(raw) < header or len(raw) - header != np.prod(shape):
        raise ValueError("wrong length")
    return np.frombuffer(raw, np.uint8, offset=header)


# %% X0105 05.1 | the wrong index moves fastest: the data are stored row by row
def read_idx(raw):
    if len(raw) < 4 or raw[:3] != b"\x00\x00\x08":
        raise ValueError("not an IDX file of unsigned bytes")
    header = 4 + 4 * raw[3]
    shape = [int.from_bytes(raw[i : i + 4], "big") for i in range(4, header, 4)]
    if len(raw) < header or len(raw) - header != np.prod(shape):
        raise ValueError("wrong length")
    return np.frombuffer(raw, np.uint8, offset=header).reshape(shape, order="F")


# %% M267 05.2 | shifted by 2: two zeros on each side
def preprocess(images, labels):
    N = len(images)
    X = np.zeros((N, 1, 32, 32))
    X[:, 0, :28, :28] = images / 255.0
    T = np.zeros((N, 10))
    T[np.arange(N), labels] = 1
    return X, T


# %% M268 05.2 | several ones in a row: the row index is missing
def preprocess(images, labels):
    N = len(images)
    X = np.zeros((N, 1, 32, 32))
    X[:, 0, 2:30, 2:30] = images / 255.0
    T = np.zeros((N, 10))
    T[:, labels] = 1
    return X, T


# %% M269 05.2 | 0 and 1 only: // throws the fraction away
def preprocess(images, labels):
    N = len(images)
    X = np.zeros((N, 1, 32, 32))
    X[:, 0, 2:30, 2:30] = images // 255
    T = np.zeros((N, 10))
    T[np.arange(N), labels] = 1
    return X, T


# %% X0201 05.2 | not scaled: divide by 255
def preprocess(images, labels):
    return np.pad(images, ((0, 0), (2, 2), (2, 2)))[:, None], np.eye(10)[labels]


# %% X0202 05.2 | not padded: 28 rows become 32
def preprocess(images, labels):
    return images[:, None] / 255, np.eye(10)[labels]


# %% X0203 05.2 | the axis of the channel is missing: (N, 1, 32, 32)
def preprocess(images, labels):
    return np.pad(images / 255, ((0, 0), (2, 2), (2, 2))), np.eye(10)[labels]


# %% X0204 05.2 | the axis of the channel stands last: (N, 1, 32, 32)
def preprocess(images, labels):
    return np.pad(images / 255, ((0, 0), (2, 2), (2, 2)))[..., None], np.eye(10)[labels]


# %% X0205 05.2 | the labels themselves, not one-hot rows
def preprocess(images, labels):
    return np.pad(images / 255, ((0, 0), (2, 2), (2, 2)))[:, None], labels


# %% X0206 05.2 | as many columns as classes occur: there are ten
def preprocess(images, labels):
    X = np.pad(images / 255, ((0, 0), (2, 2), (2, 2)))[:, None]
    return X, np.eye(max(labels) + 1)[labels]


# %% X0207 05.2 | input modified in place
def preprocess(images, labels):
    X = np.pad(images / 255, ((0, 0), (2, 2), (2, 2)))[:, None]
    images[...] = 0
    return X, np.eye(10)[labels]


# %% X0208 05.2 | divided by 256: the largest byte is 255
def preprocess(images, labels):
    return np.pad(images / 256, ((0, 0), (2, 2), (2, 2)))[:, None], np.eye(10)[labels]


# %% M271 05.3 | C times too few: a filter reaches through all input maps
def layer_counts(layer, in_shape):
    C, H, W = in_shape
    if layer[0] == "conv":
        _, F, k, s, p = layer
        oh, ow = (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1
        weights = F * k * k
        return {"out_shape": (F, oh, ow), "units": F * oh * ow, "weights": weights, "connections": weights * oh * ow}
    if layer[0] == "pool":
        _, k, s = layer
        oh, ow = (H - k) // s + 1, (W - k) // s + 1
        return {"out_shape": (C, oh, ow), "units": C * oh * ow, "weights": 0, "connections": C * oh * ow * k * k}
    n = layer[1]
    return {"out_shape": (n, 1, 1), "units": n, "weights": C * H * W * n, "connections": C * H * W * n}


# %% M272 05.3 | connections equal weights: every position uses the weights again
def layer_counts(layer, in_shape):
    C, H, W = in_shape
    if layer[0] == "conv":
        _, F, k, s, p = layer
        oh, ow = (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1
        weights = F * C * k * k
        return {"out_shape": (F, oh, ow), "units": F * oh * ow, "weights": weights, "connections": weights}
    if layer[0] == "pool":
        _, k, s = layer
        oh, ow = (H - k) // s + 1, (W - k) // s + 1
        return {"out_shape": (C, oh, ow), "units": C * oh * ow, "weights": 0, "connections": C * oh * ow * k * k}
    n = layer[1]
    return {"out_shape": (n, 1, 1), "units": n, "weights": C * H * W * n, "connections": C * H * W * n}


# %% M273 05.3 | weights are shared over the positions: this is the number of connections
def layer_counts(layer, in_shape):
    C, H, W = in_shape
    if layer[0] == "conv":
        _, F, k, s, p = layer
        oh, ow = (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1
        weights = F * C * k * k
        return {"out_shape": (F, oh, ow), "units": F * oh * ow, "weights": weights * oh * ow, "connections": weights * oh * ow}
    if layer[0] == "pool":
        _, k, s = layer
        oh, ow = (H - k) // s + 1, (W - k) // s + 1
        return {"out_shape": (C, oh, ow), "units": C * oh * ow, "weights": 0, "connections": C * oh * ow * k * k}
    n = layer[1]
    return {"out_shape": (n, 1, 1), "units": n, "weights": C * H * W * n, "connections": C * H * W * n}


# %% M275 05.3 | as if fully connected: a unit sees k*k*C inputs
def layer_counts(layer, in_shape):
    C, H, W = in_shape
    if layer[0] == "conv":
        _, F, k, s, p = layer
        oh, ow = (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1
        weights = F * C * k * k
        return {"out_shape": (F, oh, ow), "units": F * oh * ow, "weights": weights, "connections": C * H * W * F * oh * ow}
    if layer[0] == "pool":
        _, k, s = layer
        oh, ow = (H - k) // s + 1, (W - k) // s + 1
        return {"out_shape": (C, oh, ow), "units": C * oh * ow, "weights": 0, "connections": C * oh * ow * k * k}
    n = layer[1]
    return {"out_shape": (n, 1, 1), "units": n, "weights": C * H * W * n, "connections": C * H * W * n}


# %% X0301 05.3 | biases counted: weights are counted without them
def layer_counts(layer, in_shape):
    C, H, W = in_shape
    if layer[0] == "conv":
        _, F, k, s, p = layer
        oh, ow = (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1
        return {
            "out_shape": (F, oh, ow),
            "units": F * oh * ow,
            "weights": F * (C * k * k + 1),
            "connections": F * C * k * k * oh * ow,
        }
    if layer[0] == "pool":
        _, k, s = layer
        oh, ow = (H - k) // s + 1, (W - k) // s + 1
        return {
            "out_shape": (C, oh, ow),
            "units": C * oh * ow,
            "weights": 0,
            "connections": C * oh * ow * k * k,
        }
    n = layer[1]
    return {"out_shape": (n, 1, 1), "units": n, "weights": (C * H * W + 1) * n, "connections": C * H * W * n}


# %% X0302 05.3 | pooling has connections: each window's k*k inputs count
def layer_counts(layer, in_shape):
    C, H, W = in_shape
    if layer[0] == "conv":
        _, F, k, s, p = layer
        oh, ow = (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1
        return {
            "out_shape": (F, oh, ow),
            "units": F * oh * ow,
            "weights": F * C * k * k,
            "connections": F * C * k * k * oh * ow,
        }
    if layer[0] == "pool":
        _, k, s = layer
        oh, ow = (H - k) // s + 1, (W - k) // s + 1
        return {
            "out_shape": (C, oh, ow),
            "units": C * oh * ow,
            "weights": 0,
            "connections": 0,
        }
    n = layer[1]
    return {"out_shape": (n, 1, 1), "units": n, "weights": C * H * W * n, "connections": C * H * W * n}


# %% X0303 05.3 | one per unit: each window's k*k inputs count
def layer_counts(layer, in_shape):
    C, H, W = in_shape
    if layer[0] == "conv":
        _, F, k, s, p = layer
        oh, ow = (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1
        return {
            "out_shape": (F, oh, ow),
            "units": F * oh * ow,
            "weights": F * C * k * k,
            "connections": F * C * k * k * oh * ow,
        }
    if layer[0] == "pool":
        _, k, s = layer
        oh, ow = (H - k) // s + 1, (W - k) // s + 1
        return {
            "out_shape": (C, oh, ow),
            "units": C * oh * ow,
            "weights": 0,
            "connections": C * oh * ow,
        }
    n = layer[1]
    return {"out_shape": (n, 1, 1), "units": n, "weights": C * H * W * n, "connections": C * H * W * n}


# %% X0304 05.3 | pooling has no weights here: it takes the largest
def layer_counts(layer, in_shape):
    C, H, W = in_shape
    if layer[0] == "conv":
        _, F, k, s, p = layer
        oh, ow = (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1
        return {
            "out_shape": (F, oh, ow),
            "units": F * oh * ow,
            "weights": F * C * k * k,
            "connections": F * C * k * k * oh * ow,
        }
    if layer[0] == "pool":
        _, k, s = layer
        oh, ow = (H - k) // s + 1, (W - k) // s + 1
        return {
            "out_shape": (C, oh, ow),
            "units": C * oh * ow,
            "weights": 2 * C,
            "connections": C * oh * ow * k * k,
        }
    n = layer[1]
    return {"out_shape": (n, 1, 1), "units": n, "weights": C * H * W * n, "connections": C * H * W * n}


# %% X0305 05.3 | positions of the input counted: every position of the output
def layer_counts(layer, in_shape):
    C, H, W = in_shape
    if layer[0] == "conv":
        _, F, k, s, p = layer
        oh, ow = (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1
        return {
            "out_shape": (F, oh, ow),
            "units": F * oh * ow,
            "weights": F * C * k * k,
            "connections": F * C * k * k * H * W,
        }
    if layer[0] == "pool":
        _, k, s = layer
        oh, ow = (H - k) // s + 1, (W - k) // s + 1
        return {
            "out_shape": (C, oh, ow),
            "units": C * oh * ow,
            "weights": 0,
            "connections": C * oh * ow * k * k,
        }
    n = layer[1]
    return {"out_shape": (n, 1, 1), "units": n, "weights": C * H * W * n, "connections": C * H * W * n}


# %% X0306 05.3 | units of one map only: every map has its own
def layer_counts(layer, in_shape):
    C, H, W = in_shape
    if layer[0] == "conv":
        _, F, k, s, p = layer
        oh, ow = (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1
        return {
            "out_shape": (F, oh, ow),
            "units": oh * ow,
            "weights": F * C * k * k,
            "connections": F * C * k * k * oh * ow,
        }
    if layer[0] == "pool":
        _, k, s = layer
        oh, ow = (H - k) // s + 1, (W - k) // s + 1
        return {
            "out_shape": (C, oh, ow),
            "units": C * oh * ow,
            "weights": 0,
            "connections": C * oh * ow * k * k,
        }
    n = layer[1]
    return {"out_shape": (n, 1, 1), "units": n, "weights": C * H * W * n, "connections": C * H * W * n}


# %% X0307 05.3 | the padding is missing or added once: it adds on both sides
def layer_counts(layer, in_shape):
    C, H, W = in_shape
    if layer[0] == "conv":
        _, F, k, s, p = layer
        oh, ow = (H + p - k) // s + 1, (W + p - k) // s + 1
        return {
            "out_shape": (F, oh, ow),
            "units": F * oh * ow,
            "weights": F * C * k * k,
            "connections": F * C * k * k * oh * ow,
        }
    if layer[0] == "pool":
        _, k, s = layer
        oh, ow = (H - k) // s + 1, (W - k) // s + 1
        return {
            "out_shape": (C, oh, ow),
            "units": C * oh * ow,
            "weights": 0,
            "connections": C * oh * ow * k * k,
        }
    n = layer[1]
    return {"out_shape": (n, 1, 1), "units": n, "weights": C * H * W * n, "connections": C * H * W * n}


# %% X0308 05.3 | the stride is ignored
def layer_counts(layer, in_shape):
    C, H, W = in_shape
    if layer[0] == "conv":
        _, F, k, s, p = layer
        oh, ow = H + 2 * p - k + 1, W + 2 * p - k + 1
        return {
            "out_shape": (F, oh, ow),
            "units": F * oh * ow,
            "weights": F * C * k * k,
            "connections": F * C * k * k * oh * ow,
        }
    if layer[0] == "pool":
        _, k, s = layer
        oh, ow = (H - k) // s + 1, (W - k) // s + 1
        return {
            "out_shape": (C, oh, ow),
            "units": C * oh * ow,
            "weights": 0,
            "connections": C * oh * ow * k * k,
        }
    n = layer[1]
    return {"out_shape": (n, 1, 1), "units": n, "weights": C * H * W * n, "connections": C * H * W * n}


# %% X0309 05.3 | one map only: a dense layer sees all C*H*W inputs
def layer_counts(layer, in_shape):
    C, H, W = in_shape
    if layer[0] == "conv":
        _, F, k, s, p = layer
        oh, ow = (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1
        return {
            "out_shape": (F, oh, ow),
            "units": F * oh * ow,
            "weights": F * C * k * k,
            "connections": F * C * k * k * oh * ow,
        }
    if layer[0] == "pool":
        _, k, s = layer
        oh, ow = (H - k) // s + 1, (W - k) // s + 1
        return {
            "out_shape": (C, oh, ow),
            "units": C * oh * ow,
            "weights": 0,
            "connections": C * oh * ow * k * k,
        }
    n = layer[1]
    return {"out_shape": (n, 1, 1), "units": n, "weights": n * H * W, "connections": n * H * W}


# %% X0310 05.3 | as for an input of 28 × 28: LeNet's is 32 × 32
def lenet_table():
    return [(3456, 86400, 150), (864, 3456, 0), (1024, 153600, 2400), (256, 1024, 0),
            (120, 30720, 30720), (84, 10080, 10080), (10, 840, 840)]


# %% X0311 05.3 | pooling's connections are missing
def lenet_table():
    return [(4704, 117600, 150), (1176, 0, 0), (1600, 240000, 2400), (400, 0, 0),
            (120, 48000, 48000), (84, 10080, 10080), (10, 840, 840)]


# %% X0312 05.3 | the original's partial table for C3: here every map of C3 sees all six of S2
def lenet_table():
    return [(4704, 117600, 150), (1176, 4704, 0), (1600, 150000, 1500), (400, 1600, 0),
            (120, 48000, 48000), (84, 10080, 10080), (10, 840, 840)]


# %% X0313 05.3 | C3's filters reach through all six maps of S2
def lenet_table():
    return [(4704, 117600, 150), (1176, 4704, 0), (1600, 40000, 400), (400, 1600, 0),
            (120, 48000, 48000), (84, 10080, 10080), (10, 840, 840)]


# %% X0314 05.3 | percent: shares between 0 and 1 are asked for
def rules_of_thumb(table):
    u, c, w = np.array(table).T
    shares = (u[0] + u[2]) / u.sum(), (c[0] + c[2]) / c.sum(), w[4:].sum() / w.sum()
    return dict(zip(("units_conv", "connections_conv", "weights_dense"), [100 * s for s in shares]))


# %% X0315 05.3 | pooling counted with the convolutions: C1 and C3 only
def rules_of_thumb(table):
    u, c, w = np.array(table).T
    shares = u[:4].sum() / u.sum(), c[:4].sum() / c.sum(), w[4:].sum() / w.sum()
    return dict(zip(("units_conv", "connections_conv", "weights_dense"), shares))


# %% X0316 05.3 | the output layer is missing among the dense ones
def rules_of_thumb(table):
    u, c, w = np.array(table).T
    shares = (u[0] + u[2]) / u.sum(), (c[0] + c[2]) / c.sum(), w[4:6].sum() / w.sum()
    return dict(zip(("units_conv", "connections_conv", "weights_dense"), shares))


# %% M277 05.4 | the variance does not depend on the fan-in
def init_params(rng):
    shapes = {"1": (6, 1, 5, 5), "2": (16, 6, 5, 5), "3": (120, 400), "4": (84, 120), "5": (10, 84)}
    params = {}
    for k, shape in shapes.items():
        fan_in = np.prod(shape[1:])
        params["W" + k] = rng.standard_normal(shape) * 0.01
        params["b" + k] = np.zeros(shape[0])
    return params


# %% M279 05.4 | variance too large in the second convolution: the fan-in is C*kh*kw
def init_params(rng):
    shapes = {"1": (6, 1, 5, 5), "2": (16, 6, 5, 5), "3": (120, 400), "4": (84, 120), "5": (10, 84)}
    params = {}
    for k, shape in shapes.items():
        fan_in = shape[-1] * shape[-1] if len(shape) == 4 else shape[1]
        params["W" + k] = rng.standard_normal(shape) * np.sqrt(2.0 / fan_in)
        params["b" + k] = np.zeros(shape[0])
    return params


# %% M280 05.4 | all weights positive: the mean should be 0
def init_params(rng):
    shapes = {"1": (6, 1, 5, 5), "2": (16, 6, 5, 5), "3": (120, 400), "4": (84, 120), "5": (10, 84)}
    params = {}
    for k, shape in shapes.items():
        fan_in = np.prod(shape[1:])
        params["W" + k] = rng.random(shape) * np.sqrt(2.0 / fan_in)
        params["b" + k] = np.zeros(shape[0])
    return params


# %% M282 05.4 | far too small in wide layers: the variance should be 1/fan-in, so divide by the root
def init_params(rng):
    shapes = {"1": (6, 1, 5, 5), "2": (16, 6, 5, 5), "3": (120, 400), "4": (84, 120), "5": (10, 84)}
    params = {}
    for k, shape in shapes.items():
        fan_in = np.prod(shape[1:])
        params["W" + k] = rng.standard_normal(shape) * 2.0 / fan_in
        params["b" + k] = np.zeros(shape[0])
    return params


# %% M283 05.4 | biases start at zero
def init_params(rng):
    shapes = {"1": (6, 1, 5, 5), "2": (16, 6, 5, 5), "3": (120, 400), "4": (84, 120), "5": (10, 84)}
    params = {}
    for k, shape in shapes.items():
        fan_in = np.prod(shape[1:])
        params["W" + k] = rng.standard_normal(shape) * np.sqrt(2.0 / fan_in)
        params["b" + k] = rng.standard_normal(shape[0])
    return params


# %% X0401 05.4 | all weights are equal: then all units stay equal
def init_params(rng):
    shapes = {"1": (6, 1, 5, 5), "2": (16, 6, 5, 5), "3": (120, 400), "4": (84, 120), "5": (10, 84)}
    params = {}
    for k, shape in shapes.items():
        fan_in = np.prod(shape[1:])
        params["W" + k] = np.zeros(shape)
        params["b" + k] = np.zeros(shape[0])
    return params


# %% X0402 05.4 | depends on a global: the argument rng is not used
def init_params(rng):
    shapes = {"1": (6, 1, 5, 5), "2": (16, 6, 5, 5), "3": (120, 400), "4": (84, 120), "5": (10, 84)}
    params = {}
    for k, shape in shapes.items():
        fan_in = np.prod(shape[1:])
        params["W" + k] = np.random.standard_normal(shape) / np.sqrt(fan_in)
        params["b" + k] = np.zeros(shape[0])
    return params


# %% X0403 05.4 | every generator gives the same weights: rng is not used
def init_params(rng):
    shapes = {"1": (6, 1, 5, 5), "2": (16, 6, 5, 5), "3": (120, 400), "4": (84, 120), "5": (10, 84)}
    params = {}
    for k, shape in shapes.items():
        fan_in = np.prod(shape[1:])
        params["W" + k] = np.random.default_rng(0).standard_normal(shape) / np.sqrt(fan_in)
        params["b" + k] = np.zeros(shape[0])
    return params


# %% X0404 05.4 | 2/(fan-in + fan-out) is another rule: the fan-in alone is asked for
def init_params(rng):
    shapes = {"1": (6, 1, 5, 5), "2": (16, 6, 5, 5), "3": (120, 400), "4": (84, 120), "5": (10, 84)}
    params = {}
    for k, shape in shapes.items():
        fan_in = np.prod(shape[1:])
        params["W" + k] = rng.standard_normal(shape) * np.sqrt(2 / (fan_in + shape[0] * np.prod(shape[2:])))
        params["b" + k] = np.zeros(shape[0])
    return params


# %% X0405 05.4 | W3 has the shape (400, 120); (120, 400) is asked for
def init_params(rng):
    shapes = {"1": (6, 1, 5, 5), "2": (16, 6, 5, 5), "3": (400, 120), "4": (120, 84), "5": (84, 10)}
    params = {}
    for k, shape in shapes.items():
        fan_in = np.prod(shape[1:]) if len(shape) == 4 else shape[0]
        params["W" + k] = rng.standard_normal(shape) / np.sqrt(fan_in)
        params["b" + k] = np.zeros(shape[0] if len(shape) == 4 else shape[1])
    return params


# %% X0406 05.4 | too large in wide layers: the standard deviation is 1/root of the fan-in
def init_params(rng):
    shapes = {"1": (6, 1, 5, 5), "2": (16, 6, 5, 5), "3": (120, 400), "4": (84, 120), "5": (10, 84)}
    params = {}
    for k, shape in shapes.items():
        fan_in = np.prod(shape[1:])
        params["W" + k] = rng.standard_normal(shape) / fan_in**0.25
        params["b" + k] = np.zeros(shape[0])
    return params


# %% M284 05.5 | no negative logits: the last layer is linear
def conv2d_forward(X, W, b):
    N, C, H, Wd = X.shape
    F, _, k, _ = W.shape
    o = H - k + 1
    out = np.zeros((N, F, o, o))
    for i in range(o):
        for j in range(o):
            out[:, :, i, j] = np.tensordot(X[:, :, i:i + k, j:j + k], W, axes=([1, 2, 3], [1, 2, 3])) + b
    return out


def pool(X):
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // 2, 2, W // 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(N, C, H // 2, W // 2, 4)
    return blocks.max(axis=-1), blocks.argmax(axis=-1)


def lenet_forward(X, params):
    A1 = np.maximum(conv2d_forward(X, params["W1"], params["b1"]), 0)
    P1 = pool(A1)[0]
    A2 = np.maximum(conv2d_forward(P1, params["W2"], params["b2"]), 0)
    P2 = pool(A2)[0]
    D = P2.reshape(len(X), -1)
    A3 = np.maximum(D @ params["W3"].T + params["b3"], 0)
    A4 = np.maximum(A3 @ params["W4"].T + params["b4"], 0)
    Z5 = np.maximum(A4 @ params["W5"].T + params["b5"], 0)
    return Z5, dict(X=X, params=params, A1=A1, P1=P1, A2=A2, P2=P2, A3=A3, A4=A4)


# %% M286 05.5 | a ReLU is missing: after C3
def conv2d_forward(X, W, b):
    N, C, H, Wd = X.shape
    F, _, k, _ = W.shape
    o = H - k + 1
    out = np.zeros((N, F, o, o))
    for i in range(o):
        for j in range(o):
            out[:, :, i, j] = np.tensordot(X[:, :, i:i + k, j:j + k], W, axes=([1, 2, 3], [1, 2, 3])) + b
    return out


def pool(X):
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // 2, 2, W // 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(N, C, H // 2, W // 2, 4)
    return blocks.max(axis=-1), blocks.argmax(axis=-1)


def lenet_forward(X, params):
    A1 = np.maximum(conv2d_forward(X, params["W1"], params["b1"]), 0)
    P1 = pool(A1)[0]
    A2 = conv2d_forward(P1, params["W2"], params["b2"])
    P2 = pool(A2)[0]
    D = P2.reshape(len(X), -1)
    A3 = np.maximum(D @ params["W3"].T + params["b3"], 0)
    A4 = np.maximum(A3 @ params["W4"].T + params["b4"], 0)
    Z5 = A4 @ params["W5"].T + params["b5"]
    return Z5, dict(X=X, params=params, A1=A1, P1=P1, A2=A2, P2=P2, A3=A3, A4=A4)


# %% M288 05.5 | rows sum to 1: return the logits, the softmax belongs to the loss
def conv2d_forward(X, W, b):
    N, C, H, Wd = X.shape
    F, _, k, _ = W.shape
    o = H - k + 1
    out = np.zeros((N, F, o, o))
    for i in range(o):
        for j in range(o):
            out[:, :, i, j] = np.tensordot(X[:, :, i:i + k, j:j + k], W, axes=([1, 2, 3], [1, 2, 3])) + b
    return out


def pool(X):
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // 2, 2, W // 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(N, C, H // 2, W // 2, 4)
    return blocks.max(axis=-1), blocks.argmax(axis=-1)


def lenet_forward(X, params):
    A1 = np.maximum(conv2d_forward(X, params["W1"], params["b1"]), 0)
    P1 = pool(A1)[0]
    A2 = np.maximum(conv2d_forward(P1, params["W2"], params["b2"]), 0)
    P2 = pool(A2)[0]
    D = P2.reshape(len(X), -1)
    A3 = np.maximum(D @ params["W3"].T + params["b3"], 0)
    A4 = np.maximum(A3 @ params["W4"].T + params["b4"], 0)
    Z5 = A4 @ params["W5"].T + params["b5"]
    Z5 = np.exp(Z5) / np.exp(Z5).sum(axis=1, keepdims=True)
    return Z5, dict(X=X, params=params, A1=A1, P1=P1, A2=A2, P2=P2, A3=A3, A4=A4)


# %% X0501 05.5 | mean pooling: the largest of each window is asked for
def lenet_forward(X, params):
    from convnet.layers import AvgPool2d, Conv2d, MaxPool2d

    A, p = X, params
    for k in (1, 2):
        A = np.maximum(Conv2d(p[f'W{k}'], p[f'b{k}']).forward(A), 0)
        A = AvgPool2d(2).forward(A)
    A = A.reshape(len(X), 400)
    for k in (3, 4, 5):
        A = A @ p[f'W{k}'].T + p[f'b{k}']
        if k < 5:
            A = np.maximum(A, 0)
    return A, {}


# %% X0502 05.5 | the maps are laid out in another order: channel, row, column
def lenet_forward(X, params):
    from convnet.layers import AvgPool2d, Conv2d, MaxPool2d

    A, p = X, params
    for k in (1, 2):
        A = np.maximum(Conv2d(p[f'W{k}'], p[f'b{k}']).forward(A), 0)
        A = MaxPool2d(2).forward(A)
    A = A.transpose(0, 2, 3, 1).reshape(len(X), 400)
    for k in (3, 4, 5):
        A = A @ p[f'W{k}'].T + p[f'b{k}']
        if k < 5:
            A = np.maximum(A, 0)
    return A, {}


# %% X0503 05.5 | kernels flipped: layers compute the cross-correlation
def lenet_forward(X, params):
    from convnet.layers import AvgPool2d, Conv2d, MaxPool2d

    A, p = X, params
    for k in (1, 2):
        A = np.maximum(Conv2d(p[f'W{k}'][..., ::-1, ::-1], p[f'b{k}']).forward(A), 0)
        A = MaxPool2d(2).forward(A)
    A = A.reshape(len(X), 400)
    for k in (3, 4, 5):
        A = A @ p[f'W{k}'].T + p[f'b{k}']
        if k < 5:
            A = np.maximum(A, 0)
    return A, {}


# %% X0504 05.5 | the biases are missing
def lenet_forward(X, params):
    from convnet.layers import AvgPool2d, Conv2d, MaxPool2d

    A, p = X, params
    for k in (1, 2):
        A = np.maximum(Conv2d(p[f'W{k}']).forward(A), 0)
        A = MaxPool2d(2).forward(A)
    A = A.reshape(len(X), 400)
    for k in (3, 4, 5):
        A = A @ p[f'W{k}'].T
        if k < 5:
            A = np.maximum(A, 0)
    return A, {}


# %% X0505 05.5 | a ReLU is missing: after F6
def lenet_forward(X, params):
    from convnet.layers import AvgPool2d, Conv2d, MaxPool2d

    A, p = X, params
    for k in (1, 2):
        A = np.maximum(Conv2d(p[f'W{k}'], p[f'b{k}']).forward(A), 0)
        A = MaxPool2d(2).forward(A)
    A = A.reshape(len(X), 400)
    for k in (3, 4, 5):
        A = A @ p[f'W{k}'].T + p[f'b{k}']
        if k < 5:
            A = np.maximum(A, 0) if k == 3 else A
    return A, {}


# %% X0506 05.5 | rows and columns exchanged before F5: channel, row, column
def lenet_forward(X, params):
    from convnet.layers import AvgPool2d, Conv2d, MaxPool2d

    A, p = X, params
    for k in (1, 2):
        A = np.maximum(Conv2d(p[f'W{k}'], p[f'b{k}']).forward(A), 0)
        A = MaxPool2d(2).forward(A)
    A = A.transpose(0, 1, 3, 2).reshape(len(X), 400)
    for k in (3, 4, 5):
        A = A @ p[f'W{k}'].T + p[f'b{k}']
        if k < 5:
            A = np.maximum(A, 0)
    return A, {}


# %% M289 05.6 | one factor φ′ missing at F5
def conv2d_backward(g, X, W):
    k = W.shape[2]
    dX, dW = np.zeros(X.shape), np.zeros(W.shape)
    for i in range(g.shape[2]):
        for j in range(g.shape[3]):
            dX[:, :, i:i + k, j:j + k] += np.tensordot(g[:, :, i, j], W, axes=(1, 0))
            dW += np.tensordot(g[:, :, i, j], X[:, :, i:i + k, j:j + k], axes=(0, 0))
    return dX, dW, g.sum(axis=(0, 2, 3))


def pool(X):
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // 2, 2, W // 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(N, C, H // 2, W // 2, 4)
    return blocks.max(axis=-1), blocks.argmax(axis=-1)


def unpool(g, arg):
    N, C, H, W = g.shape
    blocks = (np.arange(4) == arg[..., None]) * g[..., None]
    return blocks.reshape(N, C, H, W, 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(N, C, 2 * H, 2 * W)


def lenet_backward(dlogits, cache):
    X, p, A1, P1, A2, P2, A3, A4 = (cache[k] for k in ("X", "params", "A1", "P1", "A2", "P2", "A3", "A4"))
    m1, m2 = pool(A1)[1], pool(A2)[1]
    D = P2.reshape(len(X), -1)
    g = {"W5": dlogits.T @ A4, "b5": dlogits.sum(axis=0)}
    d = (dlogits @ p["W5"]) * (A4 > 0)
    g["W4"], g["b4"] = d.T @ A3, d.sum(axis=0)
    d = d @ p["W4"]
    g["W3"], g["b3"] = d.T @ D, d.sum(axis=0)
    d = unpool((d @ p["W3"]).reshape(P2.shape), m2) * (A2 > 0)
    d, g["W2"], g["b2"] = conv2d_backward(d, P1, p["W2"])
    d = unpool(d, m1) * (A1 > 0)
    d, g["W1"], g["b1"] = conv2d_backward(d, X, p["W1"])
    return g


# %% M290 05.6 | one factor φ′ missing at the second convolution: windows without a positive entry pass gradient
def conv2d_backward(g, X, W):
    k = W.shape[2]
    dX, dW = np.zeros(X.shape), np.zeros(W.shape)
    for i in range(g.shape[2]):
        for j in range(g.shape[3]):
            dX[:, :, i:i + k, j:j + k] += np.tensordot(g[:, :, i, j], W, axes=(1, 0))
            dW += np.tensordot(g[:, :, i, j], X[:, :, i:i + k, j:j + k], axes=(0, 0))
    return dX, dW, g.sum(axis=(0, 2, 3))


def pool(X):
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // 2, 2, W // 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(N, C, H // 2, W // 2, 4)
    return blocks.max(axis=-1), blocks.argmax(axis=-1)


def unpool(g, arg):
    N, C, H, W = g.shape
    blocks = (np.arange(4) == arg[..., None]) * g[..., None]
    return blocks.reshape(N, C, H, W, 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(N, C, 2 * H, 2 * W)


def lenet_backward(dlogits, cache):
    X, p, A1, P1, A2, P2, A3, A4 = (cache[k] for k in ("X", "params", "A1", "P1", "A2", "P2", "A3", "A4"))
    m1, m2 = pool(A1)[1], pool(A2)[1]
    D = P2.reshape(len(X), -1)
    g = {"W5": dlogits.T @ A4, "b5": dlogits.sum(axis=0)}
    d = (dlogits @ p["W5"]) * (A4 > 0)
    g["W4"], g["b4"] = d.T @ A3, d.sum(axis=0)
    d = (d @ p["W4"]) * (A3 > 0)
    g["W3"], g["b3"] = d.T @ D, d.sum(axis=0)
    d = unpool((d @ p["W3"]).reshape(P2.shape), m2)
    d, g["W2"], g["b2"] = conv2d_backward(d, P1, p["W2"])
    d = unpool(d, m1) * (A1 > 0)
    d, g["W1"], g["b1"] = conv2d_backward(d, X, p["W1"])
    return g


# %% M291 05.6 | the gradient goes to the maximum alone: below the pooling it is up to 4 times too large
def conv2d_backward(g, X, W):
    k = W.shape[2]
    dX, dW = np.zeros(X.shape), np.zeros(W.shape)
    for i in range(g.shape[2]):
        for j in range(g.shape[3]):
            dX[:, :, i:i + k, j:j + k] += np.tensordot(g[:, :, i, j], W, axes=(1, 0))
            dW += np.tensordot(g[:, :, i, j], X[:, :, i:i + k, j:j + k], axes=(0, 0))
    return dX, dW, g.sum(axis=(0, 2, 3))


def pool(X):
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // 2, 2, W // 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(N, C, H // 2, W // 2, 4)
    return blocks.max(axis=-1), blocks.argmax(axis=-1)


def unpool(g, arg):
    N, C, H, W = g.shape
    blocks = np.ones(4) * g[..., None]
    return blocks.reshape(N, C, H, W, 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(N, C, 2 * H, 2 * W)


def lenet_backward(dlogits, cache):
    X, p, A1, P1, A2, P2, A3, A4 = (cache[k] for k in ("X", "params", "A1", "P1", "A2", "P2", "A3", "A4"))
    m1, m2 = pool(A1)[1], pool(A2)[1]
    D = P2.reshape(len(X), -1)
    g = {"W5": dlogits.T @ A4, "b5": dlogits.sum(axis=0)}
    d = (dlogits @ p["W5"]) * (A4 > 0)
    g["W4"], g["b4"] = d.T @ A3, d.sum(axis=0)
    d = (d @ p["W4"]) * (A3 > 0)
    g["W3"], g["b3"] = d.T @ D, d.sum(axis=0)
    d = unpool((d @ p["W3"]).reshape(P2.shape), m2) * (A2 > 0)
    d, g["W2"], g["b2"] = conv2d_backward(d, P1, p["W2"])
    d = unpool(d, m1) * (A1 > 0)
    d, g["W1"], g["b1"] = conv2d_backward(d, X, p["W1"])
    return g


# %% M293 05.6 | 1/N too small: the loss has divided by the batch size already
def conv2d_backward(g, X, W):
    k = W.shape[2]
    dX, dW = np.zeros(X.shape), np.zeros(W.shape)
    for i in range(g.shape[2]):
        for j in range(g.shape[3]):
            dX[:, :, i:i + k, j:j + k] += np.tensordot(g[:, :, i, j], W, axes=(1, 0))
            dW += np.tensordot(g[:, :, i, j], X[:, :, i:i + k, j:j + k], axes=(0, 0))
    return dX, dW, g.sum(axis=(0, 2, 3))


def pool(X):
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // 2, 2, W // 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(N, C, H // 2, W // 2, 4)
    return blocks.max(axis=-1), blocks.argmax(axis=-1)


def unpool(g, arg):
    N, C, H, W = g.shape
    blocks = (np.arange(4) == arg[..., None]) * g[..., None]
    return blocks.reshape(N, C, H, W, 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(N, C, 2 * H, 2 * W)


def lenet_backward(dlogits, cache):
    X, p, A1, P1, A2, P2, A3, A4 = (cache[k] for k in ("X", "params", "A1", "P1", "A2", "P2", "A3", "A4"))
    m1, m2 = pool(A1)[1], pool(A2)[1]
    D = P2.reshape(len(X), -1)
    g = {"W5": dlogits.T @ A4, "b5": dlogits.sum(axis=0)}
    d = (dlogits @ p["W5"]) * (A4 > 0)
    g["W4"], g["b4"] = d.T @ A3, d.sum(axis=0)
    d = (d @ p["W4"]) * (A3 > 0)
    g["W3"], g["b3"] = d.T @ D, d.sum(axis=0)
    d = unpool((d @ p["W3"]).reshape(P2.shape), m2) * (A2 > 0)
    d, g["W2"], g["b2"] = conv2d_backward(d, P1, p["W2"])
    d = unpool(d, m1) * (A1 > 0)
    d, g["W1"], g["b1"] = conv2d_backward(d, X, p["W1"])
    return {k: v / len(X) for k, v in g.items()}


# %% X0601 05.6 | one factor φ′ missing at F6
def lenet_backward(dlogits, cache):
    from convnet.layers import AvgPool2d, Conv2d, MaxPool2d

    X, A1, P1, A2, P2, A3, A4 = (cache[k] for k in ("X", "A1", "P1", "A2", "P2", "A3", "A4"))
    p, g = cache["params"], {}

    def dense(k, X, dZ):
        g[f"W{k}"], g[f"b{k}"] = dZ.T @ X, dZ.sum(axis=0)
        return dZ @ p[f"W{k}"]

    def conv(k, X, dZ):
        W = p[f"W{k}"]
        layer = Conv2d(W, p[f"b{k}"])
        layer.forward(X)
        dX = layer.backward(dZ)
        g[f"W{k}"], g[f"b{k}"] = layer.grads["W"], layer.grads["b"]
        return dX

    def unpool(A, dP):
        pool = MaxPool2d(2)
        pool.forward(A)
        return pool.backward(dP)

    dA4 = dense(5, A4, dlogits)
    dA3 = dense(4, A3, dA4 )
    dP2 = dense(3, P2.reshape(-1, 400), dA3 * (A3 > 0))
    dP1 = conv(2, P1, unpool(A2, dP2.reshape(P2.shape)) * (A2 > 0))
    conv(1, X, unpool(A1, dP1) * (A1 > 0))
    return g


# %% X0602 05.6 | as for mean pooling: the gradient goes to the maximum alone
def lenet_backward(dlogits, cache):
    from convnet.layers import AvgPool2d, Conv2d, MaxPool2d

    X, A1, P1, A2, P2, A3, A4 = (cache[k] for k in ("X", "A1", "P1", "A2", "P2", "A3", "A4"))
    p, g = cache["params"], {}

    def dense(k, X, dZ):
        g[f"W{k}"], g[f"b{k}"] = dZ.T @ X, dZ.sum(axis=0)
        return dZ @ p[f"W{k}"]

    def conv(k, X, dZ):
        W = p[f"W{k}"]
        layer = Conv2d(W, p[f"b{k}"])
        layer.forward(X)
        dX = layer.backward(dZ)
        g[f"W{k}"], g[f"b{k}"] = layer.grads["W"], layer.grads["b"]
        return dX

    def unpool(A, dP):
        pool = AvgPool2d(2)
        pool.forward(A)
        return pool.backward(dP)

    dA4 = dense(5, A4, dlogits)
    dA3 = dense(4, A3, dA4 * (A4 > 0))
    dP2 = dense(3, P2.reshape(-1, 400), dA3 * (A3 > 0))
    dP1 = conv(2, P1, unpool(A2, dP2.reshape(P2.shape)) * (A2 > 0))
    conv(1, X, unpool(A1, dP1) * (A1 > 0))
    return g


# %% X0603 05.6 | the bias gradient is averaged: sum over the batch, the loss has divided already
def lenet_backward(dlogits, cache):
    from convnet.layers import AvgPool2d, Conv2d, MaxPool2d

    X, A1, P1, A2, P2, A3, A4 = (cache[k] for k in ("X", "A1", "P1", "A2", "P2", "A3", "A4"))
    p, g = cache["params"], {}

    def dense(k, X, dZ):
        g[f"W{k}"], g[f"b{k}"] = dZ.T @ X, dZ.mean(axis=0)
        return dZ @ p[f"W{k}"]

    def conv(k, X, dZ):
        W = p[f"W{k}"]
        layer = Conv2d(W, p[f"b{k}"])
        layer.forward(X)
        dX = layer.backward(dZ)
        g[f"W{k}"], g[f"b{k}"] = layer.grads["W"], layer.grads["b"]
        return dX

    def unpool(A, dP):
        pool = MaxPool2d(2)
        pool.forward(A)
        return pool.backward(dP)

    dA4 = dense(5, A4, dlogits)
    dA3 = dense(4, A3, dA4 * (A4 > 0))
    dP2 = dense(3, P2.reshape(-1, 400), dA3 * (A3 > 0))
    dP1 = conv(2, P1, unpool(A2, dP2.reshape(P2.shape)) * (A2 > 0))
    conv(1, X, unpool(A1, dP1) * (A1 > 0))
    return g


# %% X0604 05.6 | the 400 numbers are laid out in another order: channel, row, column
def lenet_backward(dlogits, cache):
    from convnet.layers import AvgPool2d, Conv2d, MaxPool2d

    X, A1, P1, A2, P2, A3, A4 = (cache[k] for k in ("X", "A1", "P1", "A2", "P2", "A3", "A4"))
    p, g = cache["params"], {}

    def dense(k, X, dZ):
        g[f"W{k}"], g[f"b{k}"] = dZ.T @ X, dZ.sum(axis=0)
        return dZ @ p[f"W{k}"]

    def conv(k, X, dZ):
        W = p[f"W{k}"]
        layer = Conv2d(W, p[f"b{k}"])
        layer.forward(X)
        dX = layer.backward(dZ)
        g[f"W{k}"], g[f"b{k}"] = layer.grads["W"], layer.grads["b"]
        return dX

    def unpool(A, dP):
        pool = MaxPool2d(2)
        pool.forward(A)
        return pool.backward(dP)

    dA4 = dense(5, A4, dlogits)
    dA3 = dense(4, A3, dA4 * (A4 > 0))
    dP2 = dense(3, P2.reshape(-1, 400), dA3 * (A3 > 0))
    dP1 = conv(2, P1, unpool(A2, dP2.reshape(-1, 5, 5, 16).transpose(0, 3, 1, 2)) * (A2 > 0))
    conv(1, X, unpool(A1, dP1) * (A1 > 0))
    return g


# %% X0605 05.6 | one factor φ′ missing at the first convolution: windows without a positive entry pass gradient
def lenet_backward(dlogits, cache):
    from convnet.layers import AvgPool2d, Conv2d, MaxPool2d

    X, A1, P1, A2, P2, A3, A4 = (cache[k] for k in ("X", "A1", "P1", "A2", "P2", "A3", "A4"))
    p, g = cache["params"], {}

    def dense(k, X, dZ):
        g[f"W{k}"], g[f"b{k}"] = dZ.T @ X, dZ.sum(axis=0)
        return dZ @ p[f"W{k}"]

    def conv(k, X, dZ):
        W = p[f"W{k}"]
        layer = Conv2d(W, p[f"b{k}"])
        layer.forward(X)
        dX = layer.backward(dZ)
        g[f"W{k}"], g[f"b{k}"] = layer.grads["W"], layer.grads["b"]
        return dX

    def unpool(A, dP):
        pool = MaxPool2d(2)
        pool.forward(A)
        return pool.backward(dP)

    dA4 = dense(5, A4, dlogits)
    dA3 = dense(4, A3, dA4 * (A4 > 0))
    dP2 = dense(3, P2.reshape(-1, 400), dA3 * (A3 > 0))
    dP1 = conv(2, P1, unpool(A2, dP2.reshape(P2.shape)) * (A2 > 0))
    conv(1, X, unpool(A1, dP1) )
    return g


# %% X0606 05.6 | the gradient of P1 needs the kernels flipped
def lenet_backward(dlogits, cache):
    from convnet.layers import AvgPool2d, Conv2d, MaxPool2d

    X, A1, P1, A2, P2, A3, A4 = (cache[k] for k in ("X", "A1", "P1", "A2", "P2", "A3", "A4"))
    p, g = cache["params"], {}

    def dense(k, X, dZ):
        g[f"W{k}"], g[f"b{k}"] = dZ.T @ X, dZ.sum(axis=0)
        return dZ @ p[f"W{k}"]

    def conv(k, X, dZ):
        W = p[f"W{k}"]
        layer = Conv2d(W[:, :, ::-1, ::-1], p[f"b{k}"])
        layer.forward(X)
        dX = layer.backward(dZ)
        g[f"W{k}"], g[f"b{k}"] = layer.grads["W"], layer.grads["b"]
        return dX

    def unpool(A, dP):
        pool = MaxPool2d(2)
        pool.forward(A)
        return pool.backward(dP)

    dA4 = dense(5, A4, dlogits)
    dA3 = dense(4, A3, dA4 * (A4 > 0))
    dP2 = dense(3, P2.reshape(-1, 400), dA3 * (A3 > 0))
    dP1 = conv(2, P1, unpool(A2, dP2.reshape(P2.shape)) * (A2 > 0))
    conv(1, X, unpool(A1, dP1) * (A1 > 0))
    return g


# %% X0607 05.6 | sign flipped
def lenet_backward(dlogits, cache):
    from convnet.layers import AvgPool2d, Conv2d, MaxPool2d

    X, A1, P1, A2, P2, A3, A4 = (cache[k] for k in ("X", "A1", "P1", "A2", "P2", "A3", "A4"))
    p, g = cache["params"], {}

    def dense(k, X, dZ):
        g[f"W{k}"], g[f"b{k}"] = dZ.T @ X, -dZ.sum(axis=0)
        return dZ @ p[f"W{k}"]

    def conv(k, X, dZ):
        W = p[f"W{k}"]
        layer = Conv2d(W, p[f"b{k}"])
        layer.forward(X)
        dX = layer.backward(dZ)
        g[f"W{k}"], g[f"b{k}"] = layer.grads["W"], layer.grads["b"]
        return dX

    def unpool(A, dP):
        pool = MaxPool2d(2)
        pool.forward(A)
        return pool.backward(dP)

    dA4 = dense(5, A4, dlogits)
    dA3 = dense(4, A3, dA4 * (A4 > 0))
    dP2 = dense(3, P2.reshape(-1, 400), dA3 * (A3 > 0))
    dP1 = conv(2, P1, unpool(A2, dP2.reshape(P2.shape)) * (A2 > 0))
    conv(1, X, unpool(A1, dP1) * (A1 > 0))
    return g


# %% X0608 05.6 | a dict with the keys of params is asked for
def lenet_backward(dlogits, cache):
    return list(cache["params"].values())


# %% M294 05.7 | some samples are never used when batch_size does not divide N
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    params = {k: v.copy() for k, v in params.items()}
    N = len(X)
    order = rng.permutation(N)
    total = 0.0
    for s in range(0, N - batch_size + 1, batch_size):
        idx = order[s:s + batch_size]
        J, grads = loss_and_grads(params, X[idx], T[idx])
        total += J * len(idx)
        for k in params:
            step = grads[k]
            if k.startswith("W"):
                step = step + weight_decay * params[k]
            params[k] = params[k] - eta * step
    return params, total / N


# %% M297 05.7 | weights grow: the decay is added to the gradient
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    params = {k: v.copy() for k, v in params.items()}
    N = len(X)
    order = rng.permutation(N)
    total = 0.0
    for s in range(0, N, batch_size):
        idx = order[s:s + batch_size]
        J, grads = loss_and_grads(params, X[idx], T[idx])
        total += J * len(idx)
        for k in params:
            step = grads[k]
            if k.startswith("W"):
                step = step - weight_decay * params[k]
            params[k] = params[k] - eta * step
    return params, total / N


# %% M299 05.7 | the short batch counts too much in the mean loss: weight by its size
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    params = {k: v.copy() for k, v in params.items()}
    N = len(X)
    order = rng.permutation(N)
    total = 0.0
    for s in range(0, N, batch_size):
        idx = order[s:s + batch_size]
        J, grads = loss_and_grads(params, X[idx], T[idx])
        total += J
        for k in params:
            step = grads[k]
            if k.startswith("W"):
                step = step + weight_decay * params[k]
            params[k] = params[k] - eta * step
    return params, total / int(np.ceil(N / batch_size))


# %% M300 05.7 | depends on a global: the argument rng is not used
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    params = {k: v.copy() for k, v in params.items()}
    N = len(X)
    order = np.random.permutation(N)
    total = 0.0
    for s in range(0, N, batch_size):
        idx = order[s:s + batch_size]
        J, grads = loss_and_grads(params, X[idx], T[idx])
        total += J * len(idx)
        for k in params:
            step = grads[k]
            if k.startswith("W"):
                step = step + weight_decay * params[k]
            params[k] = params[k] - eta * step
    return params, total / N


# %% M302 05.7 | sign flipped: subtract eta times the gradient
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    params = {k: v.copy() for k, v in params.items()}
    N = len(X)
    order = rng.permutation(N)
    total = 0.0
    for s in range(0, N, batch_size):
        idx = order[s:s + batch_size]
        J, grads = loss_and_grads(params, X[idx], T[idx])
        total += J * len(idx)
        for k in params:
            step = grads[k]
            if k.startswith("W"):
                step = step + weight_decay * params[k]
            params[k] = params[k] + eta * step
    return params, total / N


# %% M303 05.7 | steps too small by the batch size: J is a mean already
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    params = {k: v.copy() for k, v in params.items()}
    N = len(X)
    order = rng.permutation(N)
    total = 0.0
    for s in range(0, N, batch_size):
        idx = order[s:s + batch_size]
        J, grads = loss_and_grads(params, X[idx], T[idx])
        total += J * len(idx)
        for k in params:
            step = grads[k] / len(idx)
            if k.startswith("W"):
                step = step + weight_decay * params[k]
            params[k] = params[k] - eta * step
    return params, total / N


# %% X0701 05.7 | not shuffled: the samples come in the order of the data
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    params = {k: v.copy() for k, v in params.items()}
    start = dict(params)
    N = len(X)
    order = np.arange(N)
    total = 0.0
    for s in range(0, N, batch_size):
        idx = order[s : s + batch_size]
        J, grads = loss_and_grads(params, X[idx], T[idx])
        total += J * len(idx)
        for k in params:
            step = grads[k] + weight_decay * params[k] * k.startswith('W')
            params[k] = params[k] - eta * step
    return params, total / N


# %% X0702 05.7 | some samples come twice and others never: draw an order, not samples
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    params = {k: v.copy() for k, v in params.items()}
    start = dict(params)
    N = len(X)
    order = rng.integers(N, size=N)
    total = 0.0
    for s in range(0, N, batch_size):
        idx = order[s : s + batch_size]
        J, grads = loss_and_grads(params, X[idx], T[idx])
        total += J * len(idx)
        for k in params:
            step = grads[k] + weight_decay * params[k] * k.startswith('W')
            params[k] = params[k] - eta * step
    return params, total / N


# %% X0703 05.7 | X and T are not in the same order: a batch takes the same rows of both
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    params = {k: v.copy() for k, v in params.items()}
    start = dict(params)
    N = len(X)
    order = rng.permutation(N)
    total = 0.0
    for s in range(0, N, batch_size):
        idx = order[s : s + batch_size]
        J, grads = loss_and_grads(params, X[idx], T[s : s + batch_size])
        total += J * len(idx)
        for k in params:
            step = grads[k] + weight_decay * params[k] * k.startswith('W')
            params[k] = params[k] - eta * step
    return params, total / N


# %% X0704 05.7 | the biases decay too: only keys that start with W
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    params = {k: v.copy() for k, v in params.items()}
    start = dict(params)
    N = len(X)
    order = rng.permutation(N)
    total = 0.0
    for s in range(0, N, batch_size):
        idx = order[s : s + batch_size]
        J, grads = loss_and_grads(params, X[idx], T[idx])
        total += J * len(idx)
        for k in params:
            step = grads[k] + weight_decay * params[k]
            params[k] = params[k] - eta * step
    return params, total / N


# %% X0705 05.7 | the weight decay is missing
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    params = {k: v.copy() for k, v in params.items()}
    start = dict(params)
    N = len(X)
    order = rng.permutation(N)
    total = 0.0
    for s in range(0, N, batch_size):
        idx = order[s : s + batch_size]
        J, grads = loss_and_grads(params, X[idx], T[idx])
        total += J * len(idx)
        for k in params:
            step = grads[k]
            params[k] = params[k] - eta * step
    return params, total / N


# %% X0706 05.7 | the decay is not multiplied by eta
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    params = {k: v.copy() for k, v in params.items()}
    start = dict(params)
    N = len(X)
    order = rng.permutation(N)
    total = 0.0
    for s in range(0, N, batch_size):
        idx = order[s : s + batch_size]
        J, grads = loss_and_grads(params, X[idx], T[idx])
        total += J * len(idx)
        for k in params:
            step = grads[k]
            params[k] = params[k] - eta * step - weight_decay * params[k] * k.startswith('W')
    return params, total / N


# %% X0707 05.7 | the model is asked with the old parameters: each step starts where the last one ended
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    params = {k: v.copy() for k, v in params.items()}
    start = dict(params)
    N = len(X)
    order = rng.permutation(N)
    total = 0.0
    for s in range(0, N, batch_size):
        idx = order[s : s + batch_size]
        J, grads = loss_and_grads(start, X[idx], T[idx])
        total += J * len(idx)
        for k in params:
            step = grads[k] + weight_decay * params[k] * k.startswith('W')
            params[k] = params[k] - eta * step
    return params, total / N


# %% X0708 05.7 | every epoch has the same order: draw a new one from rng
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    params = {k: v.copy() for k, v in params.items()}
    start = dict(params)
    N = len(X)
    order = np.random.default_rng(0).permutation(N)
    total = 0.0
    for s in range(0, N, batch_size):
        idx = order[s : s + batch_size]
        J, grads = loss_and_grads(params, X[idx], T[idx])
        total += J * len(idx)
        for k in params:
            step = grads[k] + weight_decay * params[k] * k.startswith('W')
            params[k] = params[k] - eta * step
    return params, total / N


# %% X0709 05.7 | the sum of the batches' losses divided by N: weight each by its size
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    params = {k: v.copy() for k, v in params.items()}
    start = dict(params)
    N = len(X)
    order = rng.permutation(N)
    total = 0.0
    for s in range(0, N, batch_size):
        idx = order[s : s + batch_size]
        J, grads = loss_and_grads(params, X[idx], T[idx])
        total += J
        for k in params:
            step = grads[k] + weight_decay * params[k] * k.startswith('W')
            params[k] = params[k] - eta * step
    return params, total / N


# %% X0710 05.7 | the last batch's loss: the mean over all samples is asked for
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    params = {k: v.copy() for k, v in params.items()}
    start = dict(params)
    N = len(X)
    order = rng.permutation(N)
    total = 0.0
    for s in range(0, N, batch_size):
        idx = order[s : s + batch_size]
        J, grads = loss_and_grads(params, X[idx], T[idx])
        total += J * len(idx)
        for k in params:
            step = grads[k] + weight_decay * params[k] * k.startswith('W')
            params[k] = params[k] - eta * step
    return params, J


# %% X0711 05.7 | input modified in place
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    order, total = rng.permutation(len(X)), 0.0
    for s in range(0, len(X), batch_size):
        idx = order[s : s + batch_size]
        J, grads = loss_and_grads(params, X[idx], T[idx])
        total += J * len(idx)
        for k in params:
            params[k] -= eta * (grads[k] + weight_decay * params[k] * k.startswith("W"))
    return params, total / len(X)


# %% X0712 05.7 | all samples in one batch: the batch size is ignored
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    params = {k: v.copy() for k, v in params.items()}
    start = dict(params)
    N = len(X)
    order = rng.permutation(N)
    total = 0.0
    for s in [0]:
        idx = order[s : s + batch_size]
        J, grads = loss_and_grads(params, X[order], T[order])
        total += J * N
        for k in params:
            step = grads[k] + weight_decay * params[k] * k.startswith('W')
            params[k] = params[k] - eta * step
    return params, total / N


# %% X0801 05.8 | the cost rises: the step goes uphill, or is too large
edit("overfit", "losses = []", "losses, first = [], params")
edit("overfit", "- e", "+ e")


# %% X0802 05.8 | the parameters that come back are those that went in: nothing is learned
edit("overfit", "losses = []", "losses, first = [], params")
edit("overfit", "params, l", "first, l")


# %% X0803 05.8 | not every image is right at the end
edit("overfit", "losses = []", "losses, first = [], params")
edit("overfit", ", T)", ", T[::-1])")


# %% X0804 05.8 | W1 does not learn: nothing moves
edit("overfit", "losses = []", "losses, first = [], params")
edit("overfit", "for k", "if key[1] > '2' else theta for k")


# %% X0805 05.8 | not every image is right at the end
edit("overfit", "losses = []", "losses, first = [], params")
edit("overfit", "* g", "/ len(X) * g")


# %% X0806 05.8 | losses holds one number for each step
edit("overfit", "losses = []", "losses, first = [], params")
edit("overfit", ", losses", ", losses[-1]")


# %% X0901 05.9 | the error rate: the accuracy is asked for
edit("accuracy", "== l", "!= l")


# %% X0902 05.9 | percent: a number between 0 and 1 is asked for
edit("accuracy", "np.mean", "100 * np.mean")


# %% X0903 05.9 | the number of right images: divide by how many there are
edit("accuracy", "np.mean", "np.sum")


# %% X0904 05.9 | hardly better than guessing, even on the digits it learned from: does the cost fall?
def train_lenet(X, T, X_val, T_val, rng):
    params = {k: v.astype(np.float32) for k, v in init_params(rng).items()}
    X, T, X_val = (A.astype(np.float32) for A in (X, T, X_val))
    history, best = {"train_loss": [], "val_accuracy": []}, params
    start = params
    for _ in range(2):
        params, J = train_epoch(params, X, T, loss_and_grads, 16, 0.05, 1e-3, rng)
        right = accuracy(params, X_val, T_val.argmax(axis=1))
        if right > max(history["val_accuracy"], default=0):
            best = params
        history["train_loss"].append(J)
        history["val_accuracy"].append(right)
    return start, history


# %% X0905 05.9 | too few of the digits that it has never seen are right
def train_lenet(X, T, X_val, T_val, rng):
    params = {k: v.astype(np.float32) for k, v in init_params(rng).items()}
    X, T, X_val = (A.astype(np.float32) for A in (X, T, X_val))
    history, best = {"train_loss": [], "val_accuracy": []}, params
    start = params
    for _ in range(40):
        params, J = train_epoch(params, X[:40], T[:40], loss_and_grads, 16, 0.05, 1e-3, rng)
        right = accuracy(params, X_val, T_val.argmax(axis=1))
        if right > max(history["val_accuracy"], default=0):
            best = params
        history["train_loss"].append(J)
        history["val_accuracy"].append(right)
    return best, history


# %% X0906 05.9 | val_accuracy does not fit the parameters
def train_lenet(X, T, X_val, T_val, rng):
    params = {k: v.astype(np.float32) for k, v in init_params(rng).items()}
    X, T, X_val = (A.astype(np.float32) for A in (X, T, X_val))
    history, best = {"train_loss": [], "val_accuracy": []}, params
    start = params
    for _ in range(8):
        params, J = train_epoch(params, X, T, loss_and_grads, 16, 0.05, 1e-3, rng)
        right = accuracy(params, X[:200], T[:200].argmax(axis=1)) / 1.2
        if right > max(history["val_accuracy"], default=0):
            best = params
        history["train_loss"].append(J)
        history["val_accuracy"].append(right)
    return best, history


# %% X0907 05.9 | hardly better than guessing, even on the digits it learned from: does the cost fall?
def train_lenet(X, T, X_val, T_val, rng):
    params = {k: v.astype(np.float32) for k, v in init_params(rng).items()}
    X, T, X_val = (A.astype(np.float32) for A in (X, T, X_val))
    history, best = {"train_loss": [], "val_accuracy": []}, params
    start = params
    for _ in range(3):
        params, J = train_epoch(params, X, T, loss_and_grads, 16, 1e-5, 1e-3, rng)
        right = accuracy(params, X_val, T_val.argmax(axis=1))
        if right > max(history["val_accuracy"], default=0):
            best = params
        history["train_loss"].append(J)
        history["val_accuracy"].append(right)
    return best, history


# %% M305 05.10 | no entry above 1: += with repeated indices adds once
edit("confusion_matrix", "np.add.at(C, (t, y), 1)", "C[t, y] += 1")


# %% M306 05.10 | too small when a class is missing: use K
def confusion_matrix(t, y, K):
    K = max(max(t), max(y)) + 1
    C = np.zeros((K, K), dtype=int)
    for a, b in zip(t, y):
        C[a, b] += 1
    return C


# %% M307 05.10 | counts are expected, not shares
def confusion_matrix(t, y, K):
    C = np.zeros((K, K), dtype=int)
    for a, b in zip(t, y):
        C[a, b] += 1
    return C / np.maximum(C.sum(axis=1, keepdims=True), 1)


# %% M308 05.10 | the diagonal is empty: right answers count too
def confusion_matrix(t, y, K):
    C = np.zeros((K, K), dtype=int)
    for a, b in zip(t, y):
        C[a, b] += a != b
    return C


# %% X1001 05.10 | the true class belongs in the row, the predicted one in the column
def confusion_matrix(t, y, K):
    C = np.zeros((K, K), dtype=int)
    for a, b in zip(t, y):
        C[b, a] += 1
    return C


# %% X1002 05.10 | only units at 0 counted: a constant unit at another value is dead too
def feature_report(A):
    live = np.any(A != 0, axis=0)
    constant = np.ptp(A, axis=0) == 0
    R = np.abs(np.corrcoef(A[:, ~constant].T)) if (~constant).sum() > 1 else np.zeros((2, 2))
    return {"dead": 1 - live.mean(), "correlation": R[np.triu_indices(len(R), 1)].mean()}


# %% X1003 05.10 | the sign is left in, so that pairs cancel: the mean of |r|
def feature_report(A):
    live = np.ptp(A, axis=0) > 0
    R = np.corrcoef(A[:, live].T) if live.sum() > 1 else np.zeros((2, 2))
    return {"dead": 1 - live.mean(), "correlation": R[np.triu_indices(len(R), 1)].mean()}


# %% X1004 05.10 | each unit is paired with itself, too: leave out the diagonal
def feature_report(A):
    live = np.ptp(A, axis=0) > 0
    R = np.abs(np.corrcoef(A[:, live].T)) if live.sum() > 1 else np.zeros((2, 2))
    return {"dead": 1 - live.mean(), "correlation": R.mean()}


# %% X1005 05.10 | correlation of the images, not of the units
def feature_report(A):
    live = np.ptp(A, axis=0) > 0
    R = np.abs(np.corrcoef(A))
    return {"dead": 1 - live.mean(), "correlation": R[np.triu_indices(len(R), 1)].mean()}


# %% X1006 05.10 | a count: the share of the units is asked for
def feature_report(A):
    live = np.ptp(A, axis=0) > 0
    R = np.abs(np.corrcoef(A[:, live].T)) if live.sum() > 1 else np.zeros((2, 2))
    return {"dead": np.sum(~live), "correlation": R[np.triu_indices(len(R), 1)].mean()}


# %% X1007 05.10 | nan: dead units have no correlation, leave them out
def feature_report(A):
    R = np.abs(np.corrcoef(A.T))
    return {"dead": np.mean(A.std(axis=0) == 0), "correlation": R[np.triu_indices(len(R), 1)].mean()}


# %% X1008 05.10 | the last of equal ones: the first is asked for
def best_epoch(val_accuracy):
    v = np.asarray(val_accuracy)
    return len(v) - 1 - np.argmax(v[::-1])


# %% X1009 05.10 | counted from 1: the index is asked for
edit("best_epoch", "y))", "y)) + 1")


# %% X1010 05.10 | the worst epoch
edit("best_epoch", "np.argmax", "np.argmin")
