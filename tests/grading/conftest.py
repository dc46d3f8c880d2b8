"""A notebook of an instructor's, and the best sandbox of this machine."""

import pytest

from autograder.sandbox.backend import best
from tests.grading.judged import LIMITS
from tests.grading.submitted import labelled


@pytest.fixture
def official():
    return [
        labelled("code", "setup", "import numpy as np", locked=True),
        labelled("code", "a", "def a():\n    raise NotImplementedError", solution=True),
        labelled("code", "test_a", "check(a)  # hidden", grade=True, locked=True, points=5),
        labelled("code", "b", "def b():\n    raise NotImplementedError", solution=True),
        labelled("code", "test_b", "check(b)  # hidden", grade=True, locked=True, points=3),
        labelled("markdown", "m", "Your answer", grade=True, solution=True, points=2),
    ]


@pytest.fixture(scope="module")
def backend():
    made, _ = best(LIMITS)
    yield made
    made.close()
