"""The reference to hand out after the deadline: answers and outputs, nothing hidden."""

import shutil

import pytest

from autograder.authoring import readable, rules
from autograder.authoring.assignment import select
from autograder.cli import main
from autograder.errors import CourseError
from tests.cells import ROOT, code_cells, notebooks


@pytest.mark.parametrize("name", notebooks())
def test_it_holds_every_answer_and_no_hidden_test(name):
    [assignment] = select([name], ROOT)
    notebook = readable.readable(assignment)
    text = "\n".join(cell.source for cell in notebook.cells)
    for cell in code_cells(name):
        for part in rules.SOLUTION.finditer(cell.source):
            assert part[1].strip() in text
        for part in rules.HIDDEN.finditer(cell.source):
            assert part[1].strip() not in text
    assert not [
        word for word in ("check.hidden(", "### BEGIN", "### END", "Mark scheme") if word in text
    ]
    assert not any(cell.metadata.get("nbgrader") for cell in notebook.cells)
    passes = [
        output
        for cell in notebook.cells
        if "check.exercise(" in cell.source
        for output in cell.get("outputs", [])
    ]
    assert passes and not any(output.output_type == "error" for output in passes)


def test_the_command_writes_it_and_refuses_a_reference_older_than_its_source(tmp_path, capsys):
    clone = tmp_path / "clone"
    for part in ("solutions/00_warmup", "course/00_warmup"):
        shutil.copytree(ROOT / part, clone / part)
    for part in ("00_warmup.py", "curriculum.toml"):
        shutil.copy(ROOT / "solutions" / part, clone / "solutions")
    command = ["solutions", "00", "--root", str(clone), "--to", str(tmp_path / "out")]
    assert main(command) == 0
    assert (tmp_path / "out" / "00_warmup-solutions.ipynb").is_file()
    source = clone / "solutions" / "00_warmup.py"
    source.write_text(source.read_text(encoding="utf-8").replace("affine", "afine"), "utf-8")
    assert main(command) == 2
    assert "convnet-course build 00_warmup" in capsys.readouterr().err
    (clone / "course" / "00_warmup" / "warmup.ipynb").unlink()
    with pytest.raises(CourseError, match="There is no course/00_warmup"):
        readable.readable(select(["00"], clone)[0])
