"""What is recorded of mistakes is the same on every machine, but for what rounding decides."""

import os
import subprocess
import sys

import numpy as np
import pytest

from autograder.authoring.assignment import select
from autograder.mistakes import record
from autograder.mistakes.notebook import known
from tests.cells import ROOT, notebooks

RECORDED = """
from pathlib import Path
from autograder.authoring.assignment import select
from autograder.mistakes import notebook, record
from autograder.mistakes.replay import Replays

Replays.slips = lambda self, exercise: []  # whether one ends in its second is a matter of speed
for assignment in select({names!r}, Path({root!r})):
    before = record.load(assignment)
    for kinds in before.values():
        kinds["slips"] = []
    if not record.same(record.records(notebook.known(assignment)), before):
        print(assignment.id, "differs")
"""


@pytest.mark.parametrize("notebook", notebooks())
def test_the_record_is_of_the_present_texts(notebook):
    """Or the grader replays what it could look up; what it says is held by `verify`."""
    [assignment] = select([notebook], ROOT)
    now = known(assignment)
    prints = {c.id: now.replays.fingerprint(c.exercise, c.text) for c in now.graded}
    assert prints == {cell: kinds["of"] for cell, kinds in record.load(assignment).items()}


@pytest.mark.slow
def test_a_processor_that_rounds_otherwise_records_the_same():
    """Without AVX and fused multiplication; in 07 and 08 most hangs on rounding."""
    features = getattr(np._core._multiarray_umath, "__cpu_dispatch__", [])
    older = {"NPY_DISABLE_CPU_FEATURES": " ".join(features), "OPENBLAS_CORETYPE": "Prescott"}
    code = RECORDED.format(names=["07", "08"], root=str(ROOT))
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, env={**os.environ, **older}, capture_output=True, text=True)
    assert (done.stdout.strip(), done.returncode) == ("", 0), done.stderr


@pytest.mark.parametrize(("number", "as_before"), [(0, True), (1, True), (5, False)])
def test_a_few_numbers_may_differ_but_no_text(number, as_before):
    [assignment] = select(["08"], ROOT)
    before, now = record.load(assignment), record.load(assignment)
    assert sum(len(k["mistakes"] + k["slips"]) for k in now.values()) < 100
    entries = [e for kinds in now.values() for e in kinds["mistakes"] if e["failures"][0][3]]
    for entry in entries[:number]:
        entry["failures"][0][3][3] *= 1.01
    assert record.same(before, now) is as_before
    next(iter(now.values()))["of"] = "another text"
    assert not record.same(before, now)
