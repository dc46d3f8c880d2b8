"""A mini-batch in a fixed number of parts, computed by as many threads as there are processors.

NumPy lets go of Python's lock inside products and elementwise operations, so threads help. The
parts and the order in which their gradients are added don't depend on the number of threads, and
each part's products run in one thread, so the same seed gives the same bits however many work.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import numpy as np

BATCH = 250
"""How many images are judged at a time when nothing is learned."""


class Shards:
    """Costs and gradients of a network, the batch in `shards` parts. A context manager.

    Parameters
    ----------
    net : Layer
        Its `params` are used and its `grads` are filled.
    loss : callable
        Makes a cost with `forward(Z, T)` and `backward()`.
    shards : int
        In how many parts a batch is cut.
    workers : int, optional
        Threads; by default one a processor, at most one a part.
    """

    def __init__(self, net, loss, shards=2, workers=None):
        self.net, self.shards = net, shards
        self.workers = max(1, min(shards, workers or processors()))
        nets = [net, *(net.replica() for _ in range(shards - 1))]
        self._parts = [_Part(net, loss()) for net in nets]

    def __enter__(self):
        self._stack = ExitStack()
        self._stack.enter_context(single_threaded_products())
        self._pool = None
        if self.workers > 1:
            # The calling thread works, too.
            self._pool = self._stack.enter_context(ThreadPoolExecutor(self.workers - 1))
        return self

    def __exit__(self, *exception):
        self._stack.__exit__(*exception)

    def gradient(self, X, T, index, gather=None):
        """Fill the network's gradients with those of the mean cost of X[index]; returns the cost.

        `gather(part of index, out)` may fetch the images in another way than `X[index]`.
        """
        ends = [len(index) * (s + 1) // self.shards for s in range(self.shards)]
        parts = [index[a:b] for a, b in zip([0, *ends], ends, strict=False)]
        costs = self._each(lambda s: self._parts[s].gradient(X, T, parts[s], len(index), gather))
        for other in self._parts[1:]:
            for name, total in self.net.grads.items():
                total += other.net.grads[name]
        return sum(costs)

    def evaluate(self, X, T):
        """Mean cost, and share of right answers, without learning."""
        starts = range(0, len(X), BATCH)

        def some(s):
            batches = (slice(i, i + BATCH) for i in starts[s :: self.shards])
            return [self._parts[s].judge(X[batch], T[batch]) for batch in batches]

        sums = [pair for pairs in self._each(some) for pair in pairs]
        cost, right = (float(sum(column)) for column in zip(*sums, strict=True))
        return cost / len(X), right / len(X)

    def _each(self, work):
        """work(s) for every part, in threads if there are several."""
        if self._pool is None:
            return [work(s) for s in range(self.shards)]
        others = [self._pool.submit(work, s) for s in range(1, self.shards)]
        first = work(0)
        return [first, *(other.result() for other in others)]


class _Part:
    """One thread's network, with gradients and memory of its own."""

    def __init__(self, net, loss):
        self.net, self.loss = net, loss
        self._batch = np.empty(0)

    def gradient(self, X, T, index, total, gather):
        """Gradients of (Σ cost over `index`) / total; returns that cost."""
        if not len(index):
            for grad in self.net.grads.values():
                grad[...] = 0
            return 0.0
        if self._batch.shape != (len(index), *X.shape[1:]):
            self._batch = np.empty((len(index), *X.shape[1:]), X.dtype)
        if gather:
            gather(index, self._batch)
        else:
            np.take(X, index, axis=0, out=self._batch, mode="clip")  # "clip" makes no copy
        share = len(index) / total
        cost = self.loss.forward(self.net.forward(self._batch), T[index])
        self.net.backward(self.loss.backward() * X.dtype.type(share), input_gradient=False)
        return cost * share

    def judge(self, X, T):
        """Sum of the costs, and number of right answers."""
        Z, labels = self.net.forward(X), T if T.ndim == 1 else T.argmax(axis=1)
        return self.loss.forward(Z, T) * len(X), int((Z.argmax(axis=1) == labels).sum())


def processors():
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows
        return os.cpu_count() or 1


def single_threaded_products():
    """A context in which NumPy's matrix products use one thread each."""
    try:
        from threadpoolctl import threadpool_limits
    except ImportError:  # a browser's kernel has one thread anyway
        return ExitStack()
    return threadpool_limits(1, user_api="blas")
