"""What the attacks achieve, family by family: `python -m tests.attacks.table [--here]`.

Hands the entries in to stock nbgrader and to the project's grader, in the same lab, and prints a
table in Markdown of what came of it. Takes about ten minutes; --here leaves stock nbgrader out.
"""

from __future__ import annotations

import argparse
import contextlib
import socket
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.attacks import lab


@contextlib.contextmanager
def listening() -> Iterator[int]:
    """The port of a listener for T25."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def harms(folder: Path, ids: list[str], stock: bool, mode: str = "") -> dict[str, str]:
    """What each entry of one class achieves or suffers, "" for nothing."""
    with listening() as port:
        outcome = lab.grade(folder, ids, mode, port, stock)
    return {name: lab.harm(outcome, name, stock) for name in ids}


def summed(found: dict[str, str], ids: list[str]) -> str:
    """A cell of the table: "3 gain points, 1 reads hidden checks"."""
    counts = Counter(found[name] for name in ids if found[name])
    return ", ".join(f"{n} × {what}" for what, n in counts.most_common()) or "none"


def table(columns: dict[str, dict[str, str]]) -> str:
    """The table by family."""
    families: dict[str, list[str]] = {}
    for name, entry in lab.ENTRIES.items():
        families.setdefault(entry.family.replace("-", " "), []).append(name)
    lines = ["| ".join(["| family ", "entries ", *(f"{c} " for c in columns)]) + "|"]
    lines += ["|" + "---|" * (2 + len(columns))]
    for family, ids in families.items():
        cells = [summed(found, ids) for found in columns.values()]
        lines.append("| " + " | ".join([family, str(len(ids)), *cells]) + " |")
    totals = [f"{sum(map(bool, found.values()))}" for found in columns.values()]
    lines.append("| " + " | ".join(["all", str(len(lab.ENTRIES)), *totals]) + " |")
    return "\n".join(lines)


def entries(columns: dict[str, dict[str, str]]) -> str:
    """The table entry by entry."""
    lines = ["| ".join(["| ", "entry ", *(f"{c} " for c in columns)]) + "|"]
    lines += ["|" + "---|" * (2 + len(columns))]
    for name, entry in lab.ENTRIES.items():
        cells = [found[name] or "nothing" for found in columns.values()]
        lines.append("| " + " | ".join([name, entry.name, *cells]) + " |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.attacks.table", description=__doc__)
    parser.add_argument("--here", action="store_true", help="only the project's grader")
    parser.add_argument("--entries", action="store_true", help="also a table entry by entry")
    parser.add_argument("--mode", default="", help="warm, cold or plain; default: the best")
    options = parser.parse_args()
    ids = list(lab.ENTRIES)
    columns: dict[str, dict[str, str]] = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        if not options.here:
            print("Stock nbgrader grades the class …", file=sys.stderr, flush=True)
            found = harms(
                folder / "stock", [i for i in ids if i not in lab.STOCK_ALONE], stock=True
            )
            for name in lab.STOCK_ALONE:
                print(f"Stock nbgrader grades {name} by itself …", file=sys.stderr, flush=True)
                found |= harms(folder / f"stock-{name}", [name], stock=True)
            columns["stock nbgrader"] = found
        print("This grader grades the class …", file=sys.stderr, flush=True)
        columns["this grader"] = harms(folder / "here", ids, stock=False, mode=options.mode)
    print(table(columns))
    if options.entries:
        print("\n" + entries(columns))
    return int(any(columns["this grader"].values()))


if __name__ == "__main__":
    sys.exit(main())
