"""Answers to exercises of the course that gained points without doing what is asked for.

Each is a cell of `answers/NN_name.py`, in the format of `solutions/NN_name.mistakes.py`; in the
place of the words stand those that the rejection must have (";" for "or").
"""

from pathlib import Path

import pytest

from autograder.mistakes import declared, prove
from tests.cells import ROOT
from tests.tools import need

FILES = sorted((Path(__file__).parent / "answers").glob("*.py"))
ANSWERS = [(path.stem, answer) for path in FILES for answer in declared.read(path)]


@pytest.mark.parametrize(("name", "answer"), ANSWERS, ids=[a.id for _, a in ANSWERS])
def test_it_gains_nothing(name, answer):
    need("bwrap")
    notebook = prove._known(ROOT, name)
    cells = [cell for cell in notebook.graded if cell.exercise == answer.exercise]
    said = prove.in_the_sandbox(notebook, answer.exercise, answer.patch, cells)
    assert any(words in said[cell.id] for cell in cells for words in answer.words.split("; "))
