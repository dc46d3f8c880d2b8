"""`convnet-course grade`: the same grades as by `nbgrader autograde`, and each of them once."""

import json
import os
import re
import shutil
import sqlite3
from types import SimpleNamespace

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.cells import grade_id
from autograder.classroom import command, course, executors, results
from autograder.classroom.executors import Lost, Place, graded
from autograder.classroom.task import Outcome, Task
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


@pytest.fixture(scope="module")
def classroom(fresh, undisturbed):
    """The same class, graded by the command with two workers; tests change it."""
    return SimpleNamespace(folder=undisturbed.folder, said=undisturbed.said, fresh=fresh)


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


def options(classroom, **changes):
    return course.Options("lab", classroom.folder, **{"workers": 1, **changes})


def test_nothing_is_graded_again_and_what_people_gave_stays(classroom, monkeypatch, capsys):
    with Gradebook(f"sqlite:///{classroom.folder}/gradebook.db") as book:
        grade = book.find_grade("why", "lab", "lab", "ada")
        grade.manual_score, grade.needs_manual_grade = 2.0, False
        book.find_comment("why", "lab", "lab", "ada").manual_comment = "good"
        book.db.commit()
    before = room.entered(classroom.folder)
    monkeypatch.setattr(course, "graded", None)
    assert command.run(options(classroom)) == 0
    assert "unchanged since   8" in capsys.readouterr().out
    assert room.entered(classroom.folder) == before


def test_a_lost_gradebook_is_filled_from_the_results(classroom, monkeypatch, tmp_path):
    database = tmp_path / "gradebook.db"
    database.write_bytes((classroom.fresh / "gradebook.db").read_bytes())
    monkeypatch.setattr(course, "graded", None)
    assert command.run(options(classroom, database=f"sqlite:///{database}")) == 0
    automatic = [[row[:3] for row in room.entered(f)[0]] for f in (classroom.folder, tmp_path)]
    assert automatic[0] == automatic[1] != []


def test_what_changes_a_grade_changes_the_key(classroom, monkeypatch):
    def keys(**changes):
        made = course.Class(options(classroom, **changes))
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
    made = course.Class(options(classroom))
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

    made = course.Class(options(classroom))
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
    assert command.run(options(classroom)) == 1
    said = capsys.readouterr()
    assert "stranger: no such student in the gradebook" in said.err
    assert "not graded        1: stranger" in said.out
    stranger.rmdir()
    config.write_text(text)


def test_folders_with_odd_names_keep_nobody_from_being_graded(classroom, monkeypatch, capsys):
    folder = classroom.folder.with_name("[2026] course")
    room.copied(classroom.fresh, folder)
    made = course.Class(options(SimpleNamespace(folder=folder)))
    assert len(dict(made.submissions())) == 8
    try:
        os.makedirs(os.fsencode(folder / "submitted") + b"/M\xfcller/lab")
    except OSError:
        pytest.skip("this file system takes UTF-8 alone")
    told = []
    monkeypatch.setattr(course, "graded", lambda tasks, _: told.append(len(tasks)) or iter([]))
    assert command.run(options(SimpleNamespace(folder=folder))) == 1
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
        command.run(options(classroom, json=classroom.folder / name, force=True))


def test_a_pattern_that_fits_nobody_is_named(classroom):
    with pytest.raises(CourseError, match=r"no folder .*/STUDENT/lab with STUDENT like nobody\*"):
        command.run(options(classroom, students="nobody*"))


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
        command.run(options(classroom, force=True))
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


def regraded(classroom, folder):
    """A copy of the graded class in whose gradebook ada's answer in words has its mark."""
    room.copied(classroom.folder, folder)
    for part in ("autograded", "results"):
        shutil.copytree(classroom.folder / part, folder / part)
    copy = SimpleNamespace(folder=folder)
    assert command.run(options(copy)) == 0
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        grade = book.find_grade("why", "lab", "lab", "ada")
        grade.manual_score, grade.needs_manual_grade = 2.0, False
        book.db.commit()
    return copy


def anew(folder, points):
    """What grading test_conv1d of ada alone comes to."""
    notebook = nbformat.read(folder / "autograded/ada/lab/lab.ipynb", 4)
    notebook.cells = [cell for cell in notebook.cells if grade_id(cell) == "test_conv1d"]
    outcome = Outcome("ada", "k", "s", None)
    outcome.add("lab", nbformat.writes(notebook), {"test_conv1d": points}, {})
    return outcome


def test_one_exercise_anew_leaves_marks_given_by_hand_for_others(classroom, monkeypatch, tmp_path):
    monkeypatch.setattr(course, "graded", None)
    copy = regraded(classroom, tmp_path / "course")
    monkeypatch.setattr(course, "graded", lambda *_: iter([anew(copy.folder, 1.0)]))
    assert command.run(options(copy, exercise="test_conv1d", yes=True)) == 0
    rows = {row[1]: row[2:5] for row in room.entered(copy.folder)[0] if row[0] == "ada"}
    assert rows["test_conv1d"][0] == 1 and rows["why"][1:] == (2.0, 0)
    told = json.loads((copy.folder / "results/lab/ada.json").read_text())
    assert told["notebooks"]["lab"]["scores"]["test_conv1d"] == 1 and len(told["recorded"]) == 1
    monkeypatch.setattr(course, "graded", None)
    assert command.run(options(copy)) == 0  # it is all there: nothing is graded or entered again
    assert {row[1]: row[2:5] for row in room.entered(copy.folder)[0] if row[0] == "ada"} == rows


@pytest.mark.parametrize(
    ("exercise", "words"),
    [("", "What has been graded is kept"), ("test_conv1d", "written: 0, the others are as before")],
)
def test_stopped_it_says_what_is_kept(classroom, monkeypatch, capsys, exercise, words):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(course, "graded", stop)
    assert command.run(options(classroom, exercise=exercise, force=True)) == 130
    assert words in capsys.readouterr().err


@pytest.mark.slow
def test_one_exercise_anew_shows_who_gains_and_loses_and_writes_if_told(classroom, tmp_path):
    folder = room.copied(classroom.folder, tmp_path / "course")
    for part in ("autograded", "results"):
        shutil.copytree(classroom.folder / part, folder / part)
    with sqlite3.connect(folder / "gradebook.db") as database:
        old, new = "check.call(conv1d", "check.call(abs if False else conv1d"
        change = "update source_cell set source = replace(source, ?, ?) where name = 'test_conv1d'"
        database.execute(change, [old, new])
    ada = folder / "results" / "lab" / "ada.json"
    told = json.loads(ada.read_text())
    told["notebooks"]["lab"]["scores"]["test_conv1d"] = 1.0  # as if the tests had been stricter
    ada.write_text(json.dumps(told))
    before = room.entered(folder)
    asked = "--exercise", "test_conv1d", "--workers", "2"
    said = room.grade(folder, *asked)
    assert "test_conv1d: 1 gain, 0 lose, 7 stay" in said
    assert "ada                  gains  1 → 5" in said and "--yes writes it" in said
    assert room.entered(folder) == before
    assert "1 gain" in room.grade(folder, *asked, "--yes")
    assert json.loads(ada.read_text())["notebooks"]["lab"]["scores"]["test_conv1d"] == 5
    assert dict(r[1:3] for r in room.entered(folder)[0] if r[0] == "ada")["test_conv1d"] == 5
    graded_cell = [c for c in nbformat.read(folder / "autograded/ada/lab/lab.ipynb", 4).cells
                   if c.metadata.get("nbgrader", {}).get("grade_id") == "test_conv1d"]  # fmt: skip
    assert "abs if False" in graded_cell[0].source
    assert "0 gain" in room.grade(folder, *asked)


class Fake:
    """An executor whose processes end for some tasks."""

    def __init__(self, poison, log):
        self.poison, self.log, self.broken = poison, log, False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def submit(self, grade, task):
        future = executors.Future()
        if task.student in self.poison:
            self.broken = True
        self.log.append(task.student)
        if self.broken:
            future.set_exception(executors.BrokenExecutor())
        else:
            future.set_result(grade(task))
        return future

    def shutdown(self, **_):
        pass


def test_a_submission_that_ends_its_supervisor_takes_no_other_with_it():
    log = []
    place = Place(lambda: Fake({"b"}, log), lambda task: task.student, lambda _: 2)
    tasks = [Task(name, None, "") for name in "abcdefgh"]
    made = list(graded(tasks, place))
    assert sorted(x for x in made if not isinstance(x, Lost)) == list("acdefgh")
    [lost] = [x for x in made if isinstance(x, Lost)]
    assert lost.task.student == "b" and log.count("b") == executors.TRIES


def test_no_more_wait_than_there_are_workers_twice():
    log = []
    place = Place(lambda: Fake(set(), log), lambda task: task.student, lambda _: 2)
    made = graded((Task(str(i), None, "") for i in range(100)), place)
    next(made)
    assert len(log) == 4
