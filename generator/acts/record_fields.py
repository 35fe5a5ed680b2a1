"""What a person typed becomes what a file has: names become ids, days and numbers their one form, and what follows
from the rest is filled in. What may mean several things is asked about, never guessed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date

from generator.acts.record_kinds import EntryKind
from generator.acts.record_source import RecordSource, find_item, offer_standards, unit_names
from generator.model.field import Choice, Day, Field, Flag, Identifier, Number, Text, Whole
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.place import POINTS
from generator.model.problem import Location, Problem, escape_text
from generator.read.alike import list_candidates
from generator.read.finder import Found, find_called
from generator.read.flat_fields import marker_at
from generator.read.spelling import spell_day, spell_flag, spell_number
from generator.read.text import find_unseen, name_unseen
from generator.score.register_states import item_names, title_of

_PLACES: dict[str, Field] = {
    "item": Identifier(doc="考核单项", of="item"),
    "year": Whole(doc="年度"),
    "part": Identifier(doc="评议项目", of="appraisal"),
    "unit": Identifier(doc="被考核单位", of="unit"),
    "id": Identifier(doc="编号"),
}


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A problem and the field that it is about; an empty name where it is about the whole."""

    field: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Understood:
    """The fields as a file would have them, and what of them could not be understood."""

    fields: Mapping[str, str]
    problems: tuple[FieldProblem, ...]


def understand_fields(source: RecordSource, kind: EntryKind, given: Mapping[str, str]) -> Understood:
    """`given` with ids for names, and what follows: the one method of an item, the fixed points of a standard."""
    fields = {name: _clean(text) for name, text in given.items()}
    problems: list[FieldProblem] = []
    for name in sorted(fields, key=_in_turn):
        marker = _marker(kind, name)
        if unseen := _find_odd(fields[name]):
            problems.append(FieldProblem(name, _tell_odd(unseen)))
            fields[name] = ""
        if not fields[name] or marker is None:
            continue
        spelt = _spell(marker, fields[name])
        found = _called(source, kind, fields, name, marker)
        if found is not None:
            near = find_called(spelt, found)
            if near.meant:
                spelt = near.meant
            elif found:
                problems.append(FieldProblem(name, _unclear(name, marker, spelt, near, found)))
        fields[name] = spelt
    return Understood(dict(_add_following(source, kind, fields)), tuple(problems))


def day_of(fields: Mapping[str, str]) -> date | None:
    """The day of a record; None where it is not known yet."""
    return spell_day(fields.get("date", ""))


def year_of(fields: Mapping[str, str]) -> int:
    """The year of a record: as it is said, else that of its day; 0 where neither is known."""
    said, day = fields.get("year", ""), day_of(fields)
    return int(said) if said.isdecimal() and len(said) == 4 else day.year if day is not None else 0


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _find_odd(text: str) -> str:
    """The first character that no file may hold, as pasted text may; empty where there is none."""
    return find_unseen(text) or next((sign for sign in text if "\ud800" <= sign <= "\udfff"), "")


def _tell_odd(character: str) -> Problem:
    words = f"有看不见的或不允许的字符（{name_unseen(character)}）"
    return Problem(Location(""), "KH107", words, "请删除这个字符；如从别处粘贴而来，请重新输入。")


def _in_turn(name: str) -> int:
    """What others hang upon comes first: the day and year, then the item, then its standard."""
    order = ("date", "year", "item", "unit", "standard")
    return order.index(name) if name in order else len(order)


def _marker(kind: EntryKind, name: str) -> Field | None:
    return marker_at(kind.record, name) or (_PLACES.get(name) if kind.register is None else None)


def _spell(marker: Field, text: str) -> str:
    """The text in the form of its field, where it is plainly that; else as it is."""
    if isinstance(marker, Day):
        day = spell_day(text)
        return day.isoformat() if day is not None else text
    if isinstance(marker, Number | Whole):
        return spell_number(text) or text
    if isinstance(marker, Flag):
        flag = spell_flag(text)
        return text if flag is None else "true" if flag else "false"
    return text if isinstance(marker, Text) else unicodedata.normalize("NFKC", text)


def _called(
    source: RecordSource, kind: EntryKind, fields: Mapping[str, str], name: str, marker: Field
) -> dict[str, tuple[str, ...]] | None:
    """What the value of a field may be, id to names; None where nothing is known of that."""
    if isinstance(marker, Choice):
        return {key: (called,) for key, called in marker.names.items()}
    if not isinstance(marker, Identifier):
        return None
    units, year = source.corpus.units.values(), year_of(fields)
    if marker.of == "unit":
        takes_part = kind.file in (*POINTS, "appraisal") and year and name == "unit"
        return unit_names(unit for unit in units if not takes_part or unit.assessed_in(year)) or None
    if marker.of == "body":
        bodies = source.corpus.site.bodies if source.corpus.site is not None else ()
        return {**unit_names(units), **{body.id: (body.name,) for body in bodies}}
    if marker.of == "item":
        scheme = source.corpus.schemes.get(year)
        return {item.id: (item.name,) for item in scheme.items.values()} if scheme is not None else None
    if marker.of == "appraisal":
        scheme = source.corpus.schemes.get(year)
        return {part.id: (part.name,) for part in scheme.appraisals} if scheme is not None else None
    if marker.of.startswith("register:"):
        found = source.corpus.entries_by_register.get(marker.of.partition(":")[2], ())
        called = unit_names(units)
        shorts = {unit: names[0] for unit, names in called.items()}
        items = item_names(source.corpus.schemes)
        return {entry.id: (title_of(entry, shorts, items),) for entry in found} or None
    if marker.of == "standard":
        offers = offer_standards(source, year, fields.get("item", ""), day_of(fields))
        return {offer.id: (offer.text,) for offer in offers} or None
    return None


def _unclear(name: str, marker: Field, written: str, near: Found, called: Mapping[str, tuple[str, ...]]) -> Problem:
    labels = {key: names[0] for key, names in called.items() if names}
    few = near.ids or (tuple(called) if len(called) <= 8 else ())
    listed = list_candidates(few, labels)
    words = (
        f"“{escape_text(written, 40)}”可以指不止一个"
        if len(near.ids) > 1
        else (f"没有叫“{escape_text(written, 40)}”的{marker.label}")
    )
    hint = f"请写明是哪一个：{listed}。" if listed else "可以写编号、名称、简称，或拼音首字母。"
    return Problem(Location(""), "KH205", words, hint)


def _add_following(source: RecordSource, kind: EntryKind, fields: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The fields, with the method and points that follow from the others where these were left empty."""
    yield from fields.items()
    if kind.file not in POINTS or kind.part:
        return
    year, day = year_of(fields), day_of(fields)
    item = find_item(source, year, fields.get("item", ""), day)
    if item is not None and not fields.get("method") and len(item.methods) == 1:
        yield "method", item.methods[0]
    offers = offer_standards(source, year, fields.get("item", ""), day)
    offer = next((found for found in offers if found.id == fields.get("standard")), None)
    if offer is None or fields.get("points"):
        return
    count = fields.get("count") or "1"
    if fields.get("level") in offer.levels:
        yield "points", format_points(offer.levels[fields["level"]])
    elif offer.least == offer.most and not offer.levels and count.isdecimal():
        yield "points", format_points(offer.least * int(count))
