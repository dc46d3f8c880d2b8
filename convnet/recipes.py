"""How the course's LeNets are trained, and a table of what comes out."""

from __future__ import annotations

import dataclasses
import platform
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from convnet.checkpoint import save_checkpoint
from convnet.data import load_digits_28, load_mnist
from convnet.errors import DataError
from convnet.network import lenet
from convnet.optimiser import SGD, warmup_cosine
from convnet.sharding import processors
from convnet.training import as_input, evaluate, fit


@dataclass(frozen=True)
class Recipe:
    """Everything about a training but its data and its seed."""

    epochs: int
    batch_size: int = 64
    eta: float = 0.1
    momentum: float = 0.9
    weight_decay: float = 5e-4
    warmup: float = 0.15
    shifts: int = 0

    def __str__(self):
        shifts = f", shifts of up to {self.shifts} pixel" if self.shifts else ""
        return (
            f"{self.epochs} epochs in batches of {self.batch_size}{shifts}; SGD with momentum "
            f"{self.momentum:g}, weight decay {self.weight_decay:g}, step size {self.eta:g} with "
            f"{self.warmup:.0%} warm-up, then cosine"
        )


# Chosen with `convnet-course train lenet --validation`, on a part of the training digits.
RECIPES = {"mnist": Recipe(epochs=20), "digits": Recipe(epochs=150, batch_size=32, eta=0.03)}
HELD_OUT = {"mnist": slice(50_000, None), "digits": slice(0, None, 4)}
"""Which of the training digits are set aside to choose a recipe: 10,000 and 337."""


def data_for(name, validation=False):
    """(X, t, X_test, t_test) of "mnist" or "digits"; with `validation` no test digit is touched."""
    split = {"mnist": load_mnist, "digits": load_digits_28}[name]()
    X, t = as_input(split.train_images), split.train_labels
    if validation:
        kept = np.ones(len(X), bool)
        kept[HELD_OUT[name]] = False
        return X[kept], t[kept], X[~kept], t[~kept]
    return X, t, as_input(split.test_images), split.test_labels


def train(recipe, X, t, seed, workers=None, **options):
    """A LeNet trained by a recipe: `(net, history)`. `options` go to `fit`."""
    net = lenet(seed)
    schedule = warmup_cosine(recipe.warmup)
    optimiser = SGD(net.params, recipe.eta, recipe.momentum, recipe.weight_decay, schedule)
    history = fit(
        net, X, t, epochs=recipe.epochs, batch_size=recipe.batch_size, optimiser=optimiser,
        shifts=recipe.shifts, seed=seed, workers=workers, **options,
    )  # fmt: skip
    return net, history


def within(seconds, recipe, X, t):
    """A recipe with as many epochs as fit into so many seconds here, and what one epoch took.

    One epoch is trained and thrown away to see how long it takes. The recipe never grows, and
    keeps at least one epoch.
    """
    _, history = train(dataclasses.replace(recipe, epochs=1), X, t, seed=0, progress=False)
    if not history["seconds"]:
        raise KeyboardInterrupt
    one = history["seconds"][-1]
    epochs = int(np.clip(seconds / one, 1, recipe.epochs))
    return dataclasses.replace(recipe, epochs=epochs), one


def report(
    data=None,
    seeds=(0,),
    shifts=0,
    epochs=None,
    workers=None,
    validation=False,
    save=None,
    log=print,
):
    """Train a LeNet with each seed and print a table; what `convnet-course train lenet` does.

    Parameters
    ----------
    data : str, optional
        "mnist" or "digits"; by default MNIST, or the shipped digits if MNIST can't be had.
    seeds : sequence of int
    shifts, epochs : int
        To change the recipe.
    workers : int, optional
    validation : bool
        Train on a part of the training digits and judge on the others.
    save : path, optional
        Where to write the first seed's network, with a file beside it that says how it was made.

    Returns
    -------
    list of float
        The accuracy for each seed.
    """
    if save:  # before the work, not after it
        Path(save).parent.mkdir(parents=True, exist_ok=True)
    data, (X, t, X_test, t_test) = _data(data, validation, log)
    recipe = dataclasses.replace(RECIPES[data], shifts=shifts)
    recipe = dataclasses.replace(recipe, epochs=epochs or recipe.epochs)
    part = "validation" if validation else "test"
    cores = min(2, workers or processors())
    log(f"LeNet on {data}: {len(X):,} digits to train, {len(X_test):,} for {part}")
    log(f"{recipe}")
    log(f"{cores} of {processors()} processors ({platform.processor() or platform.machine()})")
    log(f"{'seed':>4}  {part + ' accuracy':>19}  {'cost':>7}  {'training, s':>11}")
    accuracies, times = [], []
    for seed in seeds:
        net, history = train(recipe, X, t, seed, workers)
        if len(history["seconds"]) < recipe.epochs:
            log("interrupted")
            break
        cost, accuracy = evaluate(net, X_test, t_test, workers=workers)
        accuracies.append(accuracy)
        times.append(history["seconds"][-1])
        log(f"{seed:>4}  {accuracy:>19.2%}  {cost:>7.4f}  {times[-1]:>11.1f}")
        if save and seed == seeds[0]:
            held_out = len(X_test) if validation else 0
            log(f"saved: {save_checkpoint(save, net, data, recipe, seed, accuracy, held_out)}")
    if len(accuracies) > 1:
        spread = f"{min(accuracies):.2%} to {max(accuracies):.2%}"
        deviation = f"standard deviation {np.std(accuracies, ddof=1):.2%}"
        log(f"mean {np.mean(accuracies):.2%} ({spread}, {deviation}), {np.mean(times):.1f} s each")
    return accuracies


def _data(name, validation, log):
    if name:
        return name, data_for(name, validation)
    try:
        return "mnist", data_for("mnist", validation)
    except DataError as error:
        log(f"{error}\n\nGoing on with the shipped digits instead of MNIST.\n")
        return "digits", data_for("digits", validation)
