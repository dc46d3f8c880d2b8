"""The functions of the pictures, called from Python: their formulas stand in two languages."""

from __future__ import annotations

import json
import subprocess

import numpy as np

from tests.cells import ROOT
from tests.tools import lacking, need

FIGURES = ROOT / "figures"


def node(*arguments: str, **options) -> str:
    """What Node prints, run in `figures/`; skips the test where its tools are missing."""
    program = need("node")
    if not (FIGURES / "node_modules").is_dir():
        lacking("figures/node_modules", "make pictures-tools")
    done = subprocess.run(
        [program, *arguments], cwd=FIGURES, capture_output=True, encoding="utf-8", **options
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


def evaluate(name: str, expression: str, **values):
    """An expression of a picture's module, `p`, and of `values`, as Python values.

    evaluate("connections_2d", "p.outputs(p.EXAMPLES[name], 2, 1)", name="5 × 5 places")
    """
    program = (
        f'import * as p from "./{name}.js";'
        f"const {{ {', '.join(values)} }} = {json.dumps(values)};"
        f"process.stdout.write(JSON.stringify({expression}));"
    )
    return json.loads(node("--input-type=module", "-", input=program))


def as_in_the_browser(params: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """LeNet's parameters as figures/parts/shipped.js writes them.

    Float16; the rows of dense layers are 8-bit integers times a float16.
    """
    wide = {name: block.astype(float) for name, block in params.items()}
    return {name: (_rows if block.ndim == 2 else _halved)(block) for name, block in wide.items()}


def _halved(block: np.ndarray) -> np.ndarray:
    return block.astype(np.float16).astype(float)


def _rows(W: np.ndarray) -> np.ndarray:
    unit = _halved(np.abs(W).max(axis=1, keepdims=True) / 127)
    return np.round(W / unit) * unit
