"""The lock, the conda file and pyproject say the same, and name no host."""

import re
import tomllib

from tests.cells import ROOT

CONDA = {"build": "python-build", "playwright": "playwright-python"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WANTED = [
    *PROJECT["dependencies"],
    *(r for name in ("grading", "dev") for r in PROJECT["optional-dependencies"][name]),
]


def split(requirement):
    return re.fullmatch(r"([A-Za-z0-9._-]+)(.*)", requirement).groups()


def test_conda_users_get_the_same_ranges():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    found = dict(split(line) for line in re.findall(r"^ +- ([^:\n]+)$", text, flags=re.MULTILINE))
    assert found.pop("python") == PROJECT["requires-python"]
    del found["pip"], found["conda-forge"], found["-e"]
    assert found == {CONDA.get(name, name): range_ for name, range_ in map(split, WANTED)}


def test_every_requirement_is_locked_to_a_version_with_hashes():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = {
        name.lower()
        for name in re.findall(r"^([A-Za-z0-9._-]+)==\S+.*\\$", lock, flags=re.MULTILINE)
    }
    assert {split(r)[0].lower() for r in WANTED} <= pinned
    entries = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_lock_names_no_host():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|index|find-links|@ ", lock)


def test_no_python_is_shut_out_from_above():
    assert PROJECT["requires-python"] == ">=3.11"
    assert not any("<" in requirement for requirement in WANTED)
