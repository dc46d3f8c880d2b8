"""Errors of NumPy are said in the words of the course: real ones, of the NumPy that is there."""

import numpy as np
import pytest

from autograder.check.words import explained

ERRORS = {
    "product": (lambda: np.ones((3, 2)) @ np.ones((3, 4)), "inner sizes differ: 3 and 2"),
    "dot": (lambda: np.ones((3, 2)).dot(np.ones((3, 4))), "inner sizes differ: (3,2) and (3,4)"),
    "broadcast": (lambda: np.ones((3, 2)) + np.ones(4), "shapes (3,2) and (4,)"),
    "if": (lambda: bool(np.ones(2) > 0), "np.where(condition, a, b)"),
    "place": (lambda: np.ones(3).__setitem__(slice(0, 2), np.ones(3)), "a place of shape (2,)"),
    "reshape": (lambda: np.ones(6).reshape(4, 2), "6 numbers can't take the shape (4,2)"),
    "index": (lambda: np.ones(3)[3], "no index 3 along axis 0: it has 3 entries"),
    "axis": (lambda: np.ones(3).sum(axis=1), "no axis 1: the array has 1 dimensions"),
    "indices": (lambda: np.ones(3)[0, 0], "2 indices for an array of 1 dimensions"),
    "boolean": (lambda: np.array([True]) - np.array([True]), "make numbers of them first"),
    "ragged": (lambda: np.array([[1.0], [1.0, 2.0]]), "unequal lengths"),
    "number": (lambda: float(np.ones(3)), "one number is needed there"),
    "none": (lambda: [None][0][0], "does each function return its result?"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_is_explained(name):
    fails, words = ERRORS[name]
    with pytest.raises(Exception) as caught:  # noqa: PT011
        fails()
    assert words in explained(str(caught.value))


def test_other_errors_are_left_as_they_are():
    assert explained("math domain error") == ""


def test_a_hidden_check_shows_no_number_of_it():
    with pytest.raises(ValueError, match="broadcast") as caught:
        np.ones((3, 2)) + np.ones(4)
    assert explained(str(caught.value), hidden=True) == ""
    assert "np.where" in explained("The truth value of an array with …", hidden=True)
