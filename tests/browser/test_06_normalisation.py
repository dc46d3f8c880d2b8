"""Notebook 06 as a student meets it: run all, solve an exercise, change the light."""

import pytest

from tests.browser.lab import nothing_is_done_yet

pytestmark = pytest.mark.slow

DIVISIVE = '''\
def subtractive_norm(X, window):
    raise NotImplementedError


def divisive_norm(X, eps=1e-8):
    """Each pixel divided by the size of all maps at its place."""
    return X / np.sqrt((X**2).sum(axis=1, keepdims=True) + eps)
'''


@pytest.fixture
def notebook(open_notebook):
    return open_notebook("06_normalisation/normalisation.ipynb")


def test_all_cells_run_and_a_solved_exercise_passes(notebook):
    notebook.run_all()
    assert nothing_is_done_yet(notebook) == 15
    assert "when the exercise is done" in notebook.cell("maps_before_and_after(image").text
    assert "needs your dropout_forward" in notebook.cell("200 together").text
    curves = notebook.cell("with_and_without(curves)")
    assert "with batch norm" in curves.text
    curves.shot("06-curves")
    notebook.cell("def divisive_norm").write(DIVISIVE).run()
    test = notebook.cell('check.exercise("06.1", "divisive")')
    assert test.run().text.strip() == "✓ 06.1 divisive: visible checks pass; hidden checks remain."
    wrong = DIVISIVE.replace(".sum(axis=1", ".mean(axis=1")
    notebook.cell("def divisive_norm").write(wrong).run()
    assert "the mean of the squares instead of their sum" in test.run().text
    test.shot("06-1-wrong")


def test_pictures_follow_their_sliders(notebook):
    for source in ("page.layout()", "light()", "isotropy()"):
        notebook.cell(source).run()
    light = notebook.cell("light()")
    light.move_slider("ArrowRight", times=6, which=2)
    light.wait_for("the left part 60 % darker")
    light.shot("06-light-shadow")
    light.move_slider("ArrowLeft", times=12)
    light.move_slider("ArrowRight", times=8, which=1)
    light.wait_for("Contrast 0.4, brightness 0.4")
    light.shot("06-light-dim-and-bright")
    valley = notebook.cell("isotropy()")
    valley.move_slider("ArrowRight", times=14, which=1)
    valley.wait_for("curvatures of the cost are 100 and 1", "needs 691 steps")
    valley.shot("06-isotropy-long")
    valley.move_slider("ArrowLeft", times=18, which=1)
    valley.wait_for("needs 1 step until")
    valley.shot("06-isotropy-round")
