"""Notebook 02 as a student meets it: run all, solve exercises, move every figure."""

import pytest

from tests.browser.lab import nothing_is_done_yet

pytestmark = pytest.mark.slow

MODULE = """\
def pointwise_forward(X, b, phi, dphi):
    return phi(X + b), dphi(X + b)


def pointwise_backward(dout, cache):
    return dout * cache, (dout * cache).sum(axis=0)
"""
# Cell: what its figure says before, and after two steps of the (last) slider to the right.
SLIDERS = {
    "activations()": ("logistic: φ(1) = 0.731", "logistic: φ(1.5) = 0.818"),
    "gain()": ("k = 1:", "k = 2:"),
    "box_from_relus()": ("One ReLU rises", "Three ReLUs fall"),
    "function_fit()": ("1 tanh unit misses", "3 tanh units miss"),
    "graph_stepper()": ("Step 5, forward: J = ", "Step 7, backward: bar of R = "),
    "two_valleys()": ("From w = 1.8 ", "From w = 2 "),
}
PICTURES = ("network_diagram()", "module_diagram()", "measured_cost()", "example_network()")


@pytest.fixture(scope="module")
def notebook(open_for_all):
    notebook = open_for_all("02_backprop/backprop.ipynb")
    notebook.run_all()
    return notebook


def test_all_cells_run_a_solved_exercise_passes_and_a_wrong_one_is_named(notebook):
    assert nothing_is_done_yet(notebook) == 61
    assert "needs your functions" in notebook.cell("load_digits()").text
    tests = [cell for cell in notebook.cells() if 'check.exercise("02.11"' in cell.source]
    notebook.cell("def pointwise_forward").write(MODULE).run()
    for test, part in zip(tests, ("out", "dX", "db"), strict=True):
        said = test.run().text.strip()
        assert said.endswith(f"02.11 {part}: visible checks pass; hidden checks remain.")
    wrong = MODULE.replace("return dout * cache,", "return dout,")
    notebook.cell("def pointwise_forward").write(wrong).run()
    assert "one factor φ′ is missing" in tests[1].run().text
    tests[1].shot("02-11-wrong")


def test_every_slider_moves_its_figure(notebook):
    for source, (before, after) in SLIDERS.items():
        figure = notebook.cell(source)
        pictures = figure.images
        assert before in figure.text
        figure.move_slider("ArrowRight", times=2)
        figure.wait_for(after)
        assert len(pictures) == len(figure.images) == 1 and figure.images != pictures
        figure.shot(f"02-{source[:-2]}")


def test_every_diagram_is_there(notebook):
    for source in (*PICTURES, "first_layer_images(params"):
        assert len(notebook.cell(source).images) == 1
