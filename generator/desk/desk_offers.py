"""What a form offers to choose from: units, the standards of an item with their points, the ways of assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from generator.acts.record_source import RecordSource, offer_standards
from generator.check.appeals import body_names
from generator.check.own_items import find_recorder
from generator.desk.desk_form import FieldOffer, FormChoice
from generator.desk.desk_register_sight import entries_seen, keeper_field
from generator.desk.desk_sight import Sight
from generator.model.deduction import METHODS, Deduction
from generator.model.number import format_points
from generator.model.register_field import RowFieldRule
from generator.model.register_rule import RegisterRule
from generator.rules.item import Item
from generator.words.day_words import day_words
from generator.words.level_words import level_name

_OFFERED = 200  # records and entries that are offered to choose from


def offers_for_record(
    source: RecordSource, sight: Sight, year: int, item: Item, day: date | None = None
) -> dict[str, FieldOffer]:
    """What is offered for the fields of a record of points in an item; the standards are those of the day."""
    return {
        "unit": _offer_units(sight, year, item),
        "standard": _offer_standards(source, year, item, day),
        **_offer_levels(source, year, item, day),
        "method": FieldOffer("radio", tuple(FormChoice(name, METHODS[name]) for name in item.methods)),
        "points": FieldOffer("number", hint="标准写明固定分值的可以不填，按标准计"),
    }


def offers_for_part(sight: Sight, record: Deduction) -> Mapping[str, FieldOffer]:
    """What is offered for the fields of an appeal's decision: who decides, none of those concerned."""
    found = sight.scheme_and_item(record.year, record.item)
    concerned = {record.unit}
    if found is not None:
        concerned |= {found[1].assessor, find_recorder(*found, record.unit)}
    names = {name: words for name, words in body_names(sight.corpus).items() if name not in concerned}
    if not sight.viewer.leads and sight.viewer.office in names:
        names = {sight.viewer.office: names[sight.viewer.office]}
    choices = tuple(FormChoice(name, words) for name, words in names.items())
    return {"appeal/decided_by": FieldOffer("select", choices)}


def offers_for_entry(sight: Sight, register: RegisterRule) -> dict[str, FieldOffer]:
    """What is offered for the fields of an entry, and by `field/part` for those of rows: what they may refer to."""
    found: dict[str, FieldOffer] = {}
    for rule in register.fields:
        parts: list[tuple[str, RowFieldRule]] = [(f"{rule.id}/{part.id}", part) for part in rule.rows]
        for name, part in [(rule.id, rule), *parts]:
            offer = _offer_reference(sight, register, part) if part.type == "ref" else _offer_written(part)
            if offer is not None:
                found[name] = offer
    return found


def _offer_written(rule: RowFieldRule) -> FieldOffer | None:
    """The widget of a field whose form its declaration says in words, with an example."""
    if rule.type == "period":
        return FieldOffer("text", hint="写 2015-Q1、2015-05 或 2015")
    return FieldOffer("text", hint=f"如 {rule.example}") if rule.example and rule.type == "text" else None


def _offer_reference(sight: Sight, register: RegisterRule, rule: RowFieldRule) -> FieldOffer | None:
    corpus = sight.corpus
    if rule.to == "unit":
        own = rule.id == keeper_field(register) and not sight.viewer.leads
        units = [unit for unit in corpus.units.values() if not own or unit.id == sight.viewer.office]
        return FieldOffer(
            "suggest", tuple(FormChoice(unit.short_name, unit.name) for unit in units), "写简称、全称或拼音首字母"
        )
    if rule.to == "item":
        named = {item.id: item.name for scheme in corpus.schemes.values() for item in scheme.items.values()}
        return FieldOffer("select", tuple(FormChoice(name, words) for name, words in named.items()))
    if rule.to == "deduction":
        records = sorted(sight.records(), key=lambda one: (one.date, one.id), reverse=True)[:_OFFERED]
        names = sight.unit_names
        told = (f"{day_words(one.date)} {names.get(one.unit, one.unit)}：{one.reason[:40]}" for one in records)
        choices = (FormChoice(one.id, words) for one, words in zip(records, told, strict=True))
        return FieldOffer("suggest", tuple(choices), "写扣分记录的编号")
    if rule.to.startswith("register:") and (other := corpus.registers.get(rule.to.partition(":")[2])) is not None:
        entries = [one.shown for one in entries_seen(sight, other)]
        choices = (FormChoice(one.id, sight.title_of(one)) for one in entries[-_OFFERED:])
        return FieldOffer("suggest", tuple(choices), "写编号，或名称里的几个字")
    return None


def _offer_units(sight: Sight, year: int, item: Item) -> FieldOffer:
    units: Sequence[str] = sight.units_of(year, item)
    choices = tuple(FormChoice(sight.corpus.units[name].short_name, sight.corpus.units[name].name) for name in units)
    return FieldOffer("suggest", choices, "写简称、全称或拼音首字母")


def _offer_levels(source: RecordSource, year: int, item: Item, day: date | None) -> dict[str, FieldOffer]:
    """The levels of all standards of the item, by name: a clerk knows none of their ids."""
    offers = offer_standards(source, year, item.id, day)
    levels = dict.fromkeys(name for offer in offers for name in offer.levels)
    choices = tuple(FormChoice(name, level_name(name)) for name in levels)
    return {"level": FieldOffer("select", choices)} if choices else {}


def _offer_standards(source: RecordSource, year: int, item: Item, day: date | None) -> FieldOffer:
    offers = offer_standards(source, year, item.id, day)
    choices = []
    for offer in offers:
        levels = "，".join(f"{level_name(name)} {format_points(points)}分" for name, points in offer.levels.items())
        each = f"每{offer.measure}" if offer.measure else ""
        choices.append(
            FormChoice(offer.id, offer.text, f"{each}{offer.points}" + (f"（{levels}）" if levels else ""))
        )
    return FieldOffer("radio", tuple(choices))
