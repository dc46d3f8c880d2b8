"""What a student's process says that its cells have shown, made into outputs of a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from autograder.bounded import Exhausted, bounded
from autograder.grading import clean, plain
from autograder.sandbox.limits import Limits

TEXT = ("text/plain", "text/latex")
PARSED = ("text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg")
"""What an output may show; what has to be parsed is cleaned at the end, all of it at once."""


def outputs(given: object, limits: Limits) -> Iterator[dict[str, Any]]:
    """What the child says a cell has shown, as valid outputs of a code cell that is not graded."""
    left = 12 * limits.output
    for output in given if isinstance(given, list) else []:
        if not isinstance(output, dict):
            continue
        kind, text = output.get("output_type"), output.get("text")
        if kind == "stream" and isinstance(text, str):
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            made: dict[str, Any] = {"output_type": "stream", "name": name}
            made["text"] = plain.output(text[:left])
        elif kind in ("display_data", "execute_result") and isinstance(output.get("data"), dict):
            data = {k: v for k, v in output["data"].items() if isinstance(v, str)}
            shown = {k: plain.output(v[:left]) for k, v in data.items() if k in TEXT}
            shown |= {k: v for k, v in data.items() if k in PARSED and len(v) <= left}
            made = {"output_type": kind, "data": shown, "metadata": {}}
            if kind == "execute_result":
                made["execution_count"] = None
        elif kind == "error":
            lines = output.get("traceback")
            lines = [str(x)[:left] for x in lines[:200]] if isinstance(lines, list) else []
            made = {"output_type": "error", "ename": plain.line(str(output.get("ename")), 100)}
            made["traceback"] = [plain.output(line) for line in lines]
            made["evalue"] = plain.message(str(output.get("evalue"))[:left])
        else:
            continue
        left -= len(str(made))
        if left < 0:
            break
        yield made


def cleaned(cells: Iterable[list[dict[str, Any]]]) -> bool:
    """Take from all outputs whatever would run or fetch something in a page that shows them.

    False if that takes too long: then nothing but text is kept.
    """
    shown = [o for outputs in cells for o in outputs if not o.get("data", {}).keys() <= set(TEXT)]
    if not shown:
        return True
    try:
        made = bounded(_cleaned, [o["data"] for o in shown], seconds=20.0)
    except Exhausted:
        made = None
    for number, output in enumerate(shown):
        only = {k: v for k, v in output["data"].items() if k in TEXT}
        output["data"] = made[number] if made else only
    return made is not None


def _cleaned(shown: list[dict[str, str]]) -> list[dict[str, str]]:
    return [clean.shown(data) for data in shown]
