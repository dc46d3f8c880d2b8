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
# A deep network is made of one simple part, repeated many times. This notebook is about that one part: what a single unit computes, how it learns from its mistakes, what it can never learn, and how a small change, a smooth activation function, lets it learn by following a gradient. Everything that trains the large networks of later notebooks is here already. Plan three hours to three and a half.
#
# When you are through, you can
#
# - compute a unit and its decision boundary, and choose weights by hand;
# - write the perceptron rule, and prove for which data it stops;
# - derive the gradient of a loss by the chain rule, and compute it without overflow;
# - train with gradient descent and with mini-batches, and say what the step size and the batch size do;
# - say which likelihood each usual loss comes from.
#
# You need notebook 00.

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
# Your brain holds about $10^{11}$ neurons, each connected to about $10^4$ others. A neuron collects input from its neighbours, its voltage accumulates, and beyond a threshold it fires a spike. In 1943 McCulloch and Pitts reduced this to a formula. Rosenblatt gave the formula a way to learn, the *perceptron*, in a report of 1957 and in a book of 1962; Widrow and Hoff's rule of 1960 is close to it.
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
# **Where the lectures differ.** The numbers of neurons are estimates: T says $10^{11}$, newer counts say about $8.6\cdot 10^{10}$ (not in the lectures). Y, T and M call networks inspired by the brain. That is true of the architecture, many simple units with many connections. It is not true of the way they learn. And Rosenblatt's machine of 1962 is called a "3 layer perceptron" because its inputs were counted as a layer: it has two layers of weights. This course counts layers with weights.

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
# 01.1, check 1 of 2: φ
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.1"):
    z = np.array([-2.0, 0.0, 0.5])
    check.value(
        check.call(hard_threshold, z),
        [0.0, 0.0, 1.0],
        name="φ(−2, 0, 0.5)",
        suspects={
            "-1 where 0 is expected: sign has other values than the threshold": np.sign(z),
            "φ(0) is 0: the unit fires above zero only": [0.0, 1.0, 1.0],
            "this is the ReLU, max(0, z): the threshold gives 0 or 1": [0.0, 0.0, 0.5],
            "inverted: 1 belongs where z > 0": [1.0, 1.0, 0.0],
        },
    )
    ### BEGIN HIDDEN TESTS
    check.hidden("01.1")
    rng = check.rng()
    for shape in [(), (5,), (2, 3, 4)]:
        z = np.array(rng.normal(size=shape))
        z[z > 1] = 0.0
        expected = np.reshape([float(v > 0) for v in z.ravel()], shape)
        check.value(
            check.call(hard_threshold, z),
            expected,
            name="φ(z)",
            suspects={
                "-1 where 0 is expected: sign has other values than the threshold": np.sign(z),
                "φ(0) is 0: the unit fires above zero only": np.array(z >= 0, dtype=float),
                "fires above 1 only: the threshold is at 0": np.array(z > 1, dtype=float),
            },
        )
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-01-test-unit", "points": 3}
# 01.1, check 2 of 2: the unit
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.1"):
    x, w, b = np.array([2.0, -1.0]), np.array([0.5, 1.0]), 0.25
    check.value(
        check.call(unit, x, w, b, lambda z: 10 * z + 2),
        4.5,
        name="φ(w·x + b) for φ(z) = 10 z + 2",
        suspects={
            "the bias belongs inside phi": 2.25,
            "the bias is missing": 2.0,
            "φ is not applied: this is z": 0.25,
            "φ is not used: the unit must take any activation function": 1.0,
        },
    )
    ### BEGIN HIDDEN TESTS
    check.hidden("01.1")
    rng = check.rng()
    for phi in (np.tanh, lambda z: z**2 + 1):
        for size in [(3,), (4, 3), (1, 3)]:
            x, w, b = rng.normal(size=size), rng.normal(size=3), rng.normal()
            z = np.sum(x * w, axis=-1) + b
            check.value(
                check.call(unit, x, w, b, phi),
                phi(z),
                name="the unit's output",
                suspects={
                    "the bias belongs inside phi": phi(z - b) + b,
                    "the bias is missing": phi(z - b),
                    "the bias is subtracted": phi(z - 2 * b),
                    "φ is not applied: this is z": z,
                    "φ is not used: the unit must take any activation function": z > 0,
                },
            )
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 01.2 Gates (8 points)
#
# With inputs 0 and 1, one threshold unit can be a logic gate.
#
# **Worked example.** "A and not B" must fire for $(1, 0)$ alone. Take $w = (1, -1)$, $b = -0.5$: the four inputs 00, 01, 10, 11 give $z = -0.5, -1.5, 0.5, -0.5$, and only the third is positive. To find such weights, count votes: with inputs $x_0, x_1$, the condition $x_0 + (1 - x_1) - 1.5 > 0$ asks for both of "A" and "not B", and multiplied out it is the same unit.
#
# Choose weights for OR, AND, NOT (one input) and NAND, which is silent for 11 alone. Many choices are right.


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

with check.exercise("01.2"):
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    gate = check.call(or_gate)
    check.that(len(gate) == 2, "the pair (w, b) is asked for")
    w, b = np.array(gate[0], dtype=float), float(gate[1])
    check.that(w.shape == (2,), "w holds one weight for each input: the shape (2,)")
    check.value(
        X @ w + b > 0,
        [0, 1, 1, 1],
        name="OR for the inputs 00, 01, 10, 11: its output",
        suspects={
            "every input fires, 00 too: there the bias decides alone": [1, 1, 1, 1],
            "this is AND: one input alone must be enough": [0, 0, 0, 1],
            "inverted: it fires exactly where it should be silent": [1, 0, 0, 0],
            "it never fires: the bias is too negative": [0, 0, 0, 0],
            "this is NAND": [1, 1, 1, 0],
        },
    )
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

with check.exercise("01.2"):
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    gate = check.call(and_gate)
    check.that(len(gate) == 2, "the pair (w, b) is asked for")
    w, b = np.array(gate[0], dtype=float), float(gate[1])
    check.that(w.shape == (2,), "w holds one weight for each input: the shape (2,)")
    check.value(
        X @ w + b > 0,
        [0, 0, 0, 1],
        name="AND for the inputs 00, 01, 10, 11: its output",
        suspects={
            "this is OR: one input alone is not enough": [0, 1, 1, 1],
            "inverted: it fires exactly where it should be silent": [1, 1, 1, 0],
            "every input fires, 00 too: there the bias decides alone": [1, 1, 1, 1],
            "it never fires: the bias is too negative": [0, 0, 0, 0],
            "one input decides alone: both must agree": bool(w[0] * w[1] <= 0),
        },
    )
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

with check.exercise("01.2"):
    X = np.array([[0], [1]])
    gate = check.call(not_gate)
    check.that(len(gate) == 2, "the pair (w, b) is asked for")
    w, b = np.array(gate[0], dtype=float), float(gate[1])
    check.that(w.shape == (1,), "w holds one weight for each input: the shape (1,)")
    check.value(
        X @ w + b > 0,
        [1, 0],
        name="NOT for the inputs 0, 1: its output",
        suspects={
            "inverted: this unit repeats its input": [0, 1],
            "it never fires: at input 0 the bias decides alone": [0, 0],
            "it always fires: the weight must outvote the bias": [1, 1],
        },
    )
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

with check.exercise("01.2"):
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    gate = check.call(nand_gate)
    check.that(len(gate) == 2, "the pair (w, b) is asked for")
    w, b = np.array(gate[0], dtype=float), float(gate[1])
    check.that(w.shape == (2,), "w holds one weight for each input: the shape (2,)")
    check.value(
        X @ w + b > 0,
        [1, 1, 1, 0],
        name="NAND for the inputs 00, 01, 10, 11: its output",
        suspects={
            "this is NOR: only both inputs together may silence it": [1, 0, 0, 0],
            "inverted: it fires exactly where it should be silent": [0, 0, 0, 1],
            "it always fires: two weights must outvote the bias": [1, 1, 1, 1],
            "it never fires: at 00 the bias decides alone": [0, 0, 0, 0],
            "this is OR": [0, 1, 1, 1],
        },
    )
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
# A machine should find the line by itself. (The lectures name the perceptron and its date but not its rule. The rule and its proof here are not in the lectures.)
#
# Give the two classes the targets $t = +1$ and $t = -1$; with these labels the product
#
# $$m = t\,(w \cdot x + b),$$
#
# the **margin**, is positive exactly if $x$ lies on its right side. Rosenblatt's rule looks at one example at a time and changes nothing unless it is a mistake:
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


# %% nbgrader={"grade_id": "01-03-test-w", "points": 5}
# 01.3, check 1 of 2: w
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.3"):
    left = "a misclassified point is left as it is"
    always = "updates a point that is classified correctly"
    on_line = "margin 0 counts as a mistake: starting from zero nothing would ever be learned"
    no_bias = "the margin leaves out b: it is t (w·x + b)"
    no_t = "t is missing in the step: a point of class -1 pushes w away"
    uphill = "the step goes the wrong way: t x is added"
    lost = "the old w is lost: t x is added to it"

    w = np.array([1.0, -1.0])
    for x, t, expected, suspects in [
        ([0.0, 2.0], 1, [1.0, 1.0], {left: w, uphill: [1.0, -3.0], lost: [0.0, 2.0]}),
        ([2.0, 1.0], 1, [1.0, -1.0], {always: [3.0, 0.0]}),
        ([1.0, 1.0], 1, [2.0, 0.0], {on_line: w}),
        ([1.0, 1.0], -1, [0.0, -2.0], {on_line: w, no_t: [2.0, 0.0]}),
    ]:
        pair = check.call(perceptron_step, w, 0.0, np.array(x), t)
        check.that(len(pair) == 2, "the pair (w, b) is asked for")
        check.value(
            pair[0], expected, name=f"w after a step with x = {x}, t = {t}", suspects=suspects
        )
    ### BEGIN HIDDEN TESTS
    check.hidden("01.3")
    rng = check.rng()
    w, x = rng.integers(1, 5, size=(2, 4)).astype(float)
    wx = w @ x
    for s in (-1, 1):
        for x_n, b, t, if_left, if_moved in [
            (s * x, 0.0, -s, left, None),
            (s * x, 0.0, s, None, always),
            (s * x, -2.0 * s * wx, s, no_bias, None),
            (s * x, -2.0 * s * wx, -s, None, no_bias),
            (s * x, -s * wx, s, on_line, None),
            (s * x, -s * wx, -s, on_line, None),
        ]:
            moved = w + t * x_n
            check.value(
                check.call(perceptron_step, w, b, x_n, t)[0],
                moved if if_left else w,
                name="w",
                suspects={
                    if_left or if_moved: w if if_left else moved,
                    no_t: w + x_n,
                    uphill: w - t * x_n,
                    lost: t * x_n,
                },
            )
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-03-test-b", "points": 3}
# 01.3, check 2 of 2: b
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.3"):
    always = "updates a point that is classified correctly"
    on_line = "margin 0 counts as a mistake: starting from zero nothing would ever be learned"
    no_bias = "the margin leaves out b: it is t (w·x + b)"
    frozen = "b stays as it was: the bias is a weight with input 1"
    left = "a misclassified point is left as it is"

    def b_of(w, b, x, t, moved, if_left, if_moved):
        pair = check.call(perceptron_step, w, b, x, t)
        check.that(len(pair) == 2, "the pair (w, b) is asked for")
        check.value(
            pair[1],
            b + t * moved,
            name="b",
            suspects={
                frozen: lambda: bool(np.any(np.array(pair[0]) != w) and pair[1] == b and moved),
                if_left if moved else if_moved: b if moved else b + t,
                "t is missing in the step of b: b + t": b + 1,
                "the step of b goes the wrong way: t is added": b - t,
            },
        )

    w = np.array([1.0, -1.0])
    b_of(w, 0.0, np.array([0.0, 2.0]), 1, True, left, "")
    b_of(w, 0.0, np.array([2.0, 1.0]), 1, False, "", always)
    b_of(w, 0.0, np.array([1.0, 1.0]), 1, True, on_line, "")
    b_of(w, 0.0, np.array([1.0, 1.0]), -1, True, on_line, "")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.3")
    rng = check.rng()
    w, x = rng.integers(1, 5, size=(2, 4)).astype(float)
    wx = w @ x
    for s in (-1, 1):
        b_of(w, 0.0, s * x, -s, True, left, "")
        b_of(w, 0.0, s * x, s, False, "", always)
        b_of(w, -2.0 * s * wx, s * x, s, True, no_bias, "")
        b_of(w, -2.0 * s * wx, s * x, -s, False, "", no_bias)
        b_of(w, -s * wx, s * x, s, True, on_line, "")
        b_of(w, -s * wx, s * x, -s, True, on_line, "")
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


# %% nbgrader={"grade_id": "01-04-test-weights", "points": 4}
# 01.4, check 1 of 3: w and b
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.4"):
    one_epoch = "return is indented into the loop: only one epoch is run"
    batch = "batch updates: a later point must see the weights that an earlier one has changed"
    stuck = "no update at margin 0: from w = 0, b = 0 nothing is ever learned"
    no_bias = "b is never updated: it is the weight of an input 1"
    order = "the examples are visited in another order than that of their rows"

    def w_and_b(X, t, max_epochs):
        result = check.call(perceptron_fit, X, t, max_epochs)
        check.that(len(result) == 4, "four results: w, b, n_updates, converged")
        check.that(len(result[0]) == X.shape[1], "w has one entry for each input")
        return [*result[0], result[1]]

    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    for gate, t, expected, suspects in [
        ("OR", [-1, 1, 1, 1], [2, 2, -1], {one_epoch: [1, 1, 1], no_bias: [1, 1, 0]}),
        ("AND", [-1, -1, -1, 1], [3, 2, -4], {order: [2, 3, -4], batch: [2, 2, -3]}),
    ]:
        check.value(
            w_and_b(X, np.array(t), 100),
            expected,
            name=f"(w, b) for {gate}",
            suspects={**suspects, stuck: [0, 0, 0]},
        )
    ### BEGIN HIDDEN TESTS
    check.hidden("01.4")
    rng = check.rng()

    def rule(X, t, max_epochs, batch=False, strict=False, bias=1):
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(max_epochs):
            seen, updates = (w, b), 0
            for x_n, t_n in zip(X, t):
                v, c = seen if batch else (w, b)
                m = t_n * (x_n @ v + c)
                if m < 0 or (m == 0 and not strict):
                    w, b, updates = w + t_n * x_n, b + t_n * bias, updates + 1
            if updates == 0:
                break
        return [*w, b]

    for N, D in [(12, 3), (9, 2)]:
        u = rng.normal(size=D)
        X = rng.normal(size=(6 * N, D)) + 1.0
        t = np.where(X @ u + 0.4 > 0, 1, -1)
        X, t = (v[np.abs(X @ u + 0.4) > 0.3 * np.linalg.norm(u)][:N] for v in (X, t))
        for max_epochs in (500, 2):
            check.value(
                w_and_b(X, t, max_epochs),
                rule(X, t, max_epochs),
                name="(w, b)",
                suspects={
                    one_epoch: rule(X, t, 1),
                    batch: rule(X, t, max_epochs, batch=True),
                    stuck: rule(X, t, max_epochs, strict=True),
                    no_bias: rule(X, t, max_epochs, bias=0),
                    order: rule(X[::-1], t[::-1], max_epochs),
                },
            )
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-04-test-updates", "points": 3}
# 01.4, check 2 of 3: the number of updates
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.4"):
    epochs = "n_updates is the number of epochs"
    kept = "never converges: the mistakes of earlier epochs are still counted"
    last = "n_updates counts the last epoch only: it is the sum over all epochs"
    stuck = "no update at margin 0: from w = 0, b = 0 nothing is ever learned"
    one_epoch = "return is indented into the loop: only one epoch is run"
    batch = "batch updates: a later point must see the weights that an earlier one has changed"

    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    for gate, t, max_epochs, n, suspects in [
        ("OR", [-1, 1, 1, 1], 100, 9, {epochs: 6, kept: 885, last: 0, one_epoch: 3, batch: 7}),
        ("AND", [-1, -1, -1, 1], 100, 18, {epochs: 9, kept: 1744, last: 0, one_epoch: 2}),
        ("XOR", [-1, 1, 1, -1], 7, 28, {epochs: 7, last: 4, one_epoch: 4}),
    ]:
        result = check.call(perceptron_fit, X, np.array(t), max_epochs)
        check.that(len(result) == 4, "four results: w, b, n_updates, converged")
        none = {stuck: lambda: not np.any(result[0])}
        check.value(result[2], n, name=f"n_updates for {gate}", suspects=none | suspects)
    ### BEGIN HIDDEN TESTS
    check.hidden("01.4")
    rng = check.rng()

    def updates(X, t, max_epochs, batch=False):
        w, b, counts = np.zeros(X.shape[1]), 0.0, []
        while len(counts) < max_epochs and 0 not in counts:
            seen, mistakes = (w, b), 0
            for x_n, t_n in zip(X, t):
                v, c = seen if batch else (w, b)
                if t_n * (x_n @ v + c) <= 0:
                    w, b, mistakes = w + t_n * x_n, b + t_n, mistakes + 1
            counts.append(mistakes)
        return counts

    for N, D in [(12, 3), (9, 2)]:
        u = rng.normal(size=D)
        X = rng.normal(size=(6 * N, D)) + 1.0
        t = np.where(X @ u + 0.4 > 0, 1, -1)
        X, t = (v[np.abs(X @ u + 0.4) > 0.3 * np.linalg.norm(u)][:N] for v in (X, t))
        counts = updates(X, t, 500)
        n = check.call(perceptron_fit, X, t, 500)[2]
        check.value(
            n,
            sum(counts),
            name="n_updates",
            suspects={
                epochs: len(counts),
                kept: np.cumsum(np.pad(counts, (0, 500 - len(counts)))).sum(),
                last: 0,
                one_epoch: counts[0],
                batch: sum(updates(X, t, 500, batch=True)),
            },
        )
        extended = np.hstack([X, np.ones((N, 1))])
        separator = np.append(u, 0.4)
        gamma = np.min(t * (extended @ separator)) / np.linalg.norm(separator)
        bound = np.max(np.sum(extended**2, axis=1)) / gamma**2
        check.that(n <= bound, "more updates than the bound (R/γ)² allows")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-04-test-converged", "points": 3}
# 01.4, check 3 of 3: converged or not
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.4"):

    def converges(t, max_epochs):
        X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
        result = check.call(perceptron_fit, X, np.array(t), max_epochs)
        check.that(len(result) == 4, "four results: w, b, n_updates, converged")
        return bool(result[3]), result[2]

    OR, AND, XOR = [-1, 1, 1, 1], [-1, -1, -1, 1], [-1, 1, 1, -1]
    check.that(converges(OR, 100)[0], "converged is False for OR, whose 6th epoch is clean")
    check.that(not converges(XOR, 7)[0], "converged is True after max_epochs on XOR")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.4")
    for t, clean, updates in [(OR, 6, 9), (AND, 9, 18), ([1, 1, 1, 1], 2, 1)]:
        for max_epochs in (clean - 1, clean):
            converged, n = converges(t, max_epochs)
            words = (
                "converged is False although the last of the max_epochs made no update"
                if max_epochs == clean
                else "converged is True when max_epochs ends before the first epoch without a mistake"
            )
            check.value(
                converged,
                max_epochs == clean,
                name="converged",
                suspects={words: lambda: bool(n == updates)},
            )
    check.that(not converges(XOR, 60)[0], "converged is True after max_epochs on XOR")
    ### END HIDDEN TESTS

# %% [markdown]
# ### Why it must stop
#
# Write the bias as one more weight, of an input 1: $\tilde w = (w, b)$ and $\tilde x = (x, 1)$. Suppose that some unit vector $u$ separates the data with room to spare, $t_n\, u \cdot \tilde x_n \ge \gamma > 0$ for all $n$, and let $R$ be the largest $\lVert\tilde x_n\rVert$. Now follow two numbers while the rule makes its $k$th update:
#
# - $u \cdot \tilde w$ grows by $t\,u\cdot\tilde x \ge \gamma$. So after $k$ updates it is at least $k\gamma$.
# - $\lVert\tilde w\rVert^2$ grows by $2\,t\,\tilde w\cdot\tilde x + \lVert\tilde x\rVert^2 \le R^2$, since the margin was not positive. So it is at most $k R^2$.
#
# A unit vector cannot see more than the whole length, $u \cdot \tilde w \le \lVert\tilde w\rVert$, so
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
# **Where the lectures differ.** Labels are $\pm 1$ in V, 0 and 1 in B and in T's XOR, $\pm 1$ for inputs and targets in T's table of Boolean functions. Weights do not carry over from one to the other, and numbers of updates don't either: with inputs $\pm 1$ instead of 0 and 1, in the same order, OR takes 3 updates instead of 9, and AND 1 instead of 18. So this course names the labels each time.

# %% [markdown]
# ## 4 What one unit cannot do
#
# XOR is 1 if exactly one of its two inputs is 1. You saw that the rule finds no weights for it, and that you find none by hand. That proves nothing yet: perhaps nobody looked in the right place. A proof covers all weights at once.

# %% [markdown]
# ### Exercise 01.5 XOR (6 points, marked by hand)
#
# Prove that no threshold unit with two inputs, $\varphi(w_1 x_1 + w_2 x_2 + b)$ with $\varphi(0) = 0$, computes XOR on inputs 0 and 1. Write down what each of the four inputs demands of $w_1$, $w_2$ and $b$, then show that the four demands contradict each other. Your answer goes into the next cell; formulas between dollar signs are welcome, plain text will do.
#
# <details><summary>Hint</summary>
#
# Add two of the four demands. Add the other two. Compare.
#
# </details>

# %% [markdown] nbgrader={"grade_id": "01-05-manual", "points": 6}
# Suppose that $w_1, w_2, b$ compute XOR. The unit fires exactly if $z > 0$, so the four inputs demand
#
# $$\begin{aligned} 00:\quad & b \le 0, & \qquad 01:\quad & w_2 + b > 0,\\ 11:\quad & w_1 + w_2 + b \le 0, & \qquad 10:\quad & w_1 + b > 0. \end{aligned}$$
#
# Adding the two on the right gives $w_1 + w_2 + 2b > 0$. Adding the two on the left gives $w_1 + w_2 + 2b \le 0$. Both cannot hold, so no such weights exist.
#
# *Mark scheme.* 3 points: the four inequalities (one point off for each that is missing or wrong; $<$ where $\le$ belongs at $\varphi(0) = 0$ costs half a point in all). 2 points: the two sums, or any other valid way to the contradiction (for example: the two points of a class lie on one side, hence so does the midpoint $(\tfrac12, \tfrac12)$, which both classes share). 1 point: the conclusion, for all weights. A drawing without an argument earns 1 point in all; "the algorithm does not converge" earns none.

# %% [markdown]
# A unit without a threshold does no better: the affine function that fits XOR best in the sense of least squares is the constant ½, so it knows nothing. Two units feeding a third solve XOR, in notebook 02.

# %% [markdown]
# ## 5 Empirical risk
#
# The perceptron rule has two weaknesses: it never settles when the data overlap, and nobody knows how to carry it over to many layers. The way out is to say what we want as one number, and to make that number small.
#
# What do we want? Inputs and labels $(x, t)$ come from an unknown *data distribution* $p(x, t)$. A *model* $f$ with *parameters* $w$ gives an output $f(x; w)$, and a *loss function* $\ell$ says how bad this output is beside the true label. We want the *expected loss* to be small. We cannot compute it, since we don't know $p$; but we have a *sample* $D = \{(x_n, t_n)\}$, $n = 0, \dots, N - 1$, and the average over the sample is an estimate:
#
# $$\mathbb E_{p(x,t)}\big[\ell(f(x; w), t)\big] \;\approx\; J(w) = \frac1N \sum_{n=0}^{N-1} \ell(f(x_n; w), t_n).$$
#
# This is the *empirical loss* or *empirical risk*, and to learn is to minimise it.
#
# Which loss? With labels $t = \pm 1$ and the output $f = w\cdot x$, most losses depend on the margin $m = t f$ alone. The number of mistakes is one of them, the *zero-one loss*. It is what we care about, and useless for learning: it is flat almost everywhere, so it never says in which direction to go.
#
# **Predict first.** Five losses are drawn against the margin: zero-one, hinge $\max(0, 1 - m)$, logistic $\ln(1 + e^{-m})$, squared $(1 - m)^2$ and exponential $e^{-m}$. Which of them punishes a point that is *right*, and far on the right side? Which one is upset most by a single wild mistake at $m = -3$? And which ones give up pulling at a point once $m$ is large?

# %% nbgrader={"grade_id": "01-figure-losses"}
from convnet.widgets.perceptron import losses

losses()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# The squared loss grows again beyond $m = 1$: it punishes points for being too right. The exponential loss explodes on the left, at $m = -3$ it is 20. The hinge loss is exactly zero, slope and all, from $m = 1$ on. The logistic loss falls like $e^{-m}$, so it keeps pulling, more and more gently; far on the left it is nearly the straight line $-m$, so one wild mistake pulls with a strength of 1 and no more.
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
# Computed as it stands, the formula fails: at $m = -1000$ the exponential is $e^{1000}$, and that is `inf` in float64. The loss itself is a harmless 1000. Take the large part out first:
#
# $$\ln(1 + e^{-m}) = \max(0, -m) + \ln\!\big(1 + e^{-|m|}\big).$$
#
# Both sides are equal for either sign of $m$, and the exponential on the right is never above 1. `np.log1p(u)` is $\ln(1 + u)$, accurate also for tiny $u$.
#
# **Worked example.** $w = (0.5, -1)$, three examples $(2, 1)$, $(1, 3)$, $(-1, 0.5)$ with $t = 1, -1, 1$. The margins are $0, 2.5, -1$, the losses 0.693147, 0.078890, 1.313262, and their mean is 0.695100. At $w = 0$ every loss is $\ln 2 = 0.693147$, whatever the data.

# %% [markdown]
# ### Exercise 01.6 The logistic loss (8 points)
#
# Write `logistic_loss(w, X, t)`, the mean over all rows of `X`. It must be finite, and right, for margins of ±1000 too.
#
# <details><summary>Hint 1: the idea</summary>
#
# All margins at once: `X @ w` holds $w \cdot x_n$ for every $n$.
#
# </details>
# <details><summary>Hint 2: the safe form</summary>
#
# Use the right-hand side above, with `np.maximum` and `np.abs`. (`np.logaddexp(0, u)` is $\ln(1 + e^u)$, made safe in the same way.)
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

with check.exercise("01.6"):
    X, t = np.array([[2.0, 1.0], [1.0, 3.0], [-1.0, 0.5]]), np.array([1.0, -1.0, 1.0])
    check.value(
        check.call(logistic_loss, np.zeros(2), X, t),
        np.log(2),
        name="J at w = 0",
        suspects={"the losses are summed, not averaged": 3 * np.log(2)},
    )
    check.value(
        check.call(logistic_loss, np.array([0.5, -1.0]), X, t),
        0.6950995341235725,
        name="J of the worked example",
        sizes={"N": 3},
        suspects={
            "correct points are punished: the sign of the margin is flipped": 1.1950995341235725,
            "t is missing: the margin is t w·x": 1.5284328674569058,
            "the losses are summed, not averaged": 3 * 0.6950995341235725,
            "this is ln(1 + exp) of the mean margin: the mean comes last": 0.4740769841801067,
        },
    )
    ### BEGIN HIDDEN TESTS
    check.hidden("01.6")
    rng = check.rng()
    for N, D in [(7, 3), (4, 5), (1, 2)]:
        w, X, t = rng.normal(size=D), rng.normal(size=(N, D)), np.resize([-1.0, -1.0, 1.0], N)
        m = [t[n] * sum(X[n, d] * w[d] for d in range(D)) for n in range(N)]
        expected = sum(np.logaddexp(0, -m_n) for m_n in m) / N
        check.value(
            check.call(logistic_loss, w, X, t),
            expected,
            name="J",
            sizes={"N": N},
            suspects={
                "correct points are punished: the sign of the margin is flipped": (
                    expected + np.mean(m)
                ),
                "t is missing: the margin is t w·x": np.mean(np.logaddexp(0, -X @ w)),
                "the losses are summed, not averaged": N * expected,
                "the last example is left out": np.mean(np.logaddexp(0, -np.array(m[:-1]))),
            },
        )
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-06-test-stable", "points": 3}
# 01.6, check 2 of 2: J at large margins
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.6"):

    def at_margin(m):
        return check.call(logistic_loss, np.array([m]), np.array([[1.0]]), np.array([1.0]))

    def wrong_at(m):
        flat = "hides the overflow and is wrong for confident mistakes"
        return {
            "not finite: exp overflows at margin -1000; take the large part out first": (
                lambda: not np.isfinite(at_margin(m))
            ),
            f"saturates near 27.6: log(p + 1e-12) {flat}": (
                lambda: bool(abs(at_margin(-1000.0) - 27.631) < 1e-3)
            ),
            f"saturates: log(p + a small number), or a margin that is cut off, {flat}": (
                lambda: bool(at_margin(-1000.0) == at_margin(-2000.0))
            ),
        }

    check.value(at_margin(-1000.0), 1000.0, name="J at margin −1000", suspects=wrong_at(-1000.0))
    check.value(at_margin(1000.0), 0.0, name="J at margin 1000", suspects=wrong_at(1000.0))
    ### BEGIN HIDDEN TESTS
    check.hidden("01.6")
    for m in (-50.0, -750.0, 750.0, 50.0):
        check.value(at_margin(m), np.logaddexp(0, -m), name="J", suspects=wrong_at(m))
    m = np.array([-1000.0, 900.0, -800.0])
    check.value(
        check.call(logistic_loss, np.ones(1), np.abs(m)[:, None], np.sign(m)),
        600.0,
        name="J",
        suspects={**wrong_at(-1000.0), "the losses are summed, not averaged": 1800.0},
    )
    ### END HIDDEN TESTS

# %% [markdown]
# ### Its gradient
#
# Two links of a chain lead from $w$ to the loss of one example: $w \to m = t\,w\cdot x \to \ell = \ln(1 + e^{-m})$. Each has a simple derivative:
#
# $$\frac{d\ell}{dm} = \frac{-e^{-m}}{1 + e^{-m}} = -\sigma(-m), \qquad \frac{\partial m}{\partial w} = t\,x, \qquad \frac{\partial \ell}{\partial w} = -\sigma(-m)\,t\,x.$$
#
# Average over the examples, and $\sigma(-m_n) = 1 - \sigma(m_n)$ reads as a probability:
#
# $$\frac{\partial J}{\partial w} = -\frac1N \sum_n \sigma(-m_n)\, t_n x_n = -\frac1N \sum_n \big(1 - p(t_n \mid x_n)\big)\, t_n x_n,$$
#
# with $p(t \mid x) = \sigma(t\,w\cdot x)$.
#
# Compare this with the perceptron rule. There a mistake adds all of $t\,x$ to $w$, and a point on its right side adds nothing. Here every point adds a share of $t\,x$: nearly all of it for a confident mistake, half of it on the boundary, almost nothing where the unit is sure and right.
#
# **Worked example.** In the example above $\sigma(-m) = 0.5,\ 0.075858,\ 0.731059$, so
#
# $$\begin{aligned} \frac{\partial J}{\partial w} &= -\tfrac13\big(0.5\,(2, 1) - 0.075858\,(1, 3) + 0.731059\,(-1, 0.5)\big)\\ &= (-0.064361, -0.212652). \end{aligned}$$
#
# **Where the lectures differ.** V's last line prints $1 - p(y_n = 1 \mid x_n)$, in place of $1 - p(y_n \mid x_n)$. For examples of class $+1$ the two are the same. For class $-1$ they are not: at $w\cdot x = 1$ the printed factor is 0.2689 and the right one 0.7311. On the worked example the printed formula gives $(0.2184, 0.6356)$, which points another way altogether. A test with one class only would never see this, so yours has both.

# %% [markdown]
# ### Exercise 01.7 The gradient of the logistic loss (10 points)
#
# Write the two links of the chain, then the whole gradient. The links are for one example, `logistic_grad` is for all.
#
# <details><summary>Hint 1: the idea</summary>
#
# One weight for each example, $-\sigma(-m_n)\,t_n/N$, and then the sum of the rows of `X` with these weights.
#
# </details>
# <details><summary>Hint 2: the shapes</summary>
#
# The gradient has the shape of `w`: a vector of shape $(N,)$ times a matrix of shape $(N, D)$ gives $(D,)$.
#
# </details>
# <details><summary>Hint 3: large margins</summary>
#
# $e^{-m}/(1 + e^{-m})$ is `inf/inf`, so `nan`, at $m = -1000$. The same number is $1/(1 + e^{m})$, and it is also $\tfrac12(1 - \tanh\tfrac m2)$, which is safe for every $m$.
#
# </details>


# %% nbgrader={"grade_id": "01-07-solution"}
def dl_dm(m):
    """Derivative of the logistic loss ln(1 + exp(−m)) with respect to the margin, −σ(−m).

    Parameters
    ----------
    m : number or array of any shape

    Returns
    -------
    d : of m's shape
    """
    ### BEGIN SOLUTION
    return -0.5 * (1 - np.tanh(0.5 * m))
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

with check.exercise("01.7"):

    def link(m):
        s = 1 / (1 + np.exp(-m))
        check.gradient(
            lambda v: float(np.sum(np.logaddexp(0, -v))),
            m,
            check.call(dl_dm, m),
            name="dℓ/dm",
            suspects={
                "sign flipped: the loss falls as the margin grows": 1 - s,
                "σ(m) where σ(−m) = 1 − σ(m) belongs": -s,
                "this is σ′(m), the derivative of σ and not of the loss": s * (1 - s),
                "the outer derivative only: the inner function 1 + exp(−m) has one too": s,
            },
        )

    link(np.array([0.0, 2.5, -1.0]))
    ### BEGIN HIDDEN TESTS
    check.hidden("01.7")
    rng = check.rng()
    link(rng.normal(size=(2, 3)))
    link(10 * rng.normal(size=5))
    link(rng.normal())
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-07-test-dm", "points": 2}
# 01.7, check 2 of 4: ∂m/∂w
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.7"):

    def link(x, t):
        check.gradient(
            lambda w: float(t * (w @ x)),
            np.ones(len(x)),
            check.call(dm_dw, x, t),
            name="∂m/∂w",
            suspects={
                "t is missing: right for t = +1 only": x,
                "sign flipped: the margin is t w·x": -t * x,
                "this is ∂m/∂x, or the margin itself": t * np.ones(len(x)),
            },
        )

    link(np.array([2.0, 1.0]), 1)
    link(np.array([1.0, 3.0]), -1)
    ### BEGIN HIDDEN TESTS
    check.hidden("01.7")
    rng = check.rng()
    link(rng.normal(size=4), -1)
    link(rng.normal(size=3), 1)
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-07-test-grad", "points": 4}
# 01.7, check 3 of 4: ∂J/∂w
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.7"):
    uphill = "sign flipped: the gradient must point uphill"
    a_sum = "N times too large: the mean's 1/N is missing"
    per_example = "not summed over the examples: the gradient has the shape of w"
    printed = "t is missing in the margin: right for examples with t = +1 only, like V's formula"
    wrong_side = "σ(m) where σ(−m) belongs: points that are right already pull most"

    X, t = np.array([[2.0, 1.0], [1.0, 3.0], [-1.0, 0.5]]), np.array([1.0, -1.0, 1.0])
    g = np.array([-0.06436108044958384, -0.21265158308375728])
    claimed = check.call(logistic_grad, np.array([0.5, -1.0]), X, t)
    check.value(
        claimed,
        g,
        name="∂J/∂w",
        sizes={"N": 3},
        suspects={
            uphill: -g,
            a_sum: 3 * g,
            per_example: lambda: np.shape(claimed) == (3, 2),
            printed: [0.21840013286958712, 0.6356320568737556],
            wrong_side: [0.06436108044958389, 0.7126515830837574],
            "the labels t are missing in the last factor": [-0.1149332005, -0.3643679431],
        },
    )
    ### BEGIN HIDDEN TESTS
    check.hidden("01.7")
    rng = check.rng()
    for N, D, labels in [(7, 3, [-1.0, 1.0]), (4, 5, [-1.0]), (5, 2, [1.0, 1.0, -1.0])]:
        w, X, t = rng.normal(size=D), rng.normal(size=(N, D)), np.resize(labels, N)
        s = 1 / (1 + np.exp(t * (X @ w)))
        rows = -(s * t)[:, None] * X
        claimed = check.call(logistic_grad, w, X, t)
        check.gradient(
            lambda v: float(np.mean(np.logaddexp(0, -t * (X @ v)))),
            w,
            claimed,
            name="∂J/∂w",
            sizes={"N": N},
            suspects={
                uphill: -rows.mean(axis=0),
                a_sum: rows.sum(axis=0),
                per_example: lambda: np.shape(claimed) == (N, D),
                printed: -((1 - 1 / (1 + np.exp(-X @ w))) * t) @ X / N,
                wrong_side: -((1 - s) * t) @ X / N,
                "the labels t are missing in the last factor": -s @ X / N,
            },
        )
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-07-test-stable", "points": 2}
# 01.7, check 4 of 4: ∂J/∂w at large margins
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.7"):

    def at_margins(x, t, expected):
        claimed = check.call(logistic_grad, np.ones(1), x[:, None], t)
        check.value(
            claimed,
            [expected],
            name="∂J/∂w at margins ±1000",
            suspects={
                "N times too large: the mean's 1/N is missing": [len(t) * expected],
                "not finite: inf / inf at margin -1000": lambda: not np.isfinite(claimed).all(),
                "sign flipped: the gradient must point uphill": [-expected],
            },
        )

    at_margins(np.array([1000.0, -600.0]), np.array([-1.0, 1.0]), 800.0)
    ### BEGIN HIDDEN TESTS
    check.hidden("01.7")
    at_margins(np.array([-900.0, 800.0, 700.0]), np.array([1.0, 1.0, -1.0]), 1600.0 / 3)
    at_margins(np.array([900.0, -1000.0]), np.array([1.0, -1.0]), 0.0)
    ### END HIDDEN TESTS

# %% [markdown]
# ### The same loss with labels 0 and 1
#
# Read $y = \sigma(z)$ as the probability that the label is 1, with $z = w\cdot x$ and now $t \in \{0, 1\}$. One formula gives the probability of either label (Bernoulli): $p(t \mid x) = y^t (1 - y)^{1-t}$. The *likelihood* of the data is the product over all examples. Its negative logarithm is a sum, and the mean of its terms is the **binary cross-entropy**:
#
# $$J = \frac1N \sum_n \big[-t_n \ln \sigma(z_n) - (1 - t_n) \ln(1 - \sigma(z_n))\big].$$
#
# Put $s = 2t - 1 = \pm 1$. Then $p(t \mid x) = \sigma(s z)$ in both cases, and $-\ln\sigma(s z) = \ln(1 + e^{-s z})$: it *is* the logistic loss. So minimising the logistic loss maximises the likelihood.
#
# Its derivative is short. With $\sigma' = \sigma(1 - \sigma)$,
#
# $$\frac{d\ell}{dz} = \left(-\frac{t}{y} + \frac{1 - t}{1 - y}\right) y (1 - y) = y - t, \qquad \bar z_n = \frac{\partial J}{\partial z_n} = \frac{\sigma(z_n) - t_n}{N}.$$
#
# The factor $\sigma'$ has cancelled. Written with logits $z$, and not with $y$, the loss can also be computed safely, as in 01.6: $\ell = \max(0, z) - z\,t + \ln(1 + e^{-|z|})$.
#
# **Worked example.** $z = (0, 2, -1, 0.5)$, $t = (1, 0, 1, 0)$: the losses are 0.693147, 2.126928, 1.313262, 0.974077, their mean is $J = 1.276853$, and $\bar z = (-0.125, 0.220199, -0.182765, 0.155615)$.
#
# **Where the lectures differ.** B says that "the likelihood function is no longer convex" for a network, and gets its parameters by "maximizing" $-\log$ likelihood. What is minimised is the *negative* log-likelihood. It is convex for logistic regression, and it is not convex for networks with hidden units; to maximise it would give the worst fit there is. A second difference is the factor in front: B sums over $n$, V divides by $N$, others write one example only, and squares come with and without ½. A sum has $N$ times the gradient of a mean, so the same $\eta$ takes other steps (64 examples and no ½: 128 times as long). This course takes the mean, and squares have the ½.

# %% [markdown]
# ### Exercise 01.8 Binary cross-entropy (6 points)
#
# Loss and gradient in one function, with logits `z` and labels 0 and 1. It must be finite for logits of ±1000.


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
        (σ(z) − t)/N.
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

with check.exercise("01.8"):
    exchanged = "loss and gradient disagree: the two classes are exchanged"
    not_finite = "not finite: log(0), or 0 times infinity, once the sigmoid rounds to 0 or 1"
    saturates = "saturates: log(y + a small number) is wrong for confident mistakes"

    z, t = np.array([0.0, 2.0, -1.0, 0.5]), np.array([1.0, 0.0, 1.0, 0.0])
    pair = check.call(bce_with_logits, z, t)
    check.that(len(pair) == 2, "the pair (J, dz) is asked for")
    check.value(
        pair[0],
        1.276853465825312,
        name="J",
        sizes={"N": 4},
        suspects={
            exchanged: 0.4018534658253119,
            "the losses are summed, not averaged": 5.107413863301248,
            "sign flipped: the logarithm of a probability is negative": -1.276853465825312,
            "examples with the label 0 count nothing: the term with 1 − t is missing": 0.5016022170,
            "examples with the label 1 count nothing: the term with t is missing": 0.7752512488,
        },
    )
    for z, expected in [([-1000.0, 900.0], 950.0), ([1000.0, -1000.0], 0.0)]:
        J = check.call(bce_with_logits, np.array(z), np.array([1.0, 0.0]))[0]
        check.value(
            J,
            expected,
            name=f"J for z = {z}, t = [1, 0]",
            suspects={
                not_finite: lambda: not np.isfinite(J),
                saturates: lambda: bool(10 < J < 40),
            },
        )
    ### BEGIN HIDDEN TESTS
    check.hidden("01.8")
    rng = check.rng()
    for scale, N in [(1.0, 6), (5.0, 5), (1.0, 1)]:
        z, t = scale * rng.normal(size=N), np.resize([1.0, 0.0, 0.0], N)
        margins = np.where(t == 1, z, -z)
        logistic = np.mean([np.logaddexp(0, -m) for m in margins])
        check.value(
            check.call(bce_with_logits, z, t)[0],
            logistic,
            name="J, which must equal the logistic loss of 01.6 for labels 2t − 1,",
            sizes={"N": N},
            suspects={
                exchanged: np.mean(np.logaddexp(0, margins)),
                "the losses are summed, not averaged": N * logistic,
                "sign flipped: the logarithm of a probability is negative": -logistic,
            },
        )
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-08-test-dz", "points": 3}
# 01.8, check 2 of 2: dz
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.8"):
    twice = "one factor sigma' too many: in dz of the cross-entropy it has cancelled"
    a_sum = "N times too large: J is a mean over N examples"
    uphill = "sign flipped: dz is (σ(z) − t)/N"
    signs = "t is read as ±1: here the labels are 0 and 1"

    z, t = np.array([0.0, 2.0, -1.0, 0.5]), np.array([1.0, 0.0, 1.0, 0.0])
    dz = np.array([-0.125, 0.22019926949447058, -0.18276464465750122, 0.15561483280046365])
    pair = check.call(bce_with_logits, z, t)
    check.that(len(pair) == 2, "the pair (J, dz) is asked for")
    check.value(
        pair[1],
        dz,
        name="dz",
        sizes={"N": 4},
        suspects={
            twice: [-0.03125, 0.02311951081, -0.03593371011, 0.03657006338],
            signs: [-0.125, 0.47019926949, -0.18276464466, 0.40561483280],
            a_sum: 4 * dz,
            uphill: -dz,
        },
    )
    ### BEGIN HIDDEN TESTS
    check.hidden("01.8")
    rng = check.rng()
    for scale, N in [(1.0, 6), (4.0, 5), (1.0, 1)]:
        z, t = scale * rng.normal(size=N), np.resize([0.0, 1.0, 1.0], N)
        y = 1 / (1 + np.exp(-z))
        check.gradient(
            lambda v: float(np.mean(np.logaddexp(0, v) - v * t)),
            z,
            check.call(bce_with_logits, z, t)[1],
            name="dz",
            sizes={"N": N},
            suspects={
                twice: (y - t) * y * (1 - y) / N,
                a_sum: y - t,
                uphill: (t - y) / N,
                signs: (y - (2 * t - 1)) / N,
            },
        )
    dz = check.call(bce_with_logits, np.array([1000.0, -1000.0, 900.0]), np.array([1.0, 1.0, 0.0]))[
        1
    ]
    check.value(
        dz,
        [0.0, -1 / 3, 1 / 3],
        name="dz for logits of ±1000",
        suspects={"not finite: inf / inf for large logits": lambda: not np.isfinite(dz).all()},
    )
    ### END HIDDEN TESTS

# %% [markdown]
# ## 6 The chain rule with names for its links
#
# What happens if the logistic unit is trained with squares instead? Take one input and one example:
#
# $$z = w x + b, \qquad y = \sigma(z), \qquad \ell = \tfrac12 (y - t)^2.$$
#
# In a calculus class you would write one long expression and differentiate:
#
# $$\frac{\partial \ell}{\partial w} = \big(\sigma(wx + b) - t\big)\,\sigma'(wx + b)\,x, \qquad \frac{\partial \ell}{\partial b} = \;?$$
#
# The second is T's exercise, and yours. But notice what is bad about the first: the expression is long, $wx + b$ is computed twice, and all the work is done again for $b$. The structured way names each link, computes it once, and hands it on. Write $\bar v$ for $\partial \ell/\partial v$, the **error signal** of $v$:
#
# $$\bar y = y - t, \qquad \bar z = \bar y\, \sigma'(z), \qquad \bar w = \bar z\, x, \qquad \bar b = \bar z.$$
#
# These are not formulas to be multiplied out. They are four values that a program computes, one after the other, and they are back-propagation in its smallest form. Since $\sigma'(z) = \sigma(z)(1 - \sigma(z))$, the second link needs only $y$: it is $y(1 - y)$.
#
# **Worked example.** $w = \tfrac12$, $b = -1$, $x = 2$, $t = 1$: $z = 0$, $y = \tfrac12$, $\ell = 0.125$. Backwards: $\bar y = -0.5$, $\bar z = -0.5 \cdot 0.25 = -0.125$, $\bar w = -0.25$, $\bar b = -0.125$.
#
# **Where the lectures differ.** B's error of an output unit is $y - t$; Y's and V's have a further factor, $\sigma'(z)$ or $y(1 - y)$. Both are right, for different losses. With cross-entropy the factor cancels (01.8), with squares it stays. For $w = 0.8$, $b = -0.2$, $x = 1.5$, $t = 0$ the squares give $\bar z = 0.143735$, while $y - t = 0.731059$. (Y's and V's also have the opposite sign. That story is told in 02.)

# %% [markdown]
# ### Exercise 01.9 σ with squares (8 points)
#
# Write the four links, each as a function of its own, then the loss with both derivatives. All arguments are numbers.
#
# <details><summary>Hint 1: the idea</summary>
#
# Two of the four links are shared: $\bar z$ goes into $\bar w$ and into $\bar b$.
#
# </details>
# <details><summary>Hint 2: the last links</summary>
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
import numpy as np
from autograder import check

with check.exercise("01.9"):

    def link(y, t):
        check.gradient(
            lambda v: float(0.5 * (v - t) ** 2),
            y,
            check.call(dl_dy, y, t),
            name="dℓ/dy",
            suspects={
                "sign flipped: the loss grows when y moves away from t": t - y,
                "2 times too large: the loss has a factor 1/2": 2 * (y - t),
            },
        )

    link(0.25, 1.0)
    ### BEGIN HIDDEN TESTS
    check.hidden("01.9")
    rng = check.rng()
    link(rng.uniform(0.1, 0.9), 0.0)
    link(rng.normal(), rng.normal())
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-09-test-dy-dz", "points": 1}
# 01.9, check 2 of 7: dy/dz
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.9"):

    def link(z):
        y = 1 / (1 + np.exp(-z))
        again = 1 / (1 + np.exp(-y))
        check.gradient(
            lambda v: float(1 / (1 + np.exp(-v))),
            z,
            check.call(dy_dz, float(y)),
            name="dy/dz",
            suspects={
                "the argument is y already, not z: don't apply σ again": again * (1 - again),
                "sign flipped: σ rises": y * (y - 1),
                "this is the derivative of tanh, 1 − y²": 1 - y**2,
            },
        )

    link(-0.75)
    ### BEGIN HIDDEN TESTS
    check.hidden("01.9")
    rng = check.rng()
    link(rng.uniform(0.3, 2.0))
    link(rng.uniform(-3.0, -1.0))
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-09-test-dz-dw", "points": 1}
# 01.9, check 3 of 7: ∂z/∂w
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.9"):

    def link(w, b, x):
        check.gradient(
            lambda v: float(v * x + b),
            w,
            check.call(dz_dw, x),
            name="∂z/∂w",
            suspects={"this is ∂z/∂b": 1.0},
        )

    link(0.5, -1.0, 2.0)
    ### BEGIN HIDDEN TESTS
    check.hidden("01.9")
    rng = check.rng()
    link(rng.normal(), rng.normal(), rng.uniform(2.0, 3.0))
    link(rng.normal(), rng.normal(), -rng.uniform(2.0, 3.0))
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-09-test-dz-db", "points": 1}
# 01.9, check 4 of 7: ∂z/∂b
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.9"):
    check.gradient(
        lambda b: float(0.5 * 2.0 + b),
        -1.0,
        check.call(dz_db),
        name="∂z/∂b",
        suspects={"this is ∂z/∂w, at x = 2": 2.0, "z does depend on b": 0.0},
    )
    ### BEGIN HIDDEN TESTS
    check.hidden("01.9")
    check.value(check.call(dz_db), 1.0, name="∂z/∂b of a second call")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-09-test-loss", "points": 1}
# 01.9, check 5 of 7: the loss
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.9"):

    def loss_is(w, b, x, t, expected):
        triple = check.call(logistic_least_squares, w, b, x, t)
        check.that(len(triple) == 3, "three results: loss, dw, db")
        check.value(
            triple[0],
            expected,
            name="loss",
            suspects={
                "2 times too large: the loss has a factor 1/2": 2 * expected,
                "this is not squared": np.sqrt(expected / 2),
            },
        )

    loss_is(0.5, -1.0, 2.0, 1.0, 0.125)
    loss_is(0.8, -0.2, 1.5, 0.0, 0.2672233226942615)
    ### BEGIN HIDDEN TESTS
    check.hidden("01.9")
    rng = check.rng()
    for t in (0.0, 1.0, 0.3):
        w, b, x = rng.normal(size=3).tolist()
        loss_is(w, b, x, t, 0.5 * (0.5 * (1 + np.tanh((w * x + b) / 2)) - t) ** 2)
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-09-test-dw", "points": 2}
# 01.9, check 6 of 7: dw
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.9"):
    doubled = "2 times too large: the loss has a factor 1/2"
    at_z = "sigma'(z) is y(1 - y), not z(1 - z)"
    matched = "σ′ is missing: y − t alone belongs to the cross-entropy, here its factor stays"
    uphill = "sign flipped: the outer derivative is y − t"
    no_x = "x is missing: ∂z/∂w is x"

    def slope_at_1():
        return logistic_least_squares(1.0, 1.0, 1.0, 0.0)[1]

    for point, dw, suspects in [
        (
            (0.8, -0.2, 1.5, 0.0),
            0.2156022606858227,
            {
                doubled: 0.4312045214,
                uphill: -0.2156022607,
                matched: 1.0965878679,
                no_x: 0.1437348405,
            },
        ),
        ((0.5, -1.0, 2.0, 1.0), -0.25, {}),
    ]:
        triple = check.call(logistic_least_squares, *point)
        check.that(len(triple) == 3, "three results: loss, dw, db")
        wrong = {at_z: lambda: bool(abs(slope_at_1() + 1.7615942) < 1e-6), **suspects}
        check.value(triple[1], dw, name=f"dw for w, b, x, t = {point}", suspects=wrong)
    ### BEGIN HIDDEN TESTS
    check.hidden("01.9")
    rng = check.rng()
    for t in (0.0, 1.0, 0.3):
        w, b, x = rng.uniform(0.3, 2.0, size=3).tolist()
        z = w * x + b
        y = 1 / (1 + np.exp(-z))
        check.gradient(
            lambda v: float(0.5 * (1 / (1 + np.exp(-(v * x + b))) - t) ** 2),
            w,
            check.call(logistic_least_squares, w, b, x, t)[1],
            name="dw",
            suspects={
                doubled: 2 * (y - t) * y * (1 - y) * x,
                at_z: (y - t) * z * (1 - z) * x,
                matched: (y - t) * x,
                uphill: (t - y) * y * (1 - y) * x,
                no_x: (y - t) * y * (1 - y),
            },
        )
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-09-test-db", "points": 1}
# 01.9, check 7 of 7: db
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.9"):
    doubled = "2 times too large: the loss has a factor 1/2"
    at_z = "sigma'(z) is y(1 - y), not z(1 - z)"
    matched = "σ′ is missing: y − t alone belongs to the cross-entropy, here its factor stays"
    uphill = "sign flipped: the outer derivative is y − t"
    with_x = "db equals dw: dz/db is 1, not x"

    def slope_at_1():
        return logistic_least_squares(1.0, 1.0, 1.0, 0.0)[2]

    for point, db, suspects in [
        (
            (0.8, -0.2, 1.5, 0.0),
            0.14373484045721513,
            {
                doubled: 0.2874696809,
                uphill: -0.1437348405,
                matched: 0.7310585786,
                with_x: 0.2156022607,
            },
        ),
        ((0.5, -1.0, 2.0, 1.0), -0.125, {}),
    ]:
        triple = check.call(logistic_least_squares, *point)
        check.that(len(triple) == 3, "three results: loss, dw, db")
        wrong = {at_z: lambda: bool(abs(slope_at_1() + 1.7615942) < 1e-6), **suspects}
        check.value(triple[2], db, name=f"db for w, b, x, t = {point}", suspects=wrong)
    ### BEGIN HIDDEN TESTS
    check.hidden("01.9")
    rng = check.rng()
    for t in (0.0, 1.0, 0.3):
        w, b, x = rng.uniform(0.3, 2.0, size=3).tolist()
        z = w * x + b
        y = 1 / (1 + np.exp(-z))
        check.gradient(
            lambda v: float(0.5 * (1 / (1 + np.exp(-(w * x + v))) - t) ** 2),
            b,
            check.call(logistic_least_squares, w, b, x, t)[2],
            name="db",
            suspects={
                doubled: 2 * (y - t) * y * (1 - y),
                at_z: (y - t) * z * (1 - z),
                matched: y - t,
                uphill: (t - y) * y * (1 - y),
                with_x: (y - t) * y * (1 - y) * x,
            },
        )
    ### END HIDDEN TESTS

# %% [markdown]
# ## 7 Going downhill
#
# A gradient points to where the cost rises fastest, so take a small step the other way, and do it again:
#
# $$w_{k+1} = w_k - \eta\,\nabla J(w_k), \qquad \eta > 0.$$
#
# This is **gradient descent**. For a single weight Y writes $\Delta w_{pq} = -\eta\,\partial J/\partial w_{pq}$. The *step size* or *learning rate* $\eta$ may change with time, $\eta_k$; more on that below. The gradient is perpendicular to the *isolines*, the lines of equal cost: along an isoline nothing changes, so all the change is across it.
#
# How large may $\eta$ be? Look at a parabola with curvature $\lambda$, $J(w) = \tfrac{\lambda}{2}(w - w^*)^2$, with the gradient $\lambda(w - w^*)$. One step gives
#
# $$w_{k+1} - w^* = (1 - \eta\lambda)\,(w_k - w^*), \qquad\text{so}$$
#
# $$w_k - w^* = (1 - \eta\lambda)^k\,(w_0 - w^*).$$
#
# It converges while $|1 - \eta\lambda| < 1$, and diverges if and only if $\eta\lambda > 2$. In more dimensions this holds along each principal axis of the bowl, with its own $\lambda$: the steepest direction limits $\eta$, and then the flattest one is slow.
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
    same = "all rows of the path are equal: the same array was stored each time"
    uphill = "uphill: η times the gradient is subtracted"
    start = "the start w0 is missing in the path: it has steps + 1 rows"
    last = "the last point only: the whole path is asked for"
    first = "every step uses the gradient at w0: take it where you are"

    path = check.call(gradient_descent, lambda w: 2 * w, np.array([1.0, -2.0]), 0.25, 2)
    check.value(
        path,
        [[1.0, -2.0], [0.5, -1.0], [0.25, -0.5]],
        name="the path",
        suspects={
            same: np.tile([0.25, -0.5], (3, 1)),
            uphill: [[1.0, -2.0], [1.5, -3.0], [2.25, -4.5]],
            start: [[0.5, -1.0], [0.25, -0.5]],
            last: [0.25, -0.5],
            first: [[1.0, -2.0], [0.5, -1.0], [0.0, 0.0]],
            "one step too few: the path has steps + 1 rows": [[1.0, -2.0], [0.5, -1.0]],
        },
    )
    ### BEGIN HIDDEN TESTS
    check.hidden("01.10")
    rng = check.rng()
    Q = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    curvatures, minimum, w0 = np.array([0.5, 1.0, 4.0]), rng.normal(size=3), rng.normal(size=3)

    def errors(eta, steps):
        """Along the axes of the bowl the error shrinks, or grows, by (1 - eta lambda) a step."""
        return [(1 - eta * curvatures) ** k * (Q.T @ (w0 - minimum)) for k in range(steps + 1)]

    def grad(w):
        return Q @ (curvatures * (Q.T @ (w - minimum)))

    for eta, steps in [(0.1, 6), (0.49, 25), (0.52, 25), (0.3, 0), (0.7, 1)]:
        path = minimum + np.array(errors(eta, steps)) @ Q.T
        claimed = check.call(gradient_descent, grad, w0, eta, steps)
        check.value(
            claimed,
            path,
            name="the path",
            suspects={
                same: np.tile(path[-1], (steps + 1, 1)),
                uphill: minimum + np.array(errors(-eta, steps)) @ Q.T,
                start: path[1:],
                last: path[-1],
                first: w0 - eta * np.arange(steps + 1)[:, None] * grad(w0),
                "one step too few: the path has steps + 1 rows": path[:-1],
            },
        )
        if steps == 25:
            steep = np.abs((np.array(claimed) - minimum) @ Q[:, 2])
            diverges = steep[-1] > steep[0]
            check.that(diverges == (eta * 4.0 > 2), "it must diverge if ηλ > 2, and only then")
    ### END HIDDEN TESTS

# %% [markdown]
# **Predict first.** The bowl below has the curvatures 1 and 10. For which $\eta$ does the path start to zigzag? From which $\eta$ on does it fly off? And which $\eta$ gets closest to the bottom in 20 steps: just below that limit, or well below it? Look also at the first arrow: is it perpendicular to the isoline, and does it point to the minimum?

# %% nbgrader={"grade_id": "01-figure-descent"}
from convnet.widgets.descent import descent_on_contours

descent_on_contours()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# Beyond $\eta = 0.1$ the factor of the steep direction, $1 - 10\eta$, is negative: the path jumps across the valley in every step. Beyond 0.2 it is below $-1$, and the path flies off. The best $\eta$ is near $2/(1 + 10) = 0.18$, where both directions shrink by the same factor of about 0.82. The gradient is perpendicular to the isoline, and so it points across the valley, not at the minimum.
#
# </details>

# %% [markdown]
# **Where the lectures differ.** M writes $w \leftarrow w + \eta\,\partial E/\partial w$, with $\eta = -0.2$. Y, V and B subtract, with a positive $\eta$. This is the same step; but whoever mixes the two climbs. Here $\eta > 0$, and the step is subtracted. Y warns that gradient descent finds local minima only. On a convex cost, such as logistic regression, a local minimum *is* the global one; on other costs that can happen, and it can also stall where the cost is flat. B calls the method inefficient "because of the random start": that joins two things, what one step costs, and on which start the result depends.

# %% [markdown]
# ### The need for speed
#
# One gradient of $J$ visits all $N$ examples: with a million examples, a million terms for one small step. This is the *batch method*. Do we need all of them to know roughly where downhill is? **Stochastic gradient descent** (SGD) takes one random example for each step, **mini-batch** SGD takes $B$ of them:
#
# $$w \leftarrow w - \eta\, \frac1B \sum_{n \in \text{batch}} \nabla \ell_n(w).$$
#
# Why mini-batches (V's question)? There are three reasons. The mean of $B$ random terms scatters $B$ times less than one of them, measured as variance, so the direction gets better. Hardware computes 64 examples as one matrix product nearly as fast as one example. And the batch is still small, so its steps are cheap; their noise can even help to get out of poor places.
#
# To use every example equally often, shuffle the data and cut them into batches, one pass being one *epoch*. If all batches of the epoch are equally large, the mean of their gradients is exactly the full gradient, and with $B = N$ there is one batch: gradient descent again.
#
# **Where the lectures differ.** V: SGD "converges much faster in practice". That is true for each pass through the data. But with a constant $\eta$ it never settles: the noise keeps it wandering around the minimum, in a cloud whose size grows with $\eta$ and shrinks with $B$. To settle, $\eta_k$ must fall: as $1/k$ in theory, so that $\sum \eta_k = \infty$ while $\sum \eta_k^2 < \infty$ (Robbins and Monro, not in the lectures); in practice it is often divided by 10 whenever the cost stops falling.

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

with check.exercise("01.11"):

    def one_run(N, batch_size, epochs):
        """Let sgd run on N numbered samples and look at the batches that it makes."""
        batches = []

        def grad(w, batch):
            batches.append((np.array(batch[0])[:, 0].tolist(), np.array(batch[1]).tolist()))
            return np.zeros(2)

        X = np.arange(N)[:, None] * np.array([1.0, -1.0])
        data, rng = (X, 10.0 * np.arange(N)), np.random.default_rng(N)
        check.call(sgd, grad, np.zeros(2), data, batch_size, 0.1, epochs, rng)
        used = [n for numbers, _ in batches for n in numbers]
        check.that(
            not (len(batches) == epochs * (N // batch_size) and N % batch_size),
            "some samples are never used when batch_size does not divide N",
        )
        check.that(
            all(labels == [10 * n for n in numbers] for numbers, labels in batches),
            "labels of other examples: X and t must be indexed with the same permutation",
        )
        check.that(len(used) <= epochs * N, "samples are used more often than once an epoch")
        check.that(len(used) >= epochs * N, "there are fewer batches than the epochs need")
        check.that(
            all(sorted(used[e * N : (e + 1) * N]) == list(range(N)) for e in range(epochs)),
            "an epoch does not use every sample exactly once",
        )
        sizes = [min(batch_size, N - s) for s in range(0, N, batch_size)]
        check.that(
            [len(numbers) for numbers, _ in batches] == epochs * sizes,
            "the sizes of the batches: all but the last of an epoch have batch_size samples",
        )

    one_run(N=7, batch_size=3, epochs=2)
    ### BEGIN HIDDEN TESTS
    check.hidden("01.11")
    one_run(N=10, batch_size=5, epochs=3)
    one_run(N=11, batch_size=4, epochs=2)
    one_run(N=6, batch_size=6, epochs=2)
    one_run(N=5, batch_size=1, epochs=2)
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-11-test-random", "points": 3}
# 01.11, check 2 of 3: a new order in each epoch
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.11"):

    def order(N, epochs, seed):
        """The samples in the order in which sgd uses them."""
        used = []

        def grad(w, batch):
            used.extend(np.array(batch[0])[:, 0].astype(int).tolist())
            return np.zeros(1)

        data = (np.arange(float(N))[:, None], np.zeros(N))
        check.call(sgd, grad, np.zeros(1), data, 4, 0.1, epochs, np.random.default_rng(seed))
        return used

    N = 40
    check.that(
        order(N, 2, 5) == order(N, 2, 5),
        "depends on a global: the argument rng is not used, so a seed does not repeat the run",
    )
    check.that(order(N, 1, 5) != list(range(N)), "the samples come in their old order, unshuffled")
    ### BEGIN HIDDEN TESTS
    check.hidden("01.11")
    both = order(N, 2, 1)
    check.that(both[:N] != list(range(N)), "the samples come in their old order, unshuffled")
    check.that(
        both[:N] != both[N:], "the order is the same in every epoch: draw a new one each time"
    )
    check.that(
        both != order(N, 2, 2), "another seed gives the same order: the argument rng is not used"
    )
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-11-test-steps", "points": 3}
# 01.11, check 3 of 3: the steps
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.11"):
    # All samples are equal, so their order doesn't matter: each step takes w a quarter of its way
    # to 2, and leaves three quarters of the distance.
    data = (np.ones((4, 1)), 2 * np.ones(4))

    def to_two(w, batch):
        return w - np.mean(batch[1])

    def left(factor, steps):
        return [2 - 2 * factor**steps]

    for size, steps in [(4, 2), (2, 4)]:
        w = check.call(sgd, to_two, np.zeros(1), data, size, 0.25, 2, np.random.default_rng(0))
        check.value(
            w,
            left(0.75, steps),
            name=f"w after 2 epochs with batches of {size} of 4 samples",
            suspects={
                "uphill: the step is subtracted": left(1.25, steps),
                "w is never changed": [0.0],
                "one step an epoch: there is one for each batch": left(0.75, 2),
                "divided by the batch size again: grad is a mean already": (
                    left(1 - 0.25 / size, steps)
                ),
                "multiplied by the batch size: the step is η times the mean": (
                    left(1 - 0.25 * size, steps)
                ),
                "batches of an epoch all use the weights from its start": (
                    left(1 - 0.25 * steps / 2, 2)
                ),
            },
        )
    ### BEGIN HIDDEN TESTS
    check.hidden("01.11")
    rng = check.rng()
    for N, batch_size, epochs, eta in [(10, 4, 2, 0.3), (9, 3, 3, 0.1), (6, 6, 4, 0.2)]:
        X, t, w0 = rng.normal(size=(N, 3)), rng.normal(size=N), rng.normal(size=3)
        seen = []

        def grad(w, batch):
            Xb, tb = np.array(batch[0]), np.array(batch[1])
            seen.append((Xb, tb, np.array(w)))
            return np.tanh(Xb @ w - tb) @ Xb / len(tb)

        claimed = check.call(
            sgd, grad, w0, (X, t), batch_size, eta, epochs, np.random.default_rng(N)
        )

        def replay(scale=lambda m: 1.0, sign=-1.0, stale=0):
            """The run once more, on the batches that were seen."""
            w = v = w0
            for k, (Xb, tb, _) in enumerate(seen):
                v = w if not stale or k % stale == 0 else v
                step = np.tanh(Xb @ v - tb) @ Xb / len(tb)
                w = w + sign * eta * scale(len(tb)) * step
            return w

        check.value(
            claimed,
            replay(),
            name="w",
            suspects={
                "divided by the batch size again: grad is a mean already": replay(lambda m: 1 / m),
                "multiplied by the batch size: the step is η times the mean": replay(lambda m: m),
                "weighted by its share of the data: each batch makes a full step": replay(
                    lambda m: m / N
                ),
                "uphill: the step is subtracted": replay(sign=1.0),
                "batches of an epoch all use the weights from its start": replay(
                    stale=-(-N // batch_size)
                ),
                "the weights before the last step": lambda: np.array(seen[-1][2]),
            },
        )
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
# V writes the second form, in which $\sum_l$ runs over "all one-hot vectors $y'$": those are just the $K$ classes. For two classes with the logits $0$ and $z$ it is the cross-entropy of 01.8.
#
# Each logit feeds every $y_k$, through the denominator. So the derivative has two parts, one from each term of the second form, and again it ends short:
#
# $$\frac{\partial \ell}{\partial z_k} = -t_k + \frac{e^{z_k}}{\sum_l e^{z_l}} = y_k - t_k.$$
#
# For a batch, $Z$ and $T$ have the shape $(B, K)$, $J$ is the mean over the rows, and $\bar Z = (Y - T)/B$. The cost divides by $B$, here and only here; whatever follows behind it in a network simply sums.
#
# Adding the same number to all logits of a row changes nothing: numerator and denominator grow by the same factor. So subtract the largest logit of the row first; then no exponential is above 1, and logits of $10^4$ do no harm.
#
# **Worked example.** $Z = \begin{pmatrix}1 & 2 & 3\\ 0 & \ln 2 & \ln 3\end{pmatrix}$, with the right classes 2 and 0 (counted from 0). Rows of the softmax: $(0.0900, 0.2447, 0.6652)$ and $(\tfrac16, \tfrac13, \tfrac12)$. Losses: $0.407606$ and $\ln 6 = 1.791759$, mean $1.099683$. Gradient:
#
# $$\bar Z = \tfrac12 (Y - T) = \begin{pmatrix}0.0450 & 0.1224 & -0.1674\\ -0.4167 & 0.1667 & 0.25\end{pmatrix}.$$
#
# Every row sums to 0: what one class gains, the others lose.
#
# **Where the lectures differ.** $y - t$ once more, as for the logistic unit: B gives it as *the* error of an output unit. It holds for matched pairs, a linear output with ½ squares, σ with binary cross-entropy, softmax with its cross-entropy, and for nothing else (see 01.9).

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
# Don't take the logarithm of a softmax: a probability may round to 0. Subtract instead: $\ln y_k = s_k - \ln\sum_l e^{s_l}$, where $s$ is $z$ minus the row's maximum.
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
        Positive, each row sums to 1; finite for logits of any size.
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
        (softmax(Z) − T)/B.
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

with check.exercise("01.12"):
    large = "not finite for logits of 1e4: subtract the row's maximum first"

    def suspects(Y, expected):
        Y, expected = np.array(Y, dtype=float), np.array(expected)
        return {
            "columns sum to 1 instead of rows: wrong axis": lambda: (
                np.allclose(Y.sum(axis=0), 1) and not np.allclose(Y.sum(axis=1), 1)
            ),
            "row sums are divided along the wrong axis: keepdims is missing": lambda: (
                Y.shape[0] == Y.shape[1] and np.allclose(np.diag(Y), np.diag(expected))
            ),
            "all entries together sum to 1: each row must": lambda: np.allclose(Y.sum(), 1),
            "the exponentials are not divided by their sum": lambda: np.allclose(
                Y / Y.sum(axis=1, keepdims=True), expected
            ),
            large: lambda: not np.isfinite(Y).all(),
        }

    for Z, expected in [
        ([[0.0, np.log(2)], [0.0, np.log(4)]], [[1 / 3, 2 / 3], [1 / 5, 4 / 5]]),
        (
            [[1.0, 2.0, 3.0], [0.0, np.log(2), np.log(3)]],
            [[0.09003057317038046, 0.24472847105479767, 0.6652409557748219], [1 / 6, 1 / 3, 1 / 2]],
        ),
        ([[1e4, 0.0, -1e4], [0.0, 0.0, -1e4]], [[1.0, 0.0, 0.0], [0.5, 0.5, 0.0]]),
    ]:
        Y = check.call(softmax, np.array(Z))
        check.value(Y, expected, name="softmax(Z)", suspects=suspects(Y, expected))
    ### BEGIN HIDDEN TESTS
    check.hidden("01.12")
    rng = check.rng()
    for B, K in [(3, 3), (4, 2), (2, 5), (1, 4)]:
        Z = 2 * rng.normal(size=(B, K))
        expected = [[1 / sum(np.exp(z - z_k) for z in row) for z_k in row] for row in Z]
        for shift in (0.0, 7.0, -1e4, rng.uniform(-900, 900, size=(B, 1))):
            Y = check.call(softmax, Z + shift)
            # Z + 1e4 itself is rounded at 1e-12, so compare as gradients are.
            check.value(
                Y, expected, name="softmax(Z)", kind="gradient", suspects=suspects(Y, expected)
            )
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-12-test-J", "points": 3}
# 01.12, check 2 of 3: J
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.12"):
    classes = "K times too small: np.mean divides by B times K"
    a_sum = "B times too large: the loss is a mean over the batch"
    uphill = "sign flipped: the logarithm of a probability is negative"

    Z = np.array([[1.0, 2.0, 3.0], [0.0, np.log(2), np.log(3)]])
    T = np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
    pair = check.call(softmax_cross_entropy, Z, T)
    check.that(len(pair) == 2, "the pair (J, dZ) is asked for")
    J = 1.0996827168362175
    check.value(
        pair[0],
        J,
        name="J",
        suspects={
            classes: J / 3,
            a_sum: 2 * J,
            uphill: -J,
            "this is the mean of −t·z: the logarithm of the sum is missing": -1.5,
        },
    )
    for z, expected in [([[1e4, 0.0]], 0.0), ([[0.0, 1e4]], 1e4)]:
        J = check.call(softmax_cross_entropy, np.array(z), np.array([[1.0, 0.0]]))[0]
        check.value(
            J,
            expected,
            name=f"J for Z = {z}, T = [[1, 0]]",
            suspects={
                "not finite for logits of 1e4: take the logarithm before anything rounds to 0": (
                    lambda: not np.isfinite(J)
                ),
                "saturates: log(y + a small number) is wrong for confident mistakes": (
                    lambda: bool(10 < J < 800)
                ),
            },
        )
    ### BEGIN HIDDEN TESTS
    check.hidden("01.12")
    rng = check.rng()
    for B, K in [(4, 3), (3, 5), (1, 4)]:
        Z, T = 2 * rng.normal(size=(B, K)), np.eye(K)[rng.integers(K, size=B)]
        right = [Z[n, int(np.argmax(T[n]))] for n in range(B)]
        J = sum(np.log(sum(np.exp(z) for z in Z[n])) - right[n] for n in range(B)) / B
        for shift in (0.0, 500.0):
            check.value(
                check.call(softmax_cross_entropy, Z + shift, T)[0],
                J,
                name="J",
                sizes={"B": B, "K": K},
                suspects={classes: J / K, a_sum: B * J, uphill: -J},
            )
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-12-test-dZ", "points": 4}
# 01.12, check 3 of 3: dZ
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.12"):
    a_sum = "B times too large: the loss is a mean over the batch"
    uphill = "sign flipped: dZ is (y - t)/B"
    jacobian = "off by the softmax Jacobian: it has cancelled already in y - t"
    classes = "K times too small: divided by B times K, not by B"
    no_target = "t is not subtracted: this is the softmax itself, divided by B"

    Z = np.array([[1.0, 2.0, 3.0], [0.0, np.log(2), np.log(3)]])
    T = np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
    Y = np.array(
        [[0.09003057317038046, 0.24472847105479767, 0.6652409557748219], [1 / 6, 1 / 3, 1 / 2]]
    )
    dZ = (Y - T) / 2
    pair = check.call(softmax_cross_entropy, Z, T)
    check.that(len(pair) == 2, "the pair (J, dZ) is asked for")
    check.value(
        pair[1],
        dZ,
        name="dZ",
        sizes={"B": 2, "K": 3},
        suspects={
            a_sum: 2 * dZ,
            uphill: -dZ,
            jacobian: dZ * Y * (1 - Y),
            classes: dZ / 3,
            no_target: Y / 2,
        },
    )
    ### BEGIN HIDDEN TESTS
    check.hidden("01.12")
    rng = check.rng()
    for B, K in [(4, 3), (3, 5), (1, 4)]:
        Z, T = rng.normal(size=(B, K)), np.eye(K)[rng.integers(K, size=B)]

        def cost(V):
            return float(np.mean(np.log(np.exp(V).sum(axis=1)) - (V * T).sum(axis=1)))

        Y = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
        J = Y - T
        full = np.einsum("bk,bkl->bl", J, Y[:, :, None] * (np.eye(K) - Y[:, None, :]))
        check.gradient(
            cost,
            Z,
            check.call(softmax_cross_entropy, Z, T)[1],
            name="dZ",
            sizes={"B": B, "K": K},
            suspects={
                a_sum: J,
                uphill: -J / B,
                jacobian: J * Y * (1 - Y) / B,
                jacobian + " (the full matrix)": full / B,
                classes: J / (B * K),
                no_target: Y / B,
            },
        )
    dZ = check.call(softmax_cross_entropy, np.array([[1e4, 0.0], [1e4, 0.0]]), np.eye(2))[1]
    check.value(
        dZ,
        [[0.0, 0.0], [0.5, -0.5]],
        name="dZ for logits of 1e4",
        suspects={
            "not finite for logits of 1e4: subtract the row's maximum first": lambda: (
                not np.isfinite(dZ).all()
            )
        },
    )
    ### END HIDDEN TESTS

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
# The weights enter through $y$ only, and for them the rest is a factor and a constant: *maximum likelihood is least squares*, $E = \tfrac12\sum (y_n - t_n)^2$. This is also where the ½ comes from. The precision has a best value of its own. Set the derivative with respect to $\beta$ to zero:
#
# $$\frac{\partial\,\text{nll}}{\partial\beta} = \frac12 \sum_n (y_n - t_n)^2 - \frac{N}{2\beta} = 0 \qquad\Longrightarrow\qquad \frac{1}{\beta_{\text{ML}}} = \frac1N\sum_n (y_n - t_n)^2,$$
#
# the mean squared error. The model tells you not only the best line but also how noisy the data are around it.
#
# | task | output | model of $t$ | loss of one example | $\partial\ell/\partial z$ |
# |---|---|---|---|---|
# | regression | $y = z$ | Gaussian around $y$ | $\tfrac12 (y - t)^2$ | $y - t$ |
# | two classes | $y = \sigma(z)$ | Bernoulli, $y^t(1-y)^{1-t}$ | $-t\ln y - (1-t)\ln(1-y)$ | $y - t$ |
# | $K$ classes | $y = \text{softmax}(z)$ | one of $K$, $\prod_k y_k^{t_k}$ | $-\sum_k t_k \ln y_k$ | $y - t$ |
#
# **Worked example.** $y = (1, 2, 4)$, $t = (1.5, 1, 4)$: the squares sum to 1.25, so $E = 0.625$ and $\beta_{\text{ML}} = 3/1.25 = 2.4$. There the nll is 2.943612. At $\beta = 1$ it is 3.3818, at $\beta = 5$ it is 3.4677: larger on both sides.

# %% [markdown]
# ### Exercise 01.13 Gaussian noise (4 points)
#
# The nll is a sum over the examples here, not a mean. Return it with its derivatives with respect to `y` and `beta`, and write the best precision as a function of its own.


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
# 01.13, check 1 of 4: the negative log-likelihood
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.13"):
    plus = "the term (N/2) ln beta is subtracted: a larger precision makes the density higher"
    once = "the normalising constant counts once per example: N/2, not 1/2"
    no_constant = "the constant (N/2) ln 2π is missing"
    no_half = "the factor ½ of the squares is missing"
    no_beta = "β is missing before the squares"

    y, t = np.array([1.0, 2.0, 4.0]), np.array([1.5, 1.0, 4.0])
    wrong = {
        plus: 5.570018705644868,
        once: 1.981204164528,
        no_constant: 0.186796893969,
        no_half: 4.443612493583,
        no_beta: 2.068612493583,
    }
    for beta, nll, suspects in [
        (2.4, 2.943612493583168, wrong),
        (1.0, 3.381815599614018, {}),
    ]:
        triple = check.call(gaussian_nll, y, t, beta)
        check.that(len(triple) == 3, "three results: nll, dy, dbeta")
        check.value(triple[0], nll, name=f"nll at β = {beta}", sizes={"N": 3}, suspects=suspects)
    ### BEGIN HIDDEN TESTS
    check.hidden("01.13")
    rng = check.rng()
    for N in (5, 2):
        y, t, beta = rng.normal(size=N), rng.normal(size=N), rng.uniform(2.0, 6.0)
        logs = [
            np.log(np.sqrt(beta / (2 * np.pi))) - beta / 2 * (y[n] - t[n]) ** 2 for n in range(N)
        ]
        squares = beta / 2 * np.sum((y - t) ** 2)
        nll = -sum(logs)
        check.value(
            check.call(gaussian_nll, y, t, beta)[0],
            nll,
            name="nll",
            sizes={"N": N},
            suspects={
                plus: nll + N * np.log(beta),
                once: squares + 0.5 * np.log(2 * np.pi / beta),
                no_constant: nll - N / 2 * np.log(2 * np.pi),
                no_half: nll + squares,
                no_beta: nll + squares * (1 / beta - 1),
            },
        )
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-13-test-dy", "points": 1}
# 01.13, check 2 of 4: dy
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.13"):

    def dy_is_right(y, t, beta):
        triple = check.call(gaussian_nll, y, t, beta)
        check.that(len(triple) == 3, "three results: nll, dy, dbeta")
        check.gradient(
            lambda v: float(beta / 2 * np.sum((v - t) ** 2)),
            y,
            triple[1],
            name="dy",
            sizes={"N": len(y)},
            suspects={
                "beta times too small or too large: dy is beta (y - t)": y - t,
                "sign flipped: dy is beta (y - t)": beta * (t - y),
                "2 times too large: β/2 times the derivative of the square": 2 * beta * (y - t),
                "divided by N: nll is a sum": beta * (y - t) / len(y),
            },
        )

    dy_is_right(np.array([1.0, 2.0, 4.0]), np.array([1.5, 1.0, 4.0]), 2.4)
    ### BEGIN HIDDEN TESTS
    check.hidden("01.13")
    rng = check.rng()
    dy_is_right(rng.normal(size=5), rng.normal(size=5), 0.3)
    dy_is_right(rng.normal(size=2), rng.normal(size=2), 4.0)
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-13-test-dbeta", "points": 1}
# 01.13, check 3 of 4: dβ
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.13"):
    no_log = "the term −(N/2) ln β has a derivative too"
    plus = "the term (N/2) ln beta is subtracted: its derivative is −N/(2 beta)"
    once = "ln β counts once per example: −N/(2β), not −1/(2β)"
    y, t = np.array([1.0, 2.0, 4.0]), np.array([1.5, 1.0, 4.0])
    for beta, dbeta, suspects in [
        (1.0, -0.875, {no_log: 0.625, plus: 2.125, once: 0.125}),
        (2.4, 0.0, {}),
    ]:
        triple = check.call(gaussian_nll, y, t, beta)
        check.that(len(triple) == 3, "three results: nll, dy, dbeta")
        check.value(
            triple[2], dbeta, name=f"dbeta at β = {beta}", sizes={"N": 3}, suspects=suspects
        )
    ### BEGIN HIDDEN TESTS
    check.hidden("01.13")
    rng = check.rng()
    for N, beta in [(5, 0.4), (2, 3.0)]:
        y, t = rng.normal(size=N), rng.normal(size=N)
        squares = np.sum((y - t) ** 2)
        check.gradient(
            lambda b: float(b / 2 * squares - N / 2 * np.log(b)),
            beta,
            check.call(gaussian_nll, y, t, beta)[2],
            name="dbeta",
            sizes={"N": N},
            suspects={
                no_log: squares / 2,
                plus: squares / 2 + N / (2 * beta),
                once: squares / 2 - 1 / (2 * beta),
                "β is missing: the derivative of ln β is 1/β": squares / 2 - N / 2,
                "sign flipped: large errors ask for a smaller β": N / (2 * beta) - squares / 2,
            },
        )
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "01-13-test-beta", "points": 1}
# 01.13, check 4 of 4: the best β
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("01.13"):
    variance = "1/beta_ML is the mean squared error: take its inverse"
    a_sum = "1/β is the mean of the squares: here it is their sum"
    half = "½ Σ (y − t)² was taken for the mean of the squares"
    unbiased = "divided by N − 1: maximum likelihood divides by N"
    root = "this is 1/σ: the precision is 1 over the variance"
    check.value(
        check.call(beta_ml, np.array([1.0, 0.0, 2.0, 3.0]), np.array([0.0, 0.0, 0.0, 1.0])),
        4 / 9,
        name="beta_ml for the errors (1, 0, 2, 2)",
        suspects={variance: 9 / 4, a_sum: 1 / 9, half: 2 / 9, unbiased: 3 / 9, root: 2 / 3},
    )
    check.value(
        check.call(beta_ml, np.array([1.0, 2.0, 4.0]), np.array([1.5, 1.0, 4.0])),
        2.4,
        name="beta_ml of the worked example",
    )
    ### BEGIN HIDDEN TESTS
    check.hidden("01.13")
    rng = check.rng()
    for N in (6, 4):
        y, t = rng.normal(size=N), rng.normal(size=N)
        squares = sum((y[n] - t[n]) ** 2 for n in range(N))
        check.value(
            check.call(beta_ml, y, t),
            N / squares,
            name="beta_ml",
            suspects={
                variance: squares / N,
                a_sum: 1 / squares,
                unbiased: (N - 1) / squares,
                half: 2 / squares,
                root: (N / squares) ** 0.5,
            },
        )
    ### END HIDDEN TESTS

# %% [markdown]
# ## 10 What gradients buy
#
# Why all this work on derivatives? One could also just evaluate the cost at many points and keep the best. Near any point $\hat w$ a smooth cost is almost a quadratic function, by Taylor,
#
# $$E(w) \approx E(\hat w) + (w - \hat w)^\top g + \tfrac12 (w - \hat w)^\top H\, (w - \hat w),$$
#
# with the gradient $g$ and the matrix of second derivatives $H$ (the *Hessian*) at $\hat w$. At a minimum $g = 0$, and the isolines are ellipses. Their axes are the eigenvectors of $H$, and their lengths go as $1/\sqrt{\lambda}$: flat directions are long.
#
# **Predict first.** The cost below has two minima with a saddle between them. The orange dashed lines are the isolines of the quadratic model at $\hat w$, and the blue lines its axes. Where will they be ellipses, and where can they not be? How far from $\hat w$ would you trust them?

# %% nbgrader={"grade_id": "01-figure-quadratic"}
from convnet.widgets.descent import quadratic_model

quadratic_model()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# At both minima the eigenvalues of $H$ are positive and the isolines are ellipses, long where the cost is flat. At the saddle one eigenvalue is negative: hyperbolas, and a way down on two sides. On the slope $g$ is not zero, so the model's own minimum, the star, lies elsewhere, and $-g$ does not quite point at it. Far away the model knows nothing of the second minimum.
#
# </details>

# %% [markdown]
# Now count. With $W$ weights, $g$ has $W$ entries and the symmetric $H$ has $W(W+1)/2$: together
#
# $$\frac{W(W + 3)}{2}$$
#
# independent numbers, so 2, 5, 20, 65 for $W = 1, 2, 5, 10$, and 1,903,907,777 for the 61,706 parameters of LeNet in notebook 05. To find the minimum of the model you must learn about all of them. One evaluation of $E$ gives one number and costs at least $W$ operations: $O(W^2)$ evaluations of $O(W)$ each make $O(W^3)$. One *gradient* gives $W$ numbers at once. If it costs about as much as a few evaluations, $O(W)$, then $O(W)$ gradients suffice, and the whole search costs $O(W^2)$. That such a cheap gradient exists, for every network, is the content of notebook 02: back-propagation. For LeNet the saving is a factor of some ten thousand.
#
# **Where the lectures differ.** B says that "evaluating" the quadratic model costs $O(W^3)$, and that back-propagation costs $O(W^2)$. Evaluating it costs $O(W^2)$, the entries of $H$. What costs $O(W^3)$ without gradients and $O(W^2)$ with them is *finding its minimum*. One back-propagation is $O(W)$, as T says; the gradient by finite differences is $O(W^2)$.

# %% [markdown]
# ## 11 From fixed features to learned ones
#
# A single unit draws straight boundaries. There is an old trick to bend them: put fixed functions in front, $y = f\big(\sum_j w_j\, \phi_j(x)\big)$, for example all products of two pixels. In the weights it stays a linear model, and its cost stays convex. But good $\phi_j$ are hard to invent. Kernels are one way out: they let the data choose among very many.
#
# A neural network takes another way. It fixes the *number* of functions and learns the functions themselves: each $\phi_j$ is a unit, $\varphi(w_j \cdot x + b_j)$, with weights of its own. Such a model is often smaller and faster to evaluate than a support vector machine of the same quality. The price is that the cost is no longer convex in the weights. They are found by maximum likelihood, so by nonlinear optimisation with gradients from back-propagation; or they get a distribution instead of a value, in a Bayesian treatment, which this course leaves out.

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
