"""`convnet-course reset` and `progress`: as handed out again; points so far."""

import io
import os

from autograder import lab_extension
from autograder.cli import main
from autograder.start import start
from autograder.student import reset, work
from autograder.student.progress import progress, refresh
from autograder.student.standing import State, parts, reached
from tests.students import folder as students
from tests.students.folder import NOTEBOOK, line


def test_one_exercise_is_reset_and_the_others_stay(mine):
    answers = students.answers(NOTEBOOK)
    wanted = ("00-02-solution", "00-03-solution")
    students.rewrite(mine, {name: answers[name] for name in wanted})
    students.show(mine, "00-03-test", "right")
    before = mine.path.read_bytes()
    reset.reset("00", mine.folder, only="00.3", log=str)
    own = work.read(mine.path)
    assert students.cell(own, "00-02-solution").source == answers["00-02-solution"]
    assert "raise NotImplementedError" in students.cell(own, "00-03-solution").source
    assert students.cell(own, "00-03-test").outputs == []
    [kept] = (mine.folder / work.BACKUPS / NOTEBOOK).iterdir()
    assert kept.read_bytes() == before


def test_a_whole_notebook_is_the_released_file_again_and_every_reset_keeps_a_copy(mine):
    released = mine.path.read_bytes()
    students.rewrite(mine, {"00-02-solution": "x = 1"})
    reset.reset("00", mine.folder, log=str)
    assert mine.path.read_bytes() == released
    mine.path.write_text("not even a notebook")
    reset.reset("00", mine.folder, log=str)
    assert mine.path.read_bytes() == released
    assert len(list((mine.folder / work.BACKUPS / NOTEBOOK).iterdir())) == 2


def test_a_folder_that_takes_no_copy_is_said_and_the_file_stays(mine, capsys):
    (mine.folder / work.BACKUPS).write_text("")
    before = mine.path.read_bytes()
    assert main(["reset", "00", "--folder", str(mine.folder)]) == 2
    assert f"{work.BACKUPS}/{NOTEBOOK}: " in capsys.readouterr().err
    assert mine.path.read_bytes() == before


# Progress ---------------------------------------------------------------------------------------


def test_progress_is_read_from_what_the_notebook_last_showed(mine):
    students.show(mine, "00-02-test", students.PASSED)
    students.show(mine, "00-03-test", "00.3: wrong numbers in g.", error="Rejected")
    said = []
    progress(mine.folder, log=said.append)
    assert line(said, "00 ").endswith("5 of 25")
    assert line(said, "01 ").endswith("0 of 94")
    assert "5 of " in line(said, "5 of")
    page = (mine.folder / "START.md").read_text(encoding="utf-8")
    assert "| 5 of 25 | 0 of 94 |" in page
    students.show(mine, "00-02-test", "changed", error="Rejected")
    os.utime(mine.path, ns=(1, 1))
    refresh(mine.folder)
    assert "of 25 |" not in (mine.folder / "START.md").read_text(encoding="utf-8")


def test_only_a_pass_counts_and_an_answer_in_words_is_a_persons_to_mark(tmp_path):
    mine = students.folder_with(tmp_path, "04", {"04-05-manual": "Because."})
    students.show(
        mine, "04-02-test", "04.2: " + students.PASSED.partition(": ")[2], error="Rejected"
    )
    found = {part.name: part for part in parts(work.read(mine.path), mine.official)}
    assert found["04.5"].state is State.ANSWERED
    assert found["04.2"].state is State.FAILS
    assert reached(list(found.values())) == (0, 94)


def test_a_console_without_a_letter_gets_another_one(mine, monkeypatch):
    (folder := mine.folder / "Übung").mkdir()
    start(folder, lambda text: None)
    (folder / NOTEBOOK / "warmup.ipynb").write_text("{")
    console = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", console)
    assert main(["progress", "--folder", str(folder)]) == 0
    console.flush()
    assert b"?bung" in console.buffer.getvalue()


def test_points_that_cannot_be_shown_do_no_harm(mine):
    said = []
    log = type("Log", (), {"warning": lambda _, *what: said.append(what)})()
    students.show(mine, "00-02-test", students.PASSED)
    lab_extension._show_points(mine.folder, log)
    assert "5 of 25" in (mine.folder / "START.md").read_text(encoding="utf-8")
    assert not said
    (mine.folder / "START.md").write_bytes(b"\xff\xfe\xff")
    lab_extension._show_points(mine.folder, log)
    assert said


def test_a_start_page_that_is_no_utf_8_is_named(mine, capsys):
    (mine.folder / "START.md").write_bytes("# Mein Übungsplan".encode("latin-1"))
    assert main(["progress", "--folder", str(mine.folder)]) == 2
    captured = capsys.readouterr()
    assert "points by visible checks" in captured.out
    assert "START.md is no text in UTF-8" in captured.err


def test_points_of_a_folder_without_notebooks_are_none(tmp_path, capsys):
    assert main(["progress", "--folder", str(tmp_path / "nope")]) == 2
    captured = capsys.readouterr()
    assert "None of the notebooks is in" in captured.err and not captured.out


def test_a_start_page_of_ones_own_stays_as_it_is(mine):
    students.show(mine, "00-02-test", students.PASSED)
    (mine.folder / "START.md").write_text("# My own page")
    refresh(mine.folder)
    assert (mine.folder / "START.md").read_text() == "# My own page"
