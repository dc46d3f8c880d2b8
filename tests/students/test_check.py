"""`convnet-course check`: what passes, fails, is not done yet."""

import json
import subprocess
import sys

import pytest

from autograder.cli import main
from autograder.errors import CourseError
from autograder.student import check, submit, work
from autograder.student.progress import progress
from tests.students import folder as students
from tests.students.folder import NOTEBOOK, line


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """A notebook with an answer right, one wrong, one that can't be read, its check edited."""
    answers = students.answers(NOTEBOOK)
    mine = students.folder_with(
        tmp_path_factory.mktemp("work"),
        "00",
        {
            "00-02-solution": answers["00-02-solution"],
            "00-03-solution": answers["00-03-solution"] + "\nnumerical_gradient = None",
            "00-03-test": "pass  # all is well",
            "00-04-solution": "def relative_error(a, b:",
        },
    )
    said = []
    status = check.check("00", mine.folder, log=said.append)
    return mine, status, said


def test_each_exercise_is_judged_by_the_releases_own_check(checked):
    _, status, said = checked
    assert status == 1
    assert line(said, "00.2").split()[-1] == "passes"
    assert "fails" in line(said, "00.3")
    assert "not done yet" in line(said, "00.6 verdict")
    assert any("00-03-test has been edited" in text for text in said)


def test_an_answer_that_python_cannot_read_is_said_to_be_so(checked):
    _, _, said = checked
    assert "SyntaxError" in line(said, "the cell 00-04-solution")
    assert "fails" in line(said, "00.4")


def test_a_cell_that_ran_too_long_is_named(mine, pretend):
    pretend["00-02-solution"] = ("", "KeyboardInterrupt")
    said = []
    check.check("00", mine.folder, log=said.append)
    assert "took more than 300 s" in line(said, "the cell 00-02-solution")


def test_a_kernel_that_ends_is_a_message_that_names_where(mine, capsys):
    students.rewrite(mine, {"00-02-solution": "import os\nos._exit(1)"})
    assert main(["check", "00", "--folder", str(mine.folder)]) == 2
    assert "The kernel ended at the cell 00-02-solution" in capsys.readouterr().err


def test_ctrl_c_ends_the_run_with_a_word(mine):
    """In a process of its own, whose kernel sends it what Ctrl + C would."""
    answer = "import os, signal, time\nos.kill(os.getppid(), signal.SIGINT)\ntime.sleep(60)"
    students.rewrite(mine, {"00-02-solution": answer})
    ran = subprocess.run(
        [sys.executable, "-m", "autograder", "check", "00", "--folder", mine.folder],
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 130
    assert ran.stderr.strip() == "Stopped."


def test_points_so_far_are_those_of_what_passes_and_hidden_checks_remain(checked):
    _, _, said = checked
    assert "5 of 25 points so far" in said[-1]
    assert "Hidden checks" in said[-1]


def test_a_check_leaves_the_file_as_it_is(checked):
    mine, _, _ = checked
    assert students.cell(work.read(mine.path), "00-03-test").source == "pass  # all is well"
    assert not (mine.folder / work.BACKUPS).exists()


def test_what_is_not_done_yet_fails_nothing(mine, pretend):
    names = [n for n, c in mine.official.items() if c.metadata.nbgrader.grade]
    pretend.update(dict.fromkeys(names, ("not done yet", "NotDone")))
    assert check.check("00", mine.folder, log=str) == 0
    pretend[names[0]] = ("00.2: wrong numbers in Z.", "Rejected")
    assert check.check("00", mine.folder, log=str) == 1
    pretend[names[0]] = ("", "")
    assert check.check("00", mine.folder, log=str) == 1, "a check that said nothing proves nothing"


def test_one_exercise_runs_its_own_checks_and_the_answers_before_it(mine):
    notebook = check._up_to(work.read(mine.path), "00.3", mine)
    names = [each for each in map(check.grade_id, notebook.cells) if each]
    assert names == ["00-setup", "00-02-solution", "00-03-solution", "00-03-test"]
    with pytest.raises(CourseError, match=r"00\.2, 00\.3"):
        check._up_to(work.read(mine.path), "00.77", mine)


def test_the_notebook_is_found_from_where_students_are(mine, monkeypatch, tmp_path):
    for place in (tmp_path, tmp_path / NOTEBOOK):
        monkeypatch.chdir(place)
        assert work.find("0", None).path.resolve() == mine.path
    assert work.find(f"{NOTEBOOK}/", tmp_path).path == mine.path, "as Tab completes it"
    (tmp_path / "some" / "where").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "some" / "where")
    with pytest.raises(CourseError, match="convnet-course start"):
        work.find("00", None)
    with pytest.raises(CourseError, match="The course has: 00_warmup"):
        work.find("77", tmp_path)


def test_a_file_that_is_no_notebook_is_said_to_be_the_problem(mine, capsys):
    mine.path.write_text("{")
    assert main(["check", "00", "--folder", str(mine.folder)]) == 2
    assert "is no notebook" in capsys.readouterr().err


def old_format(content):
    """4.4, in which cells have no ids."""
    content["nbformat_minor"] = 4
    for cell in content["cells"]:
        del cell["id"]


def oldest_format(content):
    old_format(content)
    content["nbformat_minor"] = 0


def without_outputs(content):
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            del cell["outputs"], cell["execution_count"]


def with_nulls(content):
    content["cells"][0]["metadata"]["nbgrader"] = None
    content["cells"][1]["metadata"]["tags"] = None


@pytest.mark.parametrize("how", [old_format, oldest_format, without_outputs, with_nulls])
def test_a_notebook_as_other_programs_save_it_is_checked_and_submitted(mine, pretend, how):
    students.show(mine, "00-02-test", students.PASSED)
    pretend["00-02-test"] = (students.PASSED, "")
    content = json.loads(mine.path.read_text(encoding="utf-8"))
    how(content)
    mine.path.write_text(json.dumps(content), encoding="utf-8")
    said = []
    assert check.check("00", mine.folder, log=said.append) == 1, "the other cells said nothing"
    assert not any("in the way of grading" in text for text in said)
    assert line(said, "00.2").split()[-1] == "passes"
    submit.submit("00", mine.folder, log=said.append)
    progress(mine.folder, log=said.append)
    assert line(said, "00 ")
