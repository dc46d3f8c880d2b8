"""A student's notebook, and runs of it that nobody waits for."""

import pytest

from autograder.student import check, submit, work
from tests.students import folder as students


@pytest.fixture
def mine(tmp_path):
    return students.folder_with(tmp_path, "00", {})


@pytest.fixture
def pretend(monkeypatch):
    """Runs nothing: the notebook comes back with these outputs, (text, error) by grade id."""
    outputs = {}

    def executed(notebook, *_):
        for name, (text, error) in outputs.items():
            made = [{"output_type": "display_data", "data": {"text/plain": text}}]
            if error:
                made.append({"output_type": "error", "ename": error, "evalue": text})
            students.cell(notebook, name).outputs = [work.NotebookNode(each) for each in made]
        return notebook

    for module in (check, submit):
        monkeypatch.setattr(module, "executed", executed)
    return outputs
