"""In sentences: what happens to an office in the items that it assesses itself, and who is not assessed at all."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.own_items import is_ranked
from generator.model.quoted import quoted
from generator.model.unit import Unit
from generator.public.released import AnyReleased
from generator.rules.item import OWN_ITEMS, Item, OtherAssessor
from generator.rules.kind_list import kind_of
from generator.rules.scheme import Scheme

_SHOWN = 4


def own_item_words(corpus: AnyReleased, scheme: Scheme, item: Item) -> str:
    """How the office that assesses `item` is assessed in it; empty where it is not ranked, or nothing is said."""
    assessor, treatment = corpus.units.get(item.assessor), _treatment(corpus, scheme, item)
    if assessor is None or not treatment or not is_ranked(scheme, assessor):
        return ""
    return f"{assessor.short_name}自己在这个单项上{treatment}"


def own_unit_sentences(corpus: AnyReleased, scheme: Scheme, unit: Unit) -> Iterator[str]:
    """How `unit`, which is ranked, is assessed in the items that it assesses itself; a sentence for each way."""
    if not is_ranked(scheme, unit):
        return
    own = [item for item in scheme.items.values() if item.assessor == unit.id]
    for treatment, items in _by_treatment(corpus, scheme, own).items():
        yield f"{_list_items(items)}由本单位负责考核；在{_these(items)}上，本单位自己{treatment}。"


def own_scheme_sentences(corpus: AnyReleased, scheme: Scheme) -> Iterator[str]:
    """How offices that are ranked are assessed in their own items, and which assess and are not assessed."""
    ranked = [item for item in scheme.items.values() if is_ranked(scheme, corpus.units.get(item.assessor))]
    for treatment, items in _by_treatment(corpus, scheme, ranked).items():
        offices = dict.fromkeys(corpus.units[item.assessor].short_name for item in items)
        words = f"{'、'.join(offices)}既考核别的单位，自己也参加考核"
        yield f"{words}；在自己考核的{_list_items(items)}上{treatment}。"
    assessors = dict.fromkeys(item.assessor for item in scheme.items.values())
    for name in assessors:
        unit = corpus.units.get(name)
        if unit is not None and unit.not_assessed and not is_ranked(scheme, unit):
            yield f"{unit.short_name}承担考核，自己不参加考核：{unit.not_assessed}。"


def _by_treatment(corpus: AnyReleased, scheme: Scheme, items: list[Item]) -> dict[str, list[Item]]:
    """The items by what happens to their offices in them, in the order of the scheme."""
    found: dict[str, list[Item]] = {}
    for item in items:
        treatment = _treatment(corpus, scheme, item)
        if treatment:
            found.setdefault(treatment, []).append(item)
    return found


def _treatment(corpus: AnyReleased, scheme: Scheme, item: Item) -> str:
    """What happens to the office of an item in it; empty where nothing is said."""
    own = scheme.own_items_of(item)
    if own is None:
        return ""
    if isinstance(own, OtherAssessor):
        other = corpus.units.get(own.by)
        return f"由{other.short_name if other is not None else own.by}考核"
    if own == "full-marks" and not _takes(scheme, item):
        return "按满分计"
    return OWN_ITEMS[own]


def _takes(scheme: Scheme, item: Item) -> bool:
    """Whether the item is of a part that takes points, so that full marks are those of which nothing is taken."""
    parts = [part for part in scheme.components if any(placed.item.id == item.id for placed in part.list_items())]
    return all(kind_of(part).effect == "loses" for part in parts)


def _list_items(items: list[Item]) -> str:
    names = "".join(quoted(item.name) for item in items[:_SHOWN])
    return names + (f"等 {len(items)} 个单项" if len(items) > _SHOWN else "")


def _these(items: list[Item]) -> str:
    return "这个单项" if len(items) == 1 else f"这 {len(items)} 个单项"
