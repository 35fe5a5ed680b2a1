"""A record, and a row of a list, in the words in which a page shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from generator.check.appeals import body_names
from generator.desk.desk_sight import Sight
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.pages.declared_facts import declared_facts
from generator.words.day_words import day_words
from generator.words.said_beside import NamedValue

_PLACED = ("unit", "standard", "points", "reason", "internal_note", "fact", "sample")


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record in a list: where it is, whose it is, what it takes, and how it stands."""

    url: str
    unit: str
    item: str
    date: date
    points: str
    reason: str
    states: tuple[str, ...]

    @property
    def day(self) -> str:
        """Its day in words."""
        return day_words(self.date)

    @property
    def found_by(self) -> str:
        """What a search looks through: the day as it is shown and as files have it."""
        return f"{self.unit} {self.item} {self.day} {self.date} {self.reason}"


@dataclass(frozen=True, slots=True)
class FactPart:
    """A part of a record with a title of its own."""

    title: str
    facts: tuple[NamedValue, ...]


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """A record as its page shows it."""

    row: RecordRow
    standard: str
    facts: tuple[NamedValue, ...]
    parts: tuple[FactPart, ...]
    internal_note: str
    path: str


def record_url(record: Deduction) -> str:
    """Where a record is shown at the desk."""
    return f"/records/{record.year}/{record.item}/{record.id}"


def view_row(sight: Sight, record: Deduction) -> RecordRow:
    """A record as a row."""
    found = sight.scheme_and_item(record.year, record.item)
    return RecordRow(
        record_url(record),
        unit_name(sight, record.unit),
        found[1].name if found is not None else record.item,
        record.date,
        f"{record.VERB} {format_points(record.points)} 分",
        record.reason,
        tuple(_states(sight, record)),
    )


def view_facts(sight: Sight, record: Deduction) -> RecordFacts:
    """A record with all that the office may see of it; `record` is what `Sight.show` gave."""
    found = sight.scheme_and_item(record.year, record.item)
    standards = found[1].standards if found is not None else ()
    standard = next((one.text for one in standards if one.id == record.standard), record.standard)
    parts = [
        FactPart(f"佐证材料 {number}", tuple(declared_facts(one, ())))
        for number, one in enumerate(record.evidence, 1)
    ]
    for title, part in (
        ("答复", record.reply),
        ("整改和销号", record.rectification),
        ("申诉和复核", record.appeal),
        ("撤销", record.revoked),
    ):
        if part is not None:
            parts.append(FactPart(title, tuple(_named(sight, declared_facts(part, ()), part))))
    facts = tuple(declared_facts(record, _PLACED))
    return RecordFacts(view_row(sight, record), standard, facts, tuple(parts), record.internal_note, record.path)


def unit_name(sight: Sight, unit: str) -> str:
    """The short name of a unit, its id where it has none."""
    found = sight.corpus.units.get(unit)
    return found.short_name if found is not None else unit


def _named(sight: Sight, facts: Iterator[NamedValue], part: Any) -> Iterator[NamedValue]:
    """The facts, with the name of whoever decides in place of the id."""
    decider = getattr(part, "decided_by", "")
    names = body_names(sight.corpus)
    for fact in facts:
        if decider and fact.value == decider:
            yield NamedValue(fact.name, names.get(decider, decider), fact.lines)
        else:
            yield fact


def _states(sight: Sight, record: Deduction) -> Iterator[str]:
    if record.revoked is not None:
        yield "已撤销"
        return
    yield "已发布" if record.path in sight.published else "未发布"
    if record.notified is not None:
        yield "已告知"
    if record.appeal is not None:
        yield "申诉已决定" if record.appeal.decision else "申诉中"
    if record.rectification is not None:
        yield "已销号" if record.rectification.accepted else "整改中"


def search_rows(rows: Sequence[RecordRow], words: str) -> list[RecordRow]:
    """The rows in which every word of a search is found."""
    wanted = words.split()
    return [row for row in rows if all(word in row.found_by for word in wanted)]
