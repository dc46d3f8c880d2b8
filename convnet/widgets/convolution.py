"""Interactive figures of notebook 03."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets
import traitlets

from convnet.plots import convolution as plots
from convnet.plots import filtering, sizes
from convnet.plots import weight_sharing as layers
from convnet.widgets.interactive import Interactive

FLIP = "flip the kernel: convolution instead of cross-correlation"


def _with_play(figure: Interactive, name: str, interval: int) -> Interactive:
    """Put a play button beside a slider; `interval` in milliseconds."""
    slider = figure.controls[name]
    play = ipywidgets.Play(
        min=slider.min, max=slider.max, value=slider.value, interval=interval, description="play"
    )
    ipywidgets.jslink((play, "value"), (slider, "value"))
    rest = [child for child in figure.widget.children if child is not slider]
    row = ipywidgets.HBox([play, slider])
    for name in ("convnet-row", "convnet-play"):
        row.add_class(name)
    figure.widget.children = (row, *rest)
    return figure


def two_ways() -> Interactive:
    """One convolution as a sum of copies and as a sliding window."""
    i = ipywidgets.IntSlider(value=0, min=0, max=5, description="output i")
    return Interactive(plots.draw_two_ways, {"i": i}, plots.describe_two_ways, size=plots.WAYS_SIZE)


def sliding_signal() -> Interactive:
    """A kernel that slides over a signal, with a toggle that flips it."""
    controls = {
        "step": ipywidgets.IntSlider(value=3, min=0, max=plots.STEPS - 1, description="entry i"),
        "kernel": ipywidgets.Dropdown(options=list(plots.KERNELS), description="kernel"),
        "flip": ipywidgets.Checkbox(description=FLIP, indent=False),
    }
    figure = Interactive(
        plots.draw_sliding_signal, controls, plots.describe_sliding_signal, size=plots.SIGNAL_SIZE
    )
    return _with_play(figure, "step", interval=800)


def sliding_image() -> Interactive:
    """A kernel that slides over an image, with a toggle that flips it."""
    controls = {
        "step": ipywidgets.IntSlider(value=0, min=0, max=plots.PLACES - 1, description="window"),
        "kernel": ipywidgets.Dropdown(options=list(plots.WINDOWS), description="kernel"),
        "flip": ipywidgets.Checkbox(description=FLIP, indent=False),
    }
    figure = Interactive(
        plots.draw_sliding_image, controls, plots.describe_sliding_image, size=plots.IMAGE_SIZE
    )
    return _with_play(figure, "step", interval=800)


class KernelGrid(ipywidgets.VBox):
    """Nine fields for the weights of a 3 × 3 kernel, and a menu of presets that fills them.

    Parameters
    ----------
    presets : mapping of str to kernel
        The first one is shown first.

    Attributes
    ----------
    value : tuple of three tuples of three floats
    """

    value = traitlets.Tuple()

    def __init__(self, presets: Mapping[str, filtering.Kernel] = filtering.PRESETS):
        self.presets = presets
        self.preset = ipywidgets.Dropdown(options=[*presets, "my own"], description="preset")
        self.fields = [
            [self._field(u, v, weight) for v, weight in enumerate(row)]
            for u, row in enumerate(presets[self.preset.value])
        ]
        super().__init__([self.preset, *(ipywidgets.HBox(row) for row in self.fields)])
        self.add_class("convnet-kernel")
        self._filling = False
        self._read()
        self.preset.observe(self._fill, names="value")
        for row in self.fields:
            for field in row:
                field.observe(self._edited, names="value")

    @staticmethod
    def _field(u: int, v: int, weight: float) -> ipywidgets.FloatText:
        field = ipywidgets.FloatText(value=weight, step=0.5, description=f"K[{u}, {v}]")
        field.style.description_width = "3.6em"
        field.layout.width = "9.5em"
        return field

    def _read(self) -> None:
        self.value = tuple(tuple(field.value for field in row) for row in self.fields)

    def _fill(self, change) -> None:
        if change["new"] not in self.presets:
            return
        self._filling = True  # one new picture, not nine
        for row, weights in zip(self.fields, self.presets[change["new"]], strict=True):
            for field, weight in zip(row, weights, strict=True):
                field.value = weight
        self._filling = False
        self._read()

    def _edited(self, _change) -> None:
        if not self._filling:
            self.preset.value = "my own"
            self._read()


def kernel_editor(presets: Mapping[str, filtering.Kernel] = filtering.PRESETS) -> Interactive:
    """Nine weights to edit, and what they make of an image."""
    controls = {
        "kernel": KernelGrid(presets),
        "image": ipywidgets.Dropdown(options=list(filtering.IMAGES), description="image"),
        "flip": ipywidgets.Checkbox(description=FLIP, indent=False),
    }
    return Interactive(
        filtering.draw_kernel_editor,
        controls,
        filtering.describe_kernel_editor,
        size=filtering.SIZE,
    )


def four_filters() -> Interactive:
    """The same editor with the four filters of exercise 03.9."""
    return kernel_editor(filtering.FOUR)


def size_calculator() -> Interactive:
    """Image, padding, kernel and stride, and the windows that fit."""
    controls = {
        "n": ipywidgets.IntSlider(value=7, min=1, max=12, description="image n"),
        "k": ipywidgets.IntSlider(value=3, min=1, max=7, description="kernel k"),
        "s": ipywidgets.IntSlider(value=1, min=1, max=5, description="stride s"),
        "p": ipywidgets.IntSlider(value=0, min=0, max=3, description="padding p"),
    }
    return Interactive(
        sizes.draw_size_calculator, controls, sizes.describe_size_calculator, size=sizes.SIZE
    )


def connectivity() -> Interactive:
    """Three ways to connect a layer, with their counts of weights."""
    controls = {
        "n": ipywidgets.IntSlider(value=6, min=5, max=12, description="inputs"),
        "k": ipywidgets.IntSlider(value=3, min=1, max=5, description="window k"),
        "filters": ipywidgets.IntSlider(value=1, min=1, max=2, description="filters"),
        "side": ipywidgets.IntSlider(value=32, min=8, max=256, step=8, description="image side"),
        "show": ipywidgets.ToggleButtons(options=layers.SHOWN, description="lines of"),
    }
    controls["show"].style.button_width = "8em"
    return Interactive(
        layers.draw_connectivity, controls, layers.describe_connectivity, size=layers.SIZE
    )
