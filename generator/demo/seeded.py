"""Drawing lots: whole numbers from SHA-256, the same on every machine and in every version of Python."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

Thing = TypeVar("Thing")


class SeededDraws:
    """Lots under a key. What is drawn under one name does not depend on what was drawn under another."""

    __slots__ = ("key",)

    def __init__(self, key: str) -> None:
        self.key = key

    def under(self, name: str | int) -> SeededDraws:
        """Lots of their own for the thing called `name`."""
        return SeededDraws(f"{self.key}/{name}")

    def digest(self, name: str) -> str:
        """64 hexadecimal digits."""
        return sha256(f"{self.key}/{name}".encode()).hexdigest()

    def below(self, name: str, limit: int) -> int:
        """A number from 0 to `limit` - 1."""
        return int.from_bytes(sha256(f"{self.key}/{name}".encode()).digest()[:8]) % limit

    def between(self, name: str, low: int, high: int) -> int:
        """A number from `low` to `high`, both included."""
        return low + self.below(name, high - low + 1)

    def pick(self, name: str, things: Sequence[Thing]) -> Thing:
        """One of `things`."""
        return things[self.below(name, len(things))]

    def turn(self, name: str, things: Sequence[Thing]) -> list[Thing]:
        """All of `things` in their order, beginning with a drawn one, the first following the last."""
        first = self.below(name, len(things))
        return [*things[first:], *things[:first]]

    def happens(self, name: str, percent: int) -> bool:
        """True in `percent` of 100 cases."""
        return self.below(name, 100) < percent
