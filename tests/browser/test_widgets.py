"""What every figure drawn by Python owes its reader, tried on one of each kind in JupyterLab."""

import re

import nbformat
import pytest

from tests.browser.lab import Notebook, no_key_deletes

pytestmark = pytest.mark.slow

FIGURE = """\
import ipywidgets
from convnet.widgets import Interactive

controls = {{{}}}
draw = lambda figure, **values: figure.text(0.1, 0.5, str(values))
Interactive(draw, controls, lambda **values: str(values))
"""
CONTROLS = {
    "slider": "'n': ipywidgets.IntSlider(value=1, max=8, description='number')",
    "menu": "'word': ipywidgets.Dropdown(options=['one', 'two'], description='word')",
    "buttons": "'place': ipywidgets.ToggleButtons(options=['here', 'there'], description='at')",
}
FIGURES = {
    "slider, menu": f"{CONTROLS['slider']}, {CONTROLS['menu']}",
    "buttons": CONTROLS["buttons"],
}
PAD = """\
from convnet.network import lenet
from convnet.widgets.digit_pad import digit_pad

digit_pad(lenet())
"""
FOCUSABLE = ".jp-OutputArea-output :is(button, select, input, canvas, [tabindex='0'])"
SILENT = "Python does not answer"


@pytest.fixture(scope="module")
def notebook(browser, server):
    cells = [nbformat.v4.new_markdown_cell("Figures")]
    for name, controls in FIGURES.items():
        cells.append(nbformat.v4.new_code_cell(f"# {name}\n" + FIGURE.format(controls)))
    cells.append(nbformat.v4.new_code_cell(PAD))
    notebook = Notebook(browser, server, server.write("figures.ipynb", cells))
    notebook.run_all()
    yield notebook
    notebook.close()


def controls(cell):
    return [each for each in cell.node.query_selector_all(FOCUSABLE) if each.is_visible()]


@pytest.mark.parametrize("name", [*FIGURES, "digit_pad"])
def test_no_key_on_a_control_or_a_picture_deletes_its_cell(notebook, name):
    cell = notebook.cell(name)
    assert controls(cell)
    no_key_deletes(notebook, controls(cell))


def test_a_slider_leaves_jupyterlab_the_keys_to_save(notebook):
    cell = notebook.cell("slider, menu")
    cell.move_slider("ArrowRight")
    notebook.page.keyboard.press("Control+s")
    notebook.page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")


@pytest.mark.parametrize("name", [*FIGURES, "digit_pad"])
def test_every_control_has_a_name(notebook, name):
    cell = notebook.cell(name)
    outline = notebook.page.locator(".jp-Cell").nth(cell.index).locator(".jp-OutputArea-output")
    said = outline.first.aria_snapshot()
    kinds = "button|slider|combobox|checkbox|spinbutton|textbox|application|img"
    assert re.search(kinds, said), said
    # An icon is a letter without a meaning.
    assert re.findall(rf'- (?:{kinds})(?: "\W*"|:|$)', said, re.MULTILINE) == [], said


def test_the_sentence_changes_within_one_live_region(notebook):
    cell = notebook.cell("slider, menu")
    region = cell.node.query_selector(".jp-OutputArea-output [aria-live]")
    said = region.inner_text()
    cell.move_slider()
    for _ in range(100):
        if region.inner_text() != said:
            break
        notebook.page.wait_for_timeout(100)
    assert region.inner_text() != said  # a region that was replaced keeps its old words
    assert cell.node.query_selector("img").get_attribute("alt") == region.inner_text()


@pytest.mark.parametrize("width", [1440, 1280])
def test_pictures_are_as_wide_as_the_text_may_be(notebook, width):
    notebook.page.set_viewport_size({"width": width, "height": 1000})
    for name in (*FIGURES, "digit_pad"):
        picture = notebook.cell(name).node.query_selector("img")
        assert picture.bounding_box()["width"] == pytest.approx(720, abs=1)


def test_tracks_and_menus_begin_at_one_place(notebook):
    cell = notebook.cell("slider, menu")
    starts = [
        cell.node.query_selector(selector).bounding_box()["x"]
        for selector in (".slider-container", "select")
    ]
    assert max(starts) - min(starts) < 12


# Last: it ends the widgets' kernel.
def test_a_dead_kernel_is_named_and_a_live_one_is_not(notebook):
    cell = notebook.cell("slider, menu")
    cell.move_slider()
    notebook.page.wait_for_timeout(5000)
    assert SILENT not in cell.text
    notebook.page.evaluate(
        "async () => { await jupyterapp.shell.currentWidget.sessionContext.session.kernel"
        ".restart() }"
    )
    notebook._wait_for_kernel(60)
    cell.wait_for(SILENT)
    cell.shot("widgets-dead-kernel")
