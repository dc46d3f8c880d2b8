"""Random damage to a notebook's file: what students, programs and enemies may hand in."""

from __future__ import annotations

import json
from random import Random
from typing import Any


def _deep(levels: int) -> dict:
    made: dict = {}
    for _ in range(levels):
        made = {"a": made}
    return made


VALUES: list[Any] = [
    None, True, -1, 10**30, 1e308, float("nan"), "", "x", "\ud800", "\x1b[2J\x00", "\u202e", [], {},
    [[]], [None], {"a": 1}, {"": {"": ""}}, _deep(700), "a." * 3000, "![a][b" * 2000, "code", "raw",
    "markdown", "00-01-test", {"image/png": "AAAA"}, {"x.png": {"image/png": "\ud800"}},
    "![x](attachment:x.png)", "<script>1</script>", "[x](javascript:1)", ["a", 1], 5,
]  # fmt: skip
KEYS = [
    "attachments", "cell_type", "cells", "grade_id", "id", "locked", "metadata", "nbformat",
    "nbformat_minor", "nbgrader", "outputs", "points", "schema_version", "source", "tags",
    "worksheets", "\ud800",
]  # fmt: skip


def _copied(value: Any) -> Any:
    return json.loads(json.dumps(value))  # goes deeper than `copy.deepcopy`


def damaged(text: str, seed: int) -> bytes:
    """The file of a valid notebook with some damage; the same seed does the same."""
    random = Random(seed)
    content = json.loads(text)
    for _ in range(random.choice((1, 1, 2, 5, 30))):
        _change(content, random)
    data = json.dumps(content).encode()
    if random.random() < 0.2:
        data = _bytes(data, random)
    return data


def _change(content: Any, random: Random) -> None:
    places = list(_places(content))
    holder, key = random.choice(places)
    what = random.random()
    if what < 0.5:
        holder[key] = _copied(random.choice(VALUES))
    elif what < 0.65:
        del holder[key]
    elif what < 0.8 and isinstance(holder, list):
        holder.insert(random.randrange(len(holder) + 1), _copied(holder[key]))
    elif isinstance(holder[key], dict):
        holder[key][random.choice(KEYS)] = _copied(random.choice(VALUES))
    if not content:
        content["cells"] = []


def _places(content: Any, depth: int = 0):
    """Every entry of every list and object, those near the top more often."""
    entries = content.items() if isinstance(content, dict) else enumerate(content)
    for key, value in list(entries):
        yield from [(content, key)] * (3 if depth < 3 else 1)
        if isinstance(value, dict | list) and depth < 6:
            yield from _places(value, depth + 1)


def _bytes(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return random.choice((
        data[:at],
        data[:at] + random.randbytes(3) + data[at:],
        data.decode().encode("utf-16"),
        data.decode().encode("utf-32-le"),
        b"\xef\xbb\xbf" + data,
        data[:at] + b"\0" + data[at:],
        data[:at] + b"\xff" * 3 + data[at + 3 :],
    ))  # fmt: skip
