"""A submission is put back into the official notebook: what stays, and what is restored."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from traitlets import TraitError

from autograder.errors import CourseError
from autograder.grading import reading, sanitise, secret
from autograder.grading.nbgrader import Judge
from autograder.grading.official import _source
from autograder.grading.submission import code_cells
from autograder.sandbox.backend import best
from autograder.sandbox.limits import Limits
from tests.grading.submitted import graded, handed_in, labelled, names


def test_an_untouched_submission_is_as_handed_in_with_hidden_tests(official, tmp_path):
    whole, notes = graded(handed_in(official), official, tmp_path)
    assert not notes.student and not notes.instructor
    assert names(whole) == ["setup", "a", "test_a", "b", "test_b", "m"]
    assert [c.source for c in whole.cells] == [
        "import numpy as np", "my a", "check(a)  # hidden", "my b", "check(b)  # hidden", "my m",
    ]  # fmt: skip


def test_locked_cells_are_restored_whole(official, tmp_path):
    cells = handed_in(official)
    cells[0].source = cells[2].source = "pass"
    cells[2].metadata["tags"] = ["skip-execution"]
    cells[2].metadata.nbgrader.update(points=500, locked=False, grade=False)
    cells[4] = labelled("markdown", "test_b", "pass", grade=True, locked=True, points=3)
    whole, notes = graded(cells, official, tmp_path)
    for number in (0, 2, 4):
        assert whole.cells[number].source == official[number].source
        assert whole.cells[number].metadata == official[number].metadata
        assert whole.cells[number].cell_type == "code"
    assert any("test_a" in n and "points" in n for n in notes.instructor)
    assert any("test_b" in n and "type" in n for n in notes.student)


def test_missing_moved_and_doubled_cells(official, tmp_path):
    cells = handed_in(official)
    extra = new_code_cell("helper = 1")
    twin = nbformat.from_dict(json.loads(json.dumps(cells[1])))
    twin.source, twin.id = "my second a", "twin"
    bonus = labelled("code", "bonus", "pass", grade=True, locked=True, points=100)
    moved = [cells[3], cells[0], cells[1], extra, twin, bonus, cells[5]]
    whole, notes = graded(moved, official, tmp_path)
    assert names(whole) == ["setup", "a", "-", "-", "-", "test_a", "b", "test_b", "m"]
    assert [c.source for c in whole.cells[1:5]] == ["my a", "helper = 1", "my second a", "pass"]
    said = " ".join(notes.student)
    assert "test_a, test_b" in said and "more than once" in said and "bonus" in said
    assert "order" in said


def test_figures_are_the_students_and_long_ones_are_not_run(official, tmp_path):
    """Also those that an earlier release had locked: nothing is said of them."""
    cells = handed_in(official)
    figure, training = new_code_cell("draw(net)"), new_code_cell("train()")
    training.metadata["tags"] = ["raises-exception", "long"]
    once_locked = labelled("code", "figure", "draw(trained)", locked=True)
    whole, notes = graded([*cells[:3], figure, training, once_locked, *cells[3:]], official,
                          tmp_path)  # fmt: skip
    assert not notes.student and not notes.instructor
    assert [c.source for c in whole.cells[3:6]] == ["draw(net)", "train()", "draw(trained)"]
    run = [cell.source for cell in code_cells(whole)]
    assert "draw(net)" in run and "draw(trained)" in run and "train()" not in run


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda nb: "", "the file is empty"),
        (lambda nb: json.dumps(nb)[:200], "the JSON breaks at line 1"),
        (lambda nb: "{\n<<<<<<< HEAD\n" + json.dumps(nb), "unresolved merge conflict at line 2"),
        (lambda nb: "[" * 100_000, "JSON"),
        (lambda nb: [1], "it is no notebook"),
        (lambda nb: {"cells": 3}, "it is no notebook"),
    ],
)
def test_a_file_that_is_no_notebook_is_a_result(official, tmp_path, change, words):
    whole, notes = graded(handed_in(official), official, tmp_path, change)
    assert names(whole) == names(new_notebook(cells=official))
    assert "NotImplementedError" in whole.cells[1].source
    assert words in notes.student[0] and words in notes.instructor[0]
    assert "hand it in again" in sanitise.told(notes).source


def test_cells_that_are_no_cells_are_left_out(official, tmp_path):
    def spoil(nb):
        nb["cells"] += [3, {"cell_type": "heading"}, {"cell_type": "code", "source": {"a": 1}}]
        nb["cells"][1]["metadata"]["nbgrader"]["schema_version"] = 1
        nb["cells"][3]["metadata"] = "none"
        return nb

    whole, notes = graded(handed_in(official), official, tmp_path, spoil)
    assert whole.cells[1].source == "my a"
    assert sum("was left out" in n for n in notes.student) == 3
    assert "Cell 8 was left out: it is no cell of a notebook." in notes.instructor
    assert "b" in names(whole)


def test_links_are_not_followed(official, tmp_path):
    (tmp_path / "neighbour.ipynb").write_text(
        nbformat.writes(new_notebook(cells=handed_in(official)))
    )
    (tmp_path / "lab.ipynb").symlink_to(tmp_path / "neighbour.ipynb")
    notes = reading.Notes()
    assert reading.read(tmp_path / "lab.ipynb", notes) is None
    assert "a link" in notes.student[0]


def test_seeds_differ_by_student_exercise_and_secret_and_are_the_same_again():
    seeds = {
        secret.seeds(key, student, "00/warmup")(exercise)
        for key in (b"k", b"l")
        for student in ("ada", "bob")
        for exercise in ("00.1", "00.2")
    }
    assert len(seeds) == 8
    assert secret.seeds(b"k", "ada", "00/warmup")("00.1") in seeds


def test_the_secret_comes_from_the_variable_the_file_or_the_demonstration(monkeypatch, tmp_path):
    monkeypatch.delenv(secret.VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert secret.read() == secret.DEMO
    secret.path().parent.mkdir()
    secret.path().write_text("from the file\n")
    assert secret.read() == b"from the file"
    monkeypatch.setenv(secret.VARIABLE, "from the variable")
    assert secret.read() == b"from the variable"
    monkeypatch.setenv(secret.VARIABLE, "from the variable\n")
    assert secret.read() == b"from the variable", "as the file's"


def test_a_secret_that_cannot_be_read_is_not_taken_for_none(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv(secret.VARIABLE, raising=False)
    secret.path().mkdir(parents=True)  # a folder in its place
    with pytest.raises(CourseError, match=r"secret, .* cannot be read"):
        secret.read()


def test_a_damaged_notebook_of_the_instructors_is_not_taken_for_none(tmp_path):
    path = tmp_path / "lab.ipynb"
    assert _source(path).cells == []
    path.write_text("<<<<<<< ours\n")
    with pytest.raises(CourseError, match=r"lab\.ipynb cannot be read"):
        _source(path)


def test_a_mode_or_a_limit_that_does_not_exist_is_the_instructors_typo():
    with pytest.raises(ValueError, match="no sandbox mode 'wram'; there are warm, cold, plain"):
        best(Limits(), "wram")
    with pytest.raises(CourseError, match=r"call_cpus.*there are .*call_cpu,"):
        Judge(limits={"call_cpus": 3}).bounds()
    with pytest.raises(TraitError):
        Judge(mode="wram")
