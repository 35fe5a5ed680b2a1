"""The pages that belong to no year: home, the register of units, the method, search."""

from __future__ import annotations

from collections.abc import Iterator

from generator.load.edition import Edition, per_edition
from generator.pages.appeal_list import undecided_of
from generator.pages.home_outcomes import home_question, view_home_outcomes
from generator.pages.items_page import index_losses
from generator.pages.method_page import view_method
from generator.pages.outcomes_page import view_outcomes
from generator.pages.picture_views import home_ranks, spread_pictures
from generator.pages.unit_decisions import Decided, index_decisions
from generator.pages.units_page import Found, index_units, latest_of_units, view_directory, view_unit_home
from generator.pages.unrectified import unrectified_of_year
from generator.pages.year_page import view_period, view_year, view_year_card
from generator.rules.scheme import Scheme
from generator.score.result import UnitResult
from generator.words import address
from generator.words.address import ALL_FEED, feed_path
from generator.words.notices import view_notices
from generator.words.page_frame import ALL_PAGES, Article, PageChoice, SearchEntry, page_templates, render_body
from generator.words.result_words import rank_words
from generator.words.scheme_noun import scheme_noun, site_noun
from generator.words.site_frame import tells_of_clauses, view_site

_METHOD_WORDS = (
    "得分这样算 算分 怎么算 算出来 分数 依据 扣分依据 并列 并列名次 考核细则 评分标准 百分制 满分 权重 封顶 "
    "谁考核 谁来考核"
)


def overview_articles(edition: Edition, wanted: PageChoice = ALL_PAGES) -> Iterator[Article]:
    """Home, units, method and search, as far as they are wanted."""
    if address.HOME in wanted:
        yield _home(edition)
    if address.UNITS in wanted:
        yield _directory(edition, _index(edition))
    yield from _unit_homes(edition, wanted)
    yield from _methods(edition, wanted)
    if address.NOTICES in wanted:
        yield from _notices(edition)
    if address.SEARCH in wanted:
        yield _search(edition, _index(edition))


def _index(edition: Edition) -> Found:
    return index_units([edition.result_of(year) for year in edition.years])


@per_edition
def _decided(edition: Edition) -> Decided:
    return index_decisions(edition.corpus)


def _home(edition: Edition) -> Article:
    url, site = address.HOME, view_site(edition)
    values = {}
    if edition.years:
        year = edition.years[-1]
        result, period = edition.result_of(year), edition.period_of(year)
        lists = view_outcomes(edition.corpus, result)
        values = {
            "year": view_year(edition.corpus, result, index_losses(result), edition.periods),
            "period": view_period(result, period, edition.periods),
            "outcomes": view_home_outcomes(lists),
            "question": home_question(lists, result.scheme.outcomes),
            "spreads": spread_pictures(edition, result),
            "pending": [
                way for way in (undecided_of(edition, year), unrectified_of_year(edition)) if way is not None
            ],
        }
    cards = [view_year_card(edition.result_of(year), edition.period_of(year)) for year in reversed(edition.years)]
    body = render_body(
        page_templates(edition),
        "home_page",
        url,
        site=site,
        cards=cards,
        latest=values or None,
        votes=edition.corpus.appraises,
        followed=address.CLAUSES if tells_of_clauses(edition.corpus, edition.notices) else "",
        complaints=address.COMPLAINTS,
    )
    return Article(
        url,
        site.title,
        "home",
        body,
        f"{site.title}：各单位的得分、名次和每一笔{site_noun(edition.corpus)}的依据。",
        ("考核", site.district),
        published=edition.updated,
        feed=ALL_FEED if edition.periods else "",
        entries=(SearchEntry("首页", url, "页面"),),
    )


def _directory(edition: Edition, found: Found) -> Article:
    url = address.UNITS
    results = [edition.result_of(year) for year in edition.years]
    groups = view_directory(edition.corpus, results, found)
    body = render_body(page_templates(edition), "units_page", url, groups=groups)
    return Article(
        url,
        "各单位",
        "units",
        body,
        "全部被考核单位和考核实施部门的名录。",
        ("被考核单位", "名录"),
        column=True,
        entries=(SearchEntry("各单位", url, "页面", "单位名录 哪些单位 被考核单位"),),
    )


def _unit_homes(edition: Edition, wanted: PageChoice) -> Iterator[Article]:
    homes = [(unit, url) for unit in edition.corpus.units.values() if (url := address.unit_home(unit.id)) in wanted]
    if not homes:
        return
    found, results = _index(edition), [edition.result_of(year) for year in edition.years]
    periods = {year: edition.period_of(year) for year in edition.years}
    for unit, url in homes:
        view = view_unit_home(edition.corpus, unit, results, periods, found, _decided(edition))
        feed = feed_path(unit.id) if view.years else ""
        body = render_body(
            page_templates(edition), "unit_home_page", url, unit=view, feed=feed, ranks=home_ranks(edition, unit.id)
        )
        names = " ".join([unit.short_name, *unit.aliases])
        yield Article(
            url,
            unit.name,
            "units",
            body,
            f"{unit.name}历年考核得分和名次。",
            (unit.name, unit.short_name),
            feed=feed,
            entries=()
            if view.years
            else (SearchEntry(unit.name, url, "单位", names, sort="unit", units=(unit.id,), thing=unit.id),),
        )


def _methods(edition: Edition, wanted: PageChoice) -> Iterator[Article]:
    """How figures are computed in the newest year whose rules are settled, and in each year."""
    schemes = edition.corpus.schemes
    settled = [year for year, scheme in schemes.items() if not scheme.open]
    newest = (settled or [*schemes])[-1:]
    if address.METHOD in wanted:
        yield _method(edition, address.METHOD, newest[0] if newest else None)
    for year in (year for year in schemes if address.method_page(year) in wanted):
        yield _method(edition, address.method_page(year), year)


def _method(edition: Edition, url: str, year: int | None) -> Article:
    view, title = None, "怎样计算"
    noun = site_noun(edition.corpus) if year is None else scheme_noun(edition.corpus.schemes[year])
    if year is not None:
        result = edition.result_of(year) if year in edition.years else None
        view = view_method(edition.corpus, edition.corpus.schemes[year] if result is None else result.scheme, result)
    votes = edition.corpus.appraises if year is None else bool(edition.corpus.schemes[year].appraisals)
    names = ("计算方法", "得分", "封顶", *(["满意率"] if votes else []), f"{noun}标准")
    asked = f"为什么{noun} 怎么{noun} 为何{noun}"
    rests = "" if year is None else _document_words(edition.corpus.schemes[year])
    entry = SearchEntry(title, url, "页面", " ".join((_METHOD_WORDS, *names, asked)), rests)
    return Article(
        url,
        title if url == address.METHOD else f"{title}（{year}年度）",
        "method",
        render_body(page_templates(edition), "method_page", url, method=view),
        f"考核单项、分值和{noun}标准，得分怎样从每一笔{noun}{'和评议的票数' if votes else ''}算出来。",
        names,
        entries=(entry,) if url == address.METHOD else (),
    )


def _document_words(scheme: Scheme) -> str:
    """The document that the rules of a year stand in, which is found by its title and number."""
    return f"《{scheme.title}》（{scheme.document}）" if scheme.document else ""


def _notices(edition: Edition) -> Iterator[Article]:
    """The list of notices where there are several; a single one is reached at once."""
    if len(edition.notices) < 2:
        return
    url, title = address.NOTICES, "通知原文"
    lines = view_notices(edition.notices, edition.corpus.schemes.values())
    body = render_body(page_templates(edition), "notices_page", url, notices=lines)
    about = "本站收录的考核通知原文，以及各年度的考核办法以哪一份为依据。"
    entry = SearchEntry(title, url, "页面", "通知 办法 原文 目录 红头文件")
    yield Article(url, title, "notice", body, about, ("通知原文", "考核办法"), column=True, entries=(entry,))


def _search(edition: Edition, found: Found) -> Article:
    url = address.SEARCH
    lines = [  # a unit once: its page leads to its other years
        (unit.unit.name, address.unit_page(year, name), f"{year}年度{_place(edition, year, unit)}")
        for name, (year, unit) in latest_of_units(found).items()
    ]
    body = render_body(page_templates(edition), "search_page", url, lines=lines, sections=view_site(edition).sections)
    about = f"在本站查找单位、考核单项、{site_noun(edition.corpus)}记录和通知条款。"
    return Article(url, "全站查找", "search", body, about)


def _place(edition: Edition, year: int, unit: UnitResult) -> str:
    """A unit's rank, and in which group where there are several: each has a first."""
    groups = edition.corpus.schemes[year].ranking.groups
    names = {group.id: group.name for group in groups} if len(groups) > 1 else {}
    beside = f"（{names[unit.group]}）" if unit.rank is not None and unit.group in names else ""
    return f"{rank_words(unit)}{beside}"


def missing_article(edition: Edition) -> Article:
    """The page that says that there is no such page."""
    body = render_body(page_templates(edition), "missing_page", "404.html")
    return Article("404.html", "没有这个页面", "", body, "没有这个页面。")
