"""A year beside the year before: what can be compared, which rules changed, and what is left out for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generator.load.edition import Edition
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.pages.year_page import PeriodView, at_page
from generator.pictures.drawing import drawer_of
from generator.pictures.picture import Picture
from generator.pictures.years_picture import (
    ItemPair,
    UnitPair,
    only_in,
    pair_items,
    scores_compare,
    view_years,
)
from generator.score.result import UnitResult, YearResult
from generator.words import address
from generator.words.page_frame import Article, SearchEntry, page_templates, render_body
from generator.words.result_words import points_text, rank_name
from generator.words.site_frame import Link


@dataclass(frozen=True, slots=True)
class CompareYears:
    """What the page says: `changed` items by name, page and change; `units` of both years in the same group."""

    before: Link
    now: Link
    picture: Picture | None
    changed: tuple[ItemPair, ...]
    gone: tuple[str, ...]
    fresh: tuple[str, ...]
    units: tuple[UnitPair, ...]
    left_out: tuple[str, ...]
    scores: bool


def year_before(edition: Edition, result: YearResult) -> YearResult | None:
    """The results of the same span of the year before, where they are shown."""
    return edition.results.get((result.year - 1, result.quarter))


def compare_years_article(
    edition: Edition, before: YearResult, now: YearResult, period: PeriodView, dated: date | None
) -> Article:
    """The page that sets `now` beside `before`."""
    url, name = address.compare_years_page(now.year), f"{period.name}与上一年度比"
    compared = view_compared_years(edition, before, now)
    body = render_body(
        page_templates(edition), "compare_years_page", url, period=at_page(period, url), compared=compared
    )
    about = f"{before.year}年度和{now.year}年度的名次、各单项{period.noun}和规则的改动放在一起。"
    entry = SearchEntry(name, url, "页面", "对比 两年 变化 规则改动")
    return Article(url, name, "results", body, about, (name,), column=True, published=dated, entries=(entry,))


def view_compared_years(edition: Edition, before: YearResult, now: YearResult) -> CompareYears:
    """What of two years can be compared, and what cannot."""
    pairs = pair_items(before, now)
    alike = scores_compare(before, now)
    units = tuple(_units(before, now, alike))
    shown = {pair.unit.url for pair in units}
    left = [unit.unit.short_name for unit in now.units if address.unit_page(now.year, unit.unit.id) not in shown]
    return CompareYears(
        before=Link(f"{before.year}年度", address.year_page(before.year)),
        now=Link(f"{now.year}年度", address.year_page(now.year)),
        picture=view_years(before, now, pairs, drawer_of(edition)),
        changed=tuple(pair for pair in pairs if pair.change),
        gone=only_in(before.scheme, now.scheme),
        fresh=only_in(now.scheme, before.scheme),
        units=units,
        left_out=tuple(left),
        scores=alike,
    )


def _units(before: YearResult, now: YearResult, alike: bool) -> Iterator[UnitPair]:
    for unit in now.units:
        old = before.unit(unit.unit.id)
        if old is None or old.group != unit.group or unit.rank is None or old.rank is None:
            continue
        places = now.scheme.rounding.places
        yield UnitPair(
            Link(unit.unit.short_name, address.unit_page(now.year, unit.unit.id), unit.unit.name),
            (points_text(old.total, before.scheme.rounding.places), points_text(unit.total, places)),
            (rank_name(old), rank_name(unit)),
            _moved(old, unit, places) if alike else "",
        )


def _moved(old: UnitResult, now: UnitResult, places: int) -> str:
    if old.total is None or now.total is None:
        return ""
    moved = now.total - old.total
    sign = "＋" if moved > Decimal(0) else "−" if moved else ""
    return f"{sign}{format_points(abs(moved), places)}"
