"""Do the figures of notebook 04 show what its text says, and do they follow their controls?"""

import pytest

from convnet.plots import modules
from convnet.widgets import follow
from convnet.widgets import modules as module_widgets
from tests.cells import solved

# --- the boxes --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def course():
    return solved("04_modules")


def not_done(*_arguments, **_named):
    raise NotImplementedError


@pytest.mark.parametrize("module", modules.MODULES)
def test_boxes_are_empty_without_functions_and_with_stubs_and_filled_by_references(module, course):
    empty = dict.fromkeys(course, not_done)
    boxes = 3 if "convolution" in module else 2
    for functions, state in (({}, modules.EMPTY), (empty, modules.EMPTY), (course, modules.WORKS)):
        assert module_widgets.states(module, functions)[:boxes] == (state,) * boxes


def test_a_wrong_gradient_leaves_only_its_own_box_open(course):
    right = course["conv2d_backward"]

    def flipped(dout, cache):
        dX, dW, db = right(dout, cache)
        return dX[..., ::-1], dW, db

    found = module_widgets.states("convolution, images", {**course, "conv2d_backward": flipped})
    assert found == (modules.WORKS, modules.WRONG, modules.WORKS)


def test_a_function_that_breaks_or_prints_does_no_harm(course, capsys):
    def noisy(x, w, b, c):
        print("here")
        return 1 / 0

    found = module_widgets.states(modules.MODULES[0], {**course, "conv1d_forward": noisy})
    assert found == (modules.WRONG, modules.WORKS, modules.WORKS)
    assert capsys.readouterr().out == ""


def test_the_diagram_fills_in_when_a_function_is_defined_later(course):
    names = {}
    figure = module_widgets.boxes(names)
    assert "0 of 3 boxes filled" in figure.description
    names.update(course)
    figure.controls["module"].value = "convolution, images"
    assert "3 of 3 boxes filled" in figure.picture.sentence


def test_another_module_is_another_picture():
    figure = module_widgets.boxes({})
    before, told = figure.picture.png, figure.picture.sentence
    figure.controls["module"].value = modules.MODULES[1]
    assert figure.picture.png != before and figure.picture.sentence != told


class Shell:
    """Enough of IPython for a figure that follows the cells that are run."""

    def __init__(self):
        self.events, self.called = self, []
        self.parent_header = {"metadata": {"cellId": "a"}}

    def register(self, event, function):
        assert event == "post_run_cell"
        self.called.append(function)

    def unregister(self, _event, function):
        self.called.remove(function)

    def run_a_cell(self):
        for function in self.called:
            function(None)


@pytest.fixture
def shell(monkeypatch):
    shell = Shell()
    monkeypatch.setattr(follow, "get_ipython", lambda: shell)
    monkeypatch.setattr(follow, "_followers", {})
    return shell


def test_the_diagram_fills_in_by_itself_once_a_function_is_defined(course, shell):
    names = {}
    figure = module_widgets.boxes(names)
    names["conv1d_forward"] = course["conv1d_forward"]
    shell.run_a_cell()
    assert "1 of 3 boxes filled" in figure.picture.sentence


def test_the_diagram_is_drawn_for_a_changed_function_only_and_once_for_a_cell_run_twice(
    course, shell, monkeypatch
):
    names, drawn = {}, []
    monkeypatch.setattr(
        module_widgets.plots, "draw_boxes", lambda figure, module, states: drawn.append(states)
    )
    for _ in range(2):
        module_widgets.boxes(names)
    drawn.clear()
    names["x"] = 1
    shell.run_a_cell()
    assert drawn == []
    names["conv1d_forward"] = course["conv1d_forward"]
    shell.run_a_cell()
    shell.run_a_cell()
    assert len(drawn) == 1
