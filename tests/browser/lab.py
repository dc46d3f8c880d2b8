"""JupyterLab in a real browser: a notebook that a test can drive like a person.

    with Server(folder) as server, chromium() as browser:
        notebook = Notebook(browser, server, "warmup.ipynb")
        notebook.run_all()
        notebook.cell("def affine").write("def affine(X, W, b): return X @ W.T + b")
        assert "checks pass" in notebook.cell('check.exercise("00.2")').run().text

Screenshots go to the folder in $CONVNET_SHOTS, or to a temporary one.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ElementHandle, Page, sync_playwright

from tests.browser.server import START, Server

CHROMIUM = shutil.which("chromium") or ""
SIZE = {"width": 1300, "height": 1000}
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# JupyterLab's own: it asks for what need not be there, and says so on the console.
HARMLESS = ("favicon", "the server responded with a status of 404", "WebSocket connection to")
SLIDERS = ".noUi-handle, .cn input[type=range]"
# Seconds. Generous: nothing here is a test of speed.
KERNEL, CELLS = 90, 600


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        try:
            yield browser
        finally:
            browser.close()


class Lab:
    """A browser page with JupyterLab in it.

    Attributes
    ----------
    page : playwright.sync_api.Page
    errors : list of str
        What the page has put on the console as errors, JupyterLab's harmless ones left out.
    """

    def __init__(self, browser: Browser, server: Server, path: str = "/lab"):
        self.page: Page = browser.new_page(viewport=SIZE)
        self.errors: list[str] = []
        self.page.on("console", lambda m: m.type == "error" and self._note(m.text))
        self.page.on("pageerror", lambda error: self._note(str(error)))
        mark = "&" if "?" in path else "?"
        self.page.goto(f"{server.url}{path}{mark}token={server.token}")
        self.page.wait_for_function("window.jupyterapp", timeout=1000 * START)
        self.page.evaluate("() => window.jupyterapp.restored")
        self.page.wait_for_selector("#jupyterlab-splash", state="detached")

    def _note(self, text: str) -> None:
        if not any(harmless in text for harmless in HARMLESS):
            self.errors.append(text)

    def command(self, name: str, **arguments) -> None:
        """Run a command of JupyterLab, as its menus do, and wait for its end."""
        self.page.evaluate(
            "async ([name, arguments]) => { await jupyterapp.commands.execute(name, arguments) }",
            [name, arguments],
        )

    def shot(self, name: str, folder: Path | None = None) -> Path:
        """Save a picture of the page as <name>.png; returns the file."""
        file = (folder or shots()) / f"{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=file)
        return file

    def close(self) -> None:
        self.page.close()


class Notebook(Lab):
    """An open notebook with a kernel that is ready."""

    def __init__(self, browser: Browser, server: Server, name: str):
        # A workspace of its own: JupyterLab would open what the last page had open, too.
        super().__init__(browser, server, f"/lab/workspaces/{secrets.token_hex(4)}/tree/{name}")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=1000 * START)
        self._wait_for_kernel(KERNEL)
        self.page.evaluate("async () => { await jupyterapp.shell.currentWidget.revealed }")
        if self.page.evaluate("() => !jupyterapp.shell.leftCollapsed"):
            self.command("application:toggle-left-area")

    def _wait_for_kernel(self, seconds: float, quiet: float = 0.5) -> None:
        """Wait until the kernel is idle and no cell waits for it, for `quiet` seconds on end."""
        self.page.wait_for_function(
            """quiet => {
              const panel = jupyterapp.shell.currentWidget, context = panel?.sessionContext;
              const working = !context?.isReady || context.session?.kernel?.status !== 'idle'
                || panel.content.widgets.some(cell => cell.model.executionState === 'running');
              if (working || !window.idleSince) window.idleSince = Date.now();
              return !working && Date.now() - window.idleSince > 1000 * quiet;
            }""",
            arg=quiet,
            timeout=1000 * seconds,
        )

    def run_all(self, seconds: float = CELLS) -> None:
        """Run > Run All Cells; returns when they have run, or when one has stopped the others."""
        self.command("notebook:clear-all-cell-outputs")
        self.command("notebook:run-all-cells")
        self._wait_for_kernel(seconds)
        if not all(cell.has_run for cell in self.cells()):  # an error ended the run, or a pause
            self._wait_for_kernel(seconds, quiet=3)

    def close(self) -> None:
        """Shut the kernel down and close the page."""
        self.page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        super().close()

    def cells(self) -> list[Cell]:
        """All cells, in order."""
        count = self.page.evaluate("() => jupyterapp.shell.currentWidget.content.widgets.length")
        return [Cell(self, index) for index in range(count)]

    def cell(self, text: str) -> Cell:
        """The first cell whose source holds `text`."""
        for cell in self.cells():
            if text in cell.source:
                return cell
        raise LookupError(f"no cell holds {text!r}")

    def validate(self) -> str:
        """Press nbgrader's Validate button; returns what its dialog says, and closes it."""
        self.command("docmanager:save")
        self.page.get_by_role("button", name="Validate", exact=True).click()
        # A first dialog says that it is at work, the next one the result.
        dialog = self.page.locator(".jp-Dialog-content", has_text="Validation Results")
        dialog.wait_for(timeout=1000 * CELLS)
        text = dialog.inner_text()
        self.shot("validate")
        self.page.keyboard.press("Escape")
        dialog.wait_for(state="detached")
        return text


class Cell:
    """A cell of an open notebook."""

    def __init__(self, notebook: Notebook, index: int):
        self._notebook, self._page, self.index = notebook, notebook.page, index

    def _ask(self, script: str):
        widget = f"jupyterapp.shell.currentWidget.content.widgets[{self.index}]"
        return self._page.evaluate(f"() => {{ const cell = {widget}; return {script}; }}")

    @property
    def node(self) -> ElementHandle:
        """The cell's element in the page."""
        widget = f"jupyterapp.shell.currentWidget.content.widgets[{self.index}]"
        return self._page.evaluate_handle(f"() => {widget}.node").as_element()

    @property
    def source(self) -> str:
        return self._ask("cell.model.sharedModel.getSource()")

    @property
    def is_graded(self) -> bool:
        """Whether it is a cell of checks."""
        data = self._ask("[cell.model.type, cell.model.sharedModel.getMetadata('nbgrader')]")
        return data[0] == "code" and bool(data[1] and data[1]["grade"])

    @property
    def has_run(self) -> bool:
        """Whether it has an execution count, or needs none."""
        idle = "cell.model.type !== 'code' || !cell.model.sharedModel.getSource()"
        return self._ask(f"{idle} || cell.model.executionCount !== null")

    @property
    def text(self) -> str:
        """The outputs as a reader sees them."""
        area = self.node.query_selector(".jp-Cell-outputArea")
        return area.inner_text() if area else ""

    @property
    def images(self) -> list[str]:
        """The pictures among the outputs, as text; it differs when the pictures do."""
        pictures = self.node.query_selector_all(".jp-Cell-outputArea :is(img, svg.cn-drawing)")
        return [picture.get_attribute("src") or picture.inner_html() for picture in pictures]

    def write(self, text: str) -> Cell:
        """Replace the source by typing over it."""
        self._focus_editor()
        self._page.keyboard.press("Control+a")
        self._page.keyboard.insert_text(text)
        assert self.source == text, f"JupyterLab has made something else of it: {self.source!r}"
        return self

    def run(self, seconds: float = CELLS) -> Cell:
        """Shift + Enter; returns when the kernel is idle again."""
        before = self._ask("cell.model.executionCount")
        self._focus_editor()
        self._page.keyboard.press("Shift+Enter")
        self._page.wait_for_function(
            """([index, before]) => {
              const count = jupyterapp.shell.currentWidget.content.widgets[index]
                .model.executionCount;
              return count !== null && count !== before;
            }""",
            arg=[self.index, before],
            timeout=1000 * seconds,
        )
        self._notebook._wait_for_kernel(seconds)
        return self

    def wait_for(self, *texts: str) -> None:
        """Wait until the outputs say all of this."""
        for _ in range(100):
            if all(text in self.text for text in texts):
                return
            self._page.wait_for_timeout(100)
        raise AssertionError(f"{texts} are not in {self.text!r}")

    def move_slider(self, key: str = "ArrowRight", times: int = 1, which: int = 0) -> Cell:
        """Press a key on a slider among the outputs, and wait for what follows it."""
        handle = self.node.query_selector_all(SLIDERS)[which]
        handle.scroll_into_view_if_needed()
        handle.focus()
        for _ in range(times):
            self._page.keyboard.press(key)
        self._page.wait_for_timeout(300)
        self._notebook._wait_for_kernel(CELLS)
        self._page.wait_for_timeout(300)
        return self

    def shot(self, name: str) -> Path:
        """Save a picture of this cell alone; returns the file."""
        file = shots() / f"{name}.png"
        self.node.scroll_into_view_if_needed()
        self.node.screenshot(path=file)
        return file

    def _focus_editor(self) -> None:
        editor = self.node.query_selector(".cm-content")
        assert editor, "a cell without an editor: rendered Markdown?"
        editor.scroll_into_view_if_needed()
        editor.focus()


def nothing_is_done_yet(notebook: Notebook) -> int:
    """Run All has gone to the end, and each graded cell says in one line what is left to do.

    Returns how many there are.
    """
    assert all(cell.has_run for cell in notebook.cells())
    graded = [cell for cell in notebook.cells() if cell.is_graded]
    for cell in graded:
        assert "not done yet. Replace `raise NotImplementedError` by your code." in cell.text
        assert len(cell.text.strip().splitlines()) == 1
    return len(graded)


def no_key_deletes(notebook: Notebook, controls: list[ElementHandle]) -> None:
    """D D, JupyterLab's keys to delete a cell, do nothing on any of these controls."""
    count = len(notebook.cells())
    for control in controls:
        control.scroll_into_view_if_needed()
        control.focus()
        for _ in range(2):
            notebook.page.keyboard.press("d")
        notebook.page.wait_for_timeout(100)
        assert len(notebook.cells()) == count, control.evaluate("element => element.outerHTML")


def shots() -> Path:
    """Where screenshots go."""
    folder = os.environ.get("CONVNET_SHOTS") or Path(tempfile.gettempdir()) / "convnet-shots"
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder)
