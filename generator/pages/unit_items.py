"""The items of one unit, category by category: its records, their sum, the cap, what the cap absorbed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points, printed_points
from generator.pages.chart import Segment, stack
from generator.pages.record_page import RecordView
from generator.pages.rules_page import category_name, worth_text
from generator.public.released import AnyReleased
from generator.rules.effect_words import EffectWords
from generator.rules.item import Category
from generator.rules.standard_list import standard_kind
from generator.score.category_points import category_points, ruled_category
from generator.score.record_shares import ROUNDED_APART
from generator.score.result import ItemResult, UnitResult, YearResult
from generator.words import address
from generator.words.last_step import category_words
from generator.words.record_counts import counting
from generator.words.site_frame import Link


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """One item in which the unit has records: the sum, the cap, and what the cap absorbed."""

    id: str
    item: Link
    max: str
    made_up: bool
    raw: str
    counted: str
    absorbed: str
    words: EffectWords
    bar: tuple[Segment, ...]
    records: tuple[RecordView, ...]

    @property
    def anchor(self) -> str:
        """Where it begins on the page of the unit."""
        return f"item-{self.id}"


@dataclass(frozen=True, slots=True)
class CategoryGroup:
    """The items of one category in which the unit has records, and the names of those in which it has none.

    `counted` says how many of the records in it count.

    `computed` are those that come to points without records, each with its points, 0 where points are won and it
    won none; `awaited` those whose figure is not known yet. `told` says what becomes of their sum, if anything.
    """

    category: Link
    did: str
    items: tuple[ItemGroup, ...]
    clean: tuple[Link, ...]
    computed: tuple[tuple[Link, str], ...]
    awaited: tuple[Link, ...]
    counted: int = 0
    told: str = ""

    @property
    def number(self) -> int:
        """How many records stand in it."""
        return sum(len(item.records) for item in self.items)

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to tell of it."""
        return not (self.items or self.computed or self.awaited)


def view_categories(
    corpus: AnyReleased, result: YearResult, unit: UnitResult, records: Mapping[str, RecordView]
) -> Iterator[CategoryGroup]:
    """The categories in which the unit can have points, in the order of the scheme; `records` are all of the year."""
    found = {item.item.id: item for item in unit.score.items()}
    for category in result.scheme.categories():
        items = [found[item.id] for item in category.items if item.id in found]
        items = [item for item in items if item.applies or item.effects or item.counted]
        if not items:
            continue  # none of it is the unit's
        yield CategoryGroup(
            category=Link(
                category_name(corpus, result.scheme, category), address.category_page(result.year, category.id)
            ),
            did=items[0].words.did(format_points(category_points(unit.score, category, items))),
            items=tuple(_item_group(result, item, records) for item in items if _is_recorded(item)),
            clean=_links(result.year, items, "clean"),
            computed=tuple(
                (_item_link(result.year, item), printed_points(item.counted))
                for item in items
                if _standing(item) == "computed"
            ),
            awaited=_links(result.year, items, "awaited"),
            counted=len(counting(effect for item in items for effect in (*item.effects, *item.charged))),
            told=_tell_rule(unit, category, items),
        )


def _tell_rule(unit: UnitResult, category: Category, items: Sequence[ItemResult]) -> str:
    found = ruled_category(unit.score, category)
    if found is None or not found.by:
        return ""
    summed = format_points(sum((Fraction(item.counted) for item in items), Fraction(0)))
    return f"各单项合计 {summed} 分；{category_words(category, found)}。"


def heaviest_record(unit: UnitResult, records: Mapping[str, RecordView]) -> RecordView | None:
    """The record that took most of the score; None where several took as much, or fewer than three took any.

    Two took as much, too, where what is between them may come from how their shares are written.
    """
    took = sorted((effect for effect in unit.score.effects() if effect.moves < 0), key=lambda effect: effect.moves)
    if len(took) < 3 or took[1].moves - took[0].moves <= ROUNDED_APART:
        return None
    return records[took[0].record.path]


def _links(year: int, items: Iterable[ItemResult], standing: str) -> tuple[Link, ...]:
    return tuple(_item_link(year, item) for item in items if _standing(item) == standing)


def _standing(item: ItemResult) -> Literal["recorded", "computed", "awaited", "clean"]:
    """How its points came about: by records, by a figure, not yet, or there is nothing to tell."""
    if _is_recorded(item):
        return "recorded"
    if item.counted:
        return "computed"
    if item.awaited:
        return "awaited"
    reads = any(not standard_kind(standard).takes_records for standard in item.item.standards)
    return "computed" if reads and item.applies and item.words.sign > 0 else "clean"


def _is_recorded(item: ItemResult) -> bool:
    """Whether there are records behind the item's points: of the unit, or charged to it."""
    return bool(item.effects or item.charged)


def _item_group(result: YearResult, item: ItemResult, records: Mapping[str, RecordView]) -> ItemGroup:
    return ItemGroup(
        id=item.item.id,
        item=_item_link(result.year, item),
        max=worth_text(item.item),
        made_up=result.scheme.invents(item.item),
        raw=format_points(item.raw),
        counted=printed_points(item.counted),
        absorbed=format_points(item.absorbed) if item.absorbed else "",
        words=item.words,
        bar=stack([(item.counted, "a"), (item.absorbed, "absorbed")], _longest(item)),
        records=tuple(records[effect.record.path] for effect in (*item.effects, *item.charged)),
    )


def _longest(item: ItemResult) -> Decimal:
    """The length of an item's bar: its maximum, or its sum where that is more, or where there is no maximum."""
    return item.raw if item.item.max.is_infinite() else max(item.item.max, item.raw)


def _item_link(year: int, item: ItemResult) -> Link:
    return Link(item.item.name, address.item_page(year, item.item.id))
