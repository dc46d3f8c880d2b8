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
# # 00 NumPy warm-up and numerical gradients
#
# Everything in this course rests on two skills: moving arrays of the right shape through a formula, and finding out whether a gradient is right. This notebook practises both. It takes about an hour.
#
# When you are through, you can
#
# - compute a whole layer for a whole batch in one line, and say why the shapes fit;
# - differentiate any function numerically, and say how large the error is;
# - build a gradient checker, and say what it proves and what it cannot prove.
#
# You need some Python and the calculus of one variable. Work from top to bottom, and run each cell with Shift + Enter. Where a cell says `raise NotImplementedError`, your code goes. The cell below it checks your work as often as you like, and tells you what is wrong and where. Some results stand folded below an exercise, under *When you are done*: open them after your own attempt.

# %% nbgrader={"grade_id": "00-setup"}
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
# ## Exercise 00.1 Is everything here? (0 points)
#
# The next cell shows the versions that this notebook runs with. Nothing to do, unless it stops with an error.

# %% nbgrader={"grade_id": "00-01-environment"} tags=["nbval-ignore-output"]
import platform

import autograder
import matplotlib

print("Python      ", platform.python_version())
print("NumPy       ", np.__version__)
print("Matplotlib  ", matplotlib.__version__)
print("the course  ", autograder.__version__)

# %% [markdown]
# ## 1 Arrays with a batch in front
#
# A layer of a network takes $D$ numbers and gives $M$ numbers. Each output is a weighted sum of all inputs, plus a bias:
#
# $$z_m = \sum_{d=0}^{D-1} W_{md}\, x_d + b_m, \qquad m = 0, \dots, M-1.$$
#
# For one example this is $z = Wx + b$: $x$ is a column of $D$ numbers, and $W$ has one row for each output. But a program rarely has just one example. It has a batch of $B$ examples, and it keeps them as the **rows** of a matrix $X$ of shape $(B, D)$. The outputs lie in the same way: row $i$ of $Z$ holds the $M$ outputs for row $i$ of $X$. So $Z$ has the shape $(B, M)$.
#
# Can you see a product of $X$, of shape $(B, D)$, and $W$, of shape $(M, D)$, that has this shape, and the right numbers in it? That is the first exercise.
#
# The bias has the shape $(M,)$ and is added to every row. NumPy does that without a loop, by *broadcasting*: shapes are compared from the right, and a missing axis is repeated. So $(B, M) + (M,)$ works, and adds $b_m$ to column $m$.
#
# **Worked example.** Two examples with three inputs, one output:
#
# $$X = \begin{pmatrix}1 & 2 & 0\\ 0 & 1 & 3\end{pmatrix},\quad W = \begin{pmatrix}2 & -1 & 1\end{pmatrix},\quad b = (10):$$
#
# $$Z = \begin{pmatrix}2 - 2 + 0 + 10\\ 0 - 1 + 3 + 10\end{pmatrix} = \begin{pmatrix}10\\ 12\end{pmatrix}.$$

# %% [markdown]
# ### Exercise 00.2 A layer for a whole batch (5 points)
#
# Write `affine(X, W, b)`. The result must be right for any sizes, and also when `X` holds integers. No loop is needed.


# %% nbgrader={"grade_id": "00-02-solution"}
def affine(X, W, b):
    """Affine map of a batch: the outputs z = W x + b for every row x of X.

    Parameters
    ----------
    X : array (B, D)
        One example a row; integers or floats.
    W : array (M, D)
        One output a row.
    b : array (M,)

    Returns
    -------
    Z : float array (B, M)
    """
    ### BEGIN SOLUTION
    return X @ W.T + b
    ### END SOLUTION


# %% nbgrader={"grade_id": "00-02-test", "points": 5}
# 00.2, check: Z
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("00.2"):
    X, b = np.array([[1, 2, 0], [0, 1, 3]]), np.array([10, 0.5, 0, -1])  # X holds integers
    W = np.array([[2, -1, 1], [1, 0, 0], [0.5, 0, 3], [0, 2, 1]])
    Z = [[10, 1.5, 0.5, 3], [12, 0.5, 9, 4]]
    check.value(check.call(affine, X, W, b), Z, name="Z")
    ### BEGIN HIDDEN TESTS
    check.hidden("00.2")
    rng = check.rng()
    for B, D, M in [(4, 5, 3), (2, 6, 4), (1, 2, 3)]:
        W, b = rng.normal(size=(M, D)), rng.normal(size=M)
        for X in (rng.normal(size=(B, D)), rng.integers(-4, 5, size=(B, D))):
            Z = [[sum(w * x for w, x in zip(W[m], row)) + b[m] for m in range(M)] for row in X]
            check.value(check.call(affine, X, W, b), Z, name="Z")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: one product for the whole batch</summary>
#
# $$Z = X W^\top + b, \qquad (B, M) = (B, D)\,(D, M) + (M,).$$
#
# Entry $(i, m)$ of $X W^\top$ is $\sum_d X_{id} W_{md}$: row $i$ of $X$ times row $m$ of $W$. The shapes would not have allowed another product.
#
# </details>
# <details><summary>Where the lectures differ: van der Maaten, convolutional networks part 1; MIT 6.869 lecture 7; York EECS 4422/5323 unit 8; Innsbruck 703142 lecture 11</summary>
#
# All five lectures treat one example, a column. Van der Maaten writes $W^\top x$, so that a unit's weights are a column of $W$; the others write $Wx$, where they are a row, as here. The bias stands beside $Wx$ only in Toronto CSC2515 lecture 6: Innsbruck hides it in an extra input, MIT adds it in the next module, York and van der Maaten leave it out.
#
# </details>

# %% [markdown]
# ## 2 Slopes by differences
#
# You will soon derive gradients of long formulas by hand, and you will make mistakes: everybody does. There is a way to find them that needs no derivation at all. The derivative is a limit of difference quotients, so take a small step $h$ and skip the limit:
#
# $$\text{forward:}\quad \frac{f(x+h) - f(x)}{h}, \qquad\qquad \text{central:}\quad \frac{f(x+h) - f(x-h)}{2h}.$$
#
# How far off are they? Write down Taylor's series on both sides of $x$:
#
# $$f(x \pm h) = f(x) \pm h f'(x) + \frac{h^2}{2} f''(x) \pm \frac{h^3}{6} f'''(x) + \dots$$
#
# In the forward quotient the term with $f''$ stays: the error is $\tfrac{h}{2} f''(x)$, in short $O(h)$. In the central quotient the two terms with $f''$ are equal and cancel: the error is $\tfrac{h^2}{6} f'''(x)$, in short $O(h^2)$. Halving the step halves the first error and quarters the second.
#
# A tiny step is not the answer, though. A float64 carries about 16 digits, so $f(x+h) - f(x-h)$ is off by about $10^{-16} |f|$, and the division by $h$ turns that into $10^{-16}|f|/h$. This *rounding error* grows as the step shrinks.
#
# **Worked example.** $f(x) = x^3$ at $x = 1$, where $f'(1) = 3$. With $h = 0.1$:
#
# $$\frac{1.331 - 1}{0.1} = 3.31 \ \ (\text{error } 0.31), \qquad \frac{1.331 - 0.729}{0.2} = 3.01 \ \ (\text{error } 0.01).$$

# %% [markdown]
# ### Exercise 00.3 A numerical gradient (8 points)
#
# For a function of many numbers, do this for one entry at a time: the gradient of $f$ at $x$ has the shape of $x$, and its entry $i$ is
#
# $$g_i = \frac{f(x + h\,e_i) - f(x - h\,e_i)}{2h},$$
#
# where $e_i$ is 1 at the place $i$ and 0 everywhere else.
#
# `x` may have from 0 to 4 dimensions, and may hold integers. Whatever you do with it, it must be exactly what it was when your function returns.
#
# <details><summary>Hint 1: the idea</summary>
#
# Two calls of `f` for each entry of `x`, all other entries left as they are.
#
# </details>
# <details><summary>Hint 2: the loop</summary>
#
# `for i in np.ndindex(*x.shape):` visits every index of an array of any dimension. Each `i` is a tuple, so `x[i]` is one number.
#
# </details>
# <details><summary>Hint 3: integers</summary>
#
# An array of integers cannot hold a fraction: it cuts it off. After `x[i] += 1e-5` a 1 is still 1, and a −2 has become −1. `x.copy()` holds integers, too; work on a copy of floats, `np.array(x, dtype=float)`.
#
# </details>


# %% nbgrader={"grade_id": "00-03-solution"}
def numerical_gradient(f, x, h=1e-5):
    """Gradient of f at x by central differences.

    Parameters
    ----------
    f : function
        Takes an array of x's shape, returns a number.
    x : array of 0 to 4 dimensions; integers or floats
        Must not be changed.
    h : float
        The step.

    Returns
    -------
    g : float array of x's shape (a number for 0-d x)
        [f(x + h e_i) - f(x - h e_i)] / 2h at each index i.
    """
    ### BEGIN SOLUTION
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(*x.shape):
        old = x[i]
        x[i] = old + h
        up = f(x)
        x[i] = old - h
        down = f(x)
        x[i] = old
        g[i] = (up - down) / (2 * h)
    return g
    ### END SOLUTION


# %% nbgrader={"grade_id": "00-03-test", "points": 8}
# 00.3, check: the gradient g
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("00.3"):
    cubes, x = lambda v: np.sum(v**3), np.array([[1.0, -2.0, 0.5], [3.0, 0.0, 2.0]])
    g = check.call(numerical_gradient, cubes, x)
    check.value(g, 3 * x**2, name="g", kind="gradient")
    g = check.call(numerical_gradient, cubes, x, h=0.5)  # the central difference is 3x² + h²
    check.value(g, 3 * x**2 + 0.25, name="g with h = 0.5", kind="gradient")
    g = check.call(numerical_gradient, cubes, np.array([1, -2, 4]))
    check.value(g, [3, 12, 48], name="g of integers", kind="gradient")
    g = check.call(numerical_gradient, cubes, np.array(2.0))
    check.value(g, 12, name="g of a single number", kind="gradient")
    ### BEGIN HIDDEN TESTS
    check.hidden("00.3")
    rng = check.rng()
    A, x = rng.normal(size=(5, 5)), rng.normal(size=5)
    g = check.call(numerical_gradient, lambda v: float(v @ A @ v), x)
    check.value(g, A @ x + A.T @ x, name="g", kind="gradient")
    for shape in [(2, 3), (2, 1, 3, 2), ()]:
        C, x = rng.normal(size=shape), rng.normal(size=shape)
        g = check.call(numerical_gradient, lambda v: float(np.sum(C * np.sin(v))), x)
        check.value(g, C * np.cos(x), name="g", kind="gradient")
    x = rng.integers(1, 6, size=(3, 2))
    g = check.call(numerical_gradient, lambda v: float(np.sum(np.square(v))), x)
    check.value(g, 2.0 * x, name="g", kind="gradient")
    x = rng.uniform(1.0, 2.0, size=4)
    g = check.call(numerical_gradient, lambda v: float(np.sum(v**3)), x, h=0.25)
    check.value(g, 3 * x**2 + 0.0625, name="g", kind="gradient")
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 00.4 How different are two arrays? (4 points)
#
# A derived gradient $a$ and a numerical one $b$ never agree to the last digit. Is a difference of $10^{-3}$ much? For gradients of size 1000 it is nothing, for gradients of size $10^{-3}$ it is everything. So measure the difference against the size of both:
#
# $$\text{relative error} = \frac{\lVert a - b\rVert_2}{\lVert a\rVert_2 + \lVert b\rVert_2}, \qquad \lVert a\rVert_2 = \sqrt{\textstyle\sum_i a_i^2},$$
#
# with the sum over all entries, whatever the shape. Two arrays of zeros are equal, so their relative error is 0.
#
# **Worked example.** $a = (3, 4)$ and $b = (3, 0)$: the difference $(0, 4)$ has the norm 4, the arrays have the norms 5 and 3, so the relative error is $4/8 = 0.5$.


# %% nbgrader={"grade_id": "00-04-solution"}
def relative_error(a, b):
    """Relative difference of two arrays, ‖a − b‖ / (‖a‖ + ‖b‖).

    Parameters
    ----------
    a, b : arrays of one shape, any number of dimensions

    Returns
    -------
    error : float
        Between 0 and 1; 0.0 for two arrays of zeros.
    """
    ### BEGIN SOLUTION
    size = np.sqrt(np.sum(np.square(a))) + np.sqrt(np.sum(np.square(b)))
    if size == 0:
        return 0.0
    return float(np.sqrt(np.sum(np.square(a - b))) / size)
    ### END SOLUTION


# %% nbgrader={"grade_id": "00-04-test", "points": 4}
# 00.4, check: the relative error
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("00.4"):
    a, b, zeros = np.array([3.0, 4.0]), np.array([3.0, 0.0]), np.zeros(2)
    check.value(check.call(relative_error, a, b), 0.5, name="the error of (3, 4) and (3, 0)")
    check.value(check.call(relative_error, b, a), 0.5, name="the error of (3, 0) and (3, 4)")
    check.value(check.call(relative_error, a, a), 0, name="the error of two equal arrays")
    check.value(
        check.call(relative_error, zeros, zeros), 0, name="the error of two arrays of zeros"
    )
    A, B = (
        np.array([[1.0, 2.0, 2.0], [0.0, 0.0, 0.0]]),
        np.array([[2.0, 2.0, 1.0], [0.0, 4.0, 0.0]]),
    )
    check.value(check.call(relative_error, A, B), 18**0.5 / 8, name="the error of two matrices")
    ### BEGIN HIDDEN TESTS
    check.hidden("00.4")
    rng = check.rng()
    for shape, scale in [((7,), 1.0), ((2, 3), 1e-9), ((3, 1, 2), 1e9)]:
        a, b = scale * rng.normal(size=shape), 3 * scale * rng.normal(size=shape)
        difference, size_a, size_b = (np.sqrt(np.sum(v**2)) for v in (a - b, a, b))
        for one, other in [(a, b), (b, a)]:
            error = check.call(relative_error, one, other)
            check.value(error, difference / (size_a + size_b), name="the relative error")
    ### END HIDDEN TESTS

# %% [markdown]
# ## 3 Which step is best?
#
# **Predict first.** Both errors are drawn below against the step $h$, with logarithmic scales on both axes. An error of $c\,h^p$ becomes a straight line of slope $p$. Which slopes do you expect on the right side of the figure, and what happens on the left? In exercise 00.3 the step was $10^{-5}$ unless told otherwise. For which of the two differences is that a good choice, and would you take a larger or a smaller step for the other? Then move the slider.

# %% nbgrader={"grade_id": "00-figure-step-size"}
from convnet.widgets.differences import step_size

step_size()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# On the right truncation rules: slope 1 for the forward difference, slope 2 for the central one. On the left rounding rules: about $10^{-16}/h$ for both, and ragged, since rounding is not a smooth function. The best step is where the two meet: near $10^{-8}$ for the forward difference, and near $10^{-5}$ for the central one, which is a thousand times more accurate there. That is why `h=1e-5` is the default in exercise 00.3. The forward difference wants a smaller one.
#
# </details>

# %% [markdown]
# ### Exercise 00.5 The two errors (4 points)
#
# Compute what the figure shows. For a function `f` of one number and its derivative `df`, give the absolute errors of the forward and of the central difference at `x`, for each step in `hs`.


# %% nbgrader={"grade_id": "00-05-solution"}
def step_size_errors(f, df, x, hs):
    """Absolute errors of forward and central differences.

    Parameters
    ----------
    f, df : functions
        A function and its derivative; a number gives a number, an array an array.
    x : float
        Where to differentiate.
    hs : array (n,)
        The steps.

    Returns
    -------
    forward, central : arrays (n,)
        |difference quotient − df(x)| for each step.
    """
    ### BEGIN SOLUTION
    hs = np.asarray(hs, dtype=float)
    forward = (f(x + hs) - f(x)) / hs
    central = (f(x + hs) - f(x - hs)) / (2 * hs)
    return np.abs(forward - df(x)), np.abs(central - df(x))
    ### END SOLUTION


# %% nbgrader={"grade_id": "00-05-test-forward", "points": 2}
# 00.5, check 1 of 2: the forward difference
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("00.5", "forward"):
    hs = np.array([0.1, 0.01])
    for sign in (1, -1):  # for −x³ the differences are too small, and their errors the same
        errors = check.call(
            step_size_errors, lambda v: sign * v**3, lambda v: sign * 3 * v**2, 1.0, hs
        )
        check.that(len(errors) == 2, "two arrays, the pair (forward, central)")
        check.value(errors[0], [0.31, 0.0301], name="forward", kind="gradient")
    ### BEGIN HIDDEN TESTS
    check.hidden("00.5")
    rng = check.rng()
    x, hs = rng.uniform(0.5, 1.0), np.array([0.3, 0.1, 0.05, 0.01])
    for f, df in [(np.exp, np.exp), (np.cos, lambda v: -np.sin(v))]:
        forward = check.call(step_size_errors, f, df, x, hs)[0]
        check.value(forward, abs((f(x + hs) - f(x)) / hs - df(x)), name="forward", kind="gradient")
    rounding = check.call(step_size_errors, np.exp, np.exp, x, np.array([1e-13, 1e-14]))[0]
    check.that(
        np.max(rounding) > 1e-6,
        "the error of the difference quotient as it is: for tiny steps it grows again",
    )
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "00-05-test-central", "points": 2}
# 00.5, check 2 of 2: the central difference
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("00.5", "central"):
    hs = np.array([0.1, 0.01])
    for sign in (1, -1):
        errors = check.call(
            step_size_errors, lambda v: sign * v**3, lambda v: sign * 3 * v**2, 1.0, hs
        )
        check.that(len(errors) == 2, "two arrays, the pair (forward, central)")
        check.value(errors[1], [0.01, 0.0001], name="central", kind="gradient")
    ### BEGIN HIDDEN TESTS
    check.hidden("00.5")
    rng = check.rng()
    x, hs = rng.uniform(0.5, 1.0), np.array([0.3, 0.1, 0.05, 0.01])
    for f, df in [(np.exp, np.exp), (np.cos, lambda v: -np.sin(v))]:
        central = check.call(step_size_errors, f, df, x, hs)[1]
        error = abs((f(x + hs) - f(x - hs)) / (2 * hs) - df(x))
        check.value(central, error, name="central", kind="gradient")
    ### END HIDDEN TESTS

# %% [markdown]
# ## 4 A gradient checker
#
# Put the pieces together: a function that takes $f$, a point $x$ and a gradient $g$ that somebody claims, and says whether the claim is true. In the rest of the course the cells below your exercises do this for you. First build one yourself, and be the one who catches the mistakes.
#
# What is such a check worth?
#
# - It compares numbers at one point. A formula that happens to be right at $x = 0$, or for a batch of one example, passes there. So the point should be random, and all sizes different.
# - It compares with the function that you give it. If the function itself is wrong, a gradient that fits it passes.
# - It fails where there is no derivative. $\max(0, x)$ has a kink at 0: the central difference there gives $\tfrac12$, whatever you derived.
# - One wrong entry among many can hide. Among a million entries of the same size, one that is off by a thousandth of its size moves the relative error to $5\cdot 10^{-7}$ only. So a good report also says which entry is worst.

# %% [markdown]
# ### Exercise 00.6 Check a gradient (4 points)
#
# Write `gradient_check(f, x, g, tol)`. Return `ok`, true if the relative error of `g` is at most `tol`, and a `report` with the entry where $|g - \text{numerical}|$ is largest.
#
# Your checker is itself checked, on right gradients of any size and on gradients with planted bugs: twice too large, of the wrong sign, transposed, wrong in a single entry, with a `nan`, of the wrong shape. It must not stop with an exception for any of them; what the report says of a wrong shape is up to you. Take central differences with the step $10^{-5}$. Write them out once more instead of calling your `numerical_gradient`: then a mistake there costs nothing here.
#
# **Worked example.** $f(x) = x_0^2 + 3x_1$ at $x = (1, 2)$, and somebody claims $g = (2, 2.9)$. The numerical gradient is $(2, 3)$, the difference $(0, -0.1)$, and the relative error
#
# $$\frac{0.1}{\sqrt{4 + 8.41} + \sqrt{4 + 9}} = 0.0140.$$
#
# This is more than $10^{-6}$, so `ok` is false. The worst entry is number 1: `index` is `(1,)`, `claimed` 2.9 and `numerical` 3.0, up to rounding.


# %% nbgrader={"grade_id": "00-06-solution"}
def gradient_check(f, x, g, tol=1e-6):
    """Compare a claimed gradient with central differences.

    Parameters
    ----------
    f : function
        Takes an array of x's shape, returns a number.
    x : array
        The point. Must not be changed.
    g : array
        The claimed gradient of f at x.
    tol : float
        The largest relative error that is accepted.

    Returns
    -------
    ok : bool
        False also if g holds nan or inf, or has another shape than x.
    report : dict
        error: the relative error; index: tuple, the entry with the largest |g − numerical|;
        claimed, numerical: the two numbers at that entry.
    """
    ### BEGIN SOLUTION
    x, g = np.array(x, dtype=float), np.asarray(g, dtype=float)
    if g.shape != x.shape:
        return False, {"error": np.inf, "index": None, "claimed": None, "numerical": None}
    numerical = np.zeros(x.shape)
    for i in np.ndindex(*x.shape):
        old = x[i]
        x[i] = old + 1e-5
        up = f(x)
        x[i] = old - 1e-5
        numerical[i] = (up - f(x)) / 2e-5
        x[i] = old
    difference = np.where(np.isfinite(g), np.abs(g - numerical), np.inf)
    index = tuple(int(i) for i in np.unravel_index(np.argmax(difference), x.shape))
    size = np.linalg.norm(g) + np.linalg.norm(numerical)
    error = 0.0 if size == 0 else np.linalg.norm(difference) / size
    ok = bool(np.isfinite(g).all() and error <= tol)
    return ok, {"error": error, "index": index, "claimed": g[index], "numerical": numerical[index]}
    ### END SOLUTION


# %% nbgrader={"grade_id": "00-06-test-verdict", "points": 3}
# 00.6, check 1 of 2: ok
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("00.6", "verdict"):

    def accepted(x, g, scale=1.0, **tol):
        answer = check.call(gradient_check, lambda v: scale * v.sum() * (v**2).sum(), x, g, **tol)
        check.that(len(answer) == 2, "the pair (ok, report)")
        return bool(answer[0])

    x = np.array([[1.0, -2.0, 3.0], [-0.5, 4.0, 1.5]])
    g = np.sum(x**2) + 2 * x * np.sum(x)
    one_wrong, with_nan = g.copy(), g.copy()
    one_wrong[1, 1] += 0.01
    with_nan[0, 2] = np.nan
    right = [accepted(x, scale * g, scale) for scale in (1.0, 1e-8, 1e8)]
    double = [accepted(x, 2 * scale * g, scale) for scale in (1.0, 1e-8, 1e8)]
    wrong = [accepted(x, each) for each in (-g, one_wrong, with_nan, g.T)]
    loose, strict = accepted(x, one_wrong, tol=0.1), accepted(x, g * (1 + 3e-6))
    seen = [*right, *double, *wrong, loose, strict]
    check.that(all(right), "a right gradient, of any size, is accepted", about=seen)
    check.that(not any(double), "twice the gradient, of any size, is not accepted", about=seen)
    for answer, what in zip(wrong, ("wrong sign", "wrong entry", "nan", "shape other than x's")):
        check.that(not answer, f"a gradient with a {what} is not accepted", about=seen)
    check.that(
        loose and not strict, "tol is the largest error accepted, 1e-6 if not given", about=seen
    )
    ### BEGIN HIDDEN TESTS
    check.hidden("00.6")
    rng = check.rng()
    x = rng.uniform(0.5, 2.0, size=(3, 3))
    g = np.sum(x**2) + 2 * x * np.sum(x)
    one_wrong, with_nan = g.copy(), g.copy()
    one_wrong[2, 1] += 1e-3 * np.linalg.norm(g)
    with_nan[1, 2] = np.nan
    with_inf = np.where(np.isnan(with_nan), np.inf, g)
    right = [accepted(x, scale * g, scale) for scale in (1.0, 1e-8, 1e8)]
    double = [accepted(x, 2 * scale * g, scale) for scale in (1.0, 1e-8, 1e8)]
    wrong = [accepted(x, each) for each in (-g, one_wrong, with_nan, with_inf, g.T, g[0])]
    loose, strict = accepted(x, 1.001 * g, tol=1e-2), accepted(x, 1.001 * g)
    seen = [*right, *double, *wrong, loose, strict]
    check.that(all(right), "a right gradient, of any size, is accepted", about=seen)
    check.that(not any(double), "twice the gradient, of any size, is not accepted", about=seen)
    check.that(not any(wrong), "a wrong gradient is not accepted", about=seen)
    check.that(loose and not strict, "tol is the largest error accepted", about=seen)
    x = rng.normal(size=(2, 3))
    check.that(not accepted(x, (2 * x).T), "a gradient of another shape is not accepted")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "00-06-test-report", "points": 1}
# 00.6, check 2 of 2: the report
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("00.6", "report"):
    x, g = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.5, 6.0])
    report = check.call(gradient_check, lambda v: float(np.sum(v**2)), x, g)[1]
    for key in ("error", "index", "claimed", "numerical"):
        check.that(key in report, f"an entry {key!r} in the report")
    check.value(report["index"], [1], name="index")
    check.value(report["claimed"], 4.5, name="claimed")
    check.value(report["numerical"], 4.0, name="numerical", kind="gradient")
    check.that(report["error"] > 1e-3, "the relative error of this gradient, which is not small")
    ### BEGIN HIDDEN TESTS
    check.hidden("00.6")
    rng = check.rng()
    A, x = rng.uniform(0.5, 2.0, size=(2, 4)), rng.uniform(0.5, 2.0, size=(2, 4))
    right = 2 * A * x
    largest = np.unravel_index(np.argmax(right), right.shape)
    worst = (1 - largest[0], (largest[1] + 1) % 4)
    g = right.copy()
    g[worst] -= 0.05 * right[worst]
    report = check.call(gradient_check, lambda v: float(np.sum(A * v**2)), x, g)[1]
    check.value(report["index"], worst, name="index")
    check.value(report["claimed"], g[worst], name="claimed")
    check.value(report["numerical"], right[worst], name="numerical", kind="gradient")
    check.that(report["error"] > 1e-6, "an error above 1e-6 for a wrong gradient")
    ### END HIDDEN TESTS

# %% [markdown]
# ## Appendix: one notation
#
# Five university lectures are the source of this course, and they hardly agree on a letter. In one of them $z$ is what goes into an activation function, in the second what comes out of a hidden unit, in the third what comes out of the whole network. So the course fixes one notation, uses it in formulas and in code, and translates. There is nothing to learn by heart: unfold the tables when you need them.
#
# The lectures, and their letters in this course: **Y** York EECS 4422/5323 unit 8, **T** Toronto CSC2515 lecture 6, **M** MIT 6.869 lecture 7, **V** van der Maaten, convolutional networks part 1, **B** Innsbruck 703142 lecture 11.
#
# <details><summary>The rules of the notation, N1 to N22</summary>
#
# | | in this course |
# |---|---|
# | N1 | $x$ input, $t$ target, $y$ prediction; $t$ is one-hot or in $\{0, 1\}$, and labels $\pm 1$ are named each time |
# | N2 | $z = Wx + b$ pre-activation, $h = \varphi(z)$ activation, the layer as a superscript, $W^{(l)}$ |
# | N3 | biases are written out; absorbing them into $W$ is shown once |
# | N4 | the table below translates the lectures; its long form ends notebook 02 |
# | N5 | $\ell$ is the loss of one example, $J$ the mean over the batch; a squared error has the factor ½ |
# | N6 | $\bar v = \partial J/\partial v$ is the error signal of $v$, in code `dv`; $\delta = \bar z$ |
# | N7 | a gradient has the shape of what it differentiates |
# | N8 | batch first: $X$ is $(B, D)$, $W$ is (out, in), `Z = X @ W.T + b` |
# | N9 | the cost divides by $B$ once; all other layers sum over the batch |
# | N10 | the step $\eta$ is positive and $\theta \leftarrow \theta - \eta\,\bar\theta$ |
# | N11 | $*$ is convolution, which flips the kernel; $\star$ is cross-correlation, which doesn't; layers compute $\star$ |
# | N12 | indices start at 0, in formulas too |
# | N13 | images are $(N, C, H, W)$, kernels $(F, C, k_h, k_w)$, their bias $(F,)$ |
# | N14 | a layer's output has $\lfloor (n + 2p - k)/s \rfloor + 1$ places |
# | N15 | padding is with zeros unless another is named |
# | N16 | of equal maxima the first gets the gradient; pooling never pads; leftover rows are dropped |
# | N17 | $\varphi(0) = 0$ for the threshold and for ReLU′; the perceptron updates if $t\,(w \cdot x + b) \le 0$ |
# | N18 | *weights* exclude biases, *parameters* include them, *connections* are multiplications |
# | N19 | depth counts layers with weights |
# | N20 | float64 in exercises, float32 where it is said; a derivative is a formula, and differences are taken where they are asked for |
# | N21 | random numbers come from an argument `rng`, an `np.random.Generator` |
# | N22 | you write pairs `x_forward(…) -> (out, cache)` and `x_backward(dout, cache) -> gradients` |
#
# </details>
# <details><summary>The same things in the five lectures</summary>
#
# | | here | T | M | V | Y | B |
# |---|---|---|---|---|---|---|
# | target | $t$ | $t$ | $y$ | $y$ | $t_k$ | $t$ |
# | prediction | $y$ | $y$ | $x_n$ | $y'$, $\tilde y$ | $z_k$ | $y$ |
# | pre-activation | $z$ | $z$ | $x_{in} + b$ | $W^\top x$ | $net$ | $a$ |
# | hidden activation | $h$ | $h$ | $x_i$ | $h$ | $y_j$ | $z$ |
# | activation function | $\varphi$ | $\varphi$, $\sigma$ | $h$ | $f_1, f_2, f_3$, $\sigma$ | $f$ | $h$, $\sigma$ |
# | loss of one example | $\ell$ | $L$ | $C$ | $\ell$, $C$ | $J$ | $E_n$ |
# | cost | $J$, mean | mean | $E$, sum | $L$, mean | per pattern | $E$, sum |
# | error signal | $\bar v$, `dv` | $\bar v$ | $\partial C/\partial x$ | $e = -\bar z$ | $\delta = -\bar z$ | $\delta = \bar z$ |
# | weights, shape | out × in | out × in | out × in | in × out | out × in | out × in |
#
# </details>

# %% [markdown]
# ## What you can do now
#
# - Write a layer for a batch as one product, `X @ W.T + b`, and check the shapes before you run it.
# - Differentiate any function by central differences, with an error of $O(h^2)$ and a step near $10^{-5}$.
# - Check a gradient with a relative error, and say which entry is worst.
# - Say what a passed check proves: that the gradient fits *this function* at *this point*.
#
# Next: **01 Perceptron**, one unit and how it learns, or **03 Convolution by hand**, which needs this notebook only.
#
# **References.** W. H. Press et al., *Numerical Recipes*, 3rd ed., Cambridge University Press 2007, section 5.7 (step sizes). C. R. Harris et al., "Array programming with NumPy", *Nature* 585, 2020, 357–362.
