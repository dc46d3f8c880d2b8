"""Figures of notebook 06: maps before and after a normalisation, learning with and without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from convnet.plots.picture import BLUE, FONT, INK, ORANGE, WIDTH, Picture

STYLES = ((BLUE, "o", "-"), (ORANGE, "s", "--"))
"""Colour, mark and line of each kind of network: told apart without the colour, too."""


def maps_before_and_after(image, before, after=None) -> Picture:
    """An image and the maps of a layer, and below them the same maps normalised.

    Parameters
    ----------
    image : ndarray, (1, 1, H, W)
        0 is white, 1 black.
    before, after : ndarray, (1, C, H, W)
        Without `after` the second row is empty.
    """
    before = np.asarray(before)[0]
    rows = [before] if after is None else [before, np.asarray(after)[0]]

    def draw(figure: Figure) -> None:
        places = figure.subplots(2, len(before) + 1)
        for axes in places.ravel():
            axes.axis("off")
        _show(places[0, 0], np.asarray(image)[0, 0], (0, 1), "image")
        for row, maps, name in zip(places, rows, ("before", "after"), strict=False):
            # One range of grey for a row: after the normalisation 0 is grey, deviations show.
            largest = max(float(np.abs(maps).max()), 1e-9)
            for i, each in enumerate(maps):
                scale = (0, largest) if name == "before" else (-3, 3)
                _show(row[i + 1], each, scale, f"map {i}" if name == "before" else "")
            row[1].text(-0.12, 0.5, name, transform=row[1].transAxes, rotation=90, ha="center",
                        va="center", fontsize=FONT)  # fmt: skip

    return Picture(draw, _about_maps(rows), (WIDTH, 3.1))


def _show(axes: Axes, image: np.ndarray, scale: tuple[float, float], title: str) -> None:
    axes.axis("on")
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(True)
    axes.spines[:].set_color("#CCCCCC")
    axes.imshow(image, cmap="gray_r", vmin=scale[0], vmax=scale[1])
    axes.set_title(title, fontsize=FONT, pad=3)


def _about_maps(rows: Sequence[np.ndarray]) -> str:
    words = f"An image whose left half has faded, and {len(rows[0])} maps of it"
    if len(rows) == 1:
        return f"{words}; the normalised ones will stand below when the exercise is done."
    return f"{words}, before and after the normalisation."


def with_and_without(curves: Mapping[str, Sequence[dict]]) -> Picture:
    """Training cost and validation error by epoch, of several kinds of network, a line a seed.

    Parameters
    ----------
    curves : dict of str to list of dict
        What `convnet.training.fit` returned, with validation, by the name of the kind; two kinds.
    """

    def draw(figure: Figure) -> None:
        panels = figure.subplots(1, 2)
        for (name, histories), (color, mark, line) in zip(curves.items(), STYLES, strict=True):
            for history in histories:
                epochs = range(1, len(history["train_loss"]) + 1)
                for axes, values in zip(panels, _both(history), strict=True):
                    label = name if history is histories[0] else None
                    axes.plot(epochs, values, line, marker=mark, color=color, label=label,
                              markersize=4, linewidth=1.5)  # fmt: skip
        panels[0].set(title="Training cost", xlabel="epoch", yscale="log")
        panels[1].set(title="Validation error, %", xlabel="epoch", ylim=(0, None))
        for axes in panels:
            axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        legend = panels[1].legend()
        for text, (color, _, _) in zip(legend.get_texts(), STYLES, strict=True):
            text.set_color(INK[color])

    return Picture(draw, _about_curves(curves))


def _both(history: dict) -> tuple[list[float], list[float]]:
    return history["train_loss"], [100 * (1 - a) for a in history["val_accuracy"]]


def _about_curves(curves: Mapping[str, Sequence[dict]]) -> str:
    words = []
    for name, histories in curves.items():
        errors = [_both(history)[1] for history in histories if history["train_loss"]]
        if not errors:  # interrupted in the first epoch
            words.append(f"{name}, no whole epoch")
            continue
        first, last = (np.array([each[k] for each in errors]) for k in (0, -1))
        words.append(
            f"{name}, {_range(first)} after the first epoch and {_range(last)} after the last"
        )
    return "Learning curves. Validation error: " + "; ".join(words) + "."


def _range(values: np.ndarray) -> str:
    return f"{values.min():.1f} to {values.max():.1f} %"
