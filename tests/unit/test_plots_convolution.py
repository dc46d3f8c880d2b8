"""Do the figures of notebook 03 show what its text says?"""

import re

import numpy as np
import pytest
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from scipy import signal

from convnet.plots import convolution, filtering, sizes, weight_sharing
from convnet.widgets import convolution as widgets

FIGURES = ("two_ways", "sliding_signal", "sliding_image")
FIGURES += ("kernel_editor", "size_calculator", "connectivity")


def drawn(draw, **values):
    """The axes of a figure that has been drawn."""
    figure = Figure(figsize=(8, 4), layout="constrained")
    draw(figure, **values)
    return figure.axes


def value(text):
    return float(text.replace("−", "-").strip("()"))


# --- the two ways -----------------------------------------------------------------------------


@pytest.mark.parametrize("i", range(6))
def test_both_ways_end_in_the_same_output(i):
    right = np.convolve(convolution.A, convolution.B)[i]
    words = convolution.describe_two_ways(i)
    products = [value(x) * value(y) for x, y in re.findall(r"(\(?−?\d+\)?)·(\(?−?\d+\)?)", words)]
    column = re.search(r"entr(?:y|ies) (.*?);", words)[1].split(", ")
    assert sum(products) == right == sum(map(value, column))
    assert value(words.rstrip(".").split("= ")[-1]) == right
    assert ("wholly inside" in words) == (i in (2, 3))


def test_the_table_of_copies_shows_every_copy_and_the_sums():
    (axes,) = drawn(convolution.draw_two_ways, i=0)
    shown = sorted(value(t.get_text()) for t in axes.texts if re.fullmatch("−?\\d+", t.get_text()))
    copies = np.outer(convolution.A, convolution.B).ravel()
    sums = np.convolve(convolution.A, convolution.B)
    window = [0, 0, *convolution.A, 0, 0, *convolution.B[::-1], 0, 0, 3, 3]
    assert shown == sorted([*copies, *sums, *window])


# --- the sliding kernels ----------------------------------------------------------------------


@pytest.mark.parametrize("kernel", convolution.KERNELS)
@pytest.mark.parametrize("flip", [False, True])
def test_the_signals_output_is_numpys(kernel, flip):
    k = np.array(convolution.KERNELS[kernel])
    right = (np.convolve if flip else lambda f, g: np.correlate(f, g, "full"))(
        convolution.SIGNAL, k
    )
    assert len(right) == convolution.STEPS
    for step, output in enumerate(right):
        words = convolution.describe_sliding_signal(step, kernel, flip)
        assert value(re.search(r"= (\S+);", words)[1]) == output
    bars = drawn(convolution.draw_sliding_signal, step=14, kernel=kernel, flip=flip)[-1].patches
    assert [bar.get_height() for bar in bars] == right.tolist()


def test_the_flip_moves_the_largest_output_from_the_ramp_to_its_mirror_image():
    ramp = next(iter(convolution.KERNELS))
    assert "largest so far is 14, at 4." in convolution.describe_sliding_signal(14, ramp, False)
    assert "largest so far is 14, at 10." in convolution.describe_sliding_signal(14, ramp, True)


def test_only_the_peak_does_not_care_about_the_flip():
    same = {
        name: np.array_equal(
            convolution._slid(0, name, False)[2], convolution._slid(0, name, True)[2]
        )
        for name in convolution.KERNELS
    }
    assert [name for name, equal in same.items() if equal] == ["peak (1, 2, 1)"]


@pytest.mark.parametrize("kernel", convolution.WINDOWS)
@pytest.mark.parametrize("flip", [False, True])
def test_the_images_output_is_scipys(kernel, flip):
    way = signal.convolve2d if flip else signal.correlate2d
    right = way(convolution.IMAGE, np.array(convolution.WINDOWS[kernel]), mode="valid")
    assert right.size == convolution.PLACES
    for step, output in enumerate(right.flat):
        words = convolution.describe_sliding_image(step, kernel, flip)
        row, column = divmod(step, right.shape[1])
        assert f"row {row}, column {column}:" in words
        assert value(words.rstrip(".").split("= ")[-1]) == output


def test_the_line_is_seen_on_its_right_side_and_the_flip_changes_all_signs():
    plain, flipped = (convolution._slid_image(0, "left − right", f)[3] for f in (False, True))
    assert (plain[:, 3] > 0).all() and (plain[:, 1] < 0).all()
    assert np.array_equal(plain, -flipped)
    centre = [convolution._slid_image(0, "centre − neighbours", f)[3] for f in (False, True)]
    assert np.array_equal(*centre)


# --- the kernel editor ------------------------------------------------------------------------


@pytest.mark.parametrize("image", filtering.IMAGES)
@pytest.mark.parametrize("flip", [False, True])
def test_the_filtered_image_is_scipys(image, flip):
    kernel = ((1.0, 2.0, 0.0), (-1.0, 0.5, 3.0), (0.0, -2.0, 1.0))
    way = signal.convolve2d if flip else signal.correlate2d
    _, result = filtering.filtered(image, kernel, flip)
    assert np.allclose(result, way(filtering.IMAGES[image], np.array(kernel), mode="valid"))


def test_no_preset_is_one_of_the_four_filters_of_the_exercise():
    assert not set(filtering.FOUR.values()) & set(filtering.PRESETS.values())


def test_what_the_text_says_of_the_four_filters():
    gains = {name: int(np.sum(kernel)) for name, kernel in filtering.FOUR.items()}
    assert gains == {"a": 8, "b": 4, "c": 0, "d": 0}
    for name in "cd":
        _, result = filtering.filtered("ramp, brighter downwards", filtering.FOUR[name], False)
        assert np.abs(result).max() < 1e-12
    brightened = np.array(filtering.FOUR["c"])
    brightened[1, 1] += 1
    assert tuple(map(tuple, brightened.tolist())) == filtering.PRESETS["sharpen"]


def test_the_editor_of_the_four_filters_opens_with_the_first_one():
    figure = widgets.four_filters()
    assert "Weights, row by row: (0 1 0), (1 4 1), (0 1 0); sum 8." in figure.description
    figure.controls["kernel"].preset.value = "b"
    assert "sum 4" in figure.picture.sentence


def test_gains_are_what_the_text_says():
    gains = {name: float(np.sum(kernel)) for name, kernel in filtering.PRESETS.items()}
    assert gains["blur"] == pytest.approx(1) and gains["sharpen"] == 1
    assert gains["Laplacian"] == gains["Sobel"] == 0


def test_a_bright_point_shows_the_kernel_as_it_is_only_under_convolution():
    kernel = filtering.PRESETS["Sobel"]
    seen = [filtering.filtered("one bright point", kernel, flip)[1] for flip in (True, False)]
    assert seen[0][2:5, 2:5].tolist() == np.array(kernel).tolist()
    assert seen[1][2:5, 2:5].tolist() == np.array(kernel)[::-1, ::-1].tolist()


def test_zero_is_grey_for_a_filter_without_gain_and_black_for_one_with_gain():
    words = filtering.describe_kernel_editor(filtering.PRESETS["Laplacian"], "scene", False)
    assert "0 grey" in words
    for name in ("blur", "sharpen"):
        words = filtering.describe_kernel_editor(filtering.PRESETS[name], "scene", False)
        assert words.endswith("0 is black, 1 white.")


def test_all_weights_zero_can_be_drawn():
    nothing = ((0.0,) * 3,) * 3
    assert len(drawn(filtering.draw_kernel_editor, kernel=nothing, image="scene", flip=True)) == 3


# --- the size calculator ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "sizes_",
    [(7, 3, 1, 0), (7, 3, 3, 0), (7, 3, 4, 0), (12, 4, 3, 3), (5, 2, 5, 1), (1, 3, 1, 1)],
)
def test_the_windows_are_counted_and_drawn(sizes_):
    n, k, s, p = sizes_
    starts = [i for i in range(n + 2 * p) if i % s == 0 and i + k <= n + 2 * p]
    words = sizes.describe_size_calculator(n, k, s, p)
    assert f"{len(starts)} window" in words
    assert f"starting at {', '.join(map(str, starts))}. " in words
    grid, steps = drawn(sizes.draw_size_calculator, n=n, k=k, s=s, p=p)
    assert sum(len(line.get_xdata()) for line in grid.lines) == len(starts) ** 2
    (cells,) = (c for c in grid.collections if isinstance(c, PatchCollection))
    assert len(cells.get_paths()) == (n + 2 * p) ** 2
    windows = [patch.get_x() for patch in steps.patches if patch.get_width() == k and patch.get_y()]
    assert windows == starts
    read = {i for start in starts for i in range(start, start + k)}
    dark = [i for i in range(n + 2 * p) if i not in read]
    assert ("are read." in words) == (not dark)
    assert not dark or f" {', '.join(map(str, dark))} (dark) are never read." in words
    shown = [patch.get_facecolor() for patch in steps.patches if not patch.get_y()]
    assert len({shown[i] for i in dark} & {shown[i] for i in read}) == 0


def test_a_kernel_that_does_not_fit_is_said_to():
    assert "does not fit" in sizes.describe_size_calculator(3, 6, 1, 1)
    grid, _ = drawn(sizes.draw_size_calculator, n=3, k=6, s=1, p=1)
    assert "no window" in grid.get_title()


# --- the three layers -------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "k", "filters"), [(6, 3, 1), (12, 3, 1), (7, 2, 2), (5, 5, 2)])
def test_there_is_one_line_for_each_connection_and_one_colour_for_each_shared_weight(n, k, filters):
    axes = drawn(weight_sharing.draw_connectivity, n=n, k=k, filters=filters, side=16, show="all")[
        :3
    ]
    lines = [next(c for c in a.collections if isinstance(c, LineCollection)) for a in axes]
    dense, local, shared = (len(each.get_segments()) for each in lines)
    outputs = filters * (n - k + 1)
    assert (dense, local, shared) == (n * outputs, k * outputs, k * outputs)
    kinds = {
        (to_hex(color), str(style))
        for color, style in zip(lines[2].get_colors(), lines[2].get_linestyles(), strict=True)
    }
    counts = [int(re.search(r"(\d+) weights", a.get_title())[1]) for a in axes]
    assert counts == [dense, local, len(kinds)]


def test_counts_on_an_image():
    words = weight_sharing.describe_connectivity(6, 3, 1, 16, "all")
    assert words.endswith("on an image of 16 × 16: 50,176, 1,764 and 9.")


def test_counts_that_the_text_names():
    counts = [weight_sharing.describe_connectivity(n, 3, 1, 16, "all") for n in (6, 12)]
    assert "24 dense, 12 local and 3 convolutional" in counts[0]
    assert "120 dense, 30 local and 3 convolutional" in counts[1]


def test_one_output_and_one_input_are_marked_by_their_own_lines():
    for show, expected in [("one output", (6, 3, 3)), ("one input", (4, 3, 3))]:
        axes = drawn(weight_sharing.draw_connectivity, n=6, k=3, filters=1, side=16, show=show)
        for each, count in zip(axes[:3], expected, strict=True):
            lines = next(c for c in each.collections if isinstance(c, LineCollection))
            assert sum(to_hex(color) != "#e4e4e4" for color in lines.get_colors()) == count


# --- the widgets ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FIGURES)
def test_every_control_changes_picture_and_sentence(name):
    figure = getattr(widgets, name)()
    other = {"flip": True, "kernel": "step (−1, 0, 1)", "image": "one bright point"}
    other |= {"show": "one output"}
    if name == "sliding_image":
        other["kernel"] = "upper − lower"
    for key, control in figure.controls.items():
        png, sentence = figure.picture.png, figure.picture.sentence
        if isinstance(control, widgets.KernelGrid):
            control.preset.value = "shift"  # not its own mirror image, unlike the first one
        else:
            control.value = other[key] if key in other else control.value + control.step
        assert figure.picture.png != png, key
        assert figure.picture.sentence != sentence, key


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_a_picture_and_a_sentence_without_widgets(name):
    data, _ = getattr(widgets, name)()._repr_mimebundle_()
    assert data["image/png"] and data["text/plain"].endswith(".")


def test_a_preset_fills_nine_fields_with_one_new_picture_and_an_edit_makes_it_my_own():
    grid = widgets.KernelGrid()
    values = []
    grid.observe(lambda change: values.append(change["new"]), names="value")
    grid.preset.value = "Sobel"
    assert values == [filtering.PRESETS["Sobel"]]
    grid.fields[0][2].value = -7
    assert grid.preset.value == "my own"
    assert grid.value == ((1, 2, -7), (0, 0, 0), (-1, -2, -1))
    grid.preset.value = "Sobel"
    assert grid.value == filtering.PRESETS["Sobel"]


@pytest.mark.parametrize("name", ["sliding_signal", "sliding_image"])
def test_the_play_button_runs_over_all_steps(name):
    figure = getattr(widgets, name)()
    play, slider = figure.widget.children[0].children
    assert slider is figure.controls["step"]
    assert (play.min, play.max, play.value) == (slider.min, slider.max, slider.value)
