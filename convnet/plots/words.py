"""Numbers as they are written in figures and in their sentences."""

from __future__ import annotations

import math

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float) -> str:
    """A number with a true minus sign, and without one for zero."""
    return minus(f"{value + 0.0:g}")


def minus(text: str) -> str:
    """A formatted number with a true minus sign for its hyphen."""
    return text.replace("-", "−")


def scientific(value: float, digits: int = 1) -> str:
    """A number as 4.2·10⁻³, and a power of ten as 10⁻².

    Parameters
    ----------
    digits : int
        Digits after the point.
    """
    if value == 0 or not math.isfinite(value):
        return number(value)
    mantissa, exponent = f"{value:.{digits}e}".split("e")
    power = f"10{str(int(exponent)).translate(_RAISED)}"
    if math.isclose(value, 10.0 ** int(exponent), rel_tol=1e-9):
        return power
    return f"{minus(mantissa)}·{power}"


def short(value: float, digits: int = 2) -> str:
    """A number with a few digits, as 0.042, and as 4.2·10⁻⁸ where that is shorter."""
    text = f"{value:.{digits}g}"
    return scientific(value, digits - 1) if "e" in text else minus(text)
