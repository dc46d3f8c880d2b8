"""Wrong answers to notebook 05: how each changes the reference, and the words that name it."""
# ruff: noqa

# %% M261 05.1 | the sizes are read with the least significant byte first: the header is big-endian
# look at: `int.from_bytes(four_bytes, "big")`, or the type ">u4"
edit("read_idx", '"big"', '"little"')

# %% M262 05.1 | the data are looked for behind the file's end: the header has 4 bytes, and 4 for each dimension
# look at: where the data begin, for labels and for images
edit("read_idx", "offset=header", "offset=16")

# %% M264 05.1 | rows and columns are exchanged
# look at: the order of the sizes: images, rows, columns
edit("read_idx", "data.reshape(shape)", "data.reshape(shape[:1] + shape[1:][::-1])")

# %% M266 05.1 | bytes above 127 came out negative: they have no sign
# look at: np.uint8, not np.int8
edit("read_idx", "np.uint8", "np.int8")

# %% X0101 05.1 | a file with bytes left over is accepted
# look at: how many bytes are left, and what the product of the sizes says
edit(
    "read_idx",
    "data = np.frombuffer(raw, np.uint8, offset=header)",
    "data = np.frombuffer(raw, np.uint8, int(np.prod(shape)), header)",
)

# %% X0102 05.1 | a file of another type is accepted: 8 is the only one
# look at: raw[:3]
edit("read_idx", 'raw[:3] != b"\\x00\\x00\\x08"', 'raw[:2] != b"\\x00\\x00"')


# %% X0103 05.1 | the error of the `struct` module, where the header is cut short
# look at: the length of `raw`, before you unpack
def read_idx(raw):
    import struct

    nothing, kind, dimensions = struct.unpack_from(">HBB", raw)
    if nothing or kind != 8:
        raise ValueError("not an IDX file of unsigned bytes")
    shape = struct.unpack_from(f">{dimensions}I", raw, 4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


# %% X0104 05.1 | the sizes are not used: the data are still in one row
# look at: `reshape` with the sizes of the header
edit("read_idx", "return data.reshape(shape)", "return data")

# %% X0105 05.1 | the first index moves fastest: in the file the last one does
# look at: the argument `order`
edit("read_idx", "data.reshape(shape)", 'data.reshape(shape, order="F")')

# %% S001 05.1 | only the first size is used
# look at: the header has 4 bytes for each dimension
edit("read_idx", "data.reshape(shape)", "data.reshape(shape[0], -1)")

# %% S002 05.1 | the sizes are in reverse order
# look at: the first size in the file is the first one of the array
edit("read_idx", "data.reshape(shape)", "data.reshape(shape[::-1])")

# %% S003 05.1 | a file whose data are cut short is accepted
# look at: how many bytes are left, and what the product of the sizes says
edit("read_idx", "if data.size != np.prod(shape):", "if data.size > np.prod(shape):")
edit("read_idx", "data.reshape(shape)", "np.resize(data, shape)")

# %% S004 05.1 | a file whose header is cut short is accepted
# look at: the length of `raw`: the header takes 4 + 4 · raw[3] bytes
edit("read_idx", "len(raw) < header", "False")
edit(
    "read_idx",
    "np.frombuffer(raw, np.uint8, offset=header)",
    "np.frombuffer(raw[header:], np.uint8)",
)

# %% S005 05.1 | IndexError: the fourth byte is read in a file that has only three
# look at: the length of `raw`, before you read from it
edit("read_idx", "len(raw) < 4 or ", "")

# %% S006 05.1 | a file with another beginning is accepted
# look at: raw[:3]
edit("read_idx", 'len(raw) < 4 or raw[:3] != b"\\x00\\x00\\x08"', "len(raw) < 4")

# %% M267 05.2 | the image stands in the upper left corner: two zeros go on each side
# look at: the pairs (before, after) of `np.pad`, or the slices that you fill
edit("preprocess", "((0, 0), (2, 2), (2, 2))", "((0, 0), (0, 4), (0, 4))")

# %% M268 05.2 | several ones in a row: the row index is missing
# look at: one row for each label: T[np.arange(N), labels]
edit(
    "preprocess", "np.eye(10)[labels]", "np.tile(np.eye(10)[labels].max(axis=0), (len(labels), 1))"
)

# %% M269 05.2 | 0 and 1 only: the fraction is cut off
# look at: / and not //, and an array of floats to put the result in
edit("preprocess", "images / 255", "images // 255")

# %% X0201 05.2 | not scaled: the bytes are not divided by 255
edit("preprocess", "images / 255", "images")

# %% X0202 05.2 | not padded: 28 rows should become 32
edit("preprocess", "np.pad(images / 255, ((0, 0), (2, 2), (2, 2)))", "(images / 255)")

# %% X0203 05.2 | the axis of the channel is missing
# look at: the shape (N, 1, 32, 32)
edit("preprocess", "[:, np.newaxis]", "")

# %% X0204 05.2 | the axis of the channel stands last
# look at: the shape (N, 1, 32, 32)
edit("preprocess", "[:, np.newaxis]", "[..., np.newaxis]")

# %% X0205 05.2 | these are the labels themselves, not one-hot rows
edit("preprocess", "np.eye(10)[labels]", "labels")

# %% X0206 05.2 | as many columns as the largest label needs: there are ten classes
edit("preprocess", "np.eye(10)", "np.eye(max(labels) + 1)")

# %% X0207 05.2 | input modified in place: images of the caller has changed
edit("preprocess", "    return X,", "    images[...] = 0\n    return X,")

# %% X0208 05.2 | divided by 256: the largest byte is 255
edit("preprocess", "images / 255", "images / 256")

# %% S007 05.2 | all four zeros stand at the beginning: two go on each side
# look at: the pairs (before, after) of `np.pad`, or the slices that you fill
edit("preprocess", "((0, 0), (2, 2), (2, 2))", "((0, 0), (4, 0), (4, 0))")

# %% S008 05.2 | black and white are exchanged
edit("preprocess", "images / 255", "1 - images / 255")

# %% S009 05.2 | rows and columns are exchanged
edit("preprocess", "images / 255", "images.transpose(0, 2, 1) / 255")

# %% S010 05.2 | padded on one axis only: two rows and two columns of zeros go on each side
edit("preprocess", "((0, 0), (2, 2), (2, 2))", "((0, 0), (0, 0), (2, 2))")

# %% S011 05.2 | the images are padded, too: the first axis counts them
# look at: a pair (before, after) for each axis, (0, 0) for the first
edit("preprocess", "((0, 0), (2, 2), (2, 2))", "2")

# %% S012 05.2 | the one stands a place too late: class 0 is column 0
edit("preprocess", "[labels]", "[(labels + 1) % 10]")

# %% S013 05.2 | the one stands a place too early: class 0 is column 0
edit("preprocess", "[labels]", "[labels - 1]")

# %% S014 05.2 | classes stand in rows and images in columns
edit("preprocess", "[labels]", "[labels].T")

# %% S015 05.2 | -1 where 0 belongs
edit("preprocess", "np.eye(10)[labels]", "2 * np.eye(10)[labels] - 1")

# %% M271 05.3 | C times too few: a filter reaches through all input maps
# look at: the fan-in of a convolution, C k²
edit(
    "layer_counts",
    "fan_in, weights = C * k * k, F * C * k * k",
    "fan_in, weights = k * k, F * k * k",
)

# %% M272 05.3 | the connections are as many as the weights: every place of the output uses the weights again
edit(
    "layer_counts",
    '"connections": units * fan_in',
    '"connections": weights if layer[0] == "conv" else units * fan_in',
)

# %% M273 05.3 | this is the number of connections: the places of the output share the weights
edit(
    "layer_counts",
    '"weights": weights',
    '"weights": units * fan_in if layer[0] == "conv" else weights',
)

# %% M275 05.3 | as if fully connected: a unit of a convolution sees C k² inputs
edit(
    "layer_counts",
    '"connections": units * fan_in',
    '"connections": units * (C * H * W if layer[0] == "conv" else fan_in)',
)

# %% X0301 05.3 | the biases are counted among the weights
edit("layer_counts", "F * C * k * k\n", "F * (C * k * k + 1)\n")
edit("layer_counts", "layer[1] * C * H * W", "layer[1] * (C * H * W + 1)")

# %% X0302 05.3 | pooling without connections: each of its windows looks at k² inputs
edit("layer_counts", "k * k, 0", "0, 0")

# %% X0303 05.3 | one connection for each unit of pooling: its window looks at k² inputs
edit("layer_counts", "k * k, 0", "1, 0")

# %% X0304 05.3 | pooling with a weight and a bias for each map: here it has none
edit("layer_counts", "k * k, 0", "k * k, 2 * C")

# %% X0305 05.3 | the places of the input are counted, not those of the output
edit(
    "layer_counts",
    '"connections": units * fan_in',
    '"connections": F * H * W * fan_in if layer[0] == "conv" else units * fan_in',
)

# %% X0306 05.3 | the units of one map alone: every map has its own
edit(
    "layer_counts",
    "units = out_shape[0] * out_shape[1]",
    'units = out_shape[1] if layer[0] == "conv" else out_shape[0] * out_shape[1]',
)

# %% X0307 05.3 | the padding is added once: it goes on both sides
edit(
    "layer_counts",
    "(F, (H + 2 * pad - k) // stride + 1, (W + 2 * pad - k)",
    "(F, (H + pad - k) // stride + 1, (W + pad - k)",
)

# %% X0308 05.3 | the stride of the convolution is not used
edit(
    "layer_counts",
    "(F, (H + 2 * pad - k) // stride + 1, (W + 2 * pad - k) // stride + 1)",
    "(F, H + 2 * pad - k + 1, W + 2 * pad - k + 1)",
)

# %% X0309 05.3 | one map alone: a dense layer sees all C·H·W numbers
edit("layer_counts", "C * H * W, layer[1] * C * H * W", "H * W, layer[1] * H * W")

# %% S016 05.3 | the padding is missing
edit(
    "layer_counts",
    "(F, (H + 2 * pad - k) // stride + 1, (W + 2 * pad - k)",
    "(F, (H - k) // stride + 1, (W - k)",
)

# %% S017 05.3 | rows and columns are exchanged
# look at: out_shape is (maps, rows, columns)
edit("layer_counts", "C, H, W = in_shape", "C, W, H = in_shape")

# %% S018 05.3 | the number of maps stands last
# look at: out_shape is (maps, rows, columns)
edit("layer_counts", '"out_shape": out_shape', '"out_shape": (*out_shape[1:], out_shape[0])')

# %% S019 05.3 | one number for a dense layer: its shape is written (n, 1, 1)
edit("layer_counts", "(layer[1], 1, 1)", "(layer[1],)")
edit("layer_counts", "out_shape[0] * out_shape[1] * out_shape[2]", "int(np.prod(out_shape))")
edit("lenet_table", 'shape = counts["out_shape"]', 'shape = (*counts["out_shape"], 1, 1)[:3]')

# %% S020 05.3 | the last place is not counted
# look at: the + 1 behind the division
edit(
    "layer_counts",
    "(F, (H + 2 * pad - k) // stride + 1, (W + 2 * pad - k) // stride + 1)",
    "(F, (H + 2 * pad - k) // stride, (W + 2 * pad - k) // stride)",
)
edit(
    "layer_counts",
    "(C, (H - k) // stride + 1, (W - k) // stride + 1)",
    "(C, (H - k) // stride, (W - k) // stride)",
)

# %% S021 05.3 | one map for a pooling layer: it gives as many as it gets
edit("layer_counts", "out_shape = (C, (H - k)", "out_shape = (1, (H - k)")

# %% S022 05.3 | the units are those of the input: a layer's units are its outputs
edit("layer_counts", '"units": units', '"units": C * H * W')

# %% S023 05.3 | this is the number of maps: each map has a unit at every place
edit("layer_counts", '"units": units', '"units": out_shape[0]')

# %% S024 05.3 | the window counts k inputs, not k²
edit("layer_counts", "fan_in, weights = C * k * k", "fan_in, weights = C * k")

# %% S025 05.3 | the biases are counted among the connections
edit(
    "layer_counts",
    '"connections": units * fan_in',
    '"connections": units * (fan_in + (layer[0] != "pool"))',
)

# %% S026 05.3 | all maps are counted for a unit of pooling: its window lies in one map
edit("layer_counts", "k * k, 0", "C * k * k, 0")

# %% S027 05.3 | all filters share one set of weights: each filter has its own
edit("layer_counts", "F * C * k * k\n", "C * k * k\n")

# %% S028 05.3 | pooling with a weight for each place of its window: it has none
edit("layer_counts", "k * k, 0", "k * k, k * k")

# %% X0310 05.3 | this is the table for images of 28 × 28: LeNet's input is 32 × 32
edit("lenet_table", "(1, 32, 32)", "(1, 28, 28)")

# %% X0311 05.3 | pooling without connections: each of its windows looks at k² inputs
edit("lenet_table", 'counts["connections"]', 'counts["connections"] * (layer[0] != "pool")')

# %% X0312 05.3 | C3 as in 1998, where its maps see some maps of S2 only: here they see all six
edit("lenet_table", "return table", "table[2] = (1600, 150000, 1500)\n    return table")

# %% X0313 05.3 | C times too few: a filter reaches through all input maps
edit("lenet_table", "return table", "table[2] = (1600, 40000, 400)\n    return table")

# %% S029 05.3 | pooling with a weight and a bias for each map: here it has none
edit(
    "lenet_table",
    'counts["weights"]',
    '{6: 12, 16: 32}.get(shape[0], 0) if layer[0] == "pool" else counts["weights"]',
)

# %% S030 05.3 | pooling with one weight for each map: here it has none
edit("lenet_table", 'counts["weights"]', 'shape[0] if layer[0] == "pool" else counts["weights"]')

# %% S031 05.3 | the biases are counted among the weights
edit(
    "lenet_table",
    'counts["weights"]',
    '(counts["weights"] + counts["out_shape"][0]) if layer[0] != "pool" else 0',
)

# %% S032 05.3 | connections and weights are exchanged: a row is (units, connections, weights)
edit(
    "lenet_table",
    'counts["connections"], counts["weights"]',
    'counts["weights"], counts["connections"]',
)

# %% X0314 05.3 | these are percent: a share lies between 0 and 1
edit("rules_of_thumb", "return {", "return {key: 100 * share for key, share in {")
edit("rules_of_thumb", ".sum(),\n    }", ".sum(),\n    }.items()}")

# %% X0315 05.3 | pooling is counted with the convolutions: C1 and C3 only
edit("rules_of_thumb", "units[0] + units[2]", "units[:4].sum()")
edit("rules_of_thumb", "connections[0] + connections[2]", "connections[:4].sum()")

# %% X0316 05.3 | the output layer is missing among the dense layers
edit("rules_of_thumb", "weights[4:]", "weights[4:6]")

# %% S033 05.3 | these are numbers, not their shares in the totals
edit("rules_of_thumb", "(units[0] + units[2]) / units.sum()", "units[0] + units[2]")
edit(
    "rules_of_thumb",
    "(connections[0] + connections[2]) / connections.sum()",
    "connections[0] + connections[2]",
)
edit("rules_of_thumb", "weights[4:].sum() / weights.sum()", "weights[4:].sum()")

# %% S034 05.3 | for the weights this is the share of the convolutions, not that of the dense layers
edit("rules_of_thumb", "weights[4:].sum()", "weights[:4].sum()")

# %% S035 05.3 | C1 alone: the second convolution is C3
edit("rules_of_thumb", "units[0] + units[2]", "units[0]")
edit("rules_of_thumb", "connections[0] + connections[2]", "connections[0]")

# %% S036 05.3 | C1 and S2 are taken for the convolutions: C3 is the third row
edit("rules_of_thumb", "units[0] + units[2]", "units[0] + units[1]")
edit("rules_of_thumb", "connections[0] + connections[2]", "connections[0] + connections[1]")

# %% M277 05.4 | one scale for all layers: the variance does not depend on the fan-in
# look at: the factor in front of the random numbers: √(g / fan-in)
edit("init_params", "np.sqrt(2 / fan_in)", "0.01")

# %% M279 05.4 | the channels are missing in the fan-in of the second convolution
# look at: the fan-in is the product of all axes of W but the first: C k²
edit("init_params", "np.prod(shape[1:])", "np.prod(shape[2:]) if len(shape) == 4 else shape[1]")

# %% M280 05.4 | all weights are positive: their mean should be 0
# look at: rng.random lies between 0 and 1; a normal distribution has mean 0
edit("init_params", "rng.standard_normal(shape)", "rng.random(shape)")

# %% M282 05.4 | divided by the fan-in, not by its root: too small in wide layers
# look at: the variance is the square of the factor in front of the random numbers
edit("init_params", "np.sqrt(2 / fan_in)", "2 / fan_in")

# %% M283 05.4 | the biases do not start at zero
edit("init_params", "np.zeros(shape[0])", "rng.standard_normal(shape[0])")

# %% X0401 05.4 | all weights of a layer are equal: so its units stay equal for ever
edit("init_params", "np.sqrt(2 / fan_in) * rng.standard_normal(shape)", "np.zeros(shape)")

# %% X0402 05.4 | equal generators give different weights: they come from elsewhere, from `np.random` perhaps
# look at: the argument `rng`: all random numbers are drawn from it
edit("init_params", "rng.standard_normal(shape)", "np.random.standard_normal(shape)")

# %% X0403 05.4 | every generator gives the same weights: the argument `rng` is not used
edit("init_params", "rng.standard_normal(shape)", "np.random.default_rng(0).standard_normal(shape)")

# %% X0404 05.4 | 2 / (fan-in + fan-out): that is another rule, the fan-in alone is asked for
edit("init_params", "np.sqrt(2 / fan_in)", "np.sqrt(2 / (fan_in + shape[0] * np.prod(shape[2:])))")

# %% X0405 05.4 | transposed: a dense layer's W has a row for each output
# look at: the shapes in the docstring
edit("init_params", "(120, 400), (84, 120), (10, 84)", "(400, 120), (120, 84), (84, 10)")
edit("init_params", "np.zeros(shape[0])", "np.zeros(shape[0] if k < 3 else shape[1])")

# %% X0406 05.4 | the fourth root of the fan-in: too large in wide layers
# look at: the standard deviation is √(g / fan-in), one root
edit("init_params", "np.sqrt(2 / fan_in)", "fan_in**-0.25")

# %% S037 05.4 | divided by the number of units, not of their inputs
# look at: the fan-in is the product of all axes of W but the first
edit("init_params", "np.prod(shape[1:])", "shape[0]")

# %% S038 05.4 | the fan-in of a convolution is missing its window: C k² inputs, not C
edit("init_params", "np.prod(shape[1:])", "shape[1]")

# %% S039 05.4 | one scale for all layers: the variance does not depend on the fan-in
edit("init_params", "np.sqrt(2 / fan_in) * ", "")

# %% S040 05.4 | the fan-out in the place of the fan-in
# look at: the fan-in is the product of all axes of W but the first
edit("init_params", "np.prod(shape[1:])", "shape[0] * np.prod(shape[2:])")

# %% M284 05.5 | a ReLU on the logits, too: the last layer is linear
edit(
    "lenet_forward",
    "logits = layer(Linear, 5).forward(A4)",
    "logits = np.maximum(layer(Linear, 5).forward(A4), 0)",
)

# %% M286 05.5 | the ReLU after C3 is missing
edit("lenet_forward", "np.maximum(layer(Conv2d, 2).forward(P1), 0)", "layer(Conv2d, 2).forward(P1)")

# %% M288 05.5 | rows that sum to 1: return the logits, the softmax belongs to the loss
edit(
    "lenet_forward",
    "    return logits,",
    "    logits = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)\n    return logits,",
)

# %% X0501 05.5 | mean pooling: the largest of each window is asked for
edit("lenet_forward", "Linear, MaxPool2d", "Linear, AvgPool2d as MaxPool2d")

# %% X0502 05.5 | the 400 numbers stand in another order: channel last, it should come first
# look at: the order channel, row, column
edit("lenet_forward", "P2.reshape", "P2.transpose(0, 2, 3, 1).reshape")

# %% X0503 05.5 | kernels flipped: these layers compute the cross-correlation
edit(
    "lenet_forward",
    'return kind(params[f"W{k}"]',
    'return kind(params[f"W{k}"][..., ::-1, ::-1] if k < 3 else params[f"W{k}"]',
)

# %% X0504 05.5 | the biases are missing
edit("lenet_forward", 'params[f"b{k}"]', '0 * params[f"b{k}"]')

# %% X0505 05.5 | the ReLU after F6 is missing
edit("lenet_forward", "np.maximum(layer(Linear, 4).forward(A3), 0)", "layer(Linear, 4).forward(A3)")

# %% X0506 05.5 | rows and columns are exchanged before F5
# look at: the order channel, row, column
edit("lenet_forward", "P2.reshape", "P2.transpose(0, 1, 3, 2).reshape")

# %% S041 05.5 | the ReLU after C1 is missing
edit("lenet_forward", "np.maximum(layer(Conv2d, 1).forward(X), 0)", "layer(Conv2d, 1).forward(X)")

# %% S042 05.5 | the ReLU after F5 is missing
edit(
    "lenet_forward",
    "np.maximum(layer(Linear, 3).forward(P2.reshape(len(X), 400)), 0)",
    "layer(Linear, 3).forward(P2.reshape(len(X), 400))",
)

# %% S043 05.5 | log-probabilities: return the logits
edit(
    "lenet_forward",
    "    return logits,",
    "    logits = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))\n    return logits,",
)

# %% S044 05.5 | the biases of the convolutions are missing
edit("lenet_forward", 'params[f"b{k}"]', 'params[f"b{k}"] * (k > 2)')

# %% S045 05.5 | images and features are mixed: the 400 numbers of an image stand in one row
# look at: the first axis of the reshaped array: it is N
edit("lenet_forward", "P2.reshape(len(X), 400)", "P2.transpose(1, 2, 3, 0).reshape(len(X), 400)")

# %% S046 05.5 | the smallest of each window: pooling takes the largest
edit("lenet_forward", "P1 = MaxPool2d(2).forward(A1)", "P1 = -MaxPool2d(2).forward(-A1)")
edit("lenet_forward", "P2 = MaxPool2d(2).forward(A2)", "P2 = -MaxPool2d(2).forward(-A2)")

# %% S047 05.5 | no ReLU anywhere: only pooling bends
edit("lenet_forward", "np.maximum(layer(Conv2d, 1).forward(X), 0)", "layer(Conv2d, 1).forward(X)")
edit("lenet_forward", "np.maximum(layer(Conv2d, 2).forward(P1), 0)", "layer(Conv2d, 2).forward(P1)")
edit(
    "lenet_forward",
    "np.maximum(layer(Linear, 3).forward(P2.reshape(len(X), 400)), 0)",
    "layer(Linear, 3).forward(P2.reshape(len(X), 400))",
)
edit("lenet_forward", "np.maximum(layer(Linear, 4).forward(A3), 0)", "layer(Linear, 4).forward(A3)")

# %% M289 05.6 | the factor of the ReLU is missing at F5: it stops the gradient where A3 is 0
edit("lenet_backward", "dA3 * (A3 > 0)", "dA3")

# %% M290 05.6 | the factor of the ReLU is missing at C3: windows without a positive entry pass the gradient on
edit("lenet_backward", "dA2 * (A2 > 0)", "dA2")

# %% M291 05.6 | pooling sends the gradient to its whole window: it goes to the largest entry alone
edit("lenet_backward", "return pool.backward(dP)", "return np.kron(dP, np.ones((2, 2)))")

# %% M293 05.6 | divided by the number of images: the loss has done that already
edit("lenet_backward", "return grads", "return {key: grad / len(X) for key, grad in grads.items()}")

# %% X0601 05.6 | the factor of the ReLU is missing at F6: it stops the gradient where A4 is 0
edit("lenet_backward", "dA4 * (A4 > 0)", "dA4")

# %% X0602 05.6 | backward as for mean pooling: the gradient goes to the largest entry alone
edit("lenet_backward", "Linear, MaxPool2d", "Linear, AvgPool2d as MaxPool2d")

# %% X0603 05.6 | the bias gradients are averaged over the images: they are sums
edit(
    "lenet_backward",
    'layer.grads["W"], layer.grads["b"]',
    'layer.grads["W"], layer.grads["b"] / (len(dZ) if k > 2 else 1)',
)

# %% X0604 05.6 | the 400 numbers go back to the maps in another order
# look at: the order channel, row, column: reshape to (N, 16, 5, 5)
edit("lenet_backward", "dP2.reshape(P2.shape)", "dP2.reshape(-1, 5, 5, 16).transpose(0, 3, 1, 2)")

# %% X0605 05.6 | the factor of the ReLU is missing at C1: windows without a positive entry pass the gradient on
edit("lenet_backward", "dA1 * (A1 > 0)", "dA1")

# %% X0606 05.6 | the gradient of P1 goes through the kernels the wrong way round
# look at: backward of a cross-correlation is a convolution: the kernels are flipped once
edit(
    "lenet_backward",
    'kind(cache["params"][f"W{k}"]',
    'kind(cache["params"][f"W{k}"][..., ::-1, ::-1] if k == 2 else cache["params"][f"W{k}"]',
)

# %% X0607 05.6 | sign flipped: the gradients of the biases
edit(
    "lenet_backward",
    'layer.grads["W"], layer.grads["b"]',
    'layer.grads["W"], -layer.grads["b"] if k > 2 else layer.grads["b"]',
)

# %% X0608 05.6 | -
edit("lenet_backward", "return grads", "return list(grads.values())")

# %% S048 05.6 | the bias gradients are those of the first image: they are sums over all
edit(
    "lenet_backward",
    'layer.grads["W"], layer.grads["b"]',
    'layer.grads["W"], dZ[0] if k > 2 else layer.grads["b"]',
)

# %% S049 05.6 | the gradient of the kernels is flipped
# look at: the windows of a layer's input as they lie, times the upstream gradient
edit(
    "lenet_backward",
    "return grads",
    'return grads | {key: grads[key][..., ::-1, ::-1] for key in ("W1", "W2")}',
)

# %% S050 05.6 | the factor of the ReLU is missing at F6: it stops the gradient where A4 is 0
edit("lenet_backward", "dA4 * (A4 > 0)", "dA4")
edit("lenet_backward", "dA3 * (A3 > 0)", "dA3")
edit("lenet_backward", "dA2 * (A2 > 0)", "dA2")
edit("lenet_backward", "dA1 * (A1 > 0)", "dA1")

# %% S051 05.6 | masked as by a ReLU on the logits: the last layer is linear
edit(
    "lenet_backward",
    "back(Linear, 5, A4, dlogits)",
    "back(Linear, 5, A4, dlogits * (A4 @ cache['params']['W5'].T + cache['params']['b5'] > 0))",
)

# %% S052 05.6 | the bias gradients of the convolutions are averaged over the places: they are sums
edit(
    "lenet_backward",
    'layer.grads["W"], layer.grads["b"]',
    'layer.grads["W"], layer.grads["b"] / (np.prod(dZ.shape[2:]) if k < 3 else 1)',
)

# %% S053 05.6 | the factor of the ReLU is missing at F6: it stops the gradient where A4 is 0
edit("lenet_backward", "dA4 * (A4 > 0)", "dA4")
edit("lenet_backward", "dA3 * (A3 > 0)", "dA3")

# %% S054 05.6 | the gradient is multiplied by the ReLU's output, not by its slope
# look at: (A > 0) is 1 or 0
edit("lenet_backward", "dA4 * (A4 > 0)", "dA4 * A4")
edit("lenet_backward", "dA3 * (A3 > 0)", "dA3 * A3")
edit("lenet_backward", "dA2 * (A2 > 0)", "dA2 * A2")
edit("lenet_backward", "dA1 * (A1 > 0)", "dA1 * A1")

# %% S055 05.6 | the 400 numbers of the images stand in another order than in the forward pass
# look at: `P2.reshape(len(X), 400)`
edit("lenet_backward", "P2.reshape(len(X), 400)", "P2.transpose(0, 2, 3, 1).reshape(len(X), 400)")

# %% M294 05.7 | the last, short batch is left out
# look at: `range(0, N, batch_size)`: a slice beyond the end is just shorter
edit("train_epoch", "range(0, len(X), batch_size)", "range(0, len(X) - batch_size + 1, batch_size)")

# %% M297 05.7 | the weights grow: the decay is added to the gradient, θ − η (gradient + decay · θ)
edit("train_epoch", "grads[key] + decay", "grads[key] - decay")

# %% M299 05.7 | the short batch counts as much as the others: weigh each loss by the size of its batch
edit("train_epoch", "J * len(batch)", "J")
edit("train_epoch", "total / len(X)", "total / np.ceil(len(X) / batch_size)")

# %% M300 05.7 | equal generators give different orders: the order comes from elsewhere, from `np.random` perhaps
# look at: the argument `rng`
edit("train_epoch", "rng.permutation", "np.random.permutation")

# %% M302 05.7 | uphill: the step is subtracted
edit("train_epoch", "theta - eta", "theta + eta")

# %% M303 05.7 | the gradient is divided by the batch size: that of a mean has been divided already
edit("train_epoch", "grads[key] + decay", "grads[key] / len(batch) + decay")

# %% X0701 05.7 | not shuffled: the samples come in the order of the data
edit("train_epoch", "rng.permutation(len(X))", "np.arange(len(X))")

# %% X0702 05.7 | some samples come twice and others never: draw an order, not samples
# look at: rng.permutation(N)
edit("train_epoch", "rng.permutation(len(X))", "rng.integers(len(X), size=len(X))")

# %% X0703 05.7 | X and T of a batch are not the same samples
# look at: one index for both
edit("train_epoch", "T[batch]", "T[start : start + batch_size]")

# %% X0704 05.7 | the biases decay, too: only keys that start with W do
edit("train_epoch", 'weight_decay if key.startswith("W") else 0.0', "weight_decay")

# %% X0705 05.7 | the weight decay is missing
edit("train_epoch", " + decay[key] * theta", "")

# %% X0706 05.7 | the decay is not multiplied by η: θ − η (gradient + decay · θ)
edit(
    "train_epoch",
    "eta * (grads[key] + decay[key] * theta)",
    "eta * grads[key] - decay[key] * theta",
)

# %% X0707 05.7 | the second batch still sees the parameters of the first one
# look at: which parameters go into `loss_and_grads`: each step starts where the last one ended
edit(
    "train_epoch",
    "order, total = rng.permutation(len(X)), 0.0",
    "first, order, total = params, rng.permutation(len(X)), 0.0",
)
edit("train_epoch", "grads = loss_and_grads(params,", "grads = loss_and_grads(first,")

# %% X0708 05.7 | the same order in every epoch: draw a new one from `rng`
edit("train_epoch", "rng.permutation", "np.random.default_rng(0).permutation")

# %% X0709 05.7 | the losses of the batches are added as they are, and divided by N: weigh each by the size of its batch
edit("train_epoch", "J * len(batch)", "J")

# %% X0710 05.7 | the loss of the last batch: the mean over all samples is asked for
edit("train_epoch", "total / len(X)", "J")

# %% X0711 05.7 | input modified in place: params of the caller has changed
edit(
    "train_epoch",
    """params = {
            key: theta - eta * (grads[key] + decay[key] * theta) for key, theta in params.items()
        }""",
    """for key in params:
            params[key] -= eta * (grads[key] + decay[key] * params[key])""",
)

# %% X0712 05.7 | all samples in one batch: the batch size is not used
edit("train_epoch", "range(0, len(X), batch_size)", "[0]")
edit("train_epoch", "order[start : start + batch_size]", "order")

# %% S056 05.7 | each sample is a batch of its own: the batch size is not used
edit("train_epoch", "range(0, len(X), batch_size)", "range(len(X))")
edit("train_epoch", "order[start : start + batch_size]", "order[start : start + 1]")

# %% S057 05.7 | the batch size is taken for the number of batches
edit(
    "train_epoch",
    "for start in range(0, len(X), batch_size):",
    "for batch in np.array_split(order, batch_size):",
)
edit("train_epoch", "        batch = order[start : start + batch_size]\n", "")

# %% S058 05.7 | the same batches in every epoch, in another order: shuffle the samples
edit(
    "train_epoch",
    "range(0, len(X), batch_size):\n        batch = order[start : start + batch_size]",
    "rng.permutation(np.arange(0, len(X), batch_size)):\n        batch = order[start : start + batch_size]",
)
edit(
    "train_epoch",
    "rng.permutation(len(X)), 0.0",
    "np.random.default_rng(0).permutation(len(X)), 0.0",
)

# %% S059 05.7 | the gradient is multiplied by the batch size: the step takes that of the mean
edit("train_epoch", "grads[key] + decay", "grads[key] * len(batch) + decay")

# %% S060 05.7 | twice the decay: the gradient of λ/2 · ‖θ‖² is λθ
edit("train_epoch", "decay[key] * theta", "2 * decay[key] * theta")

# %% S061 05.7 | a sum over the samples: divide by N
edit("train_epoch", "total / len(X)", "total")

# %% S062 05.7 | the sum over the samples is divided by the number of batches, not by N
edit("train_epoch", "total / len(X)", "total / np.ceil(len(X) / batch_size)")

# %% S063 05.7 | a sum over the batches: weigh each loss by the size of its batch, and divide by N
edit("train_epoch", "J * len(batch)", "J")
edit("train_epoch", "total / len(X)", "total")

# %% S065 05.7 | one batch only: the loop ends after its first step
# look at: the indentation of `return`
edit("train_epoch", "    return params, total", "        return params, total")

# %% X0801 05.8 | uphill: the step is subtracted
edit("overfit", "theta - eta", "theta + eta")

# %% X0802 05.8 | the parameters that come back are those that went in
# look at: `params` at the end of each step: the new dict has to take its place
edit("overfit", "losses = []", "losses, first = [], params")
edit("overfit", "return params, l", "return first, l")

# %% X0803 05.8 | images and labels do not belong together: the labels stand in reverse order
edit("overfit", "loss_and_grads(params, X, T)", "loss_and_grads(params, X, T[::-1])")

# %% X0804 05.8 | the convolutions do not learn: W1, b1, W2 and b2 stay as they are
edit(
    "overfit",
    "theta - eta * grads[key] for",
    'theta - eta * grads[key] if key[1] > "2" else theta for',
)

# %% X0805 05.8 | the gradient is divided by the number of images: that of a mean has been divided already
edit("overfit", "eta * grads", "eta / len(X) * grads")

# %% X0806 05.8 | the last loss alone: there is one for each step
edit("overfit", "return params, losses", "return params, losses[-1]")

# %% S066 05.8 | the loss is a sum over the images: it should be the mean
edit("overfit", "losses.append(J)", "losses.append(J * len(X))")

# %% S067 05.8 | a step is missing: the parameters are those before the last one
edit("overfit", "losses = []", "losses, last = [], params")
edit("overfit", "        params = {", "        last = params\n        params = {")
edit("overfit", "return params, l", "return last, l")

# %% S068 05.8 | the biases do not learn: only the weights are updated
edit(
    "overfit",
    "theta - eta * grads[key] for",
    'theta - eta * grads[key] if key[0] == "W" else theta for',
)

# %% S069 05.8 | each step starts from the initial parameters: only one step is made
edit("overfit", "losses = []", "losses, first = [], params")
edit("overfit", "in params.items()", "in first.items()")
edit("overfit", "loss_and_grads(params", "loss_and_grads(first")

# %% S070 05.8 | one image at a time: a step takes all of them
edit(
    "overfit",
    "loss_and_grads(params, X, T)",
    "loss_and_grads(params, X[len(losses) % len(X)][None], T[len(losses) % len(X)][None])",
)

# %% X0901 05.9 | the error rate: the accuracy is asked for
edit("accuracy", "== labels", "!= labels")

# %% X0902 05.9 | percent: a share lies between 0 and 1
edit("accuracy", "np.mean", "100 * np.mean")

# %% X0903 05.9 | the number of right images: divide by how many there are
edit("accuracy", "np.mean", "np.sum")

# %% S071 05.9 | the smallest logit is taken: the largest one is the answer
edit("accuracy", "argmax", "argmin")

# %% S072 05.9 | divided by 10: divide by how many images there are
edit(
    "accuracy",
    "np.mean(logits.argmax(axis=1) == labels)",
    "np.sum(logits.argmax(axis=1) == labels) / 10",
)

# %% X0904 05.9 | -
# look at: which parameters are returned: those that have been trained
edit("train_lenet", "return best", "return init_params(rng)")

# %% X0905 05.9 | -
edit("train_lenet", "train_epoch(params, X, T", "train_epoch(params, X[:40], T[:40]")

# %% X0906 05.9 | -
edit(
    "train_lenet",
    "accuracy(params, X_val, T_val.argmax(axis=1))",
    "accuracy(params, X[:200], T[:200].argmax(axis=1)) / 1.2",
)

# %% X0907 05.9 | -
edit("train_lenet", "0.05, 1e-3", "1e-5, 1e-3")

# %% S073 05.9 | -
edit("train_lenet", "range(8)", "range(1)")

# %% S074 05.9 | -
edit("train_lenet", 'history["val_accuracy"].append(right)', 'history["val_accuracy"] = [right]')

# %% M305 05.10 | no entry above 1: += with repeated indices adds once
# look at: np.add.at, or a loop over the images
edit("confusion_matrix", "np.add.at(C, (t, y), 1)", "C[t, y] += 1")

# %% M306 05.10 | too small, since a class is missing: the matrix has K rows
edit("confusion_matrix", "C = np.zeros", "K = max(max(t), max(y)) + 1\n    C = np.zeros")

# %% M307 05.10 | shares of each row: counts are asked for
edit("confusion_matrix", "return C", "return C / np.maximum(C.sum(axis=1, keepdims=True), 1)")

# %% M308 05.10 | the diagonal is empty: right answers count, too
edit("confusion_matrix", "return C", "return C - np.diag(np.diag(C))")

# %% X1001 05.10 | transposed: the true class belongs in the row, the predicted one in the column
edit("confusion_matrix", "(t, y)", "(y, t)")

# %% X1002 05.10 | only units at 0 are counted as dead: a unit that is constant at another value is dead, too
edit("feature_report", "1 - live.mean()", "1 - np.any(A != 0, axis=0).mean()")

# %% X1003 05.10 | the sign is left in, so that pairs cancel: the mean of |r|
edit("feature_report", "np.abs(np.corrcoef(A[:, live].T))", "np.corrcoef(A[:, live].T)")

# %% X1004 05.10 | each unit is paired with itself, too: leave out the diagonal
edit("feature_report", "R[np.triu_indices(len(R), 1)]", "R")

# %% S340 05.10 | 0 for two live units: they are one pair, which has a correlation
edit("feature_report", "live.sum() > 1", "live.sum() > 2")

# %% X1005 05.10 | the correlation of the images, not of the units
# look at: np.corrcoef takes a row for each variable, and a unit has a column
edit("feature_report", "A[:, live].T", "A[:, live]")

# %% X1006 05.10 | the number of dead units: their share is asked for
edit("feature_report", "1 - live.mean()", "np.sum(~live)")

# %% X1007 05.10 | nan: a dead unit has no correlation, leave it out
edit("feature_report", "A[:, live].T", "A.T")

# %% S075 05.10 | shares of each column: counts are asked for
edit("confusion_matrix", "return C", "return C / np.maximum(C.sum(axis=0), 1)")

# %% S076 05.10 | shares of all images: counts are asked for
edit("confusion_matrix", "return C", "return C / len(t)")

# %% S077 05.10 | rows for the classes that occur alone: the matrix has K
edit("confusion_matrix", "return C", "here = np.union1d(t, y)\n    return C[np.ix_(here, here)]")

# %% S078 05.10 | the share of the live units: that of the dead ones is asked for
edit("feature_report", "1 - live.mean()", "live.mean()")

# %% S079 05.10 | constant images are counted: a dead unit is constant over all images
edit("feature_report", "1 - live.mean()", "np.mean(np.ptp(A, axis=1) == 0)")

# %% S080 05.10 | entries that are 0 are counted: a dead unit is constant over all images
edit("feature_report", "1 - live.mean()", "np.mean(A == 0)")

# %% S081 05.10 | a constant unit passes for live: in floats its standard deviation need not be 0
# look at: np.ptp(A, axis=0), or A == A[0]
edit("feature_report", "np.ptp(A, axis=0) > 0", "A.std(axis=0) > 0")

# %% S082 05.10 | r squared: the mean of |r| is asked for
edit("feature_report", "np.abs(np.corrcoef(A[:, live].T))", "np.corrcoef(A[:, live].T) ** 2")

# %% S083 05.10 | the mean over all pairs, dead units among them: only pairs of live units count
edit(
    "feature_report",
    "R[np.triu_indices(len(R), 1)].mean()",
    "R[np.triu_indices(len(R), 1)].sum() / (A.shape[1] * (A.shape[1] - 1) / 2)",
)

# %% S084 05.10 | the means are not subtracted: these are no correlations
edit(
    "feature_report",
    "np.abs(np.corrcoef(A[:, live].T))",
    "np.abs(A[:, live].T @ A[:, live] / np.outer(np.linalg.norm(A[:, live], axis=0), np.linalg.norm(A[:, live], axis=0)))",
)

# %% S085 05.10 | the sum over the pairs: their mean is asked for
edit(
    "feature_report", "R[np.triu_indices(len(R), 1)].mean()", "R[np.triu_indices(len(R), 1)].sum()"
)

# %% S086 05.10 | nan: a single live unit has no pair, the correlation is 0 then
edit("feature_report", "if live.sum() > 1:", "if live.sum() > 0:")
edit(
    "feature_report",
    "np.abs(np.corrcoef(A[:, live].T))",
    "np.abs(np.atleast_2d(np.corrcoef(A[:, live].T)))",
)

# %% X1008 05.10 | the last of equal ones: the first is asked for
edit(
    "best_epoch",
    "int(np.argmax(val_accuracy))",
    "len(val_accuracy) - 1 - int(np.argmax(val_accuracy[::-1]))",
)

# %% X1009 05.10 | counted from 1: indices begin at 0
edit("best_epoch", "y))", "y)) + 1")

# %% X1010 05.10 | the worst epoch
edit("best_epoch", "np.argmax", "np.argmin")

# %% S087 05.10 | the accuracy itself: the index of the epoch is asked for
edit("best_epoch", "int(np.argmax(val_accuracy))", "max(val_accuracy)")

# %% S088 05.10 | the last epoch: the one with the largest accuracy is asked for
edit("best_epoch", "int(np.argmax(val_accuracy))", "len(val_accuracy) - 1")
