"""`convnet-course submit`: one zip, run afresh; no file older than its kernel."""

import json
import os
import threading
import zipfile
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from socketserver import BaseRequestHandler, TCPServer

import pytest

from autograder.errors import CourseError
from autograder.grading import files
from autograder.student import beside, check, kernels, submit, work
from tests.students import folder as students
from tests.students.folder import NOTEBOOK, line


def test_what_passes_only_in_the_open_notebook_is_shown(tmp_path):
    """The saved file says that 00.2 passes; the function it needs is in no cell any more."""
    answers = students.answers(NOTEBOOK)
    mine = students.folder_with(tmp_path, "00", {"00-03-solution": answers["00-03-solution"]})
    students.show(mine, "00-02-test", students.PASSED)
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
    assert list(beside.warnings(mine, {})) == []
    for name, most in (("MAX_ALL", 999), ("MOST", 1)):  # the manifest is one already
        with monkeypatch.context() as patch:
            patch.setattr(beside, name, most)
            submit.submit("00", mine.folder, log=(said := []).append)
        assert line(said, "Files beside").startswith("Files beside your notebook: 1 with 0.0 MB.")


def test_what_graders_leave_out_is_named_and_the_notebook_is_tried_without(mine, monkeypatch):
    folder = mine.path.parent
    there = ["data.csv", "a/b/c/fine.txt", "a/manifest.json"]
    out = ["a/b/c/d/deep.txt", "net.svg", "page.html", "run.js", "two  spaces.txt", "data.npy"]
    for name in [*there, *out]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    os.truncate(folder / "data.npy", (10 << 20) + 1)
    tried = []

    def executed(notebook, used, folder):
        tried.extend(path.relative_to(folder).as_posix() for path in used)
        return notebook

    monkeypatch.setattr(submit, "executed", executed)
    monkeypatch.setattr(beside, "SHOWN", 9)
    said = []
    submit.submit("00", mine.folder, log=said.append)
    assert sorted(tried) == sorted(there)
    assert {text.split(":")[0].strip() for text in said if text.startswith("  ")} >= set(out)

    [package] = (mine.folder / work.SUBMISSIONS).iterdir()
    submit.unpacked(package, mine.folder / "handed in")
    to = mine.folder / "staged"
    files.stage(mine.folder / "handed in" / NOTEBOOK, to, [], files.Notes())
    staged = {path.relative_to(to).as_posix() for path in to.rglob("*") if path.is_file()}
    assert staged == {"manifest.json", *there}, "the grader does as was said"


def test_a_manifest_of_ones_own_is_said_not_to_be_handed_in(mine, pretend):
    (mine.path.parent / "manifest.json").write_text("mine")
    said = []
    submit.submit("00", mine.folder, log=said.append)
    assert "rename yours" in line(said, "manifest.json")


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
    why = r"was last active \(started or ran\) at [0-9:]*\. Save it in JupyterLab"
    with pytest.raises(CourseError, match=why):
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


def test_a_server_is_asked_through_no_proxy(mine, server, monkeypatch):
    server[0]["last_activity"] = ran(60, mine)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setattr("urllib.request._opener", None)  # which would remember other proxies
    assert "last active" in kernels.unsaved(mine.path)


@pytest.mark.parametrize("said", [b"SSH-2.0-OpenSSH_9.6\r\n", b'HTTP/1.0 200 OK\r\n\r\n{"a": 1}'])
def test_a_port_at_which_something_else_answers_tells_nothing(mine, server, said):
    class Handler(BaseRequestHandler):
        def handle(self):
            self.request.recv(4096)
            self.request.sendall(said)

    with TCPServer(("127.0.0.1", 0), Handler) as other:
        threading.Thread(target=other.handle_request, daemon=True).start()
        server[1]["url"] = f"http://127.0.0.1:{other.server_address[1]}/"
        assert kernels.unsaved(mine.path) == ""
