"""`convnet-course mistakes`: what a graded class got wrong, by name, and what has no name yet.

Reads the autograded notebooks. Wrong answers that nothing names are put together where they failed
at the same comparison on the same numbers: students who share one have probably made one mistake.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.authoring.assignment import SOLUTIONS, Assignment, select
from autograder.authoring.swap import write_file
from autograder.bounded import Exhausted, bounded
from autograder.cells import exercise, grade_id, role
from autograder.check.failure import Failure
from autograder.check.session import LOOKS_LIKE
from autograder.errors import CourseError
from autograder.mistakes import declared, record
from autograder.mistakes.declared import Mistake
from autograder.mistakes.notebook import Known, known
from autograder.mistakes.prove import in_this_process
from autograder.mistakes.replay import fails

NAMED = re.compile(rf"^\s*{LOOKS_LIKE}\s+(.*)$", re.MULTILINE)
FORBIDDEN = re.compile(r"^[^:\n]*: (\S+ is not to be used here: .*)\.$", re.MULTILINE)
"""A check that says this has named what was done."""
LINES = 12
"""So many lines of a cluster's shortest answer are shown."""


@dataclass(frozen=True)
class Answer:
    """A wrong answer: whose it is, what the check said, where it failed, and the code."""

    student: str
    cell: str
    message: str
    failure: Failure | None
    code: str

    @property
    def name(self) -> str:
        """The named mistake, or ""."""
        found = NAMED.search(self.message) or FORBIDDEN.search(self.message)
        return found[1] if found else ""


def answers(course: Path, assignment: str) -> list[Answer]:
    """All rejected answers of a class, those that are still stubs excepted.

    Raises
    ------
    CourseError
        If nothing has been graded.
    """
    paths = sorted((course / "autograded").glob(f"*/{assignment}/*.ipynb"))
    if not paths:
        raise CourseError(
            f"There are no graded submissions of {assignment} in {course / 'autograded'}: "
            f"run `nbgrader autograde {assignment}` first, or name the course's folder, --course."
        )
    return [answer for path in paths for answer in _answers(path)]


def _answers(path: Path) -> Iterable[Answer]:
    cells = nbformat.read(path, as_version=4).cells
    code = {exercise(grade_id(c)): c.source for c in cells if role(grade_id(c)) == "solution"}
    for cell in cells:
        errors = [o for o in cell.get("outputs", []) if o.output_type == "error"]
        if role(grade_id(cell)) == "test" and errors and errors[-1].ename == "Rejected":
            told = cell.metadata.get("convnet_course", {}).get("failure")
            yield Answer(
                path.parents[1].name,
                grade_id(cell),
                errors[-1].evalue,
                Failure.from_json(told) if told else None,
                code.get(exercise(grade_id(cell)), ""),
            )


def report(found: list[Answer]) -> str:
    """Exercise by exercise the named mistakes, most frequent first, then the unnamed clusters."""
    lines: list[str] = []
    for number in sorted({exercise(a.cell) for a in found}, key=_order):
        own = [a for a in found if exercise(a.cell) == number]
        lines.append(number)
        for words, students in named(own):
            lines += [f"  {len(students)}×  {words}", f"      {', '.join(students)}"]
        for cluster in clusters(own):
            lines += _cluster(cluster)
    return "\n".join(lines) or "Every answer was right, or not begun."


def named(found: list[Answer]) -> list[tuple[str, list[str]]]:
    """The named mistakes with the students who made them, most frequent first."""
    who: dict[str, set[str]] = defaultdict(set)
    for answer in found:
        if answer.name:
            who[answer.name].add(answer.student)
    return [(words, sorted(who[words])) for words in sorted(who, key=lambda w: (-len(who[w]), w))]


def clusters(found: Iterable[Answer]) -> list[list[Answer]]:
    """Unnamed answers that failed alike, the largest group first; each begins with the shortest."""
    named = {answer.student for answer in found if answer.name}
    groups: list[list[Answer]] = []
    for answer in found:
        if answer.name or answer.student in named:
            continue
        for group in groups:
            if group[0].cell == answer.cell and group[0].failure == answer.failure:
                group.append(answer)
                break
        else:
            groups.append([answer])
    for group in groups:
        group.sort(key=lambda answer: len(answer.code))
    return sorted(groups, key=lambda group: (-len(group), group[0].cell))


def _cluster(group: list[Answer]) -> list[str]:
    first = group[0]
    code = functions(first.code).splitlines()
    more = [f"… {len(code) - LINES} more lines"] if len(code) > LINES else []
    return [
        f"  {len(group)}×  no name yet, {first.cell}: {first.message.splitlines()[0]}",
        f"      {', '.join(sorted(answer.student for answer in group))}; the shortest:",
        *(f"        {line}" for line in [*code[:LINES], *more]),
    ]


def functions(code: str) -> str:
    """The functions of a cell, without docstrings and comments; all of it if none are found."""
    try:
        return bounded(_stripped, code, seconds=5.0)
    except Exhausted:
        return code


def _stripped(code: str) -> str:
    """In a process of its own: parsing may take long, or end it."""
    body = ast.parse(code).body
    kept = [node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    for node in kept:
        for each in ast.walk(node):
            if isinstance(each, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(each):
                each.body = each.body[1:] or [ast.Pass()]
    return "\n\n\n".join(ast.unparse(node) for node in kept)


def add(
    root: Path,
    course: Path,
    name: str,
    student: str,
    number: str,
    words: str,
    log: Callable[[str], object] = print,
) -> None:
    """Make a student's answer a known mistake: declare it, and record what it gives.

    Raises
    ------
    CourseError
        If there is no such answer, it is right, it fails elsewhere too, or known words exist for
        what it does. Then nothing is changed.
    """
    [assignment] = select([name], root)
    if not re.fullmatch(r"\d\d\.\d\d?", number):
        raise CourseError(f"{number!r} is the number of no exercise: they are written as 04.7.")
    paths = sorted((course / "autograded" / student / assignment.id).glob("*.ipynb"))
    if not paths:
        raise CourseError(f"{student} has no graded submission of {assignment.id} in {course}.")
    cell = f"{number[:2]}-{int(number[3:]):02}-solution"
    codes = [c.source for c in nbformat.read(paths[0], as_version=4).cells if grade_id(c) == cell]
    if not codes:
        raise CourseError(f"{student}'s notebook has no cell {cell}.")
    notebook = known(assignment)
    ids = {mistake.id for mistake in notebook.replays.mistakes}
    free = next(f"C{k:03}" for k in range(1, 1000) if f"C{k:03}" not in ids)
    mistake = Mistake(free, number, words, "", functions(codes[0]) + "\n")
    _refuse_unfit(notebook, mistake)
    path = root / SOLUTIONS / f"{assignment.id}{declared.SUFFIX}"
    old = path.read_text(encoding="utf-8").rstrip("\n") if path.is_file() else ""
    write_file(path, f"{old}\n\n\n# %% {free} {number} | {words}\n{mistake.patch}")
    _record(assignment)
    log(f"{free}: declared in {assignment.shown(path)}, and recorded for visible checks.")


def _refuse_unfit(notebook: Known, mistake: Mistake) -> None:
    touched = notebook.touched(mistake.exercise, mistake.patch)
    said = in_this_process(notebook, mistake.patch, touched)
    own = {cell for cell, message in said.items() if exercise(cell) == mistake.exercise and message}
    if not own:
        raise CourseError(f"This answer passes all checks of {mistake.exercise}.")
    texts = {cell.id: cell.text for cell in notebook.graded}
    names = notebook.replays.names(mistake.patch)
    for other in notebook.replays.of(mistake.exercise):
        others = notebook.replays.names(other.patch)
        same = all(fails(texts[cell], names) == fails(texts[cell], others) for cell in own)
        if same and other.words != mistake.words:
            raise CourseError(f"This is {other.id} already: {other.words or 'it has no words'}.")


def _record(assignment: Assignment) -> None:
    content = record.dumps(record.records(known(assignment)))
    write_file(record.path(assignment), content)


def _order(number: str) -> tuple[int, int]:
    notebook, at = number.split(".")
    return int(notebook), int(at)
