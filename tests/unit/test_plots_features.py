"""Plots of notebook 07: what they compute, and what their sentences say."""

import numpy as np
import pytest

from convnet.plots import features, tuned


def test_a_kernel_is_tuned_to_its_wave():
    angles = np.radians(np.arange(0, 180, 5))
    for degrees in (20, 90, 145):
        t = np.radians(degrees)
        y, x = np.mgrid[:11, :11] - 5
        wave = np.sin(2 * np.pi * 0.2 * (x * np.cos(t) + y * np.sin(t)))
        K = np.exp(-(x**2 + y**2) / 18) * wave + 3  # even grey is no wave
        curve = tuned.tuning_curve(K, angles)
        assert np.argmax(curve) * 5 == degrees
        assert curve.min() < 0.35 * curve.max()


def test_the_ganglion_cell_is_blind_to_even_grey_and_alike_in_all_directions():
    stages = features.early_stages()
    cell = stages["ganglion cell"]
    assert abs(cell.sum()) < 1e-12 and np.allclose(cell, cell.T) and np.allclose(cell, cell[::-1])
    spectrum = np.abs(np.fft.fft2(stages["world"]))
    assert np.allclose(spectrum, 1)


def test_principal_directions_are_orthogonal_and_ordered():
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, size=(40, 16, 16)).astype(float)
    images += 80 * np.sin(np.arange(16))  # upright stripes vary most
    found = features.principal(images, 4).reshape(4, 25)
    assert np.allclose(found @ found.T, np.eye(4))
    assert np.allclose(found[0].reshape(5, 5), found[0].reshape(5, 5).mean(axis=0), atol=0.05)


def test_a_response_is_a_cross_correlation_with_relu():
    image, K = np.arange(20.0).reshape(4, 5) ** 2, np.array([[1.0, -2], [0, 1]])
    right = [[max(0, np.sum(image[i : i + 2, j : j + 2] * K)) for j in range(4)] for i in range(3)]
    assert np.allclose(tuned.response(image, K), right)


@pytest.mark.parametrize("draw", [features.four_rows, features.stand_ins, features.early_vision,
                                  features.pipelines])  # fmt: skip
def test_figures_without_arguments_draw_and_say_what_they_show(draw):
    picture = draw()
    assert picture.png[:4] == b"\x89PNG" and len(picture.description) > 60


def test_litters_say_their_counts_and_may_lack_their_cells():
    worlds = {"a": np.zeros((20, 5, 5)), "b": np.eye(5)[None].repeat(20, axis=0)}
    cells = {"a": np.ones((8, 5, 5)), "b": worlds["b"][:8]}
    counts = {"a": np.array([8, 0]), "b": np.array([3, 5])}
    assert "a: 8, 0; b: 3, 5" in tuned.litters(worlds, cells, counts).description
    assert "2 worlds" in tuned.litters(worlds, {}, {}).description


def test_banks_and_tuning_and_top_nine_say_their_numbers():
    kernels = np.random.default_rng(1).normal(size=(6, 5, 5))
    rows = {"by lot": (kernels, [0.021, 0.0349])}
    assert "by lot 2.1 %, 3.5 %" in tuned.banks(rows, np.ones((12, 12))).description
    said = tuned.tuning(kernels, np.radians([0, 30, 60, 90, 120, 150])).description
    assert "0°, 30°, 60°, 90°, 120°, 150°" in said
    assert "Orientations" not in tuned.tuning(kernels).description
    patches = {"C1": [np.ones((9, 5, 5))] * 6, "C3": [np.ones((9, 14, 14))] * 6}
    assert "C1, C3" in tuned.top_nine(patches).description
