"""`convnet-course verify`: proof that source, reference and student edition of a notebook agree.

`static` looks at the files, in about a second; `running` runs the student edition and the graded
cells. A problem is a sentence: notebook, cell, what is wrong, what to do.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.utils import determine_grade

from autograder.authoring import execute, outputs, release, rules, source, swap
from autograder.authoring.assignment import SOLUTIONS, Assignment, assignments, select
from autograder.authoring.graded import graded_cells
from autograder.authoring.source import LONG, tags, where
from autograder.cells import cell_name, role
from autograder.errors import CourseError
from autograder.mistakes import rules as mistakes
from autograder.mistakes.declared import SUFFIX
from autograder.mistakes.notebook import known


def verify(names: list[str] | None, root: Path, log: Callable[[str], object] = print) -> list[str]:
    """Prove all that must hold of notebooks of the course.

    Parameters
    ----------
    names : list of str or None
        "00_warmup" or "00"; all notebooks if None or empty.
    root : Path
        The clone.
    log : callable
        Told what is done.

    Returns
    -------
    list of str
        The problems; empty if all is well.

    Raises
    ------
    CourseError
        If `root` is no clone of the course or a name fits no notebook.
    """
    problems = [] if names else list(unlisted(root))
    for assignment in select(names, root):
        found = static(assignment)
        if not found:
            log(f"{assignment.id}: text, points and student edition are right; running it …")
            found = [*running(assignment, log=log), *_mistakes(assignment)]
        log(f"{assignment.id}: {f'{len(found)} problems' if found else 'all is well'}")
        problems += found
    return problems


def unlisted(root: Path) -> Iterator[str]:
    """Sources that solutions/curriculum.toml does not list."""
    listed = {assignment.id for assignment in assignments(root)}
    for path in sorted((Path(root) / SOLUTIONS).glob("[0-9][0-9]_*.py")):
        if path.stem not in listed and not path.name.endswith(SUFFIX):
            yield f"{SOLUTIONS}/{path.name} is not in {SOLUTIONS}/curriculum.toml; add it there"


def static(assignment: Assignment) -> list[str]:
    """Problems that can be seen without running anything."""
    build = f"run: convnet-course build {assignment.id}"
    try:
        notebook = source.read(assignment)
    except CourseError as error:
        return [f"{assignment.id}: {error}"]
    cells = notebook.cells
    problems = [
        *rules.ids(assignment, cells),
        *rules.exercises(assignment, cells),
        *rules.headings(cells),
        *rules.skipped(cells),
        *graded_cells(cells),
    ]
    for path in (assignment.reference, assignment.release):
        if not path.exists():
            problems.append(f"there is no {assignment.shown(path)}; {build}")
    if assignment.reference.exists() and assignment.release.exists():
        try:
            reference, edition = source.load(assignment.reference), source.load(assignment.release)
        except CourseError as error:
            return [f"{assignment.id}: {p}" for p in (*problems, str(error))]
        problems += _same_source(notebook, reference, build)
        problems += outputs.problems(reference)
        problems += rules.stubs(cells, edition.cells)
        problems += rules.nothing_given_away(cells, edition.cells)
        problems += _same_edition(assignment, build)
    return [f"{assignment.id}: {problem}" for problem in problems]


def _same_source(notebook: NotebookNode, reference: NotebookNode, build: str) -> Iterator[str]:
    """The reference holds exactly the cells and metadata that the source gives."""

    def plain(nb: NotebookNode) -> list[dict]:
        keys = ("cell_type", "id", "source", "metadata")
        return [{key: cell[key] for key in keys} for cell in nb.cells]

    if plain(notebook) != plain(reference):
        yield f"the reference is not what the source makes; {build}"
    elif notebook.metadata != reference.metadata:
        yield f"the reference's metadata are not what the source makes; {build}"


def _same_edition(assignment: Assignment, build: str) -> Iterator[str]:
    """course/ holds, byte for byte, what nbgrader makes of the reference."""
    text = assignment.reference.read_text(encoding="utf-8")
    try:
        with release.generated(assignment, text) as made:
            new, old = swap.contents(made), swap.contents(assignment.release.parent)
    except CourseError as error:
        yield str(error)
        return
    for name in sorted(set(new) | set(old)):
        if new.get(name) != old.get(name):
            folder = assignment.shown(assignment.release.parent)
            yield f"{folder}/{name} is not what nbgrader makes of the reference; {build}"


def running(assignment: Assignment, *, log: Callable[[str], object] = print) -> list[str]:
    """Problems that show when the student edition and the graded cells run."""
    problems = [*_run_release(assignment, log), *_run_alone(assignment)]
    return [f"{assignment.id}: {problem}" for problem in problems]


def _mistakes(assignment: Assignment) -> list[str]:
    """Problems with the wrong and right answers that are declared."""
    notebook = known(assignment)
    try:
        found = [*mistakes.enough(notebook), *mistakes.recorded(notebook)]
    except CourseError as error:
        found = [str(error)]
    return [f"{assignment.id}: {problem}" for problem in found]


def _run_release(assignment: Assignment, log: Callable[[str], object]) -> Iterator[str]:
    """In an empty folder the student edition runs to its end, scores 0, and says what to do."""
    edition = source.load(assignment.release)
    try:
        execute.run(edition, what=assignment.shown(assignment.release), log=log)
    except CourseError as error:
        yield f"the student edition does not run to its end: {error}"
        return
    for cell in edition.cells:
        kind = role(cell_name(cell))
        if kind == "manual" and determine_grade(cell)[0] != 0:
            yield f"{where(cell)}: unanswered, it does not score 0"
        if kind != "test" or LONG in tags(cell):
            continue
        score, _ = determine_grade(cell)
        errors = [output.ename for output in cell.outputs if output.output_type == "error"]
        if score:
            yield f"{where(cell)}: the stub scores {score:g} points"
        elif errors != ["NotDone"]:
            yield (
                f"{where(cell)}: of a stub it should say that it is not done yet, and says "
                f"{outputs.texts(cell) or 'nothing'}"
            )


def _run_alone(assignment: Assignment) -> Iterator[str]:
    """Each graded cell passes in a namespace that holds only the student's functions it tests."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "autograder.authoring.alone", str(assignment.reference)],
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
    try:
        said = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        yield f"its graded cells could not be run outside Jupyter: {done.stderr.strip()[-2000:]}"
        return
    for name, message in said.items():
        if message:
            yield f"cell {name}: with nothing but the functions that it tests it fails: {message}"
