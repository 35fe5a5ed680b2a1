"""The totals of single quarters, from which the total of a year follows where the scheme says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model.lazy_dataclass import dataclass
from generator.model.number import Figure
from generator.opendata.disclosure import Disclosure, Shown, unit_name
from generator.opendata.table import DataTable, Reference, TableColumn, figure_or_none, tabulate
from generator.rules.given_tables import QUARTER
from generator.score.evaluate import Key
from generator.score.operations import Value, number

_UNIT = Reference(("unit",), "units", ("unit",))


@dataclass(frozen=True, slots=True)
class QuarterFact:
    """What a unit came to in one quarter by itself, from which a period's total follows."""

    period: Shown
    unit: str
    quarter: str
    name: str
    total: Figure | None
    complete: bool


def quarter_totals_table(disclosure: Disclosure) -> DataTable:
    """The totals of the quarters that are scored by themselves, for each period that follows from them."""
    corpus = disclosure.corpus
    columns = (
        TableColumn("period", "时段", "id", lambda fact: fact.period.name, "由这些季度合成得分的时段"),
        TableColumn("year", "年度", "whole", lambda fact: fact.period.result.year),
        TableColumn("unit", "单位编号", "id", lambda fact: fact.unit),
        TableColumn("unit_name", "被考核单位", "text", lambda fact: unit_name(corpus, fact.unit)),
        TableColumn("quarter", "季度", "id", lambda fact: fact.quarter),
        TableColumn("name", "季度名称", "text", lambda fact: fact.name),
        TableColumn("total", "季度得分", "figure", lambda fact: figure_or_none(fact.total), "还没有开始的季度不写"),
        TableColumn("complete", "数据齐全", "flag", lambda fact: fact.complete),
    )
    facts = [
        QuarterFact(shown, str(key[0]), str(key[1]), str(cells["name"]), _total(cells), bool(cells["complete"]))
        for shown in disclosure.periods
        for key, cells in sorted(_rows(shown), key=lambda row: tuple(map(str, row[0])))
    ]
    rows, words = tabulate(columns, facts), "各季度分别计分、年度由各季度合成的，各季度的得分。"
    return DataTable("quarter-totals", "季度得分", words, columns, rows, ("period", "unit", "quarter"), (_UNIT,))


def _total(cells: Mapping[str, Value]) -> Figure | None:
    return None if cells["total"] is None else number(cells["total"])


def _rows(shown: Shown) -> Iterator[tuple[Key, Mapping[str, Value]]]:
    """The quarters of the period's book."""
    found = shown.result.filled.tables.get(QUARTER)
    if found is not None:
        for key, row in found.rows.items():
            yield key, found.cells(row)
