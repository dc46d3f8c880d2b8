"""Notebook 08 as a student meets it: run all, solve an exercise, move the step."""

import pytest

from tests.browser.lab import nothing_is_done_yet

pytestmark = pytest.mark.slow

GRADIENT = '''\
def input_gradient(params, X, T):
    """The gradient of the cost in each pixel."""
    net, loss = lenet_with(params), SoftmaxCrossEntropy()
    loss.forward(net.forward(X), T)
    return net.backward(loss.backward())
'''


@pytest.fixture
def notebook(open_notebook):
    return open_notebook("08_fooling/fooling.ipynb")


def test_all_cells_run_and_a_solved_exercise_passes(notebook):
    notebook.run_all()
    assert nothing_is_done_yet(notebook) == 6
    notebook.cell("def input_gradient").write(GRADIENT).run()
    test = notebook.cell('check.exercise("08.1")')
    assert test.run().text.strip() == "✓ 08.1: visible checks pass; hidden checks remain."
    figure = notebook.cell("input_gradients(X_six")
    figure.run().wait_for("6 images and the gradient")
    figure.shot("08-gradients")


def test_a_step_changes_the_answer_without_a_kernel(notebook):
    notebook.cell("page.layout()").run()
    cell = notebook.cell("small_step()")
    cell.run()
    cell.wait_for("With ε = 0 nothing is changed")
    notebook.page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    cell.node.query_selector("input[type=range]").focus()
    for _ in range(10):
        notebook.page.keyboard.press("ArrowRight")
    cell.wait_for("ε = 0.10: after the sign step the network takes the 6 for 1")
    cell.shot("08-step")
    cell.node.query_selector("button:text-is('Next digit')").click()
    cell.wait_for("the network takes the 0 for")
    cell.shot("08-step-next")
