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
# # 01 Perceptron
#
# A deep network is made of one simple part, repeated many times. This notebook is about that one part: what a single unit computes, how it learns from its mistakes, what it can never learn, and how a small change, a smooth activation function, lets it learn by following a gradient. Losses, the chain rule and gradient descent will also train the large networks of later notebooks. What they need besides is a way to get the gradient through many layers: back-propagation, in notebook 02. Plan three hours to three and a half.
#
# When you are through, you can
#
# - compute a unit and its decision boundary, and choose weights by hand;
# - write the perceptron rule, and prove for which data it stops;
# - derive the gradient of a loss by the chain rule, and compute it without overflow;
# - train with gradient descent and with mini-batches, and say what the step size and the batch size do;
# - say which likelihood each usual loss comes from.
#
# You need notebook 00. Have paper and a pencil beside you: every gradient here is yours to derive. What an exercise asks for stands folded below its checks, under *When you are done*.
#
# Boxes *Where the lectures differ* are folded too. They are for readers who also follow one of the lectures that this course comes from: **Y** York EECS 4422/5323 unit 8, **T** Toronto CSC2515 lecture 6, **M** MIT 6.869 lecture 7, **V** van der Maaten, convolutional networks part 1, **B** Innsbruck 703142 lecture 11.

# %% nbgrader={"grade_id": "01-setup"}
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
# ## 1 One unit
#
# Your brain holds some $10^{11}$ neurons, each connected to about $10^4$ others. A neuron collects input from its neighbours, its voltage accumulates, and beyond a threshold it fires a spike. In 1943 McCulloch and Pitts reduced this to a formula. Rosenblatt gave the formula a way to learn, the *perceptron*, in a report of 1957 and in a book of 1962; Widrow and Hoff's rule of 1960 is close to it.
#
# The artificial unit is far simpler than its model. It weighs its $D$ inputs, adds a bias, and sends the sum through an *activation function* $\varphi$:
#
# $$z = w \cdot x + b = \sum_{d=0}^{D-1} w_d x_d + b, \qquad y = \varphi(z).$$
#
# The number $z$ is the *pre-activation*. The oldest $\varphi$ is the **hard threshold**, which fires or doesn't:
#
# $$\varphi(z) = \begin{cases}1 & z > 0\\ 0 & z \le 0.\end{cases}$$
#
# Exactly at zero it stays silent, $\varphi(0) = 0$. With the smooth *logistic* function $\sigma(z) = 1/(1 + e^{-z})$ in its place, the same unit is logistic regression, and its output is read as a probability.

# %% nbgrader={"grade_id": "01-figure-unit"}
from convnet.plots.perceptron import unit_diagram

unit_diagram()

# %% [markdown]
# <details><summary>Where the lectures differ: Toronto CSC2515 lecture 6; York EECS 4422/5323 unit 8; MIT 6.869 lecture 7</summary>
#
# The number of neurons is an estimate: T has $10^{11}$, newer counts give about $8.6\cdot 10^{10}$ (not in the lectures). T, Y and M call networks inspired by the brain: that is true of the architecture, many simple units with many connections, but not of the way they learn. The machine of 1962 is a "3 layer perceptron" in Y because its inputs were counted as a layer; it has two layers of weights, and this course counts those.
#
# </details>

# %% [markdown]
# ### The decision boundary
#
# A threshold unit cuts the space of its inputs in two. The cut is where $w \cdot x + b = 0$: a line in the plane, a hyperplane in more dimensions. The vector $w$ is perpendicular to it and points to the side where the unit fires, and
#
# $$\text{signed distance of } x = \frac{w \cdot x + b}{\lVert w \rVert}.$$
#
# The bias moves the boundary away from the origin. Without it every boundary runs through the origin.
#
# **Worked example.** $w = (3, 4)$, $b = -5$, $x = (3, 1)$: $z = 9 + 4 - 5 = 8$, so the unit fires, and $x$ lies $8/5 = 1.6$ from the boundary. The origin has $z = -5$: it lies 1 away, on the other side.

# %% [markdown]
# ### Exercise 01.1 A unit (6 points)
#
# Write the threshold, for arrays of any shape, and a unit with any activation function. `unit` takes one example `x` of shape $(D,)$ and gives a number, or a batch of shape $(B, D)$ and gives $(B,)$.


# %% nbgrader={"grade_id": "01-01-solution"}
def hard_threshold(z):
    """Threshold activation, φ(z) = 1 where z > 0, else 0.

    Parameters
    ----------
    z : array of any shape

    Returns
    -------
    h : array of z's shape
        φ(0) = 0.
    """
    ### BEGIN SOLUTION
    return np.where(np.asarray(z) > 0, 1.0, 0.0)
    ### END SOLUTION


def unit(x, w, b, phi):
    """Output of one unit, φ(w·x + b).

    Parameters
    ----------
    x : array (D,) or (B, D)
        One example, or one a row.
    w : array (D,)
    b : number
    phi : function
        The activation function; takes an array of any shape, returns one of the same shape.

    Returns
    -------
    y : number or array (B,)
    """
    ### BEGIN SOLUTION
    return phi(x @ w + b)
    ### END SOLUTION


# %% nbgrader={"grade_id": "01-01-test-threshold", "points": 3}
# 01.1, check 1 of 2: hard_threshold
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.1", "threshold"):
    z = np.array([[-2.0, 0.5, 1.0], [0.0, 3.0, -0.25]])
    check.value(check.call(hard_threshold, z), [[0, 1, 1], [0, 1, 0]], name="φ(z)")
    check.value(check.call(hard_threshold, np.array(0.5)), 1, name="φ(0.5)")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.1")
    rng = check.rng()
    for shape in [(), (5,), (2, 3, 4)]:
        z = np.array(rng.normal(size=shape))
        z[z > 1] = 0.0
        expected = np.reshape([float(v > 0) for v in z.ravel()], shape)
        check.value(check.call(hard_threshold, z), expected, name="φ(z)")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-01-test-unit", "points": 3}
# 01.1, check 2 of 2: unit
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.1", "unit"):
    X, w, b = np.array([[2.0, -1.0, 0.5], [0.3, 1.0, -2.0]]), np.array([0.5, 1.5, -1.0]), 0.25
    y = check.call(unit, X[0], w, b, lambda z: z**3 + 2)
    check.value(y, 1.578125, name="y of one example, for φ(z) = z³ + 2")
    y = check.call(unit, X, w, b, lambda z: z**3 + 2)
    check.value(y, [1.578125, 61.319], name="y of a batch, for φ(z) = z³ + 2")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.1")
    rng = check.rng()
    for phi in (np.tanh, lambda z: z**2 + z + 1):
        for size in [(3,), (4, 3), (1, 3)]:
            x, w, b = rng.normal(size=size), rng.normal(size=3), rng.normal()
            z = np.sum(x * w, axis=-1) + b
            check.value(check.call(unit, x, w, b, phi), phi(z), name="y")
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 01.2 Gates (8 points)
#
# With inputs 0 and 1, one threshold unit can be a logic gate.
#
# **Worked example.** "A and not B" must fire for $(1, 0)$ alone. Take $w = (1, -1)$, $b = -0.5$: the four inputs 00, 01, 10, 11 give $z = -0.5, -1.5, 0.5, -0.5$, and only the third is positive. To find such weights, count votes: with inputs $x_0, x_1$, the condition $x_0 + (1 - x_1) - 1.5 > 0$ asks for both of "A" and "not B", and multiplied out it is the same unit.
#
# Choose weights for OR, AND, NOT (one input) and NAND, which is silent for 11 alone. Many choices are right.
#
# <details><summary>Hint 1: count votes</summary>
#
# With the weights 1 and 1, $w \cdot x$ is the number of inputs that are 1. How many votes does the gate need? Put $-b$ halfway between that number and the next smaller one.
#
# </details>
# <details><summary>Hint 2: voting against</summary>
#
# An input with a negative weight votes against. The bias is what is left when nobody votes, so for NOT and NAND it must be positive, and all votes against together must outweigh it.
#
# </details>


# %% nbgrader={"grade_id": "01-02-solution"}
def or_gate():
    """Weights of a threshold unit that fires if at least one of two inputs is 1.

    Returns
    -------
    w : array (2,)
    b : number
    """
    ### BEGIN SOLUTION
    return np.array([1.0, 1.0]), -0.5
    ### END SOLUTION


def and_gate():
    """Weights of a threshold unit that fires if both inputs are 1.

    Returns
    -------
    w : array (2,)
    b : number
    """
    ### BEGIN SOLUTION
    return np.array([1.0, 1.0]), -1.5
    ### END SOLUTION


def not_gate():
    """Weights of a threshold unit that fires if its one input is 0.

    Returns
    -------
    w : array (1,)
    b : number
    """
    ### BEGIN SOLUTION
    return np.array([-1.0]), 0.5
    ### END SOLUTION


def nand_gate():
    """Weights of a threshold unit that fires unless both inputs are 1.

    Returns
    -------
    w : array (2,)
    b : number
    """
    ### BEGIN SOLUTION
    return np.array([-1.0, -1.0]), 1.5
    ### END SOLUTION


# %% nbgrader={"grade_id": "01-02-test-or", "points": 2}
# 01.2, check 1 of 4: OR
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.2", "or"):
    gate, X = check.call(or_gate), np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    check.that(len(gate) == 2, "the pair (w, b)", about=len(gate))
    w, b = np.array(gate[0], dtype=float), float(gate[1])
    check.that(w.shape == (2,), "w of the shape (2,), a weight for each input", about=w.shape)
    check.value(X @ w + b > 0, [0, 1, 1, 1], name="the output for 00, 01, 10, 11")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.2")
    again = check.call(or_gate)
    check.value(again[0], w, name="w of a second call")
    check.value(again[1], b, name="b of a second call")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-02-test-and", "points": 2}
# 01.2, check 2 of 4: AND
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.2", "and"):
    gate, X = check.call(and_gate), np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    check.that(len(gate) == 2, "the pair (w, b)", about=len(gate))
    w, b = np.array(gate[0], dtype=float), float(gate[1])
    check.that(w.shape == (2,), "w of the shape (2,), a weight for each input", about=w.shape)
    check.value(X @ w + b > 0, [0, 0, 0, 1], name="the output for 00, 01, 10, 11")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.2")
    again = check.call(and_gate)
    check.value(again[0], w, name="w of a second call")
    check.value(again[1], b, name="b of a second call")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-02-test-not", "points": 2}
# 01.2, check 3 of 4: NOT
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.2", "not"):
    gate, X = check.call(not_gate), np.array([[0], [1]])
    check.that(len(gate) == 2, "the pair (w, b)", about=len(gate))
    w, b = np.array(gate[0], dtype=float), float(gate[1])
    check.that(w.shape == (1,), "w of the shape (1,), a weight for the one input", about=w.shape)
    check.value(X @ w + b > 0, [1, 0], name="the output for 0, 1")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.2")
    again = check.call(not_gate)
    check.value(again[0], w, name="w of a second call")
    check.value(again[1], b, name="b of a second call")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-02-test-nand", "points": 2}
# 01.2, check 4 of 4: NAND
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.2", "nand"):
    gate, X = check.call(nand_gate), np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    check.that(len(gate) == 2, "the pair (w, b)", about=len(gate))
    w, b = np.array(gate[0], dtype=float), float(gate[1])
    check.that(w.shape == (2,), "w of the shape (2,), a weight for each input", about=w.shape)
    check.value(X @ w + b > 0, [1, 1, 1, 0], name="the output for 00, 01, 10, 11")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.2")
    again = check.call(nand_gate)
    check.value(again[0], w, name="w of a second call")
    check.value(again[1], b, name="b of a second call")
    ### END HIDDEN TESTS

# %% [markdown]
# ## 2 A line to drag
#
# Now choose weights by eye. Blue circles have the target $+1$, orange squares $-1$, and the unit fires on the shaded side of the line. Points on the wrong side are marked.
#
# **Predict first.** There are three sets of points: one that a line can separate, one where the two classes overlap, and XOR, where the classes sit at opposite corners. How few mistakes do you expect to reach in each? Then drag one of the two handles. (With the keyboard: choose a handle, move the focus to the picture, use the arrow keys.)

# %% nbgrader={"grade_id": "01-figure-line"}
from convnet.widgets.perceptron import separating_line

separating_line()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# The first set can be separated, and by many lines, not by one. In the second set a few mistakes stay whatever you do. In the third no line does better than one corner of four wrong: a quarter of the points. The numbers $w$ and $b$ below the picture are one choice among many: twice $w$ and twice $b$ give the same line.
#
# </details>

# %% [markdown]
# ## 3 Learning from mistakes
#
# A machine should find the line by itself. (The rule and its proof are not in the lectures: they name the perceptron and its date only.)
#
# Give the two classes the targets $t = +1$ and $t = -1$; with these labels the product
#
# $$m = t\,(w \cdot x + b),$$
#
# the **margin**, is positive exactly if $x$ lies on the correct side of the boundary. Rosenblatt's rule looks at one example at a time and changes nothing unless it is a mistake:
#
# $$\text{if } m \le 0: \qquad w \leftarrow w + t\,x, \qquad b \leftarrow b + t.$$
#
# Why does that help? After the step the same example has the margin
#
# $$t\,\big((w + t x)\cdot x + b + t\big) = m + \lVert x\rVert^2 + 1,$$
#
# since $t^2 = 1$: larger than before. The bias is a weight too, that of an input which is always 1. The rule also acts at margin 0, on the boundary. It must: from $w = 0$, $b = 0$ all margins are 0, and nothing would ever begin.
#
# **Worked example.** OR with inputs 00, 01, 10, 11 in this order, from zero. 00 has $t = -1$ and margin 0: $b = -1$. 01 has $t = 1$ and margin $-1$: $w = (0, 1)$, $b = 0$. 10 has margin 0: $w = (1, 1)$, $b = 1$. 11 has margin 3: nothing to do. One pass through the data, an *epoch*, is over after three updates.

# %% [markdown]
# ### Exercise 01.3 The perceptron rule (8 points)
#
# Write one step of the rule. Return the new weights, and leave the array `w` that you were given as it is.
#
# <details><summary>Hint 1: the idea</summary>
#
# One number decides: the margin. Compute it, then do one of two things.
#
# </details>
# <details><summary>Hint 2: a new array</summary>
#
# `w = w + t * x` makes a new array. `w += t * x` changes the array of whoever called you.
#
# </details>


# %% nbgrader={"grade_id": "01-03-solution"}
def perceptron_step(w, b, x, t):
    """One step of the perceptron rule for one example.

    Parameters
    ----------
    w : array (D,)
        Must not be changed.
    b : number
    x : array (D,)
    t : +1 or −1

    Returns
    -------
    w, b : array (D,), number
        As they were if t (w·x + b) > 0, else w + t x and b + t.
    """
    ### BEGIN SOLUTION
    if t * (w @ x + b) <= 0:
        return w + t * x, b + t
    return w, b
    ### END SOLUTION


# %% nbgrader={"grade_id": "01-03-shared"}
rng = check.rng()
w, x = rng.integers(1, 5, size=(2, 4)).astype(float)
z = w @ x
# On the right and the wrong side, there because of b alone, on the line, and near it.
cases = [
    (b * z, side * x, t, t * (side + b) <= 0)
    for side in (-1, 1)
    for b in (0, -2 * side, -side, -0.99 * side)
    for t in (-side, side)
]

# %% nbgrader={"grade_id": "01-03-test-w", "points": 5}
# 01.3, check 1 of 2: w
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.3", "w"):
    X = np.array([[0.5, 2, 1], [-1, 0.5, 1], [1, -2.5, -3], [1, -0.5, 3], [2, 0.5, -1]])
    w, found = np.array([1.0, -1.0, 0.5]), []
    # On the wrong side, on the right one, on the line, wrong because of b, wrong.
    for x, b, t in zip(X, [0.25, 0.75, -2.0, -4.0, 1.5], [1, -1, -1, 1, -1]):
        pair = check.call(perceptron_step, w, b, x, t)
        check.that(len(pair) == 2, "the pair (w, b)", about=len(pair))
        found.append(pair[0])
    expected = [[1.5, 1, 1.5], [1, -1, 0.5], [0, 1.5, 3.5], [2, -1.5, 3.5], [-1, -1.5, 1.5]]
    check.value(found, expected, name="w after a step with each of five examples")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.3")
    ### SHARED
    for b, x, t, moves in cases:
        pair = check.call(perceptron_step, w, b, x, t)
        check.value(pair[0], w + moves * t * x, name="w")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-03-test-b", "points": 3}
# 01.3, check 2 of 2: b
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.3", "b"):
    X = np.array([[0.5, 2, 1], [-1, 0.5, 1], [1, -2.5, -3], [1, -0.5, 3], [2, 0.5, -1]])
    w, found = np.array([1.0, -1.0, 0.5]), []
    # On the wrong side, on the right one, on the line, wrong because of b, wrong.
    for x, b, t in zip(X, [0.25, 0.75, -2.0, -4.0, 1.5], [1, -1, -1, 1, -1]):
        pair = check.call(perceptron_step, w, b, x, t)
        check.that(len(pair) == 2, "the pair (w, b)", about=len(pair))
        found.append(pair[1])
    expected = [1.25, 0.75, -3.0, -3.0, 0.5]
    check.value(found, expected, name="b after a step with each of five examples")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.3")
    ### SHARED
    for b, x, t, moves in cases:
        pair = check.call(perceptron_step, w, b, x, t)
        check.value(pair[1], b + moves * t, name="b")
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 01.4 The perceptron algorithm (10 points)
#
# Go through the examples in their order, again and again, and apply the rule to each. Start from $w = 0$, $b = 0$. Stop after the first epoch without an update: from then on nothing would change, so the algorithm has **converged**. Give up after `max_epochs`.
#
# Each example sees the weights that the examples before it have left. Count every update.
#
# On the gates, with the inputs in the order 00, 01, 10, 11, you should find: OR takes 9 updates and its 6th epoch is clean; AND takes 18 and its 9th is clean; XOR makes 4 updates in every epoch, passing through $(w; b) = (0,0;-1), (0,1;0), (1,1;1), (0,0;0)$, and so on for ever.
#
# <details><summary>Hint 1: two loops</summary>
#
# The outer loop counts epochs, the inner one goes through the examples: `for x_n, t_n in zip(X, t):`.
#
# </details>
# <details><summary>Hint 2: when to stop</summary>
#
# Count the mistakes of one epoch in a variable that is set to 0 at the start of *each* epoch. Look at it when the inner loop is over, not inside.
#
# </details>


# %% nbgrader={"grade_id": "01-04-solution"}
def perceptron_fit(X, t, max_epochs=100):
    """Train a threshold unit with the perceptron rule, from w = 0 and b = 0.

    Parameters
    ----------
    X : array (N, D)
        One example a row; they are visited in this order in every epoch.
    t : array (N,)
        Targets +1 and −1.
    max_epochs : int

    Returns
    -------
    w : array (D,)
    b : number
    n_updates : int
        All updates of all epochs.
    converged : bool
        Whether one whole epoch, among the max_epochs, made no update.
    """
    ### BEGIN SOLUTION
    w, b, n_updates = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        mistakes = 0
        for x_n, t_n in zip(X, t):
            if t_n * (w @ x_n + b) <= 0:
                w, b = w + t_n * x_n, b + t_n
                mistakes += 1
        n_updates += mistakes
        if mistakes == 0:
            return w, b, n_updates, True
    return w, b, n_updates, False
    ### END SOLUTION


# %% nbgrader={"grade_id": "01-04-shared"}
rng = check.rng()


def separable(N, D):
    """Examples that a line separates, no one near it, and the line's weights, b last."""
    u = np.append(rng.normal(size=D), 0.4)
    X = rng.normal(size=(6 * N, D)) + 1.0
    distance = (X @ u[:-1] + u[-1]) / np.linalg.norm(u[:-1])
    far = np.abs(distance) > 0.3
    return X[far][:N], np.where(distance > 0, 1, -1)[far][:N], u


def rule(X, t, max_epochs):
    """The weights, b last, and the number of updates in each epoch."""
    v, counts = np.zeros(X.shape[1] + 1), []
    while len(counts) < max_epochs and 0 not in counts:
        counts.append(0)
        for x_n, t_n in zip(np.column_stack([X, np.ones(len(X))]), t):
            if t_n * (v @ x_n) <= 0:
                v, counts[-1] = v + t_n * x_n, counts[-1] + 1
    return v, counts


# %% nbgrader={"grade_id": "01-04-test-weights", "points": 4}
# 01.4, check 1 of 3: w and b
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.4", "weights"):
    X = np.array([[2.3, 0.7], [2.3, -0.3], [2.1, -0.4], [-0.7, -1.9], [2.7, 1.7]])
    t, found = np.array([1, -1, -1, 1, 1]), []
    for max_epochs in (100, 3):
        result = check.call(perceptron_fit, X, t, max_epochs)
        check.that(len(result) == 4, "four results: w, b, n_updates, converged")
        check.that(np.shape(result[0]) == (2,), "w of the shape (2,)", about=np.shape(result[0]))
        found.append([*result[0], result[1]])
    name = "w and b, with max_epochs = 100 in the first row and 3 in the second"
    check.value(found, [[-3.8, 4.1, 6], [-0.7, 1.4, 3]], name=name)
    X, t = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([-1, 1, 1, 1])
    result = check.call(perceptron_fit, X, t, 100)
    check.value([*result[0], result[1]], [2, 2, -1], name="w and b of OR")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.4")
    ### SHARED
    for N, D in [(12, 3), (9, 2)]:
        X, t, _ = separable(N, D)
        for max_epochs in (500, 2):
            result = check.call(perceptron_fit, X, t, max_epochs)
            check.that(np.shape(result[0]) == (D,), "w with one entry for each input")
            check.value([*result[0], result[1]], rule(X, t, max_epochs)[0], name="w and b")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-04-test-updates", "points": 3}
# 01.4, check 2 of 3: n_updates
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.4", "updates"):
    X = np.array([[2.3, 0.7], [2.3, -0.3], [2.1, -0.4], [-0.7, -1.9], [2.7, 1.7]])
    t, found = np.array([1, -1, -1, 1, 1]), []
    for rows in ([0, 1, 2, 3, 4], [4, 3, 2, 1, 0]):
        results = [check.call(perceptron_fit, X[rows], t[rows], epochs) for epochs in (100, 3)]
        check.that(len(results[0]) == 4, "four results: w, b, n_updates, converged")
        found.append([result[2] for result in results])
    name = "n_updates, with the rows as they are and reversed; with 100 epochs and with 3"
    check.value(found, [[26, 11], [38, 10]], name=name)
    X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    for gate, t, n_updates in [
        ("OR", [-1, 1, 1, 1], 9),
        ("AND", [-1, -1, -1, 1], 18),
        ("XOR", [-1, 1, 1, -1], 36),
    ]:
        found = check.call(perceptron_fit, X, np.array(t), 9)[2]
        check.value(found, n_updates, name=f"n_updates of {gate} with 9 epochs")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.4")
    ### SHARED
    for N, D in [(12, 3), (9, 2)]:
        X, t, u = separable(N, D)
        n_updates = check.call(perceptron_fit, X, t, 500)[2]
        check.value(n_updates, sum(rule(X, t, 500)[1]), name="n_updates")
        extended = np.column_stack([X, np.ones(N)])
        gamma = np.min(t * (extended @ u)) / np.linalg.norm(u)
        bound = np.max(np.sum(extended**2, axis=1)) / gamma**2
        check.that(n_updates <= bound, "no more updates than the bound (R/γ)² allows")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-04-test-converged", "points": 3}
# 01.4, check 3 of 3: converged
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.4", "converged"):
    XOR = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([-1, 1, 1, -1])
    X = np.array([[2.3, 0.7], [2.3, -0.3], [2.1, -0.4], [-0.7, -1.9], [2.7, 1.7]])
    own = X, np.array([1, -1, -1, 1, 1])  # its 10th epoch is clean
    for data, max_epochs, clean in [
        (XOR, 7, False),
        (own, 100, True),
        (own, 10, True),
        (own, 9, False),
    ]:
        result = check.call(perceptron_fit, *data, max_epochs)
        check.that(len(result) == 4, "four results: w, b, n_updates, converged")
        asked = f"converged is {clean} for {'XOR' if data is XOR else 'X'}, {max_epochs} epochs"
        check.that(bool(result[3]) == clean, asked, about=[*np.ravel(result[0]), *result[1:]])
    ### BEGIN HIDDEN TESTS
    check.hidden("01.4")
    ### SHARED
    asked = "converged is True if one of the max_epochs made no update, and only then"
    X, t, _ = separable(12, 3)
    for rows, labels, clean in [
        (X, t, len(rule(X, t, 500)[1])),
        (XOR[0], np.array([-1, 1, 1, 1]), 6),
        (XOR[0], np.array([-1, -1, -1, 1]), 9),
        (XOR[0], np.array([1, 1, 1, 1]), 2),
    ]:
        for max_epochs in (clean - 1, clean):
            result = check.call(perceptron_fit, rows, labels, max_epochs)
            check.that(bool(result[3]) == (max_epochs == clean), asked, about=[*result[2:]])
    result = check.call(perceptron_fit, *XOR, 60)
    check.that(not result[3], asked, about=[*result[2:]])
    ### END HIDDEN TESTS

# %% [markdown]
# ### Why it must stop
#
# The order of the examples matters, but not for whether it stops. Over all orders of the four inputs, OR takes 7 or 9 updates and AND 18, 20 or 22. With XOR it goes on for ever. What is the difference?
#
# Write the bias as one more weight, of an input 1: $\tilde w = (w, b)$ and $\tilde x = (x, 1)$. Suppose that some unit vector $u$ separates the data with room to spare, $t_n\, u \cdot \tilde x_n \ge \gamma > 0$ for all $n$, and let $R$ be the largest $\lVert\tilde x_n\rVert$. Now follow two numbers while the rule makes its updates, of which $k$ counts the number:
#
# - $u \cdot \tilde w$ grows by $t\,u\cdot\tilde x \ge \gamma$. So after $k$ updates it is at least $k\gamma$.
# - $\lVert\tilde w\rVert^2$ grows by $2\,t\,\tilde w\cdot\tilde x + \lVert\tilde x\rVert^2 \le R^2$, since the margin was not positive. So it is at most $k R^2$.
#
# The overlap with a unit vector is at most the length, $u \cdot \tilde w \le \lVert\tilde w\rVert$, so
#
# $$k\gamma \;\le\; \lVert\tilde w\rVert \;\le\; \sqrt{k}\,R \qquad\Longrightarrow\qquad k \le \left(\frac{R}{\gamma}\right)^2.$$
#
# **Worked example.** For the gates $R^2 = 3$. OR has the best unit separator $(2, 2, -1)/3$ with $\gamma = 1/3$: at most 27 updates, and it took 9. AND has $(2, 2, -3)/\sqrt{17}$ with $\gamma = 1/\sqrt{17}$: at most 51, and it took 18.
#
# **Predict first.** Below the rule runs on four data sets, one update a step. Will the line get better with every update? Which of the two bounds does $\lVert\tilde w\rVert$ follow more closely? And what will the right picture look like for XOR, where no $u$ exists?

# %% nbgrader={"grade_id": "01-figure-stepper"}
from convnet.widgets.perceptron import perceptron_stepper

perceptron_stepper()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# Single updates often make things worse: a step that mends one example spoils another. What grows steadily is the overlap $u\cdot\tilde w$, which nobody who runs the rule can see. The length stays far below $\sqrt k\,R$ and close to that overlap: the weights turn towards $u$. So the bound is safe but not tight, 27 against 9 updates for OR. For XOR the length goes round and round, 1, 1, √3, 0, and returns to zero every four updates.
#
# </details>

# %% [markdown]
# <details><summary>Where the lectures differ: van der Maaten, convolutional networks part 1; Innsbruck 703142 lecture 11; Toronto CSC2515 lecture 6</summary>
#
# Labels are $\pm 1$ in V, 0 and 1 in B and in T's XOR, and $\pm 1$ for inputs and targets in T's table of Boolean functions. Weights do not carry over from one to the other, and numbers of updates don't either: with inputs $\pm 1$ instead of 0 and 1, in the same order, OR takes 3 updates instead of 9, and AND 1 instead of 18. So this course names the labels each time.
#
# </details>

# %% [markdown]
# ## 4 What one unit cannot do
#
# XOR is 1 if exactly one of its two inputs is 1. You saw that the rule finds no weights for it, and that you find none by hand. That proves nothing yet: perhaps nobody looked in the right place. A proof covers all weights at once.

# %% [markdown]
# ### Exercise 01.5 XOR (6 points, marked by hand)
#
# Prove that no threshold unit with two inputs, $\varphi(w_0 x_0 + w_1 x_1 + b)$ with $\varphi(0) = 0$, computes XOR on inputs 0 and 1. Write down what each of the four inputs 00, 01, 10, 11 demands of $w_0$, $w_1$ and $b$, then show that the four demands contradict each other. Your answer goes into the next cell; formulas between dollar signs are welcome, plain text will do.
#
# <details><summary>Hint</summary>
#
# Add two of the four demands. Add the other two. Compare.
#
# </details>

# %% [markdown] nbgrader={"grade_id": "01-05-manual", "points": 6}
# Suppose that $w_0, w_1, b$ compute XOR. The unit fires exactly if $z > 0$, so the four inputs demand
#
# $$\begin{aligned} 00:\quad & b \le 0, & \qquad 01:\quad & w_1 + b > 0,\\ 11:\quad & w_0 + w_1 + b \le 0, & \qquad 10:\quad & w_0 + b > 0. \end{aligned}$$
#
# Adding the two on the right gives $w_0 + w_1 + 2b > 0$. Adding the two on the left gives $w_0 + w_1 + 2b \le 0$. Both cannot hold, so no such weights exist.
#
# *Mark scheme.* 3 points: the four inequalities (one point off for each that is missing or wrong; $<$ where $\le$ belongs at $\varphi(0) = 0$ costs half a point in all). 2 points: the two sums, or any other valid way to the contradiction (for example: the two points of a class lie on one side, hence so does the midpoint $(\tfrac12, \tfrac12)$, which both classes share). 1 point: the conclusion, for all weights. A drawing without an argument earns 1 point in all; "the algorithm does not converge" earns none.

# %% [markdown]
# A unit without a threshold does no better: the affine function that fits XOR best in the sense of least squares is the constant ½, the same answer for all four inputs. Two units feeding a third solve XOR, in notebook 02.

# %% [markdown]
# ## 5 Empirical risk
#
# The perceptron rule has two weaknesses: it never settles when the data overlap, and nobody knows how to carry it over to many layers. The way out is to say what we want as one number, and to make that number small.
#
# What do we want? Inputs and labels $(x, t)$ come from an unknown *data distribution* $p(x, t)$. A *model* $f$ with *parameters* $w$ gives an output $f(x; w)$, and a *loss function* $\ell$ says how far this output is from the true label. We want the *expected loss* to be small. We cannot compute it, since we don't know $p$; but we have a *sample* of $N$ examples $(x_n, t_n)$, $n = 0, \dots, N - 1$, and the average over the sample is an estimate:
#
# $$\mathbb E_{p(x,t)}\big[\ell(f(x; w), t)\big] \;\approx\; J(w) = \frac1N \sum_{n=0}^{N-1} \ell(f(x_n; w), t_n).$$
#
# This is the *empirical loss* or *empirical risk*, and to learn is to minimise it.
#
# Which loss? With labels $t = \pm 1$ and the output $f = w\cdot x$, most losses depend on the margin $m = t f$ alone. The number of mistakes is one of them, the *zero-one loss*. It is what we care about, and useless for learning: it is flat almost everywhere, so it never says in which direction to go.
#
# **Predict first.** Five losses are drawn against the margin: zero-one, hinge $\max(0, 1 - m)$, logistic $\ln(1 + e^{-m})$, squared $(1 - m)^2$ and exponential $e^{-m}$. Which of them punishes a point that is *correct*, and far from the boundary? Which one is upset most by a single mistake at $m = -2$, and which one by a wild one at $m = -3$? And which of them no longer care about a point once $m$ is large?

# %% nbgrader={"grade_id": "01-figure-losses"}
from convnet.widgets.perceptron import losses

losses()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# The squared loss grows again beyond $m = 1$: it punishes points for being too correct. At $m = -2$ it is also the largest, 9 against 7.4 for the exponential loss; but that one explodes, and at $m = -3$, above the edge of the picture, it is 20 against 16. The hinge loss is exactly zero, slope and all, from $m = 1$ on. The logistic loss falls like $e^{-m}$, so it keeps pulling, more and more gently; far on the left it is nearly the straight line $-m$, so one wild mistake pulls with a strength of 1 and no more.
#
# </details>

# %% [markdown]
# ### The logistic loss
#
# *Logistic regression* is empirical risk minimisation with a linear model $f(x; w) = w \cdot x$ and the logistic loss. With $t_n = \pm 1$ and $m_n = t_n\, w\cdot x_n$,
#
# $$J(w) = \frac1N \sum_n \ln\!\big(1 + e^{-m_n}\big).$$
#
# (No separate bias here: as in the proof above, give $x$ an input that is always 1, and its weight is $b$. In later notebooks the bias is always written out.)
#
# Computed as it stands, the formula fails: at $m = -1000$ the exponential is $e^{1000}$, and that is `inf` in float64. The loss itself is a harmless 1000. So take the large factor out of the logarithm first:
#
# $$\ln\big(1 + e^{1000}\big) = \ln\big(e^{1000}\,(e^{-1000} + 1)\big) = 1000 + \ln\big(1 + e^{-1000}\big).$$
#
# Now the exponential is tiny, and rounding it to 0 does no harm. For negative margins this is the way; positive ones are fine as they are. `np.log1p(v)` is $\ln(1 + v)$, accurate also for tiny $v$.
#
# **Worked example.** $w = (0.5, -1)$, three examples $(2, 1)$, $(1, 3)$, $(-1, 0.5)$ with $t = 1, -1, 1$. The margins are $0, 2.5, -1$, the losses 0.693147, 0.078890, 1.313262, and their mean is 0.695100. At $w = 0$ every loss is $\ln 2 = 0.693147$, whatever the data.

# %% [markdown]
# ### Exercise 01.6 The logistic loss (8 points)
#
# Write `logistic_loss(w, X, t)`, the mean over all rows of `X`. It must be finite, and right, for margins of ±1000 too. Can you write one expression that holds for margins of either sign?
#
# <details><summary>Hint 1: the idea</summary>
#
# All margins at once: `X @ w` holds $w \cdot x_n$ for every $n$.
#
# </details>
# <details><summary>Hint 2: the safe form</summary>
#
# What was taken out is $-m$ if $m$ is negative, else nothing: `np.maximum(0, -m)`. What is left in the exponent is $-|m|$ in both cases. (`np.logaddexp(0, v)` is $\ln(1 + e^v)$, made safe in the same way.)
#
# </details>


# %% nbgrader={"grade_id": "01-06-solution"}
def logistic_loss(w, X, t):
    """Mean logistic loss, (1/N) Σ ln(1 + exp(−t w·x)).

    Parameters
    ----------
    w : array (D,)
    X : array (N, D)
        One example a row.
    t : array (N,)
        Labels +1 and −1.

    Returns
    -------
    J : number
        Finite for every margin.
    """
    ### BEGIN SOLUTION
    m = t * (X @ w)
    return np.mean(np.maximum(0, -m) + np.log1p(np.exp(-np.abs(m))))
    ### END SOLUTION


# %% nbgrader={"grade_id": "01-06-test-value", "points": 5}
# 01.6, check 1 of 2: J
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.6", "value"):
    X, t = np.array([[2, 1], [1, 3], [-1, 0.5], [3, 0.2]]), np.array([1, -1, 1, 1])
    J = check.call(logistic_loss, np.array([0.5, -1.0]), X, t)  # margins 0, 2.5, −1, 1.3
    check.value(J, 0.5815767640509275, name="J of four examples", sizes={"N": 4})
    check.value(check.call(logistic_loss, np.zeros(2), X, t), np.log(2), name="J at w = 0")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.6")
    rng = check.rng()
    for N, D in [(7, 3), (4, 5), (1, 2)]:
        w, X, t = rng.normal(size=D), rng.normal(size=(N, D)), np.resize([-1.0, -1.0, 1.0], N)
        margins = [t[n] * sum(X[n, d] * w[d] for d in range(D)) for n in range(N)]
        J = sum(np.logaddexp(0, -m) for m in margins) / N
        check.value(check.call(logistic_loss, w, X, t), J, name="J", sizes={"N": N})
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-06-test-stable", "points": 3}
# 01.6, check 2 of 2: J for large margins
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.6", "stable"):
    for m, expected in [(-1000.0, 500.23703849209005), (1000.0, 0.23703849209005335)]:
        X, w = np.array([[0.5, -2.0, 4.0], [m, 3.0, -1.0]]), np.array([1.0, 0.0, 0.0])
        J = check.call(logistic_loss, w, X, np.ones(2))
        check.value(J, expected, name=f"J for the margins 0.5 and {m:g}")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.6")
    for m in (-50.0, -750.0, 750.0, 50.0):
        J = check.call(logistic_loss, np.array([m]), np.array([[1.0]]), np.array([1.0]))
        check.value(J, np.logaddexp(0, -m), name="J")
    m = np.array([-1000.0, 900.0, -800.0])
    J = check.call(logistic_loss, np.ones(1), np.abs(m)[:, None], np.sign(m))
    check.value(J, 600, name="J", sizes={"N": 3})
    ### END HIDDEN TESTS

# %% [markdown]
# ### Its gradient
#
# Two links of a chain lead from $w$ to the loss of one example: $w \to m = t\,w\cdot x \to \ell = \ln(1 + e^{-m})$. The chain rule multiplies their derivatives,
#
# $$\frac{\partial \ell}{\partial w} = \frac{d\ell}{dm}\;\frac{\partial m}{\partial w},$$
#
# a number times a vector of the shape of $w$. Then $\partial J/\partial w$ is the mean over the examples.
#
# Derive both links on paper. The first becomes short if you write it with the logistic function, $\sigma(z) = 1/(1 + e^{-z})$. Before you calculate, guess: which sign must $d\ell/dm$ have, and where is it largest?
#
# **Worked example.** In the example above the margins are $0, 2.5, -1$. There your $d\ell/dm$ should be $-0.5,\ -0.075858,\ -0.731059$, and the whole gradient
#
# $$\frac{\partial J}{\partial w} = (-0.064361, -0.212652).$$

# %% [markdown]
# ### Exercise 01.7 The gradient of the logistic loss (10 points)
#
# Write the two links of the chain, then the whole gradient. The links are for one example, `logistic_grad` is for all. Here and in all that follows a derivative is a formula, exact to about 15 digits; quotients of differences are not enough, unless they are asked for.
#
# <details><summary>Hint 1: the idea</summary>
#
# The gradient of one example is a number times its row of `X`. Compute these numbers for all examples at once; then add up the rows of `X` with these weights.
#
# </details>
# <details><summary>Hint 2: the shapes</summary>
#
# The gradient has the shape of `w`: a vector of shape $(N,)$ times a matrix of shape $(N, D)$ gives $(D,)$.
#
# </details>
# <details><summary>Hint 3: large margins</summary>
#
# Is your $d\ell/dm$ a quotient with $e^{-m}$ above and below? At $m = -1000$ that is `inf/inf`, so `nan`. Multiply both by $e^{m}$: then only the denominator can overflow, and one over `inf` is 0, which is right. (NumPy warns of it. `np.logaddexp(0, m)` gives the logarithm of the denominator without a warning.)
#
# </details>


# %% nbgrader={"grade_id": "01-07-solution"}
def dl_dm(m):
    """Derivative of the logistic loss ln(1 + exp(−m)) with respect to the margin m.

    Parameters
    ----------
    m : number or array of any shape

    Returns
    -------
    d : of m's shape
    """
    ### BEGIN SOLUTION
    return -np.exp(-np.logaddexp(0, m))
    ### END SOLUTION


def dm_dw(x, t):
    """Derivative of the margin t w·x of one example with respect to w.

    Parameters
    ----------
    x : array (D,)
    t : +1 or −1

    Returns
    -------
    d : array (D,)
    """
    ### BEGIN SOLUTION
    return t * x
    ### END SOLUTION


def logistic_grad(w, X, t):
    """Gradient of the mean logistic loss (01.6) with respect to w.

    Parameters
    ----------
    w : array (D,)
    X : array (N, D)
    t : array (N,)
        Labels +1 and −1.

    Returns
    -------
    dw : array (D,)
        Finite for every margin.
    """
    ### BEGIN SOLUTION
    m = t * (X @ w)
    return (dl_dm(m) * t) @ X / len(t)
    ### END SOLUTION


# %% nbgrader={"grade_id": "01-07-test-dl", "points": 2}
# 01.7, check 1 of 4: dℓ/dm
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.7", "dl"):
    m = np.array([[0.5, 2.5, -1.0], [-3.0, 0.0, 1.5]])
    losses = lambda m: float(np.sum(np.log(1 + np.exp(-m))))
    check.gradient(losses, m, check.call(dl_dm, m), name="dℓ/dm")
    check.gradient(losses, 0.7, check.call(dl_dm, 0.7), name="dℓ/dm of a number")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.7")
    rng = check.rng()
    for m in (rng.normal(size=(2, 3)), 10 * rng.normal(size=5), rng.normal()):
        losses = lambda m: float(np.sum(np.logaddexp(0, -m)))
        check.gradient(losses, m, check.call(dl_dm, m), name="dℓ/dm")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-07-test-dm", "points": 2}
# 01.7, check 2 of 4: ∂m/∂w
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.7", "dm"):
    x, w = np.array([2.0, 1.0, -0.5]), np.array([0.5, -1.0, 3.0])
    for t in (1, -1):
        d = check.call(dm_dw, x, t)
        check.gradient(lambda w: float(t * (w @ x)), w, d, name=f"∂m/∂w for t = {t}")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.7")
    rng = check.rng()
    for D, t in [(4, -1), (3, 1)]:
        x, w = rng.normal(size=(2, D))
        d = check.call(dm_dw, x, t)
        check.gradient(lambda w: float(t * (w @ x)), w, d, name="∂m/∂w")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-07-test-grad", "points": 4}
# 01.7, check 3 of 4: ∂J/∂w
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.7", "grad"):
    X, t = np.array([[2.0, 1.0], [1.0, 3.0], [-1.0, 0.5]]), np.array([1.0, -1.0, 1.0])
    dw = check.call(logistic_grad, np.array([0.5, -1.0]), X, t)
    expected = [-0.06436108044958384, -0.21265158308375728]
    check.value(dw, expected, name="∂J/∂w of the worked example", sizes={"N": 3})
    ### BEGIN HIDDEN TESTS
    check.hidden("01.7")
    rng = check.rng()
    for N, D, labels in [(7, 3, [-1.0, 1.0]), (4, 5, [-1.0]), (5, 2, [1.0, 1.0, -1.0])]:
        w, X, t = rng.normal(size=D), rng.normal(size=(N, D)), np.resize(labels, N)
        J = lambda w: float(np.mean(np.logaddexp(0, -t * (X @ w))))
        dw = check.call(logistic_grad, w, X, t)
        check.gradient(J, w, dw, name="∂J/∂w", sizes={"N": N})
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-07-test-stable", "points": 2}
# 01.7, check 4 of 4: ∂J/∂w for large margins
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.7", "stable"):
    X, t = np.array([[1000.0, 500], [-700, -100], [800, 300]]), np.array([-1.0, 1.0, 1.0])
    dw = check.call(logistic_grad, np.array([1.0, 0.0]), X, t)
    check.value(dw, [1700 / 3, 200], name="∂J/∂w at the margins −1000, −700, 800", sizes={"N": 3})
    ### BEGIN HIDDEN TESTS
    check.hidden("01.7")
    for X, t, expected in [
        ([[-900.0], [800.0], [700.0]], [1.0, 1.0, -1.0], 1600 / 3),
        ([[900.0], [-1000.0]], [1.0, -1.0], 0.0),
    ]:
        dw = check.call(logistic_grad, np.ones(1), np.array(X), np.array(t))
        check.value(dw, [expected], name="∂J/∂w", sizes={"N": len(t)})
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: the gradient, and what it says</summary>
#
# $$\frac{d\ell}{dm} = \frac{-e^{-m}}{1 + e^{-m}} = \frac{-1}{1 + e^{m}} = -\sigma(-m), \qquad \frac{\partial m}{\partial w} = t\,x,$$
#
# $$\frac{\partial \ell}{\partial w} = -\sigma(-m)\,t\,x.$$
#
# Average over the examples, and read $\sigma(-m_n) = 1 - \sigma(m_n)$ as a probability, with $p(t \mid x) = \sigma(t\,w\cdot x)$:
#
# $$\frac{\partial J}{\partial w} = -\frac1N \sum_n \sigma(-m_n)\, t_n x_n = -\frac1N \sum_n \big(1 - p(t_n \mid x_n)\big)\, t_n x_n.$$
#
# In the worked example this is $-\tfrac13\big(0.5\,(2, 1) - 0.075858\,(1, 3) + 0.731059\,(-1, 0.5)\big)$.
#
# Compare it with the perceptron rule. There a mistake adds all of $t\,x$ to $w$, and a point on the correct side adds nothing. Here every point adds a share of $t\,x$: nearly all of it for a confident mistake, half of it on the boundary, almost nothing where the unit is sure and right.
#
# (A formula can be right and lose all its digits. $-\tfrac12(1 - \tanh\tfrac m2)$ is the same function and never overflows, but at $m = 40$ it is exactly 0, where the true slope is $-4.2\cdot 10^{-18}$: a difference of two equal numbers.)
#
# </details>
# <details><summary>Where the lectures differ: van der Maaten, convolutional networks part 1</summary>
#
# The last line of V's derivation has the factor $1 - p(y_n = 1 \mid x_n)$ where $1 - p(y_n \mid x_n)$ belongs. For examples of class $+1$ the two are the same; for class $-1$ they are not: at $w\cdot x = 1$ the printed factor is 0.2689 and the right one 0.7311. On the worked example the printed formula gives $(0.2184, 0.6356)$, which points another way altogether; a test with one class only would never see it, so yours has both.
#
# </details>

# %% [markdown]
# ### The same loss with labels 0 and 1
#
# Read $y = \sigma(z)$ as the probability that the label is 1, with $z = w\cdot x$ and now $t \in \{0, 1\}$. One formula gives the probability of either label (Bernoulli): $p(t \mid x) = y^t (1 - y)^{1-t}$. The *likelihood* of the data is the product over all examples. Its negative logarithm is a sum, and the mean of its terms is the **binary cross-entropy**:
#
# $$J = \frac1N \sum_n \big[-t_n \ln \sigma(z_n) - (1 - t_n) \ln(1 - \sigma(z_n))\big].$$
#
# The label $2t - 1$ is $+1$ or $-1$. In these terms $p(t \mid x) = \sigma\big((2t - 1)\,z\big)$ for either label, and $-\ln\sigma(v) = \ln(1 + e^{-v})$: cross-entropy *is* the logistic loss, with the other labels. So minimising the logistic loss maximises the likelihood.
#
# The exercise asks for the derivative with respect to the *logits* $z$, the pre-activations. You can get it in two ways: through $y = \sigma(z)$ by the chain rule, or by writing the loss without $\sigma$ first. The result is short, whichever way you take.
#
# **Worked example.** $z = (0, 2, -1, 0.5)$, $t = (1, 0, 1, 0)$: the losses are 0.693147, 2.126928, 1.313262, 0.974077, their mean is $J = 1.276853$, and $\bar z = \partial J/\partial z = (-0.125, 0.220199, -0.182765, 0.155615)$.

# %% [markdown]
# ### Exercise 01.8 Binary cross-entropy (6 points)
#
# Loss and gradient in one function, with logits `z` and labels 0 and 1. Both must be finite and right for logits of ±1000.
#
# <details><summary>Hint 1: the loss without σ</summary>
#
# $-\ln\sigma(z) = \ln(1 + e^{-z})$ and $-\ln(1 - \sigma(z)) = \ln(1 + e^{z})$. The second is the first plus $z$. So the two labels differ by a straight line only.
#
# </details>
# <details><summary>Hint 2: safely</summary>
#
# What is left is one logarithm, $\ln(1 + e^{z})$ or $\ln(1 + e^{-z})$. Make it safe as in 01.6.
#
# </details>


# %% nbgrader={"grade_id": "01-08-solution"}
def bce_with_logits(z, t):
    """Mean binary cross-entropy of σ(z) and t, and its gradient.

    Parameters
    ----------
    z : array (N,)
        Logits: the pre-activations.
    t : array (N,)
        Labels 0 and 1.

    Returns
    -------
    J : number
        Mean of −t ln σ(z) − (1 − t) ln(1 − σ(z)).
    dz : array (N,)
        ∂J/∂z.
    """
    ### BEGIN SOLUTION
    J = np.mean(np.maximum(0, z) - z * t + np.log1p(np.exp(-np.abs(z))))
    y = 0.5 * (1 + np.tanh(0.5 * z))
    return J, (y - t) / len(z)
    ### END SOLUTION


# %% nbgrader={"grade_id": "01-08-test-J", "points": 3}
# 01.8, check 1 of 2: J
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.8", "J"):
    for z, t, expected in [
        ([0.0, 2.0, -1.0, 0.5], [1.0, 0.0, 1.0, 0.0], 1.276853465825312),
        ([-1000.0, -900.0], [1.0, 0.0], 500),
        ([1000.0, 900.0], [1.0, 0.0], 450),
    ]:
        pair = check.call(bce_with_logits, np.array(z), np.array(t))
        check.that(len(pair) == 2, "the pair (J, dz)", about=len(pair))
        check.value(pair[0], expected, name=f"J for z = {z}, t = {t}", sizes={"N": len(z)})
    ### BEGIN HIDDEN TESTS
    check.hidden("01.8")
    rng = check.rng()
    for scale, N in [(1.0, 6), (5.0, 5), (1.0, 1)]:
        z, t = scale * rng.normal(size=N), np.resize([1.0, 0.0, 0.0], N)
        J = np.mean([np.logaddexp(0, -m) for m in np.where(t == 1, z, -z)])
        name = "J, which must equal the logistic loss of 01.6 for the labels 2t − 1"
        check.value(check.call(bce_with_logits, z, t)[0], J, name=name, sizes={"N": N})
    for z, expected in [([-1000.0, 900.0], 950.0), ([1000.0, -1000.0], 0.0)]:
        J = check.call(bce_with_logits, np.array(z), np.array([1.0, 0.0]))[0]
        check.value(J, expected, name="J")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-08-test-dz", "points": 3}
# 01.8, check 2 of 2: dz
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.8", "dz"):
    z, t = np.array([0.0, 2.0, -1.0, 0.5]), np.array([1.0, 0.0, 1.0, 0.0])
    pair = check.call(bce_with_logits, z, t)
    check.that(len(pair) == 2, "the pair (J, dz)", about=len(pair))
    expected = [-0.125, 0.22019926949447058, -0.18276464465750122, 0.15561483280046365]
    check.value(pair[1], expected, name="dz of the worked example", sizes={"N": 4})
    dz = check.call(bce_with_logits, np.array([1000.0, -1000, 900]), np.array([1.0, 1, 0]))[1]
    check.value(dz, [0, -1 / 3, 1 / 3], name="dz for z = [1000, −1000, 900], t = [1, 1, 0]")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.8")
    rng = check.rng()
    for scale, N in [(1.0, 6), (4.0, 5), (1.0, 1)]:
        z, t = scale * rng.normal(size=N), np.resize([0.0, 1.0, 1.0], N)
        J = lambda z: float(np.mean(np.logaddexp(0, z) - z * t))
        dz = check.call(bce_with_logits, z, t)[1]
        check.gradient(J, z, dz, name="dz", sizes={"N": N})
    dz = check.call(bce_with_logits, np.array([-900.0, 1000]), np.array([0.0, 0]))[1]
    check.value(dz, [0, 1 / 2], name="dz")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: what cancels</summary>
#
# With the first hint $\ell = \ln(1 + e^{z}) - t\,z = \max(0, z) - t\,z + \ln(1 + e^{-|z|})$. The middle form is easy to differentiate and the last one is safe to compute:
#
# $$\frac{d\ell}{dz} = \frac{e^{z}}{1 + e^{z}} - t = \sigma(z) - t = y - t, \qquad \bar z_n = \frac{\sigma(z_n) - t_n}{N}.$$
#
# The way through $y$ gives $\left(-\frac{t}{y} + \frac{1 - t}{1 - y}\right)\sigma'(z)$: here $\sigma'$ cancels against the denominators. You will meet $\sigma'$ in a minute, in a loss where it does not cancel.
#
# </details>
# <details><summary>Where the lectures differ: Innsbruck 703142 lecture 11</summary>
#
# B writes of a network that its likelihood is not convex any more, and gets the parameters by "maximizing" $-\log$ likelihood. What is minimised is the *negative* log-likelihood: it is convex for logistic regression, and not for networks with hidden units. To maximise it would give the worst fit there is.
#
# </details>
# <details><summary>Where the lectures differ: York EECS 4422/5323 unit 8; Innsbruck 703142 lecture 11; MIT 6.869 lecture 7; van der Maaten, convolutional networks part 1; Toronto CSC2515 lecture 6</summary>
#
# B, M and Y sum over the examples, V and T take the mean; squares come with and without ½, in Y both ways. A sum has $N$ times the gradient of a mean, so the same $\eta$ takes other steps: with 64 examples and no ½ they are 128 times as long. This course takes the mean, and its squares have the ½.
#
# </details>

# %% [markdown]
# ## 6 The chain rule with names for its links
#
# What happens if the logistic unit is trained with squares instead? Take one input and one example:
#
# $$z = w x + b, \qquad y = \sigma(z), \qquad \ell = \tfrac12 (y - t)^2.$$
#
# In a calculus class you would put everything into one expression, $\ell = \tfrac12\big(\sigma(wx + b) - t\big)^2$, and differentiate it by $w$, and then by $b$. Try it on paper. (The derivative by $b$ is an exercise of T's.) What do you dislike about it?
#
# <details><summary>What is bad about it</summary>
#
# The expressions are long. $wx + b$ is computed again in each place where it stands. The same factors appear in both derivatives, and the work on them is done twice; with a thousand weights it would be done a thousand times. And nothing can be used again: another loss, and you start from the beginning.
#
# </details>

# %% [markdown]
# The structured way names each link, differentiates it by itself, and hands numbers on. Write $\bar v$ for $\partial \ell/\partial v$, the **error signal** of $v$ (with one example $J$ is $\ell$). Then, from the loss backwards,
#
# $$\bar y = \frac{d\ell}{dy}, \quad\; \bar z = \bar y\,\frac{dy}{dz}, \quad\; \bar w = \bar z\,\frac{\partial z}{\partial w}, \quad\; \bar b = \bar z\,\frac{\partial z}{\partial b}.$$
#
# These are not formulas to be multiplied out. They are four values that a program computes, one after the other, each from the one before. This is back-propagation in its smallest form; the four derivatives in it are your exercise.
#
# **Worked example.** $w = \tfrac12$, $b = -1$, $x = 2$, $t = 1$: $z = 0$, $y = \tfrac12$, $\ell = 0.125$. Backwards: $\bar y = -0.5$, $\bar z = -0.125$, $\bar w = -0.25$, $\bar b = -0.125$.

# %% [markdown]
# ### Exercise 01.9 σ with squares (8 points)
#
# Write the four derivatives, each as a function of its own, then the loss with both derivatives. All arguments are numbers. `dy_dz` gets $y$, not $z$: find a form of $\sigma'$ that needs $y$ alone.
#
# <details><summary>Hint 1: the idea</summary>
#
# Two of the four links are shared: $\bar z$ goes into $\bar w$ and into $\bar b$.
#
# </details>
# <details><summary>Hint 2: σ′</summary>
#
# Differentiate $\sigma(z) = (1 + e^{-z})^{-1}$. In the result replace $\frac{1}{1 + e^{-z}}$ by $y$, and $\frac{e^{-z}}{1 + e^{-z}}$ by what $y$ lacks to be 1.
#
# </details>
# <details><summary>Hint 3: the last links</summary>
#
# If $b$ grows by a little, by how much does $z = wx + b$ grow?
#
# </details>


# %% nbgrader={"grade_id": "01-09-solution"}
def dl_dy(y, t):
    """dℓ/dy for ℓ = ½ (y − t)²; y, t and the result are numbers."""
    ### BEGIN SOLUTION
    return y - t
    ### END SOLUTION


def dy_dz(y):
    """dy/dz for y = σ(z), as a function of the number y (not of z)."""
    ### BEGIN SOLUTION
    return y * (1 - y)
    ### END SOLUTION


def dz_dw(x):
    """∂z/∂w for z = w x + b; x and the result are numbers."""
    ### BEGIN SOLUTION
    return x
    ### END SOLUTION


def dz_db():
    """∂z/∂b for z = w x + b, a number."""
    ### BEGIN SOLUTION
    return 1.0
    ### END SOLUTION


def logistic_least_squares(w, b, x, t):
    """Loss of a logistic unit with squares, ½ (σ(w x + b) − t)², and its derivatives.

    Parameters
    ----------
    w, b, x, t : numbers

    Returns
    -------
    loss, dw, db : numbers
    """
    ### BEGIN SOLUTION
    y = 1 / (1 + np.exp(-(w * x + b)))
    dz = dl_dy(y, t) * dy_dz(y)
    return 0.5 * (y - t) ** 2, dz * dz_dw(x), dz * dz_db()
    ### END SOLUTION


# %% nbgrader={"grade_id": "01-09-test-dl-dy", "points": 1}
# 01.9, check 1 of 7: dℓ/dy
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("01.9", "dl-dy"):
    for y, t in [(0.37, 1.0), (0.65, 0.0)]:
        d = check.call(dl_dy, y, t)
        check.gradient(lambda y: 0.5 * (y - t) ** 2, y, d, name=f"dℓ/dy at y = {y}, t = {t}")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.9")
    rng = check.rng()
    for y, t in [(rng.uniform(0.1, 0.9), 0.0), (rng.normal(), rng.normal())]:
        d = check.call(dl_dy, y, t)
        check.gradient(lambda y: 0.5 * (y - t) ** 2, y, d, name="dℓ/dy")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-09-test-dy-dz", "points": 1}
# 01.9, check 2 of 7: dy/dz
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.9", "dy-dz"):
    sigma = lambda z: float(1 / (1 + np.exp(-z)))
    check.gradient(sigma, -0.75, check.call(dy_dz, sigma(-0.75)), name="dy/dz at y = σ(−0.75)")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.9")
    rng = check.rng()
    for z in (rng.uniform(0.3, 2.0), rng.uniform(-3.0, -1.0)):
        check.gradient(sigma, z, check.call(dy_dz, sigma(z)), name="dy/dz")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-09-test-dz-dw", "points": 1}
# 01.9, check 3 of 7: ∂z/∂w
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("01.9", "dz-dw"):
    w, b, x = 0.5, -1.0, 2.5
    check.gradient(lambda w: w * x + b, w, check.call(dz_dw, x), name="∂z/∂w at x = 2.5")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.9")
    rng = check.rng()
    for x in (rng.uniform(2.0, 3.0), rng.uniform(-3.0, -2.0)):
        check.gradient(lambda w: w * x + b, w, check.call(dz_dw, x), name="∂z/∂w")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-09-test-dz-db", "points": 1}
# 01.9, check 4 of 7: ∂z/∂b
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("01.9", "dz-db"):
    w, b, x = 0.5, -1.0, 2.5
    check.gradient(lambda b: w * x + b, b, check.call(dz_db), name="∂z/∂b")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.9")
    check.value(check.call(dz_db), 1.0, name="∂z/∂b of a second call")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-09-shared"}
rng = check.rng()
points = [(*rng.uniform(0.3, 2.0, size=3).tolist(), t) for t in (0.0, 1.0, 0.3)]


def half_square(w, b, x, t):
    """The loss, with σ by way of tanh."""
    return float(0.5 * (0.5 * (1 + np.tanh((w * x + b) / 2)) - t) ** 2)


# %% nbgrader={"grade_id": "01-09-test-loss", "points": 1}
# 01.9, check 5 of 7: the loss
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.9", "loss"):
    for point, expected in [
        ((0.8, -0.5, 1.5, 0.3), 0.06778111778707872),
        ((0.5, -1.0, 2.0, 1.0), 0.125),
    ]:
        triple = check.call(logistic_least_squares, *point)
        check.that(len(triple) == 3, "three results: loss, dw, db", about=len(triple))
        check.value(triple[0], expected, name=f"the loss at w, b, x, t = {point}")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.9")
    ### SHARED
    for point in [*points, (*rng.normal(size=3).tolist(), 1.0)]:
        loss = check.call(logistic_least_squares, *point)[0]
        check.value(loss, half_square(*point), name="the loss")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-09-test-dw", "points": 2}
# 01.9, check 6 of 7: dw
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.9", "dw"):
    for point, expected in [
        ((0.8, -0.5, 1.5, 0.3), 0.1224479533181891),
        ((0.5, -1.0, 2.0, 1.0), -0.25),
    ]:
        triple = check.call(logistic_least_squares, *point)
        check.that(len(triple) == 3, "three results: loss, dw, db", about=len(triple))
        check.value(triple[1], expected, name=f"dw at w, b, x, t = {point}")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.9")
    ### SHARED
    for w, b, x, t in points:
        dw = check.call(logistic_least_squares, w, b, x, t)[1]
        check.gradient(lambda w: half_square(w, b, x, t), w, dw, name="dw")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-09-test-db", "points": 1}
# 01.9, check 7 of 7: db
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.9", "db"):
    for point, expected in [
        ((0.8, -0.5, 1.5, 0.3), 0.08163196887879273),
        ((0.5, -1.0, 2.0, 1.0), -0.125),
    ]:
        triple = check.call(logistic_least_squares, *point)
        check.that(len(triple) == 3, "three results: loss, dw, db", about=len(triple))
        check.value(triple[2], expected, name=f"db at w, b, x, t = {point}")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.9")
    ### SHARED
    for w, b, x, t in points:
        db = check.call(logistic_least_squares, w, b, x, t)[2]
        check.gradient(lambda b: half_square(w, b, x, t), b, db, name="db")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: four links, two derivatives</summary>
#
# $$\bar y = y - t, \qquad \bar z = \bar y\, y(1 - y), \qquad \bar w = \bar z\, x, \qquad \bar b = \bar z,$$
#
# since $\sigma'(z) = \sigma(z)\,(1 - \sigma(z))$. Multiplied out, this is what the calculus class has:
#
# $$\begin{aligned} \frac{\partial \ell}{\partial w} &= \big(\sigma(wx + b) - t\big)\,\sigma'(wx + b)\,x,\\ \frac{\partial \ell}{\partial b} &= \big(\sigma(wx + b) - t\big)\,\sigma'(wx + b). \end{aligned}$$
#
# Where the unit is sure, $y$ near 0 or 1, the factor $y(1 - y)$ is nearly 0, so a confident mistake hardly moves the weights. With cross-entropy the same factor cancels (01.8): that is one reason why classifiers are trained with it.
#
# </details>
# <details><summary>Where the lectures differ: Innsbruck 703142 lecture 11; York EECS 4422/5323 unit 8; van der Maaten, convolutional networks part 1</summary>
#
# B's error of an output unit is $y - t$; in Y and V it has a further factor, $\sigma'(z)$ or $y(1 - y)$. Both are right, for different losses: with cross-entropy the factor cancels, with squares it stays. For $w = 0.8$, $b = -0.2$, $x = 1.5$, $t = 0$ the squares give $\bar z = 0.143735$, while $y - t = 0.731059$. (Y's and V's error also has the opposite sign; see notebook 02.)
#
# </details>

# %% [markdown]
# ## 7 Going downhill
#
# A gradient points to where the cost rises fastest, so take a small step the other way, and do it again:
#
# $$w_{k+1} = w_k - \eta\,\nabla J(w_k), \qquad \eta > 0.$$
#
# This is **gradient descent**; Y writes it for a single weight, $\Delta w_{pq} = -\eta\,\partial J/\partial w_{pq}$. The *step size* or *learning rate* $\eta$ may change with time, $\eta_k$; more on that below. The gradient is perpendicular to the *isolines*, the lines of equal cost: along an isoline nothing changes, so all the change is across it.
#
# How large may $\eta$ be? Look at a parabola with curvature $\lambda$, $J(w) = \tfrac{\lambda}{2}(w - w^*)^2$, with the gradient $\lambda(w - w^*)$. One step gives
#
# $$w_{k+1} - w^* = (1 - \eta\lambda)\,(w_k - w^*), \qquad\text{so}$$
#
# $$w_k - w^* = (1 - \eta\lambda)^k\,(w_0 - w^*).$$
#
# It converges while $|1 - \eta\lambda| < 1$, so for $0 < \eta\lambda < 2$. At $\eta\lambda = 2$ the factor is $-1$: the path jumps to and fro between two points of the same cost, for ever. Beyond, it diverges. In more dimensions this holds along each principal axis of the bowl, with its own $\lambda$: the steepest direction limits $\eta$, and then the flattest one is slow.
#
# **Worked example.** $J = w_0^2 + w_1^2$, so $\lambda = 2$ in both directions, from $(1, -2)$ with $\eta = 0.25$: the factor is $1 - 0.5$, and the path is $(1, -2), (0.5, -1), (0.25, -0.5), \dots$

# %% [markdown]
# ### Exercise 01.10 Gradient descent (6 points)
#
# Write `gradient_descent(grad, w0, eta, steps)`. Return the whole path, the start included.


# %% nbgrader={"grade_id": "01-10-solution"}
def gradient_descent(grad, w0, eta, steps):
    """Gradient descent with a constant step size.

    Parameters
    ----------
    grad : function
        Takes w of shape (D,), returns the gradient of the cost there, (D,).
    w0 : array (D,)
        The start. Must not be changed.
    eta : number
        Step size, positive.
    steps : int

    Returns
    -------
    path : array (steps + 1, D)
        Row 0 is w0, row k is w after k steps.
    """
    ### BEGIN SOLUTION
    path = [w0]
    for _ in range(steps):
        path.append(path[-1] - eta * grad(path[-1]))
    return np.array(path)
    ### END SOLUTION


# %% nbgrader={"grade_id": "01-10-test", "points": 6}
# 01.10, check: the path
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.10"):
    slope = lambda w: np.array([2.0, 6.0]) * w  # of w₀² + 3 w₁²
    path = check.call(gradient_descent, slope, np.array([1.0, -2.0]), 0.1, 3)
    check.value(path, [[1, -2], [0.8, -0.8], [0.64, -0.32], [0.512, -0.128]], name="the path")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.10")
    rng = check.rng()
    Q = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    curvatures, minimum, w0 = np.array([0.5, 1.0, 4.0]), rng.normal(size=3), rng.normal(size=3)
    grad = lambda w: Q @ (curvatures * (Q.T @ (w - minimum)))
    for eta, steps in [(0.1, 6), (0.49, 25), (0.52, 25), (0.3, 0), (0.7, 1)]:
        path = check.call(gradient_descent, grad, w0, eta, steps)
        # Along the axes of the bowl the error shrinks, or grows, by 1 − ηλ in each step.
        factors = (1 - eta * curvatures) ** np.arange(steps + 1)[:, None]
        check.value(path, minimum + (factors * (Q.T @ (w0 - minimum))) @ Q.T, name="the path")
        if steps == 25:
            steep = np.abs((np.array(path) - minimum) @ Q[:, 2])
            asked = "a path that leads away if ηλ > 2, and only then"
            check.that((steep[-1] > steep[0]) == (eta * 4.0 > 2), asked)
    ### END HIDDEN TESTS

# %% [markdown]
# **Predict first.** The bowl below has the curvatures 1 and 10. For which $\eta$ does the path start to zigzag? Beyond which $\eta$ does it fly off, and what does it do exactly there? Which $\eta$ gets closest to the bottom in 20 steps: half of that limit, a tenth below it, or as close to it as you can get? Look also at the first arrow: is it perpendicular to the isoline, and does it point to the minimum?

# %% nbgrader={"grade_id": "01-figure-descent"}
from convnet.widgets.descent import descent_on_contours

descent_on_contours()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# Beyond $\eta = 0.1$ the factor of the steep direction, $1 - 10\eta$, is negative: the path jumps across the valley in every step. At 0.2 it is $-1$, and the path ends up jumping to and fro; beyond 0.2 it flies off. A tenth below that limit is best: with $\eta = 0.18$ the distance to the bottom after 20 steps is 0.061, with half of the limit, 0.1, it is 0.38, and with 0.19 already 0.17. There is a reason: at $\eta = 2/(1 + 10) = 0.182$ both directions shrink by the same factor, about 0.82; with a smaller $\eta$ the flat one is slower, with a larger one the steep one is. The gradient is perpendicular to the isoline, and so it points across the valley, not at the minimum.
#
# </details>

# %% [markdown]
# <details><summary>Where the lectures differ: MIT 6.869 lecture 7; van der Maaten, convolutional networks part 1</summary>
#
# M adds, $w \leftarrow w + \eta\,\partial E/\partial w$ with $\eta = -0.2$, which is the same step as subtracting with $\eta = 0.2$. V subtracts in its formula, but says in words that the step goes in the direction of the gradient; it goes against it. Whoever mixes the two climbs: here $\eta > 0$, and the step is subtracted.
#
# </details>
# <details><summary>Where the lectures differ: York EECS 4422/5323 unit 8; Innsbruck 703142 lecture 11</summary>
#
# Y warns that gradient descent finds local minima only. On a convex cost, such as that of logistic regression, a local minimum *is* the global one; on other costs it may also stall where the cost is flat. B joins two matters when it calls the batch method inefficient because of its random start: what one step costs, and on which start the result depends.
#
# </details>

# %% [markdown]
# ### The need for speed
#
# One gradient of $J$ visits all $N$ examples: with a million examples, a million terms for one small step. This is the *batch method*. Do we need all of them to know roughly where downhill is? **Stochastic gradient descent** (SGD) takes one random example for each step, **mini-batch** SGD takes $B$ of them:
#
# $$w \leftarrow w - \eta\, \frac1B \sum_{n \in \text{batch}} \nabla \ell_n(w).$$
#
# Why mini-batches? (V asks this, and leaves the answer to you.) There are three reasons. The mean of $B$ random terms scatters $B$ times less than one of them, measured as variance, so the direction gets better. Hardware computes 64 examples as one matrix product nearly as fast as one example. And the batch is still small, so its steps are cheap; their noise can even help to get out of poor places.
#
# To use every example equally often, shuffle the data and cut them into batches, one pass being one *epoch*. If all batches of the epoch are equally large, the mean of their gradients, all taken at the same $w$, is the full gradient. (SGD takes each at a different $w$: the one that the batch before has left.) With $B = N$ there is one batch: gradient descent again.
#
# **Worked example.** Five targets $t = (1, 2, 3, 4, 5)$, and the cost of one example is $\tfrac12 (w - t_n)^2$, with the gradient $w - t_n$. Batches of 2, $\eta = 0.5$, start at $w = 0$, and the shuffled order is 3, 0, 4, 1, 2. The batches are $\{3, 0\}$, $\{4, 1\}$ and $\{2\}$. Their targets have the means 2.5, 3.5 and 3, so the three steps of this epoch lead to
#
# $$\begin{aligned} 0 - 0.5\,(0 - 2.5) &= 1.25,\\ 1.25 - 0.5\,(1.25 - 3.5) &= 2.375,\\ 2.375 - 0.5\,(2.375 - 3) &= 2.6875. \end{aligned}$$
#
# The last batch is short, and its gradient is still a mean, over one example.
#
# <details><summary>Where the lectures differ: van der Maaten, convolutional networks part 1</summary>
#
# V says that SGD converges much faster in practice. That is true for each pass through the data; but with a constant $\eta$ it never settles: the noise keeps it wandering around the minimum, in a cloud whose size grows with $\eta$ and shrinks with $B$. To settle, $\eta_k$ must fall: as $1/k$ in theory, so that $\sum \eta_k = \infty$ while $\sum \eta_k^2 < \infty$ (Robbins and Monro, not in the lectures); in practice it is often divided by 10 whenever the cost stops falling.
#
# </details>

# %% [markdown]
# ### Exercise 01.11 Mini-batch SGD (10 points)
#
# In every epoch: draw a new random order, cut it into batches of `batch_size` (the last one is shorter if it doesn't come out even), and make one step for each batch. All randomness comes from `rng`, so that the same seed gives the same run.
#
# <details><summary>Hint 1: the idea</summary>
#
# Shuffle the *indices*, not the data: then inputs and targets stay together.
#
# </details>
# <details><summary>Hint 2: the order</summary>
#
# `order = rng.permutation(N)` holds each index once. `X[order[s : s + batch_size]]` takes those rows; a slice that runs beyond the end is simply shorter.
#
# </details>
# <details><summary>Hint 3: the loops</summary>
#
# `for _ in range(epochs):`, then the order, then `for s in range(0, N, batch_size):`.
#
# </details>


# %% nbgrader={"grade_id": "01-11-solution"}
def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    """Mini-batch stochastic gradient descent.

    Parameters
    ----------
    grad : function
        grad(w, (Xb, tb)) returns the mean gradient over a batch, of shape (D,).
    w0 : array (D,)
        The start. Must not be changed.
    data : pair of arrays
        X (N, ...) and t (N, ...).
    batch_size : int
    eta : number
        Step size, positive.
    epochs : int
        Each epoch uses each sample once, in a new random order, in ⌈N / batch_size⌉ batches;
        the last one is short if N is not a multiple of batch_size.
    rng : np.random.Generator
        The only source of randomness.

    Returns
    -------
    w : array (D,)
        The weights after the last step.
    """
    ### BEGIN SOLUTION
    X, t = data
    w = w0
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for s in range(0, len(X), batch_size):
            batch = order[s : s + batch_size]
            w = w - eta * grad(w, (X[batch], t[batch]))
    return w
    ### END SOLUTION


# %% nbgrader={"grade_id": "01-11-test-batches", "points": 4}
# 01.11, check 1 of 3: the batches
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.11", "batches"):

    def run(N, batch_size, epochs, seed=0):
        """Let sgd run on the samples 0 to N − 1 and look at the batches that it makes."""
        samples, labels, sizes = [], [], []

        def grad(w, batch):
            samples.extend(np.array(batch[0])[:, 0].tolist())
            labels.extend(np.array(batch[1]).tolist())
            sizes.append(len(batch[1]))
            return np.zeros(2)

        data = np.arange(N)[:, None] * np.array([1.0, -1.0]), 10.0 * np.arange(N)
        rng = np.random.default_rng(seed)
        check.call(sgd, grad, np.zeros(2), data, batch_size, 0.1, epochs, rng)
        epoch = [min(batch_size, N - s) for s in range(0, N, batch_size)]
        check.value(sizes, epochs * epoch, name="the batch sizes")
        check.that(labels == [10 * n for n in samples], "each sample with its own label")
        seen = np.sort(np.reshape(samples, (epochs, N)), axis=1)
        check.value(
            seen, np.tile(np.arange(N), (epochs, 1)), name="the samples of each epoch, sorted"
        )

    run(N=7, batch_size=3, epochs=2)
    ### BEGIN HIDDEN TESTS
    check.hidden("01.11")
    for N, batch_size, epochs in [(10, 5, 3), (11, 5, 2), (6, 6, 2), (5, 1, 2)]:
        run(N, batch_size, epochs, seed=int(check.rng().integers(1000)))
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-11-test-random", "points": 3}
# 01.11, check 2 of 3: the order
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.11", "random"):

    def order(seed, N=12):
        """The samples, numbered from 0 to N − 1, as sgd uses them in its two epochs."""
        used = []

        def grad(w, batch):
            used.extend(np.column_stack([*batch]).tolist())
            return np.zeros(1)

        data, rng = (np.arange(N)[:, None], np.arange(N)), np.random.default_rng(seed)
        check.call(sgd, grad, np.zeros(1), data, 5, 0.1, 2, rng)
        return used[:N], used[N:]

    first, second = order(seed=5)
    check.that((first, second) == order(seed=5), "the same order for the same seed of rng")
    asked = "samples in another order than that of the rows"
    check.that(first != [[n, n] for n in range(12)], asked, about=len(second))
    check.that(first != second, "another order in the second epoch")
    check.that((first, second) != order(seed=6), "another order for another seed of rng")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.11")
    first, second = order(seed=1, N=40)
    check.that((first, second) == order(seed=1, N=40), "the same order for the same seed of rng")
    check.that(
        first != [[n, n] for n in range(40)], "samples in another order than that of the rows"
    )
    check.that(first != second, "another order in the second epoch")
    check.that((first, second) != order(seed=2, N=40), "another order for another seed of rng")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-11-test-steps", "points": 3}
# 01.11, check 3 of 3: the steps
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.11", "steps"):
    # All samples are equal: each of 3 · 5 steps leaves nine tenths of the distance to 2.
    data, w0 = (np.ones((9, 1)), 2 * np.ones(9)), np.array([0.5, -1.0, 4.0])
    to_mean = lambda w, batch: w - np.mean(batch[1])
    w = check.call(sgd, to_mean, w0, data, 2, 0.1, 3, np.random.default_rng(0))
    check.value(w, 2 + 0.9**15 * (w0 - 2), name="w after 3 epochs with batches of 2 of 9 samples")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.11")
    rng = check.rng()
    for N, batch_size, epochs, eta in [(10, 4, 2, 0.3), (9, 3, 3, 0.1), (6, 6, 4, 0.2)]:
        X, t, w0, seen = rng.normal(size=(N, 3)), rng.normal(size=N), rng.normal(size=3), []

        def grad(w, batch):
            seen.append((np.array(batch[0]), np.array(batch[1])))
            return np.tanh(seen[-1][0] @ w - seen[-1][1]) @ seen[-1][0] / len(seen[-1][1])

        w = check.call(sgd, grad, w0, (X, t), batch_size, eta, epochs, np.random.default_rng(N))
        sizes = epochs * [min(batch_size, N - s) for s in range(0, N, batch_size)]
        check.value([len(tb) for _, tb in seen], sizes, name="the batch sizes")
        rows = np.concatenate([np.column_stack([tb, Xb]) for Xb, tb in seen])
        epoch = np.column_stack([t, X])[np.argsort(t)]
        for used in np.split(rows, epochs):
            check.value(used[np.argsort(used[:, 0])], epoch, name="the rows of each epoch, sorted")
        expected = w0
        for Xb, tb in seen:
            slopes = np.tanh(Xb @ expected - tb)
            expected = expected - eta * sum(s * x for s, x in zip(slopes, Xb)) / len(tb)
        check.value(w, expected, name="w")
    # If the gradient is the same at each w, the mean over a partition is that over all the data.
    X, w0 = rng.normal(size=(12, 2)), rng.normal(size=2)
    slope = lambda w, batch: np.mean(batch[0], axis=0)
    for batch_size in (3, 4, 12):
        data, random = (X, np.zeros(12)), np.random.default_rng(batch_size)
        w = check.call(sgd, slope, w0, data, batch_size, 0.1 * batch_size, 5, random)
        check.value(w, w0 - 0.5 * X.sum(axis=0), name="w for equal batches and a linear cost")
    ### END HIDDEN TESTS

# %% [markdown]
# **Predict first.** On the left, gradient descent and SGD run down the same valley and see the same number of *examples*: while gradient descent makes one step, SGD with batches of $B$ makes $N/B$. Which one is nearer to the minimum at the end, and what does the path look like there? On the right is the scatter of the direction, measured from 300 random batches of each size. By how much must you enlarge the batch to halve it? And how large is it at $B = N$?

# %% nbgrader={"grade_id": "01-figure-noise"}
from convnet.widgets.descent import sgd_noise

sgd_noise()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# With small batches SGD reaches the neighbourhood of the minimum while gradient descent has hardly begun, and then it wanders about in it. To halve the scatter takes a batch four times as large: it falls as $1/\sqrt B$, the variance as $1/B$. Near $B = N$ it falls faster still, and at $B = N$ it is zero: all batches are the same then.
#
# </details>

# %% [markdown]
# ## 8 More than two classes
#
# For $K$ classes, take $K$ linear outputs, the *logits* $z_k = \sum_d W_{kd}\,x_d + b_k$, and turn them into probabilities that sum to 1:
#
# $$y_k = p(t_k = 1 \mid x) = \frac{e^{z_k}}{\sum_{l} e^{z_l}} \qquad\text{(softmax)}.$$
#
# The target is *one-hot*: $t_k = 1$ for the right class, 0 for the others. The loss is the negative logarithm of the probability of the right class,
#
# $$\ell = -\sum_k t_k \ln y_k = -\,t \cdot z + \ln \sum_l e^{z_l}.$$
#
# (V writes the second form with a sum over all one-hot vectors; those are the $K$ classes.) For two classes with the logits $0$ and $z$ it is the cross-entropy of 01.8.
#
# Now you know what comes: derive $\partial \ell/\partial z_k$. Each logit feeds every $y_k$, through the denominator, so it reaches the loss in several ways. The second form has them all in two terms.
#
# For a batch, $Z$ and $T$ have the shape $(B, K)$, and $J$ is the mean over the rows. The cost divides by $B$, here and only here: in a network, all layers before it simply sum over the batch.
#
# Adding the same number to all logits of a row changes nothing: numerator and denominator grow by the same factor. So subtract the largest logit of the row first; then no exponential is above 1, and logits of $10^4$ do no harm.
#
# **Worked example.** $Z = \begin{pmatrix}1 & 2 & 3\\ 0 & \ln 2 & \ln 3\end{pmatrix}$, with the right classes 2 and 0 (counted from 0). Rows of the softmax: $(0.0900, 0.2447, 0.6652)$ and $(\tfrac16, \tfrac13, \tfrac12)$. Losses: $0.407606$ and $\ln 6 = 1.791759$, mean $1.099683$. Gradient:
#
# $$\bar Z = \begin{pmatrix}0.0450 & 0.1224 & -0.1674\\ -0.4167 & 0.1667 & 0.25\end{pmatrix}.$$
#
# Every row sums to 0. Why must it?

# %% [markdown]
# **Predict first.** Below, the logits of the first row of the worked example can be dragged. Which of the three probabilities change if you move one logit only? What happens if you add the same number to all three? And can the gradient become zero?

# %% nbgrader={"grade_id": "01-figure-logits"}
from convnet.widgets.perceptron import logits

logits()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# All three change, since they sum to 1: what one class gains, the others lose. Adding to all of them moves the bars on the left and nothing else. The gradient never becomes zero: no finite logits give the right class all of the probability, so the loss always asks for a little more.
#
# </details>

# %% [markdown]
# ### Exercise 01.12 Softmax and cross-entropy (10 points)
#
# Write `softmax`, and the loss with its gradient in one function. Both must be finite for logits of $10^4$.
#
# <details><summary>Hint 1: the axis</summary>
#
# Each row is one example, so maxima and sums run along `axis=1`. With `keepdims=True` they keep the shape $(B, 1)$ and fit beside $(B, K)$.
#
# </details>
# <details><summary>Hint 2: the loss</summary>
#
# Don't take the logarithm of a softmax: a probability may round to 0. Subtract instead: $\ln y_k = z_k - \ln\sum_l e^{z_l}$, after the row's maximum has been taken off all $z$.
#
# </details>
# <details><summary>Hint 3: the derivative</summary>
#
# $\ln \sum_l e^{z_l}$ is a function of a function: 1 over the sum, times the derivative of the sum by $z_k$, in which a single term depends on $z_k$.
#
# </details>


# %% nbgrader={"grade_id": "01-12-solution"}
def softmax(Z):
    """Softmax of each row.

    Parameters
    ----------
    Z : array (B, K)
        Logits, one example a row.

    Returns
    -------
    Y : array (B, K)
        Between 0 and 1, each row sums to 1; finite for logits of any size.
    """
    ### BEGIN SOLUTION
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)
    ### END SOLUTION


def softmax_cross_entropy(Z, T):
    """Mean cross-entropy of softmax(Z) and one-hot targets, and its gradient.

    Parameters
    ----------
    Z : array (B, K)
        Logits.
    T : array (B, K)
        One-hot targets.

    Returns
    -------
    J : number
    dZ : array (B, K)
        ∂J/∂Z.
    """
    ### BEGIN SOLUTION
    S = Z - Z.max(axis=1, keepdims=True)
    log_Y = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    return -np.sum(T * log_Y) / len(Z), (softmax(Z) - T) / len(Z)
    ### END SOLUTION


# %% nbgrader={"grade_id": "01-12-test-softmax", "points": 3}
# 01.12, check 1 of 3: softmax
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.12", "softmax"):
    Y = check.call(softmax, np.log([[1, 2, 3], [1, 4, 5], [6, 1, 3], [2, 7, 1]]))
    expected = [[1 / 6, 1 / 3, 1 / 2], [0.1, 0.4, 0.5], [0.6, 0.1, 0.3], [0.2, 0.7, 0.1]]
    check.value(Y, expected, name="Y for logarithms of whole numbers")
    Y = check.call(softmax, np.array([[1e4, 0.0, -1e4], [0.0, 0.0, -1e4]]))
    check.value(Y, [[1, 0, 0], [0.5, 0.5, 0]], name="Y for logits of ±10⁴")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.12")
    rng = check.rng()
    for B, K in [(3, 3), (4, 2), (2, 5), (1, 4)]:
        Z = 2 * rng.normal(size=(B, K))
        expected = [[1 / sum(np.exp(z - z_k) for z in row) for z_k in row] for row in Z]
        for shift in (0.0, 7.0, -1e4, 1000.0 * rng.permutation(B)[:, None]):
            # Z + 1e4 itself is rounded at 1e-12, so compare as gradients are.
            Y = check.call(softmax, Z + shift)
            check.value(Y, expected, name="Y", kind="gradient")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-12-test-J", "points": 3}
# 01.12, check 2 of 3: J
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.12", "J"):
    Z = np.log([[1, 2, 3], [1, 4, 5], [6, 1, 3], [2, 7, 1]])
    J, L2 = -np.mean(np.log([1 / 2, 0.1, 0.6, 0.7])), np.log(2)
    for name, Z, classes, expected in [
        ("J for logarithms of whole numbers", Z, [2, 0, 0, 1], J),
        ("J for the rows [10⁴, 0] and [0, 0]", np.array([[1e4, 0.0], [0.0, 0.0]]), [0, 1], L2 / 2),
        ("J for Z = [[0, 10⁴]], T = [[1, 0]]", np.array([[0.0, 1e4]]), [0], 1e4),
    ]:
        pair = check.call(softmax_cross_entropy, Z, np.eye(Z.shape[1])[classes])
        check.that(len(pair) == 2, "the pair (J, dZ)", about=len(pair))
        check.value(pair[0], expected, name=name)
    ### BEGIN HIDDEN TESTS
    check.hidden("01.12")
    rng = check.rng()
    for B, K in [(4, 3), (3, 5), (1, 4)]:
        Z, T = 2 * rng.normal(size=(B, K)), np.eye(K)[rng.integers(K, size=B)]
        right = [Z[n, int(np.argmax(T[n]))] for n in range(B)]
        J = sum(np.log(sum(np.exp(z) for z in Z[n])) - right[n] for n in range(B)) / B
        for shift in (0.0, 500.0, 1000.0 * rng.permutation(B)[:, None]):
            claimed = check.call(softmax_cross_entropy, Z + shift, T)[0]
            check.value(claimed, J, name="J", sizes={"B": B, "K": K})
    for z, expected in [([0.0, 3e3, -2e3], 5e3), ([-1e3, 0.0, 2e3], 0)]:
        J = check.call(softmax_cross_entropy, np.array([z]), np.array([[0.0, 0.0, 1.0]]))[0]
        check.value(J, expected, name="J")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-12-test-dZ", "points": 4}
# 01.12, check 3 of 3: dZ
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.12", "dZ"):
    Z, T = np.log([[1, 2, 3], [1, 4, 5], [6, 1, 3], [2, 7, 1]]), np.eye(3)[[2, 0, 0, 1]]
    pair = check.call(softmax_cross_entropy, Z, T)
    check.that(len(pair) == 2, "the pair (J, dZ)", about=len(pair))
    Y = np.array([[1 / 6, 1 / 3, 1 / 2], [0.1, 0.4, 0.5], [0.6, 0.1, 0.3], [0.2, 0.7, 0.1]])
    check.value(
        pair[1], (Y - T) / 4, name="dZ for logarithms of whole numbers", sizes={"B": 4, "K": 3}
    )
    dZ = check.call(softmax_cross_entropy, np.array([[1e4, 0.0], [1e4, 0.0]]), np.eye(2))[1]
    check.value(dZ, [[0, 0], [0.5, -0.5]], name="dZ for logits of 10⁴")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.12")
    rng = check.rng()
    for B, K in [(4, 3), (3, 5), (1, 4)]:
        Z, T = rng.normal(size=(B, K)), np.eye(K)[rng.integers(K, size=B)]
        cost = lambda Z: float(np.mean(np.log(np.exp(Z).sum(axis=1)) - (Z * T).sum(axis=1)))
        dZ = check.call(softmax_cross_entropy, Z, T)[1]
        check.gradient(cost, Z, dZ, name="dZ", sizes={"B": B, "K": K})
    dZ = check.call(softmax_cross_entropy, np.array([[0.0, -1e4, 1e4]]), np.eye(3)[:1])[1]
    check.value(dZ, [[-1, 0, 1]], name="dZ")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: the same difference again</summary>
#
# One term of the loss is $-t \cdot z$, the other the logarithm of the sum:
#
# $$\frac{\partial \ell}{\partial z_k} = -t_k + \frac{e^{z_k}}{\sum_l e^{z_l}} = y_k - t_k, \qquad \bar Z = \frac{Y - T}{B}.$$
#
# $Y$ and $T$ both have rows that sum to 1, so the rows of $\bar Z$ sum to 0: what one class gains, the others lose. The same follows from the shift that changes nothing: along it the loss has the slope 0.
#
# </details>
# <details><summary>Where the lectures differ: Innsbruck 703142 lecture 11</summary>
#
# B gives $y - t$ as *the* error of an output unit. It is that for matched pairs of an output and a loss: a linear output with ½ squares, $\sigma$ with binary cross-entropy, softmax with its cross-entropy. There are more such pairs, like $y = e^z$ with $\ell = y - t \ln y$ for counts, but for a pair that does not match, like that of 01.9, it is wrong.
#
# </details>

# %% [markdown]
# ## 9 Where the losses come from
#
# Cross-entropy came from a probability model: Bernoulli for two classes, one of $K$ for softmax. Where do squares come from? Suppose that the target of a regression is the output plus Gaussian noise of variance $1/\beta$; $\beta$ is called the *precision*:
#
# $$p(t \mid x) = \mathcal N\big(t;\; y(x, w),\; \tfrac1\beta\big) = \sqrt{\frac{\beta}{2\pi}}\; e^{-\frac{\beta}{2}(y - t)^2}.$$
#
# The negative logarithm of the likelihood of $N$ independent examples is the sum
#
# $$\text{nll} = \frac{\beta}{2}\sum_n (y_n - t_n)^2 - \frac N2 \ln\beta + \frac N2 \ln 2\pi.$$
#
# The weights enter through $y$ only, and for them the rest is a factor and a constant: *maximum likelihood is least squares*, the sum of $\tfrac12 (y_n - t_n)^2$. This is also where the ½ comes from. The precision has a best value of its own, $\beta_{\text{ML}}$, where the derivative with respect to $\beta$ is zero. Derive it: the model tells you not only the best line but also how noisy the data are around it.
#
# **Worked example.** $y = (1, 2, 4)$, $t = (1.5, 1, 4)$: the squares sum to 1.25, half of it is 0.625. The nll is 3.3818 at $\beta = 1$, 2.943612 at $\beta = 2.4$ and 3.4677 at $\beta = 5$; the lowest of all is that at 2.4. At $\beta = 5$ its derivatives are $\partial\,\text{nll}/\partial y = (-2.5, 5, 0)$ and $\partial\,\text{nll}/\partial\beta = 0.325$.

# %% [markdown]
# ### Exercise 01.13 Gaussian noise (4 points)
#
# The nll is a sum over the examples here, not a mean. Return it with its derivatives with respect to `y` and `beta`, which you derive, and write the best precision as a function of its own.


# %% nbgrader={"grade_id": "01-13-solution"}
def gaussian_nll(y, t, beta):
    """Negative log-likelihood of targets with Gaussian noise, and its derivatives.

    Parameters
    ----------
    y, t : arrays (N,)
        Outputs and targets.
    beta : number
        Precision, 1 over the variance; positive.

    Returns
    -------
    nll : number
        (β/2) Σ (y − t)² − (N/2) ln β + (N/2) ln 2π.
    dy : array (N,)
    dbeta : number
    """
    ### BEGIN SOLUTION
    N, r = len(y), y - t
    squares = np.sum(r**2)
    nll = 0.5 * (beta * squares - N * np.log(beta) + N * np.log(2 * np.pi))
    return nll, beta * r, 0.5 * (squares - N / beta)
    ### END SOLUTION


def beta_ml(y, t):
    """The precision that makes gaussian_nll smallest.

    Parameters
    ----------
    y, t : arrays (N,)

    Returns
    -------
    beta : number
    """
    ### BEGIN SOLUTION
    return 1 / np.mean((y - t) ** 2)
    ### END SOLUTION


# %% nbgrader={"grade_id": "01-13-test-nll", "points": 1}
# 01.13, check 1 of 4: nll
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.13", "nll"):
    y, t = np.array([1.0, 2.0, 4.0]), np.array([1.5, 1.0, 4.0])
    for beta, expected in [(2.4, 2.943612493583168), (1.0, 3.381815599614018)]:
        triple = check.call(gaussian_nll, y, t, beta)
        check.that(len(triple) == 3, "three results: nll, dy, dbeta", about=len(triple))
        check.value(triple[0], expected, name=f"nll at β = {beta:g}", sizes={"N": 3})
    ### BEGIN HIDDEN TESTS
    check.hidden("01.13")
    rng = check.rng()
    for N in (5, 2):
        y, t, beta = rng.normal(size=N), rng.normal(size=N), rng.uniform(2.0, 6.0)
        constant = np.log(np.sqrt(beta / (2 * np.pi)))
        nll = -sum(constant - beta / 2 * (y[n] - t[n]) ** 2 for n in range(N))
        check.value(check.call(gaussian_nll, y, t, beta)[0], nll, name="nll", sizes={"N": N})
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-13-test-dy", "points": 1}
# 01.13, check 2 of 4: dy
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.13", "dy"):
    y, t, beta = np.array([1.0, 2.0, 4.0]), np.array([1.5, 1.0, 3.25]), 5.0
    triple = check.call(gaussian_nll, y, t, beta)
    check.that(len(triple) == 3, "three results: nll, dy, dbeta", about=len(triple))
    cost = lambda y: float(beta / 2 * np.sum((y - t) ** 2))
    check.gradient(cost, y, triple[1], name="dy", sizes={"N": 3})
    ### BEGIN HIDDEN TESTS
    check.hidden("01.13")
    rng = check.rng()
    for N, beta in [(5, 0.3), (2, 4.0)]:
        y, t = rng.normal(size=N), rng.normal(size=N)
        dy = check.call(gaussian_nll, y, t, beta)[1]
        check.gradient(cost, y, dy, name="dy", sizes={"N": N})
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-13-test-dbeta", "points": 1}
# 01.13, check 3 of 4: dbeta
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.13", "dbeta"):
    y, t = np.array([1.0, 2.0, 4.0]), np.array([1.5, 1.0, 4.0])
    for beta, expected in [(5.0, 0.325), (1.0, -0.875)]:
        triple = check.call(gaussian_nll, y, t, beta)
        check.that(len(triple) == 3, "three results: nll, dy, dbeta", about=len(triple))
        check.value(triple[2], expected, name=f"dbeta at β = {beta:g}", sizes={"N": 3})
    ### BEGIN HIDDEN TESTS
    check.hidden("01.13")
    rng = check.rng()
    for N, beta in [(5, 0.4), (2, 3.0)]:
        y, t = rng.normal(size=N), rng.normal(size=N)
        squares = np.sum((y - t) ** 2)
        nll = lambda beta: float(beta / 2 * squares - N / 2 * np.log(beta))
        dbeta = check.call(gaussian_nll, y, t, beta)[2]
        check.gradient(nll, beta, dbeta, name="dbeta", sizes={"N": N})
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-13-test-beta", "points": 1}
# 01.13, check 4 of 4: beta_ml
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.13", "beta"):
    beta = check.call(beta_ml, np.array([1.0, 0.0, 2.0, 3.0]), np.array([0.0, 0.0, 0.0, 0.5]))
    check.value(beta, 16 / 45, name="beta_ml for the errors 1, 0, 2, 2.5")
    beta = check.call(beta_ml, np.array([1.0, 2.0, 4.0]), np.array([1.5, 1.0, 4.0]))
    check.value(beta, 2.4, name="beta_ml of the worked example")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.13")
    rng = check.rng()
    for N in (6, 4):
        y, t = rng.normal(size=N), rng.normal(size=N)
        squares = sum((y[n] - t[n]) ** 2 for n in range(N))
        check.value(check.call(beta_ml, y, t), N / squares, name="beta_ml")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: the best precision</summary>
#
# $$\frac{\partial\,\text{nll}}{\partial y_n} = \beta\,(y_n - t_n), \qquad \frac{\partial\,\text{nll}}{\partial\beta} = \frac12 \sum_n (y_n - t_n)^2 - \frac{N}{2\beta}.$$
#
# The second is zero for
#
# $$\frac{1}{\beta_{\text{ML}}} = \frac1N\sum_n (y_n - t_n)^2:$$
#
# the best variance is the mean squared error.
#
# </details>

# %% [markdown]
# All three losses of this notebook, side by side:
#
# | task | output | model of $t$ | loss of one example | $\partial\ell/\partial z$ |
# |---|---|---|---|---|
# | regression | $y = z$ | Gaussian around $y$ | $\tfrac12 (y - t)^2$ | $y - t$ |
# | two classes | $y = \sigma(z)$ | Bernoulli, $y^t(1-y)^{1-t}$ | $-t\ln y - (1-t)\ln(1-y)$ | $y - t$ |
# | $K$ classes | $y = \text{softmax}(z)$ | one of $K$, $\prod_k y_k^{t_k}$ | $-\sum_k t_k \ln y_k$ | $y_k - t_k$ |

# %% [markdown]
# ## 10 What gradients buy (optional)
#
# Why all this work on derivatives? One could also just evaluate the cost at many points and keep the best. Near any point $\hat w$ a smooth cost is almost a quadratic function, by Taylor,
#
# $$J(w) \approx J(\hat w) + (w - \hat w)^\top g + \tfrac12 (w - \hat w)^\top H\, (w - \hat w),$$
#
# with the gradient $g = \nabla J(\hat w)$ and the matrix of second derivatives $H$ (the *Hessian*) at $\hat w$. At a minimum $g = 0$, and the isolines of the model are ellipses. Their axes are the eigenvectors of $H$, and their lengths go as $1/\sqrt{\lambda}$: flat directions are long.
#
# **Predict first.** The cost below has two minima with a saddle between them. The orange lines are the isolines of the quadratic model at $\hat w$, and the blue lines its axes. Where will they be ellipses, and where can they not be? How far from $\hat w$ would you trust them?

# %% nbgrader={"grade_id": "01-figure-quadratic"}
from convnet.widgets.descent import quadratic_model

quadratic_model()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# At both minima the eigenvalues of $H$ are positive and the isolines are ellipses, long where the cost is flat. At the saddle one eigenvalue is negative: hyperbolas, and a way down on two sides. On the slope $g$ is not zero, so the model's own minimum, the orange point, lies elsewhere, and $-g$ does not quite point at it. Far away the model knows nothing of the second minimum.
#
# </details>

# %% [markdown]
# Now count. With $P$ parameters, $g$ has $P$ entries and the symmetric $H$ has $P(P+1)/2$ different ones: together
#
# $$\frac{P(P + 3)}{2}$$
#
# independent numbers, so 2, 5, 20, 65 for $P = 1, 2, 5, 10$, and 1,903,907,777 for the 61,706 parameters of LeNet in notebook 05. To find the minimum of the model you must learn about all of them. One evaluation of $J$ gives one number and costs at least $P$ operations: $O(P^2)$ evaluations of $O(P)$ each make $O(P^3)$. One *gradient* gives $P$ numbers at once. If it costs about as much as a few evaluations, $O(P)$, then $O(P)$ gradients suffice, and the whole search costs $O(P^2)$. That such a cheap gradient exists, for every network, is the content of notebook 02: back-propagation. The saving is a factor of the order of $P$: some sixty thousand for LeNet.
#
# <details><summary>Where the lectures differ: Innsbruck 703142 lecture 11; Toronto CSC2515 lecture 6</summary>
#
# B, whose $W$ is our $P$, says that evaluating the quadratic model costs $O(W^3)$, and back-propagation $O(W^2)$. Evaluating it costs $O(W^2)$, the entries of $H$; what costs $O(W^3)$ without gradients and $O(W^2)$ with them is *finding its minimum*. One back-propagation is $O(W)$, as T says; the gradient by finite differences is $O(W^2)$.
#
# </details>

# %% [markdown]
# ## 11 From fixed features to learned ones (optional)
#
# A single unit draws straight boundaries. There is an old trick to bend them: put fixed *basis functions* $\psi_j$ in front, $y = \varphi\big(\sum_j w_j\, \psi_j(x)\big)$, for example all products of two pixels. In the weights this is still a linear model, and its cost is still convex. But good basis functions are hard to invent. Kernels are one way out: they let the data choose among very many.
#
# A neural network takes another way. It fixes the *number* of basis functions and learns the functions themselves: each $\psi_j$ is a unit, $\varphi(w_j \cdot x + b_j)$, with weights of its own. Such a model is often smaller and faster to evaluate than a support vector machine of the same quality. The price is that the cost is no longer convex in the weights. They are found by maximum likelihood, so by nonlinear optimisation with gradients from back-propagation. (A Bayesian treatment gives them a distribution instead of a value; this course leaves it out.)

# %% [markdown]
# ## What you can do now
#
# - Compute a unit, say on which side of its boundary a point lies and how far away, and build gates.
# - Train a perceptron, prove that it stops after at most $(R/\gamma)^2$ updates if the data are separable, and prove that XOR is not.
# - Derive the gradients of the logistic loss, of cross-entropy and of squares link by link, and compute them without overflow.
# - Run gradient descent and mini-batch SGD, and foresee for which $\eta$ they diverge.
# - Say which probability model stands behind a loss.
#
# Next: **02 Back-propagation**, where units feed units.
#
# **References.** W. S. McCulloch and W. Pitts, "A logical calculus of the ideas immanent in nervous activity", *Bull. Math. Biophysics* 5, 1943, 115–133. F. Rosenblatt, *The Perceptron: A Perceiving and Recognizing Automaton*, report 85-460-1, Cornell Aeronautical Laboratory 1957; *Principles of Neurodynamics*, Spartan 1962. B. Widrow and M. E. Hoff, "Adaptive switching circuits", *IRE WESCON Convention Record* 4, 1960, 96–104. A. B. J. Novikoff, "On convergence proofs on perceptrons", *Symp. Math. Theory of Automata*, 1962, 615–622 (the bound; not in the lectures). H. Robbins and S. Monro, "A stochastic approximation method", *Ann. Math. Statistics* 22, 1951, 400–407. C. M. Bishop, *Pattern Recognition and Machine Learning*, Springer 2006, chapters 3–5. (The lectures' slides misprint some dates and names in the history of back-propagation; notebook 02 gives them corrected.)
#
# **Further reading.** V. N. Vapnik, *The Nature of Statistical Learning Theory*, Springer 1995, chapter 1 (risk and empirical risk). I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, MIT Press 2016, chapter 8 (optimisation).
