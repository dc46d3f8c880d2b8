# %% [markdown] id="T46" answers="right" points=[25]
# # correct code that warns
#
# RuntimeWarning from log(0) is normal in correct NumPy code.
#
# No proof in stock nbgrader: check.exercise catches stderr while an exercise is checked; with
# plain asserts stock nbgrader gives 0 for a line on stderr, as H01 shows here.

# %% solution="cross_entropy"
import warnings


def cross_entropy(Z, y):
    warnings.warn("softmax of large scores", DeprecationWarning)
    P = np.exp(Z - Z.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    np.log(np.zeros(1))
    return -np.log(P[np.arange(len(y)), y]).mean()

# %% [markdown] id="T47" answers="right" points=[25]
# # prints 10 MB
#
# A forgotten debug print, called in a loop by the test.
#
# No proof in stock nbgrader: Stock nbgrader grades it rightly; it must stay so.

# %% solution="conv1d"
def conv1d(x, w):
    n, k = len(x), len(w)
    for i in range(50_000):
        print("step", i, "." * 90)
    return np.array([x[i:i + k] @ w[::-1] for i in range(n - k + 1)])

# %% [markdown] id="T48" answers="right" points=[25]
# # progress bar on stderr
#
# tqdm and logging write to stderr. Here the student's function calls back into the test's lambda
# for each entry.
#
# No proof in stock nbgrader: check.exercise catches stderr while an exercise is checked; with
# plain asserts stock nbgrader gives 0 for a line on stderr, as H01 shows here.

# %% solution="numerical_gradient"
import logging
import sys

try:
    from tqdm import tqdm
except ImportError:

    def tqdm(items):
        for i, item in enumerate(items):
            sys.stderr.write(f"\r{100 * i // len(items):3d}%|{'#' * i}")
            sys.stderr.flush()
            logging.warning("step %d", i)
            yield item



def numerical_gradient(f, x):
    x, g = x.copy(), np.zeros_like(x)
    for i in tqdm(list(np.ndindex(*x.shape))):
        old = x[i]
        x[i] = old + 1e-5
        plus = f(x)
        x[i] = old - 1e-5
        g[i] = (plus - f(x)) / 2e-5
        x[i] = old
    return g

# %% [markdown] id="T49" answers="right" points=[25]
# # scratch cells, one of which fails, one asks for input
#
# Real notebooks are full of scratch work. 'A cell failed before the graded one' must not end the
# notebook.
#
# No proof in stock nbgrader: Stock nbgrader grades it rightly; it must stay so.

# %% part="after_setup"
# scratch
1 / 0

# %% part="after_setup"
name = input('who are you? ')

# %% part="after_setup"
import asyncio
await asyncio.sleep(0.1)

# %% part="after_setup"
for i in range(3):
    display(i)

# %% [markdown] id="T50" answers="right" points=[25]
# # other types with the right values
#
# Everything that numpy.testing accepts in the student's own process must survive the crossing.
#
# No proof in stock nbgrader: Stock nbgrader grades it rightly; it must stay so.

# %% solution="conv1d"
def conv1d(x, w):
    n, k = len(x), len(w)
    return [float(sum(x[i + k - 1 - j] * w[j] for j in range(k))) for i in range(n - k + 1)]

# %% solution="cross_entropy"
def cross_entropy(Z, y):
    S = np.asfortranarray(Z - Z.max(axis=1, keepdims=True))
    return np.asarray(np.mean(np.log(np.exp(S).sum(axis=1)) - S[np.arange(len(y)), y]))

# %% solution="linear_backward"
def linear_backward(dZ, X, W):
    return [(W.T @ dZ.T).T, (X.T @ dZ).T.astype(">f8"), np.add.reduce(dZ)[::-1].copy()[::-1]]

# %% solution="numerical_gradient"
def numerical_gradient(f, x):
    h = np.float64(1e-5)
    return tuple((f(x + h * e) - f(x - h * e)) / (2 * h) for e in np.eye(x.size))

# %% [markdown] id="T51" answers="right" points=[25]
# # 35 figures left open
#
# Matplotlib warns on stderr from the 21st figure on; the figures are drawn after the cell, with a
# cost in time.
#
# No proof in stock nbgrader: check.exercise catches stderr while an exercise is checked; with
# plain asserts stock nbgrader gives 0 for a line on stderr, as H01 shows here.

# %% solution="conv1d"
import matplotlib.pyplot as plt


def conv1d(x, w):
    for _ in range(35):
        plt.figure(figsize=(2, 2))
        plt.plot(x)
    n, k = len(x), len(w)
    return np.array([x[i:i + k] @ w[::-1] for i in range(n - k + 1)])

# %% [markdown] id="T52" answers="right" points=[25]
# # slow but correct
#
# Limits are at least 20 times the reference and never under several seconds; CPU time, with a
# generous wall limit for sleepers.
#
# No proof in stock nbgrader: Stock nbgrader grades it rightly; it must stay so.

# %% solution="conv1d"
import time


def conv1d(x, w):
    time.sleep(2)
    total = sum(i * i for i in range(3_000_000))
    n, k = len(x), len(w)
    return np.array([x[i:i + k] @ w[::-1] for i in range(n - k + 1)]) + 0 * total

# %% [markdown] id="T53" answers="right" points=[5]
# # half answered
#
# The normal case of a hand-in: untouched stub, NameError and SyntaxError cost their own exercise
# only, and the messages point at the student's line, not into the grader.
#
# No proof in stock nbgrader: Stock nbgrader grades it rightly; it must stay so.

# %% solution="conv1d"
def conv1d(x, w):
    raise NotImplementedError()

# %% solution="cross_entropy"
def cross_entropy(Z, y):
    return mean(log(softmx(Z)))

# %% solution="linear_backward"
def linear_backward(dZ, X, W)
    return dZ @ W, dZ.T @ X, dZ.sum(axis=0)

# %% [markdown] id="T54" answers="right" points=[25] stock_here="20 points"
# # student's globals have the names that the tests use
#
# Stock overwrites a student's global x with the test's, and an honest answer fails. Two namespaces
# do not.

# %% solution="numerical_gradient"
x = 1e-5                      # step
expected = "central"
A = 2


def numerical_gradient(f, v):
    g = np.zeros_like(v)
    for i in np.ndindex(*v.shape):
        e = np.zeros_like(v)
        e[i] = x
        g[i] = (f(v + e) - f(v - e)) / (A * x)
    return g

# %% [markdown] id="T55" answers="right" points=[25]
# # magics, widgets, non-ASCII, standard library
#
# IPython syntax and display are part of the course; renamed parameters are part of honest work.
#
# No proof in stock nbgrader: Stock nbgrader grades it rightly; it must stay so.

# %% solution="conv1d"
from collections import deque
from functools import reduce


def conv1d(x, ω):
    # Faltung: ω wird gespiegelt
    n, k = len(x), len(ω)
    return np.array([reduce(lambda s, j: s + x[i + k - 1 - j] * ω[j], range(k), 0.0) for i in range(n - k + 1)])

# %% part="after_setup"
# %matplotlib inline
# %config InlineBackend.figure_format = 'png'

# %% part="after_setup"
# %%time
Σ = sum(range(10))
print('größe 尺寸', Σ)

# %% part="after_setup"
# !echo hello
# %timeit -n 1 -r 1 1 + 1

# %% part="after_setup"
import ipywidgets as W
from IPython.display import HTML, display
slider = W.IntSlider()
display(slider, HTML('<b>x</b>'))
W.interact(lambda n=3: n);

# %% [markdown] id="H01" answers="right" points=[25] stock_here="20 points"
# # logs to a handler that was made in the answer's cell
#
# The handler holds the kernel's stderr, so a cell that puts another stream in its place does not
# catch what it writes; stock nbgrader gives 0 to a cell with output on stderr.

# %% solution="conv1d"
import logging

logger = logging.getLogger("conv1d")
logger.addHandler(logging.StreamHandler())


def conv1d(x, w):
    logger.warning("%d values", len(x))
    n, k = len(x), len(w)
    return np.array([x[i:i + k] @ w[::-1] for i in range(n - k + 1)])

# %% [markdown] id="I13" answers="right" points=[25]
# # a finished answer in a new cell, the original one deleted
#
# Outcome before: the stub that was put back ran after it and won, 20 points.
#
# No proof in stock nbgrader: it does not put the stub back.

# %% part="notebook"
at = nb["cells"].index(cell("conv1d"))
del nb["cells"][at]["metadata"]["nbgrader"]

# %% [markdown] id="I14" answers="right" points=[25] stock_here="stops the class" stock_alone=true
# # an answer that was split into two cells
#
# JupyterLab gives both the grade id. Outcome before: right, but "the first one counts".

# %% part="notebook"
twin = copy.deepcopy(cell("linear_backward"))
twin["id"], twin["source"] = "second-half", "linear_backward = linear_backward"
nb["cells"].insert(nb["cells"].index(cell("linear_backward")) + 1, twin)

# %% [markdown] id="I15" answers="right" points=[25]
# # a picture pasted into text, and one that is not there
#
# Outcome before: full marks, no feedback.

# %% part="notebook"
png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
nb["cells"].append({"cell_type": "markdown", "metadata": {}, "id": "pasted",
                    "attachments": {"image.png": {"image/png": png}},
                    "source": "$a<b$: ![ours](attachment:image.png) ![lost](attachment:gone.png)"})

# %% [markdown] id="I16" answers="right" points=[25]
# # helper modules beside the notebook, and written by it
#
# A `numpy.py` among them shadows nothing. Outcome before: 15 points, "has it run?".

# %% part="folder"
(folder / "helper.py").write_text("def dot(a, b):\n    return a @ b\n")
(folder / "numpy.py").write_text("raise RuntimeError('not NumPy')\n")
(folder / "sub").mkdir()
(folder / "sub" / "steps.txt").write_text("2")

# %% part="after_setup"
# %%writefile written.py
def half(a):
    return a / 2

# %% solution="conv1d"
from helper import dot


def conv1d(x, w):
    n, k = len(x), len(w)
    return np.array([dot(x[i : i + k], w[::-1]) for i in range(n - k + 1)])

# %% solution="numerical_gradient"
from pathlib import Path

from written import half

root = Path.cwd().parents[2]
steps = int(Path("sub/steps.txt").read_text())


def numerical_gradient(f, x):
    E = np.eye(x.size) * 1e-5
    return np.array([half(f(x + e) - f(x - e)) / 1e-5 for e in E]) * steps / 2

# %% [markdown] id="I17" answers="right" points=[20]
# # a pool of threads made at the top of the notebook
#
# Its threads are not in the snapshot that answers a check. Outcome before: the same points, and no
# word of the threads.

# %% solution="conv1d"
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(1)
pool.submit(print).result()


def conv1d(x, w):
    n, k = len(x), len(w)
    return np.array(list(pool.map(lambda i: x[i : i + k] @ w[::-1], range(n - k + 1))))

# %% [markdown] id="I18" answers="right" points=[25]
# # prints a file name that is not UTF-8, and HTML that a page must not run
#
# Outcome before: full marks, exit status 1, neither notebook nor feedback.

# %% part="after_setup"
import os

from IPython.display import HTML, display

print(os.fsdecode(b"caf\xe9"))
display(HTML("<table class='dataframe'><tr><td>kept</td></tr></table>"))
