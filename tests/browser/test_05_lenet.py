"""Notebook 05 as a student meets it: run all, solve an exercise, draw a digit."""

import pytest

from tests.browser.lab import nothing_is_done_yet

pytestmark = pytest.mark.slow

INIT = '''\
def init_params(rng):
    """LeNet's parameters."""
    shapes = [(6, 1, 5, 5), (16, 6, 5, 5), (120, 400), (84, 120), (10, 84)]
    params = {}
    for i, shape in enumerate(shapes, start=1):
        fan_in = np.prod(shape[1:])
        params[f"W{i}"] = rng.standard_normal(shape) * np.sqrt(2 / fan_in)
        params[f"b{i}"] = np.zeros(shape[0])
    return params
'''

# Strokes as shares of the pad.
DIGITS = {
    7: [[(0.28, 0.2), (0.72, 0.2), (0.45, 0.85)]],
    4: [[(0.4, 0.15), (0.25, 0.55), (0.75, 0.55)], [(0.65, 0.3), (0.62, 0.88)]],
    1: [[(0.5, 0.15), (0.5, 0.85)]],
}


@pytest.fixture
def notebook(open_notebook):
    return open_notebook("05_lenet/lenet.ipynb")


def run(notebook, *sources):
    """Run the cells with these words alone; returns them."""
    return [notebook.cell(source).run() for source in sources]


def draw(notebook, pad, strokes):
    """Draw with the mouse, each stroke a press, moves and a release."""
    box = pad.bounding_box()
    mouse = notebook.page.mouse
    for stroke in strokes:
        for i, (x, y) in enumerate(stroke):
            mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=12)
            if i == 0:
                mouse.down()
        mouse.up()


def draw_with_a_finger(notebook, pad, stroke):
    """The same with touches, which Chromium itself turns into pointer events."""
    box = pad.bounding_box()
    browser = notebook.page.context.new_cdp_session(notebook.page)
    browser.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def touch(kind, points):
        browser.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    places = [
        [{"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]}] for x, y in stroke
    ]
    touch("touchStart", places[0])
    for place in places[1:]:
        touch("touchMove", place)
        notebook.page.wait_for_timeout(30)
    touch("touchEnd", [])
    browser.send("Emulation.setTouchEmulationEnabled", {"enabled": False})


def press(cell, text):
    cell.node.query_selector(f"button:text-is('{text}')").click()


def test_all_cells_run_and_a_solved_exercise_passes(notebook):
    notebook.run_all()
    assert nothing_is_done_yet(notebook) == 24
    notebook.cell("def init_params").write(INIT).run()
    test = notebook.cell('check.exercise("05.4")')
    assert test.run().text.strip() == "✓ 05.4: visible checks pass; hidden checks remain."
    assert notebook.cell("lenet_structure()").node.query_selector(".cn-drawing")
    for name in ("digit_grid(", "good_and_bad_features(left"):
        cell = notebook.cell(name)
        assert cell.images
        cell.shot("05-" + name.split("(")[0].replace("_", "-"))


def test_sliders_move_the_sizes(notebook):
    _, cell = run(notebook, "page.layout()", "lenet_sizes()")
    cell.wait_for("8,094 units, 422,824 connections and 61,470 weights")
    cell.move_slider("ArrowRight")
    cell.wait_for("This network has")
    cell.move_slider("ArrowLeft")
    cell.move_slider("ArrowRight", which=1)
    cell.wait_for("8,219 units")
    cell.move_slider("ArrowLeft", which=1)
    cell.move_slider("ArrowLeft", which=2)
    cell.wait_for("80,958 weights", "32 % more than LeNet")
    cell.shot("05-sizes-3x3")
    cell.node.query_selector("text=28 × 28").click()
    cell.move_slider("ArrowRight", which=2)
    cell.wait_for("5,814 units", "44,190 weights")
    cell.shot("05-sizes-28")


PADS = {"browser": ".cn-pad", "kernel": "canvas"}


@pytest.fixture
def pad_cell(notebook, where):
    """The shipped network's pad, without a kernel, or that of a network of the student's own."""
    run(notebook, "page.layout()", "digit_grid(", "trained = load_lenet()")
    cell = notebook.cell("digit_pad(trained)")
    if where == "kernel":
        own = 'trained.params["0.W"][0, 0, 0, 0] += 1e-3\n\ndigit_pad(trained)'
        cell.write(f"from convnet.widgets.digit_pad import digit_pad\n\n{own}")
    cell.run()
    cell.wait_for("Test digit 0, labelled")
    if where == "browser":
        notebook.page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    cell.node.query_selector(PADS[where]).scroll_into_view_if_needed()
    return cell


@pytest.mark.parametrize("where", PADS)
def test_digits_drawn_with_mouse_and_finger_are_classified(notebook, pad_cell, where):
    pad = pad_cell.node.query_selector(PADS[where])
    pad_cell.shot(f"05-pad-{where}-first")
    for digit, strokes in DIGITS.items():
        press(pad_cell, "Clear")
        pad_cell.wait_for("The pad is empty")
        draw(notebook, pad, strokes)
        pad_cell.wait_for(f"Your drawing is taken for a {digit}")
        notebook.page.wait_for_timeout(500)
        pad_cell.shot(f"05-pad-{where}-mouse-{digit}")
    press(pad_cell, "Clear")
    pad_cell.wait_for("The pad is empty")
    draw_with_a_finger(notebook, pad, DIGITS[7][0])
    pad_cell.wait_for("Your drawing is taken for a 7")
    press(pad_cell, "Next test digit")
    pad_cell.wait_for("Test digit 1, labelled")
    # The first stroke takes the place of the test digit.
    draw(notebook, pad, DIGITS[7])
    pad_cell.wait_for("Your drawing is taken for a 7")
    pad_cell.shot(f"05-pad-{where}-drawn-over-a-test-digit")
    press(pad_cell, "Next test digit")
    pad_cell.wait_for("Test digit 2, labelled")
    pad_cell.shot(f"05-pad-{where}-next")


@pytest.mark.parametrize("where", PADS)
def test_a_digit_is_drawn_with_the_keyboard(notebook, pad_cell, where):
    press(pad_cell, "Clear")
    pad_cell.wait_for("The pad is empty")
    count = len(notebook.cells())
    pad_cell.node.query_selector({"browser": ".cn-drawing", "kernel": "canvas"}[where]).focus()
    keys = notebook.page.keyboard
    for _ in range(5):
        keys.press("ArrowLeft")
    keys.press("Space")
    for _ in range(10):
        keys.press("ArrowRight")
    if where == "kernel":
        keys.down("ArrowDown")  # two keys at a time: down and to the left
    for _ in range(5):
        keys.press("ArrowLeft" if where == "kernel" else "End")
    if where == "kernel":
        keys.up("ArrowDown")
    for _ in range(10):
        keys.press("ArrowDown")
    pad_cell.shot(f"05-pad-{where}-keyboard-drawing")
    keys.press("Space")
    for _ in range(3):
        keys.press("ArrowRight")
    pad_cell.wait_for("Your drawing is taken for a 7")
    notebook.page.wait_for_timeout(500)
    pad_cell.shot(f"05-pad-{where}-keyboard")
    press(pad_cell, "Clear")
    pad_cell.wait_for("The pad is empty")
    # The keys were the pad's alone: JupyterLab's shortcuts did nothing.
    assert len(notebook.cells()) == count
