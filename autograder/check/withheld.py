"""The finished layers of `convnet` are not there while an answer to 00–04 is checked."""

from __future__ import annotations

import contextlib
import importlib.abc
import sys
from collections.abc import Callable, Iterator

WITHHELD = frozenset(
    f"convnet.{name}" for name in ("layers", "losses", "network", "fused", "fusion", "training")
)
"""Modules that do what the exercises of notebooks 00 to 04 ask for."""


class _Refusal(importlib.abc.MetaPathFinder):
    def __init__(self, refuse: Callable[[str], object]):
        self._refuse = refuse

    def find_spec(self, fullname, path=None, target=None):
        if fullname in WITHHELD:
            self._refuse(fullname)
        return None


@contextlib.contextmanager
def layers_withheld(number: str, refuse: Callable[[str], object]) -> Iterator[None]:
    """Make imports of `WITHHELD` fail with the reason while an exercise of 00 to 04 is checked.

    `refuse` is called with the module's name and raises.
    """
    if not "00" <= number[:2] <= "04":
        yield
        return
    loaded = {name: sys.modules.pop(name) for name in WITHHELD & sys.modules.keys()}
    package = sys.modules.get("convnet")
    short = {name.rpartition(".")[2]: module for name, module in loaded.items()}
    for name in short:
        delattr(package, name)
    refusal = _Refusal(refuse)
    sys.meta_path.insert(0, refusal)
    try:
        yield
    finally:
        sys.meta_path.remove(refusal)
        sys.modules.update(loaded)
        for name, module in short.items():
            setattr(package, name, module)
