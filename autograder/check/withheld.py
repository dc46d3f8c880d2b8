"""The finished layers of `convnet` are not there while an answer that writes them is checked."""

from __future__ import annotations

import contextlib
import importlib.abc
import sys
from collections.abc import Callable, Collection, Iterator

WITHHELD = {
    f"convnet.{name}": "04"
    for name in ("layers", "losses", "network", "fused", "fusion", "training")
} | {"convnet.normalisation": "06"}
"""Modules that do what exercises ask for, and the last notebook that asks for it."""


class _Refusal(importlib.abc.MetaPathFinder):
    def __init__(self, names: Collection[str], refuse: Callable[[str], object]):
        self._names, self._refuse = names, refuse

    def find_spec(self, fullname, path=None, target=None):
        if fullname in self._names:
            self._refuse(fullname)
        return None


@contextlib.contextmanager
def layers_withheld(number: str, refuse: Callable[[str], object]) -> Iterator[None]:
    """Make imports of `WITHHELD` fail while an exercise is checked that comes too early for them.

    `refuse` is called with the module's name and raises.
    """
    names = {name for name, last in WITHHELD.items() if number[:2] <= last}
    loaded = {name: sys.modules.pop(name) for name in names & sys.modules.keys()}
    package = sys.modules.get("convnet")
    short = {name.rpartition(".")[2]: module for name, module in loaded.items()}
    for name in short:
        delattr(package, name)
    refusal = _Refusal(names, refuse)
    sys.meta_path.insert(0, refusal)
    try:
        yield
    finally:
        sys.meta_path.remove(refusal)
        sys.modules.update(loaded)
        for name, module in short.items():
            setattr(package, name, module)
