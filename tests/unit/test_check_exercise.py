"""A graded cell as a whole: what it says of a pass, of errors, of prints, and what it withholds."""

import contextlib
import io
import sys
import warnings

import numpy as np
import pytest

from autograder import check
from autograder.cells import run
from autograder.errors import CourseError
from tests.exercise import fails, passes


def test_a_pass_says_what_remains():
    assert passes(lambda: check.value(1, 1)) == "00.2: visible checks pass; hidden checks remain.\n"
    assert passes(lambda: check.value(1, 1), hidden=True) == "00.2: all checks pass.\n"


def test_a_cell_that_compared_nothing_does_not_pass():
    assert "nothing was compared" in fails(lambda: None)


def notebook(student: str, graded: str) -> str:
    """Run a student's cell and a graded cell as a notebook does; return the message."""
    names = {"check": check, "np": np}
    run(student, names, "<student>")
    with pytest.raises((check.Rejected, check.NotDone)) as caught:
        run(graded, names, "<graded>")
    assert caught.value._render_traceback_() == str(caught.value).splitlines()
    return str(caught.value)


GRADED = 'with check.exercise("00.2"):\n    check.value(double(2), 4)\n'
HIDDEN = 'with check.exercise("00.2"):\n    check.hidden("00.2")\n    check.value(double(2), 4)\n'


def test_a_stub_is_not_done_yet():
    assert "`double` is not done yet" in notebook(
        "def double(x):\n    raise NotImplementedError", GRADED
    )


def test_a_missing_function_is_said_to_be_missing():
    assert "`double` is not defined" in notebook("", GRADED)


def test_an_error_is_shown_with_the_students_own_line():
    student = "def double(x):\n    y = x\n    return y / 0"
    message = notebook(student, GRADED)
    assert "ZeroDivisionError" in message
    assert "line 3 of the cell with `double`: return y / 0" in message


def test_the_line_of_an_error_in_a_comprehension_is_one_of_the_function():
    student = "def double(x):\n    return [y / 0 for y in (lambda: [x])()]"
    assert "line 2 of the cell with `double`" in notebook(student, GRADED)


def test_the_text_of_an_error_in_a_hidden_check_is_dropped():
    student = "def double(x):\n    raise ValueError(f'secret {x}')"
    message = notebook(student, HIDDEN)
    assert "ValueError" in message and "secret 2" not in message


PAIRED = 'with check.exercise("00.2"):\n    a, b = check.call(double, 2)\n'


def test_an_error_of_a_check_s_own_line_is_not_said_of_the_students():
    message = notebook("def double(x):\n    return [x]", PAIRED)
    assert "the check could not go on with your result: ValueError: not enough values" in message
    assert "the check's own line: a, b = check.call(double, 2)" in message
    hidden = PAIRED.replace("    a", '    check.hidden("00.2")\n    a')
    message = notebook("def double(x):\n    return [x]", hidden)
    assert message == "00.2: a hidden check could not go on with your result: ValueError"


def test_an_error_of_the_course_is_not_taken_for_the_students():
    def broken():
        raise CourseError("no such data")

    with pytest.raises(CourseError, match="no such data"), check.exercise("00.2"):
        broken()


def test_prints_and_warnings_of_student_code_do_no_harm():
    def noisy():
        print("hello")
        warnings.warn("careful", stacklevel=1)
        return np.log(np.zeros(1)) * 0 + 1  # a RuntimeWarning too

    errors = io.StringIO()
    with contextlib.redirect_stderr(errors), warnings.catch_warnings():
        warnings.simplefilter("error")
        printed = passes(lambda: check.that(noisy() is not None, ""))
    assert "hello" in printed and errors.getvalue() == ""


def test_what_student_code_prints_in_a_hidden_check_is_dropped():
    printed = passes(lambda: [print("leak"), check.value(1, 1)], hidden=True)
    assert "leak" not in printed


def test_the_visible_answer_that_comes_back_for_hidden_data_is_named():
    def hard_coded(*expected):
        check.value([1.0, 2.0], [1.0, 2.0])
        check.hidden("00.2")
        check.value([1.0, 2.0], expected)

    words = "right for the visible example only"
    assert words in fails(lambda: hard_coded(3.0, 5.5))
    assert words in fails(lambda: hard_coded(3.0, 5.5, 7.0))
    assert words not in fails(
        lambda: [
            check.value([1.0, 1.0], [1.0, 1.0]),
            check.hidden("00.2"),
            check.value([1.0, 1.0], [3.0, 5.5]),
        ]
    )


def test_what_student_code_prints_in_the_visible_part_is_shown_before_a_hidden_one():
    def both():
        print("seen")
        check.value(1, 1)
        check.hidden("00.2")
        print("leak")

    assert passes(both) == "Your code printed:\nseen\n00.2: all checks pass.\n"


def test_random_data_differ_between_exercises_and_repeat():
    draws = {}
    for number in ("00.2", "00.3", "00.2"):
        with contextlib.redirect_stdout(io.StringIO()), check.exercise(number):
            check.value(0, 0)
            drawn = check.rng().normal(size=3)
            assert np.array_equal(drawn, draws.setdefault(number, drawn))
    assert not np.allclose(draws["00.2"], draws["00.3"])


def test_the_layers_that_normalise_are_withheld_until_06_is_over():
    def block():
        exec("import convnet.normalisation", {})
        check.that(True, "")

    assert "convnet.normalisation is not to be used here" in fails(block, "06.3")
    passes(block, "07.1")


@pytest.mark.parametrize("loaded", [False, True], ids=["first import", "imported before"])
@pytest.mark.parametrize("how", ["import convnet.layers", "from convnet import layers"])
def test_the_finished_layers_are_withheld_from_answers_to_00_to_04(loaded, how, monkeypatch):
    import convnet

    if loaded:
        import convnet.layers
    else:
        monkeypatch.delitem(sys.modules, "convnet.layers", raising=False)
        monkeypatch.delattr(convnet, "layers", raising=False)

    def block():
        exec(how, {})
        check.that(True, "")

    assert "convnet.layers is not to be used here" in fails(block, "04.6")
    passes(block, "05.5")
    assert ("convnet.layers" in sys.modules) is True
