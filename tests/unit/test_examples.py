"""Examples that are worked out by hand are what they say."""

import numpy as np

from convnet.examples import small_autoencoder, small_rnn
from tests.cells import solved


def test_the_states_of_the_small_network_in_time_are_its_own():
    *arguments, H = small_rnn()
    np.testing.assert_allclose(solved("10_sequences")["rnn_forward"](*arguments)[0], H, atol=1e-14)
    assert set(np.unique(abs(H).round(9))) == {0.0, 0.6}


def test_no_two_sizes_of_the_small_auto_encoder_coincide_but_in_and_out():
    X, params, dY = small_autoencoder()
    assert X.shape == dY.shape == (5, 4)
    assert [W.shape for W, _ in params] == [(2, 4), (3, 2), (4, 3)]
    assert [b.shape for _, b in params] == [(2,), (3,), (4,)]
