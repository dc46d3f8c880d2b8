"""What a notebook stores of a figure: does everybody get the picture or its sentence?"""

import base64
import re
from itertools import combinations

import nbformat
import numpy as np
import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter

from convnet.plots import picture, words
from convnet.plots.picture import Picture, mimebundle
from tests.unit.test_plots_figures import contrast

SENTENCE = 'Rule "a < b" & its picture.'


@pytest.fixture
def stored():
    return mimebundle(b"\x89PNG" + bytes(300), SENTENCE, (5.0, 2.0))


def test_the_sentence_is_alternative_text_and_caption(stored):
    html = stored[0]["text/html"]
    words = "Rule &quot;a &lt; b&quot; &amp; its picture."
    assert f'alt="{words}"' in html
    assert f'aria-hidden="true" style="line-height: 1.4">{words}</figcaption>' in html
    assert stored[0]["text/plain"] == SENTENCE


def test_html_and_png_are_the_same_picture_of_the_same_width(stored):
    data, metadata = stored
    source = re.search(r'src="data:image/png;base64,([^"]*)"', data["text/html"])[1]
    assert base64.b64decode(source) == base64.b64decode(data["image/png"])
    assert 'width="360"' in data["text/html"]
    assert metadata == {"image/png": {"width": 360, "height": 144}}


def test_no_line_of_the_output_is_long(stored):
    """Searches in outputs take the square of the longest line's time."""
    assert max(map(len, stored[0]["text/html"].splitlines())) < 500


@pytest.mark.parametrize("template", ["lab", "classic"])  # nbgrader's feedback is made of classic
def test_nbconvert_gives_every_figure_its_sentence(template):
    shown = Picture(lambda figure: figure.subplots(), SENTENCE, (5.0, 2.0))
    data, metadata = shown._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", data, metadata=metadata)
    cell = nbformat.v4.new_code_cell("figure()", outputs=[output])
    notebook = nbformat.v4.new_notebook(cells=[cell])
    page, _ = HTMLExporter(template_name=template).from_notebook_node(notebook)
    assert [image["alt"] for image in BeautifulSoup(page, "html.parser").select("img")] == [
        SENTENCE
    ]


# --- colours ------------------------------------------------------------------------------------

# G. Machado, M. Oliveira, L. Fernandes, "A physiologically-based model for simulation of color
# vision deficiency", 2009: severity 1, on linear RGB.
EYES = {
    "every colour": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
         [0.004733, 0.691367, 0.303900]]
    ),
}  # fmt: skip
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
     [0.0193339, 0.1191920, 0.9503041]]
)  # fmt: skip


def rgb(color):
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def lab(color, eyes):
    """CIELAB of a colour as these eyes see it."""
    c = rgb(color)
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    x = XYZ @ np.clip(EYES[eyes] @ linear, 0, 1) / [0.95047, 1, 1.08883]
    f = np.where(x > 0.008856, np.cbrt(x), 7.787 * x + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


PALE = ("PALE_BLUE", "PALE_ORANGE", "PALE_GREEN", "WHITE")


@pytest.mark.parametrize("eyes", EYES)
def test_pale_faces_differ_for_all_eyes(eyes):
    seen = {name: lab(getattr(picture, name), eyes) for name in PALE}
    apart = {(a, b): np.linalg.norm(seen[a] - seen[b]) for a, b in combinations(PALE, 2)}
    assert {pair: d for pair, d in apart.items() if d < 10} == {}


def test_each_colour_has_an_ink_that_can_be_read():
    for ink in picture.INK.values():
        assert contrast(rgb(ink), (1, 1, 1)) >= 4.5


# --- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [(1e-2, "10⁻²"), (4.2e-3, "4.2·10⁻³"), (1e-13, "10⁻¹³"), (3.16e-3, "3.2·10⁻³"), (0, "0")],
)
def test_powers_of_ten_are_raised(value, text):
    assert words.scientific(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0421, "0.042"), (4.1e-8, "4.1·10⁻⁸"), (-0.5, "−0.5"), (-4.1e-8, "−4.1·10⁻⁸"), (0, "0")],
)
def test_short_numbers_are_raised_only_where_that_is_shorter(value, text):
    assert words.short(value) == text


def test_a_minus_is_no_hyphen():
    assert words.number(-0.5) == "−0.5"
    assert words.number(-0.0) == "0"
