"""What students get: it works, and it holds no solution, hidden test, mutant or alternative."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from autograder.authoring import archive, rules
from autograder.errors import CourseError
from tests.cells import ROOT, code_cells, notebooks, variants

FORBIDDEN_TEXT = ("BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "check.hidden(")
FORBIDDEN_NAMES = ("solutions/", "tests/", ".mistakes.py", "alternatives", "attacks")
# The tools that make the student edition name the markers; so do the checks' own docstrings.
TOOLS = (
    "autograder/authoring/",
    "autograder/check/",
    "autograder/grading/",
)


def build(kind, folder):
    command = [
        sys.executable,
        "-m",
        "build",
        f"--{kind}",
        "--no-isolation",
        "--outdir",
        folder,
        ROOT,
    ]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    return build("sdist", tmp_path_factory.mktemp("sdist"))


def contents(path):
    if path.suffix == ".gz":
        with tarfile.open(path) as packed:
            return {
                m.name.split("/", 1)[1]: packed.extractfile(m).read() for m in packed if m.isfile()
            }
    with zipfile.ZipFile(path) as packed:
        return {n: packed.read(n) for n in packed.namelist() if not n.endswith("/")}


@pytest.fixture(scope="module")
def zip_(tmp_path_factory):
    """The archive, made in a copy: `make` writes beside what it packs."""
    copy = tmp_path_factory.mktemp("clone")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)
    for command in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", *command], cwd=copy, check=True)
    return archive.make(copy)


def secrets():
    """What no student may get, by name: solutions, hidden tests, wrong and right answers."""
    found = {}
    for notebook in notebooks():
        for kind in ("mistakes", "alternatives"):
            for variant in variants(kind, notebook):
                found[f"{kind} {notebook} {variant.id}"] = variant.source.strip()
        for cell in code_cells(notebook):
            for part in (
                *rules.SOLUTION.finditer(cell.source),
                *rules.HIDDEN.finditer(cell.source),
            ):
                if len(part[1].splitlines()) > 2:
                    found[f"{cell.grade_id} line {part.start()}"] = part[1].strip()
    return found


@pytest.mark.parametrize("kind", ["wheel", "sdist", "zip_"])
def test_students_get_the_course_and_no_answers(kind, request):
    files = contents(request.getfixturevalue(kind))
    released = [name for name in files if name.endswith(".ipynb")]
    assert len(released) == len(notebooks())
    assert any(name.endswith("autograder/check/values.py") for name in files)
    assert any(name.endswith("convnet/static/runtime.js") for name in files)
    assert not [name for name in files for bad in FORBIDDEN_NAMES if bad in name]
    for name, data in files.items():
        if not any(tool in name for tool in TOOLS):
            text = data.decode("utf-8", errors="ignore")
            assert not [bad for bad in FORBIDDEN_TEXT if bad in text], name


@pytest.mark.parametrize("kind", ["wheel", "sdist", "zip_"])
def test_students_get_no_text_of_an_answer(kind, request):
    files = contents(request.getfixturevalue(kind))
    cells = [
        "".join(cell["source"])
        for name, data in files.items()
        if name.endswith(".ipynb")
        for cell in json.loads(data)["cells"]
    ]
    code = [data.decode("utf-8") for name, data in files.items() if name.endswith(".py")]
    everything = "\n".join([*cells, *code])
    assert "def affine(X, W, b):" in everything
    assert [name for name, text in secrets().items() if text in everything] == []


def test_the_archive_holds_the_packages_as_the_wheel_does(wheel):
    """Also the grader's code: the extra `grading` needs it in the wheel, and it is no secret."""

    def code(files):
        names = {name.split("/", 1)[1] if name.startswith("convnet-course-") else name
                 for name in files}  # fmt: skip
        return {name for name in names if name.startswith(("autograder/", "convnet/"))
                and "/_course/" not in name and "/_datasets/" not in name}  # fmt: skip

    packed = code(contents(archive.make(ROOT)))
    assert packed == code(contents(wheel))
    for name in ("authoring/build.py", "grading/nbgrader.py", "sandbox/child.py"):
        assert f"autograder/{name}" in packed


def test_without_git_the_archive_says_what_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CourseError, match="git lists the files of the archive, and is not inst"):
        archive.make(ROOT)


def test_the_sdist_builds_a_wheel(sdist, tmp_path):
    with tarfile.open(sdist) as packed:
        packed.extractall(tmp_path, filter="data")
    source = next(tmp_path.iterdir())
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", source]
    subprocess.run(command, check=True, capture_output=True)
    built = contents(next((source / "dist").iterdir()))
    assert "autograder/_course/00_warmup/warmup.ipynb" in built


def interpreters():
    """Every Python from 3.11 on that is found on this machine."""
    found = {sys.version_info[:2]: Path(sys.executable)}
    places = [
        *Path.home().glob(".pyenv/versions/3.*/bin/python"),
        *Path("/usr/bin").glob("python3.??"),
    ]
    for path in places:
        shown = subprocess.run(
            [path, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True
        )
        if shown.returncode == 0 and tuple(map(int, shown.stdout.split())) >= (3, 11):
            found.setdefault(tuple(map(int, shown.stdout.split())), path)
    return sorted(found.items())


@pytest.mark.slow
@pytest.mark.parametrize(("version", "python"), interpreters(), ids=str)
def test_checks_pass_their_tests_on_every_python_of_this_machine(version, python, tmp_path):
    subprocess.run([python, "-m", "venv", tmp_path], check=True)
    own = tmp_path / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [own, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "numpy", "pytest", "hypothesis", "scipy"], check=True)
    names = ("test_gradients", "test_diagnosis", "test_check", "test_check_exercise")
    tests = [ROOT / "tests" / "unit" / f"{name}.py" for name in names]
    command = [own, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
    subprocess.run(command, check=True, cwd=ROOT)


@pytest.mark.slow
@pytest.mark.parametrize(("version", "python"), interpreters(), ids=str)
def test_the_wheel_works_in_a_clean_environment(version, python, wheel, tmp_path):
    """Checks run with NumPy alone, a course starts, and nothing is written beside the package."""
    subprocess.run([python, "-m", "venv", tmp_path / "env"], check=True)
    own = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [own, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "numpy"], check=True)
    subprocess.run([*pip, "--no-deps", wheel], check=True)
    package = next((tmp_path / "env").rglob("autograder"))
    subprocess.run([own, "-m", "compileall", "-q", package, package.parent / "convnet"], check=True)
    before = sorted((p, p.stat().st_mtime_ns) for p in package.parent.rglob("*"))
    code = (
        "import numpy as np, autograder.check as check\n"
        "with check.exercise('00.2'):\n"
        "    check.gradient(lambda v: float(v @ v), np.ones(3), [2, 2, 2])\n"
    )
    subprocess.run([own, "-c", code], check=True, cwd=tmp_path)
    command = [own, "-m", "autograder", "start", tmp_path / "work"]
    subprocess.run(command, check=True, cwd=tmp_path)
    assert (tmp_path / "work" / "00_warmup" / "warmup.ipynb").is_file()
    shown = subprocess.run(
        [own, "-m", "autograder", "build"], capture_output=True, text=True, cwd=tmp_path
    )
    assert shown.returncode == 2
    assert "convnet-course[grading]" in shown.stderr
    assert sorted((p, p.stat().st_mtime_ns) for p in package.parent.rglob("*")) == before


@pytest.mark.skipif(os.name == "nt", reason="programs made here are shell scripts")
def test_pythons_that_are_too_old_or_broken_are_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    programs = {"3.10.1": "echo 3 10", "3.98.0": "exit 1", "3.99.0": "echo 3 99"}
    for version, does in programs.items():
        program = tmp_path / ".pyenv" / "versions" / version / "bin" / "python"
        program.parent.mkdir(parents=True)
        program.write_text(f"#!/bin/sh\n{does}\n")
        program.chmod(0o755)
    found = dict(interpreters())
    assert found[3, 99] == tmp_path / ".pyenv" / "versions" / "3.99.0" / "bin" / "python"
    assert (3, 10) not in found and (3, 98) not in found
    assert found[sys.version_info[:2]] == Path(sys.executable)
