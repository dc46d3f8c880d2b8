"""The command line: help that helps, messages instead of tracebacks."""

import builtins
import subprocess
import sys
from pathlib import Path

import pytest

from autograder import cli
from autograder.errors import CourseError


def test_help_names_every_command_with_an_example(capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--help"])
    text = capsys.readouterr().out
    assert stopped.value.code == 0
    assert all(f"convnet-course {name}" in text for name in ("start", "lab", "build", "verify"))


def test_an_unknown_option_is_refused_by_every_command_but_lab(capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["start", "folder", "--nonsense"])
    assert stopped.value.code == 2
    assert "--nonsense" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "folder", "handed_on"),
    [
        ([], "work", []),
        (["mine"], "mine", []),
        (["--port", "9999"], "work", ["--port", "9999"]),
        (["mine", "--", "--port", "9999"], "mine", ["--port", "9999"]),
    ],
)
def test_the_folder_of_lab_comes_first_and_the_rest_is_jupyterlabs(
    arguments, folder, handed_on, monkeypatch
):
    calls = []
    monkeypatch.setattr("autograder.start.lab", lambda *given: calls.append(given))
    assert cli.main(["lab", *arguments]) == 0
    assert calls == [(Path(folder), handed_on)]


def test_the_help_of_lab_is_ours(capsys):
    with pytest.raises(SystemExit):
        cli.main(["lab", "mine", "--help"])
    assert "goes to JupyterLab" in capsys.readouterr().out


def test_the_line_that_opens_a_folder_can_be_pasted(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["start", "mein Ördner"]) == 0
    assert capsys.readouterr().out.endswith("convnet-course lab 'mein Ördner'\n")


def test_an_error_for_people_is_printed_without_a_traceback(monkeypatch, capsys, tmp_path):
    def fails(*_):
        raise CourseError("the folder is full: empty it")

    monkeypatch.setattr("autograder.start.start", fails)
    assert cli.main(["start", str(tmp_path)]) == 2
    assert capsys.readouterr().err == "convnet-course: the folder is full: empty it\n"


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (PermissionError(13, "Permission denied", "w/x"), 2, "w/x: Permission denied"),
        (OSError("no route"), 2, "convnet-course: no route"),
        (KeyboardInterrupt(), 130, "Stopped."),
    ],
)
def test_what_the_machine_refuses_and_ctrl_c_are_a_line(
    error, status, said, monkeypatch, capsys, tmp_path
):
    def fails(*_):
        raise error

    monkeypatch.setattr("autograder.start.start", fails)
    assert cli.main(["start", str(tmp_path)]) == status
    assert capsys.readouterr().err.strip().endswith(said)


def test_a_seed_below_zero_is_refused(capsys):
    with pytest.raises(SystemExit):
        cli.main(["train", "lenet", "--first-seed", "-5"])
    assert "must be at least 0, not -5" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build", "verify"])
def test_without_the_grading_extra_the_line_that_installs_it_is_shown(command, monkeypatch, capsys):
    for name in [n for n in sys.modules if n.startswith(("autograder.authoring", "nbformat"))]:
        monkeypatch.delitem(sys.modules, name)
    real = builtins.__import__

    def without_nbformat(name, *arguments, **options):
        if name.split(".")[0] in ("nbformat", "nbgrader", "jupytext", "nbclient"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without_nbformat)
    assert cli.main([command]) == 2
    assert 'pip install "convnet-course[grading]"' in capsys.readouterr().err


def test_the_package_runs_as_a_module():
    shown = subprocess.run(
        [sys.executable, "-m", "autograder", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.startswith("convnet-course ")


def test_checks_need_numpy_alone():
    """They run on Windows and in a browser kernel: no package beyond NumPy, no Unix module."""
    code = (
        "import sys, autograder.check, autograder.diagnosis, autograder.gradients\n"
        "loaded = {name.split('.')[0] for name in sys.modules}\n"
        "bad = loaded & {'matplotlib', 'IPython', 'nbformat', 'ipywidgets', 'scipy', 'convnet',"
        " 'resource', 'fcntl', 'pwd', 'termios'}\n"
        "print(sorted(bad))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    bad = set(eval(shown.stdout))
    # NumPy and the standard library load Unix modules where there are any: those do not count.
    numpy_alone = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, importlib.metadata, numpy.random; print(sorted(sys.modules))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert bad <= set(eval(numpy_alone.stdout))
