"""Notebook 01 as a student meets it: run all, solve an exercise, move every figure."""

import pytest

from tests.browser.lab import nothing_is_done_yet

pytestmark = pytest.mark.slow

STEP = '''\
def perceptron_step(w, b, x, t):
    """One step of the perceptron rule for one example."""
    if t * (w @ x + b) <= 0:
        return w + t * x, b + t
    return w, b
'''
SLIDERS = {
    "perceptron_stepper()": ("OR after 1 update:", "OR after 3 updates:"),
    "losses()": ("At the margin −1 ", "At the margin −0.5 "),
    "descent_on_contours()": ("η = 0.05", "η = 0.07"),
    "sgd_noise()": ("Batches of 4:", "Batches of 16:"),
}


@pytest.fixture(scope="module")
def notebook(open_for_all):
    notebook = open_for_all("01_perceptron/perceptron.ipynb")
    notebook.run_all()
    return notebook


def test_all_cells_run_a_solved_exercise_passes_and_a_wrong_one_is_named(notebook):
    assert nothing_is_done_yet(notebook) == 37
    tests = [cell for cell in notebook.cells() if 'check.exercise("01.3", ' in cell.source]
    notebook.cell("def perceptron_step").write(STEP).run()
    for test, part in zip(tests, ("w", "b"), strict=True):
        said = f"01.3 {part}: visible checks pass; hidden checks remain."
        assert test.run().text.strip().endswith(said)
    notebook.cell("def perceptron_step").write(STEP.replace("<= 0", "< 0")).run()
    assert "no step at margin 0" in tests[0].run().text
    tests[0].shot("01-3-wrong")


def test_every_slider_moves_its_figure(notebook):
    for source, (before, after) in SLIDERS.items():
        figure = notebook.cell(source)
        pictures = figure.images
        assert before in figure.text
        figure.move_slider("ArrowRight", times=2)
        figure.wait_for(after)
        assert len(pictures) == len(figure.images) == 1 and figure.images != pictures
        figure.shot(f"01-{source[:-2]}")


def test_menus_and_buttons_move_their_figures(notebook):
    stepper = notebook.cell("perceptron_stepper()")
    stepper.node.query_selector("select").select_option(label="XOR")
    stepper.wait_for("XOR after ")  # as many updates as the slider has been left at
    stepper.shot("01-stepper-xor")
    model = notebook.cell("quadratic_model()")
    before = model.images
    model.node.query_selector("label:text-is('saddle')").click()
    model.wait_for("hyperbolas")
    assert model.images != before
    model.shot("01-quadratic-saddle")


def test_the_line_follows_the_mouse_and_the_arrow_keys(notebook):
    figure = notebook.cell("separating_line()")
    assert "of 32 points 16 are on the wrong side" in figure.text
    drawing = figure.node.query_selector(".cn-drawing")
    drawing.scroll_into_view_if_needed()
    box, mouse = drawing.bounding_box(), notebook.page.mouse

    def drag(start, end):
        mouse.move(box["x"] + start[0], box["y"] + start[1])
        mouse.down()
        mouse.move(box["x"] + end[0], box["y"] + end[1], steps=8)
        mouse.up()

    # From the drawing: handle A stands at (507, 124), B at (309, 80).
    drag((507, 124), (216, 430))
    drag((309, 80), (533, 124))
    figure.wait_for("of 32 points 0 are on the wrong side; the fewest so far: 0")
    figure.shot("01-line-separates")
    # B was dragged last, and is what the arrow keys move, wherever the mouse has gone since.
    chosen = ".cn-option:has(:checked):text-is('B')"
    assert figure.node.query_selector(chosen)
    said = figure.text
    mouse.move(box["x"] + 70, box["y"] + 250)
    drawing.focus()
    for _ in range(4):
        notebook.page.keyboard.press("ArrowRight")
    assert figure.text != said
    assert figure.node.query_selector(chosen)
    figure.shot("01-line-arrow-keys")
    figure.node.query_selector(".cn-option:text-is('XOR')").click()
    figure.shot("01-line-xor")
