"""What an exercise forbids, held in the student's process: it teaches, and secures nothing."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterator


class Forbidden(Exception):
    """What the exercise does not allow: a function, by its place in the list, or a module."""

    def __init__(self, what: int | str, name: str):
        super().__init__(f"{name} is not to be used here")
        self.what = what


@contextlib.contextmanager
def without(names: list[str]) -> Iterator[None]:
    """Make named functions raise, as `check.without` does in a notebook."""
    replaced = []
    try:
        for index, name in enumerate(names):
            module_name, _, attribute = name.rpartition(".")
            module = importlib.import_module(module_name)
            if hasattr(module, attribute):
                replaced.append((module, attribute, getattr(module, attribute)))
                setattr(module, attribute, _refusal(index, name))
        yield
    finally:
        for module, attribute, original in reversed(replaced):
            setattr(module, attribute, original)


def _refusal(index: int, name: str):
    def refuse(*_args, **_kwargs):
        raise Forbidden(index, name)

    return refuse


def withhold(name: str) -> None:
    raise Forbidden(name, name)
