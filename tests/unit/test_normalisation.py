"""Layers that normalise, and dropout: right gradients, and no dependence on the batch when used."""

import numpy as np
import pytest

from autograder.gradients import central_differences
from convnet.layers import Conv2d, Linear, MaxPool2d, ReLU
from convnet.network import Sequential, lenet
from convnet.normalisation import (
    BatchNorm,
    Dropout,
    LocalContrastNorm,
    settle,
    with_batch_norm,
)
from convnet.optimiser import SGD
from convnet.training import evaluate, fit

RNG = np.random.default_rng(6)


def normal(*shape):
    return RNG.normal(size=shape)


def window(k):
    w = RNG.uniform(size=(k, k))
    return w / w.sum()


CASES = {
    "rows": (BatchNorm(normal(3), normal(3), eps=0.2), 2 + normal(5, 3)),
    "maps": (BatchNorm(normal(3), normal(3)), 2 + normal(2, 3, 4, 5)),
    "3×3": (LocalContrastNorm(window(3), eps=0.1), normal(2, 3, 4, 5)),
    "window larger than the image": (LocalContrastNorm(window(7)), 1 + normal(2, 4, 3, 2)),
    "one map": (LocalContrastNorm(window(5), eps=0.3), normal(3, 1, 6, 7)),
}


@pytest.mark.parametrize("training", [True, False], ids=["learning", "used"])
@pytest.mark.parametrize(("layer", "X"), CASES.values(), ids=CASES)
def test_gradients_are_numerical_gradients(layer, X, training):
    layer.train(training)
    kept = {name: value.copy() for name, value in layer.state.items()}

    def out(x):
        for name, value in kept.items():  # a forward pass moves the running averages
            layer.state[name][...] = value
        return layer.forward(x)

    dout = normal(*out(X).shape)
    dX, grads = layer.backward(dout), {name: g.copy() for name, g in layer.grads.items()}
    numerical = central_differences(lambda x: np.sum(out(x) * dout), X).gradient
    assert np.allclose(dX, numerical, rtol=1e-6, atol=1e-7)
    for name, value in layer.params.items():
        original = value.copy()

        def cost(v, value=value):
            value[...] = v
            return np.sum(out(X) * dout)

        numerical = central_differences(cost, original).gradient
        value[...] = original
        assert np.allclose(grads[name], numerical, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize(("layer", "X"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("training", [True, False], ids=["learning", "used"])
def test_float32_stays_float32(layer, X, training):
    small = layer.replica()
    for kind in ("params", "grads", "state"):
        arrays = getattr(layer, kind).items()
        setattr(small, kind, {name: value.astype(np.float32) for name, value in arrays})
    small.train(training)
    out = small.forward(X.astype(np.float32))
    assert out.dtype == small.backward(np.ones_like(out)).dtype == np.float32


def test_a_map_is_normalised_over_all_its_pixels_in_all_images():
    X = 3 + normal(4, 2, 5, 6)
    out = BatchNorm(np.array([1.0, 2]), np.array([0.0, 7])).forward(X)
    assert np.allclose(out.mean(axis=(0, 2, 3)), [0, 7])
    assert np.allclose(out.std(axis=(0, 2, 3)), [1, 2], rtol=1e-4)


def test_running_averages_go_a_tenth_of_the_way():
    layer = BatchNorm.plain(2, np.float64)
    layer.forward(np.array([[1.0, 0], [7, 4], [7, 0], [9, 4]]))
    assert np.allclose(layer.state["mean"], [0.6, 0.2])
    assert np.allclose(layer.state["var"], [1.8, 1.3])


def test_a_network_in_use_takes_one_row_at_a_time_and_keeps_its_averages():
    net = Sequential([Linear(normal(4, 3)), BatchNorm(normal(4), normal(4)), ReLU()])
    net.forward(normal(9, 3))
    before = {name: value.copy() for name, value in net.state.items()}
    X = normal(6, 3)
    together = net.logits(X)
    assert np.allclose(together, np.concatenate([net.logits(x[None]) for x in X]))
    assert np.allclose(together, net.trace(X)[-1])
    assert all(np.array_equal(net.state[name], before[name]) for name in before)
    assert net.training and all(layer.training for layer in net.layers)
    net.train(False)
    net.logits(X)
    assert not any(layer.training for layer in net.layers), "it is left as it was"


@pytest.mark.parametrize("N", [7, 600])
def test_a_final_pass_stores_what_all_rows_have_layer_by_layer(N):
    first, second = Linear(normal(4, 3)), Linear(normal(5, 4))
    net = Sequential([first, BatchNorm(normal(4), normal(4)), ReLU(), second,
                      BatchNorm(normal(5), normal(5))])  # fmt: skip
    X = 2 + normal(N, 3)
    settle(net, X)
    Z = X @ first.params["W"].T
    assert np.allclose(net.state["1.mean"], Z.mean(axis=0))
    assert np.allclose(net.state["1.var"], Z.var(axis=0))
    with net.used():
        H = net.layers[2].forward(net.layers[1].forward(Z))
    Z = H @ second.params["W"].T
    assert np.allclose(net.state["4.mean"], Z.mean(axis=0))
    assert np.allclose(net.state["4.var"], Z.var(axis=0))
    assert net.training


def test_the_gradient_is_that_of_how_the_layer_was_used():
    layer = BatchNorm(normal(4), normal(4))
    X, dout = normal(5, 4), normal(5, 4)
    with layer.used():
        layer.forward(X)
        inside = layer.backward(dout)
        layer.forward(X)
    assert np.array_equal(layer.backward(dout), inside)


def test_batch_norm_may_stand_behind_a_pooling():
    net = with_batch_norm(Sequential([Conv2d(normal(3, 2, 3, 3)), MaxPool2d(2), ReLU()]))
    assert [type(layer) for layer in net.layers] == [Conv2d, MaxPool2d, BatchNorm, ReLU]
    assert net.layers[2].params["gamma"].shape == (3,)


def test_batch_norm_stands_before_each_relu_and_the_rest_is_the_same():
    plain = lenet(3)
    net = with_batch_norm(plain)
    assert [layer for layer in net.layers if not isinstance(layer, BatchNorm)] == list(plain.layers)
    after = [type(b) for a, b in zip(net.layers, net.layers[1:], strict=False)
             if isinstance(a, BatchNorm)]  # fmt: skip
    assert after == [ReLU] * 4
    assert sum(value.size for value in net.params.values()) == 61_706 + 2 * (6 + 16 + 120 + 84)
    assert np.isfinite(net.logits(np.ones((2, 1, 32, 32), np.float32))).all()


def test_weights_before_it_may_be_doubled():
    X, conv = normal(2, 3, 6, 5), Conv2d(normal(4, 3, 3, 3), normal(4))
    net = Sequential([conv, BatchNorm(normal(4), normal(4), eps=0)])
    first = net.forward(X)
    conv.params["W"] *= 2
    conv.params["b"] += 5
    assert np.allclose(net.forward(X), first)


def small_problem():
    X = RNG.normal(size=(60, 4)).astype(np.float32)
    return X, (X[:, 0] * X[:, 1] > 0).astype(int)


def small_net(seed=1, p=0.2):
    rng = np.random.default_rng(seed)
    layers = [Linear.random(rng, 4, 8), BatchNorm.plain(8), ReLU(), Dropout(p, rng),
              Linear.random(rng, 8, 2)]  # fmt: skip
    return Sequential(layers)


@pytest.mark.parametrize("shards", [1, 3])
def test_the_same_seed_gives_the_same_bits_whatever_the_threads(shards):
    X, t = small_problem()
    nets = [small_net(), small_net()]
    for workers, net in enumerate(nets, start=1):
        fit(net, X, t, epochs=3, batch_size=16, shards=shards, workers=workers, progress=False)
    one, two = ({**net.params, **net.state} for net in nets)
    assert all(np.array_equal(one[name], two[name]) for name in one)


def test_the_best_epoch_comes_back_with_its_statistics():
    X, t = small_problem()
    net = small_net()
    history = fit(net, X, t, epochs=12, batch_size=16, optimiser=SGD(net.params, 0.5),
                  validation=(X, t), progress=False)  # fmt: skip
    assert history["val_accuracy"][-1] < max(history["val_accuracy"]), "else nothing is proven"
    assert evaluate(net, X, t)[1] == pytest.approx(max(history["val_accuracy"]))


def test_statistics_are_saved_with_the_parameters(tmp_path):
    net, other = small_net(), small_net(seed=2)
    net.forward(normal(9, 4).astype(np.float32))
    net.save(tmp_path / "net.npz")
    other.load(tmp_path / "net.npz")
    X = normal(3, 4).astype(np.float32)
    assert np.array_equal(net.logits(X), other.logits(X))


# --- dropout ------------------------------------------------------------------------------------


def test_dropout_drops_a_share_and_keeps_the_mean():
    X = np.ones((300, 400), np.float32)
    out = Dropout(0.3, np.random.default_rng(0)).forward(X)
    assert set(np.unique(out).round(5)) == {0, np.float32(1 / 0.7).round(5)}
    assert abs((out == 0).mean() - 0.3) < 0.01  # 120,000 entries: 0.0013 by chance
    assert out.dtype == np.float32


def test_dropout_sends_back_through_the_same_mask_and_does_nothing_when_used():
    layer, X, G = Dropout(0.5, np.random.default_rng(0)), 1 + RNG.uniform(size=(6, 7)), normal(6, 7)
    out = layer.forward(X)
    assert np.allclose(layer.backward(G), G * out / X)
    assert not np.array_equal(layer.forward(X), out), "a new mask each time"
    layer.train(False)
    assert np.array_equal(layer.forward(X), X) and np.array_equal(layer.backward(G), G)


def test_replicas_of_dropout_draw_masks_of_their_own():
    layer, X = Dropout(0.5, np.random.default_rng(0)), np.ones((20, 20))
    twins = [layer.replica(), layer.replica()]
    outs = [each.forward(X) for each in (layer, *twins)]
    assert all(not np.array_equal(a, b) for i, a in enumerate(outs) for b in outs[:i])


# --- local contrast -----------------------------------------------------------------------------


def test_local_contrast_is_blind_to_light_away_from_the_border():
    layer, X = LocalContrastNorm(window(3), eps=1e-12), normal(2, 3, 9, 8)
    inside = np.s_[:, :, 2:-2, 2:-2]
    assert np.allclose(layer.forward(0.3 * X + 5)[inside], layer.forward(X)[inside])
