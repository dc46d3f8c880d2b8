"""Do the pictures of notebook 10 compute what its references do, and say what they show?"""

import numpy as np
import pytest

from convnet.data import load_digits
from tests.cells import solved
from tests.pictures import evaluate

IMAGES, LABELS = load_digits()
NEW = np.arange(len(IMAGES)) % 4 == 3


@pytest.fixture(scope="module")
def course():
    return solved("10_sequences")


# --- the unrolled network ----------------------------------------------------------------------


@pytest.mark.parametrize("cost", ["J = h_3", "J = h_1 + h_2 + h_3"])
@pytest.mark.parametrize("wh", [1.155, -1.6])
def test_the_unrolled_network_has_the_references_states_and_gradients(course, wh, cost):
    x = [1.0, 0.5, -1.5]
    found = evaluate("rnn_unrolled", "p.passes(state)", state={"wh": wh, "x": x, "cost": cost})
    X, h0, one = np.reshape(x, (1, 3, 1)), np.zeros((1, 1)), np.ones((1, 1))
    Wx, Wh, b = np.log(2) * one, wh * one, np.zeros(1)
    H, _ = course["rnn_forward"](X, h0, Wx, Wh, b)
    g = np.array([0.0, 0, 1]) if cost == "J = h_3" else np.ones(3)
    dX, dh0, dWx, dWh, db = course["rnn_backward"](g.reshape(1, 3, 1), (X, h0, Wx, Wh, b, H))
    assert np.allclose(found["h"], [0, *H[0, :, 0]])
    assert np.allclose(found["delta"], dX[0, :, 0] / np.log(2))
    assert np.allclose(
        [found["hbar"][0], found["dwx"], found["dwh"], found["db"]],
        [dh0[0, 0], dWx[0, 0], dWh[0, 0], db[0]],
    )
    assert np.isclose(sum(found["contributions"]), found["dwh"])


def test_the_unrolled_network_begins_with_the_worked_example():
    said = evaluate("rnn_unrolled", "p.default.sentence({ ...p.default.initial, step: 6 })")
    assert "the states 0, 0.6, 0.6, 0," in said and "three contributions" in said


# --- gradients through time --------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["random", "symmetric", "orthogonal"])
def test_the_matrices_have_the_spectral_radius_1(kind):
    W = np.array(evaluate("rnn_gradients", "p.base(kind)", kind=kind))
    assert np.isclose(np.abs(np.linalg.eigvals(W)).max(), 1, atol=1e-6)
    assert (kind == "symmetric") == np.allclose(W, W.T)
    assert (kind == "orthogonal") == np.allclose(W @ W.T, np.eye(len(W)))
    steady = np.array(evaluate("rnn_gradients", "p.norms(kind, 0.9, 'linear')", kind=kind))
    assert steady.shape == (12, 51) and np.allclose(steady[:, 0], 1)
    rate = np.median(steady[:, 50] / steady[:, 40]) ** 0.1
    assert np.isclose(rate, 0.9, atol=0.02)
    assert (kind == "orthogonal") == np.allclose(steady, 0.9 ** np.arange(51))


def test_tanh_makes_what_vanishes_vanish_faster_and_tames_what_explodes():
    ends = evaluate(
        "rnn_gradients",
        "[0.8, 1.2].map((rho) => ['linear', 'tanh'].map((network) =>"
        " p.median(p.norms('random', rho, network).map((list) => list[p.STEPS]))))",
    )
    (slow, slower), (wild, tame) = ends
    assert slower < slow < 1e-4 and wild > 1e3 and tame < wild / 1e3


@pytest.mark.parametrize(
    ("value", "words"), [(0.4213, "0.42"), (3.1e-6, "3·10⁻⁶"), (2e9, "2·10⁹"), (17, "17")]
)
def test_sizes_are_written_with_powers_of_ten(value, words):
    assert evaluate("rnn_gradients", "p.said(value)", value=value) == words


# --- the shipped networks ----------------------------------------------------------------------


def test_the_rows_are_read_by_the_references_network(course):
    found = evaluate(
        "rnn_rows",
        "({ ...p.parameters(), read: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(p.read),"
        " images: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(p.image) })",
    )
    X = np.array(found["images"])
    Wx, Wh, b, V, c = (np.array(found[name]) for name in ("Wx", "Wh", "b", "V", "bias"))
    H, _ = course["rnn_forward"](X, np.zeros((10, len(Wh))), Wx, Wh, b[:, 0])
    P = np.exp(H @ V.T + c[:, 0])
    P /= P.sum(axis=2, keepdims=True)
    for which, read in enumerate(found["read"]):
        assert np.allclose(read["states"][1:], H[which])
        assert np.allclose(read["answers"][1:], P[which])
    right = [int(np.flatnonzero((IMAGES[NEW] / 16 == image).all(axis=(1, 2)))[0]) for image in X]
    labels = LABELS[NEW][right]
    assert sorted(labels) == list(range(10))
    assert np.sum(np.argmax(P[:, -1], axis=1) == labels) >= 8
    H, _ = course["rnn_forward"](IMAGES[NEW] / 16, np.zeros((NEW.sum(), len(Wh))), Wx, Wh, b[:, 0])
    shares = np.mean(np.argmax(H @ V.T + c[:, 0], axis=2) == LABELS[NEW][:, None], axis=0)
    assert shares[0] < 0.5 and shares[3] > 0.75 and shares[-1] > 0.88


def test_the_decoder_draws_a_new_digit_better_than_a_plane_could():
    found = evaluate("code_plane", "({ points: p.points(), drawn: p.points().map(p.decoded) })")
    points, Y, X = found["points"], np.array(found["drawn"]), IMAGES[NEW].reshape(-1, 64) / 16
    assert [int(label) for _, _, label in points] == LABELS[NEW].tolist()
    error = np.mean(np.sum((Y - X) ** 2, axis=1))
    centred = X - X.mean(axis=0)
    plane = np.sort(np.linalg.eigvalsh(centred.T @ centred / len(X)))[:-2].sum()
    assert error < 0.8 * plane


def test_the_nearest_digit_is_the_nearest():
    points, near = evaluate("code_plane", "[p.points(), p.nearest([0.3, -0.7])]")
    distances = [np.hypot(u - 0.3, v + 0.7) for u, v, _ in points]
    assert near == points[int(np.argmin(distances))]
