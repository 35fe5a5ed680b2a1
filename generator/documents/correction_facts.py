"""Facts of 更正公告: which published figures changed, from what to what, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.documents.letterhead import chinese_date, mark_number, office_facts
from generator.model.publication import CorrectedResult, Correction
from generator.public.released import AnyReleased
from generator.release.titles import correction_title, quote_title
from generator.score.result import YearResult
from generator.words.file_words import file_page, file_words
from generator.words.result_words import corrected_notes, points_text, rank_text


def correction_facts(corpus: AnyReleased, result: YearResult, correction: Correction, number: int) -> dict[str, Any]:
    """Facts of the `number`-th correction of a publication."""
    publication = corpus.publications[correction.publication]
    places = result.scheme.rounding.places
    names = {unit.id: unit.name for unit in corpus.units.values()}
    moved = _only_moved(correction)
    return {
        **office_facts(corpus),
        "title": correction_title(publication),
        "number": mark_number(corpus, correction.document),
        "publication": quote_title(publication.title),
        "publication_number": mark_number(corpus, publication.document),
        "published": chinese_date(publication.date),
        "ordinal": str(number),
        "reason": correction.reason.rstrip("。"),
        "date": chinese_date(correction.date),
        "rows": [
            (names.get(unit, unit), *_corrected(change, places))
            for unit, change in correction.results.items()
            if unit not in moved
        ],
        "moved": [
            f"{names.get(unit, unit)}由第{rank_text(change.old.rank)}名到第{rank_text(change.new.rank)}名"
            for unit, change in moved.items()
        ],
        "notes": [
            f"{names.get(unit, unit)}{words}"
            for unit, change in correction.results.items()
            for words in corrected_notes(change)
        ],
        "records": [f"{file_words(corpus, path)}。" for path in correction.records],
        "files": "；".join(correction.records),
        "pages": "；".join(_addresses(corpus, correction)),
        "digest": correction.results_sha256,
    }


def _only_moved(correction: Correction) -> dict[str, CorrectedResult]:
    """The units whose rank alone moved, as others' scores did; none where no score changed."""
    if all(change.old.total == change.new.total for change in correction.results.values()):
        return {}
    return {
        unit: change
        for unit, change in correction.results.items()
        if change.old.total == change.new.total and None not in (change.old.rank, change.new.rank)
    }


def _corrected(change: CorrectedResult, places: int) -> tuple[str, str, str, str]:
    """Score before and after, rank before and after."""
    old, new = change.old, change.new
    return points_text(old.total, places), points_text(new.total, places), rank_text(old.rank), rank_text(new.rank)


def _addresses(corpus: AnyReleased, correction: Correction) -> Iterator[str]:
    """Where the pages of the corrected records lie, for who reads the document on paper; none without a site."""
    base = corpus.site.base_url if corpus.site is not None else ""
    pages = [file_page(corpus, path) for path in correction.records] if base else []
    yield from dict.fromkeys(base + page for page in pages if page)
