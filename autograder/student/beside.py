"""Files beside a notebook that is handed in: which of them graders leave out, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from autograder.grading.allowed import DEEPEST, MAX_ALL, MAX_FILE, MOST, is_plain, runs
from autograder.student import work

MANIFEST = "manifest.json"
"""What a package says of its files; graders count it as one of those beside the notebook."""
SHOWN = 5
MB = 1 << 20


def left_out(mine: work.Work) -> dict[str, str]:
    """Why graders leave out files, whatever else is there, by their paths."""
    return {name: why for name, size in _sizes(mine).items() if (why := _why(name, size))}


def warnings(mine: work.Work, unused: Mapping[str, str]) -> Iterator[str]:
    """Lines that say which files are left out, and whether the others are too many or too large.

    Parameters
    ----------
    mine : Work
    unused : mapping of str to str
        What `left_out` has found.
    """
    if unused:
        yield "Graders leave out, and your notebook is tried without:"
        yield from [f"  {name}: {why}" for name, why in unused.items()][:SHOWN]
        if len(unused) > SHOWN:
            yield f"  and {len(unused) - SHOWN} more"
    sizes = [size for name, size in _sizes(mine).items() if name not in unused]
    if len(sizes) >= MOST or sum(sizes) > MAX_ALL:
        yield (
            f"Files beside your notebook: {len(sizes)} with {sum(sizes) / MB:.1f} MB. Graders take "
            f"{MOST - 1} with {MAX_ALL // MB}: move out what it doesn't need, and submit again."
        )


def _sizes(mine: work.Work) -> dict[str, int]:
    folder = mine.path.parent
    return {p.relative_to(folder).as_posix(): p.stat().st_size for p in work.beside(mine)}


def _why(name: str, size: int) -> str:
    """Why a file is left out, and what to do; "" if it isn't."""
    *folders, last = name.split("/")
    if name == MANIFEST:
        return "the package has a file of this name; rename yours"
    if size > MAX_FILE:
        return f"it has {size / MB:.1f} MB, and a file may have {MAX_FILE // MB}"
    if len(folders) >= DEEPEST:
        return f"it lies {len(folders)} folders deep, and {DEEPEST - 1} are looked into"
    if runs(last):
        return "a browser would run it"
    if not is_plain(name):
        return "its path is too long, or has more in it than plain letters; rename it"
    return ""
