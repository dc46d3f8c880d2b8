"""`convnet-course prove`: every wrong answer is caught and named, every right one accepted.

Each mistake and each alternative of a notebook goes the way of a submission: it computes in the
sandbox, and is judged in the grader.
"""

from __future__ import annotations

import contextlib
import io
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from autograder.authoring.assignment import select
from autograder.cells import apart, run
from autograder.cells import exercise as exercise_of
from autograder.check.failure import Failure
from autograder.check.host import fixed_seed, hosted
from autograder.check.known import either
from autograder.check.outcome import NotDone, Rejected
from autograder.check.session import exercise as Current
from autograder.evidence import Verdict
from autograder.mistakes.declared import Mistake, applied
from autograder.mistakes.notebook import Graded, Known, exercises, known
from autograder.mistakes.replay import SECONDS, SLIP_SECONDS, fails, verdict_of

BUILT_ON_OTHERS = {"02.15", "05.8", "05.9"}
"""Exercises whose checks use a student's functions of other exercises, too."""

WHOLE_NETWORK = {"05.8", "05.9"}
"""Those of them in which the reference's other functions read what an answer caches and returns,
and choose the steps for its start: no right answer to another exercise need suit them."""

_Replayed = tuple[Verdict, Failure | None]
Said = dict[str, str]
"""What each graded cell says, by grade id: "" for a pass."""


@dataclass
class Row:
    """How the wrong and right answers of one exercise fared."""

    exercise: str
    mistakes: int = 0
    caught: int = 0
    visibly: int = 0
    to_name: int = 0
    named: int = 0
    alternatives: int = 0
    accepted: int = 0
    blamed: int = 0
    problems: list[str] = field(default_factory=list)

    def add(self, variant: Mistake, said: Said, own: set[str], wrong: bool) -> None:
        """Count one answer."""
        failed = {cell for cell, message in said.items() if message}
        elsewhere = failed - own
        messages = [said[cell] for cell in sorted(failed & own)]
        which = f"{self.exercise} {variant.id}"
        if elsewhere:
            self.blamed += 1
            self.problems.append(f"{which}: also fails {', '.join(sorted(elsewhere))}")
        if not wrong:
            self.alternatives += 1
            self.accepted += not messages
            self.problems += [f"{which} is right, and rejected: {m}" for m in messages[:1]]
            return
        self.mistakes += 1
        self.caught += bool(messages)
        self.visibly += any(", hidden check" not in m.partition("\n")[0] for m in messages)
        self.to_name += bool(variant.words)
        self.named += bool(variant.words) and any(variant.words in m for m in messages)
        if not messages:
            self.problems.append(f"{which} survives: {variant.words}")

    @property
    def unnamed(self) -> int:
        """Mistakes that should have been named."""
        return self.to_name - self.named


class Remembered:
    """Names failures as `Live` does, where many answers meet the same data.

    Each mistake is replayed once in each graded cell, to its first failure, and without a limit of
    time for them all: whether a mistake has a name must not depend on the machine.

    Parameters
    ----------
    notebook : Known
    seed : callable
        From an exercise to the seed of its data.
    slips : bool
        Whether single slips have names too, where no declared mistake fits.
    """

    def __init__(self, notebook: Known, seed: Callable[[str], int], slips: bool = False):
        self._notebook, self._seed, self._slips = notebook, seed, slips
        self._declared: dict[str, list[_Replayed]] = {}
        self._single: dict[str, list[_Replayed]] = {}

    def prepare(self, cell: str) -> None:
        """Replay what may have to be named in a graded cell."""
        if cell in self._declared:
            return
        exercise, text = self._notebook.cells[cell]
        replays = self._notebook.replays
        mistakes = [(m.verdict, m.patch, SECONDS) for m in replays.of(exercise) if m.words]
        slips = replays.slips(exercise) if self._slips else []
        single = [(verdict_of(slip), slip.source, SLIP_SECONDS) for slip in slips]
        for found, tried in (self._declared, mistakes), (self._single, single):
            found[cell] = [
                (verdict, fails(text, replays.names(patch), self._seed, seconds=seconds))
                for verdict, patch, seconds in tried
            ]

    def __call__(self, current: Current, failure: Failure) -> Verdict | None:
        self.prepare(current.cell)
        fitting = (
            either(verdict for verdict, replayed in found[current.cell] if replayed == failure)
            for found in (self._declared, *([] if failure.raised else [self._single]))
        )
        return next((verdict for verdict in fitting if verdict), None)


@cache  # of positions alone: it takes `slips=True` and `True` for two questions
def remembered(notebook: Known, seed: Callable[[str], int], slips: bool, /) -> Remembered:
    """One for each notebook, in each process."""
    return Remembered(notebook, seed, slips)


def in_this_process(
    notebook: Known, patch: str, cells: Iterable[Graded], slips: bool = False
) -> Said:
    """What graded cells say of an answer, without the sandbox."""
    names = notebook.replays.names(patch)
    said = {}
    with hosted(name=remembered(notebook, fixed_seed, slips)):
        for cell in cells:
            try:
                with contextlib.redirect_stdout(io.StringIO()), apart(names):
                    run(cell.text, names, f"<graded {cell.id}>")
                said[cell.id] = ""
            except (Rejected, NotDone) as error:
                said[cell.id] = str(error)
    return said


def in_the_sandbox(notebook: Known, exercise: str, patch: str, cells: Iterable[Graded]) -> Said:
    """What graded cells say of an answer that computes in the sandbox."""
    from autograder.grading.notebook import grade
    from autograder.grading.standing import Cell

    cells, replays = list(cells), notebook.replays
    plan = [Cell(f"given {i}", "given", text) for i, text in enumerate(replays.given)]
    for name, text in replays.solutions.items():
        plan.append(Cell(name, name, text))
        if exercise_of(name) == exercise:
            plan.append(Cell("patch", "patch", applied(patch, replays.functions)))
    plan += [Cell(cell.id, cell.id, cell.text, graded=True) for cell in cells]
    backend, limits = _backend()
    with hosted(name=remembered(notebook, _seed, False)):
        result = grade(plan, backend, limits, _seed)
    return {cell.id: result.judgements[cell.id].message for cell in cells}


def _seed(exercise: str) -> int:
    """Another draw than a notebook's: hidden data must not be what an author has looked at."""
    return zlib.crc32(f"prove {exercise}".encode())


@cache
def _backend():
    """This process's sandbox, made at first use and ended with the process."""
    import atexit

    from autograder.sandbox.backend import best
    from autograder.sandbox.limits import Limits

    limits = Limits()
    backend, _ = best(limits)
    atexit.register(backend.close)
    return backend, limits


@cache
def _known(root: Path, name: str) -> Known:
    return known(select([name], root)[0])


def _one(root: Path, name: str, place: tuple[bool, int], quick: bool) -> Said:
    """Try one answer; runs in a worker."""
    notebook, (wrong, index) = _known(root, name), place
    variant = (notebook.replays.mistakes if wrong else notebook.alternatives)[index]
    cells = notebook.touched(variant.exercise, variant.patch)
    others = BUILT_ON_OTHERS if wrong else WHOLE_NETWORK  # which it may fail: nothing to see there
    cells = [cell for cell in cells if cell.exercise not in others - {variant.exercise}]
    if quick:
        return in_this_process(notebook, variant.patch, cells)
    return in_the_sandbox(notebook, variant.exercise, variant.patch, cells)


def rows(
    root: Path,
    names: list[str],
    *,
    workers: int | None = None,
    quick: bool = False,
    exercise: str = "",
    only: Callable[[Mistake], bool] = lambda variant: True,
) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each notebook as they are proven, by its name.

    Parameters
    ----------
    root : Path
        The clone.
    names : list of str
        Notebooks; all for none.
    workers : int, optional
        Processes; by default one a processor.
    quick : bool
        Without the sandbox.
    exercise : str
        One exercise alone: "04.7".
    only : callable
        Which mistakes and alternatives.
    """
    with ProcessPoolExecutor(workers or os.cpu_count()) as pool:
        for assignment in select(names, root):
            notebook = _known(root, assignment.id)
            table = {e: Row(e) for e in exercises(notebook.graded) if exercise in ("", e)}
            jobs = []
            for wrong, variants in (
                (True, notebook.replays.mistakes),
                (False, notebook.alternatives),
            ):
                for index, variant in enumerate(variants):
                    if variant.exercise in table and only(variant):
                        place = wrong, index
                        job = pool.submit(_one, root, assignment.id, place, quick)
                        jobs.append((wrong, variant, job))
            for wrong, variant, job in jobs:
                own = {c.id for c in notebook.graded if c.exercise == variant.exercise}
                table[variant.exercise].add(variant, job.result(), own, wrong)
            yield assignment.id, list(table.values())


HEAD = "exercise  mistakes  caught  visibly  named      alternatives  accepted  blamed elsewhere"


def line(row: Row) -> str:
    """One exercise as a line of the table."""
    named = f"{row.named} of {row.to_name}"
    return (
        f"{row.exercise:<8}{row.mistakes:>10}{row.caught:>8}{row.visibly:>9}  {named:<11}"
        f"{row.alternatives:>12}{row.accepted:>10}{row.blamed:>18}"
    )


def prove(root: Path, names: list[str], *, log: Callable[[str], None] = print, **how) -> int:
    """Print the table and all problems; returns the exit status, 0 if there are none."""
    failed = False
    for name, table in rows(root, names, **how):
        log(f"{name}\n{HEAD}")
        for row in table:
            log(line(row))
        for problem in (problem for row in table for problem in row.problems):
            failed = True
            log(f"  {problem}")
    return 1 if failed else 0
