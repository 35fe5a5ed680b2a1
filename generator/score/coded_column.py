"""A column in which the same few things come again and again: each is worked out once.

What a record says of its points is one tuple; a history of ten thousand records holds some hundred different ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from generator.score.operations import Value
from generator.score.when_asked import SequenceWhenAsked


class Coded(SequenceWhenAsked[Value]):
    """The values of `by_code` in the order of `codes`; columns of the same `codes` may be worked out code by code."""

    def __init__(self, codes: Sequence[Any], by_code: Mapping[Any, Value]) -> None:
        self.codes, self.by_code = codes, by_code

    def with_values(self, values: Sequence[Value]) -> Coded:
        """The column that holds these values, in the order in which `by_code` has the codes."""
        return Coded(self.codes, dict(zip(self.by_code, values, strict=True)))

    def but_at(self, places: Iterable[int], value: Value) -> Coded:
        """The column that holds `value` in the cells at these places, under a code of its own."""
        other = -len(self.by_code)  # codes are addresses, or were given here to a column of fewer codes
        codes = list(self.codes)
        for at in places:
            codes[at] = other
        return Coded(codes, {**self.by_code, other: value})

    @cached_property
    def _made(self) -> list[Value]:
        return list(map(self.by_code.__getitem__, self.codes))

    def __len__(self) -> int:
        return len(self.codes)


class Bundles:
    """Tuples, many of them the same one, as columns coded by which tuple it is; None in place of a tuple holds none.

    Tuples that are equal and not the same are worked out each by itself, which changes no value.
    """

    def __init__(self, bundles: Sequence[Any]) -> None:
        self.codes = list(map(id, bundles))
        self._known = dict(zip(self.codes, bundles, strict=True))  # which keeps them, and so their addresses

    def column(self, at: int) -> Coded:
        """The values that stand at a place of the tuples."""
        return Coded(self.codes, {
            code: None if bundle is None else bundle[at] for code, bundle in self._known.items()
        })  # fmt: skip
