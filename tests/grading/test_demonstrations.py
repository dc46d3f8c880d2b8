"""Figures that every notebook of a class shows alike come from the instructor's notebook."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder.grading import demonstrations
from autograder.grading.demonstrations import Demonstration
from autograder.grading.standing import Cell
from autograder.grading.submission import _without_demonstrations

SHOWS = "from convnet.widgets.activations import gain\n\ngain()"


@pytest.mark.parametrize(
    "source",
    [
        "mine()",
        "from convnet.plots import backprop\nbackprop.draw(params)",
        "from convnet.plots.backprop import draw\npicture = draw()",
        "import numpy as np\nnp.random.seed(0)",
        "from convnet.plots.backprop import draw\nif True:\n    draw()",
        "from convnet.plots.backprop import draw\ndef f(): pass",
        "%matplotlib inline",
    ],
)
def test_what_uses_or_makes_anything_else_is_run(source):
    assert not demonstrations._shows_the_same(source)


@pytest.fixture
def reference(tmp_path):
    shown = new_output("display_data", data={"text/html": "<b>f</b><script>X</script>"})
    cells = [new_code_cell(SHOWS, outputs=[shown]), new_code_cell(SHOWS + "  # not run")]
    graded = new_code_cell("gain()", outputs=[shown])
    graded.metadata.nbgrader = {"grade_id": "00-01-test"}
    path = tmp_path / "lab.ipynb"
    nbformat.write(new_notebook(cells=[*cells, graded]), path)
    return path


def test_its_imports_are_run_and_the_reference_is_shown_clean(reference):
    found = demonstrations.demonstrations(reference)
    [(source, made)] = found.items()
    assert source == SHOWS and isinstance(made, Demonstration)
    assert made.imports == "from convnet.widgets.activations import gain"
    assert [output["data"] for output in made.outputs] == [{"text/html": "<b>f</b>"}]


def test_only_a_cell_of_the_same_text_that_is_not_given_is_shown_so(reference):
    cells = [
        Cell("0", "a", SHOWS),
        Cell("1", "b", SHOWS.replace("gain()", "gain(2)")),
        Cell("2", "c", SHOWS, given=True),
    ]
    made, shown = _without_demonstrations(cells, reference)
    assert [cell.source == old.source for cell, old in zip(made, cells, strict=True)] == [
        False, True, True,
    ]  # fmt: skip
    assert list(shown) == ["0"]


def test_of_a_cell_that_is_tagged_the_imports_are_run_as_long_as_its_text_is_the_courses(tmp_path):
    source = "import math\nfrom convnet.data import load_digits\nfor _ in range(10**9):\n    mine()"
    cell = new_code_cell(source, metadata={"tags": ["raises-exception", demonstrations.SKIPPED]})
    path = tmp_path / "lab.ipynb"
    nbformat.write(new_notebook(cells=[cell]), path)
    made, shown = _without_demonstrations(
        [Cell("0", "a", source), Cell("1", "b", source + "  # changed")], path
    )
    assert made[0].source == "import math\nfrom convnet.data import load_digits"
    assert made[1].source == source + "  # changed"
    assert "Not run" in shown.pop("0")[0]["text"] and not shown


def test_without_a_reference_everything_is_run(tmp_path):
    assert demonstrations.demonstrations(tmp_path / "none.ipynb") == {}
