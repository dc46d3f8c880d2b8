"""Every interactive picture: on a page without a kernel; in JupyterLab live, saved, not trusted."""

from __future__ import annotations

import html
import itertools
import re

import nbformat
import pytest
from playwright.sync_api import Locator, Page

from convnet import pictures
from tests.browser.lab import Notebook, no_key_deletes, shots

pytestmark = pytest.mark.slow

NAMES = sorted(pictures.listed())
ARROWS = ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown")
FOCUSABLE = ".cn :is(button, select, input, [tabindex='0'])"

# The texts of a drawing that stick out of it, and pairs of them that overlap.
LAYOUT = """svg => {
  const outer = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].filter((text) => text.textContent.trim());
  const boxes = texts.map((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const spare = 0.2 * (bottom - top); // a line is higher than its letters
    return { said: text.textContent, left, right, top: top + spare, bottom: bottom - spare };
  });
  const cut = boxes.filter((box) => box.left < outer.left - 1 || box.right > outer.right + 1
    || box.top < outer.top || box.bottom > outer.bottom);
  const over = [];
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
    if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1) over.push([a.said, b.said]);
  }));
  return [cut.map((box) => box.said), over];
}"""


def watched(browser):
    """A page of the browser; nothing may be said on its console."""
    page = browser.new_page(viewport={"width": 740, "height": 1000})
    errors: list[str] = []
    page.on("console", lambda m: m.type == "error" and errors.append(m.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    assert errors == []


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    """The page with all pictures."""
    file = tmp_path_factory.mktemp("page") / "pictures.html"
    file.write_text(pictures.page(), encoding="utf-8")
    for page in watched(browser):
        page.goto(file.as_uri())
        yield page


@pytest.fixture(scope="module")
def empty(browser):
    yield from watched(browser)


@pytest.fixture
def figure(empty, name):
    """One picture as it begins, alone on a page."""
    empty.goto("about:blank")
    empty.set_content(f"<!doctype html><body>{pictures.show(name).html()}</body>")
    return empty.locator("body")


def picture(page: Page, name: str) -> Locator:
    title = pictures.show(name).title
    return page.locator("section", has=page.locator(f'h2:text-is("{title}")'))


def shown(figure: Locator) -> tuple[str, str]:
    """The drawing and its sentence."""
    return (
        figure.locator(".cn-drawing").evaluate("svg => svg.innerHTML"),
        figure.locator(".cn-sentence").inner_text(),
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_live_drawing_is_the_still_one_in_the_colours_of_the_page(figure, name):
    """Nothing jumps when the script takes the image's place."""
    live = figure.locator(".cn-drawing")
    still = (pictures.STATIC / f"{name}.svg").read_text(encoding="utf-8")
    size = re.search(r'viewBox="0 0 (\d+) (\d+)"', still)
    assert live.get_attribute("viewBox") == f"0 0 {size[1]} {size[2]}"
    words = html.unescape(re.sub(r"<[^>]*>", "", still))
    assert live.evaluate("svg => svg.textContent") == words.strip()
    assert shown(figure)[1] == pictures.show(name).description


@pytest.mark.parametrize("name", NAMES)
def test_no_text_lies_on_another_and_none_is_cut(page, name):
    cut, over = picture(page, name).locator(".cn-drawing").evaluate(LAYOUT)
    assert cut == []
    assert over == []


@pytest.mark.parametrize("name", NAMES)
def test_every_control_moves_the_picture_by_keyboard_or_mouse(page, name):
    figure = picture(page, name)
    figure.scroll_into_view_if_needed()
    for slider in figure.locator("input[type=range]").all():
        changed = set()
        for key in ("Home", "ArrowRight", "End"):
            slider.focus()
            page.keyboard.press(key)
            changed.add(shown(figure))
        assert len(changed) > 1, slider.get_attribute("aria-label")
    for option in figure.locator(".cn-option:not(:has(:checked))").all():
        before = shown(figure)
        option.click()
        assert shown(figure) != before
    for box in figure.locator("input[type=checkbox]").all():
        before = shown(figure)
        box.click()
        assert shown(figure) != before
    for button in figure.locator(".cn-wide button").all():
        before = shown(figure)
        button.click()
        assert shown(figure) != before
    for field in figure.locator("input[type=number]").all():
        before = shown(figure)
        field.fill("2.5")
        assert shown(figure) != before
    for menu in figure.locator("select").all():
        seen = {shown(figure)}
        count = menu.locator("option").count()
        for index in range(count):
            menu.select_option(index=index)
            seen.add(shown(figure))
        assert len(seen) >= count


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_that_takes_keys_shows_its_focus_and_follows_them_and_the_pointer(figure, name):
    page, drawing = figure.page, figure.locator(".cn-drawing")
    if drawing.get_attribute("tabindex") is None:
        assert drawing.get_attribute("role") == "img"
        assert drawing.get_attribute("aria-label") == shown(figure)[1]
        return
    drawing.focus()
    page.keyboard.press("Shift")  # the keyboard was used: its focus is to be seen
    assert drawing.evaluate("svg => getComputedStyle(svg).outlineStyle") == "solid"
    seen = {shown(figure)}
    for key in ARROWS:
        page.keyboard.press(key)
        seen.add(shown(figure))
    assert len(seen) > 1
    seen = set()
    box = drawing.bounding_box()
    if "cn-drags" in drawing.get_attribute("class"):
        pad = drawing.locator(".cn-pad")
        pressed = pad.bounding_box() if pad.count() else box
        page.mouse.move(pressed["x"] + pressed["width"] / 2, pressed["y"] + pressed["height"] / 2)
        page.mouse.down()
    clicks = "Click" in figure.locator(".cn-hint").inner_text()
    for x, y in itertools.product(range(1, 12), range(1, 8)):
        page.mouse.move(box["x"] + x / 12 * box["width"], box["y"] + y / 8 * box["height"])
        if clicks:
            page.mouse.down()
            page.mouse.up()
        seen.add(drawing.evaluate("svg => svg.innerHTML"))
        if len(seen) > 3:
            break
    page.mouse.up()
    assert len(seen) > 3 or drawing.locator(".cn-handle").count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_that_is_dark_has_dark_pictures(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.screenshot(path=shots() / f"pictures-{scheme}.png", full_page=True)
    ink = page.locator(".cn-sentence").first.evaluate("p => getComputedStyle(p).color")
    assert ink == {"light": "rgb(31, 31, 31)", "dark": "rgb(236, 236, 236)"}[scheme]


def test_nothing_moves_for_who_wants_no_motion(page):
    page.emulate_media(reduced_motion="reduce")
    moving = page.locator(".cn-moves").first
    assert moving.evaluate("e => getComputedStyle(e).transitionDuration") == "0s"
    page.emulate_media(reduced_motion="no-preference")
    assert moving.evaluate("e => getComputedStyle(e).transitionDuration").startswith("0.25s")


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

# In JupyterLab ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook(browser, server):
    cells = [nbformat.v4.new_markdown_cell("Pictures")]
    cells += [
        nbformat.v4.new_code_cell(f'from convnet.pictures import show\n\nshow("{name}")')
        for name in NAMES
    ]
    cells += [nbformat.v4.new_code_cell(source) for source in (WIDGET, "shown.state['d']")]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    written = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(written, server.folder / "pictures.ipynb")
    notebook = Notebook(browser, server, "pictures.ipynb")
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
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    written = nbformat.v4.new_notebook(cells=[cell], metadata=kernel)
    nbformat.write(written, server.folder / "untrusted.ipynb")
    opened = Notebook(browser, server, "untrusted.ipynb")
    image = opened.page.locator(".jp-OutputArea-output img")
    assert image.get_attribute("alt") == pictures.show(name).description
    assert image.evaluate("img => img.complete && img.naturalWidth") == 720
    assert opened.page.locator(".cn-drawing").count() == 0
    opened.close()
