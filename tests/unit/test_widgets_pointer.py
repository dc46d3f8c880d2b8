"""Pictures that are pointed at: is no press, drag or click lost between two messages?"""

import numpy as np
import pytest

from convnet.widgets import perceptron, pointer


def browser_says(widget, **state):
    """What a message from the browser does: all of it at once."""
    widget.set_state(state)


@pytest.fixture
def heard():
    """A picture that notes what it is told."""
    told = []
    figure = pointer.Pointed(
        lambda figure: None,
        lambda x, y, pressed: told.append((x, y, pressed)),
        lambda: "Nothing.",
        size=(1, 1),
    )
    return figure.widget, told


def test_a_press_that_comes_with_the_message_of_an_old_drag_is_a_new_one(heard):
    widget, told = heard
    browser_says(widget, pointer=[0.1, 0.1, True], presses=1, pressed_at=[0.1, 0.1])
    told.clear()
    # In the time of one message: moved to 0.3, released there, pressed at 0.8, moved to 0.9.
    browser_says(
        widget,
        pointer=[0.9, 0.9, True],
        presses=2,
        pressed_at=[0.8, 0.8],
        released_at=[0.3, 0.3],
    )
    assert told[:3] == [(0.3, 0.3, False), (0.8, 0.8, True), (0.9, 0.9, True)]


def test_a_click_within_one_message_is_heard_though_the_pointer_has_not_moved(heard):
    widget, told = heard
    browser_says(widget, pointer=[0.2, 0.4, False])
    told.clear()
    browser_says(widget, pointer=[0.2, 0.4, False], presses=1, pressed_at=[0.2, 0.4])
    assert told == [(0.2, 0.4, True), (0.2, 0.4, False)]
    told.clear()
    browser_says(widget, pointer=[0.3, 0.4, False])
    assert told == [(0.3, 0.4, False)]


def test_two_fast_drags_move_both_handles_of_the_line():
    line = perceptron.separating_line()
    left, bottom, width, height = line.FRAME

    def at(name, dx=0.0):
        x, y = line.handles[name] + [dx, 0]
        shares = (x + 3.1) / 6.2, (y + 2) / 4
        return [left + width * shares[0], 1 - bottom - height * shares[1]]

    a, b, moved_a, moved_b = at("A"), at("B"), at("A", 0.5), at("B", -0.5)
    before = {name: place.copy() for name, place in line.handles.items()}
    browser_says(line.widget, pointer=[*a, True], presses=1, pressed_at=a)
    browser_says(
        line.widget, pointer=[*moved_b, False], presses=2, pressed_at=b, released_at=moved_a
    )
    assert np.allclose(line.handles["A"], before["A"] + [0.5, 0])
    assert np.allclose(line.handles["B"], before["B"] - [0.5, 0])


def place(line, name):
    """Where a handle is, as shares of the picture."""
    left, bottom, width, height = line.FRAME
    x, y = line.handles[name]
    return [left + width * (x + 3.1) / 6.2, 1 - bottom - height * (y + 2) / 4]


def test_arrow_keys_go_on_with_the_handle_that_was_dragged_and_leave_the_other():
    line = perceptron.separating_line()
    assert "w = (−0.22, −0.98)" in line.description
    a, b = place(line, "A"), place(line, "B")
    browser_says(line.widget, pointer=[*b, True], presses=1, pressed_at=b)
    browser_says(line.widget, pointer=[b[0], b[1] + 0.1, False])
    assert line.keyboard.value == "B"
    browser_says(line.widget, pointer=[*a, False])  # the mouse goes elsewhere, without a press
    before = {name: at.copy() for name, at in line.handles.items()}
    browser_says(line.widget, arrows=[2, -1])
    assert np.allclose(line.handles["A"], before["A"])
    step = line.handles["B"] - before["B"]
    assert step[0] > step[1] > 0  # two to the right, one up
    line.keyboard.value = "A"
    browser_says(line.widget, arrows=[1, -1])
    assert line.handles["A"][0] < before["A"][0]
