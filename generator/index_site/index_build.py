"""The site of an index in one folder, whole or not at all, with a manifest of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

from generator import __version__
from generator.gather.table_package import TABLES
from generator.index_site import index_address as address
from generator.index_site.gathered import IndexEdition
from generator.index_site.index_articles import IndexPages
from generator.index_site.index_frame import index_shell, index_templates, view_index_site
from generator.index_site.score_pages import plan_years
from generator.model.system import digest_file, list_files
from generator.opendata.atom_feed import render_feed
from generator.opendata.feeds import Feed, FeedEntry
from generator.proof.manifest import MANIFEST, seal_manifest
from generator.read.program import PROGRAM, SHIPPED_TEMPLATES
from generator.site.folder import open_to_all, settle, write_files
from generator.site.page_files import frame_article
from generator.site.search_index import index_files
from generator.site.site_map import robots_text, sitemap_text
from generator.words.page_frame import Framer, SearchEntry

_FEED_ENTRIES = 100
Say = Callable[[str, int | None], None]


def fill_index_site(edition: IndexEdition, folder: Path, say: Say) -> int:
    """Writes every file of the site into the new folder; their number."""
    seen = {path.casefold() for path in list_files(folder)}
    write_files(folder, _counted(_files(edition), say), seen)
    paths = list_files(folder)
    write_files(folder, [(MANIFEST, _manifest(edition, folder, paths))])
    open_to_all(folder)
    settle(folder)
    return len(paths) + 1


def _counted(files: Iterator[tuple[str, bytes]], say: Say) -> Iterator[tuple[str, bytes]]:
    for count, file in enumerate(files, start=1):
        if count % 100 == 0:
            say("生成网页", count)
        yield file


def _files(edition: IndexEdition) -> Iterator[tuple[str, bytes]]:
    for folder in SHIPPED_TEMPLATES.folders("theme"):
        for path in sorted((folder / "assets").iterdir()):
            yield f"assets/{path.name}", path.read_bytes()
    plans = plan_years(edition)
    site = view_index_site(edition, bool(plans))
    templates = index_templates()
    shell, framer = index_shell(templates), Framer(templates, site)
    entries: list[SearchEntry] = []
    urls: list[str] = []
    for article in IndexPages(edition, templates, site, plans).articles():
        yield article.url, frame_article(shell, framer, article)
        entries.extend(article.entries)
        urls.append(article.url)
    yield from index_files(entries, {}, {}, 0)
    yield "sitemap.xml", sitemap_text(site.base_url, urls)
    yield "robots.txt", robots_text(site.base_url, site.indexed)
    yield "verify/verify.py", (PROGRAM / "templates" / "verify" / "verify.py").read_bytes()
    feed = _feed(edition)
    if feed is not None:
        yield address.FEED, render_feed(feed)


def _feed(edition: IndexEdition) -> Feed | None:
    index, day = edition.index, edition.as_of
    if day is None:
        return None
    authority = index.feed_authority or f"tag:{quote(index.base_url, safe=':/')}"
    entries: list[FeedEntry] = []
    for name, act, words in edition.news():
        if len(entries) == _FEED_ENTRIES:
            break
        if act.line.startswith("redaction "):
            continue  # what was taken out is no news
        district = edition.corpus.districts[name].name
        when = date.fromisoformat(act.date)
        kind = "correction" if "更正" in words else "withdrawal" if "撤回" in words else "result"
        entries.append(
            FeedEntry(
                id=f"{authority}:{name}:{act.line.replace(' ', '-')}",
                title=f"{district}　{words}",
                url=urljoin(index.base_url, address.district_page(name)),
                published=when,
                updated=when,
                category=kind,
                text=f"{district}，{words}，{act.date}。"
                + (f"结果的 SHA-256：{act.results_sha256}" if act.results_sha256 else ""),
            )
        )
    return Feed(
        id=f"{authority}:all",
        title=f"{index.title}　发布和更正",
        subtitle="",
        updated=max((entry.updated for entry in entries), default=day),
        url=urljoin(index.base_url, address.FEED),
        page=urljoin(index.base_url, address.NEWS),
        author=index.office,
        rights=index.data_license,
        entries=tuple(entries),
        path=address.FEED,
    )


def _manifest(edition: IndexEdition, folder: Path, paths: list[str]) -> bytes:
    found: dict[str, Any] = {
        "kaohe_index": 1,
        "commit": edition.commit or None,
        "audience": "public",
        "demo": edition.index.demo,
        "region": edition.index.region,
        "as_of": edition.as_of.isoformat() if edition.as_of else None,
        "tables": TABLES,
        "districts": {
            name: seen.state.digest for name, seen in sorted(edition.seen.items()) if seen.state is not None
        },
        "tools": {"kaohe": __version__},
        "files": {path: digest_file(folder / path) for path in paths},
    }
    return seal_manifest(found)
