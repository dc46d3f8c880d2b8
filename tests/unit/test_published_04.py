"""The hand-worked numbers of the course come out of notebook 04's references."""

import numpy as np
import pytest

from tests.cells import code_cells, solved

X1, W1 = np.array([1.0, 2, 0, -1, 3]), np.array([2.0, -1, 1])
G1 = np.array([1.0, 0, 2, -1, 1])
X2 = np.array([[1.0, 3, 1], [0, -1, 1], [2, 2, -1]])
K2, G2 = np.array([[1.0, 2], [0, -1]]), np.array([[1.0, -1], [2, 3]])


@pytest.fixture(scope="module")
def course():
    return solved("04_modules")


# --- K01: the convolution module in one dimension ---------------------------------------------


@pytest.mark.parametrize(
    ("c", "y", "dx", "dw"),
    [
        (1, [1, 0, 3, 4, -5], [-1, 5, -4, 5, -2], [3, 5, -3]),
        (0, [0, 3, 4, -5, 6], [2, -1, 5, -4, 5], [5, -3, 6]),
        (2, [1, 1, 0, 3, 4], [5, -4, 5, -2, 1], [0, 3, 5]),
    ],
)
def test_k01_forward_and_both_gradients(course, c, y, dx, dw):
    assert course["conv1d_forward"](X1, W1, 0.0, c).tolist() == y
    assert course["conv1d_backward_input"](G1, W1, c).tolist() == dx
    weights, bias = course["conv1d_backward_weights"](G1, X1, 3, c)
    assert weights.tolist() == dw
    assert bias == 3


def test_k01_even_kernels(course):
    w = np.array([1.0, -2])
    assert course["conv1d_forward"](X1, w, 0.0, 0).tolist() == [-3, 2, 2, -7, 3]
    assert course["conv1d_forward"](X1, w, 0.0, 1).tolist() == [-2, -3, 2, 2, -7]


def test_k10_the_tied_gradient_of_k01(course):
    assert course["tied_grad"](np.outer(G1, X1), 3).tolist() == [3, 5, -3]


def test_the_adjoint_identity_on_k01(course):
    y = course["conv1d_forward"](X1, W1, 0.0, 1)
    dx = course["conv1d_backward_input"](G1, W1, 1)
    dw, _ = course["conv1d_backward_weights"](G1, X1, 3, 1)
    assert G1 @ y == dx @ X1 == dw @ W1 == -2


def shown(course, name, capsys, **functions):
    """What a demonstration prints, with these functions in the place of the references."""
    [cell] = [c for c in code_cells("04_modules") if c.grade_id == name]
    exec(cell.source, {"np": np, **course, **functions})
    return capsys.readouterr().out


def test_the_cell_of_the_adjoint_identity_tries_the_students_functions(course, capsys):
    worked, random = shown(course, "04-adjoint", capsys).splitlines()
    assert worked.count("= -2.000000") == 3
    assert len({product.split()[0] for product in random.split("= ")[1:]}) == 1
    wrong = shown(course, "04-adjoint", capsys, conv1d_backward_input=lambda g, w, c: g)
    assert wrong.splitlines()[0].count("= -2.000000") == 2


@pytest.mark.parametrize("name", ["04-adjoint", "04-speed"])
@pytest.mark.parametrize("answer", [None, (np.zeros(3), None)], ids=["nothing", "a wrong shape"])
def test_a_demonstration_survives_functions_that_are_not_right_yet(course, capsys, name, answer):
    named = ("conv1d_forward", "conv2d_forward")
    said = shown(course, name, capsys, **dict.fromkeys(named, lambda *_: answer))
    assert "not yet" in said


def test_a_wrong_result_is_not_praised_for_its_speed(course, capsys):
    def flipped(X, W, b, stride, pad):
        return course["conv2d_forward"](X, W[..., ::-1], b, stride, pad)

    assert "do not agree" not in shown(course, "04-speed", capsys)
    assert "do not agree" in shown(course, "04-speed", capsys, conv2d_forward=flipped)


# --- K02: max pooling in one dimension --------------------------------------------------------


@pytest.mark.parametrize(
    ("k", "stride", "y", "g", "dx"),
    [
        (2, 2, [3, 5, 4], [2, -1, 3], [0, 2, 0, -1, 3, 0, 0]),
        (3, 1, [3, 5, 5, 5, 4], [1, 2, -1, 3, 2], [0, 1, 0, 4, 2, 0, 0]),
    ],
)
def test_k02_first_maximum_wins_and_overlap_adds_up(course, k, stride, y, g, dx):
    x = np.array([1.0, 3, 2, 5, 4, 4, 0])
    out, cache = course["maxpool1d_forward"](x, k, stride)
    gradient = course["maxpool1d_backward"](np.array(g, dtype=float), cache)
    assert out.tolist() == y
    assert gradient.tolist() == dx
    assert gradient.sum() == sum(g)


# --- K04: convolution of images ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("stride", "pad", "Y", "dX", "dK"),
    [
        (1, 0, [[8, 4], [-4, 2]], [[1, 1, -2], [2, 6, 7], [0, -2, -3]], [[-5, 3], [11, -1]]),
        (2, 1, [[-1, -1], [-2, 2]], [[-1, 0, 1], [4, 3, 6], [-2, 0, -3]], [[-3, 3], [3, 1]]),
    ],
)
def test_k04_one_channel(course, stride, pad, Y, dX, dK):
    X, W, b = X2[None, None], K2[None, None], np.zeros(1)
    out, cache = course["conv2d_forward"](X, W, b, stride, pad)
    gradients = course["conv2d_backward"](G2[None, None], cache)
    assert out[0, 0].tolist() == Y
    assert gradients[0][0, 0].tolist() == dX
    assert gradients[1][0, 0].tolist() == dK
    assert gradients[2].tolist() == [5]
    assert course["conv2d_im2col"](X, W, b, stride, pad)[0, 0].tolist() == Y


def test_k04_two_channels_two_filters(course):
    X = np.array([[X2, [[0, 1, -1], [2, 0, 1], [1, -2, 0]]]])
    W = np.array([[K2, np.eye(2)], [[[0, 1], [-1, 0]], [[2, 0], [1, -1]]]])
    G = np.array([[G2, [[0, 1], [-1, 2]]]])
    out, cache = course["conv2d_forward"](X, W, np.array([1.0, -2]))
    dX, dW, db = course["conv2d_backward"](G, cache)
    assert out.tolist() == [[[[9, 7], [-3, 3]], [[3, 1], [2, -5]]]]
    assert dX.tolist() == [
        [[[1, 1, -1], [2, 4, 9], [1, -4, -3]], [[1, 1, 0], [0, 9, -2], [-1, 5, 1]]]
    ]
    assert dW.tolist() == [
        [[[-5, 3], [11, -1]], [[3, 5], [-2, -5]]],
        [[[1, 4], [1, -3]], [[-1, 1], [-5, 3]]],
    ]
    assert db.tolist() == [5, 2]
    linear, _ = course["conv2d_forward"](X, W, np.zeros(2))
    assert np.sum(G * linear) == np.sum(dX * X) == np.sum(dW * W) == -7


# --- K07: pooling of images -------------------------------------------------------------------


def test_k07_max_and_average(course):
    X = np.array([[[[1.0, 3, 2, 0], [4, 4, 1, 5], [0, 2, 6, 6], [1, 2, 7, 3]]]])
    assert course["maxpool2d_forward"](X, 2, 2, 2)[0].tolist() == [[[[4, 5], [2, 7]]]]
    assert course["avgpool2d_forward"](X, 2, 2, 2)[0].tolist() == [[[[3, 2], [1.25, 5.5]]]]
    out, cache = course["maxpool2d_forward"](X, 3, 3, 1)
    assert out.tolist() == [[[[6, 6], [7, 7]]]]
    dX = course["maxpool2d_backward"](np.array([[[[1.0, 2], [3, 5]]]]), cache)
    assert dX[0, 0, 3, 2] == 8, "the 7 is shared by two windows"
