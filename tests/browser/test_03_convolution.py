"""Notebook 03 as a student meets it: run all, solve an exercise, move every figure."""

import pytest

from tests.browser.lab import nothing_is_done_yet

pytestmark = pytest.mark.slow

XCORR2D = '''\
def xcorr2d(A, K, stride=1, pad=0):
    """Cross-correlation of an image with a kernel, as a layer computes it."""
    P = np.pad(A, pad)
    windows = np.lib.stride_tricks.sliding_window_view(P, K.shape)
    return np.einsum("ijuv,uv->ij", windows[::stride, ::stride], K)
'''
SLIDERS = {
    "two_ways()": [("Output i = 0", "Output i = 1")],
    "sliding_signal()": [("Entry 3 of", "Entry 4 of")],
    "sliding_image()": [("row 0, column 0", "row 0, column 1")],
    "size_calculator()": [
        ("n = 7", "n = 8"),
        ("k = 3", "k = 4"),
        ("s = 1", "s = 2"),
        ("p = 0", "p = 1"),
    ],
    "connectivity()": [
        ("6 inputs", "7 inputs"),
        ("windows of 3", "windows of 4"),
        ("1 filter", "2 filters"),
        ("8 × 8", "10 × 10"),
    ],
}
PLAYED = {"sliding_signal()": "Entry", "sliding_image()": "column"}


@pytest.fixture(scope="module")
def notebook(open_for_all):
    notebook = open_for_all("03_convolution/convolution.ipynb")
    notebook.run_all()
    return notebook


def moves(notebook, cell, after, act):
    """Do something to a figure; its sentence must then hold `after`, its picture be another."""
    pictures = cell.images
    act()
    for _ in range(100):
        if after in cell.text and cell.images != pictures:
            break
        notebook.page.wait_for_timeout(100)
    assert after in cell.text
    assert len(pictures) == len(cell.images) == 1 and cell.images != pictures


def test_all_cells_run_a_solved_exercise_passes_and_wrong_ones_are_named(notebook):
    assert nothing_is_done_yet(notebook) == 23
    assert notebook.cell("views = {").text.count("not yet") == 4
    test = notebook.cell('check.exercise("03.7")')
    solution = notebook.cell("def xcorr2d").write(XCORR2D).run()
    assert test.run().text.strip() == "✓ 03.7: visible checks pass; hidden checks remain."
    solution.write(XCORR2D.replace("windows[::stride, ::stride]", "windows")).run()
    assert "stride ignored: windows move by one" in test.run().text
    test.shot("03-7-wrong")
    notebook.cell("def conv1d_full").write(
        "def conv1d_full(a, b):\n    return np.convolve(a, b)"
    ).run()
    said = notebook.cell('check.exercise("03.2")').run().text
    assert "numpy.convolve is not to be used here: this exercise is about writing it" in said


def test_every_slider_moves_its_figure_and_the_lines_of_one_unit_are_marked(notebook):
    for source, sliders in SLIDERS.items():
        figure = notebook.cell(source)
        for which, (before, after) in enumerate(sliders):
            assert before in figure.text
            moves(notebook, figure, after, lambda f=figure, w=which: f.move_slider(which=w))
        figure.shot(f"03-{source[:-2]}")
    figure = notebook.cell("connectivity()")
    for name in ("one output", "one input"):
        button = figure.node.query_selector(f".cn-option:has-text('{name}')")
        moves(notebook, figure, f"The lines of {name} are marked", button.click)
        figure.shot(f"03-connectivity-{name.replace(' ', '-')}")


def test_play_slides_the_kernel_and_the_toggle_flips_it(notebook):
    for source, playing in PLAYED.items():
        figure = notebook.cell(source)
        play = figure.node.query_selector("button[aria-label^=play]")
        play.scroll_into_view_if_needed()
        moves(notebook, figure, playing, play.click)
        figure.node.query_selector("button[aria-label^=pause]").click()
        paused = figure.text
        notebook.page.wait_for_timeout(1500)
        assert figure.text == paused
        assert "as it is (cross-correlation)" in figure.text
        flip = figure.node.query_selector("input[type=checkbox]")
        moves(notebook, figure, "flipped (convolution)", flip.click)
        menu = figure.node.query_selector("select")
        last = menu.query_selector_all("option")[-1].inner_text().replace("\xa0", " ")
        moves(notebook, figure, f"Kernel {last}", lambda m=menu, x=last: m.select_option(label=x))
        figure.shot(f"03-{source[:-2]}-flipped")


def test_presets_fields_images_and_flip_of_the_kernel_editor(notebook):
    figure = notebook.cell("kernel_editor()")
    preset, image = figure.node.query_selector_all("select")
    moves(
        notebook, figure, "(1 2 1), (0 0 0), (−1 −2 −1); sum 0",
        lambda: preset.select_option(label="Sobel"),
    )  # fmt: skip
    moves(
        notebook, figure, "“one bright point”",
        lambda: image.select_option(label="one bright point"),
    )  # fmt: skip
    figure.shot("03-kernel-editor-sobel")
    flip = figure.node.query_selector("input[type=checkbox]")
    moves(notebook, figure, "(−1 −2 −1), (0 0 0), (1 2 1)", flip.click)
    field = figure.node.query_selector_all("input[type=number]")[0]

    def type_it():
        field.fill("5")
        field.press("Tab")

    moves(notebook, figure, "(1 2 5); sum 4", type_it)
    assert preset.evaluate("menu => menu.selectedIndex + 1 === menu.options.length")  # "my own"
    figure.shot("03-kernel-editor-own")
