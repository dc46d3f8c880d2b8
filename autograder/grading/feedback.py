"""What a student may see of a graded notebook: nbgrader's feedback without the hidden tests."""

from __future__ import annotations

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import ClearHiddenTests

from autograder.grading.rubric import is_rubric

_MESSAGES = ("NotDone", "Rejected")
"""Errors that `autograder.check` words for students; anything else may quote the cell."""


class HideHiddenTests(ClearHiddenTests):
    """Takes out rubrics, hidden tests, and what an error shows of these in the output."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        nb.cells = [cell for cell in nb.cells if not is_rubric(cell)]
        return super().preprocess(nb, resources)

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        if cell.cell_type != "code" or not utils.is_grade(cell) or utils.is_solution(cell):
            return cell, resources
        if self._remove_hidden_test_region(cell):
            cell.source += "\n    # Hidden checks ran here."
        for output in cell.outputs:
            if output.output_type == "error" and output.ename not in _MESSAGES:
                output.evalue, output.traceback = "", [output.ename]
        return cell, resources
