"""The manifest of a package: what differs is said, whatever it is, and nothing stops at it."""

import json
import os
import shutil

import pytest

from autograder.grading import files, manifest
from autograder.grading.reading import Notes
from autograder.student import submit, work
from tests.cells import ROOT

RELEASE = "0.1.0"


@pytest.fixture
def folder(tmp_path):
    """What the student's own command packs, unpacked as it is handed in."""
    mine = work.Work("00_warmup", tmp_path / "work")
    shutil.copytree(ROOT / "course" / "00_warmup", mine.path.parent)
    (mine.path.parent / "notes.txt").write_text("mine")
    return submit.unpacked(submit.pack(mine), tmp_path / "handed in")


def said(folder, assignment="00_warmup", release=RELEASE, name="warmup.ipynb"):
    notes = Notes()
    manifest.compared(folder / name, assignment, release, notes)
    assert notes.student == notes.instructor
    return notes.student


def test_nothing_is_said_of_a_package_as_it_was_made(folder):
    assert said(folder) == []
    (folder / "warmup.ipynb").rename(folder / "warmup (1).ipynb")
    assert said(folder, name="warmup (1).ipynb") == []
    (folder / manifest.NAME).unlink()
    assert said(folder) == []


def test_another_notebook_another_release_and_another_file_are_named(folder):
    [text] = said(folder, assignment="04_modules")
    assert "“00_warmup”" in text and "04_modules" in text
    [text] = said(folder, release="0.2.0")
    assert "“0.1.0”" in text and "0.2.0" in text
    (folder / "notes.txt").unlink()
    (folder / "warmup.ipynb").write_text("{}")
    [text] = said(folder)
    assert text.endswith("“notes.txt”, “warmup.ipynb”.")


@pytest.mark.parametrize(
    "content",
    [
        "", "[" * 50_000, "[]", "{}", '{"sha256": []}', "\ud800", "x" * 200_000,
        '{"notebook": 1, "release": "", "sha256": {}}',
        '{"notebook": "", "release": "", "sha256": {"a": [1]}}',
        json.dumps({"notebook": "", "release": "", "sha256": {str(k): "" for k in range(999)}}),
    ],
    ids=range(10),
)  # fmt: skip
def test_what_is_no_manifest_is_said_to_be_none(folder, content):
    (folder / manifest.NAME).write_text(content, encoding="utf-8", errors="surrogatepass")
    [text] = said(folder)
    assert "cannot be read" in text


def test_a_link_tells_nothing_of_what_it_leads_to(folder, tmp_path):
    """Whether a hash fits must not be asked about the instructor's files."""
    (tmp_path / "secret.txt").write_text("mine")
    os.symlink(tmp_path, folder / "out")
    path = folder / manifest.NAME
    content = json.loads(path.read_text())
    digest = content["sha256"]["notes.txt"]
    for name in ("out/secret.txt", "../../secret.txt", str(tmp_path / "secret.txt")):
        content["sha256"] = {"warmup.ipynb": content["sha256"]["warmup.ipynb"], name: digest}
        path.write_text(json.dumps(content))
        [text] = said(folder)
        assert "Not as" in text
    path.unlink()
    os.symlink(tmp_path / "secret.txt", path)
    [text] = said(folder)
    assert "cannot be read" in text


def test_a_file_that_is_named_many_times_is_read_once(folder, monkeypatch):
    read = []
    ordinary = files.ordinary
    monkeypatch.setattr(files, "ordinary", lambda *how: read.append(how[0]) or ordinary(*how))
    digests = {f"{k}.ipynb": "" for k in range(150)}
    assert len(manifest._other(folder / "warmup.ipynb", digests)) == 150
    assert read == [folder / "warmup.ipynb"]
