"""A course of one tiny notebook, for tests of what makes and proves notebooks."""

from __future__ import annotations

import shutil
from pathlib import Path

from autograder.authoring.assignment import Assignment, assignments

ROOT = Path(__file__).resolve().parents[2]

CURRICULUM = """\
version = "1.2.3"

[[notebook]]
id = "07_toy"
title = "A toy"
status = "core"
hours = "1"
automatic = 7
manual = 3
[notebook.points]
"07.1" = 5
"07.2" = 3
"07.3" = 2
"""

SOURCE = '''\
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
# # A toy
#
# Doubling, $2x$ – and “more”.

# %% nbgrader={"grade_id": "07-setup"}
import numpy as np

# %% [markdown]
# The same text, twice.


# %% nbgrader={"grade_id": "07-01-solution"}
def double(x):
    """Twice x.

    Parameters
    ----------
    x : array
    """
    ### BEGIN SOLUTION
    secret_factor = 2
    return secret_factor * np.asarray(x)
    ### END SOLUTION


def half(x):
    """Half of x."""
    ### BEGIN SOLUTION
    return np.asarray(x) / 2
    ### END SOLUTION


# %% nbgrader={"grade_id": "07-01-shared"}
x = check.rng().normal(size=(2, 3))

# %% nbgrader={"grade_id": "07-01-test", "points": 3}
# 07.1, check 1 of 2: 2x
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("07.1"):
    check.value(check.call(double, np.array([1.0, 3.0])), [2.0, 6.0], name="2x")
    ### BEGIN HIDDEN TESTS
    check.hidden("07.1")
    ### SHARED
    check.value(check.call(double, x), x + x, name="2x")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "07-01-test-half", "points": 2}
# 07.1, check 2 of 2: x/2
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("07.1", "half"):
    check.value(check.call(half, np.array([1.0, 3.0])), [0.5, 1.5], name="x/2")
    ### BEGIN HIDDEN TESTS
    check.hidden("07.1")
    ### SHARED
    check.value(check.call(half, x), 0.5 * x, name="x/2")
    ### END HIDDEN TESTS

# %% [markdown]
# The same text, twice.

# %% [markdown] nbgrader={"grade_id": "07-02-manual", "points": 3}
# Model answer: doubling is linear, since $2(x + y) = 2x + 2y$. One point for each side.


# %% nbgrader={"grade_id": "07-03-solution"}
def answer():
    """The number asked for."""
    ### BEGIN SOLUTION
    return 42
    ### END SOLUTION


# %% nbgrader={"grade_id": "07-03-test", "points": 2}
# 07.3, check: the answer
# Do not edit; hidden checks follow when it is graded.
from autograder import check

with check.exercise("07.3"):
    number = check.call(answer)
    check.that(isinstance(number, int), "a whole number", about=number)
    ### BEGIN HIDDEN TESTS
    check.hidden("07.3")
    check.value(check.call(answer), 6 * 7, name="the answer")
    ### END HIDDEN TESTS

# %% tags=["long"]
import time

print("trained at", time.perf_counter())

# %% nbgrader={"grade_id": "07-figure-line"}
from convnet.plots.picture import Picture

Picture(lambda figure: figure.add_subplot().plot([1, 2]), "A line that rises.", (2.0, 1.0))
'''

MISTAKES = """\
# %% T1 07.1 | three times x
edit("double", "secret_factor = 2", "secret_factor = 3")

# %% T2 07.1 | the square of x
edit("double", "secret_factor * np.asarray(x)", "np.asarray(x) ** 2")

# %% T3 07.1 | x itself
edit("double", "secret_factor * np.asarray(x)", "np.asarray(x)")

# %% T4 07.1 | a third of x
# look at: the number below the line
edit("half", "/ 2", "/ 3")

# %% T5 07.1 | rounded down
def half(x):
    return np.asarray(x) // 2

# %% T6 07.3 | a float
edit("answer", "42", "42.5")

# %% T7 07.3 | -
edit("answer", "42", "41")

# %% T8 07.3 | -
edit("answer", "42", "43")

# %% T9 07.3 | text
edit("answer", "42", "'42.0'")

# %% T10 07.3 | the digits exchanged
edit("answer", "42", "24.0")
"""
ALTERNATIVES = "".join(
    f"# %% U{k} {exercise} | {k}\n{text}\n\n"
    for k, (exercise, text) in enumerate(
        [
            ("07.1", "def double(x):\n    return np.asarray(x) + x"),
            ("07.1", "def double(x):\n    return [2 * v for v in x]"),
            ("07.1", "def half(x):\n    return 0.5 * np.asarray(x)"),
            ("07.3", "def answer():\n    return 6 * 7"),
            ("07.3", "def answer():\n    return int('42')"),
            ("07.3", "def answer():\n    return sum([40, 2])"),
        ]
    )
)


def make(folder: Path) -> Assignment:
    """Write the toy's source, its curriculum and nbgrader's settings; nothing is built."""
    (folder / "solutions").mkdir(parents=True)
    (folder / "solutions" / "curriculum.toml").write_text(CURRICULUM, encoding="utf-8")
    (folder / "solutions" / "07_toy.py").write_text(SOURCE, encoding="utf-8")
    (folder / "solutions" / "07_toy.mistakes.py").write_text(MISTAKES, encoding="utf-8")
    (folder / "tests" / "alternatives").mkdir(parents=True)
    (folder / "tests" / "alternatives" / "07_toy.py").write_text(ALTERNATIVES, encoding="utf-8")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    return assignments(folder)[0]


def copy(built: Assignment, folder: Path) -> Assignment:
    """A copy of a toy course, to spoil."""
    shutil.copytree(built.root, folder, dirs_exist_ok=True)
    return assignments(folder)[0]


def edit(path: Path, old: str, new: str) -> None:
    """Replace text that occurs in a file, once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
