"""The words of schemes and units on which published results stand: each with its place, as a correction names it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.place import find_place, kind_at
from generator.model.register_rule import RegisterRule
from generator.model.unit import Unit
from generator.read.shape import slots_of
from generator.rules.part_record import ComponentRecord, Option, VotedPart, Weighted
from generator.rules.scheme import Scheme

# The first step of each place, by what it is called.
SCHEME_PLACES = {
    "title": "考核办法的标题",
    "document": "考核办法的文号",
    "subject": "考核的名称",
    "target_assessment": "计入的考核",
    "notice_period": "公示期",
    "appeals": "答复、申诉和复核的期限",
    "components": "组成部分的名称",
    "categories": "类别的名称",
    "items": "单项的名称和标准",
    "groups": "排名组的名称",
    "outcomes": "结果运用的名称",
}
UNIT_PLACES = {"name": "单位全称", "short_name": "单位简称"}


def standing_names(path: str, registers: Mapping[str, RegisterRule]) -> Mapping[str, str]:
    """The fields of a data file on which published results stand, or that they show, with what they are called."""
    place = find_place(path)
    if place is not None and place.kind == "entry":
        register = registers.get(place.register)
        fields = register.fields if register is not None and register.shows_records else ()
        return {rule.id: rule.label for rule in fields if rule.share == "public"} | {"revoked": "撤销"}
    match kind_at(path):
        case "scheme":
            return SCHEME_PLACES
        case "unit":
            return UNIT_PLACES
    return {slot.name: slot.markers[0].label for slot in slots_of(Deduction) if any(m.stands for m in slot.markers)}


def word_label(path: str, place: str, registers: Mapping[str, RegisterRule]) -> str:
    """What one place of a data file is called."""
    first, *rest = place.split("/")
    if first == "items":
        return "扣分标准" if "standards" in rest else "单项名称"
    return standing_names(path, registers).get(first, first)


@dataclass(frozen=True, slots=True)
class StandingWord:
    """A text at a `place` such as `items/hotline/standards/overdue/text`; `keys` lead to it in the file itself."""

    place: str
    text: str
    keys: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class WordUse:
    """Which words of its scheme a publication prints.

    Those of items and standards only where a record follows them (`standards` are pairs of both ids), of outcomes
    those of its kind of period, of the appraisal only in a year's results; the period of a notice only in that.
    """

    quarterly: bool
    notice: bool
    standards: Collection[tuple[str, str]]


def scheme_words(scheme: Scheme, use: WordUse) -> Iterator[StandingWord]:
    """The words of a scheme that `use` prints, each once."""
    for name in ("title", "document", "subject", "target_assessment"):
        yield StandingWord(name, getattr(scheme, name), (name,))
    if use.notice and scheme.notice_period is not None:
        yield StandingWord("notice_period", str(scheme.notice_period), ("notice_period",))
    if scheme.appeals is not None:
        yield StandingWord("appeals", str(scheme.appeals), ("appeals",))
    for number, part in enumerate(scheme.components):
        yield from _component_words(part, use, ("components", number))
    for number, group in enumerate(scheme.ranking.groups):
        yield StandingWord(f"groups/{group.id}/name", group.name, ("ranking", "groups", number, "name"))
    for number, rule in enumerate(scheme.outcomes):
        if ("quarter" if use.quarterly else "year") in rule.at:
            yield StandingWord(f"outcomes/{rule.id}/name", rule.name, ("outcomes", number, "name"))


def _component_words(part: ComponentRecord, use: WordUse, keys: tuple[str | int, ...]) -> Iterator[StandingWord]:
    place = f"components/{part.id}"
    yield StandingWord(f"{place}/name", part.name, (*keys, "name"))
    if isinstance(part, VotedPart):
        if not use.quarterly:
            yield from _appraisal_words(part, place, keys)
        return
    seen: set[str] = set()
    for placed in part.list_items():
        item, category, row = placed.item, placed.category, (*keys, *placed.steps)
        if "categories" in placed.steps and category.id not in seen:
            seen.add(category.id)
            yield StandingWord(f"categories/{category.id}/name", category.name, (*row[:-2], "name"))
        used = {standard for name, standard in use.standards if name == item.id}
        if used:
            yield StandingWord(f"items/{item.id}/name", item.name, (*row, "name"))
        for line, standard in enumerate(item.standards):
            if standard.id in used:
                name = f"items/{item.id}/standards/{standard.id}/text"
                yield StandingWord(name, standard.text, (*row, "standards", line, "text"))


def _appraisal_words(part: VotedPart, place: str, keys: tuple[str | int, ...]) -> Iterator[StandingWord]:
    rows: tuple[tuple[str, tuple[Weighted | Option, ...]], ...] = (
        ("aspects", part.aspects),
        ("options", part.options),
        ("panels", part.panels),
    )
    for at, panel in enumerate(part.panels):
        for number, channel in enumerate(panel.channels):
            name = f"{place}/panels/{panel.id}/channels/{channel.id}/name"
            yield StandingWord(name, channel.name, (*keys, "panels", at, "channels", number, "name"))
    for kind, listed in rows:
        for number, row in enumerate(listed):
            yield StandingWord(f"{place}/{kind}/{row.id}/name", row.name, (*keys, kind, number, "name"))


def unit_words(unit: Unit) -> Iterator[StandingWord]:
    """The names of a unit."""
    yield StandingWord("name", unit.name, ("name",))
    yield StandingWord("short_name", unit.short_name, ("short_name",))


def is_renamed(before: Unit, now: Unit, place: str) -> bool:
    """Whether a unit has a new name and keeps the former one among its `aliases`: then nothing was rewritten."""
    return getattr(before, place) in now.aliases
