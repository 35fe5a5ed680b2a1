"""The lists of official documents: all of them on one page, or years that are over each on its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from generator.documents.document_files import FOLDER, Made
from generator.documents.document_forms import DocumentForms
from generator.documents.document_request import KINDS, DocumentRequest
from generator.documents.official_document import OfficialDocument
from generator.load.edition import Edition
from generator.words import address
from generator.words.page_frame import Article, PageChoice, SearchEntry, page_templates, render_body
from generator.words.site_frame import Link

MOST_DOCUMENTS = 300  # that a telephone reads in one page; a year is not cut in two
_NO_YEAR = 0  # of a notice, or of what is not kept by year: it stands on the first page


def index_articles(
    edition: Edition, made: Sequence[Made], forms: DocumentForms, wanted: PageChoice, most: int = MOST_DOCUMENTS
) -> Iterator[Article]:
    """The pages of the list, as far as they are wanted."""
    parts = part_by_year(made, most)
    links = [Link(_span(years), address.documents_of(years[0]) if at else address.DOCUMENTS) for at, years in parts]
    for (_, years), link in zip(parts, links, strict=True):
        if link.url in wanted:
            rows = [pair for pair in made if year_of(pair[0]) in years or (link is links[0] and not year_of(pair[0]))]
            yield _index(edition, rows, forms, link, links)


def part_by_year(made: Sequence[Made], most: int) -> list[tuple[int, tuple[int, ...]]]:
    """The years of each page with its place, the latest first: as many years as have `most` documents, at the least
    one, then each by itself. A year that once stands by itself stays where it is.
    """
    counts: dict[int, int] = {}
    for order, _ in made:
        if year := year_of(order):
            counts[year] = counts.get(year, 0) + 1
    latest = sorted(counts, reverse=True)
    together, number = latest[:1], 0
    for year in latest:
        number += counts[year]
        together += [year] if year not in together and number <= most else []
    return list(enumerate([tuple(together), *((year,) for year in latest[len(together) :])]))


def year_of(order: DocumentRequest) -> int:
    """The year to which a document belongs, by the folder in which it is; 0 for none."""
    folder = order.name.partition("/")[0]
    return int(folder) if folder.isdecimal() else _NO_YEAR


def document_title(order: DocumentRequest, document: OfficialDocument) -> str:
    """The title that the document bears, with what tells it from others of its kind."""
    return f"{document.name}（{order.about}）" if order.about else document.name


def _span(years: Sequence[int]) -> str:
    return "—".join(map(str, sorted({*years[:1], *years[-1:]}))) + "年度" if years else ""


def _index(edition: Edition, made: Sequence[Made], forms: DocumentForms, own: Link, links: Sequence[Link]) -> Article:
    title = f"{own.name}公文" if own is not links[0] else "公文"
    values: dict[str, Any] = {
        "kinds": _kinds(made),
        "forms": forms,
        "drafts": any(order.watermark for order, _ in made),
        "title": title,
        "years": links if len(links) > 1 else (),
        "own": own,
    }
    return Article(
        own.url,
        title,
        "documents",
        render_body(page_templates(edition), "documents_page", own.url, **values),
        "通知、通报、公示、结果反馈单等公文，有网页、DOCX 和 PDF 三种形式，数字出自同一结果。",
        ("公文", "通报", "公示", "结果反馈单"),
        column=True,
        entries=(SearchEntry(title, own.url, "页面", "公文目录 文件 红头文件"),),
    )


def _kinds(made: Sequence[Made]) -> list[tuple[str, list[tuple[str, ...]]]]:
    """The documents of each kind, as the rows of its table."""
    order_of_kinds = list(KINDS.values())
    ordered = sorted(made, key=lambda pair: order_of_kinds.index(pair[0].kind))
    return [(kind, [_row(*pair) for pair in rows]) for kind, rows in groupby(ordered, key=lambda pair: pair[0].kind)]


def _row(order: DocumentRequest, document: OfficialDocument) -> tuple[str, ...]:
    return (
        document_title(order, document),
        document.banner.number,
        document.addressees,
        f"{FOLDER}/{order.name}",
        f"{FOLDER}/{order.page}",
        "" if order.watermark else order.day.isoformat(),
        order.watermark,
        order.notice if order.reprinted else "",
    )
