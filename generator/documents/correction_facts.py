"""Facts of 更正公告: which published figures changed, from what to what, and why."""

from __future__ import annotations

from typing import Any

from generator.documents.letterhead import chinese_date, mark_number, office_facts
from generator.model.deduction import Deduction
from generator.model.number import format_points
from generator.model.place import find_place
from generator.model.publication import Correction
from generator.public.released import AnyReleased
from generator.release.titles import correction_title, quote_title
from generator.score.result import YearResult


def correction_facts(corpus: AnyReleased, result: YearResult, correction: Correction, number: int) -> dict[str, Any]:
    """Facts of the `number`-th correction of a publication."""
    publication = corpus.publications[correction.publication]
    places = result.scheme.rounding.places
    names = {unit.id: unit.name for unit in corpus.units.values()}
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
            (
                names.get(unit, unit),
                format_points(change.old_total, places),
                format_points(change.new_total, places),
                str(change.old_rank),
                str(change.new_rank),
            )
            for unit, change in correction.results.items()
        ],
        "records": [_name_file(corpus, path) for path in correction.records],
        "files": "；".join(correction.records),
        "digest": correction.results_sha256,
    }


def _name_file(corpus: AnyReleased, path: str) -> str:
    """What a file of the data is about, in words; its path where that is not known."""
    place = find_place(path)
    if place is None:
        return path
    if place.kind == "deduction":
        return next((_name_deduction(corpus, found) for found in corpus.deductions if found.path == path), path)
    if place.kind == "appraisal":
        scheme = corpus.schemes.get(place.year)
        return f"{_short(corpus, place.id)}{place.year}年度{scheme.appraisal_name if scheme else '评议'}计票。"
    if place.kind == "scheme":
        return f"{place.year}年度考核办法。"
    return f"{_short(corpus, place.id)}的单位信息。" if place.kind == "unit" else path


def _name_deduction(corpus: AnyReleased, record: Deduction) -> str:
    scheme = corpus.schemes.get(record.year)
    item = scheme.items[record.item].name if scheme is not None and record.item in scheme.items else record.item
    return f"{chinese_date(record.date)}{_short(corpus, record.unit)}“{item}”扣分记录。"


def _short(corpus: AnyReleased, unit: str) -> str:
    return corpus.units[unit].short_name if unit in corpus.units else unit
