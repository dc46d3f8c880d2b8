"""The place on the start page that says how far its reader is; all else there is left alone."""

from __future__ import annotations

import re

_BEGIN, _END = "<!-- progress -->", "<!-- end of progress -->"
_PLACE = re.compile(f"(?<={re.escape(_BEGIN)}\n).*?(?={re.escape(_END)})", re.DOTALL)


def with_card(page: str, card: str) -> str:
    """The page with these lines in the place for them; a page without the place as it is."""
    lines = f"\n{card.strip()}\n\n" if card.strip() else ""
    return _PLACE.sub(lambda _: lines, page, count=1)
