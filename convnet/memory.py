"""What `forward` leaves for `backward`."""

from __future__ import annotations


class Memory:
    """An object whose `backward` needs what `forward` has kept, and says so where that is missing.

    It is kept in attributes with one underscore.
    """

    def __getattr__(self, name: str):
        kind = type(self).__name__
        if name.startswith("_") and not name.startswith("__"):
            raise AttributeError(f"{kind} remembers nothing yet: call forward, then backward")
        raise AttributeError(f"'{kind}' object has no attribute '{name}'")
