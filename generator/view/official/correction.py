"""Facts of 更正公告: which published figures changed, from what to what, and why."""

from __future__ import annotations

from typing import Any

from generator.model.corpus import Corpus
from generator.model.number import format_points
from generator.model.publication import Correction
from generator.score.result import YearResult
from generator.view.official.results import ADDRESSEES, chinese_date


def correction_facts(corpus: Corpus, result: YearResult, correction: Correction, number: int) -> dict[str, Any]:
    """Facts of the `number`-th correction of a publication."""
    publication = corpus.publications[correction.publication]
    places = result.scheme.rounding.places
    site = corpus.site
    names = {unit.id: unit.name for unit in corpus.units.values()}
    return {
        "title": f"关于《{publication.title}》的更正公告",
        "office": site.office if site is not None else "",
        "addressees": ADDRESSEES,
        "document": correction.document,
        "publication": publication.title,
        "publication_number": publication.document,
        "published": chinese_date(publication.date),
        "ordinal": str(number),
        "reason": correction.reason.rstrip("。"),
        "date": chinese_date(correction.date),
        "rows": [
            (
                names.get(unit, unit),
                format_points(change.old_total, places),
                format_points(change.new_total, places),
                str(change.old_rank),
                str(change.new_rank),
            )
            for unit, change in correction.results.items()
        ],
        "records": list(correction.records),
        "digest": correction.results_sha256,
    }
