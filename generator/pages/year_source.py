"""The pages of each year: at a glance, ranking, units, items, appraisal, outcomes, quarters, and every deduction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

from generator.load.edition import Edition
from generator.pages.appraisal_page import view_appraisal_year
from generator.pages.compare_units_page import compare_units_article
from generator.pages.compare_years_page import compare_years_article, year_before
from generator.pages.items_page import Losses, index_losses, view_categories, view_category, view_item
from generator.pages.outcomes_page import view_outcomes
from generator.pages.picture_views import UnitPictures, appraisal_pictures, unit_ground, year_pictures
from generator.pages.ranking_page import view_ranking
from generator.pages.record_page import RecordView, view_records
from generator.pages.score_way import index_groups
from generator.pages.unit_page import UnitView, view_unit
from generator.pages.year_page import PeriodView, at_page, view_period, view_year
from generator.public.periods import Period
from generator.score.result import YearResult, telling
from generator.words import address
from generator.words.file_words import correction_links
from generator.words.page_frame import Article, SearchEntry, page_templates, render_body
from generator.words.result_words import points_noun

_RANKING_WORDS = "排名 名次 得分 排行 排行榜 第一名 倒数 最后一名 扣分最多 扣分最少 得分最高 得分最低"


@dataclass(frozen=True, slots=True)
class Year:
    """One year while its pages are made."""

    edition: Edition
    period: Period
    result: YearResult
    losses: Losses
    records: dict[str, RecordView]
    view: PeriodView

    def about(self, url: str) -> PeriodView:
        """What the page at `url` says of the period."""
        return at_page(self.view, url)

    @property
    def noun(self) -> str:
        """What the points of the year are called."""
        return points_noun(self.result)

    def body(self, template: str, url: str, **values: Any) -> str:
        """The HTML of the page at `url`."""
        return render_body(page_templates(self.edition), template, url, period=self.about(url), **values)

    @property
    def dated(self) -> date | None:
        """The day of publication, or of the data."""
        return self.period.publication.date if self.period.publication else self.edition.updated


def year_articles(edition: Edition) -> Iterator[Article]:
    """All pages of all years, the first year first."""
    for number in edition.years:
        year = _open_year(edition, edition.period_of(number))
        pages = _pages_of(year)
        yield next(pages)
        for period in edition.periods:
            if period.year == number and period.quarter is not None:
                yield replace(_quarter(edition, period, period.quarter), shows=_shows(period))
        yield from pages


def _pages_of(year: Year) -> Iterator[Article]:
    """The pages of the whole year, its own first."""
    made = [
        (_glance(year, address.year_page(year.result.year), year.period.name), _ranking(year)),
        _item_pages(year),
        (_appraisal(year),) if year.result.scheme.appraisals else (),
        (_outcomes(year),),
        _comparing(year),
        _unit_pages(year),
        _record_pages(year),
    ]
    for article in chain.from_iterable(made):
        yield replace(article, shows=_shows(year.period))


def _comparing(year: Year) -> Iterator[Article]:
    """The pages that set two units, and this year and the one before, side by side."""
    yield compare_units_article(year.edition, year.result, year.view, year.dated)
    before = year_before(year.edition, year.result)
    if before is not None:
        yield compare_years_article(year.edition, before, year.result, year.view, year.dated)


def _shows(period: Period) -> str:
    """Of which publication the figures of a period are, or that they are a draft."""
    made = period.publication
    return (
        f"{made.title}（{period.state_name}，{made.date} 发布）" if made else f"{period.name}（{period.state_name}）"
    )


def _glance(year: Year, url: str, title: str) -> Article:
    view = view_year(year.edition.corpus, year.result, year.losses, year.edition.periods)
    ranking = view_ranking(year.result)
    quarterly = year.result.quarter is not None
    names = f"{title}成绩 {title}得分" if quarterly else f"{year.result.year}年 年度结果 考核结果 年度总览 成绩"
    body = year.body(
        "quarter_page" if quarterly else "year_page", url, year=view, ranking=ranking,
        pictures=year_pictures(year.edition, year.result, year.period), compare=_compare_links(year),
    )  # fmt: skip
    return Article(
        url,
        f"{title}考核结果" if not quarterly else title,
        "results",
        body,
        f"{title}考核结果：得分分布、各类别{year.noun}、排名和结果运用。",
        (title, "考核结果"),
        column=True,
        published=year.dated,
        entries=(SearchEntry(title, url, "页面", names),),
    )


def _compare_links(year: Year) -> dict[str, str]:
    """Where units and years are compared; years only where there is one before."""
    number = year.result.year
    before = year_before(year.edition, year.edition.result_of(number))
    return {
        "units": address.compare_units_page(number),
        "years": "" if before is None else address.compare_years_page(number),
    }


def _open_year(edition: Edition, period: Period) -> Year:
    result = edition.results[period.year, period.quarter]
    shown = [edition.results[found.year, found.quarter] for found in edition.periods if found.year == period.year]
    records: dict[str, RecordView] = {}
    for told in telling(shown):
        records |= view_records(edition.corpus, told, period.day)
    return Year(edition, period, result, index_losses(result), records, view_period(result, period, edition.periods))


def _quarter(edition: Edition, period: Period, quarter: int) -> Article:
    result = edition.results[period.year, quarter]
    year = Year(edition, period, result, index_losses(result), {}, view_period(result, period, edition.periods))
    return _glance(year, address.quarter_page(period.year, quarter), period.name)


def _ranking(year: Year) -> Article:
    url, name = address.ranking_page(year.result.year), f"{year.period.name}排名"
    body = year.body("ranking_page", url, ranking=view_ranking(year.result))
    return Article(
        url, name, "ranking", body, f"{name}：各单位得分、{year.noun}和名次。", (name,), column=True,
        published=year.dated, entries=(SearchEntry(name, url, "页面", _RANKING_WORDS),),
    )  # fmt: skip


def _item_pages(year: Year) -> Iterator[Article]:
    corpus, result, number = year.edition.corpus, year.result, year.result.year
    url, name = address.items_page(number), f"{year.period.name}考核单项"
    categories = view_categories(corpus, result, year.losses)
    body = year.body("items_page", url, categories=categories)
    yield Article(
        url, name, "items", body, f"{name}：分值、标准、考核实施部门和{year.noun}情况。", (name,), column=True
    )
    for category in result.scheme.categories():
        url = address.category_page(number, category.id)
        body = year.body("category_page", url, category=view_category(corpus, result, year.losses, category.id))
        entry = SearchEntry(category.name, url, "类别", sort="item", thing=category.id)
        yield Article(
            url, f"{category.name}（{number}年度）", "items", body,
            f"{number}年度“{category.name}”类别的考核单项和各单位{year.noun}。", (category.name,), column=True,
            entries=(entry,),
        )  # fmt: skip
    by_item: dict[str, list[RecordView]] = {}
    for path, record in year.records.items():
        by_item.setdefault(path.split("/")[3], []).append(record)
    for item in result.scheme.items.values():
        yield _item(year, item.id, by_item.get(item.id, []))


def _item(year: Year, item: str, records: list[RecordView]) -> Article:
    number = year.result.year
    url = address.item_page(number, item)
    view = view_item(year.edition.corpus, year.result, year.losses, item, records, year.period.day)
    standards = " ".join(standard.text for standard in view.standards)
    noun = view.words.noun
    return Article(
        url,
        f"{view.name}（{number}年度）",
        "items",
        year.body("item_page", url, item=view),
        f"{number}年度考核单项“{view.name}”：分值 {view.max} 分，{noun}标准、各单位{noun}和全部记录。",
        (view.name, view.category.name),
        column=True,
        published=year.dated,
        entries=(
            SearchEntry(
                view.name, url, "考核单项", text=f"{view.category.name} {standards}", sort="item", thing=item
            ),
        ),
    )


def _appraisal(year: Year) -> Article:
    url, name = address.appraisal_page(year.result.year), f"{year.period.name}{year.result.scheme.appraisal_name}"
    appraisals = view_appraisal_year(year.result)
    names = f"{year.result.scheme.appraisal_name} 满意率 评议 满意度 打分 投票"
    body = year.body(
        "appraisal_page", url, appraisals=appraisals, appraisal_name=year.result.scheme.appraisal_name,
        pictures=appraisal_pictures(year.edition, year.result),
    )  # fmt: skip
    return Article(
        url, name, "appraisal", body, f"{name}：各单位、各方面的满意率。", (name, "满意率"), column=True,
        published=year.dated, entries=(SearchEntry(name, url, "页面", names),),
    )  # fmt: skip


def _outcomes(year: Year) -> Article:
    url, name = address.outcomes_page(year.result.year), f"{year.period.name}结果运用"
    lists = view_outcomes(year.edition.corpus, year.result)
    body = year.body("outcomes_page", url, lists=lists)
    words = "、".join(found.outcome.name for found in lists)
    return Article(
        url, name, "results", body, f"{name}：{words}。", (name,), column=True, published=year.dated,
        entries=(SearchEntry(name, url, "页面", f"结果运用 奖惩 奖励 {words}"),),
    )  # fmt: skip


def _unit_pages(year: Year) -> Iterator[Article]:
    groups, ground = index_groups(year.result), unit_ground(year.edition, year.result)
    for unit in year.result.units:
        view = view_unit(year.edition.corpus, year.result, unit, year.records, groups[unit.group])
        yield _unit(year, view, ground.pictures(unit))


def _unit(year: Year, view: UnitView, pictures: UnitPictures) -> Article:
    number = year.result.year
    url = address.unit_page(number, view.id)
    names = " ".join([view.short_name, *view.aliases])
    return Article(
        url,
        f"{view.name}（{number}年度）",
        "units",
        year.body(
            "unit_page",
            url,
            unit=view,
            pictures=pictures,
            pictures_compare=address.compare_units_page(number, view.id),
        ),
        f"{view.name}{year.period.name}{view.words.summary}；每一笔{view.words.noun}的依据、事由和结果。",
        (view.name, view.short_name, "得分"),
        published=year.dated,
        entries=(
            SearchEntry(
                view.name,
                url,
                "单位",
                names,
                f"{number}年度{view.words.summary}",
                sort="unit",
                units=(view.id,),
                thing=view.id,
            ),
        ),
    )


def _record_pages(year: Year) -> Iterator[Article]:
    for record in year.records.values():
        corrections = correction_links(year.edition.corpus, record.path)
        matter, noun = " ".join(record.reason.split()), record.words.noun
        title = f"{record.unit.name}：{record.item.name}（{record.date}）"
        yield Article(
            record.url,
            f"{record.unit.name}：{matter[:40]}{'…' * (len(matter) > 40)}（{record.date}）",
            "items",
            year.body("record_page", record.url, record=record, corrections=corrections),
            f"{record.unit.about}{record.date}在“{record.item.name}”{noun} {record.points} 分：{record.reason[:60]}",
            (record.unit.name, record.item.name),
            published=year.dated,
            entries=(
                SearchEntry(
                    title,
                    record.url,
                    f"{noun}记录",
                    text=record.reason,
                    sort="record",
                    units=(address.unit_at(record.unit.url),),
                    year=year.result.year,
                ),
            ),
        )
