"""A student's copies: filled once, never overwritten, and told of what is newer."""

import json
import os
import shutil
from pathlib import Path

import pytest

from autograder import start as module
from autograder.cli import main
from autograder.errors import CourseError
from autograder.start import course_folder, start
from autograder.student.startpage import with_card
from tests.cells import ROOT

NOTEBOOK = "00_warmup/warmup.ipynb"


def files(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def test_a_new_folder_gets_the_start_page_and_every_notebook(tmp_path):
    said = []
    copied = start(tmp_path / "a" / "work", said.append)
    assert files(tmp_path / "a" / "work") == files(course_folder())
    assert {"START.md", NOTEBOOK} <= set(copied.new)
    assert NOTEBOOK in said[0]


def test_a_second_start_changes_nothing_and_says_so(tmp_path):
    start(tmp_path, lambda line: None)
    (tmp_path / NOTEBOOK).write_text("my work")
    before, said = files(tmp_path), []
    copied = start(tmp_path, said.append)
    assert files(tmp_path) == before
    assert copied.new == []
    assert any("Yours is kept" in line for line in said)


def test_a_newer_version_is_named_and_the_students_own_is_kept(tmp_path):
    start(tmp_path, lambda line: None)
    own = tmp_path / NOTEBOOK
    notebook = json.loads(own.read_text(encoding="utf-8"))
    notebook["metadata"]["convnet_course"]["version"] = "0.0.1"
    own.write_text(json.dumps(notebook), encoding="utf-8")
    before, said = own.read_bytes(), []
    assert start(tmp_path, said.append).newer == [NOTEBOOK]
    assert own.read_bytes() == before
    assert str(own) in said[-1]


def test_only_what_is_missing_is_copied(tmp_path):
    start(tmp_path, lambda line: None)
    (tmp_path / NOTEBOOK).unlink()
    assert start(tmp_path, lambda line: None).new == [NOTEBOOK]


def test_points_on_the_start_page_make_it_no_other_version(tmp_path):
    start(tmp_path, lambda line: None)
    page = tmp_path / "START.md"
    page.write_text(with_card(page.read_text(encoding="utf-8"), "12 of 25"), encoding="utf-8")
    assert "12 of 25" in page.read_text(encoding="utf-8")
    assert start(tmp_path, lambda line: None).newer == []
    page.write_text("my own", encoding="utf-8")
    assert start(tmp_path, lambda line: None).newer == ["START.md"]


def test_a_copy_that_was_interrupted_leaves_no_half_file(tmp_path, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "link", stop)
    with pytest.raises(KeyboardInterrupt):
        start(tmp_path, lambda line: None)
    assert files(tmp_path) == {}


def test_a_file_in_the_place_of_the_folder_is_said_to_be_the_problem(tmp_path, capsys):
    (tmp_path / "work").write_text("")
    assert main(["start", str(tmp_path / "work")]) == 2
    assert "Name another folder" in capsys.readouterr().err
    assert (tmp_path / "work").read_text() == ""


def test_without_the_notebooks_the_message_says_what_to_do(tmp_path, monkeypatch):
    shutil.copy(ROOT / "autograder" / "start.py", tmp_path / "start.py")
    monkeypatch.setattr(module, "__file__", str(tmp_path / "autograder" / "start.py"))
    with pytest.raises(CourseError, match="Install convnet-course anew"):
        course_folder()


def test_lab_passes_options_on_and_opens_the_start_page(tmp_path, monkeypatch):
    calls = []
    monkeypatch.setattr("jupyterlab.labapp.LabApp.launch_instance", calls.append)
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/elsewhere")
    monkeypatch.setenv("PATH", "/elsewhere")
    assert main(["lab", str(tmp_path / "w"), "--no-browser", "--port", "9999"]) == 0
    assert calls[0][-3:] == ["--no-browser", "--port", "9999"]
    assert any("START.md" in argument for argument in calls[0])
    assert f"--ServerApp.root_dir={(tmp_path / 'w').resolve()}" in calls[0]
    assert (tmp_path / "w" / NOTEBOOK).is_file()
    ours, theirs = os.environ["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert (Path(ours) / "labconfig" / "default_setting_overrides.json").is_file()
    assert theirs == "/elsewhere"
    assert shutil.which("convnet-course", path=os.environ["PATH"].split(os.pathsep)[0])


def test_lab_opens_whatever_its_start_page_holds(tmp_path, monkeypatch, capsys):
    calls = []
    monkeypatch.setattr("jupyterlab.labapp.LabApp.launch_instance", calls.append)
    for name in ("JUPYTER_CONFIG_PATH", "PATH"):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    (tmp_path / "START.md").write_bytes(b"\xdcbung")
    assert main(["lab", str(tmp_path)]) == 0
    assert calls
    assert "START.md is no text in UTF-8" in capsys.readouterr().out


def test_the_start_page_lists_every_notebook_with_its_points_and_time(curriculum):
    page = (ROOT / "course" / "START.md").read_text(encoding="utf-8")
    for notebook in curriculum["notebook"]:
        name = notebook["id"].split("_", 1)[1]
        row = next(line for line in page.splitlines() if f"({notebook['id']}/{name}.ipynb)" in line)
        assert f"| {notebook['automatic'] + notebook['manual']} | {notebook['hours']} h |" in row
