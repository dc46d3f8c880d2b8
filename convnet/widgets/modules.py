"""The boxes of a module that fill in, and the boundaries' picture, for notebook 04."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Callable, Mapping

import ipywidgets
import numpy as np

from convnet.pictures import Picture, show
from convnet.plots import modules as plots
from convnet.widgets.follow import follow
from convnet.widgets.interactive import Interactive

# The examples of the text, by which a box is judged: two each, so that a constant is not enough.
_X, _W = np.array([1.0, 2, 0, -1, 3]), np.array([2.0, -1, 1])
_G = np.array([1.0, 0, 2, -1, 1])
_IMAGE = np.array([[[[1.0, 3, 1], [0, -1, 1], [2, 2, -1]]]])
_KERNEL, _GRADIENT = np.array([[[[1.0, 2], [0, -1]]]]), np.array([[[[1.0, -1], [2, 3]]]])
_NO_BIAS = np.zeros(1)
_SIGNAL = np.array([2.0, 7, 1, 5, 3, 0, -4, -6])
_MAP = np.array([[[[1.0, 3, 2, 0], [4, 8, 1, 5], [0, 2, 6, 9], [1, -2, 7, 3]]]])

for _array in (_X, _W, _G, _IMAGE, _KERNEL, _GRADIENT, _NO_BIAS, _SIGNAL, _MAP):
    _array.setflags(write=False)  # a function that writes into its input is wrong, and alone so


def _conv1d_forward(f):
    yield f["conv1d_forward"](_X, _W, 0.0, 1), [1, 0, 3, 4, -5]
    yield f["conv1d_forward"](_X, _W, 1.0, 0), [1, 4, 5, -4, 7]


def _conv1d_input(f):
    yield f["conv1d_backward_input"](_G, _W, 1), [-1, 5, -4, 5, -2]
    yield f["conv1d_backward_input"](_G, _W, 0), [2, -1, 5, -4, 5]


def _conv1d_weights(f):
    for c, expected in ((1, [3, 5, -3]), (0, [5, -3, 6])):
        dw, db = f["conv1d_backward_weights"](_G, _X, 3, c)
        yield dw, expected
        yield db, 3


def _conv2d_forward(f):
    yield f["conv2d_forward"](_IMAGE, _KERNEL, _NO_BIAS)[0], [[[[8, 4], [-4, 2]]]]
    yield f["conv2d_forward"](_IMAGE, _KERNEL, _NO_BIAS, 2, 1)[0], [[[[-1, -1], [-2, 2]]]]


def _conv2d_gradients(f, stride: int, pad: int):
    return f["conv2d_backward"](_GRADIENT, (_IMAGE, _KERNEL, _NO_BIAS, stride, pad))


def _conv2d_input(f):
    yield _conv2d_gradients(f, 1, 0)[0], [[[[1, 1, -2], [2, 6, 7], [0, -2, -3]]]]
    yield _conv2d_gradients(f, 2, 1)[0], [[[[-1, 0, 1], [4, 3, 6], [-2, 0, -3]]]]


def _conv2d_weights(f):
    for (stride, pad), expected in (((1, 0), [[-5, 3], [11, -1]]), ((2, 1), [[-3, 3], [3, 1]])):
        _, dW, db = _conv2d_gradients(f, stride, pad)
        yield dW, [[expected]]
        yield db, [5]


def _maxpool1d_forward(f):
    yield f["maxpool1d_forward"](_SIGNAL, 3, 2)[0], [7, 5, 3]


def _maxpool1d_input(f):
    _, cache = f["maxpool1d_forward"](_SIGNAL, 3, 1)
    dout = np.array([1.0, 2, -1, 3, 2, 4])
    yield f["maxpool1d_backward"](dout, cache), [0, 3, 0, 2, 2, 4, 0, 0]


def _maxpool2d_forward(f):
    yield f["maxpool2d_forward"](_MAP, 2, 2, 2)[0], [[[[8, 5], [2, 9]]]]


def _maxpool2d_input(f):
    _, cache = f["maxpool2d_forward"](_MAP, 2, 3, 2)
    dX = np.zeros((4, 4))
    dX[1, 1], dX[3, 2] = 2, 3
    yield f["maxpool2d_backward"](np.array([[[[2.0], [3]]]]), cache), [[dX]]


def _avgpool2d_forward(f):
    yield f["avgpool2d_forward"](_MAP, 2, 2, 2)[0], [[[[4, 2], [0.25, 6.25]]]]


def _avgpool2d_input(f):
    _, cache = f["avgpool2d_forward"](_MAP, 2, 2, 2)
    dX = np.repeat(np.repeat([[1, 2], [3, -1]], 2, axis=0), 2, axis=1)
    yield f["avgpool2d_backward"](np.array([[[[4.0, 8], [12, -4]]]]), cache), [[dX]]


PROOFS: Mapping[str, tuple[Callable, ...]] = {
    "convolution, one dimension": (_conv1d_forward, _conv1d_input, _conv1d_weights),
    "convolution, images": (_conv2d_forward, _conv2d_input, _conv2d_weights),
    "max pooling, one dimension": (_maxpool1d_forward, _maxpool1d_input),
    "max pooling, images": (_maxpool2d_forward, _maxpool2d_input),
    "average pooling, images": (_avgpool2d_forward, _avgpool2d_input),
}

FUNCTIONS = (
    *("conv1d_forward", "conv1d_backward_input", "conv1d_backward_weights"),
    *("conv2d_forward", "conv2d_backward"),
    *("maxpool1d_forward", "maxpool1d_backward", "maxpool2d_forward", "maxpool2d_backward"),
    *("avgpool2d_forward", "avgpool2d_backward"),
)
"""What the proofs call."""


def state(proof: Callable, functions: Mapping[str, Callable]) -> str:
    """Whether a box is empty, not right yet, or works, on one or two small examples."""
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            right = [
                np.shape(got) == np.shape(expected) and np.allclose(got, expected)
                for got, expected in proof(functions)
            ]
    except (NotImplementedError, KeyError):
        return plots.EMPTY
    except Exception:  # whatever a student's function does: the box is not filled
        return plots.WRONG
    return plots.WORKS if all(right) else plots.WRONG


def states(module: str, functions: Mapping[str, Callable]) -> tuple[str, ...]:
    """States of the three boxes of a module."""
    found = tuple(state(proof, functions) for proof in PROOFS[module])
    return found if len(found) == 3 else (*found, plots.NONE)


def boxes(functions: Mapping[str, Callable], module: str = plots.MODULES[0]) -> Interactive:
    """The three boxes of a module, filled as far as the functions of the exercises work.

    Parameters
    ----------
    functions : mapping of str to function
        Where the functions of the exercises are found by name: `globals()` of the notebook. They
        are called anew whenever the diagram is drawn: also after a cell has defined one of them.
    module : str
        The module that is shown first.
    """
    menu = ipywidgets.Dropdown(options=plots.MODULES, value=module, description="module")
    figure = Interactive(
        lambda figure, module: plots.draw_boxes(figure, module, states(module, functions)),
        {"module": menu},
        lambda module: plots.describe_boxes(module, states(module, functions)),
        size=plots.BOXES_SIZE,
    )
    follow(figure, functions, FUNCTIONS)
    return figure


def boundaries() -> Picture:
    """What stands outside the signal, and what it does to y and to the input's gradient."""
    return show("boundaries")
