"""The pages of publications and corrections, at addresses that never change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from generator.documents.document_files import FOLDER, orders_of
from generator.load.edition import Edition
from generator.model.publication import PUBLICATION_KINDS
from generator.model.quoted import quoted
from generator.pages.correction_notice import CorrectionView, Explained, view_correction
from generator.pages.public_source import public_history_link
from generator.pages.publication_page import (
    PublicationView,
    draft_periods,
    publication_years,
    view_publication,
)
from generator.words import address
from generator.words.address import ALL_FEED
from generator.words.comparison_words import view_comparison
from generator.words.page_frame import ALL_PAGES, Article, PageChoice, SearchEntry, page_templates, render_body
from generator.words.site_frame import Link, view_site

_NOTICE = PUBLICATION_KINDS["public-notice"]


def publication_articles(edition: Edition, wanted: PageChoice = ALL_PAGES) -> Iterator[Article]:
    """The list of publications, one page for each, and one for each correction, as far as they are wanted."""
    if not (wanted.is_in("publications") or address.PUBLICATIONS in wanted):
        return
    explained = _explain(edition)
    documents: dict[str, list[Link]] = {}
    letters = dict.fromkeys(edition.corpus.publications, "")
    for order in orders_of(edition):
        if order.record and not order.unit:
            documents.setdefault(order.record, []).append(Link(order.kind, f"{FOLDER}/{order.page}.html"))
        if order.source == "withdrawal":
            letters[order.record] = f"{FOLDER}/{order.page}.html"
    if address.PUBLICATIONS in wanted:
        yield _index(edition, letters)
    for record in edition.corpus.ordered_publications:
        if address.publication_page(record.id) not in wanted:
            continue
        digest = edition.publication_digests[record.id]
        view = view_publication(edition.corpus, record, digest, explained)
        yield _publication(edition, view, record.date, documents.get(record.id, []))
    for correction in edition.corpus.corrections.values():
        if address.correction_page(correction.id) not in wanted:
            continue
        notice = view_correction(edition.corpus, correction, explained)
        yield _correction(edition, notice, correction.date, documents.get(correction.id, []))


def _explain(edition: Edition) -> Explained:
    """What moved the figures of each correction, as far as a committed history at hand shows it."""
    return {
        name: {score.unit: score for score in view_comparison(comparison).scores}
        for name, comparison in edition.corrections.items()
    }


def _index(edition: Edition, letters: Mapping[str, str]) -> Article:
    """The list; `letters` are the announcements of withdrawals, by the publication that was taken back."""
    url = address.PUBLICATIONS
    values = {
        "years": publication_years(edition.corpus),
        "drafts": draft_periods(edition.periods),
        "letters": letters,
        "feed": ALL_FEED,
        "public_history": public_history_link(edition),
    }
    body = render_body(page_templates(edition), "publications_page", url, **values)
    return Article(
        url,
        "发布和更正",
        "publications",
        body,
        "已发布的季度通报、公示、正式结果、更正和撤回，各自的状态、数字摘要和核验方法。",
        ("发布", "公示", "更正", "撤回", "核验"),
        column=True,
        published=edition.updated,
        entries=(SearchEntry("发布和更正", url, "页面", "更正 更正记录 更正过没有 改过没有 撤回 核验 校验"),),
        feed=ALL_FEED if edition.periods else "",
    )


def _publication(edition: Edition, view: PublicationView, day: date, documents: list[Link]) -> Article:
    line = view.line
    names = f"{line.kind} {line.kind}期 {line.period}" if line.kind == _NOTICE else f"{line.kind} {line.period}"
    values = {"site": view_site(edition), "view": view, "documents": documents}
    body = render_body(page_templates(edition), "publication_page", line.link.url, **values)
    return Article(
        line.link.url,
        line.link.name,
        "publications",
        body,
        f"{line.date}发布的{line.period}{line.kind}：各单位的得分和名次，以及怎样核验。",
        (line.kind, line.period),
        published=day,
        entries=(SearchEntry(line.link.name, line.link.url, "发布", names, sort="document", number=line.document),),
    )


def _correction(edition: Edition, view: CorrectionView, day: date, documents: list[Link]) -> Article:
    values = {"site": view_site(edition), "view": view, "documents": documents}
    body = render_body(page_templates(edition), "correction_page", view.link.url, **values)
    return Article(
        view.link.url,
        view.title,
        "publications",
        body,
        f"{view.date}对{quoted(view.publication.name)}的更正：原因、更正前后的得分和名次。",
        ("更正", view.publication.name),
        published=day,
        entries=(
            SearchEntry(
                view.title,
                view.link.url,
                "更正",
                "更正公告",
                f"{view.publication.name} {view.reason}",
                sort="document",
            ),
        ),
    )
