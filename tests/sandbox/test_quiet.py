"""Which cells do nothing but define something that nobody before them uses."""

import pytest

from autograder.sandbox.quiet import only_defines

BEFORE = '''
import numpy as np
def f(x):
    """Twice x; see also documented."""
    return helper(x) + np.tanh(x) + x.attribute
'''


@pytest.mark.parametrize(
    "source",
    [
        "",
        '"""Text alone."""',
        "# a remark",
        "def g(x, /, y=1, *more, z=None, **others):\n    print(x)\n    return f(x)",
        "def g(x):\n    import os\n    os._exit(1)\ndef h(x):\n    return g(x)",
        "RATE = 0.5\nNAME = 'a'\nNOTHING = None",
        "import itertools\nfrom math import sqrt as root\nfrom convnet.widgets.graph import graph",
        "def tanh(x):\n    return x",  # an attribute of another module before
        "def elper(x):\n    return x",
    ],
)
def test_these_only_define(source):
    assert only_defines(source, BEFORE, ["np", "check"])


@pytest.mark.parametrize(
    "source",
    [
        "print(1)",
        "x = []",
        "x = f(1)",
        "x: int = 1",
        "a, b = 1, 2",
        "a = b = 1",
        "x.y = 1",
        "x[0] = 1",
        "x += 1",
        "del f",
        "if True:\n    def g():\n        pass",
        "class C:\n    pass",
        "async def g():\n    pass",
        "@f\ndef g(x):\n    return x",
        "def g(x=[]):\n    return x",
        "def g(*, x=f(1)):\n    return x",
        "def g(x: print(1)):\n    return x",
        "def g(*x: print(1)):\n    return x",
        "def g(x) -> print(1):\n    return x",
        "import os",
        "import helper_of_mine",
        "import math, os",
        "from . import math",
        "from numpy import *",
        "from os.path import join",
        "%timeit f(1)",
        "def g(:",
        "def g(x):\n    return x\nf = g",
        "def g(x):\n    return x\ng(1)",
        # What is used before, or will be asked for.
        "def f(x):\n    return 3 * x",
        "def helper(x):\n    return x",
        "helper = 1",
        "import math as helper",
        "from math import sqrt as helper",
        "import numpy as np",
        "def wanted(x):\n    return x",
        "def documented(x):\n    return x",
        "(" * 5000 + "1" + ")" * 5000,
    ],
)
def test_these_do_more_or_are_missed_before(source):
    assert not only_defines(source, BEFORE, ["np", "wanted"])
