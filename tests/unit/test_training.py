"""Does training do what it says, and the same each time?"""

import io

import numpy as np
import pytest

from convnet import progress, training
from convnet.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU
from convnet.losses import Euclidean, SoftmaxCrossEntropy
from convnet.network import Sequential, lenet
from convnet.optimiser import SGD, warmup_cosine
from convnet.plots.training import learning_curves
from convnet.progress import Progress
from convnet.sharding import Shards

RNG = np.random.default_rng(13)


def small(seed=0, dtype=np.float64):
    rng = np.random.default_rng(seed)
    conv = Conv2d.random(rng, 1, 3, 3, dtype=dtype)
    return Sequential(
        [conv, ReLU(), MaxPool2d(2), Flatten(), Linear.random(rng, 27, 4, dtype=dtype)]
    )


def stripes(N, dtype=np.float64):
    """Noisy 8×8 images of four kinds, and their kinds."""
    rng = np.random.default_rng(5)
    t = np.arange(N) % 4
    y, x = np.mgrid[:8, :8]
    kinds = np.array([x % 4 < 2, y % 4 < 2, (x + y) % 4 < 2, (x - y) % 4 < 2], float)
    return (kinds[t] + 0.3 * rng.normal(size=(N, 8, 8)))[:, None].astype(dtype), t


# --- one step ---------------------------------------------------------------------------------


@pytest.mark.parametrize("shards", [1, 2, 3, 5])
@pytest.mark.parametrize("count", [4, 7])
def test_shards_give_the_gradient_of_the_whole_batch(shards, count):
    net, loss = small(), SoftmaxCrossEntropy()
    X, t = stripes(20)
    index = RNG.permutation(20)[:count]
    with Shards(net, SoftmaxCrossEntropy, shards) as shared:
        J = shared.gradient(X, t, index)
    grads = {name: grad.copy() for name, grad in net.grads.items()}
    assert np.isclose(J, loss.forward(net.forward(X[index]), t[index]), rtol=1e-12)
    net.backward(loss.backward())
    for name, grad in net.grads.items():
        assert np.allclose(grads[name], grad, rtol=1e-10, atol=1e-13), name


def test_evaluation_counts_every_image_once():
    net = small()
    X, t = stripes(613)
    J, accuracy = training.evaluate(net, X, t)
    Z = net.logits(X)
    assert accuracy == (Z.argmax(axis=1) == t).mean()
    assert np.isclose(J, SoftmaxCrossEntropy().forward(Z, t), rtol=1e-12)


def test_sgd_by_hand():
    theta = np.array([1.0, -2.0])
    sgd = SGD({"w": theta}, eta=0.1, momentum=0.5, weight_decay=0.01)
    sgd.step({"w": np.array([3.0, 4.0])})  # v = (3.01, 3.98)
    assert np.allclose(theta, [0.699, -2.398])
    sgd.step({"w": np.array([1.0, 0.0])})  # v = (1.505 + 1.00699, 1.99 − 0.02398)
    assert np.allclose(theta, [0.699 - 0.251199, -2.398 - 0.196602])


def test_schedule_rises_and_falls():
    schedule = warmup_cosine(0.2)
    assert np.allclose([schedule(p) for p in (0, 0.1, 0.2, 0.6, 1)], [0, 0.5, 1, 0.5, 0])
    assert SGD({}, eta=0.4, schedule=schedule).eta_at(0.1) == 0.2


# --- whole trainings --------------------------------------------------------------------------


def run(workers=None, seed=0, dtype=np.float32, **options):
    net = small(dtype=dtype)
    X, t = stripes(150, dtype)
    history = training.fit(
        net, X, t, epochs=3, batch_size=16, seed=seed, workers=workers, progress=False, **options
    )
    return net, history


@pytest.mark.parametrize("shifts", [0, 1])
def test_the_same_seed_gives_the_same_bits_for_any_number_of_workers(shifts):
    nets = [run(workers, shifts=shifts, shards=3)[0] for workers in (1, 2, 3)]
    for name, value in nets[0].params.items():
        assert all(np.array_equal(value, net.params[name]) for net in nets[1:])
    assert not np.array_equal(run(1, seed=1)[0].params["0.W"], nets[0].params["0.W"])


def test_lenet_trains_to_the_same_bits_for_one_and_two_workers():
    X, t = RNG.random((70, 1, 32, 32), dtype=np.float32), RNG.integers(0, 10, 70)
    nets = [lenet(4), lenet(4)]
    for workers, net in enumerate(nets, start=1):
        training.fit(net, X, t, epochs=2, batch_size=32, workers=workers, shifts=1, progress=False)
    assert all(
        np.array_equal(nets[0].params[name], nets[1].params[name]) for name in nets[0].params
    )


def test_it_learns_and_keeps_a_history():
    X, t = stripes(60)
    net, history = run(dtype=np.float64, validation=(X, t))
    assert list(history) == ["train_loss", "eta", "seconds", "val_loss", "val_accuracy"]
    assert all(len(values) == 3 for values in history.values())
    assert history["train_loss"][-1] < 0.5 * history["train_loss"][0]
    assert history["val_accuracy"][-1] > 0.9 and history["seconds"] == sorted(history["seconds"])
    assert training.evaluate(net, X, t)[1] == max(history["val_accuracy"])


def test_each_example_is_seen_once_an_epoch_and_the_last_batch_is_short(monkeypatch):
    seen = []
    original = Shards.gradient
    monkeypatch.setattr(
        Shards,
        "gradient",
        lambda self, X, T, index, gather: (seen.append(index), original(self, X, T, index, gather))[
            1
        ],
    )
    run()
    assert [len(index) for index in seen] == [*[16] * 9, 6] * 3
    epochs = np.concatenate(seen).reshape(3, 150)
    assert all(sorted(epoch) == list(range(150)) for epoch in epochs)
    assert not np.array_equal(epochs[0], epochs[1])


def test_the_first_of_the_best_epochs_is_kept(monkeypatch):
    scores = iter([0.5, 0.9, 0.9, 0.2])
    net, kept = small(), []

    def judge(self, X, T):
        kept.append({name: value.copy() for name, value in net.params.items()})
        return 1.0, next(scores)

    monkeypatch.setattr(Shards, "evaluate", judge)
    X, t = stripes(40)
    training.fit(net, X, t, epochs=4, validation=(X, t), progress=False)
    assert all(np.array_equal(net.params[name], kept[1][name]) for name in net.params)
    assert not np.array_equal(net.params["0.W"], kept[2]["0.W"])


def test_an_interrupted_training_keeps_its_whole_epochs(monkeypatch):
    calls = iter(range(1000))
    original = Shards.gradient

    def gradient(self, *arguments):
        if next(calls) == 25:  # in the third epoch of ten steps
            raise KeyboardInterrupt
        return original(self, *arguments)

    monkeypatch.setattr(Shards, "gradient", gradient)
    _, history = run()
    assert [len(values) for values in history.values()] == [2, 2, 2]


def test_an_epoch_whose_judging_is_interrupted_is_none(monkeypatch):
    """The best epoch before it is restored, and the curves can be drawn."""
    answers, drawn = iter([(0.5, 0.75)]), []

    def evaluate(self, X, T):
        try:
            return next(answers)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(Shards, "evaluate", evaluate)
    monkeypatch.setattr(training.Curves, "_draw", lambda self, h: drawn.append(len(h["seconds"])))
    net, (X, t) = small(), stripes(40)
    history = training.fit(net, X, t, epochs=9, validation=(X, t), progress=False, live=True)
    assert {len(values) for values in history.values()} == {1}
    assert history["val_accuracy"] == [0.75] and drawn[-1] == 1


def test_images_of_whole_numbers_are_learned_from():
    X, t = stripes(40)
    net = small()
    before = net.params["0.W"].copy()
    training.fit(net, (4 * X).astype(np.uint8), t, epochs=1, progress=False)
    assert not np.array_equal(net.params["0.W"], before)


def test_other_costs_can_be_learned():
    X = RNG.normal(size=(64, 3))
    net = Sequential([Linear(np.zeros((2, 3)))])
    A = np.array([[1.0, -2, 0.5], [0, 3, 1]])
    sgd = SGD(net.params, 0.1)
    training.fit(net, X, X @ A.T, epochs=200, optimiser=sgd, loss=Euclidean, progress=False)
    assert np.allclose(net.params["0.W"], A, atol=1e-3)


def test_inputs_and_targets_must_be_as_many():
    with pytest.raises(ValueError, match="3 inputs but 2 targets"):
        training.fit(small(), np.zeros((3, 1, 8, 8)), np.zeros(2, int), epochs=1)


# --- around it --------------------------------------------------------------------------------


def test_shifts_move_images_and_fill_with_zeros():
    X = RNG.random((200, 2, 4, 5)) + 1
    gather = training._mover(X, 1, np.random.default_rng(0))
    index, out = RNG.permutation(200), np.empty((200, 2, 4, 5))
    gather(index, out)
    moves = set()
    for image, moved in zip(X[index], out, strict=True):
        padded = np.pad(image, ((0, 0), (1, 1), (1, 1)))
        fits = [
            (y, x)
            for y, x in np.ndindex(3, 3)
            if np.array_equal(padded[:, y : y + 4, x : x + 5], moved)
        ]
        assert len(fits) == 1
        moves.update(fits)
    assert len(moves) == 9
    assert training._mover(X, 0, None) is None


def test_images_become_inputs():
    images = RNG.integers(0, 256, (3, 28, 28), dtype=np.uint8)
    X = training.as_input(images)
    assert X.shape == (3, 1, 32, 32) and X.dtype == np.float32
    assert np.allclose(X[:, 0, 2:30, 2:30], images / 255) and X.sum() == pytest.approx(
        images.sum() / 255, rel=1e-5
    )


@pytest.mark.parametrize(("epoch", "drawing", "most"), [(1.0, 0.05, 60), (0.1, 0.3, 3)])
def test_drawing_takes_a_tenth_of_the_time_at_most(epoch, drawing, most, monkeypatch):
    """But for the picture before the first epoch and the one after the last."""
    now, drawn = [0.0], []

    def draw(self, history):
        self._handle = self
        drawn.append(now[0])
        now[0] += drawing

    monkeypatch.setattr(training.Curves, "_draw", draw)
    curves = training.Curves(True, lambda: now[0])
    curves.show({})
    for _ in range(60):
        now[0] += epoch
        curves.show({})
    between = (len(drawn) - 1) * drawing
    assert between <= 0.1 * now[0] and len(drawn) <= most + 1
    curves.show({}, last=True)
    assert drawn[-1] + drawing == now[0], "the last state is always shown"


def test_learning_curves_are_a_picture_with_words():
    history = {
        "train_loss": [2.0, 0.5],
        "eta": [0.1, 0],
        "seconds": [1, 2],
        "val_loss": [1.0, 0.4],
        "val_accuracy": [0.7, 0.9],
    }
    assert "from 2 to 0.5" in repr(learning_curves(history)) and "10.00%" in repr(
        learning_curves(history)
    )
    assert learning_curves({"train_loss": [1.0]}).png.startswith(b"\x89PNG")


def watched(monkeypatch, rewrites, delay=1e-6, every=0.0):
    """What is written to stderr, a terminal or a log file; bars without patience."""
    screen = io.StringIO()
    screen.isatty = lambda: rewrites
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr("convnet.progress.DELAY", delay)
    monkeypatch.setattr("convnet.progress.EVERY" if rewrites else "convnet.progress.SELDOM", every)
    return screen


def test_bar_is_not_shown_for_what_is_done_at_once(monkeypatch):
    screen = watched(monkeypatch, rewrites=True, delay=progress.DELAY)
    quick = Progress("Quick", 2)
    quick.update(), quick.update(), quick.close()
    assert screen.getvalue() == ""


def test_bar_shows_share_and_note_on_one_line(monkeypatch):
    screen = watched(monkeypatch, rewrites=True)
    bar = Progress("Work", 4)
    bar.update(3)
    bar.set_postfix_str("nearly", refresh=False)
    bar.close()
    last = screen.getvalue().split("\r")[-1]
    assert last.startswith("Work:  75%|") and "3/4" in last and "nearly]" in last
    assert screen.getvalue().count("\n") == 1


def test_a_log_file_gets_whole_lines(monkeypatch):
    screen = watched(monkeypatch, rewrites=False)
    log = Progress("In a log file", 2)
    log.update(), log.update(), log.close()
    lines = screen.getvalue().splitlines()
    assert "\r" not in screen.getvalue() and screen.getvalue().endswith("]\n")
    assert [line.split("|")[0] for line in lines] == [
        f"In a log file: {share:>3}%" for share in (50, 100, 100)
    ]


def test_a_log_file_gets_few_lines(monkeypatch):
    screen = watched(monkeypatch, rewrites=False, every=progress.SELDOM)
    log = Progress("In a log file", 9)
    log.update(), log.update(), log.close()
    assert screen.getvalue() == ""  # a line every 20 s, and this took no time


def test_a_silent_bar_is_silent(monkeypatch):
    screen = watched(monkeypatch, rewrites=True)
    bar = Progress("Silent", 4, shown=False)
    bar.update(4)
    bar.close()
    assert screen.getvalue() == ""


def test_pooch_fills_the_bar_at_the_end(monkeypatch):
    """As pooch does: count anew, all at once, close. The time goes on, so the bar is shown."""
    screen = watched(monkeypatch, rewrites=True, delay=progress.DELAY)
    bar = Progress("Download", 100)
    bar.start_t -= 1  # a second's work
    bar.update(90)
    bar.reset()
    bar.update(100)
    bar.close()
    assert screen.getvalue().split("\r")[-1].startswith("Download: 100%|")
