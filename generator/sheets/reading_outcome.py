"""What came of reading one cell: a value, nothing, a question with proposals, or what is wrong with it."""

from __future__ import annotations

from typing import Generic, TypeVar

from generator.model.lazy_dataclass import dataclass

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Sure(Generic[Value]):
    """A value about which there is no doubt."""

    value: Value


@dataclass(frozen=True, slots=True)
class Nothing:
    """The cell says that there is nothing, in so many words."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person decides: the kind of the question, and proposals as (answer, words)."""

    kind: str
    proposals: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Wrong:
    """What can be neither taken nor asked about; a sentence without a full stop."""

    message: str


Reading = Sure[Value] | Nothing | Doubt | Wrong
