"""Notebook 04 as a student meets it: run all, solve an exercise, move every figure."""

import pytest

from tests.browser.lab import nothing_is_done_yet

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


@pytest.fixture(scope="module")
def notebook(open_for_all):
    notebook = open_for_all("04_modules/modules.ipynb")
    notebook.run_all()
    return notebook


def hover(notebook, cell, x, y):
    """Move the mouse to a place of the cell's picture, given as shares of its size."""
    image = cell.node.query_selector("img, .cn-drawing")
    image.scroll_into_view_if_needed()
    box = image.bounding_box()
    notebook.page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=4)


def press(cell, text):
    cell.node.query_selector(f".cn-option:text-is('{text}')").click()


def test_all_cells_run_a_solved_exercise_passes_and_fills_its_box(notebook):
    assert nothing_is_done_yet(notebook) == 22
    test = notebook.cell('check.exercise("04.2")')
    boxes = notebook.cell("boxes(globals())")
    assert "0 of 3 boxes filled" in boxes.text
    notebook.cell("def conv1d_forward").write(FORWARD).run()
    assert test.run().text.strip() == "✓ 04.2: visible checks pass; hidden checks remain."
    boxes.wait_for("1 of 3 boxes filled")  # by itself
    boxes.shot("04-boxes-one-filled")
    boxes.node.query_selector("select").select_option(label="max pooling, images")
    boxes.wait_for("0 of 2 boxes filled")
    boxes.shot("04-boxes-pooling")
    wrong = FORWARD.replace("0 <= n + m - c < len(x)", "n + m - c < len(x)")
    notebook.cell("def conv1d_forward").write(wrong).run()
    assert "the signal's end enters at the beginning" in test.run().text
    test.shot("04-2-wrong")


def test_pictures_follow_the_mouse_the_arrow_keys_and_their_sliders(notebook):
    signal = notebook.cell("connections_1d()")
    hover(notebook, signal, 228 / 720, 214 / 330)
    signal.wait_for("The input x₀ gets gradient from y₀ (through w₁) and y₁ (through w₀)")
    signal.shot("04-connections-1d")
    signal.node.query_selector(".cn-drawing").focus()
    notebook.page.keyboard.press("ArrowRight")
    signal.wait_for("The input x₁ gets gradient from y₀")
    signal.move_slider("ArrowRight")
    signal.wait_for("Centre 2.")

    image = notebook.cell("connections_2d()")
    hover(notebook, image, 165 / 720, 182 / 430)
    image.wait_for("The input X₂₂ gets gradient from Y₁₁ through W₁₁")
    image.move_slider("ArrowLeft")
    image.wait_for("Stride 1, padding 1.")
    image.move_slider("ArrowRight", which=1)
    image.wait_for("Stride 1, padding 2.")
    image.shot("04-connections-2d")
    image.node.query_selector("text=the numbers of 04.7").click()
    image.move_slider("Home", which=2).move_slider("ArrowRight", times=3, which=2)
    image.wait_for("The input X₁₁ gets gradient from Y₀₀ through W₁₁", "3 of 4 terms give 3.")
    image.shot("04-connections-2d-sum")

    switches = notebook.cell("switches()")
    hover(notebook, switches, 560 / 720, 166 / 308)
    switches.wait_for("output (1, 1) is switched to input (2, 3)")
    switches.move_slider("ArrowRight")
    switches.wait_for("Windows of 3 × 3")
    switches.move_slider("ArrowLeft", which=1)
    switches.wait_for("stride 1")
    press(switches, "back")
    switches.shot("04-switches-back")


def test_menus_boxes_and_sliders_move_their_figures(notebook):
    boundaries = notebook.cell("boundaries()")
    before = boundaries.images
    press(boundaries, "reflect")
    boundaries.wait_for("y = (5, 0, 3, 4, −6)")
    assert boundaries.images != before
    boundaries.move_slider("ArrowLeft")
    boundaries.wait_for("centre 0")
    boundaries.shot("04-boundaries")
    ties = notebook.cell("ties()")
    press(ties, "equality mask")
    ties.wait_for("36 came in, 115 are handed out")
    ties.shot("04-ties-mask")
    ties.node.query_selector("input[type=checkbox]").click()
    ties.wait_for("0 of 36 windows have a tie")
    shift = notebook.cell("shift()")
    shift.move_slider("ArrowRight")
    shift.wait_for("The 9 is moved by 1 to the right")
    shift.shot("04-shift")
