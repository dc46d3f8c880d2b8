"""Published values about Gabor functions and cells come out of notebook 07's references."""

import numpy as np
import pytest

from convnet.stripes import orientations, stripes
from tests.cells import solved


@pytest.fixture(scope="module")
def course():
    return solved("07_features")


# --- F06, F07: MIT 6.869 lecture 7, Gabor wavelets and their Fourier transform -------------------


def test_f06_sums_of_both_functions(course):
    even, odd = course["gabor"](61, 4.0, 0.15)
    assert even.sum() == pytest.approx(0.0824, abs=5e-5)
    assert even.sum() == pytest.approx(32 * np.pi * np.exp(-32 * np.pi**2 * 0.15**2), rel=1e-6)
    assert abs(odd.sum()) < 1e-12


def test_f07_the_spectrum_is_two_gaussians(course):
    n, sigma, u0 = 81, 4.0, 0.15
    even, odd = course["gabor"](n, sigma, u0)
    f = np.fft.fftfreq(n)
    plus, minus = (
        np.pi * sigma**2 * np.exp(-2 * np.pi**2 * sigma**2 * (u**2 + f[:, None] ** 2))
        for u in (f - u0, f + u0)
    )
    assert np.allclose(np.fft.fft2(np.fft.ifftshift(even)), plus + minus, atol=1e-11)
    assert np.allclose(np.fft.fft2(np.fft.ifftshift(odd)), -1j * (plus - minus), atol=1e-11)


@pytest.mark.parametrize("sigma", [2.0, 3.0, 5.0])
def test_f07_the_half_width(course, sigma):
    even, _ = course["gabor"](2 * int(4 * sigma) + 1, sigma, 0.25, 0.6)
    assert course["half_width"](even) == pytest.approx(0.1874 / sigma, rel=0.01)


# --- One octave: N. Petkov and P. Kruizinga, "Computational models of visual neurons specialised
# in the detection of periodic and aperiodic oriented visual stimuli", Biological Cybernetics 76,
# 1997, 83-96: σ/λ = (1/π) √(ln 2 / 2) (2^b + 1)/(2^b - 1), which is 0.56 for b = 1. -------------


@pytest.mark.parametrize(("octaves", "ratio"), [(1.0, 0.562), (0.5, 1.092)])
def test_bandwidth_in_octaves(course, octaves, ratio):
    u0 = 0.2
    even, _ = course["gabor"](61, ratio / u0, u0)
    half = course["half_width"](even)
    assert np.log2((u0 + half) / (u0 - half)) == pytest.approx(octaves, rel=0.02)


# --- The energy model: E. H. Adelson and J. R. Bergen, J. Opt. Soc. Am. A 2, 1985, 284-299: the
# energy of a pair in quadrature does not depend on the phase of a drifting grating. ---------------


def test_the_complex_cell_does_not_mind_the_phase(course):
    even, odd = course["gabor"](41, 5.0, 0.15)
    x = np.arange(41) - 20
    waves = [np.tile(np.cos(2 * np.pi * 0.15 * x + a), (41, 1)) for a in np.arange(12) * np.pi / 6]
    complex_ = np.array([course["complex_cell"](wave, even, odd) for wave in waves])
    simple = np.array([course["simple_cell"](wave, even) for wave in waves])
    assert np.ptp(complex_) < 0.002 * complex_.mean()
    assert simple.min() == 0 and simple.max() == pytest.approx(complex_.mean(), rel=0.002)


# --- H05: C. Blakemore and G. F. Cooper, Nature 228, 1970, 477-478. ------------------------------


@pytest.mark.parametrize("seed", range(10))
def test_h05_what_was_never_seen_is_missing_and_in_the_control_it_is_not(course, seed):
    def histogram(theta):
        rng = np.random.default_rng(seed)
        cells = course["raise_cells"](stripes(400, theta, rng), 32, 0.7, rng)
        return course["orientation_histogram"](cells)

    upright, level, mixed = (histogram(theta) for theta in (0.0, np.pi / 2, None))
    assert upright[3:6].tolist() == [0, 0, 0] and upright[0] > 16
    assert level[[7, 0, 1]].tolist() == [0, 0, 0] and level[4] > 16
    assert mixed.min() >= 1 and mixed.sum() == 32


def test_both_ways_to_an_orientation_agree(course):
    cells = stripes(60, None, np.random.default_rng(0))
    spectral = np.array([course["dominant_orientation"](cell) for cell in cells])
    off = np.degrees(np.abs(np.sin(spectral - orientations(cells))))
    assert np.median(off) < 5
