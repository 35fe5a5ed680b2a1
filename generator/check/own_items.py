"""What happens to an office in the items that it assesses itself, and who assesses without being assessed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.nearest import suggest_unit
from generator.model.deduction import Deduction
from generator.model.place import unit_file
from generator.model.problem import Location, Problem
from generator.model.unit import Unit
from generator.model.unread import where_read
from generator.rules.corpus import Corpus
from generator.rules.item import Item, OtherAssessor, OwnItems
from generator.rules.scheme import Scheme

_SHOWN = 3
_CHOICES = "或 mean（取平均）、left-out（不适用）、full-marks（不扣分）"


def check_own_items(corpus: Corpus) -> Iterator[Problem]:
    """The problems of all schemes with offices' own items, and of offices that are not assessed."""
    for scheme in corpus.schemes.values():
        yield from _check_said(corpus, scheme)
        yield from _check_whole(corpus, scheme)
        yield from _check_choices(corpus, scheme)
    for unit in corpus.units.values():
        yield from _check_not_assessed(corpus, unit)


@where_read
def _check_choices(corpus: Corpus, scheme: Scheme) -> Iterator[Problem]:
    for place, item, own in _list_said(scheme):
        yield from _check_choice(corpus, place, item, own)


def find_recorder(scheme: Scheme, item: Item, unit: str) -> str:
    """The office that records what `unit` loses in `item`: its assessor, another one in the assessor's own case."""
    own = scheme.own_items_of(item)
    return own.by if unit == item.assessor and isinstance(own, OtherAssessor) else item.assessor


def is_ranked(scheme: Scheme, unit: Unit | None) -> bool:
    """Whether `unit` takes part in the ranking of the scheme's year."""
    return unit is not None and scheme.group_in(unit) is not None


@where_read
def check_own_record(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH324: nothing is deducted from an office in its own item where the scheme says full marks."""
    scheme = corpus.schemes.get(record.year)
    item = None if scheme is None else scheme.items.get(record.item)
    if scheme is None or item is None or record.unit != item.assessor or record.revoked is not None:
        return
    if scheme.own_items_of(item) == "full-marks":
        words = f"“{item.name}”由这个单位自己考核，考核办法规定对它不扣分"
        hint = "请核对单位；确需扣分的，请在考核办法的 own_items 里写明由哪个单位考核（{by: 单位编号}）。"
        yield Problem(record.origin.place("unit"), "KH324", words, hint)


@where_read
def _check_said(corpus: Corpus, scheme: Scheme) -> Iterator[Problem]:
    """KH428: a scheme says what happens to the own items of every office that is ranked; once for all of them."""
    silent = [
        item
        for item in scheme.items.values()
        if scheme.own_items_of(item) is None and is_ranked(scheme, corpus.units.get(item.assessor))
    ]
    if silent:
        names = "、".join(f"“{item.name}”（{corpus.units[item.assessor].short_name}）" for item in silent[:_SHOWN])
        more = f"等 {len(silent)} 个单项" if len(silent) > _SHOWN else ""
        words = f"{names}{more}的考核实施部门自己也参加考核，没有写明这些单项怎样考核它自己"
        hint = f"请写 own_items，整个办法写一处，或逐个单项写：{{by: 另一个单位的编号}}，{_CHOICES}。"
        yield Problem(scheme.origin.place(), "KH428", words, hint)


@where_read
def _check_whole(corpus: Corpus, scheme: Scheme) -> Iterator[Problem]:
    """KH429: the other office that is named for the whole scheme is not the one it would have to assess."""
    own = scheme.own_items
    if not isinstance(own, OtherAssessor) or not is_ranked(scheme, corpus.units.get(own.by)):
        return
    alone = [item for item in scheme.items.values() if item.assessor == own.by and item.own_items is None]
    if alone:
        names = "、".join(f"“{item.name}”" for item in alone[:_SHOWN]) + ("等" if len(alone) > _SHOWN else "")
        words = f"{names}就是{corpus.units[own.by].short_name}自己考核的，不能由它考核自己"
        hint = f"请给这些单项逐个写 own_items：另一个单位，{_CHOICES}。"
        yield Problem(scheme.origin.place("own_items"), "KH429", words, hint)


def _list_said(scheme: Scheme) -> Iterator[tuple[Location, Item | None, OwnItems]]:
    """Everything a scheme says of own items, with its place: for the whole (no item), then item by item."""
    if scheme.own_items is not None:
        yield scheme.origin.place("own_items"), None, scheme.own_items
    for number, component in enumerate(scheme.components):
        for placed in component.list_items():
            if placed.item.own_items is not None:
                steps = ("components", number, *placed.steps, "own_items")
                yield scheme.origin.place(*steps), placed.item, placed.item.own_items


@where_read
def _check_choice(corpus: Corpus, place: Location, item: Item | None, own: OwnItems) -> Iterator[Problem]:
    """KH429: what is said can be carried out, and the other office is another one."""
    if not isinstance(own, OtherAssessor):
        return
    if own.by not in corpus.units:
        if unit_file(own.by) not in corpus.unread:
            hint = suggest_unit(own.by, list(corpus.units.values()))
            yield Problem(place, "KH429", f"没有编号为“{own.by}”的单位", hint)
    elif item is not None and own.by == item.assessor:
        name = corpus.units[own.by].short_name
        hint = "请写另一个单位；对它不扣分的，写 full-marks。"
        yield Problem(place, "KH429", f"{name}就是“{item.name}”的考核实施部门，不能自己考核自己", hint)


@where_read
def _check_not_assessed(corpus: Corpus, unit: Unit) -> Iterator[Problem]:
    """KH446: an office that assesses and is not assessed says why; one that is assessed throughout does not."""
    schemes = [scheme for scheme in corpus.schemes.values() if _assesses(scheme, unit)]
    spared = [scheme for scheme in schemes if not is_ranked(scheme, unit)]
    if spared and not unit.not_assessed:
        words = f"{unit.short_name}承担 {spared[0].year} 年度的考核，自己不参加考核，没有写明原因"
        yield Problem(unit.origin.place(), "KH446", words, "请写 not_assessed：不参加考核的原因，网页上会照写。")
    elif unit.not_assessed and schemes and not spared and unit.assessed and unit.assessed.last is None:
        words = f"{unit.short_name}参加考核，又写了不参加考核的原因"
        yield Problem(unit.origin.place("not_assessed"), "KH446", words, "请核对 assessed，或删去 not_assessed。")


def _assesses(scheme: Scheme, unit: Unit) -> bool:
    own = [scheme.own_items, *(item.own_items for item in scheme.items.values())]
    by_others = any(isinstance(found, OtherAssessor) and found.by == unit.id for found in own)
    return by_others or any(item.assessor == unit.id for item in scheme.items.values())
