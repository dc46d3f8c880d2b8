"""Notebook 09 as a student meets it: run all, solve exercises, move every figure."""

import pytest

from tests.browser.lab import nothing_is_done_yet

pytestmark = pytest.mark.slow

FIELDS = '''\
def receptive_field(spec):
    """How much of the image the units of each layer see."""
    field, apart, fields = 1, 1, []
    for layer in spec:
        k, stride = layer[2:4] if layer[0] == "conv" else layer[1:]
        field += (k - 1) * apart
        apart *= stride
        fields.append(field)
    return fields
'''


@pytest.fixture
def notebook(open_notebook):
    return open_notebook("09_architecture/architecture.ipynb")


def hover(notebook, cell, x, y, height):
    """Move the mouse to a place of the cell's picture, in the picture's own units."""
    drawing = cell.node.query_selector(".cn-drawing")
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    notebook.page.mouse.move(
        box["x"] + x / 720 * box["width"], box["y"] + y / height * box["height"], steps=4
    )


def press(cell, text):
    cell.node.query_selector(f".cn-option:text-is('{text}')").click()


def test_every_check_waits_for_its_function_and_a_solved_one_passes(notebook):
    notebook.run_all()
    assert nothing_is_done_yet(notebook) == 13
    notebook.cell("def receptive_field").write(FIELDS).run()
    test = notebook.cell('check.exercise("09.5")')
    assert test.run().text.strip() == "✓ 09.5: visible checks pass; hidden checks remain."
    notebook.cell("def receptive_field").write(FIELDS.replace("(k - 1)", "k")).run()
    assert "windows overlap" in test.run().text
    test.shot("09-5-wrong")
    trace = notebook.cell("from 227 × 227").run()
    assert trace.text.strip() == "This cell needs your function of exercise 09.1."


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_fan_follows_the_mouse_and_the_arrow_keys(notebook, theme):
    notebook.command("apputils:change-theme", theme=theme)
    notebook.cell("page.layout()").run()
    cell, shot = notebook.cell("receptive_fields()").run(), theme.split()[-1].lower()
    cell.wait_for("unit 13 of C1 sees 5 pixels of the image")
    hover(notebook, cell, 290, 89, 366)
    cell.wait_for("of S4 sees 2 of C3, by them 6 of S2, by them 12 of C1, by them 16 pixels")
    notebook.page.wait_for_timeout(400)
    cell.shot(f"09-fields-lenet-{shot}")
    press(cell, "AlexNet")
    cell.wait_for("of CONV1 sees 11 pixels")
    cell.node.query_selector(".cn-drawing").focus()
    for _ in range(7):
        notebook.page.keyboard.press("ArrowUp")
    cell.wait_for("of POOL3 sees 3 of CONV5")
    cell.wait_for("by them 195 pixels of the image")
    notebook.page.keyboard.press("ArrowRight")
    notebook.page.keyboard.press("ArrowRight")
    cell.wait_for("of them padding")
    notebook.page.wait_for_timeout(400)
    cell.shot(f"09-fields-alexnet-{shot}")
    press(cell, "three of 3 × 3")
    notebook.page.wait_for_timeout(400)
    cell.shot(f"09-fields-stack-{shot}")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_sizes_follow_their_controls(notebook, theme):
    notebook.command("apputils:change-theme", theme=theme)
    notebook.cell("page.layout()").run()
    cell, shot = notebook.cell("alexnet_sizes()").run(), theme.split()[-1].lower()
    cell.wait_for("AlexNet has 781,736 units, 60,954,656 weights and 725,508,992 connections")
    press(cell, "no groups")
    cell.wait_for("62,367,776 weights and 1,136,358,272 connections")
    press(cell, "3, 4")
    cell.wait_for("59,861,024 weights")
    notebook.page.wait_for_timeout(400)
    cell.shot(f"09-sizes-{shot}")
    side = cell.node.query_selector("input[type=range]")
    side.focus()
    notebook.page.keyboard.press("ArrowRight")
    cell.wait_for("FC6 has the most weights, 69.")
    cell.shot(f"09-sizes-larger-{shot}")


def test_the_pictures_of_numbers_are_drawn(notebook):
    notebook.cell("page.layout()").run()
    assert "16.4 % in 2012 (AlexNet, 8 layers)" in notebook.cell("errors_by_year()").run().text
    assert "needs your functions" in notebook.cell("def important(x)").run().text
