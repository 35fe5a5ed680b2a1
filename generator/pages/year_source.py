"""The pages of each year: at a glance, ranking, units, items, appraisal, outcomes, quarters, and every deduction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from generator.load.edition import Edition
from generator.model.quoted import quoted
from generator.model.ranking_rule import OutcomeRule
from generator.pages.appeal_list import list_appeals
from generator.pages.appraisal_page import view_appraisal_year
from generator.pages.compare_units_page import compare_units_article
from generator.pages.compare_years_page import compare_years_article, year_before
from generator.pages.fates import Fates, list_fates
from generator.pages.item_source import item_articles
from generator.pages.opened_year import Year, open_quarter, open_year, shows_of
from generator.pages.outcomes_page import alike_outcomes, view_outcomes
from generator.pages.picture_views import UnitPictures, appraisal_pictures, unit_ground, year_pictures
from generator.pages.ranking_page import view_ranking
from generator.pages.score_way import index_groups
from generator.pages.unit_page import UnitView, view_unit
from generator.pages.unrectified import are_unrectified, list_unrectified, what_follows
from generator.pages.year_page import view_year
from generator.public.periods import Period
from generator.words import address
from generator.words.chinese_number import chinese_number
from generator.words.file_words import correction_links
from generator.words.page_frame import ALL_PAGES, Article, PageChoice, SearchEntry
from generator.words.site_frame import Link

_RECTIFIED_WORDS = "整改得怎样 整改情况 没整改 没有整改 没改 逾期 逾期未整改 整改逾期"
_APPEAL_WORDS = (
    "申诉 申诉情况 复核结果 还没有复核 没有复核的申诉 复核中 申诉待复核 申诉没有决定 申诉名单 哪些单位申诉"
)
_UNRECTIFIED_WORDS = "整改名单 没有整改的单位 还没整改 未销号 没有销号 整改逾期的有哪些"
_OUTCOME_WORDS = "结果运用 奖惩 奖励 年终奖 先进 评优 评先 后进 没有表扬 没评上 没有约谈"
_RANKING_WORDS = (
    "排名 名次 得分 排行 排行榜 第一名 倒数 末位 垫底 最后几名 最后一名 扣分最多 扣分最少 得分最高 得分最低 "
    "满分 没有扣分 后进 落后 不合格"
)


def year_articles(edition: Edition, wanted: PageChoice = ALL_PAGES) -> Iterator[Article]:
    """The wanted pages of all years, the first year first."""
    for number in edition.years:
        if wanted.is_in(number):
            yield from _year_pages(edition, number, wanted)


def _year_pages(edition: Edition, number: int, wanted: PageChoice) -> Iterator[Article]:
    """The pages of one year, its own first, then those of its quarters."""
    year = open_year(edition, edition.period_of(number))
    if address.year_page(number) in wanted:
        yield replace(_glance(year, address.year_page(number), year.period.name), shows=shows_of(year.period))
    for period in edition.periods:
        quarter = period.quarter
        if period.year == number and quarter is not None and address.quarter_page(number, quarter) in wanted:
            yield replace(_quarter(edition, period, quarter), shows=shows_of(period))
    for article in _pages_of(year, wanted):
        yield replace(article, shows=shows_of(year.period))


def _pages_of(year: Year, wanted: PageChoice) -> Iterator[Article]:
    """The wanted pages of the whole year, but for the year at a glance."""
    number, votes = year.result.year, year.result.scheme.appraisals
    single: list[tuple[str, Callable[[Year], Article]]] = [(address.ranking_page(number), _ranking)]
    later = [(address.appraisal_page(number), _appraisal)] if votes else []
    later += [(address.outcomes_page(number), _outcomes), (address.compare_units_page(number), _compare_units)]
    yield from (make(year) for url, make in single if url in wanted)
    yield from item_articles(year, wanted)
    yield from (make(year) for url, make in later if url in wanted)
    before = year_before(year.edition, year.result)
    if before is not None and address.compare_years_page(number) in wanted:
        yield compare_years_article(year.edition, before, year.result, year.view, year.dated)
    yield from _unit_pages(year, wanted)
    yield from _record_pages(year, wanted)


def _compare_units(year: Year) -> Article:
    return compare_units_article(year.edition, year.result, year.view, year.dated)


def _glance(year: Year, url: str, title: str) -> Article:
    view = view_year(year.edition.corpus, year.result, year.losses, year.edition.periods)
    ranking = view_ranking(year.result)
    quarterly = year.result.quarter is not None
    names = f"{title}成绩 {title}得分" if quarterly else f"{year.result.year}年 年度结果 考核结果 年度总览 成绩"
    pictures = year_pictures(year.edition, year.result, year.period)
    unrectified = not quarterly and are_unrectified(year.result.units, year.period.day)
    body = year.body(
        "quarter_page" if quarterly else "year_page", url, year=view, ranking=ranking, pictures=pictures,
        compare=_compare_links(year), unrectified=unrectified,
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
        entries=tuple(_year_entries(title, url, names, pictures.rectified is not None and not quarterly)),
    )


def _year_entries(title: str, url: str, names: str, rectified: bool) -> Iterator[SearchEntry]:
    """The page, and its part that says how far findings are put right, if it has one."""
    yield SearchEntry(title, url, "页面", names)
    if rectified:
        yield SearchEntry(f"{title}：整改得怎样", f"{url}#rectified", "页面", _RECTIFIED_WORDS)


def _compare_links(year: Year) -> dict[str, str]:
    """Where units and years are compared; years only where there is one before."""
    number = year.result.year
    before = year_before(year.edition, year.edition.result_of(number))
    return {
        "units": address.compare_units_page(number),
        "years": "" if before is None else address.compare_years_page(number),
    }


def _quarter(edition: Edition, period: Period, quarter: int) -> Article:
    return _glance(open_quarter(edition, period), address.quarter_page(period.year, quarter), period.name)


def _ranking(year: Year) -> Article:
    url, name = address.ranking_page(year.result.year), f"{year.period.name}排名"
    body = year.body("ranking_page", url, ranking=view_ranking(year.result))
    return Article(
        url, name, "ranking", body, f"{name}：各单位得分、{year.noun}和名次。", (name,), column=True,
        published=year.dated, entries=(SearchEntry(name, url, "页面", _RANKING_WORDS),),
    )  # fmt: skip


def _appraisal(year: Year) -> Article:
    url, name = address.appraisal_page(year.result.year), f"{year.period.name}{year.result.scheme.appraisal_name}"
    appraisals = view_appraisal_year(year.edition.corpus, year.result)
    names = f"{year.result.scheme.appraisal_name} 满意率 评议 评议结果 满意度 打分 投票 民意调查 民意测评"
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
    unrectified = list_unrectified(year.result.units, year.records, year.period.day, _follows(year))
    appeals = list_appeals(year.result.units, year.records, year.period.day, year.edition.corpus, year.result.scheme)
    overdue = {row.unit.url for row in unrectified.rows if row.late} if unrectified is not None else set()
    body = year.body(
        "outcomes_page", url, lists=alike_outcomes(lists), unrectified=unrectified, appeals=appeals, overdue=overdue
    )  # fmt: skip
    words = "、".join(found.outcome.name for found in lists)
    section = "outcomes" if year.result.scheme.outcomes else "results"
    ends = " ".join(word for rule in year.result.scheme.outcomes for word in _end_words(rule))
    entries = [SearchEntry(name, url, "页面", f"{_OUTCOME_WORDS} {words} {ends}")]
    if appeals is not None:
        entries.append(SearchEntry(f"{name}：申诉和复核", f"{url}#appeals", "页面", _APPEAL_WORDS))
    if unrectified is not None:
        entries.append(SearchEntry(f"{name}：整改还没有办完的", f"{url}#unrectified", "页面", _UNRECTIFIED_WORDS))
    return Article(
        url, name, section, body, f"{name}：{words}。", (name,), column=True, published=year.dated,
        entries=tuple(entries),
    )  # fmt: skip


def _end_words(rule: OutcomeRule) -> Iterator[str]:
    """How people call those whom an outcome is for: 前三名, 前3名, 红榜; 后三名, 末三名, 最后三名, 倒数三名, 黑榜."""
    yield from ("表彰", "红榜") if rule.top else ("黑榜", "最差", "警示谈话")
    if rule.places <= 10:
        for number in (str(rule.places), chinese_number(rule.places)):
            yield from (f"{end}{number}名" for end in (("前",) if rule.top else ("后", "末", "最后", "倒数")))


def _unit_pages(year: Year, wanted: PageChoice) -> Iterator[Article]:
    units = [u for u in year.result.units if address.unit_page(year.result.year, u.unit.id) in wanted]
    if not units:
        return
    groups, ground = index_groups(year.result), unit_ground(year.edition, year.result, year.period.day)
    follows = _follows(year)
    for unit in units:
        view = view_unit(year.edition.corpus, year.result, unit, year.records, groups[unit.group])
        fates = list_fates(unit, year.records, year.period.day, follows)
        yield _unit(year, view, ground.pictures(unit), fates)


def _follows(year: Year) -> Link | None:
    return what_follows(year.result.scheme, year.edition.notices)


def _unit(year: Year, view: UnitView, pictures: UnitPictures, fates: Fates | None) -> Article:
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
            fates=fates,
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
                f"{number}年度{view.words.summary}；每一笔{view.words.noun}",
                sort="unit",
                units=(view.id,),
                thing=view.id,
            ),
        ),
    )


def _record_pages(year: Year, wanted: PageChoice) -> Iterator[Article]:
    for record in year.records.values():
        if record.url not in wanted:
            continue
        corrections = correction_links(year.edition.corpus, record.path)
        matter, noun = record.matter, record.words.noun
        title = f"{record.unit.name}：{record.item.name}（{record.date}）"
        yield Article(
            record.url,
            f"{record.unit.name}：{matter[:40]}{'…' * (len(matter) > 40)}（{record.date}）",
            "items",
            year.body("record_page", record.url, record=record, corrections=corrections),
            f"{record.unit.about}{record.date}在{quoted(record.item.name)}{noun} {record.points} 分："
            f"{record.reason[:60]}",
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
