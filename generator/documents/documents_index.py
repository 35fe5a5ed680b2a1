"""The lists of official documents: all of them on one page, or years that are over each on its own."""

from __future__ import annotations

from collections import Counter
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
from generator.words.parted_years import part_years, years_words
from generator.words.site_frame import Link

MOST_DOCUMENTS = 300  # that a telephone reads in one page; a year is not cut in two
_NO_YEAR = 0  # of a notice, or of what is not kept by year: it stands on the first page


def index_articles(
    edition: Edition, made: Sequence[Made], forms: DocumentForms, wanted: PageChoice, most: int = MOST_DOCUMENTS
) -> Iterator[Article]:
    """The pages of the list, as far as they are wanted."""
    numbers = Counter(year for order, _ in made if (year := year_of(order)))
    pages = part_years(numbers, most)
    urls = [address.DOCUMENTS, *(address.documents_of(years[0]) for years in pages[1:])]
    links = [Link(_name(years), url) for years, url in zip(pages, urls, strict=True)]
    for years, link in zip(pages, links, strict=True):
        if link.url in wanted:
            shown = {*years, _NO_YEAR} if link is links[0] else {*years}
            yield _index(edition, [pair for pair in made if year_of(pair[0]) in shown], forms, link, links)


def year_of(order: DocumentRequest) -> int:
    """The year to which a document belongs, by the folder in which it is; 0 for none."""
    folder = order.name.partition("/")[0]
    return int(folder) if folder.isdecimal() else _NO_YEAR


def document_title(order: DocumentRequest, document: OfficialDocument) -> str:
    """The title that the document bears, with what tells it from others of its kind."""
    return f"{document.name}（{order.about}）" if order.about else document.name


def _name(years: Sequence[int]) -> str:
    return f"{years_words(years)}年度" if years else ""


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
