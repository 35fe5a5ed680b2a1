"""The official documents of a build: each from one text source as page, DOCX and PDF; unchanged ones from a cache."""

from __future__ import annotations

import json
import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import TracebackType

from jinja2 import Environment

from generator.documents.audit_requests import order_audits
from generator.documents.document_forms import DocumentForms, document_forms, remark_on_tools
from generator.documents.document_request import KINDS, RESET, DocumentRequest, order_periods, order_withdrawals
from generator.documents.fit import Layout, fit_pages
from generator.documents.fonts import FontReport, find_fonts, font_files
from generator.documents.notice_facts import notice_facts
from generator.documents.official_document import OfficialDocument
from generator.documents.text_source import open_sources, write_document
from generator.load.edition import Edition, per_edition
from generator.load.render_cache import RenderCache
from generator.model.system import digest_file
from generator.read.program import PACKAGE
from generator.rules.notice import NoticeDocument
from generator.words.notices import notice_day

FOLDER = "documents"
LAYOUT = "typst/official.typ"
SOURCES = "documents"
_AHEAD = 2  # documents for each thread that are being made while others are written
Made = tuple[DocumentRequest, OfficialDocument]


def document_fonts(root: Path) -> FontReport:
    """The fonts for the project at `root`: the office's own in `fonts/`, then those that were fetched."""
    return find_fonts([root / "fonts", Path(sys.prefix) / "fonts"])


def forms_of(edition: Edition) -> DocumentForms:
    """In which forms the documents of an edition are made here."""
    return document_forms(document_fonts(edition.root))


@per_edition
def make_documents(edition: Edition) -> Sequence[Made]:
    """All documents of what the audience may see, in order: pages, files and remarks on fonts are made from them."""
    sources = open_sources(edition.folders.folders(SOURCES))
    orders = [
        *_order_notices(edition),
        *orders_of(edition),
        *order_audits(edition),
    ]
    even = edition.corpus.site is not None and edition.corpus.site.last_page == "even"
    return [(order, write_order(sources, order, even)) for order in orders]


def orders_of(edition: Edition) -> Sequence[DocumentRequest]:
    """What the acts of all years issue, in order of time."""
    made = [order for year in edition.years for order in orders_by_year(edition, year)]
    return [*made, *order_withdrawals(edition.corpus)]


def orders_by_year(edition: Edition, year: int) -> Sequence[DocumentRequest]:
    """The documents of the periods of a year, each ordered once for an edition."""
    ordered = _ordered(edition)
    if year not in ordered:
        periods = tuple(period for period in edition.periods if period.year == year)
        ordered[year] = list(order_periods(edition.corpus, edition.results, periods, edition.audience))
    return ordered[year]


@per_edition
def _ordered(_: Edition) -> dict[int, list[DocumentRequest]]:
    return {}


def write_order(sources: Environment, order: DocumentRequest, even: bool = False) -> OfficialDocument:
    """The document that was ordered; `even` where the office's colophons belong on an even page."""
    day = None if order.reprinted else order.day  # the day that a text bears is not the day on which it was set anew
    made = write_document(sources, order.source, order.facts, day, order.notice, order.watermark)
    return replace(made, even=even and not order.reprinted)  # the notice is not the office's to lay out


def _order_notices(edition: Edition) -> Iterator[DocumentRequest]:
    for name, notice in edition.notices.items():
        day = notice_day(notice)
        if day is not None:
            yield order_notice(notice, name, day)


def order_notice(document: NoticeDocument, folder: str, day: date) -> DocumentRequest:
    """The notice itself as a document, from the text that its page shows, and nothing besides.

    It is real, so it has no mark of a demonstration; each page says that it is no original.
    """
    facts = notice_facts(document)
    return DocumentRequest(f"notice/{folder}", KINDS["notice"], "notice", facts, day, RESET)


def produce_documents(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every DOCX and every PDF, as far as this machine can make them."""
    from generator.documents.docx import render_docx
    from generator.documents.docx_pandoc import Pandoc

    made = make_documents(edition)
    cache = RenderCache(FOLDER, edition.root, edition.audience)
    fonts = document_fonts(edition.root)
    forms = document_forms(fonts)
    word = sha256(_tools("pypandoc_binary")).hexdigest() if forms.docx else ""
    printer = _Printer(edition.folders.find(LAYOUT), fonts, cache) if forms.pdf else None
    threads = os.cpu_count() or 1
    jobs: deque[tuple[str, Future[bytes]]] = deque()  # no more of them than are under way: their bytes are large
    with Pandoc() as pandoc, ThreadPoolExecutor(threads) as pool, printer or nullcontext():
        for order, document in made:
            path, layout = f"{FOLDER}/{order.name}", _fit(document, printer)
            if forms.docx:
                render = partial(render_docx, document, layout, pandoc)
                jobs.append((f"{path}.docx", pool.submit(cache.take, "docx", _key(layout, word), render)))
            if printer is not None:
                yield f"{path}.pdf", printer.print(document, layout)
            yield from _finished(jobs, _AHEAD * threads)
        yield from _finished(jobs, 0)
    cache.forget_others()


def _finished(jobs: deque[tuple[str, Future[bytes]]], left: int) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the first of `jobs`, until so many are `left`."""
    while len(jobs) > left:
        path, job = jobs.popleft()
        yield path, job.result()


def remark_on_fonts(edition: Edition) -> Iterator[str]:
    """What the fonts at hand do not give, a sentence each: none at all, another face, a character of a document."""
    from generator.documents.pdf import font_remarks

    yield from remark_on_tools()
    fonts = document_fonts(edition.root)
    if not all(fonts.chains.values()):
        yield "没有可用的中文字体，没有生成 PDF。请联网运行 kaohe fonts，或把字体放进 fonts/ 后重新生成"
        return
    if not document_forms(fonts).pdf:
        return
    yield from font_remarks(fonts, (document for _, document in make_documents(edition)))


def _fit(document: OfficialDocument, printer: _Printer | None) -> Layout:
    """The pages of a document: reckoned, and counted where an even last page asks for it and there are fonts."""
    return fit_pages(document, printer.count(document) if printer is not None and document.even else 0)


class _Printer:
    """Makes PDF with one set of fonts, used as a edition; what was made before comes from the cache."""

    def __init__(self, layout: Path, fonts: FontReport, cache: RenderCache) -> None:
        from generator.documents.pdf import PdfCompiler

        used = sha256(_tools("typst"))
        used.update(layout.read_bytes())
        for path in font_files(fonts.folders):
            used.update(digest_file(path).encode())
        self._tools, self._cache = used.hexdigest(), cache
        self._compiler = PdfCompiler(layout, fonts)

    def __enter__(self) -> _Printer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._compiler.__exit__(kind, error, at)

    def count(self, document: OfficialDocument) -> int:
        """How many pages the document has where its text ends."""
        key = _key(fit_pages(document), self._tools)
        return int(self._cache.take("pages", key, lambda: str(self._compiler.count_pages(document)).encode()))

    def print(self, document: OfficialDocument, layout: Layout) -> bytes:
        """The document as PDF."""
        key = _key(layout, self._tools)
        return self._cache.take("pdf", key, partial(self._compiler.render, document, layout))


def _tools(package: str) -> bytes:
    """What besides the document decides the bytes: the program that renders, and the code that speaks to it."""
    here = PACKAGE / "documents"
    parts = [path.read_bytes() for path in sorted(here.glob("*.py"))]
    return b"\0".join([f"{package} {version(package)}".encode(), *parts])


def _key(layout: Layout, tools: str) -> str:
    from generator.documents.pdf import layout_data

    text = json.dumps([tools, layout_data(layout)], ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()
