"""Any two versions compared: the page where they are chosen, a page for each that follow each other, and the data."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.load.compared_versions import open_comparer
from generator.load.edition import Edition
from generator.public.periods import is_demo
from generator.words import address
from generator.words.comparison_json import comparison_json
from generator.words.page_frame import Article, SearchEntry, page_templates, render_body
from generator.words.site_frame import Link, demo_note, saved_name
from generator.words.version_words import pair_data, view_versions


def comparison_articles(edition: Edition) -> Iterator[Article]:
    """The page where two versions are chosen, and one page for each two that follow each other."""
    comparer = open_comparer(edition)
    known = comparer.known
    mark = saved_name(is_demo(edition.corpus), "")
    links = []
    for before, after in known.consecutive:
        url = address.compare_page(before.name.id, after.name.id)
        pair = view_versions(edition, before, after)
        links.append(Link(pair.title, url, pair.view.summary))
        body = render_body(page_templates(edition), "compare_page", url, pair=pair, mark=mark)
        about = f"{pair.title}：{pair.view.summary}"
        yield Article(url, pair.title, "audit", body, about, ("比较", "变化"), published=after.day)
    url = address.COMPARE
    pairs = [f"{before.name.id}/{after.name.id}" for before, after in known.pairs]
    names = [version.name for version in known.versions]
    shown = {"versions": names, "pairs": pairs, "links": links, "missing": known.missing, "mark": mark}
    body = render_body(page_templates(edition), "versions_page", url, **shown)
    about = "任选两个版本，看得分和名次的变化、变化的原因、数据的改动。"
    entry = SearchEntry("比较两个版本", url, "页面", "变化 差异 对比 版本 更正前后 季度之间")
    yield Article(url, "比较两个版本", "audit", body, about, ("比较", "版本"), column=True, entries=(entry,))


def produce_comparisons(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Each comparison twice: as `kaohe diff --json` gives it, and in finished words as a script for the page."""
    comparer = open_comparer(edition)
    internal = edition.audience == "internal"
    for before, after in comparer.known.pairs:
        comparison = comparer.compare(before, after)
        names = {"from_version": before.name.id, "to_version": after.name.id, **_mark(edition)}
        plain = json.dumps(
            {**names, **comparison_json(comparison, internal)},
            ensure_ascii=False,
            indent=1,
            sort_keys=True,
        )
        yield address.compare_data(before.name.id, after.name.id, "json"), f"{plain}\n".encode()
        shown = json.dumps(
            pair_data(view_versions(edition, before, after)),
            ensure_ascii=False,
            separators=(",", ":"),
            sort_keys=True,
        )
        # A line separator ends a line of a script in old browsers.
        shown = shown.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        yield address.compare_data(before.name.id, after.name.id, "js"), f"window.kaoheCompared={shown};\n".encode()


def _mark(edition: Edition) -> dict[str, str]:
    """What a file of a demonstration says of itself wherever it is copied to."""
    return {"note": demo_note(edition.corpus)} if is_demo(edition.corpus) else {}
