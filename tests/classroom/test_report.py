"""The page on a class: its numbers, its mistakes, and nothing that runs in it."""

import io
import os
import re
from datetime import datetime, timedelta

import nbformat
import numpy as np
import pytest
from matplotlib.figure import Figure
from nbgrader.api import Gradebook

from autograder.authoring.assignment import select
from autograder.classroom import report, statistics
from autograder.errors import CourseError
from autograder.grading.reports import Score
from tests.cells import ROOT

# Students, and their points in 00.2 (of 5), 00.3 (of 8, in two cells) and 00.10 (of 2).
POINTS = {"ada": (5, 8, 2), "blaise": (0, 2, 2), "carl": (5, 6, 2), "dora": (0, 0, 2)}


def scores():
    for student, (a, b, c) in POINTS.items():
        yield from (
            Score(student, "00.10", c, 2),
            Score(student, "00.2", a, 5),
            Score(student, "00.3", min(b, 6), 6),
            Score(student, "00.3", max(b - 6, 0), 2),
        )


def test_difficulty_and_discrimination_of_each_exercise():
    students, names, table, most = statistics.points(scores())
    assert students == list(POINTS) and names == ["00.2", "00.3", "00.10"]
    assert table.tolist() == [list(points) for points in POINTS.values()]
    two, three, ten = statistics.exercises(names, table, most)
    assert (two.of, two.mean, two.nothing, two.everything) == (5, 0.5, 2, 2)
    assert (three.of, three.mean, three.everything) == (8, 0.5, 1)
    rest = np.array([10, 4, 8, 2])
    assert np.isclose(two.discrimination, np.corrcoef([5, 0, 5, 0], rest)[0, 1])
    assert ten.discrimination is None and ten.everything == 4


@pytest.fixture
def course(tmp_path):
    """A class of four that wrote 00.2, graded as nbgrader leaves it."""
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        gradebook.add_assignment("00_warmup")
        gradebook.add_notebook("warmup", "00_warmup")
        gradebook.add_grade_cell("00-02-test", "warmup", "00_warmup", max_score=5, cell_type="code")
        for student, (points, *_) in POINTS.items():
            gradebook.add_student(student)
            gradebook.add_submission("00_warmup", student)
            grade = gradebook.find_grade("00-02-test", "warmup", "00_warmup", student)
            grade.auto_score = points
        gradebook.db.commit()
    said = {"blaise": "the result is transposed", "dora": "", "ada": None, "carl": None}
    for student, words in said.items():
        graded(tmp_path / "autograded" / student / "00_warmup" / "warmup.ipynb", words)
        stamp = tmp_path / "submitted" / student / "00_warmup" / "timestamp.txt"
        stamp.parent.mkdir(parents=True)
        stamp.write_text(f"2026-11-2{len(student)} 08:30:00 UTC")
    (tmp_path / "submitted" / "emmy" / "00_warmup").mkdir(parents=True)
    return tmp_path


def graded(path, words):
    solution = nbformat.v4.new_code_cell(
        "def affine(X, W, b):\n    return '<script>' ",
        metadata={"nbgrader": {"grade_id": "00-02-solution", "solution": True}},
    )
    check = nbformat.v4.new_code_cell(metadata={"nbgrader": {"grade_id": "00-02-test"}})
    if words is not None:
        name = f"\n  looks like    {words}" if words else ""
        message = f"00.2, hidden check: not <b>.{name}"
        check.outputs = [
            nbformat.v4.new_output("error", ename="Rejected", evalue=message, traceback=[])
        ]
    path.parent.mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(cells=[solution, check]), path)


def test_the_page_holds_what_the_class_did(course):
    [assignment] = select(["00"], ROOT)
    report.write(course, assignment, course / "report.html")
    text = (course / "report.html").read_text("utf-8")
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text))
    assert "4 students, 5 points; mean 2.5, from 0 to 5" in plain
    assert re.search(r"1 the result is transposed who blaise", plain)
    unnamed = "1 no name yet: 00.2, hidden check: not &lt;b&gt;. who, and the shortest code dora"
    assert unnamed in plain
    assert "1 handed in, and have no grade emmy" in plain
    assert "2 began, and have no points at all blaise, dora" in plain
    assert text.count("<svg") == 3 and "<script" not in text
    assert not re.search(r"""(src|href)=["']http""", text)


def test_a_folder_whose_name_is_no_text_is_shown_on_the_page(course):
    try:
        os.makedirs(os.fsencode(course / "submitted") + b"/M\xfcller/00_warmup")
    except OSError:
        pytest.skip("this file system takes UTF-8 alone")
    [assignment] = select(["00"], ROOT)
    report.write(course, assignment, course / "report.html")
    assert "M\\xfcller" in (course / "report.html").read_text("utf-8")


def test_times_are_read_from_the_timestamps_that_there_are(course):
    (course / "submitted" / "carl" / "00_warmup" / "timestamp.txt").write_text("yesterday\n")
    times = report.handed_in(course, "00_warmup", list(POINTS))
    assert times == [datetime(2026, 11, day, 8, 30) for day in (23, 24, 26)]


@pytest.mark.parametrize("said", ["2026-13-45 25:61:00", "9999-12-31 23:59:00", "0001-01-01 00:00"])
def test_a_time_that_cannot_be_is_left_out(tmp_path, said):
    stamp = tmp_path / "submitted" / "carl" / "00_warmup" / "timestamp.txt"
    stamp.parent.mkdir(parents=True)
    stamp.write_text(said)
    assert report.handed_in(tmp_path, "00_warmup", ["carl"]) == []


@pytest.mark.parametrize(
    ("said", "hour"),
    [(b"2026-11-20 12:00:00 +0900", 3), ("2026-11-20 12:00:00 UTC".encode("utf-16"), 12)],
)
def test_times_are_those_of_the_grader_in_utc(tmp_path, said, hour):
    stamp = tmp_path / "submitted" / "carl" / "00_warmup" / "timestamp.txt"
    stamp.parent.mkdir(parents=True)
    stamp.write_bytes(said)
    assert report.handed_in(tmp_path, "00_warmup", ["carl"]) == [datetime(2026, 11, 20, hour)]


@pytest.mark.parametrize("minutes", [3, 40, 300, 2000, 5800, 9000, 40_000, 300_000])
@pytest.mark.filterwarnings("error")
def test_a_time_line_of_any_length_has_ticks_and_warns_of_nothing(minutes):
    begin, figure = datetime(2026, 11, 23, 8, 30), Figure()
    times = [begin + timedelta(minutes=minutes * k / 40) for k in range(41)]
    report._times(figure, times, times[-1])
    figure.savefig(io.BytesIO(), format="svg")
    assert 2 <= len(figure.axes[0].get_xticks()) <= 9


def test_a_class_that_nobody_graded_is_an_error_and_leaves_no_page(tmp_path):
    [assignment] = select(["00"], ROOT)
    with pytest.raises(CourseError, match="so nothing has been graded there"):
        report.write(tmp_path, assignment, tmp_path / "report.html")
    assert list(tmp_path.iterdir()) == []
