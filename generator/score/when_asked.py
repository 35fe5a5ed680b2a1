"""Sequences and mappings that are made when they are first asked for: what a figure came from, which few look at."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import cached_property
from typing import TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


class SequenceWhenAsked(Sequence[T]):
    """A sequence whose entries are made, all of them, when something of it is first asked for."""

    @property
    @abstractmethod
    def _made(self) -> Sequence[T]:
        """The entries; whoever has them makes them once."""

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        return self._made[at]

    def __len__(self) -> int:
        return len(self._made)

    def __iter__(self) -> Iterator[T]:
        return iter(self._made)


class TupleWhenAsked(SequenceWhenAsked[T]):
    """A tuple of what `make` gives, which is called once, when something of it is asked for; equal to that tuple."""

    def __init__(self, make: Callable[[], Iterable[T]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> tuple[T, ...]:
        made = tuple(self._make())
        self._make = lambda: made  # what it was made from is let go
        return made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tuple | TupleWhenAsked) and self._made == tuple(other)

    def __hash__(self) -> int:
        return hash(self._made)

    def __repr__(self) -> str:
        return repr(self._made)


class DictWhenAsked(Mapping[K, V]):
    """A dict that `make` gives, which is called once, when something of it is asked for; equal to that dict."""

    def __init__(self, make: Callable[[], dict[K, V]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> dict[K, V]:
        made = self._make()
        self._make = lambda: made
        return made

    def __getitem__(self, key: K) -> V:
        return self._made[key]

    def __len__(self) -> int:
        return len(self._made)

    def __iter__(self) -> Iterator[K]:
        return iter(self._made)

    def values(self) -> ValuesView[V]:
        """The values, in order of the keys."""
        return self._made.values()

    def __repr__(self) -> str:
        return repr(self._made)
