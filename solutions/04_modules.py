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
# # 04 Convolution and pooling modules, derived
#
# In notebook 03 you computed convolutions. Here you take the layer apart that a network is built of, derive what has to run *backwards* through it, and prove with numbers that your derivation is right. Most courses hand this code out. After this notebook you can write it on a blank page. It takes five to six hours; the end of each section is a good place to stop.
#
# When you are through, you can
#
# - fill in the three boxes of a module: forward, back to the input, back to the weights;
# - derive the gradient of any layer whose weights are shared, by asking which output sees what;
# - write convolution and pooling for images, with stride, padding and batches, forward and backward;
# - prove a backward pass in two ways: by finite differences, and by an identity that costs one line.
#
# You need notebooks 02 (the chain rule on a graph) and 03 (convolution and its sizes). As in 03, $\star$ is cross-correlation, which does not flip the kernel, and $*$ is convolution, which does. One letter is new: a signal has the length $L$ here, since $N$ counts the images of a batch.
#
# No formula of a gradient is printed before you have derived it: examples and figures show single entries, and the formula stands folded below its exercise. The boxes "Where the lectures differ" are folded, too. They are for whoever has heard one of the five university lectures behind this course.

# %% nbgrader={"grade_id": "04-setup"}
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
# ## 1 A module is three boxes
#
# A network is a chain of modules. While it learns, each module does three computations, and needs to know nothing about the rest of the network:
#
# | box | given | gives |
# |---|---|---|
# | forward | the input $x$, its own weights $w$ and bias $b$ | the output $y$ |
# | back to the input | the upstream gradient $g = \bar y$, and what else it needs | $\bar x_j = \sum_n g_n \, \partial y_n / \partial x_j$ |
# | back to the weights | the same $g$, and what else it needs | $\bar w_m = \sum_n g_n \, \partial y_n / \partial w_m$ and $\bar b = \sum_n g_n \, \partial y_n / \partial b$ |
#
# The bar is the one of notebook 02: $\bar v = \partial J/\partial v$, in code `dv`. The sums run over all outputs, because every output that uses a number sends a share of the blame back to that number.
#
# So a derivation always begins with the same question: **which outputs does this number reach, and by what factor is it multiplied on the way?** For images with strides and padding that sounds hard. It stays easy as long as you ask it of one single number.
#
# <details><summary>From the lectures: MIT 6.869 lecture 7</summary>
#
# MIT sets this as homework: a convolution module whose input and output are signals of the same length, with a shorter kernel, and a max-pooling module. For both, one is to derive the contents of each box and to discuss the boundaries. No solution is given there, and none of the other lectures has one. The derivations and the numbers of this notebook are ours.
#
# </details>
#
# **Predict first.** Take a convolution module with 5 inputs, 5 outputs and a kernel of 3 weights. How many numbers enter and leave each of its three boxes? Does the box back to the input need $x$?
#
# The diagram below shows what such a module exchanges with its neighbours. Its boxes fill in as your functions begin to work. Come back to it when you have finished an exercise, and choose another module to see how far you are there.

# %% nbgrader={"grade_id": "04-figure-boxes"}
from convnet.widgets.modules import boxes

boxes(globals())

# %% [markdown]
# <details><summary>The numbers that enter and leave</summary>
#
# Forward: 5 + 3 + 1 numbers enter ($x$, $w$, $b$), 5 leave. Back to the input: 5 + 3 enter ($g$, $w$), 5 leave. Back to the weights: 5 + 5 enter ($g$, $x$), 3 + 1 leave. The layer is linear in $x$, so the factor $\partial y_n/\partial x_j$ is a weight, and $x$ itself is not needed on the way back to the input. It is needed for the weights: their factor is an input.
#
# </details>

# %% [markdown]
# ## 2 One weight, many copies
#
# A convolutional layer uses one set of weights for all places: the weights are **tied**. In notebook 03 you saw why (a feature that is worth detecting here is worth detecting there) and counted what it saves. What does it do to the gradient?
#
# Write the layer as a dense one, $y = Ax$, with an $L \times L$ matrix. For a kernel of $M = 3$ weights whose middle one, with the index $c = 1$, lies over the output,
#
# $$A = \begin{pmatrix} w_1 & w_2 & 0 & 0 & 0\\ w_0 & w_1 & w_2 & 0 & 0\\ 0 & w_0 & w_1 & w_2 & 0\\ 0 & 0 & w_0 & w_1 & w_2\\ 0 & 0 & 0 & w_0 & w_1 \end{pmatrix}, \qquad A_{n,\,n+m-c} = w_m \quad\text{with } c = \tfrac{M-1}{2}.$$
#
# Each weight fills a diagonal. If all 25 entries were free, the gradient would be that of a dense layer, $\bar A = g\,x^\top$. But the copies of $w_m$ are not free: they move together. Let $w_m$ grow by a little $\varepsilon$. Which entries of $A$ grow with it, and how much does $J$ grow, to first order, by all of them together?
#
# **Worked example.** $x = (1, 2, 0, -1, 3)$ and $g = (1, 0, 2, -1, 1)$ give
#
# $$\bar A = g\,x^\top = \begin{pmatrix} 1 & 2 & 0 & -1 & 3\\ 0 & 0 & 0 & 0 & 0\\ 2 & 4 & 0 & -2 & 6\\ -1 & -2 & 0 & 1 & -3\\ 1 & 2 & 0 & -1 & 3 \end{pmatrix}.$$
#
# In the simplest layer, $M = 1$, each output is $w_0$ times one input, and all five diagonal entries of $A$ are copies of $w_0$. Let it grow by $\varepsilon$. Then $A_{00}$ brings $J$ up by $1\varepsilon$, and the others by $0$, $0$, $1\varepsilon$ and $3\varepsilon$. Altogether that is $5\varepsilon$, so $\bar w_0 = 5$.

# %% [markdown]
# ### Exercise 04.1 The gradient of a tied weight (6 points)
#
# Find the rule for any odd $M$. Then write `tied_grad(dW_dense, M)`. It gets the gradient of the dense matrix, `dW_dense` of shape $(L, L)$, and the length of the kernel, which is odd. It returns the gradient of the kernel, of shape $(M,)$.


# %% nbgrader={"grade_id": "04-01-solution"}
def tied_grad(dW_dense, M):
    """Gradient of a tied kernel from the gradient of the dense matrix that holds its copies.

    Parameters
    ----------
    dW_dense : array (L, L)
        Gradient of the dense matrix of a layer with as many outputs as inputs. In that matrix the
        entry (n, n + m - c) is a copy of weight m, with c = (M - 1)/2.
    M : int
        Length of the kernel, odd.

    Returns
    -------
    dw : array (M,)
    """
    ### BEGIN SOLUTION
    L, c = len(dW_dense), (M - 1) // 2
    dw = np.zeros(M)
    for n in range(L):
        for m in range(M):
            if 0 <= n + m - c < L:
                dw[m] += dW_dense[n, n + m - c]
    return dw
    ### END SOLUTION


# %% nbgrader={"grade_id": "04-01-test", "points": 6}
# 04.1, check: dw
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.1"):
    g, x = np.array([1.0, 0, 2, -1, 1]), np.array([1.0, 2, 0, -1, 3])
    check.value(check.call(tied_grad, np.outer(g, x), 3), [3, 5, -3], name="dw")
    D = np.array([[2.0, 5, -1, 3], [0, 4, 7, 2], [6, -2, 1, 8], [1, 3, 9, -4]])
    check.value(check.call(tied_grad, D, 3), [7, 3, 20], name="dw")
    check.value(check.call(tied_grad, D, 1), [3], name="dw for M = 1")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.1")
    rng = check.rng()

    def dense(w, L):
        return sum(w[m] * np.eye(L, k=m - (len(w) - 1) // 2) for m in range(len(w)))

    for L, M in [(6, 3), (7, 5), (5, 1), (8, 7)]:
        D = rng.normal(size=(L, L))
        dw = check.call(tied_grad, D, M)
        total = lambda w: float(np.sum(D * dense(w, L)))
        check.gradient(total, rng.normal(size=M), dw, name="dw")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: the rule</summary>
#
# When $w_m$ grows by $\varepsilon$, each of its copies does, and to first order $J$ grows by $\varepsilon$ times the sum of $\bar A$ over their places:
#
# $$\bar w_m = \sum_{\text{copies of } w_m} \bar A_{\text{place of the copy}} = \sum_{n} \bar A_{n,\,n+m-c}.$$
#
# It is the rule of notebook 02 for a number that reaches the loss on several paths: add up what comes back on each of them. A tied weight is such a number, with one path for each copy. The places where $A$ holds a constant 0 have no weight, so their entries of $\bar A$ are not used. For $M = 3$ and the matrix above, the lower diagonal $0, 4, 0, -1$ gives $\bar w_0 = 3$, the middle one $\bar w_1 = 5$, and the upper one, $2, 0, -2, -3$, gives $\bar w_2 = -3$.
#
# </details>
# <details><summary>Where the lectures are silent: Toronto CSC2515 lecture 6; MIT 6.869 lecture 7</summary>
#
# Both tie weights, and Toronto says that back-propagation can be applied directly with such constraints; the details are left to the libraries. The rule above is all there is to it.
#
# </details>

# %% [markdown]
# ## 3 The convolution module in one dimension

# %% [markdown]
# ### Forward
#
# Input and output have the same length $L$, the kernel has $M < L$ weights, and the output is
#
# $$y_n = b + \sum_{m=0}^{M-1} w_m\, x_{n+m-c}, \qquad n = 0, \dots, L-1,$$
#
# where $x$ counts as 0 outside $0 \dots L-1$. The **centre** $c$ says which weight lies over the place of the output. With $c = 0$ the layer looks ahead, with $c = M - 1$ it looks back, and with $c = (M-1)/2$ it looks equally far both ways. An even kernel has no middle, which is why $c$ is an argument.
#
# Nothing is flipped: this is $\star$, as in every layer.
#
# **Worked example.** $x = (1, 2, 0, -1, 3)$, $w = (2, -1, 1)$, $b = 0$, $c = 1$. At the left end $w_0$ hangs over the border, where there is nothing:
#
# $$y_0 = 2 \cdot 0 - 1 \cdot 1 + 1 \cdot 2 = 1, \qquad y_1 = 2 \cdot 1 - 1 \cdot 2 + 1 \cdot 0 = 0, \qquad \dots$$
#
# $$y_4 = 2 \cdot (-1) - 1 \cdot 3 + 1 \cdot 0 = -5.$$
#
# In all, $y = (1, 0, 3, 4, -5)$.

# %% [markdown]
# ### Exercise 04.2 The forward box (8 points)
#
# Write `conv1d_forward(x, w, b, c)`. It returns $y$ alone.
#
# <details><summary>Hint 1: the idea</summary>
#
# Write the formula down as two loops, over $n$ and over $m$. The position $k = n + m - c$ may lie outside the signal; then there is nothing to add.
#
# </details>
# <details><summary>Hint 2: both sides</summary>
#
# `x[-1]` is no error in Python: it is the last entry. So the condition needs both sides, `0 <= k < L`.
#
# </details>


# %% nbgrader={"grade_id": "04-02-solution"}
def conv1d_forward(x, w, b, c):
    """Convolution layer in one dimension (a cross-correlation), as many outputs as inputs.

    Parameters
    ----------
    x : array (L,)
    w : array (M,)
    b : float
        Added to every output.
    c : int
        Centre: weight c lies over the place of the output, 0 <= c < M.

    Returns
    -------
    y : array (L,)
        y[n] = b + sum over m of w[m] x[n + m - c], where x is 0 outside.
    """
    ### BEGIN SOLUTION
    L = len(x)
    y = np.full(L, float(b))
    for n in range(L):
        for m in range(len(w)):
            k = n + m - c
            if 0 <= k < L:
                y[n] += w[m] * x[k]
    return y
    ### END SOLUTION


# %% nbgrader={"grade_id": "04-02-test", "points": 8}
# 04.2, check: y
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.2"):
    x, w = np.array([1.0, 2, 0, -1, 3]), np.array([2.0, -1, 1])
    check.value(check.call(conv1d_forward, x, w, 0.0, 1), [1, 0, 3, 4, -5], name="y for c = 1")
    w = np.array([3.0, -2, 1, 5])
    rows = [[4, 30, 15, 1, 19], [10, 4, 30, 15, 1], [21, 10, 4, 30, 15], [15, 21, 10, 4, 30]]
    for c in range(4):
        check.value(check.call(conv1d_forward, x, w, 10.0, c), rows[c], name=f"y, b = 10, c = {c}")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.2")
    rng = check.rng()
    for L, M in [(9, 4), (8, 5), (7, 3), (6, 2), (5, 1)]:
        x, w, b = rng.normal(size=L), rng.normal(size=M), rng.normal()
        for c in range(M):
            padded = np.concatenate([np.zeros(c), x, np.zeros(M - 1 - c)])
            expected = [b + padded[n : n + M] @ w for n in range(L)]
            check.value(check.call(conv1d_forward, x, w, b, c), expected, name="y")
    ### END HIDDEN TESTS

# %% [markdown]
# ### Who sees whom
#
# Now look at the same layer from both ends. An output is made from a few inputs. An input, in turn, takes part in a few outputs, and each of these will send it a piece of gradient.
#
# **Predict first.** In the figure, point at the output $y_2$: which inputs light up? Then think before you point at the input $x_2$: which outputs send it gradient, and which of them does so through $w_0$, the one on the left or the one on the right? Which inputs are seen by fewer outputs than the others? Change the centre and look again.

# %% nbgrader={"grade_id": "04-figure-connections-1d"}
from convnet.widgets.connections import connections_1d

connections_1d()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# Seen from an output, the weights stand in their order, $w_0$ on the left. Seen from an input, they stand in reverse: the output on the *left* reaches the input with its *last* weight, the output on the right with its first. And inputs near an end are seen by fewer outputs, because the outputs that would see them lie outside.
#
# </details>

# %% [markdown]
# ### Exercise 04.3 Back to the input (12 points)
#
# The chain rule over all outputs is
#
# $$\bar x_j = \sum_{n=0}^{L-1} g_n\, \frac{\partial y_n}{\partial x_j}, \qquad j = 0, \dots, L-1.$$
#
# First find the factor. Look at the formula of $y_n$: for which $m$ does it contain $x_j$, if for any? Write that as `dy_dx(n, j, w, c)`, one number (4 points). Then write `conv1d_backward_input(g, w, c)`, which returns $\bar x$ (8 points).
#
# **Worked example.** With $w = (2, -1, 1)$ and $c = 1$, the input $x_1$ is multiplied by $w_2 = 1$ in $y_0$, by $w_1 = -1$ in $y_1$ and by $w_0 = 2$ in $y_2$, and does not occur elsewhere. For $g = (1, 0, 2, -1, 1)$ that gives $\bar x_1 = 1 \cdot 1 + 0 \cdot (-1) + 2 \cdot 2 = 5$.
#
# <details><summary>Hint 1: the idea</summary>
#
# In $y_n$ the weight $w_m$ multiplies $x_{n+m-c}$. Ask when this is $x_j$: solve $n + m - c = j$ for $m$.
#
# </details>
# <details><summary>Hint 2: when there is no such weight</summary>
#
# If the $m$ that you found is not one of $0, \dots, M-1$, the output does not contain $x_j$ and the derivative is 0. Mind that `w[-1]` is no error.
#
# </details>
# <details><summary>Hint 3: another way to the sum</summary>
#
# You can go the other way round, too: run through the forward loops again, and where forward *takes* `w[m] * x[k]` into `y[n]`, *send* `g[n] * w[m]` to `dx[k]`. Several outputs send to one input, so their pieces add up.
#
# </details>


# %% nbgrader={"grade_id": "04-03-solution"}
def dy_dx(n, j, w, c):
    """Derivative of output n with respect to input j, one number.

    Parameters
    ----------
    n, j : int
        Places of the output and of the input.
    w : array (M,)
    c : int
        Centre, 0 <= c < M.

    Returns
    -------
    derivative : float
    """
    ### BEGIN SOLUTION
    m = j - n + c
    return w[m] if 0 <= m < len(w) else 0.0
    ### END SOLUTION


def conv1d_backward_input(g, w, c):
    """Gradient with respect to the input of `conv1d_forward`.

    Parameters
    ----------
    g : array (L,)
        Upstream gradient, one number for each output.
    w : array (M,)
    c : int
        Centre, 0 <= c < M.

    Returns
    -------
    dx : array (L,)
    """
    ### BEGIN SOLUTION
    L = len(g)
    dx = np.zeros(L)
    for n in range(L):
        for m in range(len(w)):
            k = n + m - c
            if 0 <= k < L:
                dx[k] += g[n] * w[m]
    return dx
    ### END SOLUTION


# %% nbgrader={"grade_id": "04-03-test-dy-dx", "points": 4}
# 04.3, check 1 of 2: ∂y/∂x
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.3", "dy-dx"):
    w = np.array([2.0, -1, 1])
    column = [check.call(dy_dx, n, 1, w, 1) for n in range(5)]
    check.value(column, [1, -1, 2, 0, 0], name="∂y/∂x[1] of y[0] … y[4], c = 1")
    w = np.array([3.0, -2, 5, 7])
    row = [check.call(dy_dx, 4, j, w, 3) for j in range(7)]
    check.value(row, [0, 3, -2, 5, 7, 0, 0], name="∂y[4]/∂x by x[0] … x[6], c = 3")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.3")
    rng = check.rng()
    for L, M in [(7, 4), (6, 3), (5, 2)]:
        w = rng.normal(size=M)
        for c in range(M):
            table = [[check.call(dy_dx, n, j, w, c) for j in range(L)] for n in range(L)]
            matrix = sum(w[m] * np.eye(L, k=m - c) for m in range(M))
            check.value(table, matrix, name="the table of all derivatives")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "04-03-test-dx", "points": 8}
# 04.3, check 2 of 2: dx
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.3", "dx"):
    g, w = np.array([1.0, 0, 2, -1, 1]), np.array([2.0, -1, 1])
    dx = check.call(conv1d_backward_input, g, w, 1)
    check.value(dx, [-1, 5, -4, 5, -2], name="dx for c = 1")
    g, w = np.array([1.0, 4, 2, -1, 3, -5]), np.array([2.0, -3, 1, 5])
    rows = [
        [2, 5, -7, 1, 31, -10],
        [5, -7, 1, 31, -10, 13],
        [-7, 1, 31, -10, 13, 10],
        [1, 31, -10, 13, 10, -25],
    ]
    for c in range(4):
        dx = check.call(conv1d_backward_input, g, w, c)
        check.value(dx, rows[c], name=f"dx for M = 4, c = {c}")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.3")
    rng = check.rng()

    def forward(x, w, c):
        padded = np.concatenate([np.zeros(c), x, np.zeros(len(w) - 1 - c)])
        return np.array([padded[n : n + len(w)] @ w for n in range(len(x))])

    for L, M in [(9, 4), (8, 5), (7, 3), (6, 2), (5, 1)]:
        g, w, x = rng.normal(size=L), rng.normal(size=M), rng.normal(size=L)
        for c in range(M):
            dx = check.call(conv1d_backward_input, g, w, c)
            check.gradient(lambda v: float(g @ forward(v, w, c)), x, dx, name="dx", upstream=g)
    # Where finite differences would be slow, the adjoint identity; where they are taken
    # nevertheless, 240 runs of a forward loop (2 s) stand against one backward loop (10 ms).
    g, w, x = rng.normal(size=120), rng.normal(size=119), rng.normal(size=120)
    with check.cpu_limit(0.4):
        dx = check.call(conv1d_backward_input, g, w, 59)
    check.value(
        float(np.dot(dx, x)), float(g @ forward(x, w, 59)), name="the inner product of dx and x"
    )
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: what you derived</summary>
#
# $$\bar x_j = \sum_n g_n\, w_{j-n+c}.$$
#
# As $n$ grows, the index of $w$ *falls*. This is a true convolution, with a flipped kernel: $\bar x_j$ is entry $j + c$ of the full $g * w$, so $\bar x$ is its entries $c, \dots, c + L - 1$. Both operations of notebook 03 live in one layer: it computes $\star$ forward and $*$ backward.
#
# </details>
# <details><summary>Where the lectures differ: van der Maaten, convolutional networks part 1</summary>
#
# The lecture remarks that machine learning uses the two words interchangeably. For a learned kernel either operation will do, as the kernel just comes out mirrored. Within one layer they must not be mixed up: a backward pass with the kernel unflipped is right only if the kernel is symmetric and $c$ its middle.
#
# </details>

# %% [markdown]
# ### Exercise 04.4 Back to the weights and the bias (12 points)
#
# The same question for a weight: in $y_n$, by what is $w_m$ multiplied? And the bias?
#
# $$\bar w_m = \sum_{n=0}^{L-1} g_n\, \frac{\partial y_n}{\partial w_m}, \qquad\qquad \bar b = \sum_{n=0}^{L-1} g_n\, \frac{\partial y_n}{\partial b}.$$
#
# Write the two factors as `dy_dw(n, m, x, c)` (3 points) and `dy_db(n)` (1 point), each one number. Then write `conv1d_backward_weights(g, x, M, c)`, which returns the pair $(\bar w, \bar b)$ (6 and 2 points).
#
# **Worked example.** $x = (1, 2, 0, -1, 3)$, $c = 1$: in $y_0$ the weight $w_0$ meets the place $-1$, where there is nothing; in $y_2$ it meets $x_1 = 2$, in $y_4$ it meets $x_3 = -1$. With $g = (1, 0, 2, -1, 1)$, $\bar w_0 = 1 \cdot 0 + 0 \cdot 1 + 2 \cdot 2 - 1 \cdot 0 + 1 \cdot (-1) = 3$. You have met this sum in exercise 04.1. Where?
#
# <details><summary>Hint 1: the idea</summary>
#
# The roles of $x$ and $w$ in the formula of $y_n$ are alike: each is the other's factor. What changes is which of them you hold fixed.
#
# </details>
# <details><summary>Hint 2: the shapes</summary>
#
# $\bar w$ has the shape of $w$, $(M,)$: one sum over all $L$ outputs for each weight. $\bar b$ is one number.
#
# </details>


# %% nbgrader={"grade_id": "04-04-solution"}
def dy_dw(n, m, x, c):
    """Derivative of output n with respect to weight m, one number.

    Parameters
    ----------
    n, m : int
        Place of the output, index of the weight.
    x : array (L,)
    c : int
        Centre: weight c lies over the place of the output.

    Returns
    -------
    derivative : float
    """
    ### BEGIN SOLUTION
    k = n + m - c
    return x[k] if 0 <= k < len(x) else 0.0
    ### END SOLUTION


def dy_db(n):
    """Derivative of output n with respect to the bias, one number."""
    ### BEGIN SOLUTION
    return 1.0
    ### END SOLUTION


def conv1d_backward_weights(g, x, M, c):
    """Gradients with respect to the weights and the bias of `conv1d_forward`.

    Parameters
    ----------
    g : array (L,)
        Upstream gradient, one number for each output.
    x : array (L,)
        The input of the forward pass.
    M : int
        Length of the kernel.
    c : int
        Centre, 0 <= c < M.

    Returns
    -------
    dw : array (M,)
    db : float
    """
    ### BEGIN SOLUTION
    L = len(x)
    dw = np.zeros(M)
    for n in range(L):
        for m in range(M):
            k = n + m - c
            if 0 <= k < L:
                dw[m] += g[n] * x[k]
    return dw, float(np.sum(g))
    ### END SOLUTION


# %% nbgrader={"grade_id": "04-04-test-dy-dw", "points": 3}
# 04.4, check 1 of 4: ∂y/∂w
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.4", "dy-dw"):
    x = np.array([1.0, 2, 0, -1, 3])
    table = lambda c: [[check.call(dy_dw, n, m, x, c) for m in range(4)] for n in range(5)]
    rows = [[0, 1, 2, 0], [1, 2, 0, -1], [2, 0, -1, 3], [0, -1, 3, 0], [-1, 3, 0, 0]]
    check.value(table(1), rows, name="∂y/∂w for c = 1, a row for each output")
    check.value(table(0), [*rows[1:], [3, 0, 0, 0]], name="∂y/∂w for c = 0, a row for each output")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.4")
    rng = check.rng()
    for L, M in [(7, 4), (6, 3), (5, 2)]:
        x = rng.normal(size=L)
        for c in range(M):
            table = [[check.call(dy_dw, n, m, x, c) for m in range(M)] for n in range(L)]
            padded = np.concatenate([np.zeros(c), x, np.zeros(M - 1 - c)])
            expected = [padded[n : n + M] for n in range(L)]
            check.value(table, expected, name="the table of all derivatives")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "04-04-test-dy-db", "points": 1}
# 04.4, check 2 of 4: ∂y/∂b
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("04.4", "dy-db"):
    column = [check.call(dy_db, n) for n in range(5)]
    check.value(column, [1, 1, 1, 1, 1], name="∂y/∂b of y[0] … y[4]")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.4")
    column = [check.call(dy_db, n) for n in range(8)]
    check.value(column, [1] * 8, name="the derivatives by b")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "04-04-test-dw", "points": 6}
# 04.4, check 3 of 4: dw
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.4", "dw"):
    g, x = np.array([1.0, 0, 2, -1, 1]), np.array([1.0, 2, 0, -1, 3])
    pair = check.call(conv1d_backward_weights, g, x, 3, 1)
    check.that(len(pair) == 2, "the pair (dw, db)", about=[np.size(part) for part in pair])
    check.value(pair[0], [3, 5, -3], name="dw for c = 1")
    g, x = np.array([1.0, 4, 2, -1, 3, -5]), np.array([3.0, 1, -2, 5, 7, 4])
    rows = [[-1, 8, 28, 41], [-4, -1, 8, 28], [-26, -4, -1, 8], [10, -26, -4, -1]]
    for c in range(4):
        dw, _ = check.call(conv1d_backward_weights, g, x, 4, c)
        check.value(dw, rows[c], name=f"dw for M = 4, c = {c}")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.4")
    rng = check.rng()

    def forward(x, w, c):
        padded = np.concatenate([np.zeros(c), x, np.zeros(len(w) - 1 - c)])
        return np.array([padded[n : n + len(w)] @ w for n in range(len(x))])

    for L, M in [(9, 4), (8, 5), (7, 3), (6, 2), (5, 1)]:
        g, w, x = rng.normal(size=L), rng.normal(size=M), rng.normal(size=L)
        for c in range(M):
            dw, _ = check.call(conv1d_backward_weights, g, x, M, c)
            total = lambda v: float(g @ forward(x, v, c))
            check.gradient(total, w, dw, name="dw", sizes={"L": L}, upstream=g)
    # As in 04.3: the adjoint identity, and a cost that differences do not meet.
    g, w, x = rng.normal(size=120), rng.normal(size=119), rng.normal(size=120)
    with check.cpu_limit(0.4):
        dw, _ = check.call(conv1d_backward_weights, g, x, 119, 59)
    check.value(
        float(np.dot(dw, w)), float(g @ forward(x, w, 59)), name="the inner product of dw and w"
    )
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "04-04-test-db", "points": 2}
# 04.4, check 4 of 4: db
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.4", "db"):
    g, x = np.array([1.0, 4, 2, -1, 3, -5]), np.array([3.0, 1, -2, 5, 7, 4])
    pair = check.call(conv1d_backward_weights, g, x, 3, 1)
    check.that(len(pair) == 2, "the pair (dw, db)", about=[np.size(part) for part in pair])
    check.value(pair[1], 4, name="db")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.4")
    rng = check.rng()
    for L, M, c in [(9, 4, 3), (8, 5, 0), (6, 2, 1)]:
        g, x = rng.normal(size=L), rng.normal(size=L)
        _, db = check.call(conv1d_backward_weights, g, x, M, c)
        check.value(db, np.sum(g), name="db", kind="gradient")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: what you derived</summary>
#
# $$\bar w_m = \sum_n g_n\, x_{n+m-c}, \qquad\qquad \bar b = \sum_n g_n,$$
#
# where $x$ counts as 0 outside. Here the indices of $g$ and $x$ rise together: $\bar w_m$ is the cross-correlation $x \star g$ at the lag $m - c$. For a given $m$ the terms are the entries of $g\,x^\top$ on one diagonal, so this is the sum of exercise 04.1.
#
# </details>
#
# Look at the diagram of section 1 again: its three boxes should be filled now.

# %% [markdown]
# ## 4 A second proof: the adjoint identity
#
# You have one way to prove a backward pass: finite differences, one number at a time. For $L$ inputs they cost $2L$ forward passes. For a layer with a hundred thousand inputs nobody waits that long. There is another proof, and it costs a single forward and a single backward pass.
#
# The layer without its bias is linear in $x$: $y = Ax$ with the matrix $A$ of section 2. Then $\partial y_n/\partial x_j = A_{nj}$, so $\bar x = A^\top g$: **the box back to the input is the transposed matrix**. For any two vectors,
#
# $$\langle g, Ax\rangle = g^\top A x = (A^\top g)^\top x = \langle A^\top g, x\rangle.$$
#
# In words: the inner product of $g$ with the outputs equals the inner product of $x$ with what the backward pass makes of $g$. The layer is linear in $w$, too, so the same number comes out a third time:
#
# $$\langle g, y\rangle = \langle \bar x, x\rangle = \langle \bar w, w\rangle \qquad (b = 0).$$
#
# It is called the adjoint identity, after the other name of the transposed map. (It is not in the lectures.) The next cell tries it on your three functions: on the worked example, where all three numbers are $-2$, and on random signals of length 500. (Not graded; what is missing is called "not yet".)

# %% nbgrader={"grade_id": "04-adjoint"}
rng = np.random.default_rng(0)
worked = [np.array(v, dtype=float) for v in ([1, 2, 0, -1, 3], [2, -1, 1], [1, 0, 2, -1, 1])]
random = [rng.normal(size=size) for size in (500, 7, 500)]
for name, (x, w, g) in {"worked example": worked, "random numbers": random}.items():
    try:
        c = len(w) // 2
        y = conv1d_forward(x, w, 0.0, c)
        dx, (dw, _) = conv1d_backward_input(g, w, c), conv1d_backward_weights(g, x, len(w), c)
        products = f"<g, y> = {g @ y:.6f}   <dx, x> = {dx @ x:.6f}   <dw, w> = {dw @ w:.6f}"
        print(f"{name}:  {products}")
    except Exception as error:
        print(f"{name}:  not yet ({type(error).__name__})")

# %% [markdown]
# What does it prove? Take random $x$ and $g$. If your backward pass were a wrong linear map, its error would have to be at a right angle to random numbers, and that does not happen. But the identity compares *your* backward pass with *your* forward pass. A forward pass that returns zeros, with a backward pass that returns zeros, satisfies it perfectly. So test the forward pass by numbers worked out by hand, and then the backward pass against it. The hidden checks of this notebook do it in this order, with finite differences at small sizes and the identity at large ones.

# %% [markdown]
# ## 5 Boundaries
#
# At the ends of the signal the kernel hangs over the edge. Something has to stand there, and there are several common answers:
#
# | boundary | what stands outside | outputs |
# |---|---|---|
# | zero | 0 | $L$ |
# | valid | nothing: outputs that would need it do not exist | $L - M + 1$ |
# | reflect | the signal mirrored at its end, $x_{-1} = x_1$, $x_L = x_{L-2}$ | $L$ |
# | edge | the end value repeated, $x_{-1} = x_0$, $x_L = x_{L-1}$ | $L$ |
# | wrap | the signal's other end, $x_{-1} = x_{L-1}$, $x_L = x_0$ | $L$ |
#
# **Predict first.** The figure shows the layer as its matrix $A$. Only the rows near the ends differ from one boundary to the next. Where do the weights go that have no place in the matrix? Choose "reflect" and look at the second column: what does it mean for $\bar x_1$ that this column now holds one weight more? And which boundary gives every column the same sum?

# %% nbgrader={"grade_id": "04-figure-boundaries"}
from convnet.widgets.modules import boundaries

boundaries()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# With zeros the overhanging weights are lost. With "valid" the whole row is dropped. With "reflect" and "edge" they are added to columns inside, with "wrap" to columns at the other end. For $c = 1$ the ends $y_0$ and $y_4$ of the worked example become 1 and −5 (zero), 5 and −6 (reflect), 3 and −2 (edge), 7 and −4 (wrap).
#
# A column says which outputs send gradient to that input, so each added entry is an added term of $\bar x$. With "wrap" every column holds every weight once: the columns' sums are equal, and no input is seen more often than another.
#
# </details>
#
# This is also your laboratory. Change the centre, compare the numbers of $y$ and $\bar x$ with your own functions, and work out one entry by hand before you answer the question below.

# %% [markdown]
# ### Exercise 04.5 What changes at the boundary? (6 points)
#
# Take the layer of section 3 with $c = 1$ and $M = 3$, and compare the boundaries valid, reflect and wrap with zero padding. For each of the three, say **which terms of the three boxes change, and how**: in $y$, in $\bar x$, and in $\bar w$ and $\bar b$. Name the entries, for example "$y_0$ gains the term …". Say also which entries stay as they are, and give for each boundary one reason for choosing or avoiding it. Half a page is enough. This exercise is graded by a person.

# %% [markdown] nbgrader={"grade_id": "04-05-manual", "points": 6}
# **Model answer.** All boundaries have one form. Say that $e(k)$ is the input that stands at position $k$: $e(k) = k$ inside, and outside it is what the boundary says, or nothing. Then
#
# $$y_n = b + \sum_m w_m\, x_{e(n+m-c)}, \qquad \bar x_j = \sum_{(n, m):\; e(n+m-c) = j} g_n w_m,$$
#
# $$\bar w_m = \sum_n g_n\, x_{e(n+m-c)}, \qquad \bar b = \sum_n g_n,$$
#
# each sum over the terms that exist. The three boxes use the same $e$: a term that forward takes is a term that both backward boxes give. Only outputs near the ends change, here $y_0$ and $y_{L-1}$; $y_1, \dots, y_{L-2}$ are the same for all.
#
# *Valid.* $y_0$ and $y_{L-1}$ do not exist, so there are $L - M + 1$ outputs, and as many $g_n$. $\bar x_0$ loses its terms from $y_0$ and keeps only $g_1 w_0$; $\bar x_1$ loses $g_0 w_2$; likewise at the other end. Each $\bar w_m$ and $\bar b$ lose the terms of $n = 0$ and $n = L - 1$; now every $\bar w_m$ has the same number of terms. No invented values, but the signal shrinks in each layer, and inputs at the ends count least.
#
# *Reflect.* $y_0$ gains $w_0 x_1$ and $y_{L-1}$ gains $w_2 x_{L-2}$. So $\bar x_1$ gains $g_0 w_0$, $\bar x_{L-2}$ gains $g_{L-1} w_2$, $\bar w_0$ gains $g_0 x_1$, $\bar w_2$ gains $g_{L-1} x_{L-2}$. $\bar b$ and the size stay. No dark rim as with zeros, since the values continue the signal; the backward pass is no longer a plain convolution at the ends.
#
# *Wrap.* $y_0$ gains $w_0 x_{L-1}$, $y_{L-1}$ gains $w_2 x_0$. So $\bar x_{L-1}$ gains $g_0 w_0$, $\bar x_0$ gains $g_{L-1} w_2$, $\bar w_0$ gains $g_0 x_{L-1}$, $\bar w_2$ gains $g_{L-1} x_0$. $\bar b$ and the size stay. Every input is seen by all $M$ weights and the layer is exactly equivariant on the circle, which is right for angles or periodic signals; in a photograph it joins the left edge to the right one.
#
# **Mark scheme** (6 points). One point each: (1) valid: the size, and that the two outputs and their $g$ are gone; (2) valid: terms lost in $\bar x$ and in $\bar w$ or $\bar b$; (3) reflect: the terms gained in $y$ and in $\bar w$; (4) reflect: the terms gained in $\bar x$, at places 1 and $L-2$; (5) wrap: the terms gained in $y$, $\bar x$ and $\bar w$; (6) interior entries unchanged, and a sound reason for or against each of the three. A clear general statement (the same $e(k)$ in all three boxes) with one example worked out earns points 3 to 5 at once. Half points for a right term at a wrong end. Other conventions of "reflect" (the end value repeated) count if they are stated and used throughout.

# %% [markdown]
# ## 6 The convolution module for images
#
# Now the real thing: a batch of $N$ images with $C$ channels, and $F$ filters. Each filter looks at all channels at once, and gives one output map. The hyperparameters are the number of filters, which becomes the number of channels of the output, the size of the filters $k_h \times k_w$, the padding $p$ and the stride $s$, which sets the size of the map. Count images with $n$, filters with $f$, channels with $q$, and pixels of the output with $(i, j)$:
#
# $$Y_{nfij} = b_f + \sum_{q=0}^{C-1} \sum_{u=0}^{k_h-1} \sum_{v=0}^{k_w-1} W_{fquv}\; P_{n,\,q,\,is+u,\,js+v},$$
#
# where $P$ is $X$ with $p$ rows and columns of zeros on each of the four sides.
#
# | | shape | |
# |---|---|---|
# | $X$ | $(N, C, H, W)$ | images; as a size, $W$ is their width |
# | $W$ | $(F, C, k_h, k_w)$ | kernels |
# | $b$ | $(F,)$ | one bias a filter |
# | $Y$ | $(N, F, OH, OW)$ | $OH = \lfloor (H + 2p - k_h)/s \rfloor + 1$, and $OW$ alike |
#
# Six indices look worse than they are. For one image and one filter it is `xcorr2d` of notebook 03 for each channel, summed over the channels.
#
# **Worked example.** One image, one channel, one filter:
#
# $$X = \begin{pmatrix}1 & 3 & 1\\ 0 & -1 & 1\\ 2 & 2 & -1\end{pmatrix},\quad W = \begin{pmatrix}1 & 2\\ 0 & -1\end{pmatrix},\quad b = 0:$$
#
# $$Y = \begin{pmatrix}8 & 4\\ -4 & 2\end{pmatrix} \text{ for } s = 1, p = 0; \qquad \begin{pmatrix}-1 & -1\\ -2 & 2\end{pmatrix} \text{ for } s = 2, p = 1.$$

# %% [markdown]
# **Predict first.** Below an image of two channels meets a layer of two filters. How many products does one output add up, and which of the four kernels take part in it? Point at the outputs of both maps, then take the terms back to 0 and let the sum grow.

# %% nbgrader={"grade_id": "04-figure-channels"}
from convnet.widgets.connections import channels

channels()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# An output adds $C\, k_h k_w = 18$ products and one bias. The window lies at the same place in every channel, and each channel has a kernel of its own: a filter is the stack of them, of shape $(C, k_h, k_w)$, and makes one map. A second filter reads the same windows with other weights.
#
# </details>

# %% [markdown]
# ### Exercise 04.6 Forward (10 points)
#
# Write `conv2d_forward(X, W, b, stride, pad)`. It returns the pair of the output and the cache `(X, W, b, stride, pad)`, which is what the backward pass will need. Loops are fine here; speed comes in section 8.
#
# <details><summary>Hint 1: the idea</summary>
#
# Pad once, with `np.pad`: zeros are wanted on the two image axes only. Then each output is the sum of the entries of a window times the entries of a filter, over all channels, plus the filter's bias.
#
# </details>
# <details><summary>Hint 2: the window</summary>
#
# The window of the output $(i, j)$ begins at row $is$ and column $js$: `P[n, :, i*stride : i*stride + kh, j*stride : j*stride + kw]`, of shape $(C, k_h, k_w)$, the shape of `W[f]`.
#
# </details>
# <details><summary>Hint 3: the sizes</summary>
#
# Height and width each have a size of their own. Try an image that is not square, and a stride that leaves a row over.
#
# </details>


# %% nbgrader={"grade_id": "04-06-solution"}
def conv2d_forward(X, W, b, stride=1, pad=0):
    """Convolution layer for a batch of images (a cross-correlation).

    Parameters
    ----------
    X : array (N, C, H, W)
    W : array (F, C, kh, kw)
    b : array (F,)
    stride, pad : int
        The same for both axes; padding with zeros on all four sides.

    Returns
    -------
    out : array (N, F, OH, OW)
        OH = (H + 2 pad - kh) // stride + 1, and OW likewise; leftover rows are dropped.
    cache : tuple
        (X, W, b, stride, pad)
    """
    ### BEGIN SOLUTION
    N, _, H, width = X.shape
    F, _, kh, kw = W.shape
    OH, OW = (H + 2 * pad - kh) // stride + 1, (width + 2 * pad - kw) // stride + 1
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, OH, OW))
    for n in range(N):
        for f in range(F):
            for i in range(OH):
                for j in range(OW):
                    r, s = i * stride, j * stride
                    out[n, f, i, j] = np.sum(P[n, :, r : r + kh, s : s + kw] * W[f]) + b[f]
    return out, (X, W, b, stride, pad)
    ### END SOLUTION


# %% nbgrader={"grade_id": "04-06-test", "points": 10}
# 04.6, check: out
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.6"):
    X, W = np.array([[[[1.0, 3, 1], [0, -1, 1], [2, 2, -1]]]]), np.array([[[[1.0, 2], [0, -1]]]])
    pair = check.call(conv2d_forward, X, W, np.zeros(1))
    check.that(len(pair) == 2, "the pair (out, cache)", about=len(pair))
    check.value(pair[0], [[[[8, 4], [-4, 2]]]], name="out, one channel and filter")

    def numbers(*shape):
        return (np.arange(np.prod(shape)) ** 3 % 29 - 14.0).reshape(shape)

    X, W, b = numbers(7, 10, 6, 8), numbers(11, 10, 5, 3), numbers(11)
    out, _ = check.call(conv2d_forward, X, W, b, stride=2, pad=1)
    check.value(np.shape(out), [7, 11, 2, 4], name="the shape of out for stride 2, pad 1")
    expected = [[123, -139, -1028, 1318], [-275, -41, 631, -452]]
    check.value(out[1][2], expected, name="out[1, 2] for stride 2, pad 1")
    out, _ = check.call(conv2d_forward, X, W, b, stride=3, pad=2)
    expected = [[-416, 287, 1498, 415], [452, 504, -893, 4]]
    check.value(out[3][6], expected, name="out[3, 6] for stride 3, pad 2")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.6")
    rng = check.rng()
    for N, C, F, H, width, kh, kw, stride, pad in [
        (7, 10, 11, 6, 8, 5, 3, 2, 1),
        (8, 9, 7, 10, 6, 3, 5, 2, 1),
        (3, 2, 6, 5, 8, 2, 4, 1, 0),
        (2, 5, 6, 10, 8, 3, 1, 3, 0),
        (1, 2, 3, 9, 5, 2, 4, 2, 2),
    ]:
        X, b = rng.normal(size=(N, C, H, width)), rng.normal(size=F)
        W = rng.normal(size=(F, C, kh, kw))
        P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        view = np.lib.stride_tricks.sliding_window_view(P, (kh, kw), axis=(2, 3))
        expected = np.einsum("ncijuv,fcuv->nfij", view[:, :, ::stride, ::stride], W)
        out, _ = check.call(conv2d_forward, X=X, W=W, b=b, stride=stride, pad=pad)
        check.value(out, expected + b[:, None, None], name="out")
    ### END HIDDEN TESTS

# %% [markdown]
# ### Who sees whom, in two dimensions
#
# **Predict first.** In the figure below the input has 5 × 5 places, the kernel 3 × 3 and the stride is 2, with a margin of padding one place wide. How many outputs does the middle input $X_{22}$ reach, and how many does $X_{11}$? With stride 1, the weights that lead from an input to its outputs make a full flipped kernel. Which of them are left at stride 2? Point at an output on the right, then at inputs on the left. Then change stride and padding.

# %% nbgrader={"grade_id": "04-figure-connections-2d"}
from convnet.widgets.connections import connections_2d

connections_2d()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# $X_{22}$ stands at the place $(3, 3)$ of the padded image, in the middle of the window of $Y_{11}$, and reaches that output alone. $X_{11}$ stands at $(2, 2)$, where four windows meet, and reaches four outputs, each through a corner weight; $X_{12}$ reaches two. So the stride thins the flipped kernel out: only every second row and every second column of it is left, and which ones depends on the place. With stride 1 all nine are there, flipped, except near the border.
#
# </details>

# %% [markdown]
# ### Exercise 04.7 Backward (14 points)
#
# Write `conv2d_backward(dout, cache)`, with the cache `(X, W, b, stride, pad)`. It returns $(\bar X, \bar W, \bar b)$, which earn 7, 5 and 2 points one by one. Ask the question of section 1 three times: which outputs does this number reach, and by what factor?
#
# A gradient has the shape of what it differentiates. For $\bar W$ that is $(F, C, k_h, k_w)$, and for $\bar X$ it means: without the padding.
#
# **Worked example.** With $X$ and $W$ as above, $s = 1$, $p = 0$ and the upstream gradient $G$,
#
# $$G = \begin{pmatrix}1 & -1\\ 2 & 3\end{pmatrix}: \qquad \bar X = \begin{pmatrix}1 & 1 & -2\\ 2 & 6 & 7\\ 0 & -2 & -3\end{pmatrix},\quad \bar W = \begin{pmatrix}-5 & 3\\ 11 & -1\end{pmatrix},\quad \bar b = 5.$$
#
# For example, $X_{11}$ lies in all four windows: $\bar X_{11} = G_{00} W_{11} + G_{01} W_{10} + G_{10} W_{01} + G_{11} W_{00} = -1 + 0 + 4 + 3 = 6$. And $W_{10}$ met $X_{10}, X_{11}, X_{20}, X_{21}$: $\bar W_{10} = 0 + 1 + 4 + 6 = 11$.
#
# <details><summary>Hint 1: the idea</summary>
#
# Run through the loops of forward once more. Where forward takes a window times a filter into one output $Y_{nfij}$, go back the same way with the number $G_{nfij}$: it sends $G_{nfij} \cdot$ filter to the window, and $G_{nfij} \cdot$ window to the filter.
#
# </details>
# <details><summary>Hint 2: the padding</summary>
#
# Let the windows send to a padded array `dP` of zeros, and cut the padding off at the end: `dP[:, :, pad : pad + H, pad : pad + W]` with height and width of `X`. (`dP[:, :, pad:-pad]` is empty when `pad` is 0.)
#
# </details>
# <details><summary>Hint 3: the shape of each term</summary>
#
# The window of the output $(i, j)$ begins at `top = i * stride` and `left = j * stride`. Both `dP[n, :, top : top + kh, left : left + kw]` and the same piece of `P` have the shape $(C, k_h, k_w)$, as `W[f]` and `dW[f]` have. Windows overlap, filters and images are many: everything is added up. `db[f]` is a sum over images and places.
#
# </details>


# %% nbgrader={"grade_id": "04-07-solution"}
def conv2d_backward(dout, cache):
    """Gradients of `conv2d_forward`.

    Parameters
    ----------
    dout : array (N, F, OH, OW)
        Upstream gradient.
    cache : tuple
        (X, W, b, stride, pad), the arguments of the forward pass. Not to be changed.

    Returns
    -------
    dX : array (N, C, H, W)
    dW : array (F, C, kh, kw)
    db : array (F,)
        Sums over the batch, not means.
    """
    ### BEGIN SOLUTION
    X, W, _, stride, pad = cache
    N, F, OH, OW = dout.shape
    (H, width), (kh, kw) = X.shape[2:], W.shape[2:]
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dP, dW = np.zeros(P.shape), np.zeros(W.shape)
    for n in range(N):
        for f in range(F):
            for i in range(OH):
                for j in range(OW):
                    r, s, g = i * stride, j * stride, dout[n, f, i, j]
                    dP[n, :, r : r + kh, s : s + kw] += g * W[f]
                    dW[f] += g * P[n, :, r : r + kh, s : s + kw]
    dX = dP[:, :, pad : pad + H, pad : pad + width]
    return dX, dW, dout.sum(axis=(0, 2, 3))
    ### END SOLUTION


# %% nbgrader={"grade_id": "04-07-shared"}
def numbers(*shape):
    return rng.normal(size=shape)


def layer(X, W, b, stride, pad):
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    view = np.lib.stride_tricks.sliding_window_view(P, W.shape[2:], axis=(2, 3))
    windows = view[:, :, ::stride, ::stride]
    return (np.tensordot(windows, W, axes=([1, 4, 5], [1, 2, 3])) + b).transpose(0, 3, 1, 2)


rng = check.rng()
cases = [
    {"X": numbers(N, C, H, width), "W": numbers(F, C, kh, kw), "b": numbers(F)}
    | {"stride": stride, "pad": pad}
    for N, C, F, H, width, kh, kw, stride, pad in [
        (2, 3, 7, 4, 13, 4, 6, 2, 1),
        (3, 2, 5, 9, 3, 6, 4, 2, 1),
        (2, 3, 6, 4, 8, 2, 5, 1, 0),
        (2, 4, 6, 12, 2, 5, 2, 3, 0),
    ]
]
settings = {
    "oracle": layer,
    "cache": lambda X, W, b, stride, pad: (X, W, b, stride, pad),
    "sizes": lambda X, **_: {"N": len(X)},
}

# %% nbgrader={"grade_id": "04-07-test-dX", "points": 7}
# 04.7, check 1 of 3: dX
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.7", "dX"):
    X, W = np.array([[[[1.0, 3, 1], [0, -1, 1], [2, 2, -1]]]]), np.array([[[[1.0, 2], [0, -1]]]])
    G = np.array([[[[1.0, -1], [2, 3]]]])
    three = check.call(conv2d_backward, G, (X, W, np.zeros(1), 1, 0))
    check.that(len(three) == 3, "three gradients, (dX, dW, db)", about=len(three))
    check.value(three[0], [[[[1, 1, -2], [2, 6, 7], [0, -2, -3]]]], name="dX")

    def numbers(*shape):
        return (np.arange(np.prod(shape)) ** 3 % 29 - 14.0).reshape(shape)

    G, X, W = numbers(7, 11, 2, 4), numbers(7, 10, 6, 8), numbers(11, 10, 5, 3)
    dX, _, _ = check.call(conv2d_backward, G, (X, W, numbers(11), 2, 1))
    check.value(np.shape(dX), X.shape, name="the shape of dX for stride 2, pad 1")
    check.value(dX[1][2][3], [181, -410, -182, -115, 148, 622, 21, -148], name="dX[1, 2, 3]")
    check.value(np.asarray(dX)[5, 6, :, 4], [-394, 148, 76, -192, -17, 26], name="dX[5, 6, :, 4]")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.7")
    ### SHARED
    check.module(None, conv2d_backward, cases, ["X", "W", "b"], only=["X"], **settings)
    # Cost tells a backward pass from differences, which take 2|X| = 23,760 forward passes here.
    # Measured on a slow machine: windows 1 ms, single numbers 45 ms, by the forward function in loops
    # 0.2 s; differences 3.9 s with the fastest forward pass, 1.2 s on a machine three times as fast.
    X, W, b = numbers(1, 120, 9, 11), numbers(1, 120, 2, 3), np.zeros(1)
    out = layer(X, W, b, 2, 1)
    dout = rng.normal(size=out.shape)
    with check.cpu_limit(0.8):
        dX, _, _ = check.call(conv2d_backward, dout, (X, W, b, 2, 1))
    check.value(float(np.sum(dX * X)), float(np.sum(dout * out)), name="the sum of dX * X")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "04-07-test-dW", "points": 5}
# 04.7, check 2 of 3: dW
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.7", "dW"):
    X, W = np.array([[[[1.0, 3, 1], [0, -1, 1], [2, 2, -1]]]]), np.array([[[[1.0, 2], [0, -1]]]])
    G = np.array([[[[1.0, -1], [2, 3]]]])
    three = check.call(conv2d_backward, G, (X, W, np.zeros(1), 1, 0))
    check.that(len(three) == 3, "three gradients, (dX, dW, db)", about=len(three))
    check.value(three[1], [[[[-5, 3], [11, -1]]]], name="dW")

    def numbers(*shape):
        return (np.arange(np.prod(shape)) ** 3 % 29 - 14.0).reshape(shape)

    G, X, W = numbers(7, 11, 2, 4), numbers(7, 10, 6, 8), numbers(11, 10, 5, 3)
    _, dW, _ = check.call(conv2d_backward, G, (X, W, numbers(11), 2, 1))
    check.value(np.shape(dW), W.shape, name="the shape of dW for stride 2, pad 1")
    expected = [
        [-231, -400, -664],
        [215, -276, -152],
        [-308, 321, 198],
        [-243, -198, -546],
        [382, 228, 808],
    ]
    check.value(dW[1][2], expected, name="dW[1, 2] for stride 2, pad 1")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.7")
    ### SHARED
    check.module(None, conv2d_backward, cases, ["X", "W", "b"], only=["W"], **settings)
    # 115,200 forward passes for differences of W, 2 s on a fast machine and 6 s on a slow one even if
    # only the product is done anew. Right answers on the slow one: 0.3 s in loops over single
    # numbers, 0.4 s by the forward function over windows, 1.3 s by one over single numbers.
    X, W, b = numbers(1, 120, 2, 7), numbers(80, 120, 2, 3), np.zeros(80)
    out = layer(X, W, b, 2, 0)
    dout = rng.normal(size=out.shape)
    with check.cpu_limit(1.8):
        _, dW, _ = check.call(conv2d_backward, dout, (X, W, b, 2, 0))
    check.value(float(np.sum(dW * W)), float(np.sum(dout * out)), name="the sum of dW * W")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "04-07-test-db", "points": 2}
# 04.7, check 3 of 3: db
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.7", "db"):
    G = (np.arange(616) ** 3 % 29 - 14.0).reshape(7, 11, 2, 4)
    X, W = np.ones((7, 10, 6, 8)), np.ones((11, 10, 5, 3))
    three = check.call(conv2d_backward, G, (X, W, np.zeros(11), 2, 1))
    check.that(len(three) == 3, "three gradients, (dX, dW, db)", about=len(three))
    check.value(three[2], [17, 28, 10, -91, 106, -62, 18, -56, 97, -41, -60], name="db")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.7")
    ### SHARED
    check.module(None, conv2d_backward, cases, ["X", "W", "b"], only=["b"], **settings)
    # 23,760 forward passes for differences of X, as in the cell for dX.
    X, W, b = numbers(1, 120, 9, 11), numbers(1, 120, 2, 3), np.zeros(1)
    dout = rng.normal(size=layer(X, W, b, 2, 1).shape)
    with check.cpu_limit(0.8):
        _, _, db = check.call(conv2d_backward, dout, (X, W, b, 2, 1))
    check.value(db, [dout.sum()], name="db", kind="gradient")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: the same with one convolution</summary>
#
# Read your $\bar X$ as in one dimension: seen from an input, the weights stand in reverse order, now in rows and columns. Take stride 1 first. The gradient of the *padded* image is the full convolution $*$ of $G$ with $W$, summed over the filters; cut the $p$ outer rows and columns off, and you have $\bar X$. For a larger stride, first put $s - 1$ zeros between the entries of $G$, in both directions. Rows and columns of the padded image that no window has read get gradient 0.
#
# So you could have called your forward function with $G$ (spread and padded), kernels flipped, and filters and channels exchanged. That is a correct backward pass too, and the checks accept it.
#
# *The proof at full size.* For $b = 0$, $\langle G, Y\rangle = \langle \bar X, X\rangle = \langle \bar W, W\rangle$ holds here too. In the worked example each of the three is 2.
#
# </details>
# <details><summary>Where the lectures differ: MIT 6.869 lecture 7</summary>
#
# MIT writes the gradient of a linear layer as $\partial C/\partial W = x_{in} \cdot \partial C/\partial x_{out}$, a column times a row. This has the shape in × out, although MIT's $W$ is out × in. For a kernel with four axes such a formula would help nobody; the rule that a gradient has the shape of what it differentiates always does.
#
# </details>

# %% [markdown]
# ## 7 Pooling
#
# A pooling layer slides a window over each map and keeps one number of it. It has no weights, so its module has two boxes. The window's extent and the stride are its hyperparameters; windows may overlap ($s < k$) or not ($s = k$). Pooling never pads here, and leftover places at the end are dropped.
#
# What one number? The lectures name the maximum, the average, the sum, the $L^2$ norm and fractional max pooling; Boureau and others (2010) compare some of them in theory.
#
# For the maximum, let $a(n)$ be the place of the largest number in window $n$:
#
# $$y_n = \max_{0 \le m < k} x_{ns+m} = x_{a(n)}.$$
#
# **Worked example.** $x = (2, 7, 1, 5, 3, 0, -4, -6)$, $k = 3$, $s = 2$: the windows $(2, 7, 1)$, $(1, 5, 3)$, $(3, 0, -4)$ give $y = (7, 5, 3)$, with $a = (1, 3, 4)$. The last entry is in no window.
#
# On the way back, ask the question of section 1 again. How much does $y_0 = 7$ grow if $x_1$ grows a little? If $x_0$ does?

# %% [markdown]
# ### Exercise 04.8 Max pooling in one dimension (10 points)
#
# Write the derivative first: `dy_dx_pool(n, j, x, k, stride)` is $\partial y_n/\partial x_j$, 0 or 1 (2 points). Then `maxpool1d_forward(x, k, stride)`, which returns the pair `(out, cache)` (2 points), and `maxpool1d_backward(dout, cache)`, which returns $\bar x$ (4 points). What you keep in the cache is up to you.
#
# **Ties.** If two entries of a window are equal and largest, the derivative does not exist: moving one of them up moves $y$, moving it down does not. A rule is needed. In this exercise the **first** of them gets the whole gradient (2 points).
#
# **Worked example.** $x = (1, 3, 2, 5, 4, 4, 0)$, $k = 3$, $s = 1$: the windows give $y = (3, 5, 5, 5, 4)$, from the places $1, 3, 3, 3, 4$; the last window, $(4, 4, 0)$, has a tie. With $g = (1, 2, -1, 3, 2)$ three pieces arrive at place 3: $\bar x_3 = 2 - 1 + 3 = 4$.
#
# <details><summary>Hint 1: the idea</summary>
#
# Forward finds the place of each maximum, and backward needs the same places. Keep them in the cache, with the length of $x$.
#
# </details>
# <details><summary>Hint 2: which place?</summary>
#
# `np.argmax` counts from the beginning of what you give it: for a window that is not the place in the signal. Of equal entries it finds the first.
#
# </details>
# <details><summary>Hint 3: overlap</summary>
#
# One input can be the maximum of several windows. Begin with zeros and add up.
#
# </details>


# %% nbgrader={"grade_id": "04-08-solution"}
def dy_dx_pool(n, j, x, k, stride):
    """Derivative of output n of max pooling with respect to input j.

    Parameters
    ----------
    n, j : int
        Places of the output and of the input.
    x : array (L,)
    k, stride : int
        Length and distance of the windows.

    Returns
    -------
    derivative : 0 or 1
    """
    ### BEGIN SOLUTION
    start = n * stride
    return 1 if j == start + np.argmax(x[start : start + k]) else 0
    ### END SOLUTION


def maxpool1d_forward(x, k, stride):
    """Max pooling of a signal.

    Parameters
    ----------
    x : array (L,)
    k, stride : int
        Length and distance of the windows.

    Returns
    -------
    out : array ((L - k) // stride + 1,)
        Leftover entries are dropped.
    cache : anything
        What your backward function needs.
    """
    ### BEGIN SOLUTION
    starts = range(0, len(x) - k + 1, stride)
    places = [start + int(np.argmax(x[start : start + k])) for start in starts]
    return x[places], (places, len(x))
    ### END SOLUTION


def maxpool1d_backward(dout, cache):
    """Gradient of `maxpool1d_forward` with respect to its input.

    Parameters
    ----------
    dout : array of the shape of the output
    cache : what `maxpool1d_forward` returned
        Not to be changed.

    Returns
    -------
    dx : array (L,)
        Of equal maxima the first gets the gradient.
    """
    ### BEGIN SOLUTION
    places, L = cache
    dx = np.zeros(L)
    for i in range(len(places)):
        dx[places[i]] += dout[i]
    return dx
    ### END SOLUTION


# %% nbgrader={"grade_id": "04-08-test-dy-dx", "points": 2}
# 04.8, check 1 of 4: ∂y/∂x
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.8", "dy-dx"):
    x = np.array([2.0, 7, 1, 5, 3, 0, -4, -6])
    table = [[check.call(dy_dx_pool, n, j, x, 3, 2) for j in range(8)] for n in range(3)]
    ones = [[0, 1, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0, 0, 0]]
    check.value(table, ones, name="∂y/∂x for k = 3, stride 2, a row for each output")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.8")
    rng = check.rng()
    for L, k, stride in [(9, 2, 3), (8, 3, 1), (9, 4, 2), (7, 2, 2)]:
        x = rng.normal(size=L) - 1.0
        outputs = range((L - k) // stride + 1)
        table = [[check.call(dy_dx_pool, n, j, x, k, stride) for j in range(L)] for n in outputs]
        places = [n * stride + np.argmax(x[n * stride : n * stride + k]) for n in outputs]
        check.value(table, np.eye(L)[places], name="the table of derivatives")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "04-08-test-forward", "points": 2}
# 04.8, check 2 of 4: out
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.8", "forward"):
    x = np.array([2.0, 7, 1, 5, 3, 0, -4, -6])
    pair = check.call(maxpool1d_forward, x, 2, 3)
    check.that(len(pair) == 2, "the pair (out, cache)", about=len(pair))
    check.value(pair[0], [7, 5, -4], name="out for k = 2, stride 3")
    out, _ = check.call(maxpool1d_forward, x, 3, 2)
    check.value(out, [7, 5, 3], name="out for k = 3, stride 2")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.8")
    rng = check.rng()
    for L, k, stride in [(12, 2, 3), (8, 3, 1), (10, 4, 2), (7, 2, 2), (5, 5, 1)]:
        x = rng.normal(size=L) - 0.5
        out, _ = check.call(maxpool1d_forward, x, k, stride)
        expected = [max(x[start : start + k]) for start in range(0, L - k + 1, stride)]
        check.value(out, expected, name="out")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "04-08-test-backward", "points": 4}
# 04.8, check 3 of 4: dx
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.8", "backward"):
    x = np.array([2.0, 1, 7, 8, 3, 0, 5, 1, 4, 2, 6, -1])
    _, cache = check.call(maxpool1d_forward, x, 3, 2)
    check.call(maxpool1d_forward, x[::-1], 3, 2)  # another call in between does no harm
    dx = check.call(maxpool1d_backward, np.array([1.0, 2, -1, 3, 4]), cache)
    check.value(dx, [0, 0, 1, 2, 0, 0, 2, 0, 0, 0, 4, 0], name="dx for k = 3, stride 2")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.8")
    rng = check.rng()

    def pool(x, k, stride):
        return np.lib.stride_tricks.sliding_window_view(x, k)[::stride].max(axis=1)

    sizes = [(10, 4, 2), (9, 3, 1), (11, 2, 3), (7, 2, 2), (12, 5, 3)]
    cases = [{"x": rng.normal(size=L), "k": k, "stride": stride} for L, k, stride in sizes]
    check.module(maxpool1d_forward, maxpool1d_backward, cases, ["x"], oracle=pool, only=["x"])
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "04-08-test-ties", "points": 2}
# 04.8, check 4 of 4: ties
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.8", "ties"):
    x = np.array([1.0, 3, 2, 5, 4, 4, 0])
    _, cache = check.call(maxpool1d_forward, x, 3, 1)
    dx = check.call(maxpool1d_backward, np.array([1.0, 2, -1, 3, 2]), cache)
    check.value(dx, [0, 1, 0, 4, 2, 0, 0], name="dx for k = 3, stride 1")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.8")
    rng = check.rng()
    for L, k, stride in [(12, 3, 3), (11, 4, 2), (9, 3, 1)]:
        x = np.maximum(rng.integers(-3, 3, size=L), 0).astype(float)
        starts = range(0, L - k + 1, stride)
        dout, expected = rng.normal(size=len(starts)), np.zeros(L)
        for g, start in zip(dout, starts, strict=True):
            expected[start + np.argmax(x[start : start + k])] += g
        _, cache = check.call(maxpool1d_forward, x, k, stride)
        dx = check.call(maxpool1d_backward, dout, cache)
        check.value(dx, expected, name="dx", kind="gradient")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: what you derived</summary>
#
# Each output is a switch that is set to one input: $\partial y_n/\partial x_j$ is 1 for $j = a(n)$ and 0 for all others. So
#
# $$\bar x_j = \sum_{n:\; a(n) = j} g_n.$$
#
# Every $g_n$ goes to exactly one place. The sum of $\bar x$ is the sum of $g$: pooling hands out exactly what it gets.
#
# </details>
# <details><summary>Where the lectures differ: Toronto CSC2515 lecture 6</summary>
#
# Toronto says that max pooling returns "the maximal argument". It returns the maximum. The argument, $a(n)$, is used on the way back: it says where the gradient goes.
#
# </details>
#
# ### Ties are no rarity
#
# A popular way to write the backward pass is a mask of equal entries, which lets the gradient through wherever the input equals the window's maximum. The mask is short, and for random numbers it is right. On a tie it gives the gradient to *every* equal entry.
#
# How often does that happen? After a ReLU most of a feature map is exactly 0, and the background of a written digit is blank. In a blank window all entries are equal.
#
# **Predict first.** Below, a stroke on a blank ground is pooled in windows of 2 × 2, and every output gets the upstream gradient 1. With the first maximum, 36 come in and 36 are handed out. What will the mask make of a blank window, and how large will the sum get? And if equal entries share the gradient equally? Choose the rules one after the other, then put some noise on the ground.

# %% nbgrader={"grade_id": "04-figure-ties"}
from convnet.widgets.pooling import ties

ties()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# There are 36 windows, so the sum must be 36. The first maximum and equal shares both keep it: they are two correct rules, and libraries use either. The mask makes 4 of every 1 in a blank window. Of the 36 windows 26 are blank, and so the ground gets 26 and the stroke 10 by a correct rule, but 104 and 11 with the mask: what carries no information drowns out the rest. With noise there are no ties, and the three rules agree: a test on random numbers alone does not find this bug.
#
# Does the adjoint identity find it? It holds for max pooling, because $y_n = x_{a(n)}$: both $\langle g, y\rangle$ and $\langle \bar x, x\rangle$ are $\sum_n g_n x_{a(n)}$. In the worked example of 04.8 both sides are 31, and the mask gives 39. But with ties among *zeros* the surplus is multiplied by $x = 0$, and the identity is blind to it. A proof is only as good as its data.
#
# </details>

# %% [markdown]
# ### Exercise 04.9 Max pooling of images (10 points)
#
# Write `maxpool2d_forward(X, kh, kw, stride)` (4 points) and `maxpool2d_backward(dout, cache)` (6 points) for images of shape $(N, C, H, W)$:
#
# $$Y_{nqij} = \max_{0 \le u < k_h,\; 0 \le v < k_w} X_{n,\,q,\,is+u,\,js+v}.$$
#
# Every image and every channel is pooled by itself. On ties you may follow any rule that hands out exactly what came in.
#
# **Worked example.** One image, one channel:
#
# $$X = \begin{pmatrix}1 & 3 & 2 & 0\\ 4 & 4 & 1 & 5\\ 0 & 2 & 6 & 6\\ 1 & 2 & 7 & 3\end{pmatrix}:$$
#
# $$Y = \begin{pmatrix}4 & 5\\ 2 & 7\end{pmatrix} \text{ for } 2 \times 2, s = 2; \qquad \begin{pmatrix}6 & 6\\ 7 & 7\end{pmatrix} \text{ for } 3 \times 3, s = 1.$$
#
# In the second case the 7 is the maximum of two windows, and its gradient is the sum of two pieces.
#
# <details><summary>Hint 1: the idea</summary>
#
# As in 04.8, with two more loops outside: the place of a maximum is now a row and a column.
#
# </details>
# <details><summary>Hint 2: row and column</summary>
#
# `np.argmax` of a window is one number, counted row by row. `np.unravel_index(number, (kh, kw))` makes a row and a column of it, within the window.
#
# </details>


# %% nbgrader={"grade_id": "04-09-solution"}
def maxpool2d_forward(X, kh, kw, stride):
    """Max pooling of images, each channel by itself.

    Parameters
    ----------
    X : array (N, C, H, W)
    kh, kw : int
        Height and width of the window.
    stride : int
        Distance of the windows, the same for both axes.

    Returns
    -------
    out : array (N, C, OH, OW)
        OH = (H - kh) // stride + 1, and OW likewise; leftover rows and columns are dropped.
    cache : anything
        What your backward function needs.
    """
    ### BEGIN SOLUTION
    N, C, H, W = X.shape
    OH, OW = (H - kh) // stride + 1, (W - kw) // stride + 1
    out = np.zeros((N, C, OH, OW))
    switches = np.zeros((N, C, OH, OW, 2), dtype=int)
    for n, c, i, j in np.ndindex(*out.shape):
        r, s = i * stride, j * stride
        window = X[n, c, r : r + kh, s : s + kw]
        u, v = np.unravel_index(np.argmax(window), (kh, kw))
        out[n, c, i, j] = window[u, v]
        switches[n, c, i, j] = r + u, s + v
    return out, (X.shape, switches)
    ### END SOLUTION


def maxpool2d_backward(dout, cache):
    """Gradient of `maxpool2d_forward` with respect to its input.

    Parameters
    ----------
    dout : array (N, C, OH, OW)
    cache : what `maxpool2d_forward` returned
        Not to be changed.

    Returns
    -------
    dX : array (N, C, H, W)
    """
    ### BEGIN SOLUTION
    shape, switches = cache
    dX = np.zeros(shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        r, s = switches[n, c, i, j]
        dX[n, c, r, s] += dout[n, c, i, j]
    return dX
    ### END SOLUTION


# %% nbgrader={"grade_id": "04-09-shared"}
def pool(X, kh, kw, stride):
    view = np.lib.stride_tricks.sliding_window_view(X, (kh, kw), axis=(2, 3))
    return view[:, :, ::stride, ::stride].max(axis=(4, 5))


# %% nbgrader={"grade_id": "04-09-test-forward", "points": 4}
# 04.9, check 1 of 2: out
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.9", "forward"):
    X = np.array([[[[1.0, 3, 2, 0], [4, 4, 1, 5], [0, 2, 6, 6], [1, 2, 7, 3]]]])
    pair = check.call(maxpool2d_forward, X, 2, 2, 2)
    check.that(len(pair) == 2, "the pair (out, cache)", about=len(pair))
    check.value(pair[0], [[[[4, 5], [2, 7]]]], name="out for 2 x 2, stride 2")
    out, _ = check.call(maxpool2d_forward, X, 3, 3, 1)
    check.value(out, [[[[6, 6], [7, 7]]]], name="out for 3 x 3, stride 1")
    X = (np.arange(3780) ** 3 % 3797 - 3700.0).reshape(6, 9, 10, 7)
    out, _ = check.call(maxpool2d_forward, X, 3, 5, 2)
    check.value(np.shape(out), [6, 9, 4, 2], name="the shape of out for 3 x 5, stride 2")
    check.value(out[1][2], [[-172, -172], [-172, 66], [82, 82], [-401, -238]], name="out[1, 2]")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.9")
    ### SHARED
    rng = check.rng()
    for N, C, H, W, kh, kw, stride in [
        (3, 7, 10, 8, 2, 4, 3),
        (7, 6, 10, 9, 3, 5, 2),
        (3, 6, 9, 10, 4, 2, 2),
        (7, 6, 5, 9, 2, 5, 1),
        (1, 3, 6, 8, 2, 4, 2),
    ]:
        X = rng.normal(size=(N, C, H, W)) - 0.5
        out, _ = check.call(maxpool2d_forward, X, kh, kw, stride)
        check.value(out, pool(X, kh, kw, stride), name="out")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "04-09-test-backward", "points": 6}
# 04.9, check 2 of 2: dX
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.9", "backward"):
    X = [[1, 3, 2, 0, 6], [4, 5, 8, 1, 5], [0, 2, 6, 9, 3], [1, -2, 7, 3, -1], [5, 0, 4, 8, 2]]
    X, still = np.array([[X]], dtype=float), [0, 0, 0, 0, 0]
    _, cache = check.call(maxpool2d_forward, X, 2, 3, 2)
    check.call(maxpool2d_forward, X[:, :, ::-1], 2, 3, 2)  # another call in between does no harm
    dX = check.call(maxpool2d_backward, np.array([[[[1.0, 2], [4, -1]]]]), cache)
    expected = [[[still, [0, 0, 3, 0, 0], [0, 0, 0, -1, 0], [0, 0, 4, 0, 0], still]]]
    check.value(dX, expected, name="dX for 2 x 3, stride 2")
    X = np.maximum(np.arange(3780) ** 3 % 29 - 26.0, 0).reshape(6, 9, 10, 7)  # many ties
    G = (np.arange(432) ** 3 % 29 - 14.0).reshape(6, 9, 4, 2)
    _, cache = check.call(maxpool2d_forward, X, 3, 5, 2)
    dX = check.call(maxpool2d_backward, G, cache)
    check.value(np.sum(dX, axis=(2, 3)), G.sum(axis=(2, 3)), name="the sum of dX in each map")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.9")
    ### SHARED
    rng = check.rng()

    def routed(dout, X, kh, kw, stride):
        """Each dout to all places of its window that are the largest."""
        dX = np.zeros(X.shape)
        for n, c, i, j in np.ndindex(*dout.shape):
            at = np.s_[n, c, i * stride : i * stride + kh, j * stride : j * stride + kw]
            dX[at] += dout[n, c, i, j] * (X[at] == X[at].max())
        return dX

    cases = [
        {"X": rng.normal(size=(N, C, H, W)), "kh": kh, "kw": kw, "stride": stride}
        for N, C, H, W, kh, kw, stride in [
            (2, 3, 10, 7, 4, 1, 2),
            (2, 3, 5, 9, 1, 5, 1),
            (3, 2, 5, 6, 2, 2, 3),
            (2, 2, 7, 6, 2, 3, 2),
        ]
    ]
    check.module(maxpool2d_forward, maxpool2d_backward, cases, ["X"], oracle=pool, only=["X"])
    # Differences would take 26,880 forward passes, 1.3 s or more; a pass forward and backward takes
    # 10 ms in loops.
    X = rng.normal(size=(1, 2, 80, 84))
    dout = rng.normal(size=pool(X, 9, 7, 8).shape)
    with check.cpu_limit(0.4):
        _, cache = check.call(maxpool2d_forward, X, 9, 7, 8)
        dX = check.call(maxpool2d_backward, dout, cache)
    check.value(dX, routed(dout, X, 9, 7, 8), name="dX", kind="gradient")
    # Blank ground, full of ties: any rule will do that hands out exactly what came in, to maxima.
    for kh, kw, stride in [(2, 2, 2), (3, 2, 1)]:
        X = np.maximum(rng.integers(-4, 3, size=(2, 3, 7, 6)), 0).astype(float)
        dout = rng.normal(size=pool(X, kh, kw, stride).shape)
        _, cache = check.call(maxpool2d_forward, X, kh, kw, stride)
        dX = check.call(maxpool2d_backward, dout, cache)
        given, came = np.sum(dX, axis=(2, 3)), np.sum(dout, axis=(2, 3))
        check.value(given, came, name="the sum of dX in each map", kind="gradient")
        astray = np.where(routed(np.ones(dout.shape), X, kh, kw, stride) > 0, 0.0, dX)
        check.that(
            not astray.any(),
            "no gradient for an input that is the largest of no window",
            about=astray,
        )
    ### END HIDDEN TESTS

# %% [markdown]
# ### The switch map
#
# The figure pools a small map and draws a line from each output to the input that it was taken from. Point at an output to see its window, and at an input to see the outputs that are switched to it.
#
# **Predict first.** At the start the windows are 2 × 2, the stride is 2, and nine outputs are switched to nine different inputs. Could two of them be switched to the same input? How many outputs can share one input, at most, with windows of 3 × 3 and stride 1? Move the sliders, then turn to the way back and watch where the gradients of several windows meet.

# %% nbgrader={"grade_id": "04-figure-switches"}
from convnet.widgets.pooling import switches

switches()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# Windows that do not overlap have no input in common, so their nine maxima are nine different inputs; the other 33 get no gradient at all. With 3 × 3 and stride 1, the 9 in the middle lies in nine windows and is the largest in each: one input gets the gradients of nine outputs. That is why the pieces must be added up. Whatever the setting, the gradients on the left sum to those on the right.
#
# </details>

# %% [markdown]
# ### What pooling is for
#
# Pooling makes the answer robust to the exact place of a feature, lets the units above see a larger part of the image, and makes the maps smaller.
#
# A convolution is equivariant: its output moves with its input (notebook 03, section 7). Pooling adds a little of the other property, **invariance**. Its output does not change at all, for those shifts for which the maximum stays within its window.
#
# <details><summary>Where the lectures differ: Toronto CSC2515 lecture 6; MIT 6.869 lecture 7; Innsbruck 703142 lecture 11</summary>
#
# Toronto calls the effect of pooling robustness, Innsbruck position invariance; MIT uses the word invariance already for the filtering that comes before. By the definitions of notebook 03, filtering is equivariant, and pooling is invariant within a window, no further.
#
# </details>
#
# **Predict first.** A lone 9 stands at place 3 of 8 and is pooled in windows of 2. Will the pooled signal notice a shift to the left by one? To the right by one?

# %% nbgrader={"grade_id": "04-figure-shift"}
from convnet.widgets.pooling import shift

shift()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# To the left the 9 comes to place 2, which lies in the same window $(2, 3)$: the output stays. To the right it comes to place 4, in the next window: the output moves. So the invariance is partial, and it depends on where the feature stands. The unpooled signal moves with every shift.
#
# </details>

# %% [markdown]
# ### Exercise 04.10 Average pooling (6 points)
#
# Write `avgpool2d_forward(X, kh, kw, stride)` (3 points) and `avgpool2d_backward(dout, cache)` (3 points):
#
# $$Y_{nqij} = \frac{1}{k_h k_w} \sum_{u=0}^{k_h-1} \sum_{v=0}^{k_w-1} X_{n,\,q,\,is+u,\,js+v}.$$
#
# Ask the question once more: which outputs does an input reach, and by what factor? (Sum pooling is the same without the factor in front.)
#
# **Worked example.** For the matrix of exercise 04.9, windows of 2 × 2 and stride 2, $Y = \begin{pmatrix}3 & 2\\ 1.25 & 5.5\end{pmatrix}$.


# %% nbgrader={"grade_id": "04-10-solution"}
def avgpool2d_forward(X, kh, kw, stride):
    """Average pooling of images, each channel by itself.

    Parameters
    ----------
    X : array (N, C, H, W)
    kh, kw : int
        Height and width of the window.
    stride : int
        Distance of the windows, the same for both axes.

    Returns
    -------
    out : array (N, C, OH, OW)
        OH = (H - kh) // stride + 1, and OW likewise; leftover rows and columns are dropped.
    cache : anything
        What your backward function needs.
    """
    ### BEGIN SOLUTION
    N, C, H, W = X.shape
    out = np.zeros((N, C, (H - kh) // stride + 1, (W - kw) // stride + 1))
    for i, j in np.ndindex(*out.shape[2:]):
        r, s = i * stride, j * stride
        out[:, :, i, j] = X[:, :, r : r + kh, s : s + kw].mean(axis=(2, 3))
    return out, (X.shape, kh, kw, stride)
    ### END SOLUTION


def avgpool2d_backward(dout, cache):
    """Gradient of `avgpool2d_forward` with respect to its input.

    Parameters
    ----------
    dout : array (N, C, OH, OW)
    cache : what `avgpool2d_forward` returned
        Not to be changed.

    Returns
    -------
    dX : array (N, C, H, W)
    """
    ### BEGIN SOLUTION
    shape, kh, kw, stride = cache
    dX = np.zeros(shape)
    for i, j in np.ndindex(*dout.shape[2:]):
        r, s = i * stride, j * stride
        dX[:, :, r : r + kh, s : s + kw] += dout[:, :, i, j, None, None] / (kh * kw)
    return dX
    ### END SOLUTION


# %% nbgrader={"grade_id": "04-10-shared"}
def pool(X, kh, kw, stride):
    view = np.lib.stride_tricks.sliding_window_view(X, (kh, kw), axis=(2, 3))
    return view[:, :, ::stride, ::stride].mean(axis=(4, 5))


# %% nbgrader={"grade_id": "04-10-test-forward", "points": 3}
# 04.10, check 1 of 2: out
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.10", "forward"):
    X = np.array([[[[1.0, 3, 2, 0], [4, 4, 1, 5], [0, 2, 6, 6], [1, 2, 7, 3]]]])
    out = check.call(avgpool2d_forward, X, 2, 2, 2)[0]
    check.value(out, [[[[3, 2], [1.25, 5.5]]]], name="out for 2 x 2, stride 2")
    X = 15 * (np.arange(3780) ** 3 % 29 - 14.0).reshape(6, 9, 10, 7)
    out = check.call(avgpool2d_forward, X, 3, 5, 2)[0]
    check.value(out[1][2], [[-15, 1], [-31, 31], [-54, 12], [-30, -2]], name="out[1, 2], 3 x 5")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.10")
    ### SHARED
    rng = check.rng()
    for N, C, H, W, kh, kw, stride in [
        (7, 6, 10, 9, 3, 5, 2),
        (3, 6, 9, 10, 4, 2, 2),
        (7, 6, 5, 9, 2, 5, 1),
        (3, 7, 10, 8, 2, 4, 3),
        (1, 3, 6, 8, 2, 4, 2),
    ]:
        X = rng.normal(size=(N, C, H, W))
        out, _ = check.call(avgpool2d_forward, X, kh, kw, stride)
        check.value(out, pool(X, kh, kw, stride), name="out")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "04-10-test-backward", "points": 3}
# 04.10, check 2 of 2: dX
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.10", "backward"):
    X = np.array([[[[1.0, 3, 2, 0], [4, 4, 1, 5], [0, 2, 6, 6], [1, 2, 7, 3]]]])
    _, cache = check.call(avgpool2d_forward, X, 2, 3, 1)
    check.call(avgpool2d_forward, -X, 1, 2, 2)  # another call in between does no harm
    dX = check.call(avgpool2d_backward, np.array([[[[6.0, 12], [-6, 18], [24, 6]]]]), cache)
    expected = [[[[1, 3, 3, 2], [0, 5, 5, 5], [3, 7, 7, 4], [4, 5, 5, 1]]]]
    check.value(dX, expected, name="dX for 2 x 3, stride 1")
    X = np.arange(3780.0).reshape(6, 9, 10, 7)
    G = 15 * (np.arange(432) ** 3 % 29 - 14.0).reshape(6, 9, 4, 2)
    _, cache = check.call(avgpool2d_forward, X, 3, 5, 2)
    dX = np.asarray(check.call(avgpool2d_backward, G, cache))
    check.value(dX[1, 2, 4], [8, 8, -1, -1, -1, -9, -9], name="dX[1, 2, 4] for 3 x 5, stride 2")
    check.value(
        dX[4, 6, :, 3],
        [-13, -13, -1, 12, -1, -13, -5, 8, 8, 0],
        name="dX[4, 6, :, 3] for 3 x 5, stride 2",
    )
    ### BEGIN HIDDEN TESTS
    check.hidden("04.10")
    ### SHARED
    rng = check.rng()
    cases = [
        {"X": rng.normal(size=(N, C, H, W)), "kh": kh, "kw": kw, "stride": stride}
        for N, C, H, W, kh, kw, stride in [
            (2, 3, 10, 7, 4, 1, 2),
            (2, 3, 6, 9, 3, 5, 1),
            (2, 2, 6, 5, 2, 2, 3),
            (2, 3, 6, 5, 3, 2, 2),
        ]
    ]
    check.module(avgpool2d_forward, avgpool2d_backward, cases, ["X"], oracle=pool, only=["X"])
    # 26,880 forward passes for differences, 1.3 s at the very least; one backward pass takes 2 ms.
    X = rng.normal(size=(1, 2, 80, 84))
    dout = rng.normal(size=pool(X, 9, 7, 8).shape)
    with check.cpu_limit(0.4):
        _, cache = check.call(avgpool2d_forward, X, 9, 7, 8)
        dX = check.call(avgpool2d_backward, dout, cache)
    expected = np.zeros(X.shape)
    for i, j in np.ndindex(*dout.shape[2:]):
        expected[:, :, 8 * i : 8 * i + 9, 8 * j : 8 * j + 7] += dout[:, :, i, j, None, None] / 63
    check.value(dX, expected, name="dX", kind="gradient")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: what you derived</summary>
#
# An input reaches every output whose window it lies in, each time by the factor $1/(k_h k_w)$. So every $G_{nqij}$ is handed out in equal shares of $G_{nqij}/(k_h k_w)$ to all inputs of its window, and where windows overlap, the shares add up.
#
# </details>
#
# ### The order of the stages
#
# Filter, non-linearity, pooling and, if wanted, a normalisation: these four make up a layer of a convolutional network. The non-linearity works on each pixel of a map by itself, most often $\max(0, z)$. It lets strong responses of a filter through at the expense of weak ones. Does the order of the non-linearity and the pooling matter?
#
# - $\max(0, \cdot)$ never decreases, so the largest entry stays the largest. ReLU and **max** pooling can be exchanged, exactly. Pool first, and there are fewer numbers to rectify.
# - For **average** pooling the order matters. Window $(-1, 3)$: average, then rectify gives 1; rectify, then average gives 1.5.
#
# <details><summary>Where the lectures differ: MIT 6.869 lecture 7; York EECS 4422/5323 unit 8</summary>
#
# MIT gives the order just named, yet its list of AlexNet's layers pools first and then normalises, where the published network normalises first (not in the lectures). York places the normalisation before or after the pooling. The word itself stands for several operations; notebook 06 defines each one apart.
#
# </details>

# %% [markdown]
# ## 8 Convolution as one matrix product
#
# Your loops are correct, and slow. Nearly all the time goes into Python, not into arithmetic. The remedy is to gather first and multiply once:
#
# 1. Write each window as a row of $C\,k_h k_w$ numbers. All windows of all images make a matrix with $N \cdot OH \cdot OW$ rows. This is `im2col`, from "image to columns" (some libraries put the windows into columns; here they are rows).
# 2. Write each filter as a row in the same order, `W.reshape(F, -1)`.
# 3. One matrix product gives all outputs, one row for each place and one column for each filter. Add the biases, and bring the axes into the order $(N, F, OH, OW)$.
#
# **Worked example.** For the $3 \times 3$ matrix of section 6 and windows of $2 \times 2$,
#
# $$\begin{pmatrix}1 & 3 & 0 & -1\\ 3 & 1 & -1 & 1\\ 0 & -1 & 2 & 2\\ -1 & 1 & 2 & -1\end{pmatrix} \begin{pmatrix}1\\ 2\\ 0\\ -1\end{pmatrix} = \begin{pmatrix}8\\ 4\\ -4\\ 2\end{pmatrix}.$$
#
# The dense matrix $A$ of section 2 would do it, too, but it is nearly all zeros. For the first layer of LeNet (notebook 05) it has 4,704 rows and 1,024 columns, 4.8 million entries, of which 117,600 are not 0, that is 2.4 %. The two ideas are relatives: in $A$ the *weights* are repeated, in im2col the *inputs* are.
#
# <details><summary>Where the lectures differ: Toronto CSC2515 lecture 6</summary>
#
# Toronto says that convolution is typically implemented as multiplication by its Toeplitz matrix, and that this beats the Fourier transform for convolutional networks on graphics processors. What libraries really do is gather windows, as you do here, or compute directly, and they choose by the sizes; for large kernels the Fourier transform is among the choices (not in the lectures).
#
# </details>

# %% [markdown]
# **Predict first.** In the figure an image has two channels of $4 \times 4$ and the windows are $2 \times 2$. In how many rows does a pixel in the middle stand, and in how many one in a corner? What does that say about its gradient? Point at rows, then at pixels.

# %% nbgrader={"grade_id": "04-figure-im2col"}
from convnet.widgets.connections import windows_as_rows

windows_as_rows()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# At stride 1 a middle pixel stands in four rows, one in a corner in one. The matrix holds copies, so the gradient of a pixel is the sum over all places to which it was copied. At stride 2 the windows do not overlap, and every pixel stands in one row.
#
# </details>

# %% [markdown]
# ### Exercise 04.11 im2col (6 points)
#
# Write `im2col(X, kh, kw, stride, pad)` (3 points). Row $(n, i, j)$ of the result is the window of the output $(i, j)$ of image $n$, and its columns are $(q, u, v)$, with $q$ for the channel; both in row-major order, the last index moving fastest. Then write `conv2d_im2col(X, W, b, stride, pad)` (3 points), which returns the output alone.


# %% nbgrader={"grade_id": "04-11-solution"}
def im2col(X, kh, kw, stride=1, pad=0):
    """All windows of a batch of images, one a row.

    Parameters
    ----------
    X : array (N, C, H, W)
    kh, kw : int
        Height and width of the window.
    stride, pad : int
        The same for both axes; padding with zeros on all four sides.

    Returns
    -------
    columns : array (N * OH * OW, C * kh * kw)
        Row (n, i, j), column (q, u, v), q the channel, both in row-major order.
    """
    ### BEGIN SOLUTION
    N, C, H, W = X.shape
    OH, OW = (H + 2 * pad - kh) // stride + 1, (W + 2 * pad - kw) // stride + 1
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    columns = np.zeros((N, OH, OW, C, kh, kw))
    for u in range(kh):
        for v in range(kw):
            seen = P[:, :, u : u + stride * OH : stride, v : v + stride * OW : stride]
            columns[..., u, v] = seen.transpose(0, 2, 3, 1)
    return columns.reshape(N * OH * OW, C * kh * kw)
    ### END SOLUTION


def conv2d_im2col(X, W, b, stride=1, pad=0):
    """The output of `conv2d_forward`, by one matrix product.

    Parameters
    ----------
    X : array (N, C, H, W)
    W : array (F, C, kh, kw)
    b : array (F,)
    stride, pad : int

    Returns
    -------
    out : array (N, F, OH, OW)
    """
    ### BEGIN SOLUTION
    N, _, H, width = X.shape
    F, _, kh, kw = W.shape
    OH, OW = (H + 2 * pad - kh) // stride + 1, (width + 2 * pad - kw) // stride + 1
    rows = im2col(X, kh, kw, stride, pad) @ W.reshape(F, -1).T + b
    return rows.reshape(N, OH, OW, F).transpose(0, 3, 1, 2)
    ### END SOLUTION


# %% nbgrader={"grade_id": "04-11-shared"}
def windows(X, kh, kw, stride, pad):
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    view = np.lib.stride_tricks.sliding_window_view(P, (kh, kw), axis=(2, 3))
    return view[:, :, ::stride, ::stride]  # axes n q i j u v


rng = check.rng()
sizes = [
    (7, 10, 11, 6, 8, 5, 3, 2, 1),
    (8, 9, 7, 10, 6, 3, 5, 2, 1),
    (3, 2, 6, 5, 8, 2, 4, 1, 0),
    (13, 5, 12, 7, 9, 4, 3, 1, 2),
    (2, 5, 6, 10, 8, 3, 1, 3, 0),
]

# %% nbgrader={"grade_id": "04-11-test-im2col", "points": 3}
# 04.11, check 1 of 2: im2col
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.11", "im2col"):
    X = np.array([[[[1.0, 3, 1], [0, -1, 1], [2, 2, -1]]]])
    expected = [[1, 3, 0, -1], [3, 1, -1, 1], [0, -1, 2, 2], [-1, 1, 2, -1]]
    check.value(check.call(im2col, X, 2, 2), expected, name="the columns")
    n, q, i, j = np.indices((7, 10, 6, 15))
    X = 100000.0 + 10000 * n + 1000 * q + 100 * i + j  # 123405 is X[2, 3, 4, 5]
    columns = np.asarray(check.call(im2col, X, 5, 3, 2, 1))
    check.value(columns.shape, [112, 150], name="the shape for 5 x 3, stride 2, pad 1")
    expected = [110205, 110206, 110207, 110305, 110306, 110307, 0, 0, 0, 111005, 111006, 111007]
    check.value(columns[19, 9:21], expected, name="columns 9 to 20 of row 19")
    expected = [101308, 101310, 101312, 101314, 111100, 111102, 111104, 111106, 111108, 111110]
    check.value(columns[12:22, 22], expected, name="rows 12 to 21 of column 22")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.11")
    ### SHARED
    for N, C, _, H, width, kh, kw, stride, pad in sizes:
        X = rng.normal(size=(N, C, H, width))
        ordered = windows(X, kh, kw, stride, pad).transpose(0, 2, 3, 1, 4, 5)
        columns = check.call(im2col, X, kh, kw, stride=stride, pad=pad)
        check.value(columns, ordered.reshape(-1, C * kh * kw), name="the columns")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "04-11-test-conv2d", "points": 3}
# 04.11, check 2 of 2: conv2d_im2col
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("04.11", "conv2d"):

    def numbers(*shape):
        return (np.arange(np.prod(shape)) ** 3 % 29 - 14.0).reshape(shape)

    X, W, b = numbers(7, 10, 6, 8), numbers(11, 10, 5, 3), numbers(11)
    out = check.call(conv2d_im2col, X, W, b, 2, 1)
    check.value(np.shape(out), [7, 11, 2, 4], name="the shape of out for stride 2, pad 1")
    expected = [[123, -139, -1028, 1318], [-275, -41, 631, -452]]
    check.value(out[1][2], expected, name="out[1, 2] for stride 2, pad 1")
    X, W = np.array([[[[1.0, 3, 1], [0, -1, 1], [2, 2, -1]]]]), np.array([[[[1.0, 2], [0, -1]]]])
    out = check.call(conv2d_im2col, X, W, np.zeros(1))
    check.value(out, [[[[8, 4], [-4, 2]]]], name="out, one channel and filter")
    ### BEGIN HIDDEN TESTS
    check.hidden("04.11")
    ### SHARED
    for N, C, F, H, width, kh, kw, stride, pad in sizes:
        X, b = rng.normal(size=(N, C, H, width)), rng.normal(size=F)
        W = rng.normal(size=(F, C, kh, kw))
        expected = np.einsum("ncijuv,fcuv->nfij", windows(X, kh, kw, stride, pad), W)
        out = check.call(conv2d_im2col, X, W, b, stride=stride, pad=pad)
        check.value(out, expected + b[:, None, None], name="out")
    ### END HIDDEN TESTS

# %% [markdown]
# **How much faster?** The next cell runs both of your versions on the same batch, compares the results and shows the ratio of the times. The ratio depends on the computer and on how you wrote the two; a factor of 10 to 100 is usual. (Not graded.)

# %% nbgrader={"grade_id": "04-speed"} tags=["skip-when-graded", "nbval-ignore-output"]
import time

rng = np.random.default_rng(0)
X, W, b = rng.normal(size=(4, 3, 28, 28)), rng.normal(size=(8, 3, 5, 5)), rng.normal(size=8)
try:
    start = time.perf_counter()
    loops, _ = conv2d_forward(X, W, b, 1, 2)
    middle = time.perf_counter()
    product = conv2d_im2col(X, W, b, 1, 2)
    end = time.perf_counter()
    difference, ratio = np.abs(loops - product).max(), (middle - start) / (end - middle)
    print(f"largest difference {difference:.0e}, {ratio:.0f} times faster")
    if not difference < 1e-9:
        print("The two do not agree: the checks of 04.6 and 04.11 say which one is wrong.")
except NotImplementedError:
    print("This cell needs your functions of exercises 04.6 and 04.11.")
except NameError as missing:
    print(f"There is no `{missing.name}` yet: do Run > Run All Above Selected Cell.")
except Exception as error:
    print(f"not yet ({type(error).__name__}: {error}); see the checks of 04.6 and 04.11")

# %% [markdown]
# Look at the diagram of section 1 a last time, or here, with all five modules to choose from.

# %% nbgrader={"grade_id": "04-figure-boxes-again"}
from convnet.widgets.modules import boxes

boxes(globals())

# %% [markdown]
# ## 9 More ways to pool (optional, not graded)
#
# Three kinds of pooling for which you now have everything you need. Derive the boxes of each on paper before you read the code of the next cell.
#
# **$L^2$ pooling** keeps the norm of the window: $y_n = \sqrt{\sum_m x_{ns+m}^2}$. Large entries count for more, but all count. For entries that are not negative the norm lies between the maximum and the sum; with signs it need not, since $(-3, 1)$ has the maximum 1, the sum −2 and the norm 3.16.
#
# **Fractional max pooling** (B. Graham, 2014; the lectures give its name only) shrinks by a factor that is not whole, say from 25 to 18. The windows are 1 or 2 long, in a sequence that makes the ends meet: window $n$ goes from $\lfloor \alpha n\rfloor$ to $\lfloor \alpha (n+1)\rfloor - 1$, where $\alpha$, between 1 and 2, is the length of the input divided by that of the output. (In training the sequence is drawn at random.)
#
# **Maxout** (I. Goodfellow and others, 2013) pools across features instead of places. The channels form groups of $R$, and of each group only the strongest response is passed on, at every place by itself: the features compete. $Y_{n f i j} = \max_{0 \le m < R} X_{n,\,fR+m,\,i,\,j}$.
#
# <details><summary>When you are done: the factors</summary>
#
# For $L^2$ pooling $\partial y_n/\partial x_j = x_j / y_n$ for every $x_j$ in the window. It is taken as 0 where the whole window is 0. Fractional max pooling goes back like max pooling: only the windows differ. In maxout the gradient goes to the winner of each group.
#
# </details>

# %% nbgrader={"grade_id": "04-optional"}
from autograder.gradients import central_differences


def l2_pool(x, g, k=3, stride=2):
    """Output of L2 pooling of a signal, and the gradient of sum(g * output)."""
    starts = range(0, len(x) - k + 1, stride)
    y = np.array([np.linalg.norm(x[start : start + k]) for start in starts])
    dx = np.zeros(len(x))
    for i, start in enumerate(starts):
        if y[i] > 0:
            dx[start : start + k] += g[i] * x[start : start + k] / y[i]
    return y, dx


def fractional_max_pool(x, g):
    """The same for max pooling to len(g) outputs, whatever the length of x."""
    edges = len(x) * np.arange(len(g) + 1) // len(g)
    places = [edges[i] + np.argmax(x[edges[i] : edges[i + 1]]) for i in range(len(g))]
    dx = np.zeros(len(x))
    np.add.at(dx, places, g)
    return x[places], dx


def maxout(x, g, group=3):
    """The same for a column of channels, in groups of three: one place of one image."""
    rows = x.reshape(-1, group)
    winners = rows.argmax(axis=1)
    dx = np.zeros(rows.shape)
    dx[np.arange(len(rows)), winners] = g
    return rows.max(axis=1), dx.reshape(-1)


rng = np.random.default_rng(4)
for pool, inputs, outputs in [(l2_pool, 9, 4), (fractional_max_pool, 10, 7), (maxout, 12, 4)]:
    x, g = rng.normal(size=inputs), rng.normal(size=outputs)
    numerical = central_differences(lambda v: float(g @ pool(v, g)[0]), x).gradient
    fits = np.allclose(pool(x, g)[1], numerical, atol=1e-8)
    print(f"{pool.__name__:<20} {inputs} -> {outputs}   backward fits the differences: {fits}")

# %% [markdown]
# ## What you can do now
#
# - Derive the backward pass of a layer that you have never seen: ask of one number which outputs it reaches and by what factor, and add up.
# - Say why the gradient of a shared weight is a sum, why a $\star$ layer has a $*$ as its backward pass, and what stride, padding and boundaries do to it.
# - Write convolution, max and average pooling for batches of images, forward and backward, and convolution as one matrix product.
# - Prove a backward pass by differences where the layer is small, and by the adjoint identity where it is large, and say what each proof leaves open.
# - Spot the mask that hands out too much gradient on ties.
#
# Next: **05 LeNet on MNIST**, where these modules become a network that reads digits.
#
# **References.** V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", 2016 (strides and padding, with drawings). Y.-L. Boureau, J. Ponce and Y. LeCun, "A theoretical analysis of feature pooling in visual recognition", *ICML* 2010. I. Goodfellow and others, "Maxout networks", *ICML* 2013. B. Graham, "Fractional max-pooling", 2014. K. Chellapilla, S. Puri and P. Simard, "High performance convolutional neural networks for document processing", 2006 (convolution as a matrix product).
