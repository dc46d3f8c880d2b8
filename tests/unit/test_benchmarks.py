"""Do the contestants of `make bench` do the same work, and does it print its table?"""

import subprocess
import sys
from itertools import islice

import numpy as np
import pytest

from tests.benchmarks import class_of_1000, contestants
from tests.cells import ROOT


def test_contestants_train_the_same_network():
    images = contestants.data()
    costs = {}
    for name in ("convnet", "plain", "im2col", "naive"):
        step = getattr(contestants, name)(images, 3, 1)
        costs[name] = [step() for _ in range(2 if name == "naive" else 4)]
    for name in ("plain", "im2col", "naive"):
        assert np.allclose(costs[name], costs["convnet"][: len(costs[name])], rtol=1e-3), name
    assert costs["convnet"][0] != costs["convnet"][1]


@pytest.mark.slow
def test_table_is_printed():
    shown = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "--rounds", "1", "--only", "convnet"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "1 thread, batch 64" in shown.stdout and "2 threads, batch 128" in shown.stdout
    rows = [line for line in shown.stdout.splitlines() if line.startswith("convnet ")]
    assert len(rows) == 2 and all(float(row.split()[1]) > 0 for row in rows)


def test_what_grows_with_a_class_is_seen_to_grow():
    seen = [class_of_1000.Look(n * n / 10, n, 50.0 + n, 100.0, 0.0) for n in range(101)]
    head, *lines = [line.split() for line in class_of_1000.table(seen, 100)]
    assert head[0] == "submissions"
    assert [int(line[0]) for line in lines] == list(range(10, 101, 10))
    each, command, workers = [[float(line[k]) for line in lines] for k in (1, 2, 3)]
    assert each == sorted(each) and each[-1] > 10 * each[0]
    assert command == list(range(60, 151, 10)) and set(workers) == {100.0}


def test_students_of_the_large_class_hand_in_different_work():
    class_ = list(islice(class_of_1000.mixed("00_warmup"), 100))
    assert len({tuple(sorted(cells.items())) for cells in class_}) > 90
    assert class_ == list(islice(class_of_1000.mixed("00_warmup"), 100))
