"""A wrong array as a picture: who gets it, what is framed, what is shown of a large one."""

import re
from html import unescape

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import check
from autograder.check import card, heatmap, values
from autograder.check.host import hosted
from autograder.mistakes import replay

EXPECTED = np.arange(30.0).reshape(5, 6) - 12


@pytest.fixture
def shown(monkeypatch):
    """What is displayed, as in a notebook."""
    displayed = []
    for module in (card, values):
        monkeypatch.setattr(module, "in_notebook", lambda: True)
    monkeypatch.setattr("IPython.display.display", lambda data, raw: displayed.append(data))
    return displayed


def fails(claimed, expected, hidden=False):
    """The error of a graded cell that compares these."""

    def cell():
        with check.exercise("03.7"):
            if hidden:
                check.hidden("03.7")
            check.value(claimed, expected, name="out")

    with pytest.raises(check.Rejected) as caught:
        cell()
    return caught.value


def maps(page):
    """The entries of each map, as lists of their frames: "", "black", "white" or "hatched"."""
    parts = page.split('<div class="planes"')[1:]
    return [[of or "" for of in re.findall(r'<i(?: class="(\w+)")?', part)] for part in parts]


def said(page):
    """The alternative text."""
    return unescape(re.search('aria-label="(.*?)">', page)[1])


def test_a_failing_visible_check_shows_got_expected_and_difference(shown):
    error = fails(EXPECTED + 1, EXPECTED)
    page = shown[0]["text/html"]
    assert [len(entries) for entries in maps(page)] == [30, 30, 30]
    assert all(f"<small>{label}</small>" in page for label in ("got", "expected", "got − expected"))
    assert shown[0]["text/plain"] == str(error)
    assert "heat" not in str(error).lower()


def test_a_hidden_check_shows_none(shown):
    assert fails(EXPECTED + 1, EXPECTED, hidden=True).picture == ""
    assert "convnet-heat" not in shown[0]["text/html"]


def test_where_nothing_is_displayed_none_is_made():
    assert fails(EXPECTED + 1, EXPECTED).picture == ""


def test_a_replay_draws_none(monkeypatch):
    """Hundreds of slips are replayed in a few seconds while the grader wants pictures."""
    cell = (
        'from autograder import check\nwith check.exercise("9"):\n    check.value(a, b, name="a")'
    )
    drawn = []
    monkeypatch.setattr(heatmap, "picture", lambda *given: drawn.append(given) or "")
    with hosted(pictures=True):
        assert replay.fails(cell, {"a": EXPECTED + 1, "b": EXPECTED}).kind == "value"
    assert not drawn


def test_the_wrong_entries_are_framed_and_no_others():
    wrong = np.zeros((5, 6), dtype=bool)
    wrong[1, 2] = wrong[4, 5] = True
    got, expected, difference = maps(
        heatmap.picture("out", EXPECTED + wrong * 0.001, EXPECTED, wrong)
    )
    assert np.flatnonzero(got).tolist() == np.flatnonzero(wrong).tolist()
    assert np.flatnonzero(difference).tolist() == np.flatnonzero(wrong).tolist()
    assert not any(expected)


def test_a_frame_can_be_seen_on_every_shade():
    """At least 3 : 1 between a frame and what it frames."""
    for share in np.linspace(-1, 1, 41):
        entry = heatmap._entry(share, True)
        ink = {"black": 0.0, "white": 1.0}[re.search('class="(\\w+)"', entry)[1]]
        shade = luminance(rgb(re.search("#\\w+", entry)[0]))
        high, low = max(ink, shade), min(ink, shade)
        assert (high + 0.05) / (low + 0.05) >= 3, share


def colour(share):
    return re.search("#\\w+", heatmap._entry(share, False))[0]


def rgb(colour):
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def luminance(linear):
    return float(np.array([0.2126, 0.7152, 0.0722]) @ linear)


# Machado, Oliveira and Fernandes (2009), complete: protanopia and deuteranopia.
AS_SEEN = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}  # fmt: skip


@pytest.mark.parametrize("who", AS_SEEN)
def test_signs_are_told_apart_without_red_or_green(who):
    for share in (0.4, 0.7, 1.0):
        low, high = (np.array(AS_SEEN[who]) @ rgb(colour(s)) for s in (-share, share))
        assert np.linalg.norm(low - high) > 0.25


def test_zero_is_white_whatever_the_numbers():
    page = heatmap.picture("out", np.array([0.0, 100.0]), np.array([0.0, 3.0]))
    first = re.findall(r"background:(#\w+)", page)[0]
    assert first == "#f7f7f7"


def test_got_and_expected_share_one_scale_and_numbers_beyond_it_are_told():
    page = heatmap.picture("out", np.array([300.0, 2.0]), np.array([3.0, 2.0]))
    colours = re.findall(r"background:(#\w+)", page)
    assert colours[1] == colours[3] and colours[0] == colours[2]
    assert "≥ 3<" in page


def test_nan_is_hatched_and_said():
    claimed = EXPECTED.copy()
    claimed[0, 3] = np.nan
    page = heatmap.picture("out", claimed, EXPECTED, ~np.isfinite(claimed))
    assert [entries.index("hatched") for entries in maps(page)[::2]] == [3, 3]
    assert "hatched" not in maps(page)[1]
    assert "Hatched: nan or inf" in said(page)


def test_a_huge_number_over_a_tiny_scale_is_no_inf():
    page = heatmap.picture("out", np.array([1e300, 0.0]), np.array([1e-300, 0.0]))
    assert "hatched" not in maps(page)[0]


def test_a_wrong_shape_is_shown_without_a_difference(shown):
    page = fails(EXPECTED.T, EXPECTED).picture
    assert [len(entries) for entries in maps(page)] == [30, 30]
    assert "got, (6, 5)" in page and "expected, (5, 6)" in page


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=4).filter(lambda s: np.prod(s) > 1),
    st.randoms(use_true_random=False),
)
def test_of_a_large_array_a_part_is_shown_with_a_wrong_entry_in_it(shape, random):
    expected = np.zeros(shape)
    wrong = np.zeros(shape, dtype=bool)
    wrong[tuple(random.randrange(n) for n in shape)] = True
    part = heatmap._part(expected, wrong)
    assert wrong[part].any()
    assert all(0 <= s.start < s.stop <= n for s, n in zip(part, shape, strict=True))
    across = 1
    for s in part[-1:] + (part[1:2] if len(shape) == 4 else part[:1] if len(shape) == 3 else ()):
        across *= s.stop - s.start
    assert across <= heatmap.ACROSS
    page = heatmap.picture("out", expected + wrong, expected, wrong)
    assert ("Shown is the part" in said(page)) == (expected[part].size < expected.size)


def test_a_picture_stays_small():
    expected = np.ones((9, 9, 40, 40))
    page = heatmap.picture("out", -expected, expected, np.ones(expected.shape, dtype=bool))
    assert len(page) < 80_000


@pytest.mark.parametrize("shape", [(), (1,), (2, 2, 2, 2, 2), (0, 3)])
def test_of_what_is_no_map_there_is_none(shape):
    assert heatmap.picture("out", np.ones(shape), np.zeros(shape)) == ""


def mark(shape, *places):
    wrong = np.zeros(shape, dtype=bool)
    for place in places:
        wrong[place] = True
    return wrong


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (mark((4, 5), 0, -1, (slice(None), 0), (slice(None), -1)), "all on the border"),
        (mark((2, 6, 7), np.s_[..., 1::2]), "every second one along axis 2"),
        (mark((5, 6), np.s_[2:4, 1:4]), "all at index 2 or 3 of axis 0"),
    ],
)
def test_a_pattern_is_in_the_alternative_text(wrong, words):
    page = heatmap.picture("out", np.where(wrong, 1.0, 0.0), np.zeros(wrong.shape), wrong)
    assert words in said(page)
    assert f"{wrong.sum()} of {wrong.size} entries" in said(page)


def test_no_pattern_is_said_where_all_is_wrong():
    page = heatmap.picture("out", np.ones((4, 6)), np.zeros((4, 6)), np.ones((4, 6), dtype=bool))
    assert "Framed is what is wrong: 24 of 24 entries." in said(page)


def test_a_name_is_text_not_markup():
    assert "<b>" not in heatmap.picture("<b>x</b>", np.ones(3), np.zeros(3))
