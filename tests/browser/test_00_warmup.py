"""Notebook 00 as a student meets it: solve one exercise, move the slider, validate."""

import pytest

from tests.browser.lab import nothing_is_done_yet

pytestmark = pytest.mark.slow

AFFINE = '''\
def affine(X, W, b):
    """Affine map of a batch."""
    return X @ W.T + b
'''


@pytest.fixture(scope="module")
def notebook(open_for_all):
    notebook = open_for_all("00_warmup/warmup.ipynb")
    notebook.run_all()
    assert nothing_is_done_yet(notebook) == 7
    return notebook


def test_a_solved_exercise_passes_and_a_wrong_one_is_named(notebook):
    test = notebook.cell('check.exercise("00.2")')
    notebook.cell("def affine").write(AFFINE).run()
    assert test.run().text.strip() == "✓ 00.2: visible checks pass; hidden checks remain."
    test.shot("00-2-solved")
    wrong = AFFINE.replace("X @ W.T", "X[:, :-1] @ W[:, :-1].T")
    notebook.cell("def affine").write(wrong).run()
    assert "the last feature does not enter the sum" in test.run().text
    test.shot("00-2-wrong")


def test_the_slider_moves_the_figure(notebook):
    figure = notebook.cell("step_size()")
    figure.shot("00-slider-before")
    before, said = figure.images, figure.text
    assert "the step h = 10⁻² " in said
    figure.move_slider("ArrowLeft", times=4)
    figure.shot("00-slider-after")
    assert "the step h = 10⁻⁴ " in figure.text
    assert len(before) == len(figure.images) == 1
    assert figure.images != before


def test_nbgraders_validate_button_tells_solved_from_open(notebook):
    said = notebook.validate()
    assert "affine" in said
    assert "is not done yet" in said
    notebook.cell("def affine").write(AFFINE).run()
    assert "affine" not in notebook.validate()
