"""A mini-batch in a fixed number of parts, computed by as many threads as make it faster.

NumPy lets go of Python's lock inside products and elementwise operations, so threads help, unless
others need the processors too. The parts and the order in which their gradients are added don't
depend on the number of threads, and each part's products run in one thread, so the same seed gives
the same bits however many work.
"""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import numpy as np
from threadpoolctl import threadpool_limits

from convnet.network import BATCH


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
        Threads at most; by default one a processor, and never more than one a part. While they
        work, `Pace` measures whether several are faster than one.
    """

    def __init__(self, net, loss, shards=2, workers=None):
        self.net, self.shards = net, shards
        self.workers = max(1, min(shards, workers or processors()))
        nets = [net, *(net.replica() for _ in range(shards - 1))]
        self._parts = [_Part(net, loss()) for net in nets]

    def __enter__(self):
        self._stack = ExitStack()
        # Products in threads of their own, in each of our threads, would wait for one another.
        self._stack.enter_context(threadpool_limits(1, user_api="blas"))
        self._pool, self._pace = None, Pace()
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
        with self._pace:
            costs = self._each(
                lambda s: self._parts[s].gradient(X, T, parts[s], len(index), gather)
            )
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
        """work(s) for every part, in threads if there are several and they help."""
        if self._pool is None or not self._pace.together:
            return [work(s) for s in range(self.shards)]
        others = [self._pool.submit(work, s) for s in range(1, self.shards)]
        first = work(0)
        return [first, *(other.result() for other in others)]


class Pace:
    """Whether threads work together or one works alone: whatever has just been faster.

    A context manager around each piece of work. Of every `PERIOD` pieces the first are done both
    ways in turn, `TRIES` times each, the others in the way that took less time in all. So several
    threads are never slower for long than one, also where other programs come and go.

    Parameters
    ----------
    clock : callable
        Seconds.

    Attributes
    ----------
    together : bool
        How the next piece is to be done.
    """

    TRIES = 12
    PERIOD = 600

    def __init__(self, clock=time.perf_counter):
        self._clock, self._done = clock, 0
        self._took = {True: 0.0, False: 0.0}
        self.together = True

    def __enter__(self):
        self._started = self._clock()
        return self

    def __exit__(self, *exception):
        self._took[self.together] += self._clock() - self._started
        self._done = (self._done + 1) % self.PERIOD
        if not self._done:
            self._took = {True: 0.0, False: 0.0}
        if self._done < 2 * self.TRIES:
            self.together = self._done % 2 == 0
        elif self._done == 2 * self.TRIES:
            self.together = self._took[True] < self._took[False]


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
        self.net.backward(self.loss.backward() * share, input_gradient=False)
        return cost * share

    def judge(self, X, T):
        """Sum of the costs, and number of right answers."""
        with self.net.used():
            Z = self.net.forward(X)
        labels = T if T.ndim == 1 else T.argmax(axis=1)
        return self.loss.forward(Z, T) * len(X), int((Z.argmax(axis=1) == labels).sum())


def processors():
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows
        return os.cpu_count() or 1
