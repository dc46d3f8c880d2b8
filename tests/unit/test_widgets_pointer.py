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
