"""The vocabulary of graded cells: what passes, what is rejected, and what the student reads."""

from fractions import Fraction

import numpy as np
import pytest

from autograder import check
from autograder.check.outcome import Rejected
from tests.exercise import fails, passes

RNG = np.random.default_rng(5)


# value ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "actual",
    [
        [[1, 2], [3, 4]],
        np.array([[1, 3], [2, 4]]).T,
        ((1.0, 2.0), (3.0, 4.0)),
        np.eye(2) * 0 + [[1, 2], [3, 4]],
    ],
    ids=["list", "view", "tuples", "array"],
)
def test_value_takes_numbers_in_any_wrapping(actual):
    passes(lambda: check.value(actual, [[1.0, 2.0], [3.0, 4.0]]))


@pytest.mark.parametrize("actual", [2, 2.0, np.float32(2), np.array(2), True + 1])
def test_value_takes_a_number_in_any_wrapping(actual):
    passes(lambda: check.value(actual, 2.0))


def test_value_takes_a_boolean_mask_for_zeros_and_ones():
    passes(lambda: check.value(np.array([True, False]), [1.0, 0.0]))


@pytest.mark.parametrize(
    ("actual", "said"),
    [
        ([1.0, 2.0], "(2,); (3,) is asked for"),
        ([1.0, 2.0, 3.1], "[2] is 3.1; expected 3"),
        ([1.0, np.nan, 3.0], "[1] is nan"),
        (None, "return"),
        ("abc", "not an array of numbers"),
        ([1.0, [2.0, 3.0]], "not an array of numbers"),
        ([1.0, 2.0, 3.0 + 1e-6], "[2] is 3.000001; expected 3"),
    ],
)
def test_value_says_what_is_wrong(actual, said):
    assert said in fails(lambda: check.value(actual, [1.0, 2.0, 3.0]))


@pytest.mark.parametrize(
    "actual",
    [
        np.array([1.0, 2.0]) + 1j,
        [1.0, 2.0 + 1e-6j],
        ["1", "2"],
        [b"1", b"2"],
        np.array([1, 2], "m8[s]"),
        np.array([1.0, "2"], dtype=object),
        np.array([1.0, np.complex128(2 + 1j)], dtype=object),
    ],
    ids=str,
)
def test_what_is_no_real_number_is_not_made_one(actual):
    assert "not an array of numbers" in fails(lambda: check.value(actual, [1.0, 2.0]))
    message = fails(lambda: check.gradient(lambda x: float(x @ x) / 2, [1.0, 2.0], actual))
    assert "complex numbers" in message


@pytest.mark.parametrize(
    "actual",
    [
        np.array([1, 2], complex),
        np.array([1, 2]) + 1e-16j,  # as an inverse FFT gives them
        [Fraction(1), 2],
        np.array([1, 2.0], dtype=object),
    ],
    ids=str,
)
def test_a_real_number_of_another_type_passes(actual):
    passes(lambda: check.value(actual, [1.0, 2.0]))


def test_whole_numbers_are_printed_whole_and_close_ones_with_all_digits_that_matter():
    assert "got           196609; expected 196608" in fails(lambda: check.value(196609.0, 196608))
    assert "0.1234567; expected 0.1234568" in fails(lambda: check.value(0.1234567, 0.1234568))


def test_counts_and_truth_values_have_no_percentages():
    assert "%" not in fails(lambda: check.value([True, True, False], [True, False, False]))
    assert "%" in fails(lambda: check.value([1.5, 2.0], [1.25, 2.0]))


def test_an_entry_of_something_described_in_words_is_named_by_its_place():
    message = fails(lambda: check.value([1, 2], [1, 5], name="the columns of W"))
    assert "wrong numbers in the columns of W" in message and "entry   [1] is 2" in message


def test_a_statement_says_what_is_asked_for():
    message = fails(lambda: check.that(False, "a loss that falls", "the sign of the step"))
    assert "asked for     a loss that falls" in message and "look at       the sign" in message


def test_a_hidden_check_shows_no_shape_and_no_number_of_the_students():
    message = fails(lambda: check.value(np.zeros((7, 0)), np.zeros((3, 2))), hidden=True)
    assert "wrong shape" in message and not any(d in message.split("check:")[1] for d in "7032")


def test_a_hidden_check_shows_neither_data_nor_expected_values():
    message = fails(lambda: check.value([1.0, 2.5], [1.0, 2.125]), hidden=True)
    assert "2.125" not in message and "2.5" not in message and "00.2" in message


def test_an_integer_is_promised_where_it_is_said():
    passes(lambda: check.value(np.int64(6), 6, integer=True))
    assert "integer" in fails(lambda: check.value(6.0, 6, integer=True))


def test_single_precision_passes_only_where_it_is_allowed():
    actual = np.float32([1 / 3, 2 / 3])
    fails(lambda: check.value(actual, [1 / 3, 2 / 3]))
    passes(lambda: check.value(actual, [1 / 3, 2 / 3], kind="float32"))


def test_where_no_entry_is_off_by_itself_none_is_counted():
    expected = 1.1 * np.arange(1, 13) / 7
    message = fails(lambda: check.value(expected * (1 + 5e-8), expected))
    assert "each is a little off" in message and "of 12" not in message


def test_huge_numbers_are_compared_as_strictly_as_others():
    expected = np.array([1e200, -3e200, 2e200])
    passes(lambda: check.value(expected * (1 + 1e-12), expected))
    assert "1 of 3" in fails(lambda: check.value(expected * [1, 1, 1.001], expected))
    assert "3 of 3" in fails(lambda: check.value(-expected, expected))


def test_a_large_array_is_compared_as_strictly_as_a_small_one():
    expected = RNG.normal(size=100_000)
    wrong = expected.copy()
    wrong[777] += 1e-4
    fails(lambda: check.value(wrong, expected))


# calls ------------------------------------------------------------------------------------------


def test_call_sees_an_argument_that_was_changed():
    def grows(x, w):
        w += 1
        return x

    assert "changes its argument w" in fails(lambda: check.call(grows, 1, np.ones(2)))
    assert "changes its argument w" in fails(lambda: check.call(grows, 1, w=np.ones(2)))


def test_an_argument_without_a_name_is_told_by_its_place():
    def grows(*xs):
        last = xs[-1]
        last += 1
        return last

    message = fails(lambda: check.call(grows, 1, np.ones(2)))
    assert "changes its argument 2" in message and "argument 2 of the caller" in message


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([1, 2], [1, 3]),
        ([1, 2], [1, 2.0]),
        ([1, 0], [1, False]),
        ([0.0], [-0.0]),
        (["x", "y"], ["x", "x"]),
        ([("x", (), ())], [("x", ("x",), ())]),
        ([None], [0]),
        ([abs], [max]),
        ([np.float64(1)], [1.0]),
        ([np.ones(2)], [np.ones(2, dtype=bool)]),
        ({"a": 1}, {"b": 1}),
    ],
)
def test_call_sees_any_change_within_an_argument_and_keeps_its_own(before, after):
    def rewrites(container):
        container.clear()
        container.extend(after) if isinstance(container, list) else container.update(after)
        return 1

    kept = before.copy()
    assert "changes its argument container" in fails(lambda: check.call(rewrites, before))
    assert before is not kept and repr(before) == repr(kept)


def test_call_takes_what_is_left_as_it_is():
    def looks(*arguments):
        return len(arguments)

    shared = np.ones(3)
    arguments = [np.nan], {"f": abs, 2: [shared, shared]}, range(3), {1, 2}, None, "x", b"y", len
    passes(lambda: check.value(check.call(looks, *arguments), len(arguments)))


def test_a_generator_that_was_handed_out_is_not_the_checks():
    def sets(rng):
        state = rng.bit_generator.state
        state["state"] = {"state": 0, "inc": 1}
        rng.bit_generator.state = state
        return 1

    rng, same = np.random.default_rng(3), np.random.default_rng(3)
    passes(lambda: check.value(check.call(sets, rng), 1))
    passes(lambda: check.value(check.call(lambda rng: 1, same), 1))
    assert rng.normal() == same.normal()


def test_a_second_call_finds_another_order_from_the_same_generator():
    def orders(seed):
        rng = np.random.default_rng(seed)
        return [check.call(lambda rng: rng.permutation(20), rng).tolist() for _ in range(2)]

    def block():
        one, two = orders(3)
        check.value([one, two], orders(3))
        check.that(one != two, "another order")

    passes(block)


def test_call_rejects_what_takes_too_long():
    def slow():
        return sum(i * i for i in range(300_000))

    with check.cpu_limit(1e-4):
        assert "s of computing" in fails(lambda: check.call(slow))


def test_without_forbids_and_gives_back():
    def shortcut():
        return np.convolve([1, 2], [3, 4])

    def block():
        with check.without("numpy.convolve"):
            check.value(shortcut(), [3, 10, 8])

    assert "numpy.convolve is not to be used" in fails(block)
    assert shortcut().tolist() == [3, 10, 8]


def test_raises():
    def strict(k):
        if k > 3:
            raise ValueError(k)
        return k

    passes(lambda: check.raises(ValueError, strict, 4))
    assert "accepts arguments" in fails(lambda: check.raises(ValueError, strict, 3))
    assert "TypeError" in fails(lambda: check.raises(ValueError, strict))


def test_another_exception_is_not_taken_for_none_at_all():
    def asserts(k):
        assert k > 3

    def ends_with(function):
        with pytest.raises(Rejected) as caught, check.exercise("00.1"):
            check.raises(ValueError, function, 3)
        return caught.value.failure

    assert ends_with(asserts) != ends_with(lambda k: k)


def test_a_single_wrong_entry_is_one():
    assert "1 of 3 entries is off" in fails(lambda: check.value([1, 2, 4], [1, 2, 3]))
    assert "2 of 3 entries are off" in fails(lambda: check.value([1, 3, 4], [1, 2, 3]))


def test_parts_are_unpacked_and_have_the_shapes_asked_for():
    with check.exercise("00.2"):
        x, p = check.parts([[[1, 2]], 0.5], x=(1, 2), p=None)
    assert isinstance(x, np.ndarray) and x.shape == (1, 2) and p == 0.5
    assert "wrong shape of x" in fails(lambda: check.parts(([1, 2], 0.5), x=(1, 2), p=None))


@pytest.mark.parametrize(
    ("result", "came"), [(0.5, "float"), (np.array(0.5), "ndarray"), ((1, 2, 3), "3 results")]
)
def test_what_has_other_parts_is_told_which_are_asked_for(result, came):
    message = fails(lambda: check.parts(result, x=(1, 2), p=None))
    assert f"got           {came}" in message and "the pair (x, p)" in message
    assert came not in fails(lambda: check.parts(result, x=(1, 2), p=None), hidden=True)


@pytest.mark.parametrize("given", [[[1, 2], [3]], "text", None, {"a": 1}])
def test_what_is_no_array_is_said_to_be_none(given):
    assert fails(lambda: check.array(given, (2, 2), "dX")).startswith("00.2: dX")


def test_irregular_data_are_the_same_everywhere_and_differ_with_k():
    assert check.irregular(3, 2, 1).ravel() == pytest.approx([np.sin(3), np.sin(7.8541019661)])
    alike = np.corrcoef([check.irregular(k, 400) for k in range(1, 12)]) - np.eye(11)
    assert abs(alike).max() < 0.15
