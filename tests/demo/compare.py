"""Whether a class's mistakes have the names that were planted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from autograder.cells import exercise
from autograder.mistakes import answers
from tests.demo.plan import Work

Counted = dict[tuple[str, str], set[str]]
"""Students by exercise and words of the mistake."""


def planted(class_: Iterable[Work]) -> Counted:
    """Who has been given which mistake; those that nothing need name have the words ""."""
    who: Counted = defaultdict(set)
    for each in class_:
        for number, mistake in each.wrong.items():
            who[number, mistake.words].add(each.student)
    return dict(who)


def named(folder: Path, notebook: str) -> Counted:
    """Who is said to have made which mistake."""
    found = answers.answers(folder, notebook)
    return {
        (number, words): set(students)
        for number in {exercise(answer.cell) for answer in found}
        for words, students in answers.named([a for a in found if exercise(a.cell) == number])
    }


def differences(wanted: Counted, got: Counted) -> list[str]:
    """What is not named as it was planted, a line each.

    Where data cannot tell two mistakes apart the name is "either …, or …": then either will do.
    """
    lines = []
    for (number, words), students in sorted(wanted.items()):
        fitting = [who for (n, said), who in got.items() if n == number and _fits(words, said)]
        if words and (left := students - set().union(*fitting)):
            lines.append(f"{number}, not named {words!r}: {', '.join(sorted(left))}")
    for (number, said), students in sorted(got.items()):
        fitting = [who for (n, words), who in wanted.items() if n == number and _fits(words, said)]
        if more := students - set().union(*fitting):
            lines.append(f"{number}, named {said!r} and not planted: {', '.join(sorted(more))}")
    return lines


def _fits(words: str, said: str) -> bool:
    """Whether a name is that of a mistake; one that need not be named may have any."""
    return words in ("", said) or (said.startswith("either ") and words in said)
