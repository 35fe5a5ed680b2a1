"""The pages that MkDocs renders from Markdown: titles, place in the site, and what search finds in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.documents.document_request import RESET
from generator.load.edition import Edition
from generator.load.project_texts import list_own_parts
from generator.model.lazy_dataclass import dataclass
from generator.read.notice_reader import COVER_FILE
from generator.rules.notice import COVER
from generator.site.clause_lines import without_accounts
from generator.words import address
from generator.words.notices import REPRINTED
from generator.words.page_frame import Article, SearchEntry, Sort, page_templates, render_body

SHELL = "shell"
GUIDE = "使用指南"
ASKED = "asked"  # what people type who look for a part of the text: a list of words by the heading of the part
_SORTS: dict[str, tuple[Sort, str]] = {"notice": ("notice", "通知原文"), "guide": ("guide", GUIDE)}
_NUMBER = re.compile("[\u4e00-\u9fff]{2,12}〔[0-9]{4}〕[0-9]{1,5}号")  # GB/T 9704-2012, 7.2.5
_CODED = re.compile("^(KH[0-9]{3}) (.+)$")
_DESCRIPTION = 110  # characters
_MARK = "headerlink"  # the sign beside a heading that links to it
_HEADINGS = {"h1", "h2", "h3", "h4"}
_SAMPLES = {"pre", "table"}
_BREAKS = {"p", "li", "h1", "h2", "h3", "h4", "tr", "blockquote", "pre", "td", "th"}


@dataclass(slots=True)
class _OpenPart:
    """A part of a page while it is read; `prose` is its text without heading, samples and tables."""

    anchor: str
    text: list[str] = field(default_factory=list)
    heading: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A part of a page: its anchor, its whole text, its heading where it begins with one, and its prose."""

    anchor: str
    text: str
    heading: str
    prose: str


class _SiteReader(HTMLParser):
    """Collects the text of a page, cut at every element with an id."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = [_OpenPart("")]
        self._within: list[str] = []  # the headings, samples and tables that are open
        self._in_mark = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._in_mark = given.get("class") == _MARK
        anchor = given.get("id")
        if anchor:
            self.parts.append(_OpenPart(anchor))
        elif tag in _BREAKS:
            self._add(" ")
        if tag in _HEADINGS or tag in _SAMPLES:
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._in_mark = False
        if tag in self._within:
            del self._within[self._within.index(tag) :]

    def handle_data(self, data: str) -> None:
        if not self._in_mark:
            self._add(data)

    def _add(self, data: str) -> None:
        part = self.parts[-1]
        part.text.append(data)
        if any(tag in _HEADINGS for tag in self._within):
            part.heading.append(data)
        elif not self._within:
            part.prose.append(data)


def _read_parts(content: str) -> tuple[ReadPart, ...]:
    """All parts; the first has no anchor."""
    reader = _SiteReader()
    reader.feed(content)
    reader.close()
    return tuple(ReadPart(part.anchor, *map(_plain, (part.text, part.heading, part.prose))) for part in reader.parts)


def _plain(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


def plain_title(page: Page) -> str:
    """The title of a page as text: that of its front matter, taken literally, or its first heading."""
    if page.meta.get("title"):
        return str(page.meta["title"])
    return " ".join(part.text for part in _read_parts(str(page.title or ""))).strip()


def markdown_article(page: Page, edition: Edition) -> Article:
    """The page as an article whose body MkDocs has rendered."""
    section = page.file.src_uri.partition("/")[0]
    title = plain_title(page)
    parts = _read_parts(without_accounts(page.content or ""))
    said = " ".join(part.text for part in parts if part.text and part.text != title)
    body = next((part.text for part in parts[1:] if len(part.text) > 30), said or title)
    return Article(
        url=page.url,
        title=title,
        section=section if section in _SORTS else "home",
        body="",
        description=str(page.meta.get("description", "")) or body[:_DESCRIPTION],
        published=edition.updated,  # of a notice, too: its own day is not that of this page
        entries=tuple(_entries(page.url, title, section, parts, _asked(page))),
        source=REPRINTED if section == "notice" else "",
    )


def notice_head(section: str, edition: Edition) -> str:
    """What stands above each page of a notice: that it is a reprint, in a demonstration also that it is real."""
    if section != "notice":
        return ""
    site = edition.corpus.site
    if site is None or not site.demo:
        return f"{RESET}。"
    return f"真实公开的通知，与{site.district}无关；{RESET}。"


def issued_parts(url: str, edition: Edition) -> list[tuple[str, str]]:
    """Title and address of each document that the notice with its cover at `url` issues; none on any other page."""
    return [
        (part.title, f"notice/{name}/{part.id}.html")
        for name, notice in edition.notices.items()
        if url == address.notice_page(name)
        for part in notice.parts
        if part.id != COVER
    ]


def _asked(page: Page) -> Mapping[str, str]:
    """The words of each part by its heading, with blanks between them; none of what was written otherwise."""
    found = page.meta.get(ASKED)
    lists = found.items() if isinstance(found, Mapping) else ()
    return {str(heading): " ".join(map(str, words)) for heading, words in lists if isinstance(words, list)}


def _entries(
    url: str, title: str, section: str, parts: Sequence[ReadPart], asked: Mapping[str, str]
) -> Iterator[SearchEntry]:
    """The page, and each of its parts by its heading, or by the page's title with the words of the part."""
    sort, kind = _SORTS.get(section, ("page", "说明"))
    yield SearchEntry(title, url, kind, asked.get(title, ""), sort=sort)
    for part in parts:
        if part.text and part.text != title:
            place = f"{url}#{part.anchor}" if part.anchor else url
            if sort == "notice":
                number = part.text if find_number(part.text) == part.text else ""
                yield SearchEntry(title, place, kind, text=part.text, sort=sort, number=number)
            elif part.heading != title or part.prose:
                heading = _words_first(part.heading) if part.heading != title else ""
                names = asked.get(part.heading, "") if heading else ""
                yield SearchEntry(
                    heading or title, place, f"{kind}：{title}" if heading else kind, names, part.prose, sort
                )


def _words_first(heading: str) -> str:
    """A heading as a hit is called: a code at its beginning, which tells most readers nothing, comes last."""
    return _CODED.sub(r"\2（\1）", heading)


def find_number(text: str) -> str:
    """The first number of a document (发文字号) in `text`; empty where there is none."""
    found = _NUMBER.search(text)
    return found.group() if found else ""


def reading_nav(page: Page, nav: Navigation, edition: Edition) -> str:
    """The neighbours of a page in its part of the navigation, and its own headings."""
    siblings: list[Any] = []
    if page.parent is not None:
        siblings = [child for child in page.parent.children if isinstance(child, Page)]
    return render_body(
        page_templates(edition),
        "reading_nav",
        page.url,
        part=page.parent.title if page.parent else "",
        pages=[(plain_title(found), found.url, found is page) for found in siblings],
        headings=[(found.title, found.id, [(c.title, c.id) for c in found.children]) for found in _headings(page)],
    )


def reading_foot(page: Page, edition: Edition) -> str:
    """The ways to the page before and the page after in its part of the navigation; empty where it stands alone."""
    siblings = [] if page.parent is None else [child for child in page.parent.children if isinstance(child, Page)]
    if page not in siblings or len(siblings) < 2:
        return ""
    at = siblings.index(page)
    before, after = siblings[at - 1] if at else None, siblings[at + 1] if at + 1 < len(siblings) else None
    links = [None if found is None else (plain_title(found), found.url) for found in (before, after)]
    return render_body(page_templates(edition), "reading_foot", page.url, before=links[0], after=links[1])


def lay_out_nav(guide: list[Any], edition: Edition, folder: Path) -> list[Any]:
    """The navigation of the texts in `folder`: each notice with its parts in order, the `guide`, the office's own."""
    several = len(edition.notices) > 1
    parts = [
        {notice.number if several else "通知原文": [f"notice/{name}/{_file_of(part.id)}" for part in notice.parts]}
        for name, notice in edition.notices.items()
    ]
    there = [
        {title: [page for page in pages if (folder / page).is_file()] for title, pages in entry.items()}
        for entry in guide
    ]
    own = [{part.title: list(part.paths)} for part in list_own_parts(edition.texts)]
    return [*parts, *there, *own]


def _file_of(part: str) -> str:
    return COVER_FILE if part == COVER else f"{part}.md"


def name_heading(heading: str, separator: str) -> str:
    """The anchor of a heading: its Latin words where it has some, else its own Chinese ones."""
    latin = re.findall(r"[a-z0-9_-]+", heading.lower())
    return separator.join(latin or re.findall(r"\w+", heading))


def _headings(page: Page) -> list[Any]:
    top = list(page.toc)
    return list(top[0].children) if len(top) == 1 and top[0].level == 1 else top
