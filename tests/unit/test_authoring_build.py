"""The build: the same bytes each time, no edit lost, nothing half-written."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import nbformat
import pytest

from autograder.authoring import source, swap
from autograder.authoring.build import build
from autograder.cells import cell_name
from autograder.errors import CourseError
from tests.notebooks import toy


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    assignment = toy.make(tmp_path_factory.mktemp("built"))
    build(None, assignment.root, execute_long=True, log=lambda _: None)
    return assignment


@pytest.fixture
def course(built, tmp_path):
    return toy.copy(built, tmp_path)


def quick(assignment, **options):
    """Build without a kernel."""
    said = []
    build([assignment.id], assignment.root, execute=False, log=said.append, **options)
    return said


def save(assignment, notebook):
    """Save a reference as JupyterLab would."""
    notebook.metadata.language_info["version"] = "3.99.0"
    nbformat.write(notebook, assignment.reference)


def test_source_is_its_own_canonical_form(tmp_path):
    assignment = toy.make(tmp_path)
    assert source.write(source.read(assignment)) == toy.SOURCE


def test_metadata_follow_from_the_grade_id(tmp_path):
    cells = {cell_name(c): c for c in source.read(toy.make(tmp_path)).cells}

    def flags(name):
        data = cells[name].metadata.nbgrader
        return data.grade, data.solution, data.locked, data.get("points"), data.cell_type

    assert flags("07-setup") == (False, False, True, None, "code")
    assert flags("07-01-solution") == (False, True, False, None, "code")
    assert flags("07-01-test") == (True, False, True, 3, "code")
    assert flags("07-01-test-half") == (True, False, True, 2, "code")
    assert flags("07-02-manual") == (True, True, False, 3, "markdown")
    assert "nbgrader" not in cells["07-figure-line"].metadata
    assert cells["07-01-test"].metadata.tags == ["raises-exception"]
    assert "tags" not in cells["07-01-solution"].metadata


def test_cell_ids(tmp_path):
    cells = source.read(toy.make(tmp_path)).cells
    ids = [cell.id for cell in cells]
    assert len(set(ids)) == len(ids)
    assert "07-01-test-half" in ids
    first, second = (c.id for c in cells if c.source == "The same text, twice.")
    assert second == f"{first}-2"
    # A cell put before them leaves the ids of the others as they are.
    nbformat.validate(source.read(toy.make(tmp_path / "more")))
    path = tmp_path / "more" / "solutions" / "07_toy.py"
    toy.edit(
        path, "# %% [markdown]\n# # A toy", "# %% [markdown]\n# New.\n\n# %% [markdown]\n# # A toy"
    )
    moved = [cell.id for cell in source.read(toy.assignments(tmp_path / "more")[0]).cells]
    assert moved[1:] == ids


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('# %% nbgrader={"grade_id": "07-setup", "locked": true}', "everything else follows"),
        ('# %% nbgrader={"grade_id": "07-setup"', "is not valid"),
        ('# %% [raw] nbgrader={"grade_id": "07-setup"}', "neither code nor"),
        ('# %% Setup nbgrader={"grade_id": "07-setup"}', "holds title"),
    ],
)
def test_cell_line_that_cannot_be_kept(tmp_path, line, words):
    assignment = toy.make(tmp_path)
    toy.edit(assignment.source, '# %% nbgrader={"grade_id": "07-setup"}', line)
    with pytest.raises(CourseError, match=words):
        source.read(assignment)


def test_two_builds_elsewhere_give_the_same_bytes(built, tmp_path):
    other = toy.make(tmp_path)
    shutil.copytree(built.reference.parent, other.reference.parent)  # the output of the long cell
    build(["07"], other.root, log=lambda _: None)
    assert other.release.read_bytes() == built.release.read_bytes()
    assert other.reference.read_bytes() == built.reference.read_bytes()


def test_what_was_built(built):
    reference, edition = source.load(built.reference), source.load(built.release)
    code = [cell for cell in reference.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert "version" not in reference.metadata.language_info
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in edition.cells)
    assert edition.metadata.convnet_course == {"notebook": "07_toy", "version": "1.2.3"}
    assert edition.metadata.kernelspec.name == "python3"
    assert "version" not in edition.metadata.language_info
    stub = next(cell for cell in edition.cells if cell.id == "07-01-solution").source
    assert "    # Your code here\n    raise NotImplementedError\n\n\ndef half(x):" in stub
    assert '"""Half of x."""' in stub
    assert "secret_factor" not in built.release.read_text(encoding="utf-8")
    assert "x + x" not in built.release.read_text(encoding="utf-8")
    assert "Model answer" not in built.release.read_text(encoding="utf-8")
    assert os.listdir(built.root / "course") == ["07_toy"]
    locked = [c.id for c in edition.cells if c.metadata.get("editable") is False]
    assert locked == ["07-setup", "07-01-test", "07-01-test-half", "07-03-test"]


def test_a_reference_with_locked_figures_is_no_edit(course):
    """Figures were locked once; such a reference is built anew like any other."""
    notebook = source.load(course.reference)
    figure = next(cell for cell in notebook.cells if cell.id == "07-figure-line")
    short = {"grade_id": figure.id}
    figure.metadata["nbgrader"] = source.nbgrader_metadata(short, "code") | {"locked": True}
    save(course, notebook)
    quick(course)
    figure = next(c for c in source.load(course.release).cells if c.id == "07-figure-line")
    assert figure.metadata == {}


def test_edit_of_the_reference_is_refused_and_shown(course):
    before = course.release.read_bytes()
    notebook = source.load(course.reference)
    notebook.cells[0].source += "\n\nEdited in JupyterLab."
    save(course, notebook)
    edited = course.reference.read_bytes()
    with pytest.raises(CourseError) as refusal:
        quick(course)
    assert "+# Edited in JupyterLab." in str(refusal.value)
    assert "build --from-notebook 07_toy" in str(refusal.value)
    assert (course.reference.read_bytes(), course.release.read_bytes()) == (edited, before)


def test_edit_of_the_reference_is_written_back(course):
    notebook = source.load(course.reference)
    notebook.cells[0].source += "\n\nEdited in JupyterLab."
    test = next(cell for cell in notebook.cells if cell.id == "07-03-test")
    test.metadata.nbgrader.points = 4.0  # as nbgrader's cell toolbar saves them
    save(course, notebook)
    quick(course, from_notebook=True)
    expected = toy.SOURCE.replace("“more”.\n", "“more”.\n#\n# Edited in JupyterLab.\n")
    expected = expected.replace('"07-03-test", "points": 2', '"07-03-test", "points": 4')
    assert course.source.read_text(encoding="utf-8") == expected
    assert "Edited in JupyterLab." in course.release.read_text(encoding="utf-8")
    quick(course)  # and nothing is left to refuse


def test_edits_on_both_sides_are_both_kept(course):
    notebook = source.load(course.reference)
    notebook.cells[0].source += "\n\nEdited in JupyterLab."
    save(course, notebook)
    toy.edit(course.source, "return 42", "return 40 + 2")
    for from_notebook in (False, True):
        with pytest.raises(CourseError, match="by hand") as refusal:
            quick(course, from_notebook=from_notebook)
        assert "+# Edited in JupyterLab." in str(refusal.value)
        assert "-    return 40 + 2" in str(refusal.value)
    assert "40 + 2" in course.source.read_text(encoding="utf-8")
    # Bringing the edit into the source by hand is enough.
    toy.edit(course.source, "“more”.\n", "“more”.\n#\n# Edited in JupyterLab.\n")
    notebook = source.load(course.reference)
    solution = next(cell for cell in notebook.cells if cell.id == "07-03-solution")
    solution.source = solution.source.replace("42", "40 + 2")
    save(course, notebook)
    quick(course)


def test_outputs_and_saving_are_no_edit(course):
    notebook = source.load(course.reference)
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="ran again\n")]
    notebook.cells[1].metadata["collapsed"] = False
    save(course, notebook)
    quick(course)
    assert "ran again" in course.reference.read_text(encoding="utf-8")  # kept without running


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda cell: cell.metadata.nbgrader.update(grade=False), "does not go with its id"),
        (lambda cell: cell.update(attachments={"a.png": {"image/png": "AAAA"}}), "attached file"),
    ],
)
def test_what_a_source_cannot_hold_is_not_dropped(course, change, words):
    notebook = source.load(course.reference)
    change(next(cell for cell in notebook.cells if cell.id == "07-02-manual"))
    save(course, notebook)
    before = course.source.read_bytes()
    with pytest.raises(CourseError, match=words):
        quick(course, from_notebook=True)
    assert course.source.read_bytes() == before


def test_long_cell_keeps_its_output(built, course):
    def output(assignment):
        cells = source.load(assignment.reference).cells
        return next(cell.outputs for cell in cells if "long" in source.tags(cell))

    toy.edit(course.source, "# # A toy", "# # Another toy")
    build(["07_toy"], course.root, log=lambda _: None)
    assert output(course) == output(built)
    before = course.reference.read_bytes()
    toy.edit(course.source, '"trained at"', '"trained until"')
    with pytest.raises(CourseError, match="--long"):
        build(["07_toy"], course.root, log=lambda _: None)
    assert course.reference.read_bytes() == before


def test_reference_that_stops_is_not_written(course):
    before = course.reference.read_bytes(), course.release.read_bytes()
    toy.edit(course.source, "import numpy as np\n\n# %% [markdown]", "1 / 0\n\n# %% [markdown]")
    with pytest.raises(CourseError, match="cell 07-setup raises ZeroDivisionError"):
        build(["07_toy"], course.root, log=lambda _: None)
    assert (course.reference.read_bytes(), course.release.read_bytes()) == before


def test_reference_that_fails_its_check_is_told(course):
    toy.edit(course.source, "return 42", "return 41")
    said = []
    build(["07_toy"], course.root, log=said.append)
    assert any("07-03-test: the reference scores 0 of 2 points" in line for line in said)


@pytest.mark.parametrize(
    ("name", "words"), [("12_none", "no notebook '12_none'.*07_toy"), ("toy", "no notebook 'toy'")]
)
def test_unknown_name(built, name, words):
    with pytest.raises(CourseError, match=words):
        build([name], built.root)


def test_no_clone(tmp_path):
    with pytest.raises(CourseError, match=r"no solutions/curriculum.toml"):
        build(None, tmp_path)


def test_a_curriculum_that_is_not_utf_8_is_named(course):
    path = course.root / "solutions" / "curriculum.toml"
    path.write_bytes(path.read_bytes() + "# für später".encode("latin-1"))
    with pytest.raises(CourseError, match=r"curriculum.toml cannot be read: .*0xfc in position"):
        quick(course)


def test_cells_without_output_are_said_with_the_command_that_runs_them(tmp_path):
    said = quick(toy.make(tmp_path))
    assert "have no output yet" in said[0]
    assert said[0].endswith("`convnet-course build 07_toy` runs them")


def test_other_files_of_an_assignment_are_released(course):
    (course.reference.parent / "digit.txt").write_text("7")
    quick(course)
    assert (course.release.parent / "digit.txt").read_text() == "7"


def test_missing_source(course):
    course.source.unlink()
    with pytest.raises(CourseError, match=r"no solutions/07_toy.py"):
        quick(course)


# The killed process puts one edition and the other in place for ever.
_SWAP = """
import sys
from pathlib import Path
from autograder.authoring import swap

folder = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for edition in ("a", "b"):
        swap.publish(folder / edition, folder / "course" / "07_toy")
"""


def test_kill_leaves_the_old_or_the_new(tmp_path):
    random.seed(7)
    editions = {}
    for edition in ("a", "b"):
        (tmp_path / edition).mkdir()
        (tmp_path / edition / "toy.ipynb").write_text(edition * 5_000_000)
        editions[edition] = swap.contents(tmp_path / edition)
    target = tmp_path / "course" / "07_toy"
    swap.publish(tmp_path / "a", target)
    for _ in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", _SWAP, str(tmp_path)],
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(toy.ROOT)},
        )
        process.stdout.readline()
        time.sleep(random.uniform(0.02, 0.08))
        process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        process.wait()
        process.stdout.close()
        assert (target / "toy.ipynb").read_bytes() in [e["toy.ipynb"] for e in editions.values()]
    (target / "left.txt").write_text("of an earlier edition")
    assert swap.publish(tmp_path / "a", target)
    assert swap.contents(target) == editions["a"]
    assert not swap.publish(tmp_path / "a", target)


def test_notebooks_are_valid(built):
    for path in (built.reference, built.release):
        nbformat.validate(nbformat.read(path, as_version=4))
        assert json.loads(path.read_text(encoding="utf-8"))["nbformat_minor"] == 5
