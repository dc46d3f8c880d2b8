"""A class of twelve, one of each kind, to compare ways of grading with each other."""

from __future__ import annotations

import re

from tests.cells import Variant, code_cells, variants
from tests.demo.answers import without_markers

WITH_MISTAKES = ("felix", "grace", "hedy", "ivan", "joan", "kurt", "lise")
NOISE = """
import warnings as _warnings

def _noisy(function):
    def noisy(*args, **kwargs):
        print("calling", function.__name__)
        _warnings.warn("I only warn")
        return function(*args, **kwargs)
    return noisy

{name} = _noisy({name})
"""


def answers(notebook: str) -> dict[str, dict[str, str]]:
    """For each student the text of the solution cells that they filled in, by grade id."""
    reference = {c.grade_id: c for c in code_cells(notebook) if c.is_solution}
    full = {grade_id: without_markers(cell.source) for grade_id, cell in reference.items()}
    half = len(full) // 2
    class_: dict[str, dict[str, str]] = {
        "ada": full,
        "blaise": {},
        "carl": dict(list(full.items())[:half]),
        "dorothy": {g: text + _noise(text) for g, text in full.items()},
        "emmy": _patched(full, reference, _first_of_each(variants("alternatives", notebook))),
    }
    for i, student in enumerate(WITH_MISTAKES):
        own = [m for j, m in enumerate(variants("mistakes", notebook)) if j % 7 in (i, (i + 2) % 7)]
        class_[student] = _patched(full, reference, _first_of_each(own)[i % 2 :: 2])
    return class_


def _noise(source: str) -> str:
    first = re.search(r"^def (\w+)", source, flags=re.MULTILINE)
    return NOISE.format(name=first[1]) if first else ""


def _first_of_each(found) -> list[Variant]:
    """The first variant of each exercise."""
    return list({v.exercise: v for v in reversed(found)}.values())[::-1]


def _patched(full: dict[str, str], reference, patches: list[Variant]) -> dict[str, str]:
    patch = {p.exercise: p.source for p in patches}
    return {
        grade_id: text
        + (
            "\n\n" + patch[reference[grade_id].exercise]
            if reference[grade_id].exercise in patch
            else ""
        )
        for grade_id, text in full.items()
    }
