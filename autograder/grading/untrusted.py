"""What a student's process says that its cells have shown, made into outputs of a notebook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograder.sandbox.limits import Limits


def outputs(given: object, limits: Limits) -> Iterator[dict[str, Any]]:
    """What the child says a cell has shown, as valid outputs of a code cell that is not graded."""
    left = 12 * limits.output
    for output in given if isinstance(given, list) else []:
        if not isinstance(output, dict):
            continue
        kind, text = output.get("output_type"), output.get("text")
        if kind == "stream" and isinstance(text, str):
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            made: dict[str, Any] = {"output_type": "stream", "name": name, "text": text}
        elif kind in ("display_data", "execute_result") and isinstance(output.get("data"), dict):
            data = {str(k): v for k, v in output["data"].items() if isinstance(v, str)}
            made = {"output_type": kind, "data": data, "metadata": {}}
            if kind == "execute_result":
                made["execution_count"] = None
        elif kind == "error":
            lines = output.get("traceback")
            lines = [str(x) for x in lines] if isinstance(lines, list) else []
            made = {"output_type": "error", "ename": str(output.get("ename")), "traceback": lines}
            made["evalue"] = str(output.get("evalue"))
        else:
            continue
        left -= len(str(made))
        if left < 0:
            break
        yield made
