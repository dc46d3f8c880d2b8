"""Worlds of stripes, and the orientations of kernels."""

import numpy as np
import pytest

from convnet.data import load_digits_28
from convnet.stripes import digit_patches, orientations, stripes


def gratings(degrees, u0=0.15, n=13):
    y, x = np.mgrid[:n, :n] - n // 2
    t = np.radians(degrees)[:, None, None]
    return np.sin(2 * np.pi * u0 * (np.cos(t) * x + np.sin(t) * y))


def apart(a, b):
    """Degrees between two orientations."""
    return np.abs((np.asarray(a) - b + 90) % 180 - 90)


def test_orientations_of_gratings():
    degrees = np.arange(0, 180, 7.5)
    found = orientations(gratings(degrees))
    assert np.all((found >= 0) & (found < np.pi))
    assert apart(np.degrees(found), degrees).max() < 4


def test_dark_and_light_exchanged_is_the_same_orientation():
    kernels = gratings(np.array([20.0, 95.0, 160.0]))
    assert np.allclose(orientations(kernels), orientations(3 - 2 * kernels))


@pytest.mark.parametrize("degrees", [0, 45, 90])
def test_a_world_of_one_orientation(degrees):
    patches = stripes(300, np.radians(degrees), np.random.default_rng(1))
    off = apart(np.degrees(orientations(patches)), degrees)
    assert patches.shape == (300, 11, 11)
    assert off.max() < 40 and np.median(off) < 8


def test_a_mixed_world_has_all_orientations_evenly():
    patches = stripes(2000, None, np.random.default_rng(2))
    counts, _ = np.histogram(orientations(patches), bins=6, range=(0, np.pi))
    assert counts.min() > 250 and counts.max() < 420


def test_every_patch_of_stripes_has_contrast():
    patches = stripes(500, None, np.random.default_rng(3))
    assert patches.std(axis=(1, 2)).min() > 0.3


def test_digit_patches_are_parts_of_digits_with_ink_in_the_middle():
    patches = digit_patches(5, np.random.default_rng(4))
    images = load_digits_28().train_images / 255
    windows = np.lib.stride_tricks.sliding_window_view(images, (11, 11), axis=(1, 2))
    for patch in patches:
        assert patch[5, 5] > 0.5
        centre = np.argwhere(windows[..., 5, 5] == patch[5, 5])
        assert any(np.array_equal(windows[tuple(at)], patch) for at in centre)


def test_worlds_come_from_the_generator_alone():
    for make in (lambda rng: stripes(9, None, rng), lambda rng: digit_patches(9, rng)):
        a, b, other = (make(np.random.default_rng(seed)) for seed in (5, 5, 6))
        assert np.array_equal(a, b) and not np.array_equal(a, other)
