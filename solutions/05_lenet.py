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
# You have derived every part of a convolutional network, and differences have confirmed each one. Now you put the parts together into LeNet, a network of the kind that read bank cheques in the 1990s. You count it, build it, check its gradient, look for mistakes with 32 images before you waste an hour on 60,000, and train it. In the end you draw digits with the mouse and watch what each layer makes of them. Plan four to five hours.
#
# When you are through, you can
#
# - read a file format from its description, and bring images into the form that a network wants;
# - count units, weights and connections of a network before you build it, and say which of them costs what;
# - assemble a network from modules, forward and backward, and check a gradient that has 61,706 entries;
# - train it by mini-batches, and tell from a few numbers whether something is wrong, and what;
# - choose by one set of images and measure on another;
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
# A machine that reads the amount on a cheque does several things in a row. It finds the field on the scanned paper, cuts the handwriting into single digits, brings each to one size and into the middle of a small image, and only then *recognises* it: the recogniser is one part of a pipeline. LeNet was developed at AT&T Bell Laboratories and did its part well enough to be used for reading cheques automatically.
#
# **MNIST** is the part of that task that became famous: 60,000 training and 10,000 test images of single digits, already cut out, scaled to one size and centred. An image has 28 × 28 grey values, and there are ten classes. So the task is: 784 numbers in, one of ten classes out. On disk MNIST takes 55 MB unpacked and 11.6 MB packed; ImageNet, the photographs of notebook 09, takes about 50 GB.
#
# The course carries a smaller set, the 1,797 digits of 8 × 8 pixels that you met in notebook 02, enlarged to MNIST's form. They are divided once and for all:
#
# | part | digits | what for |
# |---|---|---|
# | training | 1,010 | to learn from |
# | validation | 337 | to compare and to choose by, as often as you like |
# | test | 450 | for one number, at the end of section 8; until then they stay in their envelope |
#
# `digits.train_images` holds the first two parts. All that is graded runs on them, without a network connection. MNIST comes in section 9, where it is at hand; `convnet-course data` in a terminal fetches it ahead of class.
#
# **Predict first.** Of the twenty digits below, some could be read as two things even by you. Which ones would you expect a machine to mistake, and for what?

# %% nbgrader={"grade_id": "05-figure-digits"}
from convnet.data import load_digits_28
from convnet.plots.digits import digit_grid

digits = load_digits_28()
digit_grid(digits.train_images[:20], digits.train_labels[:20])

# %% [markdown]
# <details><summary>What is usually mistaken</summary>
#
# Digits that share most of their strokes: 4 and 9, 3 and 5, 7 and 1, 8 and whatever has a closed loop. That is what people expect. Keep your guesses: sections 8 and 10 have tables of who is taken for whom.
#
# </details>

# %% [markdown]
# <details><summary>Where the lectures differ: Toronto, CSC2515, lecture 6</summary>
#
# It says that the MNIST digits come from zip codes on envelopes. That was the older postal set, on which LeNet's predecessors worked. MNIST mixes two sets of the American standards institute NIST, written by employees of the Census Bureau (SD-3) and by high-school students (SD-1) (not in the lectures). It also gives 60 MB as MNIST's size on disk; the four unpacked files have 54,950,048 bytes.
#
# </details>
# <details><summary>Where the lectures differ: York, EECS 4422/5323, unit 8, and MIT, 6.869, lecture 7</summary>
#
# Both set LeNet's $10^3$ training images against the $10^6$ of AlexNet (notebook 09). LeNet learned from 60,000, that is $6\cdot 10^4$. York also speaks of the 1.2 million *test* images of ImageNet's contest; they are the training images.
#
# </details>

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
# ### A real file
#
# The 450 test digits come as IDX files, packed by gzip just as MNIST's are. Here is the first use of your reader. **Predict first.** The images are 28 × 28. Which sixteen bytes does the file of the images begin with, and how many bytes does it have in all? Write them down, then run the cell.

# %% nbgrader={"grade_id": "05-idx-file"} tags=["raises-exception"]
import gzip

from convnet.download import fetch


def unpacked(name):
    """The bytes of a gzipped file that ships with the course."""
    return gzip.decompress(fetch(name).read_bytes())


raw = unpacked("digits-test-images-idx3-ubyte.gz")
print(f"{len(raw):,} bytes, the first are {raw[:16].hex(' ')}")
try:
    sealed = read_idx(raw)
    print(
        f"an array of {sealed.dtype}, shape {sealed.shape}, values {sealed.min()} to {sealed.max()}"
    )
except NotImplementedError:
    print("This cell needs your function of exercise 05.1.")
except NameError as missing:
    print(f"There is no `{missing.name}` yet: do Run > Run All Above Selected Cell.")

# %% [markdown]
# <details><summary>The bytes, one by one</summary>
#
# `00 00 08 03` announces unsigned bytes in three dimensions. The sizes follow: `00 00 01 c2` is $1 \cdot 256 + 194 = 450$, and `00 00 00 1c` is 28, twice. The header of 16 bytes and $450 \cdot 28 \cdot 28 = 352{,}800$ pixels make 352,816 bytes. You have read the test images and not looked at any: leave it so until section 8 ends.
#
# </details>

# %% [markdown]
# ## 3 Preprocessing
#
# Three things happen to the data before the network sees it.
#
# **Scale.** Bytes 0 to 255 become numbers 0 to 1, by dividing by 255. Inputs between 0 and 1 are what the initial weights of section 6 are made for.
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
# `6@28×28` is read "six maps of 28 × 28". No convolution pads, so 32 becomes 28, by $n - k + 1$; pooling halves. After S4 the 16 maps of 5 × 5 are laid out in one row of 400 numbers. A unit of C1 sees 5 × 5 pixels of the image. **Predict first:** how many pixels does a unit of S4 see?

# %% nbgrader={"grade_id": "05-figure-structure"}
from convnet.plots.lenet import lenet_structure

lenet_structure(shares=False)

# %% [markdown]
# <details><summary>What a unit of S4 sees</summary>
#
# 16 × 16 pixels, a quarter of the image. Count backwards: 2 × 2 units of C3 need 6 × 6 of S2, those need 12 × 12 of C1, and those 16 × 16 pixels.
#
# </details>

# %% [markdown]
# Why this structure? Several ideas meet in it.
#
# - *Special connectivity*: a unit sees a small window, as do the cells that Hubel and Wiesel found in the visual cortex.
# - *Several layers of feature extractors*: towards the output the features become more global (5 × 5 pixels in C1, 16 × 16 in S4), more numerous (6, then 16), and more invariant.
# - *Dense features*: they are computed everywhere, not at a few "interest points" chosen beforehand.
# - *Broadly tuned* features: a unit answers to a whole range of similar inputs, so a small change of the input changes its answer little. That is a step towards invariance.
# - *Classification at the end*, by layers that are trained together with the features.
#
# Earlier systems had one part for segmentation, one for features and one for classification, each built apart. In the cheque reader of 1998 the three were parts of one system. The network in this notebook is two of them: features and classification are trained as one, and the digits come already cut out.
#
# <details><summary>Where the lectures differ: York, EECS 4422/5323, unit 8; MIT, 6.869, lecture 7</summary>
#
# For this structure York cites LeCun and others 1998, MIT 1989, and for convolutional networks as a whole the years 1988 to 2007. They are several papers: networks of this kind read handwritten digits in 1989, and the one with seven layers was published in 1998 (not in the lectures).
#
# </details>

# %% [markdown]
# ## 5 Counting a network
#
# The size of a network has three measures, and each one costs something else:
#
# - **units**: the activations. They stay in memory until back-propagation has passed, once for each image of the batch.
# - **weights**: they have to be stored and transmitted, and their number has to do with overfitting.
# - **connections**: the inputs that all units of a layer look at, taken together. In a convolution or a dense layer each of them is one multiplication of the forward pass, so they decide about the time. A step of training takes about three multiply-adds for each: one forward, and two backward, for the gradient of the input and for that of the weight.
#
# For a layer that turns $C$ maps of $H \times W$ into $F$ maps of the same size,
#
# | | units | weights | connections |
# |---|---|---|---|
# | fully connected | $HWF$ | $H^2W^2\,CF$ | $H^2W^2\,CF$ |
# | convolution, $k \times k$ | $HWF$ | $k^2\,CF$ | $HW\,k^2\,CF$ |
#
# and a dense layer from $D$ to $M$ numbers has $MD$ weights and as many connections. In a convolution each weight is used again at every place of the output. A pooling window has no weights, but it looks at its $k^2$ inputs: those are its connections.
#
# **Conventions of this notebook.** *Weights* are counted without biases (with them we say *parameters*). A pooling window's inputs count as connections, and so do the zeros of the padding.
#
# **Worked example.** A convolution of 8 filters of 3 × 3, stride 2, padding 1, gets 4 maps of 9 × 7. The output is $\lfloor (9 + 2 - 3)/2 \rfloor + 1 = 5$ high and $\lfloor (7 + 2 - 3)/2\rfloor + 1 = 4$ wide: $8 \cdot 5 \cdot 4 = 160$ units, $8 \cdot 4 \cdot 3^2 = 288$ weights, $288 \cdot 20 = 5{,}760$ connections.
#
# **Predict first.** Which layer of LeNet has the most units? Which has the most weights? Are they the same? Write it down; your table will tell.
#
# <details><summary>Where the lectures differ: Toronto, CSC2515, lecture 6</summary>
#
# It prints the 21 numbers that you will compute, and takes the images as 28 × 28. But the units of C1 in that table need an input of 32 × 32; images of 28 × 28 without padding would leave C1 only 3,456. Like our conventions, the table leaves the biases out (there are 236) and counts pooling's connections. The network of 1998 was not quite this one: it had a trainable weight and bias in each pooling map, and each map of C3 saw only some of the six maps of S2 (not in the lectures).
#
# Three multiply-adds for each connection hold for dense layers and for C3. But pooling multiplies nothing, and C1 need not pass a gradient on to the image: for LeNet the way forward takes 416,520 multiply-adds and the way back 715,440, which is 1.72 times as many, not twice.
#
# </details>

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
def layers_and_counts(rng):
    """A layer of each kind, the shape of its input, and what is to be counted of it."""
    for C, F, H, W, k, stride, pad in [
        (3, 8, 11, 6, 3, 1, 1),
        (5, 2, 10, 13, 4, 2, 0),
        (2, 7, 12, 9, 5, 3, 2),
        (1, 6, 32, 32, 5, 1, 0),
    ]:
        F, C = F + int(rng.integers(9)), C + int(rng.integers(5))
        OH, OW = (len(range(0, n + 2 * pad - k + 1, stride)) for n in (H, W))
        PH, PW = (len(range(0, n - k + 1, stride)) for n in (H, W))
        fan_in, size = C * k * k, C * H * W
        for layer, out_shape, *counts in [
            (("conv", F, k, stride, pad), (F, OH, OW), F * OH * OW * fan_in, F * fan_in),
            (("pool", k, stride), (C, PH, PW), C * PH * PW * k * k, 0),
            (("fc", F), (F, 1, 1), F * size, F * size),
        ]:
            yield layer, (C, H, W), out_shape, *counts


# %% nbgrader={"grade_id": "05-03-test-units", "points": 3}
# 05.3, check 1 of 7: out_shape and units of a layer
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("05.3", "units"):
    inputs = {("conv", 9, 5, 2, 3): (4, 13, 10), ("pool", 3, 2): (8, 14, 11), ("fc", 17): (5, 3, 2)}
    shapes, units = [(9, 8, 6), (8, 6, 5), (17, 1, 1)], [432, 240, 17]
    for (layer, in_shape), out_shape, right in zip(inputs.items(), shapes, units):
        counts = check.call(layer_counts, layer, in_shape)
        check.that("out_shape" in counts and "units" in counts, "a dict with out_shape and units")
        check.value(counts["out_shape"], out_shape, name=f"out_shape of {layer[0]!r}")
        check.value(counts["units"], right, name=f"the units of {layer[0]!r}")
    ### BEGIN HIDDEN TESTS
    check.hidden("05.3")
    ### SHARED
    for layer, in_shape, out_shape, *_ in layers_and_counts(check.rng()):
        counts = check.call(layer_counts, layer, in_shape)
        check.value(counts["out_shape"], out_shape, name=f"out_shape of {layer[0]!r}")
        right = out_shape[0] * out_shape[1] * out_shape[2]
        check.value(counts["units"], right, name=f"the units of {layer[0]!r}")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "05-03-test-connections", "points": 3}
# 05.3, check 2 of 7: connections of a layer
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("05.3", "connections"):
    inputs = {("conv", 9, 5, 2, 3): (4, 13, 10), ("pool", 3, 2): (8, 14, 11), ("fc", 17): (5, 3, 2)}
    for (layer, in_shape), right in zip(inputs.items(), [43200, 2160, 510]):
        counts = check.call(layer_counts, layer, in_shape)
        check.that("connections" in counts, "a dict with connections")
        check.value(counts["connections"], right, name=f"the connections of {layer[0]!r}")
    ### BEGIN HIDDEN TESTS
    check.hidden("05.3")
    ### SHARED
    for layer, in_shape, _, right, _ in layers_and_counts(check.rng()):
        counts = check.call(layer_counts, layer, in_shape)
        check.value(counts["connections"], right, name=f"the connections of {layer[0]!r}")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "05-03-test-weights", "points": 4}
# 05.3, check 3 of 7: weights of a layer
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("05.3", "weights"):
    inputs = {("conv", 9, 5, 2, 3): (4, 13, 10), ("pool", 3, 2): (8, 14, 11), ("fc", 17): (5, 3, 2)}
    for (layer, in_shape), right in zip(inputs.items(), [900, 0, 510]):
        counts = check.call(layer_counts, layer, in_shape)
        check.that("weights" in counts, "a dict with weights")
        check.value(counts["weights"], right, name=f"the weights of {layer[0]!r}")
    ### BEGIN HIDDEN TESTS
    check.hidden("05.3")
    ### SHARED
    for layer, in_shape, *_, right in layers_and_counts(check.rng()):
        counts = check.call(layer_counts, layer, in_shape)
        check.value(counts["weights"], right, name=f"the weights of {layer[0]!r}")
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
    total = "all layers together have 422,824 connections"
    check.that(numbers.sum() == 422824, total, about=numbers)
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
from autograder import check

with check.exercise("05.3", "rules"):
    # In all 100 units, 50 connections and 40 weights.
    table = [(41, 13, 3), (7, 6, 0), (23, 18, 8), (5, 2, 0), (13, 4, 17), (8, 6, 10), (3, 1, 2)]
    rules = check.call(rules_of_thumb, table)
    keys = ("units_conv", "connections_conv", "weights_dense")
    asked = "a dict with units_conv, connections_conv and weights_dense"
    check.that(isinstance(rules, dict) and all(key in rules for key in keys), asked)
    check.value([rules[key] for key in keys], [0.64, 0.62, 0.725], name="the three shares")
    ### BEGIN HIDDEN TESTS
    check.hidden("05.3")
    rng = check.rng()
    lenet = [(4704, 117600, 150), (1176, 4704, 0), (1600, 240000, 2400), (400, 1600, 0)]
    lenet += [(120, 48000, 48000), (84, 10080, 10080), (10, 840, 840)]
    for table in (lenet, rng.integers(10, 900, size=(7, 3)).tolist()):
        sums = [sum(row[j] for row in table) for j in range(3)]
        right = [(table[0][j] + table[2][j]) / sums[j] for j in (0, 1)]
        right.append(sum(row[2] for row in table[4:]) / sums[2])
        rules = check.call(rules_of_thumb, [tuple(row) for row in table])
        check.value([rules[key] for key in keys], right, name="the three shares")
    ### END HIDDEN TESTS

# %% [markdown]
# Now the figure of section 4 once more, with each layer's share.

# %% nbgrader={"grade_id": "05-figure-shares"}
lenet_structure()

# %% [markdown]
# <details><summary>Units here, weights there</summary>
#
# C1 has the most units and only 150 weights. F5, with 120 units, has 48,000 weights, more than three quarters of all. A unit of a convolution has few weights, and shares them; a unit of a dense layer has one for each input and shares none.
#
# In all, LeNet has 8,094 units, 61,470 weights (61,706 parameters) and 422,824 connections. The convolutions have 77.9 % of the units and 84.6 % of the connections (97.4 % and 86.1 % with pooling): **the memory for activations, which grows with the batch, and the time go into the convolutions**. The dense layers have 95.9 % of the weights: **what is stored, and may overfit, lies in the dense layers**.
#
# </details>

# %% [markdown]
# So it is in networks that end in large dense layers, AlexNet among them. It is no law: residual networks have one small dense layer and keep most of their weights in convolutions (not in the lectures). All have grown a lot since 1998, up to what time and memory allow.
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
# All layers are trained jointly, from random weights, by a gradient method on one loss, which is called training *end to end*. No filter is designed. But how large should the random weights be?
#
# A unit adds up `fan_in` products, $z = \sum_i w_i x_i$. For independent weights of mean 0, the variance of $z$ is $\operatorname{Var}(w) \cdot \text{fan-in}$ times the mean of $x^2$. If $z$ is to be of about the same size in every layer, neither dying out nor exploding on the way, then
#
# $$\operatorname{Var}(w) = \frac{g}{\text{fan-in}},$$
#
# with the same $g$ for all layers. ReLU throws away half of the signal, and $g = 2$ makes up for it ("He initialisation"); $g = 1$ and the uniform distribution on $\pm 1/\sqrt{\text{fan-in}}$, which has $g = 1/3$, are also in use. (This argument is not in the lectures.) The fan-in is what one unit sees: $C k^2$ in a convolution, the product of all axes of $W$ but the first. The biases start at zero. The weights must not, and must not be equal: equal units get equal gradients and stay equal for ever.
#
# **Worked example.** $W^{(2)}$ has the shape (16, 6, 5, 5), so its fan-in is 150, and with $g = 2$ its standard deviation is $\sqrt{2/150} = 0.115$. For $W^{(3)}$ it is $\sqrt{2/400} = 0.071$.

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
# The network in formulas, with ReLU for $\varphi$ and "pool" for the maximum over 2 × 2. The number of the layer stands above, as always; in code $W^{(1)}$ is `W1`, and so on:
#
# $$A^{(1)} = \varphi(W^{(1)} \star X + b^{(1)}), \quad P^{(1)} = \operatorname{pool}(A^{(1)}), \quad A^{(2)} = \varphi(W^{(2)} \star P^{(1)} + b^{(2)}), \quad P^{(2)} = \operatorname{pool}(A^{(2)}),$$
# $$A^{(3)} = \varphi\big(\operatorname{rows}(P^{(2)})\, W^{(3)\top} + b^{(3)}\big), \quad A^{(4)} = \varphi(A^{(3)} W^{(4)\top} + b^{(4)}), \quad Z = A^{(4)} W^{(5)\top} + b^{(5)}.$$
#
# $\operatorname{rows}(P^{(2)})$ is $P^{(2)}$ with the axes channel, row, column of each image laid out in one row, which `reshape(N, 400)` does. $Z$ holds the logits: the last layer is linear, since the softmax belongs to the loss.
#
# | array | $X$ | $A^{(1)}$ | $P^{(1)}$ | $A^{(2)}$ | $P^{(2)}$ | $A^{(3)}$ | $A^{(4)}$ | $Z$ |
# |---|---|---|---|---|---|---|---|---|
# | shape, without $N$ | 1, 32, 32 | 6, 28, 28 | 6, 14, 14 | 16, 10, 10 | 16, 5, 5 | 120 | 84 | 10 |
#
# **Worked example.** Four pre-activations of C1 that share a pooling window are $(-1, 3;\ 2, 0.5)$. After the ReLU they are $(0, 3;\ 2, 0.5)$, and pooling keeps 3. The number in channel 2, row 1, column 3 of $P^{(2)}$ stands at place $2 \cdot 25 + 1 \cdot 5 + 3 = 58$ of its row.
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
# Backwards, the same chain the other way round. You have derived each link: the three products of a dense layer and the factor of the ReLU in notebook 02, pooling and convolution in notebook 04. Take a sheet of paper, start with $\bar Z$, and write down what comes next, down to $\bar W^{(1)}$, with the shape of each array. No layer divides by $N$: the loss has done that, once.
#
# **Worked example.** If $\bar A^{(4)} = (0.2, -0.3)$ and $A^{(4)} = (1.5, 0)$, then $(0.2, 0)$ goes on to F6: where the ReLU gave 0, nothing passes. If a pooling window of $A^{(1)}$ is $(0, 3;\ 2, 0.5)$ and the gradient of its maximum is $0.7$, the window gets $(0, 0.7;\ 0, 0)$.

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
# `dA4 (N, 84)` → `dA3 (N, 120)` → `dP2 (N, 400)`, reshaped to `(N, 16, 5, 5)` → `dA2 (N, 16, 10, 10)` → `dP1 (N, 6, 14, 14)` → `dA1 (N, 6, 28, 28)`. What comes out of a ReLU has an `A` in its name: each `dA` takes the factor of that ReLU before it goes into the layer.
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
    """Compare all entries by value: a numerical gradient of all of LeNet takes half a minute."""
    X, dlogits = rng.uniform(size=(N, 1, 32, 32)), rng.normal(size=(N, 10))
    cache = cache_of(X, lambda shape: rng.normal(size=shape) * (0.7 if len(shape) > 1 else 0.05))
    grads, right = check.call(lenet_backward, dlogits, cache), right_gradients(dlogits, cache)
    for key in keys:
        check.value(grads[key], right[key], name=f"d{key}")


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
    # The slopes of sum(logits * dlogits) along two waves in each array.
    slopes = {"W5": [92.29351663, 41.80292509], "b5": [3.011065275, 6.192804595]}
    slopes |= {"W4": [-38.01873204, -61.9870217], "b4": [-4.460200807, -9.232133524]}
    slopes |= {"W3": [2.160256121, 8.329925362], "b3": [7.866558109, 6.292614292]}
    check.that(isinstance(grads, dict) and {*slopes} <= {*grads}, f"a dict of {', '.join(slopes)}")
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
    # The slopes of sum(logits * dlogits) along two waves in each array.
    slopes = {"W2": [-1.223163322, 2.721712126], "b2": [-0.02454229595, -0.0568911705]}
    check.that(isinstance(grads, dict) and {*slopes} <= {*grads}, f"a dict of {', '.join(slopes)}")
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
    # The slopes of sum(logits * dlogits) along two waves in each array.
    slopes = {"W1": [-3.603367578, -1.409174622], "b1": [-1.997383064, -2.325161766]}
    check.that(isinstance(grads, dict) and {*slopes} <= {*grads}, f"a dict of {', '.join(slopes)}")
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
# <details><summary>The whole chain, to compare with your sheet</summary>
#
# $$\begin{aligned}
# \bar W^{(5)} &= \bar Z^\top A^{(4)}, & \bar b^{(5)} &= \textstyle\sum_n \bar Z_n, & \bar A^{(4)} &= \bar Z\, W^{(5)}, & \bar Z^{(4)} &= \bar A^{(4)} \odot [A^{(4)} > 0],\\
# \bar W^{(4)} &= \bar Z^{(4)\top} A^{(3)}, & \bar b^{(4)} &= \textstyle\sum_n \bar Z^{(4)}_n, & \bar A^{(3)} &= \bar Z^{(4)} W^{(4)}, & \bar Z^{(3)} &= \bar A^{(3)} \odot [A^{(3)} > 0],\\
# \bar W^{(3)} &= \bar Z^{(3)\top} \operatorname{rows}(P^{(2)}), & \bar b^{(3)} &= \textstyle\sum_n \bar Z^{(3)}_n, & \operatorname{rows}(\bar P^{(2)}) &= \bar Z^{(3)} W^{(3)}. &&
# \end{aligned}$$
#
# Then twice, for $l = 2$ and $l = 1$: pooling sends $\bar P^{(l)}$ to the places of the maxima, which gives $\bar A^{(l)}$; the ReLU gives $\bar Z^{(l)} = \bar A^{(l)} \odot [A^{(l)} > 0]$; and 04.7 gives $\bar W^{(l)}$, $\bar b^{(l)}$ and, for C3, $\bar P^{(1)}$.
#
# </details>

# %% [markdown]
# ### One number for 61,706 entries
#
# Differences, entry by entry, would take $2 \cdot 61{,}706 = 123{,}412$ forward passes. There is a cheaper test, and it leaves no entry out. Draw a direction $v$, one random number for each parameter, and go a little way along it. With $f$ for the cost, two forward passes give its slope in that direction, and your gradient claims to know that slope:
#
# $$\frac{f(\theta + h v) - f(\theta - h v)}{2h} \;\approx\; \sum_i \bar\theta_i\, v_i .$$
#
# **Predict first.** Suppose that one of your 61,706 entries is wrong. Can the two numbers agree all the same?


# %% nbgrader={"grade_id": "05-slope"} tags=["raises-exception", "nbval-ignore-output"]
def slopes(model, params, X, T, keys, rng, h=1e-7):
    """Slope of a cost along a random direction in the arrays `keys`: claimed, and measured."""
    v = {key: (key in keys) * rng.standard_normal(theta.shape) for key, theta in params.items()}

    def cost(step):
        return model({key: params[key] + step * v[key] for key in params}, X, T)[0]

    _, grads = model(params, X, T)
    claimed = sum(np.sum(grads[key] * v[key]) for key in params)
    return claimed, (cost(h) - cost(-h)) / (2 * h)


def weighted_logits(params, X, D):
    """A cost for the test: the sum of all logits, each times a fixed number; and its gradients."""
    logits, cache = lenet_forward(X, params)
    return np.sum(logits * D), lenet_backward(D, cache)


rng = np.random.default_rng(0)
try:
    X8, _ = preprocess(digits.train_images[:8], digits.train_labels[:8])
    theta = {key: a + 0.01 * rng.standard_normal(a.shape) for key, a in init_params(rng).items()}
    D = rng.standard_normal((8, 10))
    print("direction in   claimed slope   measured slope")
    for name, keys in [("all", list(theta))] + [(key, [key]) for key in theta]:
        claimed, measured = slopes(weighted_logits, theta, X8, D, keys, rng)
        print(f"{name:<12} {claimed:15.7f}  {measured:15.7f}")
except NotImplementedError:
    print("This cell needs your functions of exercises 05.2, 05.4, 05.5 and 05.6.")
except NameError as missing:
    print(f"There is no `{missing.name}` yet: do Run > Run All Above Selected Cell.")

# %% [markdown]
# <details><summary>Why one number tests all entries</summary>
#
# Let entry $i$ of the gradient be wrong by $e_i$. Then the two sides differ by $\sum_i e_i v_i$. The $v_i$ were drawn without knowing the errors, so this sum has mean 0 and standard deviation $\lVert e \rVert$: it is about as large as the error vector is long, and it is 0 only by an accident that does not happen. One wrong entry is enough. What the test does not see are errors smaller than those of the differences themselves, here some $10^{-8}$ of the slope, and it does not say *where* the error is. For that, the other lines of the table move one array at a time. (If a ReLU or a maximum changes sides within the step, fewer digits agree. That is rare; another seed settles it.)
#
# The start got small random biases here. With biases of exactly 0 every unit above blank paper has $z = 0$, right on the kink of its ReLU, where the two-sided difference measures half a slope: try it, and put 0 in place of 0.01.
#
# </details>

# %% [markdown]
# If all lines agree and your network does not learn from now on, look elsewhere: it is not the gradient.

# %% [markdown]
# ## 8 Training
#
# An **epoch** shows each training image once. The images are drawn in a random order, in batches of, say, 16 or 64; the last batch may be short. Each batch makes one step:
#
# $$\theta \leftarrow \theta - \eta\,\big(\bar\theta + \lambda\,\theta\big) \quad\text{for weights}, \qquad \theta \leftarrow \theta - \eta\,\bar\theta \quad\text{for biases.}$$
#
# The term $\lambda\theta$ is the gradient of $\tfrac{\lambda}{2}\lVert\theta\rVert^2$. It pulls each weight towards 0 unless the data pull it elsewhere, which is called **weight decay**. Biases are left out; a bias that is far from zero does no harm.
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
    losses = iter([1.7, 0.9, 0.4, *range(8)])  # one for each batch, and some that are too many
    model = lambda params, Xb, Tb: (next(losses), {"W1": np.zeros(1)})
    data = {"W1": np.ones(1)}, np.zeros((8, 1)), np.zeros(8)
    pair = check.call(train_epoch, *data, model, 3, 0.1, 0.0, check.rng())
    check.that(isinstance(pair, tuple | list) and len(pair) == 2, "(params, mean_loss)")
    check.value(pair[1], 1.075, name="the mean loss", kind="float32")
    ### BEGIN HIDDEN TESTS
    check.hidden("05.7")
    rng = check.rng()
    for N, batch_size in [(17, 5), (12, 4), (9, 8), (3, 8)]:
        sizes = [min(batch_size, N - first) for first in range(0, N, batch_size)]
        right = rng.uniform(0.1, 3, size=len(sizes))
        losses = iter([*right.tolist(), *range(N)])  # the model takes them from here
        data = {"W1": np.ones(1)}, np.zeros((N, 1)), np.zeros(N)
        pair = check.call(train_epoch, *data, model, batch_size, 0.1, 0.0, rng)
        check.value(pair[1], np.dot(right, sizes) / N, name="the mean loss", kind="float32")
    ### END HIDDEN TESTS

# %% [markdown]
# ### Before you train: overfit
#
# A test that finds many mistakes in a minute: take a handful of images, and train on them only. 61,706 parameters can learn 32 images by heart, so **the error on them must go to 0**. If it does not, something is broken, and no amount of data will mend it. The costs tell what kind of thing. They start between 2.3 and 3.5, and from there they
#
# - *hardly move*: next to nothing reaches the parameters; the gradients are zero, the new parameters get lost, or $\eta$ is far too small;
# - *rise*, perhaps to `nan`: the steps go uphill, or they are far too long;
# - *fall to about 2.3 and stay there*: the network gives the same answer for every image, and has only learned how frequent the classes are (with ten equally frequent ones that costs $\ln 10 = 2.30$). One step that was too long has killed all ReLUs, or images and labels are mixed up anew in each step;
# - *go to 0*: the machinery can learn.
#
# For that you need the model as `train_epoch` wants it. The loss is the softmax cross-entropy of notebook 01. Use your own or the package's:
#
# | call | gives |
# |---|---|
# | `loss = SoftmaxCrossEntropy()`, from `convnet.losses` | the cost |
# | `loss.forward(Z, T)` | the mean cost of logits and one-hot targets |
# | `loss.backward()` | its gradient $(y - t)/N$ with respect to the logits |

# %% [markdown]
# **Worked example.** A bias of 0.2 with the gradient 1.5 becomes $0.2 - 0.05 \cdot 1.5 = 0.125$ in one step with $\eta = 0.05$. After three steps the list of losses has three entries: the costs *before* each step.

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
# Print the losses and find their kind in the list above. Costs that rise from the first step on: look at the sign of the step. Costs that hardly move: does the dict of the last step go into the next one? A cost of `nan` can also come from a softmax that is not stable.
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

# %% nbgrader={"grade_id": "05-random-labels"} tags=["skip-when-graded", "raises-exception", "nbval-ignore-output"]
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
# It takes a little longer, and then the network knows the wrong labels by heart, too. So training error 0 shows that the machinery can learn. Labels that are wrong from the beginning, but always the same, pass this test. And it says nothing about what the network has understood: for that you need images that the network has not seen.
#
# </details>

# %% [markdown]
# ### Find the mistakes
#
# You have two instruments now, the slopes and the overfit test. Here are three versions of `loss_and_grads`, **A**, **B** and **C**, each with one mistake such as anybody makes; the first line is yours. (Their code is in `convnet/planted.py`. Leave it closed for now.) Each learns 32 digits for 80 steps, shuffled anew in each step.
#
# **Your task.** For each of the three say: which instrument notices? What does the course of its cost say, by the list above? Which mistake might it be?

# %% nbgrader={"grade_id": "05-planted"} tags=["skip-when-graded", "raises-exception", "nbval-ignore-output"]
from convnet.planted import model_a, model_b, model_c

try:
    X32, T32 = preprocess(digits.train_images[:32], digits.train_labels[:32])
    models = {"yours": loss_and_grads, "A": model_a, "B": model_b, "C": model_c}
    print("        claimed slope   measured slope   cost before step 0, 1, 10, 40, 79")
    for name, model in models.items():
        rng = np.random.default_rng(6)
        start = init_params(rng)
        theta = {key: a + 0.01 * rng.standard_normal(a.shape) for key, a in start.items()}
        claimed, measured = slopes(model, theta, X32, T32, list(theta), rng)
        costs = []
        for _ in range(80):
            start, J = train_epoch(start, X32, T32, model, 32, 0.05, 0.0, rng)
            costs.append(J)
        course = "".join(f"{costs[step]:>11.4g}" for step in (0, 1, 10, 40, 79))
        print(f"{name:<6} {claimed:14.5f}   {measured:14.5f}  {course}")
except NotImplementedError:
    print("This cell needs your functions of exercises 05.2 and 05.4 to 05.8.")
except NameError as missing:
    print(f"There is no `{missing.name}` yet: do Run > Run All Above Selected Cell.")

# %% [markdown]
# <details><summary>A</summary>
#
# Only the slopes notice: they disagree by some ten per cent or more. On the way back the factor of one ReLU is missing, that of C3. Most of the gradient is right, so the steps still go downhill, and the cost goes to 0. A network can learn with a wrong gradient, and nobody notices.
#
# </details>
# <details><summary>B</summary>
#
# Only the overfit test notices. The gradient is right. But the cost starts in the hundreds, jumps to millions, and then stays near 2.3: the first steps were far too long and killed the ReLUs. The images were not divided by 255. Initial weights and step size are made for inputs of about 1.
#
# </details>
# <details><summary>C</summary>
#
# Again only the overfit test: the gradient is right, the start is normal, and then the cost stays a little below 2.3, as in B but without the jump. `reshape(400, N).T` in place of `reshape(N, 400)`: the shape is right, and each row holds features of all images. It is the right gradient of the wrong function. Without shuffling, as in your `overfit`, the cost goes to 0 here, too: the network learns the fixed mixture by heart. So shuffle in this test.
#
# </details>
# <details><summary>What neither of them notices</summary>
#
# Labels that are wrong, but always in the same way; a network that learns by heart and understands nothing; test images among the training images. So the next instrument is the error on other images.
#
# </details>

# %% [markdown]
# ### Train, and measure on other images
#
# The error on the training images will go down in any case. What counts is the error on images that the network has not learned from. So set some aside: a **validation set**, measured after each epoch. Always look at both numbers. If both are bad, the network does not learn enough: other steps, more epochs, a larger network. If the training error is small and the validation error is not, it has learned by heart: more data, weight decay, stopping earlier. The parameters to keep are those of the epoch with the largest validation accuracy, the first one if there are several.
#
# The **test set** is a third set. As soon as you choose anything by looking at it, the epoch or the step size, it is no longer new to you. So you look once, at the end.
#
# **Worked example.** Two images have the logits $(2, 5, 1)$ and $(0, -1, 3)$ and the labels 1 and 0. The largest logits say 1 and 2: one of two is right, an accuracy of 0.5. If three epochs have the validation accuracies 0.90, 0.94 and 0.92, the parameters after the second one are returned, and the history holds all three numbers.

# %% [markdown]
# ### Exercise 05.9 Train LeNet (12 points)
#
# Write `accuracy(params, X, labels)` (3 points): the share of images whose largest logit is that of their label. And write `train_lenet(X, T, X_val, T_val, rng)` (9 points): from initial parameters to trained ones, with your functions. The step size, the batch size, the number of epochs and the weight decay are yours to choose.
#
# The check trains on 600 of the 1,347 digits in `digits.train_images`, with 200 more for validation, and measures on the 547 that are left, which your function never sees. **At least 89 % of those must be right.** The reference takes 8 epochs of batches of 16 with $\eta = 0.05$ and keeps the best epoch: two or three seconds, 95.4 % in the mean. Plan for at most a minute. The test digits stay in their envelope.
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
# A cost that falls by little from epoch to epoch: $\eta$ is too small. A cost that is large once and then stays at 2.3: $\eta$ is so large that all ReLUs have died in the first steps. Try $\eta$ in steps of a factor of 3.
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
    params = {key: np.asarray(theta, dtype=np.float32) for key, theta in init_params(rng).items()}
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

    def share_is(draw, N, right):  # of labels as LeNet says, with parameters drawn at random
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
        i, j, others = np.split(rng.permutation(len(X)), [N, N + n])
        data = [A[index] for index in (i, j) for A in (X, np.eye(10)[t])]
        params, history = check.call(train_lenet, *data, rng)
        losses, shares = (np.ravel(history[name]) for name in ("train_loss", "val_accuracy"))
        check.that(shares.size == losses.size > 0, "a loss and an accuracy for each epoch")
        for k, array in enumerate(net.params.values()):
            array[...] = np.reshape(params["Wb"[k % 2] + str(k // 2 + 1)], array.shape)
        ratio = shares / right(X[j], t[j])  # in float32 an image may change sides
        fits = abs(ratio - 1).min() < 0.01 + 1 / n
        check.that(fits, "an epoch with the val_accuracy of params", about=ratio.max())
        return losses, right(X[i], t[i]), right(X[others], t[others])

    trained(60, 40, np.random.default_rng(2))
    *_, new = trained(600, 200, np.random.default_rng(2))
    check.that(new >= 0.89, "at least 89 % right of 547 digits that it has not seen", about=new)
    ### BEGIN HIDDEN TESTS
    check.hidden("05.9")
    # Measured on the reference, 20 seeds for start and choice of digits: mean 0.9538, standard
    # deviation 0.0115, smallest 0.932; three standard deviations below the mean: 0.919.
    # η = 0.1 with batches of 32 and 10 epochs: mean 0.9578, standard deviation 0.0102, smallest
    # 0.940. Weights of variance 1/fan-in and the reference's training, 10 seeds: mean 0.9373,
    # standard deviation 0.0135; three below the mean: 0.897. So 0.89 asks for less than these allow.
    losses, share, new = trained(600, 200, check.rng())
    check.that(np.isfinite(losses).all(), "finite losses")
    check.that(losses.size == 1 or losses[-1] < losses[0], "a cost that falls")
    check.that(share > 0.5, "more than half right of the digits that it has learned from")
    check.that(new >= 0.89, "at least 89 % right of 547 digits that it has not seen", about=new)
    ### END HIDDEN TESTS

# %% [markdown]
# Now train it once on all 1,010 training digits, and look at the training and the validation error. Do not be surprised by a jump: with a constant step size, one unlucky epoch can undo several good ones. That is one reason to keep the best.

# %% nbgrader={"grade_id": "05-own-training"} tags=["skip-when-graded", "raises-exception", "nbval-ignore-output"]
params = None
try:
    held_out = np.arange(len(digits.train_images)) % 4 == 0  # 337 digits, for validation
    t, t_val = digits.train_labels[~held_out], digits.train_labels[held_out]
    X, T = preprocess(digits.train_images[~held_out], t)
    X_val, T_val = preprocess(digits.train_images[held_out], t_val)
    params, history = train_lenet(X, T, X_val, T_val, np.random.default_rng(0))
    for epoch, (loss, right) in enumerate(zip(history["train_loss"], history["val_accuracy"])):
        print(f"epoch {epoch}: training cost {loss:.3f}, validation error {1 - right:.1%}")
    errors = 1 - accuracy(params, X, t), 1 - accuracy(params, X_val, t_val)
    print("in the end: training error {:.1%}, validation error {:.1%}".format(*errors))
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
# **The features.** Put the activations of a layer into a matrix $A$ with one row for each image and one column for each unit. Good features differ from each other and respond to different images: the matrix looks sparse along both axes. Bad signs are units that ignore the input, and units that all do the same. So count the **dead** ones, constant over all images, and the mean **correlation** $|r|$ over all pairs of the others. With $m_i$ for the mean of column $i$,
#
# $$r_{ij} = \frac{\sum_n (A_{ni} - m_i)(A_{nj} - m_j)}{\sqrt{\sum_n (A_{ni} - m_i)^2}\,\sqrt{\sum_n (A_{nj} - m_j)^2}}.$$
#
# **The curves.** Cost and validation error by epoch. `train_lenet` remembered its best parameters on the way; from the curve one reads afterwards which epoch they belong to: the first one at which the validation accuracy is largest.
#
# **Worked example.** True classes 0, 0, 1, 2, predicted 0, 1, 1, 2 give the rows (1, 1, 0), (0, 1, 0), (0, 0, 1). For $A$ with the columns (1, 2, 3), (2, 4, 6), (5, 5, 5) and (3, 2, 1), one of the four units is dead, and the other three are fully correlated: $|r| = 1$ for each pair, also for the one with $r = -1$.
#
# **Predict first.** Below are two matrices, made up to show it: 60 images, 40 units. Which one would you like to have?

# %% nbgrader={"grade_id": "05-figure-features"}
from convnet.plots.inside import good_and_bad_features

rng = np.random.default_rng(5)
left = np.maximum(rng.normal(size=(60, 40)) - 0.8, 0)
right = np.maximum(rng.normal(size=(60, 1)) * rng.uniform(0.5, 1.5, size=40) + 0.3, 0)
right = right + 0.1 * rng.uniform(size=(60, 40))
right[:, rng.permutation(40)[:12]] = 0.5
good_and_bad_features(left, right, ("left", "right"))

# %% [markdown]
# <details><summary>Stripes are bad</summary>
#
# A vertical stripe in one even tone is a unit that gives the same for every image. Horizontal stripes are images to which all units respond alike. The matrix on the right has both. On the left each image has its own few units, and each unit its own few images: those are good features.
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
    a, b, c = [1, 2, 4, 3, 0, 6], [5, 0, 3, -9, 7, 2], [2, -1, 5, 1, 4, -3]
    dead = [6 * [0.1], 6 * [0.5], 6 * [0]]
    cases = [([a, *dead, b, c], 1 / 2, 0.38164518463), ([b, c, *dead], 3 / 5, 0.3236483512)]
    for units, share, correlation in [*cases, ([*dead, b], 3 / 4, 0)]:
        report = check.call(feature_report, np.array(units).T)
        check.that("dead" in report and "correlation" in report, "a dict with these two keys")
        check.value(report["dead"], share, name="dead")
        check.value(report["correlation"], correlation, name="correlation")
    ### BEGIN HIDDEN TESTS
    check.hidden("05.10")
    rng = check.rng()
    mixed = rng.normal(size=(40, 5)) @ rng.normal(size=(5, 8))
    mixed[:, 2], mixed[:, 6] = 0, 0.1
    few = np.concatenate([rng.normal(size=(6, 1)), np.full((6, 2), 0.5)], axis=1)
    good = np.maximum(rng.normal(size=(50, 9)) - 0.5, 0)
    bad = rng.normal(size=(30, 1)) * rng.uniform(0.5, 2, size=7) + 0.01 * rng.normal(size=(30, 7))
    for A in (mixed, few, good, bad, mixed[:, 1:4], np.zeros((5, 4)), np.full((60, 2), 0.1)):
        live = [column - column.mean() for column in A.T if np.ptp(column) > 0]
        pairs = [(u, v) for i, u in enumerate(live) for v in live[i + 1 :]]
        r = [abs(u @ v) / np.sqrt((u @ u) * (v @ v)) for u, v in pairs]
        report = check.call(feature_report, A)
        check.value(report["dead"], 1 - len(live) / A.shape[1], name="dead")
        check.value(report["correlation"], np.mean(r) if r else 0, name="correlation")
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
# Now use them on your own network: who is taken for whom, and what do the features of F6 look like after training and before? The digits are those of the validation set.

# %% nbgrader={"grade_id": "05-own-diagnostics"} tags=["skip-when-graded", "raises-exception", "nbval-ignore-output"]
from convnet.plots.digits import confusion

table = None
if globals().get("params") is not None:
    try:
        logits, cache = lenet_forward(X_val, params)
        _, fresh = lenet_forward(X_val, init_params(np.random.default_rng(1)))
        for name, A in [("after", cache["A4"]), ("before", fresh["A4"])]:
            report = feature_report(A)
            print(
                f"F6 {name} training: {report['dead']:.1%} dead, correlation {report['correlation']:.2f}"
            )
        print(f"best epoch: {best_epoch(history['val_accuracy'])}")
        table = confusion_matrix(t_val, logits.argmax(axis=1), 10)
    except NotImplementedError:
        print("This cell needs your functions of exercise 05.10.")
    except NameError as missing:
        print(f"There is no `{missing.name}` yet: do Run > Run All Above Selected Cell.")
confusion(table) if table is not None else print("No table yet.")

# %% [markdown]
# Some units of F6 are dead: before training by chance, after it because no step has brought them back. The correlation *rises* a little. That is no bad sign: now the units speak of ten classes, and those that speak of the same digit answer to the same images. Bad is a correlation near 1, where all units say the same, or a layer most of whose units are dead because the steps were too large.

# %% [markdown]
# ### The envelope
#
# You have chosen, compared and repaired, all with the training and the validation digits. Nothing is left to choose, so the 450 test digits may come out, read by your `read_idx` (05.1), prepared by your `preprocess` (05.2), judged by your `accuracy` (05.9). **Predict first.** Will the error be larger or smaller than the validation error, and by how much? Run the cell once, and believe it.

# %% nbgrader={"grade_id": "05-sealed"} tags=["skip-when-graded", "raises-exception", "nbval-ignore-output"]
if globals().get("params") is not None:
    try:
        images = read_idx(unpacked("digits-test-images-idx3-ubyte.gz"))
        labels = read_idx(unpacked("digits-test-labels-idx1-ubyte.gz"))
        X_new, _ = preprocess(images, labels)
        error, N = 1 - accuracy(params, X_new, labels), len(labels)
        chance = np.sqrt(error * (1 - error) / N)
        print(f"test error {error:.1%}: {error * N:.0f} of {N} digits; by chance ± {chance:.1%}")
    except NotImplementedError:
        print("This cell needs your function of exercise 05.1.")
    except NameError as missing:
        print(f"There is no `{missing.name}` yet: do Run > Run All Above Selected Cell.")
else:
    print("This cell needs a trained network: run the cells above.")

# %% [markdown]
# <details><summary>Larger or smaller</summary>
#
# Two things pull. The best of several epochs was chosen by the validation error, so that one is a little too good, and the test error should be larger. But both are shares of a few hundred digits, and chance is the larger of the two here: other digits would have given another number, off by the ± of the last line in a typical case. So do not compare two networks by half a per cent on 450 digits. A third thing hides: the same 13 people wrote all three parts. How your network reads a stranger's hand this number does not say; section 9 does.
#
# </details>

# %% [markdown]
# ## 9 All of MNIST
#
# The same network, some fifty times the images, and the package's own engine: the same layers, computed faster. Its steps differ from yours in three points: they have momentum; the step size rises at first and then falls to 0; and the weight decay takes the biases along, which 05.7 leaves out. It learns from 50,000 of MNIST's training images, keeps 10,000 for validation, and looks at the test images once, at the end. It first measures how long one epoch takes, and then trains as many as fit into about a minute. To leave the training out, write `False` in the first line.
#
# If MNIST is not at hand, all of the rest works as well: the engine then learns from the digits that ship, in fifteen seconds or so, and sections 10 and 11 look at them.
#
# **Predict first.** What will be the error on the 10,000 test images, roughly? (On the 450 that ship?) And will the training cost ever be larger than the validation cost?

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
    print("Going on with the digits that ship; what to expect of them stands below.")
    print(f"MNIST could not be had, for this reason:\n{reason}")
new_images, new_labels = as_input(split.test_images), split.test_labels
if long_training:
    *learned_from, X_held, t_held = data_for(data, validation=True)
    recipe, seconds = within(60, RECIPES[data], *learned_from)
    print(f"One epoch takes {seconds:.2f} s here: {recipe.epochs} epochs, a minute at most.")
    net, curves = train(recipe, *learned_from, seed=0, validation=(X_held, t_held), live=True)
    cost, right = evaluate(net, new_images, new_labels)
    print(f"{data}: {len(learned_from[0]):,} images to learn from, {curves['seconds'][-1]:.0f} s")
    print(f"test images: {len(new_labels):,}, cost {cost:.4f}, error {1 - right:.2%}")

# %% [markdown]
# <details><summary>What to expect on MNIST</summary>
#
# With seven epochs or more the error is between 0.6 and 0.8 %: of 10,000 digits, some 70 are wrong; with four epochs it was 0.95 %. The training cost is larger than the validation cost in most of the first epochs: it is the mean over the epoch *as the images were seen*, while the network was still worse, and the validation cost is measured at the end of the epoch. Later it falls far below.
#
# </details>
# <details><summary>What to expect on the digits that ship</summary>
#
# With 1,010 digits to learn from, six seeds gave validation errors of 1.2 to 2.4 % and test errors of 0.7 to 2.2 %: 3 to 10 of 450 digits, a 4 taken for a 9 twice with every seed. The training cost begins above the validation cost here as well, 2.4 against 2.1, and ends at 0.0004 against 0.08: two hundred times smaller. With so few images the network knows them all by heart.
#
# </details>

# %% [markdown]
# **How good is that?** Two of the lectures' numbers, to compare: LeNet had 98.9 % right in 1998, and the best result quoted is an error of 0.17 %, by Ciresan and others in 2011. Ours, with ReLU, max pooling and momentum, needs a minute for what took days then.
#
# <details><summary>Where the lectures differ: Toronto, CSC2515, lecture 6; York, EECS 4422/5323, unit 8; MIT, 6.869, lecture 7</summary>
#
# Toronto gives the 98.9 %. LeNet-5 was published with 0.95 % error without artificial distortions of the images; 98.9 % fits its smaller relative LeNet-4. York and MIT give the 0.17 %. That group's publications of 2011 have 0.35, 0.31 and 0.27 %, and one of 2012 has 0.23 %; we found 0.17 % in none of them. (These corrections are not in the lectures.)
#
# </details>

# %% [markdown]
# **Task: change one thing.** Which of the engine's settings matter? The cell trains on the 1,010 digits for 20 epochs with the recipe as it is and once without momentum, and judges on the validation digits. Write down what you expect, run it, then put in a third line with a change of your own: `eta`, `batch_size`, `warmup` (share of the steps with a rising step size), `shifts=1` (move each image by up to a pixel).

# %% nbgrader={"grade_id": "05-task-recipe"} tags=["skip-when-graded", "raises-exception", "nbval-ignore-output"]
from dataclasses import replace

from convnet.recipes import RECIPES, data_for, train

short = replace(RECIPES["digits"], epochs=20)
X_learn, t_learn, *held = data_for("digits", validation=True)
for name, recipe in {
    "as it is": short,
    "no momentum": replace(short, momentum=0.0),
}.items():
    _, curve = train(recipe, X_learn, t_learn, seed=0, validation=held, progress=False)
    best = max(curve["val_accuracy"])
    print(f"{name:<12} cost {curve['train_loss'][-1]:.3f}, validation error {1 - best:.1%}")

# %% [markdown]
# <details><summary>What momentum does in 20 epochs</summary>
#
# With momentum the validation error was 1.5 to 2.1 % for four seeds, without it about 3 %, and the training cost fifty to ninety times as large: a step size chosen for momentum is a small one without. Shifts of a pixel make the training cost larger again, and the validation error smaller, 0.9 to 1.5 %: they are worth more digits. Differences of one or two digits in 337 are chance; judge by several seeds.
#
# </details>

# %% [markdown]
# **Task: strangers.** The course ships a LeNet that has learned from all of MNIST. Does it read the course's digits? Does your network of section 8, which has learned from the course's digits, read MNIST? Write down two errors, in per cent, then run the cell. (The second line needs MNIST.)

# %% nbgrader={"grade_id": "05-task-strangers"} tags=["skip-when-graded", "raises-exception", "nbval-ignore-output"]
from convnet.checkpoint import load_lenet
from convnet.recipes import data_for
from convnet.training import as_input, evaluate

*_, X_few, t_few = data_for("digits", validation=True)  # the validation digits
_, right = evaluate(load_lenet(), X_few, t_few)
print(f"learned from MNIST, validation digits of the course: error {1 - right:.1%}")
if globals().get("data") == "mnist" and globals().get("params") is not None:
    right = accuracy(params, as_input(split.train_images[-1000:]), split.train_labels[-1000:])
    print(f"learned from the course's digits, 1,000 digits of MNIST: error {1 - right:.1%}")

# %% [markdown]
# <details><summary>Why each does worse on the other's digits</summary>
#
# The network that ships has an error of 0.5 % on MNIST's test images, and of 5.0 % on all 1,797 digits of the course: ten times as many. They come from other writers, and from another source: 8 × 8 numbers, enlarged by linear interpolation. So their strokes are broad and pale; 36 % of the pixels have ink, 110 of 255 on average, where in MNIST 19 % have ink, 175 on average. The other way round it is far worse: a network that knows 13 hands and soft strokes has 40 to 60 % of MNIST wrong. A test set says how a network does on *more of the same*. Measure on what you will meet.
#
# </details>

# %% [markdown]
# ## 10 Looking inside
#
# The network that ships was trained in the same way on all 60,000 images, for 20 epochs, each image moved by up to a pixel anew in each epoch. So the rest works without the minute above. To look into yours, put `net` in the place of `trained`.

# %% nbgrader={"grade_id": "05-trained"}
from convnet.checkpoint import about, load_lenet

trained = load_lenet()
about()

# %% [markdown]
# **Its filters.** Good filters have structure and differ from each other. **Predict first.** Will the six kernels of C1 look like parts of digits, like edges, or like noise?

# %% nbgrader={"grade_id": "05-figure-filters"}
from convnet.plots.inside import weight_images

weight_images(trained)

# %% [markdown]
# <details><summary>Edges and blobs</summary>
#
# With 5 × 5 pixels there is no room for a stroke with its ends. Most kernels are orange on one side, where weights are positive, and purple on the other, where they are negative: they answer to an edge of one direction. Others look for a blob or a line. Filters learned from handwriting differ from those learned from natural images (notebook 07): here everything is strokes of about the same width. The kernels of C3 have six layers each and are hard to read as pictures; what they answer to has to be found out in other ways.
#
# </details>

# %% [markdown]
# **Its activations.** **Task.** Choose a kernel of C1 in the figure above, count it from 0, and write down where on the digit below its map will be dark: at the upper edge of strokes, at the left one, inside? (The layer computes $\star$, so the kernel is laid on the image as you see it.) Then look at that map; they stand in rows of two. **Predict first.** In which layer can you no longer tell from the maps which digit it is?

# %% nbgrader={"grade_id": "05-figure-activations"}
from convnet.plots.inside import activations_by_layer
from convnet.training import as_input

activations_by_layer(trained, as_input(digits.train_images[10:11]))

# %% [markdown]
# <details><summary>From where to what</summary>
#
# In C1 and S2 you see the digit with some of its edges stressed. In C3 a map shows where something more complex was found, and few places respond. In S4 5 × 5 places are left, and you can hardly read it; but the network can: from there on it is no longer a question of *where*, but of *what*.
#
# </details>

# %% [markdown]
# **Its features.** Left, the activations of F6 for 60 digits. Right, those of a network with a mistake that you met in 05.4: all of its weights are positive. **Predict first.** What will the mistake look like? And which number of your `feature_report` will give it away, the dead units or the correlation?

# %% nbgrader={"grade_id": "05-figure-features-trained"}
from convnet.network import lenet
from convnet.plots.inside import good_and_bad_features

positive = lenet(seed=1)
for value in positive.params.values():
    np.abs(value, out=value)
X60 = as_input(digits.train_images[:60])
names = "trained", "all weights positive"
features = trained.trace(X60)[10], positive.trace(X60)[10]
try:
    for name, A in zip(names, features):
        print(name, {key: round(float(value), 3) for key, value in feature_report(A).items()})
except (NotImplementedError, NameError):
    print("The numbers need your feature_report of exercise 05.10.")
good_and_bad_features(*features, names)

# %% [markdown]
# <details><summary>All for one</summary>
#
# Every unit of the network on the right answers to the same thing, how much ink there is. No unit is constant, so none counts as dead; but all go up and down together, and the correlation is 1: the columns differ only in how dark they are. Its 84 units are worth one. In the trained network each digit has a pattern of its own.
#
# </details>

# %% [markdown]
# **Its mistakes.** On the test images of MNIST, or on those that ship if it is not at hand. Your `confusion_matrix` makes the table. **Predict first.** You guessed in section 1 which digits are taken for which. Write two pairs down, then look.

# %% nbgrader={"grade_id": "05-figure-confusion"} tags=["long", "raises-exception"]
from convnet.plots.digits import confusion

Z = trained.logits(new_images)
answers = Z.argmax(axis=1)
try:
    table = confusion_matrix(new_labels, answers, 10)
except (NotImplementedError, NameError):
    table = None
confusion(table) if table is not None else print("The table needs your function of exercise 05.10.")

# %% [markdown]
# <details><summary>Which pairs</summary>
#
# On MNIST 49 of 10,000 are wrong, and no pair stands out: 9 taken for 8 and 9 taken for 4 come first, four times each. On the digits that ship 23 of 450 are wrong, and the pairs are others: 4 taken for 6 five times, 9 taken for 3 four times, 1 taken for 4 three times. Few would have guessed these; perhaps the opening of a 4 closes where strokes are broad and pale.
#
# </details>

# %% nbgrader={"grade_id": "05-figure-mistakes"} tags=["long", "raises-exception"]
from convnet.plots.digits import mistakes_gallery

shares = np.exp(Z - Z.max(axis=1, keepdims=True))
shares = shares / shares.sum(axis=1, keepdims=True)  # softmax: a probability for each class
mistakes_gallery(split.test_images, new_labels, answers, shares)

# %% [markdown]
# The gallery shows the mistakes of which the network was most certain. Some of these digits you would read wrongly yourself, or not at all; the label is what the writer meant. But being certain and wrong is a trait of such networks, also on images that are no digits: it has ten answers and no "I don't know". Notebook 08 makes use of that.
#
# **Task: let it say "I don't know".** A bank can hand a doubtful digit to a clerk. Let the network answer only if its largest probability reaches a limit. **Predict first:** with a limit of 0.99, what share of the images goes to the clerk, and what share of the remaining answers is wrong? Run the cell. Then choose a limit for a bank for which a wrong digit costs a hundred times as much as a look by a clerk: which one has the lowest cost?

# %% nbgrader={"grade_id": "05-task-doubt"} tags=["long", "raises-exception"]
certain, wrong = shares.max(axis=1), answers != new_labels
print("limit    to the clerk   wrong among the answers   cost for 1,000 digits")
for limit in (0, 0.5, 0.9, 0.99, 0.999):
    answered = certain >= limit
    clerk, error = 1 - answered.mean(), wrong[answered].mean()
    cost = 1000 * (clerk + 100 * (wrong & answered).mean())
    print(f"{limit:<8} {clerk:12.2%} {error:25.3%} {cost:23.0f}")

# %% [markdown]
# <details><summary>What the clerk is worth</summary>
#
# On MNIST, with a limit of 0.99 the clerk sees 4.8 % of the digits, and one answer in ten thousand is wrong. That is also the cheapest of these limits: 58 for a thousand digits, where trusting every answer costs 490 and a limit of 0.999 costs 128, nearly all of it the clerk's. On the digits that ship the network is far less certain: with 0.99 it hands over 72 %, at a cost of 944, hardly less than the 1,000 of a clerk who reads everything. So its probabilities notice that these digits are strange to it, though not always.
#
# </details>

# %% [markdown]
# ## 11 Draw a digit
#
# Draw with the mouse or a finger. Your drawing is brought into MNIST's form, that is scaled into a box of 20 × 20 and centred by its mass, and classified as you draw. **Predict first:** will it read a very small 7? A 7 with a bar? A digit at the border? One that is turned by 90 degrees?
#
# **Tasks.** Draw
#
# 1. a digit that everybody can read and the network reads wrongly, with a probability above 90 %; write down which stroke does it;
# 2. a 1, and add to it stroke by stroke until it is a 7, a 9, an 8: how many strokes does each take?
# 3. a letter or a face: how certain is the network of its answer?

# %% nbgrader={"grade_id": "05-figure-draw"}
from convnet.widgets.digit_pad import digit_pad

digit_pad(trained)

# %% [markdown]
# **One unit.** Every pixel of those maps is a sum that you can look up. **Predict first.** A unit of C1 adds up 25 products and a bias; how many products are behind a unit of C3? Then click a pixel of a map.

# %% nbgrader={"grade_id": "05-figure-unit"}
from convnet.widgets.lenet_unit import lenet_unit

lenet_unit()

# %% [markdown]
# <details><summary>What is invariant, and what is not</summary>
#
# Size and place do no harm, and the network has no merit in that: the pipeline in front of it takes care of both. Turn the digit, and the network fails: nothing in its structure knows about rotation, and nothing in its data either. Pooling tolerates small shifts of single parts, no more.
#
# </details>

# %% [markdown]
# **Task: how far may a digit move?** Without the pipeline the network has to bear shifts by itself. The cell moves whole digits sideways in their frame and measures the error. **Predict first:** at how many pixels will a tenth of the digits be read wrongly? Two poolings halve the maps twice: does that give four pixels for free?

# %% nbgrader={"grade_id": "05-task-shift"} tags=["nbval-ignore-output"]
from convnet.recipes import data_for
from convnet.training import evaluate

*_, X_few, t_few = data_for("digits", validation=True)  # the validation digits
for shift in range(-6, 7, 2):
    _, right = evaluate(trained, np.roll(X_few, shift, axis=3), t_few)
    print(f"{shift:3d} pixels: error {1 - right:.1%}")

# %% [markdown]
# <details><summary>Not four for free</summary>
#
# On the validation digits the error grows from 4 % to 7 or 8 % at two pixels and 23 % at four; at six it is about half. A tenth is reached between two and three. Pooling forgets where in its window the maximum was, a pixel or two of the image; beyond that the pattern in S4 moves, and F5 has a weight of its own for each place. This network has also seen every digit moved by up to a pixel while it learned.
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
# - Assemble a convolutional network from modules, forward and backward, and check all of its gradient with two more forward passes.
# - Train it, find out in a minute whether it can learn at all and, if not, why.
# - Choose by validation, measure once on a test set, and say how far that number can be trusted.
# - Read learning curves, a confusion matrix, and the features of a layer.
#
# Next come the extensions, in any order: **06** normalisation and dropout, **07** what networks learn, **08** how to fool them, **09** larger architectures, **10** sequences and auto-encoders.
#
# **References.** Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning applied to document recognition", *Proceedings of the IEEE* 86, 1998 (LeNet-5, MNIST and its results). K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers", *ICCV* 2015 (initialisation). D. Ciresan, U. Meier and J. Schmidhuber, "Multi-column deep neural networks for image classification", *CVPR* 2012 (0.23 %). E. Alpaydin and C. Kaynak, "Optical recognition of handwritten digits", UCI Machine Learning Repository, 1998 (the shipped digits).
