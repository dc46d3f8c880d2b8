"""Interactive pictures of notebook 10: recurrent networks unrolled, and codes of digits."""

from __future__ import annotations

from convnet.pictures import Picture, show


def rows() -> Picture:
    """A digit that is seen row by row, and what a recurrent network makes of it so far."""
    return show("rnn_rows")


def unrolled() -> Picture:
    """A recurrent network unrolled over three steps: values forward, gradients backward."""
    return show("rnn_unrolled")


def gradient_norms_figure() -> Picture:
    """The norm of a gradient on its way back, by the spectral radius of the matrix."""
    return show("rnn_gradients")


def codes() -> Picture:
    """The plane of an auto-encoder's two code units, with the decoder's image of each point."""
    return show("code_plane")
