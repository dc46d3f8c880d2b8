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
# # 06 Normalisation and dropout
#
# Turn a lamp down, and every pixel of a picture changes. You still see the same things in it. A network that adds up pixels sees other numbers, and has to learn from examples that they mean the same. Can one build it so that it need not? And why does the same remedy, inside the network, make it learn several times faster? This notebook takes two and a half hours.
#
# When you are through, you can
#
# - tell four operations apart that all go by the name "normalisation", by one question: *mean and size of what?*
# - write local contrast normalisation and batch normalisation, and derive the backward pass of the latter, the most entangled one of this course;
# - say what batch normalisation has to do differently when it is used, and compute what it needs in two ways;
# - write dropout, and say in what sense one network is then an ensemble of very many.
#
# You need notebook 04 (modules, $\star$, padding with zeros) and some of 05: the network that is trained in section 7 is LeNet. No formula that you are to derive is printed before you need it; it stands folded below.

# %% nbgrader={"grade_id": "06-setup"}
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
# ## 1 What the light does to a picture
#
# Light multiplies: under a lamp that is half as bright, each pixel $x$ becomes about $\tfrac12 x$. A camera adds an offset of its own. In all, the picture that arrives is $a\,x + b$, with a **contrast** $a$ and a **brightness** $b$ that say nothing about what is to be seen. Worse, they may differ from place to place: a shadow falls on one half.
#
# There is a remedy: subtract a mean, which takes $b$ away, and divide by a size, which takes $a$ away.
#
# **Predict first.** The figure shows a scene as it arrives, and twice normalised: with mean and standard deviation of the *whole* picture in the middle, and of the *neighbourhood* of each pixel on the right. Which of the two will notice that you move the brightness? The contrast? The shadow? And why does the right one have a frame?

# %% nbgrader={"grade_id": "06-figure-light"}
from convnet.widgets.normalisation import light

light()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# Brightness and contrast change neither of the normalised pictures. The frame is there because the neighbourhood of a pixel at the edge reaches outside, where there are zeros: next to nothing, any wall looks bright. The shadow remains in the middle picture, since one mean cannot fit a dark half and a bright one. The right picture loses it but for a thin line where it begins: away from that line, all neighbours of a pixel lie in the same light. The right picture has also lost something else: how bright a large even area is. Only what differs from its neighbours is left, and of that as much in the dark as in the light.
#
# </details>

# %% [markdown]
# ### Four operations with one name
#
# Networks are normalised at other places, too: between their layers. There each place has several maps, and there is a batch of examples, so the question *mean and size of what?* has more answers.
#
# | | subtracts | divides by | taken over |
# |---|---|---|---|
# | subtractive (06.1) | a weighted mean | – | the neighbours, in the same map |
# | divisive (06.1) | – | a root of a sum of squares | all maps, at the same pixel |
# | local contrast (06.2) | a weighted mean | a weighted deviation | the neighbours, in all maps |
# | batch (06.3) | the mean | the standard deviation | the same unit, in all examples of the batch |
#
# The first works *within* a map, the second *across* maps, the third does both. None of these three has anything to learn or to remember, and each example is treated by itself. The last one looks at other examples; that has consequences.
#
# <details><summary>From the lectures: York EECS 4422/5323 unit 8; MIT 6.869 lecture 7</summary>
#
# Both name what normalisation is for. Towards the light: photometric invariance, and more contrast. Among features: local competition. When a unit is divided by what all maps say at its place, a strong feature makes the others weaker; they call it "explaining away", by a local mechanism. Towards learning: activations of one scale, and an error surface that is more isotropic, so that each step gains more (section 3). It resembles the divisive normalisation by which neuroscience describes cells of the visual cortex. On ImageNet it brought 1 to 2 %.
#
# </details>
# <details><summary>Where the lectures differ: York EECS 4422/5323 unit 8; MIT 6.869 lecture 7</summary>
#
# The word stands for different operations. York has subtractive and divisive ones, within or across maps, before or after pooling; its divisive form divides by the sum or the standard deviation over *all maps*. MIT's has local mean 0 and local deviation 1, with a Gaussian neighbourhood of 7 × 7 *in space* and across maps. MIT puts it last in a stage, after the pooling, though its own list of AlexNet's layers and the published network differ there (section 7 of notebook 04). MIT also says that recent models use no normalisation, and then presents batch normalisation, which nearly all of them use: the remark is about the local kinds. Here each has a definition of its own.
#
# </details>

# %% [markdown]
# ## 2 Against the light: local normalisation
#
# ### Within a map, across the maps
#
# Let $X$ hold the maps of $N$ images, shape $(N, C, H, W)$, and let $w$ be a window of weights, $(k, k)$ with odd $k$, that sum to 1. With $r = (k-1)/2$, **subtractive** normalisation takes from each pixel the weighted mean of its surroundings, in its own map:
#
# $$V_{ncij} = X_{ncij} - \sum_{u=0}^{k-1}\sum_{v=0}^{k-1} w_{uv}\, X_{n,\,c,\,i+u-r,\,j+v-r} \qquad\text{that is}\qquad V = X - w \star X,$$
#
# with zeros outside the image. **Divisive** normalisation divides each pixel by what all maps have at its place:
#
# $$Y_{ncij} = \frac{X_{ncij}}{\sqrt{\sum_{q=0}^{C-1} X_{nqij}^2 + \varepsilon}}.$$
#
# The small $\varepsilon$ is there for pixels where all maps are 0.
#
# **Worked example.** An edge, and a window that looks at four neighbours:
#
# $$X = \begin{pmatrix} 8&8&8&0&0&0\\ 8&8&8&0&0&0\\ 8&8&8&0&0&0\\ 8&8&8&0&0&0 \end{pmatrix}, \qquad w = \frac18\begin{pmatrix} 0&1&0\\ 1&4&1\\ 0&1&0 \end{pmatrix},$$
#
# $$V = X - w \star X = \begin{pmatrix} 2&1&2&-1&0&0\\ 1&0&1&-1&0&0\\ 1&0&1&-1&0&0\\ 2&1&2&-1&0&0 \end{pmatrix}.$$
#
# For $V_{12}$, the bright pixel at the edge in the second row: $8 - \tfrac18(4 \cdot 8 + 8 + 8 + 8 + 0) = 1$. Inside an even area nothing is left, on both sides of the edge something is, and the border of the image looks like an edge to zero.
#
# Across maps: a pixel that has 3, 4 and 12 in three maps becomes $(3, 4, 12)/13$. Were the 12 a 0, the same 3 would become $0.6$ instead of $0.23$. A unit is judged by its rivals.

# %% [markdown]
# ### Exercise 06.1 Subtractive and divisive (10 points)
#
# Write `subtractive_norm(X, window)` (5 points) and `divisive_norm(X, eps)` (5 points). The window is as small as 1 × 1 or larger than the image, and need not be symmetric; like every layer, $\star$ does not flip it.
#
# <details><summary>Hint 1: the idea</summary>
#
# You wrote a correlation with padding in 03.7 and 04.6. This one has a single window for all maps, and there is no sum over the channels.
#
# </details>
# <details><summary>Hint 2: few loops</summary>
#
# Pad $H$ and $W$ with $r$ zeros on each side. For each of the $k^2$ weights, the whole block of $H \times W$ pixels that it meets is a slice of the padded array: `P[:, :, u : u + H, v : v + W]`.
#
# </details>
# <details><summary>Hint 3: the shape of the sum of squares</summary>
#
# The sum over the maps has the shape $(N, H, W)$. With `keepdims=True` it is $(N, 1, H, W)$, and divides all maps.
#
# </details>


# %% nbgrader={"grade_id": "06-01-solution"}
def subtractive_norm(X, window):
    """Each pixel minus the weighted mean of its surroundings in the same map.

    Parameters
    ----------
    X : array (N, C, H, W)
    window : array (k, k)
        Odd k; the weights sum to 1. They are not flipped.

    Returns
    -------
    V : array (N, C, H, W)
        X - window ⋆ X, each map by itself, with zeros outside the image.
    """
    ### BEGIN SOLUTION
    k, (H, W) = len(window), X.shape[2:]
    r = k // 2
    P = np.pad(X, ((0, 0), (0, 0), (r, r), (r, r)))
    mean = np.zeros(X.shape)
    for u in range(k):
        for v in range(k):
            mean += window[u][v] * P[:, :, u : u + H, v : v + W]
    return X - mean
    ### END SOLUTION


def divisive_norm(X, eps=1e-8):
    """Each pixel divided by the size of all maps at its place.

    Parameters
    ----------
    X : array (N, C, H, W)
    eps : float
        Added to the sum of squares, below the root.

    Returns
    -------
    Y : array (N, C, H, W)
        X divided by the root of (the sum over the C maps of X squared, plus eps).
    """
    ### BEGIN SOLUTION
    return X / np.sqrt((X**2).sum(axis=1, keepdims=True) + eps)
    ### END SOLUTION


# %% nbgrader={"grade_id": "06-01-test-subtractive", "points": 5}
# 06.1, check 1 of 2: subtractive
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("06.1", "subtractive"):
    X = (np.arange(280) ** 3 % 29 - 14.0).reshape(2, 5, 4, 7)
    V = check.call(subtractive_norm, X, np.array([[0, 1, 0], [2, 4, 0], [0, 0, 1]]) / 8)
    check.value(np.shape(V), X.shape, name="the shape of V")
    expected = [[-2.75, 7.375, 2.5, -5.25, 2.25], [4.125, -1.25, -3.125, -1.5, 0.75]]
    check.value(np.asarray(V)[1, 3, 2:, :5], expected, name="V[1, 3, 2:, :5]")
    window = np.array([[0, 1, 0], [1, 4, 1], [0, 1, 0]]) / 8
    V = check.call(subtractive_norm, np.tile([8.0, 8, 8, 0, 0, 0], (1, 1, 4, 1)), window)
    rows = [[2, 1, 2, -1, 0, 0], [1, 0, 1, -1, 0, 0], [1, 0, 1, -1, 0, 0], [2, 1, 2, -1, 0, 0]]
    check.value(V, [[rows]], name="V of the edge")
    V = check.call(subtractive_norm, X[:, :, :2, :3], np.full((7, 7), 1 / 49))
    expected = X[:, :, :2, :3] - X[:, :, :2, :3].sum(axis=(2, 3), keepdims=True) / 49
    check.value(V, expected, name="V for a window larger than the image")
    ### BEGIN HIDDEN TESTS
    check.hidden("06.1")
    rng = check.rng()
    for N, C, H, W, k in [(2, 4, 6, 7, 3), (3, 2, 8, 6, 5), (2, 3, 4, 5, 9), (3, 2, 4, 5, 1)]:
        X, window = rng.normal(size=(N, C, H, W)), rng.uniform(size=(k, k))
        window, r = window / window.sum(), k // 2
        P = np.pad(X, ((0, 0), (0, 0), (r, r), (r, r)))
        view = np.lib.stride_tricks.sliding_window_view(P, (k, k), axis=(2, 3))
        expected = X - np.einsum("ncijuv,uv->ncij", view, window)
        check.value(check.call(subtractive_norm, X, window), expected, name="V")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "06-01-test-divisive", "points": 5}
# 06.1, check 2 of 2: divisive
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("06.1", "divisive"):
    # Three maps, two images of 1 × 4 pixels; each column below is a pixel.
    X = np.array(
        [[3, 0, 8, 2, 6, 1, 0, -2], [-4, 0, -4, 3, 2, -2, 5, 1], [12, 0, 1, 6, 3, 2, 0, 2.0]]
    )
    sizes = np.array([13, 1, 9, 7, 7, 3, 5, 3])  # of the columns; for the zeros, any
    X, expected = (A.reshape(3, 2, 1, 4).swapaxes(0, 1).copy() for A in (X, X / sizes))
    check.value(check.call(divisive_norm, X), expected, name="Y")
    X = np.array([3.0, 4, 1, -2, 2, -6, 0, 5]).reshape(4, 2, 1, 1)  # sums of squares 25, 5, 40, 25
    Y = check.call(divisive_norm, X, eps=24.0)
    expected = X.reshape(4, 2) / np.sqrt([[49], [29], [64], [49]])
    check.value(Y, expected.reshape(X.shape), name="Y for eps = 24")
    ### BEGIN HIDDEN TESTS
    check.hidden("06.1")
    rng = check.rng()
    for N, C, H, W, eps in [(2, 5, 3, 4, 0.7), (3, 4, 2, 5, 1e-8), (4, 1, 3, 2, 2.0)]:
        X = rng.normal(size=(N, C, H, W))
        expected = X / np.sqrt(np.einsum("ncij,ncij->nij", X, X)[:, None] + eps)
        check.value(check.call(divisive_norm, X, eps), expected, name="Y")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: what is left of the light</summary>
#
# Inside the image, where the window meets no border, $V$ is the same for $X$ and $X + b$: the mean of a constant is that constant, since the weights sum to 1. And $V$ of $aX$ is $aV$. So the subtractive form removes brightness, and leaves contrast. The divisive form is the opposite: for $\varepsilon \to 0$ each pixel becomes a vector of length 1 across the maps, so $a > 0$ drops out, and $b$ does not. Local contrast normalisation does one after the other.
#
# </details>

# %% [markdown]
# ### Both at once
#
# **Local contrast normalisation** (LCN) gives each pixel's surroundings a mean near 0 and a deviation near 1, in all maps together. Write $m(A)$ for the local mean of maps $A$: the window in space, then the mean over the maps, so that one number belongs to each pixel of each image.
#
# $$m(A)_{nij} = \frac1C \sum_{c=0}^{C-1} (w \star A)_{ncij}, \qquad V = X - m(X), \qquad Y = \frac{V}{\sqrt{m(V^2) + \varepsilon}}$$
#
# with zeros outside, as before. All $C$ maps of a pixel lose the same $m(X)$ and are divided by the same root. The window is a Gaussian: with $r = (k-1)/2$ and a width $\sigma$,
#
# $$w_{uv} \propto \exp\left(-\frac{(u-r)^2 + (v-r)^2}{2\sigma^2}\right), \qquad \sum_{u,v} w_{uv} = 1.$$
#
# **Worked example.** One image with one map of $1 \times 3$ pixels, $X = (0, 4, 0)$, and a window whose middle row is $(\tfrac14, \tfrac12, \tfrac14)$ and whose other rows are 0. Then $m(X) = (1, 2, 1)$ and $V = (-1, 2, -1)$. Its squares are $(1, 4, 1)$, with the local means $(1.5, 2.5, 1.5)$. So $Y = (-1/\sqrt{1.5},\ 2/\sqrt{2.5},\ -1/\sqrt{1.5}) = (-0.816, 1.265, -0.816)$.
#
# <details><summary>Where the lectures are silent: MIT 6.869 lecture 7</summary>
#
# MIT gives the 7 × 7 Gaussian and the two aims, mean 0 and deviation 1. It does not say what happens at the border, how wide the Gaussian is, or what is done where all is even and the deviation is 0. Zeros outside, $\sigma = 1.5$ and $\varepsilon$ are our choices. (The network that made the method known divides by the larger one of the local deviation and its mean over the image, so that noise in even areas is not blown up: K. Jarrett and others, 2009; not in the lectures.)
#
# </details>

# %% [markdown]
# ### Exercise 06.2 Local contrast normalisation (8 points)
#
# Write `gaussian_window(size, sigma)` (3 points) and `local_contrast_norm(X, window, eps)` (5 points). The second gets any window of odd size whose weights sum to 1.
#
# <details><summary>Hint 1: the idea</summary>
#
# The local mean occurs twice: of $X$, and of $V^2$. Write it as a small function of your own; most of it is in `subtractive_norm`.
#
# </details>
# <details><summary>Hint 2: the order</summary>
#
# Everything here is linear up to the square. So you may take the mean over the maps first, and filter one map instead of $C$.
#
# </details>
# <details><summary>Hint 3: a Gaussian without loops</summary>
#
# In one dimension, with `d = np.arange(size) - size // 2`, it is `np.exp(-(d**2) / (2 * sigma**2))`. The exponential of a sum is a product: `np.outer` makes the square.
#
# </details>


# %% nbgrader={"grade_id": "06-02-solution"}
def gaussian_window(size=7, sigma=1.5):
    """A window of Gaussian weights around its middle.

    Parameters
    ----------
    size : int
        Odd.
    sigma : float
        Width, in pixels.

    Returns
    -------
    window : array (size, size)
        Sums to 1.
    """
    ### BEGIN SOLUTION
    d = np.arange(size) - size // 2
    g = np.exp(-(d**2) / (2 * sigma**2))
    window = np.outer(g, g)
    return window / window.sum()
    ### END SOLUTION


def local_contrast_norm(X, window, eps=1e-8):
    """Maps with local mean about 0, local deviation about 1, over the neighbours in all maps.

    Parameters
    ----------
    X : array (N, C, H, W)
    window : array (k, k)
        Odd k; the weights sum to 1. They are not flipped.
    eps : float
        Added below the root.

    Returns
    -------
    Y : array (N, C, H, W)
        V divided by the root of (the local mean of V squared, plus eps), where V is X
        minus its local mean. A local mean is the window in space, with zeros outside,
        then the mean over the C maps.
    """
    ### BEGIN SOLUTION
    H, W = X.shape[2:]
    r = len(window) // 2

    def local_mean(A):
        P = np.pad(A.mean(axis=1, keepdims=True), ((0, 0), (0, 0), (r, r), (r, r)))
        places = [(u, v) for u in range(len(window)) for v in range(len(window))]
        return sum(window[u][v] * P[:, :, u : u + H, v : v + W] for u, v in places)

    V = X - local_mean(X)
    return V / np.sqrt(local_mean(V**2) + eps)
    ### END SOLUTION


# %% nbgrader={"grade_id": "06-02-test-window", "points": 3}
# 06.2, check 1 of 2: the window
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("06.2", "window"):
    sigma = np.sqrt(1 / np.log(4))  # half as much one step from the middle, 1/16 at two steps
    expected = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
    check.value(check.call(gaussian_window, 3, sigma), expected, name="the window of size 3")
    expected = np.outer([1, 8, 16, 8, 1], [1, 8, 16, 8, 1]) / 1156
    check.value(check.call(gaussian_window, 5, sigma), expected, name="the window of size 5")
    window = np.asarray(check.call(gaussian_window))
    check.value(window.shape, [7, 7], name="the shape without arguments")
    check.value(window[3, 6] / window[3, 3], np.exp(-2), name="w[3, 6] / w[3, 3]")
    ### BEGIN HIDDEN TESTS
    check.hidden("06.2")
    rng = check.rng()
    for size in (1, 3, 9, 7):
        sigma = rng.uniform(0.6, 4)
        u, v = np.indices((size, size)) - (size - 1) / 2
        expected = np.exp(-(u * u + v * v) / (2 * sigma * sigma))
        expected = expected / expected.sum()
        check.value(check.call(gaussian_window, size, sigma), expected, name="the window")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "06-02-test-lcn", "points": 5}
# 06.2, check 2 of 2: local contrast normalisation
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("06.2", "lcn"):
    row = np.array([[0, 0, 0], [1, 2, 1], [0, 0, 0]]) / 4
    Y = check.call(local_contrast_norm, np.array([[[[0.0, 4, 0, 0, 6]]]]), row)
    V, squares = [-1, 2, -1, -1.5, 3], [1.5, 2.5, 2.0625, 3.625, 5.0625]  # and local means of V²
    check.value(Y, [[[V / np.sqrt(squares)]]], name="Y of (0, 4, 0, 0, 6)")
    X = np.array([[[[0.0, 4, 0]], [[8, 0, 0]]], [[[1, -3, 5]], [[3, 1, -1]]]])
    Y = check.call(local_contrast_norm, X, row, 0.0)
    V = [[[-2.5, 2, -0.5]], [[5.5, -2, -0.5]]], [[[0.25, -3.5, 4.25]], [[2.25, 0.5, -1.75]]]
    squares = np.array([[10.125, 6.625, 1.125], [2.84375, 6.40625, 6.84375]])
    check.value(Y, V / np.sqrt(squares).reshape(2, 1, 1, 3), name="Y of two images of two maps")
    X = (np.arange(280) ** 3 % 29 - 14.0).reshape(2, 5, 4, 7)
    Y = check.call(local_contrast_norm, X, np.array([[0, 1, 0], [2, 4, 0], [0, 0, 1]]) / 8, 40.0)
    check.value(np.shape(Y), X.shape, name="the shape of Y")
    V = [-0.6, 10.275, 4.35, -11.175]
    squares = [44.358125, 58.25796875, 61.59921875, 60.59921875]
    check.value(Y[1][3][2][:4], V / np.sqrt(np.add(squares, 40)), name="Y[1, 3, 2, :4], eps = 40")
    flat = check.call(local_contrast_norm, np.zeros((1, 2, 3, 4)), row)
    check.value(flat, np.zeros((1, 2, 3, 4)), name="Y of zeros")
    ### BEGIN HIDDEN TESTS
    check.hidden("06.2")
    rng = check.rng()

    def local_mean(A, window):
        k, r = len(window), len(window) // 2
        P = np.pad(A, ((0, 0), (0, 0), (r, r), (r, r)))
        view = np.lib.stride_tricks.sliding_window_view(P, (k, k), axis=(2, 3))
        return np.einsum("ncijuv,uv->nij", view, window)[:, None] / A.shape[1]

    for N, C, H, W, k, eps in [(2, 4, 6, 7, 3, 0.3), (3, 2, 8, 6, 5, 1e-8), (2, 3, 4, 5, 9, 2.0)]:
        X, window = 3 + rng.normal(size=(N, C, H, W)), rng.uniform(size=(k, k))
        window = window / window.sum()
        V = X - local_mean(X, window)
        expected = V / np.sqrt(local_mean(V**2, window) + eps)
        check.value(check.call(local_contrast_norm, X, window, eps), expected, name="Y")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: what it is blind to</summary>
#
# Away from the border, $X$ and $aX + b$ with $a > 0$ give the same $Y$, up to $\varepsilon$; and that holds for each neighbourhood by itself, so $a$ and $b$ may change slowly from place to place. Wherever $m(V^2)$ is much larger than $\varepsilon$, a pixel's surroundings have the size 1, measured with the deviation of *its* neighbourhood; where all is even, $V$ is 0, and so is $Y$. Mean 0 and deviation 1 hold only nearly, since every neighbour has lost a mean of its own and is divided by a root of its own.
#
# </details>

# %% [markdown]
# Now see your function at work *inside* a network. The next cell lets the ink of a digit's left half fade to 30 %, gives the digit to the LeNet that ships with the course, and shows the six maps of C1 before and after. **Predict first.** Which maps will gain most, those with strong responses or those with weak ones?

# %% nbgrader={"grade_id": "06-figure-maps"} tags=["skip-when-graded", "raises-exception"]
from convnet.checkpoint import load_lenet
from convnet.data import load_digits_28
from convnet.plots.normalisation import maps_before_and_after
from convnet.training import as_input

digits = load_digits_28()
image = as_input(digits.test_images[7:8])
image[:, :, :, :16] *= 0.3
maps = load_lenet().trace(image)[1]  # C1 with its ReLU, (1, 6, 28, 28)
try:
    after = local_contrast_norm(maps, gaussian_window())
    if np.shape(after) != maps.shape or not np.isfinite(after).all():
        raise ValueError("the maps are not 6 of 28 × 28 finite numbers")
except NotImplementedError:
    after = None
    print("The second row needs your two functions of exercise 06.2.")
except NameError as missing:
    after = None
    print(f"There is no `{missing.name}` yet: do Run > Run All Above Selected Cell.")
except Exception as problem:
    after = None
    print(f"not yet ({type(problem).__name__}: {problem}); see the checks of 06.2")
maps_before_and_after(image, maps, after)

# %% [markdown]
# <details><summary>What you saw</summary>
#
# Neither: all maps of a pixel lose the same number and are divided by the same root, so which one is strongest there stays as it was. What gains are *places*. Before, the faded strokes are pale in all maps. After, they are nearly as strong in map 1 as if they had not faded, and what map 0 says of the empty paper is strong, too: nothing is too weak to be blown up to size 1, as long as its neighbours are no stronger. But what is weak beside map 1 stays weak, since all maps are divided by the same root; and where the ReLU of C1 has cut a response to 0, no normalisation brings it back.
#
# </details>

# %% [markdown]
# ## 3 For learning: a rounder valley
#
# The second reason has nothing to do with light. Take a linear unit $y = w \cdot x$ with two inputs and the squared error. Its cost is a bowl, and its curvature is the matrix $H = \frac1N \sum_n x_n x_n^\top$: it depends on the inputs alone. If one input is measured in larger units, or all of them are far from 0, the bowl becomes a long valley. You met it in notebook 01: the step size must suit the steepest direction, and then it is far too small for the flattest.
#
# Let $\lambda_{\max}$ and $\lambda_{\min}$ be the largest and the smallest curvature. The best constant step is $\eta = 2/(\lambda_{\max} + \lambda_{\min})$; with it each step multiplies the distance to the minimum by $(\kappa - 1)/(\kappa + 1)$, where $\kappa = \lambda_{\max}/\lambda_{\min}$. For $\kappa = 1$ the bowl is round, and one step arrives.
#
# **Predict first.** Curvatures 1 and 100, best step size: how many steps until the distance is a millionth of what it was? 10, 100, 1,000?

# %% nbgrader={"grade_id": "06-figure-isotropy"}
from convnet.widgets.normalisation import isotropy

isotropy()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# The factor is $99/101$, and $(99/101)^{691} \approx 10^{-6}$: 691 steps, against one for the round bowl. An offset alone does it, too: with both inputs around 5 instead of 0, $\kappa = 51$. Pixels between 0 and 1 have such an offset, and so do the outputs of ReLUs, which are never negative. Subtract the mean and divide by the deviation, input by input, and here the bowl is round. (Correlations between inputs would remain, so real valleys become rounder, not round.)
#
# </details>

# %% [markdown]
# For the first layer you can normalise the data once and for all. A layer further up has inputs that change with every step of the layers below: what was normal a moment ago is no longer. So the normalisation has to become a part of the network.

# %% [markdown]
# ## 4 Batch normalisation, forward
#
# The idea of S. Ioffe and C. Szegedy (2015): use the mini-batch at hand. Let $X$, $(B, D)$, hold the pre-activations of a layer, a row for each example and a column for each unit. For each unit by itself,
#
# $$\mu = \frac1B \sum_{n=0}^{B-1} x_n, \qquad \sigma^2 = \frac1B \sum_{n=0}^{B-1} (x_n - \mu)^2,$$
#
# $$\hat x_n = \frac{x_n - \mu}{\sqrt{\sigma^2 + \varepsilon}}, \qquad y_n = \gamma\, \hat x_n + \beta.$$
#
# $\gamma$ and $\beta$ are learned, one pair for each unit. With them the network can have any mean and any deviation that it needs, and it can change them *directly*: without, the mean of a unit depends on all weights below. Mind the $\frac1B$ in $\sigma^2$; it is not $\frac{1}{B-1}$.
#
# **Worked example** with $\varepsilon = 0$, $B = 4$, $D = 2$. The columns $(1, 7, 7, 9)$ and $(0, 4, 0, 4)$ have $\mu = (6, 2)$ and $\sigma^2 = (9, 4)$, so $\hat x$ is $(-\tfrac53, \tfrac13, \tfrac13, 1)$ and $(-1, 1, -1, 1)$. With $\gamma = (3, 2)$ and $\beta = (1, -1)$ the columns of $Y$ are $(-4, 2, 2, 4)$ and $(-3, 1, -3, 1)$.
#
# **Predict first.** Below is one unit in a batch of four examples, before and after ($\gamma = 1$, $\beta = 0$). Move the example $x_0$, the orange square, far to the right. What will the other three do below? And how large can $\hat x_0$ become?

# %% nbgrader={"grade_id": "06-figure-batch"}
from convnet.widgets.normalisation import batch

batch()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# The others did not move, yet their $\hat x$ do: mean and deviation follow $x_0$. While $x_0$ passes through them, the others spread out; once it has passed them, they close up. In the end $\hat x_0$ hardly grows any more. Four numbers with the mean 0 and the mean square 1 leave one of them at most $\sqrt 3$, and the others are then $-1/\sqrt 3$; with $B$ examples the limit is $\sqrt{B - 1}$. What an example becomes depends on its company. That makes the backward pass interesting.
#
# </details>
#
# **Predict first.** The layer before has a bias. What becomes of it?
#
# <details><summary>The bias before a batch normalisation</summary>
#
# It is added to all $x_n$ of a unit, so it is in $\mu$, and is subtracted again. It has no effect at all, and its gradient is 0; $\beta$ has taken its place.
#
# </details>

# %% [markdown]
# ### Exercise 06.3 Forward (8 points)
#
# Write `batchnorm_forward(X, gamma, beta, eps)`. It returns a pair: the output, and a cache for the backward pass, the tuple `(X, gamma, mu, var, eps)`, with which 06.4 begins. The points are for the output.
#
# <details><summary>Hint 1: the idea</summary>
#
# Each unit has statistics of its own, over the examples. Examples are rows: which axis disappears?
#
# </details>
# <details><summary>Hint 2: the shapes</summary>
#
# $\mu$, $\sigma^2$, $\gamma$ and $\beta$ are all $(D,)$. Broadcasting stretches them over the rows of $X$, $(B, D)$.
#
# </details>


# %% nbgrader={"grade_id": "06-03-solution"}
def batchnorm_forward(X, gamma, beta, eps=1e-5):
    """Batch normalisation while the network learns.

    Parameters
    ----------
    X : array (B, D)
    gamma, beta : array (D,)
    eps : float
        Added to the variance, below the root.

    Returns
    -------
    out : array (B, D)
    cache : tuple
        (X, gamma, mu, var, eps), with mu and var (D,) those of the batch; the variance
        divides by B.
    """
    ### BEGIN SOLUTION
    mu = X.mean(axis=0)
    var = X.var(axis=0)
    Xhat = (X - mu) / np.sqrt(var + eps)
    out = gamma * Xhat + beta
    return out, (X, gamma, mu, var, eps)
    ### END SOLUTION


# %% nbgrader={"grade_id": "06-03-test", "points": 8}
# 06.3, check: out, and the entries of a cache of five
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("06.3"):

    def out_is(X, gamma, beta, eps, expected, name):
        pair = check.call(batchnorm_forward, X, np.array(gamma), np.array(beta), *eps)
        right = isinstance(pair, tuple | list) and len(pair) == 2
        about = len(pair), isinstance(pair, tuple)
        check.that(right, "the pair (out, cache)", about=about)
        check.value(pair[0], expected, name=name)
        asked = (X, gamma, X.mean(axis=0), X.var(axis=0), *(eps or [1e-5]))
        if isinstance(pair[1], tuple | list) and len(pair[1]) == 5:  # 06.4 makes a cache of its own
            for what, found, right in zip(("X", "gamma", "mu", "var", "eps"), pair[1], asked):
                check.value(found, right, name=f"{what} in the cache")

    X, Y = np.array([[1.0, 0], [7, 4], [7, 0], [9, 4]]), [[-4, -3], [2, 1], [2, -3], [4, 1]]
    out_is(X, [3.0, 2], [1.0, -1], [0.0], Y, "out for eps = 0")
    X = np.array([[5.0, -2, 14], [-1, -1, -1], [3, 6, 9], [1, -8, 19], [2, 0, 9]])
    Y = [[7, 3, 5], [-5, 2, -25], [3, -5, -5], [-1, 9, 15], [1, 1, -5]]
    out_is(X, [6.0, -5, 14], [1.0, 2, -3], [5.0], Y, "out for eps = 5")
    X = np.array([[0.02, 3], [0, 3], [0.01, 3]])
    Y = [[y / np.sqrt(2 / 30000 + 1e-5), 7] for y in (0.01, -0.01, 0)]
    out_is(X, [1.0, 2], [0.0, 7], [], Y, "out for the default eps, a constant column")
    ### BEGIN HIDDEN TESTS
    check.hidden("06.3")
    rng = check.rng()
    for B, D, eps in [(7, 4, 1e-5), (3, 6, 0.8), (5, 1, 2.0), (2, 8, 0.3)]:
        X = rng.normal(size=(B, D)) * 3 + rng.normal(size=D) * 5
        gamma, beta = rng.normal(size=D), rng.normal(size=D)
        dev = X - np.ones(B) @ X / B
        Y = gamma * dev / np.sqrt(np.einsum("bd,bd->d", dev, dev) / B + eps) + beta
        out_is(X, gamma, beta, [eps], Y, "out")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: mean and deviation at will</summary>
#
# Whatever $X$ was, each column of the output has the mean $\beta$ and, unless it is constant, for $\varepsilon \to 0$ the deviation $|\gamma|$. So the output is blind to where a column lay and how wide it was: $X$ and $aX + b$ give the same for $a > 0$, unit by unit. Double the weights of the layer below, and nothing changes, up to $\varepsilon$.
#
# </details>

# %% [markdown]
# ## 5 Batch normalisation, backward
#
# So far every example went its own way through a layer. Here each output depends on *all* examples: move $x_0$, and the mean moves, and so does the variance, and with them every $\hat x_n$ of that unit. Back-propagation does not mind. Draw the graph, and add up over all paths.
#
# $$x_n \to \mu, \qquad (x_n, \mu) \to \sigma^2, \qquad (x_n, \mu, \sigma^2) \to \hat x_n, \qquad (\hat x_n, \gamma, \beta) \to y_n$$
#
# Read it from the end. Given is the upstream gradient $g_n = \bar y_n$, `dout` in code.
#
# 1. From $y$ to $\hat x$, $\gamma$ and $\beta$: one multiplication and two sums, as for any layer with shared parameters.
# 2. From all $\hat x_n$ to $\sigma^2$. They all contain it, so $\overline{\sigma^2}$ is a sum over the batch.
# 3. From all $\hat x_n$ to $\mu$, and from $\sigma^2$ to $\mu$, which contains it, too.
# 4. To $x_n$, on three paths: straight from $\hat x_n$, from $\sigma^2$, and from $\mu$.
#
# **Worked example**, by brute force. Take the first column of section 4, $x = (1, 7, 7, 9)$ with $\gamma = 3$, $\beta = 1$, $\varepsilon = 0$, and $g = (1, 0, 2, -1)$; let the cost be $J = \sum_n g_n y_n = -4$. Raise $x_0$ from 1 to 1.01, and everything is computed anew: $J = -4.0033$, a slope of about $-\tfrac13$. Had we taken $\mu$ and $\sigma^2$ for constants, the slope would be $g_0\, \gamma/\sigma = 1 \cdot \tfrac33 = 1$: wrong even in its sign. The two other paths together bring $-\tfrac43$.

# %% [markdown]
# ### Exercise 06.4 Derive the backward pass (12 points)
#
# Do steps 2 and 3 first, as functions of their own. `bn_dvar(dXhat, X, mu, var, eps)` (2 points) returns $\overline{\sigma^2}$, and `bn_dmu(dXhat, X, mu, var, eps)` (2 points) returns $\bar\mu$, each for every unit, shape $(D,)$, from the gradient `dXhat` of $\hat x$. Here $\bar\mu$ is the *total* derivative, the path through $\sigma^2$ included; `mu` and `var` are those of the batch `X`. Then write `batchnorm_backward(dout, cache)`, which returns $(\bar X, \bar\gamma, \bar\beta)$, (5, 2 and 1 points). Its cache is `(X, gamma, mu, var, eps)`.
#
# <details><summary>Hint 1: the idea</summary>
#
# With a pencil, for one unit, so that everything but $x_n$, $\hat x_n$, $y_n$ is one number. At each node ask as always: which later nodes contain it, and with what derivative? The derivative of $v^{-1/2}$ is $-\tfrac12 v^{-3/2}$.
#
# </details>
# <details><summary>Hint 2: a sum that you know</summary>
#
# How large is $\partial\sigma^2/\partial\mu = \frac1B\sum_n -2\,(x_n - \mu)$? Think of what $\mu$ is.
#
# </details>
# <details><summary>Hint 3: the three terms and their shapes</summary>
#
# $\bar x_n$ has three terms: $\bar{\hat x}_n$ times a number for each unit, $(B, D)$; $\overline{\sigma^2}$ times $\partial\sigma^2/\partial x_n$, which is different for each example, $(B, D)$; and $\bar\mu$ times $\partial\mu/\partial x_n$, the same for all examples, $(D,)$.
#
# </details>


# %% nbgrader={"grade_id": "06-04-solution"}
def bn_dvar(dXhat, X, mu, var, eps):
    """Gradient with respect to the batch's variance, for each unit.

    Parameters
    ----------
    dXhat : array (B, D)
        Gradient with respect to the normalised X, before gamma and beta.
    X : array (B, D)
    mu, var : array (D,)
        Mean and variance of the columns of X.
    eps : float

    Returns
    -------
    dvar : array (D,)
    """
    ### BEGIN SOLUTION
    return (dXhat * (X - mu)).sum(axis=0) * -0.5 * (var + eps) ** -1.5
    ### END SOLUTION


def bn_dmu(dXhat, X, mu, var, eps):
    """Total gradient with respect to the batch's mean, for each unit.

    Parameters
    ----------
    dXhat, X, mu, var, eps
        As for `bn_dvar`.

    Returns
    -------
    dmu : array (D,)
    """
    ### BEGIN SOLUTION
    return -dXhat.sum(axis=0) / np.sqrt(var + eps)
    ### END SOLUTION


def batchnorm_backward(dout, cache):
    """Gradients of batch normalisation.

    Parameters
    ----------
    dout : array (B, D)
        Upstream gradient.
    cache : tuple
        (X, gamma, mu, var, eps), as `batchnorm_forward` returns it.

    Returns
    -------
    dX : array (B, D)
    dgamma, dbeta : array (D,)
    """
    ### BEGIN SOLUTION
    X, gamma, mu, var, eps = cache
    B = len(X)
    Xhat = (X - mu) / np.sqrt(var + eps)
    dgamma = (dout * Xhat).sum(axis=0)
    dbeta = dout.sum(axis=0)
    dXhat = dout * gamma
    dvar = bn_dvar(dXhat, X, mu, var, eps)
    dmu = bn_dmu(dXhat, X, mu, var, eps)
    dX = dXhat / np.sqrt(var + eps) + dvar * 2 * (X - mu) / B + dmu / B
    return dX, dgamma, dbeta
    ### END SOLUTION


# %% nbgrader={"grade_id": "06-04-shared"}
def layer(X, gamma, beta, eps):
    dev = X - X.mean(axis=0)
    return gamma * dev / np.sqrt((dev**2).mean(axis=0) + eps) + beta


def cache(X, gamma, beta, eps):
    return X, gamma, X.mean(axis=0), X.var(axis=0), eps


rng = check.rng()
cases = [
    {"X": 2 * rng.normal(size=(B, D)) + rng.normal(size=D), "gamma": rng.normal(size=D)}
    | {"beta": rng.normal(size=D), "eps": eps}
    for B, D, eps in [(5, 3, 1e-5), (4, 7, 0.6), (6, 1, 0.1), (3, 8, 1.5)]
]
settings = {"oracle": layer, "cache": cache, "sizes": lambda X, **_: {"B": len(X)}}

# %% nbgrader={"grade_id": "06-04-test-dvar", "points": 2}
# 06.4, check 1 of 5: dvar
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("06.4", "dvar"):
    X = np.array([[5.0, -2, 14], [-1, -1, -1], [3, 6, 9], [1, -8, 19], [2, 0, 9]])
    G = np.array([[2.0, -7, 9], [-9, -9, -3], [-8, 2, 2], [-2, -5, 9], [6, -6, 1]])
    mu, var = np.array([2.0, -1, 10]), np.array([4.0, 20, 44])
    dvar = check.call(bn_dvar, G, X, mu, var, 5.0)  # var + eps is 9, 25, 49
    check.value(dvar, [-1 / 2, -1 / 5, -3 / 14], name="dvar")
    ### BEGIN HIDDEN TESTS
    check.hidden("06.4")
    ### SHARED
    for case in cases:
        X, _, mu, var, eps = cache(**case)
        G = rng.normal(size=X.shape)
        dvar = check.call(bn_dvar, G, X, mu, var, eps)
        total = lambda v: float(np.sum(G * (X - mu) / np.sqrt(v + eps)))
        check.gradient(total, var, dvar, name="dvar")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "06-04-test-dmu", "points": 2}
# 06.4, check 2 of 5: dmu
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("06.4", "dmu"):
    X = np.array([[5.0, -2, 14], [-1, -1, -1], [3, 6, 9], [1, -8, 19], [2, 0, 9]])
    G = np.array([[2.0, -7, 9], [-9, -9, -3], [-8, 2, 2], [-2, -5, 9], [6, -6, 1]])
    mu, var = np.array([2.0, -1, 10]), np.array([4.0, 20, 44])
    dmu = check.call(bn_dmu, G, X, mu, var, 5.0)  # var + eps is 9, 25, 49
    check.value(dmu, [11 / 3, 5, -18 / 7], name="dmu")
    ### BEGIN HIDDEN TESTS
    check.hidden("06.4")
    ### SHARED
    for case in cases:
        X, _, mu, var, eps = cache(**case)
        G = rng.normal(size=X.shape)
        dmu = check.call(bn_dmu, G, X, mu, var, eps)
        normal = lambda m: (X - m) / np.sqrt(((X - m) ** 2).mean(axis=0) + eps)
        total = lambda m: float(np.sum(G * normal(m)))
        check.gradient(total, mu, dmu, name="dmu", upstream=G)
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "06-04-test-dX", "points": 5}
# 06.4, check 3 of 5: dX
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("06.4", "dX"):

    def dX_is(G, X, gamma, mu, var, eps, expected):
        given = (X, np.array(gamma), np.array(mu), np.array(var), eps)
        three = check.call(batchnorm_backward, G, given)
        check.that(len(three) == 3, "three gradients, (dX, dgamma, dbeta)", about=len(three))
        check.value(three[0], expected, name=f"dX for eps = {eps:g}")

    X, G = (
        np.array([[1.0, 0], [7, 4], [7, 0], [9, 4]]),
        np.array([[1.0, 0], [0, 1], [2, -1], [-1, 2]]),
    )
    dX = [[-1 / 3, 1 / 2], [-1 / 3, -1 / 2], [5 / 3, -1 / 2], [-1, 1 / 2]]
    dX_is(G, X, [3.0, 2], [6.0, 2], [9.0, 4], 0.0, dX)
    X = np.array([[5.0, -2, 14], [-1, -1, -1], [3, 6, 9], [1, -8, 19], [2, 0, 9]])
    G = np.array([[2.0, -7, 9], [-9, -9, -3], [-8, 2, 2], [-2, -5, 9], [6, -6, 1]])
    dX = [[4.8, 1.6, 6], [-10, 4, 0], [-12.8, -4.2, -2], [1.6, -2.8, 0], [16.4, 1.4, -4]]
    dX_is(G, X, [6.0, -5, 14], [2.0, -1, 10], [4.0, 20, 44], 5.0, dX)
    ### BEGIN HIDDEN TESTS
    check.hidden("06.4")
    ### SHARED
    names = ["X", "gamma", "beta"]
    check.module(None, batchnorm_backward, cases, names, only=["X"], **settings)
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "06-04-test-dgamma", "points": 2}
# 06.4, check 4 of 5: dgamma
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("06.4", "dgamma"):
    X = np.array([[5.0, -2, 14], [-1, -1, -1], [3, 6, 9], [1, -8, 19], [2, 0, 9]])
    G = np.array([[2.0, -7, 9], [-9, -9, -3], [-8, 2, 2], [-2, -5, 9], [6, -6, 1]])
    given = (X, np.array([6.0, -5, 14]), np.array([2.0, -1, 10]), np.array([4.0, 20, 44]), 5.0)
    three = check.call(batchnorm_backward, G, given)
    check.that(len(three) == 3, "three gradients, (dX, dgamma, dbeta)", about=len(three))
    check.value(three[1], [9, 10, 21], name="dgamma")
    ### BEGIN HIDDEN TESTS
    check.hidden("06.4")
    ### SHARED
    names = ["X", "gamma", "beta"]
    check.module(None, batchnorm_backward, cases, names, only=["gamma"], **settings)
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "06-04-test-dbeta", "points": 1}
# 06.4, check 5 of 5: dbeta
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("06.4", "dbeta"):
    X = np.array([[5.0, -2, 14], [-1, -1, -1], [3, 6, 9], [1, -8, 19], [2, 0, 9]])
    G = np.array([[2.0, -7, 9], [-9, -9, -3], [-8, 2, 2], [-2, -5, 9], [6, -6, 1]])
    given = (X, np.array([6.0, -5, 14]), np.array([2.0, -1, 10]), np.array([4.0, 20, 44]), 5.0)
    three = check.call(batchnorm_backward, G, given)
    check.that(len(three) == 3, "three gradients, (dX, dgamma, dbeta)", about=len(three))
    check.value(three[2], [-11, -25, 18], name="dbeta")
    ### BEGIN HIDDEN TESTS
    check.hidden("06.4")
    ### SHARED
    names = ["X", "gamma", "beta"]
    check.module(None, batchnorm_backward, cases, names, only=["beta"], **settings)
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: the derivation, step by step</summary>
#
# For one unit, with $s = \sqrt{\sigma^2 + \varepsilon}$.
#
# *Step 1.* $y_n = \gamma \hat x_n + \beta$, with one $\gamma$ and one $\beta$ for all examples: $\bar\gamma = \sum_n g_n \hat x_n$, $\bar\beta = \sum_n g_n$, and $\bar{\hat x}_n = \gamma\, g_n$.
#
# *Step 2.* $\hat x_n = (x_n - \mu)\,(\sigma^2 + \varepsilon)^{-1/2}$, so
#
# $$\overline{\sigma^2} = \sum_n \bar{\hat x}_n\, (x_n - \mu) \cdot \left(-\tfrac12\right) (\sigma^2 + \varepsilon)^{-3/2}.$$
#
# *Step 3.* Directly, $\partial \hat x_n/\partial\mu = -1/s$. Through the variance, $\partial\sigma^2/\partial\mu = -\frac2B \sum_n (x_n - \mu) = 0$, because $\mu$ *is* the mean. So $\bar\mu = -\frac1s \sum_n \bar{\hat x}_n$.
#
# *Step 4.* With $\partial\sigma^2/\partial x_n = \frac2B (x_n - \mu)$ and $\partial\mu/\partial x_n = \frac1B$,
#
# $$\bar x_n = \frac{\bar{\hat x}_n}{s} + \overline{\sigma^2}\, \frac{2\,(x_n - \mu)}{B} + \frac{\bar\mu}{B}.$$
#
# *Put in, and tidied up.* Since $x_n - \mu = s\, \hat x_n$,
#
# $$\bar x_n = \frac{\gamma}{B s}\Big( B\, g_n - \sum_m g_m - \hat x_n \sum_m g_m \hat x_m \Big) = \frac{\gamma}{s}\Big( g_n - \frac{\bar\beta}{B} - \hat x_n\, \frac{\bar\gamma}{B} \Big).$$
#
# </details>
# <details><summary>When you are done: what it means</summary>
#
# The layer takes from $g$ its mean, and its component along $\hat x$, and scales what is left. It must be so. Add the same number to all $x_n$: the output does not change, so $\bar X$ cannot point that way, and its columns sum to 0. Multiply all deviations by the same number: with $\varepsilon = 0$ the output does not change either, so $\sum_n \bar x_n \hat x_n = 0$. Both are quick tests of any implementation. In the worked example, $(-\tfrac13, -\tfrac13, \tfrac53, -1)$ sums to 0.
#
# And if the weights below are doubled, the output is the same, and the gradient of the weights is half as large. Large weights learn more slowly: a network with batch normalisation brakes by itself, which is one reason why it bears large steps.
#
# </details>
# <details><summary>From the lectures: MIT 6.869 lecture 7</summary>
#
# MIT shows the algorithm of Ioffe and Szegedy, and says of training that the gradient passes through the mean and the deviation, and that $\gamma$ and $\beta$ are updated like weights. The derivation and the numbers are ours. $\varepsilon$ is in the published algorithm; how large it is, the lectures do not say.
#
# </details>

# %% [markdown]
# ## 6 When the network is used
#
# A trained network is asked about a single digit. Its batch has one row, the mean is the row itself, and all outputs are $\beta$, whatever the digit shows. And even with a full batch, the answer to one question should not depend on which others are asked at the same time.
#
# So at **test time** mean and variance are fixed numbers, taken from the training data:
#
# $$y = \gamma\, \frac{x - \mu_{\text{fixed}}}{\sqrt{\sigma^2_{\text{fixed}} + \varepsilon}} + \beta,$$
#
# and the layer is one affine map, with nothing random about it. There are two ways to these numbers.
#
# **A final pass.** After training, send all training data through the first hidden layer, and store mean and variance of each unit over *all* rows. Then the second, with the first one now fixed; and so on to the last. The order matters: what a layer sees depends on how those before it normalise.
#
# **Running averages** (not in the lectures). While training, keep an average of what the batches had, and let it forget the past slowly. One step of it, after each batch, with a momentum $\alpha$:
#
# $$\mu_{\text{run}} \leftarrow \alpha\, \mu_{\text{run}} + (1 - \alpha)\, \mu_{\text{batch}}, \qquad \sigma^2_{\text{run}} \leftarrow \alpha\, \sigma^2_{\text{run}} + (1 - \alpha)\, \sigma^2_{\text{batch}}.$$
#
# It costs nothing and is always at hand, but it mixes statistics of a network that has changed meanwhile.
#
# **Worked example.** Running mean 2 and variance 10, $\alpha = 0.9$, and a batch $(1, 7, 7, 9)$ with mean 6 and variance 9: the new ones are $0.9 \cdot 2 + 0.1 \cdot 6 = 2.4$ and $0.9 \cdot 10 + 0.1 \cdot 9 = 9.9$. For the final pass over two batches, $(1, 3)$ and $(5, 7, 9)$: all five numbers have the mean 5 and the variance 8.
#
# **Predict first.** The variances of these two batches are 1 and 2.67. How can the variance of all be 8?

# %% [markdown]
# ### Exercise 06.5 Statistics for test time (6 points)
#
# Write `batchnorm_inference(X, gamma, beta, mean, var, eps)` (2 points), for any number of rows; `update_running(mean, var, X, momentum)` (2 points), one step of the running averages; and `population_stats(batches)` (2 points), mean and variance over all rows of all batches, which may differ in size. Every variance divides by the number of rows.


# %% nbgrader={"grade_id": "06-05-solution"}
def batchnorm_inference(X, gamma, beta, mean, var, eps=1e-5):
    """Batch normalisation at test time.

    Parameters
    ----------
    X : array (B, D)
        Any number of rows, one is enough.
    gamma, beta : array (D,)
    mean, var : array (D,)
        Stored statistics.
    eps : float

    Returns
    -------
    out : array (B, D)
    """
    ### BEGIN SOLUTION
    return gamma * (X - mean) / np.sqrt(var + eps) + beta
    ### END SOLUTION


def update_running(mean, var, X, momentum=0.9):
    """Running averages after one more batch.

    Parameters
    ----------
    mean, var : array (D,)
        The averages so far; they are not changed.
    X : array (B, D)
        The batch.
    momentum : float
        The share of its old value that an average keeps.

    Returns
    -------
    mean, var : array (D,)
        New arrays. The variance of the batch divides by B.
    """
    ### BEGIN SOLUTION
    new_mean = momentum * mean + (1 - momentum) * X.mean(axis=0)
    new_var = momentum * var + (1 - momentum) * X.var(axis=0)
    return new_mean, new_var
    ### END SOLUTION


def population_stats(batches):
    """Mean and variance over all rows of all batches.

    Parameters
    ----------
    batches : list of array (B_i, D)
        Each with a number of rows of its own.

    Returns
    -------
    mean, var : array (D,)
        The variance divides by the number of all rows.
    """
    ### BEGIN SOLUTION
    X = np.concatenate(batches)
    return X.mean(axis=0), X.var(axis=0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "06-05-test-inference", "points": 2}
# 06.5, check 1 of 3: at test time
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("06.5", "inference"):
    gamma, beta = np.array([6.0, -5, 14]), np.array([1.0, 2, -3])
    mean, var = np.array([2.0, -1, 10]), np.array([4.0, 20, 44])
    X = np.array([[5.0, -2, 14], [3, 6, 9]])
    out = check.call(batchnorm_inference, X, gamma, beta, mean, var, 5.0)
    check.value(out, [[7, 3, 5], [3, -5, -5]], name="out of two rows")
    out = check.call(batchnorm_inference, X[:1], gamma, beta, mean, var, 5.0)
    check.value(out, [[7, 3, 5]], name="out of one row")
    out = check.call(batchnorm_inference, X[:1], gamma, beta, mean, np.array([0.0, 9e-5, 0]))
    expected = gamma * [3, -1, 4] / np.sqrt([1e-5, 1e-4, 1e-5]) + beta
    check.value(out, [expected], name="out for the default eps")
    ### BEGIN HIDDEN TESTS
    check.hidden("06.5")
    rng = check.rng()
    for B, D, eps in [(4, 3, 0.2), (1, 5, 1e-5), (6, 2, 3.0)]:
        X, gamma, beta, mean = (rng.normal(size=shape) for shape in ((B, D), D, D, D))
        var = rng.uniform(0.2, 4, size=D)
        out = check.call(batchnorm_inference, X, gamma, beta, mean, var, eps)
        check.value(out, (X - mean) * (gamma * (var + eps) ** -0.5) + beta, name="out")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "06-05-test-running", "points": 2}
# 06.5, check 2 of 3: running averages
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("06.5", "running"):
    X = np.array([[1.0, 0], [7, 4], [7, 0], [9, 4]])
    pair = check.call(update_running, np.array([2.0, -8]), np.array([10.0, 1]), X)
    check.parts(pair, mean=None, var=None)
    check.value(pair[0], [2.4, -7], name="mean")
    check.value(pair[1], [9.9, 1.3], name="var")
    mean, var = check.call(update_running, np.array([2.0, -8]), np.array([10.0, 1]), X, 0.25)
    check.value(mean, [5, -0.5], name="mean for a momentum of 0.25")
    check.value(var, [9.25, 3.25], name="var for a momentum of 0.25")
    ### BEGIN HIDDEN TESTS
    check.hidden("06.5")
    rng = check.rng()
    for B, D in [(4, 3), (1, 5), (6, 2)]:
        mean, var, alpha = rng.normal(size=D), rng.uniform(0.2, 4, size=D), rng.uniform(0.1, 0.99)
        X = 2 * rng.normal(size=(B, D)) + rng.normal(size=D)
        mu = np.ones(B) @ X / B
        sigma2 = np.ones(B) @ (X - mu) ** 2 / B
        pair = check.call(update_running, mean, var, X, alpha)
        check.value(pair[0], mu + alpha * (mean - mu), name="mean")
        check.value(pair[1], sigma2 + alpha * (var - sigma2), name="var")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "06-05-test-population", "points": 2}
# 06.5, check 3 of 3: a final pass
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("06.5", "population"):
    batches = [np.array([[1.0, 4], [3, -2]]), np.array([[5.0, 8], [7, 0], [9, 0]])]
    pair = check.call(population_stats, batches)
    check.parts(pair, mean=None, var=None)
    check.value(pair[0], [5, 2], name="mean")
    check.value(pair[1], [8, 12.8], name="var")
    ### BEGIN HIDDEN TESTS
    check.hidden("06.5")
    rng = check.rng()
    for D, sizes in [(3, (4, 4, 2)), (2, (7, 1)), (4, (6,)), (5, (3, 9, 1, 2))]:
        batches = [3 * rng.normal(size=D) + rng.normal(size=(B, D)) for B in sizes]
        total, squares = (sum((b**k).sum(axis=0) for b in batches) for k in (1, 2))
        mean = total / sum(sizes)
        pair = check.call(population_stats, batches)
        check.value(pair[0], mean, name="mean")
        check.value(pair[1], squares / sum(sizes) - mean**2, name="var")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: two kinds of spread</summary>
#
# The batches $(1, 3)$ and $(5, 7, 9)$ lie around 2 and around 7. The variance of all rows is the mean of the variances *within* the batches, weighted by their sizes, $\tfrac25 \cdot 1 + \tfrac35 \cdot \tfrac83 = 2$, plus the variance *between* the batches' means, $\tfrac25 (2-5)^2 + \tfrac35 (7-5)^2 = 6$. An average of batch variances, which is what running averages keep, leaves the second part out. With shuffled batches of $B$ rows the means differ little, and what is missing is a share of about $1/B$ of the variance. That is why many libraries multiply it by $B/(B-1)$.
#
# </details>
# <details><summary>Where the lectures are silent: MIT 6.869 lecture 7</summary>
#
# MIT uses the global mean and deviation at test time, found by a final phase from the first to the last hidden layer: send all the training data up to it, compute and store. Running averages and $\varepsilon$ do not occur there.
#
# </details>

# %% [markdown]
# ## 7 LeNet with and without
#
# For images a *map* is what a unit is for dense layers: its statistics are those of all its pixels in all images of the batch, since one kernel made them all. Otherwise everything stays. `with_batch_norm` of the package puts a batch normalisation before each of LeNet's four ReLUs.
#
# Both networks start with the same weights, see the same batches of the digits that ship in the same order, and take steps of the same size, without momentum; three seeds each. **Predict first.** How many epochs is the normalised one ahead? And then set `eta` to 0.3 in the first line: which one suffers more? The cell takes half a minute.

# %% nbgrader={"grade_id": "06-figure-curves"} tags=["long", "raises-exception"]
eta, seeds, epochs = 0.1, (0, 1, 2), 8
from convnet.network import lenet
from convnet.normalisation import settle, with_batch_norm
from convnet.optimiser import SGD
from convnet.plots.normalisation import with_and_without
from convnet.progress import Progress
from convnet.recipes import data_for
from convnet.training import evaluate, fit

X_learn, t_learn, *held = data_for("digits", validation=True)


def learn(net, eta, **how):
    """Train without momentum, one batch of 32 at a time."""
    plain = SGD(net.params, eta, momentum=0)
    how |= {"batch_size": 32, "optimiser": plain, "shards": 1, "progress": False}
    return fit(net, X_learn, t_learn, **how)


curves = {"without": [], "with batch norm": []}
bar = Progress("Trainings", len(seeds) * len(curves))
for seed in seeds:
    for name in curves:
        net = lenet(seed) if name == "without" else with_batch_norm(lenet(seed))
        curves[name].append(learn(net, eta, epochs=epochs, validation=held, seed=seed))
        bar.update()
bar.close()
with_and_without(curves)

# %% [markdown]
# <details><summary>What you saw</summary>
#
# We repeated it with ten seeds; here are medians of the validation error. After the first epoch it was 6 % with batch normalisation and 44 % without, which got to 5 % in the fifth epoch. After eight epochs it was 2.1 % against 3.6 %. With $\eta = 0.3$ the lead is larger: 7 % against 75 % after the first epoch, 2.8 % against 15 % after the fifth; one network in ten without it still had 45 % after the seventh. In the first epochs the curves with batch normalisation lie closer together: how the weights happened to start matters less. Later, single epochs jump, with it as without it.
#
# It is not free. An epoch here takes five to eight times as long, most of which is our doing: the package's fast blocks fit convolution, ReLU and pooling only when nothing stands between them.
#
# </details>
# <details><summary>From the lectures: MIT 6.869 lecture 7</summary>
#
# MIT shows the figure of Ioffe and Szegedy: validation accuracy of the Inception network on ImageNet against training steps, for several variants with batch normalisation, which all get there sooner. The figure itself is lost to us; the one above is its relative on LeNet.
#
# </details>

# %% [markdown]
# **Two kinds of statistics, compared.** One more network, trained for a single epoch, so that its weights have changed fast until the end. Its running averages lag behind; a final pass over the training digits replaces them.

# %% nbgrader={"grade_id": "06-settled"} tags=["long", "raises-exception"]
print("validation error after one epoch, with statistics of")
print("seed   running averages   a final pass")
for seed in range(5):
    net = with_batch_norm(lenet(seed))
    learn(net, 0.3, epochs=1, seed=seed)
    running = 1 - evaluate(net, *held)[1]
    settle(net, X_learn)
    print(f"{seed:4}   {running:16.1%}   {1 - evaluate(net, *held)[1]:12.1%}")

# %% [markdown]
# <details><summary>What you saw</summary>
#
# With such large steps the last digit of a sum changes the outcome, so your numbers differ from ours, and ours from machine to machine. With ten seeds the final pass was better for eight on one and for all on another; the medians were 4.5 % against 6.5 % and 4.4 % against 7.7 %, the largest errors 9.5 % against 16 % and 7.4 % against 22 %. It also explains why single curves with batch normalisation jump up in the figure above: the weights were fine, the averages lagged behind. When the step size goes to 0 towards the end of a training, as it usually does, the difference vanishes.
#
# </details>

# %% [markdown]
# ## 8 Dropout
#
# Normalisation helps a network to learn. Dropout hinders it, on purpose. In each step, and for each example anew, every unit of a dense layer falls silent with probability $p$: its activation is set to 0, independently of the others. A unit can no longer rely on certain partners being there; it has to be useful in many companies. That keeps units from **co-adapting**, and the network from learning its few examples by heart.
#
# $$m_i = \begin{cases} 0 & \text{with probability } p\\ \frac{1}{1-p} & \text{otherwise} \end{cases} \qquad\qquad y_i = m_i\, x_i$$
#
# The factor keeps the mean as it was: on average $y_i$ is $p \cdot 0 + (1-p)\,\frac{x_i}{1-p} = x_i$. So at test time there is nothing to do, $y = x$. This form is called *inverted* dropout.
#
# **Worked example.** $x = (2, -1, 3, 5)$, $p = 0.6$, and the second and third unit are dropped: $y = (5, 0, 0, 12.5)$.
#
# <details><summary>Where the lectures are silent: MIT 6.869 lecture 7</summary>
#
# MIT gives the idea: set activations to zero at random, in fully connected layers only; one of the points of better regularisation in AlexNet. It does not give the rate (AlexNet had 0.5), the scaling or what happens at test time. The original paper (G. Hinton and others, 2012) does not scale while training; it multiplies the weights by $1 - p$ at test time instead. On average that is the same. The inverted form is what libraries do (not in the lectures).
#
# </details>

# %% [markdown]
# ### Exercise 06.6 Dropout (6 points)
#
# Write `dropout_forward(X, p, rng, train)` (3 points), where `p` is the probability of *dropping*, and `dropout_backward(dout, cache)` (3 points). What the cache holds is up to you. Draw each entry of the mask by itself; which draws you make of `rng` is free, but the same seed must give the same mask.


# %% nbgrader={"grade_id": "06-06-solution"}
def dropout_forward(X, p, rng, train=True):
    """Inverted dropout.

    Parameters
    ----------
    X : array of any shape
    p : float
        Probability of dropping an entry, 0 <= p < 1.
    rng : np.random.Generator
        The only source of randomness.
    train : bool
        At test time, train=False, nothing is dropped.

    Returns
    -------
    out : array of X's shape
        If train, each entry by itself is 0 with probability p, and divided by 1 - p
        otherwise. Else the numbers of X.
    cache
        What `dropout_backward` needs.
    """
    ### BEGIN SOLUTION
    if not train:
        return X.copy(), np.ones(X.shape)
    mask = (rng.random(X.shape) >= p) / (1 - p)
    return X * mask, mask
    ### END SOLUTION


def dropout_backward(dout, cache):
    """Gradient with respect to the input of the forward call that made the cache.

    Parameters
    ----------
    dout : array of X's shape
        Upstream gradient.
    cache
        The second result of `dropout_forward`.

    Returns
    -------
    dX : array of X's shape
    """
    ### BEGIN SOLUTION
    return dout * cache
    ### END SOLUTION


# %% nbgrader={"grade_id": "06-06-shared"}
rng = check.rng()
# The share of zeros: off by at most 0.025, 0.025 and 0.032 in 1,000 seeds each; 0.06 is allowed.
# That of neighbours of which one is zero: off by at most 0.053 in 600; 0.1 is allowed.
settings = [((60, 70), 0.75), ((60, 70), 0.5), ((5, 4, 9, 10), 0.2)]

# %% nbgrader={"grade_id": "06-06-test-forward", "points": 3}
# 06.6, check 1 of 2: forward
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("06.6", "forward"):

    def draw(X, p, seed, **options):
        pair = check.call(dropout_forward, X, p, np.random.default_rng(seed), **options)
        right = isinstance(pair, tuple | list) and len(pair) == 2
        check.that(right, "the pair (out, cache)", about=len(pair))
        check.value(np.shape(pair[0]), X.shape, name="the shape of out")
        return np.asarray(pair[0], dtype=float)

    def forward_is_right(X, p, seed):
        check.value(draw(X, p, seed, train=False), X, name="out at test time")
        out = draw(X, p, seed)
        gone = out == 0
        asked = f"a share of {p:g} of the entries dropped"  # 2,000 entries: 0.3 ± 0.01
        check.that(abs(gone.mean() - p) < 0.06, asked, about=round(gone.mean(), 1))
        off = [np.diff(gone, axis=k).mean() - 2 * p * (1 - p) for k in range(gone.ndim)]
        check.that(np.abs(off).max() < 0.1, "each entry dropped by itself", about=np.round(off, 1))
        check.value(out, np.where(out == 0, 0, X / (1 - p)), name="out where it is kept")
        check.value(draw(X, 0.0, seed), X, name="out for p = 0")
        check.that(np.array_equal(draw(X, p, seed), out), "the same mask for the same seed")
        check.that(not np.array_equal(draw(X, p, seed + 1), out), "other masks for other seeds")
        numbers = {int(np.sum(draw(X, p, seed + k) == 0)) for k in range(1, 6)}
        check.that(len(numbers) > 1, "each entry dropped by itself, not always as many of them")

    forward_is_right(1.0 + np.arange(2000).reshape(40, 50), 0.3, seed=0)
    ### BEGIN HIDDEN TESTS
    check.hidden("06.6")
    ### SHARED
    for shape, p in settings:
        X = rng.choice([-1, 1], size=shape) * rng.uniform(1, 2, size=shape)
        forward_is_right(X, p, int(rng.integers(2**31)))
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "06-06-test-backward", "points": 3}
# 06.6, check 2 of 2: backward
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("06.6", "backward"):

    def backward_is_right(X, G, p, seed):
        rng = np.random.default_rng(seed)
        out, cache = check.call(dropout_forward, X, p, rng)
        check.call(dropout_forward, -X, p, rng)  # a second call, with another mask
        some = 0 < np.mean(np.asarray(out) == 0) < 1
        check.that(some, "a dropout_forward that drops some entries and keeps some")
        dX = check.call(dropout_backward, G, cache)
        check.value(dX, G * np.divide(out, X), name="dX, by the mask of your own forward call")
        Z = np.where(np.arange(X.size).reshape(X.shape) % 3, X, 0)  # as behind a ReLU
        _, cache = check.call(dropout_forward, Z, p, np.random.default_rng(seed))
        dX = check.call(dropout_backward, G, cache)
        check.value(dX, G * np.divide(out, X), name="dX where some of X is 0")
        out, cache = check.call(dropout_forward, X, p, rng, train=False)
        dX = check.call(dropout_backward, G, cache)
        check.value(dX, G * np.divide(out, X), name="dX at test time")

    X = 1.0 + np.arange(30).reshape(5, 6)
    backward_is_right(X, X % 7 - 3.5, 0.4, seed=1)
    ### BEGIN HIDDEN TESTS
    check.hidden("06.6")
    ### SHARED
    for shape, p in settings:
        X = rng.choice([-1, 1], size=shape) * rng.uniform(1, 2, size=shape)
        backward_is_right(X, rng.normal(size=shape), p, int(rng.integers(2**31)))
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: the same mask</summary>
#
# $y_i = m_i x_i$ with a fixed $m_i$, so $\bar x_i = m_i\, \bar y_i$: what was silent gets no gradient, what was scaled gets a scaled one. It has to be the *same* mask; a new one would blame units for what they did not say. At test time $m_i = 1$.
#
# </details>

# %% [markdown]
# ### Very many networks in one
#
# A layer of $n$ units has $2^n$ masks, so $2^n$ thinned networks, which share their weights. Each step of training picks some of them and improves them a little. At test time the whole network speaks, and its answer is close to what all of them would say on average. That is an **ensemble**. It resembles bagging (L. Breiman, 1994), which trains several models on random samples of the data, drawn with replacement, and averages them; but these models share their parameters, so that training all costs no more than training one, and most are never picked.
#
# How close is it? The next cell thins F6 of the shipped LeNet, which was trained *without* dropout, 200 times, and compares on the 450 test digits that ship: a thinned network alone, the mean of what 200 of them say, and the whole network once. **Predict first.** Put them in order. By how much will half of the units worsen the error of 5.1 %?

# %% nbgrader={"grade_id": "06-ensemble"} tags=["skip-when-graded"]
from convnet.checkpoint import load_lenet
from convnet.data import load_digits_28
from convnet.training import as_input

digits, net, rng = load_digits_28(), load_lenet(), np.random.default_rng(0)
F6 = net.trace(as_input(digits.test_images))[10]  # (450, 84)


def probabilities(A):
    Z = net.layers[-1].forward(A.astype(np.float32))
    powers = np.exp(Z - Z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def error(P):
    return np.mean(P.argmax(axis=1) != digits.test_labels)


try:
    for p in (0.5, 0.8):
        answers = [probabilities(dropout_forward(F6, p, rng)[0]) for _ in range(200)]
        alone, together = np.mean([error(P) for P in answers]), error(np.mean(answers, axis=0))
        whole = error(probabilities(dropout_forward(F6, p, rng, train=False)[0]))
        print(f"p = {p}: alone {alone:.1%}, 200 together {together:.1%}, the whole {whole:.1%}")
except NotImplementedError:
    print("This cell needs your dropout_forward of exercise 06.6.")
except NameError as missing:
    print(f"There is no `{missing.name}` yet: do Run > Run All Above Selected Cell.")
except Exception as problem:
    print(f"not yet ({type(problem).__name__}: {problem}); see the checks of 06.6")

# %% [markdown]
# <details><summary>What you saw</summary>
#
# A thinned network alone errs on 14 % of the digits with half of its units, and on 37 % with a fifth of them. 200 of them together err as rarely as the whole network, or a little less: their mistakes differ, and cancel. And the whole network gets there in one pass instead of 200. For a single layer with a softmax, as here, it is even exact in a sense: take the *geometric* mean of the answers of all thinned networks, each weighted by the probability of its mask, and make the sum 1 again; that is the answer of the whole network.
#
# </details>

# %% [markdown]
# ## What you can do now
#
# - Ask of any normalisation *mean and size of what?*, and say what it makes the network blind to: brightness, contrast, the scale of a weight, a bias.
# - Derive a backward pass in which every output depends on every example, and test it by two sums that must be 0.
# - Say why a network with batch normalisation or dropout has to know whether it is learning or being used, and what breaks if it does not know.
# - Build both into a network: `convnet.normalisation` has `BatchNorm`, `Dropout` and `LocalContrastNorm` as layers.
#
# **Open questions.** Put dropout before the last layer of LeNet with `Dropout(0.5, np.random.default_rng(0))`, and train on 100 digits only: does the validation error fall? What does batch normalisation do with batches of 2 examples, and what would you average over instead? (Over the units of one example: layer normalisation. Over groups of its maps: group normalisation.) Why batch normalisation helps is still argued about: its authors said that it keeps the distribution of each layer's inputs steady; later measurements rather found a smoother cost.
#
# Next, in any order: **07** what networks learn, **08** how to fool them, **09** larger architectures, **10** sequences and auto-encoders.
#
# **References.** S. Ioffe and C. Szegedy, "Batch normalization: accelerating deep network training by reducing internal covariate shift", *ICML* 2015. K. Jarrett, K. Kavukcuoglu, M. Ranzato and Y. LeCun, "What is the best multi-stage architecture for object recognition?", *ICCV* 2009 (local contrast normalisation). Y. LeCun, L. Bottou, G. Orr and K.-R. Müller, "Efficient BackProp", 1998 (why inputs should be normalised). M. Carandini and D. Heeger, "Normalization as a canonical neural computation", *Nature Reviews Neuroscience* 13, 2012. G. Hinton and others, "Improving neural networks by preventing co-adaptation of feature detectors", 2012. L. Breiman, "Bagging predictors", *Machine Learning* 24, 1996 (a report of 1994). S. Santurkar and others, "How does batch normalization help optimization?", *NeurIPS* 2018.
