# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 05 LeNet on MNIST
#
# You have derived every part of a convolutional network and proved that it is right. Now you put the parts together to the network that read bank cheques in the 1990s: LeNet. You count it, build it, check its gradient, find its mistakes on 32 images before you waste an hour on 60,000, and train it. In the end you draw digits with the mouse and watch what each layer makes of them. Plan four to five hours.
#
# When you are through, you can
#
# - read a file format from its description, and bring images into the form that a network wants;
# - count units, weights and connections of a network before you build it, and say which of them costs what;
# - assemble a network from modules, forward and backward, and check a gradient that has 61,706 entries;
# - train it by mini-batches, and recognise from a few numbers whether something is wrong;
# - look into a trained network.
#
# You need notebook 04. From here on you may use finished layers, `convnet.layers`; your own functions of notebook 04, pasted in, are as good.

# %% nbgrader={"grade_id": "05-setup"}
# Run this cell first.
try:
    from autograder import page
    from convnet import COURSE
except ImportError:  # missing, or other people's packages of these names
    lacks = "No convnet-course here: run `make lab` or `pip install convnet-course`."
    raise ImportError(lacks) from None
import numpy as np

page.layout()

# %% [markdown]
# ## 1 The task and the data
#
# A machine that reads the amount on a cheque does several things in a row: it finds the field on the scanned paper, cuts the handwriting into single digits, brings each to one size and into the middle of a small image, and only then *recognises* it. The recogniser is one part of a pipeline. LeNet, built on the same principles at AT&T Bell Labs, was good enough at its part to be used for reading cheques automatically.
#
# **MNIST** is the part of that task that became famous: 60,000 training and 10,000 test images of single digits, already cut out, scaled to one size and centred. An image has 28 × 28 grey values, and there are ten classes. So the task is: 784 numbers in, one of ten classes out.
#
# The course also carries a smaller set, the 1,797 digits of 8 × 8 pixels that you met in notebook 02, enlarged to MNIST's form: 1,347 to train, 450 to test. Everything that is graded runs on it, without a network. MNIST is used where it is at hand; `convnet-course data` in a terminal fetches it ahead of class (11 MB).
#
# **Predict first.** Of the twenty digits below, some could be read as two things even by you. Which ones would you expect a machine to mistake, and for what?

# %% nbgrader={"grade_id": "05-figure-digits"}
from convnet.data import load_digits_28
from convnet.plots.digits import digit_grid

digits = load_digits_28()
digit_grid(digits.test_images[:20], digits.test_labels[:20])

# %% [markdown]
# <details><summary>What is usually mistaken</summary>
#
# Digits that share most of their strokes: 4 and 9, 3 and 5, 7 and 1, 8 and whatever has a closed loop. Keep your guesses; in section 9 you will see a table of who is taken for whom.
#
# </details>

# %% [markdown]
# **Where the lectures differ.** One lecture says that the MNIST digits come from zip codes on envelopes. That was the older postal set, which LeNet's predecessors used. MNIST mixes two sets of the American standards institute NIST, written by employees of the Census Bureau (SD-3) and by high-school students (SD-1) (not in the lectures). The same lecture gives its size on disk as 60 MB, beside 50 GB for ImageNet: unpacked, the four files have 54,950,048 bytes; packed, 11 million. Two lectures contrast LeNet's $10^3$ training images with the $10^6$ of AlexNet (notebook 09): LeNet was trained on 60,000, that is $6\cdot 10^4$, and one lecture calls the 1.2 million images of ImageNet's contest *test* images, where they are the training set.

# %% [markdown]
# ## 2 Reading the files
#
# MNIST comes in a format called **IDX**, which is as simple as a format can be. All numbers of the header are bytes or 4-byte integers, the most significant byte first (*big-endian*):
#
# | bytes | meaning | images | labels |
# |---|---|---|---|
# | 0, 1 | always 0 | `00 00` | `00 00` |
# | 2 | type of the data; 8 is "unsigned byte" | `08` | `08` |
# | 3 | number of dimensions $d$ | `03` | `01` |
# | 4 to $4d + 3$ | the $d$ sizes, 4 bytes each | `00 00 ea 60`, `00 00 00 1c`, `00 00 00 1c` | `00 00 ea 60` |
# | the rest | the data, the last index fastest | pixels | labels |
#
# `00 00 ea 60` is $\mathrm{ea}_{16} \cdot 256 + 60_{16} = 234 \cdot 256 + 96 = 60{,}000$. Read in the wrong order the same four bytes say 1,625,948,160, and most PCs use that order in their memory. So the byte order has to be said: `int.from_bytes(four_bytes, "big")`, or the NumPy type `">u4"`.
#
# **Worked example.** The nine bytes `00 00 08 01 00 00 00 01 07` hold one dimension of size 1 and the data `07`: the array `[7]`.
#
# A reader that trusts its file fails later, somewhere else, in a way nobody understands. So yours refuses what it does not know: a wrong beginning, a file that is cut short in the header or in the data, and bytes that are left over.

# %% [markdown]
# ### Exercise 05.1 Read IDX (8 points)
#
# Write `read_idx(raw)`. It gets the bytes of an unpacked IDX file and returns the array. It raises a `ValueError` if the first three bytes are not `00 00 08`, if header or data are cut short, or if bytes are left over.
#
# <details><summary>Hint 1: the idea</summary>
#
# `raw` behaves like a list of numbers 0 to 255: `raw[3]` is the number of dimensions, `raw[4:8]` the bytes of the first size. Look at the length before you look at the content.
#
# </details>
# <details><summary>Hint 2: the data</summary>
#
# The header has $4 + 4d$ bytes, so it is longer for images than for labels. `np.frombuffer(raw, np.uint8, offset=...)` reads everything from there on. If the sizes are right, as many bytes are left as their product says.
#
# </details>


# %% nbgrader={"grade_id": "05-01-solution"}
def read_idx(raw):
    """The array in an IDX file of unsigned bytes.

    Parameters
    ----------
    raw : bytes
        The whole file, unpacked: 0, 0, 8, the number of dimensions, each size as a big-endian
        4-byte integer, then the data with the last index fastest.

    Returns
    -------
    array of uint8
        With the sizes that the header gives.

    Raises
    ------
    ValueError
        If the first three bytes differ, if header or data are cut short, or bytes are left over.
    """
    ### BEGIN SOLUTION
    if len(raw) < 4 or raw[:3] != b"\x00\x00\x08":
        raise ValueError("no IDX file of unsigned bytes")
    header = 4 + 4 * raw[3]
    if len(raw) < header:
        raise ValueError("the header is cut short")
    shape = [int.from_bytes(raw[i : i + 4], "big") for i in range(4, header, 4)]
    data = np.frombuffer(raw, np.uint8, offset=header)
    if data.size != np.prod(shape):
        raise ValueError(f"sizes {shape}, but {data.size} bytes")
    return data.reshape(shape)
    ### END SOLUTION


# %% nbgrader={"grade_id": "05-01-test", "points": 8}
# 05.1, check: the array, and files that are refused
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("05.1"):
    start, pixels = b"\0\0\x08", np.arange(10, 250, 10).reshape(2, 3, 4)
    empty = start + b"\2" + b"\0\0\1\3" + b"\0\0\0\0"  # sizes 259 and 0, and no data
    check.value(check.call(read_idx, empty), np.zeros((259, 0)), name="the array without data")
    labels = start + b"\1" + b"\0\0\0\5" + bytes([7, 2, 255, 0, 9])
    check.value(check.call(read_idx, labels), [7, 2, 255, 0, 9], name="the labels")
    images = (
        start + b"\3" + b"\0\0\0\2" + b"\0\0\0\3" + b"\0\0\0\4" + bytes(pixels.ravel().tolist())
    )
    check.value(check.call(read_idx, images), pixels, name="the images")
    for refused in (
        labels[:-1],  # cut short in the data
        labels + b"\0",  # a byte is left over
        empty[:-3],  # cut short in the header
        empty[:3],
        b"PK" + images[2:],  # another beginning
        b"\0\0\x0d" + images[3:],
    ):
        check.raises(ValueError, read_idx, refused)
    ### BEGIN HIDDEN TESTS
    check.hidden("05.1")
    rng = check.rng()
    for shape in [(300,), (3, 4, 5), (1, 2, 7), (2, 3, 1, 4), (5, 2)]:
        A = rng.integers(0, 256, size=shape)
        A.flat[0] = 200
        header = bytes([len(shape)]) + b"".join(size.to_bytes(4, "big") for size in shape)
        data = bytes(A.ravel().tolist())
        raw = start + header + data
        check.value(check.call(read_idx, raw), A, name="the array")
        for refused in (raw + b"\0", raw[:-1], start + header, start + header[:-1], raw[:4], start):
            check.raises(ValueError, read_idx, refused)
        for beginning in (b"\1\0\x08", b"\0\1\x08", b"\0\0\x09", b"\0\0\x0d"):
            check.raises(ValueError, read_idx, beginning + header + data)
    check.raises(ValueError, read_idx, b"")
    ### END HIDDEN TESTS

# %% [markdown]
# ## 3 Preprocessing
#
# Three things happen to the data before the network sees it.
#
# **Scale.** Bytes 0 to 255 become numbers 0 to 1, by dividing by 255. Inputs of the size of 1 are what the initial weights of section 6 are made for.
#
# **Pad.** LeNet takes images of 32 × 32, so two rows or columns of zeros go on each side of the 28 × 28. A stroke that ends at the border can then still lie in the middle of a 5 × 5 window. The network also wants an axis for the channels: grey images have one, so $X$ has the shape $(N, 1, 32, 32)$.
#
# **One-hot.** The label 3 becomes the row $(0,0,0,1,0,0,0,0,0,0)$, as in notebook 01.
#
# **Worked example.** If the pixel (3, 5) of the second image is 102, then $X_{1,0,5,7} = 102/255 = 0.4$.

# %% [markdown]
# ### Exercise 05.2 Preprocess (6 points)
#
# Write `preprocess(images, labels)`. It returns the pair $(X, T)$. Single precision (`float32`) is accepted.


# %% nbgrader={"grade_id": "05-02-solution"}
def preprocess(images, labels):
    """Images and labels as LeNet takes them.

    Parameters
    ----------
    images : array (N, 28, 28) of integers 0 to 255
        Possibly of type uint8.
    labels : array (N,) of integers 0 to 9

    Returns
    -------
    X : array (N, 1, 32, 32)
        The images divided by 255, with two rows or columns of zeros on each side.
    T : array (N, 10)
        One-hot rows.
    """
    ### BEGIN SOLUTION
    X = np.pad(images / 255, ((0, 0), (2, 2), (2, 2)))[:, np.newaxis]
    return X, np.eye(10)[labels]
    ### END SOLUTION


# %% nbgrader={"grade_id": "05-02-test-X", "points": 4}
# 05.2, check 1 of 2: X
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("05.2", "X"):
    images, X = np.zeros((3, 28, 28), np.uint8), np.zeros((3, 1, 32, 32))
    images[0, 0, 0], images[0, 27, 20], images[1, 3, 5], images[2, 9, 4] = 255, 51, 102, 200
    X[0, 0, 2, 2], X[0, 0, 29, 22], X[1, 0, 5, 7], X[2, 0, 11, 6] = 1, 0.2, 0.4, 200 / 255
    pair = check.call(preprocess, images, np.array([7, 0, 4]))
    check.that(isinstance(pair, tuple | list) and len(pair) == 2, "the pair (X, T)")
    check.value(pair[0], X, name="X", kind="float32")
    ### BEGIN HIDDEN TESTS
    check.hidden("05.2")
    rng = check.rng()
    for N in (3, 1, 5):
        images = rng.integers(0, 256, size=(N, 28, 28)).astype(np.uint8)
        X = np.zeros((N, 1, 32, 32))
        X[:, 0, 2:30, 2:30] = images.astype(float) / 255
        pair = check.call(preprocess, images, rng.integers(0, 10, size=N))
        check.value(pair[0], X, name="X", kind="float32")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "05-02-test-T", "points": 2}
# 05.2, check 2 of 2: T
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("05.2", "T"):
    T = [[0, 0, 0, 0, 0, 0, 0, 1, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]]
    T += [[0, 0, 0, 0, 1, 0, 0, 0, 0, 0]]
    pair = check.call(preprocess, np.full((3, 28, 28), 9, np.uint8), np.array([7, 0, 4]))
    check.that(isinstance(pair, tuple | list) and len(pair) == 2, "the pair (X, T)")
    check.value(pair[1], T, name="T", kind="float32")
    ### BEGIN HIDDEN TESTS
    check.hidden("05.2")
    rng = check.rng()
    for N in (4, 1, 7):
        labels, T = rng.integers(0, 9, size=N), np.zeros((N, 10))
        for n in range(N):
            T[n, labels[n]] = 1
        images = rng.integers(0, 256, size=(N, 28, 28)).astype(np.uint8)
        check.value(check.call(preprocess, images, labels)[1], T, name="T", kind="float32")
    ### END HIDDEN TESTS

# %% [markdown]
# ## 4 The network
#
# A convolutional network is a chain of a few types of layers. You have written all but one of them:
#
# | type | what it does | where you met it |
# |---|---|---|
# | convolutional | the same small detector at every place, for each feature | 03, 04 |
# | nonlinearity | bends: $\max(0, z)$, $\tanh z$ | 02 |
# | pooling | summarises a neighbourhood, so that a small shift changes little | 04 |
# | normalisation | keeps the size of the activations in bounds; LeNet has none | comes in 06 |
# | fully connected | combines everything with everything | 02 |
# | loss | compares with the target; needed for training alone | 01 |
#
# The feed-forward part is always the same sentence: *convolve, rectify, pool*, and again; then a few fully connected layers. It is trained by supervision: the filters are found by back-propagating the error of classification.
#
# LeNet has seven layers. **C** means convolution, **S** "subsampling", that is pooling, **F** fully connected:
#
# $$\underset{1@32\times 32}{\text{input}} \to \underset{6@28\times 28}{\text{C1},\ 5\times 5} \to \underset{6@14\times 14}{\text{S2},\ 2\times 2} \to \underset{16@10\times 10}{\text{C3},\ 5\times 5} \to \underset{16@5\times 5}{\text{S4},\ 2\times 2} \to \underset{120}{\text{F5}} \to \underset{84}{\text{F6}} \to \underset{10}{\text{output}}$$
#
# `6@28×28` is read "six maps of 28 × 28". No convolution pads, so 32 becomes 28, by $n - k + 1$; pooling halves. After S4 the 16 maps of 5 × 5 are laid out in one row of 400 numbers.
#
# **Predict first.** Which layer of LeNet has the most units? Which has the most weights? Are they the same?

# %% nbgrader={"grade_id": "05-figure-structure"}
from convnet.plots.lenet import lenet_structure

lenet_structure()

# %% [markdown]
# <details><summary>Units here, weights there</summary>
#
# C1 has the most units and only 150 weights. F5, with 120 units, has 48,000 weights, more than three quarters of all. A unit of a convolution has few weights, and shares them; a unit of a dense layer has one for each input and shares none.
#
# </details>

# %% [markdown]
# Why so? A number of ideas meet in this structure. *Special connectivity*: a unit sees a small window, as the cells that Hubel and Wiesel found in the visual cortex do. *Several layers of feature extractors*: towards the output the features become more global (a unit of C1 sees 5 × 5 pixels, one of S4 16 × 16), more numerous (6, then 16) and less sensitive to where exactly something stands. *Dense features*: they are computed everywhere, not at a few "interest points" chosen beforehand. *Broadly tuned* units: each answers to many inputs, and the answer lies in the pattern of all of them. *Classification at the end*, by layers that are learned together with the features. Earlier systems had a part for segmentation, one for features and one for classification, each built by other people; here it is one system.

# %% [markdown]
# ## 5 Counting a network
#
# The size of a network has three measures, and each one costs something else:
#
# - **units**: the activations. They stay in memory until back-propagation has passed.
# - **weights**: they have to be stored and transmitted, and their number has to do with overfitting.
# - **connections**: the multiplications of one forward pass. They decide about the time.
#
# For a layer that turns $J$ maps of $H \times W$ into $I$ maps of the same size,
#
# | | units | weights | connections |
# |---|---|---|---|
# | fully connected | $HWI$ | $H^2W^2\,IJ$ | $H^2W^2\,IJ$ |
# | convolution, $K \times K$ | $HWI$ | $K^2\,IJ$ | $HW\,K^2\,IJ$ |
#
# and a dense layer from $M$ to $N$ numbers has $MN$ weights and $MN$ connections. In a convolution each of the weights is used again at every place, so *connections = weights × places of the output*. A pooling window has no weights, but it looks at its $K^2$ inputs: those are its connections.
#
# **Conventions of this notebook.** *Weights* are counted without biases (with them we say *parameters*). A pooling layer's inputs count as connections. Padding counts as input.
#
# **Worked example.** A convolution of 8 filters of 3 × 3, stride 2, padding 1, gets 4 maps of 9 × 7. The output is $\lfloor (9 + 2 - 3)/2 \rfloor + 1 = 5$ high and $\lfloor (7 + 2 - 3)/2\rfloor + 1 = 4$ wide: $8 \cdot 5 \cdot 4 = 160$ units, $8 \cdot 4 \cdot 3^2 = 288$ weights, $288 \cdot 20 = 5{,}760$ connections.
#
# **Where the lectures differ.** One lecture prints the 21 numbers of LeNet's table that you will compute, and leaves the totals to you. It takes the images as 28 × 28, but its 4,704 units of C1 are $6 \cdot 28^2$, so they need an input of 32 × 32; unpadded images would give C1 only 3,456 units. It counts no biases (there are 236), and it counts pooling's connections. Its network is also not quite the one of 1998, which had a trainable weight and bias in each pooling map, and let each map of C3 see only some of the six maps of S2 (not in the lectures). Ours, like the lecture's table, connects them all. The same lecture says that a connection costs three multiply-adds in each step of training, one forward and two backward. That holds for dense layers and for C3. But pooling multiplies nothing, and C1 need not pass a gradient on to the image, so for LeNet the way back costs 715,440 multiply-adds and the way forward 416,520: 1.72 times as much, not twice.

# %% [markdown]
# ### Exercise 05.3 LeNet's table (20 points)
#
# `layer_counts(layer, in_shape)` counts one layer (10 points: units and shape 3, connections 3, weights 4). A layer is written `("conv", F, k, stride, pad)`, `("pool", k, stride)` or `("fc", n)`, and `in_shape` is $(C, H, W)$.
#
# `lenet_table()` returns the table: seven triples (units, connections, weights) in the order C1, S2, C3, S4, F5, F6, output (6 points, 2 for each column). You may compute it or type it in.
#
# `rules_of_thumb(table)` takes such a table and returns three shares of its totals (4 points): the share of the units, and of the connections, that belongs to the two convolutions C1 and C3, and the share of the weights that belongs to the three dense layers.
#
# <details><summary>Hint 1: the idea</summary>
#
# For every kind of layer, first the shape of the output; the units are its product. One unit sees `fan_in` numbers: $C k^2$ in a convolution, $k^2$ in pooling (each map by itself), all of them in a dense layer. The connections are units times fan-in, always.
#
# </details>
# <details><summary>Hint 2: the weights</summary>
#
# In a dense layer every connection has a weight of its own; in a convolution all places of a map share theirs; in pooling there is none.
#
# </details>


# %% nbgrader={"grade_id": "05-03-solution"}
def layer_counts(layer, in_shape):
    """Size of one layer.

    Parameters
    ----------
    layer : tuple
        ("conv", F, k, stride, pad), ("pool", k, stride) or ("fc", n).
    in_shape : tuple (C, H, W)

    Returns
    -------
    dict
        out_shape (three numbers; (n, 1, 1) for "fc"), units, connections (multiplies of one
        forward pass; the inputs of a pooling window count) and weights (without biases).
    """
    ### BEGIN SOLUTION
    C, H, W = in_shape
    if layer[0] == "conv":
        _, F, k, stride, pad = layer
        out_shape = (F, (H + 2 * pad - k) // stride + 1, (W + 2 * pad - k) // stride + 1)
        fan_in, weights = C * k * k, F * C * k * k
    elif layer[0] == "pool":
        _, k, stride = layer
        out_shape = (C, (H - k) // stride + 1, (W - k) // stride + 1)
        fan_in, weights = k * k, 0
    else:
        out_shape = (layer[1], 1, 1)
        fan_in, weights = C * H * W, layer[1] * C * H * W
    units = out_shape[0] * out_shape[1] * out_shape[2]
    return {
        "out_shape": out_shape,
        "units": units,
        "connections": units * fan_in,
        "weights": weights,
    }
    ### END SOLUTION


def lenet_table():
    """LeNet's units, connections and weights.

    Returns
    -------
    list of 7 triples
        (units, connections, weights) of C1, S2, C3, S4, F5, F6 and the output, for an input of
        32 × 32.
    """
    ### BEGIN SOLUTION
    layers = [
        ("conv", 6, 5, 1, 0),
        ("pool", 2, 2),
        ("conv", 16, 5, 1, 0),
        ("pool", 2, 2),
        ("fc", 120),
        ("fc", 84),
        ("fc", 10),
    ]
    table, shape = [], (1, 32, 32)
    for layer in layers:
        counts = layer_counts(layer, shape)
        table.append((counts["units"], counts["connections"], counts["weights"]))
        shape = counts["out_shape"]
    return table
    ### END SOLUTION


def rules_of_thumb(table):
    """Where the units, the connections and the weights of such a network are.

    Parameters
    ----------
    table : list of 7 triples
        As lenet_table returns it.

    Returns
    -------
    dict
        units_conv and connections_conv, the share of C1 and C3 in all units and in all
        connections; weights_dense, the share of F5, F6 and the output in all weights.
    """
    ### BEGIN SOLUTION
    units, connections, weights = np.array(table).T
    return {
        "units_conv": (units[0] + units[2]) / units.sum(),
        "connections_conv": (connections[0] + connections[2]) / connections.sum(),
        "weights_dense": weights[4:].sum() / weights.sum(),
    }
    ### END SOLUTION


# %% nbgrader={"grade_id": "05-03-shared"}
def sizes_and_layers(rng):
    """Sizes of a layer's input and window, and a layer of each kind for them."""
    for C, F, H, W, k, stride, pad in [
        (3, 8, 11, 6, 3, 1, 1),
        (5, 2, 10, 13, 4, 2, 0),
        (2, 7, 12, 9, 5, 3, 2),
        (1, 6, 32, 32, 5, 1, 0),
    ]:
        F, C = F + int(rng.integers(9)), C + int(rng.integers(5))
        places = [len(range(0, n + 2 * pad - k + 1, stride)) for n in (H, W)]
        pooled = [len(range(0, n - k + 1, stride)) for n in (H, W)]
        layers = ("conv", F, k, stride, pad), ("pool", k, stride), ("fc", F)
        yield (C, H, W), F, k, places, pooled, *layers


# %% nbgrader={"grade_id": "05-03-test-units", "points": 3}
# 05.3, check 1 of 7: out_shape and units of a layer
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("05.3", "units"):

    def units_are(layer, in_shape, out_shape, units):
        counts = check.call(layer_counts, layer, in_shape)
        check.that("out_shape" in counts and "units" in counts, "a dict with out_shape and units")
        check.value(counts["out_shape"], out_shape, name=f"out_shape of {layer[0]!r}")
        check.value(counts["units"], units, name=f"the units of {layer[0]!r}")

    units_are(("conv", 9, 5, 2, 3), (4, 13, 10), (9, 8, 6), 432)
    units_are(("pool", 3, 2), (8, 14, 11), (8, 6, 5), 240)
    units_are(("fc", 17), (5, 3, 2), (17, 1, 1), 17)
    ### BEGIN HIDDEN TESTS
    check.hidden("05.3")
    ### SHARED
    for (C, H, W), F, _, (OH, OW), (PH, PW), conv, pool, dense in sizes_and_layers(check.rng()):
        units_are(conv, (C, H, W), (F, OH, OW), F * OH * OW)
        units_are(pool, (C, H, W), (C, PH, PW), C * PH * PW)
        units_are(dense, (C, H, W), (F, 1, 1), F)
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "05-03-test-connections", "points": 3}
# 05.3, check 2 of 7: connections of a layer
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("05.3", "connections"):

    def connections_are(layer, in_shape, connections):
        counts = check.call(layer_counts, layer, in_shape)
        check.that("connections" in counts, "a dict with connections")
        check.value(counts["connections"], connections, name=f"the connections of {layer[0]!r}")

    connections_are(("conv", 9, 5, 2, 3), (4, 13, 10), 43200)
    connections_are(("pool", 3, 2), (8, 14, 11), 2160)
    connections_are(("fc", 17), (5, 3, 2), 510)
    ### BEGIN HIDDEN TESTS
    check.hidden("05.3")
    ### SHARED
    for (C, H, W), F, k, (OH, OW), (PH, PW), conv, pool, dense in sizes_and_layers(check.rng()):
        connections_are(conv, (C, H, W), F * C * k * k * OH * OW)
        connections_are(pool, (C, H, W), C * k * k * PH * PW)
        connections_are(dense, (C, H, W), F * C * H * W)
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "05-03-test-weights", "points": 4}
# 05.3, check 3 of 7: weights of a layer
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("05.3", "weights"):

    def weights_are(layer, in_shape, weights):
        counts = check.call(layer_counts, layer, in_shape)
        check.that("weights" in counts, "a dict with weights")
        check.value(counts["weights"], weights, name=f"the weights of {layer[0]!r}")

    weights_are(("conv", 9, 5, 2, 3), (4, 13, 10), 900)
    weights_are(("pool", 3, 2), (8, 14, 11), 0)
    weights_are(("fc", 17), (5, 3, 2), 510)
    ### BEGIN HIDDEN TESTS
    check.hidden("05.3")
    ### SHARED
    for (C, H, W), F, k, *_, conv, pool, dense in sizes_and_layers(check.rng()):
        weights_are(conv, (C, H, W), F * C * k * k)
        weights_are(pool, (C, H, W), 0)
        weights_are(dense, (C, H, W), F * C * H * W)
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "05-03-test-table-units", "points": 2}
# 05.3, check 4 of 7: the table's column of units
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("05.3", "table-units"):
    table = np.array(check.call(lenet_table))
    check.that(table.shape == (7, 3), "seven triples (units, connections, weights)")
    units = table[:, 0]
    check.that(units[0] == 4704, "C1 has 4,704 units", about=units)
    check.that(units.sum() == 8094, "all layers together have 8,094 units", about=units)
    ### BEGIN HIDDEN TESTS
    check.hidden("05.3")
    right = [4704, 1176, 1600, 400, 120, 84, 10]
    check.value(units, right, name="the column of the units")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "05-03-test-table-connections", "points": 2}
# 05.3, check 5 of 7: the table's column of connections
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("05.3", "table-connections"):
    table = np.array(check.call(lenet_table))
    check.that(table.shape == (7, 3), "seven triples (units, connections, weights)")
    numbers = table[:, 1]
    check.that(numbers[0] == 117600, "C1 has 117,600 connections", about=numbers)
    check.that(
        numbers.sum() == 422824, "all layers together have 422,824 connections", about=numbers
    )
    ### BEGIN HIDDEN TESTS
    check.hidden("05.3")
    right = [117600, 4704, 240000, 1600, 48000, 10080, 840]
    check.value(numbers, right, name="the column of the connections")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "05-03-test-table-weights", "points": 2}
# 05.3, check 6 of 7: the table's column of weights
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("05.3", "table-weights"):
    table = np.array(check.call(lenet_table))
    check.that(table.shape == (7, 3), "seven triples (units, connections, weights)")
    weights = table[:, 2]
    check.that(weights[0] == 150, "C1 has 150 weights", about=weights)
    check.that(weights.sum() == 61470, "all layers together have 61,470 weights", about=weights)
    ### BEGIN HIDDEN TESTS
    check.hidden("05.3")
    right = [150, 0, 2400, 0, 48000, 10080, 840]
    check.value(weights, right, name="the column of the weights")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "05-03-test-rules", "points": 4}
# 05.3, check 7 of 7: the rules of thumb
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("05.3", "rules"):

    def shares_are(table, shares):
        rules = check.call(rules_of_thumb, table)
        keys = ("units_conv", "connections_conv", "weights_dense")
        check.that(isinstance(rules, dict) and all(key in rules for key in keys), f"a dict {keys}")
        check.value([rules[key] for key in keys], shares, name="the three shares")

    # In all 100 units, 50 connections and 40 weights.
    table = [(41, 13, 3), (7, 6, 0), (23, 18, 8), (5, 2, 0), (13, 4, 17), (8, 6, 10), (3, 1, 2)]
    shares_are(table, [0.64, 0.62, 0.725])
    ### BEGIN HIDDEN TESTS
    check.hidden("05.3")
    rng = check.rng()
    lenet = [(4704, 117600, 150), (1176, 4704, 0), (1600, 240000, 2400), (400, 1600, 0)]
    lenet += [(120, 48000, 48000), (84, 10080, 10080), (10, 840, 840)]
    for table in (lenet, rng.integers(10, 900, size=(7, 3)).tolist()):
        sums = [sum(row[j] for row in table) for j in range(3)]
        units, connections = ((table[0][j] + table[2][j]) / sums[j] for j in (0, 1))
        dense = sum(row[2] for row in table[4:]) / sums[2]
        shares_are([tuple(row) for row in table], [units, connections, dense])
    ### END HIDDEN TESTS

# %% [markdown]
# What the table says holds for most convolutional networks. The convolutions have most of the units (77.9 %) and most of the connections (84.6 %; with pooling it is 97.4 % and 86.1 %): **memory and time go into the convolutions**. Nearly all weights (95.9 %) are in the dense layers: **what has to be stored and may overfit is in the dense layers**. In all, LeNet has 8,094 units, 61,470 weights (61,706 parameters) and 422,824 connections. Networks have grown a lot since 1998, up to what time and memory allow.
#
# **Predict first.** In the figure below, what happens to the number of weights if the kernels shrink from 5 × 5 to 3 × 3? They are smaller, so there should be fewer. Say which layer decides.

# %% nbgrader={"grade_id": "05-figure-sizes"}
from convnet.widgets.lenet_sizes import lenet_sizes

lenet_sizes()

# %% [markdown]
# <details><summary>Smaller kernels, more weights</summary>
#
# With smaller kernels the maps stay larger: 32, 30, 15, 13, 6, so S4 hands over 16 · 6 · 6 = 576 numbers in place of 400. F5 then needs 69,120 weights. It gains 21,120, and the two convolutions lose only 1,632.
#
# </details>

# %% [markdown]
# ## 6 Where training starts
#
# All layers are trained jointly, from random weights, by a gradient method on one loss: *end to end*. No filter is designed. But how large should the random weights be?
#
# A unit adds up `fan_in` products, $z = \sum_i w_i x_i$. For independent weights of mean 0 and variance $v$, the variance of $z$ is $v \cdot \text{fan-in} \cdot \overline{x^2}$. If it is to be about the same in every layer, neither dying out nor exploding on the way, then
#
# $$\operatorname{Var}(w) = \frac{g}{\text{fan-in}},$$
#
# with the same $g$ for all layers. ReLU throws away half of the signal, and $g = 2$ makes up for it ("He initialisation"); $g = 1$ and the uniform distribution on $\pm 1/\sqrt{\text{fan-in}}$, which has $g = 1/3$, are also in use. (This argument is not in the lectures.) The fan-in is what one unit sees: $C k^2$ in a convolution, the product of all axes of $W$ but the first. The biases start at zero. The weights must not, and must not be equal: equal units get equal gradients and stay equal for ever.
#
# **Worked example.** $W_2$ has the shape (16, 6, 5, 5), so its fan-in is 150, and with $g = 2$ its standard deviation is $\sqrt{2/150} = 0.115$. For $W_3$ it is $\sqrt{2/400} = 0.071$.

# %% [markdown]
# ### Exercise 05.4 Initial parameters (6 points)
#
# Write `init_params(rng)`. It returns a dict of the ten arrays W1, b1, … W5, b5. Any distribution of mean 0 will do, with one $g$ between 0.3 and 6 for all layers.


# %% nbgrader={"grade_id": "05-04-solution"}
def init_params(rng):
    """LeNet's parameters before training.

    Parameters
    ----------
    rng : np.random.Generator
        The only source of randomness.

    Returns
    -------
    dict
        W1 (6, 1, 5, 5), W2 (16, 6, 5, 5), W3 (120, 400), W4 (84, 120) and W5 (10, 84): random,
        mean 0, variance g / fan-in with the same g in every layer; b1 (6,), b2 (16,), b3 (120,),
        b4 (84,) and b5 (10,): zero.
    """
    ### BEGIN SOLUTION
    shapes = [(6, 1, 5, 5), (16, 6, 5, 5), (120, 400), (84, 120), (10, 84)]
    params = {}
    for k, shape in enumerate(shapes, start=1):
        fan_in = np.prod(shape[1:])
        params[f"W{k}"] = np.sqrt(2 / fan_in) * rng.standard_normal(shape)
        params[f"b{k}"] = np.zeros(shape[0])
    return params
    ### END SOLUTION


# %% nbgrader={"grade_id": "05-04-test", "points": 6}
# 05.4, check: shapes, biases, and the variance of the weights
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("05.4"):
    shapes = {"W1": (6, 1, 5, 5), "W2": (16, 6, 5, 5), "W3": (120, 400), "W4": (84, 120)}
    shapes |= {"W5": (10, 84), "b1": (6,), "b2": (16,), "b3": (120,), "b4": (84,), "b5": (10,)}

    def draws_are_right(seeds):
        draws = [check.call(init_params, np.random.default_rng(seed)) for seed in seeds]
        for key, shape in shapes.items():
            found = np.shape(draws[0].get(key))
            check.that(found == shape, f"{key} of the shape {shape}", about=found)
        biases = [draw[f"b{k}"] for draw in draws for k in range(1, 6)]
        check.that(not any(np.any(b) for b in biases), "biases that start at zero")
        W = [np.array([draw[f"W{k}"] for draw in draws], dtype=float) for k in range(1, 6)]
        check.that(all(np.ptp(w[0]) > 0 for w in W), "weights that differ from one another")
        check.that(not np.array_equal(*W[2][:2]), "other weights from another generator")
        again = check.call(init_params, np.random.default_rng(seeds[0]))
        check.that(np.array_equal(again["W3"], W[2][0]), "the same weights from equal generators")
        means = [w.mean() / w.std() * w.size**0.5 for w in W]  # 1 or so by chance, 6 never
        check.that(np.abs(means).max() < 6, "weights of mean 0", about=[w.min() < 0 for w in W])
        g = np.array([w.var() * w[0, 0].size for w in W])  # 3 % off by chance
        in_steps = np.rint(4 * np.log2(g / g[2]))  # each a factor of 1.19
        same = np.abs(g / np.median(g) - 1).max() < 0.25
        check.that(same, "Var(w) = g / fan-in, with one g for all layers", about=in_steps)
        check.that(0.27 < np.median(g) < 6.6, "a g between 0.3 and 6")

    draws_are_right(range(20))
    ### BEGIN HIDDEN TESTS
    check.hidden("05.4")
    draws_are_right(check.rng().integers(2**31, size=20).tolist())
    ### END HIDDEN TESTS

# %% [markdown]
# ## 7 Forward and backward
#
# The network in formulas, with ReLU for $\varphi$ and "pool" for the maximum over 2 × 2:
#
# $$A_1 = \varphi(W_1 \star X + b_1), \quad P_1 = \operatorname{pool}(A_1), \quad A_2 = \varphi(W_2 \star P_1 + b_2), \quad P_2 = \operatorname{pool}(A_2),$$
# $$A_3 = \varphi(P_2' W_3^\top + b_3), \quad A_4 = \varphi(A_3 W_4^\top + b_4), \quad Z = A_4 W_5^\top + b_5.$$
#
# $P_2'$ is $P_2$ with its axes channel, row, column laid out in one row, which `reshape(N, 400)` does. $Z$ holds the logits: the last layer is linear, since the softmax belongs to the loss.
#
# | array | $X$ | $A_1$ | $P_1$ | $A_2$ | $P_2$ | $A_3$ | $A_4$ | $Z$ |
# |---|---|---|---|---|---|---|---|---|
# | shape, without $N$ | 1, 32, 32 | 6, 28, 28 | 6, 14, 14 | 16, 10, 10 | 16, 5, 5 | 120 | 84 | 10 |
#
# **Finished layers.** You wrote these layers in notebooks 02 and 04. The package has them as objects, which remember in `forward` what `backward` needs:
#
# | call | gives |
# |---|---|
# | `layer = Conv2d(W, b)` or `Linear(W, b)` or `MaxPool2d(2)` | a layer with these parameters; stride 1, no padding |
# | `layer.forward(X)` | its output |
# | `layer.backward(dout)` | the gradient of the input of the last `forward` call |
# | `layer.grads["W"]`, `layer.grads["b"]` | after `backward`: the gradients of its parameters |
#
# Use them, or paste your own functions of notebook 04.

# %% nbgrader={"grade_id": "05-layers"}
from convnet.layers import Conv2d, Linear, MaxPool2d

layer = Conv2d(np.ones((1, 1, 2, 2)), np.array([0.5]))
print(layer.forward(np.arange(9.0).reshape(1, 1, 3, 3)))  # four sums of 2 × 2, and 0.5
print(layer.backward(np.ones((1, 1, 2, 2))), layer.grads["b"])

# %% [markdown]
# ### Exercise 05.5 Forward (10 points)
#
# Write `lenet_forward(X, params)`. It returns the logits and a cache, a dict of $X$, the parameters and the six arrays in between. Your own cache is not looked at in this exercise, but the next one starts from a cache of this form.
#
# <details><summary>Hint 1: the idea</summary>
#
# Seven lines, one for each symbol of the formulas above. Print the shapes and compare them with the table.
#
# </details>
# <details><summary>Hint 2: the first line</summary>
#
# `A1 = np.maximum(Conv2d(params["W1"], params["b1"]).forward(X), 0)`.
#
# </details>


# %% nbgrader={"grade_id": "05-05-solution"}
def lenet_forward(X, params):
    """LeNet's logits.

    Parameters
    ----------
    X : array (N, 1, 32, 32)
    params : dict
        As init_params returns it.

    Returns
    -------
    logits : array (N, 10)
    cache : dict
        X, params, A1 (N, 6, 28, 28), P1 (N, 6, 14, 14), A2 (N, 16, 10, 10), P2 (N, 16, 5, 5),
        A3 (N, 120), A4 (N, 84): A after the ReLU, P after pooling.
    """
    ### BEGIN SOLUTION
    from convnet.layers import Conv2d, Linear, MaxPool2d

    def layer(kind, k):
        return kind(params[f"W{k}"], params[f"b{k}"])

    A1 = np.maximum(layer(Conv2d, 1).forward(X), 0)
    P1 = MaxPool2d(2).forward(A1)
    A2 = np.maximum(layer(Conv2d, 2).forward(P1), 0)
    P2 = MaxPool2d(2).forward(A2)
    A3 = np.maximum(layer(Linear, 3).forward(P2.reshape(len(X), 400)), 0)
    A4 = np.maximum(layer(Linear, 4).forward(A3), 0)
    logits = layer(Linear, 5).forward(A4)
    return logits, {
        "X": X,
        "params": params,
        "A1": A1,
        "P1": P1,
        "A2": A2,
        "P2": P2,
        "A3": A3,
        "A4": A4,
    }
    ### END SOLUTION


# %% nbgrader={"grade_id": "05-05-test", "points": 10}
# 05.5, check: the logits
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check
from numpy.lib.stride_tricks import sliding_window_view

with check.exercise("05.5"):

    def waves(k, *shape):
        return np.sin(k + 1.7 * np.arange(np.prod(shape)) ** 1.05).reshape(shape)

    shapes = [(6, 1, 5, 5), (16, 6, 5, 5), (120, 400), (84, 120), (10, 84)]
    params = {f"W{k}": 2 * waves(k, *s) / np.sqrt(np.prod(s[1:])) for k, s in enumerate(shapes, 1)}
    params |= {f"b{k}": 0.3 * waves(10 + k, s[0]) for k, s in enumerate(shapes, 1)}
    pair = check.call(lenet_forward, np.abs(waves(0, 2, 1, 32, 32)), params)
    check.that(isinstance(pair, tuple | list) and len(pair) == 2, "the pair (logits, cache)")
    # Computed once, in double precision, by PyTorch.
    Z = """
    -1.04781682934099 -0.461932637456984 0.161503778392087 0.0678140683760675 -0.165033630421838
    -0.0618584330931217 0.130629258609442 -0.155164295376294 -0.47170496046170 0.153432852652753
    -1.51352461424357 -0.474208447755039 -0.036836142418914 0.320085309824174 0.161006510428103
    -0.221301748019222 0.278461183441029 0.00180127453101023 -0.282259831881468 -0.120751881150064
    """
    check.value(pair[0], np.array(Z.split(), dtype=float).reshape(2, 10), name="logits")
    ### BEGIN HIDDEN TESTS
    check.hidden("05.5")
    rng = check.rng()

    def oracle(X, params):
        A = X
        for k in range(1, 6):
            W, b = params[f"W{k}"], params[f"b{k}"]
            if k < 3:
                windows = sliding_window_view(A, (5, 5), axis=(2, 3))  # n c i j u v
                A = np.einsum("ncijuv,fcuv->nfij", windows, W, optimize=True) + b[:, None, None]
                N, F, H, width = A.shape
                A = np.maximum(A.reshape(N, F, H // 2, 2, width // 2, 2).max(axis=(3, 5)), 0)
            else:
                Z = A.reshape(len(X), -1) @ W.T + b
                A = np.maximum(Z, 0)
        return Z

    for N in (3, 1):
        X = rng.uniform(size=(N, 1, 32, 32))
        for k, shape in enumerate(shapes, start=1):
            params[f"W{k}"] = rng.normal(size=shape) * np.sqrt(2 / np.prod(shape[1:]))
            params[f"b{k}"] = rng.normal(size=shape[0])
        pair = check.call(lenet_forward, X, params)
        check.value(pair[0], oracle(X, params), name="logits")
    ### END HIDDEN TESTS

# %% [markdown]
# Backwards, the same chain the other way round. Given $\bar Z$, each dense layer has the three products of notebook 02; each ReLU passes the gradient on where its output is positive; pooling sends it to the largest entry of each window; and the convolution is your module of notebook 04:
#
# $$\bar W_5 = \bar Z^\top A_4, \qquad \bar b_5 = \sum_n \bar Z_n, \qquad \bar A_4 = \bar Z\, W_5, \qquad \bar Z_4 = \bar A_4 \odot [A_4 > 0], \qquad \dots$$
#
# No layer divides by $N$: the loss has done that, once.

# %% [markdown]
# ### Exercise 05.6 Backward (14 points)
#
# Write `lenet_backward(dlogits, cache)`. It returns a dict with the keys and shapes of the parameters. The check makes the cache itself, so it does not matter whether your forward function is right. The points are given for the dense layers (6), C3 (4) and C1 (4).
#
# <details><summary>Hint 1: the idea</summary>
#
# Start at the end and go through the formulas of the forward pass from right to left. At each step you have the gradient of an array and need that of the one before.
#
# </details>
# <details><summary>Hint 2: with finished layers</summary>
#
# A layer object must have seen its input before it can go back: make it, call `forward` with the input from the cache (`P1` for C3, `A2` for S4), then `backward`. That computes the forward pass again, which costs some time and is allowed.
#
# </details>
# <details><summary>Hint 3: the shapes</summary>
#
# `dA4 (N, 84)` → `dA3 (N, 120)` → `dP2 (N, 400)`, reshaped to `(N, 16, 5, 5)` → `dA2 (N, 16, 10, 10)` → `dP1 (N, 6, 14, 14)` → `dA1 (N, 6, 28, 28)`. Each `dA` is multiplied by `(A > 0)` before it goes into its layer.
#
# </details>


# %% nbgrader={"grade_id": "05-06-solution"}
def lenet_backward(dlogits, cache):
    """Gradients of all parameters of LeNet.

    Parameters
    ----------
    dlogits : array (N, 10)
        Gradient of the cost with respect to the logits.
    cache : dict
        As lenet_forward returns it: X, params, A1, P1, A2, P2, A3, A4. Not to be changed.

    Returns
    -------
    dict
        W1, b1, … W5, b5: gradients of the shapes of the parameters.
    """
    ### BEGIN SOLUTION
    from convnet.layers import Conv2d, Linear, MaxPool2d

    X, A1, P1, A2, P2, A3, A4 = (cache[name] for name in ("X", "A1", "P1", "A2", "P2", "A3", "A4"))
    grads = {}

    def back(kind, k, X, dZ, input_gradient=True):
        layer = kind(cache["params"][f"W{k}"], cache["params"][f"b{k}"])
        layer.forward(X)
        dX = layer.backward(dZ, input_gradient)
        grads[f"W{k}"], grads[f"b{k}"] = layer.grads["W"], layer.grads["b"]
        return dX

    def back_through_pool(A, dP):
        pool = MaxPool2d(2)
        pool.forward(A)
        return pool.backward(dP)

    dA4 = back(Linear, 5, A4, dlogits)
    dA3 = back(Linear, 4, A3, dA4 * (A4 > 0))
    dP2 = back(Linear, 3, P2.reshape(len(X), 400), dA3 * (A3 > 0))
    dA2 = back_through_pool(A2, dP2.reshape(P2.shape))
    dP1 = back(Conv2d, 2, P1, dA2 * (A2 > 0))
    dA1 = back_through_pool(A1, dP1)
    back(Conv2d, 1, X, dA1 * (A1 > 0), input_gradient=False)
    return grads
    ### END SOLUTION


# %% nbgrader={"grade_id": "05-06-shared"}
def unpooled(dP, A):
    """Each gradient at the place of its maximum."""
    N, F, H, W = dP.shape
    blocks = A.reshape(N, F, H, 2, W, 2).transpose(0, 1, 2, 4, 3, 5).reshape(N, F, H, W, 4)
    largest = np.arange(4) == blocks.argmax(axis=-1)[..., None]
    shares = (dP[..., None] * largest).reshape(N, F, H, W, 2, 2)
    return shares.transpose(0, 1, 2, 4, 3, 5).reshape(N, F, 2 * H, 2 * W)


def windows(X):
    return np.lib.stride_tricks.sliding_window_view(X, (5, 5), axis=(2, 3))


def right_gradients(dlogits, cache):
    """The gradients by another way than the layers of the package."""
    params, d, g = cache["params"], dlogits, {}
    for k, seen in ((5, cache["A4"]), (4, cache["A3"]), (3, cache["P2"].reshape(-1, 400))):
        g[f"W{k}"], g[f"b{k}"] = d.T @ seen, d.sum(axis=0)
        d = d @ params[f"W{k}"] * (seen > 0 if k > 3 else 1)
    d = d.reshape(cache["P2"].shape)
    for k, A, X in ((2, cache["A2"], cache["P1"]), (1, cache["A1"], cache["X"])):
        d = unpooled(d, A) * (A > 0)
        g[f"W{k}"] = np.einsum("nfij,ncijuv->fcuv", d, windows(X), optimize=True)
        g[f"b{k}"] = d.sum(axis=(0, 2, 3))
        wide = windows(np.pad(d, ((0, 0), (0, 0), (4, 4), (4, 4))))
        flipped = params[f"W{k}"][:, :, ::-1, ::-1]
        d = np.einsum("nfijuv,fcuv->ncij", wide, flipped, optimize=True)
    return g


def gradients_are_right(rng, N, keys):
    """Compare all entries by value, and twenty of each array with differences of the cost."""
    X, dlogits = rng.uniform(size=(N, 1, 32, 32)), rng.normal(size=(N, 10))
    cache = cache_of(X, lambda shape: rng.normal(size=shape) * (0.7 if len(shape) > 1 else 0.05))
    grads, right = check.call(lenet_backward, dlogits, cache), right_gradients(dlogits, cache)
    for key in keys:
        check.value(grads[key], right[key], name=f"d{key}", kind="gradient")
        array = theta[key].reshape(-1)  # a view
        at = rng.choice(array.size, size=min(20, array.size), replace=False)
        values = array[at]

        def cost(v, array=array, at=at):
            array[at] = v
            return float(np.sum(net.forward(X) * dlogits))

        entries = np.ravel(np.array(grads[key], dtype=float))[at]
        if N > 1:
            check.gradient(cost, values, entries, name=f"entries of d{key}")
        array[at] = values


# %% nbgrader={"grade_id": "05-06-test-dense", "points": 6}
# 05.6, check 1 of 3: the gradients of F5, F6 and the output
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check
from convnet.network import lenet

with check.exercise("05.6", "dense"):
    net = lenet(dtype=np.float64, fast=False)
    theta = dict(zip([f"{p}{k}" for k in range(1, 6) for p in "Wb"], net.params.values()))

    def waves(shape, k=0):
        return np.sin(k + np.prod(shape) + 1.7 * np.arange(np.prod(shape)) ** 1.05).reshape(shape)

    def cache_of(X, draw):  # what LeNet remembers of X, its parameters drawn by draw(shape)
        for array in theta.values():
            array[...] = 2 * draw(array.shape) / array[0].size ** 0.5
        A1, P1, A2, P2, A3, A4 = (net.trace(X)[i] for i in (1, 2, 4, 5, 8, 10))
        return {"X": X, "params": theta, "A1": A1, "P1": P1, "A2": A2, "P2": P2, "A3": A3, "A4": A4}

    cache = cache_of(np.abs(waves((3, 1, 32, 32))), waves)
    grads = check.call(lenet_backward, waves((3, 10)), cache)
    check.that(isinstance(grads, dict), "a dict with the keys of the parameters")
    # The slopes of sum(logits * dlogits) along two waves in each array.
    slopes = {"W5": [92.29351663, 41.80292509], "b5": [3.011065275, 6.192804595]}
    slopes |= {"W4": [-38.01873204, -61.9870217], "b4": [-4.460200807, -9.232133524]}
    slopes |= {"W3": [2.160256121, 8.329925362], "b3": [7.866558109, 6.292614292]}
    for key, right in slopes.items():
        check.that(np.shape(grads[key]) == theta[key].shape, f"d{key} of the shape of {key}")
        found = [np.sum(grads[key] * waves(theta[key].shape, k)) for k in (1, 2)]
        check.value(found, right, name=f"the two slopes that d{key} gives", kind="gradient")
    ### BEGIN HIDDEN TESTS
    check.hidden("05.6")
    rng = check.rng()
    ### SHARED
    for N in (3, 1):
        gradients_are_right(rng, N, slopes)
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "05-06-test-C3", "points": 4}
# 05.6, check 2 of 3: the gradients of C3
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check
from convnet.network import lenet

with check.exercise("05.6", "C3"):
    net = lenet(dtype=np.float64, fast=False)
    theta = dict(zip([f"{p}{k}" for k in range(1, 6) for p in "Wb"], net.params.values()))

    def waves(shape, k=0):
        return np.sin(k + np.prod(shape) + 1.7 * np.arange(np.prod(shape)) ** 1.05).reshape(shape)

    def cache_of(X, draw):  # what LeNet remembers of X, its parameters drawn by draw(shape)
        for array in theta.values():
            array[...] = 2 * draw(array.shape) / array[0].size ** 0.5
        A1, P1, A2, P2, A3, A4 = (net.trace(X)[i] for i in (1, 2, 4, 5, 8, 10))
        return {"X": X, "params": theta, "A1": A1, "P1": P1, "A2": A2, "P2": P2, "A3": A3, "A4": A4}

    cache = cache_of(np.abs(waves((3, 1, 32, 32))), waves)
    grads = check.call(lenet_backward, waves((3, 10)), cache)
    check.that(isinstance(grads, dict), "a dict with the keys of the parameters")
    # The slopes of sum(logits * dlogits) along two waves in each array.
    slopes = {"W2": [-1.223163322, 2.721712126], "b2": [-0.02454229595, -0.0568911705]}
    for key, right in slopes.items():
        check.that(np.shape(grads[key]) == theta[key].shape, f"d{key} of the shape of {key}")
        found = [np.sum(grads[key] * waves(theta[key].shape, k)) for k in (1, 2)]
        check.value(found, right, name=f"the two slopes that d{key} gives", kind="gradient")
    ### BEGIN HIDDEN TESTS
    check.hidden("05.6")
    rng = check.rng()
    ### SHARED
    for N in (3, 1):
        gradients_are_right(rng, N, slopes)
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "05-06-test-C1", "points": 4}
# 05.6, check 3 of 3: the gradients of C1
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check
from convnet.network import lenet

with check.exercise("05.6", "C1"):
    net = lenet(dtype=np.float64, fast=False)
    theta = dict(zip([f"{p}{k}" for k in range(1, 6) for p in "Wb"], net.params.values()))

    def waves(shape, k=0):
        return np.sin(k + np.prod(shape) + 1.7 * np.arange(np.prod(shape)) ** 1.05).reshape(shape)

    def cache_of(X, draw):  # what LeNet remembers of X, its parameters drawn by draw(shape)
        for array in theta.values():
            array[...] = 2 * draw(array.shape) / array[0].size ** 0.5
        A1, P1, A2, P2, A3, A4 = (net.trace(X)[i] for i in (1, 2, 4, 5, 8, 10))
        return {"X": X, "params": theta, "A1": A1, "P1": P1, "A2": A2, "P2": P2, "A3": A3, "A4": A4}

    cache = cache_of(np.abs(waves((3, 1, 32, 32))), waves)
    grads = check.call(lenet_backward, waves((3, 10)), cache)
    check.that(isinstance(grads, dict), "a dict with the keys of the parameters")
    # The slopes of sum(logits * dlogits) along two waves in each array.
    slopes = {"W1": [-3.603367578, -1.409174622], "b1": [-1.997383064, -2.325161766]}
    for key, right in slopes.items():
        check.that(np.shape(grads[key]) == theta[key].shape, f"d{key} of the shape of {key}")
        found = [np.sum(grads[key] * waves(theta[key].shape, k)) for k in (1, 2)]
        check.value(found, right, name=f"the two slopes that d{key} gives", kind="gradient")
    ### BEGIN HIDDEN TESTS
    check.hidden("05.6")
    rng = check.rng()
    ### SHARED
    for N in (3, 1):
        gradients_are_right(rng, N, slopes)
    ### END HIDDEN TESTS

# %% [markdown]
# A gradient that passes these checks has 61,706 entries that are right. If a network does not learn from now on, it is not the gradient.

# %% [markdown]
# ## 8 Training
#
# An **epoch** shows each training image once. The images are drawn in a random order, in batches of, say, 16 or 64; the last batch may be short. Each batch makes one step:
#
# $$\theta \leftarrow \theta - \eta\,\big(\bar\theta + \lambda\,\theta\big) \quad\text{for weights}, \qquad \theta \leftarrow \theta - \eta\,\bar\theta \quad\text{for biases.}$$
#
# $\lambda\theta$ is the gradient of $\tfrac{\lambda}{2}\lVert\theta\rVert^2$. It pulls each weight towards 0 unless the data pull it elsewhere: **weight decay**. Biases are left out; a bias that is far from zero does no harm.
#
# **Worked example.** Five images in batches of two have the mean losses 1.0 and 0.8, and 0.3 for the last image alone. The mean over the images is $(2\cdot 1.0 + 2\cdot 0.8 + 1\cdot 0.3)/5 = 0.78$; the mean of the three numbers, 0.7, would give the last image twice the weight of any other.

# %% [markdown]
# ### Exercise 05.7 One epoch (10 points)
#
# Write `train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng)`. It works for any model: whatever is special about LeNet is inside the function `loss_and_grads(params, Xb, Tb)`, which returns the mean loss of a batch and a dict of gradients. Return a new dict of parameters (the old one stays as it is) and the mean of the losses over all samples, as they were seen. Batches 4 points, steps 4, loss 2.
#
# <details><summary>Hint 1: the idea</summary>
#
# `rng.permutation(N)` is the order; cut it into pieces of `batch_size` with a loop over `range(0, N, batch_size)`. A slice that goes beyond the end is just shorter.
#
# </details>
# <details><summary>Hint 2: the step</summary>
#
# Make a new dict in each step: `params = {key: theta - eta * … for key, theta in params.items()}`. Then nothing of the caller's changes. `key.startswith("W")` tells weights from biases.
#
# </details>


# %% nbgrader={"grade_id": "05-07-solution"}
def train_epoch(params, X, T, loss_and_grads, batch_size, eta, weight_decay, rng):
    """One epoch of mini-batch gradient descent with weight decay.

    Parameters
    ----------
    params : dict of arrays
        Names of weights begin with W. Not to be changed.
    X, T : arrays (N, …)
        Inputs and targets.
    loss_and_grads : callable
        loss_and_grads(params, Xb, Tb) returns (J, grads): the mean loss of a batch, and a dict with
        the keys of params.
    batch_size : int
        The last batch of the epoch may be shorter.
    eta, weight_decay : numbers
        Weights: θ − η (gradient + weight_decay θ). All others: θ − η gradient.
    rng : np.random.Generator
        For the order of the samples.

    Returns
    -------
    params : dict of arrays
        After the epoch.
    mean_loss : number
        Mean over the samples of the losses as they were seen.
    """
    ### BEGIN SOLUTION
    order, total = rng.permutation(len(X)), 0.0
    for start in range(0, len(X), batch_size):
        batch = order[start : start + batch_size]
        J, grads = loss_and_grads(params, X[batch], T[batch])
        total += J * len(batch)
        decay = {key: weight_decay if key.startswith("W") else 0.0 for key in params}
        params = {
            key: theta - eta * (grads[key] + decay[key] * theta) for key, theta in params.items()
        }
    return params, total / len(X)
    ### END SOLUTION


# %% nbgrader={"grade_id": "05-07-test-batches", "points": 4}
# 05.7, check 1 of 3: the samples of each batch
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("05.7", "batches"):

    def epoch(N, size, rng):
        seen, X = [], np.stack([np.arange(N), np.ones(N)], axis=1)

        def model(params, Xb, Tb):
            seen.append((np.array(Xb)[:, 0].tolist(), np.array(Tb).tolist()))
            return 1.0, {"W1": np.zeros(1)}

        check.call(train_epoch, {"W1": np.zeros(1)}, X, np.arange(N), model, size, 0.1, 0.0, rng)
        return seen

    def batches_are_right(N, size, sizes, rng, equal):
        one, two, again = (epoch(N, size, r) for r in (rng, rng, equal))
        check.that(all(x == t for x, t in one + two), "the same samples of X and T in a batch")
        check.value([len(x) for x, _ in one], sizes, name="the sizes of the batches")
        order, later = ([n for x, _ in batches for n in x] for batches in (one, two))
        check.that(sorted(order) == sorted(later) == list(range(N)), "each sample once in an epoch")
        check.that(order != sorted(order), "the samples in a random order")
        check.that(order != later, "another order in the next epoch")
        check.that(one == again, "the same order from equal generators")
        same = sorted(sorted(x) for x, _ in one) == sorted(sorted(x) for x, _ in two)
        check.that(not same or len(one) < 3, "other batches in the next epoch")

    batches_are_right(11, 4, [4, 4, 3], np.random.default_rng(0), np.random.default_rng(0))
    ### BEGIN HIDDEN TESTS
    check.hidden("05.7")
    rng = check.rng()
    for N, size in [(50, 8), (40, 10), (30, 64), (33, 32)]:
        sizes = [min(size, N - first) for first in range(0, N, size)]
        seed = int(rng.integers(2**31))
        batches_are_right(N, size, sizes, np.random.default_rng(seed), np.random.default_rng(seed))
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "05-07-test-steps", "points": 4}
# 05.7, check 2 of 3: the parameters after each step
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("05.7", "steps"):

    def steps_are_right(start, g, N, batch_size, eta, weight_decay):
        seen = []

        def model(params, Xb, Tb):  # gradients that grow from step to step
            seen.append({key: np.array(params[key], dtype=float) for key in start})
            return 1.0, {key: len(seen) * np.array(g[key]) for key in g}

        X, T, rng = np.zeros((N, 2)), np.zeros(N), np.random.default_rng(0)
        pair = check.call(train_epoch, start, X, T, model, batch_size, eta, weight_decay, rng)
        check.that(len(pair) == 2 and set(pair[0]) == set(start), "(params, mean_loss)")
        right = dict(start)
        for step, found in enumerate([*seen, pair[0]]):
            for key in start:
                check.value(found[key], right[key], f"{key} after step {step}", kind="float32")
                decay = weight_decay if key[0] == "W" else 0
                right[key] = right[key] - eta * ((step + 1) * g[key] + decay * right[key])

    W, b = np.array([[1.2, -2.1, 0.5], [3.3, 0.7, -1.4]]), np.array([0.3, -0.8])
    start, g = (
        {"W1": W, "b1": b, "scale": np.array(1.7)},
        {"W1": W[::-1], "b1": 2 * b, "scale": 0.9},
    )
    steps_are_right(start, g, 7, 3, 0.1, 0.4)
    ### BEGIN HIDDEN TESTS
    check.hidden("05.7")
    rng = check.rng()
    for N, batch_size, eta, decay in [(11, 4, 0.05, 0.3), (6, 2, 0.2, 0.0), (9, 20, 0.1, 0.7)]:
        start, g = (
            {"W1": rng.normal(size=(2, 3)), "b1": rng.normal(size=2), "scale": rng.normal(size=())}
            for _ in range(2)
        )
        steps_are_right(start, g, N, batch_size, eta, decay)
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "05-07-test-loss", "points": 2}
# 05.7, check 3 of 3: the mean loss
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("05.7", "loss"):

    def mean_loss_is(losses, N, batch_size, mean):
        left = iter([*losses, *range(N)])  # one for each batch, and some that are too many

        def model(params, Xb, Tb):
            return next(left), {"W1": np.zeros(1)}

        params, X, T, rng = {"W1": np.ones(1)}, np.zeros((N, 1)), np.zeros(N), check.rng()
        pair = check.call(train_epoch, params, X, T, model, batch_size, 0.1, 0.0, rng)
        check.that(isinstance(pair, tuple | list) and len(pair) == 2, "(params, mean_loss)")
        check.value(pair[1], mean, name="the mean loss", kind="float32")

    mean_loss_is([1.7, 0.9, 0.4], 8, 3, 1.075)
    ### BEGIN HIDDEN TESTS
    check.hidden("05.7")
    rng = check.rng()
    for N, batch_size in [(17, 5), (12, 4), (9, 8), (3, 8)]:
        sizes = [min(batch_size, N - first) for first in range(0, N, batch_size)]
        losses = rng.uniform(0.1, 3, size=len(sizes))
        mean_loss_is(losses.tolist(), N, batch_size, np.dot(losses, sizes) / N)
    ### END HIDDEN TESTS

# %% [markdown]
# ### Before you train: overfit
#
# A test that finds most mistakes in a minute: take a handful of images, and train on them only. 61,706 parameters can learn 32 images by heart, so **the error on them must go to 0**. If it does not, something is broken, and no amount of data will mend it: labels that do not belong to the images, a step in the wrong direction, a step size that is far off, a layer that does not learn.
#
# For that you need the model as `train_epoch` wants it. The loss is the softmax cross-entropy of notebook 01. Use your own or the package's:
#
# | call | gives |
# |---|---|
# | `loss = SoftmaxCrossEntropy()`, from `convnet.losses` | the cost |
# | `loss.forward(Z, T)` | the mean cost of logits and one-hot targets |
# | `loss.backward()` | its gradient $(y - t)/N$ with respect to the logits |

# %% [markdown]
# ### Exercise 05.8 Overfit 32 images (8 points)
#
# Write `loss_and_grads(params, X, T)` for LeNet: your forward pass, the loss, your backward pass. It is a helper, here and in the next exercise, and gives no points of its own. Then write `overfit(params, X, T, eta, steps)`: gradient descent on the whole batch, no decay, no shuffling.
#
# This exercise and the next build on 05.5 and 05.6. With $\eta = 0.05$ the check takes 120 steps; the reference needs 43 on average and never needed more than 73 until no image was wrong any more (24 starts).
#
# <details><summary>Hint 1: the idea</summary>
#
# `loss_and_grads` has four lines: logits and cache; the cost; its gradient; the gradients of the parameters.
#
# </details>
# <details><summary>Hint 2: it does not go to 0</summary>
#
# Look at the losses. They stay at $\ln 10 = 2.3$: nothing is learned, or labels and images do not belong together. They rise: the sign of the step. They become `nan`: a step size that is too large, or a softmax that is not stable.
#
# </details>


# %% nbgrader={"grade_id": "05-08-solution"}
def loss_and_grads(params, X, T):
    """LeNet's mean cross-entropy on a batch, and its gradients.

    Parameters
    ----------
    params : dict
    X : array (N, 1, 32, 32)
    T : array (N, 10)
        One-hot.

    Returns
    -------
    J : number
    grads : dict
        With the keys of params.
    """
    ### BEGIN SOLUTION
    from convnet.losses import SoftmaxCrossEntropy

    loss = SoftmaxCrossEntropy()
    logits, cache = lenet_forward(X, params)
    return loss.forward(logits, T), lenet_backward(loss.backward(), cache)
    ### END SOLUTION


def overfit(params, X, T, eta, steps):
    """Train LeNet on one batch until it knows it by heart.

    Parameters
    ----------
    params : dict
        Initial parameters. Not to be changed.
    X : array (N, 1, 32, 32)
    T : array (N, 10)
        One-hot.
    eta : number
        Step size.
    steps : int

    Returns
    -------
    params : dict
        After the last step.
    losses : list or array (steps,)
        The mean cost before each step.
    """
    ### BEGIN SOLUTION
    losses = []
    for _ in range(steps):
        J, grads = loss_and_grads(params, X, T)
        params = {key: theta - eta * grads[key] for key, theta in params.items()}
        losses.append(J)
    return params, losses
    ### END SOLUTION


# %% nbgrader={"grade_id": "05-08-test", "points": 8}
# 05.8, check: three steps on 4 images, then 120 steps on 32 digits
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check
from convnet.data import load_digits_28
from convnet.network import lenet
from convnet.training import as_input

with check.exercise("05.8"), check.cpu_limit(300):
    net, (images, labels, *_) = lenet(dtype=np.float64, fast=False), load_digits_28()
    theta = dict(zip([f"{p}{k}" for k in range(1, 6) for p in "Wb"], net.params.values()))
    waves = lambda shape: np.sin(1.7 * np.arange(np.prod(shape)) ** 1.05).reshape(shape)

    def overfitted(draw, X, T, steps):
        start = {k: draw(a.shape) * (a.ndim > 1) * (2 / a[0].size) ** 0.5 for k, a in theta.items()}
        params, losses = check.call(overfit, start, X, T, 0.05, steps)
        check.value(np.size(losses), steps, name="the number of losses")
        check.that(1 < losses[0] < 6, "losses that are means over the images", about=losses[0])
        for key, array in theta.items():
            check.that(np.shape(params[key]) == array.shape, f"{key} of its old shape")
            array[...] = params[key]
        return np.array(losses, dtype=float), net.forward(X)

    _, Z = overfitted(waves, np.abs(waves((4, 1, 32, 32))), np.eye(10)[[3, 8, 0, 5]], 3)
    check.value(Z[:3, 0], [0.0317118, 0.0543246, 0.0683371], "logits after 3 steps", kind="float32")
    X, t = as_input(images[5::42]).astype(float), labels[5::42]
    losses, Z = overfitted(np.random.default_rng(1).standard_normal, X, np.eye(10)[t], 120)
    check.that((Z.argmax(axis=1) == t).all(), "all 32 digits right after 120 steps")
    check.that(losses[-1] < 0.1, "a last loss below 0.1")
    ### BEGIN HIDDEN TESTS
    check.hidden("05.8")
    # Measured on the reference with η = 0.05, from He initialisation, on 24 random sets of 32
    # digits: the last step before which a digit was still wrong is 29 to 73, mean 43, standard
    # deviation 11; the cost after 110 steps at most 0.013. Mean + 6 standard deviations: 110.
    rng = check.rng()
    index = rng.permutation(len(images))[:32]
    X, t = as_input(images[index]).astype(float), labels[index]
    losses, Z = overfitted(rng.standard_normal, X, np.eye(10)[t], 120)
    check.that(np.isfinite(losses).all(), "finite losses")
    check.that(losses[-1] < losses[0], "a cost that falls")
    check.that((Z.argmax(axis=1) == t).all(), "all 32 digits right after 120 steps")
    Z = Z - Z.max(axis=1, keepdims=True)
    cost = np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(32), t])
    check.that(abs(losses[-1] - cost) < 0.05, "losses that belong to the parameters")
    ### END HIDDEN TESTS

# %% [markdown]
# **Predict first.** What happens to the cost if the labels of the 32 images are drawn at random, so that they have nothing to do with the digits?

# %% nbgrader={"grade_id": "05-random-labels"} tags=["raises-exception", "nbval-ignore-output"]
rng = np.random.default_rng(3)
try:
    index = rng.permutation(len(digits.train_images))[:32]
    X32, T32 = preprocess(digits.train_images[index], digits.train_labels[index])
    for name, T in [("true labels", T32), ("random labels", T32[rng.permutation(32)])]:
        _, losses = overfit(init_params(np.random.default_rng(4)), X32, T, 0.05, 200)
        costs = "   ".join(f"{losses[i]:.3f}" for i in (0, 20, 50, 100, 199))
        print(f"{name:<14} cost before step 0, 20, 50, 100, 199:   {costs}")
except NotImplementedError:
    print("This cell needs your functions of exercises 05.2, 05.4, 05.5, 05.6 and 05.8.")
except NameError as missing:
    print(f"There is no `{missing.name}` yet: do Run > Run All Above Selected Cell.")

# %% [markdown]
# <details><summary>It learns nonsense just as well</summary>
#
# It takes a little longer, and then the network knows the wrong labels by heart, too. So training error 0 proves that the machinery works. It proves nothing about what the network has understood: for that you need images that it has not seen.
#
# </details>

# %% [markdown]
# ### Train, and measure on other images
#
# The error on the training images will go down in any case. What counts is the error on images that the network has not learned from. So set some aside: a **validation set**, measured after each epoch. Always look at both numbers. If both are bad, the network does not learn enough: larger steps, more epochs, a larger network. If the training error is small and the validation error is not, it has learned by heart: more data, weight decay, stopping earlier. The parameters to keep are those of the epoch with the best validation accuracy.
#
# The **test set** is a third set. As soon as you choose anything by looking at it, the epoch, the step size, it is no longer new to you; so you look once, at the end.

# %% [markdown]
# ### Exercise 05.9 Train LeNet (12 points)
#
# Write `accuracy(params, X, labels)` (3 points): the share of images whose largest logit is that of their label. And write `train_lenet(X, T, X_val, T_val, rng)` (9 points): from initial parameters to trained ones, with your functions. The step size, the batch size, the number of epochs and the weight decay are yours to choose.
#
# The check trains on 600 of the shipped digits, with 200 more for validation, and measures on 450 that your function never sees. **At least 92 % of those must be right.** The reference takes 8 epochs of batches of 16 with $\eta = 0.05$ and keeps the best epoch: two or three seconds, 96.6 %. Plan for at most a minute.
#
# <details><summary>Hint 1: the idea</summary>
#
# One loop over the epochs: call `train_epoch`, then `accuracy` on the validation set, append both numbers to the history, and remember the parameters if they are the best so far.
#
# </details>
# <details><summary>Hint 2: it is slow</summary>
#
# Single precision halves the time: `X.astype(np.float32)`, and the parameters as well. If your own loops of notebook 04 run in here, use im2col or the layers of the package.
#
# </details>
# <details><summary>Hint 3: it does not learn</summary>
#
# A cost that stays at 2.3: $\eta$ is too small, or so large that all ReLUs have died in the first steps. Try $\eta$ in steps of a factor of 3.
#
# </details>


# %% nbgrader={"grade_id": "05-09-solution"}
def accuracy(params, X, labels):
    """Share of images that LeNet classifies rightly.

    Parameters
    ----------
    params : dict
    X : array (N, 1, 32, 32)
    labels : array (N,) of integers

    Returns
    -------
    number
        Between 0 and 1.
    """
    ### BEGIN SOLUTION
    logits, _ = lenet_forward(X, params)
    return np.mean(logits.argmax(axis=1) == labels)
    ### END SOLUTION


def train_lenet(X, T, X_val, T_val, rng):
    """Train LeNet from scratch.

    Parameters
    ----------
    X : array (N, 1, 32, 32)
    T : array (N, 10)
        One-hot.
    X_val, T_val : arrays
        The validation set, in the same form: to measure on, not to learn from.
    rng : np.random.Generator
        The only source of randomness.

    Returns
    -------
    params : dict
    history : dict of lists
        train_loss (what train_epoch returns) and val_accuracy, one entry for each epoch.
    """
    ### BEGIN SOLUTION
    X, T, X_val = (A.astype(np.float32) for A in (X, T, X_val))
    params = {key: theta.astype(np.float32) for key, theta in init_params(rng).items()}
    history, best = {"train_loss": [], "val_accuracy": []}, params
    for _ in range(8):
        params, J = train_epoch(params, X, T, loss_and_grads, 16, 0.05, 1e-3, rng)
        right = accuracy(params, X_val, T_val.argmax(axis=1))
        if right > max(history["val_accuracy"], default=0):
            best = params
        history["train_loss"].append(J)
        history["val_accuracy"].append(right)
    return best, history
    ### END SOLUTION


# %% nbgrader={"grade_id": "05-09-test-accuracy", "points": 3}
# 05.9, check 1 of 2: the accuracy
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check
from convnet.network import lenet

with check.exercise("05.9", "accuracy"), check.cpu_limit(100):
    net = lenet(dtype=np.float64, fast=False)
    theta = dict(zip([f"{p}{k}" for k in range(1, 6) for p in "Wb"], net.params.values()))

    def share_is(draw, N, right):
        """Labels of which as many are right as LeNet says, with parameters drawn at random."""
        for array in theta.values():
            array[...] = draw(array.shape) * np.sqrt(2 / array[0].size)
        X = np.abs(draw((N, 1, 32, 32)))
        labels, wrong = net.forward(X).argmax(axis=1), np.argsort(draw((N,)))[right:]
        labels[wrong] = (labels[wrong] + 1 + wrong % 9) % 10
        check.value(check.call(accuracy, theta, X, labels), right / N, name="the accuracy")

    share_is(np.random.default_rng(0).standard_normal, 8, 5)
    ### BEGIN HIDDEN TESTS
    check.hidden("05.9")
    rng = check.rng()
    for N, right in [(30, 11), (7, 7), (5, 0), (300, 270)]:
        share_is(rng.standard_normal, N, right)
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "05-09-test-train", "points": 9}
# 05.9, check 2 of 2: a training on 60 digits, and one on 600
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check
from convnet.data import load_digits_28
from convnet.network import lenet
from convnet.training import as_input

with check.exercise("05.9", "train"), check.cpu_limit(1000):
    digits, net = load_digits_28(), lenet(dtype=np.float64)
    X, t = as_input(digits.train_images).astype(float), digits.train_labels
    right = lambda X, t: np.mean(net.logits(X).argmax(axis=1) == t)

    def trained(N, n, rng):  # on N digits, with n others for validation
        i, j = np.split(rng.permutation(len(X))[: N + n], [N])
        data = [A[index] for index in (i, j) for A in (X, np.eye(10)[t])]
        params, history = check.call(train_lenet, *data, rng)
        losses, shares = (np.ravel(history[name]) for name in ("train_loss", "val_accuracy"))
        check.that(shares.size == losses.size > 0, "a loss and an accuracy for each epoch")
        for k, array in enumerate(net.params.values()):
            array[...] = np.reshape(params["Wb"[k % 2] + str(k // 2 + 1)], array.shape)
        ratio = shares / right(X[j], t[j])  # in float32 an image may change sides
        fits = abs(ratio - 1).min() < 0.01 + 1 / n
        check.that(fits, "an epoch with the val_accuracy of params", about=ratio.max())
        return losses, right(X[i], t[i])

    trained(60, 40, np.random.default_rng(2))
    trained(600, 200, np.random.default_rng(2))
    new = right(as_input(digits.test_images), digits.test_labels)
    check.that(new >= 0.92, "at least 92 % right of 450 digits that it has not seen", about=new)
    ### BEGIN HIDDEN TESTS
    check.hidden("05.9")
    # Measured on the reference, 12 seeds for start and choice of digits: mean 0.966, standard
    # deviation 0.0135, smallest 0.944; three standard deviations below the mean: 0.925.
    # η = 0.1 with batches of 32 and 10 epochs: mean 0.963, standard deviation 0.013, smallest 0.933.
    losses, share = trained(600, 200, check.rng())
    check.that(np.isfinite(losses).all(), "finite losses")
    check.that(losses.size == 1 or losses[-1] < losses[0], "a cost that falls")
    check.that(share > 0.5, "more than half right of the digits that it has learned from")
    new = right(as_input(digits.test_images), digits.test_labels)
    check.that(new >= 0.92, "at least 92 % right of 450 digits that it has not seen", about=new)
    ### END HIDDEN TESTS

# %% [markdown]
# Train it once on more digits, and look at the training and the validation error. Do not be surprised by a jump: with a constant step size, one unlucky epoch can undo several good ones. That is one reason to keep the best.

# %% nbgrader={"grade_id": "05-own-training"} tags=["raises-exception", "nbval-ignore-output"]
params = None
try:
    X, T = preprocess(digits.train_images, digits.train_labels)
    X_test, _ = preprocess(digits.test_images, digits.test_labels)
    validation = np.arange(len(X)) % 4 == 0  # 337 digits
    params, history = train_lenet(
        X[~validation], T[~validation], X[validation], T[validation], np.random.default_rng(0)
    )
    for epoch, (loss, right) in enumerate(zip(history["train_loss"], history["val_accuracy"])):
        print(f"epoch {epoch}: training cost {loss:.3f}, validation error {1 - right:.1%}")
    error = 1 - accuracy(params, X, digits.train_labels)
    print(f"in the end: error on all training digits {error:.1%}")
except NotImplementedError:
    print("This cell needs your functions of exercises 05.2 and 05.4 to 05.9.")
except NameError as missing:
    print(f"There is no `{missing.name}` yet: do Run > Run All Above Selected Cell.")

# %% [markdown]
# ### Diagnostics
#
# When a network is trained, three kinds of numbers say how it is doing.
#
# **The confusion matrix.** Entry $(i, j)$ counts the images of class $i$ that were taken for $j$. The diagonal holds the right ones; a large entry beside it says which two classes the network cannot tell apart, which no error rate does.
#
# **The features.** Put the activations of a layer into a matrix $A$ with one row for each image and one column for each unit. Good features differ from each other and respond to different images: the matrix looks sparse along both axes. Bad signs are units that ignore the input, and units that all do the same. So count the **dead** ones, constant over all images, and the mean **correlation** $|r|$ over all pairs of the others:
#
# $$r_{ij} = \frac{\sum_n (A_{ni} - \bar A_i)(A_{nj} - \bar A_j)}{\sqrt{\sum_n (A_{ni} - \bar A_i)^2}\,\sqrt{\sum_n (A_{nj} - \bar A_j)^2}}.$$
#
# **The curves.** Cost and validation error by epoch; the best epoch is the first one at which the validation accuracy is largest.
#
# **Worked example.** True classes 0, 0, 1, 2, predicted 0, 1, 1, 2 give the rows (1, 1, 0), (0, 1, 0), (0, 0, 1). For $A$ with the columns (1, 2, 3), (2, 4, 6), (5, 5, 5) and (3, 2, 1), one of the four units is dead, and the other three are fully correlated: $|r| = 1$ for each pair, also for the one with $r = -1$.
#
# **Predict first.** Below are two matrices, made up to show it: 60 images, 40 units. Which one would you like to have?

# %% nbgrader={"grade_id": "05-figure-features"}
from convnet.plots.inside import good_and_bad_features

rng = np.random.default_rng(5)
A_good = np.maximum(rng.normal(size=(60, 40)) - 0.8, 0)
A_bad = np.maximum(rng.normal(size=(60, 1)) * rng.uniform(0.5, 1.5, size=40) + 0.3, 0)
A_bad = A_bad + 0.1 * rng.uniform(size=(60, 40))
A_bad[:, rng.permutation(40)[:12]] = 0.5  # units that ignore the input
good_and_bad_features(A_good, A_bad)

# %% [markdown]
# <details><summary>Stripes are bad</summary>
#
# Vertical stripes are units that give the same for every image. Horizontal stripes are images to which all units respond alike. In the good matrix each image has its own few units, and each unit its own few images.
#
# </details>

# %% [markdown]
# ### Exercise 05.10 Diagnostics (6 points)
#
# Write `confusion_matrix(t, y, K)` (2 points), `feature_report(A)` (3 points) and `best_epoch(val_accuracy)` (1 point).


# %% nbgrader={"grade_id": "05-10-solution"}
def confusion_matrix(t, y, K):
    """Who is taken for whom.

    Parameters
    ----------
    t, y : arrays (N,) of integers 0 to K - 1
        True and predicted classes.
    K : int
        Number of classes.

    Returns
    -------
    C : array (K, K)
        Counts; true class in the row, predicted class in the column.
    """
    ### BEGIN SOLUTION
    C = np.zeros((K, K), dtype=int)
    np.add.at(C, (t, y), 1)
    return C
    ### END SOLUTION


def feature_report(A):
    """How good the features of a layer look.

    Parameters
    ----------
    A : array (N, units)
        Activations, one row for each image.

    Returns
    -------
    dict
        dead: share of the units that are constant over the images; correlation: mean of the
        absolute correlation over all pairs of the other units, 0 if there are fewer than two.
    """
    ### BEGIN SOLUTION
    live = np.ptp(A, axis=0) > 0
    report = {"dead": 1 - live.mean(), "correlation": 0.0}
    if live.sum() > 1:
        R = np.abs(np.corrcoef(A[:, live].T))
        report["correlation"] = R[np.triu_indices(len(R), 1)].mean()
    return report
    ### END SOLUTION


def best_epoch(val_accuracy):
    """The epoch whose parameters one keeps.

    Parameters
    ----------
    val_accuracy : list or array
        One number for each epoch.

    Returns
    -------
    int
        Index of the largest, the first one of equal ones.
    """
    ### BEGIN SOLUTION
    return int(np.argmax(val_accuracy))
    ### END SOLUTION


# %% nbgrader={"grade_id": "05-10-test-confusion", "points": 2}
# 05.10, check 1 of 3: the confusion matrix
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("05.10", "confusion"):
    t, y = np.array([2, 0, 2, 2, 3, 2, 2]), np.array([3, 0, 3, 2, 0, 3, 2])
    C = [[1, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 2, 3, 0], [1, 0, 0, 0, 0], [0, 0, 0, 0, 0]]
    check.value(check.call(confusion_matrix, t, y, 5), C, name="the matrix")
    ### BEGIN HIDDEN TESTS
    check.hidden("05.10")
    rng = check.rng()
    for N, K in [(60, 4), (9, 6), (200, 10)]:
        t = rng.integers(0, K - 1, size=N)  # the last class is missing
        y = np.where(rng.uniform(size=N) < 0.6, t, rng.integers(0, K - 1, size=N))
        C = [[np.sum((t == i) & (y == j)) for j in range(K)] for i in range(K)]
        check.value(check.call(confusion_matrix, t, y, K), C, name="the matrix")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "05-10-test-features", "points": 3}
# 05.10, check 2 of 3: dead units, and the correlation of the others
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("05.10", "features"):

    def report_is(A, dead, correlation):
        report = check.call(feature_report, A)
        check.that("dead" in report and "correlation" in report, "a dict with these two keys")
        check.value(report["dead"], dead, name="dead")
        check.value(report["correlation"], correlation, name="correlation")

    A = [[1, 0.5, 0.1, 2, 0, 3], [2, 0, 0.1, -1, 0, 3], [4, 0.3, 0.1, 0.5, 0, 3]]
    A += [[3, -0.9, 0.1, 1.5, 0, 3], [0.5, 0.7, 0.1, 2.5, 0, 3], [2.5, 0.2, 0.1, -3, 0, 3]]
    A = np.array([*A, [2.2, 0, 0.1, 1.1, 0, 3]])
    report_is(A, 0.5, 0.329568361046)
    report_is(A[:, [1, 2, 4]], 2 / 3, 0)  # one live unit has no pair
    ### BEGIN HIDDEN TESTS
    check.hidden("05.10")
    rng = check.rng()
    mixed = rng.normal(size=(40, 5)) @ rng.normal(size=(5, 8))
    mixed[:, 2], mixed[:, 6] = 0, 0.1
    few = np.concatenate([rng.normal(size=(6, 1)), np.full((6, 2), 0.5)], axis=1)
    good = np.maximum(rng.normal(size=(50, 9)) - 0.5, 0)
    bad = rng.normal(size=(30, 1)) * rng.uniform(0.5, 2, size=7) + 0.01 * rng.normal(size=(30, 7))
    for A in (mixed, few, good, bad, np.zeros((5, 4)), np.full((60, 2), 0.1)):
        live = [column - column.mean() for column in A.T if np.ptp(column) > 0]
        pairs = [(u, v) for i, u in enumerate(live) for v in live[i + 1 :]]
        r = [abs(u @ v) / np.sqrt((u @ u) * (v @ v)) for u, v in pairs]
        report_is(A, 1 - len(live) / A.shape[1], np.mean(r) if r else 0)
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "05-10-test-best", "points": 1}
# 05.10, check 3 of 3: the best epoch
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("05.10", "best"):
    epoch = check.call(best_epoch, [0.5, 0.7, 0.93, 0.6, 0.93, 0.9])
    check.value(epoch, 2, name="the best epoch")
    ### BEGIN HIDDEN TESTS
    check.hidden("05.10")
    rng = check.rng()
    for n in (9, 20):
        values = rng.uniform(0.2, 0.9, size=n).round(3)
        values[[2, 5]] = 0.95
        check.value(check.call(best_epoch, values), 2, name="the best epoch")
        values[[2, 5]], values[7] = 0.1, 0.95
        check.value(check.call(best_epoch, values), 7, name="the best epoch")
    check.value(check.call(best_epoch, [0.7]), 0, name="the best epoch")
    ### END HIDDEN TESTS

# %% [markdown]
# Now use them on your own network: who is taken for whom, and what do the features of F6 look like after training and before?

# %% nbgrader={"grade_id": "05-own-diagnostics"} tags=["raises-exception", "nbval-ignore-output"]
from convnet.plots.digits import confusion

C = None
if globals().get("params") is not None:
    try:
        logits, cache = lenet_forward(X_test, params)
        _, fresh = lenet_forward(X_test, init_params(np.random.default_rng(1)))
        for name, A in [("after", cache["A4"]), ("before", fresh["A4"])]:
            report = feature_report(A)
            print(
                f"F6 {name} training: {report['dead']:.1%} dead, correlation {report['correlation']:.2f}"
            )
        C = confusion_matrix(digits.test_labels, logits.argmax(axis=1), 10)
    except NotImplementedError:
        print("This cell needs your functions of exercise 05.10.")
    except NameError as missing:
        print(f"There is no `{missing.name}` yet: do Run > Run All Above Selected Cell.")
confusion(C) if C is not None else print("No table yet.")

# %% [markdown]
# Some units of F6 are dead before training, by chance; most of them come to life. And the correlation *rises* a little. That is no bad sign: now the units speak of ten classes, and those that speak of the same digit answer to the same images. Bad is a correlation near 1, where all units say the same, or a layer most of whose units are dead because the steps were too large.

# %% [markdown]
# ## 9 All of MNIST
#
# The same network, nearly forty times the images that come with the course, and the package's own engine, which does the same arithmetic faster: layers as objects, momentum, and a step size that rises at first and then falls to 0. It trains on 50,000 of MNIST's training images, keeps 10,000 for validation, and looks at the test images once, at the end. It first measures how long one epoch takes, and then trains as many as fit into about a minute. If MNIST is not at hand, it takes the shipped digits and says so. To leave the training out, write `False` in the first line.
#
# **Predict first.** What will be the error on the 10,000 test images, roughly? And will the training cost ever be larger than the validation cost?

# %% nbgrader={"grade_id": "05-mnist"} tags=["long", "raises-exception"]
long_training = True  # False: leave the training out and go on with the network that ships
from convnet.data import load_mnist
from convnet.errors import DataError
from convnet.recipes import RECIPES, data_for, train, within
from convnet.training import as_input, evaluate

try:
    data, split = "mnist", load_mnist()
except DataError as reason:
    data, split = "digits", digits
    print("MNIST could not be had, so this goes on with the digits that ship. The reason:")
    print(reason)
X_test, t_test = as_input(split.test_images), split.test_labels
if long_training:
    X, t, X_val, t_val = data_for(data, validation=True)
    recipe, seconds = within(60, RECIPES[data], X, t)
    print(
        f"One epoch takes {seconds:.1f} s here. Training {recipe.epochs} of them, a minute at most."
    )
    net, history = train(recipe, X, t, seed=0, validation=(X_val, t_val), live=True)
    cost, right = evaluate(net, X_test, t_test)
    print(f"{data}: {len(X):,} images to learn from, {history['seconds'][-1]:.0f} s")
    print(f"test images: {len(t_test):,}, cost {cost:.4f}, error {1 - right:.2%}")

# %% [markdown]
# <details><summary>What to expect</summary>
#
# On MNIST the error is between 0.6 and 0.8 %: of 10,000 digits, some 70 are wrong. The training cost is larger than the validation cost in most of the first epochs: it is the mean over the epoch *as the images were seen*, while the network was still worse; and the validation cost is measured at the end of the epoch. Later it falls far below.
#
# </details>

# %% [markdown]
# **How good is that?** One lecture gives LeNet in 1998 as 98.9 % right; two others quote 0.17 % error as the best result, by Ciresan and others in 2011.
#
# **Where the lectures differ.** LeNet-5 was published with 0.95 % error without artificial distortions of the images; 98.9 % fits its smaller relative LeNet-4. That group's publications of 2011 give 0.35, 0.31 and 0.27 %, and one of 2012 gives 0.23 %. We did not find 0.17 % in any of them. (These corrections are not in the lectures.) Ours, with ReLU, max pooling and momentum, needs a minute for what took days then.

# %% [markdown]
# ## 10 Looking inside
#
# The course ships a LeNet trained in the same way, only longer and on images that were moved by up to a pixel, anew in each epoch. So the rest works without the minute above. To look into yours, put `net` in the place of `trained`.

# %% nbgrader={"grade_id": "05-trained"}
from convnet.checkpoint import about, load_lenet

trained = load_lenet()
about()

# %% [markdown]
# **Its filters.** **Predict first.** Will the six kernels of C1 look like parts of digits, like edges, or like noise? Good filters have structure and differ from each other.

# %% nbgrader={"grade_id": "05-figure-filters"}
from convnet.plots.inside import weight_images

weight_images(trained)

# %% [markdown]
# <details><summary>Edges and blobs</summary>
#
# With 5 × 5 pixels there is no room for a stroke with its ends. Most kernels are light on one side and dark on the other: they answer to an edge of one direction. Others look for a blob or a line. Filters learned from handwriting differ from those learned from natural images (notebook 07): here everything is strokes of about the same width. The kernels of C3 have six layers each and are hard to read as pictures; what they answer to has to be found out in other ways.
#
# </details>

# %% [markdown]
# **Its activations.** **Predict first.** In which layer can you no longer tell from the maps which digit it is?

# %% nbgrader={"grade_id": "05-figure-activations"}
from convnet.plots.inside import activations_by_layer
from convnet.training import as_input

activations_by_layer(trained, as_input(digits.test_images[8:9]))

# %% [markdown]
# <details><summary>From where to what</summary>
#
# In C1 and S2 you see the digit with some of its edges stressed. In C3 a map shows where something more complex was found, and few places respond. In S4 5 × 5 places are left, and you can hardly read it; but the network can: from there on it is no longer a question of *where*, but of *what*.
#
# </details>

# %% [markdown]
# **Its features.** Left, the activations of F6 for 60 digits. Right, those of a network with a mistake that you met in 05.4: all of its weights are positive. **Predict first.** What will the mistake look like?

# %% nbgrader={"grade_id": "05-figure-features-trained"}
from convnet.network import lenet

positive = lenet(seed=1)
for value in positive.params.values():
    np.abs(value, out=value)
X60 = as_input(digits.test_images[:60])
names = "trained", "all weights positive"
good_and_bad_features(trained.trace(X60)[10], positive.trace(X60)[10], names)

# %% [markdown]
# <details><summary>All for one</summary>
#
# Every unit of the network on the right answers to the same thing, how much ink there is. Its 84 units are worth one. In the trained network each digit has a pattern of its own.
#
# </details>

# %% [markdown]
# **Its mistakes.** On the test images of MNIST, or on the shipped ones if it is not at hand. **Predict first.** You guessed in section 1 which digits are taken for which. Write two pairs down, then look.

# %% nbgrader={"grade_id": "05-figure-confusion"} tags=["long", "raises-exception"]
from convnet.plots.digits import confusion

Z = trained.logits(X_test)
y = Z.argmax(axis=1)
C = np.zeros((10, 10), dtype=int)
np.add.at(C, (t_test, y), 1)
confusion(C)

# %% nbgrader={"grade_id": "05-figure-mistakes"} tags=["long", "raises-exception"]
from convnet.plots.digits import mistakes_gallery

P = np.exp(Z - Z.max(axis=1, keepdims=True))
P = P / P.sum(axis=1, keepdims=True)
mistakes_gallery(split.test_images, t_test, y, P)

# %% [markdown]
# The gallery shows the mistakes of which the network was most certain. Some of these digits you would read wrongly yourself, or not at all; the label is what the writer meant. But being certain and wrong is a trait of such networks, also on images that are no digits: it has ten answers and no "I don't know". Notebook 08 makes use of that.

# %% [markdown]
# ## 11 Draw a digit
#
# Draw with the mouse or a finger. Your drawing is brought into MNIST's form, that is scaled into a box of 20 × 20 and centred by its mass, and classified as you draw. **Predict first:** will it read a very small 7? A 7 with a bar? A digit at the border? One that is turned by 90 degrees?

# %% nbgrader={"grade_id": "05-figure-draw"}
from convnet.widgets.digit_pad import digit_pad

digit_pad(trained)

# %% [markdown]
# <details><summary>What is invariant, and what is not</summary>
#
# Size and place do no harm, and the network has no merit in that: the pipeline in front of it takes care of both. Turn the digit, and the network fails: nothing in its structure knows about rotation, and nothing in its data either. Pooling tolerates small shifts of single parts, no more.
#
# </details>

# %% [markdown]
# ## 12 What such networks can do, and what not
#
# Convolutional networks are *hierarchical*, they *learn* their features, they are *invariant* to some degree, and they owe their idea to biology and their success to computing power and data. The same structure, larger, names what is on photographs: trained on more than a million annotated images, with classes such as tench, alligator lizard, bullet train, agaric, artichoke, or bride and groom (notebook 09). They also work on speech and in medicine, wherever neighbouring measurements belong together.
#
# Their limits, as the lectures name them: they need much data and much computation; they learn little without labels; they have no short-term memory (notebook 10 adds one) and do not reason; and there is little theory of what they represent and why they generalise. You have seen one more yourself: the training error says nothing about new images, and the certainty of an answer little about its truth.

# %% [markdown]
# ## What you can do now
#
# - Read a binary format from its description, and refuse files that do not follow it.
# - Count a network before you build it, and say where its memory, its time and its weights are.
# - Assemble a convolutional network from modules, forward and backward, and prove its gradient with a handful of differences.
# - Train it, find out in a minute whether it can learn at all, and choose by validation, not by training error.
# - Read learning curves, a confusion matrix, and the features of a layer.
#
# Next come the extensions, in any order: **06** normalisation and dropout, **07** what networks learn, **08** how to fool them, **09** larger architectures, **10** sequences and auto-encoders.
#
# **References.** Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning applied to document recognition", *Proceedings of the IEEE* 86, 1998 (LeNet-5, MNIST and its results). K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers", *ICCV* 2015 (initialisation). D. Ciresan, U. Meier and J. Schmidhuber, "Multi-column deep neural networks for image classification", *CVPR* 2012 (0.23 %). E. Alpaydin and C. Kaynak, "Optical recognition of handwritten digits", UCI Machine Learning Repository, 1998 (the shipped digits).
