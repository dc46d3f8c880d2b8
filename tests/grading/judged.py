"""Graded cells for tests of how they are judged."""

import zlib

from autograder.sandbox.limits import Limits

LIMITS = Limits()
GOOD = "def f(x):\n    return 2 * x\n"


def fixed(exercise):
    return zlib.crc32(exercise.encode())


def checked(body, *, visible="check.value(f(1.0), 2.0)", hidden=True):
    lines = ["from autograder import check", "", 'with check.exercise("9"):', f"    {visible}"]
    lines += ['    check.hidden("9")'] if hidden else []
    return "\n".join([*lines, *(f"    {line}" for line in body.splitlines())]) + "\n"
