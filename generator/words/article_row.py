"""Articles in plain values, as they are kept from build to build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from generator.words.page_frame import Article, SearchEntry


def article_rows(articles: Iterable[Article]) -> Iterator[dict[str, Any]]:
    """Articles in plain JSON values."""
    return map(_row, articles)


def articles_of(rows: Iterable[Mapping[str, Any]]) -> Iterator[Article]:
    """The articles of which `rows` are the plain values."""
    return map(_article, rows)


def _row(article: Article) -> dict[str, Any]:
    said = {slot.name: getattr(article, slot.name) for slot in fields(article)}
    day = None if article.published is None else article.published.isoformat()
    return said | {"published": day, "entries": [asdict(one) for one in article.entries]}


def _article(row: Mapping[str, Any]) -> Article:
    day, entries = row["published"], tuple(map(_entry, row["entries"]))
    published = None if day is None else date.fromisoformat(day)
    return Article(**{**row, "keywords": tuple(row["keywords"]), "published": published, "entries": entries})


def _entry(row: Mapping[str, Any]) -> SearchEntry:
    return SearchEntry(**{**row, "units": tuple(row["units"])})
