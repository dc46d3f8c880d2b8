"""Each test of the sandbox in each of its modes."""

import pytest

from autograder.sandbox.backend import Local
from autograder.sandbox.modes import MODES
from tests.sandbox.session import LIMITS
from tests.tools import need


def _modes():
    """All three; a cold sandbox takes two seconds to start, anew for each child."""
    return [pytest.param(m, marks=pytest.mark.slow if m == "cold" else ()) for m in MODES]


@pytest.fixture(scope="module", params=_modes())
def backend(request):
    if request.param != "plain":
        need("bwrap")
    made = Local(request.param, LIMITS)
    yield made
    made.close()
