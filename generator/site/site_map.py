"""What tells other search engines the way through the site."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urljoin
from xml.sax.saxutils import escape


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
