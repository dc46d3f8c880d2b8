"""Do the contestants of `make bench` do the same work, and does it print its table?"""

import subprocess
import sys

import numpy as np
import pytest

from tests.benchmarks import contestants
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
