"""What a class has in common is seen, also where nothing names it, and can be given a name."""

import shutil

import nbformat
import pytest

from autograder.authoring.assignment import select
from autograder.check import known as recorded
from autograder.check.host import fixed_seed
from autograder.errors import CourseError
from autograder.mistakes import answers, declared, prove, record
from autograder.mistakes.replay import fails
from tests.cells import ROOT

SOLUTION = '''def relative_error(a, b):
    """Relative difference."""
    # {student} wrote this
    {body}
'''
BODIES = {
    "ada": "return float(np.sum(np.abs(a - b))) / 7",
    "blaise": "d = a - b\n    d = np.abs(d)\n    total = d.sum()\n    return total / 7",
    "carl": "return 17.0",
    "dora": "return np.linalg.norm(a - b) / (2 * np.linalg.norm(a))",
}


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A clone with notebook 00, and a graded class that got 00.4 wrong."""
    (tmp_path / "solutions").mkdir()
    for name in ("00_warmup.py", "00_warmup.mistakes.py", "curriculum.toml"):
        shutil.copy(ROOT / "solutions" / name, tmp_path / "solutions" / name)
    monkeypatch.setattr(recorded, "FOLDER", tmp_path / "autograder" / "check" / "known")
    notebook = prove._known(ROOT, "00_warmup")
    for student, body in BODIES.items():
        _submission(tmp_path, notebook, student, SOLUTION.format(student=student, body=body))
    return tmp_path


def _submission(course, notebook, student, source):
    [cell] = [cell for cell in notebook.graded if cell.exercise == "00.4"]
    names = notebook.replays.names(source)
    said = prove.in_this_process(notebook, source, [cell])[cell.id]
    failure = fails(cell.text, names, fixed_seed)
    graded = nbformat.v4.new_code_cell(cell.text, metadata={"nbgrader": {"grade_id": cell.id}})
    graded.metadata["convnet_course"] = {"failure": failure.as_json()}
    graded.outputs = [nbformat.v4.new_output("error", ename="Rejected", evalue=said, traceback=[])]
    solution = nbformat.v4.new_code_cell(source)
    solution.metadata["nbgrader"] = {"grade_id": "00-04-solution"}
    folder = course / "autograded" / student / "00_warmup"
    folder.mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(cells=[solution, graded]), folder / "warmup.ipynb")


def test_named_mistakes_are_counted_and_unnamed_ones_put_together(clone):
    told = answers.report(answers.answers(clone, "00_warmup"))
    assert "1×  not symmetric" in told and "      dora\n" in told
    both, one = told.index("2×  no name yet, 00-04-test"), told.index("1×  no name yet")
    assert both < one and "ada, blaise; the shortest:" in told
    assert "return float(np.sum(np.abs(a - b))) / 7" in told, "the shortest code stands for both"
    assert "total / 7" not in told and "wrote this" not in told


def test_an_answer_gets_a_name_and_has_it_the_next_time(clone):
    said = []
    answers.add(clone, clone, "00", "blaise", "00.4", "divided by 7, whatever a is", said.append)
    assert "C001" in said[0]
    *_, new = declared.read(clone / "solutions" / "00_warmup.mistakes.py")
    assert (new.id, new.exercise, new.words) == ("C001", "00.4", "divided by 7, whatever a is")
    assert "blaise" not in new.patch and "total / 7" in new.patch
    recorded._of_notebook.cache_clear()
    kept = record.load(select(["00"], clone)[0])["00-04-test"]["mistakes"]
    assert "divided by 7, whatever a is" in [entry["words"] for entry in kept]


NEEDY = """import functools
import os
from math import sqrt as root

ROOT = root(4)
SEVEN, unused = 3 + 2 * ROOT, 1
d = os.getcwd()

@functools.cache
def seven():
    return SEVEN

def relative_error(a, b):
    d = np.abs(a - b)
    return d.sum() / seven()

print(relative_error(1, 2))
"""


def test_what_a_function_needs_of_its_cell_is_declared_with_it(clone):
    notebook = prove._known(ROOT, "00_warmup")
    _submission(clone, notebook, "emmy", NEEDY)
    answers.add(clone, clone, "00", "emmy", "00.4", "divided by a constant 7", lambda _: None)
    *_, new = declared.read(clone / "solutions" / "00_warmup.mistakes.py")
    assert "ROOT = root(4)" in new.patch and "@functools.cache" in new.patch
    assert "os" not in new.patch.split() and "getcwd" not in new.patch and "print" not in new.patch


@pytest.mark.parametrize(
    ("source", "stored", "words"),
    [
        ("raise NotImplementedError", "raise NotImplementedError", "not begun"),
        ("return a / 7", "return a / 8", "fails otherwise than when it was graded"),
        ("return 1\n\nrelative_error = no_such(relative_error)", "return 17.0", "stops: NameError"),
    ],
)
def test_an_answer_that_is_not_what_was_graded_is_refused(clone, source, stored, words):
    notebook = prove._known(ROOT, "00_warmup")
    _submission(clone, notebook, "emmy", SOLUTION.format(student="emmy", body=stored))
    [path] = (clone / "autograded" / "emmy").rglob("*.ipynb")
    book = nbformat.read(path, as_version=4)
    book.cells[0].source = SOLUTION.format(student="emmy", body=source)
    nbformat.write(book, path)
    with pytest.raises(CourseError, match=words):
        answers.add(clone, clone, "00", "emmy", "00.4", "a name")


@pytest.mark.parametrize(
    ("student", "number", "words"),
    [
        ("dora", "00.4", "This is M014 already"),
        ("nobody", "00.4", "no graded submission"),
        ("ada", "00.2", "no cell 00-02-solution"),
        ("ada", "foo", "'foo' is the number of no exercise"),
    ],
)
def test_what_cannot_be_added_is_refused_and_nothing_changes(clone, student, number, words):
    path = clone / "solutions" / "00_warmup.mistakes.py"
    before = path.read_bytes()
    with pytest.raises(CourseError, match=words):
        answers.add(clone, clone, "00", student, number, "a name")
    assert path.read_bytes() == before


def test_what_is_not_to_be_used_is_named_by_the_check_that_says_so():
    said = (
        "03.3: numpy.correlate is not to be used here: write it yourself.\n  look at       the sum"
    )
    answer = answers.Answer("ada", "03-03-test", said, None, "")
    assert answer.name == "numpy.correlate is not to be used here: write it yourself"


def test_what_failed_without_numbers_is_put_together_by_what_was_said():
    said = [
        "04.7: `f` returned None.\n  look at       a `return`",
        "04.7: `f` took 10.2 s of computing, more than 10 s.",
        "04.7: `f` is not defined.",
        "04.7: `f` returned None.",
        "04.7: `f` took 13.8 s of computing, more than 10 s.",
    ]
    found = [answers.Answer(str(i), "04-07-test", words, None, "") for i, words in enumerate(said)]
    groups = [{answer.student for answer in group} for group in answers.clusters(found)]
    assert groups == [{"0", "3"}, {"1", "4"}, {"2"}]


def test_a_class_that_is_not_graded_is_said_to_be_so(tmp_path):
    with pytest.raises(CourseError, match="nbgrader autograde 00_warmup"):
        answers.answers(tmp_path, "00_warmup")
