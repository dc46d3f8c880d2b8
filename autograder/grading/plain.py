"""Text of a student's as it may stand in a log, a message, a notebook and a page."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")
_COLOUR = re.compile(r"\x1b\[[0-9;]{0,40}m")
_ESCAPE = re.compile(
    r"\x1b(?:\[[0-?]{0,40}[ -/]{0,8}[@-~]|[\]PX^_][^\x07\x1b]{0,4000}(?:\x07|\x1b\\)?|[ -~])?"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(r"(\bat )0x[0-9A-Fa-f]{6,16}\b")
MOST_COLOURS = 500
"""So many changes of colour an output may have; turning them into HTML is slow."""


def text(given: str) -> str:
    """A text without lone surrogates, which no file takes, and without NUL."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", given).replace("\0", "")


def source(given: str) -> str:
    """A cell's text: as it is, but for control characters that no keyboard makes."""
    return re.sub("[\x01-\x08\x0b\x0e-\x1f\x7f]", "", text(given))


def message(given: str) -> str:
    """A text without terminal escapes, other control characters and memory addresses."""
    given = _ESCAPE.sub("", text(given).replace("\r\n", "\n"))
    return _ADDRESS.sub(r"\1…", _CONTROL.sub("", given))


def output(given: str) -> str:
    """The same, but colours stay: notebooks and pages show them."""
    colours = _COLOUR.findall(given)
    if not colours or len(colours) > MOST_COLOURS:
        return message(given)
    rest = [message(part) for part in _COLOUR.split(given)]
    return "".join(a + b for a, b in zip(rest, [*colours, ""], strict=True))


def line(given: str, most: int = 500) -> str:
    """One line for a log: whatever it says, it cannot look like another line of it."""
    given = re.sub(r"\s+", " ", message(given[: 4 * most])).strip()
    return given if len(given) <= most else given[:most] + " …"


def name(given: str) -> str:
    """A name of the student's making, as it may be quoted: in quotes, one line, no markup."""
    shown = re.sub(r"[^\w .()+-]", "?", line(given, 60))
    return f"“{shown}”"
