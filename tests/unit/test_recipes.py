"""Does the command that trains say what it did, and does what it saves come back?"""

import json

import numpy as np
import pytest

from autograder import cli
from convnet import checkpoint, recipes
from convnet.data import Split
from convnet.errors import DataError
from convnet.network import lenet
from convnet.training import as_input, evaluate

DIGITS = recipes.load_digits_28()


@pytest.fixture
def few(monkeypatch):
    """Only some of the digits, so that training takes a moment."""
    part = Split(*(array[:90] for array in DIGITS))
    monkeypatch.setattr(recipes, "load_digits_28", lambda: part)
    return part


def test_table_has_a_line_a_seed_and_a_mean(few):
    lines = []
    found = recipes.report("digits", seeds=(3, 4), epochs=2, shifts=1, workers=1, log=lines.append)
    assert "90 digits to train, 90 for test" in lines[0]
    assert "2 epochs" in lines[1] and "shifts of up to 1 pixel" in lines[1]
    assert [line.split()[:2] for line in lines[4:6]] == [
        [seed, f"{accuracy:.2%}"] for seed, accuracy in zip("34", found, strict=True)
    ]
    assert lines[-1].startswith(f"mean {np.mean(found):.2%} ({min(found):.2%} to {max(found):.2%}")


def test_validation_leaves_the_test_digits_alone():
    X, t, X_val, t_val = recipes.data_for("digits", validation=True)
    assert (len(X), len(X_val)) == (1010, 337) and (len(t), len(t_val)) == (1010, 337)
    together = np.concatenate([X_val[:1], X[:3], X_val[1:2]])
    assert np.array_equal(together, as_input(DIGITS.train_images[:5]))
    _, _, X_test, t_test = recipes.data_for("digits")
    assert np.array_equal(X_test, as_input(DIGITS.test_images)) and len(t_test) == 450


def test_without_mnist_it_goes_on_with_the_digits_and_says_so(few, monkeypatch):
    def missing():
        raise DataError("no network")

    monkeypatch.setattr(recipes, "load_mnist", missing)
    lines = []
    recipes.report(epochs=1, workers=1, log=lines.append)
    assert "no network" in lines[0] and "shipped digits instead of MNIST" in lines[0]
    assert lines[1].startswith("LeNet on digits")


def test_what_is_saved_comes_back_with_its_story(few, tmp_path, capsys):
    path = tmp_path / "new" / "mine.npz"
    options = ["--data", "digits", "--epochs", "1", "--first-seed", "7", "--workers", "1"]
    assert cli.main(["train", "lenet", *options, "--save", str(path)]) == 0
    story = checkpoint.about(path)
    net = checkpoint.load_lenet(path)
    accuracy = evaluate(net, as_input(few.test_images), few.test_labels, workers=1)[1]
    assert story["test accuracy"] == round(accuracy, 4) and story["seed"] == 7
    assert story["recipe"]["epochs"] == 1 and story["command"].endswith("--save mine.npz")
    assert f"{accuracy:.2%}" in capsys.readouterr().out
    # The command that the story tells makes the same network.
    arguments = story["command"].split()[1:-1]
    assert cli.main([*arguments, str(tmp_path / "again.npz"), "--workers", "2"]) == 0
    again = checkpoint.load_lenet(tmp_path / "again.npz")
    assert all(np.array_equal(again.params[name], net.params[name]) for name in net.params)


def test_data_that_cannot_be_had_is_a_message(monkeypatch, capsys):
    def missing(*_, **__):
        raise DataError("get it elsewhere")

    monkeypatch.setattr(recipes, "load_mnist", missing)
    assert cli.main(["train", "lenet", "--data", "mnist"]) == 2
    monkeypatch.setattr("convnet.data.fetch", missing)
    assert cli.main(["data"]) == 2
    assert capsys.readouterr().err.count("convnet-course: get it elsewhere") == 2


@pytest.mark.parametrize("wrong", [["--seeds", "0"], ["--shifts", "9"], ["--data", "cats"]])
def test_wrong_options_are_refused(wrong, capsys):
    with pytest.raises(SystemExit):
        cli.main(["train", "lenet", *wrong])
    assert wrong[0] in capsys.readouterr().err


@pytest.mark.skipif(not checkpoint.SHIPPED.exists(), reason="no checkpoint has been made yet")
def test_shipped_lenet_reads_digits():
    story, net = checkpoint.about(), checkpoint.load_lenet()
    assert set(net.params) == set(lenet().params)
    assert json.dumps(story)
    accuracy = evaluate(net, as_input(DIGITS.test_images), DIGITS.test_labels)[1]
    assert accuracy > (0.5 if "MNIST" in story["data"] else 0.95)


def test_a_recipe_takes_as_many_epochs_as_fit_into_the_time(monkeypatch):
    def one_epoch(recipe, X, t, seed, **options):
        assert recipe.epochs == 1
        return None, {"seconds": [4.0]}

    monkeypatch.setattr(recipes, "train", one_epoch)
    epochs = [
        recipes.within(s, recipes.Recipe(epochs=20), None, None)[0].epochs for s in (60, 3, 900)
    ]
    assert epochs == [15, 1, 20]


def test_a_name_with_a_dot_stays_whole_and_the_card_says_what_was_learned_from(few, tmp_path):
    lines = []
    for name in ("lenet.1", "lenet.2"):
        options = {"epochs": 1, "workers": 1, "validation": True, "log": lines.append}
        recipes.report("digits", save=tmp_path / name, **options)
    made = sorted(path.name for path in tmp_path.iterdir())
    assert made == ["lenet.1.json", "lenet.1.npz", "lenet.2.json", "lenet.2.npz"]
    assert lines[-1] == f"saved: {tmp_path / 'lenet.2.npz'}"
    story = checkpoint.about(tmp_path / "lenet.1.npz")
    assert "without 23 that were set aside" in story["data"] and "validation accuracy" in story
    assert "--validation" in story["command"] and "test accuracy" not in story


def test_an_interrupted_trial_says_so(few, monkeypatch):
    monkeypatch.setattr(recipes, "train", lambda *_, **__: (None, {"seconds": []}))
    with pytest.raises(KeyboardInterrupt):
        recipes.within(60, recipes.RECIPES["digits"], None, None)
