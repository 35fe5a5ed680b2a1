"""Official documents as pages, each with its files beside it, and the ways there from other pages."""

from __future__ import annotations

from collections.abc import Iterator

from generator.documents.document_article import render_page
from generator.documents.document_files import FOLDER, forms_of, make_documents, orders_by_year
from generator.documents.document_forms import DocumentForms
from generator.documents.document_request import DocumentRequest
from generator.documents.documents_index import document_title, index_articles
from generator.documents.official_document import OfficialDocument
from generator.load.edition import Edition
from generator.words import address
from generator.words.notices import REPRINTED
from generator.words.page_frame import (
    ALL_PAGES,
    Article,
    PageChoice,
    SearchEntry,
    Supplement,
    page_templates,
    render_body,
)
from generator.words.site_frame import Link


def document_articles(edition: Edition, wanted: PageChoice = ALL_PAGES) -> Iterator[Article]:
    """The list of documents and a page for each, as far as they are wanted."""
    if not wanted.is_in(FOLDER):
        return
    made = make_documents(edition)
    forms = forms_of(edition)
    yield from index_articles(edition, made, forms, wanted)
    for order, document in made:
        if f"{FOLDER}/{order.page}.html" in wanted:
            yield _article(edition, order, document, forms)


def _article(edition: Edition, order: DocumentRequest, document: OfficialDocument, forms: DocumentForms) -> Article:
    url = f"{FOLDER}/{order.page}.html"
    body = render_body(
        page_templates(edition),
        "document_page",
        url,
        document=render_page(document),
        file=f"{FOLDER}/{order.name}",
        kind=order.kind,
        forms=forms,
        links=order.links,
        withdrawn=address.publication_page(order.record) if order.source == "withdrawal" else "",
    )
    return Article(
        url,
        document_title(order, document),
        "documents",
        body,
        f"{order.kind}：{document_title(order, document)}",
        (order.kind,),
        published=edition.updated if order.reprinted else order.day,
        entries=(
            SearchEntry(
                document_title(order, document),
                url,
                order.kind,
                sort="document",
                units=(order.unit,) if order.unit else (),
                number=document.banner.number,
            ),
        ),
        source=REPRINTED if order.reprinted else "",
    )


def document_supplements(edition: Edition, wanted: PageChoice = ALL_PAGES) -> dict[str, list[Supplement]]:
    """The links to the documents that concern a unit on its page, to those that outcomes ask for on theirs."""
    return {url: parts for year in edition.years for url, parts in _year_parts(edition, year, wanted).items()}


def _year_parts(edition: Edition, year: int, wanted: PageChoice) -> dict[str, list[Supplement]]:
    if not (wanted.is_in(f"{year}/units") or address.outcomes_page(year) in wanted):
        return {}
    found: dict[str, list[Supplement]] = {}
    asked: dict[str, list[Link]] = {}
    forms = forms_of(edition)
    for order in orders_by_year(edition, year):
        if order.source in ("praise", "summons"):
            url = address.outcomes_page(year)
            words = f"{order.kind}（{order.about}）" if order.about else order.kind
            if url in wanted:
                asked.setdefault(url, []).append(Link(words, f"{FOLDER}/{order.page}.html"))
        url = address.unit_page(year, order.unit)
        if order.source in ("feedback", "summons") and url in wanted:
            html = render_body(
                page_templates(edition),
                "document_link",
                url,
                file=f"{FOLDER}/{order.name}",
                page=f"{FOLDER}/{order.page}",
                kind=order.kind,
                forms=forms,
            )
            found.setdefault(url, []).append(Supplement(order.source, order.kind, html))
    for url, links in asked.items():
        html = render_body(page_templates(edition), "document_links", url, links=links)
        found.setdefault(url, []).append(Supplement("letters", "据此制作的公文", html))
    return found
