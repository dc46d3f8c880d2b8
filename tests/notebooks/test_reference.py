"""The references: run again, they put out what is committed (nbval), and every cell was run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from autograder.authoring import source
from autograder.authoring.assignment import assignments
from tests.notebooks.toy import ROOT

SANITIZE = ROOT / "tests" / "notebooks" / "sanitize.cfg"


@pytest.fixture(params=assignments(ROOT), ids=lambda assignment: assignment.id)
def assignment(request):
    return request.param


def nbval(notebook, folder):
    """Run a copy of a notebook in an empty folder and compare its outputs with those in it."""
    copy = folder / notebook.name
    shutil.copyfile(notebook, copy)
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q"]
    command += ["-p", "no:cacheprovider", "-p", "no:xdist", "--nbval-cell-timeout=300"]
    command += [f"--nbval-sanitize-with={SANITIZE}", copy.name]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.parametrize(
    "assignment",
    [  # 05 trains networks; the others take a quarter of its time and less
        pytest.param(a, id=a.id, marks=[pytest.mark.slow] * (a.id == "05_lenet"))
        for a in assignments(ROOT)
    ],
)
def test_outputs_are_the_committed_ones(assignment, tmp_path):
    done = nbval(assignment.reference, tmp_path)
    assert done.returncode == 0, done.stdout
    code = [c for c in source.load(assignment.reference).cells if c.cell_type == "code"]
    long = [cell for cell in code if source.LONG in source.tags(cell)]
    counts = {word: int(n) for n, word in re.findall(r"(\d+) (passed|skipped)", done.stdout)}
    assert counts.get("passed", 0) == len(code) - len(long)
    assert counts.get("skipped", 0) == len(long)


def test_every_cell_has_been_run(assignment):
    """nbval says nothing of cells without an execution count."""
    code = [c for c in source.load(assignment.reference).cells if c.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))


def test_source_is_in_its_own_form(assignment):
    text = assignment.source.read_text(encoding="utf-8")
    assert source.write(source.read(assignment)) == text


def test_nbval_sees_a_changed_output(tmp_path):
    """Another number, a lost figure; not another address or last digit."""
    (tmp_path / "good").mkdir()
    notebook = source.nbformat.v4.new_notebook()
    line = "print('at', 1 / 3, object()); "
    for text in (line, line, line, "import time"):
        notebook.cells.append(source.nbformat.v4.new_code_cell(text, execution_count=1))
    for cell, number in zip(notebook.cells, ("0.33333333", "0.3333339", "0.333343"), strict=False):
        said = f"at {number} <object object at 0x…>\n"
        cell.outputs = [source.nbformat.v4.new_output("stream", text=said)]
    path = tmp_path / "toy.ipynb"
    path.write_text(source.dumps(notebook), encoding="utf-8")
    done = nbval(path, tmp_path / "good")
    assert "1 failed, 3 passed" in done.stdout
