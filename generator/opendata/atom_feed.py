"""A feed as Atom (RFC 4287): plain text only, dated by the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from generator.opendata.feeds import CATEGORIES, Feed, FeedEntry

# What no XML 1.0 document may hold, not even escaped.
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_feed(feed: Feed) -> bytes:
    """The Atom document of a feed, in UTF-8."""
    return "".join(line + "\n" for line in _feed_lines(feed)).encode("utf-8")


def _feed_lines(feed: Feed) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">'
    yield _element("id", feed.id)
    yield _element("title", feed.title)
    if feed.subtitle:
        yield _element("subtitle", feed.subtitle)
    yield _element("updated", _moment(feed.updated))
    yield f'<link rel="self" type="application/atom+xml" href={quoteattr(_clean(feed.url))}/>'
    yield f'<link rel="alternate" type="text/html" href={quoteattr(_clean(feed.page))}/>'
    yield f"<author>{_element('name', feed.author)}</author>"
    yield _element("rights", feed.rights)
    yield _element("generator", "kaohe")
    for entry in feed.entries:
        yield from _entry_lines(entry)
    yield "</feed>"


def _entry_lines(entry: FeedEntry) -> Iterator[str]:
    label = CATEGORIES[entry.category]
    yield "<entry>"
    yield _element("id", entry.id)
    yield _element("title", entry.title)
    yield _element("published", _moment(entry.published))
    yield _element("updated", _moment(entry.updated))
    yield f'<link rel="alternate" type="text/html" href={quoteattr(_clean(entry.url))}/>'
    yield f"<category term={quoteattr(entry.category)} label={quoteattr(label)}/>"
    yield f'<content type="text">{_text(entry.text)}</content>'
    yield "</entry>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{_text(text)}</{name}>"


def _text(text: str) -> str:
    return escape(_clean(text))


def _clean(text: str) -> str:
    return _IMPOSSIBLE.sub("\ufffd", text)


def _moment(day: date) -> str:
    """The beginning of a day in China (RFC 3339). The data know days only, and China has one zone."""
    return f"{day.isoformat()}T00:00:00+08:00"
