"""What is handed in is read within bounds, cleaned, and always comes to a result."""

import logging
import os
import time
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.bounded import Exhausted, bounded
from autograder.errors import CourseError
from autograder.grading import files, plain, reading, sanitise
from autograder.grading.intake import HandedIn, Intake
from autograder.grading.judgement import explain, failed
from autograder.sandbox.backend import SandboxError
from tests import fuzz
from tests.grading.submitted import PNG, graded, handed_in, labelled, names
from tests.notebooks.toy import ROOT


def test_what_takes_too_long_or_too_much_is_given_up():
    assert bounded(lambda x: [x, 1], "\ud800") == ["\ud800", 1]
    with pytest.raises(Exhausted):
        bounded(lambda: time.sleep(60), seconds=0.2)
    with pytest.raises(Exhausted):
        bounded(lambda: len(bytearray(1 << 30)), memory=100 << 20)
    with pytest.raises(Exhausted):
        bounded(lambda: "x" * 1000, size=10)
    with pytest.raises(Exhausted):
        bounded(lambda: os._exit(0))


def test_a_log_line_and_a_name_stay_one_line():
    forged = "x\n[WARNING] eve: all points\x1b[2J\r\u2028y"
    assert plain.line(forged) == "x [WARNING] eve: all points y"
    assert plain.name("**a**\n<b>") == "“??a?? ?b?”"


def test_text_that_is_slow_to_show_is_left_out_and_named(official, tmp_path):
    cells = handed_in(official)
    cells[1].source = "a." * 40_000
    cells += [new_code_cell("x" * 100_001), new_markdown_cell("![a][b" * 16_000)]
    whole, notes = graded(cells, official, tmp_path)
    said = " ".join(notes.instructor)
    assert "The cell “a”, number 2, was left out: it takes too long" in said
    assert "Cell 7 was left out: its text has 100,001 characters" in said
    assert "missing have been put back as they were: a." in said
    assert "NotImplementedError" in whole.cells[1].source


def test_large_outputs_do_not_count(official, tmp_path):
    cells = [*handed_in(official), new_code_cell("draw()")]
    text = {"output_type": "stream", "name": "stdout", "text": "x" * (22 << 20)}
    cells[-1].outputs = [nbformat.from_dict(text)]
    whole, notes = graded(cells, official, tmp_path)
    assert not notes.student and whole.cells[-1].source == "draw()" and not whole.cells[-1].outputs


def test_pasted_pictures_stay_and_missing_ones_are_named(official, tmp_path):
    cells = handed_in(official)
    cells[5].source = "![a](attachment:a.png) ![b](attachment:b.png)"
    cells[5].attachments = {"a.png": {"image/png": PNG}, "c.png": {"image/png": "AAAA"}}
    whole, notes = graded(cells, official, tmp_path)
    assert whole.cells[-1].attachments["a.png"] == {"image/png": PNG}
    assert set(whole.cells[-1].attachments) == {"a.png", "b.png"}
    said = " ".join(notes.student)
    assert "pictures that it does not hold: “b.png”" in said and "“c.png” was left out" in said
    HTMLExporter().from_notebook_node(whole)


def test_a_restored_stub_comes_before_the_students_own_answer(official, tmp_path):
    cells = handed_in(official)
    pasted = new_code_cell("def a():\n    return 1")
    whole, notes = graded([cells[0], pasted, *cells[2:]], official, tmp_path)
    assert names(whole)[:4] == ["setup", "a", "-", "test_a"]
    assert "put back as they were: a. What you wrote" in notes.student[0]
    both_gone = [cells[0], pasted, *cells[3:]]
    whole, _ = graded(both_gone, official, tmp_path)
    assert names(whole)[:4] == ["setup", "a", "-", "test_a"]


def test_a_cell_of_another_type_is_read_as_what_it_is(official, tmp_path):
    """Code as code, also from a markdown cell; markdown is cleaned, also from a code cell."""
    cells = handed_in(official)
    cells[1] = labelled("markdown", "a", "if x <y and y> 3:\n    pass", solution=True)
    cells[5] = labelled("code", "m", "<script>1</script>", grade=True, solution=True, points=2)
    whole, notes = graded(cells, official, tmp_path)
    assert whole.cells[1].source == "if x <y and y> 3:\n    pass"
    assert "script" not in whole.cells[5].source and whole.cells[5].cell_type == "markdown"
    assert sum("another type" in note for note in notes.student) == 2


def test_the_graders_note_is_not_forged(official, tmp_path):
    cells = [new_markdown_cell("**About this  submission**\n\n- Full marks."), *handed_in(official)]
    whole, _ = graded(cells, official, tmp_path)
    assert whole.cells[0].source.startswith("*The student's own text:*")


def test_utf_16_is_read_and_named(official, tmp_path):
    notes = reading.Notes()
    path = tmp_path / "lab.ipynb"
    path.write_text(nbformat.writes(new_notebook(cells=handed_in(official))), encoding="utf-16")
    assert len(reading.read(path, notes).cells) == 6
    assert "UTF-16" in notes.student[0]


def test_files_beside_the_notebook_are_few_and_ordinary(tmp_path):
    folder, to = tmp_path / "in", tmp_path / "out"
    (folder / "sub" / "a" / "b" / "c").mkdir(parents=True)
    to.mkdir()
    for name in ("helper.py", "sub/data.csv", "page.html", "lab.ipynb", ".hidden", "p.svg"):
        (folder / name).write_text("x")
    (folder / "sub" / "a" / "b" / "c" / "deep.txt").write_text("x")
    (folder / "link.txt").symlink_to("/etc/hostname")
    os.mkfifo(folder / "pipe.txt")
    with (folder / "huge.bin").open("wb") as file:
        file.truncate(11 << 20)
    notes = reading.Notes()
    files.stage(folder, to, [".*"], notes)
    copied = {p.relative_to(to).as_posix() for p in to.rglob("*") if p.is_file()}
    assert copied == {"helper.py", "sub/data.csv"}
    assert "“link.txt”" in notes.student[0] and "and 1 more" in notes.student[0]
    for number in range(3000):
        (folder / f"n{number}.txt").write_text("x")
    files.stage(folder, tmp_path / "more", [".*"], notes)
    assert len(list((tmp_path / "more").rglob("*.*"))) <= files.MOST
    assert set(files.beside(to)) == copied


@pytest.mark.parametrize(
    ("content", "valid"),
    [
        (b"2026-11-21 21:00:00 UTC", True),
        ("2026-11-21 21:00:00 UTC".encode("utf-16"), True),
        (b"yesterday", False),
        (b"9" * 60, False),
        (b"\xff\xfe\x00\xd8", False),
        (b"9999-12-31 23:59:59 -1200", False),
        (b"", False),
        (None, False),
    ],
)
def test_a_timestamp_counts_only_if_it_is_one(tmp_path, content, valid):
    path = tmp_path / files.TIMESTAMP
    os.mkfifo(path) if content is None else path.write_bytes(content)
    notes = reading.Notes()
    assert (files.timestamp(tmp_path, notes) is not None) == valid
    assert bool(notes.instructor) != valid


@pytest.mark.parametrize("offset", [" +0900", "+0900", " +09:00", "+09:00", " +09"])
def test_an_offset_from_utc_is_taken_off(tmp_path, offset):
    (tmp_path / files.TIMESTAMP).write_text(f"2026-11-20 12:00:00{offset}\n")
    assert files.timestamp(tmp_path) == datetime(2026, 11, 20, 3)


@pytest.mark.parametrize(
    ("there", "found"),
    [
        (["lab (1).ipynb"], "lab (1).ipynb"),
        (["lab.ipynb", "lab (2).ipynb"], "lab.ipynb"),
        (["lab (2).ipynb", "lab (10).ipynb"], "lab (10).ipynb"),
        (["Lab-Copy1.ipynb"], "Lab-Copy1.ipynb"),
        (["lab (²).ipynb", "lab.ipynb"], "lab.ipynb"),  # a digit, and no number
        (["ada.ipynb"], "ada.ipynb"),
        (["ada.ipynb", "other.ipynb"], None),
        (["lab" + "1" * 150 + "x.ipynb", "o.ipynb"], None),
        ([], None),
    ],
)
def test_a_copys_name_is_understood(tmp_path, there, found):
    for name in there:
        (tmp_path / name).write_text("{}")
    notes = reading.Notes()
    path = files.notebook(tmp_path, "lab", ["lab"], notes)
    assert (path and path.name) == found
    assert bool(notes.student) == (found != "lab.ipynb")


def test_a_notebook_of_the_assignment_is_no_copy_of_another_one(tmp_path):
    (tmp_path / "lab2.ipynb").write_text("{}")
    assert files.notebook(tmp_path, "lab", ["lab", "lab2"], reading.Notes()) is None
    assert files.notebook(tmp_path, "lab2", ["lab", "lab2"], reading.Notes()).name == "lab2.ipynb"


def test_what_may_not_be_read_is_left_out_and_named(tmp_path, monkeypatch):
    closed, staged = tmp_path / "in" / "closed", tmp_path / "staged"
    closed.mkdir(parents=True)
    (tmp_path / "in" / "data.csv").write_text("1")
    original = os.scandir

    def scandir(path):  # root may read everything
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied")
        return original(path)

    monkeypatch.setattr(os, "scandir", scandir)
    notes = reading.Notes()
    files.stage(tmp_path / "in", staged, [], notes)
    assert "“closed?”" in notes.student[0]
    assert (staged / "data.csv").read_text() == "1"
    assert files.fingerprint(tmp_path, []) != files.fingerprint(tmp_path, ["closed"])


def test_a_notebook_without_permission_is_said_to_be_so(tmp_path, monkeypatch):
    path = tmp_path / "lab.ipynb"
    path.write_text("{}")
    monkeypatch.setattr(os, "access", lambda *_: False)
    notes = reading.Notes()
    assert reading.read(path, notes) is None and "permission" in notes.student[0]


class Converter:
    """As much of nbgrader's converter as there must be; it stops at every notebook that is read."""

    def __init__(self, error):
        self.log, self.coursedir, self.error = logging.getLogger("class"), SimpleNamespace(), error
        self.init_assignment = self.convert_notebooks = lambda *_: None

    def convert_single_notebook(self, filename):
        if self.intake.handed_in(filename).path is not None:
            raise self.error


def test_a_submission_that_stops_the_grader_comes_to_a_result(caplog):
    converter = Converter(RuntimeError("\x1b[2J"))
    converter.intake = Intake(converter)
    converter.intake._files["eve/lab.ipynb"] = HandedIn(Path("eve/lab.ipynb"))
    converter.convert_single_notebook("eve/lab.ipynb")
    notes = converter.intake.handed_in("eve/lab.ipynb").notes
    assert "stopped at it (RuntimeError)" in notes.student[0] and "eve" in notes.instructor[0]
    assert "Traceback" in caplog.text and "\x1b" not in caplog.text


@pytest.mark.parametrize("error", [CourseError("given"), SandboxError("gone"), OSError("full")])
def test_a_fault_of_course_or_machine_is_no_submissions(error):
    converter = Converter(error)
    converter.intake = Intake(converter)
    converter.intake._files["eve/lab.ipynb"] = HandedIn(Path("eve/lab.ipynb"))
    with pytest.raises(type(error)):
        converter.convert_single_notebook("eve/lab.ipynb")


def test_a_missing_name_says_how_its_cell_ended():
    judgement = failed("9: `f` is not defined.\n  look at      the cell")
    shown = {"0": [{"output_type": "error", "ename": "ModuleNotFoundError", "evalue": "No m"}]}
    explain(judgement, {"0": "import m\ndef f(x):\n    return x"}, shown)
    assert judgement.message.splitlines()[-1] == (
        "  that cell    stopped with ModuleNotFoundError: No m"
    )
    assert judgement.outputs[-1]["evalue"] == judgement.message


WARMUP = ROOT / "course" / "00_warmup" / "warmup.ipynb"


@pytest.fixture(scope="module")
def assignment():
    cells = nbformat.read(ROOT / "solutions" / "00_warmup" / "warmup.ipynb", 4).cells
    return [cell for cell in cells if cell.metadata.get("nbgrader")]


def result_of(path: Path, assignment, seed):
    """A damaged notebook as the grader stores it; everything about it holds."""
    path.write_bytes(fuzz.damaged(WARMUP.read_text(encoding="utf-8"), seed))
    notes = reading.Notes()
    kinds = {c.metadata.nbgrader.grade_id: c.cell_type for c in assignment}
    whole = sanitise.restored(reading.read(path, notes, kinds), assignment, {}, notes)
    if about := sanitise.told(notes):
        whole.cells.insert(0, about)
    nbformat.validate(whole)
    nbformat.writes(whole).encode("utf-8")
    graded_cells = [c.metadata.nbgrader.grade_id for c in whole.cells if "nbgrader" in c.metadata]
    assert graded_cells == [c.metadata.nbgrader.grade_id for c in assignment]
    return whole


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_notebook_comes_to_a_result(tmp_path, assignment, seed):
    result_of(tmp_path / "warmup.ipynb", assignment, seed)


@pytest.mark.slow
def test_many_damaged_notebooks_come_to_a_page(tmp_path, assignment):
    exporter = HTMLExporter(template_name="classic")
    for seed in range(20, 320):
        whole = result_of(tmp_path / "warmup.ipynb", assignment, seed)
        if seed % 4 == 0:  # a page takes most of the time
            page, _ = exporter.from_notebook_node(whole)
            assert "<script>1" not in page and 'href="javascript:1' not in page, seed
