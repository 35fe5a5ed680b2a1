"""The history on the site: trails of records, scores through the year, the audit page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version

from generator.history.query import is_redaction, redactions_by_file
from generator.load.edition import Edition
from generator.load.year_key import files_key, line_key
from generator.model.deduction import Deduction
from generator.model.unit import Unit
from generator.pages.audit_log_page import EventView, LogYears, log_years, view_event, view_log
from generator.pages.audit_page import AuditView, view_audit
from generator.pages.score_line import ScoreLine, begins_in_force, line_ground, view_line, view_year_line
from generator.public.periods import within_year
from generator.public.released import AnyReleased
from generator.public.released_event import AnyReleasedEvent, AnyReleasedTrail
from generator.public.released_history import AnyReleasedHistory
from generator.rules.effect_words import reword
from generator.score.result import UnitResult
from generator.words import address
from generator.words.article_row import article_rows, articles_of
from generator.words.history_text import corpus_labels
from generator.words.labels import Labels
from generator.words.page_frame import (
    ALL_PAGES,
    Article,
    PageChoice,
    SearchEntry,
    Supplement,
    page_templates,
    render_body,
)
from generator.words.redaction_words import redacted_texts, view_redactions
from generator.words.result_words import common_start, points_noun
from generator.words.site_frame import view_site
from generator.words.version_words import edition_pages

Supplements = dict[str, list[Supplement]]
_NO_YEAR = 0


def history_articles(edition: Edition, wanted: PageChoice = ALL_PAGES) -> Iterator[Article]:
    """What to look at in the history, the change log, and how to check it with git alone; of these what is wanted."""
    if address.AUDIT not in wanted and not wanted.is_in("audit"):
        return
    yield from (article for article in _kept_articles(edition) if article.url in wanted)


def _kept_articles(edition: Edition) -> Iterator[Article]:
    """The pages of the history, as they were kept or as they are made now."""
    decides = line_key(edition)
    if not decides:
        yield from _articles(edition, edition.corpus)
        return
    masked = {record.file for record in edition.corpus.masks.redactions}
    alone = within_year(edition.corpus, _NO_YEAR, masked)
    told = (
        files_key(edition, masked),
        str(edition_pages(edition)),
        str(view_site(edition).trail),
        str(_sample_year(edition)),
    )
    parts = ["pages of the history", *decides, *told, edition.folders.digest_of("pages"), version("jinja2")]
    yield from articles_of(edition.store.derive_rows(parts, lambda: article_rows(_articles(edition, alone))))


def _articles(edition: Edition, corpus: AnyReleased) -> Iterator[Article]:
    """The same made anew, from records of no year and those in which something is redacted."""
    account, pages = edition.history, edition_pages(edition)
    redacted = view_redactions(corpus, pages)
    told: dict[str, object] = {"audit": None, "missing": "", "redactions": redacted}
    about = "核对数据历史时发现的情况，更改和撤销的记录，签名核对的结果。"
    names = "历史 核对 数据核对 核对数据 签名 消失 撤销 撤销的扣分"
    if isinstance(account, str):
        yield _article(edition, address.AUDIT, "审计", "audit_page", about, names, told | {"missing": account})
    else:
        years = log_years(account)
        audit = view_audit(account, years, corpus, pages)
        yield _article(edition, address.AUDIT, "审计", "audit_page", about, names, told | {"audit": audit})
        yield from _logs(edition, audit, years, corpus, pages)
    about = "不相信本站，也不安装别的程序，只用 git 核对数据的历史。"
    yield _article(
        edition,
        address.AUDIT_GIT,
        "只用 git 核对",
        "audit_git_page",
        about,
        "git 核对 历史 审计 命令",
        {"year": _sample_year(edition), "trail": view_site(edition).trail},
    )


def _logs(
    edition: Edition, audit: AuditView, years: Sequence[LogYears], corpus: AnyReleased, pages: Mapping[str, str]
) -> Iterator[Article]:
    """The pages of the change log, one year at a time: of each event there are words twice."""
    about = "谁在何时登记、更改、撤销了什么：按日和按单位的全部改动。"
    for page in years:
        earlier = page is not years[0]
        log = view_log(page, corpus, pages) if earlier else audit.log
        title = f"{page.name}的改动日志" if earlier else "改动日志"
        told = {"title": title, "log": log, "years": audit.years, "commits": audit.commits, "earlier": earlier}
        yield _article(edition, page.url, title, "audit_log_page", about, "历史 改动 日志 登记", told)


def _sample_year(edition: Edition) -> int | str:
    """The year that commands are shown with: the latest that there is; a word to be replaced where there is none."""
    return max(edition.years, default="年度")


def _article(
    edition: Edition,
    url: str,
    title: str,
    template: str,
    about: str,
    names: str,
    told: Mapping[str, object],
) -> Article:
    body = render_body(page_templates(edition), template, url, **told)
    entry = SearchEntry(title, url, "页面", names)
    return Article(url, title, "audit", body, about, tuple(names.split()), column=True, entries=(entry,))


def history_supplements(edition: Edition, wanted: PageChoice = ALL_PAGES) -> Supplements:
    """The trail on the page of each wanted record, the line of the score on each unit's."""
    account = edition.history if any(wanted.is_in(year) for year in edition.years) else ""
    if isinstance(account, str):
        return {}
    return _trail_parts(edition, account, wanted) | _commit_lines(edition, account, wanted)


def _trail_parts(edition: Edition, account: AnyReleasedHistory, wanted: PageChoice) -> Supplements:
    found: Supplements = {}
    labels = corpus_labels(edition.corpus)
    trails: Mapping[str, AnyReleasedTrail] = account.trails
    redactions = redactions_by_file(trails)
    for record in edition.corpus.deductions:
        trail, url = account.trails.get(record.path), address.record_page(record)
        if trail is not None and url in wanted:
            events = _record_events(edition.corpus, record, trail, redactions, labels)
            html = render_body(page_templates(edition), "trail", url, events=events)
            found[url] = [Supplement("history", "这条记录的历史", html)]
    return found


def _commit_lines(edition: Edition, account: AnyReleasedHistory, wanted: PageChoice) -> Supplements:
    found: Supplements = {}
    pages = edition_pages(edition)
    for year, units in _units_in(edition, wanted):
        timeline = account.timeline(year)
        ground = line_ground(edition.result_of(year), pages, account.trails)
        for result in units:
            line = view_line(timeline, result.unit.id, ground)
            if line is not None:
                url = address.unit_page(year, result.unit.id)
                note = "日期是登记生效的日期，不是发现问题的日期。"
                named = ("history", "得分的登记和更改")
                part = _line_part(edition, url, result.unit, line, named, note, "规则改动", by_commit=True)
                found.setdefault(url, []).append(part)
    return found


def _record_events(
    corpus: AnyReleased,
    record: Deduction,
    trail: AnyReleasedTrail,
    redactions: Mapping[str, Sequence[AnyReleasedTrail]],
    labels: Labels,
) -> list[EventView]:
    """What happened to a record, with the redactions of its texts, in the order of the line."""
    told: list[tuple[AnyReleasedEvent, tuple[str, ...]]] = [(event, ()) for event in trail.events]
    for redaction in (found for path in trail.paths for found in redactions.get(path, ())):
        texts = redacted_texts(corpus, redaction.path, record)
        told += [(event, (f"遮盖{texts}里的文字",) if texts else ()) for event in redaction.events]
    told.sort(key=lambda entry: entry[0].at)
    return [
        replace(view_event(event, corpus, labels), fields=fields)
        if is_redaction(event.path)
        else view_event(event, corpus, labels)
        for event, fields in told
    ]


def _units_in(edition: Edition, wanted: PageChoice) -> Iterator[tuple[int, list[UnitResult]]]:
    """The units of each year whose pages are wanted, where there are any."""
    for year in edition.years:
        if wanted.is_in(year):
            results = edition.result_of(year).units
            units = [found for found in results if address.unit_page(year, found.unit.id) in wanted]
            if units:
                yield year, units


def line_supplements(edition: Edition, wanted: PageChoice = ALL_PAGES) -> Supplements:
    """The line of each wanted unit's score as the year went by; it needs no history."""
    found: Supplements = {}
    for year, units in _units_in(edition, wanted):
        results = edition.result_of(year)
        ground = line_ground(results, edition_pages(edition))
        begun = common_start(results) == results.scheme.full_marks
        start = f"{'施行之日' if begins_in_force(results.scheme) else '年初'}，{'满分' if begun else '起点'}"
        for result in units:
            line = view_year_line(result, results.until, ground)
            if line is not None:
                url = address.unit_page(year, result.unit.id)
                days = "按发现问题和评议的日期" if results.scheme.appraisals else "按发现问题的日期"
                note = reword(f"{days}；超过单项上限、不再扣减的不计入变动。", points_noun(results))
                named = ("year-line", "一年里的得分")
                found[url] = [_line_part(edition, url, result.unit, line, named, note, start)]
    return found


def _line_part(
    edition: Edition,
    url: str,
    unit: Unit,
    line: ScoreLine,
    named: tuple[str, str],
    note: str,
    start: str,
    by_commit: bool = False,
) -> Supplement:
    """One line of a unit's score as a part of its page, with the anchor and the title in `named`.

    `start` says where a point comes from that no file moved.
    """
    anchor, title = named
    values = {"id": f"{anchor.partition('-')[0]}-picture", "title": title, "note": note, "start": start}
    html = render_body(
        page_templates(edition), "score_line", url, line=line, unit=unit.short_name, by_commit=by_commit, **values
    )
    return Supplement(anchor, title, html)
