"""What the command says while it grades, and at the end: readable for a class of a thousand."""

from autograder.classroom import progress
from autograder.classroom.progress import Progress, Report
from autograder.classroom.task import Notebook, Outcome


def report(warnings):
    """A thousand graded submissions, some with warnings."""
    made = Report("lab", 25.0, seconds=100.0)
    for number in range(1000):
        student = f"student{number:03d}"
        made.graded.append(
            Outcome(student, "k", "s", None, {"lab": Notebook({"test": 20.0}, {})},
                    warnings=warnings(number, student))
        )  # fmt: skip
    return made


def test_the_table_of_a_thousand_names_what_needs_attention_once_and_whom():
    def warnings(number, student):
        said = ["cell conv1d ended the process; it was left out."] if number % 20 == 0 else []
        path = f"/course/submitted/{student}/lab/lab.ipynb"
        return [*said, f"{path}: unreadable"] if number in (3, 5) else said

    lines = report(warnings).table().splitlines()
    assert len(lines) < 12
    names = "student000, student020, student040, student060, student080 and 45 more"
    assert f"  cell conv1d ended the process; it was left out: {names}" in lines
    assert "  /course/submitted/…/lab/lab.ipynb: unreadable: student003, student005" in lines
    assert any(line.startswith("  need attention    52") for line in lines)


def test_a_thousand_different_warnings_do_not_fill_the_screen():
    table = report(lambda number, _: [f"the reason {number}"]).table()
    assert len(table.splitlines()) < 22 and "and 990 more: --json FILE has them all" in table


def test_nothing_is_added_where_nobody_needs_attention():
    assert report(lambda *_: []).table().splitlines()[-1].startswith("  time")


def test_the_time_that_workers_take_to_start_is_no_pace(monkeypatch, capsys):
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    shown = Progress(1000)
    for seconds in (60, 62, 64, 70, 71):
        now[0] = seconds
        shown.one()
    first, *_, last = capsys.readouterr().err.splitlines()
    assert first == "1 of 1000 done, 0 not graded"
    assert last == "4 of 1000 done, 0 not graded, 0.30 a second, 55 min left"
