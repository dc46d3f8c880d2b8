"""Do the pictures of notebook 05 count and compute what the network itself does?"""

import numpy as np
import pytest

from convnet.network import lenet
from convnet.plots import inside
from convnet.plots.lenet import lenet_structure
from convnet.widgets.lenet_sizes import lenet_sizes
from tests.pictures import evaluate

# --- the structure and its sizes ----------------------------------------------------------------


def layers(**sizes):
    return evaluate("parts/lenet", "p.rows(sizes)", sizes=sizes)


def counts(**sizes):
    return [(row["units"], row["connections"], row["weights"]) for row in layers(**sizes)]


def test_lenets_numbers_are_the_published_ones_and_those_of_the_network_itself():
    assert counts() == [
        (4704, 117600, 150),
        (1176, 4704, 0),
        (1600, 240000, 2400),
        (400, 1600, 0),
        (120, 48000, 48000),
        (84, 10080, 10080),
        (10, 840, 840),
    ]
    assert np.sum(counts(), axis=0).tolist() == [8094, 422824, 61470]
    net = lenet()
    found = {s.name: s.output for s in inside.stages(net, np.zeros((1, 1, 32, 32), np.float32))}
    rows = {row["name"]: row for row in layers()}
    assert list(found) == list(rows)
    for name, output in found.items():
        row = rows[name]
        side = [row["side"], row["side"]] if output.ndim == 4 else []
        assert list(output.shape[1:]) == [row["maps"], *side]
        assert output.size == row["units"]
    weights = [W.size for key, W in net.params.items() if key.endswith("W")]
    assert weights == [row["weights"] for row in rows.values() if row["weights"]]


@pytest.mark.parametrize(
    ("sizes", "first", "dense"),
    [
        ({"side": 28}, (3456, 86400, 150), 30720),  # unpadded, as the inventory's E25 says
        ({"k": 3}, (5400, 48600, 54), 16 * 6 * 6 * 120),  # 32 → 30 → 15 → 13 → 6: one row is lost
        ({"maps1": 3, "maps2": 7}, (2352, 58800, 75), 7 * 5 * 5 * 120),
    ],
)
def test_counts_of_other_networks(sizes, first, dense):
    found = counts(**sizes)
    assert found[0] == first
    assert found[4][2] == dense


def test_shares_sum_to_one_and_the_sentence_has_the_rules_of_thumb():
    shares = evaluate("lenet_shares", "['units', 'connections', 'weights'].map(p.shares)")
    assert np.allclose(np.sum(shares, axis=1), 1)
    told = lenet_structure().description
    for text in ("C3 16@10×10", "77.9 % of the units", "84.6 % of the conn", "95.9 % of the wei"):
        assert text in told
    bare = lenet_structure(shares=False).description  # asked for before the shares are shown
    assert bare.startswith("LeNet: input 1@32×32 → C1 6@28×28") and "%" not in bare


def test_the_windows_that_a_unit_sees_are_those_that_change_it():
    """A gradient from one unit reaches as many pixels as the picture draws."""
    drawn = evaluate("lenet_structure", "[1, 2, 3, 4, 5, 6, 7].map(p.seen)")
    # 16 × 16 pixels for S4 is the answer to a question: the picture must not open with it.
    assert [windows[0] and windows[0]["size"] for windows in drawn] == [5, 6, 14, 16, *[None] * 3]
    assert "16 × 16" not in lenet_structure(shares=False).description
    net = lenet(fast=False)
    rng = np.random.default_rng(0)
    for stage, depth, windows in zip((1, 2, 3, 4), (2, 3, 5, 6), drawn, strict=False):
        for block in net.params.values():  # positive throughout: no ReLU cuts a unit off
            block[...] = np.abs(block) + 0.01
        i = windows[stage]["start"]
        touched = np.zeros((32, 32), bool)
        for _ in range(40):  # max pooling hears one input of four at a time
            X = rng.random((1, 1, 32, 32)).astype(np.float32)
            out = net.trace(X)[depth - 1]
            dout = np.zeros_like(out)
            dout[0, :, i, i] = 1
            for layer in reversed(net.layers[:depth]):
                dout = layer.backward(dout)
            touched |= dout[0, 0] != 0
        rows = np.flatnonzero(touched.any(axis=1))
        start, size = windows[0]["start"], windows[0]["size"]
        assert (rows[0], rows[-1]) == (start, start + size - 1)


def test_the_answer_to_smaller_kernels_is_told():
    assert lenet_sizes().description.startswith("LeNet has 8,094 units, 422,824 connections")
    said = evaluate(
        "lenet_sizes",
        "[p.default.sentence({ ...p.default.initial, k: 3 }),"
        " p.default.sentence({ ...p.default.initial, maps2: 64, maps1: 32, k: 7 })]",
    )
    assert "This network has" in said[0] and "80,958 weights" in said[0]
    assert said[1].startswith("This network has")
