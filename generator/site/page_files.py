"""The pages that are made from data, and what is added to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.documents.document_files import orders_by_year
from generator.documents.documents_page import document_articles, document_supplements
from generator.load.edition import Edition, per_whole_edition
from generator.load.year_edition import assessed_units
from generator.model.collector import clear_cycles, return_memory
from generator.model.lazy_dataclass import dataclass
from generator.model.office_colour import colour_sheet
from generator.opendata.downloads_page import download_articles
from generator.opendata.shown_changes import shown_changes
from generator.pages.clauses_page import clause_articles
from generator.pages.comparison_source import comparison_articles
from generator.pages.history_source import history_articles, history_supplements, line_supplements
from generator.pages.overview_source import overview_articles
from generator.pages.provenance_part import provenance_supplements
from generator.pages.register_source import register_articles, register_supplements
from generator.pages.style_page import style_articles
from generator.pages.year_source import year_articles
from generator.pictures.drawing import drawer_of
from generator.public.periods import shows_history
from generator.site.publication_source import publication_articles
from generator.site.search_index import search_files
from generator.site.site_map import robots_text, sitemap_text
from generator.site.year_group import made_anew, year_group
from generator.words.page_frame import (
    ALL_PAGES,
    Article,
    Framer,
    PageChoice,
    SearchEntry,
    Shell,
    Supplement,
    append_supplements,
    page_templates,
)
from generator.words.site_frame import view_site

_MADE_FIRST = (overview_articles, year_articles, history_articles)
OFFICE_SHEET = "assets/office.css"

PageSource = Callable[[Edition, PageChoice], Iterable[Article]]
SupplementSource = Callable[[Edition, PageChoice], Mapping[str, Sequence[Supplement]]]

# Every page that is made from data comes from one of these. Add a source here to add pages.
PAGE_SOURCES: list[PageSource] = [
    overview_articles,
    year_articles,
    publication_articles,
    document_articles,
    register_articles,
    clause_articles,
    history_articles,
    comparison_articles,
    download_articles,
    style_articles,
]
# Parts at the end of pages that others make: address of the page -> parts, in this order.
SUPPLEMENT_SOURCES: list[SupplementSource] = [
    line_supplements,
    register_supplements,
    history_supplements,
    document_supplements,
    provenance_supplements,
]


def list_articles(edition: Edition, wanted: PageChoice = ALL_PAGES) -> Iterator[Article]:
    """The wanted pages made from data, with their supplements, in the order of their sources."""
    supplements = _supplements(edition, wanted)
    for pages in PAGE_SOURCES:
        yield from _complete(edition, pages(edition, wanted), supplements)


def _supplements(edition: Edition, wanted: PageChoice) -> Mapping[str, Sequence[Supplement]]:
    """The parts that others add to the wanted pages, by address."""
    found: dict[str, list[Supplement]] = {}
    for source in SUPPLEMENT_SOURCES:
        for url, parts in source(edition, wanted).items():
            found.setdefault(url, []).extend(parts)
    return found


def _complete(
    edition: Edition, articles: Iterable[Article], supplements: Mapping[str, Sequence[Supplement]]
) -> Iterator[Article]:
    for article in articles:
        parts = tuple(supplements.get(article.url, ()))
        yield replace(article, body=append_supplements(page_templates(edition), article, parts))


def page_files(
    edition: Edition, shell: Shell, framer: Framer, read: Sequence[Article]
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every page made from data, of the search index and of the map of the site.

    `read` are the pages that were rendered from Markdown, for index and map.
    """
    listed = _Listed({source: [] for source in (None, *PAGE_SOURCES)})
    for article in read:
        listed.add(None, article)
    for source, article in _all_articles(edition):
        yield article.url, frame_article(shell, framer, article)
        listed.add(source, article)
    drawer = drawer_of(edition)
    drawer.rest()
    if len(made_anew(edition)) == len(edition.years):  # else pictures of pages that were kept were not asked for
        drawer.forget_others()
    yield from search_files(edition, listed.entries())
    if sheet := office_sheet(edition):
        yield OFFICE_SHEET, sheet
    site = view_site(edition)
    if site.base_url:
        yield "sitemap.xml", sitemap_text(site.base_url, listed.urls())
    yield "robots.txt", robots_text(site.base_url, site.indexed)


@dataclass(frozen=True, slots=True)
class _Listed:
    """What index and map tell of each page, by its source: in their order, in whatever order pages are made."""

    found: dict[PageSource | None, list[tuple[str, tuple[SearchEntry, ...]]]]

    def add(self, source: PageSource | None, article: Article) -> None:
        self.found[source].append((article.url, article.entries))

    def urls(self) -> list[str]:
        return [url for pages in self.found.values() for url, _ in pages]

    def entries(self) -> list[SearchEntry]:
        return [entry for pages in self.found.values() for _, entries in pages for entry in entries]


def _all_articles(edition: Edition) -> Iterator[tuple[PageSource, Article]]:
    """All pages made from data, each with its source; those of each year as a group.

    What takes most memory is asked for together, and given back: results by year, then the history.
    """

    def make(of: Edition, wanted: PageChoice) -> Iterator[Article]:
        return _complete(of, year_articles(of, wanted), _supplements(of, wanted))

    assessed_units(edition)  # of the results this alone is asked of all years again and again
    beside = _supplements(edition, PageChoice(outside=tuple(map(str, edition.years))))
    for source in sorted(PAGE_SOURCES, key=lambda source: source not in _MADE_FIRST):
        if source is year_articles:
            for year in edition.years:
                yield from ((source, article) for article in year_group(edition, year, make))
                orders_by_year(edition, year)  # while its results are at hand
                edition.give_back(results=[year - 1])
                return_memory()
        else:
            yield from ((source, article) for article in _complete(edition, source(edition, ALL_PAGES), beside))
        if source is history_articles:
            if shows_history(edition.corpus, edition.audience):
                shown_changes(edition)  # the last that is made of the history
            edition.give_back(history=True)
            clear_cycles()
            return_memory()


@per_whole_edition
def office_sheet(edition: Edition) -> bytes | None:
    """The style sheet of the office's own colour; None where it has none."""
    site = edition.corpus.site
    return colour_sheet(site.colour).encode() if site is not None and site.colour else None


def frame_article(shell: Shell, framer: Framer, article: Article) -> bytes:
    """The whole page of `article`."""
    frame = framer.frame(article)
    return shell.fill(
        {
            "root": frame.root,
            "head": frame.head,
            "header": frame.header,
            "article": article.body,
            "footer": frame.footer,
            "printed": frame.printed,
        }
    ).encode()
