"""What students get: it works, and it holds no solution, hidden test, mutant or alternative."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from autograder.authoring import archive
from tests.cells import ROOT, variants

FORBIDDEN_TEXT = ("BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "check.hidden(")
FORBIDDEN_NAMES = ("solutions/", "tests/", "mutants", "alternatives", "attacks")
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


@pytest.mark.parametrize("kind", ["wheel", "sdist", "zip"])
def test_students_get_the_course_and_no_answers(kind, request):
    packed = archive.make(ROOT) if kind == "zip" else request.getfixturevalue(kind)
    files = contents(packed)
    notebooks = [name for name in files if name.endswith(".ipynb")]
    assert any(name.endswith("00_warmup/warmup.ipynb") for name in notebooks)
    assert any(name.endswith("autograder/check/values.py") for name in files)
    assert not [name for name in files for bad in FORBIDDEN_NAMES if bad in name]
    for name, data in files.items():
        if not any(tool in name for tool in TOOLS):
            text = data.decode("utf-8", errors="ignore")
            assert not [bad for bad in FORBIDDEN_TEXT if bad in text], name
    everything = b"\n".join(files.values()).decode("utf-8", errors="ignore")
    for mutant in variants("mutants", "00_warmup"):
        assert mutant.source.strip() not in everything, mutant.id


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
    names = ("test_gradients", "test_diagnosis", "test_check")
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


def test_the_running_python_is_among_those_that_are_tested():
    assert sys.version_info[:2] in dict(interpreters())
