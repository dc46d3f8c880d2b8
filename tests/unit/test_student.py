"""What a student types: check, submit, reset, progress; each on files of their own."""

import copy
import io
import json
import os
import threading
import zipfile
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from nbformat.v4 import new_code_cell

from autograder import lab_extension
from autograder.cli import main
from autograder.errors import CourseError
from autograder.start import start
from autograder.student import check, health, kernels, reset, submit, work
from autograder.student.progress import progress, refresh
from autograder.student.standing import State, parts, reached
from tests import student

NOTEBOOK = "00_warmup"
OWN_CELL = 'name = input("who? ")\nopen("/home/ada/notes.txt")\n"/home", "a / b", "/ 2"\nquit()'


@pytest.fixture
def mine(tmp_path):
    return student.folder_with(tmp_path, "00", {})


@pytest.fixture
def pretend(monkeypatch):
    """Runs nothing: the notebook comes back with these outputs, (text, error) by grade id."""
    outputs = {}

    def executed(notebook, *_):
        for name, (text, error) in outputs.items():
            made = [{"output_type": "display_data", "data": {"text/plain": text}}]
            if error:
                made.append({"output_type": "error", "ename": error, "evalue": text})
            student.cell(notebook, name).outputs = [work.NotebookNode(each) for each in made]
        return notebook

    for module in (check, submit):
        monkeypatch.setattr(module, "executed", executed)
    return outputs


# Check ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """A notebook with an answer right, one wrong, one that can't be read, its check edited."""
    answers = student.answers(NOTEBOOK)
    mine = student.folder_with(
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


def line(said, beginning):
    return next(text for text in said if text.strip().startswith(beginning))


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
    student.rewrite(mine, {"00-02-solution": "import os\nos._exit(1)"})
    assert main(["check", "00", "--folder", str(mine.folder)]) == 2
    assert "The kernel ended at the cell 00-02-solution" in capsys.readouterr().err


def test_points_so_far_are_those_of_what_passes_and_hidden_checks_remain(checked):
    _, _, said = checked
    assert "5 of 25 points so far" in said[-1]
    assert "Hidden checks" in said[-1]


def test_a_check_leaves_the_file_as_it_is(checked):
    mine, _, _ = checked
    assert student.cell(work.read(mine.path), "00-03-test").source == "pass  # all is well"
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


# What would get in the way of grading -----------------------------------------------------------


def broken(mine, how):
    """The student's notebook after something has happened to it."""
    own = work.read(mine.path)
    how(own)
    return own


def delete(own):
    own.cells.remove(student.cell(own, "00-03-test"))


def double(own):
    at = own.cells.index(student.cell(own, "00-02-solution"))
    own.cells.insert(at + 1, copy.deepcopy(own.cells[at]))


def edit(own):
    student.cell(own, "00-03-test").source += "\nprint(1)"


def worth_more(own):
    student.cell(own, "00-03-test").metadata.nbgrader.points = 80


def to_text(own):
    cell = student.cell(own, "00-02-solution")
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]


def move(own):
    own.cells.append(own.cells.pop(own.cells.index(student.cell(own, "00-02-test"))))


def untag(own):
    student.cell(own, "00-02-test").metadata.pop("tags")


@pytest.mark.parametrize("how", [delete, double, edit, worth_more, to_text, move, untag])
def test_damage_is_found_and_repaired(mine, how):
    assert health.damage(work.read(mine.path), mine.official) == []
    own = broken(mine, how)
    assert len(health.damage(own, mine.official)) == 1
    repaired = health.repaired(own, mine.official)
    assert health.damage(repaired, mine.official) == []
    assert len({cell.id for cell in repaired.cells}) == len(repaired.cells)


def test_a_repair_keeps_answers_own_cells_and_what_a_split_cell_holds(mine):
    own = broken(mine, double)
    at = own.cells.index(student.cell(own, "00-02-solution"))
    own.cells[at].source, own.cells[at + 1].source = "first = 1", "second = 2"
    own.cells.insert(at + 2, new_code_cell("mine = 3"))
    sources = [cell.source for cell in health.repaired(own, mine.official).cells]
    at = sources.index("first = 1")
    assert sources[at : at + 3] == ["first = 1", "second = 2", "mine = 3"]


def test_repair_writes_the_file_and_keeps_a_dated_copy(mine, pretend):
    damaged = broken(mine, delete)
    work.write(damaged, mine.path)
    before = mine.path.read_bytes()
    said = []
    check.check("00", mine.folder, repair=True, log=said.append)
    assert health.damage(work.read(mine.path), mine.official) == []
    [kept] = (mine.folder / work.BACKUPS / NOTEBOOK).iterdir()
    assert kept.read_bytes() == before
    assert kept.stem.startswith(f"warmup-{datetime.now():%Y-}")
    assert any(str(kept) in text for text in said)


def test_input_and_paths_of_one_machine_are_found_in_own_code_only(mine):
    assert health.remarks(work.read(mine.path), mine.release) == []
    own = broken(mine, lambda own: own.cells.append(new_code_cell(OWN_CELL)))
    said = health.remarks(own, mine.release)
    assert len(said) == 3
    for number, words in ((1, "input()"), (2, "/home/ada/notes.txt"), (4, "quit()")):
        assert any(f"line {number}: " in text and words in text for text in said)


def test_of_another_release_is_said_and_its_cells_are_not_taken_for_damage(mine, pretend):
    own = broken(mine, edit)
    own.metadata.convnet_course.version = "0.0.1"
    work.write(own, mine.path)
    said = []
    check.check("00", mine.folder, log=said.append)
    assert any("and yours is 0.0.1" in text for text in said)
    assert not any("has been edited" in text for text in said)
    assert work.read(mine.path).metadata.convnet_course.version == "0.0.1"


# Submit -----------------------------------------------------------------------------------------


def test_what_passes_only_in_the_open_notebook_is_shown(tmp_path):
    """The saved file says that 00.2 passes; the function it needs is in no cell any more."""
    answers = student.answers(NOTEBOOK)
    mine = student.folder_with(tmp_path, "00", {"00-03-solution": answers["00-03-solution"]})
    student.show(mine, "00-02-test", student.PASSED)
    (mine.path.parent / "notes.txt").write_text("beside")
    said = []
    assert submit.submit("00", tmp_path, log=said.append) == 1
    assert "in your notebook: passes; run afresh: not done yet" in line(said, "00.2")
    assert "run afresh: passes" in line(said, "00.3")
    [package] = (tmp_path / work.SUBMISSIONS).iterdir()
    with zipfile.ZipFile(package) as packed:
        assert packed.read(f"{NOTEBOOK}/warmup.ipynb") == mine.path.read_bytes()
        assert packed.read(f"{NOTEBOOK}/notes.txt") == b"beside"
        manifest = json.loads(packed.read(f"{NOTEBOOK}/manifest.json"))
    assert manifest["release"] == work.version(mine.release)
    assert set(manifest["sha256"]) == {"warmup.ipynb", "notes.txt"}


def test_more_beside_a_notebook_than_graders_take_is_said(mine, pretend, monkeypatch):
    (mine.path.parent / "data.bin").write_bytes(bytes(1000))
    said = []
    submit.submit("00", mine.folder, log=said.append)
    assert not any("graders take" in text for text in said)
    monkeypatch.setattr(submit, "MOST_BESIDE", 999)
    submit.submit("00", mine.folder, log=said.append)
    assert any("graders take" in text for text in said)


def test_a_package_that_was_changed_is_found_out(mine, tmp_path):
    package = submit.pack(mine)
    assert submit.unpacked(package, tmp_path / "whole").name == NOTEBOOK
    with zipfile.ZipFile(package) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(package, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data.replace(b"import", b"Import"))
    with pytest.raises(CourseError, match=r"warmup\.ipynb is not what was packed"):
        submit.unpacked(package, tmp_path / "changed")


@pytest.fixture
def server(mine, monkeypatch):
    """A Jupyter server that runs a kernel for the notebook; its answer can be changed."""
    answer = [
        {"path": f"{NOTEBOOK}/warmup.ipynb", "kernel": {"execution_state": "idle"}},
        {"path": "other.ipynb", "kernel": {"execution_state": "busy", "last_activity": ""}},
    ]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            allowed = self.headers["Authorization"] == "token sesame"
            self.send_response(200 if allowed else 403)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode() if allowed else b"")

        def log_message(self, *_):
            pass

    httpd = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=lambda: httpd.serve_forever(0.02), daemon=True).start()
    url = f"http://127.0.0.1:{httpd.server_port}/"
    known = [{"url": url, "token": "sesame", "root_dir": str(mine.folder)}]
    monkeypatch.setattr("jupyter_server.serverapp.list_running_servers", lambda: known)
    yield answer[0]["kernel"], known[0]
    httpd.shutdown()
    httpd.server_close()


def ran(seconds_after_saving, mine):
    saved = datetime.fromtimestamp(mine.path.stat().st_mtime, UTC)
    return (saved + timedelta(seconds=seconds_after_saving)).isoformat().replace("+00:00", "Z")


def test_a_file_older_than_the_kernels_last_run_is_refused(mine, server, pretend):
    kernel, _ = server
    kernel["last_activity"] = ran(60, mine)
    with pytest.raises(CourseError, match="Save it in JupyterLab"):
        submit.submit("00", mine.folder, log=str)
    assert not (mine.folder / work.SUBMISSIONS).exists()
    assert submit.submit("00", mine.folder, as_saved=True, log=str) == 0
    kernel["last_activity"] = ran(-60, mine)
    assert submit.submit("00", mine.folder, log=str) == 0


def test_a_kernel_that_still_runs_is_waited_for(mine, server):
    server[0].update(last_activity=ran(-60, mine), execution_state="busy")
    assert "still running" in kernels.unsaved(mine.path)


def test_a_check_says_that_it_reads_the_file_as_saved(mine, server, pretend):
    server[0]["last_activity"] = ran(60, mine)
    said = []
    check.check("00", mine.folder, log=said.append)
    assert any("without your last answers" in text for text in said)


def test_a_server_that_lets_nobody_ask_tells_nothing(mine, server):
    server[0]["last_activity"] = ran(60, mine)
    server[1]["token"] = ""
    assert kernels.unsaved(mine.path) == ""


# Reset ------------------------------------------------------------------------------------------


def test_one_exercise_is_reset_and_the_others_stay(mine):
    answers = student.answers(NOTEBOOK)
    wanted = ("00-02-solution", "00-03-solution")
    student.rewrite(mine, {name: answers[name] for name in wanted})
    student.show(mine, "00-03-test", "right")
    before = mine.path.read_bytes()
    reset.reset("00", mine.folder, only="00.3", log=str)
    own = work.read(mine.path)
    assert student.cell(own, "00-02-solution").source == answers["00-02-solution"]
    assert "raise NotImplementedError" in student.cell(own, "00-03-solution").source
    assert student.cell(own, "00-03-test").outputs == []
    [kept] = (mine.folder / work.BACKUPS / NOTEBOOK).iterdir()
    assert kept.read_bytes() == before


def test_a_whole_notebook_is_the_released_file_again_and_every_reset_keeps_a_copy(mine):
    released = mine.path.read_bytes()
    student.rewrite(mine, {"00-02-solution": "x = 1"})
    reset.reset("00", mine.folder, log=str)
    assert mine.path.read_bytes() == released
    mine.path.write_text("not even a notebook")
    reset.reset("00", mine.folder, log=str)
    assert mine.path.read_bytes() == released
    assert len(list((mine.folder / work.BACKUPS / NOTEBOOK).iterdir())) == 2


# Progress ---------------------------------------------------------------------------------------


def test_progress_is_read_from_what_the_notebook_last_showed(mine):
    student.show(mine, "00-02-test", student.PASSED)
    student.show(mine, "00-03-test", "00.3: wrong numbers in g.", error="Rejected")
    said = []
    progress(mine.folder, log=said.append)
    assert line(said, "00 ").endswith("5 of 25")
    assert line(said, "01 ").endswith("0 of 94")
    assert "5 of " in line(said, "5 of")
    page = (mine.folder / "START.md").read_text(encoding="utf-8")
    assert "| 5 of 25 | 0 of 94 |" in page
    student.show(mine, "00-02-test", "changed", error="Rejected")
    os.utime(mine.path, ns=(1, 1))
    refresh(mine.folder)
    assert "of 25 |" not in (mine.folder / "START.md").read_text(encoding="utf-8")


def test_only_a_pass_counts_and_an_answer_in_words_is_a_persons_to_mark(tmp_path):
    mine = student.folder_with(tmp_path, "04", {"04-05-manual": "Because."})
    student.show(mine, "04-02-test", "04.2: " + student.PASSED.partition(": ")[2], error="Rejected")
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
    student.show(mine, "00-02-test", student.PASSED)
    lab_extension._show_points(mine.folder, log)
    assert "5 of 25" in (mine.folder / "START.md").read_text(encoding="utf-8")
    assert not said
    (mine.folder / "START.md").write_bytes(b"\xff\xfe\xff")
    lab_extension._show_points(mine.folder, log)
    assert said


def test_a_start_page_of_ones_own_stays_as_it_is(mine):
    student.show(mine, "00-02-test", student.PASSED)
    (mine.folder / "START.md").write_text("# My own page")
    refresh(mine.folder)
    assert (mine.folder / "START.md").read_text() == "# My own page"
