"""Two units of a year side by side: a complete table of all; a script shows two of them."""

from __future__ import annotations

from datetime import date

from generator.load.edition import Edition
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_rate, printed_points
from generator.pages.year_page import PeriodView, at_page
from generator.pictures.heat_picture import points_cell
from generator.pictures.parts import Parts, points_by_part
from generator.score.result import UnitResult, YearResult
from generator.score.votes import votes_of
from generator.words import address
from generator.words.page_frame import Article, SearchEntry, page_templates, render_body
from generator.words.result_words import NONE, points_text, rank_name
from generator.words.site_frame import Link


@dataclass(frozen=True, slots=True)
class ComparedUnit:
    """A row of the table: its score, its rank, its points by category, its rates, its points by item."""

    id: str
    unit: Link
    group: str
    total: str
    rank: str
    parts: tuple[str, ...]
    rates: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompareUnits:
    """All units of a year; a column of points says which way they move the score."""

    parts: tuple[tuple[str, str], ...]
    rates: tuple[str, ...]
    items: tuple[tuple[str, str], ...]
    rows: tuple[ComparedUnit, ...]


def compare_units_article(edition: Edition, result: YearResult, period: PeriodView, dated: date | None) -> Article:
    """The page on which two units of the year of `result` are compared."""
    url, name = address.compare_units_page(result.year), f"{period.name}：比较两个单位"
    body = render_body(
        page_templates(edition),
        "compare_units_page",
        url,
        period=at_page(period, url),
        compared=view_compared(result),
    )
    about = f"{period.name}任意两个单位的得分、名次、各类别和各单项{period.noun}放在一起。"
    entry = SearchEntry(name, url, "页面", "比一比 对比 两个部门")
    return Article(
        url, name, "ranking", body, about, (name,), column=True, published=dated, entries=(entry,)
    )  # fmt: skip


def view_compared(result: YearResult) -> CompareUnits:
    """The figures of all units of `result`."""
    parts = points_by_part(result)
    aspects = [(part.id, aspect.id, aspect.name) for part in result.scheme.appraisals for aspect in part.aspects]
    items = result.scheme.items
    return CompareUnits(
        tuple((column.name, column.url) for column in parts.columns),
        tuple(name for _, _, name in aspects),
        tuple((item.name, address.item_page(result.year, item.id)) for item in items.values()),
        tuple(_row(result, unit, parts, [(part, aspect) for part, aspect, _ in aspects]) for unit in result.units),
    )


def _row(result: YearResult, unit: UnitResult, parts: Parts, aspects: list[tuple[str, str]]) -> ComparedUnit:
    found = {item.item.id: item for item in unit.score.items()}
    rates = {
        (component.component.id, aspect.aspect.id): aspect.rate
        for component in unit.score.components
        if (votes := votes_of(component)) is not None and not votes.withheld
        for aspect in votes.aspects
    }
    return ComparedUnit(
        id=unit.unit.id,
        unit=Link(unit.unit.short_name, address.unit_page(result.year, unit.unit.id), unit.unit.name),
        group=result.scheme.group_name(unit.group),
        total=points_text(unit.total, result.scheme.rounding.places),
        rank=rank_name(unit),
        parts=tuple(points_cell(points) for points in parts.points[unit.unit.id]),
        rates=tuple(NONE if (rate := rates.get(key)) is None else format_rate(rate) for key in aspects),
        items=tuple(
            printed_points(found[item].counted) if item in found and found[item].applies else NONE
            for item in result.scheme.items
        ),
    )
