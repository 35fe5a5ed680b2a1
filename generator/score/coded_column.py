"""A column in which the same few things come again and again: each is worked out once.

What a record says of its points is one tuple; a history of ten thousand records holds some hundred different ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, overload

from generator.score.operations import Value


class Coded(Sequence[Value]):
    """The values of `by_code` in the order of `codes`; columns of the same `codes` may be worked out code by code."""

    def __init__(self, codes: Sequence[Any], by_code: Mapping[Any, Value]) -> None:
        self.codes, self.by_code = codes, by_code

    def with_values(self, values: Sequence[Value]) -> Coded:
        """The column that holds these values, in the order in which `by_code` has the codes."""
        return Coded(self.codes, dict(zip(self.by_code, values, strict=True)))

    @cached_property
    def _made(self) -> list[Value]:
        return list(map(self.by_code.__getitem__, self.codes))

    @overload
    def __getitem__(self, at: int) -> Value: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Value]: ...
    def __getitem__(self, at: int | slice) -> Value | Sequence[Value]:
        return self._made[at]

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[Value]:
        return iter(self._made)


def code_by_identity(bundles: Sequence[Any], sizes: int) -> list[Coded]:
    """The columns of tuples of this size, coded by which tuple it is; nothing where there is None for a tuple.

    Tuples that are equal and not the same are worked out each by itself, which changes no value. The caller keeps
    them alive, so that no two have the same number.
    """
    codes = list(map(id, bundles))
    known = dict(zip(codes, bundles, strict=True))
    return [
        Coded(codes, {code: None if bundle is None else bundle[at] for code, bundle in known.items()})
        for at in range(sizes)
    ]
