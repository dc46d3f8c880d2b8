"""Files written in one step: two at once, interrupted, with a mode."""

import os

import pytest

from autograder import whole


def test_two_writers_at_once_do_not_disturb_each_other(tmp_path, monkeypatch):
    """The second begins and ends just before the first would take the file's place."""
    path, replace, seen = tmp_path / "START.md", os.replace, []

    def later(made, to):
        monkeypatch.setattr(os, "replace", replace)
        whole.write(path, b"second")
        seen.append(path.read_bytes())
        replace(made, to)

    monkeypatch.setattr(os, "replace", later)
    whole.write(path, b"first")
    assert (seen, path.read_bytes()) == ([b"second"], b"first")
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_keeps_its_mode_and_a_new_one_is_as_any_other(tmp_path):
    (ordinary := tmp_path / "ordinary").write_bytes(b"")
    whole.write(tmp_path / "new", b"")
    assert (tmp_path / "new").stat().st_mode == ordinary.stat().st_mode
    ordinary.chmod(0o640)
    whole.write(ordinary, b"more")
    assert ordinary.stat().st_mode & 0o777 == 0o640


def test_an_interrupted_write_leaves_what_was_there(tmp_path, monkeypatch):
    (path := tmp_path / "START.md").write_bytes(b"old")

    def stop(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    for write in (whole.write, whole.add):
        with pytest.raises(KeyboardInterrupt):
            write(path, b"new")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"old"]


def test_what_is_added_never_takes_a_files_place(tmp_path):
    for content in (b"mine", b"the course's"):
        whole.add(tmp_path / "START.md", content)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"mine"]


def test_files_are_added_where_there_are_no_hard_links(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    whole.add(tmp_path / "START.md", b"page")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"page"]
