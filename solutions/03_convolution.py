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
# # 03 Convolution by hand
#
# One operation gives convolutional networks their name. In this notebook you compute it on paper, write it in several ways that must agree, take it from signals to images, and count what it saves. It takes three and a half to four hours.
#
# When you are through, you can
#
# - compute a convolution by hand, and say how it differs from a cross-correlation;
# - write both for signals and images, with stride and padding, and predict the size of the result;
# - look at a small kernel and say what it does to an image;
# - say what *equivariant* means, and when a matrix is a convolution;
# - count the weights of a dense, a locally connected and a convolutional layer.
#
# You need notebook 00. Nothing is learned here: all kernels are given. How a network learns them is the subject of notebook 04.
#
# Where an exercise asks you to find a formula, the formula stands folded below it. Open it when you have your own. The folded boxes "Where the lectures differ" are for whoever has heard one of the five university lectures behind this course: those of York, Toronto, MIT and Innsbruck, and L. van der Maaten's. Nothing depends on them.
#
# NumPy can convolve, but then it would do your homework. While your functions are checked, `np.convolve`, `np.correlate`, `np.polymul` and everything in `np.fft` raise an error. All else is allowed, loops too. Between the checks, use them as you like.

# %% nbgrader={"grade_id": "03-setup"}
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
# ## 1 A signal and a kernel
#
# Clap your hands in a large hall. You hear the clap, and then its echoes: a second sound a little later and softer, perhaps a third. Write the hall's answer to one clap as a short list of numbers, $b = (b_0, b_1, \dots, b_{M-1})$. Now somebody speaks: a list $a = (a_0, \dots, a_{N-1})$. Each sample $a_j$ is a clap of its own. It starts its own copy of $b$, at the time $j$ and $a_j$ times as loud, and you hear the sum of all copies.
#
# At the time $i$ the copy that started at $j$ has reached its entry $i - j$. So you hear
#
# $$y_i = (a * b)_i = \sum_j a_j\, b_{i-j},$$
#
# the **convolution** of $a$ and $b$. The sum runs over all $j$ for which both factors exist. The first copy starts at 0 and the last one ends at $(N - 1) + (M - 1)$, so the result has $N + M - 1$ entries, counted from 0 like everything in this course.
#
# **Worked example.** $a = (1, 2, 0, -1)$ and $b = (3, 1, -2)$. Write the copies below each other and add the columns:
#
# | copy | $y_0$ | $y_1$ | $y_2$ | $y_3$ | $y_4$ | $y_5$ |
# |---|---:|---:|---:|---:|---:|---:|
# | $a_0 = 1$ | 3 | 1 | −2 | | | |
# | $a_1 = 2$ | | 6 | 2 | −4 | | |
# | $a_2 = 0$ | | | 0 | 0 | 0 | |
# | $a_3 = -1$ | | | | −3 | −1 | 2 |
# | **sum** | **3** | **7** | **0** | **−7** | **−1** | **2** |
#
# This way is called **translate and scale**. It goes through the inputs and asks of each: where does it reach?
#
# The other way goes through the outputs and asks of each: where does it come from? Take $i = 3$. The formula says $y_3 = a_1 b_2 + a_2 b_1 + a_3 b_0$. As the index of $a$ rises, that of $b$ falls. So turn $b$ round, to $(-2, 1, 3)$, lay it below $a$ so that its last entry stands at place $i$, multiply what stands above each other, and add:
#
# $$y_3 = 2 \cdot (-2) + 0 \cdot 1 + (-1) \cdot 3 = -7.$$
#
# For the next output, slide the reversed kernel one place to the right. Where it sticks out over an end of $a$, multiply by zero. This way is called **flip and filter**.
#
# **Predict first.** In the figure below both ways build the same result. On the left each *row* is a copy; on the right one window slides, now at $i = 0$. Before you move it to $i = 3$: which three products will the window show, and where on the left do they stand? For which $i$ does the window lie wholly inside the signal?

# %% nbgrader={"grade_id": "03-figure-two-ways"}
from convnet.widgets.convolution import two_ways

two_ways()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# The products of the window are column $i$ of the table: the same numbers, added once down a column and once along a window. For $i = 3$ they are $-4$, $0$ and $-3$. The window lies inside for $i = M - 1, \dots, N - 1$, here for 2 and 3.
#
# </details>
#
# The outputs whose window lies inside are the **valid** part: every product in them is there. It has $N - M + 1$ entries. The whole list is called the **full** convolution.

# %% [markdown]
# ### Exercise 03.1 On paper (5 points)
#
# Take pencil and paper. The signals are $(2, -1, 1)$ and $(1, 1, 2)$, those of Toronto's lecture.
#
# 1. `paper_full`: the full convolution $(2,-1,1) * (1,1,2)$, five numbers.
# 2. `paper_valid`: its valid part, a list of one number.
# 3. `paper_xcorr`: now slide the second signal over the first **without** turning it round, from the first place where they overlap to the last: five numbers.
#
# Return the numbers as you found them. The visible checks look at the form and at one entry only.


# %% nbgrader={"grade_id": "03-01-solution"}
def paper_full():
    """The full convolution of (2, -1, 1) and (1, 1, 2): a list of five numbers."""
    ### BEGIN SOLUTION
    return [2, 1, 4, -1, 2]
    ### END SOLUTION


def paper_valid():
    """Its valid part: a list of one number."""
    ### BEGIN SOLUTION
    return [4]
    ### END SOLUTION


def paper_xcorr():
    """(1, 1, 2) slid over (2, -1, 1) without being turned round: a list of five numbers."""
    ### BEGIN SOLUTION
    return [4, 0, 3, 0, 1]
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-01-test-full", "points": 2}
# 03.1, check 1 of 3: the full convolution
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("03.1", "full"):
    with check.without("numpy.convolve", "numpy.correlate", "numpy.polymul", "numpy.fft"):
        full = check.call(paper_full)
    check.that(np.shape(full) == (5,), "a list of five numbers", about=full)
    check.value(full[0], 2, name="the first number")
    ### BEGIN HIDDEN TESTS
    check.hidden("03.1")
    check.value(full, [2, 1, 4, -1, 2], name="the full convolution")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "03-01-test-valid", "points": 1}
# 03.1, check 2 of 3: the valid part
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("03.1", "valid"):
    with check.without("numpy.convolve", "numpy.correlate", "numpy.polymul", "numpy.fft"):
        valid = np.ravel(check.call(paper_valid))
    check.that(valid.size == 1, "a list of one number: N - M + 1 with N = M = 3", about=valid)
    ### BEGIN HIDDEN TESTS
    check.hidden("03.1")
    check.value(valid, [4], name="the valid part")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "03-01-test-xcorr", "points": 2}
# 03.1, check 3 of 3: the kernel slid without being turned round
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("03.1", "xcorr"):
    with check.without("numpy.convolve", "numpy.correlate", "numpy.polymul", "numpy.fft"):
        slid = check.call(paper_xcorr)
    check.that(np.shape(slid) == (5,), "a list of five numbers", about=slid)
    ### BEGIN HIDDEN TESTS
    check.hidden("03.1")
    check.value(slid, [4, 0, 3, 0, 1], name="the list")
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 03.2 Translate and scale (10 points)
#
# Write `conv1d_full(a, b)` as the table above does it: one scaled and shifted copy of `b` for each entry of `a`, all of them added up. Both signals may have any length from 1 on, and may hold integers or floats; the result must be right for both.
#
# The result does not depend on the way: a check cannot see which one you took. Take this one here and the other one in the next exercise, and you have two programs that must agree.
#
# <details><summary>Hint 1: the idea</summary>
#
# Start with zeros, $N + M - 1$ of them. For each $j$, add the copy $a_j\, b$ where it belongs.
#
# </details>
# <details><summary>Hint 2: where a copy lies</summary>
#
# The copy that starts at $j$ covers the places $j, j + 1, \dots, j + M - 1$: the slice `y[j : j + M]`.
#
# </details>


# %% nbgrader={"grade_id": "03-02-solution"}
def conv1d_full(a, b):
    """Full convolution of two signals, translate and scale.

    Parameters
    ----------
    a : array (N,)
    b : array (M,)
        Integers or floats.

    Returns
    -------
    y : array (N + M - 1,)
        y[i] = Σ_j a[j] b[i - j].
    """
    ### BEGIN SOLUTION
    N, M = len(a), len(b)
    y = np.zeros(N + M - 1)
    for k in range(N):
        y[k : k + M] += a[k] * np.asarray(b)
    return y
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-02-test", "points": 10}
# 03.2, check: y
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("03.2"):
    a, b = np.array([1, 2, 0, -1]), np.array([3, 1, -2])
    with check.without("numpy.convolve", "numpy.correlate", "numpy.polymul", "numpy.fft"):
        check.value(check.call(conv1d_full, a, b), [3, 7, 0, -7, -1, 2], name="y")
        y = check.call(conv1d_full, np.array([2]), b / 4)
        check.value(y, [1.5, 0.5, -1], name="y of a signal of one number")
        ### BEGIN HIDDEN TESTS
        check.hidden("03.2")
        rng = check.rng()

        def by_places(a, b):
            places = np.add.outer(np.arange(len(a)), np.arange(len(b)))
            return np.bincount(places.ravel(), np.outer(a, b).ravel())

        for a, b in [
            (3 * rng.normal(size=6), 3 * rng.normal(size=4)),
            (3 * rng.normal(size=3), 3 * rng.normal(size=5)),
            (rng.integers(1, 9, size=5), 3 * rng.normal(size=3)),
            (3 * rng.normal(size=1), 3 * rng.normal(size=4)),
            (3 * rng.normal(size=4), 3 * rng.normal(size=1)),
            (np.array([2, -1, 1]), np.array([1, 1, 2])),
        ]:
            check.value(check.call(conv1d_full, a, b), by_places(a, b), name="y")
        a, b, c = 3 * rng.normal(size=5), 3 * rng.normal(size=3), 3 * rng.normal(size=3)
        both = check.call(conv1d_full, a, 2 * b - 3 * c)
        check.value(both, 2 * by_places(a, b) - 3 * by_places(a, c), name="a ∗ (2b − 3c)")
        ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 03.3 Flip and filter (8 points)
#
# The same result the other way: for each output, one window. Put zeros on both sides of `a` so that the kernel never sticks out, turn `b` round once, and slide it.
#
# <details><summary>Hint 1: the idea</summary>
#
# With enough zeros around the signal every output is a sum of $M$ products: a window of the padded signal times the reversed kernel.
#
# </details>
# <details><summary>Hint 2: how many zeros</summary>
#
# At $i = 0$ only one entry of the kernel lies on the signal, so the other $M - 1$ lie to the left of it. The same at the other end.
#
# </details>
# <details><summary>Hint 3: the window</summary>
#
# In the padded signal the window of output $i$ is `padded[i : i + M]`, and `b[::-1]` is the kernel turned round.
#
# </details>


# %% nbgrader={"grade_id": "03-03-solution"}
def conv1d_flip(a, b):
    """Full convolution of two signals, flip and filter.

    Parameters
    ----------
    a : array (N,)
    b : array (M,)
        Integers or floats.

    Returns
    -------
    y : array (N + M - 1,)
        y[i] = Σ_j a[j] b[i - j].
    """
    ### BEGIN SOLUTION
    M = len(b)
    p = np.pad(a, M - 1)
    reversed_b = np.asarray(b)[::-1]
    return np.array([np.sum(p[n : n + M] * reversed_b) for n in range(len(a) + M - 1)])
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-03-test", "points": 8}
# 03.3, check: y
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("03.3"):
    a, b = np.array([1, 2, 0, -1]), np.array([3, 1, -2])
    with check.without("numpy.convolve", "numpy.correlate", "numpy.polymul", "numpy.fft"):
        check.value(check.call(conv1d_flip, a, b), [3, 7, 0, -7, -1, 2], name="y")
        y = check.call(conv1d_flip, np.array([0.5]), b)
        check.value(y, [1.5, 0.5, -1], name="y of a signal of one number")
        ### BEGIN HIDDEN TESTS
        check.hidden("03.3")
        rng = check.rng()
        for a, b in [
            (3 * rng.normal(size=7), 3 * rng.normal(size=3)),
            (3 * rng.normal(size=2), 3 * rng.normal(size=5)),
            (rng.integers(1, 9, size=5), 3 * rng.normal(size=4)),
            (3 * rng.normal(size=1), 3 * rng.normal(size=3)),
            (3 * rng.normal(size=4), 3 * rng.normal(size=1)),
        ]:
            places = np.add.outer(np.arange(len(a)), np.arange(len(b)))
            y = np.bincount(places.ravel(), np.outer(a, b).ravel())
            check.value(check.call(conv1d_flip, a, b), y, name="y")
        ### END HIDDEN TESTS

# %% [markdown]
# Two properties are worth remembering. Exchange the roles of the two signals and put $i - j$ in the place of $j$ in the sum: nothing changes. **Convolution is commutative**, $a * b = b * a$. And each product holds one factor of $b$ only, so **it is linear** in $b$: $a * (\lambda_1 b + \lambda_2 b') = \lambda_1\, a * b + \lambda_2\, a * b'$ for any two kernels $b$ and $b'$. By the first property it is linear in $a$, too.

# %% [markdown]
# ## 2 Convolution is a matrix product
#
# A linear map of vectors is a matrix. Which one? Write the copies of $b$ as **columns**, each one place lower than its neighbour:
#
# $$\begin{pmatrix} 3 & & & \\ 1 & 3 & & \\ -2 & 1 & 3 & \\ & -2 & 1 & 3\\ & & -2 & 1\\ & & & -2\end{pmatrix} \begin{pmatrix}1\\2\\0\\-1\end{pmatrix} = \begin{pmatrix}3\\7\\0\\-7\\-1\\2\end{pmatrix}.$$
#
# The product with $a$ takes $a_0$ times the first column, plus $a_1$ times the second, and so on: translate and scale. Read the matrix by **rows** instead. Each row is the kernel turned round, one place further to the right than in the row above: flip and filter. So the two ways are the two ways to read one matrix product.
#
# All entries on a diagonal are equal. Such a matrix is called a **Toeplitz matrix**: entry $(i, j)$ depends on $i - j$ alone. Here it is $b_{i-j}$ where that exists, and 0 elsewhere. Keep this picture in mind: a convolution is a dense layer most of whose weights are zero, and whose other weights are copies of a few.

# %% [markdown]
# **Predict first.** Here is that product, row by row, each diagonal in the colour of its weight. How many entries will light up with $b_1$? Which rows take all three weights?

# %% nbgrader={"grade_id": "03-figure-toeplitz"}
from convnet.widgets.convolution import toeplitz

toeplitz()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# Four entries, one for each entry of $a$: every weight has a diagonal of $N$ copies. All three weights are in rows 2 and 3, the valid part.
#
# </details>

# %% [markdown]
# ### Exercise 03.4 The matrix of a kernel (8 points)
#
# Write `toeplitz_matrix(b, n)`, the matrix for signals of length `n`: `toeplitz_matrix(b, n) @ a` is `conv1d_full(a, b)`.
#
# <details><summary>Hint 1: the shape</summary>
#
# One column for each entry of the signal, one row for each entry of the result: $(n + M - 1,\ n)$.
#
# </details>
# <details><summary>Hint 2: the entries</summary>
#
# Fill it column by column, a copy of $b$ in each. Or go through all $(i, j)$ and ask whether $b_{i-j}$ exists. In Python a negative index is no error: `b[-1]` is the last entry.
#
# </details>


# %% nbgrader={"grade_id": "03-04-solution"}
def toeplitz_matrix(b, n):
    """Matrix of the full convolution with b.

    Parameters
    ----------
    b : array (M,)
    n : int
        Length of the signals that it multiplies.

    Returns
    -------
    T : array (n + M - 1, n)
        T[i, j] = b[i - j] for 0 <= i - j < M, else 0.
    """
    ### BEGIN SOLUTION
    M = len(b)
    T = np.zeros((n + M - 1, n))
    for j in range(n):
        T[j : j + M, j] = b
    return T
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-04-test", "points": 8}
# 03.4, check: the matrix T
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("03.4"):
    T = [[3, 0, 0, 0], [1, 3, 0, 0], [-2, 1, 3, 0], [0, -2, 1, 3], [0, 0, -2, 1], [0, 0, 0, -2]]
    with check.without("numpy.convolve", "numpy.correlate", "numpy.polymul", "numpy.fft"):
        check.value(check.call(toeplitz_matrix, np.array([3, 1, -2]), 4), T, name="T")
        T = check.call(toeplitz_matrix, np.array([0.5, -2, 4, 1.5]), 1)
        check.value(T, [[0.5], [-2], [4], [1.5]], name="T for n = 1")
        ### BEGIN HIDDEN TESTS
        check.hidden("03.4")
        rng = check.rng()
        lecture = np.array([1, 1, 2])  # one of the lectures' own matrices, 5 × 3
        kernels = [3 * rng.normal(size=m) for m in (3, 4, 1, 3, 3)]
        for b, n in zip([lecture, *kernels], [3, 5, 2, 3, 1, 3], strict=True):
            m = len(b)
            T = np.zeros((n + m - 1, n))
            for k in range(m):  # by diagonals
                T[np.arange(n) + k, np.arange(n)] = b[k]
            check.value(check.call(toeplitz_matrix, b, n), T, name="T")
        ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: the matrix in Toronto CSC2515 lecture 6</summary>
#
# For $b = (1, 1, 2)$ and signals of length 3, the lecture's own example, your function gives the $5 \times 3$ matrix of
#
# $$\begin{pmatrix}1 & & \\ 1 & 1 & \\ 2 & 1 & 1\\ & 2 & 1\\ & & 2\end{pmatrix} \begin{pmatrix}2\\-1\\1\end{pmatrix} = \begin{pmatrix}2\\1\\4\\-1\\2\end{pmatrix},$$
#
# and the product is what you found on paper in 03.1.
#
# </details>

# %% [markdown]
# ## 3 Without the flip
#
# What if you don't turn the kernel round? In 03.1 you did that on paper, and the numbers were others. The result is a second operation, the **cross-correlation**, written $\star$:
#
# $$(f \star g)[\ell] = \sum_{m=0}^{M-1} f[\ell + m]\, g[m].$$
#
# It lays $g$ on $f$ with $g[0]$ at the place $\ell$, as it is, and adds the products. The number $\ell$ is called the **lag**. At the lag $-(M-1)$ only the kernel's last entry touches the signal, at the lag $N - 1$ only its first one, and beyond these two nothing does. An array has no negative places, so entry $i$ of our result belongs to the lag $i - (M - 1)$.
#
# **Worked example.** $f = (1, 2, 0, -1)$ and $g = (3, 1, -2)$. The lag $-2$ gives $1 \cdot (-2) = -2$, the lag $0$ gives $1 \cdot 3 + 2 \cdot 1 + 0 \cdot (-2) = 5$, and all six are
#
# $$f \star g = (-2, -3, 5, 8, -1, -3).$$
#
# The convolution of the same two was $(3, 7, 0, -7, -1, 2)$. One entry of six agrees, and that by chance.
#
# **Predict first.** Below a kernel slides over a longer signal, step by step or by itself. Before you press anything: where will the output be largest? Then flip the kernel. Does the largest output move? For which of the three kernels in the menu does the flip change nothing?

# %% nbgrader={"grade_id": "03-figure-signal"}
from convnet.widgets.convolution import sliding_signal

sliding_signal()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# Without the flip, the largest output stands where this signal looks like the kernel: the ramp $(1, 2, 3)$ answers with 14 to the ramp in the signal. That is why networks use cross-correlation: it *finds a pattern*. With the flip the kernel finds its mirror image. The symmetric kernel is its own mirror image and gives the same result both ways; that is why one can work with blurs for years and never notice.
#
# A large output does not prove a likeness, though. A bright flat patch $(9, 9, 9)$ would give 54 and beat the ramp. A detector must therefore be blind to flat patches: its weights must sum to zero (section 6).
#
# </details>
#
# Is the difference worth a symbol? For a network it hardly matters which of the two its layers compute: it would learn the same kernels turned round. Elsewhere it does matter. $\star$ isn't commutative, as you will show below. A kernel that was learned with one operation and is used with the other is flipped, and does something else. And in notebook 04, the gradient of a layer that computes $\star$ will turn out to be a true $*$.
#
# In this course $*$ flips and $\star$ doesn't, and names of functions say which one is computed. The layers of a "convolutional" network compute $\star$.
#
# <details><summary>Where the lectures differ: Toronto CSC2515 lecture 6; van der Maaten, convolutional networks part 1; Innsbruck 703142 lecture 11</summary>
#
# Toronto's $*$ flips the kernel. Van der Maaten's $\star$ is called a "discrete convolution" and doesn't flip; a footnote says that strictly this is a cross-correlation, and that machine learning uses the words interchangeably. Innsbruck writes $*$ for a weighted sum of neighbours, with a symmetric kernel, so the question doesn't come up.
#
# </details>
# <details><summary>Where the lectures differ: van der Maaten, convolutional networks part 1</summary>
#
# The lecture writes $(f \star g)[i] = \sum_{k=1}^{K} f[i+k]\, g[k]$. If arrays start at 1, too, the first output has $i = 0$. If they start at 0, like Python's, $g[0]$ is never used and $g[K]$ doesn't exist. Our sums run from 0 to $M - 1$.
#
# </details>

# %% [markdown]
# ### Exercise 03.5 Cross-correlation (14 points)
#
# Write three functions.
#
# 1. `xcorr1d(f, g)`: all $N + M - 1$ lags, in rising order.
# 2. `conv_from_xcorr(a, b)`: the convolution again, now with a single call of your `xcorr1d`.
# 3. `noncommuting_pair()`: two signals $f$ and $g$ for which $f \star g$ and $g \star f$ differ. One counter-example proves that $\star$ is not commutative.
#
# <details><summary>Hint 1: the idea</summary>
#
# You have slid a kernel over a padded signal before. One thing is different now.
#
# </details>
# <details><summary>Hint 2: the first lag</summary>
#
# With $M - 1$ zeros in front of $f$, the window that starts at place $i$ of the padded signal belongs to the lag $i - (M - 1)$. If you use no zeros but `f[l + m]`, remember that Python reads `f[-1]` as the last entry.
#
# </details>
# <details><summary>Hint 3: a pair</summary>
#
# How are $f \star g$ and $g \star f$ related? Compare the six numbers above with those that you get after an exchange. Almost any pair will do.
#
# </details>


# %% nbgrader={"grade_id": "03-05-solution"}
def xcorr1d(f, g):
    """Cross-correlation of two signals at all lags.

    Parameters
    ----------
    f : array (N,)
    g : array (M,)

    Returns
    -------
    y : array (N + M - 1,)
        y[i] = Σ_m f[i - (M - 1) + m] g[m]: lags -(M - 1), …, N - 1; f is 0 outside.
    """
    ### BEGIN SOLUTION
    M = len(g)
    p = np.pad(f, M - 1)
    return np.array([np.sum(p[i : i + M] * g) for i in range(len(f) + M - 1)])
    ### END SOLUTION


def conv_from_xcorr(a, b):
    """Full convolution of two signals by one call of xcorr1d.

    Parameters
    ----------
    a : array (N,)
    b : array (M,)

    Returns
    -------
    y : array (N + M - 1,)
        y[i] = Σ_j a[j] b[i - j].
    """
    ### BEGIN SOLUTION
    return xcorr1d(a, np.asarray(b)[::-1])
    ### END SOLUTION


def noncommuting_pair():
    """Two signals whose cross-correlation depends on their order.

    Returns
    -------
    f, g : two lists or arrays of numbers
        xcorr1d(f, g) and xcorr1d(g, f) differ.
    """
    ### BEGIN SOLUTION
    return [1, 2], [3, 4]
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-05-test-xcorr", "points": 8}
# 03.5, check 1 of 3: the cross-correlation
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("03.5", "xcorr"):
    f, g = np.array([1, 2, 0, -1]), np.array([3, 1, -2])
    with check.without("numpy.convolve", "numpy.correlate", "numpy.polymul", "numpy.fft"):
        check.value(check.call(xcorr1d, f, g), [-2, -3, 5, 8, -1, -3], name="y")
        y = check.call(xcorr1d, np.array([0.5]), g)
        check.value(y, [-1, 0.5, 1.5], name="y of a signal of one number")
        ### BEGIN HIDDEN TESTS
        check.hidden("03.5")
        rng = check.rng()
        for f, g in [
            (3 * rng.normal(size=6), 3 * rng.normal(size=4)),
            (3 * rng.normal(size=3), 3 * rng.normal(size=5)),
            (rng.integers(1, 9, size=5), 3 * rng.normal(size=3)),
            (3 * rng.normal(size=1), 3 * rng.normal(size=3)),
            (3 * rng.normal(size=4), 3 * rng.normal(size=1)),
        ]:
            N, M = len(f), len(g)
            y = [
                sum(f[lag + m] * g[m] for m in range(M) if 0 <= lag + m < N)
                for lag in range(1 - M, N)
            ]
            check.value(check.call(xcorr1d, f, g), y, name="y")
        ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "03-05-test-conv", "points": 4}
# 03.5, check 2 of 3: the convolution by one call of xcorr1d
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("03.5", "conv"):
    a, b, convolved = np.array([1, 2, 0, -1]), np.array([3, 1, -2]), [3, 7, 0, -7, -1, 2]
    with check.without("numpy.convolve", "numpy.correlate", "numpy.polymul", "numpy.fft"):
        y = check.call(conv_from_xcorr, a, b)
        if not np.array_equal(y, convolved):  # then see first what it builds on
            slid = check.call(xcorr1d, a, b)
            check.value(slid, [-2, -3, 5, 8, -1, -3], name="xcorr1d(a, b), which is called here")
        check.value(y, convolved, name="y")
        ### BEGIN HIDDEN TESTS
        check.hidden("03.5")
        rng = check.rng()
        for N, M in [(6, 3), (2, 5), (4, 1)]:
            a, b = 3 * rng.normal(size=N), 3 * rng.normal(size=M)
            places = np.add.outer(np.arange(N), np.arange(M))
            y = np.bincount(places.ravel(), np.outer(a, b).ravel())
            check.value(check.call(conv_from_xcorr, a, b), y, name="y")
        ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "03-05-test-pair", "points": 2}
# 03.5, check 3 of 3: two signals that do not commute
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("03.5", "pair"):
    with check.without("numpy.convolve", "numpy.correlate", "numpy.polymul", "numpy.fft"):
        pair = check.call(noncommuting_pair)
    check.that(len(pair) == 2, "two signals, the pair (f, g)")
    f, g = np.asarray(pair[0], dtype=float), np.asarray(pair[1], dtype=float)
    check.that(f.ndim == g.ndim == 1 and f.size and g.size, "two lists of numbers, f and g")
    check.that(np.isfinite(np.append(f, g)).all(), "finite numbers in f and g")
    one, other = np.correlate(f, g, "full"), np.correlate(g, f, "full")
    differ = np.max(np.abs(one - other)) > 1e-6 * np.max(np.abs(one))
    check.that(differ, "f ⋆ g and g ⋆ f that differ")
    ### BEGIN HIDDEN TESTS
    check.hidden("03.5")

    def at_each_lag(f, g):
        N, M = len(f), len(g)
        return np.array(
            [
                sum(f[lag + m] * g[m] for m in range(M) if 0 <= lag + m < N)
                for lag in range(1 - M, N)
            ]
        )

    one, other = at_each_lag(f, g), at_each_lag(g, f)
    differ = np.max(np.abs(one - other)) > 1e-6 * np.max(np.abs(one))
    check.that(differ, "f ⋆ g and g ⋆ f that differ")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: how the four functions hang together</summary>
#
# $a * b$ is $a \star (b \text{ turned round})$. And $g \star f$ is $f \star g$ read from right to left, so the two agree only if that list is the same both ways. For Toronto's signals of 03.1 they are $(4, 0, 3, 0, 1)$ and $(1, 0, 3, 0, 4)$.
#
# </details>
#
# **One operation, seen from all sides.** You have now written the convolution as a sum of copies, as a sliding window, as a matrix, and as a cross-correlation. If all your checks pass, the four lines below agree. (Not graded; what is missing is called "not yet".)

# %% nbgrader={"grade_id": "03-views"}
a, b = np.array([2.0, 0.5, -1.0, 3.0]), np.array([1.0, 4.0, -2.0])
views = {
    "translate and scale": lambda: conv1d_full(a, b),
    "flip and filter": lambda: conv1d_flip(a, b),
    "matrix product": lambda: toeplitz_matrix(b, len(a)) @ a,
    "cross-correlation": lambda: conv_from_xcorr(a, b),
}
for name, view in views.items():
    try:
        print(f"{name:<22}", np.round(view(), 6))
    except Exception as error:
        print(f"{name:<22} not yet ({type(error).__name__})")

# %% [markdown]
# ## 4 Images
#
# An image has rows and columns, so everything happens twice. Each pixel of an image $A$ leaves a copy of the kernel $B$ with its corner at that pixel. Call the pixel $(i_0, j_0)$, and sum over all of them:
#
# $$(A * B)_{ij} = \sum_{i_0} \sum_{j_0} A_{i_0 j_0}\, B_{i-i_0,\,j-j_0}.$$
#
# With a kernel of $k_h \times k_w$ weights, the result has $k_h - 1$ rows and $k_w - 1$ columns more than the image. To flip and filter, turn the kernel upside down *and* left to right, which is half a turn.
#
# **Worked example.** A $2 \times 3$ image and a $2 \times 2$ kernel:
#
# $$\begin{pmatrix}1 & 0 & 2\\ -1 & 3 & 1\end{pmatrix} * \begin{pmatrix}1 & -1\\ 2 & 0\end{pmatrix} = \begin{pmatrix}1 & -1 & 2 & -2\\ 1 & 4 & 2 & -1\\ -2 & 6 & 2 & 0\end{pmatrix}.$$
#
# Take entry $(1, 1)$, the 4. Four copies reach it: that of $A_{00} = 1$ with $B_{11} = 0$, that of $A_{01} = 0$ with $B_{10} = 2$, that of $A_{10} = -1$ with $B_{01} = -1$, and that of $A_{11} = 3$ with $B_{00} = 1$. The sum is $0 + 0 + 1 + 3 = 4$.
#
# **Predict first.** The kernel below slides over an image with one bright line. Before you move it: on which side of the line will the output be positive, and on which negative? What does the flip do to the signs?

# %% nbgrader={"grade_id": "03-figure-image"}
from convnet.widgets.convolution import sliding_image

sliding_image()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# The kernel has ones on the left and minus ones on the right. As it is ($\star$), it is positive where the image is brighter on the left, so on the right-hand side of the line. Half a turn exchanges its two sides, and with them all signs. The middle kernel of the menu is turned into itself by half a turn, and doesn't care.
#
# </details>

# %% [markdown]
# ### Exercise 03.6 Convolution of images (10 points)
#
# Write `conv2d_full(A, B)`.
#
# Some kernels are products of a column and a row, $B_{uv} = a_u b_v$. Then the double sum falls apart into two single ones: convolve all columns with $a$, then all rows with $b$. Such kernels are called *separable*, and save work: $k_h + k_w$ products per pixel instead of $k_h k_w$. The hidden checks use one, and compute it in that other way.
#
# <details><summary>Hint 1: the idea</summary>
#
# Translate and scale, as in 03.2, with a slice in both directions.
#
# </details>
# <details><summary>Hint 2: where a copy lies</summary>
#
# The copy that belongs to `A[i0, j0]` covers `Y[i0 : i0 + kh, j0 : j0 + kw]`.
#
# </details>


# %% nbgrader={"grade_id": "03-06-solution"}
def conv2d_full(A, B):
    """Full convolution of an image and a kernel.

    Parameters
    ----------
    A : array (height, width)
    B : array (kh, kw)

    Returns
    -------
    Y : array (height + kh - 1, width + kw - 1)
        Y[i, j] = Σ A[i0, j0] B[i - i0, j - j0], the sum over all pixels (i0, j0) of A.
    """
    ### BEGIN SOLUTION
    H, W = A.shape
    kh, kw = B.shape
    Y = np.zeros((H + kh - 1, W + kw - 1))
    for i0 in range(H):
        for j0 in range(W):
            Y[i0 : i0 + kh, j0 : j0 + kw] += A[i0, j0] * B
    return Y
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-06-test", "points": 10}
# 03.6, check: Y
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("03.6"):
    A, B = np.array([[1, 0, 2], [-1, 3, 1]]), np.array([[1, -1], [2, 0]])
    tall = np.array([[1, -2], [4, 3], [5, -1]])
    with check.without("numpy.convolve", "numpy.correlate", "numpy.polymul", "numpy.fft"):
        Y = check.call(conv2d_full, np.array([[0.5], [2], [-1], [3]]), tall)
        wanted = [[0.5, -1], [4, -2.5], [9.5, 7.5], [9, -11], [7, 10], [15, -3]]
        check.value(Y, wanted, name="Y of a tall image and kernel")
        Y = check.call(conv2d_full, A, B)
        check.value(Y, [[1, -1, 2, -2], [1, 4, 2, -1], [-2, 6, 2, 0]], name="Y")
        ### BEGIN HIDDEN TESTS
        check.hidden("03.6")
        rng = check.rng()

        def one_by_one(A, B):
            Y = np.zeros((A.shape[0] + B.shape[0] - 1, A.shape[1] + B.shape[1] - 1))
            for s, t, u, v in np.ndindex(*A.shape, *B.shape):
                Y[s + u, t + v] += A[s, t] * B[u, v]
            return Y

        for A, B in [
            # One of the lectures' own examples.
            (np.array([[1, 3, 1], [0, -1, 1], [2, 2, -1]]), np.array([[1, 2], [0, -1]])),
            (3 * rng.normal(size=(5, 4)), 3 * rng.normal(size=(3, 3))),
            (3 * rng.normal(size=(4, 6)), 3 * rng.normal(size=(2, 3))),
            (rng.integers(1, 9, size=(3, 2)), 3 * rng.normal(size=(2, 4))),
        ]:
            check.value(check.call(conv2d_full, A, B), one_by_one(A, B), name="Y")
        A, u, v = 3 * rng.normal(size=(4, 5)), 3 * rng.normal(size=3), 3 * rng.normal(size=2)
        columns = sum(u[k] * np.pad(A, ((k, 2 - k), (0, 0))) for k in range(3))
        Y = sum(v[k] * np.pad(columns, ((0, 0), (k, 1 - k))) for k in range(2))
        check.value(check.call(conv2d_full, A, np.outer(u, v)), Y, name="Y of a separable kernel")
        ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: the example of Toronto CSC2515 lecture 6</summary>
#
# $$\begin{pmatrix}1 & 3 & 1\\ 0 & -1 & 1\\ 2 & 2 & -1\end{pmatrix} * \begin{pmatrix}1 & 2\\ 0 & -1\end{pmatrix} = \begin{pmatrix}1 & 5 & 7 & 2\\ 0 & -2 & -4 & 1\\ 2 & 6 & 4 & -3\\ 0 & -2 & -2 & 1\end{pmatrix}.$$
#
# The lecture finds it both ways, as a sum of nine copies and with the kernel given half a turn. Try your function on it.
#
# </details>

# %% [markdown]
# ### What a layer computes
#
# A layer of a network takes $\star$ with the kernel $K$, the valid part only, and has two more settings. **Padding** $p$: first put $p$ rows and columns of zeros on each of the four sides, $A$ becomes $P$. **Stride** $s$: move the window $s$ places at a time.
#
# $$Y_{ij} = \sum_{u=0}^{k_h - 1} \sum_{v=0}^{k_w - 1} P_{is + u,\ js + v}\, K_{uv}.$$
#
# Windows that would stick out of $P$ are left out; if the last rows or columns of $P$ fill no window, they are dropped.
#
# **Worked example.** The same image and kernel as above. Stride 1, no padding: two windows, $1 \cdot 1 + 0 \cdot (-1) + (-1) \cdot 2 + 3 \cdot 0 = -1$ and $0 \cdot 1 + 2 \cdot (-1) + 3 \cdot 2 + 1 \cdot 0 = 4$. Stride 2, padding 1:
#
# $$P = \begin{pmatrix}0 & 0 & 0 & 0 & 0\\ 0 & 1 & 0 & 2 & 0\\ 0 & -1 & 3 & 1 & 0\\ 0 & 0 & 0 & 0 & 0\end{pmatrix}, \qquad Y = \begin{pmatrix}0 & 0\\ 1 & 2\end{pmatrix}.$$
#
# The windows start in the rows 0 and 2 and in the columns 0 and 2. The last column of $P$ is never read.

# %% [markdown]
# ### Exercise 03.7 Stride and padding (12 points)
#
# Write `xcorr2d(A, K, stride, pad)`. Stride and padding are the same in both directions; image and kernel need not be square. How many windows are there? Count them in the example above, then with pencil and paper for an image of 7 rows, a kernel of 3 and stride 2. (Section 5 asks for the formula.)
#
# <details><summary>Hint 1: the idea</summary>
#
# Pad once, `np.pad(A, pad)`. Then two loops over the places of the result, and one product of a window with `K`.
#
# </details>
# <details><summary>Hint 2: the window</summary>
#
# The output `Y[i, j]` belongs to the window whose corner is `(i * stride, j * stride)` in the padded image.
#
# </details>
# <details><summary>Hint 3: how many</summary>
#
# Say that the padded image has $r$ rows. The last window may start at the row $r - k_h$ at most. The rows to start in are $0, s, 2s, \dots$
#
# </details>


# %% nbgrader={"grade_id": "03-07-solution"}
def xcorr2d(A, K, stride=1, pad=0):
    """Cross-correlation of an image with a kernel, as a layer computes it.

    Parameters
    ----------
    A : array (height, width)
    K : array (kh, kw)
        Not flipped.
    stride : int
        Step of the window, in both directions.
    pad : int
        Rows and columns of zeros on each side.

    Returns
    -------
    Y : array (OH, OW)
        Y[i, j] = Σ_u Σ_v P[i stride + u, j stride + v] K[u, v], P the padded image, for all
        (i, j) whose window lies wholly inside P.
    """
    ### BEGIN SOLUTION
    P = np.pad(A, pad)
    kh, kw = K.shape
    OH = (P.shape[0] - kh) // stride + 1
    OW = (P.shape[1] - kw) // stride + 1
    Y = np.zeros((OH, OW))
    for i in range(OH):
        for j in range(OW):
            top, left = i * stride, j * stride
            Y[i, j] = np.sum(P[top : top + kh, left : left + kw] * K)
    return Y
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-07-test", "points": 12}
# 03.7, check: Y
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("03.7"):
    A = np.arange(1, 67).reshape(6, 11) ** 2 % 13
    K = np.array([[1, -2], [0.5, 3], [-1, 4], [2, -3]])
    with check.without("numpy.convolve", "numpy.correlate", "numpy.polymul", "numpy.fft"):
        Y = check.call(xcorr2d, A[:5, :4], K)
        check.value(Y, [[15.5, -32, 20.5], [7.5, 20, 15.5]], name="Y of A[:5, :4]")
        Y = [[0, 29, 37, -10, 2], [0, 20, 20.5, 56.5, 14], [0, 22, 16, 3, 9.5]]
        result = check.call(xcorr2d, A, K, stride=3, pad=2)
        check.value(result, Y, name="Y with stride 3 and pad 2")
        ### BEGIN HIDDEN TESTS
        check.hidden("03.7")
        rng = check.rng()
        for H, W, kh, kw, stride, pad in [
            (5, 7, 3, 3, 1, 0),
            (6, 5, 2, 3, 1, 0),
            (7, 9, 3, 2, 2, 0),
            (6, 9, 3, 2, 2, 1),
            (5, 7, 2, 4, 3, 2),
            (8, 6, 3, 3, 1, 1),
            (3, 5, 3, 5, 1, 0),
        ]:
            A, K = 3 * rng.normal(size=(H, W)), 3 * rng.normal(size=(kh, kw))
            P = np.pad(A, pad)
            rows = range(0, P.shape[0] - kh + 1, stride)
            columns = range(0, P.shape[1] - kw + 1, stride)
            Y = np.zeros((len(rows), len(columns)))
            for u, v in np.ndindex(kh, kw):
                Y += K[u, v] * P[np.ix_([i + u for i in rows], [j + v for j in columns])]
            check.value(check.call(xcorr2d, A, K, stride=stride, pad=pad), Y, name="Y")
        ### END HIDDEN TESTS

# %% [markdown]
# ## 5 How large is the result?
#
# Count along one axis. There are $n$ entries with $p$ zeros on each side, and the window has the length $k$. It may start at $0, s, 2s, \dots$, as long as it does not stick out. How many places is that?
#
# **Worked example.** $n = 7$, $k = 3$, $p = 1$: nine entries with the padding. For $s = 2$ the windows start at 0, 2, 4 and 6; the last one covers the places 6, 7, 8. That makes 4 places. For $s = 4$ they start at 0 and 4. A window at 8 would stick out, so there are 2 places.
#
# To find the formula, ask for the last place where the window still fits, and count the multiples of $s$ up to there. Mind the 0.
#
# **Predict first.** An image of 7 rows, a kernel of 3, no padding. With which of the strides 2, 3 and 4 is every row read? Which padding gives back 7 rows at stride 1? What happens for a kernel of 4?

# %% nbgrader={"grade_id": "03-figure-size"}
from convnet.widgets.convolution import size_calculator

size_calculator()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# With stride 2 every row is read. Stride 3 leaves the last row over, because 3 does not divide $7 - 3 = 4$. Stride 4 divides it, so that the last window ends with the last row; but it is longer than the kernel, and jumps over row 3. Padding 1 gives back 7 rows. With $k = 4$, padding 1 gives 6 rows and padding 2 gives 8: an even kernel has no middle, and no padding keeps the size.
#
# </details>

# %% [markdown]
# ### Exercise 03.8 Sizes (6 points)
#
# Write `out_size(n, k, s, p)`, the number of places, and `same_pad(k)`, the padding that keeps the size at stride 1. Both return integers. Both must refuse what cannot be: `raise ValueError("…")` with a text of your choice if the kernel is larger than the padded input, and for an even `k` in `same_pad`.


# %% nbgrader={"grade_id": "03-08-solution"}
def out_size(n, k, s=1, p=0):
    """Number of places of a window along one axis.

    Parameters
    ----------
    n, k, s, p : int
        Size of the input, size of the kernel, stride, padding on each side.

    Returns
    -------
    size : int
        How many of the places 0, s, 2s, … a window of length k can start at.

    Raises
    ------
    ValueError
        If k > n + 2p.
    """
    ### BEGIN SOLUTION
    if k > n + 2 * p:
        raise ValueError(f"a kernel of {k} does not fit into {n} + 2 * {p}")
    return (n + 2 * p - k) // s + 1
    ### END SOLUTION


def same_pad(k):
    """Padding that keeps the size at stride 1.

    Parameters
    ----------
    k : int
        Size of the kernel.

    Returns
    -------
    p : int
        The output is as long as the input.

    Raises
    ------
    ValueError
        If k is even.
    """
    ### BEGIN SOLUTION
    if k % 2 == 0:
        raise ValueError(f"no padding keeps the size for an even kernel, {k}")
    return (k - 1) // 2
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-08-test-size", "points": 4}
# 03.8, check 1 of 2: the number of places
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("03.8", "size"):
    cases = {(9, 3): 7, (9, 3, 4): 2, (9, 3, 1, 1): 9, (3, 3): 1, (2, 3, 1, 1): 2}
    for sizes, places in cases.items():
        size = check.call(out_size, *sizes)
        check.value(size, places, name=f"out_size{sizes}", integer=True)
    check.raises(ValueError, out_size, 3, 6, 1, 1)
    ### BEGIN HIDDEN TESTS
    check.hidden("03.8")
    rng = check.rng()
    cases = [(32, 5, 1, 0), (227, 11, 4, 0), (27, 5, 1, 2), (6, 6, 3, 0), (1, 3, 2, 1)]
    for _ in range(60):
        n, s, p = (int(rng.integers(low, high)) for low, high in ((1, 25), (1, 6), (0, 4)))
        cases.append((n, int(rng.integers(1, n + 2 * p + 1)), s, p))
    counted = [
        len([i for i in range(0, n + 2 * p, s) if i + k <= n + 2 * p]) for n, k, s, p in cases
    ]
    found = [check.call(out_size, n, k, s=s, p=p) for n, k, s, p in cases]
    check.value(found, counted, name="out_size", integer=True)
    for sizes in [(3, 4), (3, 5), (3, 8, 2, 2), (4, 7, 1, 1), (10, 12, 5, 0)]:
        check.raises(ValueError, out_size, *sizes)
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "03-08-test-same", "points": 2}
# 03.8, check 2 of 2: the padding that keeps the size
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("03.8", "same"):
    check.value(check.call(same_pad, 7), 3, name="same_pad(7)", integer=True)
    check.value(check.call(same_pad, 1), 0, name="same_pad(1)", integer=True)
    check.raises(ValueError, same_pad, 4)
    ### BEGIN HIDDEN TESTS
    check.hidden("03.8")
    found = [check.call(same_pad, k) for k in (1, 3, 5, 11, 31)]
    check.value(found, [0, 1, 2, 5, 15], name="same_pad", integer=True)
    for k in (2, 6, 10):
        check.raises(ValueError, same_pad, k)
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: the formula</summary>
#
# The last place where the window fits is $n + 2p - k$. Up to there lie $\lfloor (n + 2p - k)/s \rfloor$ positive multiples of $s$, and the window at 0 comes on top:
#
# $$\left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1.$$
#
# At stride 1 this is $n$ if $2p = k - 1$: the padding $p = (k-1)/2$ is called **"same"**. It exists for odd $k$ only.
#
# </details>
#
# Chains of layers are chains of this formula. The LeNet of notebook 05 starts with 32 pixels. A kernel of 5 gives 28, pooling (a window of 2 with stride 2) gives 14, then 10, then 5. AlexNet starts with 227: a kernel of 11 with stride 4 gives 55; then 27, 27, 13, 13, 13, 13, 6.
#
# A convolutional layer thus has four settings that you choose and don't learn: the **size** of the kernels, the **stride** and the **padding**, which together fix height and width of the output; and the **number of filters**. Each filter gives one output image, a *feature map*, so this number is the depth of the output. The filters themselves are learned.
#
# <details><summary>Where the lectures are silent: van der Maaten, convolutional networks part 1; Toronto CSC2515 lecture 6; MIT 6.869 lecture 7</summary>
#
# Van der Maaten's pictures show kernels of 3 and 5, strides 1 and 2 and padding 0 and 1, and that padding can keep the size; Toronto and MIT list sizes in tables. None of the lectures states the formula. It is the course's own addition, and it reproduces their tables.
#
# </details>

# %% [markdown]
# ## 6 What does this filter do?
#
# Each output of a filter is a weighted sum of a pixel's neighbours. What the weights do can be read off them, with two questions.
#
# **What does it do to a flat area?** If all pixels under the window are equal, the output is that pixel value times a number, the filter's **gain** for constants, or DC gain. Gain 1 keeps the brightness, and a filter with gain 0 is blind to flat areas: it sees changes only.
#
# **What does it do to a slope?** Take two ramps: $A_{ij} = j$, which gets brighter by 1 per column, and $A_{ij} = i$, brighter by 1 per row. What does the filter give for each of them at the corner $(0, 0)$?
#
# The thing has many names: *kernel*, *filter*, *mask*, *point-spread function* (what it makes of a single bright point), *neighbourhood operator*, *feature detector*. They all mean the small array of weights. "Filter" comes from signal processing, and this kernel has nothing to do with the kernel of a support vector machine.
#
# **Predict first.** The editor below has these presets:
#
# | preset | its nine weights |
# |---|---|
# | shift | a single 1, to the right of the centre |
# | blur | nine times about $\frac19$ |
# | sharpen | 5 in the centre, −1 at its four neighbours |
# | Laplacian | 8 in the centre, −1 everywhere around it |
# | Sobel | 1, 2, 1 above; −1, −2, −1 below |
#
# What will each of them make of the scene? What do blur and sharpen have in common, and what do Laplacian and Sobel? Which image shows you the kernel itself, and which way round?

# %% nbgrader={"grade_id": "03-figure-kernel"}
from convnet.widgets.convolution import kernel_editor

kernel_editor()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# The shift moves the scene one pixel to the left: each output takes its right-hand neighbour. These two presets of blur and sharpen have gain 1 and keep the brightness of flat areas. A blur has positive weights only: it averages. A sharpening filter takes more of the centre and subtracts the neighbours, so that every step gets steeper. Laplacian and Sobel have gain 0: flat areas become grey, which stands for 0 here. The Laplacian answers to edges of every direction, with both signs, the Sobel filter to those of one direction. The single bright point shows the kernel: with $*$ as it is, hence "point-spread function", and with $\star$ after half a turn.
#
# </details>

# %% [markdown]
# ### Exercise 03.9 A table and four filters (11 points)
#
# Innsbruck's lecture prints this piece of an image (left) and the result of a filter (right), rounded to integers. The kernel is $3 \times 3$: 0.2 in the centre and 0.1 in the eight other places.
#
# | | | | | | | | | | | | | | | |
# |--|--|--|--|--|--|--|--|--|--|--|--|--|--|--|
# | 45 | 60 | 98 | 127 | 132 | 133 | 137 | 133 | | | | | | | |
# | 46 | 65 | 98 | 123 | 126 | 128 | 131 | 133 | | 69 | 95 | 116 | 125 | 129 | 132 |
# | 47 | 65 | 96 | 115 | 119 | 123 | 135 | 137 | | 68 | 92 | 110 | 120 | 126 | 132 |
# | 47 | 63 | 91 | 107 | 113 | 122 | 138 | 134 | | 66 | 86 | 104 | 114 | 124 | 132 |
# | 50 | 59 | 80 | 97 | 110 | 123 | 133 | 134 | | 62 | 78 | 94 | 108 | 120 | 129 |
# | 49 | 53 | 68 | 83 | 97 | 113 | 128 | 133 | | 57 | 69 | 83 | 98 | 112 | 124 |
# | 50 | 50 | 58 | 70 | 84 | 102 | 116 | 126 | | 53 | 60 | 71 | 85 | 100 | 114 |
# | 50 | 50 | 52 | 58 | 69 | 86 | 101 | 120 | | | | | | | |
#
# 1. `filter_table(A)` filters any $8 \times 8$ piece with this kernel. Rounded or not: both are accepted. (Five of the exact results end in .5; the lecture rounds them up, NumPy rounds to the even neighbour, so a check must not ask.)
# 2. `dc_gain(K)` is the gain of a kernel.
# 3. `ramp_response(K)` is the pair $(g_x, g_y)$: what the filter ($\star$, not flipped) gives at the corner $(0, 0)$ of the ramp $A_{ij} = j$, and of the ramp $A_{ij} = i$.
# 4. `what_filter(name)`: Toronto's lecture shows four filters and asks four times, "What does this filter do?" Answer `"blur"`, `"sharpen"`, `"laplacian"` or `"derivative"`.
#
# $$\text{a}: \begin{pmatrix}0&1&0\\1&4&1\\0&1&0\end{pmatrix} \qquad \text{b}: \begin{pmatrix}0&-1&0\\-1&8&-1\\0&-1&0\end{pmatrix}$$
#
# $$\text{c}: \begin{pmatrix}0&-1&0\\-1&4&-1\\0&-1&0\end{pmatrix} \qquad \text{d}: \begin{pmatrix}1&0&-1\\2&0&-2\\1&0&-1\end{pmatrix}$$
#
# **Worked example.** $K = \begin{pmatrix}1&2\\0&-4\end{pmatrix}$ makes $5 + 10 + 0 - 20 = -5$ of a flat area of fives: its gain is $-1$. In the corner of the ramp $A_{ij} = j$ it sees $\begin{pmatrix}0&1\\0&1\end{pmatrix}$, which gives $g_x = 2 - 4 = -2$. In the corner of $A_{ij} = i$ it sees $\begin{pmatrix}0&0\\1&1\end{pmatrix}$, which gives $g_y = 0 - 4 = -4$.
#
# <details><summary>Hint 1: the table</summary>
#
# $8 \times 8$ becomes $6 \times 6$: the valid part, stride 1. Write the loops once more, so that a mistake in 03.7 costs nothing here. A shorter way: 0.1 times the sum of the window, plus something.
#
# </details>
# <details><summary>Hint 2: gain and slope</summary>
#
# What does one weight $K_{uv}$ contribute, if the pixel below it is 1? If it is the pixel of a ramp, that is $v$, or $u$?
#
# </details>
# <details><summary>Hint 3: the four filters</summary>
#
# Compute gain and ramp response of all four. Two of them keep flat areas visible. Of these, one has positive weights only.
#
# </details>


# %% nbgrader={"grade_id": "03-09-solution"}
def filter_table(A):
    """Filter with the 3 × 3 kernel 0.1 with 0.2 in the centre, valid part.

    Parameters
    ----------
    A : array (8, 8)

    Returns
    -------
    Y : array (6, 6)
        Exact, or rounded to the nearest integer.
    """
    ### BEGIN SOLUTION
    Y = np.zeros((6, 6))
    for i in range(6):
        for j in range(6):
            Y[i, j] = 0.1 * np.sum(A[i : i + 3, j : j + 3]) + 0.1 * A[i + 1, j + 1]
    return Y
    ### END SOLUTION


def dc_gain(K):
    """The gain of a filter for constants.

    Parameters
    ----------
    K : array (kh, kw)

    Returns
    -------
    gain : float
        The factor by which a flat area is multiplied.
    """
    ### BEGIN SOLUTION
    return float(np.sum(K))
    ### END SOLUTION


def ramp_response(K):
    """What a filter (⋆, not flipped) gives at the corner (0, 0) of two ramps.

    Parameters
    ----------
    K : array (kh, kw)

    Returns
    -------
    gx, gy : floats
        For the ramp A[i, j] = j, and for the ramp A[i, j] = i.
    """
    ### BEGIN SOLUTION
    u, v = np.indices(np.shape(K))
    return float(np.sum(v * K)), float(np.sum(u * K))
    ### END SOLUTION


def what_filter(name):
    """What one of the four filters of the lecture does.

    Parameters
    ----------
    name : str
        "a", "b", "c" or "d".

    Returns
    -------
    answer : str
        "blur", "sharpen", "laplacian" or "derivative".
    """
    ### BEGIN SOLUTION
    return {"a": "blur", "b": "sharpen", "c": "laplacian", "d": "derivative"}[name]
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-09-test-table", "points": 4}
# 03.9, check 1 of 4: the table
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("03.9", "table"):
    A, Y = np.full((8, 8), 50.0), np.full((6, 6), 50.0)
    A[3, 4], Y[1:4, 2:5], Y[2, 3] = 108, 56, 62  # a brighter pixel: 5.8 and 11.6 more
    A[7, 7], Y[5, 5] = 83, 53  # and one in a corner: 3.3 more
    with check.without("numpy.convolve", "numpy.correlate", "numpy.polymul", "numpy.fft"):
        table = np.rint(check.call(filter_table, A))  # so exact and rounded are both right
        check.value(table, Y, name="the table, rounded")
        ### BEGIN HIDDEN TESTS
        check.hidden("03.9")
        lecture = """45 60 98 127 132 133 137 133  46 65 98 123 126 128 131 133
            47 65 96 115 119 123 135 137  47 63 91 107 113 122 138 134
            50 59 80 97 110 123 133 134  49 53 68 83 97 113 128 133
            50 50 58 70 84 102 116 126  50 50 52 58 69 86 101 120"""
        rng = check.rng()
        for A in [
            np.array(lecture.split(), dtype=float).reshape(8, 8),
            rng.integers(0, 256, size=(8, 8)),
            rng.uniform(0, 255, size=(8, 8)),
            10 * rng.integers(0, 26, size=(8, 8)),  # whole results: nothing to round
        ]:
            total = sum(A[i : i + 6, j : j + 6] for i in range(3) for j in range(3))
            exact = (total + A[1:7, 1:7]) / 10
            table = np.asarray(check.call(filter_table, A), dtype=float)
            if table.shape == exact.shape:  # every rounding to the nearest integer is right
                table = np.where(np.abs(table - exact) <= 0.5 + 1e-9, exact, table)
            check.value(table, exact, name="the table")
        check.value(check.call(filter_table, A), exact, name="the table of whole numbers")
        ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "03-09-test-gain", "points": 2}
# 03.9, check 2 of 4: the gain
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("03.9", "gain"):
    K = np.array([[1, 2, 0.5], [0, -4, 3]])
    check.value(check.call(dc_gain, K), 2.5, name="the gain")
    ### BEGIN HIDDEN TESTS
    check.hidden("03.9")
    rng = check.rng()
    for shape in [(3, 3), (2, 5), (1, 1)]:
        K = 3 * rng.normal(size=shape)
        check.value(check.call(dc_gain, K), sum(K.ravel().tolist()), name="the gain")
    sobel = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
    gain = check.call(dc_gain, sobel)
    check.value(gain, 0, name="the gain of a filter that is blind to flat areas")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "03-09-test-ramp", "points": 2}
# 03.9, check 3 of 4: the response to ramps
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("03.9", "ramp"):
    K = np.array([[1, 2, 0.5], [0, -4, 3]])
    check.value(check.call(ramp_response, K), [5, -1], name="(gx, gy)")
    ### BEGIN HIDDEN TESTS
    check.hidden("03.9")
    rng = check.rng()
    sobel = np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])
    for K in [3 * rng.normal(size=(3, 3)), 3 * rng.normal(size=(2, 4)), sobel]:
        gx = sum(v * K[u, v] for u, v in np.ndindex(*K.shape))
        gy = sum(u * K[u, v] for u, v in np.ndindex(*K.shape))
        check.value(check.call(ramp_response, K), [gx, gy], name="(gx, gy)")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "03-09-test-names", "points": 3}
# 03.9, check 4 of 4: what the four filters do
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("03.9", "names"):
    answers = [check.call(what_filter, name) for name in ("a", "b", "c", "d")]
    for answer in answers:
        offered = answer in ("blur", "sharpen", "laplacian", "derivative")
        check.that(offered, "four answers, each one of the four words of the exercise")
    ### BEGIN HIDDEN TESTS
    check.hidden("03.9")
    right = "blur, sharpen, laplacian, derivative"
    check.value(", ".join(answers), right, name="at least one of the four")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: gain, slope, and what they say about the four</summary>
#
# The gain is the sum of the weights, $\sum_{uv} K_{uv}$. The ramps give $g_x = \sum_{uv} v\, K_{uv}$ and $g_y = \sum_{uv} u\, K_{uv}$ in the corner. At the place $(i, j)$ of the first ramp the filter gives $\sum_{uv} (j + v)\, K_{uv} = j \cdot \text{gain} + g_x$. So with gain 0 every place of a ramp gives the same number.
#
# Toronto's filters a and b have the gains 8 and 4: they blur and sharpen, and make the image 8 and 4 times as bright. The filters c and d have gain 0. Divide a by 8 and b by 4 to keep the brightness.
#
# </details>
# <details><summary>Where the lectures differ: Toronto CSC2515 lecture 6; Innsbruck 703142 lecture 11</summary>
#
# Toronto's filter d on the ramp $A_{ij} = j$ gives $-8$ if it is not flipped ($\star$), and $+8$ if it is ($*$): the sign of its answer comes from a convention that a picture doesn't show. The filters a, b and c are symmetric, as is the kernel of Innsbruck's table, and both operations agree. That is why Innsbruck can write $*$ without saying which one is meant.
#
# </details>
#
# **Predict first.** Here are Toronto's four filters in the editor. (The greys of the result follow the gain: for a, white is 8.) What will c and d make of the ramp that gets brighter downwards? Which number in the centre turns c into a filter that keeps the brightness? Type it in.

# %% nbgrader={"grade_id": "03-figure-four"}
from convnet.widgets.convolution import four_filters

four_filters()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# The Laplacian c sees nothing in a steady slope, and gives 0. The derivative d goes from left to right, so a ramp that brightens downwards is flat to it: 0 as well. With 5 in the centre c has the gain 1, and has become the preset "sharpen".
#
# </details>

# %% [markdown]
# ## 7 A shifted input
#
# Why should a layer use the same kernel everywhere? An object may stand anywhere. A kernel that answers to an eye on the left of the image should answer to the same eye on the right, only further to the right.
#
# A map $F$ is **equivariant** to shifts if a shifted input gives the shifted output, $F(\text{shift}(x)) = \text{shift}(F(x))$. It is **invariant** if a shifted input gives the *same* output, $F(\text{shift}(x)) = F(x)$.
#
# Convolution is equivariant. To see it without trouble at the ends, bend the signal into a circle, so that what leaves on the right enters on the left:
#
# $$y_i = \sum_{m=0}^{M-1} w_m\, x_{(i + m) \bmod N}.$$
#
# **Worked example.** $x = (1, 2, 0, -1)$, $w = (3, 1, -2)$: $y = (5, 8, -3, -6)$. The entry $y_2$ is $3 \cdot x_2 + 1 \cdot x_3 - 2 \cdot x_0 = 0 - 1 - 2 = -3$. Shift $x$ by one place, to $(-1, 1, 2, 0)$, and you get $(-6, 5, 8, -3)$: $y$, shifted by one place.
#
# On a circle this is exact. With zero padding it holds in the interior. Near the ends some windows contain padding, and after a shift other ones do. And with a stride $s$ it holds only for shifts by multiples of $s$. Take every second entry of the example: $(5, -3)$ before the shift and $(-6, 8)$ after it, not one number in common. After a shift by two it is $(-3, 5)$, the shifted result.
#
# <details><summary>Where the lectures differ: MIT 6.869 lecture 7; Innsbruck 703142 lecture 11; York EECS 4422/5323 unit 8</summary>
#
# MIT says that filtering gives translation *invariance*, Innsbruck says *equivariance*, and York calls the same property linear shift *invariant*, as signal processing does. By the definitions above a convolution is equivariant: its output moves with the input. Invariance comes from pooling, within a window and no further; that is a topic of notebook 04.
#
# </details>

# %% [markdown]
# **Predict first.** In the figure below a digit can be dragged, and its feature map is compared with the first one, moved along. At stride 2, will the two agree after one step to the right, after two, after two to the right and one down?

# %% nbgrader={"grade_id": "03-figure-equivariance"}
from convnet.widgets.convolution import equivariance

equivariance()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# They agree after two steps only: both parts of the shift must be even. After an odd one, the moved map lies between the places that stride 2 keeps.
#
# </details>

# %% [markdown]
# ### Exercise 03.10 On the circle (6 points)
#
# Write `circular_xcorr1d(x, w)`, the sum above, and `shift(x, d)`, which moves a signal by `d` places to the right on the circle. `d` may be any integer, also negative, also larger than the signal.


# %% nbgrader={"grade_id": "03-10-solution"}
def circular_xcorr1d(x, w):
    """Cross-correlation on a circle.

    Parameters
    ----------
    x : array (N,)
    w : array (M,)
        M <= N.

    Returns
    -------
    y : array (N,)
        y[i] = Σ_m w[m] x[(i + m) mod N].
    """
    ### BEGIN SOLUTION
    N = len(x)
    return np.array([sum(w[m] * x[(n + m) % N] for m in range(len(w))) for n in range(N)])
    ### END SOLUTION


def shift(x, d):
    """Shift a signal on a circle.

    Parameters
    ----------
    x : array (N,)
    d : int
        Places to the right; any integer.

    Returns
    -------
    y : array (N,)
        y[i] = x[(i - d) mod N].
    """
    ### BEGIN SOLUTION
    return np.array([x[(n - d) % len(x)] for n in range(len(x))])
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-10-test-circular", "points": 3}
# 03.10, check 1 of 2: the cross-correlation on the circle
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("03.10", "circular"):
    x, w = np.array([1, 2, 0, -1]), np.array([3, 1, -2])
    with check.without("numpy.convolve", "numpy.correlate", "numpy.polymul", "numpy.fft"):
        check.value(check.call(circular_xcorr1d, x, w), [5, 8, -3, -6], name="y")
        y = check.call(circular_xcorr1d, x, w / 2)
        check.value(y, [2.5, 4, -1.5, -3], name="y with half the kernel")
        ### BEGIN HIDDEN TESTS
        check.hidden("03.10")
        rng = check.rng()
        for N, M in [(7, 3), (4, 4), (5, 1), (6, 2)]:
            x, w = 3 * rng.normal(size=N), 3 * rng.normal(size=M)
            y = np.array([sum(w[m] * x[(n + m) % N] for m in range(M)) for n in range(N)])
            check.value(check.call(circular_xcorr1d, x, w), y, name="y")
            for d in (1, -2, N + 3):  # equivariance, exact on the circle
                places = (np.arange(N) - d) % N
                moved = check.call(circular_xcorr1d, x[places], w)
                check.value(moved, y[places], name="y of the shifted signal")
        # With zeros at its ends a signal does not notice the circle: plain ⋆, and its shift by 2.
        x, w = np.pad(3 * rng.normal(size=5), (0, 4)), 3 * rng.normal(size=3)
        y = np.array([sum(w[m] * x[i + m] for m in range(3)) for i in range(7)])
        for d, entries in [(0, y), (2, y[:5])]:
            moved = np.asarray(check.call(circular_xcorr1d, np.pad(x, (d, 0))[:9], w))
            check.value(moved[d:7], entries, name="y of a signal with zeros at its end")
        ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "03-10-test-shift", "points": 3}
# 03.10, check 2 of 2: the shift
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("03.10", "shift"):
    x = np.array([1, 2, 0, -1, 5])
    check.value(check.call(shift, x, 1), [5, 1, 2, 0, -1], name="shift(x, 1)")
    check.value(check.call(shift, x, -2), [0, -1, 5, 1, 2], name="shift(x, -2)")
    check.value(check.call(shift, x, 7), [-1, 5, 1, 2, 0], name="shift(x, 7) of five numbers")
    ### BEGIN HIDDEN TESTS
    check.hidden("03.10")
    rng = check.rng()
    for N, d in [(7, 2), (5, -1), (6, 0), (4, 9), (5, -13), (1, 3)]:
        x = 3 * rng.normal(size=N)
        y = [x[(n - d) % N] for n in range(N)]
        check.value(check.call(shift, x, d), y, name="shift(x, d)")
    ### END HIDDEN TESTS

# %% [markdown]
# **Shift, then filter; filter, then shift.** Equivariance says that the order doesn't matter. The next cell tries it with your functions, once on the circle and once with zeros outside. (Not graded; what is missing is called "not yet".)
#
# **Predict first.** The first two lines will agree in all entries. In which entries will the last two differ?

# %% nbgrader={"grade_id": "03-equivariance"}
x, w = np.array([1.0, 2, 0, -1, 3, 2]), np.array([3.0, 1, -2])
orders = {
    "circle: shift, then filter": lambda: circular_xcorr1d(shift(x, 1), w),
    "circle: filter, then shift": lambda: shift(circular_xcorr1d(x, w), 1),
    "zeros:  shift, then filter": lambda: xcorr1d(shift(x, 1), w),
    "zeros:  filter, then shift": lambda: shift(xcorr1d(x, w), 1),
}
for name, order in orders.items():
    try:
        print(f"{name:<27}", np.round(order(), 6))
    except Exception as error:
        print(f"{name:<27} not yet ({type(error).__name__})")

# %% [markdown]
# <details><summary>What you saw</summary>
#
# With zeros outside, the interior agrees, and the first three and the last two entries don't. There `shift` has carried a last entry round to the front: in one line that of the signal, in the other that of the result.
#
# </details>

# %% [markdown]
# ## 8 Counting weights
#
# Now count what all this saves. Three kinds of layer, each more frugal than the one before:
#
# - **Dense** (fully connected): every output sees every input, with a weight of its own. A colour image of $256 \times 256$ pixels has $3 \cdot 256 \cdot 256 = 196{,}608$ numbers, and one dense layer could lead from there to 1,000 classes. How many weights would it have, and what would go wrong?
# - **Locally connected**: every output sees a small window, with weights of its own. That makes sense if the images are registered, a face always in the middle, so that the weights at the upper left can become a left-eye detector. In general the object can be anywhere.
# - **Convolutional**: every output sees a small window, and all outputs of a feature map share one set of weights.
#
# The step from the first kind to the second is called *sparse interactions*, the step from the second to the third *parameter sharing*.
#
# Sharing rests on an assumption about images: their statistics are much the same everywhere (a *stationary* input), so what is worth detecting here is worth detecting there. In a dense layer each row of $W$ is the filter of one output. Must different parts of an image be filtered differently? If not, one set of weights serves all places, and learns from every place of every image at once. For data without that property, a table of a patient's readings, say, a convolution makes no sense.
#
# <details><summary>Where the lectures differ: van der Maaten, convolutional networks part 1; Toronto CSC2515 lecture 6</summary>
#
# Van der Maaten asks the question above of the columns of $W$, because he writes a layer as $W^\top x$. Toronto and this course write $Wx$, where the filters are the rows.
#
# </details>
#
# **Predict first.** Below are the three layers on a signal. Each grey line has a weight of its own; lines of one colour and style share one weight. You will add inputs: which of the three counts grow, and how fast?

# %% nbgrader={"grade_id": "03-figure-layers"}
from convnet.widgets.convolution import connectivity

connectivity()

# %% [markdown]
# <details><summary>What you saw</summary>
#
# From 6 to 12 inputs the dense layer grows from 24 weights to 120, the locally connected one from 12 to 30, the convolutional one not at all. For long signals each doubling makes that 4 times, 2 times and 1 times as many. One output sees $k$ inputs (in the dense layer all of them), and one input is seen by at most $k$ outputs, fewer near the ends. A second filter doubles all three counts; in the convolutional layer that costs $k$ weights.
#
# </details>
#
# Copies of a detector at shifted places come for free: that is what sharing means, and something like it seems to happen in the visual cortex of monkeys. What about an eye that is twice as large, or tilted? One could also share weights over scale and orientation, by resizing and rotating the kernel; but rotating a $3 \times 3$ array is a tricky thing, and every copy costs another pass over the image. So networks usually don't. Instead a layer has several filters, each with its own feature map over the whole image, and one patch is described in several ways at once. If tilted eyes matter, some of the filters will learn tilted edges.

# %% [markdown]
# ### Exercise 03.11 Three counts (6 points)
#
# Find the three formulas, and write them as functions of the sizes. A layer with `c_in` input channels has windows of $c_{in}\, k_h k_w$ inputs. The functions count **weights**; only with `bias=True` they add one bias for each output, which in a convolutional layer means one for each filter.
#
# **Worked example.** An image of $6 \times 7$ pixels with 2 channels, windows of $3 \times 4$, one filter, no padding. There are 84 inputs, a window has 24 of them, and it fits at $4 \cdot 4 = 16$ places. Dense: each of the 16 outputs has 84 weights, 1,344 in all. Locally connected: each has 24 of its own, 384 in all. Convolutional: 24. With biases 1,360, 400 and 25.
#
# Then work these out on paper. Toronto's lecture takes an image of $200 \times 200$ pixels: 40,000 hidden units that see all pixels; the same units with windows of $10 \times 10$; and 100 shared filters of $10 \times 10$.


# %% nbgrader={"grade_id": "03-11-solution"}
def fc_params(n_in, n_out, bias=False):
    """Number of weights of a dense layer; with bias=True of its parameters.

    Parameters
    ----------
    n_in, n_out : int
    bias : bool
        Count one bias for each output, too.

    Returns
    -------
    count : int
    """
    ### BEGIN SOLUTION
    return n_in * n_out + (n_out if bias else 0)
    ### END SOLUTION


def local_params(n_out, kh, kw, c_in=1, bias=False):
    """Number of weights of a locally connected layer; with bias=True of its parameters.

    Parameters
    ----------
    n_out : int
        Outputs, each with weights of its own.
    kh, kw, c_in : int
        Size of a window, and input channels.
    bias : bool
        Count one bias for each output, too.

    Returns
    -------
    count : int
    """
    ### BEGIN SOLUTION
    return n_out * kh * kw * c_in + (n_out if bias else 0)
    ### END SOLUTION


def conv_params(n_filters, kh, kw, c_in=1, bias=False):
    """Number of weights of a convolutional layer; with bias=True of its parameters.

    Parameters
    ----------
    n_filters : int
        Filters, each used at every place.
    kh, kw, c_in : int
        Size of a filter, and input channels.
    bias : bool
        Count one bias for each filter, too.

    Returns
    -------
    count : int
    """
    ### BEGIN SOLUTION
    return n_filters * kh * kw * c_in + (n_filters if bias else 0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-11-test-fc", "points": 2}
# 03.11, check 1 of 3: a dense layer
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("03.11", "fc"):
    count = check.call(fc_params, 3 * 256 * 256, 1000)
    check.value(count, 196_608_000, name="the count of weights")
    count = check.call(fc_params, 30, 7, bias=True)
    check.value(count, 217, name="the count of weights and biases for 30 inputs and 7 outputs")
    ### BEGIN HIDDEN TESTS
    check.hidden("03.11")
    for n_in, n_out in check.rng().integers(20, 90, size=(6, 2)).tolist():
        count = check.call(fc_params, n_in, n_out)
        check.value(count, n_in * n_out, name="the count of weights")
        count = check.call(fc_params, n_in, n_out, bias=True)
        check.value(count, (n_in + 1) * n_out, name="the count of weights and biases")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "03-11-test-local", "points": 2}
# 03.11, check 2 of 3: a locally connected layer
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("03.11", "local"):
    count = check.call(local_params, 40, 5, 3, c_in=2)
    check.value(count, 1200, name="the count of weights")
    count = check.call(local_params, 40, 5, 3, c_in=2, bias=True)
    check.value(count, 1240, name="the count of weights and biases")
    ### BEGIN HIDDEN TESTS
    check.hidden("03.11")
    count = check.call(local_params, 40_000, 10, 10)
    check.value(count, 4_000_000, name="the count for 40,000 windows of 10 × 10")
    for n, kh, kw, c in check.rng().integers((20, 2, 6, 2), (90, 5, 9, 7), size=(6, 4)).tolist():
        count = check.call(local_params, n, kh, kw, c)
        check.value(count, n * kh * kw * c, name="the count of weights")
        count = check.call(local_params, n, kh, kw, c, bias=True)
        check.value(count, n * (kh * kw * c + 1), name="the count of weights and biases")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "03-11-test-conv", "points": 2}
# 03.11, check 3 of 3: a convolutional layer
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("03.11", "conv"):
    count = check.call(conv_params, 7, 5, 3, c_in=2)
    check.value(count, 210, name="the count of weights")
    count = check.call(conv_params, 7, 5, 3, c_in=2, bias=True)
    check.value(count, 217, name="the count of weights and biases")
    ### BEGIN HIDDEN TESTS
    check.hidden("03.11")
    count = check.call(conv_params, 100, 10, 10)
    check.value(count, 10_000, name="the count for 100 filters of 10 × 10")
    for n, kh, kw, c in check.rng().integers((20, 2, 6, 2), (90, 5, 9, 7), size=(6, 4)).tolist():
        count = check.call(conv_params, n, kh, kw, c)
        check.value(count, n * kh * kw * c, name="the count of weights")
        count = check.call(conv_params, n, kh, kw, c, bias=True)
        check.value(count, n * (kh * kw * c + 1), name="the count of weights and biases")
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: the three formulas, and the lectures' counts</summary>
#
# With windows of $k$ inputs (all channels counted), a dense layer has $n_{in} \cdot n_{out}$ weights, a locally connected one $k \cdot n_{out}$, and a convolutional one $k$ for each filter, whatever the size of the image. Biases come on top: one for each output, or one for each filter.
#
# - Toronto's $200 \times 200$ image: a dense layer has $40{,}000^2 = 1.6 \cdot 10^9$ weights, the locally connected one $40{,}000 \cdot 100 = 4{,}000{,}000$, and the 100 shared filters have $100 \cdot 100 = 10{,}000$.
# - Van der Maaten's dense layer has $196{,}608 \cdot 1{,}000 = 196{,}608{,}000$ weights. To his question, "what would go wrong?": you could hardly store it, and with fewer images than weights it would learn them by heart.
# - Innsbruck counts with orders of magnitude: sparse interactions bring $O(n_{in} \cdot n_{out})$ down to $O(k \cdot n_{out})$.
#
# </details>

# %% [markdown]
# ## 9 Which matrices are convolutions?
#
# Every linear layer multiplies by weights and adds up, $z_i = \sum_j W_{ij}\, x_j$. A convolution does that with a Toeplitz matrix. Is the reverse true: is every square matrix of weights a convolution, equivariant to shifts? Of these two the first one is, the second is not:
#
# $$\begin{pmatrix}2 & 5 & 0\\ 1 & 2 & 5\\ 7 & 1 & 2\end{pmatrix}, \qquad \begin{pmatrix}2 & 5 & 0\\ 1 & 2 & 4\\ 7 & 1 & 2\end{pmatrix}.$$
#
# Find out what makes the difference. Shift the input by one place to the right: $x'_0 = 0$ and $x'_j = x_{j-1}$. To lose nothing on the right, let $x_{N-1} = 0$. The output of the shifted input is $z'_i = \sum_j W_{ij}\, x'_j$. Equivariance demands that it is the old output, shifted:
#
# $$z'_i = z_{i-1} \qquad\text{for } i = 1, \dots, N-1 \text{ and every such } x.$$
#
# (The first output is excused: it has no predecessor.) Write both sides as sums over the same $x_j$ and compare their factors. Which entries of $W$ must be equal?

# %% [markdown]
# ### Exercise 03.12 Is it shift equivariant? (4 points)
#
# Write `is_shift_equivariant(W)`: true if the square matrix `W` fulfils the demand above. Computed weights carry rounding errors, so let entries that must be equal differ by up to $10^{-9}$ times the largest absolute value in `W`.


# %% nbgrader={"grade_id": "03-12-solution"}
def is_shift_equivariant(W):
    """Whether multiplying by W is equivariant to shifts, as the text demands it.

    Parameters
    ----------
    W : array (N, N)

    Returns
    -------
    answer : bool
        True if the entries that must be equal are, up to 1e-9 of the largest |W[i, j]|.
    """
    ### BEGIN SOLUTION
    differences = np.abs(W[1:, 1:] - W[:-1, :-1])
    return bool(np.all(differences <= 1e-9 * np.max(np.abs(W))))
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-12-test", "points": 4}
# 03.12, check: the answers for seven matrices
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("03.12"):
    W = np.array([[2, 5, 0], [1, 2, 5], [7, 1, 2]])
    V = np.array([[2, 5, 0], [1, 2, 4], [7, 1, 2]])
    cases = {
        "True for W, the first matrix of the text": W,
        "False for V, the second one": V,
        "False for V.T": V.T,
        "False for a matrix that is constant along i + j": [[0, 5, 2], [5, 2, 5], [2, 5, 7]],
        "True for W with errors of about 1e-12": W + 1e-13 * np.arange(9).reshape(3, 3),
        "False for W with an error of 1e-6 in W[2, 1]": W + np.diag([0, 1e-6], -1),
        "False for 1e-12 * (V + V.T)": 1e-12 * (V + V.T),
    }
    said = [bool(check.call(is_shift_equivariant, np.array(M))) for M in cases.values()]
    for asked, answer in zip(cases, said, strict=True):
        check.that(answer == asked.startswith("True"), asked, about=said)
    ### BEGIN HIDDEN TESTS
    check.hidden("03.12")
    rng = check.rng()
    N = 6
    g = rng.uniform(1, 3, size=2 * N - 1)
    W = np.array([[g[i - j + N - 1] for j in range(N)] for i in range(N)])
    circulant = np.array([[g[(i - j) % N] for j in range(N)] for i in range(N)])
    rounded = W * (1 + 1e-13 * rng.normal(size=(N, N)))
    good = [W, circulant, -W, np.eye(3), np.zeros((2, 2)), np.ones((1, 1)), rounded]
    bad = [W[:, ::-1], np.where(np.eye(N), 1.0, rng.normal(size=(N, N)))]
    bad += [np.diag([1.0, 2, 2, 2]), np.diag([2.0, 2, 2, 1]), rng.normal(size=(N, N))]
    for i, j, error in [(1, 4, 0.5), (0, 2, 0.5), (N - 2, N - 1, 0.5), (2, 3, 1e-6 * np.max(W))]:
        for place in [(i, j), (j, i)]:
            bad.append(W.copy())
            bad[-1][place] += error
    good += [scale * rounded for scale in (1e-12, 1e12)]
    bad += [scale * bad[-1] for scale in (1e-12, 1e12)]
    said = [bool(check.call(is_shift_equivariant, matrix)) for matrix in good]
    check.that(all(said), "True for every matrix with constant diagonals", about=said)
    said = [bool(check.call(is_shift_equivariant, matrix)) for matrix in bad]
    check.that(not any(said), "False for every other matrix", about=said)
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: constant diagonals, and what happens at the ends</summary>
#
# The shifted input gives $z'_i = \sum_j W_{ij}\, x_{j-1} = \sum_j W_{i,\,j+1}\, x_j$, and the old output is $z_{i-1} = \sum_j W_{i-1,\,j}\, x_j$. They agree for all $x$ only if $W_{i,\,j+1} = W_{i-1,\,j}$: go one place down and one to the right, and the entry is the same. So every diagonal is constant, $W_{ij}$ depends on $i - j$ alone, and $W$ is a Toeplitz matrix. In the second matrix $W_{01} = 5$, but $W_{12} = 4$.
#
# At the ends not even a square Toeplitz matrix is exactly equivariant. The first matrix makes $(2, 1, 7)$ of $x = (1, 0, 0)$, and $(5, 2, 1)$ of the shifted $(0, 1, 0)$. The 2 and the 1 have moved, the 5 is new, and the 7 is lost. Equivariance at every place needs a circle: a matrix whose diagonals go on round the corner.
#
# </details>
# <details><summary>Where the lectures err: York EECS 4422/5323 unit 8</summary>
#
# York says of multiplying by weights $w_{kj}$ and summing at every place, $net_k = \sum_j w_{kj}\, y_j$, that this "is exactly a convolution at $k$". That holds only if $w_{kj}$ depends on $k - j$ alone. A matrix of random weights multiplies and sums as well, but shift its input by one place, and its output becomes something else altogether.
#
# </details>

# %% [markdown]
# ## What you can do now
#
# - Compute $*$ and $\star$ by hand, for signals and for images, and say which of the two somebody means.
# - See one convolution as a sum of copies, as a sliding window and as a matrix with constant diagonals.
# - Predict the size of a result from $n$, $k$, $s$ and $p$.
# - Read gain and slope off a kernel, and say what it does to an image.
# - Say that convolution is equivariant to shifts, what it assumes of the data, and how many weights that saves.
#
# Next: **04 Convolution and pooling modules**, where the kernels get gradients.
#
# **References.** I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, MIT Press 2016, chapter 9 (recommended by van der Maaten). A. V. Oppenheim and R. W. Schafer, *Discrete-Time Signal Processing*, 3rd ed., Pearson 2010, chapter 2 (linear shift-invariant systems; not in the lectures). Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning applied to document recognition", *Proc. IEEE* 86, 1998, 2278–2324.
