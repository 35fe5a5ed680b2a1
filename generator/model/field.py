"""How a field of a record is declared. From these declarations come reading, JSON Schema and the format reference.

A record is a frozen dataclass whose fields are `Annotated[type, Field]`. `doc` is Chinese: a clerk reads it.
"""

import re
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from generator.model.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from generator.model.linear_pattern import LinearPattern

COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?\Z")  # the id of a commit
_EXPLAINED = re.compile("[，；：（]")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Field:
    """What every field says of itself: its Chinese name and explanation, and whether it may leave the repository.

    `also` are other names that people give it; whoever writes one in place of the field's own is told the right one.
    `stands` says that a published figure stands on it, so that it does not change afterwards without a correction.
    """

    doc: str
    internal: bool = False
    also: tuple[str, ...] = ()
    stands: bool = False

    @property
    def label(self) -> str:
        """The Chinese name alone: `doc` without what explains it."""
        return _EXPLAINED.split(self.doc, 1)[0]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Text(Field):
    """Free text, literal everywhere; `lines` allows line breaks."""

    limit: int = 500
    lines: bool = False


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Identifier(Field):
    """An ASCII id `[a-z0-9][a-z0-9-]*`; `of` names what it refers to, empty where it defines one."""

    of: str = ""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Pattern(Field):
    """Text of a fixed form; `form` says in Chinese which."""

    pattern: "re.Pattern[str] | LinearPattern"
    form: str


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Number(Field):
    """A decimal number within [minimum, maximum] with at most `places` decimals.

    `endless` says that `none` may stand in its place: no limit upwards (UNLIMITED) or downwards (its negative).
    """

    minimum: Decimal = Decimal(0)
    maximum: Decimal = Decimal(1000)
    places: int = 2
    endless: Literal["", "up", "down"] = ""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Whole(Field):
    """A whole number within [minimum, maximum]."""

    minimum: int = 0
    maximum: int = 1_000_000


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Day(Field):
    """A calendar date YYYY-MM-DD; on one that is `planned` nothing need have happened."""

    planned: bool = False


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class YearOrDay(Field):
    """A year within [minimum, maximum], or a calendar date within such a year."""

    minimum: int = 1949
    maximum: int = 2999


class Flag(Field):
    """true or false."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Choice(Field):
    """One of the ids in `names`, each with its Chinese name."""

    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Rows(Field):
    """A list of at least `minimum` entries; where it may be `single`, one value stands for a list of one."""

    minimum: int = 0
    single: bool = False


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Table(Field):
    """Entries under ids of the project's own (`of` says of what); at least `minimum`."""

    of: str = ""
    minimum: int = 0


class Anything(Field):
    """What may be written in another record; the place where it goes judges it."""


class Part(Field):
    """A nested record."""
