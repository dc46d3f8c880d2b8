"""Can every figure of the course be read, at the size at which it is shown?

Each is drawn as a notebook draws it, a widget in its first state, one pixel for one on the screen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from convnet.checkpoint import load_lenet
from convnet.data import load_digits_28
from convnet.plots import (
    backprop,
    digits,
    fooling,
    inside,
    modules,
    perceptron,
    picture,
)
from convnet.plots.training import learning_curves
from convnet.training import as_input
from convnet.widgets import modules as module_widgets

COLUMN = 700
"""Pixels of the narrowest column of text; a wider figure is scaled down to it."""

# Widgets, and the size that their drawing was made for.
WIDGETS = {
    "04 boxes": (lambda: module_widgets.boxes({}), modules.BOXES_SIZE),
}

# Other states of some of them, which draw more or draw elsewhere.
STATES: dict[str, dict[str, object]] = {
    "04 boxes": {"module": modules.MODULES[-1]},
}


def features():
    split = load_digits_28()
    A = load_lenet().trace(as_input(split.test_images[:60]))[10]
    return inside.good_and_bad_features(A, np.abs(A) + 1, ("trained", "all weights positive"))


def mistaken():
    split = load_digits_28()
    t = split.test_labels[:60]
    y = np.where(np.arange(60) % 5 == 0, (t + 3) % 10, t)
    p = np.linspace(0.4, 0.999, 60)
    return digits.mistakes_gallery(split.test_images[:60], t, y, p)


def confused():
    C = np.diag(np.arange(900, 1000, 10))
    C[2, 7], C[7, 2], C[4, 9], C[9, 4], C[3, 5], C[0, 6] = 12, 1, 3, 24, 7, 2
    return digits.confusion(C)


def curves():
    k = np.arange(1, 21)
    return learning_curves(
        {
            "train_loss": list(1 / k**1.5),
            "val_loss": list(0.05 + 1 / k**1.2),
            "val_accuracy": list(0.99 - 0.1 / k**1.2),
        }
    )


def activated():
    images = load_digits_28().test_images
    return inside.activations_by_layer(load_lenet(), as_input(images[8:9]))


def weights_of_a_first_layer():
    return backprop.first_layer_images(np.random.default_rng(0).normal(size=(24, 64)), (8, 8))


def labelled():
    split = load_digits_28()
    return digits.digit_grid(split.test_images[:20], split.test_labels[:20])


def answered():
    images = as_input(load_digits_28().test_images[:10])
    return fooling.answers(load_lenet(), images, [f"target {k}" for k in range(10)], columns=5)


def gradients():
    net, X = load_lenet(), as_input(load_digits_28().test_images[:6])
    return fooling.input_gradients(X, net.backward(net.forward(X)))


def right_by_step():
    shares = {"noise of the same length": [0.96, 0.94, 0.89], "sign step": [0.96, 0.06, 0.01]}
    return fooling.right_by_step([0, 0.1, 0.2], shares)


PICTURES: dict[str, Callable] = {
    "01 unit_diagram": perceptron.unit_diagram,
    "02 network_diagram": backprop.network_diagram,
    "02 module_diagram": backprop.module_diagram,
    "02 measured_cost": backprop.measured_cost,
    "02 example_network": backprop.example_network,
    "02 first_layer_images": weights_of_a_first_layer,
    "05 digit_grid": labelled,
    "05 learning_curves": curves,
    "05 good_and_bad_features": features,
    "05 confusion": confused,
    "05 weight_images": lambda: inside.weight_images(load_lenet()),
    "05 activations_by_layer": activated,
    "05 mistakes_gallery": mistaken,
    "08 answers": answered,
    "08 input_gradients": gradients,
    "08 right_by_step": right_by_step,
}


@dataclass
class Word:
    """A text of a figure: where it is drawn, in pixels, and what lies below it."""

    text: str
    size: float
    color: np.ndarray
    left: float
    top: float
    right: float
    bottom: float
    ground: np.ndarray

    @property
    def contrast(self) -> float:
        """Of the text with the commonest colour below it; as WCAG 2 defines it."""
        return contrast(self.color, commonest(self.ground))

    @property
    def struck(self) -> float:
        """The share of what lies below it that stands out from the commonest colour there."""
        apart = np.abs(self.ground - commonest(self.ground)).max(axis=-1)
        return float(np.mean(apart > 0.25))


def commonest(pixels: np.ndarray) -> np.ndarray:
    colors = Counter(map(tuple, np.round(pixels.reshape(-1, 3) * 255).astype(int)))
    return np.array(colors.most_common(1)[0][0]) / 255


def luminance(rgb) -> float:
    rgb = np.asarray(rgb)
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(a, b) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def drawn(draw: Callable[[Figure], None], size: tuple[float, float]) -> list[Word]:
    """The texts of a figure as they are shown."""
    with matplotlib.rc_context(picture.STYLE):
        figure = Figure(figsize=size, dpi=72, layout="constrained")
        canvas = FigureCanvasAgg(figure)
        draw(figure)
        shown: dict[int, Text] = {}
        with pytest.MonkeyPatch.context() as patch:
            # What is really drawn: no ticks outside their axes, no texts of hidden axes.
            def only_its_box(text, renderer):
                if text.get_visible() and text.get_text().strip():
                    shown[id(text)] = text
                    if text.get_bbox_patch() is not None:
                        text.update_bbox_position_size(renderer)
                        text.get_bbox_patch().draw(renderer)

            patch.setattr(Text, "draw", only_its_box)
            canvas.draw()
            below = np.asarray(canvas.buffer_rgba())[..., :3] / 255
    height, width = below.shape[:2]
    words = []
    for text in shown.values():
        patch_, text._bbox_patch = text._bbox_patch, None  # the text alone
        box = text.get_window_extent(canvas.get_renderer())
        text._bbox_patch = patch_
        left, right, top, bottom = box.x0, box.x1, height - box.y1, height - box.y0
        rows = slice(max(int(top), 0), min(int(np.ceil(bottom)), height))
        columns = slice(max(int(left), 0), min(int(np.ceil(right)), width))
        color = np.array(to_rgb(text.get_color()))
        alpha = 1.0 if text.get_alpha() is None else text.get_alpha()
        ground = below[rows, columns]
        color = alpha * color + (1 - alpha) * commonest(ground)
        said = text.get_text()
        words.append(Word(said, text.get_fontsize(), color, left, top, right, bottom, ground))
    assert words
    return words


NAMES = sorted([*PICTURES, *WIDGETS, *(f"{name}, later" for name in STATES)])


@dataclass
class Shown:
    """A figure as it is drawn for a notebook."""

    draw: Callable[[Figure], None]
    sentence: str
    size: tuple[float, float]


@cache
def shown(name: str) -> Shown:
    """A figure of the course by its name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backprop, "_ratio", lambda depth: 2 - 0.8 / depth)
        patch.setattr(Figure, "savefig", lambda *_, **__: None)  # drawn below, for the screen
        if name in PICTURES:
            made = PICTURES[name]()
            return Shown(made.draw, made.description, made.size)
        first = name.removesuffix(", later")
        widget = WIDGETS[first][0]()
        for control, value in STATES[first].items() if first != name else ():
            widget.controls[control].value = value
        values = widget.values
        return Shown(
            lambda figure: widget._draw(figure, **values), widget._describe(**values), widget.size
        )


@cache
def words_of(name: str) -> list[Word]:
    """The texts of a figure as they are shown."""
    return drawn(shown(name).draw, shown(name).size)


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


def test_a_figure_is_as_wide_as_the_text(name):
    assert shown(name).size[0] == picture.WIDTH


@pytest.mark.parametrize("name", WIDGETS)
def test_a_widget_is_as_large_as_its_drawing_was_made_for(name):
    assert shown(name).size == WIDGETS[name][1]


def test_no_text_is_smaller_than_12_pixels(name):
    scale = COLUMN / (72 * picture.WIDTH)
    assert [(w.text, w.size) for w in words_of(name) if w.size * scale < 12] == []


def test_every_text_stands_out_from_its_ground(name):
    assert [(w.text, round(w.contrast, 2)) for w in words_of(name) if w.contrast < 4.5] == []


def test_no_text_lies_on_another(name):
    over = [
        (a.text, b.text)
        for a, b in combinations(words_of(name), 2)
        if min(a.right, b.right) - max(a.left, b.left) > 1
        and min(a.bottom, b.bottom) - max(a.top, b.top) > 2
    ]
    assert over == []


def test_no_text_is_cut_at_the_edge(name):
    width, height = (72 * inches for inches in shown(name).size)
    cut = [
        w.text
        for w in words_of(name)
        if w.left < 0 or w.top < 0 or w.right > width + 0.5 or w.bottom > height + 0.5
    ]
    assert cut == []


def test_no_line_strikes_through_a_text(name):
    assert [(w.text, round(w.struck, 3)) for w in words_of(name) if w.struck > 0.015] == []


def test_a_negative_number_has_a_minus_not_a_hyphen(name):
    texts = [w.text for w in words_of(name) if "$" not in w.text]  # mathtext sets a minus
    assert [text for text in [*texts, shown(name).sentence] if re.search(r"(?<!\w)-\d", text)] == []


def test_no_sentence_has_a_computers_power_of_ten(name):
    assert not re.search(r"10\^|\de[-+]\d", shown(name).sentence)
