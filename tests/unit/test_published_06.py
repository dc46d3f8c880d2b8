"""Published values: notebook 06's references and the package give what others have printed.

Stanford's course CS231n, assignment 2, notebooks BatchNormalization and Dropout (2017 to today),
seeds NumPy's old generator with 231 and prints means, deviations and gradients. Solutions that
students have put on GitHub carry the outputs.
"""

import numpy as np
import pytest

from convnet.normalisation import BatchNorm, Dropout
from tests.cells import solved

MEANS, STDS = [-0.03927354, -0.04349152, -0.10452688], [1.01531428, 1.01238373, 0.97819988]
"""After test-time normalisation with statistics of fifty batches, momentum 0.9."""


@pytest.fixture(scope="module")
def course():
    return solved("06_normalisation")


def activations(random, count):
    """CS231n's two-layer network: batches of 200 rows, three units."""
    W1, W2 = random.randn(50, 60), random.randn(60, 3)
    for _ in range(count):
        yield np.maximum(0, random.randn(200, 50) @ W1) @ W2


def test_cs231n_forward(course):
    random = np.random.RandomState(231)
    X, W1, W2 = random.randn(200, 50), random.randn(50, 60), random.randn(60, 3)
    A = np.maximum(0, X @ W1) @ W2
    assert np.allclose(A.mean(axis=0), [-2.3814598, -13.18038246, 1.91780462], atol=1e-7)
    assert np.allclose(A.std(axis=0), [27.18502186, 34.21455511, 37.68611762], atol=1e-7)
    gamma, beta = np.array([1.0, 2, 3]), np.array([11.0, 12, 13])
    out = course["batchnorm_forward"](A, gamma, beta)[0]
    assert np.allclose(out.mean(axis=0), [11, 12, 13])
    assert np.allclose(out.std(axis=0), [0.99999999, 1.99999999, 2.99999999], atol=1e-8)


def test_cs231n_running_statistics(course):
    *batches, last = activations(np.random.RandomState(231), 51)
    mean = var = np.zeros(3)
    for A in batches:
        mean, var = course["update_running"](mean, var, A)
    out = course["batchnorm_inference"](last, np.ones(3), np.zeros(3), mean, var)
    assert np.allclose(out.mean(axis=0), MEANS, atol=1e-8)
    assert np.allclose(out.std(axis=0), STDS, atol=1e-8)


def test_cs231n_running_statistics_of_the_layer():
    *batches, last = activations(np.random.RandomState(231), 51)
    layer = BatchNorm.plain(3, np.float64)
    layer.state["var"][...] = 0  # where CS231n begins
    for A in batches:
        layer.forward(A)
    layer.train(False)
    out = layer.forward(last)
    assert np.allclose(out.mean(axis=0), MEANS, atol=1e-8)
    assert np.allclose(out.std(axis=0), STDS, atol=1e-8)


def test_cs231n_backward(course):
    random = np.random.RandomState(231)
    X = 5 * random.randn(4, 5) + 12
    gamma, beta, dout = random.randn(5), random.randn(5), random.randn(4, 5)
    dX, dgamma, dbeta = course["batchnorm_backward"](
        dout, course["batchnorm_forward"](X, gamma, beta)[1]
    )
    expected = [
        [-0.00310319, 0.00305468, -0.00156246, 0.17251307, 0.01388029],
        [0.01147762, -0.10800884, -0.01112564, -0.02021632, -0.02098085],
        [-0.01682492, -0.01106847, -0.00384286, 0.13581055, -0.04108612],
        [0.00845049, 0.11602263, 0.01653096, -0.2881073, 0.04818669],
    ]
    assert np.allclose(dX, expected, atol=1e-8)
    assert np.allclose(dgamma, [2.29048278, 1.39248907, 2.93350569, 0.98234546, 2.08326113])
    assert np.allclose(dbeta, [0.08461601, 0.59073617, 1.2668311, -1.75428014, -0.80317214])


class Kept(np.random.RandomState):
    """The old generator; CS231n keeps where its draw is below the probability of keeping."""

    def random(self, size):
        return 1 - self.random_sample(size)


@pytest.mark.parametrize(
    "how", ["notebook", pytest.param("layer", id="the package's layer")]
)  # fmt: skip
def test_cs231n_dropout(course, how):
    random = Kept(231)
    X = random.randn(500, 500) + 10
    assert X.mean() == pytest.approx(10.000207878477502, abs=1e-12)
    # Probability of keeping; mean of the output; share of zeros.
    for keep, mean, zeros in [
        (0.25, 10.014059116977283, 0.749784),
        (0.4, 9.977917658761159, 0.600796),
        (0.7, 9.987811912159426, 0.30074),
    ]:
        if how == "notebook":
            out = course["dropout_forward"](X, 1 - keep, random)[0]
        else:
            out = Dropout(1 - keep, random).forward(X)
        assert out.mean() == pytest.approx(mean, abs=1e-10)
        assert (out == 0).mean() == pytest.approx(zeros, abs=1e-12)


# --- the hand-worked numbers of the course's inventory, R04 and R05 -----------------------------


def test_r04_and_r05(course):
    X = np.array([[1.0, 0], [7, 4], [7, 0], [9, 4]])
    gamma, beta = np.array([3.0, 2]), np.array([1.0, -1])
    out, cache = course["batchnorm_forward"](X, gamma, beta, 0.0)
    assert np.allclose(out, [[-4, -3], [2, 1], [2, -3], [4, 1]])
    G = np.array([[1.0, 0], [0, 1], [2, -1], [-1, 2]])
    dX, dgamma, dbeta = course["batchnorm_backward"](G, cache)
    assert np.allclose(dX, [[-1 / 3, 1 / 2], [-1 / 3, -1 / 2], [5 / 3, -1 / 2], [-1, 1 / 2]])
    assert np.allclose(dgamma, [-2, 4]) and np.allclose(dbeta, [2, 2])
    layer = BatchNorm(gamma, beta, eps=0)
    assert np.allclose(layer.forward(X), out) and np.allclose(layer.backward(G), dX)
