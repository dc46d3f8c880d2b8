"""Notebook 04 as a student meets it: run all, solve an exercise, move every figure."""

import pytest

pytestmark = pytest.mark.slow

FORWARD = '''\
def conv1d_forward(x, w, b, c):
    """Convolution layer in one dimension."""
    y = np.full(len(x), float(b))
    for n in range(len(x)):
        for m in range(len(w)):
            if 0 <= n + m - c < len(x):
                y[n] += w[m] * x[n + m - c]
    return y
'''


@pytest.fixture
def notebook(open_notebook):
    notebook = open_notebook("04_modules/modules.ipynb")
    notebook.run_all()
    return notebook


def wait_for(notebook, cell, text):
    """Wait until the cell's output says something."""
    for _ in range(100):
        if text in cell.text:
            return
        notebook.page.wait_for_timeout(100)
    raise AssertionError(f"{text!r} is not in {cell.text!r}")


def hover(notebook, cell, x, y):
    """Move the mouse to a place of the cell's picture, given as shares of its size."""
    image = cell.node.query_selector("img")
    image.scroll_into_view_if_needed()
    box = image.bounding_box()
    notebook.page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=4)


def press(cell, text):
    cell.node.query_selector(f"button:text-is('{text}')").click()


def test_all_cells_run_a_solved_exercise_passes_and_fills_its_box(notebook):
    graded = [cell for cell in notebook.cells() if "check.exercise(" in cell.source]
    assert len(graded) == 22
    assert all("is not done yet" in cell.text and "Traceback" not in cell.text for cell in graded)
    test = notebook.cell('check.exercise("04.2")')
    notebook.cell("def conv1d_forward").write(FORWARD).run()
    assert test.run().text.strip() == "04.2: visible checks pass; hidden checks remain."
    boxes = notebook.cell("boxes(globals())")
    assert "0 of 3 boxes filled" in boxes.text
    boxes.run()
    wait_for(notebook, boxes, "1 of 3 boxes filled")
    boxes.shot("04-boxes-one-filled")
    boxes.node.query_selector("select").select_option(label="max pooling, images")
    wait_for(notebook, boxes, "0 of 2 boxes filled")
    boxes.shot("04-boxes-pooling")
    wrong = FORWARD.replace("0 <= n + m - c < len(x)", "n + m - c < len(x)")
    notebook.cell("def conv1d_forward").write(wrong).run()
    assert "the signal's end enters at the beginning" in test.run().text
    test.shot("04-2-wrong")


def test_pictures_follow_the_mouse_the_arrow_keys_and_their_sliders(notebook):
    signal = notebook.cell("connections_1d()")
    hover(notebook, signal, 0.25, 0.67)
    wait_for(notebook, signal, "The input x₀ gets gradient from y₀ (through w₁), y₁ (through w₀)")
    signal.shot("04-connections-1d")
    signal.node.query_selector("img").focus()
    notebook.page.keyboard.press("ArrowRight")
    wait_for(notebook, signal, "The input x₁ gets gradient from y₀")
    signal.move_slider("ArrowRight")
    wait_for(notebook, signal, "Centre 2.")

    image = notebook.cell("connections_2d()")
    hover(notebook, image, 2.25 / 8.6, 2.1 / 3.9)
    wait_for(notebook, image, "The input X₂₂ gets gradient from Y₁₁ through W₁₁")
    image.move_slider("ArrowLeft")
    wait_for(notebook, image, "Stride 1, padding 1.")
    image.move_slider("ArrowRight", which=1)
    wait_for(notebook, image, "Stride 1, padding 2.")
    image.shot("04-connections-2d")

    switches = notebook.cell("switches()")
    hover(notebook, switches, 7.05 / 9.0, 2.1 / 3.9)
    wait_for(notebook, switches, "output (1, 1) is switched to input (2, 3)")
    switches.move_slider("ArrowRight")
    wait_for(notebook, switches, "Windows of 3 × 3")
    switches.move_slider("ArrowLeft", which=1)
    wait_for(notebook, switches, "stride 1")
    press(switches, "back")
    notebook.page.wait_for_timeout(1000)
    switches.shot("04-switches-back")


def test_menus_boxes_and_sliders_move_their_figures(notebook):
    boundaries = notebook.cell("boundaries()")
    before = boundaries.images
    press(boundaries, "reflect")
    wait_for(notebook, boundaries, "y = (5, 0, 3, 4, −6)")
    assert boundaries.images != before
    boundaries.move_slider("ArrowLeft")
    wait_for(notebook, boundaries, "centre 0")
    boundaries.shot("04-boundaries")
    ties = notebook.cell("ties()")
    press(ties, "equality mask")
    wait_for(notebook, ties, "36 came in, 115 are handed out")
    ties.shot("04-ties-mask")
    ties.node.query_selector("input[type=checkbox]").click()
    wait_for(notebook, ties, "0 of 36 windows have a tie")
    shift = notebook.cell("shift()")
    shift.move_slider("ArrowRight")
    wait_for(notebook, shift, "The 9 is moved by 1 to the right")
    shift.shot("04-shift")
