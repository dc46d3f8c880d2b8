"""Notebook 10 as a student meets it: run all, solve an exercise, move every picture."""

import pytest

from tests.browser.lab import nothing_is_done_yet

pytestmark = pytest.mark.slow

GRADIENT = '''\
def linear_rnn_grad(w, h0, T):
    """Derivative of h_T by w."""
    return T * w ** (T - 1) * h0 if T else 0.0
'''


@pytest.fixture(scope="module")
def notebook(open_for_all):
    notebook = open_for_all("10_sequences/sequences.ipynb")
    notebook.run_all()
    return notebook


def hover(notebook, cell, x, y):
    """Move the mouse to a place of the cell's picture, given as shares of its size."""
    drawing = cell.node.query_selector(".cn-drawing")
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    notebook.page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=4)


def test_all_cells_run_and_a_solved_exercise_passes(notebook):
    assert nothing_is_done_yet(notebook) == 14
    notebook.cell("def linear_rnn_grad").write(GRADIENT).run()
    test = notebook.cell('check.exercise("10.3")')
    assert test.run().text.strip() == "✓ 10.3: visible checks pass; hidden checks remain."
    notebook.cell("def linear_rnn_grad").write(GRADIENT.replace("(T - 1)", "T")).run()
    assert "one factor w too many" in test.run().text
    test.shot("10-3-wrong")


def test_pictures_follow_their_controls_the_mouse_and_the_keys(notebook):
    rows = notebook.cell("rows()")
    rows.move_slider("End")
    rows.wait_for("After 8 of the 8 rows the network takes it for a")
    rows.shot("10-rows")

    graph = notebook.cell("unrolled()")
    graph.move_slider("End")
    graph.wait_for("With the states 0, 0.6, 0.6, 0, the gradient of w_h is")
    graph.node.query_selector(".cn-option:text-is('J = h_1 + h_2 + h_3')").click()
    notebook.page.wait_for_timeout(600)
    graph.shot("10-unrolled")

    norms = notebook.cell("gradient_norms_figure()")
    norms.move_slider("End")
    norms.wait_for("ρ = 1.5, without tanh", "It has exploded")
    norms.node.query_selector(".cn-option:text-is('tanh')").click()
    norms.wait_for("with tanh and random inputs")
    norms.shot("10-gradients")

    codes = notebook.cell("codes()")
    hover(notebook, codes, 120 / 720, 360 / 424)
    codes.wait_for("the nearest new digit is a 7")
    codes.shot("10-codes")
    codes.node.query_selector(".cn-drawing").focus()
    for _ in range(30):
        notebook.page.keyboard.press("Shift+ArrowUp")
    codes.wait_for("1)")
