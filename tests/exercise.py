"""A block of checks as a graded cell runs it: for the tests of `autograder.check`."""

import contextlib
import io

import pytest

from autograder import check


def passes(block, number="00.2", hidden=False):
    """Run a function inside an exercise; return what was printed."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), check.exercise(number):
        if hidden:
            check.hidden(number)
        block()
    return printed.getvalue()


def fails(block, number="00.2", hidden=False):
    """Run a function inside an exercise that must not pass; return what the student reads."""
    with pytest.raises((check.Rejected, check.NotDone)) as caught:
        passes(block, number, hidden)
    return str(caught.value)
