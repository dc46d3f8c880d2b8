"""`convnet-course lab` in the browser: the start page, and from there to the first notebook."""

import sys

import pytest

from tests.browser.lab import Lab, Notebook, Server

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


# Pixels: 46rem and what a scroll bar or a rounding takes.
COLUMN = 46 * 16 + 8
WIDTH = """() => Math.max(...[...document.querySelectorAll(
  '.jp-Notebook .jp-MarkdownOutput, .jp-Notebook .jp-InputArea-editor')]
  .map(node => node.getBoundingClientRect().width))"""
SIDES = """() => {
  const cell = document.querySelector('.jp-Cell').getBoundingClientRect();
  const page = document.querySelector('.jp-Notebook').getBoundingClientRect();
  return [cell.left - page.left, page.right - cell.right];
}"""
READ_ONLY = ".cm-content[contenteditable=false], .cm-content[aria-readonly=true]"


def test_the_lab_is_a_students(browser, tmp_path):
    """Lines that can be read, no tools for instructors, and figures that can be typed into."""
    folder = tmp_path / "work"
    command = [sys.executable, "-m", "autograder", "lab", str(folder)]
    with Server(folder, command) as server:
        notebook = Notebook(browser, server, "00_warmup/warmup.ipynb")
        notebook.page.set_viewport_size({"width": 1440, "height": 1000})
        notebook.page.wait_for_timeout(500)
        assert 600 < notebook.page.evaluate(WIDTH) <= COLUMN
        left, right = notebook.page.evaluate(SIDES)
        assert left == pytest.approx(right, abs=20)  # a scroll bar
        notebook.shot("lab-of-a-student")
        assert "Create Assignment" not in notebook.page.inner_text("body")
        figure = notebook.cell("import platform").write("1 + 1").run()
        assert "2" in figure.text
        graded = notebook.cell('check.exercise("00.2")')
        assert graded.node.query_selector(READ_ONLY)
        assert notebook.errors == []
        notebook.close()


def test_elsewhere_the_first_cell_brings_the_measure(open_notebook):
    notebook = open_notebook("00_warmup/warmup.ipynb")
    notebook.page.set_viewport_size({"width": 1440, "height": 1000})
    notebook.page.wait_for_timeout(500)
    assert notebook.page.evaluate(WIDTH) > 1000
    notebook.cell("page.layout()").run()
    notebook.page.wait_for_timeout(500)
    assert 600 < notebook.page.evaluate(WIDTH) <= COLUMN
