"""Each student gets other data: a right answer must pass with all of them."""

import zlib

import pytest

from autograder.check.host import hosted
from tests.cells import code_cells, independent, notebooks, solved, variants, verdicts

TRAINED = {"05.8", "05.9"}
"""Exercises whose checks train a network, for seconds and longer."""


def failures(notebook, patch, exercises, students):
    """What graded cells say against answers that are right, with the data of some students."""
    names, found = solved(notebook, patch), {}
    for k in students:
        with hosted(seed=lambda number, k=k: zlib.crc32(f"{k} {number}".encode())):
            said = verdicts(notebook, dict(names), exercises)
        found |= {(k, grade_id): message for grade_id, message in said.items() if message}
    return found


@pytest.mark.parametrize("notebook", notebooks())
def test_references_pass_for_every_student(notebook):
    exercises = {cell.exercise for cell in code_cells(notebook)} - TRAINED
    assert failures(notebook, "", exercises, range(4)) == {}


@pytest.mark.slow
def test_networks_train_for_every_student():
    assert failures("05_lenet", "", TRAINED, range(4)) == {}


@pytest.mark.slow
@pytest.mark.parametrize("notebook", notebooks())
def test_references_pass_for_a_large_class(notebook):
    # 05.8 and 05.9 train a network; how their thresholds were measured stands beside them.
    assert failures(notebook, "", independent(notebook), range(4, 24)) == {}


@pytest.mark.slow
@pytest.mark.parametrize("notebook", notebooks())
def test_alternatives_pass_for_every_student(notebook):
    found = {}
    for a in variants("alternatives", notebook):
        students = 1 if a.exercise in TRAINED else 4
        found |= failures(notebook, a.source, {a.exercise}, range(students))
    assert found == {}
