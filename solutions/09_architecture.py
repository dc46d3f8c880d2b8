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
# # 09 Architecture
#
# You can build a layer, and you can train a network. But which one? How many layers, how wide, with kernels of what size, and what does each choice cost? In 2012 one network answered these questions in a way that changed a whole field. It was built of the same parts as LeNet, and each of its layers can be checked with a pencil. In this notebook you take it apart: you trace it, count it, remove layers from it, look at what one of its units sees, and at last let a computer choose in your place. It takes about two and a half hours.
#
# When you are through, you can
#
# - trace the shapes through any list of layers, and count its units, weights and connections;
# - say what a grouped convolution saves, and recognise from a published number which network somebody has counted;
# - work out what it changes to remove a layer, and say what such an ablation proves and what it does not;
# - compute how much of the image a unit sees, and why two small kernels can do the work of a large one;
# - search among architectures, on a grid or at random, and say which you prefer.
#
# You need notebook 03 (the sizes of convolutions), and 05 for the experiments with LeNet. The boxes "Where the lectures differ" are folded. They are for whoever has heard one of the five university lectures behind this course.

# %% nbgrader={"grade_id": "09-setup"}
# Run this cell first.
try:
    from autograder import page
    from convnet import COURSE
except ImportError:  # missing, or other people's packages of these names
    lacks = "No convnet-course here: run `make lab` or `pip install convnet-course`."
    raise ImportError(lacks) from None
import numpy as np
from convnet.architectures import ALEXNET_INPUT, alexnet

page.layout()

# %% [markdown]
# ## 1 The network of 2012
#
# **ImageNet** began in 2009: photographs from the web, sorted into the nouns of the dictionary WordNet by people on Mechanical Turk, with the hierarchy of the nouns and Wikipedia to help them. It holds about 14 million images in some 20,000 categories. Its yearly contest, ILSVRC, took 1,000 of the categories and 1.2 million training images. The categories are very specific, more than a hundred of them are breeds of dogs. Nothing is normalised: objects are seen from any side, in any size, light and company. An answer counts as right if the true category is among the first five guesses, which gives the **top-5 error**.
#
# **Predict first.** In 2011 the best top-5 error was 26 %. The network of 2012 had 8 layers with weights, that of 2015 had 152. By how much did the error fall in these four years? Write two numbers down, for 2012 and for 2015, then run the cell.

# %% nbgrader={"grade_id": "09-figure-errors"}
from convnet.plots.architecture import errors_by_year

errors_by_year()

# %% [markdown]
# <details><summary>What to see, and what not</summary>
#
# In 2012 the error fell from 26 to 16 %; the best entry of that year that was no convolutional network had 26.2 %. With that the boom of deep learning began. Why then? There were more data, and more computing. Three years later it was 3.6 %, and networks were nearly twenty times as deep. The same networks, as parts of detectors, found objects better in the same order, though the last bar has a better detector and more training images, too: in one and the same detector VGG has 73.2 % and ResNet 76.4 %. A person who had practised for it was measured at 5.1 % (not in the lectures).
#
# The picture shows that depth and success came together. It does not show that depth was the cause: data augmentation, dropout, batch normalisation and ensembles of several networks came along with it. That is what experiments like those of section 3 are for.
#
# </details>
# <details><summary>Where the lectures differ: York EECS 4422/5323 unit 8; Toronto CSC2515 lecture 6; MIT 6.869 lecture 7</summary>
#
# The same network has an error of 16.4 % (York and Toronto), 18.2 % or 15.3 % (both MIT). All three are published: 18.2 % is one network on the validation images, 16.4 % five networks together, and 15.3 % seven, two of which had learned from more images, on the test images (not in the lectures). GoogLeNet's 6.6 % (Toronto) belongs to an ensemble and its 7.8 % (MIT) to one network; Toronto and MIT date ResNet to 2015 and 2016, the contest and the paper. MIT's table has 15.3, 8.5, 7.8 and 4.4 % for AlexNet, VGG, GoogLeNet and ResNet, with 5, 16, 22 and over 100 *convolutional* layers; but VGG has 13 and three dense ones (not in the lectures). The picture keeps to the contest's own results. So a number can be compared with another one only if both say: one network or several, validation or test, one guess or five.
#
# On ImageNet, York and MIT give 20,000 categories, another slide almost 22,000 (of 2010). York's 1.2 million test images are the training images, and the $10^3$ images from which LeNet is said to have learned in York's and MIT's comparison were $6 \cdot 10^4$ (notebook 05).
#
# </details>

# %% [markdown]
# The network is called **AlexNet**, after Alex Krizhevsky, who wrote it with Ilya Sutskever and Geoffrey Hinton. The lectures name its points quickly: it is LeNet of 1998, but bigger; it has ReLU and dropout (notebook 06); it learned from a million images; and graphics processors, some fifty times as fast as a processor of the day, made that possible. Training took almost a week on two of them. Neither could hold the whole network, so the maps of each layer were divided between the two, a **pathway** on each, and the pathways exchanged data only before CONV3 and before the dense layers.
#
# This is the list of its layers. $G$ is the number of groups, which section 2 explains; where none is given it is 1.
#
# | name | layer | | name | layer |
# |---|---|---|---|---|
# | | image, 3 @ 227 × 227 | | CONV4 | 384 of 3 × 3, padding 1, $G = 2$ |
# | CONV1 | 96 filters of 11 × 11, stride 4 | | CONV5 | 256 of 3 × 3, padding 1, $G = 2$ |
# | POOL1 | max of 3 × 3, stride 2 | | POOL3 | max of 3 × 3, stride 2 |
# | CONV2 | 256 of 5 × 5, padding 2, $G = 2$ | | FC6 | dense, 4096 |
# | POOL2 | max of 3 × 3, stride 2 | | FC7 | dense, 4096 |
# | CONV3 | 384 of 3 × 3, padding 1 | | FC8 | dense, 1000, the output |
#
# Every layer with weights is followed by ReLU, the last by softmax. Two layers that normalise across maps are left out here and in all that follows: they have no weights and change no shape.
#
# In code a network is a list of layers, as in notebook 05: `("conv", F, k, stride, pad)`, now also with the number of groups behind it, `("pool", k, stride)` and `("fc", n)`. `alexnet()` gives AlexNet as a dict from name to layer, in order; `list(alexnet().values())` is the list.
#
# <details><summary>Where the lectures differ: MIT 6.869 lecture 7; York EECS 4422/5323 unit 8</summary>
#
# MIT's list puts the normalisation behind the pooling. In the published network it comes before (not in the lectures). The order matters: ReLU can change places with max pooling without any difference, but normalisation cannot. York allows either order, and its divisive normalisation divides by all maps, where MIT's looks at a neighbourhood of 7 × 7. Notebook 06 keeps the forms apart.
#
# The list has no groups, though both lectures show the two pathways. MIT's list begins with 227 × 227; the paper says 224 × 224 (not in the lectures). You will see below which of the two fits.
#
# What is a network's depth? This course counts layers with weights: AlexNet has 8, and 7 hidden ones, as York and MIT say. MIT's table of depths lists AlexNet with 5, its convolutions. LeNet has 5, or 7 with its poolings.
#
# </details>

# %% [markdown]
# ### Shapes
#
# From notebook 03: along an axis of length $n$, windows of size $k$ with stride $s$ and padding $p$ have
#
# $$\left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1$$
#
# places. A convolution of $F$ filters makes $F$ maps of that size. Pooling keeps the number of maps and never pads. A dense layer takes all numbers of the layer before in one row; its shape is written $(n, 1, 1)$. Groups change no shape.
#
# **Worked example.** 4 maps of 9 × 6 go through a convolution of 8 filters of 5 × 5 with stride 2 and padding 1: $\lfloor (9 + 2 - 5)/2 \rfloor + 1 = 4$ and $\lfloor (6 + 2 - 5)/2 \rfloor + 1 = 2$, so the shape is $(8, 4, 2)$. Pooling of 2 × 2 with stride 1 makes $(8, 3, 1)$ of it, a dense layer of 10 then $(10, 1, 1)$.
#
# **Predict first.** How large are the maps of AlexNet after CONV1, and how many numbers does FC6 get?

# %% [markdown]
# ### Exercise 09.1 Trace the shapes (8 points)
#
# Write `trace_shapes(spec, in_shape)`. It returns the shape after each layer, as triples of integers. Images need not be square, and pooling windows may overlap.
#
# <details><summary>Hint 1: the idea</summary>
#
# Keep one shape, $(C, H, W)$, in a variable. Each layer replaces it, and you put the new one into a list.
#
# </details>
# <details><summary>Hint 2: taking a layer apart</summary>
#
# `kind, *sizes = layer` gives the word and the numbers. A convolution has four or five numbers: `F, k, stride, pad = sizes[:4]` takes the first four.
#
# </details>


# %% nbgrader={"grade_id": "09-01-solution"}
def trace_shapes(spec, in_shape):
    """Shapes of a network's layers.

    Parameters
    ----------
    spec : list of tuples
        Layers: ("conv", F, k, stride, pad) or ("conv", F, k, stride, pad, groups),
        ("pool", k, stride), ("fc", n).
    in_shape : tuple (C, H, W)
        Shape of the image.

    Returns
    -------
    list of (C, H, W)
        The shape after each layer, three integers each; (n, 1, 1) for "fc". Rows and
        columns that no window covers are dropped.
    """
    ### BEGIN SOLUTION
    C, H, W = in_shape
    shapes = []
    for kind, *sizes in spec:
        if kind == "conv":
            C, k, stride, pad = sizes[:4]
            H, W = (H + 2 * pad - k) // stride + 1, (W + 2 * pad - k) // stride + 1
        elif kind == "pool":
            k, stride = sizes
            H, W = (H - k) // stride + 1, (W - k) // stride + 1
        else:
            C, H, W = sizes[0], 1, 1
        shapes.append((C, H, W))
    return shapes
    ### END SOLUTION


# %% nbgrader={"grade_id": "09-01-test", "points": 8}
# 09.1, check: the shape after each layer
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("09.1"):
    convolutions = ("conv", 14, 5, 2, 3), ("conv", 12, 3, 1, 0, 2)
    spec = [convolutions[0], ("pool", 3, 2), convolutions[1], ("fc", 17), ("fc", 11)]
    shapes = check.call(trace_shapes, spec, (4, 33, 24))
    right = [(14, 18, 13), (14, 8, 6), (12, 6, 4), (17, 1, 1), (11, 1, 1)]
    check.value(shapes, right, name="the shapes", integer=True)
    ### BEGIN HIDDEN TESTS
    check.hidden("09.1")
    from convnet.architectures import ALEXNET_INPUT, LENET, LENET_INPUT, alexnet

    maps = [96, 96, 256, 256, 384, 384, 256, 256, 4096, 4096, 1000]
    sides = [55, 27, 27, 13, 13, 13, 13, 6, 1, 1, 1]
    for grouped in (True, False):
        shapes = check.call(trace_shapes, list(alexnet(grouped).values()), ALEXNET_INPUT)
        right = [(C, side, side) for C, side in zip(maps, sides, strict=True)]
        check.value(shapes, right, name="the shapes", integer=True)
    shapes = check.call(trace_shapes, list(LENET.values()), LENET_INPUT)
    right = [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), (120, 1, 1), (84, 1, 1)]
    check.value(shapes, [*right, (10, 1, 1)], name="the shapes", integer=True)
    rng = check.rng()
    for _ in range(6):
        C, H, W = (int(n) for n in rng.integers((1, 30, 45), (9, 44, 60)))
        spec, right, in_shape = [], [], (C, H, W)
        for _ in range(int(rng.integers(2, 5))):
            k, stride, pad, F = (int(n) for n in rng.integers((2, 1, 0, 3), (6, 4, 3, 20)))
            if rng.random() < 0.6:
                spec.append(("conv", F, k, stride, pad))
                C, added = F, 2 * pad
            else:
                spec.append(("pool", k, stride))
                added = 0
            if min(H, W) + added < k:
                spec.pop()
                break
            H, W = (len(range(0, n + added - k + 1, stride)) for n in (H, W))
            right.append((C, H, W))
        spec.append(("fc", 7))
        shapes = check.call(trace_shapes, spec, in_shape)
        check.value(shapes, [*right, (7, 1, 1)], name="the shapes", integer=True)
    ### END HIDDEN TESTS

# %% [markdown]
# Your function at work. The second column tries the size of the image that the paper gives.

# %% nbgrader={"grade_id": "09-trace"} tags=["raises-exception"]
spec = list(alexnet().values())
try:
    traced = [trace_shapes(spec, (3, side, side)) for side in (227, 224)]
    print(f"{'':10}{'from 227 × 227':20}from 224 × 224")
    for name, *shapes in zip(alexnet(), *traced, strict=True):
        print("{:10}{:20}{}".format(name, *(f"{C} @ {H} × {W}" for C, H, W in shapes)))
except NotImplementedError:
    print("This cell needs your function of exercise 09.1.")

# %% [markdown]
# <details><summary>When you are done: 227 or 224</summary>
#
# CONV1 has maps of 55 × 55, and FC6 gets 256 · 6 · 6 = 9,216 numbers. From 224 × 224 they would be 54 × 54 and 256 · 5 · 5 = 6,400. Both can be computed, as the formula rounds down; but (224 − 11)/4 is not whole, and 227 is a size from which every layer fits without anything left over. The published number of parameters will decide: FC6 alone differs by $4096 \cdot (9{,}216 - 6{,}400) \approx 11.5$ million.
#
# </details>

# %% [markdown]
# ## 2 Counting it, line by line
#
# You counted LeNet in notebook 05. The conventions are the same: *units* are the numbers of a layer's output. *Weights* are counted without biases, *parameters* with them. *Connections* are units times fan-in, the number of inputs that one unit looks at; a pooling window's inputs count as connections, and so do the zeros of the padding.
#
# ### Groups
#
# In a **grouped** convolution the $C$ input maps are cut into $G$ equal groups, one after the other, and so are the $F$ filters. A filter sees the maps of its own group only. That leaves the units as they are, and cuts each filter's depth:
#
# $$\text{fan-in} = \frac{C}{G}\, k^2 .$$
#
# The two pathways of AlexNet are groups: with $G = 2$ each processor has half of the maps, and nothing has to be sent to the other. CONV3 and the dense layers see everything.
#
# **Worked example.** 6 maps of 10 × 10 go through 8 filters of 3 × 3 with padding 1. Ungrouped, a unit sees $6 \cdot 9 = 54$ numbers: 800 units, $8 \cdot 54 = 432$ weights, 8 biases, $800 \cdot 54 = 43{,}200$ connections. With $G = 2$ filters 0 to 3 see maps 0 to 2, and filters 4 to 7 the others. The fan-in is 27: 216 weights, 8 biases, 21,600 connections.
#
# **Predict first.** Which layer of AlexNet has the most units, which the most weights, which the most connections? And what share of all weights do the two pathways save: a tenth, a quarter, a half? Write it down.

# %% [markdown]
# ### Exercise 09.2 AlexNet's units, weights and connections (14 points)
#
# Write `count_network(spec, in_shape)`. It returns a list with a dict for each layer, with the keys `units` (2 points), `weights` (5), `biases` (2) and `connections` (5). The four are checked one by one.
#
# You may call your `trace_shapes`, or keep the shape as you go.
#
# <details><summary>Hint 1: the idea</summary>
#
# For each layer find two numbers, the units and the fan-in of one unit. Everything else follows from them.
#
# </details>
# <details><summary>Hint 2: the weights</summary>
#
# In a convolution all units of a map share one filter, so the weights are $F$ times the fan-in. In a dense layer each unit has weights of its own, and with $H = W = 1$ that is the same formula. Pooling has none, and no biases.
#
# </details>
# <details><summary>Hint 3: groups that may be missing</summary>
#
# `groups = sizes[4] if len(sizes) == 5 else 1`. Divide with `//`, so that numbers stay whole.
#
# </details>


# %% nbgrader={"grade_id": "09-02-solution"}
def count_network(spec, in_shape):
    """Size of each layer of a network.

    Parameters
    ----------
    spec : list of tuples
        Layers: ("conv", F, k, stride, pad) or ("conv", F, k, stride, pad, groups),
        ("pool", k, stride), ("fc", n).
    in_shape : tuple (C, H, W)

    Returns
    -------
    list of dicts
        One for each layer: units, weights (without biases), biases, and connections
        (units times fan-in; the inputs of a pooling window count).
    """
    ### BEGIN SOLUTION
    C, H, W = in_shape
    counts = []
    for kind, *sizes in spec:
        if kind == "conv":
            F, k, stride, pad = sizes[:4]
            groups = sizes[4] if len(sizes) == 5 else 1
            fan_in = C // groups * k * k
            H, W = (H + 2 * pad - k) // stride + 1, (W + 2 * pad - k) // stride + 1
        elif kind == "pool":
            k, stride = sizes
            F, fan_in = C, k * k
            H, W = (H - k) // stride + 1, (W - k) // stride + 1
        else:
            F, fan_in = sizes[0], C * H * W
            H, W = 1, 1
        units, filters = F * H * W, 0 if kind == "pool" else F
        counts.append(
            {
                "units": units,
                "weights": filters * fan_in,
                "biases": filters,
                "connections": units * fan_in,
            }
        )
        C = F
    return counts
    ### END SOLUTION


# %% nbgrader={"grade_id": "09-02-shared"}
def networks(rng):
    """AlexNet in both forms and random networks, each with its counts, a column a list."""
    from convnet.architectures import ALEXNET_INPUT, alexnet

    units = [290400, 69984, 186624, 43264, 64896, 64896, 43264, 9216, 4096, 4096, 1000]
    biases = [96, 0, 256, 0, 384, 384, 256, 0, 4096, 4096, 1000]
    dense, pools = [37748736, 16777216, 4096000], [629856, 389376, 82944]
    for grouped, weights, connections in [
        (True, [34848, 307200, 884736, 663552, 442368], [223948800, 112140288, 74760192]),
        (False, [34848, 614400, 884736, 1327104, 884736], [447897600, 224280576, 149520384]),
    ]:
        columns = {
            "units": units,
            "weights": [weights[0], 0, weights[1], 0, *weights[2:], 0, *dense],
            "biases": biases,
            "connections": [
                *[105415200, pools[0], connections[0], pools[1], 149520384],
                *[*connections[1:], pools[2], *dense],
            ],
        }
        yield list(alexnet(grouped).values()), ALEXNET_INPUT, columns
    for C, F, H, W, k, stride, pad, groups in [
        (6, 9, 21, 14, 3, 2, 1, 3),
        (8, 4, 17, 23, 5, 1, 2, 4),
        (3, 7, 25, 16, 4, 3, 0, 1),
    ]:
        C, F, n = (int(groups * rng.integers(a, a + 5)) for a in (C, F, 11))
        OH, OW = (len(range(0, size + 2 * pad - k + 1, stride)) for size in (H, W))
        PH, PW = (len(range(0, size - 3 + 1, 2)) for size in (OH, OW))
        conv = ("conv", F, k, stride, pad, groups) if groups > 1 else ("conv", F, k, stride, pad)
        units = [F * OH * OW, F * PH * PW, n, 5]
        fan_in = [C * k * k // groups, 9, F * PH * PW, n]
        columns = {
            "units": units,
            "weights": [F * fan_in[0], 0, n * fan_in[2], 5 * n],
            "biases": [F, 0, n, 5],
            "connections": [u * f for u, f in zip(units, fan_in, strict=True)],
        }
        yield [conv, ("pool", 3, 2), ("fc", n), ("fc", 5)], (C, H, W), columns


def column_is(spec, in_shape, key, right):
    """Compare one number of each layer."""
    counts = list(check.call(count_network, spec, in_shape))
    dicts = all(isinstance(each, dict) and key in each for each in counts)
    check.that(dicts, f"a list with a dict for each layer, and {key} in it")
    check.value([each[key] for each in counts], right, name=f"the {key} of the layers")


# %% nbgrader={"grade_id": "09-02-test-units", "points": 2}
# 09.2, check 1 of 4: units
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("09.2", "units"):
    convolutions = ("conv", 14, 5, 2, 3), ("conv", 12, 3, 1, 0, 2)
    spec = [convolutions[0], ("pool", 3, 2), convolutions[1], ("fc", 17), ("fc", 11)]
    counts = check.call(count_network, spec, (4, 34, 30))
    dicts = all(isinstance(each, dict) and "units" in each for each in counts)
    check.that(dicts, "a list with a dict for each layer, and units in it")
    found = [each["units"] for each in counts]
    check.value(found, [4032, 784, 360, 17, 11], name="the units of the layers")
    ### BEGIN HIDDEN TESTS
    check.hidden("09.2")
    ### SHARED
    for spec, in_shape, columns in networks(check.rng()):
        column_is(spec, in_shape, "units", columns["units"])
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "09-02-test-weights", "points": 5}
# 09.2, check 2 of 4: weights
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("09.2", "weights"):
    convolutions = ("conv", 14, 5, 2, 3), ("conv", 12, 3, 1, 0, 2)
    spec = [convolutions[0], ("pool", 3, 2), convolutions[1], ("fc", 17), ("fc", 11)]
    counts = check.call(count_network, spec, (4, 34, 30))
    dicts = all(isinstance(each, dict) and "weights" in each for each in counts)
    check.that(dicts, "a list with a dict for each layer, and weights in it")
    found = [each["weights"] for each in counts]
    check.value(found, [1400, 0, 756, 6120, 187], name="the weights of the layers")
    ### BEGIN HIDDEN TESTS
    check.hidden("09.2")
    ### SHARED
    for spec, in_shape, columns in networks(check.rng()):
        column_is(spec, in_shape, "weights", columns["weights"])
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "09-02-test-biases", "points": 2}
# 09.2, check 3 of 4: biases
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("09.2", "biases"):
    convolutions = ("conv", 14, 5, 2, 3), ("conv", 12, 3, 1, 0, 2)
    spec = [convolutions[0], ("pool", 3, 2), convolutions[1], ("fc", 17), ("fc", 11)]
    counts = check.call(count_network, spec, (4, 34, 30))
    dicts = all(isinstance(each, dict) and "biases" in each for each in counts)
    check.that(dicts, "a list with a dict for each layer, and biases in it")
    found = [each["biases"] for each in counts]
    check.value(found, [14, 0, 12, 17, 11], name="the biases of the layers")
    ### BEGIN HIDDEN TESTS
    check.hidden("09.2")
    ### SHARED
    for spec, in_shape, columns in networks(check.rng()):
        column_is(spec, in_shape, "biases", columns["biases"])
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "09-02-test-connections", "points": 5}
# 09.2, check 4 of 4: connections
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("09.2", "connections"):
    convolutions = ("conv", 14, 5, 2, 3), ("conv", 12, 3, 1, 0, 2)
    spec = [convolutions[0], ("pool", 3, 2), convolutions[1], ("fc", 17), ("fc", 11)]
    counts = check.call(count_network, spec, (4, 34, 30))
    dicts = all(isinstance(each, dict) and "connections" in each for each in counts)
    check.that(dicts, "a list with a dict for each layer, and connections in it")
    found = [each["connections"] for each in counts]
    check.value(found, [403200, 7056, 22680, 6120, 187], name="the connections of the layers")
    ### BEGIN HIDDEN TESTS
    check.hidden("09.2")
    ### SHARED
    for spec, in_shape, columns in networks(check.rng()):
        column_is(spec, in_shape, "connections", columns["connections"])
    ### END HIDDEN TESTS

# %% [markdown]
# The whole table, from your function. `grouped=False` in the first line shows the list taken literally, without the two pathways.

# %% nbgrader={"grade_id": "09-table"} tags=["raises-exception"]
network = alexnet(grouped=True)
try:
    table = count_network(list(network.values()), ALEXNET_INPUT)
    print(f"{'':8}{'units':>12}{'weights':>14}{'biases':>9}{'connections':>16}")
    for name, row in zip(network, table, strict=True):
        print(f"{name:8}{row['units']:12,}{row['weights']:14,}", end="")
        print(f"{row['biases']:9,}{row['connections']:16,}")
    columns = [sum(row[key] for row in table) for key in table[0]]
    print("{:8}{:12,}{:14,}{:9,}{:16,}".format("all", *columns))
except NotImplementedError:
    print("This cell needs your function of exercise 09.2.")

# %% [markdown]
# <details><summary>When you are done: who has what</summary>
#
# CONV1 has the most units, 290,400, and hardly any weights, 34,848. FC6 has the most weights, 37,748,736, with 4,096 units. CONV2 has the most connections, 223,948,800. So the rules of thumb of LeNet hold here as well: the three dense layers have 96.2 % of the weights (94.0 % ungrouped), and the convolutions 91.8 % of the connections (94.7 %).
#
# The pathways save half of the weights of three convolutions, 1,413,120 in all. That is 2.3 % of the network's weights, since these are elsewhere. But they save 36.2 % of its connections, and connections are time.
#
# </details>

# %% [markdown]
# ### Exercise 09.3 Sixty million (6 points)
#
# Two lectures sum AlexNet up in one line: 7 hidden layers, 650,000 units, 60,000,000 parameters. Is that so?
#
# Write `totals(spec, in_shape, bias=True)`. It returns a dict with `units` and `connections` of all layers *without the poolings*, and `parameters` (2 points each). With `bias=False` the parameters are the weights alone.
#
# You may call your functions from above, once they are right; a loop of its own does it as well.
#
# **Worked example.** The network of the example above, `[("conv", 8, 3, 1, 1, 2), ("pool", 2, 2)]` on 6 maps of 10 × 10, has 800 units, 21,600 connections, and 216 + 8 = 224 parameters, or 216 without biases. The 200 units of the pooling and its 800 connections are not counted.


# %% nbgrader={"grade_id": "09-03-solution"}
def totals(spec, in_shape, bias=True):
    """Size of a whole network, poolings left out.

    Parameters
    ----------
    spec : list of tuples
        Layers, as for `trace_shapes`.
    in_shape : tuple (C, H, W)
    bias : bool
        Whether convolutions and dense layers have biases, one for each filter or unit.

    Returns
    -------
    dict
        units and connections, both without those of pooling layers, and parameters.
    """
    ### BEGIN SOLUTION
    C, H, W = in_shape
    units = parameters = connections = 0
    for kind, *sizes in spec:
        if kind == "pool":
            k, stride = sizes
            H, W = (H - k) // stride + 1, (W - k) // stride + 1
            continue
        if kind == "conv":
            F, k, stride, pad = sizes[:4]
            fan_in = k * k * C // (sizes[4] if len(sizes) == 5 else 1)
            H, W = (H + 2 * pad - k) // stride + 1, (W + 2 * pad - k) // stride + 1
        else:
            F, fan_in = sizes[0], C * H * W
            H, W = 1, 1
        C = F
        units += F * H * W
        parameters += F * fan_in + (F if bias else 0)
        connections += F * H * W * fan_in
    return {"units": units, "parameters": parameters, "connections": connections}
    ### END SOLUTION


# %% nbgrader={"grade_id": "09-03-shared"}
def sized(rng):
    """Networks, each with its units, weights, biases and connections without poolings."""
    from convnet.architectures import ALEXNET_INPUT, LENET, LENET_INPUT, alexnet

    for grouped, weights, connections in [
        (True, 60954656, 724406816),
        (False, 62367776, 1135256096),
    ]:
        spec = list(alexnet(grouped).values())
        yield spec, ALEXNET_INPUT, (659272, weights, 10568, connections)
    yield list(LENET.values()), LENET_INPUT, (6518, 61470, 236, 416520)
    for C, F, side in [(6, 8, 20), (4, 10, 15)]:
        F, n = (int(2 * rng.integers(a, a + 6)) for a in (F, 7))
        spec = [("conv", F, 3, 1, 0, 2), ("pool", 2, 2), ("fc", n)]
        side, pooled = side - 2, (side - 2) // 2
        units, inputs = F * side * (side + 4), F * pooled * (pooled + 2)
        connections = units * 9 * C // 2 + n * inputs
        counts = units + n, F * 9 * C // 2 + n * inputs, F + n, connections
        yield spec, (C, side + 2, side + 6), counts


# %% nbgrader={"grade_id": "09-03-test-units", "points": 2}
# 09.3, check 1 of 3: units
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("09.3", "units"):
    convolutions = ("conv", 14, 5, 2, 3), ("conv", 12, 3, 1, 0, 2)
    spec = [convolutions[0], ("pool", 3, 2), convolutions[1], ("fc", 17), ("fc", 11)]
    found = check.call(totals, spec, (4, 34, 30))
    check.that(isinstance(found, dict) and "units" in found, "a dict with units")
    check.value(found["units"], 4420, name="the units, poolings left out")
    ### BEGIN HIDDEN TESTS
    check.hidden("09.3")
    ### SHARED
    for spec, in_shape, (units, *_) in sized(check.rng()):
        check.value(check.call(totals, spec, in_shape)["units"], units, name="the units")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "09-03-test-parameters", "points": 2}
# 09.3, check 2 of 3: parameters
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("09.3", "parameters"):
    convolutions = ("conv", 14, 5, 2, 3), ("conv", 12, 3, 1, 0, 2)
    spec = [convolutions[0], ("pool", 3, 2), convolutions[1], ("fc", 17), ("fc", 11)]
    found = check.call(totals, spec, (4, 34, 30))
    check.that(isinstance(found, dict) and "parameters" in found, "a dict with parameters")
    check.value(found["parameters"], 8517, name="the parameters")
    weights = check.call(totals, spec, (4, 34, 30), bias=False)["parameters"]
    check.value(weights, 8463, name="the parameters for bias=False")
    ### BEGIN HIDDEN TESTS
    check.hidden("09.3")
    ### SHARED
    for spec, in_shape, (_, weights, biases, _) in sized(check.rng()):
        found = check.call(totals, spec, in_shape)["parameters"]
        check.value(found, weights + biases, name="the parameters")
        found = check.call(totals, spec, in_shape, bias=False)["parameters"]
        check.value(found, weights, name="the parameters without biases")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "09-03-test-connections", "points": 2}
# 09.3, check 3 of 3: connections
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("09.3", "connections"):
    convolutions = ("conv", 14, 5, 2, 3), ("conv", 12, 3, 1, 0, 2)
    spec = [convolutions[0], ("pool", 3, 2), convolutions[1], ("fc", 17), ("fc", 11)]
    found = check.call(totals, spec, (4, 34, 30))
    check.that(isinstance(found, dict) and "connections" in found, "a dict with connections")
    check.value(found["connections"], 432187, name="the connections, poolings left out")
    ### BEGIN HIDDEN TESTS
    check.hidden("09.3")
    ### SHARED
    for spec, in_shape, (*_, connections) in sized(check.rng()):
        found = check.call(totals, spec, in_shape)["connections"]
        check.value(found, connections, name="the connections")
    ### END HIDDEN TESTS

# %% [markdown]
# Both forms of AlexNet, against the line from the lectures: which of the two did they count?

# %% nbgrader={"grade_id": "09-totals"} tags=["raises-exception"]
try:
    for grouped in (True, False):
        size = totals(list(alexnet(grouped).values()), ALEXNET_INPUT)
        words = ", ".join(f"{value:,} {key}" for key, value in size.items())
        print(f"{'two pathways' if grouped else 'no groups':13} {words}")
    convolutions = [layer for layer in alexnet().values() if layer[0] != "fc"]
    print(f"{'convolutions':13} {totals(convolutions, ALEXNET_INPUT)['units']:,} units")
except NotImplementedError:
    print("This cell needs your function of exercise 09.3.")

# %% [markdown]
# <details><summary>When you are done: what the line says</summary>
#
# With the two pathways there are 60,965,224 parameters: 60 million, cut off rather than rounded. The list taken literally has 62,378,344. There are 659,272 units, 650,080 of them in the convolutions, so 650,000 fits these alone. Each number fits something, but not the same thing. The pathways change no unit, and take the connections from 1,135,256,096 to 724,406,816.
#
# Such a count is a check on a description. Whoever says "AlexNet, 61,100,840 parameters" speaks of another network: torchvision's, with 64 filters in the first layer and no groups (not in the lectures).
#
# </details>
# <details><summary>Where the lectures differ: York EECS 4422/5323 unit 8; MIT 6.869 lecture 7; Toronto CSC2515 lecture 6</summary>
#
# York and MIT give 650,000 units and 60 million parameters; MIT's own list of layers, which has no groups, gives 62.4 million. Toronto sets the count as homework. Nobody says whether biases count (there are 10,568 of them).
#
# </details>

# %% [markdown]
# ## 3 Which layers matter?
#
# A network works. Is each of its layers needed? To find out, take some away, train what is left, and compare. Such an experiment is called an **ablation**. This one was made on AlexNet, whose top-5 error is 18.2 % (the copy that was trained for the experiment had 18.1 %):
#
# | without layers | parameters, as the lecture says | top-5 error |
# |---|---|---|
# | 7 | 16 million fewer | 1.1 points more |
# | 6, 7 | 50 million fewer | 5.7 points more |
# | 3, 4 | 1 million fewer | 3.0 points more |
# | 3, 4, 6, 7 | not said | 33.5 points more |
#
# Layers 6 and 7 are the large dense ones. Without them about four fifths of the parameters are gone, and the network still works rather well. Layers 3 and 4 are convolutions in the middle, with few weights. Without any of the four the error explodes, though this network has only 1.7 million parameters fewer than the one without 6 and 7. **So depth is key**, the lecture concludes: what counts is how many layers do their work one after the other.
#
# But how many parameters go when a layer goes? There are two answers. **Gross**, its own weights. **Net**, the change of the whole network's number of weights: whoever removes a layer has to build the next one anew, for as many maps as now arrive.
#
# **Worked example.** LeNet without F6. Its own weights are $120 \cdot 84 = 10{,}080$, gross. The output layer then sees 120 numbers in place of 84. It needs $10 \cdot 120 = 1{,}200$ weights and had 840, so net the network loses $10{,}080 - 360 = 9{,}720$.
#
# **Predict first.** For which of the four ablations above are gross and net the same? For which is net the larger?

# %% [markdown]
# ### Exercise 09.4 Gross and net (8 points)
#
# Write `ablation_change(removed, grouped)` for AlexNet. It returns the pair (gross, net) of weights that it loses, without biases (3 and 5 points). `removed` is a tuple of layer numbers from 2 to 7, in rising order: 2 is CONV2, 6 is FC6. The poolings stay where they are, and a layer that stays keeps its filters' number and size, its padding and its groups. CONV2 to CONV5 change no side of a map, so what is removed changes the number of maps only.
#
# <details><summary>Hint 1: the idea</summary>
#
# Gross is a sum of entries of your table. For net count the whole network twice, once with the layers and once without.
#
# </details>
# <details><summary>Hint 2: by which names</summary>
#
# `alexnet(grouped)` is a dict. Build a list of its layers without those whose names are `f"CONV{i}"` or `f"FC{i}"` for an `i` in `removed`, and count that.
#
# </details>
# <details><summary>Hint 3: without the functions from above</summary>
#
# The weights of layer $i$ are its filters times its fan-in, and the fan-in depends on the maps below: $C k^2/G$ for a convolution, $36\,C$ for the first dense layer behind POOL3, $C$ for any other. So a small table of maps, kernels and groups is enough.
#
# </details>


# %% nbgrader={"grade_id": "09-04-solution"}
def ablation_change(removed, grouped):
    """Weights that AlexNet loses with some of its layers.

    Parameters
    ----------
    removed : tuple of int
        Numbers of layers, 2 to 7, in rising order.
    grouped : bool
        Whether CONV2, CONV4 and CONV5 have two groups.

    Returns
    -------
    gross : int
        Weights of the removed layers, without biases.
    net : int
        By how much the weights of the whole network become fewer, the inputs of each
        layer that stays counted anew.
    """
    ### BEGIN SOLUTION
    from itertools import pairwise

    maps = [3, 96, 256, 384, 384, 256, 4096, 4096, 1000]
    places = [1, 121, 25, 9, 9, 9, 1, 1, 1]
    groups = [1, 1, 2, 1, 2, 2, 1, 1, 1] if grouped else [1] * 9

    def weights(layer, below):
        """Of a layer that sees the maps of another one."""
        side = 6 if below < 6 <= layer else 1
        return maps[layer] * maps[below] * places[layer] // groups[layer] * side**2

    left = [layer for layer in range(9) if layer not in removed]
    gross = sum(weights(layer, layer - 1) for layer in removed)
    whole = sum(weights(layer, layer - 1) for layer in range(1, 9))
    net = whole - sum(weights(layer, below) for below, layer in pairwise(left))
    return gross, net
    ### END SOLUTION


# %% nbgrader={"grade_id": "09-04-test-gross", "points": 3}
# 09.4, check 1 of 2: gross
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("09.4", "gross"):
    gross = lambda *case: check.parts(check.call(ablation_change, *case), gross=(), net=())[0]
    cases = [((7,), True), ((2,), True), ((4, 5), True), ((2, 5), False), ((5, 6), False)]
    right = [16777216, 307200, 1105920, 1499136, 38633472]
    check.value([gross(*case) for case in cases], right, name="the weights that go, gross")
    ### BEGIN HIDDEN TESTS
    check.hidden("09.4")
    cases = [((6, 7), True), ((3, 4), True), ((3, 4), False), ((3, 4, 6, 7), True)]
    cases += [((3, 4, 6, 7), False), ((2, 3, 4, 5, 6, 7), True), ((3, 5, 7), False)]
    right = [54525952, 1548288, 2211840, 56074240, 56737792, 56823808, 18546688]
    check.value([gross(*case) for case in cases], right, name="the weights that go, gross")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "09-04-test-net", "points": 5}
# 09.4, check 2 of 2: net
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("09.4", "net"):
    net = lambda *case: check.parts(check.call(ablation_change, *case), gross=(), net=())[1]
    cases = [((7,), True), ((2,), True), ((4, 5), True), ((2, 5), False), ((5, 6), False)]
    right = [16777216, 860160, -17768448, -16822272, -1212416]
    check.value([net(*case) for case in cases], right, name="the weights that go, net")
    ### BEGIN HIDDEN TESTS
    check.hidden("09.4")
    cases = [((6, 7), True), ((3, 4), True), ((3, 4), False), ((3, 4, 6, 7), True)]
    cases += [((3, 4, 6, 7), False)]
    right = [49405952, 1695744, 2506752, 51101696, 51912704]
    check.value([net(*case) for case in cases], right, name="the weights that go, net")
    maps = {2: 256, 3: 384, 4: 384, 5: 256}

    def left(stays, grouped):
        """Weights of what is left, filter by filter."""
        count, C = 96 * 3 * 11 * 11, 96
        for i, k, halved in [(2, 5, True), (3, 3, False), (4, 3, True), (5, 3, True)]:
            if i in stays:
                count += maps[i] * (C // 2 if halved and grouped else C) * k * k
                C = maps[i]
        for n in [4096] * (6 in stays) + [4096] * (7 in stays) + [1000]:
            count, C = count + n * C * (36 if C < 1000 else 1), n
        return count

    every = (2, 3, 4, 5, 6, 7)
    for bits in range(1, 64, 3):
        removed = tuple(i for b, i in enumerate(every) if bits >> b & 1)
        stays = set(every) - set(removed)
        for grouped in (True, False):
            right = left(every, grouped) - left(stays, grouped)
            check.value(net(removed, grouped), right, name="the weights that go, net")
    ### END HIDDEN TESTS

# %% [markdown]
# The lecture's four ablations, by your function: gross and net, with the two pathways and without them.

# %% nbgrader={"grade_id": "09-ablations"} tags=["raises-exception"]
try:
    lines = []
    for removed in [(7,), (6, 7), (3, 4), (3, 4, 6, 7)]:
        pairs = [ablation_change(removed, grouped) for grouped in (True, False)]
        lines.append([", ".join(map(str, removed)), *pairs[0], *pairs[1]])
    print(f"{'':12}{'two pathways':>24}{'no groups':>26}")
    print(f"{'without':12}{'gross':>12}{'net':>12}{'gross':>14}{'net':>12}")
    for line in lines:
        print("{:12}{:12,}{:12,}{:14,}{:12,}".format(*line))
except NotImplementedError:
    print("This cell needs your function of exercise 09.4.")

# %% [markdown]
# <details><summary>When you are done: what the ablations change</summary>
#
# Only without layer 7 are gross and net the same, 16,777,216: FC8 sees 4,096 numbers before and after. Without 6 and 7 it sees 9,216, so of the 54,525,952 weights 49,405,952 are saved. Without 3 and 4 net is the larger: CONV5 then sees the 256 maps of CONV2 in place of 384, and becomes smaller itself, 1,695,744 net for 1,548,288 gross (ungrouped 2,506,752 for 2,211,840). Without all four it is 51,101,696 net (51,912,704).
#
# A network can even grow by losing a layer. Take CONV5 away, which brings 384 maps back to 256, and FC6 sees 128 · 36 more numbers: 18.9 million weights more for 0.4 million fewer.
#
# </details>
# <details><summary>Where the lectures differ: MIT 6.869 lecture 7</summary>
#
# The 16 million fit layer 7. Of the others, 50 million is close to the net number for 6 and 7, and 1 million to neither for 3 and 4, which is 1.5 to 2.5. The "drop in performance" is given in per cent: these are points, added to an error of 18.2 %. The published table has other ones, 0.3, 4.3, 4.0 and 32.0 points more than 18.1 % (not in the lectures); the order of the four is the same.
#
# </details>

# %% [markdown]
# ### The same with LeNet
#
# A network with 650,000 units is not trained in a lunch break. LeNet is. The cell below removes layers from it, trains what is left on the digits that ship, and measures the error on the 337 validation digits. Each variant starts from the same three seeds and gets the same 20 epochs.
#
# **Predict first.** Put these in order, from the smallest error to the largest: LeNet whole; without F6; without F5 and F6; without C3; without C3, F5 and F6; without C1 and C3. Which of them has the fewest weights?

# %% nbgrader={"grade_id": "09-depth"} tags=["long", "raises-exception"]
from convnet.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU
from convnet.network import Sequential
from convnet.optimiser import SGD, warmup_cosine
from convnet.plots.architecture import ablated
from convnet.progress import Progress
from convnet.recipes import data_for
from convnet.training import evaluate, fit


def lenet_without(removed, seed):
    """LeNet without some of C1, C3, F5 and F6. The poolings stay."""
    rng = np.random.default_rng(seed)
    layers, C, side = [], 1, 32
    for name, F in (("C1", 6), ("C3", 16)):
        if name not in removed:
            layers += [Conv2d.random(rng, C, F, 5), ReLU()]
            C, side = F, side - 4
        layers.append(MaxPool2d(2))
        side //= 2
    layers.append(Flatten())
    D = C * side * side
    for name, M in (("F5", 120), ("F6", 84)):
        if name not in removed:
            layers += [Linear.random(rng, D, M), ReLU()]
            D = M
    return Sequential([*layers, Linear.random(rng, D, 10)])


X, t, *held = data_for("digits", validation=True)
results, bar = {}, Progress("Trainings", 21)
for removed in ["", "F6", "F5 F6", "C3", "C3 F5 F6", "C1 C3", "C1 C3 F5 F6"]:
    errors = []
    for seed in range(3):
        net = lenet_without(removed.split(), seed)
        steps = SGD(net.params, 0.03, 0.9, 5e-4, warmup_cosine())
        fit(net, X, t, epochs=20, batch_size=32, optimiser=steps, seed=seed, progress=False)
        errors.append(1 - evaluate(net, *held)[1])
        bar.update()
    parameters = sum(value.size for value in net.params.values())
    results[removed] = parameters, errors
bar.close()
ablated(results)

# %% [markdown]
# <details><summary>What is needed, and what is not</summary>
#
# With ten seeds (write `range(10)`) the mean errors were 2.2 % for the whole network, 1.9 % without F6, 2.6 % without F5 and F6, 2.6 % without C3, 3.3 % without all three, 6.2 % without C1 and C3, and 14.3 % without anything but the output layer. From seed to seed they vary by 0.3 to 0.6 points (standard deviation), so the first two are the same as far as anybody can tell.
#
# Without F5 and F6 nine tenths of the parameters are gone, for 0.4 points. It is as with AlexNet's layers 6 and 7: most of the weights, little of the work. Now compare the same loss where there are no convolutions: from 6.2 to 14.3 %. There the dense layers are the only ones that can compute a feature. **What a layer is worth depends on which others are left.** Some layer has to do the work between the pixels and the answer, and several do it better than one.
#
# The digits are an easy task: three layers do nearly as well as five. On ImageNet four were not enough.
#
# </details>
#
# **What it proves.** An ablation says what a network can do without *when what is left may learn anew*. It does not say what the removed layer had been doing in the whole network. And a difference of half a point on 337 digits is two digits, less than what another seed changes. Compare several seeds, with the same seeds and the same training for each variant.

# %% [markdown]
# ### Tapping off
#
# The lecture names another way to ask what a layer is worth, without any new training of the network: **tap off its features**. Take the activations of one layer, give them to a simple linear classifier, and see how well it does. It is done here for the LeNet that ships: it learned from MNIST, and the taps are tried on the course's own digits, which come from other writers. The classifier is least squares with a penalty, on targets 0 and 1.
#
# **Predict first.** Which layer gives the best features for strangers' digits: the pixels, the first convolution, one in the middle, or the last?

# %% nbgrader={"grade_id": "09-taps"} tags=["skip-when-graded", "raises-exception", "nbval-ignore-output"]
from convnet.checkpoint import load_lenet
from convnet.recipes import data_for

X_learn, t_learn, X_held, t_held = data_for("digits", validation=True)


def linear_error(A, A_held, penalty=1e-3):
    """Validation error of a linear classifier on features A, fitted by least squares."""
    A, A_held = (F.reshape(len(F), -1).astype(float) for F in (A, A_held))
    mean = A.mean(axis=0)
    A, A_held = A - mean, A_held - mean
    K = A @ A.T  # as many equations as digits, however many features there are
    K += penalty * np.trace(K) / len(K) * np.eye(len(K))
    Z = A_held @ (A.T @ np.linalg.solve(K, np.eye(10)[t_learn] - 0.1))
    return np.mean(Z.argmax(axis=1) != t_held)


shipped = load_lenet()
taps = {"pixels": 0, "C1": 2, "S2": 3, "C3": 5, "S4": 6, "F5": 9, "F6": 11, "output": 12}
learned, kept = [X_learn, *shipped.trace(X_learn)], [X_held, *shipped.trace(X_held)]
for name, at in taps.items():
    A = learned[at]
    print(f"{name:7} {A[0].size:5,} features: error {linear_error(A, kept[at]):.1%}")

# %% [markdown]
# <details><summary>Rarely at the ends</summary>
#
# From the pixels a linear classifier has 5 % wrong, from any layer between less than half of that, with 84 features of F6 as with 400 of S4. One digit is 0.3 points, so between the best layers nothing can be decided. The ten numbers of the output do worse than F6 and S4, and no better than S2: they say which digit MNIST's writers would have meant, and leave out what is new about these. So features that were learned on one set serve on another, which is how networks from ImageNet came to be used everywhere; and the layer to tap is rarely the last.
#
# </details>

# %% [markdown]
# ### What decides about the size
#
# Now turn the knobs yourself. The picture counts AlexNet as you have done, layer by layer.
#
# **Predict first.** The images grow from 227 to 259 pixels. Which layers get more weights? Then, back at 227: no groups. Which bars grow, and by how much does the total of the weights change? And at last, with the two pathways again, take layers 3 and 4 away: which *other* bar moves?

# %% nbgrader={"grade_id": "09-figure-sizes"}
from convnet.widgets.architecture import alexnet_sizes

alexnet_sizes()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# Of all weights only those of FC6 depend on the size of the image: it is the one layer that has a weight for each place. At 259 pixels the last maps are 7 × 7, and FC6 has 36 % more weights. The connections of all convolutions grow, with the area. Without groups the three bars of CONV2, 4 and 5 double, which adds 2 % to the weights and 57 % to the connections. Without layers 3 and 4 the bar of CONV5 becomes shorter, which is best seen in the connections.
#
# </details>

# %% [markdown]
# ## 4 What a unit sees
#
# A unit of the first layer sees a window of the image. A unit of the second sees a window of the first, so it sees more of the image, and so on. What a unit sees of the image is its **receptive field**.
#
# **Predict first.** A unit of LeNet's C1 sees 5 × 5 pixels. Does a unit of S2 see 10 × 10, twice as much, since the pooling takes two by two? Point at a layer in the picture, from the bottom upwards, and look at how the fan grows. Where does it grow fastest?

# %% nbgrader={"grade_id": "09-figure-fields"}
from convnet.widgets.architecture import receptive_fields

receptive_fields()

# %% [markdown]
# <details><summary>Six, not ten</summary>
#
# The two units of C1 that a unit of S2 sees are neighbours, and their windows overlap: 5 pixels and one more. Behind a pooling or a stride the neighbours lie farther apart in the image. So the same kernel reaches farther there, and the fan grows fastest at F5, whose inputs lie four pixels apart. How far, is the exercise.
#
# </details>
#
# **Worked example.** A convolution of 3 × 3 with stride 2, then another of 3 × 3 with stride 1. A unit of the first sees 3 pixels along an axis, 0, 1, 2, say. Its right neighbour has moved by the stride and sees 2, 3, 4, and the next one 4, 5, 6. A unit of the second layer sees these three, so pixels 0 to 6: its receptive field is 7.

# %% [markdown]
# ### Exercise 09.5 Receptive fields (6 points)
#
# Write `receptive_field(spec)`. It returns a list with a number for each layer: how many pixels of the image one of its units sees along one axis, wherever the image is large enough. The list holds convolutions and poolings. A dense layer sees everything, so `spec` has none; the F5 of LeNet, which sees all of the 5 × 5 maps of S4, is written as a convolution of 5 × 5.
#
# <details><summary>Hint 1: two numbers</summary>
#
# Carry two numbers from layer to layer: how many pixels a unit sees, and by how many pixels of the image a unit's neighbour is moved. What are they for the image itself?
#
# </details>
# <details><summary>Hint 2: one layer further</summary>
#
# A window of $k$ units begins with the field of the first of them. Each further unit adds as many pixels as it lies away from the one before. And how far apart are the *new* layer's neighbours?
#
# </details>


# %% nbgrader={"grade_id": "09-05-solution"}
def receptive_field(spec):
    """How much of the image the units of each layer see.

    Parameters
    ----------
    spec : list of tuples
        Convolutions and poolings: ("conv", F, k, stride, pad) or
        ("conv", F, k, stride, pad, groups), ("pool", k, stride).

    Returns
    -------
    list of int
        For each layer the pixels along one axis. Those that lie in the padding count.
    """
    ### BEGIN SOLUTION
    field, apart = 1, 1
    fields = []
    for layer in spec:
        k, stride = layer[2:4] if layer[0] == "conv" else layer[1:]
        field += (k - 1) * apart
        apart *= stride
        fields.append(field)
    return fields
    ### END SOLUTION


# %% nbgrader={"grade_id": "09-05-test", "points": 6}
# 09.5, check: the fields of the layers
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("09.5"):
    spec = [("conv", 9, 3, 2, 1), ("pool", 4, 3), ("conv", 8, 5, 1, 2, 4)]
    fields = check.call(receptive_field, [*spec, ("conv", 7, 2, 5, 0), ("pool", 6, 1)])
    check.value(fields, [3, 9, 33, 39, 189], name="the fields")
    lenet = [("conv", 6, 5, 1, 0), ("pool", 2, 2), ("conv", 16, 5, 1, 0), ("pool", 2, 2)]
    fields = check.call(receptive_field, [*lenet, ("conv", 120, 5, 1, 0)])
    check.value(fields, [5, 6, 14, 16, 32], name="the fields of LeNet")
    ### BEGIN HIDDEN TESTS
    check.hidden("09.5")
    from convnet.architectures import alexnet

    spec = [layer for layer in alexnet().values() if layer[0] != "fc"]
    fields = check.call(receptive_field, spec)
    check.value(fields, [11, 19, 51, 67, 99, 131, 163, 195], name="the fields")
    rng = check.rng()
    for count in (3, 6, 5):
        spec = []
        for k, stride, pad, F in rng.integers((1, 1, 0, 2), (6, 4, 3, 9), size=(count, 4)).tolist():
            spec.append(("conv", F, k, stride, pad) if rng.random() < 0.7 else ("pool", k, stride))
        right = []
        for depth in range(1, count + 1):  # from one unit backwards: the first and last it sees
            first = last = 0
            for layer in reversed(spec[:depth]):
                k, stride = layer[2:4] if layer[0] == "conv" else layer[1:]
                first, last = first * stride, last * stride + k - 1
            right.append(last - first + 1)
        check.value(check.call(receptive_field, spec), right, name="the fields")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: the rule</summary>
#
# Let $r$ be the field and $j$ the distance between neighbours, both 1 for the image. A layer with windows of $k$ and stride $s$ gives
#
# $$r \leftarrow r + (k - 1)\,j, \qquad j \leftarrow j\,s.$$
#
# The order matters: the layer's own stride moves its neighbours apart, not its inputs. Padding, groups and the number of maps do not occur. Fields *add up*, while distances *multiply*, and so depth with strides lets them grow fast. For AlexNet the fields are 11, 19, 51, 67, 99, 131, 163 and 195, up to POOL3: of its 6 × 6 places one in the middle sees three quarters of the image, and one in a corner a third, since the rest of its field is padding. Only FC6 sees all.
#
# </details>

# %% [markdown]
# ### Optional: two small kernels or a large one
#
# The networks after AlexNet have hardly any kernels larger than 3 × 3. A layer of 5 × 5 from $C$ maps to $C$ maps is replaced by two layers of 3 × 3, with a ReLU between them. **Predict first:** what is the receptive field of the pair? Which of the two has more weights, and does that depend on $C$? Use your functions, then go on to three layers against one of 7 × 7.

# %% nbgrader={"grade_id": "09-optional-stacks"} tags=["raises-exception"]
C = 64
stacks = {
    "one 5 × 5": [("conv", C, 5, 1, 2)],
    "two 3 × 3": [("conv", C, 3, 1, 1)] * 2,
}
try:
    for name, spec in stacks.items():
        weights = totals(spec, (C, 56, 56), bias=False)["parameters"]
        field = receptive_field(spec)[-1]
        print(f"{name}: field {field}, weights {weights:,} = {weights // C**2} C²")
except NotImplementedError:
    print("This cell needs your functions of exercises 09.3 and 09.5.")

# %% [markdown]
# <details><summary>What the pair saves, and what it adds</summary>
#
# Both see 5 × 5. The pair has $2 \cdot 9\,C^2 = 18\,C^2$ weights, the large kernel $25\,C^2$; three layers of 3 × 3 have $27\,C^2$ and see 7 × 7, for which one layer takes $49\,C^2$. Fewer weights, less computing, and one nonlinearity more. Without the ReLU between them two convolutions would be one, with a kernel of 5 × 5, and not every such kernel is a product of two.
#
# </details>

# %% [markdown]
# ## 5 After AlexNet
#
# **VGG** (2014) did just that: 16 or 19 layers, all kernels 3 × 3. **Inception** or GoogLeNet (Szegedy and others, 2014) has 22 layers with weights, breaks its convolutions into smaller ones, and does without AlexNet's large dense layers. So it has a few million parameters in place of 60 million and can run on a phone. Weights count when a network is *used*: they have to be stored and loaded. The activations of all layers count only while it *learns*, for the way back. Fewer weights, says the lecture, also generalise better.
#
# **ResNet** (He and others, 2015) went to 152 layers. Plain networks made deeper fit even their training images worse than shallower ones: it is the learning that fails. ResNet's blocks add to their input what they compute:
#
# $$y = x + g(x).$$
#
# If $g$ has nothing to say yet, a block hands $x$ on unchanged. (The published blocks have a ReLU behind the sum, too.) Many of the mistakes it still makes on ImageNet are no mistakes: the label is wrong.
#
# <details><summary>Where the lectures differ: Toronto CSC2515 lecture 6</summary>
#
# The lecture says that Inception has no dense layers and 2 million parameters. It ends in one dense layer, 1024 to 1000, of 1.02 million weights, and the table in its paper sums to 6.8 million (not in the lectures). Its ResNet has 150 layers, the published one 152.
#
# </details>
#
# ### Optional: the way back through a skip connection
#
# Let $\bar y = \partial J/\partial y$ be given. What is $\bar x$? Ask, as in notebook 04, on which paths $x$ reaches $y$. Below, $g(x) = W_1\, \mathrm{ReLU}(W_0 x)$, and its own way back is there. Change the line that returns the gradient until the last word is True.

# %% nbgrader={"grade_id": "09-optional-skip"}
from autograder.gradients import central_differences

rng = np.random.default_rng(9)
W0, W1 = rng.normal(size=(7, 5)), rng.normal(size=(5, 7))


def block(x):
    return x + W1 @ np.maximum(W0 @ x, 0)


def block_backward(dy, x):
    through_g = W0.T @ ((W1.T @ dy) * (W0 @ x > 0))
    return through_g  # is that all?


x, dy = rng.normal(size=5), rng.normal(size=5)
numerical = central_differences(lambda v: float(dy @ block(v)), x).gradient
print("fits the differences:", np.allclose(block_backward(dy, x), numerical, atol=1e-7))

# %% [markdown]
# <details><summary>What comes through the skip</summary>
#
# Two paths, so two terms: $\bar x = \bar y + (\partial g / \partial x)^\top \bar y$, in code `dy + through_g`. The first term is the upstream gradient itself, whatever the weights are. Through a hundred such blocks it arrives at the first one as it left the last: no product of a hundred matrices stands in its way. Notebook 10 measures what such products do to a gradient.
#
# </details>

# %% [markdown]
# ### What else such networks won
#
# Before and beside ImageNet, convolutional networks won wherever images are recognised: traffic signs (0.56 % errors, where people make 1.16 %), the small photographs of CIFAR-10 (9.3 %, Wan and others, 2013), Arabic and Chinese handwriting (2012), faces and their pose (Osadchy and others, 2007). A car learned to steer from two cameras, by watching a human driver (LeCun and others, 2005). They were weak where there are few examples: on Caltech-101 and Caltech-256, with some dozens of images a class, designed features did better until networks came that had learned from ImageNet first. Companies took them up at once; the lectures of that time name Facebook, France Telecom, Google, Microsoft, NEC and Vidient.

# %% [markdown]
# ## 6 How architectures are chosen
#
# Nobody knows a formula for the right depth, width or kernel. What used to be an engineering of features has become an engineering of architectures. Depth, the number of maps, the size of kernels, the step size, the decay: each is a **hyperparameter**. One chooses them by their error on validation data (cross-validation where data are few), and that is a search: a function $f$ of a few numbers is to be made small, each value costs a training, and there is no gradient.
#
# - **Grid search** tries some values of each hyperparameter, in all combinations. It takes many computers.
# - **Random search** draws each hyperparameter at random (Bergstra and Bengio, 2012).
# - **Gaussian processes** learn from the values so far where to look next; one of the lectures credits the hint to Geoffrey Hinton.
#
# **Worked example.** A grid over $x_0 \in \{1, 2, 4\}$ and $x_1 \in \{0, 3\}$ has 6 points. For $f(x) = (x_0 - 2)^2 + x_1$ the best is $x = (2, 0)$ with the value 0.
#
# **Predict first.** 16 trainings are to be had, for a function that depends on the step size much and on the weight decay hardly at all. How many different step sizes does a 4 × 4 grid try? How many does random search?

# %% [markdown]
# ### Exercise 09.6 Grid and random search (8 points)
#
# Write both searches (4 points each). They return the best point, its value, and how many points they have tried. Smaller is better. $f$ takes one point, a sequence of $d$ numbers, and is called once for each point, no more: a call may take an hour.
#
# <details><summary>Hint 1: all combinations</summary>
#
# `itertools.product(*axes)` runs through them. For two axes, two loops do it.
#
# </details>
# <details><summary>Hint 2: the best so far</summary>
#
# Values may be negative, or huge. Begin with `float("inf")`, or keep all points with their values and take the smallest in the end.
#
# </details>


# %% nbgrader={"grade_id": "09-06-solution"}
def grid_search(f, axes):
    """The best point of a grid.

    Parameters
    ----------
    f : callable
        Takes a point, d numbers, and returns a number; smaller is better. To be called
        once for each point.
    axes : list of d sequences
        The values of each coordinate. They may have different lengths.

    Returns
    -------
    best_x : sequence of d numbers
    best_value : float
        f at best_x.
    n : int
        How many points there are.
    """
    ### BEGIN SOLUTION
    from itertools import product

    points = list(product(*axes))
    values = [f(x) for x in points]
    best = int(np.argmin(values))
    return points[best], values[best], len(points)
    ### END SOLUTION


def random_search(f, bounds, n, rng):
    """The best of n random points.

    Parameters
    ----------
    f : callable
        As for `grid_search`.
    bounds : list of d pairs (low, high)
        Each coordinate is drawn from the uniform distribution between its bounds,
        independently of all others.
    n : int
        How many points to try.
    rng : np.random.Generator
        The only source of random numbers.

    Returns
    -------
    best_x : sequence of d numbers
    best_value : float
    n : int
    """
    ### BEGIN SOLUTION
    low, high = np.array(bounds, dtype=float).T
    points = low + (high - low) * rng.random((n, len(bounds)))
    values = [f(x) for x in points]
    best = int(np.argmin(values))
    return points[best], values[best], n
    ### END SOLUTION


# %% nbgrader={"grade_id": "09-06-test-grid", "points": 4}
# 09.6, check 1 of 2: grid search
# Do not edit; hidden checks follow when it is graded.
from itertools import product

from autograder import check

with check.exercise("09.6", "grid"):

    def searched(f, axes, best, value):
        points = []
        noted = lambda x: points.append([float(v) for v in x]) or f(x)
        found = check.call(grid_search, noted, axes)
        found = check.parts(found, best_x=None, best_value=(), n=())
        right = sorted(product(*axes))
        check.value(sorted(points), right, name="the points that f was called with, sorted")
        check.value(found[0], best, name="best_x")
        check.value([found[1], found[2]], [value, len(right)], name="best_value and n")

    f = lambda x: (x[0] - 2) ** 2 + 3 * x[1] - x[2]
    searched(f, [[4, 1, 2.5], [0.5, -1], [7, 3, 5, 9, 8]], [2.5, -1, 9], -11.75)
    searched(lambda x: 1e9 - x[0] * x[1], [[-30, 10], [2, 5, -4]], [-30, -4], 1e9 - 120)
    ### BEGIN HIDDEN TESTS
    check.hidden("09.6")
    rng = check.rng()
    for sizes in [(4,), (3, 5), (2, 4, 3), (5, 1, 2)]:
        axes = [rng.permutation(9)[:size].tolist() for size in sizes]
        w = rng.normal(size=len(sizes)).tolist()
        f = lambda x, w=w: sum(c * v * v for c, v in zip(w, x, strict=True)) + 40
        right = min(product(*axes), key=f)
        searched(f, axes, right, f(right))
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "09-06-test-random", "points": 4}
# 09.6, check 2 of 2: random search
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("09.6", "random"):

    def searched(f, bounds, n, seed):
        points, (low, high) = [], np.transpose(bounds)
        noted = lambda x: points.append([float(v) for v in x]) or f(x)
        found = check.call(random_search, noted, bounds, n, np.random.default_rng(seed))
        found = check.parts(found, best_x=None, best_value=(), n=())
        check.that(np.shape(points) == (n, len(bounds)), "one call of f for each of n points")
        U = (np.array(points) - low) / (high - low)
        check.that(U.min() >= 0 and U.max() <= 1, "points within the bounds", about=U)
        # With rng.random and 1,000 seeds: gaps up to 0.133, correlations up to 0.238.
        gap = np.abs(np.sort(U, axis=0).T - (np.arange(n) + 0.5) / n).max()
        check.that(gap < 0.18, "points spread evenly between the bounds", about=U)
        related = np.abs(np.corrcoef(U.T) - np.eye(len(bounds))).max()
        check.that(related < 0.35, "coordinates independent of each other", about=U)
        best = min(points, key=f)
        check.value(found[0], best, name="best_x")
        check.value([found[1], found[2]], [f(best), n], name="best_value and n")
        return points

    f, bounds = lambda x: x[1] - (x[0] - 3) ** 2, [(2, 5), (-40, -10), (0.1, 0.3)]
    first, other = searched(f, bounds, 300, 1), searched(lambda x: 1e9 + f(x), bounds, 300, 2)
    check.that(first == searched(f, bounds, 300, 1), "one seed, the same points")
    shared, kinds = np.isin(first, other).mean(), np.unique(first).size
    check.that(shared < 0.1, "another seed, other numbers", about=[shared, kinds, first == other])
    ### BEGIN HIDDEN TESTS
    check.hidden("09.6")
    rng = check.rng()
    for d in (2, 4):
        low, width, w = rng.normal(size=d), rng.uniform(0.5, 9, size=d), rng.normal(size=d)
        bounds = list(zip(low.tolist(), (low + width).tolist(), strict=True))
        f = lambda x, w=w: sum(c * v for c, v in zip(w.tolist(), x, strict=True))
        seed = int(rng.integers(10**6))
        first = searched(f, bounds, 300, seed)
        check.that(first == searched(f, bounds, 300, seed), "one seed, the same points")
    ### END HIDDEN TESTS

# %% [markdown]
# Both searches with 16 points, on a function of which the first coordinate decides nearly everything.

# %% nbgrader={"grade_id": "09-figure-search"} tags=["skip-when-graded", "raises-exception"]
from convnet.plots.architecture import searches


def important(x):
    """Small near x[0] = 0.37; x[1] hardly matters."""
    return 1 - np.exp(-(((x[0] - 0.37) / 0.08) ** 2)) + 0.03 * x[1]


try:
    quarters = [0.125, 0.375, 0.625, 0.875]
    tried = {"grid": [], "random": []}
    note = lambda name: lambda x: tried[name].append(tuple(x)) or important(x)
    grid_search(note("grid"), [np.array(quarters) + 0.1, quarters])
    random_search(note("random"), [(0, 1), (0, 1)], 16, np.random.default_rng(3))
    picture = searches(important, tried)
except NotImplementedError:
    picture = "This cell needs your functions of exercise 09.6."
picture

# %% [markdown]
# <details><summary>When you are done: why chance wins</summary>
#
# The grid tries 4 different values of what matters, four times each. Random search tries 16. Of course it can be unlucky, and a grid can be lucky: here it was moved a little so that it is not. But nobody knows beforehand which coordinate matters, and random search need not know.
#
# How many points are enough? Each lies among the best 5 % of all with probability 0.05, whatever the number of hyperparameters. None of $n$ does with probability $0.95^n$, which falls below 0.05 from $n = 59$ on. So some 60 draws find one of the best twentieth in 95 of 100 searches. Whether the best twentieth is good enough is another question.
#
# </details>

# %% [markdown]
# ### A real search
#
# Here $f$ is the validation error of a LeNet after 4 epochs, and $x$ holds the exponents of step size and weight decay, $\eta = 10^{x_0}$ and $\lambda = 10^{x_1}$. Exponents, because step sizes of 0.001 and 0.01 differ as much as 0.01 and 0.1. Again 16 trainings for each search.

# %% nbgrader={"grade_id": "09-search"} tags=["long", "raises-exception"]
from convnet.network import lenet
from convnet.optimiser import SGD
from convnet.plots.architecture import searched_errors
from convnet.progress import Progress
from convnet.recipes import data_for
from convnet.training import evaluate, fit

X_learn, t_learn, *held = data_for("digits", validation=True)
bar = Progress("Trainings", 32)


def validation_error(x):
    """Of a LeNet after four epochs, for exponents of step size and weight decay."""
    net = lenet(seed=0)
    steps = SGD(net.params, eta=10 ** x[0], weight_decay=10 ** x[1])
    with np.errstate(all="ignore"):  # too large a step, and the network is lost
        fit(net, X_learn, t_learn, epochs=4, batch_size=32, optimiser=steps, progress=False)
        error = 1 - evaluate(net, *held)[1]
    trained.append((*x, error))
    bar.update()
    return error


try:
    trainings = {}
    for name in ("grid", "random"):
        trained = trainings[name] = []
        if name == "grid":
            grid_search(validation_error, [[-4, -3, -2, -1], [-6, -5, -4, -3]])
        else:
            random_search(
                validation_error, [(-4.5, -0.5), (-6.5, -2.5)], 16, np.random.default_rng(0)
            )
    picture = searched_errors(trainings)
except NotImplementedError:
    picture = "This cell needs your functions of exercise 09.6."
bar.close()
picture

# %% [markdown]
# <details><summary>What the two found</summary>
#
# Both end at 4.5 %, with step sizes of 0.010 and 0.018. (If your search draws its numbers in another order, it tries others.) Look at the squares: at 0.0001 and 0.001 four of them lie on top of each other. In so short a training the decay decides nothing there, so three of four trainings tell the grid nothing new. At 0.01 they differ by two points; only at 0.1, where training is about to fail, the four differ widely.
#
# Is random search better, then? Ten seeds of it found 3.6 to 5.3 %; four grids, each moved by a quarter of a power of ten, 3.9 to 5.6 %. With two hyperparameters, one of which hardly matters, a grid of four lucky columns is good enough. With five there would be $4^5 = 1{,}024$ trainings, and still only four step sizes.
#
# One warning. The best of 32 trainings was *chosen* by these 337 digits, so its error on them is too good. Notebook 05 keeps test digits in an envelope for that.
#
# </details>

# %% [markdown]
# ## What you can do now
#
# - Read a list of layers as an architect: shapes, units, weights, connections, and which layer decides about which.
# - Tell from one published number which of several networks was counted.
# - Plan an ablation, count what it changes, and say how many seeds it takes to believe its result.
# - Compute receptive fields, and design one with small kernels.
# - Search hyperparameters, and defend the random way of doing it.
#
# Take it further. Design a network for the course's digits with at most 5,000 parameters: count it first, then train it as in section 3. How near to LeNet's error do you come? Can grouped convolutions help you?
#
# **Open questions**, on which people work. Why do networks with more weights than examples generalise at all? Which part of the success since 2012 is architecture, and which is data and computing? Can a search find an architecture that people would not think of, and does what it finds on one data set hold on another?
#
# Next come **10** sequences and auto-encoders, where depth runs through time, and **06** to **08**, if you have not been there.
#
# **References.** A. Krizhevsky, I. Sutskever and G. Hinton, "ImageNet classification with deep convolutional neural networks", *NIPS* 2012. O. Russakovsky and others, "ImageNet large scale visual recognition challenge", *IJCV* 2015 (the contest's results by year; a person's 5.1 %). M. Zeiler and R. Fergus, "Visualizing and understanding convolutional networks", *ECCV* 2014 (the ablations; tapping off features). K. Simonyan and A. Zisserman, "Very deep convolutional networks for large-scale image recognition", *ICLR* 2015. C. Szegedy and others, "Going deeper with convolutions", *CVPR* 2015. K. He, X. Zhang, S. Ren and J. Sun, "Deep residual learning for image recognition", *CVPR* 2016. A. Araujo, W. Norris and J. Sim, "Computing receptive fields of convolutional neural networks", *Distill* 2019. J. Bergstra and Y. Bengio, "Random search for hyper-parameter optimization", *JMLR* 13, 2012.
