"""A gradebook that is missing, locked, broken or mistyped is told in plain words."""

import sqlite3
import threading

import pytest
from nbgrader.api import Gradebook

from autograder.classroom import marks
from autograder.errors import CourseError
from autograder.grading import opening, reports


@pytest.fixture
def url(tmp_path):
    """A gradebook for which SQLite itself hardly waits."""
    url = f"sqlite:///{tmp_path / 'gradebook.db'}?timeout=0.05"
    Gradebook(url, "").close()
    return url


def test_none_is_made_where_none_is(tmp_path):
    url = f"sqlite:///{tmp_path / 'typo.db'}"
    with pytest.raises(CourseError, match=r"no gradebook .*typo\.db.*--db"):
        marks.read(tmp_path, "lab", url)
    with pytest.raises(CourseError, match=r"no gradebook .*gradebook\.db.*--course"):
        reports.read(tmp_path, "lab")
    assert not list(tmp_path.iterdir())


def test_one_that_somebody_writes_to_is_waited_for(url, tmp_path):
    told = []
    with sqlite3.connect(tmp_path / "gradebook.db", check_same_thread=False) as other:
        other.execute("begin exclusive")
        with pytest.raises(CourseError, match="has been locked"):
            opening.connected(url, "", told.append, patience=0.2)
        assert len(told) == 1 and "waiting" in told[0]

        def free(text):
            threading.Timer(0.2, other.rollback).start()

        opening.connected(url, "", free).close()


def read_as_it_breaks(url, path):
    with opening.opened(url, "") as book:
        with sqlite3.connect(path) as other:
            other.execute("drop table assignment")
        book.find_assignment("lab")


def test_one_that_breaks_while_it_is_read_is_named(url, tmp_path):
    with pytest.raises(CourseError, match=r"gradebook\.db.* fails: no such table: assignment"):
        read_as_it_breaks(url, tmp_path / "gradebook.db")


def test_a_file_that_is_no_gradebook_is_named(tmp_path):
    (tmp_path / "gradebook.db").write_bytes(b"PK" * 1000)
    with pytest.raises(CourseError, match=r"gradebook\.db fails: file is not a database"):
        reports.read(tmp_path, "lab")


@pytest.mark.parametrize(
    ("url", "words"),
    [("nonsense", "write sqlite:///FILE"), ("nowhere://x", "fails: .*nowhere")],
)
def test_an_address_that_is_none_is_told(tmp_path, url, words):
    with pytest.raises(CourseError, match=words):
        marks.read(tmp_path, "lab", url)


def test_a_password_is_not_shown():
    assert opening.shown("postgresql://ada:secret@localhost/marks").count("secret") == 0
