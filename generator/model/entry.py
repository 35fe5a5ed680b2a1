"""The entries of a register: a record class made from its declaration, with the markers that every record has."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import field, make_dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, ClassVar

from generator.model.deduction import Evidence, Revocation
from generator.model.field import Choice, Day, Flag, Identifier, Number, Part, Pattern, Rows, Text, Whole
from generator.model.linear_pattern import LinearPattern
from generator.model.measured import SPAN, SPAN_FORM
from generator.model.origin import Origin
from generator.model.place import FileKind, Place
from generator.model.register_field import FieldRule, RowFieldRule
from generator.model.register_flaw import field_flaws
from generator.model.register_rule import RegisterRule

_PREFIX = "of_"  # of the attributes, so that no id of a field is a word of Python
_WHOLE_MOST = 999_999_999
_LIMIT, _LONG_LIMIT = 200, 1000
_KEPT = 256  # declarations, old versions among them, whose classes are kept


class Entry:
    """What every entry has beside the declared fields; each register has a class of its own below this one.

    `id` is the file's name, `year` its folder, 0 where the register is kept once. `PUBLIC` are the attributes that
    the declaration lets leave, `ROWS` the classes of the rows in fields by the ids of these.
    """

    __slots__ = ()

    KIND: ClassVar[FileKind] = "entry"
    REGISTER: ClassVar[RegisterRule]
    PUBLIC: ClassVar[frozenset[str]]
    ROWS: ClassVar[Mapping[str, type[EntryRow]]]
    YAML_NAMES: ClassVar[Mapping[str, str]]

    id: str
    year: int
    revoked: Revocation | None
    sample: bool
    internal_note: str
    origin: Origin

    @property
    def path(self) -> str:
        """The file's path below the project's root."""
        return Place("entry", self.year, id=self.id, register=self.REGISTER.id).path

    def value(self, name: str) -> Any:
        """The value of a declared field by its id; what is not written is "", None, False or ().

        None of a field that was not declared yet on the day of the entry.
        """
        return getattr(self, attribute_of(name), None)

    def values_of(self, name: str) -> tuple[Any, ...]:
        """The values of a declared field that may have several; of one that is not written none."""
        value = self.value(name)
        return value if isinstance(value, tuple) else () if value in ("", None) else (value,)

    @property
    def day(self) -> datetime.date:
        """The day that places it in a quarter."""
        day: datetime.date = self.value(self.REGISTER.date)
        return day

    @property
    def unit(self) -> str:
        """The unit that it concerns, the first of several; empty where the register concerns none."""
        return next(iter(self.units), "")

    @property
    def units(self) -> tuple[str, ...]:
        """The units that it concerns."""
        return self.values_of(self.REGISTER.unit) if self.REGISTER.unit else ()


def attribute_of(name: str) -> str:
    """The attribute in which an entry keeps the field of this id."""
    return _PREFIX + name.replace("-", "_")


def entry_class(register: RegisterRule) -> type[Entry] | None:
    """The class of the entries of a register; None where its fields are declared so that there can be none."""
    return _made(_Content(register))


class _Content:
    """A declaration by what it says, wherever it came from."""

    __slots__ = ("register", "said")

    def __init__(self, register: RegisterRule) -> None:
        self.register = register
        self.said = register.said

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content) and self.said == other.said

    def __hash__(self) -> int:
        return hash(self.said)


@lru_cache(maxsize=_KEPT)
def _made(content: _Content) -> type[Entry] | None:
    register = content.register
    if any(True for _ in field_flaws(register)):
        return None
    leaving = {rule.id for rule in register.fields if rule.share == "public"} if register.shows_records else set()
    common = {"id", "year", "revoked", "sample", "origin"} if register.shows_records else set()
    rows = {rule.id: _row_class(rule, register) for rule in register.fields if rule.type == "rows"}
    return make_dataclass(
        f"Entry_{attribute_of(register.id)}",
        [
            ("id", str),
            ("year", int),
            *(_declare(rule, register, rows) for rule in register.fields),
            ("revoked", Annotated[Revocation | None, Part(doc="撤销")], field(default=None)),
            ("sample", Annotated[bool, Flag(doc="是否示例")], field(default=False)),
            (
                "internal_note",
                Annotated[str, Text(doc="内部备注，不公开", lines=True, internal=True)],
                field(default=""),
            ),
            ("origin", Origin, field(default=Origin(""), compare=False, repr=False)),
        ],
        bases=(Entry,),
        namespace={
            "REGISTER": register,
            "ROWS": rows,
            "PUBLIC": frozenset({*common, *map(attribute_of, leaving)}),
            "YAML_NAMES": {attribute_of(rule.id): rule.id for rule in register.fields},
            "INTERNAL": not register.shows_records,
            "__doc__": f"An entry of {register.id}.",
            "__module__": __name__,
        },
        frozen=True,
        slots=True,
        kw_only=True,
    )


class EntryRow:
    """One of the rows in a field of an entry; each field has a class of its own below this one."""

    __slots__ = ()

    RULES: ClassVar[tuple[RowFieldRule, ...]]
    EVERY: ClassVar[frozenset[str]]

    def value(self, name: str) -> Any:
        """The value of a field of the row by its id."""
        return getattr(self, attribute_of(name))


def build_entry(record: type[Entry], values: Mapping[str, Any]) -> Entry:
    """An entry of a class that was made, from the values of its attributes."""
    maker: Any = record
    made: Entry = maker(**values)
    return made


def build_row(record: type[EntryRow], values: Mapping[str, Any]) -> EntryRow:
    """A row of a class that was made, from the values of its attributes."""
    maker: Any = record
    made: EntryRow = maker(**values)
    return made


def _row_class(rule: FieldRule, register: RegisterRule) -> type[EntryRow]:
    return make_dataclass(
        f"Row_{attribute_of(register.id)}_{attribute_of(rule.id)}",
        [_declare(inner, register, {}) for inner in rule.rows],
        bases=(EntryRow,),
        namespace={
            "RULES": rule.rows,
            "EVERY": frozenset(attribute_of(inner.id) for inner in rule.rows),
            "YAML_NAMES": {attribute_of(inner.id): inner.id for inner in rule.rows},
            "__doc__": f"A row of {register.id}, {rule.id}.",
            "__module__": __name__,
        },
        frozen=True,
        slots=True,
        kw_only=True,
    )


def _declare(rule: RowFieldRule, register: RegisterRule, rows: Mapping[str, type[EntryRow]]) -> tuple[str, Any, Any]:
    """One field of the class: its attribute, its type under its markers, and its default."""
    internal = isinstance(rule, FieldRule) and rule.share != "public"
    common: dict[str, Any] = {
        "doc": f"{rule.label}；{rule.hint}" if rule.hint else rule.label,
        "internal": internal,
    }
    if rule.id in rows:
        several = Rows(minimum=int(rule.required), **common)
        kind: Any = rows[rule.id]
        hint, default = Annotated[tuple[kind, ...], several, Part(doc="一行")], ()
    else:
        hint, default = _FORMS[rule.type](rule, register, common)
    return attribute_of(rule.id), hint, field() if rule.required else field(default=default)


def _text(rule: RowFieldRule, register: RegisterRule, common: dict[str, Any]) -> tuple[Any, Any]:
    if rule.pattern:
        expression, form = rule.pattern
        return Annotated[str, Pattern(pattern=LinearPattern(expression), form=form, **common)], ""
    limit = rule.limit or (_LONG_LIMIT if rule.lines else _LIMIT)
    return Annotated[str, Text(limit=limit, lines=rule.lines, **common)], ""


def _day(rule: RowFieldRule, register: RegisterRule, common: dict[str, Any]) -> tuple[Any, Any]:
    planned = rule.planned or any(due.instead == rule.id for due in register.deadlines)
    marker = Day(planned=planned, **common)
    return Annotated[datetime.date if rule.required else datetime.date | None, marker], None


def _number(rule: RowFieldRule, register: RegisterRule, common: dict[str, Any]) -> tuple[Any, Any]:
    low, high = _bounds(rule)
    marker = Number(minimum=low, maximum=high, places=rule.places, **common)
    return Annotated[Decimal if rule.required else Decimal | None, marker], None


def _whole(rule: RowFieldRule, register: RegisterRule, common: dict[str, Any]) -> tuple[Any, Any]:
    low, high = map(int, _bounds(rule))
    marker = Whole(minimum=low, maximum=high, **common)
    return Annotated[int if rule.required else int | None, marker], None


def _bounds(rule: RowFieldRule) -> tuple[Decimal, Decimal]:
    low = Decimal(0) if rule.min is None else rule.min
    return low, Decimal(_WHOLE_MOST) if rule.max is None else rule.max


def _several(rule: RowFieldRule, of: str, common: dict[str, Any]) -> tuple[Any, Any]:
    if rule.many:
        return Annotated[tuple[str, ...], Rows(minimum=int(rule.required), **common), Identifier(of=of, **common)], ()
    return Annotated[str, Identifier(of=of, **common)], ""


def _evidence(rule: RowFieldRule, register: RegisterRule, common: dict[str, Any]) -> tuple[Any, Any]:
    rows = Rows(minimum=int(rule.required), **common)
    return Annotated[tuple[Evidence, ...], rows, Part(doc="一份材料")], ()


_FORMS: Mapping[str, Callable[[RowFieldRule, RegisterRule, dict[str, Any]], tuple[Any, Any]]] = {
    "text": _text,
    "day": _day,
    "number": _number,
    "whole": _whole,
    "flag": lambda rule, register, common: (Annotated[bool, Flag(**common)], False),
    "choice": lambda rule, register, common: (Annotated[str, Choice(names=rule.choices, **common)], ""),
    "ref": lambda rule, register, common: _several(rule, rule.to, common),
    "clause": lambda rule, register, common: _several(rule, "clause", common),
    "period": lambda rule, register, common: (
        Annotated[str, Pattern(pattern=SPAN, form=SPAN_FORM, **common)],
        "",
    ),
    "evidence": _evidence,
}
