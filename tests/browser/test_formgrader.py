"""Formgrader's autograde button uses the sandbox; what a student stored does nothing there."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from playwright.sync_api import Browser, Page

from tests.attacks.lab import run, scores
from tests.benchmarks.grading import course
from tests.browser.lab import shots
from tests.browser.server import Server
from tests.tools import need

HERE = "import os, runpy; os.chdir({!r}); runpy.run_module('jupyterlab', run_name='__main__')"
"""JupyterLab started in the course's folder: Formgrader reads the settings there."""


@contextmanager
def logged_in(folder: Path, browser: Browser) -> Iterator[tuple[Server, Page]]:
    """JupyterLab in the course's folder, and a page of its instructor's."""
    command = [sys.executable, "-c", HERE.format(str(folder))]
    with Server(folder, command) as server, browser.new_page() as page:
        page.goto(f"{server.url}/login?next=%2Fapi%2Fstatus&token={server.token}")
        yield server, page


@pytest.mark.slow
def test_the_autograde_button_grades_in_the_sandbox(tmp_path, browser):
    need("bwrap")
    folder = tmp_path / "course"
    course(folder, "00_warmup", 2, stock=False)
    (folder / "submitted" / "student00" / "00_warmup" / "timestamp.txt").write_text("yesterday")
    with logged_in(folder, browser) as (server, page):
        page.goto(f"{server.url}/formgrader/manage_submissions/00_warmup")
        for student in ("student00", "student01"):
            button = page.locator("td.autograde a").nth(int(student[-1]))
            button.wait_for(timeout=60_000)
            button.click()
            dialog = page.locator(".modal-dialog", has_text="autograde")
            dialog.wait_for(timeout=300_000)
            page.wait_for_timeout(500)
            page.screenshot(path=shots() / f"formgrader-{student}.png")
            said = dialog.inner_text()
            assert f"Successfully autograded '00_warmup' for student '{student}'" in said, said
            assert "Applying preprocessor: Judge" in said
            dialog.get_by_role("button", name="OK").click()
            dialog.wait_for(state="detached")
    assert sum(scores(folder, "student00").values()) == 25
    assert sum(scores(folder, "student01").values()) == 0


SCRIPT = r"""<b>KEPT</b><script>
document.documentElement.dataset.ran = 1;
const xsrf = (document.cookie.match(/_xsrf=([^;]+)/) || [])[1];
const id = location.pathname.match(/submissions\/([^/]+)/)[1];
fetch('/formgrader/api/grades?submission_id=' + id).then(r => r.json()).then(all => all.map(g =>
  fetch('/formgrader/api/grade/' + g.id, {method: 'PUT', headers: {'X-XSRFToken': xsrf},
    body: JSON.stringify({manual_score: 5, extra_credit: 100})})));
</script><img src=x onerror="document.documentElement.dataset.ran = 1">"""
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
SHOW = 'from IPython.display import HTML, display\ndisplay(HTML(r"""{}"""))'
DRAW = "from convnet.plots.picture import Picture\nPicture(lambda f: f.subplots(), 'DRAWN')"


@pytest.mark.slow
def test_a_stored_script_does_not_run_in_formgrader(tmp_path, browser):
    """The instructor is logged in; text and pictures of the student's are there all the same."""
    need("bwrap")
    folder = tmp_path / "course"
    course(folder, "00_warmup", 2, stock=False)
    path = folder / "submitted" / "student01" / "00_warmup" / "warmup.ipynb"
    notebook = nbformat.read(path, 4)
    show = SHOW.format(SCRIPT.replace('"', "'"))
    pasted = new_markdown_cell("PASTED $a<b$ ![mine](attachment:mine.png)")
    pasted["attachments"] = {"mine.png": {"image/png": PICTURE}}
    notebook.cells += [new_code_cell(show), new_code_cell(DRAW), new_markdown_cell(SCRIPT), pasted]
    nbformat.write(notebook, path)
    for command in ("autograde", "generate_feedback"):
        done = run(folder, command, "00_warmup")
        assert done.returncode == 0, done.stdout
    with sqlite3.connect(folder / "gradebook.db") as database:
        [(number,)] = database.execute(
            "select n.id from submitted_notebook n join submitted_assignment a"
            " on n.assignment_id = a.id where a.student_id = 'student01'"
        )
    page_of = folder / "feedback" / "student01" / "00_warmup" / "warmup.html"
    with logged_in(folder, browser) as (server, page):
        for address in (f"{server.url}/formgrader/submissions/{number}/", page_of.as_uri()):
            page.goto(address, wait_until="domcontentloaded")
            page.get_by_text("PASTED").wait_for(timeout=60_000)
            page.wait_for_timeout(2000)
            page.get_by_text("PASTED").scroll_into_view_if_needed()
            page.screenshot(path=shots() / f"stored-{address[:4]}.png")
            assert page.evaluate("document.documentElement.dataset.ran") is None
            assert page.get_by_text("KEPT", exact=True).count() == 2
            for picture in ("img[alt=DRAWN]", "img[alt=mine]"):
                width = page.locator(picture).evaluate("image => image.naturalWidth")
                assert width > 0, picture
    assert sum(scores(folder, "student01").values()) == 0
