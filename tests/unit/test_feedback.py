"""What a student's page is made of. Hidden tests in it: tests/notebooks/test_nbgrader_cycle.py."""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.grading.feedback import HideHiddenTests


def test_a_folded_box_keeps_its_triangle_and_code_stays_as_it_is():
    boxes = "<details><summary>Look</summary>\n\nThere.\n\n</details>"
    notebook = new_notebook(cells=[new_markdown_cell(boxes), new_code_cell("'<summary>'")])
    shown, _ = HideHiddenTests().preprocess(notebook, {})
    text, code = (cell.source for cell in shown.cells)
    assert text == boxes.replace("<summary>", '<summary style="display: list-item">')
    assert code == "'<summary>'"
