"""The finished site as a whole: every link leads somewhere, nothing is asked of another host, every page is sound."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import html5lib
import pytest

from tests.site.sample import demo_pages

LOADED = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("image", "href"), ("use", "href")}
BASE = "https://kaohe.example/xiaohe/"


@dataclass
class Seen:
    """What the links, ids and elements of one page are."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    tags: Counter[str] = field(default_factory=Counter)
    attributes: set[str] = field(default_factory=set)
    labelled: set[str] = field(default_factory=set)
    inputs: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    levels: list[int] = field(default_factory=list)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen = Seen()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        seen, given = self.seen, {name: value or "" for name, value in attrs}
        seen.tags[tag] += 1
        seen.attributes |= given.keys()
        seen.ids += [given["id"]] if "id" in given else []
        seen.levels += [int(tag[1])] if re.fullmatch(r"h[1-6]", tag) else []
        if tag == "a" and "href" in given:
            seen.links.append(given["href"])
        elif tag == "link" and given.get("rel") in ("stylesheet", "icon"):
            seen.loads.append(given["href"])
        elif tag == "meta" and "name" in given:
            seen.meta[given["name"]] = given["content"]
        elif tag == "label":
            seen.labelled.add(given.get("for", ""))
        elif tag == "input":
            seen.inputs.append(given.get("id", ""))
        seen.loads += [given[name] for owner, name in LOADED if tag == owner and name in given]


@cache
def look(path: Path) -> Seen:
    reader = Reader()
    reader.feed(path.read_text("utf-8"))
    return reader.seen


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def resolve(site: Path, page: Path, link: str) -> tuple[Path, str]:
    """The file and the anchor that a link of `page` leads to; those of 404.html, shown anywhere, are absolute."""
    parts = urlsplit(link)
    here = PurePosixPath(page.relative_to(site).as_posix()).parent
    path = unquote(parts.path)
    path = path.split("/", 2)[2] if path.startswith("/") else (here / path).as_posix()
    return (site / path if parts.path else page).resolve(), unquote(parts.fragment)


REPOSITORY = "https://git.example/xiaohe.git"  # the one address elsewhere that a page names


def broken_links(site: Path, beside: tuple[str, ...] = ()) -> list[str]:
    """Every link of every page that leads nowhere; those to the folders and kinds in `beside` are not followed."""
    wrong = []
    for page in pages(site):
        for link in look(page).links:
            if link == REPOSITORY:
                continue
            if urlsplit(link).scheme:
                wrong.append(f"{page.relative_to(site)}: {link} leaves the site")
                continue
            target, anchor = resolve(site, page, link)
            where = target.relative_to(site).as_posix() if target.is_relative_to(site) else ""
            if where.startswith(beside) or where.endswith(beside):
                continue
            if not target.is_file() or not target.is_relative_to(site.resolve()):
                wrong.append(f"{page.relative_to(site)}: {link}")
            elif anchor and anchor not in look(target).ids:
                wrong.append(f"{page.relative_to(site)}: no #{anchor} in {link}")
    return wrong


def test_every_link_leads_somewhere(built: Path) -> None:
    assert len(pages(built)) > 30
    assert broken_links(built) == []


def test_every_link_of_a_large_site_leads_somewhere() -> None:
    """The pages alone: what else is built, and links to it, is looked at in the small district.

    It is a demonstration, which the small district is not: the files of its documents have names of their own.
    """
    out = demo_pages()
    assert len(pages(out)) > 500
    beside = (".docx", ".pdf", "open-data/", "feeds/", "verify/", "compare/", "calendar/", "public-history/")
    assert broken_links(out, beside) == []


def test_nothing_is_asked_of_another_host(built: Path) -> None:
    for page in pages(built):
        for load in look(page).loads:
            if page.name == "404.html" and load in ("/assets/kaohe.css", "/assets/print.css"):
                continue  # its style where the site lies at the root of a host, whatever its address says
            assert urlsplit(load).scheme == ""
            assert resolve(built, page, load)[0].is_file(), f"{page}: {load}"
    for style in built.rglob("*.css"):
        for url in re.findall(r"url\(([^)]*)\)", style.read_text("utf-8")):
            assert url.strip("\"'").startswith("data:"), f"{style}: {url}"
    data = {*built.glob("assets/search/*.js"), *built.glob("compare/*/*.js")}
    for script in {*built.rglob("*.js")} - data:
        assert not re.search(r"https?://|fetch\(|XMLHttpRequest|import\(", script.read_text("utf-8"))


def test_no_page_carries_script_or_style_of_its_own(built: Path) -> None:
    for page in pages(built):
        text = page.read_text("utf-8")
        assert re.findall(r"<script(?![^>]*\ssrc=)", text) == []
        assert "<style" not in text
        assert not {name for name in look(page).attributes if name.startswith("on") or name == "style"}
        assert "<!--slot:" not in text


def test_nothing_unused_of_the_theme_is_carried_along(built: Path) -> None:
    assets = sorted(path.relative_to(built).as_posix() for path in (built / "assets").rglob("*") if path.is_file())
    assert [re.sub(r"\.[0-9a-f]{8}\.", ".HASH.", path) for path in assets] == [
        "assets/compare-units.js",
        "assets/compare.js",
        "assets/favicon.svg",
        "assets/kaohe.css",
        "assets/kaohe.js",
        "assets/material.css",
        "assets/plain.css",
        "assets/print.css",
        "assets/search.js",
        "assets/search/guide.js",
        "assets/search/names.js",
        "assets/search/newest.js",
        "assets/search/typing.js",
        "assets/tables.js",
    ]


def test_every_page_is_well_formed(built: Path) -> None:
    for page in pages(built):
        parser = html5lib.HTMLParser(strict=True)
        parser.parse(page.read_text("utf-8"))


def test_every_page_can_be_read_aloud(built: Path) -> None:
    for page in pages(built):
        seen = look(page)
        assert [name for name, count in Counter(seen.ids).items() if count > 1] == [], page
        assert (seen.tags["h1"], seen.tags["main"]) == (1, 1), page
        assert "content" in seen.ids
        assert "#content" in seen.links, "a way past the menu"
        assert set(seen.inputs) <= seen.labelled, page
        assert 'lang="zh-CN"' in page.read_text("utf-8")[:200]
        jumps = [(a, b) for a, b in zip(seen.levels, seen.levels[1:], strict=False) if b > a + 1]
        assert jumps == [], f"{page}: a level of headings is left out"


def test_titles_and_descriptions_tell_pages_apart(built: Path) -> None:
    own = [
        page for page in pages(built) if not page.is_relative_to(built / "documents")
    ]  # a document has its own title
    titles = Counter(re.findall(r"<title>(.*?)</title>", page.read_text("utf-8"))[0] for page in own)
    assert [title for title, count in titles.items() if count > 1] == []
    for page in pages(built):
        assert 5 < len(look(page).meta["description"]) < 200, page


def test_every_page_says_that_its_data_are_a_demonstration(built: Path) -> None:
    for page in pages(built):
        assert "演示数据：扣分、得分和名次都是编造的，不反映任何单位的真实情况。" in page.read_text("utf-8"), page
        assert look(page).meta["robots"] == "noindex"


@pytest.mark.parametrize("page", ["2015/index", "2015/ranking", "2015/units/caizheng", "2015/items/window", "method"])
def test_a_sample_scheme_says_so(built: Path, page: str) -> None:
    assert "单项和标准为示例。" in (built / f"{page}.html").read_text("utf-8")


def test_pages_carry_the_tags_of_government_sites(built: Path) -> None:
    home, ranking = look(built / "index.html").meta, look(built / "2015/ranking.html").meta
    unit = look(built / "2015/units/caizheng.html").meta
    assert {name: home[name] for name in ("SiteName", "SiteDomain", "SiteIDCode")} == {
        "SiteName": "小河区机关考核",
        "SiteDomain": "kaohe.example",
        "SiteIDCode": "3202110001",
    }
    assert ranking["ColumnName"] == "2015年度排名"
    assert ranking["ColumnType"] == "信息公开"
    assert {"ColumnDescription", "ColumnKeywords"} <= ranking.keys()
    assert unit["ArticleTitle"] == "小河区财政局（2015年度）"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", unit["PubDate"])
    assert unit["ContentSource"] == "小河区考核工作办公室"


def test_the_foot_names_who_is_responsible(built: Path) -> None:
    text = (built / "2015/units/caizheng.html").read_text("utf-8")
    foot = text[text.index('<footer class="kh-footer"') :]
    for words in (
        "小河区考核工作办公室",
        "0000-00000000",
        "3202110001",
        "苏ICP备00000000号",
        "苏公网安备00000000000000号",
    ):
        assert words in foot


def test_the_map_of_the_site_lists_every_page(built: Path) -> None:
    listed = re.findall(r"<loc>(.*?)</loc>", (built / "sitemap.xml").read_text("utf-8"))
    there = {BASE + page.relative_to(built).as_posix() for page in pages(built) if page.name != "404.html"}
    assert set(listed) == there
    assert listed == sorted(listed)
