"""Rules for deductions: each record against the scheme of its year, the register, and its own dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from generator.check.lives import check_appeal, check_order, check_rectification
from generator.check.nearest import suggest_id, unit_names
from generator.check.own_items import check_own_record
from generator.model.corpus import Corpus
from generator.model.deduction import METHODS, Deduction
from generator.model.number import format_points
from generator.model.problem import Place, Problem
from generator.model.scheme import Item
from generator.read.names import state_points


def check_unit(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH301, KH302: the unit is in the register and assessed that year."""
    unit = corpus.units.get(record.unit)
    place = record.origin.place("unit")
    if unit is None:
        if f"data/units/{record.unit}.yml" not in corpus.unread:
            hint = suggest_id(record.unit, unit_names(corpus.units.values()))
            yield Problem(place, "KH301", f"没有编号为“{record.unit}”的单位", hint)
    elif not unit.assessed_in(record.year):
        yield Problem(
            place,
            "KH302",
            f"{unit.short_name}不是 {record.year} 年度的被考核单位",
            "请核对单位，或在单位文件的 assessed 里写明年度。",
        )


def check_item(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH305 to KH307: standard, points and method are those of the scheme."""
    scheme = corpus.schemes.get(record.year)
    item = None if scheme is None else scheme.items.get(record.item)
    if item is None:
        return  # the folder has its problem
    yield from _check_standard(item, record)
    if record.method not in item.methods:
        allowed = "、".join(f"{method}（{METHODS[method]}）" for method in item.methods)
        yield Problem(
            record.origin.place("method"),
            "KH307",
            f"“{item.name}”不采用{METHODS[record.method]}",
            f"这个单项可填：{allowed}。",
        )


def _check_standard(item: Item, record: Deduction) -> Iterator[Problem]:
    standard = next((found for found in item.standards if found.id == record.standard), None)
    if standard is None:
        known = {found.id: found.text for found in item.standards}
        yield Problem(
            record.origin.place("standard"),
            "KH305",
            f"“{item.name}”里没有编号为“{record.standard}”的标准",
            suggest_id(record.standard, known),
        )
        return
    allowed = standard.range
    if record.points > 0 and not allowed.min <= record.points <= allowed.max:
        yield Problem(
            record.origin.place("points"),
            "KH306",
            f"扣 {format_points(record.points)} 分与标准不符",
            f"{state_points(standard)}。",
        )


def check_date(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH308: the date lies in the year of the folder."""
    if record.date.year != record.year:
        yield Problem(
            record.origin.place("date"),
            "KH308",
            f"日期 {record.date} 不在 {record.year} 年度内",
            "请核对日期，或把文件移到对应年度的文件夹。",
        )


def check_points(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH309: a deduction deducts something."""
    if record.points <= Decimal(0):
        yield Problem(
            record.origin.place("points"), "KH309", "扣分为 0", "请填写扣分；不再扣分的记录应写明 revoked 或 appeal。"
        )


RULES = (
    check_unit,
    check_item,
    check_date,
    check_points,
    check_order,
    check_rectification,
    check_appeal,
    check_own_record,
)


def check_deductions(corpus: Corpus) -> Iterator[Problem]:
    """The problems of all deductions, one by one, and of the folders in which they lie."""
    yield from _check_folders(corpus)
    for record in corpus.deductions:
        for rule in RULES:
            yield from rule(corpus, record)


def _check_folders(corpus: Corpus) -> Iterator[Problem]:
    """KH303, KH304: the year has a scheme, and the scheme has the item; once for a folder, not for every record."""
    folders = Counter((record.year, record.item) for record in corpus.deductions)
    for year in sorted({year for year, _ in folders}):
        yield from find_no_scheme(corpus, year, f"data/deductions/{year}")
    for (year, item), number in folders.items():
        scheme = corpus.schemes.get(year)
        if scheme is not None and item not in scheme.items:
            yield Problem(
                Place(f"data/deductions/{year}/{item}"),
                "KH304",
                f"{year} 年度的考核办法里没有编号为“{item}”的单项，这个文件夹里有 {number} 条记录",
                suggest_id(item, {found.id: found.name for found in scheme.items.values()}),
            )


def find_no_scheme(corpus: Corpus, year: int, folder: str) -> Iterator[Problem]:
    """KH303 for the records in `folder` where `year` has no scheme."""
    path = f"data/schemes/{year}.yml"
    if year not in corpus.schemes and path not in corpus.unread:
        yield Problem(
            Place(folder),
            "KH303",
            f"没有 {year} 年度的考核办法",
            f"请补上 {path}；年度写错的，请把记录移到对应的文件夹。",
        )
