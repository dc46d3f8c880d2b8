"""`convnet-course mistakes`: what a graded class got wrong, by name, and what has no name yet.

Reads the autograded notebooks. Wrong answers that nothing names are put together where they failed
at the same comparison on the same numbers: students who share one have probably made one mistake.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
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
from autograder.grading import secret
from autograder.mistakes import declared, record
from autograder.mistakes.declared import Mistake
from autograder.mistakes.notebook import Known, known
from autograder.mistakes.replay import fails

NAMED = re.compile(rf"^\s*{LOOKS_LIKE}\s+(.*)$", re.MULTILINE)
FORBIDDEN = re.compile(r"^[^:\n]*: (\S+ is not to be used here: .*)\.$", re.MULTILINE)
"""A check that says this has named what was done."""
SECONDS = re.compile(r" \d+\.\d s of computing,")
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

    @property
    def said(self) -> str:
        """The first line of what the check said, without the time that was taken."""
        return SECONDS.sub("", self.message.partition("\n")[0])


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
            if _alike(group[0], answer):
                group.append(answer)
                break
        else:
            groups.append([answer])
    for group in groups:
        group.sort(key=lambda answer: len(answer.code))
    return sorted(groups, key=lambda group: (-len(group), group[0].cell))


def _alike(one: Answer, other: Answer) -> bool:
    """Whether two failed alike; where nothing is known of the numbers, by what was said first."""
    if (one.cell, one.failure) != (other.cell, other.failure):
        return False
    return one.failure is not None or one.said == other.said


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
    """The functions of a cell and what they need of it; all of it if none are found.

    Docstrings and comments are left out, and so is what is imported or assigned for nothing.
    """
    try:
        return bounded(_stripped, code, seconds=5.0) or code
    except Exhausted:
        return code


def _stripped(code: str) -> str:
    """In a process of its own: parsing may take long, or end it."""
    body = ast.parse(code).body
    made = [node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    needed = {node.name for node in made}.union(*map(_needs, made))
    for function in made:
        for each in ast.walk(function):
            if isinstance(each, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(each):
                each.body = each.body[1:] or [ast.Pass()]
    kept = []
    for node in reversed(body if made else []):  # what a constant needs stands before it
        if node in made or _binds(node) & needed:
            kept.append(node)
            needed |= _needs(node)
    return "\n\n\n".join(ast.unparse(node) for node in reversed(kept))


def _needs(node: ast.stmt) -> set[str]:
    """The names that a statement takes from around it."""
    found = list(ast.walk(node))
    used = [each for each in found if isinstance(each, ast.Name)]
    own = {each.id for each in used if not isinstance(each.ctx, ast.Load)}
    own |= {each.arg for each in found if isinstance(each, ast.arg)}
    shared = {name for each in found if isinstance(each, ast.Global) for name in each.names}
    return {each.id for each in used} - own | shared


def _binds(node: ast.stmt) -> set[str]:
    """The names that an import or an assignment gives something to."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    if not isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
        return set()
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {each.id for t in targets for each in ast.walk(t) if isinstance(each, ast.Name)}


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
        If there is no such answer, it is not begun or right, it fails otherwise than it did when it
        was graded, or known words exist for what it does. Then nothing is changed.
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
    seed = secret.seeds(secret.read(), student, f"{assignment.id}/{paths[0].stem}")
    _refuse_unfit(notebook, mistake, {a.cell: a.failure for a in _answers(paths[0])}, seed)
    path = root / SOLUTIONS / f"{assignment.id}{declared.SUFFIX}"
    old = path.read_text(encoding="utf-8").rstrip("\n") if path.is_file() else ""
    write_file(path, f"{old}\n\n\n# %% {free} {number} | {words}\n{mistake.patch}")
    _record(assignment)
    log(f"{free}: declared in {assignment.shown(path)}, and recorded for visible checks.")


def _refuse_unfit(
    notebook: Known,
    mistake: Mistake,
    graded: Mapping[str, Failure | None],
    seed: Callable[[str], int],
) -> None:
    """By where it fails now, and where it failed, by graded cell, with the student's own data."""
    texts = {cell.id: cell.text for cell in notebook.graded if cell.exercise == mistake.exercise}
    try:
        names = notebook.replays.names(mistake.patch)
    except Exception as error:  # it is a student's code
        raise CourseError(
            f"Without the rest of the notebook this answer stops: {type(error).__name__}: {error}."
        ) from None
    failures = {cell: failure for cell, text in texts.items() if (failure := fails(text, names))}
    if not failures:
        raise CourseError(f"This answer passes all checks of {mistake.exercise}.")
    if all(failure.kind == "not done" for failure in failures.values()):
        raise CourseError(f"This answer to {mistake.exercise} is not begun.")
    for cell, text in texts.items():
        if (told := graded.get(cell)) and fails(text, names, seed) != told:
            raise CourseError(
                f"In {cell} this answer fails otherwise than when it was graded: it needs more of "
                "the notebook, or the course's secret is another. Declare the mistake by hand."
            )
    for other in notebook.replays.of(mistake.exercise):
        others = notebook.replays.names(other.patch)
        same = all(fails(texts[cell], others) == failure for cell, failure in failures.items())
        if same and other.words != mistake.words:
            raise CourseError(f"This is {other.id} already: {other.words or 'it has no words'}.")


def _record(assignment: Assignment) -> None:
    content = record.dumps(record.records(known(assignment)))
    write_file(record.path(assignment), content)


def _order(number: str) -> tuple[int, int]:
    notebook, at = number.split(".")
    return int(notebook), int(at)
