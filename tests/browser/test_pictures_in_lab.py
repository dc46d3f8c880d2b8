"""Every interactive picture in JupyterLab: live, saved, opened again, not trusted."""

from __future__ import annotations

import re

import nbformat
import pytest

from convnet import pictures
from tests.browser.lab import Notebook, no_key_deletes

pytestmark = pytest.mark.slow

NAMES = sorted(pictures.listed())
FOCUSABLE = ".cn :is(button, select, input, [tabindex='0'])"
WIDGET = """\
import anywidget
import traitlets
from convnet.pictures import module


class Shown(anywidget.AnyWidget):
    _esm = module("shift")
    state = traitlets.Dict({"d": 1}).tag(sync=True)


shown = Shown()
shown
"""


@pytest.fixture(scope="module")
def notebook(browser, server):
    cells = [nbformat.v4.new_markdown_cell("Pictures")]
    cells += [
        nbformat.v4.new_code_cell(f'from convnet.pictures import show\n\nshow("{name}")')
        for name in NAMES
    ]
    cells += [nbformat.v4.new_code_cell(source) for source in (WIDGET, "shown.state['d']")]
    notebook = Notebook(browser, server, server.write("pictures.ipynb", cells))
    notebook.run_all()
    yield notebook
    errors = notebook.errors
    notebook.close()
    assert errors == []


@pytest.mark.parametrize("name", NAMES)
def test_no_key_deletes_the_cell_and_every_control_has_a_name(notebook, name):
    cell = notebook.cell(f'show("{name}")')
    outline = notebook.page.locator(".jp-Cell").nth(cell.index).locator(".cn")
    said = outline.first.aria_snapshot()
    kinds = "button|slider|combobox|checkbox|radio|spinbutton|application|img"
    assert re.search(kinds, said), said
    assert re.findall(rf'- (?:{kinds})(?: "\W*"|:|$)', said, re.MULTILINE) == [], said
    no_key_deletes(notebook, cell.node.query_selector_all(FOCUSABLE))


def test_a_picture_leaves_jupyterlab_the_keys_to_save(notebook):
    cell = notebook.cell('show("connections_1d")')
    cell.node.query_selector(".cn-drawing").focus()
    notebook.page.keyboard.press("ArrowRight")
    notebook.page.keyboard.press("Control+s")
    notebook.page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")


@pytest.mark.parametrize("width", [1440, 1280])
def test_pictures_are_as_wide_as_the_text_may_be(notebook, width):
    notebook.page.set_viewport_size({"width": width, "height": 1000})
    for name in NAMES:
        drawing = notebook.cell(f'show("{name}")').node.query_selector(".cn-drawing")
        assert drawing.bounding_box()["width"] == pytest.approx(720, abs=1)


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_pictures_follow_the_theme_of_jupyterlab(notebook, theme):
    notebook.command("apputils:change-theme", theme=theme)
    light = str(theme.endswith("Light")).lower()
    notebook.page.wait_for_selector(f"body[data-jp-theme-light={light}]", state="attached")
    notebook.page.wait_for_timeout(500)
    for name in NAMES:
        cell = notebook.cell(f'show("{name}")')
        cell.shot(f"{name}-{theme.split()[1].lower()}")
        ink = cell.node.query_selector(".cn-sentence").evaluate("p => getComputedStyle(p).color")
        assert ink == ("rgb(31, 31, 31)" if light == "true" else "rgb(236, 236, 236)")


def test_a_picture_in_a_widget_shares_its_state_with_python(notebook):
    cell, said = notebook.cell("anywidget"), notebook.cell("shown.state['d']")
    assert "moved by 1 to the right" in cell.text
    cell.node.query_selector(".cn-drawing").focus()
    notebook.page.keyboard.press("ArrowRight")
    cell.wait_for("moved by 2 to the right")
    assert "2" in said.run().text
    said.write("shown.state = {'d': -1}; shown.state['d']").run()
    cell.wait_for("moved by 1 to the left")


# Last: these end the kernel and open the file anew.
def test_a_picture_goes_on_without_a_kernel_and_lives_in_a_notebook_that_is_opened_again(
    notebook, browser, server
):
    notebook.command("docmanager:save")
    notebook.page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    follows(notebook)
    again = Notebook(browser, server, "pictures.ipynb")
    follows(again)
    # A widget's model ends with its kernel: ipywidgets says so of the one widget here, in its time.
    assert [each for each in again.errors if "widget model not found" not in each] == []
    again.close()


def follows(notebook):
    cell = notebook.cell('show("connections_1d")')
    before = cell.images
    cell.node.query_selector(".cn-drawing").focus()
    notebook.page.keyboard.press("ArrowRight")
    assert cell.images != before


def test_where_scripts_may_not_run_the_image_stays_with_its_sentence(browser, server):
    """A notebook that JupyterLab does not trust: its outputs are cleaned."""
    name = "connections_1d"
    output = nbformat.v4.new_output(
        "display_data", data=pictures.show(name)._repr_mimebundle_(), metadata={}
    )
    cell = nbformat.v4.new_code_cell("1", outputs=[output], execution_count=1)
    opened = Notebook(browser, server, server.write("untrusted.ipynb", [cell]))
    image = opened.page.locator(".jp-OutputArea-output img")
    assert image.get_attribute("alt") == pictures.show(name).description
    assert image.evaluate("img => img.complete && img.naturalWidth") == 720
    assert opened.page.locator(".cn-drawing").count() == 0
    opened.close()
