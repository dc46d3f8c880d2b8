"""What a graded cell shows in a notebook: three looks that differ in more than colour."""

import re

import pytest

from autograder import check
from autograder.check import card


@pytest.fixture
def shown(monkeypatch):
    """What is displayed, as in a notebook."""
    displayed = []
    monkeypatch.setattr(card, "in_notebook", lambda: True)
    monkeypatch.setattr("IPython.display.display", lambda data, raw: displayed.append(data))
    return displayed


def stub():
    raise NotImplementedError


def run(block):
    with check.exercise("00.2", "Z"):
        block()


def test_three_looks_for_not_yet_right_and_wrong(shown):
    run(lambda: check.value(1, 1))
    with pytest.raises(check.NotDone):
        run(stub)
    with pytest.raises(check.Rejected):
        run(lambda: check.value(1, 2))
    pages = [data["text/html"] for data in shown]
    assert [re.search("[○✓✗]", page)[0] for page in pages] == ["✓", "○", "✗"]
    assert len({re.search("solid (#......)", page)[1] for page in pages}) == 3
    assert [("convnet-check-ended" in page) for page in pages] == [False, True, True]


def test_the_text_is_the_same_without_the_card(shown):
    run(lambda: check.value(1, 1))
    assert shown[0]["text/plain"] == "00.2 Z: visible checks pass; hidden checks remain."


def test_a_message_is_shown_as_text_not_as_markup(shown):
    with pytest.raises(check.Rejected):
        run(lambda: check.value("<b>x</b>", 2))
    assert "&lt;b&gt;x" in shown[0]["text/html"]


@pytest.mark.parametrize("look", ["not yet", "right", "wrong"])
def test_the_mark_can_be_read_on_white(look):
    colour = re.search("color: #(......)", card.html(look, "x"))[1]
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 4.5
