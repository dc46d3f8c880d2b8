"""Every interactive picture on a page without a kernel."""

from __future__ import annotations

import html
import itertools
import re

import pytest
from playwright.sync_api import Locator, Page

from convnet import pictures
from tests.browser.lab import shots

pytestmark = pytest.mark.slow

NAMES = sorted(pictures.listed())
ARROWS = ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown")

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
