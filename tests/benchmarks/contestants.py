"""Each contestant as a process that makes training steps when told to.

    python -m tests.benchmarks.contestants NAME BATCH THREADS

It prints a line of JSON when it is ready. Then each line on its standard input is a number of
steps, answered with the seconds that one step took. An empty line ends it, and it answers with the
megabytes of memory that it holds beyond its data.

All train the same LeNet on the same images: gather a batch, forward, backward, SGD with momentum
and weight decay. A step returns the cost.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import numpy as np

from convnet.layers import MaxPool2d
from convnet.losses import SoftmaxCrossEntropy, one_hot
from convnet.network import lenet
from convnet.optimiser import SGD
from convnet.sharding import Shards

IMAGES = 10_000
SETTINGS = {"eta": 0.01, "momentum": 0.9, "weight_decay": 5e-4}


def data():
    """Random images, as fast or slow as real ones: (X, t)."""
    rng = np.random.default_rng(0)
    X = np.zeros((IMAGES, 1, 32, 32), np.float32)
    X[:, :, 2:30, 2:30] = rng.random((IMAGES, 1, 28, 28), dtype=np.float32)
    return X, rng.integers(0, 10, IMAGES)


def batches(batch):
    """Index arrays, epoch after epoch in a new order."""
    rng = np.random.default_rng(1)
    while True:
        order = rng.permutation(IMAGES)
        yield from order[: IMAGES // batch * batch].reshape(-1, batch)


def convnet(images, batch, threads, fast=True):
    """The course's network; one shard a thread."""
    X, t = images
    net, index = lenet(fast=fast), batches(batch)
    optimiser = SGD(net.params, **SETTINGS)
    shared = Shards(net, SoftmaxCrossEntropy, shards=threads, workers=threads)
    shared.__enter__()  # until the process ends

    def step():
        J = shared.gradient(X, t, next(index))
        optimiser.step(net.grads)
        return J

    return step


def plain(images, batch, threads):
    """The same layers without the fast blocks."""
    return convnet(images, batch, threads, fast=False)


def naive(images, batch, threads):
    """Notebook 04's layers, written as loops."""
    return _of_notebook_04(images, batch, _loops)


def im2col(images, batch, threads):
    """Notebook 04's convolution as one matrix product; pooling without loops over pixels."""
    return _of_notebook_04(images, batch, _products)


def _loops(work):
    def pool(X):
        return work["maxpool2d_forward"](X, 2, 2, 2)

    return work["conv2d_forward"], work["conv2d_backward"], pool, work["maxpool2d_backward"]


def _products(work):
    def forward(X, W, b):
        return work["conv2d_im2col"](X, W, b), (X, W, b)

    def backward(dout, cache):
        X, W, _ = cache
        F, C, kh, kw = W.shape
        rows = dout.transpose(0, 2, 3, 1).reshape(-1, F)
        dW = (rows.T @ work["im2col"](X, kh, kw)).reshape(W.shape)
        # The gradient of the input is a convolution with the kernels turned round.
        turned = W.transpose(1, 0, 2, 3)[:, :, ::-1, ::-1]
        dX = work["conv2d_im2col"](dout, turned, np.zeros(C), pad=kh - 1)
        return dX, dW, rows.sum(axis=0)

    def pool(X):
        layer = MaxPool2d(2)
        return layer.forward(X), layer

    return forward, backward, pool, lambda dout, layer: layer.backward(dout)


def _of_notebook_04(images, batch, choose):
    from tests.cells import solved

    forward, backward, pool, unpool = choose(solved("04_modules"))
    X, t = images
    net, index = lenet(), batches(batch)
    W = [value.astype(float) for value in net.params.values()]
    optimiser = SGD(dict(enumerate(W)), **SETTINGS)
    loss = SoftmaxCrossEntropy()

    def step():
        i = next(index)
        A0 = X[i]
        Z1, c1 = forward(A0, W[0], W[1])
        P1, p1 = pool(np.maximum(Z1, 0))
        Z2, c2 = forward(P1, W[2], W[3])
        P2, p2 = pool(np.maximum(Z2, 0))
        A = [P2.reshape(len(i), -1)]
        for k in (4, 6):
            A.append(np.maximum(A[-1] @ W[k].T + W[k + 1], 0))
        J = loss.forward(A[-1] @ W[8].T + W[9], one_hot(t[i], 10))
        dZ, grads = loss.backward(), {}
        for k, inputs in zip((8, 6, 4), reversed(A), strict=True):
            grads[k], grads[k + 1] = dZ.T @ inputs, dZ.sum(axis=0)
            dZ = (dZ @ W[k]) * (inputs > 0)
        dZ2 = unpool(dZ.reshape(P2.shape), p2) * (Z2 > 0)
        dP1, grads[2], grads[3] = backward(dZ2, c2)
        _, grads[0], grads[1] = backward(unpool(dP1, p1) * (Z1 > 0), c1)
        optimiser.step(grads)
        return J

    return step


def torch_eager(images, batch, threads, best=False):
    """PyTorch as most people use it; `best`: channels_last and fused SGD."""
    import torch
    from torch import nn

    torch.set_num_threads(threads)
    X, t = map(torch.from_numpy, images)
    net = nn.Sequential(
        nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )  # fmt: skip
    if best:
        net, X = net.to(memory_format=torch.channels_last), X.to(memory_format=torch.channels_last)
    optimiser = torch.optim.SGD(
        net.parameters(), lr=SETTINGS["eta"], momentum=SETTINGS["momentum"],
        weight_decay=SETTINGS["weight_decay"], fused=best,
    )  # fmt: skip
    loss, index = nn.CrossEntropyLoss(), map(torch.from_numpy, batches(batch))

    def step():
        i = next(index)
        optimiser.zero_grad()
        J = loss(net(X[i]), t[i])
        J.backward()
        optimiser.step()
        return J

    return step


def torch_best(images, batch, threads):
    """PyTorch with channels_last and fused SGD."""
    return torch_eager(images, batch, threads, best=True)


def product(images, batch, threads):
    """A large matrix product, for the machine's peak: one step is 2 GFLOP."""
    A = np.random.default_rng(0).random((1000, 1000), dtype=np.float32)
    return lambda: A @ A


def _memory():
    """Megabytes that the process holds now; 0 where that can't be read."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main(name, batch, threads):
    version = np.__version__
    if name.startswith("torch"):
        import torch

        version = torch.__version__
    images = data()
    before = _memory()
    step = globals()[name](images, int(batch), int(threads))
    print(json.dumps({"version": version}), flush=True)
    for line in sys.stdin:
        if not line.strip():
            break
        started = time.perf_counter()
        for _ in range(int(line)):
            step()
        print((time.perf_counter() - started) / int(line), flush=True)
    print(_memory() - before, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
