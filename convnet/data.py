"""The data that the notebooks use: handwritten digits, small and shipped, or MNIST, fetched.

`load_digits` and `load_digits_28` always work, without a network; `load_mnist` finds or downloads
11 MB. `load_mnist` and `load_digits_28` return the same form.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from convnet.download import datasets, fetch, registry
from convnet.errors import DataError
from convnet.idx import load_idx

MNIST = (
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
)


class Split(NamedTuple):
    """Images to learn from and images to test on.

    Images are uint8, (N, 28, 28), 0 (paper) to 255 (ink); labels integers, (N,), 0 to 9.
    """

    train_images: np.ndarray
    train_labels: np.ndarray
    test_images: np.ndarray
    test_labels: np.ndarray


def load_digits() -> tuple[np.ndarray, np.ndarray]:
    """1,797 handwritten digits of 8×8 pixels, shipped with the course.

    Returns
    -------
    images : ndarray of int, (1797, 8, 8)
        Ink counts, 0 (paper) to 16 (all ink).
    labels : ndarray of int, (1797,)
        The digit, 0 to 9.

    Notes
    -----
    The test part of "Optical Recognition of Handwritten Digits", E. Alpaydin and C. Kaynak, UCI
    Machine Learning Repository, 1998; `datasets/optical_digits.md` says more.
    """
    table = np.loadtxt(datasets() / "optical_digits.csv.gz", delimiter=",", dtype=int)
    return table[:, :64].reshape(-1, 8, 8).copy(), table[:, 64].copy()


def load_digits_28() -> Split:
    """The shipped digits in MNIST's form: 28×28 pixels, 1,347 to train and 450 to test.

    Every fourth digit is a test digit. As in MNIST, a digit fills a box of 20×20 pixels in the
    middle; those between the 8×8 known ones are interpolated linearly, which makes it look soft.
    The same 13 people wrote both parts.
    """
    images, labels = load_digits()
    A = _interpolation(8, 20)
    # (20, 8) @ (N, 8, 8) @ (8, 20) -> (N, 20, 20)
    boxes = np.round(A @ (images * (255 / 16)) @ A.T).astype(np.uint8)
    large = np.pad(boxes, ((0, 0), (4, 4), (4, 4)))
    test = np.arange(len(labels)) % 4 == 0
    return Split(large[~test], labels[~test], large[test], labels[test])


def load_mnist(progress: bool = True, folder: str | Path | None = None) -> Split:
    """MNIST: 60,000 handwritten digits to train and 10,000 to test, 28×28 pixels.

    The four files (11 MB) are taken from the folder that the environment variable CONVNET_DATA
    names, else from the user's cache, else downloaded into that cache; each is checked by SHA-256.
    With `folder` they are put there, and taken from there.

    Raises
    ------
    DataError
        If the files can be found nowhere; the message says how to go on without a network.
    """
    train_images, train_labels, test_images, test_labels = (
        load_idx(fetch(name, folder, progress)) for name in MNIST
    )
    _check_counts(train_images, train_labels, MNIST[0])
    _check_counts(test_images, test_labels, MNIST[2])
    return Split(train_images, train_labels.astype(int), test_images, test_labels.astype(int))


def download(folder=None, log=print) -> None:
    """Fetch and verify every data file ahead of class; what `convnet-course data` does.

    With `folder` MNIST lies there afterwards, wherever it was found.
    """
    for name in registry():
        log(f"{name}: {fetch(name, folder)}")
    for name, split in (("MNIST", load_mnist(folder=folder)), ("shipped digits", load_digits_28())):
        log(f"{name}: {len(split[1]):,} digits to train, {len(split[3]):,} to test")


def _check_counts(images: np.ndarray, labels: np.ndarray, name: str) -> None:
    if images.ndim != 3 or labels.ndim != 1 or len(images) != len(labels):
        shapes = f"images {images.shape}, labels {labels.shape}"
        raise DataError(f"{name} and its labels don't belong together: {shapes}")


def _interpolation(n: int, m: int) -> np.ndarray:
    """(m, n) matrix that stretches n samples to m, linearly, both about their centres."""
    position = np.clip((np.arange(m) + 0.5) * n / m - 0.5, 0, n - 1)
    # Weight of known sample j at output i: a triangle of width 2 about j.
    return np.maximum(0.0, 1.0 - np.abs(position[:, None] - np.arange(n)))
