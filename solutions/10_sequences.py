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
# # 10 Sequences and auto-encoders
#
# Every network that you have built so far sees its whole input at once, answers, and forgets. But a sentence is heard word by word, a melody note by note, and the hand that writes a digit needs a second for it. This notebook gives a network a memory: part of what it computes comes back to it at the next step. Then it looks at networks whose target is their own input, and asks what they can possibly learn from that.
#
# Neither needs a new rule of differentiation. Written out step by step, both are graphs without cycles, and back-propagation works on every such graph. What is new is what you find when you look: a gradient that travels far may fade away, or blow up, and a network without any labels may rediscover a classic of statistics.
#
# When you are through, you can
#
# - run a network over a sequence, and carry the gradient back through time, step by step, into weights that all steps share;
# - say by which factor a gradient shrinks or grows on its way, and measure it;
# - build an auto-encoder from the modules of notebook 02, and see what its bottleneck keeps;
# - prove by experiment that a linear auto-encoder finds the subspace of principal component analysis.
#
# You need notebook 02: the chain rule on a graph, and the multilayer perceptron. Plan about three hours. Of the five lectures behind this course, Innsbruck's names recurrent networks and auto-encoders, by figures without equations. The equations here are therefore ours: the usual ones.

# %% nbgrader={"grade_id": "10-setup"}
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
# ## 1 A network with a state
#
# **Predict first.** You are shown a digit through a slit, one row of pixels at a time, from top to bottom. After how many of the eight rows would you dare to name it? And what of the rows before do you have to remember for that?
#
# Move the slider. The bars belong to a network that sees only what you see: in each step the eight pixels of a single row, and its own state after the row before.

# %% nbgrader={"grade_id": "10-figure-rows"}
from convnet.widgets.sequences import rows

rows()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# After the first row most bars are spread; by the fifth most digits are decided. Not all of them rightly: the 4 with which the picture opens is called a 1 in the end. The network never sees the image as a whole. Everything that it knows of the rows above is in its state, 24 numbers. In section 5 you train such a network with your own functions.
#
# </details>
#
# Here is how it works; $t$ counts steps in this notebook, not targets. In step $t$ the network holds a **state** $h_t$ and reads an input $x_t$. From both it makes the next state, and with that it goes into the next step:
#
# $$z_t = W_x\, x_t + W_h\, h_t + b, \qquad h_{t+1} = \tanh z_t, \qquad t = 0, \dots, T-1.$$
#
# | | shape | in a batch |
# |---|---|---|
# | inputs $x_0, \dots, x_{T-1}$ | $(D,)$ each | `X` $(B, T, D)$ |
# | first state $h_0$, given; often zeros | $(M,)$ | `h0` $(B, M)$ |
# | states $h_1, \dots, h_T$ | $(M,)$ each | `H` $(B, T, M)$ |
# | $W_x$, $W_h$, $b$ | $(M, D)$, $(M, M)$, $(M,)$ | the same for all |
#
# Mind the indices: `X[:, t]` is what goes in at step $t$, and `H[:, t]` is the state that comes out of it, $h_{t+1}$.
#
# Such a network is called **recurrent** (RNN), because of the cycle: $h$ has an influence on its own future. The weights are the same in every step. So the network has $M(D + M + 1)$ parameters however long the sequence is, and can read sequences of any length.
#
# **Worked example.** One unit, one input, $w_x = \ln 2$, $w_h = \tfrac53 \ln 2$, $b = 0$, and the sequence $x = (1, 0, -1)$ from $h_0 = 0$. Since $\tanh(\ln 2) = 0.6$,
#
# $$\begin{aligned} h_1 &= \tanh(\ln 2 \cdot 1) = 0.6,\\ h_2 &= \tanh(\ln 2 \cdot 0 + \tfrac53 \ln 2 \cdot 0.6) = \tanh(\ln 2) = 0.6,\\ h_3 &= \tanh(\ln 2 \cdot (-1) + \tfrac53 \ln 2 \cdot 0.6) = \tanh(0) = 0. \end{aligned}$$
#
# The second input is 0, and yet the state is 0.6: it remembers the 1 before. The third input wipes it out.
#
# <details><summary>Where the lectures are silent: Innsbruck 703142 lecture 11</summary>
#
# It shows a recurrent network as a figure: for sequences, with an output at every step and with connections between the hidden units, the same weights at all times. No equation goes with it, and none of the other lectures has one; Toronto only says that its networks have no cycles. The equation above is the common one (not in the lectures). Some books apply the weights to row vectors, and so have our matrices transposed; many count the states so that $x_t$ leads to $h_t$.
#
# </details>

# %% [markdown]
# ### Exercise 10.1 Forward through time (8 points)
#
# Write `rnn_forward(X, h0, Wx, Wh, b)` for a batch. It returns `(H, cache)`. The check makes the cache of the next exercise itself; so `cache` may be anything here, and a good choice is `(X, h0, Wx, Wh, b, H)`.
#
# <details><summary>Hint 1: the idea</summary>
#
# A loop over the steps, with a variable that holds the state. The batch needs no loop: a step is a linear module (notebook 02) for two inputs, and a tanh.
#
# </details>
# <details><summary>Hint 2: the first line of a step</summary>
#
# `X[:, t]` has the shape $(B, D)$. For examples in rows, $W_x x_t$ is `X[:, t] @ Wx.T`, of shape $(B, M)$.
#
# </details>


# %% nbgrader={"grade_id": "10-01-solution"}
def rnn_forward(X, h0, Wx, Wh, b):
    """States of a recurrent network with tanh units, over a batch of sequences.

    Parameters
    ----------
    X : array (B, T, D)
        X[:, t] goes in at step t.
    h0 : array (B, M)
        The state before the first step.
    Wx : array (M, D)
    Wh : array (M, M)
    b : array (M,)

    Returns
    -------
    H : array (B, T, M)
        H[:, t] is the state after step t.
    cache : anything
        What the backward pass needs, such as (X, h0, Wx, Wh, b, H).
    """
    ### BEGIN SOLUTION
    B, T, _ = X.shape
    H = np.zeros((B, T, len(b)))
    h = h0
    for t in range(T):
        h = np.tanh(X[:, t] @ Wx.T + h @ Wh.T + b)
        H[:, t] = h
    return H, (X, h0, Wx, Wh, b, H)
    ### END SOLUTION


# %% nbgrader={"grade_id": "10-01-test", "points": 8}
# 10.1, check: H
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("10.1"):
    sizes = (3, 4, 5), (3, 2), (2, 5), (2, 2), (2,)
    args = [check.irregular(k, *size) for k, size in enumerate(sizes, 1)]
    H, _ = check.parts(check.call(rnn_forward, *args), H=(3, 4, 2), cache=None)
    right = [
        [0.953394633, 0.967245164, 0.892880145, 0.712256111],
        [0.996277566, -0.44051084, 0.997374643, 0.207561374],
        [0.955909197, -0.0713780384, 0.99777697, 0.321639086],
    ]
    check.value(H[:, :, 1], right, name="H[:, :, 1]")
    ### BEGIN HIDDEN TESTS
    check.hidden("10.1")
    import numpy as np

    rng = check.rng()
    for B, T, D, M in [(2, 4, 3, 5), (3, 5, 4, 2), (1, 6, 2, 3), (4, 1, 5, 3), (5, 3, 1, 4)]:
        X, h0 = rng.normal(size=(B, T, D)), rng.normal(size=(B, M))
        Wx, Wh, b = rng.normal(size=(M, D)), rng.normal(size=(M, M)), rng.normal(size=M)
        expected, h = [], h0
        for t in range(T):
            h = np.tanh(np.einsum("md,bd->bm", Wx, X[:, t]) + np.einsum("mk,bk->bm", Wh, h) + b)
            expected.append(h)
        pair = check.call(rnn_forward, X, h0, Wx, Wh, b)
        H, _ = check.parts(pair, H=None, cache=None)
        check.value(H, np.stack(expected, axis=1), name="H")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: the loop</summary>
#
# With $X_t$ for the $(B, D)$ inputs of step $t$ and $H_t$ for the $(B, M)$ states before it,
#
# $$H_{t+1} = \tanh\left(X_t W_x^\top + H_t W_h^\top + b\right).$$
#
# The loop over the steps cannot be avoided, since a step needs the result of the one before: a recurrent network computes in parallel over the batch, but never over the time. (Only $X_t W_x^\top$ can be done for all steps at once.)
#
# </details>

# %% [markdown]
# ## 2 Back through time
#
# Back-propagation goes through a graph from the end to the beginning, and a cycle has neither. The way out is to draw the network once for each step. Unrolled like this, it is a graph as any other: $T$ copies of one module in a row. All copies hold the same $W_x$, $W_h$ and $b$.
#
# **Derive it.** Take one example. The cost may look at every state, so an upstream gradient $g_t$ arrives at each $h_{t+1}$ from outside, in code `dH[:, t]`. Write $\delta_t$ for the gradient of $z_t$, and answer four questions with pen and paper:
#
# 1. Where does $h_{t+1}$ go to? There are two ways. So what is its whole gradient $\bar h_{t+1}$, given $g_t$ and $\delta_{t+1}$? And for the last state?
# 2. What is $\delta_t$, given $\bar h_{t+1}$?
# 3. $W_h$ is used $T$ times. What does the copy in step $t$ contribute to $\overline W_h$, and what is done with the $T$ contributions? What about $W_x$ and $b$?
# 4. What are $\bar x_t$ and $\bar h_0$?
#
# **Predict first.** Then look at the figure. It shows the network of the worked example with a cost $J = h_3$. On the way back a gradient of 1 enters at $h_3$. How many contributions will $\bar w_h$ get, and which is the largest? What will the gradient of $h_2$ be: larger or smaller than 1? Go through the steps one by one; then change $w_h$ and the inputs.

# %% nbgrader={"grade_id": "10-figure-unrolled"}
from convnet.widgets.sequences import unrolled

unrolled()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# Forward, the value of each state goes to the next copy. Backward, each copy gets one gradient from the right, multiplies it by the slope $1 - h_{t+1}^2$ of its own tanh, and sends it on through $w_h$ to the left. On its way it leaves three contributions, to $\bar w_x$, $\bar w_h$ and $\bar b$; they add up over the copies. The gradient of $h_2$ is $w_h = \tfrac53\ln 2 \approx 1.155$, larger than 1, as the last tanh has slope 1 at 0; the next factor is $1.155 \cdot 0.64 \approx 0.739$. So $\bar w_h$ gets $1 \cdot h_2 = 0.6$ from the last copy, the largest share, and $0.739 \cdot h_1 \approx 0.44$ from the one before. The first copy contributes nothing to $\bar w_h$, because $h_0 = 0$ is what $w_h$ was multiplied with there.
#
# </details>

# %% [markdown]
# ### Exercise 10.2 Back-propagation through time (16 points)
#
# Write `rnn_backward(dH, cache)`. It gets the upstream gradient of all states, of shape $(B, T, M)$, and the cache `(X, h0, Wx, Wh, b, H)`, which the check makes. It returns `(dX, dh0, dWx, dWh, db)`, each with the shape of what it belongs to (3, 2, 3, 5 and 3 points).
#
# **Worked example.** The network of section 1, $x = (1, 0, -1)$, $h = (0.6, 0.6, 0)$, and upstream gradients $g = (0, 0, 1)$. The last step: $\delta_2 = 1 \cdot (1 - 0^2) = 1$. It contributes $1 \cdot x_2 = -1$ to $\bar w_x$. In the step before, $\delta_1 = \tfrac53 \ln 2 \cdot 1 \cdot (1 - 0.6^2) \approx 0.739$, and so on.
#
# <details><summary>Hint 1: the idea</summary>
#
# A loop over the steps in the opposite direction. It carries one array of shape $(B, M)$: what comes back to a state from the step after it. At the last step there is nothing yet.
#
# </details>
# <details><summary>Hint 2: the first line of a step</summary>
#
# Add what comes from outside, `dH[:, t]`, and what comes from the future; both belong to `H[:, t]`. Then go through the tanh.
#
# </details>
# <details><summary>Hint 3: which state is before step t</summary>
#
# For $t > 0$ it is `H[:, t - 1]`. For $t = 0$ it is not: in Python the index −1 is the *last* one.
#
# </details>


# %% nbgrader={"grade_id": "10-02-solution"}
def rnn_backward(dH, cache):
    """Back-propagation through time: gradients of `rnn_forward`.

    Parameters
    ----------
    dH : array (B, T, M)
        Upstream gradient: dH[:, t] is what arrives from outside at H[:, t]. Not to be
        changed.
    cache : tuple (X, h0, Wx, Wh, b, H)
        Arguments and result of the forward pass. Not to be changed.

    Returns
    -------
    dX : array (B, T, D)
    dh0 : array (B, M)
    dWx : array (M, D)
    dWh : array (M, M)
    db : array (M,)
    """
    ### BEGIN SOLUTION
    X, h0, Wx, Wh, b, H = cache
    dX, dWx = np.zeros(X.shape), np.zeros(Wx.shape)
    dWh, db = np.zeros(Wh.shape), np.zeros(len(b))
    carry = np.zeros(h0.shape)
    for t in reversed(range(X.shape[1])):
        dZ = (dH[:, t] + carry) * (1 - H[:, t] ** 2)
        before = H[:, t - 1] if t > 0 else h0
        dX[:, t] = dZ @ Wx
        dWx += dZ.T @ X[:, t]
        dWh += dZ.T @ before
        db += dZ.sum(axis=0)
        carry = dZ @ Wh
    return dX, carry, dWx, dWh, db
    ### END SOLUTION


# %% nbgrader={"grade_id": "10-02-shared"}
import numpy as np


def states(X, h0, Wx, Wh, b):
    """The oracle's states."""
    expected, h = [], h0
    for t in range(X.shape[1]):
        h = np.tanh(np.einsum("md,bd->bm", Wx, X[:, t]) + np.einsum("mk,bk->bm", Wh, h) + b)
        expected.append(h)
    return np.stack(expected, axis=1)


def made(X, h0, Wx, Wh, b):
    """The cache, as the exercise fixes it."""
    return X, h0, Wx, Wh, b, states(X, h0, Wx, Wh, b)


def gradient_is_right(judged):
    """Compare one of the five gradients with differences of the oracle, on several sizes."""
    rng, cases = check.rng(), []
    for B, T, D, M in [(2, 4, 3, 5), (3, 5, 4, 2), (1, 3, 2, 4), (4, 1, 5, 3)]:
        shapes = {"X": (B, T, D), "h0": (B, M), "Wx": (M, D), "Wh": (M, M), "b": (M,)}
        scale = {"Wx": D**-0.5, "Wh": M**-0.5}
        cases.append({k: scale.get(k, 1.0) * rng.normal(size=s) for k, s in shapes.items()})
    check.module(
        *(None, rnn_backward, cases),
        wrt=["X", "h0", "Wx", "Wh", "b"],
        only=[judged],
        oracle=states,
        cache=made,
        sizes=lambda X, **rest: {"B": len(X), "T": X.shape[1]},
    )


# %% nbgrader={"grade_id": "10-02-test-dX", "points": 3}
# 10.2, check 1 of 5: dX
# Do not edit; hidden checks follow when it is graded.
from autograder import check
from convnet.examples import small_rnn

with check.exercise("10.2", "dX"):
    cache = small_rnn()  # X, h0, Wx, Wh, b, H
    grads = check.call(rnn_backward, check.irregular(1, 2, 4, 3), cache)
    dX = check.parts(grads, dX=(2, 4, 1), dh0=None, dWx=None, dWh=None, db=None)[0]
    right = [[2.327866071, 0.7707013071, 0.09164830987, 0.2803160273]]
    right += [[-0.5670750189, -1.563226823, -0.1495110636, -0.1057877783]]
    check.value(dX[:, :, 0], right, "dX[:, :, 0]")
    ### BEGIN HIDDEN TESTS
    check.hidden("10.2")
    ### SHARED
    gradient_is_right("X")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "10-02-test-dh0", "points": 2}
# 10.2, check 2 of 5: dh0
# Do not edit; hidden checks follow when it is graded.
from autograder import check
from convnet.examples import small_rnn

with check.exercise("10.2", "dh0"):
    cache = small_rnn()  # X, h0, Wx, Wh, b, H
    grads = check.call(rnn_backward, check.irregular(1, 2, 4, 3), cache)
    dh0 = check.parts(grads, dX=None, dh0=(2, 3), dWx=None, dWh=None, db=None)[1]
    right = [[1.421956528, 7.759553569, 0.4188643713], [1.318169485, -1.890250063, -5.204430985]]
    check.value(dh0, right, "dh0")
    ### BEGIN HIDDEN TESTS
    check.hidden("10.2")
    ### SHARED
    gradient_is_right("h0")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "10-02-test-dWx", "points": 3}
# 10.2, check 3 of 5: dWx
# Do not edit; hidden checks follow when it is graded.
from autograder import check
from convnet.examples import small_rnn

with check.exercise("10.2", "dWx"):
    cache = small_rnn()  # X, h0, Wx, Wh, b, H
    grads = check.call(rnn_backward, check.irregular(1, 2, 4, 3), cache)
    dWx = check.parts(grads, dX=None, dh0=None, dWx=(3, 1), dWh=None, db=None)[2]
    check.value(dWx[:, 0], [-7.755189644, -8.281725605, 1.96347896], "dWx[:, 0]")
    ### BEGIN HIDDEN TESTS
    check.hidden("10.2")
    ### SHARED
    gradient_is_right("Wx")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "10-02-test-dWh", "points": 5}
# 10.2, check 4 of 5: dWh
# Do not edit; hidden checks follow when it is graded.
from autograder import check
from convnet.examples import small_rnn

with check.exercise("10.2", "dWh"):
    cache = small_rnn()  # X, h0, Wx, Wh, b, H
    grads = check.call(rnn_backward, check.irregular(1, 2, 4, 3), cache)
    dWh = check.parts(grads, dX=None, dh0=None, dWx=None, dWh=(3, 3), db=None)[3]
    right = [[-0.783900806, 1.66215927, -0.252451612], [-0.161738604, 2.14649458, 0.217589581]]
    right += [[0.339335041, -0.413533536, 0.162735303]]
    check.value(dWh, right, "dWh")
    ### BEGIN HIDDEN TESTS
    check.hidden("10.2")
    ### SHARED
    gradient_is_right("Wh")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "10-02-test-db", "points": 3}
# 10.2, check 5 of 5: db
# Do not edit; hidden checks follow when it is graded.
from autograder import check
from convnet.examples import small_rnn

with check.exercise("10.2", "db"):
    cache = small_rnn()  # X, h0, Wx, Wh, b, H
    grads = check.call(rnn_backward, check.irregular(1, 2, 4, 3), cache)
    db = check.parts(grads, dX=None, dh0=None, dWx=None, dWh=None, db=(3,))[4]
    check.value(db, [-2.095730368, 0.03987350518, 0.5703792543], "db")
    ### BEGIN HIDDEN TESTS
    check.hidden("10.2")
    ### SHARED
    gradient_is_right("b")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: what you derived</summary>
#
# With $\delta_T = 0$ beyond the end, for $t = T-1, \dots, 0$
#
# $$\bar h_{t+1} = g_t + W_h^\top \delta_{t+1}, \qquad \delta_t = \bar h_{t+1} \circ (1 - h_{t+1}^2),$$
#
# $$\overline W_x = \sum_t \delta_t\, x_t^\top, \qquad \overline W_h = \sum_t \delta_t\, h_t^\top, \qquad \bar b = \sum_t \delta_t,$$
#
# $$\bar x_t = W_x^\top \delta_t, \qquad \bar h_0 = W_h^\top \delta_0.$$
#
# The sums over $t$ are the rule for shared weights, from notebook 02 (fan-out) and 04 (tied weights): the gradient is the sum over the copies. Over a batch they are summed over the examples, too. In this notation each weight's gradient is $\delta_t$ times what entered *in the same step*.
#
# This is called **back-propagation through time** (BPTT). It costs about twice the forward pass, as always. What it needs is memory: all states are kept until the way back has passed them. For long sequences one cuts them into pieces, hands the state from piece to piece, and lets the gradient go back within a piece only. That is truncated BPTT; what lies further back than a piece is not learned from.
#
# </details>
# <details><summary>From the lectures: Innsbruck 703142 lecture 11, Toronto CSC2515 lecture 6</summary>
#
# Innsbruck names back-propagation through time, again with a figure and without formulas; the derivation is ours. Toronto remarks that back-propagation is believed to be implausible as something that neurons do. Through time it is even harder to imagine: a brain would have to keep all its past states and run through them backwards. What is said of brains in the lectures concerns the architecture, not this rule of learning.
#
# </details>

# %% [markdown]
# ## 3 One number, many steps
#
# The smallest recurrent network is a single number without inputs and without tanh:
#
# $$h_{t+1} = w\, h_t, \qquad t = 0, \dots, T-1, \qquad J = h_T.$$
#
# It is small enough to be worked out in the head, and it already shows what goes wrong in large ones.
#
# **Worked example.** $w = 2$, $h_0 = 1$, $T = 2$. Forward: $h_1 = 2$, $h_2 = 4$. Backward, with $\delta_t$ for the gradient of the result of step $t$: $\delta_1 = 1$ and $\delta_0 = w\,\delta_1 = 2$. The second step contributes $\delta_1 h_1 = 2$ to $\bar w$, the first $\delta_0 h_0 = 2$. Together $\bar w = 4$. Change $w$ to 2.01 to see that it fits: $h_2 = 4.0401$.
#
# **By hand.** Do the same for $w = \tfrac12$, $h_0 = 1$, $T = 3$: all $h_t$, all $\delta_t$, the three contributions, and $\bar h_0$. What strikes you about the contributions?

# %% [markdown]
# ### Exercise 10.3 The gradient of one weight (4 points)
#
# Write `linear_rnn_grad(w, h0, T)`, which returns $\partial h_T/\partial w$ for any numbers $w$ and $h_0$, also 0 or negative ones, and any $T \ge 0$. Use a loop or a formula, as you like.


# %% nbgrader={"grade_id": "10-03-solution"}
def linear_rnn_grad(w, h0, T):
    """Derivative of h_T by w, where h_{t+1} = w h_t.

    Parameters
    ----------
    w, h0 : float
        May be 0 or negative.
    T : int
        Number of steps, 0 or more.

    Returns
    -------
    dw : float
    """
    ### BEGIN SOLUTION
    h = [h0]
    for _ in range(T):
        h.append(w * h[-1])
    dw, delta = 0.0, 1.0
    for t in reversed(range(T)):
        dw += delta * h[t]
        delta *= w
    return dw
    ### END SOLUTION


# %% nbgrader={"grade_id": "10-03-test", "points": 4}
# 10.3, check: dw
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("10.3"):
    cases = [(2.0, 3.0, 4, 96), (0.5, 1.0, 3, 0.75), (-3.0, 2.0, 5, 810), (0.0, 5.0, 1, 5)]
    for w, h0, T, dw in [*cases, (0.0, 4.0, 0, 0)]:
        name = f"dw for w = {w:g}, h0 = {h0:g}, T = {T}"
        check.value(check.call(linear_rnn_grad, w, h0, T), dw, name=name)
    ### BEGIN HIDDEN TESTS
    check.hidden("10.3")
    rng = check.rng()
    for T in (1, 2, 3, 4, 5, 6, 7, 9):
        w, h0 = (rng.uniform(0.4, 1.6, 2) * rng.choice([-1, 1], 2)).tolist()
        dw = check.call(linear_rnn_grad, w, h0, T)
        check.gradient(lambda v: float(h0 * v**T), w, dw, name="dw", sizes={"T": T})
    check.value(check.call(linear_rnn_grad, 0.0, h0, 2), 0.0, name="dw for w = 0")
    check.value(check.call(linear_rnn_grad, w, h0, 0), 0.0, name="dw for no step")
    check.value(check.call(linear_rnn_grad, w, 0.0, 3), 0.0, name="dw for h0 = 0")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: three equal contributions</summary>
#
# Forward $h = 1, \tfrac12, \tfrac14, \tfrac18$; backward $\delta_2 = 1$, $\delta_1 = \tfrac12$, $\delta_0 = \tfrac14$. The contributions are
#
# $$\delta_0 h_0 = \tfrac14 \cdot 1, \qquad \delta_1 h_1 = \tfrac12 \cdot \tfrac12, \qquad \delta_2 h_2 = 1 \cdot \tfrac14,$$
#
# three times $\tfrac14$, together $\bar w = 0.75$, and $\bar h_0 = w\,\delta_0 = \tfrac18$. In general each step contributes $w^{T-1-t} \cdot w^t h_0 = w^{T-1} h_0$, so $\bar w = T\, w^{T-1} h_0$: what you get from $h_T = w^T h_0$ without any graph. (For $T = 0$ there is no step, and $\bar w = 0$.)
#
# The formula says more. On its way back over $T$ steps the gradient is multiplied by $w$ in each of them: $\bar h_0 = w^T$. With $w = \tfrac12$ and $T = 20$ that is $9.5 \cdot 10^{-7}$, and with $w = 2$ it is $1.0 \cdot 10^6$. There is hardly anything between.
#
# </details>

# %% [markdown]
# ## 4 Gradients that vanish, gradients that explode
#
# With $M$ units the number $w$ becomes the matrix $W_h$. Leave out tanh and inputs again, $h_{t+1} = W_h h_t$, and let the cost look at the last state along one direction $r$, a vector of length 1: $J = r \cdot h_T$. Its gradient by $h_T$ is $r$. How long is the gradient by $h_{T-k}$, that is, after $k$ steps back?
#
# For one number the answer was $|w|^k$. For a matrix, the part of $|w|$ is played by the **spectral radius** $\rho$, the largest absolute value of its eigenvalues: after many steps the norm grows or shrinks by about the factor $\rho$ in each step, for nearly every $r$. After a few steps it need not.
#
# **Worked example.** $W_h = \begin{pmatrix} 0.5 & 1\\ 0 & 0.5 \end{pmatrix}$ has $\rho = 0.5$. Take $r = (0.6, 0.8)$. One step back the gradient is $(0.3, 1)$, of norm 1.04, and two steps back $(0.15, 0.8)$, of norm 0.81. It first grows, although $\rho < 1$, and only then falls.

# %% [markdown]
# ### Exercise 10.4 Measure it (6 points)
#
# Write `gradient_norms(Wh, T, rng)`. It draws one random vector $r$ of length 1, and returns the norms of $\partial (r \cdot h_T)/\partial h_{T-k}$ for $k = 0, \dots, T-1$.
#
# Draw $r$ first, once, from `rng` alone, for example with `rng.normal`, and divide by its norm.


# %% nbgrader={"grade_id": "10-04-solution"}
def gradient_norms(Wh, T, rng):
    """How long a gradient is on its way back through a linear recurrence h_{t+1} = Wh h_t.

    Parameters
    ----------
    Wh : array (M, M)
    T : int
        Number of norms, at least 1.
    rng : numpy.random.Generator
        For the direction r of norm 1, which is drawn first and does not depend on Wh.

    Returns
    -------
    norms : array (T,)
        norms[k] is the norm of the gradient of r · h_T by h_{T-k}, so norms[0] is 1.
    """
    ### BEGIN SOLUTION
    g = rng.normal(size=len(Wh))
    g = g / np.linalg.norm(g)
    norms = []
    for _ in range(T):
        norms.append(np.linalg.norm(g))
        g = Wh.T @ g
    return np.array(norms)
    ### END SOLUTION


# %% nbgrader={"grade_id": "10-04-test", "points": 6}
# 10.4, check: the norms
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("10.4"):
    norms = lambda Wh, T, seed: check.array(
        check.call(gradient_norms, Wh, T, np.random.default_rng(seed)), (T,), "norms"
    )
    turn = np.array([[0.0, 1, 0], [0, 0, -1], [-1, 0, 0]])  # keeps every length
    check.value(norms(0.5 * turn, 5, 1), 0.5 ** np.arange(5), name="the norms for 0.5 · turn")
    check.value(norms(3.0 * turn, 4, 2), 3.0 ** np.arange(4), name="the norms for 3 · turn")
    # From the first step on, the gradient lies in a plane where the transposed matrix doubles.
    n = norms(np.array([[0.0, 2, 0], [-2, 0, 0], [5, 1, 0]]), 6, 3)
    check.value(n[2:] / n[1:-1], [2, 2, 2, 2], name="norms[k + 1] / norms[k] for k = 1 … 4")
    part = norms(np.array([[2.0, 0], [1.5, 0]]), 2, 4)[1]
    mixed = min(abs(part - v) for v in (1.5, 2, 2.5)) > 1e-6
    check.that(mixed, "a direction r with a part along each axis", about=part)
    first, again, other = (norms(np.diag([1.0, 2, 3]), 4, seed) for seed in (5, 5, 6))
    check.that(np.allclose(first, again), "the same result for the same seed", about=first)
    check.that(not np.allclose(first, other), "another direction r for another seed", about=first)
    ### BEGIN HIDDEN TESTS
    check.hidden("10.4")
    rng = check.rng()
    # Projections on the axes and on the diagonals between them tell r, up to its sign.
    M, seed = 4, int(rng.integers(2**31))
    axes = np.eye(M)
    size = np.array([norms(np.outer(e, e), 2, seed)[1] for e in axes])
    j = int(np.argmax(size))
    both = [norms(np.outer(e + axes[j], e + axes[j]), 2, seed)[1] for e in axes]
    same = [2**0.5 * abs(s + size[j]) - n < 1e-6 for n, s in zip(both, size)]
    r = np.where(same, size, -size)
    r[j] = size[j]
    for scale in (0.5, 1.0):
        Wh = scale * rng.normal(size=(M, M))
        expected = [np.linalg.norm(np.linalg.matrix_power(Wh.T, k) @ r) for k in range(7)]
        check.value(norms(Wh, 7, seed), expected, name="the norms")
    # By how much ln norms changes in a step, less ln ρ: 1,000 Gaussian matrices of 20 × 20 and 101
    # norms gave −0.011 ± 0.010, from −0.117 to 0.009;
    # 1,000 medians of five −0.010 ± 0.004, from −0.033 to 0.001.
    for rho in (0.8, 1.25):
        off = []
        for each in rng.integers(2**31, size=5).tolist():
            Wh = rng.normal(size=(20, 20))
            Wh *= rho / np.max(np.abs(np.linalg.eigvals(Wh)))
            n = norms(Wh, 101, each)
            off.append(np.log(n[-1] / n[0]) / 100 - np.log(rho))
        steady = -0.1 < np.median(off) < 0.05
        check.that(steady, "norms that change by about ρ in each step", about=off)
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: the product of the same matrix</summary>
#
# By the rule of section 2, without the tanh, each step back multiplies by $W_h^\top$. So
#
# $$\frac{\partial J}{\partial h_{T-k}} = (W_h^\top)^k\, r.$$
#
# Write $r$ in eigenvectors of $W_h^\top$: the part along the eigenvalue $\lambda$ is multiplied by $\lambda^k$, and after many steps the largest $|\lambda|$ has won. The eigenvectors of the worked example coincide, and the first steps are bounded by the matrix's largest singular value, 1.21, instead. With symmetric and other *normal* matrices no step makes a gradient longer by more than the factor $\rho$.
#
# </details>
#
# **Measured.** How well does $\rho$ describe random matrices? The cell takes Gaussian matrices of 20 × 20, scaled to a given $\rho$, and runs your function on 50 of each.
#
# **Predict first.** After 100 steps, what will the norm be for $\rho = 0.8$, for 1, for 1.25? Will $\rho = 1$ keep the gradient as it is?

# %% nbgrader={"grade_id": "10-measured"} tags=["skip-when-graded", "raises-exception"]
from convnet.plots.sequences import measured_norms

try:
    picture = measured_norms(gradient_norms)
except NotImplementedError:
    picture = print("This needs your function of 10.4.")
picture

# %% [markdown]
# <details><summary>What you saw</summary>
#
# On the logarithmic axis the curves follow lines of slope $\ln\rho$: after 100 steps about $10^{-10}$ for 0.8 and $10^{9}$ for 1.25. Their medians end a little below the dashed lines, also for $\rho = 1$: in the first steps a random direction is mostly made of eigenvectors of smaller eigenvalues. Single curves stray; ours for $\rho = 1$ ended between 0.0005 and 10. Over 1,000 matrices, the mean change of the logarithm in a step was $\ln\rho - 0.011$, with a standard deviation of 0.010; the hidden check allows $-0.1$ to $0.05$ for the median of five.
#
# </details>
#
# The next figure lets you set $\rho$ yourself, and puts the tanh back in.
#
# **Predict first.** The slope $1 - h^2$ of a tanh is at most 1. What will it do to a gradient that vanishes, and what to one that explodes? Is there a $\rho$ at which nothing happens over fifty steps? And does it matter whether the matrix is symmetric, orthogonal, or random?

# %% nbgrader={"grade_id": "10-figure-norms"}
from convnet.widgets.sequences import gradient_norms_figure

gradient_norms_figure()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# In the linear network the grey lines, one for each direction, gather along $\rho^k$. With an orthogonal matrix they lie on it exactly. With tanh every step has a factor of 1 or less in addition, so here what vanishes vanishes faster. What explodes is tamed, because large states sit where the tanh is flat: with a random matrix and $\rho = 1.2$ the gradient grows by a factor of 3,700 without tanh, and fades to about 0.0005 with it. Only the orthogonal matrix with $\rho = 1$ and without tanh keeps the length of every direction. With tanh and the orthogonal matrix, $\rho = 1.5$ happens to gain in each step about what the slopes lose. That is a balance, not a rule: other inputs make other slopes.
#
# </details>
#
# Why does it matter? A gradient says how the cost changes with a state far back. If it has faded to $10^{-10}$, the network cannot learn that something at the beginning decided the end. If it has grown to $10^9$, one step of gradient descent throws all weights away.
#
# What helps (not in the lectures):
#
# - **Clipping.** If the gradient's norm is above a limit, scale it down to the limit. It keeps the direction, and a single line of code ends explosions. You use it in section 5.
# - **A good start.** An orthogonal $W_h$ keeps every length as long as the states are small.
# - **A way without multiplication.** If the state is *added to*, $h_{t+1} = h_t + F(h_t, x_t)$, then $\bar h_t = \bar h_{t+1} + J_F^\top \bar h_{t+1}$ with the matrix $J_F$ of $F$'s derivatives: one of the two ways back has the factor 1. The gates of an LSTM open and close such a way, and the skip connections of residual networks (notebook 09) are the same idea over layers instead of steps. A deep network is a recurrent one whose steps have different weights, and its gradients vanish and explode for the same reason.

# %% [markdown]
# ## 5 Reading a digit row by row
#
# Now the network from the beginning, with your own functions. Each of the 8 × 8 digits is a sequence of eight rows, so $T = 8$ and $D = 8$. A linear layer reads ten logits from *every* state, and the cost is the mean cross-entropy over all rows: the network should say at each row what it thinks so far. So a gradient arrives at every step, which is what `dH` is made for.
#
# **Predict first.** Which share of new digits will it have right after the first row, after four, after all eight?

# %% nbgrader={"grade_id": "10-reading"} tags=["skip-when-graded", "raises-exception", "nbval-ignore-output"]
from convnet.data import load_digits
from convnet.plots.sequences import accuracy_by_row

images, labels = load_digits()
rows_of, targets, new = images / 16, np.eye(10)[labels], np.arange(len(images)) % 4 == 3
M, rng = 40, np.random.default_rng(0)
Wx, Wh = rng.normal(size=(M, 8)) / np.sqrt(8), np.linalg.qr(rng.normal(size=(M, M)))[0]


def trained(Wx, Wh):
    theta = [Wx, Wh, np.zeros(M), rng.normal(size=(10, M)) / np.sqrt(M), np.zeros(10)]
    steps = [np.zeros(p.shape) for p in theta]
    for epoch in range(30):
        order, eta = rng.permutation(np.flatnonzero(~new)), 0.3 * (1 - epoch / 30)
        for batch in np.array_split(order, 42):
            Wx, Wh, b, V, c = theta
            inputs, start = rows_of[batch], np.zeros((len(batch), M))
            H, _ = rnn_forward(inputs, start, Wx, Wh, b)
            P = np.exp(H @ V.T + c)
            P /= P.sum(axis=2, keepdims=True)
            dZ = (P - targets[batch][:, None]) / P[..., 0].size  # softmax and cross-entropy
            *_, dWx, dWh, db = rnn_backward(dZ @ V, (inputs, start, Wx, Wh, b, H))
            grads = [dWx, dWh, db, np.einsum("btk,btm->km", dZ, H), dZ.sum(axis=(0, 1))]
            clip = min(1, 1 / np.sqrt(sum(np.sum(g**2) for g in grads)))
            steps = [0.9 * v - eta * clip * g for v, g in zip(steps, grads)]
            theta = [p + v for p, v in zip(theta, steps)]
    return theta


def read_by(Wx, Wh, b, V, c):
    H, _ = rnn_forward(rows_of[new], np.zeros((new.sum(), M)), Wx, Wh, b)
    return np.argmax(H @ V.T + c, axis=2)


try:
    picture = accuracy_by_row(read_by(*trained(Wx, Wh)) == labels[new][:, None])
except NotImplementedError:
    picture = print("This needs your functions of 10.1 and 10.2.")
picture

# %% [markdown]
# <details><summary>What to expect</summary>
#
# About 42 % after the first row, 82 % after four and 92 % after all (ten starts: 40 to 44, 79 to 84, 90 to 94 %). One row is worth more than you might think: it says how wide the digit begins, and where. From the sixth row on little is gained. The last rows of many digits are alike, and what the network needs for the hard cases it would have had to keep from above.
#
# </details>
# <details><summary>For trying out</summary>
#
# Give the network the rows in the order `[:, ::-1]`, from the bottom up, or columns instead of rows (`transpose(0, 2, 1)`). Leave out the clipping. Let the cost look at the last state only, by setting all of `dZ` but its last step to 0 (`dZ[:, :-1] = 0`). Then it names 96 to 98 % of the digits rightly at the end, and before the seventh row no more than by guessing. Why does the one cost something for the other? What has nobody asked for?
#
# </details>

# %% [markdown]
# ## 6 Auto-encoders
#
# So far somebody had to say what is right: a label for each image. An **auto-encoder** needs nobody. Its target is its own input, and its cost $J = \tfrac{1}{2B}\sum \lVert y - x \rVert^2$ is small if it reproduces what it was given. (Innsbruck's lecture leaves the cost open; the squared error is the usual one.)
#
# That sounds pointless: the identity does it perfectly. So the network is built in such a way that it *cannot* be the identity. Somewhere in the middle there is a **bottleneck**, a layer with far fewer units than there are inputs:
#
# $$64 \;\to\; 40 \;\to\; \underset{\text{code}}{8} \;\to\; 40 \;\to\; 64.$$
#
# The first half, the **encoder**, has to say in eight numbers all that the second half, the **decoder**, needs to draw the digit again. Which eight numbers these are, nobody tells it. Sixty-four arbitrary numbers cannot be packed into eight. Digits can, nearly, because they are not arbitrary.
#
# **Worked example.** Two inputs, one code unit, two outputs: $x = (1, 0)$, encoder weights $(\ln 2, -\ln 2)$, decoder weights $(2, -1)^\top$, no biases. The code is $\tanh(\ln 2) = 0.6$, the output $y = (1.2, -0.6)$, and $\lVert y - x\rVert^2 = 0.04 + 0.36 = 0.4$. The gradient of $\tfrac12 \lVert y - x\rVert^2$ by $y$ is $(0.2, -0.6)$; at the code $0.2 \cdot 2 + 0.6 = 1$, and before the tanh $1 \cdot (1 - 0.6^2) = 0.64$.

# %% [markdown]
# ### Exercise 10.5 Forward and backward through an auto-encoder (10 points)
#
# Write `autoencoder_forward(X, params)` (3 points) and `autoencoder_backward(dY, cache)` (7 points: 2 for `dX`, 3 for the weights, 2 for the biases). `params` is a list of pairs `(W, b)`, first layer first, with any number of layers. There is a tanh after every layer but the last, which is linear, so that the output can be any number.
#
# `dX` is the gradient on the way *through* the network. That the target depends on $X$, too, is the business of the cost.
#
# You have written this network before, in 02.13. Use what you have: the code of 02.13, or your modules of 02.10 and 02.11. `convnet.layers` is allowed as well.
#
# <details><summary>Hint 1: the idea</summary>
#
# Forward, a loop over the layers that keeps the input of each. Backward, the same loop from the end, carrying the gradient of the layer's output.
#
# </details>
# <details><summary>Hint 2: where the tanh is</summary>
#
# The last layer has none. For all others the slope is $1 - a^2$, where $a$ is what came out of the tanh, which is the input of the next layer.
#
# </details>


# %% nbgrader={"grade_id": "10-05-solution"}
def autoencoder_forward(X, params):
    """Output of an auto-encoder: linear layers with tanh between them, the last one linear.

    Parameters
    ----------
    X : array (B, D)
    params : list of pairs (W, b)
        First layer first; W (out, in), b (out,).

    Returns
    -------
    Y : array (B, D)
    cache : anything
        What your backward function needs.
    """
    ### BEGIN SOLUTION
    inputs = [X]
    for W, b in params[:-1]:
        inputs.append(np.tanh(inputs[-1] @ W.T + b))
    W, b = params[-1]
    return inputs[-1] @ W.T + b, (inputs, params)
    ### END SOLUTION


def autoencoder_backward(dY, cache):
    """Gradients of `autoencoder_forward`.

    Parameters
    ----------
    dY : array (B, D)
        Gradient with respect to the output.
    cache : what `autoencoder_forward` returned
        Not to be changed.

    Returns
    -------
    dX : array (B, D)
        Through the network alone.
    grads : list of pairs (dW, db)
        In the order of params.
    """
    ### BEGIN SOLUTION
    inputs, params = cache
    dZ, grads = dY, []
    for k in reversed(range(len(params))):
        W, _ = params[k]
        grads.insert(0, (dZ.T @ inputs[k], dZ.sum(axis=0)))
        dA = dZ @ W
        dZ = dA * (1 - inputs[k] ** 2)
    return dA, grads
    ### END SOLUTION


# %% nbgrader={"grade_id": "10-05-shared"}
import numpy as np


def network(X, **p):
    """The oracle, with the parameters by name: W0, b0, W1, …"""
    Z = X
    for k in range(len(p) // 2):
        A = np.tanh(Z) if k > 0 else X
        Z = np.einsum("bd,md->bm", A, p[f"W{k}"]) + p[f"b{k}"]
    return Z


def forward(X, **p):
    return autoencoder_forward(X, [(p[f"W{k}"], p[f"b{k}"]) for k in range(len(p) // 2)])


def cases_of(rng):
    """Auto-encoders of one to four layers."""
    for B, sizes in [(3, (5, 2, 5)), (2, (6, 4, 3, 6)), (1, (4, 3, 2, 5, 4)), (4, (3, 3))]:
        case = {"X": rng.normal(size=(B, sizes[0]))}
        for k in range(len(sizes) - 1):
            case[f"W{k}"] = rng.normal(size=(sizes[k + 1], sizes[k])) / sizes[k] ** 0.5
            case[f"b{k}"] = rng.normal(size=sizes[k + 1])
        yield case


def gradients_are_right(judged, part_of):
    """Compare what part_of takes from (dX, grads) with differences, on several networks."""
    for case in cases_of(check.rng()):
        layers = len(case) // 2

        def backward(dY, cache):
            dX, grads = check.parts(autoencoder_backward(dY, cache), dX=None, grads=None)
            sizes, asked = [len(pair) for pair in grads], "grads as a list of pairs (dW, db)"
            check.that(sizes == [2] * layers, f"{asked}, one pair for each layer", about=sizes)
            parts = part_of(dX, grads)
            return parts if len(parts) > 1 else parts[0]

        wrt = ["X"] if judged == "X" else [f"{judged}{k}" for k in range(layers)]
        check.module(
            *(forward, backward, [case]),
            wrt=wrt,
            only=wrt,
            oracle=network,
            sizes=lambda X, **p: {"B": len(X)},
        )


# %% nbgrader={"grade_id": "10-05-test-Y", "points": 3}
# 10.5, check 1 of 4: Y
# Do not edit; hidden checks follow when it is graded.
from autograder import check
from convnet.examples import small_autoencoder

with check.exercise("10.5", "Y"):
    X, params, _ = small_autoencoder()  # 4-2-3-4 units
    Y, _ = check.parts(check.call(autoencoder_forward, X, params), Y=(5, 4), cache=None)
    right = [[2.2, 3.4, -0.6, 1], [1, 1, 0, -2], [1, 1, -1.8, -1.4], [1, 1, 1.8, -2.6]]
    check.value(Y, [*right, [2.2, 3.4, 1.2, 0.4]], name="Y")
    ### BEGIN HIDDEN TESTS
    check.hidden("10.5")
    ### SHARED
    for case in cases_of(check.rng()):
        check.value(check.call(forward, **case)[0], network(**case), name="Y")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "10-05-test-dX", "points": 2}
# 10.5, check 2 of 4: dX
# Do not edit; hidden checks follow when it is graded.
from autograder import check
from convnet.examples import small_autoencoder

with check.exercise("10.5", "dX"):
    X, params, dY = small_autoencoder()  # 4-2-3-4 units
    _, cache = check.parts(check.call(autoencoder_forward, X, params), Y=None, cache=None)
    check.call(autoencoder_forward, 2 * X, params)  # another call in between does no harm
    dX, _ = check.parts(check.call(autoencoder_backward, dY, cache), dX=(5, 4), grads=None)
    right = [1.53744964, 2.40226507, -1.63994629, -1.63994629, -5.12483215]
    check.value(dX[:, 1], right, name="dX[:, 1]")
    ### BEGIN HIDDEN TESTS
    check.hidden("10.5")
    ### SHARED
    gradients_are_right("X", lambda dX, grads: [dX])
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "10-05-test-dW", "points": 3}
# 10.5, check 3 of 4: dW of every layer
# Do not edit; hidden checks follow when it is graded.
from autograder import check
from convnet.examples import small_autoencoder

with check.exercise("10.5", "dW"):
    X, params, dY = small_autoencoder()  # 4-2-3-4 units
    _, cache = check.parts(check.call(autoencoder_forward, X, params), Y=None, cache=None)
    _, grads = check.parts(check.call(autoencoder_backward, dY, cache), dX=None, grads=None)
    sizes, asked = [len(pair) for pair in grads], "grads as a list of pairs (dW, db)"
    check.that(sizes == [2, 2, 2], f"{asked}, one pair for each layer", about=sizes)
    right = [[2.4, 2.4, 1.2], [-1.8, -1.8, 0.6], [2.4, 2.4, -0.6], [3, 3, 0]]
    check.value(grads[2][0], right, name="dW of the last layer")
    right = [[4.8, -9.36], [6, 2.448], [-2.04, 6]]
    check.value(grads[1][0], right, name="dW of the layer in the middle")
    right = [
        [0.757840917, 22.7906793, 1.07206764, 8.09595907],
        [-14.3435257, -21.1271261, -20.6188181, 11.4507914],
    ]
    check.value(grads[0][0], right, name="dW of the first layer")
    ### BEGIN HIDDEN TESTS
    check.hidden("10.5")
    ### SHARED
    gradients_are_right("W", lambda dX, grads: [dW for dW, _ in grads])
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "10-05-test-db", "points": 2}
# 10.5, check 4 of 4: db of every layer
# Do not edit; hidden checks follow when it is graded.
from autograder import check
from convnet.examples import small_autoencoder

with check.exercise("10.5", "db"):
    X, params, dY = small_autoencoder()  # 4-2-3-4 units
    _, cache = check.parts(check.call(autoencoder_forward, X, params), Y=None, cache=None)
    _, grads = check.parts(check.call(autoencoder_backward, dY, cache), dX=None, grads=None)
    sizes, asked = [len(pair) for pair in grads], "grads as a list of pairs (dW, db)"
    check.that(sizes == [2, 2, 2], f"{asked}, one pair for each layer", about=sizes)
    check.value(grads[2][1], [5, 1, 6, 4], name="db of the last layer")
    check.value(grads[1][1], [20.16, 13.2, -11.48], name="db of the layer in the middle")
    check.value(grads[0][1], [-19.2047979, -6.4416478], name="db of the first layer")
    ### BEGIN HIDDEN TESTS
    check.hidden("10.5")
    ### SHARED
    gradients_are_right("b", lambda dX, grads: [db for _, db in grads])
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: what is new about it</summary>
#
# Nothing, and that is the point: it is the multilayer perceptron of notebook 02 with $\varphi = \tanh$. What makes it an auto-encoder is the target, and the sizes of its layers. The cost's gradient is $\bar y = (y - x)/B$, and no label occurs anywhere.
#
# </details>
#
# **Squeeze the digits.** The cell trains your auto-encoder on three quarters of the digits, with 40 units on either side of a code of eight. It then puts new digits through it, beside the best that a *linear* code of eight numbers can do (PCA; the next section has more of it).
#
# **Predict first.** Eight numbers instead of 64: will you still be able to read every digit? Which parts of a digit will be lost first?

# %% nbgrader={"grade_id": "10-squeeze"} tags=["skip-when-graded", "raises-exception", "nbval-ignore-output"]
from convnet.data import load_digits
from convnet.plots.sequences import principal_axes, reconstructions

images, labels = load_digits()
X, new = images.reshape(-1, 64) / 16, np.arange(len(images)) % 4 == 3
code, rng = 8, np.random.default_rng(0)
sizes = [64, 40, code, 40, 64]
params = [(rng.normal(size=(n, m)) / np.sqrt(m), np.zeros(n)) for n, m in zip(sizes[1:], sizes)]


def trained(params):
    steps = [[np.zeros(p.shape) for p in pair] for pair in params]
    for epoch in range(80):
        order = rng.permutation(np.flatnonzero(~new))
        for batch in np.array_split(order, 42):
            Y, cache = autoencoder_forward(X[batch], params)
            _, grads = autoencoder_backward((Y - X[batch]) / len(batch), cache)
            eta = 0.02 * (1 - epoch / 80)
            for layer, (pair, gradient) in enumerate(zip(params, grads)):
                steps[layer] = [0.9 * v - eta * g for v, g in zip(steps[layer], gradient)]
                params[layer] = tuple(p + v for p, v in zip(pair, steps[layer]))
    return params


mean, axes = principal_axes(X[~new], code)
linear = mean + (X[new] - mean) @ axes @ axes.T

try:
    picture = reconstructions(
        X[new], autoencoder_forward(X[new], trained(params))[0], linear, labels[new]
    )
except NotImplementedError:
    picture = print("This needs your functions of 10.5.")
picture

# %% [markdown]
# <details><summary>What to expect</summary>
#
# Most digits stay readable, a little blurred. What makes a digit unusual goes first: the odd hook, the gap, the crossbar. Eight numbers describe what digits have in common, and have no room for what only one of them has. The squared error of new digits, summed over the 64 pixels and averaged over the images, is 1.33 to 1.41 (ten starts), against 1.59 for the best linear code of the same size: a curved surface of eight dimensions fits the digits better than a flat one. A blank image would have an error of 15.0, the mean of all digits one of 4.7.
#
# </details>
#
# **A map of digits.** With a code of only two numbers, every digit is a point in the plane, and the decoder turns *every* point of the plane into an image, whether a digit ever lay there or not.
#
# **Predict first.** Will the ten digits lie in ten separate heaps? The network was never told that there are ten kinds. What will you see if you walk from a heap of sixes to one of zeros? Move over the plane, or use the arrow keys.

# %% nbgrader={"grade_id": "10-figure-codes"}
from convnet.widgets.sequences import codes

codes()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# Some digits keep to themselves, others lie on top of each other: two numbers are not enough to tell all of them apart, and nothing in the cost asks for it. Between the heaps the decoder draws shapes that nobody wrote, halfway between two digits or like none. An auto-encoder describes what it has seen. It gives no reason to believe in what it draws elsewhere.
#
# </details>
# <details><summary>Where the lectures are silent: Innsbruck 703142 lecture 11</summary>
#
# It introduces deep auto-encoders as feed-forward networks that learn to predict their own input, with a narrow middle so that they do not just copy; its figures are lost to us. It gives no cost and no sizes. Those here are ours.
#
# </details>

# %% [markdown]
# ## 7 Without the tanh: principal components
#
# Take everything away but the bottleneck: one linear layer into the code, one linear layer out, no biases, data with mean 0.
#
# $$c = W_e\, x, \qquad y = W_d\, c, \qquad J = \tfrac{1}{2N}\sum_n \lVert W_d W_e\, x_n - x_n \rVert^2,$$
#
# with $W_e$ of shape $(k, D)$ and $W_d$ of shape $(D, k)$. Whatever it learns, its outputs lie in the $k$-dimensional subspace that the columns of $W_d$ span. Which subspace is the best?
#
# Statistics has known the answer for more than a century: that of the first $k$ **principal components**, the eigenvectors of the covariance matrix $\tfrac1N \sum_n x_n x_n^\top$ with the largest eigenvalues. No other $k$-dimensional subspace leaves a smaller mean squared distance, and what it leaves is the sum of the other eigenvalues. This is principal component analysis, **PCA**.
#
# **Predict first.** Gradient descent on $J$ knows nothing of eigenvectors. Will it find the same *subspace*? And the same *vectors*, as columns of $W_d$? (Put any invertible matrix $A$ and its inverse between the layers: what happens to $J$?)
#
# To compare two subspaces we need a distance that does not depend on the vectors that span them. To a subspace belongs its orthogonal projection $P$, the matrix that maps each point to the nearest one of the subspace. If the columns of $A$ are orthonormal, $P_A = A A^\top$; otherwise they have to be made so first, and `np.linalg.qr` does that. The distance is
#
# $$d(A, B) = \lVert P_A - P_B \rVert_2,$$
#
# where the norm is the spectral one, the largest singular value. It is 0 for the same subspace and 1 if one of them has a direction at a right angle to all of the other.
#
# **Worked example.** The lines along $(1, 0)$ and $(3, 4)$. The projections are $\begin{pmatrix} 1 & 0\\ 0 & 0\end{pmatrix}$ and $\begin{pmatrix} 0.36 & 0.48\\ 0.48 & 0.64 \end{pmatrix}$; their difference has the eigenvalues $\pm 0.8$. So $d = 0.8$, the sine of the angle between the lines.

# %% [markdown]
# ### Exercise 10.6 A linear auto-encoder finds the principal subspace (6 points)
#
# Write `train_linear_autoencoder(X, k, eta, steps, rng)` (4 points). It returns `(W_enc, W_dec)` after `steps` steps of plain gradient descent on $J$. Every step uses all of `X`, and takes both gradients at the same place before it changes anything. The start: independent normal numbers of standard deviation 0.1 for both matrices, from `rng`.
#
# Write `subspace_distance(A, B)` (2 points) for two matrices of shape $(D, k)$ whose columns are independent, but need not be orthonormal.
#
# <details><summary>Hint: the gradients</summary>
#
# Two linear modules: with $C = X W_e^\top$ and $Y = C W_d^\top$, start from $\bar Y = (Y - X)/N$ and go back.
#
# </details>


# %% nbgrader={"grade_id": "10-06-solution"}
def train_linear_autoencoder(X, k, eta, steps, rng):
    """Gradient descent on J = ½ mean ‖W_dec W_enc x − x‖².

    Parameters
    ----------
    X : array (N, D)
        Data of mean 0.
    k : int
        Number of code units, k < D.
    eta : float
        Step size.
    steps : int
        Number of steps, each with all of X; with 0 the start is returned.
    rng : numpy.random.Generator
        For the start: normal numbers of standard deviation 0.1.

    Returns
    -------
    W_enc : array (k, D)
    W_dec : array (D, k)
    """
    ### BEGIN SOLUTION
    N, D = X.shape
    W_enc, W_dec = 0.1 * rng.normal(size=(k, D)), 0.1 * rng.normal(size=(D, k))
    for _ in range(steps):
        C = X @ W_enc.T
        dY = (C @ W_dec.T - X) / N
        dW_dec = dY.T @ C
        dW_enc = (dY @ W_dec).T @ X
        W_enc, W_dec = W_enc - eta * dW_enc, W_dec - eta * dW_dec
    return W_enc, W_dec
    ### END SOLUTION


def subspace_distance(A, B):
    """Distance of the subspaces that the columns of two matrices span.

    Parameters
    ----------
    A, B : array (D, k)
        Columns are independent, not necessarily orthonormal.

    Returns
    -------
    d : float
        ‖P_A − P_B‖₂, the spectral norm, with the orthogonal projections P; from 0 to 1.
    """
    ### BEGIN SOLUTION
    Q, _ = np.linalg.qr(A)
    R, _ = np.linalg.qr(B)
    return float(np.linalg.norm(Q @ Q.T - R @ R.T, 2))
    ### END SOLUTION


# %% nbgrader={"grade_id": "10-06-test-train", "points": 4}
# 10.6, check 1 of 2: the training
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("10.6", "train"):
    a = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    X = [np.cos(2 * a) / 3, 2 * np.cos(a), np.sin(2 * a) / 3, 1.5 * np.sin(a), np.cos(3 * a) / 5]
    X = np.stack(X, axis=1)  # most of it lies in the plane of the axes 1 and 3
    J = lambda E, D: 0.5 * np.mean(np.sum((X @ E.T @ D.T - X) ** 2, axis=1))

    def train(steps, seed, eta=0.1):
        pair = check.call(train_linear_autoencoder, X, 2, eta, steps, np.random.default_rng(seed))
        return check.parts(pair, W_enc=(2, 5), W_dec=(5, 2))

    E, D = train(0, 1)
    start, (E2, D2) = np.append(E, D), train(0, 2)
    check.that(0.01 < start.std() < 1, "a start of small random numbers", about=start.std())
    check.that(start.min() < 0 < start.max(), "normal numbers, of both signs", about=start)
    check.that(not np.allclose(E, D.T), "other numbers in W_dec than in W_enc", about=E)
    same = np.allclose(E, E2) or np.allclose(D, D2)
    check.that(not same, "another start for another seed", about=E)
    E1, D1 = train(1, 1)
    check.gradient(lambda W: float(J(W, D)), E, (E - E1) / 0.1, name="the step of W_enc")
    check.gradient(lambda W: float(J(E, W)), D, (D - D1) / 0.1, name="the step of W_dec")
    E, D = train(1000, 2)
    P = D @ np.linalg.pinv(D)
    check.that(J(E, D) < 0.08, "a cost near that of the best plane, 0.066", about=J(E, D))
    check.that(np.linalg.norm(P - np.diag([0, 1, 0, 1, 0])) < 0.05, "the principal plane", about=P)
    ### BEGIN HIDDEN TESTS
    # Measured on the reference with 200 seeds: for starts of standard deviation 0.1 the cost was
    # 0.06556 to 0.06558 above and 0.0700 to 0.0701 here, the distance at most 0.0012; for 0.3 they
    # were at most 0.0660, 0.0709 and 0.0048. Any other axes cost 0.50 or more here.
    check.hidden("10.6")
    rng = check.rng()
    Q = np.linalg.qr(rng.normal(size=(6, 6)))[0]
    X = rng.normal(size=(30, 6))
    X = np.linalg.qr(X - X.mean(axis=0))[0]
    X = 30**0.5 * (X * [1.6, 1.4, 1.2, 0.3, 0.2, 0.1]) @ Q.T
    best = 0.5 * (0.3**2 + 0.2**2 + 0.1**2)

    def trained(steps, seed):
        pair = check.call(train_linear_autoencoder, X, 3, 0.1, steps, np.random.default_rng(seed))
        return check.parts(pair, W_enc=(3, 6), W_dec=(6, 3))

    for seed in rng.integers(2**31, size=2).tolist():
        paths = [trained(steps, seed) for steps in (0, 1, 2)]
        for (E, D), (E1, D1) in (paths[:2], paths[1:]):
            check.gradient(lambda W: float(J(W, D)), E, (E - E1) / 0.1, name="the step of W_enc")
            check.gradient(lambda W: float(J(E, W)), D, (D - D1) / 0.1, name="the step of W_dec")
        E, D = trained(1000, seed)
        check.that(J(E, D) < 1.2 * best, "a cost near that of the best subspace", about=J(E, D))
        away = np.linalg.norm(D @ np.linalg.pinv(D) - Q[:, :3] @ Q[:, :3].T, 2)
        check.that(away < 0.05, "the principal subspace", about=away)
    same = np.allclose(trained(0, seed)[0], trained(0, seed + 1)[0])
    check.that(not same, "another start for another seed")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "10-06-test-distance", "points": 2}
# 10.6, check 2 of 2: the distance
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("10.6", "distance"):
    lines = np.array([[1.0], [2], [2]]), np.array([[2.0], [2], [1]])
    check.value(check.call(subspace_distance, *lines), 17**0.5 / 9, name="d for two lines")
    A, B = np.eye(4)[:, :2] @ [[1, 2], [0, 5]], np.array([[3.0, 1], [0, 0], [4, 0], [0, 7]])
    C, same = np.array([[1.0, 2], [5, -5], [12, -12], [0, 0]]), A @ np.array([[2.0, -1], [3, 1]])
    check.value(check.call(subspace_distance, A, B), 1, name="d for planes at a right angle")
    d = [check.call(subspace_distance, *pair) for pair in [(A, C), (A, same)]]
    check.value(d, [12 / 13, 0], name="d for inclined planes, and for the same plane twice")
    ### BEGIN HIDDEN TESTS
    check.hidden("10.6")
    rng = check.rng()
    for D, k in [(5, 2), (7, 3), (4, 1), (6, 5)]:
        A, B = rng.normal(size=(D, k)), rng.normal(size=(D, k))
        expected = np.linalg.norm(A @ np.linalg.pinv(A) - B @ np.linalg.pinv(B), 2)
        check.value(check.call(subspace_distance, A, B), expected, name="d")
        # Close to each other, where the cosine of the angle is 1 to many digits.
        C = A + 1e-3 * B
        expected = np.linalg.norm(A @ np.linalg.pinv(A) - C @ np.linalg.pinv(C), 2)
        check.value(check.call(subspace_distance, A, C), expected, name="d", kind="float32")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: why it is the principal subspace</summary>
#
# With $S = \tfrac1N X^\top X$ for the covariance matrix, the gradients are
#
# $$\overline W_d = (W_d W_e - I)\, S\, W_e^\top, \qquad \overline W_e = W_d^\top (W_d W_e - I)\, S.$$
#
# Both vanish if $W_d W_e$ is the orthogonal projection on any $k$ eigenvectors of $S$, also on the wrong ones. But only the projection on those with the largest eigenvalues is a minimum; all the others are saddle points, from which a small push leads on downwards. Baldi and Hornik proved that in 1989. So gradient descent from a random start ends in the principal subspace, if you give it time.
#
# The vectors themselves are not determined: with $W_d A$ and $A^{-1} W_e$ in place of $W_d$ and $W_e$ the product is the same, and so is $J$. PCA gives *orthonormal* directions *in order*; the auto-encoder gives some basis of the same subspace.
#
# </details>
#
# **On the digits.** Three code units, and 1,500 steps of your gradient descent on all digits. **Predict first.** Will the three images of the decoder's columns look like the three principal axes?

# %% nbgrader={"grade_id": "10-principal"} tags=["skip-when-graded", "raises-exception", "nbval-ignore-output"]
from convnet.data import load_digits
from convnet.plots.sequences import decoder_images, principal_axes

X = load_digits()[0].reshape(-1, 64) / 16
mean, axes = principal_axes(X, 3)
try:
    for steps in (0, 50, 200, 1500):
        _, W_dec = train_linear_autoencoder(X - mean, 3, 0.3, steps, np.random.default_rng(0))
        distance = subspace_distance(W_dec, axes)
        print(f"after {steps:5,} steps: distance to the principal subspace {distance:.4f}")
    picture = decoder_images(W_dec, axes, distance)
except NotImplementedError:
    picture = print("This needs your functions of 10.6.")
picture

# %% [markdown]
# <details><summary>What to expect</summary>
#
# Not quite. Each is a mixture of the three principal axes, sometimes nearly one of them with the sign turned, as our second. The subspace is the same to three digits. Over ten starts the distance was 0.10 to 0.55 after 50 steps, 0.006 to 0.021 after 200, and below 0.0006 after 1,500. How fast it falls at first depends on how much of the three directions the start holds; in the end, directions of little variance make it slow.
#
# </details>

# %% [markdown]
# ## 8 Before there were good starts: layer by layer
#
# Innsbruck's lecture adds a sentence on how deep auto-encoders are trained: first each layer by itself, as a restricted Boltzmann machine, and then all of them by back-propagation. It is a piece of history worth knowing, because it is how deep networks came back in 2006.
#
# A **restricted Boltzmann machine** (RBM) has a layer of visible units $v$ and one of hidden units $h$, all 0 or 1, with weights $W$ between the layers and none within them. It is not a function but a probability: a pair of states is the more probable, the lower its energy
#
# $$\mathcal{E}(v, h) = -a^\top v - b^\top h - h^\top W v, \qquad p(v, h) \propto e^{-\mathcal{E}(v, h)}.$$
#
# Because there are no connections within a layer, the hidden units are independent of each other once $v$ is given, and each is a logistic unit: $p(h_j = 1 \mid v) = \sigma(b_j + \sum_i W_{ji} v_i)$; the same the other way round. So one can go back and forth between the layers. It learns by a simple rule, **contrastive divergence**: go from a data vector $v$ up to $h$, down to a reconstruction $\tilde v$, up again to $\tilde h$, and change $W$ by $\eta\,(h v^\top - \tilde h \tilde v^\top)$. What occurs in the data becomes more probable, and what the machine makes up instead becomes less so.
#
# In a **stack**, the hidden units of one trained machine are the data of the next. In the end the stack is unrolled: upwards it is the encoder, and with the transposed weights downwards the decoder, a deep auto-encoder with a very good start. Back-propagation then does the **fine-tuning**. Hinton and Salakhutdinov brought MNIST's 784 pixels down to 30 numbers in this way, through layers of 1,000, 500 and 250 units. The mean squared error of their test images was 3.00, and PCA's with 30 components was 13.87.
#
# Why the detour? With the logistic units and the starts of that time the gradient vanished on its way through the layers, as in section 4. Better initialisation, ReLUs and normalisation (notebooks 05 and 06) have made pre-training by RBMs unnecessary; yours, with four layers, learned without.
#
# <details><summary>Where the lectures differ from today: Innsbruck 703142 lecture 11</summary>
#
# It says that deep auto-encoders are usually pre-trained by RBMs and then fine-tuned by back-propagation. That was so for some years after 2006. Today they are trained by back-propagation from a random start (not in the lectures). The *idea* has come back in another form: large networks are pre-trained without labels, by predicting a part of their input from the rest, and fine-tuned on a task.
#
# </details>

# %% [markdown]
# ## What you can do now
#
# - Unroll a recurrent network and carry a gradient back through it, by hand and in code, for a batch.
# - Say from a matrix's spectral radius what happens to a gradient in a hundred steps, and what can be done about it.
# - Build and train an auto-encoder, and name what its bottleneck keeps and loses.
# - Say what a linear auto-encoder learns, and prove it with a distance between subspaces.
#
# **What comes of it.** With gates instead of a plain tanh, networks of section 1 led the recognition of speech and the translation of languages for some years in the 2010s; today most of this is done by attention, which sees all steps at once and has no long way back. Recurrence lives on where a stream never ends or memory is scarce. Auto-encoders reduce noise, find what does not fit (its reconstruction is bad), and, with a random code, generate images.
#
# **Open questions**, for you to try or to think about:
#
# - Can the network of section 5 be trained so that it says *when* it has seen enough rows?
# - 20 units, one input bit at the beginning, $T$ steps of noise, and the question at the end which bit it was: up to which $T$ can you train that, and does an orthogonal start help?
# - Train the auto-encoder on all digits but the nines. How does it draw a nine?
# - Why should a code of few numbers be useful to *somebody else*, say a classifier with few labels? Measure it.
#
# **References.** D. E. Rumelhart, G. E. Hinton, R. J. Williams, "Learning representations by back-propagating errors", *Nature* 323, 1986 (networks in time are in it). P. J. Werbos, "Backpropagation through time: what it does and how to do it", *Proceedings of the IEEE* 78, 1990. Y. Bengio, P. Simard, P. Frasconi, "Learning long-term dependencies with gradient descent is difficult", *IEEE Transactions on Neural Networks* 5, 1994. S. Hochreiter, J. Schmidhuber, "Long short-term memory", *Neural Computation* 9, 1997. R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural networks", *ICML* 2013 (clipping). H. Bourlard, Y. Kamp, "Auto-association by multilayer perceptrons and singular value decomposition", *Biological Cybernetics* 59, 1988. P. Baldi, K. Hornik, "Neural networks and principal component analysis", *Neural Networks* 2, 1989. G. E. Hinton, R. R. Salakhutdinov, "Reducing the dimensionality of data with neural networks", *Science* 313, 2006. I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, MIT Press 2016, chapters 10 and 14.
