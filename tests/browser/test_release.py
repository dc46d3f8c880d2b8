"""Every notebook as a student gets it: Run All goes to the end, and says what is left to do."""

import tomllib

import pytest

from tests.cells import ROOT

pytestmark = pytest.mark.slow

CURRICULUM = tomllib.loads((ROOT / "solutions" / "curriculum.toml").read_text(encoding="utf-8"))
# Among them those that train; a limit against hanging, not a test of speed.
SECONDS = 900


@pytest.mark.parametrize("name", [notebook["id"] for notebook in CURRICULUM["notebook"]])
def test_run_all_goes_to_the_end_with_messages_that_can_be_read(name, open_notebook):
    notebook = open_notebook(f"{name}/{name.split('_', 1)[1]}.ipynb")
    notebook.run_all(SECONDS)
    notebook.shot(f"{name}-run-all")
    assert all(cell.has_run for cell in notebook.cells())
    graded = [cell for cell in notebook.cells() if cell.is_graded]
    assert graded
    for cell in graded:
        assert "not done yet. Replace `raise NotImplementedError` by your code." in cell.text
        assert len(cell.text.strip().splitlines()) == 1
