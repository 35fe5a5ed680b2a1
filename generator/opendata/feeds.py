"""News of the site for feed readers: results, corrections and revoked deductions, for all and for each unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import quote

from generator.check.settings import suggest_authority
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.publication import (
    PUBLICATION_KINDS,
    Correction,
    FrozenResult,
    Publication,
    Withdrawal,
    published_words,
)
from generator.model.quoted import quoted
from generator.opendata.catalogue import license_of
from generator.opendata.disclosure import Disclosure, unit_name
from generator.opendata.record_tables import RecordFact, record_facts, status_of
from generator.release.standing import Standing, standing
from generator.words import address
from generator.words.address import ALL_FEED, feed_name, feed_path

CATEGORIES = {"result": "结果", "correction": "更正", "withdrawal": "撤回", "revocation": "撤销"}


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One piece of news. `id` never changes; `url` is where to read on; the texts are plain."""

    id: str
    category: str
    title: str
    text: str
    url: str
    published: date
    updated: date


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its path below the site, its own address and that of its page, its entries, the newest first."""

    id: str
    path: str
    title: str
    subtitle: str
    author: str
    rights: str
    url: str
    page: str
    updated: date
    entries: tuple[FeedEntry, ...]


def view_feeds(disclosure: Disclosure) -> Iterator[Feed]:
    """The feed of everything, then one for each unit that is assessed in a period shown, by id."""
    units = sorted({unit.unit.id for shown in disclosure.periods for unit in shown.result.units})
    yield _whole_feed(disclosure)
    yield from (_unit_feed(disclosure, unit) for unit in units)


def make_tag(disclosure: Disclosure, name: str) -> str:
    """The id of what is called `name` (RFC 4287, 4.2.6): the same for ever, whatever address the site has.

    Before anything is published a site may lack the authority; what would suit it then takes its place.
    """
    site = disclosure.site
    authority = site.feed_authority or suggest_authority(site.base_url, str(min(disclosure.years())))
    return f"{authority}/{quote(name)}"


def _whole_feed(disclosure: Disclosure) -> Feed:
    corpus = disclosure.corpus
    entries = [
        *(_result_entry(disclosure, standing(corpus, found)) for found in corpus.publications.values()),
        *(_withdrawal_entry(disclosure, found) for found in corpus.withdrawals.values()),
        *(_correction_entry(disclosure, found) for found in corpus.corrections.values()),
        *_revocations(disclosure, ""),
    ]
    title = f"{disclosure.site.title}：结果、更正、撤回和撤销"
    return _make_feed(disclosure, "feeds/all", ALL_FEED, title, address.HOME, entries)


def _unit_feed(disclosure: Disclosure, unit: str) -> Feed:
    corpus = disclosure.corpus
    entries = [
        *(
            _unit_result_entry(disclosure, standing(corpus, found), unit)
            for found in corpus.publications.values()
            if unit in found.results
        ),
        *(
            _withdrawal_entry(disclosure, found, unit)
            for found in corpus.withdrawals.values()
            if unit in corpus.publications[found.publication].results
        ),
        *(
            _correction_entry(disclosure, found, unit)
            for found in corpus.corrections.values()
            if unit in found.results
        ),
        *_revocations(disclosure, unit),
    ]
    title = f"{unit_name(corpus, unit)}：考核结果、更正、撤回和撤销"
    return _make_feed(disclosure, feed_name(unit), feed_path(unit), title, address.unit_home(unit), entries)


def _make_feed(disclosure: Disclosure, name: str, path: str, title: str, page: str, entries: list[FeedEntry]) -> Feed:
    site = disclosure.site
    mark = "【演示】" if site.demo else ""  # on every entry: readers mix entries of many feeds
    marked = [replace(entry, title=mark + entry.title) for entry in entries]
    return Feed(
        id=make_tag(disclosure, name),
        path=path,
        title=mark + title,
        subtitle="".join(disclosure.notes),
        author=site.office,
        rights=license_of(disclosure).name,
        url=_absolute(disclosure, path),
        page=_absolute(disclosure, page),
        updated=max((entry.updated for entry in entries), default=disclosure.until),
        entries=tuple(sorted(marked, key=lambda entry: (-entry.updated.toordinal(), entry.id))),
    )


def _absolute(disclosure: Disclosure, path: str) -> str:
    return disclosure.site.base_url.removesuffix("/") + "/" + path


def _result_entry(disclosure: Disclosure, stands: Standing) -> FeedEntry:
    found = stands.publication
    totals = [figure.total for figure in stands.figures.values() if figure.total is not None]
    words = [f"{PUBLICATION_KINDS[found.kind]}，{len(stands.figures)} 个单位"]
    if totals:
        places = _places(disclosure, found)
        words.append(f"得分 {format_points(min(totals), places)} 至 {format_points(max(totals), places)} 分")
    if found.document:
        words.append(f"发文字号 {found.document}")
    text = "，".join(words) + "。"
    return _make_result(
        disclosure, stands, f"publications/{found.id}", found.title, text, address.publication_page(found.id)
    )


def _unit_result_entry(disclosure: Disclosure, stands: Standing, unit: str) -> FeedEntry:
    found = stands.publication
    frozen = found.results[unit]
    figures = stands.figures[unit]
    words = f"{_figures(disclosure, found, figures)}。"
    if figures != frozen:
        words += f"发布时为 {_figures(disclosure, found, frozen)}，后经更正。"
    title = f"{found.title}：{unit_name(disclosure.corpus, unit)}"
    withdrawn = found.id in disclosure.corpus.withdrawals  # its year may have no pages
    page = address.publication_page(found.id) if withdrawn else address.unit_page(found.year, unit)
    return _make_result(disclosure, stands, f"publications/{found.id}/{unit}", title, words, page)


def _make_result(disclosure: Disclosure, stands: Standing, name: str, title: str, text: str, page: str) -> FeedEntry:
    found = stands.publication
    withdrawal = disclosure.corpus.withdrawals.get(found.id)
    days = [found.date, *(correction.date for correction in stands.corrections)]
    days += [withdrawal.date] if withdrawal else []
    return FeedEntry(
        id=make_tag(disclosure, name),
        category="result",
        title=title + _marks(disclosure, stands),
        text=text,
        url=_absolute(disclosure, page),
        published=found.date,
        updated=max(days),
    )


def _marks(disclosure: Disclosure, stands: Standing) -> str:
    withdrawn = stands.publication.id in disclosure.corpus.withdrawals
    return "（已撤回）" if withdrawn else "（已更正）" if stands.corrections else ""


def _withdrawal_entry(disclosure: Disclosure, found: Withdrawal, unit: str = "") -> FeedEntry:
    """The news of a withdrawal; in the feed of `unit` under an id of its own."""
    publication = disclosure.corpus.publications[found.publication]
    words = f"{publication.date} 发布的{quoted(publication.title)}已经撤回，不再有效。撤回理由：{found.reasons}"
    return FeedEntry(
        id=make_tag(disclosure, f"withdrawals/{found.publication}" + (f"/{unit}" if unit else "")),
        category="withdrawal",
        title=f"撤回：{publication.title}",
        text=words,
        url=_absolute(disclosure, address.publication_page(found.publication)),
        published=found.date,
        updated=found.date,
    )


def _correction_entry(disclosure: Disclosure, found: Correction, unit: str = "") -> FeedEntry:
    """The news of a correction; with `unit` only what it means for that unit."""
    corpus = disclosure.corpus
    publication = corpus.publications.get(found.publication)
    moved = [(name, found.results[name]) for name in sorted(found.results) if unit in ("", name)]
    lines = [f"更正原因：{found.reason}"]
    lines += [
        f"{unit_name(corpus, name)}由 {_figures(disclosure, publication, change.old)}"
        f"更正为 {_figures(disclosure, publication, change.new)}。"
        for name, change in moved
    ]
    if not moved:
        lines.append("各单位的得分和名次没有变化" + ("，更正的是文字。" if found.words else "。"))
    return FeedEntry(
        id=make_tag(disclosure, f"corrections/{found.id}" + (f"/{unit}" if unit else "")),
        category="correction",
        title=f"更正：{publication.title if publication else found.publication}",
        text="\n".join(lines),
        url=_absolute(disclosure, address.correction_page(found.id)),
        published=found.date,
        updated=found.date,
    )


def _revocations(disclosure: Disclosure, unit: str) -> Iterator[FeedEntry]:
    """The revoked deductions that are laid open, of one unit, or of all where `unit` is empty."""
    for fact in record_facts(disclosure):
        if status_of(fact.effect) in ("revoked", "revoked-on-review") and unit in ("", fact.record.unit):
            yield _revocation_entry(disclosure, fact)


def _revocation_entry(disclosure: Disclosure, fact: RecordFact) -> FeedEntry:
    record = fact.record
    day, reasons, how = _revocation(record)
    name, noun = unit_name(disclosure.corpus, record.unit), fact.effect.words.noun
    lines = [
        f"{name} {record.date.isoformat()} 的{noun}（{fact.item.name}，{format_points(record.points)} 分）{how}。",
        f"{noun}事由：{record.reason}",
    ]
    if reasons:
        lines.append(f"撤销理由：{reasons}")
    return FeedEntry(
        id=make_tag(disclosure, f"deductions/{record.year}/{record.item}/{record.id}/revoked"),
        category="revocation",
        title=f"撤销{noun}：{name}，{fact.item.name}",
        text="\n".join(lines),
        url=_absolute(disclosure, address.record_page(record)),
        published=day,
        updated=day,
    )


def _revocation(record: Deduction) -> tuple[date, str, str]:
    """When a record was revoked, why, and in which way; on the day of its own where nothing says when."""
    if record.revoked is not None:
        return record.revoked.date, record.revoked.reasons, "已撤销"
    appeal = record.appeal
    return (appeal.decided or appeal.filed, appeal.reasons, "经复核撤销") if appeal else (record.date, "", "已撤销")


def _figures(disclosure: Disclosure, publication: Publication | None, found: FrozenResult) -> str:
    return published_words(found, _places(disclosure, publication), "、")


def _places(disclosure: Disclosure, publication: Publication | None) -> int:
    scheme = disclosure.corpus.schemes.get(publication.year) if publication else None
    return scheme.rounding.places if scheme else 0
