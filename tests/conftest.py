"""Fixtures that tests of several folders share."""

import tomllib

import pytest

from tests.cells import ROOT


@pytest.fixture(scope="session")
def curriculum():
    """solutions/curriculum.toml."""
    return tomllib.loads((ROOT / "solutions" / "curriculum.toml").read_text(encoding="utf-8"))
