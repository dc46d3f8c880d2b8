"""What a student may see of a graded notebook: nbgrader's feedback without the hidden tests."""

from __future__ import annotations

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import ClearHiddenTests

_MESSAGES = ("NotDone", "Rejected")
"""Errors that `autograder.check` words for students; anything else may quote the cell."""


class HideHiddenTests(ClearHiddenTests):
    """Takes hidden tests out of graded cells, and what an error shows of them out of the output."""

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
