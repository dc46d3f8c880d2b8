"""Learning curves."""

from __future__ import annotations

import numpy as np
from matplotlib.ticker import MaxNLocator

from convnet.plots.picture import BLACK, BLUE, ORANGE, Picture

MARKS = {"markersize": 4}


def learning_curves(history):
    """Cost and validation error by epoch, side by side, as a picture; the best epoch has a ring.

    Parameters
    ----------
    history : dict of lists
        What `convnet.training.fit` returns. Before the first epoch has ended they are empty.
    """
    epochs = range(1, len(history["train_loss"]) + 1)
    validated = "val_accuracy" in history

    def draw(figure):
        cost, *error = figure.subplots(1, 2 if validated else 1, squeeze=False)[0]
        cost.plot(epochs, history["train_loss"], "o-", color=BLUE, label="training", **MARKS)
        cost.set(title="Cost", xlabel="epoch", yscale="log")
        if validated:
            cost.plot(epochs, history["val_loss"], "s-", color=ORANGE, label="validation", **MARKS)
            _draw_error(error[0], epochs, history["val_accuracy"])
        for axes in (cost, *error):
            axes.set_xlim(0.5, max(len(epochs), 3) + 0.5)
            axes.xaxis.set_major_locator(MaxNLocator(integer=True))
            if not epochs:
                axes.tick_params(axis="y", which="both", left=False, labelleft=False)
        cost.legend()

    return Picture(draw, _sentence(history))


def _draw_error(axes, epochs, accuracy):
    """Validation error by epoch, a ring around the first of the best epochs."""
    percent = [100 * (1 - a) for a in accuracy]
    axes.plot(epochs, percent, "s-", color=ORANGE, **MARKS)
    axes.set(title="Validation error, %", xlabel="epoch", ylim=(0, None))
    if percent:
        best = int(np.argmin(percent))
        axes.plot(best + 1, percent[best], "o", color=BLACK, mfc="none", markersize=11)
        note = f"best: {percent[best]:.2f} % in epoch {best + 1}"
        axes.annotate(note, (0.99, 0.97), xycoords="axes fraction", ha="right", va="top")


def _sentence(history):
    if not history["train_loss"]:
        return "Learning curves: no epoch has ended yet."
    first, last = history["train_loss"][0], history["train_loss"][-1]
    words = f"Learning curves: the training cost went from {first:.3g} to {last:.3g}"
    if history.get("val_accuracy"):
        words += f", the validation error from {1 - history['val_accuracy'][0]:.2%}"
        words += f" to {1 - history['val_accuracy'][-1]:.2%}"
    return f"{words} in {len(history['train_loss'])} epochs."
