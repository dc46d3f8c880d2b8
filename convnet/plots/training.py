"""Learning curves."""

from __future__ import annotations

from matplotlib.ticker import MaxNLocator

from convnet.plots.picture import BLUE, ORANGE, Picture

MARKS = {"markersize": 4}


def learning_curves(history):
    """Cost and validation error by epoch, side by side, as a picture.

    Parameters
    ----------
    history : dict of lists
        What `convnet.training.fit` returns.
    """
    epochs = range(1, len(history["train_loss"]) + 1)
    accuracy = history.get("val_accuracy")

    def draw(figure):
        cost, *error = figure.subplots(1, 2 if accuracy else 1, squeeze=False)[0]
        cost.plot(epochs, history["train_loss"], "o-", color=BLUE, label="training", **MARKS)
        cost.set(title="Cost", xlabel="epoch", yscale="log")
        if accuracy:
            cost.plot(epochs, history["val_loss"], "s-", color=ORANGE, label="validation", **MARKS)
            error[0].plot(epochs, [100 * (1 - a) for a in accuracy], "s-", color=ORANGE, **MARKS)
            error[0].set(title="Validation error, %", xlabel="epoch")
        for axes in (cost, *error):
            axes.set_xlim(0.5, max(len(epochs), 3) + 0.5)
            axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        cost.legend()

    return Picture(draw, _sentence(history))


def _sentence(history):
    first, last = history["train_loss"][0], history["train_loss"][-1]
    words = f"Learning curves: the training cost went from {first:.3g} to {last:.3g}"
    if history.get("val_accuracy"):
        words += f", the validation error from {1 - history['val_accuracy'][0]:.2%}"
        words += f" to {1 - history['val_accuracy'][-1]:.2%}"
    return f"{words} in {len(history['train_loss'])} epochs."
