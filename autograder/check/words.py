"""What Python and NumPy say of an error, in the words of the course."""

from __future__ import annotations

import re

_EXPLAINED: tuple[tuple[str, str], ...] = (
    (
        r"truth value of an array",
        "`if`, `and`, `or` and `not` take one True or False, and got a whole array. Entry by entry "
        "it is np.where(condition, a, b), and & | ~ in the place of and, or, not",
    ),
    (
        r"matmul: .*\(size (\d+) is different from (\d+)\)",
        "a matrix product whose inner sizes differ: {0} and {1}. Write the shapes above the "
        "factors; (m, k) @ (k, n) gives (m, n)",
    ),
    (
        r"shapes (\(.*?\)) and (\(.*?\)) not aligned",
        "a matrix product whose inner sizes differ: {0} and {1}. (m, k) @ (k, n) gives (m, n)",
    ),
    (
        r"matmul: .*does not have enough dimensions",
        "@ multiplies arrays, and one factor is a single number",
    ),
    (
        r"could not be broadcast together with shapes (\(.*?\)) (\(.*?\))",
        "arrays of the shapes {0} and {1} are combined entry by entry, and don't fit: from the "
        "right, sizes must be equal, or one of them 1",
    ),
    (
        r"could not broadcast input array from shape (\(.*?\)) into shape (\(.*?\))",
        "an array of shape {0} is put into a place of shape {1}",
    ),
    (
        r"cannot reshape array of size (\d+) into shape (\(.*?\))",
        "{0} numbers can't take the shape {1}: the product of the sizes must be {0}",
    ),
    (
        r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)",
        "there is no index {0} along axis {1}: it has {2} entries, and counting begins at 0",
    ),
    (
        r"axis (-?\d+) is out of bounds for array of dimension (\d+)",
        "there is no axis {0}: the array has {1} dimensions",
    ),
    (
        r"too many indices for array: array is (\d+)-dimensional, but (\d+)",
        "{1} indices for an array of {0} dimensions",
    ),
    (
        r"numpy boolean (subtract|negative)",
        "- is not defined for True and False: make numbers of them first, .astype(float)",
    ),
    (
        r"(inhomogeneous shape|setting an array element with a sequence)",
        "an array is made of parts of unequal lengths, or one entry is given several numbers",
    ),
    (
        r"only (?:length-1|0-dimensional|size-1) arrays can be converted",
        "one number is needed there, and an array came",
    ),
    (
        r"output array is read-only|assignment destination is read-only",
        "this array can't be written to: work on a copy",
    ),
    (
        r"cannot unpack non-iterable NoneType|object is not subscriptable.*None|'NoneType'",
        "something is None where a result is used: does each function return its result?",
    ),
)
"""Pattern in the message of an error, and what it means; groups fill the braces."""


def explained(message: str, hidden: bool = False) -> str:
    """What an error means, or "" if we have no better words; a hidden check shows no numbers.

    Examples
    --------
    >>> explained("operands could not be broadcast together with shapes (3,2) (4,) ")
    "arrays of the shapes (3,2) and (4,) are combined entry by entry, and don't fit: from the \
right, sizes must be equal, or one of them 1"
    """
    for pattern, meaning in _EXPLAINED:
        if found := re.search(pattern, message):
            if hidden and "{" in meaning:
                return ""
            return meaning.format(*found.groups())
    return ""
