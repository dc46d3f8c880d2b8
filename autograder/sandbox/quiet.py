"""Cells that only define something new: what ran before them cannot tell whether they have run."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator

LIBRARIES = ("convnet", "itertools", "math", "matplotlib", "numpy")
"""An import from these changes nothing for who has not asked for it."""


def only_defines(source: str, before: str, unless: Collection[str]) -> bool:
    """Whether a cell makes nothing but new names, of which nobody before it makes any use.

    Parameters
    ----------
    source : str
        The cell.
    before : str
        All that has run so far; a name that stands there may be a function's global.
    unless : collection of str
        More names that are used.
    """
    try:
        body = ast.parse(source).body
        names = {name for statement in body for name in _made(statement)}
    except (SyntaxError, ValueError, RecursionError, MemoryError, _DoesMore):
        return False
    return not any(name in unless or _stands_in(before, name) for name in names)


class _DoesMore(Exception):
    """A statement that may do more than to give a name."""


def _made(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement makes.

    Raises
    ------
    _DoesMore
        If something is computed in it: a decorator, a default, an annotation, a call.
    """
    match statement:
        case ast.FunctionDef(name=name, decorator_list=[], returns=None, args=a):
            every = [*a.posonlyargs, *a.args, *a.kwonlyargs, a.vararg, a.kwarg]
            defaults = [*a.defaults, *a.kw_defaults]
            if any(arg.annotation for arg in every if arg) or not all(map(_constant, defaults)):
                raise _DoesMore
            yield name
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant()):
            yield name
        case ast.Expr(value=ast.Constant()):
            pass
        case ast.Import(names=names) if all(_is_library(each.name) for each in names):
            yield from (each.asname or each.name.partition(".")[0] for each in names)
        case ast.ImportFrom(module=str(module), names=names, level=0) if _is_library(module):
            if any(each.name == "*" for each in names):
                raise _DoesMore
            yield from (each.asname or each.name for each in names)
        case _:
            raise _DoesMore


def _constant(default: ast.expr | None) -> bool:
    return default is None or isinstance(default, ast.Constant)


def _is_library(module: str) -> bool:
    return module.partition(".")[0] in LIBRARIES


def _stands_in(text: str, name: str) -> bool:
    """Whether a name is used in a text, other than as an attribute of something."""
    return name in text and re.search(rf"(?<![\w.]){re.escape(name)}\b", text) is not None
