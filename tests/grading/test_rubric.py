"""The rubric stands below an answer in words, and feedback does not have it."""

import nbformat
from nbformat.v4 import new_notebook

from autograder.authoring.assignment import assignments
from autograder.grading import rubric, sanitise
from autograder.grading.feedback import HideHiddenTests
from autograder.grading.reading import Notes
from tests.cells import ROOT
from tests.grading.submitted import handed_in, labelled

ANSWER = "Because.\n\n*Mark scheme.* 1 point: **why**.\n\nNothing else."


def test_it_stands_below_the_students_answer(official):
    instructors = labelled("markdown", "m", ANSWER, grade=True, solution=True)
    found = rubric.rubrics([*official[:-1], instructors])
    whole = sanitise.restored(new_notebook(cells=_read(handed_in(official))), official, {}, Notes())
    cells = list(rubric.beside_answers(whole.cells, found))
    assert [cell.source for cell in cells[-2:-1]] == ["my m"]
    scheme, _, answer = cells[-1].source.partition("<details>")
    assert "1 point: **why**.\n\nNothing else." in scheme and "Because." not in scheme
    assert "Because." in answer and "1 point" not in answer
    nbformat.validate(new_notebook(cells=cells))
    shown, _ = HideHiddenTests().preprocess(new_notebook(cells=cells), {})
    assert [cell.source for cell in shown.cells][-1] == "my m"


def _read(cells):
    """As a submission is read."""
    for cell in cells:
        cell.metadata["was"] = cell.cell_type
    return cells


def test_every_question_marked_by_hand_has_one():
    for assignment in assignments(ROOT):
        cells = nbformat.read(assignment.reference, 4).cells
        found = rubric.rubrics(cells)
        assert bool(found) == bool(assignment.manual), assignment.id
        for name, text in found.items():
            made = rubric._cell(name, text).source
            assert "point" in made.partition("<details>")[0], name
            assert "Mark scheme" not in made, name
