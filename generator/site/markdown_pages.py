"""The pages that MkDocs renders from Markdown: titles, place in the site, and what search finds in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.documents.document_request import RESET
from generator.load.edition import Edition
from generator.load.project_texts import list_own_parts
from generator.read.notice_reader import COVER_FILE
from generator.rules.notice import COVER
from generator.site.clause_lines import without_accounts
from generator.site.search_index import GUIDE
from generator.words.notices import REPRINTED
from generator.words.page_frame import Article, SearchEntry, page_templates, render_body

SHELL = "shell"
_KINDS = {"notice": "通知原文", "guide": GUIDE}
_DESCRIPTION = 110  # characters
_BREAKS = {"p", "li", "h1", "h2", "h3", "h4", "tr", "blockquote", "pre", "td", "th"}


class _SiteReader(HTMLParser):
    """Collects the text of a page, cut at every element with an id."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[str, list[str]]] = [("", [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        anchor = dict(attrs).get("id")
        if anchor:
            self.parts.append((anchor, []))
        elif tag in _BREAKS:
            self.parts[-1][1].append(" ")

    def handle_data(self, data: str) -> None:
        self.parts[-1][1].append(data)


def _read_parts(content: str) -> list[tuple[str, str]]:
    """Anchor and text of each part; the first has no anchor."""
    reader = _SiteReader()
    reader.feed(content)
    reader.close()
    return [(anchor, " ".join("".join(text).split())) for anchor, text in reader.parts]


def plain_title(page: Page) -> str:
    """The title of a page as text: that of its front matter, taken literally, or its first heading."""
    if page.meta.get("title"):
        return str(page.meta["title"])
    return " ".join(text for _, text in _read_parts(str(page.title or ""))).strip()


def markdown_article(page: Page, edition: Edition) -> Article:
    """The page as an article whose body MkDocs has rendered."""
    section = page.file.src_uri.partition("/")[0]
    title = plain_title(page)
    parts = _read_parts(without_accounts(page.content or ""))
    said = " ".join(text for _, text in parts if text and text != title)
    body = next((text for anchor, text in parts[1:] if len(text) > 30), said or title)
    return Article(
        url=page.url,
        title=title,
        section=section if section in _KINDS else "home",
        body="",
        description=str(page.meta.get("description", "")) or body[:_DESCRIPTION],
        published=edition.updated,  # of a notice, too: its own day is not that of this page
        entries=tuple(_entries(page.url, title, _KINDS.get(section, "说明"), parts)),
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


def _entries(url: str, title: str, kind: str, parts: list[tuple[str, str]]) -> Iterator[SearchEntry]:
    yield SearchEntry(title, url, kind)
    for anchor, text in parts:
        if text and text != title:
            yield SearchEntry(title, f"{url}#{anchor}" if anchor else url, kind, text=text)


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
