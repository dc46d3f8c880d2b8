"""`convnet-course lab` in the browser: the start page, and from there to the first notebook."""

import sys

import pytest

from tests.browser.lab import Lab, Server

pytestmark = pytest.mark.slow


def test_lab_opens_the_start_page_which_leads_to_the_first_notebook(browser, tmp_path):
    folder = tmp_path / "work"
    command = [sys.executable, "-m", "autograder", "lab", str(folder)]
    with Server(folder, command) as server:
        lab = Lab(browser, server, "/")
        page = lab.page.locator(".jp-MarkdownViewer")
        page.get_by_role("heading", name="Start here").wait_for()
        lab.page.wait_for_timeout(1000)
        lab.shot("start-page")
        assert "raise NotImplementedError" in page.inner_text()
        page.get_by_role("link", name="00 NumPy warm-up").click()
        lab.page.wait_for_selector(".jp-Notebook .jp-Cell")
        assert lab.page.locator(".jp-Dialog").count() == 0
        lab.shot("start-page-first-notebook")
        assert lab.errors == []
