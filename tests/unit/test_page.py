"""The first cell of a notebook, and the page that it makes."""

import re
import sys
import types

import numpy as np
import pytest

from autograder import page
from tests.cells import ROOT, code_cells, notebooks


@pytest.fixture(params=notebooks())
def first_cell(request):
    (cell,) = [c for c in code_cells(request.param) if c.grade_id.endswith("-setup")]
    return cell.source


@pytest.mark.parametrize("name", ["autograder", "convnet"])
@pytest.mark.parametrize("there", [None, types.ModuleType("foreign")], ids=["missing", "foreign"])
def test_a_missing_or_foreign_package_is_told_by_what_to_do(first_cell, name, there, monkeypatch):
    """Packages called `autograder` and `convnet` by other people exist."""
    monkeypatch.setitem(sys.modules, name, there)
    with pytest.raises(ImportError, match="No convnet-course here: run `make lab` or `"):
        exec(first_cell, {})


def test_the_first_cell_is_the_same_and_short_in_every_notebook():
    """But for what a notebook imports of the course throughout."""
    own = re.compile(r"^from convnet\.\w+ import .*\n", re.MULTILINE)
    setups = (c for n in notebooks() for c in code_cells(n) if c.grade_id.endswith("-setup"))
    (cell,) = {own.sub("", c.source) for c in setups}
    assert len(cell.strip().splitlines()) <= 10


def test_the_stylesheet_that_a_notebook_shows_is_about_this_notebook_alone(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append(data))
    page.layout()
    assert shown == [], "outside a notebook there is nothing to lay out"
    monkeypatch.setattr(page, "in_notebook", lambda: True)
    page.layout()
    (data,) = shown
    assert data["text/plain"] == ""
    rules = page.STYLESHEET.read_text(encoding="utf-8")
    assert data["text/html"] == (
        '<style class="convnet-course">\n.jp-Notebook:has(.convnet-course) {\n' + rules
        + "}\n</style>"
    )  # fmt: skip
    assert rules.count("{") == rules.count("}")


def test_students_see_no_tools_for_instructors(monkeypatch):
    from jupyterlab_server.config import get_static_page_config

    def disabled():
        return get_static_page_config().get("disabledExtensions", {})

    assert "@jupyter/nbgrader:create-assignment" not in disabled()
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(ROOT / "autograder" / "lab_settings"))
    assert disabled()["@jupyter/nbgrader:create-assignment"] is True
    assert "@jupyter/nbgrader:validate-assignment" not in disabled()


@pytest.mark.parametrize(
    "name",
    ["02-digits", "02-figure-features", "04-speed", "05-idx-file", "05-slope", "05-random-labels",
     "05-planted", "05-own-training", "05-own-diagnostics", "05-sealed"],
)  # fmt: skip
def test_a_demonstration_says_what_to_run_if_cells_above_were_skipped(name, capsys):
    (notebook,) = [n for n in notebooks() if n.startswith(name[:2])]
    (cell,) = [c.source for c in code_cells(notebook) if c.grade_id == name]
    trained = {"params": ()} if name in ("05-own-diagnostics", "05-sealed") else {}
    exec(cell, {"np": np, **trained})
    assert re.search("Run All Above Selected Cell|run the cell above", capsys.readouterr().out)
