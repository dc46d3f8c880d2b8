"""Plain nbgrader, as its documentation has it, on a fresh copy without a gradebook."""

from __future__ import annotations

import csv
import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.authoring import rules, source
from autograder.authoring.assignment import assignments
from autograder.cells import cell_name, exercise, grade_id, role
from tests import twelve
from tests.attacks.lab import scores
from tests.benchmarks.grading import course, seconds
from tests.notebooks.toy import ROOT

ALL = assignments(ROOT)
GRADED = [ALL[0], *(pytest.param(a, marks=pytest.mark.slow) for a in ALL[1:])]


def nbgrader(root, *arguments, fails=False):
    """Run a command as in a shell where the environment was never activated."""
    command = Path(sys.executable).parent / "nbgrader"
    done = subprocess.run(
        [str(command), *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PATH": os.defpath},
    )
    said = done.stdout + done.stderr
    assert (done.returncode != 0) == fails, said
    return said


def clone(root, assignment):
    """What nbgrader needs of a clone."""
    shutil.copy(ROOT / "nbgrader_config.py", root)
    folder = Path("solutions") / assignment.id
    shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "solutions" / "curriculum.toml", root / "solutions")
    return root


def solve(notebook, reference, wrong=()):
    """Fill in the reference's solutions, as a student would; or `return None` for some cells."""
    solved = {grade_id(cell): cell.source for cell in reference.cells}
    for cell in notebook.cells:
        name = grade_id(cell)
        if name in wrong:
            cell.source = cell.source.replace("raise NotImplementedError", "return None")
        elif role(name) in ("solution", "manual"):
            cell.source = re.sub(r" *### (BEGIN|END) SOLUTION\n?", "", solved[name])
    return notebook


def again(root, assignment, status=0):
    """Reproduce eve's grade."""
    done = subprocess.run(
        [sys.executable, "-m", "autograder.grading", assignment.id, "eve"],
        cwd=root, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("assignment", GRADED, ids=lambda a: a.id)
def test_cycle(assignment, tmp_path):
    root = clone(tmp_path, assignment)
    nbgrader(root, "generate_assignment", assignment.id)
    release = root / "release" / assignment.id / assignment.release.name
    text = release.read_text(encoding="utf-8").rstrip("\n") + "\n"
    assert text == assignment.release.read_text(encoding="utf-8")
    reference = source.load(assignment.reference)
    solutions = [grade_id(c) for c in reference.cells if c.metadata.get("nbgrader")]
    solutions = [name for name in solutions if role(name) == "solution"]

    submissions = {
        "ada": solve(source.load(release), reference),
        "bob": source.load(release),
        "eve": solve(source.load(release), reference, wrong=solutions[:1]),
    }
    # Eve also makes a graded cell empty and gives it more points: nbgrader puts it back.
    test = next(c for c in submissions["eve"].cells if role(grade_id(c)) == "test")
    test.source, test.metadata.nbgrader.points = "pass", 1000
    # Ada plays with a demonstration until it breaks, and throws the others away.
    cells = submissions["ada"].cells
    broken, *others = [c for c in cells if role(cell_name(c)) == "open"
                       and c.cell_type == "code"]  # fmt: skip
    broken.source = "1 / 0"
    submissions["ada"].cells = [c for c in cells if c not in others]
    for student, notebook in submissions.items():
        path = root / "submitted" / student / assignment.id / release.name
        path.parent.mkdir(parents=True)
        path.write_text(source.dumps(notebook), encoding="utf-8")

    nbgrader(root, "autograde", assignment.id)
    nbgrader(root, "generate_feedback", assignment.id)
    nbgrader(root, "export")

    with open(root / "grades.csv", encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    scores = {student: float(row["score"]) for student, row in rows.items()}
    first = exercise(solutions[0])
    assert scores["ada"] == assignment.automatic
    assert scores["bob"] == 0
    assert 0 < scores["eve"] <= assignment.automatic - assignment.points[first]
    assert {float(row["max_score"]) for row in rows.values()} == {
        assignment.automatic + assignment.manual
    }

    hidden = {
        line.strip()
        for cell in reference.cells
        for part in rules.HIDDEN.findall(cell.source)
        for line in part.splitlines()
        if len(line.strip()) >= 12
    }
    given = [cell.source for cell in source.load(release).cells]
    given += [c.source for c in reference.cells if role(grade_id(c)) == "solution"]
    visible = "\n".join(given)
    pages = {}
    for student in submissions:
        page = root / "feedback" / student / assignment.id / f"{assignment.name}.html"
        text = html.unescape(re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8")))
        assert "Hidden checks ran here." in text
        shown = [line for line in hidden if line in text and line not in visible]
        assert not shown
        pages[student] = text
    assert "all checks pass" in pages["ada"]
    assert re.search(rf"^{re.escape(first)}( \S+)?: ", pages["eve"], re.MULTILINE)
    assert "not done yet" in pages["bob"]

    if assignment is ALL[0]:  # what follows is of nbgrader and the grader, not of a notebook
        reproduced(root, assignment, scores["eve"])
        validated(root, submissions)


def reproduced(root, assignment, points):
    """Eve's grade is found again, and a graded notebook that was changed is noticed."""
    graded = root / "autograded" / "eve" / assignment.id / assignment.release.name
    assert f"{points:g} automatic points, the same as before" in again(root, assignment)
    notebook = source.load(graded)
    failed = next(c for c in notebook.cells if role(grade_id(c)) == "test")
    failed.outputs = []  # as if it had passed
    graded.write_text(source.dumps(notebook), encoding="utf-8")
    assert "NOT the same" in again(root, assignment, status=1)


def validated(root, submissions):
    """`nbgrader validate` tells solved from open."""
    check = root / "check.ipynb"
    check.write_text(source.dumps(submissions["ada"]), encoding="utf-8")
    assert "Success" in nbgrader(root, "validate", check.name)
    check.write_text(source.dumps(submissions["bob"]), encoding="utf-8")
    assert "not done yet" in nbgrader(root, "validate", check.name)


@pytest.mark.slow
def test_grades_are_those_of_stock_nbgrader(tmp_path):
    """A class of twelve, cell by cell: all right, untouched, half done, noisy, with mistakes."""
    notebook = "01_perceptron"
    students = list(twelve.answers(notebook))
    grades = []
    for stock in (True, False):
        folder = tmp_path / ("stock" if stock else "sandbox")
        course(folder, notebook, len(students), stock)
        seconds(folder, notebook)
        made = {s: scores(folder, f"student{n:02d}") for n, s in enumerate(students)}
        grades.append(made)
    stock, ours = grades
    totals = {student: sum(points.values()) for student, points in ours.items()}
    [full] = [a.automatic for a in ALL if a.id == notebook]
    assert totals["ada"] == totals["dorothy"] == totals["emmy"] == full and totals["blaise"] == 0
    assert 0 < totals["carl"] < full
    assert ours == stock


def test_formgrader_lists_the_notebooks_alone(tmp_path):
    """Files beside the folders of solutions/ are no assignments."""
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import PyFileConfigLoader

    clone(tmp_path, ALL[0])
    (tmp_path / "solutions" / "00_warmup.py").write_text("")
    config = PyFileConfigLoader("nbgrader_config.py", path=str(tmp_path)).load_config()
    config.CourseDirectory.root = str(tmp_path)
    assert NbGraderAPI(config=config).get_source_assignments() == {ALL[0].id}
