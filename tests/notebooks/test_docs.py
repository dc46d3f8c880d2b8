"""The pages that send a reader to a cell of a notebook: is there such a cell?"""

import re

import pytest

from tests.cells import ROOT

CELL = re.compile(r"\b(?:0\d|10)-(?:\d\d-)?[a-zA-Z][\w-]*\b")
GRADE_ID = re.compile(r'"grade_id": "([^"]+)"')
EXERCISE = re.compile(r"\b(0\d|10)\.(\d{1,2})\b(?!\d)")


@pytest.fixture(scope="module")
def cells():
    sources = sorted((ROOT / "solutions").glob("[01]*_*.py"))
    return {name for path in sources for name in GRADE_ID.findall(path.read_text("utf-8"))}


@pytest.mark.parametrize("page", ["findings.md", "lectures.md"])
def test_the_cells_that_a_page_names_are_there(page, cells):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    named = set(CELL.findall(text))
    assert len(named) > 5 and named <= cells, sorted(named - cells)


@pytest.mark.parametrize("page", ["findings.md", "lectures.md"])
def test_the_exercises_that_a_page_names_are_there(page, cells):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    named = {f"{notebook}-{int(at):02}-" for notebook, at in EXERCISE.findall(text)}
    missing = [each for each in named if not any(cell.startswith(each) for cell in cells)]
    assert len(named) > 20 and not missing, sorted(missing)
