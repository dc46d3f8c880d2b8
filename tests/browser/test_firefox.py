"""Every interactive picture in Firefox: drawn, and moved by keys, the pointer and its sliders."""

import json
import shutil

import pytest

from convnet import pictures
from tests.browser.firefox import ARROWS, firefox

pytestmark = pytest.mark.slow

NAMES = list(pictures.listed())
SHARES = (0.1, 0.3, 0.5, 0.7, 0.9)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    program = shutil.which("firefox") or shutil.which("firefox-esr")
    if not program:
        pytest.skip("Firefox is missing. Debian: apt-get install firefox-esr")
    file = tmp_path_factory.mktemp("page") / "pictures.html"
    file.write_text(pictures.page(), encoding="utf-8")
    with firefox(program, tmp_path_factory.mktemp("profile")) as page:
        page.open(file.as_uri())
        yield page
        assert page.errors == []


def shown(page, section: str) -> str:
    return page.evaluate(f"{section}.querySelector('.cn-drawing').innerHTML + {section}.innerText")


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_drawn_and_follows_keys_pointer_and_sliders(page, name):
    section = f"document.querySelectorAll('section')[{NAMES.index(name)}]"
    page.evaluate(f"{section}.scrollIntoView()")
    drawing = f"{section}.querySelector('.cn-drawing')"
    if page.evaluate(f"{drawing}.hasAttribute('tabindex')"):
        page.evaluate(f"{drawing}.focus()")
        seen = {shown(page, section)}
        for key in ARROWS:
            page.press(key)
            seen.add(shown(page, section))
        assert len(seen) > 1
        box = json.loads(page.evaluate(f"JSON.stringify({drawing}.getBoundingClientRect())"))
        bottom = min(box["bottom"], page.evaluate("innerHeight"))
        seen = set()
        for x in SHARES:
            for y in SHARES:
                page.click(box["x"] + x * box["width"], box["y"] + y * (bottom - box["y"]))
                seen.add(shown(page, section))
        assert len(seen) > 1
    for index in range(page.evaluate(f"{section}.querySelectorAll('input[type=range]').length")):
        page.evaluate(f"{section}.querySelectorAll('input[type=range]')[{index}].focus()")
        seen = {shown(page, section)}
        for key in ("ArrowRight", "ArrowLeft", "ArrowLeft"):
            page.press(key)
            seen.add(shown(page, section))
        assert len(seen) > 1, index
