"""The class that tests of grading share: made once, graded once by the command."""

from types import SimpleNamespace

import pytest

from tests.classroom import room


@pytest.fixture(scope="session")
def fresh(tmp_path_factory):
    """The course's folder, nothing graded yet: copy it."""
    return room.course(tmp_path_factory.mktemp("classroom") / "fresh")


@pytest.fixture(scope="session")
def undisturbed(fresh):
    """What a run with two workers said and made of the class; tests may change the folder."""
    folder = room.copied(fresh, fresh.with_name("undisturbed"))
    said = room.grade(folder, "--workers", "2", "--json", str(folder / "out.json"))
    return SimpleNamespace(folder=folder, said=said, made=room.made(folder))


@pytest.fixture(scope="module")
def classroom(fresh, undisturbed):
    """The same class, graded by the command with two workers; tests change it."""
    return SimpleNamespace(folder=undisturbed.folder, said=undisturbed.said, fresh=fresh)
