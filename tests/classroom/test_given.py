"""What is graded again when the course changes, and what is not."""

import json
import subprocess
import sys

import pytest

from autograder.classroom import given
from autograder.errors import CourseError


@pytest.mark.parametrize(
    "name",
    [
        "convnet/layers.py",
        "convnet/plots/digits.py",
        "convnet/checkpoints/lenet.npz",
        "datasets/registry.toml",
        "datasets/optical_digits.csv.gz",
        "autograder/check/values.py",
        "autograder/classroom/worker.py",
    ],
)
def test_what_a_graded_cell_may_use_changes_the_grade(name, monkeypatch, tmp_path):
    files = dict(given.sources())
    before = given._program()
    changed = tmp_path / "changed"
    changed.write_bytes(files[name].read_bytes() + b" ")
    monkeypatch.setattr(given, "sources", lambda: (files | {name: changed}).items())
    assert given._program() != before


@pytest.mark.parametrize(
    "name", ["student/reset.py", "authoring/build.py", "classroom/report.py", "cli.py", "start.py"]
)
def test_what_judges_nothing_does_not(name):
    assert f"autograder/{name}" not in dict(given.sources())


def test_all_that_a_worker_imports_is_among_it():
    """But for what hands it over, and makes no grade of its own."""
    said = subprocess.check_output([
        sys.executable, "-c",
        "import json, sys, autograder.classroom.worker; print(json.dumps(sorted(sys.modules)))",
    ])  # fmt: skip
    names = {name for name, _ in given.sources()}
    modules = [m for m in json.loads(said) if m.split(".")[0] == "autograder"]
    paths = [module.replace(".", "/") for module in modules]
    left = [p for p in paths if not {f"{p}.py", f"{p}/__init__.py"} & names]
    assert left == [f"autograder/classroom{part}" for part in ("", "/given", "/task")]


def test_an_assignment_is_named_by_its_number_too():
    there = ["00_warmup", "01_perceptron", "02_a", "02_b", "lab"]
    assert [given._full(name, there) for name in ("00", "01_perceptron", "lab")] == [
        "00_warmup", "01_perceptron", "lab",
    ]  # fmt: skip
    for name, words in (("03", "no assignment 03; it has: 00_warmup"), ("02", "several.* 02;")):
        with pytest.raises(CourseError, match=words):
            given._full(name, there)
