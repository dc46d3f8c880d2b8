"""Look at a notebook as its reader does: python -m tests.browser.look NOTEBOOK --out DIR

Opens a copy of the notebook in JupyterLab, runs all cells, scrolls through it and saves numbered
pictures of the screen until the end. Prints what the browser's console says of errors.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from tests.browser.lab import CELLS, Notebook, Server, chromium

# The scrolled part of the page; its top is put at `top`, and whether it is the end is returned.
SCROLL = """(top) => {
  const outer = document.querySelector('.jp-Notebook .jp-WindowedPanel-outer')
    ?? document.querySelector('.jp-WindowedPanel-outer');
  outer.scrollTop = top;
  return [outer.clientHeight, outer.scrollTop + outer.clientHeight >= outer.scrollHeight - 2];
}"""


def look(notebook: Path, out: Path, *, run: bool = True, seconds: float = CELLS) -> list[str]:
    """Save pictures of a notebook as out/00.png, 01.png, …; returns errors of the console."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="convnet-look-") as name:
        folder = Path(name) / notebook.resolve().parent.name
        folder.mkdir()
        shutil.copy(notebook, folder)
        with Server(folder) as server, chromium() as browser:
            page = Notebook(browser, server, notebook.name)
            if run:
                page.run_all(seconds)
            top, at_end, number = 0, False, 0
            while not at_end:
                height, at_end = page.page.evaluate(SCROLL, top)
                page.page.wait_for_timeout(400)
                page.shot(f"{number:02d}", out)
                top, number = top + height - 60, number + 1
            return page.errors


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.look", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--no-run", action="store_true", help="only open it, with saved outputs")
    parser.add_argument("--seconds", type=float, default=CELLS, help="limit for running all cells")
    options = parser.parse_args()
    if not options.notebook.is_file():
        parser.error(f"there is no notebook {options.notebook}")
    errors = look(options.notebook, options.out, run=not options.no_run, seconds=options.seconds)
    print(f"{len(list(options.out.glob('[0-9][0-9].png')))} pictures in {options.out}")
    for error in errors:
        print(f"console: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
