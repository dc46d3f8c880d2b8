"""What a grade id says, which names a cell uses and makes, and a cell that messages can quote."""

import traceback

import pytest

from autograder import cells


@pytest.mark.parametrize(
    ("grade_id", "role", "exercise"),
    [
        ("04-07-solution", "solution", "04.7"),
        ("04-07-test", "test", "04.7"),
        ("04-12-test-dX", "test", "04.12"),
        ("04-02-manual", "manual", "04.2"),
        ("04-07-figure-box", "open", "04.7"),
        ("04-setup", "given", ""),
        ("04-07-solution-two", "open", "04.7"),
        ("04-07-shared", "shared", "04.7"),
        ("", "open", ""),
    ],
)
def test_a_grade_id_says_role_and_exercise(grade_id, role, exercise):
    assert (cells.role(grade_id), cells.exercise(grade_id)) == (role, exercise)


def test_a_cell_without_a_grade_id_has_none():
    assert cells.grade_id({"metadata": {"nbgrader": {"grade_id": "04-setup"}}}) == "04-setup"
    assert cells.grade_id({"metadata": {}}) == cells.grade_id({"metadata": {"nbgrader": {}}}) == ""


def test_a_figure_is_named_by_its_id_and_a_cell_of_jupyters_own_has_no_name():
    assert cells.cell_name({"id": "04-figure-box", "metadata": {}}) == "04-figure-box"
    assert cells.cell_name({"id": "1f0e8ab4-77", "metadata": {}}) == ""
    named = {"id": "x", "metadata": {"nbgrader": {"grade_id": "04-07-test"}}}
    assert cells.cell_name(named) == "04-07-test"


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("y = [a for a in b]", {"b"}),
        ("def f(x):\n    return x + c\nf(1)", {"c"}),
        ("import numpy as np\nwith np.errstate() as e:\n    print(e, len('x'))", set()),
        ("for i, (j, k) in m.items():\n    i + j + k", {"m"}),
        ("f = lambda v, w=d: v + w\ntry:\n    f(1)\nexcept E as g:\n    g", {"d", "E"}),
        ("class A:\n    z = 1\n    def g(self):\n        return z\nA()", {"z"}),
        ("if (n := p) > 1:\n    n", {"p"}),
    ],
)
def test_free_names(text, free):
    assert cells.free_names(text) == free


@pytest.mark.parametrize(
    ("text", "made", "imported"),
    [
        ("x = y = 1\nx.a = 2\nfor i in x:\n    z = i", {"x", "y"}, set()),
        ("def f():\n    inner = 1\nclass C:\n    pass", {"f", "C"}, set()),
        ("import numpy as np, os.path\nfrom a import b as c", set(), {"np", "os", "c"}),
        ("%matplotlib inline", set(), set()),
    ],
)
def test_bound_names(text, made, imported):
    assert cells.bound_names(text) == (made, imported)


def test_an_error_quotes_the_line_of_its_cell():
    with pytest.raises(ZeroDivisionError) as caught:
        cells.run("x = 1\nx / 0  # here", {}, "<cell 7>")
    last = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert (last.filename, last.lineno, last.line) == ("<cell 7>", 2, "x / 0  # here")
