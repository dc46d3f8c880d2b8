"""Do the pictures of notebook 03 compute what NumPy and SciPy do, and show what its text says?"""

import re

import numpy as np
import pytest
from scipy import linalg, signal

from tests.pictures import evaluate


def value(text):
    return float(text.replace("−", "-").strip("()"))


def test_both_ways_end_in_the_same_output():
    A, B, sentences, outputs = evaluate(
        "two_ways",
        "[p.A, p.B, [0, 1, 2, 3, 4, 5].map((i) => p.default.sentence({ i })), p.outputs()]",
    )
    assert outputs == np.convolve(A, B).tolist()
    for n, (words, right) in enumerate(zip(sentences, outputs, strict=True)):
        pairs = re.findall(r"(\(?−?\d+\)?)·(\(?−?\d+\)?)", words)
        column = re.split(", | and ", re.search(r"entr(?:y|ies) (.*?);", words)[1])
        assert sum(value(x) * value(y) for x, y in pairs) == right == sum(map(value, column))
        assert value(words.rstrip(".").split("= ")[-1]) == right
        assert ("wholly inside" in words) == (n in (2, 3))


@pytest.mark.parametrize("flip", [False, True])
def test_the_signals_output_is_numpys(flip):
    x, kernels, outputs = evaluate(
        "sliding_signal",
        "[p.SIGNAL, p.KERNELS, Object.fromEntries(Object.keys(p.KERNELS).map("
        "(kernel) => [kernel, p.slid({ step: 3, kernel, flip }).outputs]))]",
        flip=flip,
    )
    for name, k in kernels.items():
        right = np.convolve(x, k) if flip else np.correlate(x, k, "full")
        assert outputs[name] == right.tolist(), name


def test_the_flip_moves_the_largest_output_from_the_ramp_to_its_mirror_image():
    said = evaluate(
        "sliding_signal",
        "[false, true].map((flip) => p.default.sentence({ ...p.default.initial, step: 14, flip }))",
    )
    assert "largest so far is 14, at 4." in said[0] and "largest so far is 14, at 10." in said[1]


def test_only_the_peak_does_not_care_about_the_flip():
    same = evaluate(
        "sliding_signal",
        "Object.keys(p.KERNELS).filter((kernel) => String(p.slid({ step: 0, kernel, flip: true })"
        ".outputs) === String(p.slid({ step: 0, kernel, flip: false }).outputs))",
    )
    assert same == ["peak (1, 2, 1)"]


@pytest.mark.parametrize("flip", [False, True])
def test_the_images_output_is_scipys(flip):
    image, kernels, outputs = evaluate(
        "sliding_image",
        "[p.IMAGE, p.KERNELS, Object.fromEntries(Object.keys(p.KERNELS).map("
        "(kernel) => [kernel, p.slid({ kernel, flip }).outputs]))]",
        flip=flip,
    )
    way = signal.convolve2d if flip else signal.correlate2d
    for name, k in kernels.items():
        right = way(np.array(image), np.array(k), mode="valid")
        assert np.array_equal(outputs[name], right), name
    line = np.array(outputs["left − right"])  # seen on its right side; the flip changes all signs
    assert (np.sign(line[:, [1, 3]]) == ([1, -1] if flip else [-1, 1])).all()


@pytest.mark.parametrize("flip", [False, True])
def test_the_filtered_image_is_scipys(flip):
    K = [1, 2, 0, -1, 0.5, 3, 0, -2, 1]
    images, results = evaluate(
        "kernel_editor",
        "[p.IMAGES, Object.fromEntries(Object.entries(p.IMAGES).map("
        "([name, image]) => [name, p.filtered(image, p.lying({ K, flip }))]))]",
        K=K,
        flip=flip,
    )
    way = signal.convolve2d if flip else signal.correlate2d
    for name, image in images.items():
        right = way(np.array(image), np.reshape(K, (3, 3)), mode="valid")
        assert np.allclose(results[name], right), name


def test_gains_are_what_the_text_and_the_lecture_say():
    presets = evaluate("kernel_editor", "p.PRESETS")
    gains = {name: pytest.approx(sum(K)) for name, K in presets.items()}
    assert gains == {
        "identity": 1,
        "shift": 1,
        "blur": 1,
        "sharpen": 1,
        "Laplacian": 0,
        "Sobel": 0,
    }
    four = evaluate("four_filters", "p.FOUR")
    assert {name: sum(K) for name, K in four.items()} == {"a": 8, "b": 4, "c": 0, "d": 0}
    assert not [K for K in four.values() if K in presets.values()], "03.9 would be answered"


def test_a_bright_point_shows_the_kernel_as_it_is_only_under_convolution():
    K, seen = evaluate(
        "kernel_editor",
        "[p.PRESETS.Sobel, [true, false].map((flip) => p.filtered(p.IMAGES['one bright point'],"
        " p.lying({ K: p.PRESETS.Sobel, flip })))]",
    )
    kernel = np.reshape(K, (3, 3))
    convolved, correlated = np.array(seen)[:, 2:5, 2:5]
    assert np.array_equal(convolved, kernel) and np.array_equal(correlated, kernel[::-1, ::-1])


def test_zero_is_grey_for_a_filter_without_gain_and_black_for_one_with_gain():
    said = {}
    for name, presets in ("kernel_editor", "PRESETS"), ("four_filters", "FOUR"):
        said |= evaluate(
            name,
            f"Object.fromEntries(Object.entries(p.{presets}).map(([name, K]) =>"
            " [name, p.default.sentence({ ...p.default.initial, K })]))",
        )
    assert ", 0 grey." in said["Laplacian"]
    assert said["blur"].endswith("0 is black, 1 white.")
    assert said["b"].endswith("0 is black, 4 white.")


def test_a_preset_fills_the_nine_fields_and_an_edit_makes_it_my_own():
    filled, edited = evaluate(
        "kernel_editor",
        "[p.default.settle({ preset: 'Sobel', K: [] }, 'preset'),"
        " p.default.settle({ preset: 'Sobel', K: [1] }, 'K')]",
    )
    assert filled == {"K": [1, 2, 1, 0, 0, 0, -1, -2, -1]} and edited == {"preset": "my own"}


def test_the_grey_image_is_a_png_that_others_can_read():
    import base64
    import io

    from matplotlib import image as reader

    address = evaluate("runtime/pixels", "p.png([[0, 0.5, 1], [1, 2, -1]], 0, 1)")
    pixels = reader.imread(io.BytesIO(base64.b64decode(address.split(",")[1])))
    assert np.allclose(pixels, [[0, 128 / 255, 1], [1, 1, 0]])


def test_the_windows_are_counted():
    cases = [(7, 3, 1, 0), (7, 3, 3, 0), (12, 4, 3, 3), (5, 2, 5, 1), (3, 6, 1, 1), (5, 5, 2, 0)]
    found = evaluate(
        "size_calculator",
        "cases.map(([n, k, s, p_]) => [p.outSize({ n, k, s, p: p_ }),"
        " p.default.sentence({ n, k, s, p: p_ })])",
        cases=cases,
    )
    for (n, k, s, p), (count, words) in zip(cases, found, strict=True):
        starts = [i for i in range(n + 2 * p) if i % s == 0 and i + k <= n + 2 * p]
        assert count == len(starts)
        if not starts:
            assert "does not fit" in words
            continue
        assert f"starting at {', '.join(map(str, starts))}." in words
        read = {start + u for start in starts for u in range(k)}
        unread = [str(i) for i in range(n + 2 * p) if i not in read]
        assert ("All padded rows and columns are read" in words) == (not unread)
        assert not unread or f"{', '.join(unread)} (dark)" in words


@pytest.mark.parametrize(("n", "k", "filters"), [(6, 3, 1), (12, 3, 1), (7, 2, 2), (5, 5, 2)])
def test_there_is_one_line_for_each_connection_and_one_kind_for_each_shared_weight(n, k, filters):
    state = {"n": n, "k": k, "filters": filters}
    dense, local, shared, counts = evaluate(
        "connectivity",
        "[...['dense', 'locally connected', 'convolutional'].map((kind) => p.lines(kind, state)),"
        " p.weights(state.n, state.k, state.filters)]",
        state=state,
    )
    kinds = {(line["m"], line["filter"]) for line in shared}
    assert counts == [len(dense), len(local), len(kinds)]
    outputs = filters * (n - k + 1)
    assert counts == [n * outputs, k * outputs, k * filters]


def test_counts_that_the_text_names():
    said = evaluate(
        "connectivity",
        "[6, 12].map((n) => p.default.sentence({ ...p.default.initial, n, side: 16 }))",
    )
    assert "24 dense, 12 local and 3 convolutional" in said[0]
    assert "120 dense, 30 local and 3 convolutional" in said[1]
    assert said[0].endswith("on an image of 16 × 16: 50,176, 1,764 and 9.")


@pytest.mark.parametrize("stride", [1, 2])
def test_the_feature_map_follows_the_digit_as_far_as_the_stride_lets_it(stride):
    shifts = [(dx, dy) for dx in (-3, -2, 0, 1, 4) for dy in (-2, 0, 1, 3)]
    kernel, found = evaluate(
        "equivariance",
        "[p.KERNEL, shifts.map(([dx, dy]) => [p.moved({ dx, dy }),"
        " p.featureMap(p.moved({ dx, dy }), stride), p.isEquivariant({ dx, dy, stride })])]",
        shifts=shifts,
        stride=stride,
    )
    for (dx, dy), (image, map_, same) in zip(shifts, found, strict=True):
        right = signal.correlate2d(np.pad(image, 1), np.array(kernel), mode="valid")
        assert np.array_equal(map_, right[::stride, ::stride])
        assert same == (dx % stride == 0 and dy % stride == 0)


def test_the_matrix_times_the_signal_is_the_convolution_and_so_is_each_sum():
    A, B, T, y, sums = evaluate(
        "toeplitz",
        "[...(await import('./two_ways.js').then((q) => [q.A, q.B])), p.MATRIX, p.product(),"
        " [0, 1, 2, 3, 4, 5].map((i) => p.terms(i).map((term) => term.value))]",
    )
    assert (np.array(T) @ A).tolist() == np.convolve(A, B).tolist() == y == list(map(sum, sums))
    assert np.array_equal(T, linalg.toeplitz([*B, 0, 0, 0], [B[0], 0, 0, 0]))
