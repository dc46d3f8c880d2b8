"""Fixtures that tests of several folders share; also where no package but NumPy is there."""

import tomllib
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def browser():
    """One browser for all walks, where there is one: Playwright starts once in a process."""
    from tests.browser.lab import chromium
    from tests.tools import need

    need("chromium")
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def curriculum():
    """solutions/curriculum.toml."""
    return tomllib.loads(
        (Path(__file__).parents[1] / "solutions" / "curriculum.toml").read_text(encoding="utf-8")
    )
