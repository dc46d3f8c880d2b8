"""Who in the synthetic class hands in what: drawn from a seed, so that it can be asked again."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np

from autograder.authoring.assignment import select
from autograder.cells import exercise as exercise_of
from autograder.mistakes import declared
from autograder.mistakes.declared import Mistake
from autograder.mistakes.notebook import Known, exercises, known
from autograder.mistakes.prove import BUILT_ON_OTHERS
from tests.cells import ROOT
from tests.demo import answers

STUDENTS = [
    "abel", "ada", "agnesi", "alan", "alonzo", "artin", "bernays", "blaise", "boole",
    "cantor", "carl", "cauchy", "curry", "dedekind", "descartes", "dijkstra", "dorothy",
    "emil", "emmy", "erdos", "euclid", "euler", "evelyn", "felix", "fermat", "fourier",
    "frege", "galois", "gentzen", "grace", "hamming", "hedy", "heisuke", "hilbert", "hopper",
    "hypatia", "ivan", "jacobi", "jean", "joan", "julia", "kleene", "kovalevskaya", "kurt",
    "lagrange", "laplace", "lise", "lovelace", "mary", "maryam", "minkowski", "noether",
    "olga", "pascal", "peano", "ramanujan", "rozsa", "shannon", "sophie", "tarski",
]  # fmt: skip
FIRST_DUE = datetime(2026, 3, 6, 20, tzinfo=UTC)
"""When notebook 00 is due; the others follow week by week."""
MISSING, UNTOUCHED, LATE = 15, 20, 10
"""One in so many, at least one: hands in nothing, what was handed out, hands in late."""


@dataclass
class Work:
    """What a student does with one notebook.

    Attributes
    ----------
    student, kind : str
        "in time", "late", "untouched" or "missing".
    at : datetime
        When it is handed in.
    right : dict of str to Mistake or None
        Exercises with a right answer: an alternative, or None for the reference's.
    wrong : dict of str to Mistake
        Exercises with a mistake. What is neither right nor wrong is not begun.
    in_words : bool
        Whether the questions are answered that people mark.
    """

    student: str
    kind: str
    at: datetime
    right: dict[str, Mistake | None] = field(default_factory=dict)
    wrong: dict[str, Mistake] = field(default_factory=dict)
    in_words: bool = False


def due(notebook: str) -> datetime:
    """The deadline of a notebook."""
    return FIRST_DUE + timedelta(weeks=int(notebook[:2]))


def work(notebook: str, count: int, seed: int) -> list[Work]:
    """What each student of the class does with a notebook.

    Each has an ability for the whole course, each exercise is a little harder than the one before,
    and of the mistakes of an exercise a few are frequent and most are rare.
    """
    [assignment] = select([notebook], ROOT)
    content = known(assignment)
    ability = np.random.default_rng(seed).normal(size=len(STUDENTS))
    rng = np.random.default_rng([seed, int(notebook[:2])])
    frequent = {e: _by_frequency(content, e, rng) for e in exercises(content.graded)}
    made = []
    for k, (student, kind) in enumerate(zip(STUDENTS, _kinds(count, rng), strict=False)):
        each = Work(student, kind, _when(notebook, kind, rng))
        if kind in ("in time", "late"):
            _answer(each, content, frequent, ability[k], rng)
        made.append(each)
    return made


def _kinds(count: int, rng: np.random.Generator) -> list[str]:
    """Missing, untouched and late work, the rest in time; in any order."""
    kinds = ["missing"] * max(1, count // MISSING) + ["untouched"] * max(1, count // UNTOUCHED)
    kinds += ["late"] * max(1, count // LATE)
    return rng.permutation([*kinds, *["in time"] * (count - len(kinds))]).tolist()


def _when(notebook: str, kind: str, rng: np.random.Generator) -> datetime:
    """Most hand in on the last day; who is late, within two days."""
    hours = rng.exponential(20)
    away = timedelta(minutes=round(60 * min(hours, 150)))
    if kind == "late":
        return due(notebook) + timedelta(minutes=5) + away / 3
    return due(notebook) - timedelta(minutes=1) - away


def _by_frequency(content: Known, exercise: str, rng: np.random.Generator) -> list[Mistake]:
    """Mistakes of an exercise, frequent ones first."""
    found = list(content.replays.of(exercise))
    return [found[k] for k in rng.permutation(len(found))]


def _answer(
    work: Work, content: Known, frequent: dict[str, list[Mistake]], ability: float, rng
) -> None:
    """Draw an answer for each exercise."""
    spoiled: set[str] = set()
    not_right: set[str] = set()
    for place, (exercise, mistakes) in enumerate(frequent.items()):
        wrong = rng.random() > 1 / (1 + np.exp(0.04 * place - 0.8 - 1.2 * ability))
        begun = rng.random() > 0.2
        mistake = mistakes[min(rng.geometric(0.35), len(mistakes)) - 1] if mistakes else None
        alternatives = [a for a in content.alternatives if a.exercise == exercise]
        choice = [None, None, *alternatives][rng.integers(2 + len(alternatives))]
        if not wrong and exercise not in spoiled:
            # What calls a function that is wrong would be wrong, too: then the reference.
            sound = choice is None or not _called(content, choice) & not_right
            work.right[exercise] = choice if sound else None
            continue
        begun = begun and exercise not in spoiled
        if begun and mistake and not _called(content, mistake) & not_right:
            work.wrong[exercise] = mistake
        not_right.add(exercise)
        spoiled |= _built_on(content, exercise)
    work.in_words = bool(rng.random() < 1 / (1 + np.exp(-1 - ability)))


def _called(content: Known, variant: Mistake) -> set[str]:
    """Other exercises whose functions an answer calls."""
    tree = ast.parse(answers.varied(content, variant))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    solutions = content.replays.solutions
    defined = {exercise_of(name): set(declared.texts([text])) for name, text in solutions.items()}
    return {number for number, names in defined.items() if names & used} - {variant.exercise}


def _built_on(content: Known, exercise: str) -> set[str]:
    """Exercises that cannot be right where this one is not: nobody gets as far as these."""
    own = answers.solution(content, exercise)
    return {cell.exercise for cell in content.touched(exercise, own)} & BUILT_ON_OTHERS - {exercise}
