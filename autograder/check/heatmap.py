"""A wrong array as a picture: what came, what is expected, and the difference, as heat maps.

Plain HTML, so that it needs NumPy alone and is still there when the notebook is opened again. It
stands below the words of a visible check, which are complete without it.
"""

from __future__ import annotations

import math
from html import escape

import numpy as np

MOST_AXES = 4
ACROSS = 22
"""So many entries are shown at most in a row, and in a column; of a larger array a part."""
_WIDTH, _SMALLEST, _LARGEST = 160, 7, 22
"""Pixels of a map, of which three fit beside each other in 700, and of an entry."""
_GAP = 4

_PURPLE_TO_ORANGE = np.array(
    [
        (84, 39, 136), (128, 115, 172), (178, 171, 210), (216, 218, 235), (247, 247, 247),
        (254, 224, 182), (253, 184, 99), (224, 130, 20), (179, 88, 6),
    ]
)  # fmt: skip
"""The colours of weights in the course (PuOr of ColorBrewer), white for zero: they differ also for
readers who confuse red and green."""
_STEPS = 64
_COLOURS = [
    "#" + "".join(f"{round(np.interp(at, range(9), c)):02x}" for c in _PURPLE_TO_ORANGE.T)
    for at in np.linspace(0, 8, 2 * _STEPS + 1)
]
_SCALE = f"linear-gradient(to right, {', '.join(_COLOURS[:: _STEPS // 4])})"

_STYLE = f"""\
<style>
.convnet-heat {{ display: inline-block; margin-top: 0.6em; forced-color-adjust: none; }}
.convnet-heat .maps {{ display: flex; flex-wrap: wrap; gap: 0.4em 1.4em; }}
.convnet-heat .planes {{ display: grid; width: max-content; gap: {_GAP}px; }}
.convnet-heat .plane {{ display: grid; outline: 1px solid #808080; }}
.convnet-heat .maps > div {{ min-width: 100px; }}
.convnet-heat i {{ display: block; }}
.convnet-heat .black {{ box-shadow: inset 0 0 0 var(--frame) #000; }}
.convnet-heat .white {{ box-shadow: inset 0 0 0 var(--frame) #fff; }}
.convnet-heat .hatched {{ background: repeating-linear-gradient(45deg, #000 0 2px, #fff 0 4px); }}
.convnet-heat .scale {{ height: 5px; margin-top: 5px; }}
.convnet-heat .ends {{ display: flex; justify-content: space-between; gap: 0.6em; }}
.convnet-heat .ends > * {{ white-space: nowrap; }}
.convnet-heat p {{ max-width: 36em; margin: 0.3em 0 0; font-size: smaller; }}
</style>"""


def picture(
    name: str, claimed: np.ndarray, expected: np.ndarray, wrong: np.ndarray | None = None
) -> str:
    """The heat maps as HTML, with a sentence as alternative text; "" where there is none to draw.

    Parameters
    ----------
    name : str
        What the array is called.
    claimed, expected : ndarray of float
        If their shapes differ, no difference is shown.
    wrong : ndarray of bool, optional
        The entries to frame.
    """
    if any(not 1 <= a.ndim <= MOST_AXES or a.size < 2 for a in (claimed, expected)):
        return ""
    limit = _largest(expected) or _largest(claimed)
    if claimed.shape != expected.shape:
        shown = [_part(array) for array in (claimed, expected)]
        maps = [
            _map(f"got, {claimed.shape}", claimed[shown[0]], limit),
            _map(f"expected, {expected.shape}", expected[shown[1]], limit),
        ]
        about = [f"Heat maps of {name}: got and expected."]
        return _figure(maps, [*about, *_notes([claimed, expected], shown)])
    wrong = np.zeros(expected.shape, dtype=bool) if wrong is None else wrong
    part = _part(expected, wrong)
    with np.errstate(invalid="ignore", over="ignore"):
        difference = claimed - expected
    maps = [
        _map("got", claimed[part], limit, wrong[part]),
        _map("expected", expected[part], limit),
        _map("got − expected", difference[part], _largest(difference), wrong[part]),
    ]
    count = int(wrong.sum())
    about = [
        f"Heat maps of {name}: got, expected, and got minus expected.",
        f"Framed is what is wrong: {count} of {wrong.size} entries{_where(wrong)}.",
    ]
    return _figure(maps, [*about, *_notes([claimed], [part])])


def _figure(maps: list[str], about: list[str]) -> str:
    """The maps, and sentences about them; the first one is for who doesn't see the maps."""
    return (
        f'{_STYLE}<div class="convnet-heat" role="img" aria-label="{escape(" ".join(about))}">'
        f'<div class="maps">{"".join(maps)}</div><p>{escape(" ".join(about[1:]))}</p></div>'
    )


def _notes(arrays: list[np.ndarray], parts: list[tuple[slice, ...]]) -> list[str]:
    """What a reader of the maps must know, where it is so."""
    notes = []
    shown = [array[part] for array, part in zip(arrays, parts, strict=True)]
    if not all(np.isfinite(each).all() for each in shown):
        notes.append("Hatched: nan or inf.")
    if arrays[-1].ndim == 3 and len(arrays[-1]) > 1:
        notes.append("Each block is one [i], and i goes to the right.")
    if arrays[-1].ndim == 4 and max(arrays[-1].shape[:2]) > 1:
        notes.append("Each block is one [i, j]: i goes down, j to the right.")
    for array, part, each in zip(arrays, parts, shown, strict=True):
        if each.size < array.size:
            place = ", ".join(f"{s.start}:{s.stop}" for s in part)
            notes.append(f"Shown is the part [{place}] of an array of shape {array.shape}.")
    return notes


def _map(label: str, shown: np.ndarray, limit: float, framed: np.ndarray | None = None) -> str:
    """One heat map with its scale, from −limit to limit."""
    limit = limit or 1.0
    framed = np.zeros(shown.shape, dtype=bool) if framed is None else framed
    shape = (1,) * (MOST_AXES - shown.ndim) + shown.shape
    size = int(np.clip(_WIDTH // (shape[1] * shape[3]), _SMALLEST, _LARGEST))
    planes = shown.reshape(-1, *shape[2:]), framed.reshape(-1, *shape[2:])
    inside = "".join(
        f'<div class="plane" style="grid: auto-flow {size}px / repeat({shape[3]}, {size}px)">'
        f"{_entries(plane / limit, frames)}</div>"
        for plane, frames in zip(*planes, strict=True)
    )
    finite = shown[np.isfinite(shown)]
    end = f"{limit:.0f}" if 100 <= limit < 1e6 else f"{limit:.3g}"
    low = "≤ " * bool((finite < -limit).any()) + f"−{end}"
    high = "≥ " * bool((finite > limit).any()) + end
    return (
        f"<div><small>{escape(label)}</small>"
        f'<div class="planes" style="--frame: {2 if size > 10 else 1}px; '
        f'grid-template-columns: repeat({shape[1]}, max-content)">{inside}</div>'
        f'<div class="scale" style="background: {_SCALE}"></div>'
        f'<small class="ends"><span>{low}</span><span>0</span><span>{high}</span></small></div>'
    )


def _entries(plane: np.ndarray, framed: np.ndarray) -> str:
    """The entries of a plane, given as shares of the limit, row by row."""
    return "".join(map(_entry, plane.ravel().tolist(), framed.ravel().tolist()))


def _entry(number: float, framed: bool) -> str:
    if not math.isfinite(number):
        return '<i class="hatched"></i>'
    colour = _COLOURS[_STEPS + round(_STEPS * min(max(number, -1.0), 1.0))]
    # Of all shades, only the darkest purple hides a black frame.
    frame = f' class="{"white" if number < -0.8 else "black"}"' if framed else ""
    return f'<i{frame} style="background:{colour}"></i>'


def _largest(array: np.ndarray) -> float:
    """The largest absolute value of a finite entry, 0 without one."""
    return float(np.abs(array[np.isfinite(array)]).max(initial=0.0))


def _part(array: np.ndarray, wrong: np.ndarray | None = None) -> tuple[slice, ...]:
    """What is shown of an array: all of it, or a part with the first wrong entry in it."""
    first = np.argwhere(wrong)[0] if wrong is not None and wrong.any() else [0] * array.ndim
    lengths = [min(n, ACROSS) for n in array.shape]
    for axis in range(array.ndim - 2):  # planes: in a row if there is one such axis
        beside = -1 if array.ndim == 3 or axis == 1 else -2
        lengths[axis] = max(1, min(lengths[axis], (ACROSS + 1) // (lengths[beside] + 1)))
    starts = [
        0 if at < length else min(int(at) - length // 2, n - length)
        for at, length, n in zip(first, lengths, array.shape, strict=True)
    ]
    return tuple(
        slice(start, start + length) for start, length in zip(starts, lengths, strict=True)
    )


def _where(wrong: np.ndarray) -> str:
    """Where the wrong entries are, if that is a border or a few places along an axis."""
    if wrong.ndim > 1 and min(wrong.shape[-2:]) > 2 and not wrong[..., 1:-1, 1:-1].any():
        return ", all on the border"
    for axis, n in enumerate(wrong.shape):
        others = tuple(other for other in range(wrong.ndim) if other != axis)
        hit = np.flatnonzero(wrong.any(axis=others))
        if n > 3 and len(hit) > 1 and set(np.diff(hit)) == {2} and len(hit) >= n // 2:
            return f", every second one along axis {axis}"
        if 0 < len(hit) <= min(2, n // 2) and n > 2:
            return f", all at index {' or '.join(map(str, hit))} of axis {axis}"
    return ""
