"""axe-core on what the course shows without a notebook: nothing serious, light and dark."""

import pytest

from convnet import pictures
from tests.browser.axe import serious

pytestmark = pytest.mark.slow


def test_it_finds_what_is_wrong(browser):
    page = browser.new_page()
    page.set_content('<main><img src="data:,"></main>')
    assert any("image-alt" in text for text in serious(page, "main"))
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_interactive_pictures(scheme, browser, tmp_path):
    file = tmp_path / "pictures.html"
    file.write_text(pictures.page(), encoding="utf-8")
    page = browser.new_page(viewport={"width": 740, "height": 1000}, color_scheme=scheme)
    page.goto(file.as_uri())
    alive = "count => document.querySelectorAll('.cn svg').length >= count"
    page.wait_for_function(alive, arg=len(list(pictures.listed())))
    assert serious(page, ".cn") == []
    page.close()
