"""Every correct answer passes, however it is written, and its prints and warnings cost nothing."""

import pytest

from tests.cells import independent, notebooks, solved, variants, verdicts

ALTERNATIVES = [(name, a) for name in notebooks() for a in variants("alternatives", name)]


@pytest.mark.parametrize(
    ("notebook", "alternative"), ALTERNATIVES, ids=[f"{a.exercise}-{a.id}" for _, a in ALTERNATIVES]
)
def test_alternative_gets_full_marks(notebook, alternative):
    names = solved(notebook, alternative.source)
    said = verdicts(notebook, names, independent(notebook, alternative.exercise))
    assert not any(said.values()), {g: m for g, m in said.items() if m}
