"""`convnet-course grade`: the same grades as by `nbgrader autograde`, and each of them once."""

import json
import os
import re
import sqlite3
from types import SimpleNamespace

import pytest
from nbgrader.api import Gradebook

from autograder.classroom import command, course, results
from autograder.classroom.task import Outcome
from autograder.errors import CourseError
from tests.attacks import lab
from tests.classroom import room

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="no fork, as on Windows: nothing to grade with"
)


@pytest.fixture(scope="module")
def autograded(fresh):
    """A class that `nbgrader autograde` has graded."""
    folder = room.copied(fresh, fresh.with_name("autograde"))
    done = lab.run(folder, "autograde", "lab")
    assert done.returncode == 0, done.stdout
    return folder


def test_grades_comments_and_penalties_are_those_of_autograde(autograded, undisturbed):
    grades, comments = room.entered(autograded)
    assert (grades, comments) == undisturbed.made.entered
    assert len(grades) == 8 * 5 and {row[5] for row in grades if row[0] == "late"} == {25.0}


def test_graded_notebooks_lie_where_autograde_puts_them(autograded, undisturbed):
    assert room.notebooks(autograded) == undisturbed.made.notebooks
    assert undisturbed.made.notebooks["ada/table.csv"] == "the instructor's"


def test_it_says_what_came_of_the_class(classroom):
    for text in (
        "graded            8",
        "not graded        0",
        "need attention    4: broken, copy, dies, nothing",
        "0 to 25 of 25",
        "broken: ",
        "8 of 8 done",
    ):
        assert text in classroom.said
    told = json.loads((classroom.folder / "out.json").read_text())["submissions"]
    assert told["ada"]["points"] == told["copy"]["points"] == told["late"]["points"] == 25
    assert told["dies"]["points"] == told["zero"]["points"] == told["bob"]["points"] == 0


def test_nothing_is_graded_again_and_what_people_gave_stays(classroom, monkeypatch, capsys):
    with Gradebook(f"sqlite:///{classroom.folder}/gradebook.db") as book:
        grade = book.find_grade("why", "lab", "lab", "ada")
        grade.manual_score, grade.needs_manual_grade = 2.0, False
        book.find_comment("why", "lab", "lab", "ada").manual_comment = "good"
        book.db.commit()
    before = room.entered(classroom.folder)
    monkeypatch.setattr(course, "graded", None)
    assert command.run(room.options(classroom)) == 0
    assert "unchanged since   8" in capsys.readouterr().out
    assert room.entered(classroom.folder) == before


def test_a_lost_gradebook_is_filled_from_the_results(classroom, monkeypatch, tmp_path):
    database = tmp_path / "gradebook.db"
    database.write_bytes((classroom.fresh / "gradebook.db").read_bytes())
    monkeypatch.setattr(course, "graded", None)
    assert command.run(room.options(classroom, database=f"sqlite:///{database}")) == 0
    automatic = [[row[:3] for row in room.entered(f)[0]] for f in (classroom.folder, tmp_path)]
    assert automatic[0] == automatic[1] != []


def test_what_changes_a_grade_changes_the_key(classroom, monkeypatch):
    def keys(**changes):
        made = course.Class(room.options(classroom, **changes))
        return dict(task_key(made))

    def task_key(made):
        return ((s, made.task(s, f).key) for s, f in made.submissions())

    before = keys()
    assert keys() == before and len(set(before.values())) == 8
    notes = classroom.folder / "submitted" / "ada" / "lab" / "notes.txt"
    notes.write_text("other notes")
    changed = keys()
    assert {s for s in before if before[s] != changed[s]} == {"ada"}
    notes.write_text("notes")
    monkeypatch.setenv("CONVNET_COURSE_SECRET", "another")
    assert not set(keys().values()) & set(before.values())


def test_a_locked_gradebook_is_waited_for_and_then_named(classroom, monkeypatch):
    told = []
    made = course.Class(room.options(classroom))
    outcome = made.results.read("bob")
    writer = made.writer(told.append)
    monkeypatch.setattr(writer, "_patience", 0.5)
    writer._gradebook.engine.dispose()
    with sqlite3.connect(classroom.folder / "gradebook.db") as other:
        other.execute("begin exclusive")
        with pytest.raises(CourseError, match="has been locked"):
            impatient(writer).record(outcome)
        other.rollback()
    assert len(told) == 1 and "waiting" in told[0]
    writer.record(outcome)
    writer.close()


def impatient(writer):
    """SQLite itself waits five seconds each time: not here."""
    from sqlalchemy import event

    @event.listens_for(writer._gradebook.engine, "connect")
    def at_once(connection, _record):
        connection.execute("pragma busy_timeout = 50")

    writer._db.remove()
    return writer


def test_no_query_reads_what_grows_with_the_class(classroom):
    """Of each student, found again or new, the gradebook is asked by index."""
    from sqlalchemy import event

    made = course.Class(room.options(classroom))
    outcome, writer, asked = made.results.read("bob"), made.writer(print), []
    event.listen(
        writer._gradebook.engine, "before_cursor_execute",
        lambda *said: asked.append((said[2], said[3])),
    )  # fmt: skip
    assert writer.has(outcome)
    writer.record(outcome)
    writer.close()
    assert len([q for q, _ in asked if q.startswith(("SELECT", "UPDATE"))]) > 5
    with sqlite3.connect(classroom.folder / "gradebook.db") as database:
        plans = [
            (step[3], query)
            for query, values in asked
            if query.startswith(("SELECT", "UPDATE"))
            for step in database.execute(f"explain query plan {query}", values)
        ]
    grow = re.compile(r"SCAN (grade|comment|student|submitted_\w+)\b")
    assert [query for step, query in plans if grow.match(step)] == []


def test_unknown_students_are_left_out_where_the_course_says_so(classroom, monkeypatch, capsys):
    config = classroom.folder / "nbgrader_config.py"
    text = config.read_text()
    config.write_text(text + "c.Autograde.create_student = False\n")
    stranger = classroom.folder / "submitted" / "stranger" / "lab"
    stranger.mkdir(parents=True)
    monkeypatch.setattr(course, "graded", None)
    assert command.run(room.options(classroom)) == 1
    said = capsys.readouterr()
    assert "stranger: no such student in the gradebook" in said.err
    assert "not graded        1: stranger" in said.out
    stranger.rmdir()
    config.write_text(text)


def test_folders_with_odd_names_keep_nobody_from_being_graded(classroom, monkeypatch, capsys):
    folder = classroom.folder.with_name("[2026] course")
    room.copied(classroom.fresh, folder)
    made = course.Class(room.options(SimpleNamespace(folder=folder)))
    assert len(dict(made.submissions())) == 8
    try:
        os.makedirs(os.fsencode(folder / "submitted") + b"/M\xfcller/lab")
    except OSError:
        pytest.skip("this file system takes UTF-8 alone")
    told = []
    monkeypatch.setattr(course, "graded", lambda tasks, _: told.append(len(tasks)) or iter([]))
    assert command.run(room.options(SimpleNamespace(folder=folder))) == 1
    assert told[-1] == 8
    assert "M\\xfcller: the folder's name is no UTF-8: rename it" in capsys.readouterr().err


def test_a_number_alone_names_the_assignment(classroom, tmp_path):
    folder = room.copied(classroom.fresh, tmp_path / "course")
    for place in (folder / "solutions", *(folder / "submitted").iterdir()):
        (place / "lab").rename(place / "00_lab")
    with sqlite3.connect(folder / "gradebook.db") as database:
        database.execute("update assignment set name = '00_lab'")
    made = course.Class(course.Options("00", folder))
    assert len(list(made.submissions())) == 8 and made.results.folder.name == "00_lab"


@pytest.mark.parametrize("name", ["nodir/x.json", "submitted"])
def test_results_that_cannot_be_written_are_refused_before_anything_is_graded(classroom, name):
    with pytest.raises(CourseError, match=f"--json .*{name} cannot be written"):
        command.run(room.options(classroom, json=classroom.folder / name, force=True))


def test_a_pattern_that_fits_nobody_is_named(classroom):
    with pytest.raises(CourseError, match=r"no folder .*/STUDENT/lab with STUDENT like nobody\*"):
        command.run(room.options(classroom, students="nobody*"))


@pytest.mark.parametrize(
    ("error", "words"),
    [(OSError(28, "No space left on device", "x.json"), "x.json: No space left on device"),
     (PermissionError(13, "Permission denied", "autograded"), "autograded: Permission denied")],
)  # fmt: skip
def test_a_disk_that_takes_nothing_ends_it_in_plain_words(classroom, monkeypatch, error, words):
    def fail(*_):
        raise error

    monkeypatch.setattr(results.Results, "keep", fail)
    outcome = Outcome("ada", "k", "s", None)
    monkeypatch.setattr(course, "graded", lambda *_: iter([outcome]))
    before = room.entered(classroom.folder)
    with pytest.raises(CourseError, match=f"{words}.*is kept"):
        command.run(room.options(classroom, force=True))
    assert room.entered(classroom.folder) == before


def test_a_given_cell_that_dies_is_the_instructors_and_nobodys_zero(classroom, tmp_path):
    folder = room.copied(classroom.fresh, tmp_path / "course")
    with sqlite3.connect(folder / "gradebook.db") as database:
        database.execute("update source_cell set source = 'import os; os._exit(1)' "
                         "where name = 'setup'")  # fmt: skip
    said = room.grade(folder, "--workers", "2", status=2)
    assert said.count("mend the assignment") == 1 and "the given cell setup" in said
    assert room.entered(folder) == ([], []) and not (folder / "autograded").exists()


@pytest.mark.slow
def test_one_worker_gives_the_same_and_feedback_follows(fresh, autograded, tmp_path):
    folder = room.copied(fresh, tmp_path / "course")
    room.grade(folder, "--workers", "1")
    assert room.entered(folder) == room.entered(autograded)
    done = lab.run(folder, "generate_feedback", "lab")
    assert done.returncode == 0, done.stdout
    assert len(list((folder / "feedback").glob("*/lab/lab.html"))) == 8
