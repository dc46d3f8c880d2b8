"""What a graded cell shows in a notebook: grey for not yet, green for right, red for wrong.

Colour is never the only sign: each look has a mark and a word of its own. Elsewhere than in a
notebook the same text is printed.
"""

from __future__ import annotations

import sys
from html import escape
from typing import Literal

FACT = 16
"""Where the text of a message's line begins, after its label."""

Look = Literal["not yet", "right", "wrong"]

_LOOKS: dict[Look, tuple[str, str]] = {
    "not yet": ("○", "#6e6e6e"),
    "right": ("✓", "#19734a"),
    "wrong": ("✗", "#b3261e"),
}
"""Mark and colour; each colour has a contrast of 4.5 or more on white, and of 3 on black."""

# A cell that isn't right also ends with an error, so that graders see it; its text is the card's.
# The second rule is for Formgrader and for feedback, whose pages are made otherwise.
_STYLE = """\
<style>
.jp-OutputArea:has(.convnet-check-ended) .jp-OutputArea-child:has(
  [data-mime-type="application/vnd.jupyter.stderr"],
  [data-mime-type="application/vnd.jupyter.error"]
) { display: none; }
.output:has(.convnet-check-ended) .output_error { display: none; }
</style>"""


def show(look: Look, text: str, picture: str = "") -> None:
    """Show the text of a check as a card in a notebook, or print it where that is right.

    A picture, as HTML, goes below the text of the card.
    """
    if in_notebook():
        from IPython.display import display

        display({"text/plain": text, "text/html": html(look, text, picture)}, raw=True)
    elif look == "right":
        print(text)


def html(look: Look, text: str, picture: str = "") -> str:
    """The card: a coloured edge, a mark, the first line, the others below it, and a picture."""
    mark, colour = _LOOKS[look]
    first, *rest = text.splitlines() or [""]
    ended = "" if look == "right" else " convnet-check-ended"
    below = rest and (
        '<div style="display: grid; grid-template-columns: max-content 1fr; gap: 0 1em; '
        f'margin-top: 0.3em">{"".join(map(_row, rest))}</div>'
    )
    head = f'<b aria-hidden="true" style="color: {colour}">{mark}</b> {escape(first)}'
    return (
        f"{_STYLE if ended else ''}"
        f'<div class="convnet-check{ended}" role="status" style="border-left: 4px solid {colour}; '
        'padding: 0.3em 0.8em; margin: 0.2em 0">'
        f"{head}{below or ''}{picture}</div>"
    )


def _row(line: str) -> str:
    """A line of a message: its label, and what it says."""
    label, text = line[2:FACT].strip(), line[FACT:].strip()
    if not line.startswith("  ") or not label:
        label, text = "", line.strip()
    return (
        f'<span style="opacity: 0.75">{escape(label)}</span>'
        f'<span style="font-family: var(--jp-code-font-family, monospace)">{escape(text)}</span>'
    )


def in_notebook() -> bool:
    """Whether a Jupyter kernel runs this, and not the grader or a test."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return getattr(shell, "kernel", None) is not None
