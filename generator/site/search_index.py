"""The index that the site's own search reads, and what tells other search engines the way."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from urllib.parse import quote, urljoin
from xml.sax.saxutils import escape

from generator.words.page_frame import SearchEntry

GUIDE = "使用指南"  # the kind of the entries of guide pages


def index_script(entries: Iterable[SearchEntry]) -> bytes:
    """A script that holds the entries, because a page opened from disk may load a script but not a JSON file.

    One entry a line: title, address, kind, other names, text. Of equally good hits the first is shown first: what was
    ordered and recorded before how to write it down.
    """
    lines = [
        json.dumps([entry.title, entry.url, entry.kind, entry.names, entry.text], ensure_ascii=False)
        for entry in sorted(entries, key=lambda entry: entry.kind == GUIDE)
    ]
    return ("window.kaoheIndex=[\n" + ",\n".join(lines) + "\n];\n").encode()


def sitemap_text(base_url: str, urls: Sequence[str]) -> bytes:
    """The map of the site (sitemaps.org) for absolute addresses below `base_url`, without dates."""
    places = "".join(f"  <url><loc>{escape(urljoin(base_url, quote(url)))}</loc></url>\n" for url in sorted(urls))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}</urlset>\n'
    ).encode()


def robots_text(base_url: str, indexed: bool) -> bytes:
    """What search engines may read: everything, or nothing where data are not those of a real assessment."""
    if not indexed:
        return b"User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nAllow: /\nSitemap: {urljoin(base_url, 'sitemap.xml')}\n".encode()
