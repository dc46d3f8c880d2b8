"""`convnet-course grade --exercise`: one exercise anew, and nothing else."""

import json
import os
import shutil
import sqlite3
from types import SimpleNamespace

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.cells import grade_id
from autograder.classroom import command, course
from autograder.classroom.task import Outcome
from tests.classroom import room

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="no fork, as on Windows: nothing to grade with"
)


def regraded(classroom, folder):
    """A copy of the graded class in whose gradebook ada's answer in words has its mark."""
    room.copied(classroom.folder, folder)
    for part in ("autograded", "results"):
        shutil.copytree(classroom.folder / part, folder / part)
    copy = SimpleNamespace(folder=folder)
    assert command.run(room.options(copy)) == 0
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        grade = book.find_grade("why", "lab", "lab", "ada")
        grade.manual_score, grade.needs_manual_grade = 2.0, False
        book.db.commit()
    return copy


def anew(folder, points):
    """What grading test_conv1d of ada alone comes to."""
    notebook = nbformat.read(folder / "autograded/ada/lab/lab.ipynb", 4)
    notebook.cells = [cell for cell in notebook.cells if grade_id(cell) == "test_conv1d"]
    outcome = Outcome("ada", "k", "s", None)
    outcome.add("lab", nbformat.writes(notebook), {"test_conv1d": points}, {})
    return outcome


def test_one_exercise_anew_leaves_marks_given_by_hand_for_others(classroom, monkeypatch, tmp_path):
    monkeypatch.setattr(course, "graded", None)
    copy = regraded(classroom, tmp_path / "course")
    monkeypatch.setattr(course, "graded", lambda *_: iter([anew(copy.folder, 1.0)]))
    assert command.run(room.options(copy, exercise="test_conv1d", yes=True)) == 0
    rows = {row[1]: row[2:5] for row in room.entered(copy.folder)[0] if row[0] == "ada"}
    assert rows["test_conv1d"][0] == 1 and rows["why"][1:] == (2.0, 0)
    told = json.loads((copy.folder / "results/lab/ada.json").read_text())
    assert told["notebooks"]["lab"]["scores"]["test_conv1d"] == 1 and len(told["recorded"]) == 1
    monkeypatch.setattr(course, "graded", None)
    assert (
        command.run(room.options(copy)) == 0
    )  # it is all there: nothing is graded or entered again
    assert {row[1]: row[2:5] for row in room.entered(copy.folder)[0] if row[0] == "ada"} == rows


@pytest.mark.parametrize(
    ("exercise", "words"),
    [("", "What has been graded is kept"), ("test_conv1d", "written: 0, the others are as before")],
)
def test_stopped_it_says_what_is_kept(classroom, monkeypatch, capsys, exercise, words):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(course, "graded", stop)
    assert command.run(room.options(classroom, exercise=exercise, force=True)) == 130
    assert words in capsys.readouterr().err


@pytest.mark.slow
def test_one_exercise_anew_shows_who_gains_and_loses_and_writes_if_told(classroom, tmp_path):
    folder = room.copied(classroom.folder, tmp_path / "course")
    for part in ("autograded", "results"):
        shutil.copytree(classroom.folder / part, folder / part)
    with sqlite3.connect(folder / "gradebook.db") as database:
        old, new = "check.call(conv1d", "check.call(abs if False else conv1d"
        change = "update source_cell set source = replace(source, ?, ?) where name = 'test_conv1d'"
        database.execute(change, [old, new])
    ada = folder / "results" / "lab" / "ada.json"
    told = json.loads(ada.read_text())
    told["notebooks"]["lab"]["scores"]["test_conv1d"] = 1.0  # as if the tests had been stricter
    ada.write_text(json.dumps(told))
    before = room.entered(folder)
    asked = "--exercise", "test_conv1d", "--workers", "2"
    said = room.grade(folder, *asked)
    assert "test_conv1d: 1 gain, 0 lose, 7 stay" in said
    assert "ada                  gains  1 → 5" in said and "--yes writes it" in said
    assert room.entered(folder) == before
    assert "1 gain" in room.grade(folder, *asked, "--yes")
    assert json.loads(ada.read_text())["notebooks"]["lab"]["scores"]["test_conv1d"] == 5
    assert dict(r[1:3] for r in room.entered(folder)[0] if r[0] == "ada")["test_conv1d"] == 5
    graded_cell = [c for c in nbformat.read(folder / "autograded/ada/lab/lab.ipynb", 4).cells
                   if c.metadata.get("nbgrader", {}).get("grade_id") == "test_conv1d"]  # fmt: skip
    assert "abs if False" in graded_cell[0].source
    assert "0 gain" in room.grade(folder, *asked)
