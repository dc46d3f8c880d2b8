"""Formgrader grades in the sandbox; a submission's page there, and the page of its feedback."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

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


ANSWER = "ANSWERED: half is $\\tfrac{1}{2}$, and this is $\\nonsense$."


@dataclass(frozen=True)
class Submission:
    """A graded submission to 01, as its instructor and as its student see it."""

    server: Server
    browser: Browser
    folder: Path
    addresses: dict[str, str]

    @contextmanager
    def page(self, place: str) -> Iterator[Page]:
        """Its page in Formgrader, or that of its feedback; neither may ask another host."""
        with self.browser.new_page() as page:
            page.goto(f"{self.server.url}/login?next=%2Fapi%2Fstatus&token={self.server.token}")
            asked: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            page.goto(self.addresses[place], wait_until="domcontentloaded")
            page.get_by_text("PASTED").wait_for(timeout=60_000)
            page.wait_for_timeout(2000)
            yield page
            hosts = {urlsplit(address).hostname for address in asked}
            assert len(asked) and hosts <= {urlsplit(self.server.url).hostname, None}, hosts


@pytest.fixture(scope="module")
def submission(tmp_path_factory, browser) -> Iterator[Submission]:
    """Its only answer is in words; it holds scripts, pictures and text of the student's own."""
    need("bwrap")
    folder = tmp_path_factory.mktemp("graded") / "course"
    course(folder, "01_perceptron", 1, stock=False, kinds=iter([{"01-05-manual": ANSWER}]))
    path = folder / "submitted" / "student00" / "01_perceptron" / "perceptron.ipynb"
    notebook = nbformat.read(path, 4)
    show = SHOW.format(SCRIPT.replace('"', "'"))
    pasted = new_markdown_cell("PASTED $a<b$ ![mine](attachment:mine.png)")
    pasted["attachments"] = {"mine.png": {"image/png": PICTURE}}
    notebook.cells += [new_code_cell(show), new_code_cell(DRAW), new_markdown_cell(SCRIPT), pasted]
    nbformat.write(notebook, path)
    for command in ("autograde", "generate_feedback"):
        done = run(folder, command, "01_perceptron")
        assert done.returncode == 0, done.stdout
    with sqlite3.connect(folder / "gradebook.db") as database:
        [(number,)] = database.execute("select id from submitted_notebook")
    with logged_in(folder, browser) as (server, _):
        feedback = folder / "feedback" / "student00" / "01_perceptron" / "perceptron.html"
        addresses = {
            "formgrader": f"{server.url}/formgrader/submissions/{number}/",
            "feedback": feedback.as_uri(),
        }
        yield Submission(server, browser, folder, addresses)


@pytest.mark.slow
@pytest.mark.parametrize("place", ["formgrader", "feedback"])
def test_a_stored_script_does_not_run(submission, place):
    """The instructor is logged in; text and pictures of the student's are there all the same."""
    with submission.page(place) as page:
        page.get_by_text("PASTED").scroll_into_view_if_needed()
        page.screenshot(path=shots() / f"stored-{place}.png")
        assert page.evaluate("document.documentElement.dataset.ran") is None
        assert page.get_by_text("KEPT", exact=True).count() == 2
        for picture in ("img[alt=DRAWN]", "img[alt=mine]"):
            width = page.locator(picture).evaluate("image => image.naturalWidth")
            assert width > 0, picture
    stored = scores(submission.folder, "student00")
    assert stored.pop("01-05-manual") is None and sum(stored.values()) == 0


@pytest.mark.slow
@pytest.mark.parametrize("place", ["formgrader", "feedback"])
def test_formulas_are_mathematics_and_folded_boxes_have_their_triangle(submission, place):
    with submission.page(place) as page:
        answer = page.get_by_text("ANSWERED")
        answer.scroll_into_view_if_needed()
        page.screenshot(path=shots() / f"formulas-{place}.png")
        assert answer.locator("mfrac").bounding_box()["height"] > 10
        assert "and this is $\\nonsense$." in answer.inner_text()
        assert page.locator("math").count() > 100
        marks = page.locator("summary").evaluate_all(
            "all => all.map(e => getComputedStyle(e).display)"
        )
        assert len(marks) > 5 and set(marks) == {"list-item"}
        assert page.evaluate("[...document.fonts].map(font => font.status)")[-1] == "loaded"


@pytest.mark.slow
def test_the_rubric_stands_below_the_answer_and_students_do_not_get_it(submission):
    title, scheme, full = "students do not see it", "3 points: the four inequal", "A full answer"
    with submission.page("formgrader") as page:
        answer = page.locator("div.cell", has_text="ANSWERED")
        rubric = answer.locator("xpath=following-sibling::div[1]")
        assert title in rubric.inner_text() and scheme in rubric.inner_text()
        box, text = rubric.locator("summary", has_text=full), rubric.locator("details > p").first
        assert box.is_visible() and not text.is_visible()
        box.click()
        assert text.is_visible()
        page.screenshot(path=shots() / "rubric.png")
    with submission.page("feedback") as page:
        assert "ANSWERED" in page.inner_text("body")
        for words in (title, scheme, full):
            assert page.get_by_text(words).count() == 0
