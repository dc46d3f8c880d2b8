"""`--exercise`: one exercise graded anew; who gains and who loses is shown before it is written."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

import nbformat
from nbformat import NotebookNode

from autograder.cells import grade_id
from autograder.classroom.course import Class, came
from autograder.classroom.gradebook import Writer
from autograder.classroom.progress import Report
from autograder.classroom.task import Notebook, Outcome, Task
from autograder.classroom.worker import is_test
from autograder.errors import CourseError


def regrade(class_: Class, tasks: list[Task], writer: Writer, report: Report) -> None:
    """Grade one exercise of all who have been graded, and write it if that is wanted.

    A grade made so keeps its old key: where the tests have changed, the next run without
    `--exercise` grades everything anew.

    Raises
    ------
    CourseError
        If the assignment doesn't have the exercise.
    """
    wanted = class_.options.exercise
    cells = [cell for each in class_.given.notebooks for cell in each.cells]
    if tasks and not any(is_test(cell) and tasks[0].wants(cell) for cell in cells):
        raise CourseError(f"{class_.options.name} has no graded cell of {wanted}.")
    old: dict[str, Outcome] = {}
    for task in tasks:
        found = class_.results.read(task.student)
        if found is None or found.submission != task.submission:
            report.left[task.student] = "not graded before as it is: run without --exercise first"
        else:
            old[task.student] = found
    again = [task for task in tasks if task.student in old]
    new = {outcome.student: outcome for outcome in came(class_, again, report)}
    changes = {student: _points(old[student], new[student]) for student in sorted(new)}
    print(shown(wanted, changes))
    changed = [s for s in new if _differs(old[s], new[s])]
    report.unchanged += [old[student] for student in new if student not in changed]
    if not changed or not _agreed(class_.options.yes, len(changed)):
        report.unchanged += [old[student] for student in changed]
        return
    for student in changed:
        merged = _merged(class_, old[student], new[student])
        class_.results.keep(merged)
        merged.files.clear()
        # All its cells in the gradebook again would send marks given by hand back for review.
        entered = new[student] if writer.has(old[student]) else merged
        writer.record(entered)
        merged.recorded = entered.recorded
        class_.results.note(merged)
        report.graded.append(merged)


def shown(wanted: str, changes: dict[str, tuple[float, float]]) -> str:
    """Who gains and who loses."""
    gain = {student: pair for student, pair in changes.items() if pair[1] > pair[0]}
    lose = {student: pair for student, pair in changes.items() if pair[1] < pair[0]}
    stay = len(changes) - len(gain) - len(lose)
    lines = [f"{wanted}: {len(gain)} gain, {len(lose)} lose, {stay} stay"]
    for word, students in (("gains", gain), ("loses", lose)):
        lines += [f"  {s:<20} {word}  {a:g} → {b:g}" for s, (a, b) in students.items()]
    return "\n".join(lines)


def _agreed(yes: bool, count: int, ask: Callable[[str], str] = input) -> bool:
    """Whether to write; without a terminal only `--yes` says so."""
    if yes or not count:
        return yes
    if not sys.stdin.isatty():
        print("Nothing has been written: --yes writes it.")
        return False
    return ask(f"Write the grades of {count} students? [y/N] ").strip().lower() in ("y", "yes")


def _points(old: Outcome, new: Outcome) -> tuple[float, float]:
    """Points of the exercise before and after."""
    cells = [(name, cell) for name, each in new.notebooks.items() for cell in each.scores]
    before = sum(old.notebooks[name].scores.get(cell) or 0.0 for name, cell in cells)
    return before, sum(each.points for each in new.notebooks.values())


def _differs(old: Outcome, new: Outcome) -> bool:
    return any(
        old.notebooks[name].scores.get(cell) != score
        for name, each in new.notebooks.items()
        for cell, score in each.scores.items()
    )


def _merged(class_: Class, old: Outcome, new: Outcome) -> Outcome:
    """The old outcome with the cells that were graded anew."""
    folder = class_.results.autograded(old.student)
    there = (path for path in folder.rglob("*") if path.is_file())
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in there}
    merged = replace(old, files=files, notebooks=dict(old.notebooks), recorded=[])
    merged.warnings = list(dict.fromkeys([*old.warnings, *new.warnings]))
    for name, each in new.notebooks.items():
        notebook = nbformat.reads(files[f"{name}.ipynb"].decode(), as_version=4)
        cells = nbformat.reads(new.files[f"{name}.ipynb"].decode(), as_version=4).cells
        _put(notebook, {grade_id(cell): cell for cell in cells})
        before: Notebook = old.notebooks[name]
        text = nbformat.writes(notebook) + "\n"
        merged.add(name, text, {**before.scores, **each.scores}, before.comments)
    return merged


def _put(notebook: NotebookNode, cells: dict[str, NotebookNode]) -> None:
    """Put graded cells into the places of the old ones."""
    for number, cell in enumerate(notebook.cells):
        if grade_id(cell) in cells:
            made = cells[grade_id(cell)]
            for output in made.outputs:
                if "execution_count" in output:
                    output.execution_count = cell.execution_count
            made.execution_count = cell.execution_count
            notebook.cells[number] = made
