"""Each thing that `verify` proves: a good toy passes, and each way to spoil it is told."""

from __future__ import annotations

import json
import re

import nbformat
import pytest

from autograder.authoring import outputs, source, verify
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


def rebuild(assignment):
    build(None, assignment.root, execute=False, log=lambda _: None)


def tells(problems, words):
    """Whether one of the problems names notebook and matches the words."""
    assert all(problem.startswith("07_toy: ") for problem in problems)
    assert any(re.search(words, problem) for problem in problems), problems


def test_good_course_has_no_problem(built):
    said = []
    assert verify.verify(None, built.root, log=said.append) == []
    assert said[-1] == "07_toy: all is well"


GRADED = '# %% nbgrader={"grade_id": "07-01-test", "points": 3}\n'
HEADING = "# 07.1, check 1 of 2: 2x\n"
NOTE = "# Do not edit; hidden checks follow when it is graded.\n"
HALF = '# %% nbgrader={"grade_id": "07-01-test-half", "points": 2}\n'
HALF += f"# 07.1, check 2 of 2: x/2\n{NOTE}"
FIGURE = '# %% nbgrader={"grade_id": "07-figure-line"}\n'
CALL = 'check.value(check.call(double, x), x + x, name="2x")'
VISIBLE = 'check.value(check.call(half, np.array([1.0, 3.0])), [0.5, 1.5], name="x/2")'


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        # ids
        ('"07-setup"', '"07-01-solution"', "grade id 07-01-solution is on 2 cells"),
        ('"07-setup"', '"08-setup"', "cell 08-setup: a grade id of this notebook begins with 07-"),
        ('"07-setup"', '"07-1-test"', "cell 07-1-test: the id of an exercise's cell"),
        ('[markdown] nbgrader={"grade_id": "07-02', 'nbgrader={"grade_id": "07-02', "a markdown c"),
        # exercises and points
        ('"07-01-test-half"', '"07-02-test-half"', "there is no cell 07-02-shared"),
        ('"07-03-solution"', '"07-01-solution"', "07.1 has a second solution cell"),
        ('"07-01-test", "points": 3', '"07-01-test", "points": 2', "give 4 points, .* says 5"),
        ('"07-01-test", "points": 3', '"07-01-test", "points": 2', "6 automatic points in all"),
        ('"07-02-manual", "points": 3', '"07-02-manual", "points": 1', "1 manual points in all"),
        ('"07-01-test", "points": 3', '"07-01-test", "points": 2.5', "needs .points.: a whole"),
        # graded cells
        (GRADED + HEADING, GRADED, "07-01-test: its first line should be .# 07.1, check 1 of 2: "),
        ("check 2 of 2: x/2", "check 2 of 3: x/2", "07-01-test-half: its first line .*2 of 2"),
        ("check 2 of 2: x/2", "check 1 of 2: x/2", "07-01-test-half: its first line .*2 of 2"),
        ("check 1 of 2: 2x", "check 1 of 2: ", "07-01-test: its first line .* what is checked"),
        ("07.3, check: the", "07.3, check 1 of 1: the", "07-03-test: its first line .*check: "),
        (HEADING + NOTE, HEADING, "07-01-test: its second line should be .# Do not edit; hid"),
        (HALF, HALF + "import numpy\nx = 1\n", "07-01-test-half: it should be imports and then"),
        ('check.exercise("07.3")', 'check.exercise("07.1")', 'check.exercise."07.3".'),
        ('check.hidden("07.3")\n', 'pass\n', 'hidden part should begin with check.hidden."07.3".'),
        ('check.hidden("07.3")', 'check.hidden("07.2")', "07-03-test: its hidden part should"),
        (CALL, "check.value(double(x), factor * x)", "the name factor is not made in this cell"),
        (CALL, "check.value(double(x), help_me(x))", "the name help_me is not made in this cell"),
        (CALL, "np.random.seed(1)", "it uses np.random.seed; draw data from check.rng"),
        (CALL, "np.shares_memory(x, x)", "it uses np.shares_memory; compare values"),
        (CALL, "np.vectorize(double)(x)", "it uses np.vectorize; call the student's function"),
        (CALL, "double.__globals__", "it uses __globals__"),
        (HALF, HALF + "import pickle\n", "07-01-test-half: it uses pickle"),
        (HALF, HALF + "from inspect import getsource\n", "07-01-test-half: it uses inspect"),
        (VISIBLE, "check.value(", "07-01-test-half: it is not Python"),
        # cells that grading leaves out
        ('{"grade_id": "07-setup"}', '{"grade_id": "07-setup"} tags=["skip-when-graded"]',
         "07-setup: it has a grade id, so skip-when-graded does nothing"),
        (FIGURE, f'# %% tags=["skip-when-graded"]\nlow, high = 1, 2\n\n{FIGURE}print(high)\n',
         "07-figure-line: it uses high of .*, which is tagged skip-when-graded"),
        # stubs
        ('    """Half of x."""\n', "", "half has no docstring"),
        ("    ### BEGIN SOLUTION\n    return 42", "    x = 1\n    ### BEGIN SOLUTION\n    return x",
         "the stub of answer is not its docstring and"),
        ("    secret_factor = 2\n", "", None),
        # nothing given away
        ("# The same text, twice.\n\n\n# %% nbgrader={\"grade_id\": \"07-01", "# Hint: write\n"
         "# return secret_factor * np.asarray(x)\n\n\n# %% nbgrader={\"grade_id\": \"07-01", None),
    ],
)  # fmt: skip
def test_spoilt_source_is_told(course, old, new, words):
    text = course.source.read_text(encoding="utf-8")
    assert text.count(old) == 1
    course.source.write_text(text.replace(old, new), encoding="utf-8")
    try:
        rebuild(course)
    except CourseError:  # nbgrader itself refuses some; verify tells all the same
        assert words
    problems = verify.static(course)
    if words:
        tells(problems, words)
    else:  # a change that is allowed
        assert not any("stub" in p or "shows" in p for p in problems)


def test_hidden_part_is_needed(course):
    text = course.source.read_text(encoding="utf-8")
    start = text.index('    ### BEGIN HIDDEN TESTS\n    check.hidden("07.3")')
    end = text.index("    ### END HIDDEN TESTS", start) + len("    ### END HIDDEN TESTS\n")
    course.source.write_text(text[:start] + text[end:], encoding="utf-8")
    rebuild(course)
    tells(verify.static(course), "07-03-test: it has no hidden part")


def test_value_outside_a_function_is_told(course):
    toy.edit(
        course.source,
        'def answer():\n    """The number asked for."""\n    ### BEGIN SOLUTION\n    return 42\n'
        "    ### END SOLUTION\n",
        "### BEGIN SOLUTION\nnumber = 42\n### END SOLUTION\n",
    )
    rebuild(course)
    problems = verify.static(course)
    tells(problems, "07-03-solution: it defines no function")
    tells(problems, "07-03-solution: its stub raises at cell level")


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("### BEGIN SOLUTION\nimport numpy\n### END SOLUTION", "into a solution or manual cell"),
        ("### BEGIN HIDDEN TESTS\nimport numpy\n### END HIDDEN TESTS", "belongs into a test cell"),
        ("### BEGIN SOLUTION\nimport numpy", "it has 1 ### BEGIN SOLUTION, but 0 ### END"),
    ],
)
def test_secret_in_a_given_cell_is_told_and_not_built(course, new, words):
    given = "\n\n# %% [markdown]"
    toy.edit(course.source, f"import numpy as np{given}", new + given)
    tells(verify.static(course), f"07-setup: .*{words}")
    with pytest.raises(CourseError, match=words):
        rebuild(course)


def save(path, change):
    notebook = source.load(path)
    cells = {cell_name(cell): cell for cell in notebook.cells}
    change(notebook, cells)
    notebook = nbformat.from_dict(notebook)
    path.write_text(source.dumps(notebook), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda nb, c: c["07-setup"].update(source="import numpy"), "07_toy/toy.ipynb is not what"),
        (lambda nb, c: nb.metadata.update(language_info={}), "toy.ipynb is not what nbgrader"),
        (lambda nb, c: c["07-03-test"].metadata.nbgrader.update(points=9), "is not what nbgrader"),
        (lambda nb, c: c["07-setup"].update(execution_count=1), "07-setup: .* holds an output"),
        (
            lambda nb, c: c["07-01-solution"].update(source="    secret_factor = 2"),
            "07-01-solution: the student edition shows 'secret_factor = 2'",
        ),
        (
            lambda nb, c: nb.cells[0].update(source="doubling is linear\n" + toy_model_answer()),
            "the student edition shows 'Model answer",
        ),
        (
            lambda nb, c: c["07-03-test"].update(source="### BEGIN HIDDEN TESTS"),
            "07-03-test: the student edition shows the mark",
        ),
        (
            lambda nb, c: c["07-03-solution"].update(
                source='def answer():\n    """Another."""\n    raise NotImplementedError'
            ),
            "the stub of answer has another docstring",
        ),
        (
            lambda nb, c: c["07-03-solution"].update(
                source='def answer():\n    """The number asked for."""\n    return 0'
            ),
            "the stub of answer is not its docstring and",
        ),
        (lambda nb, c: nb.cells.remove(c["07-03-solution"]), "student edition has no such cell"),
    ],
)
def test_spoilt_student_edition_is_told(course, change, words):
    save(course.release, change)
    tells(verify.static(course), words)


def toy_model_answer():
    return next(line[2:] for line in toy.SOURCE.splitlines() if "Model answer" in line)


def error(name="Rejected"):
    return {"output_type": "error", "ename": name, "evalue": "wrong", "traceback": ["wrong"]}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda nb, c: c["07-setup"].update(source="import numpy"), "reference is not what the s"),
        (lambda nb, c: c["07-03-test"].metadata.update(tags=[]), "reference is not what the sour"),
        (lambda nb, c: nb.metadata.convnet_course.update(version="0"), "metadata are not what"),
        (lambda nb, c: c["07-setup"].update(execution_count=None), "07-setup: .* no output of it"),
        (lambda nb, c: c["07-03-test"].update(outputs=[]), "07-03-test: .* does not say that all"),
        (lambda nb, c: c["07-03-test"].outputs.append(error()), "07-03-test: .* scores 0 of 2"),
        (
            lambda nb, c: c["07-setup"].update(
                outputs=[{"output_type": "stream", "name": "stdout", "text": "/home/ann/x.py"}]
            ),
            "07-setup: its output shows a path of this machine, /home/ann/x.py",
        ),
        (
            lambda nb, c: c["07-figure-line"].outputs[0].data.pop("text/html"),
            "07-figure-line: its output holds no picture",
        ),
        (
            lambda nb, c: (
                c["07-figure-line"]
                .outputs[0]
                .data.update({"application/vnd.jupyter.widget-view+json": {"model_id": "1"}})
            ),
            "07-figure-line: its output holds a widget's model",
        ),
    ],
)
def test_spoilt_reference_is_told(course, change, words):
    save(course.reference, change)
    tells(verify.static(course), words)


def test_missing_and_broken_files_are_told(course):
    course.release.write_text(json.dumps({"cells": "none"}), encoding="utf-8")
    tells(verify.static(course), "is not a notebook that can be read")
    course.release.unlink()
    tells(verify.static(course), "no course/07_toy/toy.ipynb; run: convnet-course build 07_toy")
    course.source.unlink()
    tells(verify.static(course), "no solutions/07_toy.py")


def test_unlisted_source_is_told(course):
    (course.root / "solutions" / "08_more.py").write_text("", encoding="utf-8")
    assert list(verify.unlisted(course.root)) == [
        "solutions/08_more.py is not in solutions/curriculum.toml; add it there"
    ]


def test_running_tells_what_a_stub_gets(course):
    """A check that a stub passes, one that breaks, a given cell that stops the release."""
    number = "    number = check.call(answer)\n    check.that(isinstance(number, int)"
    toy.edit(course.source, number, "    number = 0\n    check.that(True")
    toy.edit(course.source, VISIBLE, f"check.call(len, 1)\n    {VISIBLE}")
    rebuild(course)
    problems = verify.running(course, log=lambda _: None)
    tells(problems, "07-03-test: the stub scores 2 points")
    tells(problems, "07-01-test-half: of a stub it should say that it is not done yet, and says")

    toy.edit(course.source, "import numpy as np\n\n# %% [m", "double\n\n# %% [m")
    rebuild(course)
    problems = verify.running(course, log=lambda _: None)
    tells(problems, "does not run to its end: .*07-setup raises NameError")


def test_running_tells_a_graded_cell_that_needs_another(course):
    """`x` is made by the cell before: found in the notebook, missing when it runs alone."""
    compare = "    check.value(check.call(half, x), 0.5 * x, name"
    toy.edit(course.source, f"    ### SHARED\n{compare}", f"    x = x + 0\n{compare}")
    rebuild(course)
    assert not any("is not made in this cell" in problem for problem in verify.static(course))
    problems = verify.running(course, log=lambda _: None)
    tells(problems, "07-01-test-half: with nothing but the functions that it tests it fails")


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ("07.1 dX: all checks pass.\n", 0),
        ("07.1: all checks pass.\n", 1),
        ("07.1 dX: visible checks pass", 1),
    ],
)
def test_reference_passes_a_check_that_is_one_of_several(said, problems):
    cell = nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("stream", text=said)])
    cell.metadata["nbgrader"] = {"grade_id": "07-01-test-dX", "grade": True, "points": 2}
    assert len(list(outputs.short_of_full_marks(cell))) == problems
