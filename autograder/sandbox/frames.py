"""Frames: what one message is on the socket.

16 bytes (magic, length of the JSON part, length of the raw part), the JSON part
`[message, sizes of the raw pieces]`, and the raw pieces.
"""

from __future__ import annotations

import json
import struct

from autograder.sandbox.wire import MAX_ELEMENTS, MAX_RAW, Unsendable, WireError

MAGIC = b"CNV1"
HEAD = struct.Struct(">4sIQ")
MAX_JSON = 16 << 20
MAX_PARTS = 3 * MAX_ELEMENTS
"""Values in a JSON part: short ones take twenty times the memory of their text."""

_written = json.JSONEncoder(separators=(",", ":")).encode


def pack(message: object, pieces: list[bytes]) -> bytes:
    """A frame."""
    text = _written([message, [len(p) for p in pieces]]).encode()
    if len(text) > MAX_JSON or _parts(text) > MAX_PARTS:
        raise Unsendable("big", len(text))
    return b"".join([HEAD.pack(MAGIC, len(text), sum(map(len, pieces))), text, *pieces])


def lengths(head: bytes) -> tuple[int, int]:
    """Lengths of the two parts of a frame, from its first 16 bytes."""
    magic, text, raw = HEAD.unpack(head)
    if magic != MAGIC or text > MAX_JSON or raw > MAX_RAW + 1024:
        raise WireError("no frame, or one that is too long")
    return text, raw


def unpack(text: bytes, raw: bytes) -> tuple[object, list[bytes]]:
    """Message and pieces of a frame's two parts."""
    if _parts(text) > MAX_PARTS:
        raise WireError("far too many values")
    try:
        content = json.loads(text.decode())
    except (ValueError, RecursionError):
        raise WireError("no JSON") from None
    if not isinstance(content, list) or len(content) != 2 or not isinstance(content[1], list):
        raise WireError("no message")
    message, sizes = content
    if not all(type(n) is int and n >= 0 for n in sizes) or sum(sizes) != len(raw):
        raise WireError("pieces that do not fill the frame")
    pieces, at = [], 0
    for size in sizes:
        pieces.append(raw[at : at + size])
        at += size
    return message, pieces


def _parts(text: bytes) -> int:
    """Values that a JSON text holds, at most: those in its strings count too."""
    return sum(map(text.count, (b",", b"[", b"{")))
