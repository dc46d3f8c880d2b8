"""A new student's path by keyboard: start page, an answer, its check, the file to hand in."""

import os
import subprocess
import sys
import zipfile

import pytest

from tests.browser.axe import serious
from tests.browser.lab import Lab, Notebook, Server
from tests.students.folder import answers

pytestmark = pytest.mark.slow

WRONG = '''\
def affine(X, W, b):
    """Z = X @ W.T + b, with the bias forgotten in the second column."""
    Z = X @ W.T + b
    Z[:, 1] -= b[1]
    return Z
'''


@pytest.fixture
def server(tmp_path):
    folder = tmp_path / "work"
    with Server(folder, [sys.executable, "-m", "autograder", "lab", str(folder)]) as server:
        yield server


def typed(server, *command):
    """A command as typed in a terminal of the lab: its exit status, and all it says."""
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *command],
        cwd=server.folder,
        env={**os.environ, **server.environment()},
        capture_output=True,
        text=True,
        timeout=300,
    )
    return done.returncode, done.stdout + done.stderr


def go_to(page, text):
    """With the arrow keys, to the first cell that holds a text; the notebook has the focus."""
    active = "jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel.getSource()"
    for _ in range(200):
        if text in page.evaluate(f"() => {active}"):
            return
        page.keyboard.press("ArrowDown")
    raise LookupError(text)


def answer(notebook, source):
    """Type over the answer of 00.2 and run it and the check below it, with keys alone."""
    page = notebook.page
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Home")
    for _ in range(200):  # to the top: a notebook has no key of its own for it
        page.keyboard.press("ArrowUp")
    go_to(page, "def affine")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(source)
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    notebook._wait_for_kernel(60)


def test_from_the_start_page_to_the_file_to_hand_in(browser, server):
    lab = Lab(browser, server, "/")
    link = lab.page.locator(".jp-MarkdownViewer").get_by_role("link", name="00 NumPy warm-up")
    link.focus()
    lab.page.keyboard.press("Enter")
    lab.page.wait_for_selector(".jp-Notebook .jp-Cell")
    lab.close()

    notebook = Notebook(browser, server, "00_warmup/warmup.ipynb")
    page = notebook.page
    notebook.cell("page.layout()").run()
    answer(notebook, WRONG)
    graded = notebook.cell('check.exercise("00.2")')
    graded.wait_for("wrong numbers in Z")
    heat = graded.node.query_selector(".convnet-heat")
    assert "every second one" in heat.get_attribute("aria-label") or "index 1" in heat.inner_text()
    for theme, size in (("JupyterLab Light", 1280), ("JupyterLab Dark", 700)):
        notebook.command("apputils:change-theme", theme=theme)
        page.set_viewport_size({"width": size, "height": 720})
        page.wait_for_timeout(1500)
        graded.shot(f"student-{size}")
        assert serious(page, ".convnet-check") == []
        wide = "node => [node.scrollWidth, node.clientWidth]"
        inside, outside = graded.node.query_selector(".jp-Cell-outputArea").evaluate(wide)
        assert inside <= outside

    answer(notebook, answers("00_warmup")["00-02-solution"])
    graded.wait_for("visible checks pass")
    assert serious(page, ".convnet-check") == []
    status, said = typed(server, "submit", "00")
    assert status == 2 and "Save it in JupyterLab" in said
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")
    page.wait_for_timeout(1500)

    status, said = typed(server, "submit", "00")
    assert status == 0, said
    assert "5 of 25 points" in said
    [package] = (server.folder / "submissions").iterdir()
    assert str(package.relative_to(server.folder)) in said
    with zipfile.ZipFile(package) as packed:
        saved = (server.folder / "00_warmup" / "warmup.ipynb").read_bytes()
        assert packed.read("00_warmup/warmup.ipynb") == saved
    assert notebook.errors == []
    notebook.close()

    lab = Lab(browser, server, "/lab/tree/START.md")
    page = lab.page.locator(".jp-MarkdownViewer")
    page.get_by_text("Your points so far", exact=True).wait_for()
    assert "5 of 25" in page.inner_text()
    lab.page.wait_for_timeout(500)
    lab.shot("student-start-page")
    assert lab.errors == []
    lab.close()


def test_a_notebook_that_was_only_opened_can_be_handed_in_once_it_is_saved(browser, server):
    notebook = Notebook(browser, server, "00_warmup/warmup.ipynb")
    notebook.page.wait_for_timeout(1500)
    notebook.page.keyboard.press("Control+s")
    notebook.page.wait_for_timeout(1500)
    status, said = typed(server, "submit", "00")
    assert status == 0, said
    notebook.close()
