"""What would get in the way of grading is found, and repaired where it can be."""

import copy
from datetime import datetime

import pytest
from nbformat.v4 import new_code_cell

from autograder.student import check, health, work
from tests.students import folder as students
from tests.students.folder import NOTEBOOK

OWN_CELL = 'name = input("who? ")\nopen("/home/ada/notes.txt")\n"/home", "a / b", "/ 2"\nquit()'


def broken(mine, how):
    """The student's notebook after something has happened to it."""
    own = work.read(mine.path)
    how(own)
    return own


def delete(own):
    own.cells.remove(students.cell(own, "00-03-test"))


def double(own):
    at = own.cells.index(students.cell(own, "00-02-solution"))
    own.cells.insert(at + 1, copy.deepcopy(own.cells[at]))


def edit(own):
    students.cell(own, "00-03-test").source += "\nprint(1)"


def worth_more(own):
    students.cell(own, "00-03-test").metadata.nbgrader.points = 80


def to_text(own):
    cell = students.cell(own, "00-02-solution")
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]


def move(own):
    own.cells.append(own.cells.pop(own.cells.index(students.cell(own, "00-02-test"))))


def untag(own):
    students.cell(own, "00-02-test").metadata.pop("tags")


@pytest.mark.parametrize("how", [delete, double, edit, worth_more, to_text, move, untag])
def test_damage_is_found_and_repaired(mine, how):
    assert health.damage(work.read(mine.path), mine.official) == []
    own = broken(mine, how)
    assert len(health.damage(own, mine.official)) == 1
    repaired = health.repaired(own, mine.official)
    assert health.damage(repaired, mine.official) == []
    assert len({cell.id for cell in repaired.cells}) == len(repaired.cells)


def test_a_repair_keeps_answers_own_cells_and_what_a_split_cell_holds(mine):
    own = broken(mine, double)
    at = own.cells.index(students.cell(own, "00-02-solution"))
    own.cells[at].source, own.cells[at + 1].source = "first = 1", "second = 2"
    own.cells.insert(at + 2, new_code_cell("mine = 3"))
    sources = [cell.source for cell in health.repaired(own, mine.official).cells]
    at = sources.index("first = 1")
    assert sources[at : at + 3] == ["first = 1", "second = 2", "mine = 3"]


def test_repair_writes_the_file_and_keeps_a_dated_copy(mine, pretend):
    damaged = broken(mine, delete)
    work.write(damaged, mine.path)
    before = mine.path.read_bytes()
    said = []
    check.check("00", mine.folder, repair=True, log=said.append)
    assert health.damage(work.read(mine.path), mine.official) == []
    [kept] = (mine.folder / work.BACKUPS / NOTEBOOK).iterdir()
    assert kept.read_bytes() == before
    assert kept.stem.startswith(f"warmup-{datetime.now():%Y-}")
    assert any(str(kept) in text for text in said)


def test_input_and_paths_of_one_machine_are_found_in_own_code_only(mine):
    assert health.remarks(work.read(mine.path), mine.release) == []
    own = broken(mine, lambda own: own.cells.append(new_code_cell(OWN_CELL)))
    said = health.remarks(own, mine.release)
    assert len(said) == 3
    for number, words in ((1, "input()"), (2, "/home/ada/notes.txt"), (4, "quit()")):
        assert any(f"line {number}: " in text and words in text for text in said)


def test_of_another_release_is_said_and_its_cells_are_not_taken_for_damage(mine, pretend):
    own = broken(mine, edit)
    own.metadata.convnet_course.version = "0.0.1"
    work.write(own, mine.path)
    said = []
    check.check("00", mine.folder, log=said.append)
    assert any("and yours is 0.0.1" in text for text in said)
    assert not any("has been edited" in text for text in said)
    assert work.read(mine.path).metadata.convnet_course.version == "0.0.1"
