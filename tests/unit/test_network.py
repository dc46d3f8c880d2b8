"""Do fast networks compute what their layers compute, and do weights come back from files?"""

import importlib.util

import numpy as np
import pytest

from autograder.gradients import directional_derivative
from convnet.fusion import SHAPES_KEPT, FastStack
from convnet.layers import AvgPool2d, Conv2d, Flatten, Linear, MaxPool2d, ReLU, Sigmoid, Tanh
from convnet.losses import SoftmaxCrossEntropy
from convnet.network import Sequential, lenet

RNG = np.random.default_rng(12)


def normal(*shape):
    return RNG.normal(size=shape)


def conv(C, F, kh, kw, stride=1, pad=0):
    return Conv2d(normal(F, C, kh, kw), normal(F), stride, pad)


def linear(D, M):
    return Linear(normal(M, D), normal(M))


def pooled(*arguments, pad=0):
    """A convolution, ReLU, and pooling."""
    return [conv(*arguments, pad=pad), ReLU(), MaxPool2d(2)]


# The layers, the shape of the input without the batch, how many layers become one fast stack.
NETWORKS = {
    "like LeNet": (
        lambda: [
            *pooled(2, 3, 3, 3),
            *pooled(3, 4, 2, 3),
            Flatten(),
            linear(8, 5),
            ReLU(),
            linear(5, 3),
        ],
        (2, 11, 16),
        10,
    ),
    "pooled first": (
        lambda: [conv(3, 2, 5, 3), MaxPool2d(2), ReLU(), Flatten(), linear(16, 4)],
        (3, 8, 10),
        5,
    ),
    "no ReLU": (
        lambda: [conv(1, 3, 2, 5), MaxPool2d(2), Flatten(), linear(24, 4), linear(4, 2)],
        (1, 5, 12),
        5,
    ),
    "rows and columns left over": (lambda: [*pooled(2, 3, 3, 2), Flatten()], (2, 9, 8), 4),
    "padded": (
        lambda: [*pooled(2, 3, 3, 5, pad=2), conv(3, 2, 1, 1, pad=1), MaxPool2d(2)],
        (2, 6, 7),
        5,
    ),
    "one pooled pixel": (lambda: [*pooled(1, 2, 4, 3), Flatten(), linear(2, 3)], (1, 5, 4), 5),
    "images come out": (lambda: pooled(2, 3, 3, 3), (2, 8, 6), 3),
    "plain before and after": (
        lambda: [Tanh(), *pooled(2, 3, 3, 3), Flatten(), linear(27, 4), Sigmoid(), linear(4, 2)],
        (2, 8, 8),
        5,
    ),
}


@pytest.mark.parametrize(("make", "shape", "replaced"), NETWORKS.values(), ids=NETWORKS)
@pytest.mark.parametrize("N", [1, 3])
def test_fast_stack_computes_what_its_layers_compute(make, shape, replaced, N):
    layers = make()
    fast, plain = Sequential(layers), Sequential(layers, fast=False).replica()
    stacks = [step for step in fast._steps if isinstance(step, FastStack)]
    assert sum(len(stack.layers) for stack in stacks) == replaced and plain._steps == plain.layers
    for _ in range(2):  # a second time, with used memory
        X = normal(N, *shape)
        expected = plain.forward(X)
        assert np.allclose(fast.forward(X), expected, rtol=1e-10, atol=1e-12)
        dout = normal(*expected.shape)
        fast.backward(normal(*expected.shape))  # backward can be called again
        assert np.allclose(fast.backward(dout), plain.backward(dout), rtol=1e-9, atol=1e-11)
        for name, grad in plain.grads.items():
            assert np.allclose(fast.grads[name], grad, rtol=1e-9, atol=1e-11), name


def test_fast_stack_gives_ties_to_the_first():
    layers = [conv(1, 3, 3, 3), ReLU(), MaxPool2d(2), Flatten(), linear(12, 2)]
    fast, plain = Sequential(layers), Sequential([layer.replica() for layer in layers], fast=False)
    X = np.round(normal(4, 1, 6, 7))  # few values, and whole windows of the same
    X[:, :, :4, 3:] = 1
    for name in ("0.W", "0.b"):
        fast.params[name][...] = np.round(fast.params[name])
    dout = normal(*plain.forward(X).shape)
    fast.forward(X)
    assert np.allclose(fast.backward(dout), plain.backward(dout))
    assert np.allclose(fast.grads["0.W"], plain.grads["0.W"])


@pytest.mark.parametrize(
    "layers",
    [
        [conv(1, 2, 3, 3, stride=2), ReLU(), MaxPool2d(2)],
        [conv(1, 2, 3, 3), ReLU(), MaxPool2d(3)],
        [conv(1, 2, 3, 3), ReLU(), MaxPool2d(2, stride=1)],
        [conv(1, 2, 3, 3), Tanh(), MaxPool2d(2)],
        [conv(1, 2, 3, 3), ReLU(), AvgPool2d(2)],
        [linear(3, 4), ReLU()],
    ],
)
def test_what_does_not_fit_stays_as_it_is(layers):
    assert Sequential(layers)._steps == layers


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize("shape", [(2, 3, 32, 32), (2, 1, 4, 32), (2, 1, 12, 12), (2, 1024)])
def test_images_that_do_not_fit_are_named(fast, shape):
    with pytest.raises(ValueError, match="images must be") as caught:
        lenet(0, fast=fast).forward(np.zeros(shape, np.float32))
    assert "5×5" in str(caught.value)


@pytest.mark.parametrize("fast", [True, False])
def test_what_no_later_layer_takes_is_named_by_that_layer(fast):
    net = lenet(0, fast=fast)
    with pytest.raises(ValueError, match=r"inputs must be \(N, 400\) .* these are \(2, 256\)"):
        net.forward(np.zeros((2, 1, 28, 28), np.float32))
    few = Sequential([conv(1, 2, 3, 3), ReLU(), MaxPool2d(2)], fast)
    with pytest.raises(ValueError, match=r"at least 2×2 pixels.* these are \(3, 2, 1, 4\)"):
        few.forward(np.zeros((3, 1, 3, 6)))


def test_layers_cannot_be_exchanged_behind_the_networks_back():
    net = lenet(0)
    with pytest.raises(TypeError):
        net.layers[1] = Tanh()


def test_lenet_has_its_shapes_and_parameters():
    net = lenet(seed=3)
    X = RNG.random((2, 1, 32, 32), dtype=np.float32)
    shapes = [out.shape[1:] for out in net.trace(X)]
    assert shapes == [(6, 28, 28)] * 2 + [(6, 14, 14)] + [(16, 10, 10)] * 2 + [
        (16, 5, 5),
        (400,),
    ] + [(120,)] * 2 + [(84,)] * 2 + [(10,)]
    assert sum(value.size for value in net.params.values()) == 61_706
    assert net.forward(X).dtype == np.float32
    assert np.allclose(net.trace(X)[-1], net.forward(X), rtol=1e-4, atol=1e-5)


def test_lenet_is_decided_by_its_seed():
    one, same, other = lenet(1), lenet(1), lenet(2)
    assert all(np.array_equal(one.params[k], same.params[k]) for k in one.params)
    assert not np.array_equal(one.params["0.W"], other.params["0.W"])


def test_whole_lenet_has_numerical_gradients():
    net, loss = lenet(0, np.float64), SoftmaxCrossEntropy()
    X, t = RNG.random((3, 1, 32, 32)), np.array([1, 0, 9])
    loss.forward(net.forward(X), t)
    dX = net.backward(loss.backward()).copy()
    grads = {name: grad.copy() for name, grad in net.grads.items()}

    def slope(array, claimed):
        original, direction = array.copy(), normal(*array.shape)

        def cost(v):
            array[...] = v
            return loss.forward(net.forward(X), t)

        expected, error = directional_derivative(cost, original, direction)
        array[...] = original
        assert abs(np.sum(claimed * direction) - expected) < 10 * error + 1e-7

    for name, array in net.params.items():
        slope(array, grads[name])
    slope(X, dX)


def test_input_gradient_can_be_left_out():
    net = lenet(0)
    X = RNG.random((2, 1, 32, 32), dtype=np.float32)
    net.forward(X)
    net.backward(np.ones((2, 10), np.float32))
    grads = {name: grad.copy() for name, grad in net.grads.items()}
    net.forward(X)
    assert net.backward(np.ones((2, 10), np.float32), input_gradient=False) is None
    assert all(np.array_equal(net.grads[name], grads[name]) for name in grads)


def test_replicas_share_parameters_but_no_memory():
    net = lenet(0)
    twin = net.replica()
    X, Y = RNG.random((2, 2, 1, 32, 32), dtype=np.float32)
    first = net.forward(X)
    twin.forward(Y)
    assert np.allclose(first, net.replica().forward(X))
    net.params["11.b"][...] += 1
    assert np.array_equal(twin.params["11.b"], net.params["11.b"])
    twin.backward(np.ones((2, 10), np.float32))
    assert not net.grads["0.W"].any()


def test_what_a_network_gave_is_not_overwritten():
    net = lenet(0)
    X, Y = RNG.random((2, 3, 1, 32, 32), dtype=np.float32)
    Z = net.forward(X)
    dX = net.backward(np.ones((3, 10), np.float32))
    kept = Z.copy(), dX.copy()
    net.forward(Y)
    net.backward(np.ones((3, 10), np.float32))
    assert np.array_equal(Z, kept[0]) and np.array_equal(dX, kept[1])


def test_logits_of_many_images_are_those_of_a_few():
    net = lenet(0)
    X = RNG.random((300, 1, 32, 32), dtype=np.float32)
    Z = net.logits(X)
    assert Z.shape == (300, 10) and np.allclose(Z[290:], net.forward(X[290:]), atol=1e-5)


def test_memory_is_kept_for_a_few_shapes_only():
    net = lenet(0)
    for N in range(1, SHAPES_KEPT + 3):
        net.forward(np.zeros((N, 1, 32, 32), np.float32))
    assert len(net._steps[0]._pipelines) == SHAPES_KEPT


def test_weights_come_back_from_a_file(tmp_path):
    net, other = lenet(0), lenet(1)
    net.save(tmp_path / "lenet.npz")
    other.load(tmp_path / "lenet.npz")
    assert all(np.array_equal(net.params[k], other.params[k]) for k in net.params)
    X = RNG.random((2, 1, 32, 32), dtype=np.float32)
    assert np.array_equal(net.forward(X), other.forward(X))
    assert [path.name for path in tmp_path.iterdir()] == ["lenet.npz"]


def test_weights_of_another_network_are_refused_and_nothing_changes(tmp_path):
    Sequential([linear(3, 2)]).save(tmp_path / "small.npz")
    net = lenet(0)
    before = {name: value.copy() for name, value in net.params.items()}
    with pytest.raises(ValueError, match=r"small\.npz doesn't fit this network"):
        net.load(tmp_path / "small.npz")
    (tmp_path / "half.npz").write_bytes((tmp_path / "small.npz").read_bytes()[:200])
    (tmp_path / "none.npz").write_bytes(b"")
    for name in ("half", "none"):
        with pytest.raises(ValueError, match=rf"{name}\.npz is no file that `save` wrote"):
            net.load(tmp_path / f"{name}.npz")
    assert all(np.array_equal(net.params[name], before[name]) for name in before)


@pytest.mark.skipif(
    importlib.util.find_spec("torch") is None, reason="PyTorch is not installed (pip install torch)"
)
def test_fast_lenet_agrees_with_pytorch():
    import torch
    from torch import nn

    net, loss = lenet(0, np.float64), SoftmaxCrossEntropy()
    X, t = RNG.random((5, 1, 32, 32)), np.array([3, 1, 4, 1, 5])
    theirs = nn.Sequential(
        nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    ).double()  # fmt: skip
    with torch.no_grad():
        for ours, parameter in zip(net.params.values(), theirs.parameters(), strict=True):
            parameter.copy_(torch.from_numpy(ours))
    J = nn.functional.cross_entropy(theirs(torch.from_numpy(X)), torch.from_numpy(t))
    J.backward()
    assert np.isclose(loss.forward(net.forward(X), t), J.item(), rtol=1e-12)
    net.backward(loss.backward())
    for (name, ours), parameter in zip(net.grads.items(), theirs.parameters(), strict=True):
        assert np.allclose(ours, parameter.grad.numpy(), rtol=1e-9, atol=1e-12), name
