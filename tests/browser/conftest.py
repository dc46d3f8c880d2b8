"""One server for all walks; each test opens notebooks in pages of its own."""

from collections.abc import Callable, Iterator

import pytest

from autograder.start import start
from tests.browser.lab import Notebook, Server


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("lab")) as server:
        yield server


def opening(browser, server, name: str) -> Iterator[Callable[[str], Notebook]]:
    """Opens a notebook from a student's fresh copies of all of them, by its path there.

    Afterwards the browser's console must hold no error.
    """
    folder = server.folder / name
    start(folder, log=lambda line: None)
    opened: list[Notebook] = []

    def open_(path: str) -> Notebook:
        opened.append(Notebook(browser, server, f"{folder.name}/{path}"))
        return opened[-1]

    yield open_
    errors = [error for notebook in opened for error in notebook.errors]
    for notebook in opened:
        notebook.close()
    assert errors == []


@pytest.fixture
def open_notebook(browser, server, request) -> Iterator[Callable[[str], Notebook]]:
    """Opens a notebook for one test."""
    yield from opening(browser, server, request.node.name)


@pytest.fixture(scope="module")
def open_for_all(browser, server, request) -> Iterator[Callable[[str], Notebook]]:
    """Opens a notebook that the tests of a module share: each looks at pictures of its own."""
    yield from opening(browser, server, request.module.__name__.rpartition(".")[2])
