"""What must hold of the wrong and right answers that are declared for a notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from autograder.mistakes import record
from autograder.mistakes.notebook import Known, exercises

MISTAKES, ALTERNATIVES = 5, 3
"""So many of each at least, for each graded exercise."""


def enough(notebook: Known) -> Iterator[str]:
    """Each graded exercise has wrong and right answers, and each of them has its exercise."""
    graded = exercises(notebook.graded)
    for what, variants, least in (
        ("mistakes", notebook.replays.mistakes, MISTAKES),
        ("alternatives", notebook.alternatives, ALTERNATIVES),
    ):
        count = Counter(variant.exercise for variant in variants)
        for number in graded:
            if count[number] < least:
                yield f"{number} has {count[number]} {what}; it needs {least}"
        for number in sorted(set(count) - set(graded)):
            yield f"there are {what} of {number}, which is no graded exercise of this notebook"


def recorded(notebook: Known) -> Iterator[str]:
    """What the student's kernel knows of the mistakes is what they give, and tells them apart."""
    name = notebook.assignment.id
    now = record.records(notebook)
    if not record.same(now, record.load(name)):
        yield f"what is recorded of its mistakes is out of date; run: convnet-course build {name}"
    yield from record.indistinct(now)
