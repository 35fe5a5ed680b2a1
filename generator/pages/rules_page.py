"""The rules of a scheme as they stand, before anything was recorded by them: categories, items, standards."""

from __future__ import annotations

from decimal import Decimal

from generator.model.deduction import METHODS
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.pages.record_page import clause_link, item_clause
from generator.public.released import AnyReleased
from generator.rules.coefficient_rule import MULTIPLIED
from generator.rules.item import HIGHEST_OF_ALL, Category, Item
from generator.rules.scheme import Scheme
from generator.rules.span_rule import spans_words
from generator.rules.standard_list import standard_kind
from generator.rules.standard_record import Range, StandardRecord
from generator.words import address
from generator.words.site_frame import Link


@dataclass(frozen=True, slots=True)
class RuleStandard:
    """One line of an item's standards: its words, the points that one record may state, and how it comes to points.

    `points` is empty where no record is entered under it, `told` where its words say all.
    """

    text: str
    points: str
    told: str


def view_standard(standard: StandardRecord, item: Item, scheme: Scheme) -> RuleStandard:
    """A standard of `item`, with what its kind tells of it."""
    kind = standard_kind(standard)
    points = _points_text(standard.range) if kind.takes_records else ""
    return RuleStandard(standard.text, points, "；".join(kind.tell(standard, item, scheme)))


def _points_text(allowed: Range) -> str:
    """The points as pages write figures, apart from their unit: 0.5 分, 1 至 2 分."""
    least, most = format_points(allowed.min), format_points(allowed.max)
    return f"{least} 分" if least == most else f"{least} 至 {most} 分"


def category_name(corpus: AnyReleased, scheme: Scheme, category: Category) -> str:
    """What a category is called; a set of items that is for one unit alone, with the unit: 职责目标（水利局）."""
    placed = next(
        found for part in scheme.components for found in part.list_items() if found.category.id == category.id
    )
    unit = corpus.units.get(placed.unit) if placed.unit is not None else None
    return category.name if unit is None else f"{category.name}（{unit.short_name}）"


def worth_text(item: Item) -> str:
    """What an item is worth, what may be added above it, at most in a month, and what it is multiplied with.

    5 分; 1.5 分，最多再加 0.5 分; 10 分，得分再乘以难度系数.
    """
    more, words = item.earns_at_most, "不设上限" if item.max.is_infinite() else f"{format_points(item.max)} 分"
    if more is not None and not item.max.is_infinite():
        words += "，另加不设上限" if more.is_infinite() else f"，最多再加 {format_points(more)} 分"
    if item.month_max is not None:
        words += f"，一个月最多 {format_points(item.month_max)} 分"
    if item.once == HIGHEST_OF_ALL:
        words += "，几条记录只计分值最高的一条"
    if item.spans is not None:
        words += f"，{spans_words(item.spans)}"
    rule = item.coefficient
    return words if rule is None else f"{words}，{MULTIPLIED[rule.of]}再乘以{rule.name}"


@dataclass(frozen=True, slots=True)
class RuleItem:
    """One item: what it is worth, who records it, how, and each standard with the points it takes.

    `url` is empty where the item has no page because nothing of its year is shown yet.
    """

    name: str
    url: str
    max: str
    made_up: bool
    assessor: Link
    methods: str
    basis: Link | None
    standards: tuple[RuleStandard, ...]


@dataclass(frozen=True, slots=True)
class RuleCategory:
    """One category with its items, and what they are worth together."""

    name: str
    max: str
    basis: Link | None
    items: tuple[RuleItem, ...]


def view_rules(corpus: AnyReleased, scheme: Scheme, linked: bool) -> tuple[RuleCategory, ...]:
    """All categories of `scheme` in order; items are `linked` where their pages are there."""
    return tuple(_view_category(corpus, scheme, category, linked) for category in scheme.categories())


def _view_category(corpus: AnyReleased, scheme: Scheme, category: Category, linked: bool) -> RuleCategory:
    return RuleCategory(
        name=category_name(corpus, scheme, category),
        max=worth_together(category),
        basis=clause_link(scheme, category.basis),
        items=tuple(_view_item(corpus, scheme, item, linked) for item in category.items),
    )


def worth_together(category: Category) -> str:
    """What the items of a category are worth together; less where the category has a maximum of its own."""
    whole = sum((item.max for item in category.items), Decimal(0))
    if whole.is_infinite():
        return "不设上限"
    return f"{format_points(whole if category.max is None else min(whole, category.max))} 分"


def _view_item(corpus: AnyReleased, scheme: Scheme, item: Item, linked: bool) -> RuleItem:
    office = corpus.units[item.assessor]
    return RuleItem(
        name=item.name,
        url=address.item_page(scheme.year, item.id) if linked else "",
        max=worth_text(item),
        made_up=scheme.invents(item),
        assessor=Link(office.short_name, address.unit_home(office.id), office.name),
        methods="、".join(METHODS[method] for method in item.methods),
        basis=item_clause(scheme, item),
        standards=tuple(view_standard(standard, item, scheme) for standard in item.standards),
    )
