"""Are the layers' outputs and gradients right, alone and many ways?"""

import copy
import importlib.util

import numpy as np
import pytest

from autograder.gradients import central_differences
from convnet import layers, losses

RNG = np.random.default_rng(11)


def normal(*shape):
    return RNG.normal(size=shape)


def convolved(X, W, b, stride, pad):
    """The definition, with a loop over every output pixel and kernel entry."""
    (N, _, H, width), (F, _, kh, kw) = X.shape, W.shape
    OH, OW = (H + 2 * pad - kh) // stride + 1, (width + 2 * pad - kw) // stride + 1
    out = np.zeros((N, F, OH, OW)) + b[:, None, None]
    for i, j, u, v in np.ndindex(OH, OW, kh, kw):
        y, x = i * stride + u - pad, j * stride + v - pad
        if 0 <= y < H and 0 <= x < width:
            out[:, :, i, j] += X[:, :, y, x] @ W[:, :, u, v].T
    return out


# N, C, H, W, F, kh, kw, stride, pad: all different where they can be.
CONVOLUTIONS = [
    (2, 3, 6, 5, 4, 3, 2, 1, 0),
    (2, 3, 7, 5, 4, 3, 3, 2, 1),
    (3, 2, 5, 8, 1, 2, 3, 3, 2),
    (2, 1, 4, 6, 3, 4, 1, 2, 0),
    (1, 2, 3, 3, 2, 1, 1, 1, 0),
    (2, 2, 8, 7, 3, 5, 5, 1, 2),
]


@pytest.mark.parametrize("sizes", CONVOLUTIONS)
def test_convolution_is_its_definition(sizes):
    N, C, H, W, F, kh, kw, stride, pad = sizes
    X, kernels, b = normal(N, C, H, W), normal(F, C, kh, kw), normal(F)
    out = layers.Conv2d(kernels, b, stride, pad).forward(X)
    assert np.allclose(out, convolved(X, kernels, b, stride, pad), rtol=1e-12, atol=1e-12)


def test_convolution_by_hand():
    X = np.array([[[[1.0, 2, 0], [0, 1, 3]]]])
    layer = layers.Conv2d(np.array([[[[2.0, -1], [1, 0]]]]), np.array([10.0]))
    assert layer.forward(X).tolist() == [[[[10, 15]]]]  # 2·1 − 2 + 0 + 10, 2·2 − 0 + 1 + 10
    dX = layer.backward(np.array([[[[1.0, 3]]]]))
    assert dX.tolist() == [[[[2, 5, -3], [1, 3, 0]]]]
    assert layer.grads["W"].tolist() == [[[[7, 2], [3, 10]]]] and layer.grads["b"].tolist() == [4]


POOLINGS = [
    (2, 2, (2, 3, 6, 4)),
    (2, 2, (2, 1, 5, 7)),
    (3, 2, (2, 2, 7, 6)),
    (2, 3, (3, 2, 5, 8)),
    (3, 1, (1, 2, 4, 5)),
]


@pytest.mark.parametrize(("k", "stride", "shape"), POOLINGS)
@pytest.mark.parametrize(
    ("kind", "what"), [(layers.MaxPool2d, np.max), (layers.AvgPool2d, np.mean)]
)
def test_pooling_is_its_definition(kind, what, k, stride, shape):
    X = normal(*shape)
    out = kind(k, stride).forward(X)
    OH, OW = (shape[2] - k) // stride + 1, (shape[3] - k) // stride + 1
    assert out.shape == (*shape[:2], OH, OW)
    for i, j in np.ndindex(OH, OW):
        window = X[:, :, i * stride : i * stride + k, j * stride : j * stride + k]
        assert np.allclose(out[:, :, i, j], what(window, axis=(2, 3)))


@pytest.mark.parametrize(
    ("window", "winner"),
    [
        ([1.0, 1, 1, 1], 0),
        ([0.0, 2, 2, 2], 1),
        ([0.0, 1, 2, 2], 2),
        ([2.0, 0, 0, 2], 0),
        ([0.0, 2, 2, 0], 1),
    ],
)
def test_first_of_equal_maxima_gets_the_gradient(window, winner):
    layer = layers.MaxPool2d(2)
    layer.forward(np.array(window, float).reshape(1, 1, 2, 2))
    assert np.flatnonzero(layer.backward(np.array([[[[5.0]]]]))).tolist() == [winner]


def cases():
    for N, C, H, W, F, kh, kw, stride, pad in CONVOLUTIONS:
        yield layers.Conv2d(normal(F, C, kh, kw), normal(F), stride, pad), normal(N, C, H, W)
    for k, stride, shape in POOLINGS:
        yield layers.MaxPool2d(k, stride), normal(*shape)
        yield layers.AvgPool2d(k, stride), normal(*shape)
    yield layers.Linear(normal(4, 3), normal(4)), normal(2, 3)
    yield layers.Linear(normal(1, 5), normal(1)), normal(3, 5)
    for kind in (layers.ReLU, layers.Tanh, layers.Sigmoid):
        yield kind(), normal(3, 4)
        yield kind(), normal(2, 3, 4, 2)
    yield layers.Flatten(), normal(2, 3, 4, 5)


CASES = list(cases())


def named(value):
    return "" if hasattr(value, "shape") else repr(value)


@pytest.mark.parametrize(("layer", "X"), CASES, ids=named)
def test_gradients_are_numerical_gradients(layer, X):
    dout = normal(*layer.forward(X).shape)
    dX, grads = layer.backward(dout), {name: g.copy() for name, g in layer.grads.items()}

    def close(claimed, f, at):
        estimate = central_differences(f, at)
        assert claimed.shape == at.shape and not estimate.kinks.all()
        assert np.allclose(claimed, estimate.gradient, rtol=1e-6, atol=1e-7)

    close(dX, lambda x: np.sum(layer.forward(x) * dout), X)
    for name, value in layer.params.items():
        original = value.copy()

        def cost(v, value=value):
            value[...] = v
            return np.sum(layer.forward(X) * dout)

        close(grads[name], cost, original)
        value[...] = original


@pytest.mark.parametrize(("layer", "X"), CASES, ids=named)
def test_type_is_kept_and_input_untouched(layer, X):
    X = X.astype(np.float32)
    small = layer.replica()
    small.params = {name: value.astype(np.float32) for name, value in layer.params.items()}
    small.grads = {name: value.astype(np.float32) for name, value in layer.grads.items()}
    before = X.copy()
    out = small.forward(X)
    dX = small.backward(np.ones_like(out))
    assert out.dtype == dX.dtype == np.float32
    assert all(grad.dtype == np.float32 for grad in small.grads.values())
    assert np.array_equal(X, before)


@pytest.mark.parametrize(
    "layer", [layers.Linear(normal(4, 12), normal(4)), layers.Conv2d(normal(2, 3, 2, 2))]
)
def test_input_gradient_can_be_left_out(layer):
    out = layer.forward(normal(2, 12) if isinstance(layer, layers.Linear) else normal(2, 3, 4, 5))
    layer.backward(np.ones_like(out))
    grads = {name: grad.copy() for name, grad in layer.grads.items()}
    layer.grads["W"][...] = 0
    assert layer.backward(np.ones_like(out), input_gradient=False) is None
    assert all(np.array_equal(layer.grads[name], grads[name]) for name in grads)


def test_replica_shares_parameters_and_nothing_else():
    layer = layers.Linear(normal(2, 3))
    twin = layer.replica()
    X, Y = normal(4, 3), normal(5, 3)
    layer.forward(X), twin.forward(Y)
    layer.backward(np.ones((4, 2)))
    assert np.allclose(layer.grads["W"], np.ones((4, 2)).T @ X) and not twin.grads["W"].any()
    layer.params["W"][...] = 7
    assert (twin.params["W"] == 7).all()


def test_he_initialisation_has_variance_two_over_fan_in():
    W = layers.he(np.random.default_rng(0), (300, 5, 3, 4))
    assert W.dtype == np.float32 and abs(W.mean()) < 0.005
    assert np.isclose(W.var(), 2 / 60, rtol=0.03)


# --- costs ------------------------------------------------------------------------------------


def test_cross_entropy_by_hand():
    loss = losses.SoftmaxCrossEntropy()
    Z = np.log(np.array([[1.0, 2, 1], [3, 1, 4]]))
    assert np.isclose(loss.forward(Z, np.array([1, 2])), np.log(2))  # both have probability ½
    assert np.allclose(loss.backward(), [[0.125, -0.25, 0.125], [0.1875, 0.0625, -0.25]])


@pytest.mark.parametrize("T", [np.eye(10)[3], 3, np.eye(10)[[3]].T, np.eye(10)[:2]])
def test_targets_of_another_shape_are_refused_in_plain_words(T):
    with pytest.raises(ValueError, match=r"a row for each example, .1, 10., or a class for each"):
        losses.SoftmaxCrossEntropy().forward(np.ones((1, 10)), T)


@pytest.mark.parametrize("loss", [losses.SoftmaxCrossEntropy(), losses.Euclidean()])
def test_costs_have_numerical_gradients(loss):
    Z, T = normal(3, 4), np.abs(normal(3, 4))
    T /= T.sum(axis=1, keepdims=True)
    loss.forward(Z, T)
    claimed = loss.backward()
    assert np.allclose(
        claimed, central_differences(lambda z: loss.forward(z, T), Z).gradient, atol=1e-8
    )


def test_cross_entropy_takes_large_logits_and_classes_or_one_hot():
    loss = losses.SoftmaxCrossEntropy()
    Z, t = np.array([[1e4, 0.0, -1e4], [0, 1e4, 0]], np.float32), np.array([1, 1])
    assert loss.forward(Z, t) == 5000
    assert loss.forward(Z, losses.one_hot(t, 3)) == 5000
    assert (
        np.allclose(loss.backward(), [[0.5, -0.5, 0], [0, 0, 0]])
        and loss.backward().dtype == np.float32
    )


def test_weights_of_whole_numbers_have_gradients():
    layer = layers.Conv2d(np.array([[[[1, 0], [0, -1]]]]), np.array([1]))
    X = np.array([[[[0.5, 2, 1], [0, 1, 4]]]])
    assert np.array_equal(layer.forward(X), [[[[0.5, -1]]]])
    layer.backward(np.array([[[[0.4, 0.8]]]]))
    assert np.allclose(layer.grads["W"], [[[[1.8, 1.6], [0.8, 3.6]]]])
    assert np.allclose(layer.grads["b"], [1.2])


def test_targets_of_another_shape_are_no_euclidean_targets():
    with pytest.raises(
        ValueError, match=r"T has the shape \(5,\); that of the outputs is \(5, 1\)"
    ):
        losses.Euclidean().forward(np.zeros((5, 1)), np.zeros(5))


def test_euclidean_by_hand():
    loss = losses.Euclidean()
    assert loss.forward(np.array([[1.0, 2], [0, 0]]), np.array([[0.0, 0], [0, 2]])) == (5 + 4) / 4
    assert loss.backward().tolist() == [[0.5, 1], [0, -1]]


def test_a_class_that_does_not_exist_is_named():
    with pytest.raises(ValueError, match="labels must be 0 to 2; got 0 to 3"):
        losses.SoftmaxCrossEntropy().forward(normal(2, 3), np.array([0, 3]))


# --- PyTorch, where it is installed -----------------------------------------------------------

torch_missing = importlib.util.find_spec("torch") is None


def like_torch(layer):
    """The same layer of PyTorch, in float64, with the same parameters."""
    import torch

    nn = torch.nn
    if isinstance(layer, layers.Conv2d):
        F, C, kh, kw = layer.params["W"].shape
        twin = nn.Conv2d(C, F, (kh, kw), layer.stride, layer.pad, dtype=torch.float64)
    elif isinstance(layer, layers.Linear):
        M, D = layer.params["W"].shape
        twin = nn.Linear(D, M, dtype=torch.float64)
    elif isinstance(layer, layers.MaxPool2d | layers.AvgPool2d):
        return getattr(nn, type(layer).__name__)(layer.k, layer.stride)
    else:
        return getattr(nn, type(layer).__name__)()
    with torch.no_grad():
        twin.weight.copy_(torch.from_numpy(layer.params["W"]))
        twin.bias.copy_(torch.from_numpy(layer.params["b"]))
    return twin


@pytest.mark.skipif(torch_missing, reason="PyTorch is not installed (pip install torch)")
@pytest.mark.parametrize(("layer", "X"), CASES, ids=named)
def test_layers_agree_with_pytorch(layer, X):
    import torch

    theirs, x = like_torch(layer), torch.from_numpy(X.copy()).requires_grad_()
    out, expected = layer.forward(X), theirs(x)
    dout = normal(*out.shape)
    expected.backward(torch.from_numpy(dout))
    assert np.allclose(out, expected.detach().numpy(), rtol=1e-10, atol=1e-12)
    assert np.allclose(layer.backward(dout), x.grad.numpy(), rtol=1e-10, atol=1e-12)
    if layer.params:
        assert np.allclose(layer.grads["W"], theirs.weight.grad.numpy(), rtol=1e-10, atol=1e-12)
        assert np.allclose(layer.grads["b"], theirs.bias.grad.numpy(), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize(
    ("made", "arguments"),
    [
        (layers.Linear(np.ones((2, 3)), np.zeros(2)), [np.ones((4, 2))]),
        (losses.SoftmaxCrossEntropy(), []),
    ],
)
def test_backward_without_forward_says_what_is_missing(made, arguments):
    with pytest.raises(AttributeError, match="call forward, then backward"):
        made.backward(*arguments)
    assert not hasattr(made, "nothing") and not hasattr(made, "__nothing__")
    assert type(copy.deepcopy(made)) is type(made)
