"""Rules for deductions: each record against the scheme of its year, the register, and its own dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from generator.check.lifecycle import (
    check_appeal,
    check_decision,
    check_order,
    check_rectification,
    check_reduction,
)
from generator.check.more_of_records import (
    check_applicable,
    check_charge,
    check_computed,
    check_folder,
    check_level,
    check_part,
)
from generator.check.nearest import propose_day, suggest_id, suggest_unit
from generator.check.own_items import check_own_record
from generator.check.points import check_points, check_quantity, check_standard, find_item
from generator.model.deduction import METHODS, Deduction
from generator.model.place import FileKind, folder_of, scheme_file, unit_file
from generator.model.problem import Location, Problem
from generator.model.unread import Unread, bare_rule, where_read
from generator.rules.corpus import Corpus


@where_read
def check_unit(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH301, KH302: the unit is in the register and assessed that year."""
    unit = corpus.units.get(record.unit)
    if unit is None:
        if unit_file(record.unit) not in corpus.unread:
            hint = suggest_unit(record.unit, corpus.units.values())
            place = record.origin.place("unit")
            yield Problem(place, "KH301", f"没有编号为“{record.unit}”的单位", hint)
    elif not unit.assessed_in(record.year):
        yield Problem(
            record.origin.place("unit"),
            "KH302",
            f"{unit.short_name}不是 {record.year} 年度的被考核单位",
            "请核对单位，或在单位文件的 assessed 里写明年度。",
        )


@where_read
def check_method(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH307: the method is one of the item's."""
    item = find_item(corpus, record)
    if item is not None and record.method not in item.methods:
        allowed = "、".join(f"{method}（{METHODS[method]}）" for method in item.methods)
        yield Problem(
            record.origin.place("method"),
            "KH307",
            f"“{item.name}”不采用{METHODS[record.method]}",
            f"这个单项可填：{allowed}。",
        )


@where_read
def check_date(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH308: the date lies in the year of the folder."""
    if record.date.year != record.year:
        yield Problem(
            record.origin.place("date"),
            "KH308",
            f"日期 {record.date} 不在 {record.year} 年度内",
            f"{propose_day(record.date, record.year)}确是 {record.date.year} 年的，"
            f"请把文件移到 {folder_of(record.KIND, record.date.year)}/ 之下。",
        )


_COUNTED: Mapping[FileKind, str] = {"measure": "个单位的数值"}
RULES = (
    check_unit,
    check_standard,
    check_method,
    check_own_record,
    check_quantity,
    check_date,
    check_points,
    check_order,
    check_rectification,
    check_appeal,
    check_decision,
    check_reduction,
    check_folder,
    check_computed,
    check_level,
    check_part,
    check_applicable,
    check_charge,
)


# The same, for a loop over very many records that does itself what `where_read` does.
_BARE = tuple(bare_rule(rule) for rule in RULES)


def check_deductions(corpus: Corpus) -> Iterator[Problem]:
    """The problems of all deductions, one by one, and of the folders in which they lie."""
    yield from _check_folders(corpus)
    for record in corpus.deductions:
        for rule in _BARE:
            try:
                yield from rule(corpus, record)
            except Unread:
                continue


def _check_folders(corpus: Corpus) -> Iterator[Problem]:
    """KH303, KH304: the year has a scheme, and the scheme has the item; once for a folder, not for every record."""
    folders = Counter((record.KIND, record.year, record.item) for record in corpus.deductions)
    folders.update(("measure", record.year, record.item) for record in corpus.measures)
    for kind, year in sorted({(kind, year) for kind, year, _ in folders}):
        yield from find_no_scheme(corpus, year, folder_of(kind, year))
    for (kind, year, item), number in folders.items():
        yield from _check_folder(corpus, kind, year, item, number)


@where_read
def _check_folder(corpus: Corpus, kind: FileKind, year: int, item: str, number: int) -> Iterator[Problem]:
    scheme, counted = corpus.schemes.get(year), _COUNTED.get(kind, "条记录")
    if scheme is not None and item not in scheme.items:
        yield Problem(
            Location(folder_of(kind, year, item)),
            "KH304",
            f"{year} 年度的考核办法里没有编号为“{item}”的单项，这个文件夹里有 {number} {counted}",
            suggest_id(item, {found.id: found.name for found in scheme.items.values()}),
        )


def find_no_scheme(corpus: Corpus, year: int, folder: str) -> Iterator[Problem]:
    """KH303 for the records in `folder` where `year` has no scheme."""
    path = scheme_file(year)
    if year not in corpus.schemes and path not in corpus.unread:
        yield Problem(
            Location(folder),
            "KH303",
            f"没有 {year} 年度的考核办法",
            f"请补上 {path}；年度写错的，请把记录移到对应的文件夹。",
        )
