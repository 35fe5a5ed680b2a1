"""What a form offers to choose from: units, the standards of an item with their points, the ways of assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from generator.acts.record_source import RecordSource, offer_standards
from generator.check.appeals import body_names
from generator.check.own_items import find_recorder
from generator.desk.desk_form import FieldOffer, FormChoice
from generator.desk.desk_sight import Sight
from generator.model.deduction import METHODS, Deduction
from generator.model.number import format_points
from generator.rules.item import Item


def offers_for_record(
    source: RecordSource, sight: Sight, year: int, item: Item, day: date | None = None
) -> dict[str, FieldOffer]:
    """What is offered for the fields of a record of points in an item; the standards are those of the day."""
    return {
        "unit": _offer_units(sight, year, item),
        "standard": _offer_standards(source, year, item, day),
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


def _offer_units(sight: Sight, year: int, item: Item) -> FieldOffer:
    units: Sequence[str] = sight.units_of(year, item)
    choices = tuple(FormChoice(sight.corpus.units[name].short_name, sight.corpus.units[name].name) for name in units)
    return FieldOffer("suggest", choices, "写简称、全称或拼音首字母")


def _offer_standards(source: RecordSource, year: int, item: Item, day: date | None) -> FieldOffer:
    offers = offer_standards(source, year, item.id, day)
    choices = []
    for offer in offers:
        levels = "，".join(f"{name} {format_points(points)}分" for name, points in offer.levels.items())
        each = f"每{offer.measure}" if offer.measure else ""
        choices.append(
            FormChoice(offer.id, offer.text, f"{each}{offer.points}" + (f"（{levels}）" if levels else ""))
        )
    return FieldOffer("radio", tuple(choices))
