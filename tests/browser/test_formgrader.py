"""Formgrader's autograde button uses the sandbox."""

import sys

import pytest

from tests.attacks.lab import scores
from tests.benchmarks.grading import course
from tests.browser.lab import shots
from tests.browser.server import Server
from tests.tools import need

HERE = "import os, runpy; os.chdir({!r}); runpy.run_module('jupyterlab', run_name='__main__')"
"""JupyterLab started in the course's folder: Formgrader reads the settings there."""


@pytest.mark.slow
def test_the_autograde_button_grades_in_the_sandbox(tmp_path, browser):
    need("bwrap")
    folder = tmp_path / "course"
    course(folder, "00_warmup", 2, stock=False)
    command = [sys.executable, "-c", HERE.format(str(folder))]
    with Server(folder, command) as server, browser.new_page() as page:
        page.goto(f"{server.url}/login?next=%2Fapi%2Fstatus&token={server.token}")
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
