"""The rules of a scheme as they stand, before anything was recorded by them: categories, items, standards."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.model.deduction import METHODS
from generator.model.number import format_points
from generator.pages.record_page import clause_link, item_clause
from generator.public.released import AnyReleased
from generator.rules.item import Category, Item
from generator.rules.scheme import Scheme
from generator.words import address
from generator.words.allowed_points import range_text
from generator.words.site_frame import Link


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
    standards: tuple[tuple[str, str], ...]


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
        name=category.name,
        max=format_points(sum((item.max for item in category.items), Decimal(0))),
        basis=clause_link(scheme, category.basis),
        items=tuple(_view_item(corpus, scheme, item, linked) for item in category.items),
    )


def _view_item(corpus: AnyReleased, scheme: Scheme, item: Item, linked: bool) -> RuleItem:
    office = corpus.units[item.assessor]
    return RuleItem(
        name=item.name,
        url=address.item_page(scheme.year, item.id) if linked else "",
        max=format_points(item.max),
        made_up=scheme.invents(item),
        assessor=Link(office.short_name, address.unit_home(office.id), office.name),
        methods="、".join(METHODS[method] for method in item.methods),
        basis=item_clause(scheme, item),
        standards=tuple((standard.text, range_text(standard.range)) for standard in item.standards),
    )
