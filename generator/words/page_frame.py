"""Pages: a view and a template become an article, an article and the site's frame become a page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from html import escape
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.load.edition import Edition, per_whole_edition
from generator.model.lazy_dataclass import dataclass
from generator.model.quoted import within_marks
from generator.rules.effect_words import EFFECTS, reword
from generator.words.address import root_of
from generator.words.compiled_templates import CompiledTemplates
from generator.words.kept_together import keep_together
from generator.words.scheme_noun import site_noun
from generator.words.site_frame import SiteView

# No page runs a script that stands in it, asks another host for anything or can be put into a frame of another.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
_COMPILED = CompiledTemplates()
_ROOM = "<!--more-->"
_SLOT = re.compile(r"<!--slot:([a-z]+)-->")


# What a hit is, in the order in which equally good ones are listed.
Sort = Literal["unit", "item", "page", "notice", "document", "register", "record", "entry", "guide"]


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What the site's search finds: a title, what kind of thing it is, other names, and text around it.

    `units` are the bodies that it concerns, whose names find it, too; `number` is that of a document. Of the pages
    that several years have on the same `thing` (its id) the newest year's is listed. Records have a `year`: those of
    older years are read when a reader asks for them.
    """

    title: str
    url: str
    kind: str
    names: str = ""
    text: str = ""
    sort: Sort = "page"
    units: tuple[str, ...] = ()
    number: str = ""
    thing: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """A page without its frame. `url` is relative to the root of the site, `body` HTML, `section` a navigation id.

    `column` marks a list page, for which government sites carry other meta tags than for an article. `feed` is the
    address of the feed with the page's news. `source` says where the text is from that is not the office's own.
    `shows` says of which publication, or draft, its figures are; printed sheets repeat it.
    """

    url: str
    title: str
    section: str
    body: str
    description: str
    keywords: tuple[str, ...] = ()
    column: bool = False
    published: date | None = None
    entries: tuple[SearchEntry, ...] = ()
    feed: str = ""
    source: str = ""
    shows: str = ""


@dataclass(frozen=True, slots=True)
class PageChoice:
    """Which pages are asked for: all of them, the one at `url`, or those in the folder `folder`, or
    those in none of the folders `outside`.
    """

    url: str = ""
    folder: str = ""
    outside: tuple[str, ...] = ()

    def __contains__(self, url: str) -> bool:
        if self.folder or self.outside:
            top = url.partition("/")[0]
            return top == self.folder if self.folder else top not in self.outside
        return self.url in ("", url)

    def is_in(self, folder: str | int) -> bool:
        """Whether a page in `folder` is asked for."""
        top = str(folder).partition("/")[0]
        if self.folder or self.outside:
            return top == self.folder if self.folder else top not in self.outside
        return not self.url or self.url.startswith(f"{folder}/")


ALL_PAGES = PageChoice()


@dataclass(frozen=True, slots=True)
class Supplement:
    """A part that another producer adds at the end of a page: an anchor, a heading and its HTML."""

    anchor: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The finished parts around an article, for one place of the site."""

    root: str
    head: str
    header: str
    footer: str
    printed: str


def open_templates(folders: Sequence[Path]) -> Environment:
    """The templates in `folders`, the first before the others: data are escaped, a missing value is an error."""
    environment = Environment(
        loader=FileSystemLoader(folders, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        bytecode_cache=_COMPILED,
    )
    environment.globals["policy"] = POLICY
    environment.filters["reword"] = reword
    environment.filters["within_marks"] = within_marks
    environment.globals["site_noun"] = EFFECTS["loses"].noun
    return environment


@per_whole_edition
def page_templates(edition: Edition) -> Environment:
    """The templates of the pages of this edition."""
    environment = open_templates(edition.folders.folders("pages"))
    environment.globals["site_noun"] = site_noun(edition.corpus)
    return environment


def render_body(templates: Environment, name: str, url: str, **values: Any) -> str:
    """The HTML of an article at `url` by the template `name`; `root` leads back to the root of the site.

    No line of it ends between a number and its unit.
    """
    return keep_together(templates.get_template(f"{name}.html.j2").render(root=root_of(url), url=url, **values))


def append_supplements(templates: Environment, article: Article, supplements: tuple[Supplement, ...]) -> str:
    """The body of `article` with the parts that others add to it, where the page has room for them."""
    before, _, after = article.body.partition(_ROOM)
    parts = templates.get_template("supplements.html.j2").render(supplements=supplements) if supplements else ""
    return before + parts + after.replace(_ROOM, "")


@dataclass(slots=True)
class Framer:
    """Makes the frame of each page; header and footer are made once for each depth and section."""

    templates: Environment
    site: SiteView
    _made: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def frame(self, article: Article) -> Frame:
        """Head, header and footer for `article`, whose body is not looked at."""
        root = root_of(article.url)
        return Frame(
            root,
            self._head(article, root),
            self._part("header", root, article.section),
            self._part("footer", root, ""),
            # It stands before the page says its encoding, so in signs that every encoding has.
            escape(self._printed(article)).encode("ascii", "xmlcharrefreplace").decode("ascii"),
        )

    def _printed(self, article: Article) -> str:
        """What stands at the foot of each printed sheet: the page's address, what it shows, the date of its data."""
        place = f"{self.site.base_url or self.site.title + '　'}{article.url}"
        dated = f"数据截至 {self.site.updated}" if self.site.updated else ""
        return "　".join(part for part in (place, article.shows, dated) if part)

    def _head(self, article: Article, root: str) -> str:
        return self.templates.get_template("head.html.j2").render(
            article=article, site=self.site, root=root, policy=POLICY, home=article.url == "index.html"
        )

    def _part(self, name: str, root: str, section: str) -> str:
        key = (name, root, section)
        if key not in self._made:
            template = self.templates.get_template(f"{name}.html.j2")
            self._made[key] = template.render(site=self.site, root=root, section=section)
        return self._made[key]


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered page with slots, cut apart: text at even, slot names at odd places."""

    parts: tuple[str, ...]

    @classmethod
    def cut(cls, page: str) -> Shell:
        """The shell in `page`, whose slots are comments `<!--slot:name-->`; data cannot contain one unescaped."""
        return cls(tuple(_SLOT.split(page)))

    def fill(self, values: Mapping[str, str]) -> str:
        """The page with every slot replaced by its value."""
        return "".join(values[part] if at % 2 else part for at, part in enumerate(self.parts))
