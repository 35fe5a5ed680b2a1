"""What every part made of items must say, whichever kind it is of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from generator.model.number import UNLIMITED, format_points
from generator.model.unread import where_read
from generator.rules.coefficient_columns import check_coefficient
from generator.rules.flaw import Flaw
from generator.rules.highest_checks import check_highest
from generator.rules.item import Item
from generator.rules.kind import Effect
from generator.rules.part_record import ComponentRecord, PlacedItem
from generator.rules.rounding_checks import check_rounded_marks
from generator.rules.scaled_columns import check_scaled
from generator.rules.scheme import Scheme
from generator.rules.span_checks import check_spans
from generator.rules.standard_list import standard_kind
from generator.rules.standard_record import StandardRecord
from generator.rules.standard_versions import past_standards
from generator.rules.voided_columns import check_voided

_WAYS = {"categories": "按类别分", "items": "不分类别", "sets": "各单位各一套"}


@where_read
def check_items_part(part: Any, effect: Effect, scheme: Scheme) -> Iterator[Flaw]:
    """KH460: items are listed in one way; KH403, KH430: they make the part; KH459: what is left unsaid."""
    yield from _check_ways(part)
    yield from _check_worth(part)
    for placed in part.list_items():
        yield from _check_item(part, placed, effect, scheme)
    yield from _check_sums(part, effect)
    yield from _check_applying(part, scheme)
    yield from check_scaled(part, effect)
    yield from check_voided(part, effect)
    yield from check_coefficient(part.coefficient, scheme, part.max != UNLIMITED, effect)


@where_read
def check_time(part: ComponentRecord, scheme: Scheme) -> Iterator[Flaw]:
    """KH459: where quarters are scored by themselves, what has one result a year says that it counts in the year."""
    if scheme.year_of is not None and not part.at:
        words = f"各季度分别计分，没有写“{part.name}”在哪里计"
        yield Flaw("KH459", (), words, "它一年只有一次结果，请写 at: year（只在年度计一次）。")


def _check_worth(part: Any) -> Iterator[Flaw]:
    """KH430: marks are weighed or converted, not both; without a limit there is nothing to convert."""
    if part.counts_as is None:
        return
    if part.weight is not None:
        words = f"“{part.name}”既写了 weight，又写了 counts_as"
        yield Flaw("KH430", ("counts_as",), words, "请只写一个：按权重计入写 weight，折算成多少分计入写 counts_as。")
    if part.max == UNLIMITED or not part.max:
        yield Flaw("KH430", ("counts_as",), f"“{part.name}”没有分值，不能折算", "请用 max 写明分值。")


def _check_ways(part: Any) -> Iterator[Flaw]:
    ways = [name for name in _WAYS if getattr(part, name)]
    if len(ways) != 1:
        words = "没有写单项" if not ways else f"的单项写在 {'、'.join(ways)} 几处"
        hint = "请只写一种：" + "、".join(f"{name}（{said}）" for name, said in _WAYS.items()) + "。"
        yield Flaw("KH460", (), f"“{part.name}”{words}", hint)


@where_read
def _check_item(part: Any, placed: PlacedItem, effect: Effect, scheme: Scheme) -> Iterator[Flaw]:
    item = placed.item
    for at, standard in enumerate(item.standards):
        yield from _check_standard(part, item.of_one_span, standard, (*placed.steps, "standards", at), scheme)
    sides = {_effect_of(standard, item, effect) for standard in item.standards}
    for found in (
        *_check_starts(item, effect),
        *_check_months(item, effect, scheme),
        *check_highest(part, item, scheme, len(sides) > 1),
    ):
        yield found.below(*placed.steps)
    for found in (
        *check_coefficient(item.coefficient, scheme, item.max != UNLIMITED, effect),
        *_check_spread(part, item),
        *check_spans(part, placed, scheme, effect),
        *check_rounded_marks(part, item, scheme),
    ):
        yield found.below(*placed.steps)
    if item.max == UNLIMITED and effect != "adds":
        words = f"“{item.name}”的分值写了 none"
        yield Flaw("KH430", (*placed.steps, "max"), words, "只有加分的单项可以不设上限，请写分值。")


def _check_spread(part: Any, item: Item) -> Iterator[Flaw]:
    """KH430: where marks of other items are added, what is multiplied is not held at a number that does not rise."""
    rule = item.coefficient
    if part.not_applicable == "spread" and rule is not None and rule.limit is not None:
        words = f"“{item.name}”会分摊到不适用单项的分值，乘以{rule.name}以后却最多计 {format_points(rule.limit)} 分"
        hint = "请把 most 写作 none，或者把 not_applicable 改为 rescale（按适用单项的得分率折算）。"
        yield Flaw("KH430", ("coefficient", "most"), words, hint)


@where_read
def _check_standard(
    part: Any, item: Item, standard: StandardRecord, steps: tuple[str | int, ...], scheme: Scheme
) -> Iterator[Flaw]:
    for found in standard_kind(standard).check(standard, part, item, scheme):
        yield found.below(*steps)


def _check_starts(item: Item, effect: Effect) -> Iterator[Flaw]:
    """KH459: where the item's points begin and end, as far as its standards make that a question."""
    sides = {_effect_of(standard, item, effect) for standard in item.standards}
    if effect == "loses":
        if "adds" in sides and item.earns_at_most is None and item.starts != "zero":
            words = f"“{item.name}”有加分的标准，没有写最多加几分"
            yield Flaw("KH459", (), words, "请写 earns_at_most，不设上限的写 none；从零分起加的写 starts: zero。")
        return
    unsaid = any(not getattr(standard, "effect", "gives") for standard in item.standards)
    fills = effect in {"earns", "penalises"}
    if fills and not item.starts and "gives" not in sides and (unsaid or {"adds", "loses"} <= sides):
        words = f"“{item.name}”没有写从哪里起算"
        yield Flaw("KH459", (), words, "请写 starts：full（从满分起扣）或 zero（从零分起加）。")
    if "loses" in sides and item.floor is None:
        words = f"“{item.name}”会被扣分，没有写最低计到几分"
        yield Flaw("KH459", (), words, "请写 floor：0，或者 none（可以低于零）。")


def _check_months(item: Item, effect: Effect, scheme: Scheme) -> Iterator[Flaw]:
    """KH433: a limit of a month is one, below that of the item, of records that do nothing but add up."""
    if item.month_max is None:
        return
    every = [
        *item.standards,
        *(past for past in past_standards(scheme, item.id) if standard_kind(past).takes_records),
    ]
    adds_up = all(standard_kind(standard).is_plain(standard) for standard in every)
    if not adds_up or item.parts is not None or (effect == "loses" and item.starts == "zero"):
        words = f"“{item.name}”一个月最多计几分，而它的分值不只是各条记录相加"
        hint = "请只写 per-event、levels 的标准，不写它们的 effect、max、charge，也不写 parts；其余的写成另一个单项。"
        yield Flaw("KH433", ("month_max",), words, hint)
    if not 0 < item.month_max < item.max:
        words = f"一个月最多计 {format_points(item.month_max)} 分，单项一共 {format_points(item.max)} 分"
        yield Flaw("KH433", ("month_max",), words, "请写大于 0、小于单项分值的数；一个月里不另设上限的不写。")


def _effect_of(standard: StandardRecord, item: Item, effect: Effect) -> str:
    said: str = getattr(standard, "effect", "")
    if said or effect == "loses":
        return said or "loses"
    kind = standard_kind(standard)
    if kind.gives or not kind.takes_records:
        return "gives"
    return "loses" if item.starts == "full" else "adds"


@where_read
def _check_sums(part: Any, effect: Effect) -> Iterator[Flaw]:
    """KH403: the items make the part; KH430: so does each unit's set, and a category caps no more than its items."""
    for at, category in enumerate(part.categories):
        whole = _sum(category.items)
        if category.max is not None and category.max > whole:
            words = (
                f"“{category.name}”的上限 {format_points(category.max)} 分，各单项合计只有 {format_points(whole)} 分"
            )
            yield Flaw("KH430", ("categories", at, "max"), words, "请核对；上限就是各单项之和的，不写 max。")
    if effect == "adds":
        return
    for unit, items in part.sets.items():
        if _sum(items) != part.max:
            words = f"“{part.name}”里 {unit} 的各单项合计 {format_points(_sum(items))} 分"
            hint = f"本部分是 {format_points(part.max)} 分，两者应相等，请核对各单项的 max。"
            yield Flaw("KH430", ("sets", unit), words, hint)
    whole = _sum(part.items)
    for category in part.categories:
        items = _sum(category.items)
        whole += items if category.max is None else min(items, category.max)
    if not part.sets and whole != part.max:
        capped = any(category.max is not None for category in part.categories)
        words = f"“{part.name}”各单项分值{'（类别有上限的，按上限）' if capped else ''}合计 {format_points(whole)} 分"
        words += f"，本部分是 {format_points(part.max)} 分"
        yield Flaw("KH403", ("max",), words, "两者应相等，请核对各单项的 max。")


def _sum(items: Iterable[Item]) -> Decimal:
    return sum((item.max for item in items), Decimal(0))


@where_read
def _check_applying(part: Any, scheme: Scheme) -> Iterator[Flaw]:
    """KH459: what counts where an item does not apply, and whose mean is taken."""
    if part.not_applicable == "peer-mean" and not part.peers:
        words = "按其他单位的平均分计，没有写取哪些单位的平均"
        yield Flaw("KH459", ("not_applicable",), words, "请写 peers：group（同一排名组的）或 all（全部的）。")
    endless = part.max == UNLIMITED or any(placed.item.max == UNLIMITED for placed in part.list_items())
    if endless and part.not_applicable not in {"", "peer-mean"}:
        words = f"“{part.name}”有不设上限的分值，不适用的单项按 {part.not_applicable} 算不出分值"
        yield Flaw("KH430", ("not_applicable",), words, "请写 peer-mean（按其他单位的平均分计），或者给 max 写上限。")
    own = [placed.item for placed in part.list_items() if scheme.own_items_of(placed.item) == "left-out"]
    if own and not part.not_applicable:
        words = f"“{own[0].name}”等单项对考核实施部门自己不适用，“{part.name}”没有写不适用的怎样计分"
        hint = "请写 not_applicable：rescale（折算）、spread（平均加到其余单项）、peer-mean、full-marks 或 left-out。"
        yield Flaw("KH459", (), words, hint)
