"""The given cells of a record of points, from the record or from its plain form: all that a live book needs of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from generator.model.deduction import Deduction
from generator.read.canonical import Plain

_ONE = Decimal(1)


class RecordSaid(NamedTuple):
    """What a record says of its points, before appeal and revocation, and of what becomes of them."""

    standard: str
    points: Decimal
    revoked: bool
    decision: str | None
    decided_points: Decimal | None
    fact: str | None = None
    times: Decimal = Decimal(1)
    cured: str | None = None
    charge_unit: str | None = None
    charge_points: Decimal | None = None
    level: str | None = None
    part: str | None = None


class RecordCells(NamedTuple):
    """What a record says, by the columns of the table of records; its path and item are told by its place.

    `date` is the day in its written form.
    """

    unit: str
    date: str
    said: RecordSaid


# The columns in the order of the cells; `times` is `count` there, which a tuple has a method of.
SAID_COLUMNS = tuple("count" if name == "times" else name for name in RecordSaid._fields)
RECORD_COLUMNS = ("record", "item", "unit", "date", *SAID_COLUMNS)


@lru_cache(maxsize=1 << 14)
def say(
    standard: str,
    points: str,
    revoked: bool,
    decision: str | None = None,
    decided_points: str | None = None,
    fact: str | None = None,
    times: str | None = None,
    cured: str | None = None,
    charge_unit: str | None = None,
    charge_points: str | None = None,
    level: str | None = None,
    part: str | None = None,
) -> RecordSaid:
    """What is written so; the same tuple for the same words, of which histories are full."""
    decided, charged = (None if text is None else Decimal(text) for text in (decided_points, charge_points))
    count = _ONE if times is None else Decimal(times)
    return RecordSaid(
        standard, Decimal(points), revoked, decision, decided, fact, count, cured, charge_unit, charged, level, part
    )


def cells_of(record: Deduction) -> RecordCells:
    """The cells of a record."""
    unit, date, *said = tell_row(record)[2:]
    return RecordCells(unit, date, RecordSaid._make(said))


def tell_row(record: Deduction) -> tuple[Any, ...]:
    """All by the columns of the table, bare: a named tuple takes as long to make as all that is in it."""
    appeal, charge = record.appeal, record.charge
    return (
        record.path,
        record.item,
        record.unit,
        record.date.isoformat(),
        record.standard,
        record.points,
        record.revoked is not None,
        (appeal.decision or None) if appeal else None,
        appeal.points if appeal else None,
        record.fact or None,
        _ONE if record.count == 1 else Decimal(record.count),
        record.cured.isoformat() if record.cured else None,
        charge.unit if charge else None,
        charge.points if charge else None,
        record.level or None,
        record.part or None,
    )


def cells_of_plain(plain: Mapping[str, Plain]) -> RecordCells:
    """The cells of a record, from its plain form."""
    appeal = plain.get("appeal")
    given = appeal if isinstance(appeal, dict) else {}
    charged = plain.get("charge")
    charge = charged if isinstance(charged, dict) else {}
    said = say(
        str(plain["standard"]),
        str(plain["points"]),
        "revoked" in plain,
        str(given["decision"]) if given.get("decision") else None,
        str(given["points"]) if "points" in given else None,
        _text(plain, "fact"),
        str(plain.get("count", 1)),
        _text(plain, "cured"),
        _text(charge, "unit"),
        str(charge["points"]) if "points" in charge else None,
        _text(plain, "level"),
        _text(plain, "part"),
    )
    return RecordCells(str(plain["unit"]), str(plain["date"]), said)


def _text(plain: Mapping[str, Plain], name: str) -> str | None:
    found = plain.get(name)
    return str(found) if found else None
