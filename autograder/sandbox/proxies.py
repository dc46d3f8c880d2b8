"""The student's functions and objects as a graded cell sees them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, Protocol

from autograder.check import session


class Asked(Protocol):
    """What a proxy passes its questions on to."""

    def request(self, what: str, number: int, args: tuple, kwargs: dict, label: str) -> Any:
        """Ask for something of a student's object, and wait."""


class RemoteObject:
    """An object of the student's: attributes and items, by value; nothing else, no comparison."""

    def __init__(self, remote: Asked, number: int, name: str, parameters: list[str]):
        for key, value in (("_remote", remote), ("_number", number), ("__name__", name)):
            object.__setattr__(self, key, value)
        code = SimpleNamespace(co_varnames=tuple(parameters), co_argcount=len(parameters))
        object.__setattr__(self, "__code__", code)

    @property
    def student_type(self) -> str:
        """For messages: what came instead of numbers."""
        kind = "a function" if isinstance(self, RemoteFunction) else "an object"
        name = self.__name__
        return f" but {kind}" if session.is_hidden() or not name else f" but {kind} ({name})"

    def _ask(self, what: str, *args, **kwargs):
        return self._remote.request(what, self._number, args, kwargs, self.__name__)

    def __getattr__(self, name: str):
        if name.startswith("_"):
            raise AttributeError(name)
        return named(self._ask("attribute", name), name)

    def __setattr__(self, name: str, value: object) -> None:
        raise TypeError("an attribute of a student's object cannot be set from a check")

    def __getitem__(self, key):
        return self._ask("item", key)

    def __len__(self) -> int:
        length = self._ask("length")
        if not isinstance(length, int) or not 0 <= length < 1 << 31:
            raise TypeError("a length that is no number")
        return length

    def __iter__(self):
        items = self._ask("iterate", 10_000)
        return iter(items if isinstance(items, list) else [])

    def __array__(self, *_args, **_kwargs):
        raise TypeError("an object of the student's, where numbers were expected")

    def __bool__(self) -> bool:
        raise TypeError("an object of the student's, where True or False was expected")

    def __deepcopy__(self, _memo):
        return self

    def __copy__(self):
        return self

    def __reduce__(self):
        raise TypeError("it stays where it is")

    def __repr__(self) -> str:
        return "an object of the student's code"


def named(value: Any, name: str) -> Any:
    """An object of the student's under the name by which the check has asked for it."""
    if isinstance(value, RemoteObject):
        object.__setattr__(value, "__name__", name)
    return value


class RemoteFunction(RemoteObject):
    """A function, a class or any other callable of the student's."""

    def __call__(self, *args, **kwargs):
        return self._ask("call", *args, **kwargs)


def objects_in(value: object) -> set[int]:
    """The numbers of the student's objects in a container."""
    if isinstance(value, RemoteObject):
        return {object.__getattribute__(value, "_number")}
    parts = [*value, *value.values()] if isinstance(value, dict) else value
    if not isinstance(parts, list | tuple):
        return set()
    return set().union(*map(objects_in, parts))
