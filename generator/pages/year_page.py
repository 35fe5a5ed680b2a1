"""A year, or a year to date at the end of a quarter, at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.quarter import CoveredSpan, quarter_name
from generator.pages.items_page import CategoryView, Losses, view_categories
from generator.pages.quarter_terms import QuarterGrid, view_grid
from generator.pages.summary_sentences import year_sentence
from generator.public.periods import Period
from generator.public.released import AnyReleased
from generator.rules.effect_words import EFFECTS, reword
from generator.rules.item_limits import WHOLE_LIMIT
from generator.rules.scheme import Scheme
from generator.score.quarterly import first_day
from generator.score.result import RecordEffect, YearResult
from generator.score.year import quarter_end
from generator.words import address
from generator.words.counted_sums import counted_sums, sums_cell
from generator.words.middle import compared_totals, middle_total
from generator.words.record_counts import counting, other_words
from generator.words.result_words import points_noun, sum_words
from generator.words.site_frame import Link

ZERO = Decimal(0)
_SAMPLE_NOTE = "考核单项、扣分标准和计算设置为示例，不是通知原文。"


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure that stands out, with its name and a sentence about it."""

    name: str
    value: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the same year."""

    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """One quarter's own records: how many, how many points they took."""

    name: str
    url: str
    state: str
    records: str
    lost: str
    units: str


@dataclass(frozen=True, slots=True)
class PeriodView:
    """What every page of a period says of it: its name, its state, and from what the figures come.

    `since` is its first day where a quarter counts by itself, `span` what of the year it covers. `noun` is what its
    points are called, `sum_words` what their sum is: 共扣.
    """

    year: str
    name: str
    title: str
    document: str
    state: str
    state_name: str
    draft: bool
    since: str
    until: str
    publication: str
    published: str
    corrections: tuple[tuple[str, str], ...]
    sample_note: str
    missing: str
    span: CoveredSpan
    noun: str
    sum_words: str
    tabs: tuple[Tab, ...]


@dataclass(frozen=True, slots=True)
class YearView:
    """The page of a period: in a sentence, figures that stand out, tables, and where to go on.

    `heaviest` are the categories from the one that cost most points to the one that cost least.
    """

    glance: str
    tiles: tuple[Tile, ...]
    quarters: tuple[QuarterRow, ...]
    grid: QuarterGrid | None
    categories: tuple[CategoryView, ...]
    heaviest: tuple[CategoryView, ...]


def at_page(view: PeriodView, url: str) -> PeriodView:
    """What the page at `url` says of its period: its own tab is marked."""
    return replace(view, tabs=tuple(replace(tab, current=tab.url == url) for tab in view.tabs))


def view_period(result: YearResult, period: Period, periods: Sequence[Period]) -> PeriodView:
    """What every page of a period says of it."""
    scheme, publication = result.scheme, period.publication
    return PeriodView(
        year=str(result.year),
        name=period.name,
        title=scheme.title,
        document=scheme.document,
        state=period.state,
        state_name=period.state_name,
        draft=period.draft,
        since=first_day(result.year, period.quarter).isoformat() if result.span.alone and period.quarter else "",
        until=result.until.isoformat(),
        publication=publication.title if publication else "",
        published=publication.date.isoformat() if publication else "",
        corrections=tuple((found.date.isoformat(), found.reason) for found in period.corrections),
        sample_note=(scheme.sample_note or reword(_SAMPLE_NOTE, points_noun(result))) if scheme.is_sample else "",
        missing=result.missing,
        span=result.span,
        noun=points_noun(result),
        sum_words=sum_words(points_noun(result)),
        tabs=tuple(_tabs(result.scheme, periods)),
    )


def _tabs(scheme: Scheme, periods: Sequence[Period]) -> Iterator[Tab]:
    year = scheme.year
    pages = [
        ("总览", address.year_page(year)),
        ("排名", address.ranking_page(year)),
        ("考核单项", address.items_page(year)),
        *((scheme.appraisal_name, address.appraisal_page(year)) for _ in scheme.appraisals[:1]),
        ("结果运用", address.outcomes_page(year)),
    ]
    pages += [
        (quarter_name(period.quarter).removeprefix("第"), address.quarter_page(year, period.quarter))
        for period in periods
        if period.year == year and period.quarter is not None
    ]
    yield from (Tab(name, page, current=False) for name, page in pages)


def view_year(corpus: AnyReleased, result: YearResult, losses: Losses, periods: Sequence[Period]) -> YearView:
    """The year, or the year to date, of `result` at a glance."""
    quarters = tuple(_quarter_rows(result, periods))
    categories = view_categories(corpus, result, losses)
    return YearView(
        glance=year_sentence(result),
        tiles=tuple(_tiles(result)),
        quarters=quarters,
        grid=view_grid(result),
        categories=categories,
        heaviest=tuple(sorted(categories, key=lambda category: -Decimal(category.lost))),
    )


def _effects(result: YearResult) -> list[RecordEffect]:
    return [effect for unit in result.units for effect in unit.score.effects()]


def _tiles(result: YearResult) -> Iterator[Tile]:
    effects = _effects(result)
    group, totals = compared_totals(result)
    unranked = sum(unit.rank is None for unit in result.units)
    places = result.scheme.rounding.places
    yield Tile("被考核单位", str(len(result.units)), f"个，其中 {unranked} 个不排名" if unranked else "个")
    if totals:
        yield Tile(
            "最高分",
            format_points(totals[-1], places),
            f"分；最低 {format_points(totals[0], places)}{f'；{group}' if group else ''}",
        )
        yield Tile("中位数", format_points(middle_total(result, totals), places), "分；一半单位不低于此分")
    noun = points_noun(result)
    others = other_words(effects, noun)
    yield Tile(f"{noun}记录", str(len(counting(effects))), f"条；另有 {others}" if others else "条")
    for words, points in counted_sums(result, effects):
        capped = sum(bool(effect.absorbed) for effect in effects if effect.words == words)
        limits = {effect.limits for effect in effects if effect.absorbed and effect.words == words}
        limit = "、".join(sorted(limits)) or WHOLE_LIMIT
        verb, figure = words.said(format_points(points, places))
        besides = [
            part.part.name for part in result.laid.parts if not part.items and EFFECTS[part.kind.effect] == words
        ]
        without = f"，不含{'、'.join(besides)}" if besides else ""
        yield Tile(f"共{verb}", figure, f"分{without}；{capped} 条达到{limit}")


def _quarter_rows(result: YearResult, periods: Sequence[Period]) -> Iterator[QuarterRow]:
    effects = _effects(result)
    shown = {period.quarter: period for period in periods if period.year == result.year}
    quarters = range(1, (result.quarter or max((q for q in shown if q), default=0)) + 1)
    for quarter in quarters:
        own = counting(found for found in effects if found.record.quarter == quarter)
        yield QuarterRow(
            name=quarter_name(quarter),
            url=address.quarter_page(result.year, quarter) if quarter in shown else "",
            state=shown[quarter].state_name if quarter in shown else _missing_state(result, quarter),
            records=str(len(own)),
            lost=sums_cell(result, counted_sums(result, own), result.scheme.rounding.places),
            units=str(len({found.record.unit for found in own})),
        )


def _missing_state(result: YearResult, quarter: int) -> str:
    """Why a quarter is not shown, where the scheme tells."""
    is_early = not result.scheme.has_results(quarter_end(result.year, quarter))
    return "考核办法施行之前，没有结果" if is_early else ""


@dataclass(frozen=True, slots=True)
class YearCard:
    """One year in a list of years."""

    link: Link
    state: str
    units: str
    records: str
    noun: str


def view_year_card(result: YearResult, period: Period) -> YearCard:
    """A year in a list: its page, state, number of units and of records."""
    return YearCard(
        Link(period.name, address.year_page(result.year), result.scheme.title),
        period.state_name,
        str(len(result.units)),
        str(len(counting(_effects(result)))),
        points_noun(result),
    )
