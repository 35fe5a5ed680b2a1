"""Any two versions compared: the page where they are chosen, a page for each that follow each other, and the data."""

from __future__ import annotations

from collections.abc import Iterator

from generator.load.compared_versions import open_comparer
from generator.load.edition import Edition
from generator.pages.compared_pairs import compared_pairs
from generator.public.periods import is_demo
from generator.words import address
from generator.words.page_frame import ALL_PAGES, Article, PageChoice, SearchEntry, page_templates, render_body
from generator.words.site_frame import Link, saved_name
from generator.words.version_choices import version_choices


def comparison_articles(edition: Edition, wanted: PageChoice = ALL_PAGES) -> Iterator[Article]:
    """The page where two versions are chosen, and one page for each two that follow each other, if it is wanted."""
    if not (wanted.is_in("compare") or address.COMPARE in wanted):
        return
    known = open_comparer(edition).known
    mark = saved_name(is_demo(edition.corpus), "")
    links = []
    for before, after, text in compared_pairs(edition).pages():
        if text.body:
            url = address.compare_page(before.name.id, after.name.id)
            links.append(Link(text.title, url, text.summary))
            about = f"{text.title}：{text.summary}"
            if url not in wanted:
                continue
            yield Article(url, text.title, "audit", text.body, about, ("比较", "变化"), published=after.day)
    url = address.COMPARE
    if url not in wanted:
        return
    pairs = [f"{before.name.id}/{after.name.id}" for before, after in known.pairs]
    names = version_choices(known.versions)
    shown = {"versions": names, "pairs": pairs, "links": links, "missing": known.missing, "mark": mark}
    body = render_body(page_templates(edition), "versions_page", url, **shown)
    about = "任选两个版本，看得分和名次的变化、变化的原因、数据的改动。"
    entry = SearchEntry("比较两个版本", url, "页面", "变化 差异 对比 版本 更正前后 季度之间")
    yield Article(url, "比较两个版本", "audit", body, about, ("比较", "版本"), column=True, entries=(entry,))


def produce_comparisons(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Each comparison twice: as `kaohe diff --json` gives it, and in finished words as a script for the page."""
    for before, after, text in compared_pairs(edition).files():
        yield address.compare_data(before.name.id, after.name.id, "json"), text.data.encode()
        yield address.compare_data(before.name.id, after.name.id, "js"), text.script.encode()
