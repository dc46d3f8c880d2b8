"""Training: `fit`, and what it needs around it."""

from __future__ import annotations

import time

import numpy as np

from convnet.losses import SoftmaxCrossEntropy
from convnet.optimiser import SGD
from convnet.progress import Progress
from convnet.sharding import Shards


def fit(
    net,
    X,
    T,
    *,
    epochs,
    batch_size=64,
    optimiser=None,
    loss=SoftmaxCrossEntropy,
    validation=None,
    shifts=0,
    seed=0,
    shards=2,
    workers=None,
    progress=True,
    live=False,
):
    """Train a network by mini-batch gradient descent.

    Parameters
    ----------
    net : Layer
        Usually a `Sequential`; its parameters are changed in place.
    X : ndarray, (N, …)
        Inputs, in the type of the parameters.
    T : ndarray, (N,) or (N, K)
        Classes, or targets of the loss.
    epochs : int
        How often each example is seen. The order is drawn anew each time; the last batch is short.
    batch_size : int
    optimiser : SGD, optional
        By default SGD with η = 0.1 and momentum 0.9.
    loss : callable
        Makes the cost.
    validation : (X, T), optional
        Judged after each epoch. In the end the parameters are those of the best epoch, the first
        of equal ones.
    shifts : int
        Each image is moved by up to so many pixels up or down and left or right, anew each epoch.
    seed : int
        The same seed gives the same bits, whatever `workers` is.
    shards, workers : int
        In how many parts each batch is cut, which decides the bits, and how many threads work on
        them, by default one a processor. A `BatchNorm` takes the statistics of each part.
    progress, live : bool
        Whether to show a bar, and, in a notebook, curves that grow.

    Returns
    -------
    dict of lists
        One entry an epoch: `train_loss` (mean over the examples as they were seen), `eta` at its
        end, `seconds` since the beginning, and with validation `val_loss` and `val_accuracy`. If
        you interrupt the training, the lists end with the last whole epoch; without validation
        the parameters are those of that moment.
    """
    if len(X) != len(T):
        raise ValueError(f"{len(X)} inputs but {len(T)} targets")
    rng = np.random.default_rng(seed)
    optimiser = optimiser or SGD(net.params)
    steps = -(-len(X) // batch_size)
    names = ["train_loss", "eta", "seconds"] + ["val_loss", "val_accuracy"] * bool(validation)
    history: dict[str, list[float]] = {name: [] for name in names}
    best = _Best(net)
    bar = Progress("Training", epochs * steps, progress)
    curves = Curves(live)
    curves.show(history)  # empty: the picture stands above the bar from the beginning
    started = time.perf_counter()
    net.train()
    with Shards(net, loss, shards, workers) as shared:
        try:
            for epoch in range(epochs):
                order, gather = rng.permutation(len(X)), _mover(X, shifts, rng)
                total = 0.0
                for step in range(steps):
                    index = order[step * batch_size : (step + 1) * batch_size]
                    total += shared.gradient(X, T, index, gather) * len(index)
                    done = (epoch * steps + step) / (epochs * steps)
                    optimiser.step(net.grads, done)
                    bar.update()
                judged = shared.evaluate(*validation) if validation else ()
                # What an interruption cuts off is no epoch: all lists grow at once.
                seconds = time.perf_counter() - started
                row = total / len(X), optimiser.eta_at((epoch + 1) / epochs), seconds, *judged
                for name, value in zip(names, row, strict=True):
                    history[name].append(value)
                if judged:
                    best.consider(judged[1])
                bar.set_postfix_str(describe(history), refresh=False)
                curves.show(history)
        except KeyboardInterrupt:
            bar.set_postfix_str("interrupted", refresh=False)
    best.restore()
    curves.show(history, last=True)
    bar.close()
    return history


def evaluate(net, X, T, loss=SoftmaxCrossEntropy, workers=None):
    """Mean cost and accuracy of a network on any number of images: `(J, accuracy)`."""
    with Shards(net, loss, workers=workers) as shared:
        return shared.evaluate(X, T)


def describe(history):
    """The last epoch in a few words: "epoch 3: loss 0.051, validation 98.72 %"."""
    words = f"epoch {len(history['train_loss'])}: loss {history['train_loss'][-1]:.4f}"
    if history.get("val_accuracy"):
        words += f", validation {history['val_accuracy'][-1]:.2%}"
    return words


def as_input(images, size=32, dtype=np.float32):
    """Images of bytes as a network takes them: (N, 1, size, size), 0 to 1, zeros all around."""
    N, H, W = images.shape
    top, left = (size - H) // 2, (size - W) // 2
    X = np.zeros((N, 1, size, size), dtype)
    np.divide(images, 255, out=X[:, 0, top : top + H, left : left + W], dtype=dtype)
    return X


def _mover(X, shifts, rng):
    """A function that fetches images, each moved as this epoch wants it; None for no shifts."""
    if not shifts:
        return None
    moves = rng.integers(-shifts, shifts + 1, (len(X), 2))
    H, W = X.shape[2:]

    def gather(index, out):
        out[...] = 0
        # Image by image: a slice copies several times faster than an index for every pixel.
        for image, i, (down, right) in zip(out, index, moves[index].tolist(), strict=True):
            rows, columns = _overlap(down, H), _overlap(right, W)
            image[:, rows[0], columns[0]] = X[i, :, rows[1], columns[1]]

    return gather


def _overlap(shift, size):
    """Where `size` places moved by `shift` go, and which of them stay inside: two slices."""
    return (
        slice(max(shift, 0), size + min(shift, 0)),
        slice(max(-shift, 0), size + min(-shift, 0)),
    )


class _Best:
    """Parameters and state of the best epoch so far."""

    def __init__(self, net):
        self._kept, self._score, self._best = {**net.params, **net.state}, -np.inf, None

    def consider(self, score):
        if score > self._score:
            self._score = score
            self._best = {name: value.copy() for name, value in self._kept.items()}

    def restore(self):
        for name, value in (self._best or {}).items():
            self._kept[name][...] = value


class Curves:
    """Learning curves in a notebook, drawn again after an epoch where that costs little.

    Parameters
    ----------
    live : bool
        Whether to draw at all.
    clock : callable
        Seconds.
    """

    SHARE = 0.1
    """Drawing takes at most so much of the time, but for the first and the last picture."""

    def __init__(self, live, clock=time.perf_counter):
        self._live, self._clock, self._handle = live, clock, None
        self._started, self._drawing, self._longest = clock(), 0.0, 0.0

    def show(self, history, last=False):
        """Draw the curves so far, unless that would take too much of the time."""
        begun = self._clock()
        share = (self._drawing + self._longest) / max(begun - self._started, 1e-9)
        if not self._live or (self._handle and not last and share > self.SHARE):
            return
        self._draw(history)
        took = self._clock() - begun
        self._drawing, self._longest = self._drawing + took, max(self._longest, took)

    def _draw(self, history):
        from IPython.display import display

        from convnet.plots.training import learning_curves

        if self._handle is None:
            self._handle = display(learning_curves(history), display_id=True)
        else:
            self._handle.update(learning_curves(history))
