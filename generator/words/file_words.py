"""What a file of the data is about, in words, and the page that shows it."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.deduction import Deduction
from generator.public.released import AnyReleased
from generator.read.layout import place_file
from generator.release.titles import correction_title
from generator.words import address
from generator.words.address import correction_page
from generator.words.labels import collect_labels
from generator.words.site_frame import Link


def file_words(corpus: AnyReleased, path: str) -> str:
    """What a file is about: 2015年6月18日区发改局“热线办理”扣分记录; its path where that is not known."""
    placed = place_file(path)
    file, ids = placed if placed is not None else ("", ())
    units = collect_labels(corpus.units.values(), (), ()).units
    if file == "deduction":
        record = _deduction(corpus, path)
        return path if record is None else _deduction_words(corpus, record, units.get(record.unit, record.unit))
    if file == "appraisal":
        scheme = corpus.schemes.get(int(ids[0]))
        return f"{units.get(ids[1], ids[1])}{ids[0]}年度{scheme.appraisal_name if scheme else '评议'}计票"
    if file == "scheme":
        return f"{ids[0]}年度考核办法"
    return f"{units.get(ids[0], ids[0])}的单位信息" if file == "unit" else path


def file_page(corpus: AnyReleased, path: str) -> str:
    """The address of the page that shows a file; empty where none does."""
    placed = place_file(path)
    file, ids = placed if placed is not None else ("", ())
    if file == "deduction":
        record = _deduction(corpus, path)
        return address.record_page(record) if record is not None else ""
    if file == "appraisal":
        return address.unit_page(int(ids[0]), ids[1]) if ids[1] in corpus.units else ""
    if file == "unit":
        return address.unit_home(ids[0]) if ids[0] in corpus.units else ""
    if file == "scheme":
        year = int(ids[0])
        return address.method_page(year) if year in corpus.schemes else address.METHOD
    return ""


def file_links(corpus: AnyReleased, paths: Iterable[str]) -> tuple[Link, ...]:
    """What files are about, each with the page that shows it; those that no page shows are left out."""
    found = (Link(file_words(corpus, path), file_page(corpus, path), path) for path in paths)
    return tuple(link for link in found if link.url)


def correction_links(corpus: AnyReleased, path: str) -> tuple[Link, ...]:
    """The standing corrections of published results that name a file, by their days and titles."""
    return tuple(
        Link(f"{found.date} {correction_title(corpus.publications[found.publication])}", correction_page(found.id))
        for found in corpus.standing_corrections
        if path in (*found.records, *(words.file for words in found.words))
    )


def _deduction_words(corpus: AnyReleased, record: Deduction, unit: str) -> str:
    scheme = corpus.schemes.get(record.year)
    item = scheme.items[record.item].name if scheme is not None and record.item in scheme.items else record.item
    day = f"{record.date.year}年{record.date.month}月{record.date.day}日"
    return f"{day}{unit}“{item}”扣分记录"


def _deduction(corpus: AnyReleased, path: str) -> Deduction | None:
    return next((record for record in corpus.deductions if record.path == path), None)
