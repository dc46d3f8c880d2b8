"""What must hold of a notebook's text: grade ids, points, stubs, nothing given away.

Each rule takes cells and gives problems, sentences that say which cell, what is wrong and what to
do. Nothing runs here.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from nbformat import NotebookNode

from autograder.authoring.assignment import Assignment
from autograder.authoring.source import LONG, tags, where
from autograder.cells import cell_name, exercise, free_names, grade_id, made_names, role
from autograder.grading.demonstrations import SKIPPED

HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", re.DOTALL)
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)

DO_NOT_EDIT = "# Do not edit; hidden checks follow when it is graded."


def ids(assignment: Assignment, cells: list[NotebookNode]) -> Iterator[str]:
    """Grade ids are unique, of the right form and number, on cells of the right type."""
    number, seen = assignment.number, Counter(cell_name(cell) for cell in cells)
    for name, count in seen.items():
        if name and count > 1:
            yield f"the grade id {name} is on {count} cells; give each its own"
    for cell in cells:
        name = cell_name(cell)
        kind, wanted = role(name), {"manual": "markdown", "open": cell.cell_type}
        for word, kinds in (("SOLUTION", ("solution", "manual")), ("HIDDEN TESTS", ("test",))):
            begins, ends = (cell.source.count(f"### {edge} {word}") for edge in ("BEGIN", "END"))
            if begins != ends:
                yield f"{where(cell)}: it has {begins} ### BEGIN {word}, but {ends} ### END {word}"
            elif begins and kind not in kinds:
                yield f"{where(cell)}: ### BEGIN {word} belongs into a {' or '.join(kinds)} cell"
        if not name:
            continue
        if not re.fullmatch(rf"{number}-[A-Za-z0-9_-]+", name) or len(name) > 64:
            yield f"cell {name}: a grade id of this notebook begins with {number}-"
        elif kind == "open" and re.search(r"-(solution|test|manual)(-|$)", name):
            yield (
                f"cell {name}: the id of an exercise's cell is {number}-MM-solution, "
                f"{number}-MM-test, {number}-MM-test-dX or {number}-MM-manual"
            )
        elif cell.cell_type != wanted.get(kind, "code"):
            yield f"cell {name}: it should be a {wanted.get(kind, 'code')} cell"


def exercises(assignment: Assignment, cells: list[NotebookNode]) -> Iterator[str]:
    """Each exercise has one solution cell, before its graded cells, and the points it should."""
    graded: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    solved: list[str] = []
    for cell in cells:
        name = cell_name(cell)
        kind, number = role(name), exercise(name)
        if kind == "solution":
            if number in solved:
                yield f"cell {name}: {number} has a second solution cell; an exercise has one"
            solved.append(number)
        elif kind == "test" and number not in solved:
            yield f"cell {name}: no solution cell {name[:5]}-solution stands before it"
        if kind in ("test", "manual"):
            points = cell.metadata.nbgrader.get("points")
            if not isinstance(points, int) or points < 0:
                yield f'cell {name}: it needs "points": a whole number'
                continue
            graded[number] += points
            sums[kind] += points
    yield from _points(assignment, graded, sums)
    for number in solved:
        if number not in graded:
            yield f"{number} has a solution cell, but no graded cell"


def _points(assignment: Assignment, graded: Counter[str], sums: Counter[str]) -> Iterator[str]:
    table = "solutions/curriculum.toml"
    for number in sorted(set(assignment.points) | set(graded)):
        should, have = assignment.points.get(number), graded.get(number, 0)
        if should is None:
            yield f"{number} has graded cells, but {table} does not list it"
        elif should != have:
            yield f"{number}: its graded cells give {have} points, {table} says {should}"
    for kind, word, total in (
        ("test", "automatic", assignment.automatic),
        ("manual", "manual", assignment.manual),
    ):
        if sums[kind] != total:
            yield f"{sums[kind]} {word} points in all, {table} says {total}"


def headings(cells: list[NotebookNode]) -> Iterator[str]:
    """A graded cell's first line names and counts it, the second says whose it is."""
    graded = [cell for cell in cells if role(cell_name(cell)) == "test"]
    of = Counter(exercise(cell_name(cell)) for cell in graded)
    seen: Counter[str] = Counter()
    for cell in graded:
        number = exercise(cell_name(cell))
        seen[number] += 1
        count = f" {seen[number]} of {of[number]}" if of[number] > 1 else ""
        lines: list[str] = cell.source.splitlines()
        first, second = (*lines, "", "")[:2]
        if not re.fullmatch(re.escape(f"# {number}, check{count}: ") + r"\S.*", first):
            yield (
                f'{where(cell)}: its first line should be "# {number}, check{count}: " and what '
                "is checked"
            )
        elif second != DO_NOT_EDIT:
            yield f'{where(cell)}: its second line should be "{DO_NOT_EDIT}"'


def stubs(source: list[NotebookNode], release: list[NotebookNode]) -> Iterator[str]:
    """In the release each function of a solution cell is its docstring and NotImplementedError."""
    released = {cell_name(cell): cell for cell in release if cell_name(cell)}
    for cell in source:
        name = cell_name(cell)
        if role(name) != "solution":
            continue
        if name not in released:
            yield f"cell {name}: the student edition has no such cell"
            continue
        solved, stub = _functions(cell.source), _functions(released[name].source)
        if not solved:
            yield f"cell {name}: it defines no function; also a value is asked for as a function"
        if any(isinstance(node, ast.Raise) for node in parsed(released[name].source).body):
            yield f"cell {name}: its stub raises at cell level; keep the `def` outside the solution"
        for function, node in solved.items():
            if not ast.get_docstring(node):
                yield f"cell {name}: {function} has no docstring"
            elif function not in stub:
                yield f"cell {name}: {function} is not in the student edition"
            elif ast.get_docstring(stub[function]) != ast.get_docstring(node):
                yield f"cell {name}: the stub of {function} has another docstring"
            elif not _is_stub(stub[function]):
                yield (
                    f"cell {name}: the stub of {function} is not its docstring and "
                    "`raise NotImplementedError` alone; put the whole body between "
                    "### BEGIN SOLUTION and ### END SOLUTION"
                )


def skipped(cells: list[NotebookNode]) -> Iterator[str]:
    """No cell that grading runs uses what one makes that it does not run."""
    lost: dict[str, str] = {}
    for cell in cells:
        if cell.cell_type != "code" or not parsed(cell.source).body:
            continue
        marks = tags(cell)
        if SKIPPED in marks:
            lost |= dict.fromkeys(made_names(cell.source), where(cell))
            if grade_id(cell):
                yield f"{where(cell)}: it has a grade id, so {SKIPPED} does nothing"
        elif LONG not in marks:
            for name in sorted(free_names(cell.source) & set(lost)):
                yield f"{where(cell)}: it uses {name} of {lost[name]}, which is tagged {SKIPPED}"
            for name in made_names(cell.source):
                lost.pop(name, None)


def parsed(text: str) -> ast.Module:
    """The syntax tree of a cell; an empty one for what is not Python, such as a magic."""
    try:
        return ast.parse(text)
    except SyntaxError:
        return ast.Module(body=[], type_ignores=[])


def _functions(text: str) -> dict[str, ast.FunctionDef]:
    """Functions and methods of a cell by name."""
    found = {}
    for node in parsed(text).body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = node
        elif isinstance(node, ast.ClassDef):
            found |= {
                f"{node.name}.{m.name}": m for m in node.body if isinstance(m, ast.FunctionDef)
            }
    return found


def _is_stub(node: ast.FunctionDef) -> bool:
    rest = node.body[1:]
    return len(rest) == 1 and ast.unparse(rest[0]) == "raise NotImplementedError"


def nothing_given_away(source: list[NotebookNode], release: list[NotebookNode]) -> Iterator[str]:
    """No line of a solution or hidden test, and no output, is in the student edition."""
    removed: set[str] = set()
    kept: set[str] = set()
    for cell in source:
        if role(cell_name(cell)) == "manual" and not SOLUTION.search(cell.source):
            removed |= _lines(cell.source)
            continue
        for part in (*SOLUTION.finditer(cell.source), *HIDDEN.finditer(cell.source)):
            removed |= _lines(part[1])
        kept |= _lines(HIDDEN.sub("", SOLUTION.sub("", cell.source)))
    for cell in release:
        if re.search(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)", cell.source):
            yield f"{where(cell)}: the student edition shows the mark of a solution or hidden test"
        for line in sorted(_lines(cell.source) & (removed - kept)):
            yield f"{where(cell)}: the student edition shows {line!r} of a solution or hidden test"
        if cell.get("outputs") or cell.get("execution_count"):
            yield f"{where(cell)}: the student edition holds an output"


def _lines(text: str) -> set[str]:
    """Lines long enough to give something away."""
    return {line.strip() for line in text.splitlines() if len(line.strip()) >= 12}
