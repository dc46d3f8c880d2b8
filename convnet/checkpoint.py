"""A trained LeNet that comes with the course, and how such a file is made."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np

from convnet.network import NAMES, lenet

SHIPPED = Path(__file__).resolve().parent / "checkpoints" / "lenet.npz"


def load_lenet(path=SHIPPED):
    """A trained LeNet: the course's own, or one that `convnet-course train lenet --save` wrote.

    It takes images as `convnet.training.as_input` makes them, (N, 1, 32, 32), and gives logits.
    """
    net = lenet()
    net.load(path)
    return net


def lenet_params(path=SHIPPED):
    """The parameters of a trained LeNet as notebook 05 names them, in double precision.

    Returns
    -------
    dict of str to ndarray
        W1, b1, … W5, b5.
    """
    values = load_lenet(path).params.values()
    return {name: value.astype(np.float64) for name, value in zip(NAMES, values, strict=True)}


def about(path=SHIPPED):
    """How a network came to be: a dict with its data, recipe, seed, accuracy and command."""
    return json.loads(Path(path).with_suffix(".json").read_text(encoding="utf-8"))


def save_checkpoint(path, net, data, recipe, seed, accuracy, held_out=0):
    """Write a network, and beside it a `.json` file that says how it was made; the path.

    `held_out` is how many of the training digits were set aside, and gave the accuracy.
    """
    path = Path(path)
    if path.suffix != ".npz":
        path = path.with_name(f"{path.name}.npz")
    net.save(path)
    command = f"convnet-course train lenet --data {data} --first-seed {seed}"
    command += f" --shifts {recipe.shifts}" * bool(recipe.shifts) + f" --epochs {recipe.epochs}"
    command += " --validation" * bool(held_out)
    learned = {"mnist": "MNIST, 60,000 digits", "digits": "the shipped digits, 1,347 of them"}[data]
    card = {
        "network": "LeNet: 32×32 images, ReLU, max pooling, 61,706 parameters",
        "data": learned + f", without {held_out:,} that were set aside" * bool(held_out),
        "recipe": dataclasses.asdict(recipe),
        "seed": seed,
        "validation accuracy" if held_out else "test accuracy": round(accuracy, 4),
        "command": f"{command} --save {path.name}",
        "numpy": np.__version__,
    }
    text = json.dumps(card, indent=2, ensure_ascii=False) + "\n"
    path.with_suffix(".json").write_text(text, encoding="utf-8")
    return path
