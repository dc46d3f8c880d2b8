"""Marks as Canvas and Moodle import them, on tables of the form that their guides document."""

import csv

import pytest

from autograder import cli
from autograder.classroom import marks
from autograder.errors import CourseError
from tests.cells import ROOT

MARKS = [marks.Mark("ada", 87.5, 100, True), marks.Mark("blaise", 0, 100, False)]
# Canvas Instructor Guide: five columns, assignments, and a row of points possible.
EXPORT = """\
Student,ID,SIS User ID,SIS Login ID,Section,03_convolution (8312),Final Score
    Points Possible,,,,,100,(read only)
"Lovelace, Ada",271,u1,ada,A,,12
"Pascal, Blaise",272,blaise,bp@example.org,A,50,13
"Gauss, Carl",273,u3,carl,B,40,14
"""
# docs.moodle.org, "Assignment settings": the offline grading worksheet.
SHEET = """\
Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Feedback comments
Participant 17,Ada Lovelace,ada@example.org,Submitted,,100.00,Yes,
Participant 18,Carl Gauss,carl@example.org,Submitted,,100.00,Yes,
"""


def written(tmp_path, text):
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8-sig")  # as both write it
    return path


def test_canvas_gets_its_own_column_filled_in_and_nothing_else_changed(tmp_path):
    rows, left = marks.table(MARKS, "03_convolution", written(tmp_path, EXPORT), None)
    before = list(csv.reader(EXPORT.splitlines()))
    assert rows[:2] == before[:2] and rows[4] == before[4] and left == set()
    assert [row[5] for row in rows[2:]] == ["87.5", "0", "40"]
    assert [row[:5] + row[6:] for row in rows] == [row[:5] + row[6:] for row in before]


def test_canvas_without_the_column_gets_one_with_the_points_possible(tmp_path):
    rows, _ = marks.table(MARKS, "04_modules", written(tmp_path, EXPORT), None)
    assert [row[-1] for row in rows] == ["04_modules", "100", "87.5", "0", ""]
    assert len({len(row) for row in rows}) == 1


def test_moodles_worksheet_gets_the_grade_and_who_is_missing_is_named(tmp_path):
    rows, left = marks.table(MARKS, "03_convolution", None, written(tmp_path, SHEET))
    assert rows[1][4] == "87.5" and rows[2][4] == "" and left == {"blaise"}


def test_moodles_grade_import_has_usernames():
    rows, left = marks.table(MARKS, "03_convolution", None, None)
    assert rows == [["Username", "03_convolution"], ["ada", "87.5"], ["blaise", "0"]] and not left


def test_a_line_that_fits_two_students_is_no_guess(tmp_path):
    roster = EXPORT.replace("271,u1,ada", "271,blaise,ada")
    with pytest.raises(CourseError, match=r"fits several students: \['ada', 'blaise'\]"):
        marks.table(MARKS, "03_convolution", written(tmp_path, roster), None)


@pytest.mark.parametrize("text", ["", "Name,Points\nada,3\n", SHEET])
def test_another_table_is_named_as_such(tmp_path, text):
    with pytest.raises(CourseError, match=r"no column .*Student.* once more, as CSV"):
        marks.table(MARKS, "03_convolution", written(tmp_path, text), None)


def test_a_file_that_is_no_csv_is_named(tmp_path):
    (tmp_path / "roster.csv").write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(CourseError, match="cannot be read as CSV"):
        marks.table(MARKS, "03_convolution", tmp_path / "roster.csv", None)


def test_what_is_saved_can_be_read_again(tmp_path):
    rows = [["Student", "x"], ["Lovelace, Ada", "1,5"], ['a "b"', ""]]
    marks.save(rows, tmp_path / "marks.csv")
    assert marks.load(tmp_path / "marks.csv") == rows


def test_an_export_with_semicolons_is_read(tmp_path):
    text = EXPORT.replace('"Lovelace, Ada"', "§").replace('"Pascal, Blaise"', "Pascal")
    text = text.replace('"Gauss, Carl"', "Gauss").replace(",", ";").replace("§", "Lovelace, Ada")
    rows, left = marks.table(MARKS, "03_convolution", written(tmp_path, text), None)
    assert rows[2] == ["Lovelace, Ada", "271", "u1", "ada", "A", "87.5", "12"] and left == set()


@pytest.mark.parametrize("to", [[], ["--to", "./00_warmup.csv"]])
@pytest.mark.parametrize("platform", ["--canvas", "--worksheet"])
def test_the_table_to_be_filled_in_is_not_overwritten(tmp_path, monkeypatch, capsys, platform, to):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "00_warmup.csv").write_text(EXPORT)
    command = ["marks", "00", "--root", str(ROOT), platform, "00_warmup.csv", *to]
    assert cli.main(command) == 2
    assert "00_warmup.csv would be overwritten" in capsys.readouterr().err
    assert (tmp_path / "00_warmup.csv").read_text() == EXPORT


def test_a_folder_is_no_place_for_marks(tmp_path):
    (tmp_path / "submitted").mkdir()
    with pytest.raises(CourseError, match="submitted cannot be written: Is a directory"):
        marks.save([["a"]], tmp_path / "submitted")
    assert [path.name for path in tmp_path.iterdir()] == ["submitted"]
