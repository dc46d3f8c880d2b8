"""A small exercise with known mistakes."""

from autograder.mistakes.declared import Mistake
from autograder.mistakes.replay import Replays, fails

SOLUTION = '''\
import numpy as np


def slope(x, y):
    """Slope of the line through two points."""
    ### BEGIN SOLUTION
    rise = y[1] - y[0]
    return rise / (x[1] - x[0])
    ### END SOLUTION
'''
GRADED = """\
import numpy as np
from autograder import check

with check.exercise("90.1", "slope"):
    check.value(check.call(slope, [1.0, 3.0], [2.0, 8.0]), 3.0, name="slope")
    check.value(check.call(slope, [1.0, 2.0], [0.0, -2.0]), -2.0, name="slope")
    ### BEGIN HIDDEN TESTS
    check.hidden("90.1")
    x, y = check.rng().uniform(1, 2, size=(2, 2))
    check.value(check.call(slope, x, y), (y[1] - y[0]) / (x[1] - x[0]), name="slope")
    ### END HIDDEN TESTS
"""
UPSIDE_DOWN = Mistake("A", "90.1", "upside down: run over rise", "the fraction",
                      'edit("slope", "rise / (x[1] - x[0])", "(x[1] - x[0])/rise")\n')  # fmt: skip
UNSIGNED = Mistake("B", "90.1", "unsigned: the slope of a falling line is negative", "",
                   'edit("slope", "rise /", "abs(rise) /")\n')  # fmt: skip
NO_RUN = Mistake(
    "C", "90.1", "the run is missing", "", "def slope(x, y):\n    return y[1] - y[0]\n"
)
HIDDEN = Mistake(
    "D", "90.1", "cut at 1", "", 'edit("slope", "rise /", "(rise if abs(rise) > 1 else 0) /")'
)


def replays(*mistakes):
    return Replays([], {"90-01-solution": SOLUTION}, mistakes)


def failure_of(mistake, **options):
    return fails(GRADED, replays().names(mistake.patch), **options)
