"""The page of a notebook: lines that can be read, in whatever it is opened.

`convnet-course lab` gives JupyterLab the stylesheet at its start. The first cell of each notebook
shows it too: so it holds in a JupyterLab that knows nothing of the course, and in exported HTML.
"""

from __future__ import annotations

from pathlib import Path

from autograder.check.card import in_notebook

STYLESHEET = Path(__file__).resolve().parent / "lab_settings" / "custom" / "custom.css"
_MARK = "convnet-course"


def layout() -> None:
    """Give the notebook that calls this its measure; other notebooks stay as they are."""
    if not in_notebook():
        return
    from IPython.display import display

    rules = STYLESHEET.read_text(encoding="utf-8")
    style = f'<style class="{_MARK}">\n.jp-Notebook:has(.{_MARK}) {{\n{rules}}}\n</style>'
    display({"text/html": style, "text/plain": ""}, raw=True)
