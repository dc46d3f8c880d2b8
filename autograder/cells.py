"""Cells and exercises: what a grade id says, what a cell needs, a cell run under its own name."""

from __future__ import annotations

import ast
import builtins
import contextlib
import linecache
import re
import symtable
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import CodeType
from typing import Any


def role(name: str) -> str:
    """What a cell is for: "solution", "test", "manual", "shared", "given" or "open"."""
    kinds = r"\d\d-\d\d-(?:(solution|manual|shared)|(test)(?:-[A-Za-z0-9_]+)*)"
    if match := re.fullmatch(kinds, name):
        return match[1] or match[2]
    return "given" if re.fullmatch(r"\d\d-setup", name) else "open"


def exercise(grade_id: str) -> str:
    """The exercise of a grade id: "04.7" for 04-07-test-dX, "" if it has none."""
    match = re.match(r"(\d\d)-(\d\d)-", grade_id)
    return f"{match[1]}.{int(match[2])}" if match else ""


def checked(grade_id: str) -> str:
    """How a graded cell calls itself: "04.7 dX" for 04-07-test-dX."""
    return f"{exercise(grade_id)} {grade_id.partition('-test-')[2]}".strip()


def grade_id(cell: Mapping[str, Any]) -> str:
    """The grade id of a notebook's cell, "" if it has none."""
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def cell_name(cell: Mapping[str, Any]) -> str:
    """The name that a cell has in the source, "" if it has none.

    It is the grade id; nbgrader is not told of a figure or a demonstration, whose name is its id.
    """
    # No hash of a cell without a name looks like this, nor an id that Jupyter makes.
    named = re.fullmatch(r"\d\d-[A-Za-z0-9_-]+", cell.get("id", ""))
    return grade_id(cell) or (named[0] if named else "")


def made_names(source: str) -> set[str]:
    """Names that a cell assigns, defines or imports, in loops and tuples, too."""
    symbols = symtable.symtable(source, "<cell>", "exec").get_symbols()
    made = (s for s in symbols if s.is_assigned() or s.is_imported() or s.is_namespace())
    return {s.get_name() for s in made}


@lru_cache(maxsize=1024)
def free_names(source: str) -> frozenset[str]:
    """Names that a cell uses and neither makes nor finds among the builtins."""
    top = symtable.symtable(source, "<cell>", "exec")
    used: set[str] = set()

    def visit(table: symtable.SymbolTable) -> None:
        for symbol in table.get_symbols():
            if symbol.is_referenced() and (table is top or symbol.is_global()):
                used.add(symbol.get_name())
        for child in table.get_children():
            visit(child)

    visit(top)
    return frozenset(used - made_names(source) - set(dir(builtins)))


def bound_names(source: str) -> tuple[set[str], set[str]]:
    """Names that a cell assigns or defines at its top, and names that it imports."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(), set()
    names = {n.name for n in body if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    targets = [t for n in body if isinstance(n, ast.Assign) for t in n.targets]
    imports = [a for n in body if isinstance(n, ast.Import | ast.ImportFrom) for a in n.names]
    imported = {(a.asname or a.name).partition(".")[0] for a in imports}
    return names | {t.id for t in targets if isinstance(t, ast.Name)}, imported


def compiled(source: str, filename: str) -> CodeType:
    """Code of a cell, under a file name of its own, as in IPython: messages can quote its lines."""
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    return _code(source, filename)


@lru_cache(maxsize=1024)
def _code(source: str, filename: str) -> CodeType:
    """The same graded cells come for every submission of a class."""
    return compile(source, filename, "exec")


def run(source: str, names: dict[str, Any], filename: str) -> None:
    """Run a cell under a file name of its own."""
    exec(compiled(source, filename), names)


@contextlib.contextmanager
def apart(names: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A namespace that is afterwards what it was; a copy would not be that of its functions."""
    before = dict(names)
    try:
        yield names
    finally:
        names.clear()
        names.update(before)
