"""docs/coverage.md: is every item of the lectures there, and in the cells that it names?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pytest

from autograder.authoring import source
from autograder.authoring.assignment import assignments
from autograder.cells import cell_name
from tests.cells import ROOT

PAGE = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
GROUPS = {
    "P": 23, "B": 42, "C": 25, "K": 12, "L": 15, "R": 9, "H": 20, "F": 10, "A": 7, "S": 4,
    "E": 34, "N": 1,
}  # fmt: skip
"""How many items the lectures hold of each group, so that none is lost from the page unseen."""
MORE = ["E02b", "7.1", "7.2", "7.3", "7.4"]
"""Items that are counted otherwise."""
ELSEWHERE = {"N01"}
"""What is no content of the course."""

ROW = re.compile(r"^\| ([A-Z]\d\d[a-z]?|\d\.\d) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
PLACE = re.compile(r"\[(\d\d)\]|(?:`([^`]+)`|\*([^*]+)\*)((?: “[^”]+”)+)")
"""A notebook, or in it a cell's name or a heading, and what is to be found there."""
LINK = re.compile(r"^\[(\d\d)\]: (\S+)$", re.MULTILINE)
HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)


@dataclass(frozen=True)
class Place:
    """Where a notebook holds an item, and words or numbers that stand there."""

    row: str
    notebook: str
    cell: str
    heading: str
    keys: tuple[str, ...]

    def __str__(self):
        return f"{self.row} {self.cell or self.heading}"


def places(row: str, cell: str) -> list[Place]:
    """The places in the last column of a row."""
    found, notebook = [], ""
    for number, name, heading, keys in PLACE.findall(cell):
        notebook = number or notebook
        if not number:
            phrases = tuple(re.findall("“([^”]+)”", keys))
            found.append(Place(row, notebook, name, heading, phrases))
    return found


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@cache
def cells(notebook: str) -> list:
    [assignment] = [each for each in assignments(ROOT) if each.number == notebook]
    return source.read(assignment).cells


@cache
def texts(notebook: str) -> list[str]:
    return [plain(cell.source) for cell in cells(notebook)]


@cache
def sections(notebook: str) -> dict[str, str]:
    """The text and code below each heading, up to the next one."""
    found, heading = {"": ""}, ""
    for cell in cells(notebook):
        parts = HEADING.split(cell.source) if cell.cell_type == "markdown" else [cell.source]
        found[heading] += parts[0]
        for heading, text in zip(parts[1::2], parts[2::2], strict=True):
            found[heading] = found.get(heading, "") + text
    return {name: plain(text) for name, text in found.items()}


@cache
def surroundings(notebook: str) -> dict[str, str]:
    """Each named cell with the text around it: up to other code, and to the next heading."""
    around = {}
    for at, cell in enumerate(cells(notebook)):
        if not cell_name(cell):
            continue
        text = [cell.source]
        for before in reversed(cells(notebook)[:at]):
            if before.cell_type != "markdown":
                break
            text.append(before.source)
            if HEADING.match(before.source):
                break
        for after in cells(notebook)[at + 1 :]:
            if after.cell_type != "markdown" or HEADING.match(after.source):
                break
            text.append(after.source)
        around[cell_name(cell)] = plain("\n".join(text))
    return around


def faults(place: Place) -> list[str]:
    """What the page says of a place and the notebook doesn't hold."""
    if place.cell and not place.cell.startswith(f"{place.notebook}-"):
        return [f"{place.cell} is no cell of {place.notebook}"]
    there = surroundings(place.notebook) if place.cell else sections(place.notebook)
    name = place.cell or place.heading
    if name not in there:
        return [f"{name!r} is not in {place.notebook}"]
    return [f"{key!r} is not at {name}" for key in place.keys if plain(key) not in there[name]]


ROWS = ROW.findall(PAGE)
PLACES = [place for row, _, _, where in ROWS for place in places(row, where)]


def test_every_item_has_one_row():
    expected = [f"{group}{at:02}" for group, size in GROUPS.items() for at in range(1, size + 1)]
    assert sorted(row for row, *_ in ROWS) == sorted(expected + MORE)


def test_every_row_names_a_place():
    empty = {row for row, _, _, where in ROWS if not places(row, where)}
    assert empty == ELSEWHERE


def test_a_row_says_nothing_of_a_place_that_is_not_read():
    """A slip of the pen, a missing mark of quotation, would take a place out of the test."""
    left = {row: re.sub(r"[,;.\s]", "", PLACE.sub("", where)) for row, _, _, where in ROWS}
    assert {row: text for row, text in left.items() if text and row not in ELSEWHERE} == {}


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_a_place_holds_what_the_page_says(place):
    assert faults(place) == []


def test_what_is_to_be_found_somewhere_is_not_found_everywhere():
    common = []
    for place in PLACES:
        for key in place.keys:
            holds = sum(plain(key) in text for text in texts(place.notebook))
            if holds > 10:
                common.append(f"{place}: {key!r} in {holds} cells")
    assert common == []


def test_links_lead_to_the_notebooks():
    links = dict(LINK.findall(PAGE))
    assert {place.notebook for place in PLACES} <= set(links)
    for each in assignments(ROOT):
        assert (ROOT / "docs" / links[each.number]).resolve() == each.reference


@pytest.mark.parametrize(
    "where",
    [
        "[01] `01-99-solution` “unit”",
        "[01] `02-01-solution` “relu”",
        "[01] `01-01-solution` “a word that nobody wrote there”",
        "[01] *No such heading* “unit”",
        "[01] *1 One unit* “softmax”",
    ],
)
def test_a_wrong_place_is_seen(where):
    [place] = places("P01", where)
    assert faults(place)
