"""`convnet-course build`: from the percent source the reference, from that the student edition."""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable
from pathlib import Path

from nbformat import NotebookNode

from autograder.authoring import execute as kernel
from autograder.authoring import outputs, release, rules, source, swap
from autograder.authoring.assignment import Assignment, select
from autograder.cells import cell_name, role
from autograder.errors import CourseError
from autograder.mistakes import record
from autograder.mistakes.notebook import known

Log = Callable[[str], object]


def build(
    names: list[str] | None,
    root: Path,
    *,
    from_notebook: bool = False,
    execute: bool = True,
    execute_long: bool = False,
    log: Log = print,
) -> int:
    """Build notebooks of the course.

    Parameters
    ----------
    names : list of str or None
        "00_warmup" or "00"; all notebooks if None or empty.
    root : Path
        The clone.
    from_notebook : bool
        First write the percent source back from the reference notebook, which was edited.
    execute : bool
        Run the cells; else the outputs of cells whose source is unchanged are kept.
    execute_long : bool
        Also run the cells tagged `long`.
    log : callable
        Told what is done.

    Returns
    -------
    int
        How many notebooks were built.

    Raises
    ------
    CourseError
        With what was wrong, where, and what to do. Whatever was there stays as it was.
    """
    chosen = select(names, root)
    for assignment in chosen:
        started = time.monotonic()
        if from_notebook:
            _write_back(assignment, log)
        notebook = source.read(assignment)
        _refuse_wrong_ids(assignment, notebook)
        _refuse_if_edited(assignment, notebook)
        _fill(notebook, assignment, run=execute, long=execute_long, log=log)
        text = source.dumps(notebook)
        # Everything is made from the new reference before anything takes its place.
        recorded = _records(assignment, log) if execute else None
        with release.generated(assignment, text) as made:
            swap.write_file(assignment.reference, text)
            changed = swap.publish(made, assignment.release.parent)
        # Numbers that differ in the last digits, from another machine, are not written anew.
        if recorded is not None and not record.same(recorded, record.load(assignment)):
            swap.write_file(record.path(assignment), record.dumps(recorded))
        edition = assignment.shown(assignment.release.parent)
        log(
            f"{assignment.id}: built in {time.monotonic() - started:.0f} s; "
            f"{edition} {'is new' if changed else 'is as before'}"
        )
    return len(chosen)


def _records(assignment: Assignment, log: Log) -> record.Records | None:
    """What the known mistakes give; None, and a word, if one of them no longer fits the source."""
    try:
        return record.records(known(assignment))
    except (CourseError, SyntaxError) as error:
        log(f"{assignment.id}: what its mistakes give is not recorded anew: {error}")
        return None


def _fill(
    notebook: NotebookNode, assignment: Assignment, *, run: bool, long: bool, log: Log
) -> None:
    """Give the cells their outputs."""
    old = source.load(assignment.reference) if assignment.reference.exists() else None
    if not long or not run:
        blank = NotebookNode(cells=[])
        missing = kernel.carry_over(notebook, old or blank, only_long=run)
        if missing and run:
            raise CourseError(
                f"{assignment.id}: {source.where(missing[0])} is tagged `{source.LONG}`, and there "
                "is no output of it yet, or its source has changed. Run the long cells too: "
                f"convnet-course build {assignment.id} --long"
            )
        if missing:
            log(
                f"{assignment.id}: {len(missing)} cells are new or changed and have no output yet, "
                f"the first is {source.where(missing[0])}; `convnet-course build {assignment.id}` "
                "runs them"
            )
    if run:
        kernel.run(notebook, long=long, what=assignment.id, log=log)
    outputs.finish(notebook, assignment.root)
    for cell in notebook.cells:
        if run and role(cell_name(cell)) == "test":
            for problem in outputs.short_of_full_marks(cell):
                log(f"{assignment.id}: {problem}")


def _refuse_wrong_ids(assignment: Assignment, notebook: NotebookNode) -> None:
    """What a cell is for follows from its grade id, so wrong ids would make a wrong notebook."""
    problems = list(rules.ids(assignment, notebook.cells))
    if problems:
        raise CourseError(f"{assignment.shown(assignment.source)}:\n" + "\n".join(problems))


def _refuse_if_edited(assignment: Assignment, notebook: NotebookNode) -> None:
    """An edit of the reference, in JupyterLab or Formgrader, must not be lost."""
    if not assignment.reference.exists():
        return
    reference = source.load(assignment.reference)
    now, built = source.fingerprint(reference), source.built_from(reference)
    if now in (built, source.fingerprint(notebook)):
        return
    raise CourseError(
        f"{assignment.shown(assignment.reference)} was edited after it was built, and the edit is "
        f"not in {assignment.shown(assignment.source)}:\n\n"
        f"{difference(assignment, notebook, reference)}\n"
        + _ways_out(assignment, both=source.fingerprint(notebook) != built)
    )


def difference(assignment: Assignment, notebook: NotebookNode, reference: NotebookNode) -> str:
    """What the edit of a reference changes in the source, as a unified diff."""
    lines = difflib.unified_diff(
        source.write(notebook).splitlines(keepends=True),
        source.write(reference).splitlines(keepends=True),
        assignment.shown(assignment.source),
        assignment.shown(assignment.reference),
    )
    return "".join(lines)


def _ways_out(assignment: Assignment, *, both: bool) -> str:
    py, ipynb = assignment.shown(assignment.source), assignment.shown(assignment.reference)
    drop = f"To drop it: delete {ipynb}, then build."
    if both:
        return (
            f"{py} was changed too since then. Bring the lines marked + that you want to keep into "
            f"{py} by hand. Then: delete {ipynb}, and build."
        )
    return f"To keep the edit: convnet-course build --from-notebook {assignment.id}\n{drop}"


def _write_back(assignment: Assignment, log: Log) -> None:
    """Write the percent source from the reference, unless that would lose changes of the source."""
    if not assignment.reference.exists():
        raise CourseError(
            f"There is no {assignment.shown(assignment.reference)} to take the source from."
        )
    reference = source.load(assignment.reference)
    text = source.write(reference)
    if assignment.source.exists():
        notebook = source.read(assignment)
        before, now = source.fingerprint(notebook), source.fingerprint(reference)
        if before == now:
            log(
                f"{assignment.id}: {assignment.shown(assignment.source)} is as the notebook already"
            )
            return
        if before != source.built_from(reference):
            raise CourseError(
                f"{assignment.id}: both sides have changed since the last build:\n\n"
                f"{difference(assignment, notebook, reference)}\n{_ways_out(assignment, both=True)}"
            )
    swap.write_file(assignment.source, text)
    log(f"{assignment.id}: wrote {assignment.shown(assignment.source)} from the notebook")
