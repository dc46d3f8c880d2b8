"""The references of notebook 03 give the numbers that the lectures print."""

import numpy as np
import pytest

from tests.cells import solved

# Toronto's signals and matrices, Innsbruck's table (inventory.md, C02–C10, C25 and 7.3).
SIGNALS = np.array([2, -1, 1]), np.array([1, 1, 2])
CONVOLVED, CORRELATED = [2, 1, 4, -1, 2], [4, 0, 3, 0, 1]
A, B = np.array([[1, 3, 1], [0, -1, 1], [2, 2, -1]]), np.array([[1, 2], [0, -1]])
FILTERED = """
45 60 98 127 132 133 137 133
46 65 98 123 126 128 131 133
47 65 96 115 119 123 135 137
47 63 91 107 113 122 138 134
50 59 80 97 110 123 133 134
49 53 68 83 97 113 128 133
50 50 58 70 84 102 116 126
50 50 52 58 69 86 101 120
"""
PRINTED = """
69 95 116 125 129 132
68 92 110 120 126 132
66 86 104 114 124 132
62 78 94 108 120 129
57 69 83 98 112 124
53 60 71 85 100 114
"""
FOUR = {
    "a": [[0, 1, 0], [1, 4, 1], [0, 1, 0]],
    "b": [[0, -1, 0], [-1, 8, -1], [0, -1, 0]],
    "c": [[0, -1, 0], [-1, 4, -1], [0, -1, 0]],
    "d": [[1, 0, -1], [2, 0, -2], [1, 0, -1]],
}


@pytest.fixture(scope="module")
def reference():
    return solved("03_convolution")


def numbers(text):
    return np.array([[float(word) for word in line.split()] for line in text.split("\n") if line])


def test_torontos_signals_on_paper(reference):
    assert list(reference["paper_full"]()) == CONVOLVED
    assert list(reference["paper_valid"]()) == [4]
    assert list(reference["paper_xcorr"]()) == CORRELATED


@pytest.mark.parametrize("way", ["conv1d_full", "conv1d_flip", "conv_from_xcorr"])
def test_torontos_signals_each_way(reference, way):
    assert reference[way](*SIGNALS).tolist() == CONVOLVED


def test_torontos_toeplitz_matrix(reference):
    a, b = SIGNALS
    T = reference["toeplitz_matrix"](b, 3)
    assert T.T.tolist() == [[1, 1, 2, 0, 0], [0, 1, 1, 2, 0], [0, 0, 1, 1, 2]]
    assert (T @ a).tolist() == CONVOLVED


def test_cross_correlation_of_torontos_signals_and_the_exchanged_ones(reference):
    a, b = SIGNALS
    assert reference["xcorr1d"](a, b).tolist() == CORRELATED
    assert reference["xcorr1d"](b, a).tolist() == [1, 0, 3, 0, 4]


def test_torontos_matrices(reference):
    expected = [[1, 5, 7, 2], [0, -2, -4, 1], [2, 6, 4, -3], [0, -2, -2, 1]]
    assert reference["conv2d_full"](A, B).tolist() == expected


def test_torontos_matrices_as_a_layer_takes_them(reference):
    assert reference["xcorr2d"](A, B).tolist() == [[8, 4], [-4, 2]]
    assert reference["xcorr2d"](A, B, stride=2, pad=1).tolist() == [[-1, -1], [-2, 2]]


def test_all_36_entries_of_innsbrucks_table(reference):
    table = reference["filter_table"](numbers(FILTERED))
    assert table.shape == (6, 6)
    assert np.abs(table - numbers(PRINTED)).max() <= 0.5 + 1e-9


def test_torontos_four_filters(reference):
    gains = {name: reference["dc_gain"](np.array(K)) for name, K in FOUR.items()}
    assert gains == {"a": 8, "b": 4, "c": 0, "d": 0}
    names = [reference["what_filter"](name) for name in FOUR]
    assert names == ["blur", "sharpen", "laplacian", "derivative"]


def test_torontos_fourth_filter_on_a_ramp_has_its_sign_from_the_flip(reference):
    K, ramp = np.array(FOUR["d"]), np.tile(np.arange(5.0), (4, 1))
    assert reference["ramp_response"](K)[0] == -8
    assert (reference["xcorr2d"](ramp, K) == -8).all()
    assert (reference["conv2d_full"](ramp, K)[2:4, 2:5] == 8).all()


def test_sizes_of_lenet_and_alexnet(reference):
    out_size = reference["out_size"]
    lenet, alexnet = [32], [227]
    for k, s in [(5, 1), (2, 2), (5, 1), (2, 2)]:
        lenet.append(out_size(lenet[-1], k, s))
    for k, s, p in [(11, 4, 0), (3, 2, 0), (5, 1, 2), (3, 2, 0), *[(3, 1, 1)] * 3, (3, 2, 0)]:
        assert (alexnet[-1] + 2 * p - k) % s == 0
        alexnet.append(out_size(alexnet[-1], k, s, p))
    assert lenet == [32, 28, 14, 10, 5]
    assert alexnet == [227, 55, 27, 27, 13, 13, 13, 13, 6]


def test_counts_of_the_lectures(reference):
    assert reference["fc_params"](3 * 256 * 256, 1000) == 196_608_000
    assert reference["local_params"](40_000, 10, 10) == 4_000_000
    assert reference["conv_params"](100, 10, 10) == 10_000


def test_equivariance_on_the_circle_and_in_the_interior(reference):
    """Exact on a circle; with zero padding away from the ends; with stride 2 for even shifts."""
    rng = np.random.default_rng(5)
    x, w = rng.normal(size=11), rng.normal(size=3)
    circular, shift = reference["circular_xcorr1d"], reference["shift"]
    assert np.allclose(circular(shift(x, 4), w), shift(circular(x, w), 4))
    plain, moved = (reference["xcorr1d"](v, w) for v in (x, shift(x, 1)))
    assert np.allclose(plain[2:10], moved[3:11])
    assert not np.allclose(plain[:2], moved[1:3])
    A, K = rng.normal(size=(9, 8)), rng.normal(size=(3, 2))
    stepped = reference["xcorr2d"](A, K, stride=2)
    assert np.allclose(stepped[1:], reference["xcorr2d"](A[2:], K, stride=2))
    odd = reference["xcorr2d"](A[1:], K, stride=2)
    assert not np.allclose(odd[0], stepped[0])
    assert not np.allclose(odd[0], stepped[1])


def test_the_ends_of_a_shifted_signal_and_of_a_square_toeplitz_matrix(reference):
    """What the cell 03-equivariance and the text after 03.12 show."""
    x, w = np.array([1.0, 2, 0, -1, 3, 2]), np.array([3.0, 1, -2])
    before = reference["xcorr1d"](reference["shift"](x, 1), w)
    after = reference["shift"](reference["xcorr1d"](x, w), 1)
    assert np.flatnonzero(before != after).tolist() == [0, 1, 2, 6, 7]
    W = np.array([[2, 5, 0], [1, 2, 5], [7, 1, 2]])
    assert (W @ [1, 0, 0]).tolist() == [2, 1, 7]
    assert (W @ [0, 1, 0]).tolist() == [5, 2, 1]


def test_only_toeplitz_matrices_are_shift_equivariant(reference):
    square = reference["toeplitz_matrix"](np.array([2.0, -1.0, 1.0]), 5)[:5]
    assert reference["is_shift_equivariant"](square)
    assert not reference["is_shift_equivariant"](np.random.default_rng(1).normal(size=(5, 5)))
