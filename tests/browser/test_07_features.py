"""Notebook 07 as a student meets it: run all, solve exercises, play every picture."""

import pytest

from tests.browser.lab import nothing_is_done_yet

pytestmark = pytest.mark.slow

CELLS = '''\
def simple_cell(image, g):
    """Response of a simple cell."""
    return max(0, np.sum(image * g))


def complex_cell(image, g_even, g_odd):
    """Response of a complex cell."""
    return np.hypot(np.sum(image * g_even), np.sum(image * g_odd))
'''


@pytest.fixture
def notebook(open_notebook):
    return open_notebook("07_features/features.ipynb")


def test_all_cells_run_and_a_solved_exercise_passes(notebook):
    notebook.run_all()
    assert nothing_is_done_yet(notebook) == 12
    notebook.cell("def simple_cell").write(CELLS).run()
    for part in ("simple", "complex"):
        test = notebook.cell(f'check.exercise("07.3", "{part}")')
        assert "visible checks pass" in test.run().text
    wrong = CELLS.replace("np.hypot(np.sum(image * g_even)", "np.hypot(simple_cell(image, g_even)")
    notebook.cell("def simple_cell").write(wrong).run()
    assert "wrong number" in notebook.cell('check.exercise("07.3", "complex")').run().text
    for name in ("four_rows()", "early_vision()", "tuning(C1", "litters(worlds", "pipelines()"):
        cell = notebook.cell(name)
        assert cell.images
        cell.shot("07-" + name.split("(")[0].replace("_", "-"))


def test_pictures_follow_their_controls(notebook):
    notebook.cell("page.layout()").run()
    gabor = notebook.cell("gabor_spectrum()").run()
    gabor.wait_for("largest at 0.15 cycles per pixel along 30°")
    gabor.move_slider("End")
    gabor.wait_for("σ = 6", "from 0.119 to 0.181")
    gabor.node.query_selector(".cn-option:text-is('odd')").click()
    gabor.wait_for("The odd Gabor function", "the filter answers 0.")
    gabor.shot("07-gabor")

    cells = notebook.cell("simple_and_complex()").run()
    cells.move_slider("Home")
    cells.wait_for("the even simple cell answers 1, the odd one 0")
    cells.move_slider("End", which=1)
    cells.wait_for("runs along 90°", "the complex cell 0.")
    cells.shot("07-cells")

    litter = notebook.cell("raised_cells()").run()
    litter.wait_for("0 of them are tuned to the orientation across")
    litter.move_slider("End")
    litter.wait_for("100 of stripes across")
    litter.node.query_selector(".cn-option:text-is('all orientations')").click()
    litter.wait_for("the emptiest of the eight bins holds")
    litter.shot("07-litter")
