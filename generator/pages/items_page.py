"""考核单项 and categories: what may be lost in each, by which standards, who assesses, and what was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from generator.model.deduction import METHODS
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points, printed_points
from generator.pages.chart import Segment, stack
from generator.pages.given_views import (
    ImportedRow,
    InapplicableRow,
    MeasuredRow,
    imported_rows,
    inapplicable_rows,
    measured_rows,
)
from generator.pages.loss_rows import LossRow, count_records, loss_rows
from generator.pages.record_page import RecordView, clause_link, item_clause, unit_link
from generator.pages.rectified import Rectified, count_rectified
from generator.pages.rules_page import category_name, view_standard, worth_text, worth_together
from generator.pages.summary_sentences import loss_sentence
from generator.public.released import AnyReleased
from generator.rules.effect_words import EffectWords
from generator.rules.figure_use import figures_named
from generator.rules.item import Category, Item
from generator.rules.item_limits import limit_words
from generator.rules.standard_list import standard_kind
from generator.score.category_points import points_of_units
from generator.score.result import ItemResult, RecordEffect, UnitResult, YearResult
from generator.words import address
from generator.words.confirmation import confirmed_words
from generator.words.own_item import own_item_words
from generator.words.record_counts import counting
from generator.words.result_words import item_words
from generator.words.site_frame import Link

ZERO = Decimal(0)
Losses = Mapping[str, Sequence[tuple[UnitResult, ItemResult]]]


@dataclass(frozen=True, slots=True)
class StandardView:
    """One line of an item's standards, and how often it was applied; nothing where no record is entered under it.

    `told` says how it comes to points, where its words and points do not.
    """

    text: str
    points: str
    used: str
    told: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item in a table of items."""

    item: Link
    max: str
    assessor: Link
    methods: str
    records: str
    units: str
    lost: str
    capped: str
    made_up: bool
    bar: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class CategoryView:
    """One category with its items; sums over all units."""

    name: str
    url: str
    max: str
    made_up: bool
    basis: Link | None
    items: tuple[ItemRow, ...]
    records: str
    lost: str
    bar: tuple[Segment, ...]
    words: EffectWords
    glance: str
    rows: tuple[LossRow, ...] = ()

    @property
    def all_made_up(self) -> bool:
        """Whether each of its items is a sample."""
        return all(row.made_up for row in self.items)


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item: its rule, who lost what, and all its records; `own` says how its own office is assessed in it."""

    name: str
    max: str
    category: Link
    assessor: Link
    methods: str
    own: str
    confirmed: str
    made_up: bool
    basis: Link | None
    standards: tuple[StandardView, ...]
    rows: tuple[LossRow, ...]
    records: tuple[RecordView, ...]
    lost: str
    absorbed: str
    limit: str
    spared: str
    words: EffectWords
    glance: str
    before: Link | None
    after: Link | None
    counts_records: bool
    rectified: Rectified | None
    measured: tuple[MeasuredRow, ...]
    imported: tuple[ImportedRow, ...]
    inapplicable: tuple[InapplicableRow, ...]


def index_losses(result: YearResult) -> Losses:
    """Each item's results, unit by unit in order of rank."""
    found: dict[str, list[tuple[UnitResult, ItemResult]]] = {}
    for unit in result.units:
        for part in unit.score.items():
            found.setdefault(part.item.id, []).append((unit, part))
    return found


def view_categories(corpus: AnyReleased, result: YearResult, losses: Losses) -> tuple[CategoryView, ...]:
    """All categories of a year in the order of the scheme, bars relative to the largest loss of an item."""
    longest = max((_lost(losses, {item}) for item in result.scheme.items), default=ZERO)
    largest = max((_lost(losses, _ids(category)) for category in result.scheme.categories()), default=ZERO)
    return tuple(
        _category(corpus, result, losses, category, longest, largest) for category in result.scheme.categories()
    )


def view_category(corpus: AnyReleased, result: YearResult, losses: Losses, category: str) -> CategoryView:
    """One category with what each unit lost in it."""
    found = next(part for part in result.scheme.categories() if part.id == category)
    largest = _lost(losses, _ids(found))
    longest = max((_lost(losses, {item.id}) for item in found.items), default=ZERO)
    return _category(corpus, result, losses, found, longest, largest, rows=True)


def view_item(
    corpus: AnyReleased, result: YearResult, losses: Losses, item: str, records: Iterable[RecordView], day: date
) -> ItemView:
    """One item; `records` are those of the item, in order of date, rectified as far as they were on `day`."""
    found, category = result.scheme.items[item], result.scheme.category_of[item]
    own = tuple(records)
    order = list(result.scheme.items.values())
    at = order.index(found)
    results = _results(losses, {item})
    return ItemView(
        name=found.name,
        max=worth_text(found),
        category=Link(
            category_name(corpus, result.scheme, category), address.category_page(result.year, category.id)
        ),
        assessor=unit_link(corpus, result.year, found.assessor),
        methods=_methods(found),
        confirmed=confirmed_words(found.confirmed),
        own=own_item_words(corpus, result.scheme, found),
        made_up=result.scheme.invents(found),
        basis=item_clause(result.scheme, found),
        standards=_standards(result, found, counting(effect for _, part in results for effect in part.effects)),
        rows=loss_rows(result, results),
        records=own,
        lost=printed_points(sum((part.counted for _, part in results), ZERO)),
        absorbed=format_points(sum((part.absorbed for _, part in results), ZERO)),
        limit=limit_words(found),
        spared=str(sum(not part.counted for _, part in results)),
        words=item_words(result, item),
        glance=loss_sentence(result, results, item_words(result, item)),
        before=_neighbour(result, order, at - 1),
        after=_neighbour(result, order, at + 1),
        counts_records=any(standard_kind(standard).takes_records for standard in found.standards),
        rectified=count_rectified((effect for _, part in results for effect in part.effects), day),
        measured=measured_rows(corpus, result, item),
        imported=imported_rows(corpus, result, _imports_of(found)),
        inapplicable=inapplicable_rows(corpus, result, item=item),
    )


def _neighbour(result: YearResult, order: list[Item], at: int) -> Link | None:
    if not 0 <= at < len(order):
        return None
    return Link(order[at].name, address.item_page(result.year, order[at].id))


def _standards(result: YearResult, item: Item, counted: Sequence[RecordEffect]) -> tuple[StandardView, ...]:
    used = Counter(effect.record.standard for effect in counted)
    views = [(standard.id, view_standard(standard, item, result.scheme)) for standard in item.standards]
    return tuple(
        StandardView(view.text, view.points or "—", f"{used[name]} 次" if view.points else "—", view.told)
        for name, view in views
    )


def _imports_of(item: Item) -> set[str]:
    """The other assessments that the standards of an item ask."""
    return {name for standard in item.standards for name in figures_named(standard, "import")}


def _category(
    corpus: AnyReleased,
    result: YearResult,
    losses: Losses,
    category: Category,
    longest: Decimal,
    largest: Decimal,
    rows: bool = False,
) -> CategoryView:
    ids = _ids(category)
    results = _results(losses, ids)
    lost = sum((points for _, points in points_of_units(results, category)), Fraction(0))
    words = item_words(result, category.items[0].id if category.items else "")
    taken = [(_lost(losses, {item.id}), item.name) for item in category.items]
    return CategoryView(
        name=category_name(corpus, result.scheme, category),
        url=address.category_page(result.year, category.id),
        max=worth_together(category),
        made_up=result.scheme.invents(),
        basis=clause_link(result.scheme, category.basis),
        items=tuple(_item_row(corpus, result, losses, item, longest) for item in category.items),
        records=count_records(part for _, part in results),
        lost=printed_points(lost, result.scheme.rounding.places),
        bar=stack([(lost, "a")], largest),
        words=words,
        glance=loss_sentence(result, results, words, taken, category) if rows else "",
        rows=loss_rows(result, results) if rows else (),
    )


def _item_row(corpus: AnyReleased, result: YearResult, losses: Losses, item: Item, longest: Decimal) -> ItemRow:
    results = [part for _, part in _results(losses, {item.id})]
    lost = sum((part.counted for part in results), ZERO)
    return ItemRow(
        item=Link(item.name, address.item_page(result.year, item.id)),
        max="不限" if item.max.is_infinite() else format_points(item.max),
        assessor=unit_link(corpus, result.year, item.assessor),
        methods=_methods(item),
        records=count_records(results),
        units=str(sum(bool(part.counted) for part in results)),
        lost=printed_points(lost, result.scheme.rounding.places),
        capped=str(sum(bool(part.absorbed) for part in results)),
        made_up=result.scheme.invents(item),
        bar=stack([(lost, "a")], longest),
    )


def _results(losses: Losses, items: set[str]) -> list[tuple[UnitResult, ItemResult]]:
    return [found for item in sorted(items) for found in losses.get(item, ())]


def _lost(losses: Losses, items: set[str]) -> Decimal:
    return sum((part.counted for _, part in _results(losses, items)), ZERO)


def _ids(category: Category) -> set[str]:
    return {item.id for item in category.items}


def _methods(item: Item) -> str:
    return "、".join(METHODS[method] for method in item.methods)
