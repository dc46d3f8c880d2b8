"""`convnet-course check`: a notebook run afresh, and what that says of each exercise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nbformat import NotebookNode

from autograder.cells import exercise, grade_id, role
from autograder.student import health, kernels, work
from autograder.student.run import SECONDS, executed, named
from autograder.student.standing import Part, State, parts, reached

Log = Callable[[str], object]


def check(
    name: str,
    folder: Path | None = None,
    *,
    only: str = "",
    repair: bool = False,
    log: Log = print,
) -> int:
    """Run a student's notebook in a fresh kernel and say how each exercise stands.

    Parameters
    ----------
    name : str
        "04" or "04_modules".
    folder : Path, optional
        The student's; by default it is looked for.
    only : str
        The number of one exercise, "04.7".
    repair : bool
        Put right what can be put right from the release; the file as it was is kept.
    log : callable
        Takes text.

    Returns
    -------
    int
        1 if a check fails or something would get in the way of grading, else 0.

    Raises
    ------
    CourseError
        If there is nothing to run, or it cannot be run to its end.
    """
    mine = work.find(name, folder)
    own = work.read(mine.path)
    log(f"{mine.title} ({mine.path})")
    if why := kernels.unsaved(mine.path):
        log(f"This is the file as it was saved, perhaps without your last answers: {why}.")
    troubles = _troubles(mine, own, repair, log)
    # What is judged is what will be graded: the release's own checks on the student's answers.
    whole = health.repaired(own, mine.official)
    ran = executed(_up_to(whole, only, mine), work.beside(mine), mine.path.parent)
    standing = [part for part in parts(ran, mine.official) if only in ("", part.exercise)]
    for line in [*_stopped(ran), *map(_line, standing)]:
        log(line)
    log(summary(standing))
    failing = any(part.state in (State.FAILS, State.NOT_RUN) for part in standing)
    return 1 if failing or troubles else 0


def _troubles(mine: work.Work, own: NotebookNode, repair: bool, log: Log) -> bool:
    """Say what would get in the way of grading, and repair what can be; whether any is left."""
    newer = mine.newer(own)
    if newer:
        log(newer)
    # Against another release each difference would look like the student's.
    damage = [] if newer else health.damage(own, mine.official)
    remarks = health.remarks(own, mine.release)
    if damage and repair:
        kept = work.backup(mine)
        work.write(health.repaired(own, mine.official), mine.path)
        log(f"Repaired: {'; '.join(damage)}.")
        log(f"Your file as it was is {kept}. {work.RELOAD}")
        damage = []
    if damage or remarks:
        log("This would get in the way of grading:")
        for text in damage + remarks:
            log(f"  {text}")
    if damage:
        log(f"`convnet-course check {mine.number} --repair` puts the cells right; it keeps a copy.")
    return bool(damage or remarks)


def _up_to(notebook: NotebookNode, only: str, mine: work.Work) -> NotebookNode:
    """What must run for one exercise: all answers before it, and its own checks."""
    if not only:
        return notebook
    *_, last = work.of_exercise(mine, only)
    end = [grade_id(cell) for cell in notebook.cells].index(last) + 1
    notebook.cells = [
        cell
        for cell in notebook.cells[:end]
        if role(grade_id(cell)) != "test" or exercise(grade_id(cell)) == only
    ]
    return notebook


def _stopped(ran: NotebookNode) -> list[str]:
    """A line for each cell of an answer that stops with an error."""
    return [
        f"  {named(cell)} {_why(output)}"
        for cell in ran.cells
        if role(grade_id(cell)) == "solution"
        for output in cell.outputs
        if output.output_type == "error"
    ]


def _why(error: NotebookNode) -> str:
    if error.ename == "KeyboardInterrupt":
        return f"took more than {SECONDS} s and was stopped"
    said = error.evalue.splitlines()[:1]
    return f"stops with {': '.join([error.ename, *said])[:200]}"


def _line(part: Part) -> str:
    points = f"{part.points:g} point{'' if part.points == 1 else 's'}"
    line = f"  {part.name:<16} {points:<10} {part.state.value}"
    indented = [f"      {text}" for text in part.said.splitlines()]
    return "\n".join([line, *indented])


def summary(standing: list[Part]) -> str:
    """The points, and what they don't say."""
    passed, of = reached(standing)
    by_hand = sum(part.points for part in standing if part.by_hand)
    more = f" {by_hand:g} more are given by a person." if by_hand else ""
    return (
        f"{passed:g} of {of:g} points so far, by visible checks.{more} "
        "Hidden checks on other data follow when your work is graded."
    )
